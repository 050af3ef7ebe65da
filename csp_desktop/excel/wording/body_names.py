"""Bodies by the short forms people use for them: “Essex Fire” for Essex County Fire and Rescue Service."""

from __future__ import annotations

import re
from typing import NamedTuple

# What the name of each body ends with, in the words that may be left out or stand for each other.
_BODIES: dict[str, frozenset[str]] = {
    "police": frozenset({"police", "constabulary", "service", "force"}),
    "fire": frozenset({"fire", "rescue", "service", "brigade", "county"}),
    "probation": frozenset({"probation", "service", "national"}),
    "council": frozenset({"council"}),
}
_CALLED = {"constabulary": "police"}
# Of these a council is one and no other; nobody has to say which.
_TIERS = frozenset({"district", "borough", "county", "city", "metropolitan", "unitary", "town", "parish"})
_OF_PARISHES = frozenset({"town", "parish"})
SMALL_WORDS = {"the", "of", "and", "for", "in", "on"}
_SHORTENED = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "glos": "gloucestershire", "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire",
    "leics": "leicestershire", "lincs": "lincolnshire", "northants": "northamptonshire", "notts": "nottinghamshire",
    "oxon": "oxfordshire", "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire",
    "worcs": "worcestershire", "yorks": "yorkshire",
    "dc": "district council", "cc": "county council", "bc": "borough council", "tc": "town council",
    "mbc": "metropolitan borough council", "frs": "fire rescue service",
    "pct": "primary care trust", "comms": "communications", "asb": "anti social behaviour",
    "dv": "domestic violence", "da": "domestic abuse", "ppo": "prolific priority offender",
    "nte": "night time economy", "ctte": "committee", "govt": "government", "assoc": "association",
}  # fmt: skip


def spelt_out(name: str) -> list[str]:
    """The words of a name, what they are short for, and none of the small ones."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", ""))
    full = " ".join(_SHORTENED.get(word, word) for word in words).split()
    return [word for word in full if word not in SMALL_WORDS]


class _Body(NamedTuple):
    """What kind of body a name is of, where, and of which tier a council is."""

    kind: str
    place: tuple[str, ...]
    tier: frozenset[str]


def is_short_for(short: str, name: str, *, anywhere: bool = True) -> bool:
    """May one name be a short form of the other, be it without its tier, without “Service” or, `anywhere`, its place?

    “Rochford Council” for Rochford District Council, “Herts Police” for Hertfordshire Constabulary, “Fire”.
    """
    said, full = _body(short), _body(name)
    if said is None or full is None or said.kind != full.kind or not said.tier <= full.tier:
        return False
    if said.place:
        return said.place == full.place
    # “The council” of a partnership is neither the county's nor that of a town or parish.
    return (anywhere or not full.place) and (bool(said.tier) or not full.tier & {"county", *_OF_PARISHES})


def may_be_called(name: str, full: str) -> bool:
    """May a body known by a short name be meant by a longer one? A council may, but not by that of a town or parish."""
    body = _body(full)
    return is_short_for(name, full, anywhere=False) and not (body and body.tier & _OF_PARISHES)


def _body(name: str) -> _Body | None:
    """The body a name that ends with its kind is of; None for any other, such as a “Police Authority”."""
    words = spelt_out(name)
    for kind, own in _BODIES.items():
        if any(_CALLED.get(word, word) == kind for word in words) and words[-1] in own:
            tier = _TIERS.intersection(words) if kind == "council" else frozenset()
            return _Body(kind, tuple(word for word in words if word not in own | tier), tier)
    return None
