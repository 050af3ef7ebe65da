"""What stands around a tab: the bar and the strip above it, the lines over and under it."""
