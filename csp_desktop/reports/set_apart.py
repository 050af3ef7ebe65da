"""What of a text is not set as plain words: its lines, addresses, telephone numbers, days, words from right to left.

Told here and not in the templates: typst makes a pattern ready anew for each text it is looked for in, which took a
seventh of the time of a print.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

# What ends the sentence is not part of an address. Space that is no blank stands by itself.
_APART = re.compile(
    r"(?P<address>(?i:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]’”]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<telephone>(?:\+\d{1,3} ?(?:\(0\) ?)?\d{2,5}|\(?\b0\d{2,5}\)?)(?: \d{3,8}){1,3}\b)"
    r"|(?P<day>\b\d{1,2} (?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?= (?:19|20)\d\d\b))"
    r"|(?P<space>[^\S ]+)"
)
# What every text has that is told apart, found sooner.
_SIGNS = re.compile(
    r"[@/+\u0590-\u08ff\ufb1d-\ufeff\U00010800-\U0001efff]|[^\S ]|0\d\d|\d [ADFJMNOS][a-z]+ [12]|(?i:www\.)"
)


def set_apart(data: Any) -> dict[str, list[dict[str, Any]]]:
    """Each text in JSON data that is more than words on one line: its lines, and the parts of each.

    A part has an address it leads `to`, or is kept `whole` where there is room for it on a line.
    """
    apart = {}
    for text in sorted(filter(_SIGNS.search, _texts(data))):
        lines = [_line(line) for line in text.split("\n")]
        if lines != [{"rtl": False, "parts": [_part(text)]}]:
            apart[text] = lines
    return apart


def _texts(data: Any) -> set[str]:
    texts: set[str] = set()
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            texts.add(part)
        elif isinstance(part, (dict, list)):
            waiting.extend(part.values() if isinstance(part, dict) else part)
    return texts


def _line(text: str) -> dict[str, Any]:
    letter = next(filter(str.isalpha, text), " ")
    return {"rtl": unicodedata.bidirectional(letter) in ("R", "AL"), "parts": list(_parts(text))}


def _parts(text: str) -> Iterator[dict[str, Any]]:
    """The parts of a line, of which an empty one has one too."""
    until = 0
    for found in _APART.finditer(text):
        if found.start() > until:
            yield _part(text[until : found.start()])
        yield _part(found[0], found.lastgroup)
        until = found.end()
    if until < len(text) or not text:
        yield _part(text[until:])


def _part(words: str, kind: str | None = None) -> dict[str, Any]:
    return {
        "words": words,
        "to": _leading_to(words) if kind == "address" else "",
        "whole": kind in ("telephone", "day"),
    }


def _leading_to(address: str) -> str:
    if "@" in address and "/" not in address:
        return f"mailto:{address}"
    return f"http://{address}" if address.lower().startswith("www.") else address
