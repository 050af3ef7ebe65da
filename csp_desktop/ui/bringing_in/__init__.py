"""Bringing in a plan or register made elsewhere."""
