"""Streams, allocations and what is left of them."""
