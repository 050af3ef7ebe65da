"""What becomes of one cell: how its words, days, money, scores and ratings are read, and where they are kept."""
