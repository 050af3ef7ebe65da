"""How the window looks: theme, cards, chips, notices, dialogs."""
