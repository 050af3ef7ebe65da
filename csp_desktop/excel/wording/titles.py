"""Titles and ranks before the names of people: "Mrs J. Lowe", "T/Insp Kay Marsh", "PC 1234 Dale Hart", "Cllr Wells"."""

from __future__ import annotations

import re

# What somebody is called by, whatever they do.
_FORMS_OF_ADDRESS = (
    "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady", "prof", "professor", "rev", "revd", "reverend", "canon",
)  # fmt: skip
# What somebody is: the police, the fire service, the armed forces, members of councils, doctors.
_RANKS = (
    "pc", "pcso", "ps", "constable", "sgt", "sergeant", "insp", "inspector", "ci", "supt", "superintendent",
    "dc", "ds", "di", "dci", "dsi", "dsu", "dcs", "cdr", "cmdr", "commander", "acc", "dcc", "dac", "chief constable",
    "cfo", "acfo", "dcfo", "chief fire officer", "cm", "wm", "sm", "gm", "am",
    "crew manager", "watch manager", "station manager", "group manager", "area manager",
    "cllr", "councillor", "dr", "capt", "captain", "major", "col", "colonel", "lt",
)  # fmt: skip
TITLES = frozenset(
    word for title in (*_FORMS_OF_ADDRESS, *_RANKS) for word in title.split() if " " not in title
)
"""Titles and ranks of one word, in small letters and without their stop."""

_FIRST = r"[^\W\d_a-z]"
_WORD = rf"{_FIRST}(?:[^\W\d_]|['’.-])*"
_SMALL = r"(?:(?:van|von|de|der|den|del|la|le|al|el|bin|ap|da|dos|di|ter|du)\s+)*"
_NAME = re.compile(rf"{_WORD}(?:\s+{_SMALL}{_WORD}){{0,3}}")
_TITLED = re.compile(
    r"(?P<title>(?:(?:(?:detective|chief|temporary|acting|deputy|assistant|temp|det|ch)\b\.?\s+|[tadc]/\s?|d\.?\s+(?=supt|insp|sgt))*"
    rf"(?:{'|'.join(sorted(_RANKS, key=len, reverse=True))})\b\.?(?:\s+\d{{2,6}}\b)?"
    rf"|(?:{'|'.join(_FORMS_OF_ADDRESS)})\b\.?(?:\s+(?:dr|prof)\b\.?)?))\s+(?P<name>\S.*)",
    re.IGNORECASE,
)


def title_and_rest(text: str) -> tuple[str, str]:
    """The title or rank a text begins with, and what follows it; "" and all of the text where it begins with none."""
    titled = _TITLED.fullmatch(" ".join(text.split()))
    return (titled["title"], titled["name"]) if titled else ("", text.strip())


def is_rank(title: str) -> bool:
    """Does a title say what somebody is, such as “Insp.”, and not only how they are addressed, such as “Mrs”?"""
    return title.split()[0].rstrip(".").casefold() not in _FORMS_OF_ADDRESS


def looks_like_name(text: str) -> bool:
    """Is a text one to four words with a capital each, as the names of people are, and no abbreviation at its end?"""
    words = text.split()
    return _NAME.fullmatch(text) is not None and not re.fullmatch(r"[A-Z]{2,4}", words[-1])
