"""CSP Desktop: the working papers of a Community Safety Partnership in one local file."""

__version__ = "0.1.0"
