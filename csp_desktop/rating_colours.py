"""The colours of ratings that somebody chose in place of the usual ones, toned so that words on them can be read.

How far words and bars stand out from their ground is that of WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from csp_desktop.palette import STRONG_DARK, STRONG_LIGHT, Colours, Tone
from csp_desktop.settings import settings

RATINGS = ("green", "amber", "red", "blue")
"""The ratings whose colour can be chosen."""
_SETTING = "rating_colours"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_STEPS = 40


def chosen_colours() -> dict[str, str]:
    """The colours chosen, as "#RRGGBB" by rating; none for a rating that has its usual one."""
    kept = settings().get(_SETTING, {})
    return {
        rag: colour
        for rag, colour in kept.items()
        if rag in RATINGS and isinstance(colour, str) and _COLOUR.fullmatch(colour)
    }


def choose_colour(rag: str, colour: str) -> None:
    """Show a rating in this colour from now on."""
    settings().put(_SETTING, {**chosen_colours(), rag: colour})


def take_usual_colours() -> None:
    """Show all ratings in their usual colours again."""
    settings().put(_SETTING, {})


def with_chosen(colours: Colours) -> Colours:
    """The palette with the ratings in the colours chosen."""
    chosen = chosen_colours()
    if not chosen:
        return colours
    green, amber, red, blue = (
        _toned(chosen[rag], colours) if rag in chosen else colours.rating(rag) for rag in RATINGS
    )
    return replace(colours, green=green, amber=amber, red=red, blue=blue)


def contrast(one: str, other: str) -> float:
    """How far two colours stand out from each other, from 1 to 21."""
    high, low = sorted((_lightness(one), _lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _toned(colour: str, colours: Colours) -> Tone:
    tint = _mixed(colour, colours.surface, 0.25 if colours.dark else 0.13)
    grounds = (tint, colours.surface, colours.ground, colours.section, colours.hover, colours.accent_tint)
    wanted = 7 if colours in (STRONG_LIGHT, STRONG_DARK) else 4.5
    ink = _moved(colour, colours, lambda moved: all(contrast(moved, ground) >= wanted for ground in grounds))
    bar = _moved(colour, colours, lambda moved: contrast(moved, colours.surface) >= 3)
    return Tone(ink, tint, bar)


def _moved(colour: str, colours: Colours, enough: Callable[[str], bool]) -> str:
    """A colour taken towards the strongest ink, black or in the dark white, until it stands out enough."""
    end = (STRONG_DARK if colours.dark else STRONG_LIGHT).ink
    moved = (_mixed(end, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next((each for each in moved if enough(each)), end)


def _mixed(one: str, other: str, share: float) -> str:
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02X}" for first, second in parts)


def _lightness(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
