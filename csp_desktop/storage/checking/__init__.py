"""Whether a file is whole and sound, and what in it is of others."""
