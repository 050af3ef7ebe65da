"""Backups as files: what they are called, which are kept, and how they are packed."""
