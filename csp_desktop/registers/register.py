"""A register: its fields, its checks and how its records are told apart."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from csp_desktop.lean_sha256 import sha256
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Content, Field, Links, Reference, Values

RecordCheck = Callable[[Mapping[str, Any]], str | None]


@dataclass(frozen=True, eq=False)
class Register:
    """One kind of record; each is equal to itself alone.

    `title` is the field a record is known by; `within` the reference that says what it belongs to;
    `unique` groups of fields no two records share; `checks` look at a whole record. `several` is what its records
    are called where `plural` names the register as a whole.
    """

    name: str
    label: str
    plural: str
    title: str
    fields: tuple[Field, ...]
    within: str | None = None
    unique: tuple[tuple[str, ...], ...] = ()
    checks: tuple[RecordCheck, ...] = ()
    several: str = ""

    def noun(self, number: int) -> str:
        """What so many records are called in a sentence: "risk", "log entries"."""
        return (self.label if number == 1 else self.several or self.plural).lower()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Its fields by name."""
        return {field.name: field for field in self.fields}

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The fields kept in the table itself."""
        return tuple(field for field in self.fields if not isinstance(field, Links))

    @cached_property
    def links(self) -> tuple[Links, ...]:
        """The fields kept as rows of a link table."""
        return tuple(field for field in self.fields if isinstance(field, Links))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(field for field in self.fields if isinstance(field, Reference))

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The names of the fields that name other records."""
        return tuple(field.name for field in (*self.references, *self.links))

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """The fields that hold whole files: read only when asked for."""
        return tuple(field for field in self.fields if isinstance(field, Content))

    @property
    def numbered(self) -> bool:
        """Whether each record has a position from the start; elsewhere only one put in its place by hand has."""
        position = self.by_name.get("position")
        return position is not None and position.default is not None

    def alike(self, names: Sequence[str], values: Mapping[str, Any]) -> tuple[object, ...]:
        """What of some `unique` fields two records may not both have: a short name in any case and spacing."""
        return tuple(
            as_compared(values.get(name)) if name == "short_name" else values.get(name) for name in names
        )

    def blank(self) -> Values:
        """A record with nothing in it but defaults, and no id."""
        return dict(self._defaults)

    @cached_property
    def _defaults(self) -> Values:
        return {field.name: field.default for field in self.fields}

    @cached_property
    def _needed(self) -> frozenset[str]:
        """The fields a new record must say something in."""
        return frozenset(name for name, _ in self.problems(self._defaults) if name)

    @cached_property
    def _field_checks(self) -> dict[str, tuple[Callable[[Any], str | None], bool]]:
        """The check of each field, and whether it must hold something: of the others nothing is no fault."""
        return {field.name: (field.check, field.check(None) is not None) for field in self.fields}

    def problems(self, record: Mapping[str, Any], of: Collection[str] | None = None) -> list[tuple[str, str]]:
        """(field, sentence) for everything wrong with a record; field "" for the record as a whole.

        With `of`, the names of some fields, what is wrong with others is left out.
        """
        # Whether a record is right as a whole can only be asked of one whose every field is.
        every = self._field_checks
        asked = every if of is None or self.checks else {name: every[name] for name in of}
        problems = [
            (name, sentence)
            for name, (check, needed) in asked.items()
            if ((value := record.get(name)) is not None or needed) and (sentence := check(value)) is not None
        ]
        if not problems:
            return [("", sentence) for check in self.checks if (sentence := check(record)) is not None]
        return problems if of is None else [problem for problem in problems if problem[0] in of]

    def problems_of_new(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What is wrong with a new record: whatever its values do not say is as it is in every new one."""
        every = self._field_checks
        if not self.checks and self._needed <= values.keys():
            # Nearly every record is sound, and what it does not say need not be looked at.
            asked = ((every[name], value) for name, value in values.items())
            if all(
                (value is None and not needed) or check(value) is None for (check, needed), value in asked
            ):
                return []
        return self.problems({**self._defaults, **values})


def new_id() -> str:
    """An opaque id, unique across files: 80 random bits in 16 letters and digits."""
    return os.urandom(16).translate(_ANY_LETTER).decode("ascii")


def id_from(text: str) -> str:
    """The id that always stands for one text, in the form of `new_id`."""
    digest = sha256(text.encode("utf-8")).digest()
    return base64.b32encode(digest[:10]).translate(_OF_BASE32).decode("ascii")


_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
# Five bits of a byte are a letter; which five matters to nobody.
_ANY_LETTER = bytes(ord(_LETTERS[byte % 32]) for byte in range(256))
_OF_BASE32 = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _LETTERS.encode("ascii"))


def looks_like_id(text: str) -> bool:
    """Whether a text has the shape of an id, of whatever file."""
    return len(text) == 16 and all(letter in _LETTERS for letter in text)
