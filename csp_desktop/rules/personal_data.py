"""What of people is in a text that is to go out: their names, email addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from csp_desktop.registers.fields import Record
from csp_desktop.rules.personal_words import E_MAIL, TELEPHONE, name_patterns

# What stands before a number, as "ring", is not the number.
_NUMBER = re.compile(r"^[^\d+(]+")


@dataclass(frozen=True)
class PersonalData:
    """The people named, the addresses and the numbers, each once."""

    names: tuple[str, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]

    def __str__(self) -> str:
        """In words: "3 names, 1 email address and 2 phone numbers"; "nobody’s name or address" for none."""
        parts = [
            f"{len(found):,} {one if len(found) == 1 else one + ending}"
            for found, one, ending in (
                (self.names, "name", "s"),
                (self.emails, "email address", "es"),
                (self.phones, "phone number", "s"),
            )
            if found
        ]
        if not parts:
            return "nobody’s name, email address or phone number"
        return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)

    @property
    def listed(self) -> str:
        """All of it, one a line."""
        return "\n".join((*self.names, *self.emails, *self.phones))


def personal_data(texts: Iterable[object], people: Iterable[Record]) -> PersonalData:
    """What of people is in some texts; names are those of the register, however written."""
    whole = "\n".join(" ".join(str(text).split()) for text in texts if text)
    names = {
        str(person["name"])
        for person in people
        if any(pattern.search(whole) for pattern in name_patterns([str(person["name"] or "")]))
    }
    return PersonalData(
        tuple(sorted(names)),
        tuple(sorted(set(E_MAIL.findall(whole)))),
        tuple(sorted({" ".join(_NUMBER.sub("", told).split()) for told in TELEPHONE.findall(whole)})),
    )
