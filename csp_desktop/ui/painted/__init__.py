"""Small painted widgets: figures as shapes, each with its words for a screen reader."""

LABEL_SIZE = 11.5
"""Size of the labels inside them, for 13 px text."""
