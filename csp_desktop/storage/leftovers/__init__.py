"""What a crash or another program left beside a file: whose it is, and what is done with it."""
