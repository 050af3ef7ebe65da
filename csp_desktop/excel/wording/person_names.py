"""Names of people as lists write them: surname first, with titles, with the name they had before."""

from __future__ import annotations

import re

from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.titles import TITLES
from csp_desktop.excel.wording.who_is_named import is_post
from csp_desktop.rules.body_kinds import kind_of_body

# A constable's and a chief constable's rank, and a part of those of detectives, which stand only before others.
_TITLES = TITLES | {"cc", "det"}
_HONOURS = {
    "mbe", "obe", "cbe", "qpm", "kpm", "qfsm", "jp", "mp", "dl", "phd", "ma", "msc", "bsc", "ba",
}  # fmt: skip
# A surname, be it of two parts: “O’Neil”, “van der Berg”, “Smith-Jones”; and one or two given names or initials.
_SURNAME_FIRST = re.compile(
    r"(?P<surname>(?:(?:van|von|de|der|den|del|la|le|al|el|bin|ap|mac|st)\.? )*[A-Z][\w'’-]+)\s*,\s*"
    r"(?P<given>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)?)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"[\s,]*\(?\b(?:n[eé]e|formerly|previously)\b\.?:?\s+(?P<before>[^()]+?)\)?\s*$", re.IGNORECASE
)


def in_plain_order(name: str) -> str:
    """A name written surname first, given name first; any other as it is."""
    turned = _SURNAME_FIRST.fullmatch(name.strip())
    if turned is None or is_post(name) or kind_of_body(name):
        return name
    given = turned["given"]
    if any(word in _HONOURS or word in _TITLES for word in plain(given).split()):
        return name
    return f"{given} {turned['surname']}"


def name_words(name: str) -> list[str]:
    """The words of a name, titles and the name somebody had before apart."""
    words = plain(_BEFORE.sub("", in_plain_order(name))).split()
    own = [word for word in words if word not in _TITLES]
    return own or words


def also_called(name: str) -> frozenset[str]:
    """What somebody is called, whatever the order of the words: “Ann Elm (née Ash)” is Ann Ash too."""
    words = name_words(name)
    names = {" ".join(sorted(words))} - {""}
    before = _BEFORE.search(name)
    if before and words:
        old = plain(before["before"]).split()
        names.add(" ".join(sorted(old if len(old) > 1 else [*words[:-1], *old])))
    return frozenset(names)
