"""Money brought in again: payments known by their invoice, what was spent so far, and money under a new name."""
