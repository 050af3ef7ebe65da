"""What lies over the cells of a grid or asks about them: the first column in sight, the square at the corner, lists, boxes."""
