"""What people mean by the colour of a cell."""

from __future__ import annotations

import colorsys
import re

# Excel's own style "Good" is as pale as the bands people give every second row.
_GOOD = "C6EFCE"
_GREEN = 120.0
_PURPLE = (265.0, 325.0)
_AS_PAPER_AND_INK = {"", "FFFFFF", "000000"}


def rag_of_fill(colour: str) -> str | None:
    """The rating a cell's colour means: "00B050" is green; None for white, greys, pale tints and purple."""
    degrees = _hue(colour)
    if degrees is None:
        return None
    tops = ((18, "red"), (70, "amber"), (170, "green"), (265, "blue"), (_PURPLE[1], None), (361, "red"))
    return next(rating for top, rating in tops if degrees < top)


def is_coloured(colour: str) -> bool:
    """Is it any colour but none, white or black?"""
    return colour.upper() not in _AS_PAPER_AND_INK


def is_purple(colour: str) -> bool:
    """Is it the one strong colour that stands for no one rating: complete in one place, not started in the next?"""
    degrees = _hue(colour)
    return degrees is not None and _PURPLE[0] <= degrees < _PURPLE[1]


def _hue(colour: str) -> float | None:
    """Where a colour stands on the circle of colours, in degrees; None for white, greys and pale tints."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return None
    if colour.upper() == _GOOD:
        return _GREEN
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    return hue * 360 if saturation >= 0.2 else None
