"""The words of headings and cells as they are heard, for the fitted weights to be put on."""

from __future__ import annotations

import re

_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|[£$€%#?]|\d+")


def words_of(text: str) -> list[str]:
    """The words of a text with its small words, each figure as “0”: how it is said counts as well as what."""
    said = []
    for word in _WORD.findall(_RUN_TOGETHER.sub(" ", text).replace("_", " ").casefold()):
        if word.isdigit():
            said.append("0")
        elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            said.append(word[:-1])
        else:
            said.append(word)
    return said
