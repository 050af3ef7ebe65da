"""Copies of one file that were worked on apart: compared, and brought together again."""
