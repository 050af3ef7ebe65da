"""Which plan a file goes into, of which year it is, and which of its priorities a file leaves unsaid."""
