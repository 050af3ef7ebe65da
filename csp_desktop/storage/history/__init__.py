"""What a file remembers of its own past, as it is kept: names of steps, images of records, how they stood earlier."""
