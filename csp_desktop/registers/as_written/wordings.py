"""Wordings: how two are compared, how one is stored or cut short, and how several are listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SIGNS = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


# The words of a return are looked at several times, and many stand in several of its rows.
@lru_cache(maxsize=4_096, typed=True)
def plain(text: object) -> str:
    """A heading or title with nothing but its letters and digits, for comparing; signs alone stay."""
    letters = _SIGNS.sub("", str(text).casefold())
    return letters or "".join(str(text).split())


def as_compared(text: str | None) -> str:
    """A name or address as it is compared: whatever its case and spacing."""
    return " ".join((text or "").split()).casefold()


def in_short(text: str, letters: int = 60) -> str:
    """A text in one line, and not longer than so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def listed(words: Sequence[str]) -> str:
    """ "1.1, 1.2 and 1.5", for a sentence; there is at least one."""
    return _in_a_row(words, "and")


def either(words: Sequence[str]) -> str:
    """ "green, amber or red", for a sentence; there is at least one."""
    return _in_a_row(words, "or")


def _in_a_row(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def plain_text(value: object) -> str:
    """A text as it is stored: its own line breaks, no spaces at the ends."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return text.strip().strip("\u200b\ufeff").strip()


def unescape(text: str) -> str:
    """ "_x000D_" as the character it stands for; "_x005F_" is the underscore of one that was typed."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)
