"""What does not add up, register by register."""
