"""The County tab: the partnerships of a file beside each other."""
