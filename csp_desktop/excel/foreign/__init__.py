"""Tables made by others: where they are, what their columns mean, what their rows hold."""
