"""The Returns tab: sending, taking back, keying."""
