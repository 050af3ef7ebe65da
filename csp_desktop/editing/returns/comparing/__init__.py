"""A returned workbook known again and compared with what was sent and what stands now."""
