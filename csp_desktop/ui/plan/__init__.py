"""The Action plan tab, with roll-over."""
