"""Partners a workbook lists, matched with those of the file: people, and the meetings of groups."""
