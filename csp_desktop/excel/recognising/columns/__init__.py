"""Columns of one kind: scores, ticks, choices of a few words, and those of a quarter or month."""
