"""The rows of a grid: which are shown in which order, which are new, and what could not be taken in them."""
