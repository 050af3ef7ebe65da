"""What the words in a cell say: quarters, ratings, figures, money, names."""
