"""Words about people within text: names known, e-mail addresses, telephone numbers, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Record

# Titles and ranks people are called by, before their surname.
_TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Rev", "Revd", "Reverend",
    "Cllr", "Councillor", "PC", "DC", "PS", "DS", "PCSO", "Constable", "Sgt", "Sergeant", "Insp", "Inspector", "CI", "DCI",
    "Ch Insp", "Chief Inspector", "Supt", "Superintendent", "Ch Supt", "Chief Superintendent",
)  # fmt: skip
_TITLE = "(?:" + "|".join(re.escape(title) for title in sorted(_TITLES, key=len, reverse=True)) + r")\.?"
_LEADING_TITLES = re.compile(rf"^(?:{_TITLE}\s+)+", re.IGNORECASE)
_E_MAIL = re.compile(r"[\w.+'’-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\w.,£/-])(?:\+\s?\d(?:[\s().-]{0,3}\d){7,14}|\(?0(?:[\s().-]{0,3}\d){9,10})(?![\d/])"
    r"|\b(?:tel|telephone|phone|mob|mobile|ring|call)\b[.:]?\s*(?:(?:no|number|on)\b[.:]?\s*)?\d(?:[\s-]?\d){4,}"
    r"|\b(?:ext|extension)\b[.:]?\s*\d{3,}",
    re.IGNORECASE,
)
# Outward part without Q, V or X first, inward part without C, I, K, M, O or V; "R3 2nd" is an ordinal.
_POSTCODE = re.compile(
    r"\b(?![QVXqvx])[A-Za-z]{1,2}\d[A-Za-z\d]?\s{0,3}(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b"
)


class PersonalWords(NamedTuple):
    """Words found in a text that are about a person, and what kind they are: "name", "postcode" and so on."""

    kind: str
    words: str


def name_patterns(names: Iterable[str]) -> list[re.Pattern[str]]:
    """What each name looks like in text: whole, by initial, turned round, and by title and surname."""
    made = []
    for name in names:
        plain = _LEADING_TITLES.sub("", re.split(r"[,(]", name.strip())[0].strip())
        parts = plain.split()
        if not parts:
            continue
        shapes = [r"\s+".join(_part(part) for part in parts)]
        if len(parts) > 1:
            first, last = parts[0], _part(parts[-1])
            shapes += [
                # Capitals tell a name from "a day" and "mark the day".
                rf"(?-i:{_part(first)}\s+(?:[A-Z]\S*\s+){{0,2}}{last})",
                rf"(?-i:{re.escape(first[0])}\.?\s*(?:[A-Z]\.?\s*)?{last})",
                rf"(?-i:{last}\s*,\s*(?:{_part(first)}|{re.escape(first[0])}\b\.?))",
                rf"{_TITLE}\s+{last}",
            ]
        made.append(re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE))
    return made


def _part(part: str) -> str:
    """A word of a name, however its apostrophes and hyphens are written."""
    return re.sub("['’ʼ`]", "['’ʼ`]", re.sub("[-‐‑–]", "[-‐‑–]", re.escape(part).replace(r"\-", "-")))


def without_personal_words(text: str, names: Sequence[re.Pattern[str]]) -> tuple[str, list[PersonalWords]]:
    """A text with such words replaced by what was withheld, and those words."""
    kinds = [
        ("e-mail address", _E_MAIL),
        *(("name", pattern) for pattern in names),
        ("telephone number", _TELEPHONE),
        ("postcode", _POSTCODE),
    ]
    withheld: list[PersonalWords] = []
    for kind, pattern in kinds:
        withheld += [PersonalWords(kind, match[0]) for match in pattern.finditer(text)]
        text = pattern.sub(f"[{kind} withheld]", text)
    return text, withheld


_KINDS = {"name": "s", "e-mail address": "es", "telephone number": "s", "postcode": "s"}


class PersonalData(NamedTuple):
    """The words about people, each once."""

    words: tuple[PersonalWords, ...]

    def __str__(self) -> str:
        """In words: "3 names, 1 e-mail address and 2 telephone numbers"; "nobody’s name or address" for none."""
        parts = []
        for kind, ending in _KINDS.items():
            number = sum(each.kind == kind for each in self.words)
            if number:
                parts.append(f"{number:,} {kind if number == 1 else kind + ending}")
        if not parts:
            return "nobody’s name, address or number"
        return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)

    @property
    def listed(self) -> str:
        """All of them, one a line."""
        return "\n".join(each.words for each in self.words)


def personal_data(texts: Iterable[object], people: Iterable[Record]) -> PersonalData:
    """What of people is in some texts; a post entered as a name is nobody's."""
    whole = "\n".join(" ".join(str(text).split()) for text in texts if text)
    names = name_patterns(
        person["name"] for person in people if person["name"] and person["name"] != person.get("job_title")
    )
    _, personal = without_personal_words(whole, names)
    once = {(each.kind, as_compared(each.words)): each for each in reversed(personal)}
    kinds = list(_KINDS)
    return PersonalData(
        tuple(sorted(once.values(), key=lambda each: (kinds.index(each.kind), each.words.casefold())))
    )
