"""The printed forms, one module each."""
