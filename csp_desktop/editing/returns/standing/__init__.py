"""How the returns of a quarter stand: what is missing, what changed since they were sent, what goes beyond its allocation."""
