"""The records a row stands for: its own, what it stands under, and what hangs on it."""
