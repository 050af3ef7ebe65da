"""Several partnerships of a file made one: matched, asked about, and written as one step."""
