"""The quarterly round: returns out, back in, corrected, keyed from paper."""
