"""What every tab shares: the grid, its cells, the record beside it, lists."""
