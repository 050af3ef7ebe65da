"""What one cell of a returned workbook says: a value, or what is asked about it."""
