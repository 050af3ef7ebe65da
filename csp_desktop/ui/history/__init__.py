"""The history of the file: who changed what, two states side by side, and its backups."""
