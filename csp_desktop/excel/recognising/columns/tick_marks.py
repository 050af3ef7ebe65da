"""The marks and words that say yes or no in a cell: ticks, crosses, boxes."""

from __future__ import annotations

CHECKED = frozenset("☒")
"""A box that is crossed, which most forms show for a box that is ticked."""
# “ü” and “û” are what the tick and the cross of a font of symbols are called in any other.
TICKS = frozenset(("✓", "✔", "☑", "√", "🗸", "✅", "ü", "y", "yes", "true", *CHECKED))
NOES = frozenset(("☐", "□", "n", "no", "false"))
CROSSES = frozenset(("x", "✗", "✘", "✕", "✖", "×", "❌", "û", *CHECKED))
"""Marks that say yes where they stand alone or beside a no, and no beside a tick."""
_EVERY = TICKS | NOES | CROSSES


def is_tick(text: str) -> bool:
    """A tick, a cross, or yes and no in one word."""
    return len(text) <= 8 and text.strip().casefold() in _EVERY
