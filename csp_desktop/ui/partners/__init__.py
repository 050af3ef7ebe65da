"""The Partners tab."""
