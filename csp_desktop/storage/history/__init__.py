"""What a file remembers of its own past, as it is kept: names of steps, how records stood earlier."""
