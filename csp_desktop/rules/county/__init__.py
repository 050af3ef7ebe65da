"""The county: several partnerships of one file beside each other."""
