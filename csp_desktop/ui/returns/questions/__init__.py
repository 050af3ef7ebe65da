"""What a person is asked of what came back: each question, its wordings side by side, and the answer."""
