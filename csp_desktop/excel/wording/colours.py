"""What people mean by the colour of a cell."""

from __future__ import annotations

import colorsys
import re

# Excel's own style "Good" is as pale as the bands people give every second row.
_GOOD = "C6EFCE"


def rag_of_fill(colour: str) -> str | None:
    """The rating a cell's colour means: "00B050" is green; None for white, greys and pale tints."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return None
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    if colour.upper() == _GOOD:
        return "green"
    if saturation < 0.2:
        return None
    degrees = hue * 360
    for top, rating in ((18, "red"), (70, "amber"), (170, "green"), (265, "blue"), (361, "red")):
        if degrees < top:
            return rating
    return None
