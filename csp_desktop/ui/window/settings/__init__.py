"""What this person has chosen: the Settings window and its parts."""
