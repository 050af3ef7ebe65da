"""Finding the tables on a sheet: their headers, their rows, what stands between, beside and below them."""
