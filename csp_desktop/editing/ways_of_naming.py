"""How people write somebody's name in a text, when not as it stands in the record."""

from __future__ import annotations

from csp_desktop.excel.wording.titles import title_and_rest
from csp_desktop.excel.wording.who_is_named import is_person, is_post, may_be_person


def ways_of_naming(name: str) -> set[str]:
    """A name as it stands, without its title, family name first, and with an initial; a post only as it stands."""
    title, own = title_and_rest(name)
    words = own.split()
    if len(words) < 2 or not (is_person(name) or may_be_person(own)):
        return {name}
    *given, family = words
    first = given[0]
    ways = {name, own, f"{first} {family}", f"{family}, {' '.join(given)}", f"{family}, {first}"}
    ways |= {f"{first[0]} {family}", f"{first[0]}. {family}"}
    return ways | ({f"{title} {family}"} if title else set())


def named_alone(name: str) -> str:
    """The one word somebody may still be named by: the family name, or all there is of a name; "" for a post."""
    _, own = title_and_rest(name)
    words = own.split()
    somebody = (
        is_person(name) or may_be_person(own) or (len(words) == 1 and own.istitle() and not is_post(own))
    )
    return words[-1] if words and somebody else ""
