"""The words people in the UK and the US head their columns with: the one place to add another."""
