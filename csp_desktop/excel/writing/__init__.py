"""How workbooks we write look, and how words become cells."""
