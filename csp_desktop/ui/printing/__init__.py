"""The print window and packs."""
