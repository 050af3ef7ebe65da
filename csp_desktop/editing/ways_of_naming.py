"""How people write somebody's name in a text, when not as it stands in the record."""

from __future__ import annotations

import re

from csp_desktop.excel.wording.given_names import GIVEN_NAMES
from csp_desktop.excel.wording.titles import looks_like_name, title_and_rest
from csp_desktop.excel.wording.who_is_named import is_body, is_person, is_post, may_be_person
from csp_desktop.registers.as_written.word_meanings import says_nobody, says_not_yet

_BESIDE = re.compile(r"\s*\([^)]*\)")
_MONTHS = {"April", "May", "June", "August"}


def ways_of_naming(name: str) -> set[str]:
    """A name as it stands, without its title, family name first, and with an initial; none of what names nobody.

    That is a post or a body, which a text may name whoever is meant, or “to be confirmed”.
    """
    title, given, family = _parted(name)
    if not given:
        title, own = title_and_rest(name)
        return set() if not title and _names_nobody(own) else {name, own}
    first = given[0]
    ways = {name, " ".join((*given, family)), f"{first} {family}", f"{first[0]}. {family}"}
    if first not in _MONTHS:  # "Green, May 2011"
        ways |= {f"{family}, {' '.join(given)}", f"{family}, {first}"}
    if first[0] not in "AI":  # "A Young", "I Ward" may begin a sentence.
        ways.add(f"{first[0]} {family}")
    return ways | ({f"{title} {family}"} if title else set())


def named_alone(name: str) -> str:
    """What somebody may still be named by: the family name, or the one word there is of a name; "" for a post."""
    _, given, family = _parted(name)
    if given:
        return family
    _, own = title_and_rest(name)
    return own if own.istitle() and len(own.split()) == 1 and not is_post(own) else ""


def _names_nobody(words: str) -> bool:
    """Whether words are a post, a body or "to be confirmed", and none of them is a given name: "Jane Warden" is somebody."""
    given = any(word in GIVEN_NAMES for word in re.findall(r"\w+", words.casefold()))
    return not given and (is_post(words) or is_body(words) or says_nobody(words) or says_not_yet(words))


def _parted(name: str) -> tuple[str, list[str], str]:
    """The title, given names and family name of somebody; no given names where it is not known to be a person's."""
    title, own = title_and_rest(_BESIDE.sub("", name))
    family, comma, given = own.partition(", ")
    words = (f"{given} {family}" if comma else own).split()
    plain = " ".join(words)
    # "van der Berg"
    at = next((place for place, word in enumerate(words) if place and word.islower()), len(words) - 1)
    somebody = (
        is_person(f"{title} {plain}" if title else plain)
        or may_be_person(plain)
        or (at < len(words) - 1 and looks_like_name(plain))
    )
    if len(words) < 2 or not somebody or is_post(plain):
        return title, [], ""
    return title, words[:at], " ".join(words[at:])
