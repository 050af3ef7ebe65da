"""What one cell of a returned form says, and the letters by which two wordings are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from csp_desktop.registers.fields import Value

State = Literal["value", "blank", "clear", "rejected", "unsure"]
_SIGNS = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Answer:
    """How one cell was understood.

    `value` is what it says, or for an unsure one what it probably means (None where nothing suggests
    itself) and `literal` what it says to the letter; `raw` is what the partner sees in the cell; `message`
    says what is wrong or asked; `struck` that it is asked because the cell is crossed out.
    """

    state: State
    value: Value = None
    raw: str = ""
    message: str = ""
    struck: bool = False
    literal: Value = None


# The words of a return are looked at several times, and many stand in several of its rows.
@lru_cache(maxsize=4_096, typed=True)
def plain(text: object) -> str:
    """A heading or title with nothing but its letters and digits, for comparing; signs alone stay."""
    letters = _SIGNS.sub("", str(text).casefold())
    return letters or "".join(str(text).split())


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
