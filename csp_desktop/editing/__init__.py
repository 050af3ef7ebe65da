"""The only way to change anything: checked, written, recorded and announced."""
