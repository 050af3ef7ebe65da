"""Documents whose layout is known: recognised as a whole and read by their own rules."""
