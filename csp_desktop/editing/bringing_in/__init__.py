"""Bringing in what others keep: comparing what was read with what is here, and taking it in."""
