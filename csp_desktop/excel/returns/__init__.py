"""The return workbook: written, and its answers read back."""
