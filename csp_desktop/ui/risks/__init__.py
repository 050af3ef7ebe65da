"""The Risks tab."""
