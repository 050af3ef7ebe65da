"""Orders text as people do: "1.2" before "1.10"."""

from __future__ import annotations

from typing import Any

_DIGITS = "0123456789"


def natural_order(text: str) -> tuple[tuple[bool, Any], ...]:
    """Orders "1.2" before "1.10" and "R9" before "R11"."""
    parts: list[tuple[bool, Any]] = []
    word, digits = "", ""
    for letter in text.casefold() + "\0":
        if letter in _DIGITS:
            if word:
                parts.append((True, word))
                word = ""
            digits += letter
        else:
            if digits:
                parts.append((False, int(digits)))
                digits = ""
            if letter != "\0":
                word += letter
    if word:
        parts.append((True, word))
    return tuple(parts)
