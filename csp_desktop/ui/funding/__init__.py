"""The Funding tab."""
