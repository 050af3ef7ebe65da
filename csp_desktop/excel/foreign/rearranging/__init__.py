"""Sheets laid out otherwise than a record a row: forms, and rows of one quarter each, read as rows of a table."""
