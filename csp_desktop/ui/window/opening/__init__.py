"""What comes between asking for a file and seeing it."""
