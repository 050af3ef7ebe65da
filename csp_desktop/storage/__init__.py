"""The `.csp` file: SQLite and nothing but."""
