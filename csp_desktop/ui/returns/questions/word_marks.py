"""Two wordings side by side, with the words in which they differ marked."""

from __future__ import annotations

import re

from csp_desktop.ui.look import theme

_PIECES = re.compile(r"\s+|[\w’'£%.,-]*\w[%]?|[^\w\s]")
# Longer texts than this are compared by sentence, which keeps the window alive.
_WORDS_COMPARED = 3_000


def differing(text: str, other: str) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether `other` lacks it there; the pieces joined are the text."""
    from difflib import SequenceMatcher

    mine, theirs = _pieces(text), _pieces(other)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    pieces = [
        ("".join(mine[start:end]), kind != "equal")
        for kind, start, end, _, _ in matcher.get_opcodes()
        if start < end
    ]
    joined: list[tuple[str, bool]] = []
    for place, (piece, differs) in enumerate(pieces):
        # A space between two differing words is part of what differs.
        between = not piece.strip() and 0 < place < len(pieces) - 1
        differs = differs or between
        if joined and joined[-1][1] == differs:
            piece = joined.pop()[0] + piece
        joined.append((piece, differs))
    return joined


def _pieces(text: str) -> list[str]:
    pieces = _PIECES.findall(text)
    if "".join(pieces) != text or len(pieces) > _WORDS_COMPARED:
        pieces = re.findall(r"[^.\n]*[.\n]|[^.\n]+", text)
    return pieces


def marked_pieces(text: str, other: str, *, removed: bool) -> list[tuple[str, str]]:
    """`text` in pieces with the look (CSS) of each: what differs struck out (`removed`) or underlined, on a tint."""
    tone = theme.colours().red if removed else theme.colours().green
    line = "line-through" if removed else "underline"
    look = f"background:{tone.tint};color:{tone.ink};text-decoration:{line}"
    return [(piece, look if marked and piece.strip() else "") for piece, marked in differing(text, other)]
