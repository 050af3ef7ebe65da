"""Judgements computed from records: ratings, targets, scores, positions, findings."""
