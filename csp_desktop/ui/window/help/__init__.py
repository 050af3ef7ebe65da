"""The help: its pages, the window they are read in, where things are."""
