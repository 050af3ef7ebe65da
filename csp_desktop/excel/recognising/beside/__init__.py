"""What columns say of one another, register by register."""
