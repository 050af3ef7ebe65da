"""The county: its partnerships read together."""
