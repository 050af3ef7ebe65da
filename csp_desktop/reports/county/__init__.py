"""The county: what is shown and printed of several partnerships together."""
