"""Copies of the parts' records for the partnership they become, each reference led to what it names there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from csp_desktop.editing.combine.parts import Part
from csp_desktop.editing.combine.questions import Asking
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.wordings import as_compared, listed
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Field, Links, Record, Reference, Value, Values
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import new_id

Outcome = Literal["new", "one", "carried", "apart", "left"]


@dataclass(frozen=True)
class Line:
    """What becomes of something: `new`, several that become `one`, `carried` as it is, kept `apart`, or `left`.

    `was` says whose it was, `words` how it will stand.
    """

    outcome: Outcome
    register: str
    ref: str
    title: str
    was: str
    words: str = ""

    def as_json(self) -> dict[str, str]:
        """As the combine command prints it."""
        return {
            "outcome": self.outcome,
            "register": self.register,
            "ref": self.ref,
            "title": self.title,
            "from": self.was,
            "words": self.words,
        }


class Making:
    """The records to make, by register, and what leads from the parts' records to them.

    `into` is the partnership they become, `plan` its plan of the year. `new` leads from the id of a record of a
    part to that of the one standing for it; `same` from an agency or person to the one that is the same.
    """

    def __init__(
        self, ws: Workspace, parts: Sequence[Part], year: FinancialYear, into: Values, asking: Asking
    ) -> None:
        self.ws = ws
        self.parts = parts
        self.year = year
        self.into = into
        self.asking = asking
        self.plan: Values = {}
        self.new: dict[str, str] = {part.partnership["id"]: into["id"] for part in parts}
        self.same: dict[str, str] = {}
        self.made: dict[str, list[Values]] = {register.name: [] for register in REGISTERS}
        self.updates: list[Update] = []
        self.lines: list[Line] = []

    def plans(self) -> list[tuple[Part, PlanRecords]]:
        """Every plan brought, with whose it is."""
        return [(part, records) for part in self.parts for records in part.plans]

    def make(self, register: str, part: Part, old: Record, **values: Any) -> Values:
        """A copy of a part's record for the new partnership, with some values of its own."""
        made: Values = {
            field.name: self.led(field, part, old[field.name]) for field in BY_NAME[register].fields
        }
        made["id"] = self.new.setdefault(old["id"], new_id())
        if "copied_from" in made:
            made["copied_from"] = part.origin(old)
            # What stands in the file may name the one it was carried from.
            self.new.setdefault(part.origin(old), made["id"])
        made.update(values)
        self.made[register].append(made)
        return made

    def led(self, field: Field, part: Part, value: Value) -> Value:
        """A value of a part's record as it is to be in the copy."""
        if isinstance(field, Links):
            ids = (self._led(field, part, target) for target in value)
            # What was shared among the parts is now their one partnership's own.
            return tuple(dict.fromkeys(target for target in ids if target not in (None, self.into["id"])))
        return self._led(field, part, value) if isinstance(field, Reference) and value else value

    def _led(self, field: Reference | Links, part: Part, target: str) -> str | None:
        if field.to in ("agencies", "people"):
            return self.same.get(target, target)
        if field.to == "plans":
            return str(self.plan["id"])
        if field.to == "partnerships":
            return self.new.get(target, target)
        if field.name == "carried_from":
            # Money is carried out of a stream once: by the part's own, where that stands in the file.
            return target if part.carried else None
        return self.new.get(target)

    def say(
        self, outcome: Outcome, register: str, record: Record, was: str, words: str = "", ref: str = ""
    ) -> None:
        """Tell what becomes of something."""
        title = record[BY_NAME[register].title] or ""
        self.lines.append(
            Line(outcome, register, ref or str(record.get("ref") or ""), " ".join(title.split()), was, words)
        )


def names_of(parts: Iterable[Part]) -> str:
    """ "Rochford, Castle Point and Maldon"."""
    return listed(list(dict.fromkeys(part.name for part in parts)))


def said_by_each(said: Iterable[tuple[str, str | None]], between: str = "\n") -> str | None:
    """Texts of several as one: once where they agree, else each after the name of whose it is; None where none."""
    filled = [(name, text) for name, text in said if text and text.strip()]
    if len({as_compared(text) for _, text in filled}) <= 1:
        return filled[0][1] if filled else None
    return between.join(f"{name}: {text}" for name, text in filled)


def agreed(values: Iterable[Any]) -> Any:
    """What all say alike; None where they do not."""
    different = list(dict.fromkeys(values))
    return different[0] if len(different) == 1 else None


def refs_apart(brought: Sequence[tuple[Part | None, Values]]) -> None:
    """Make the refs of one register unique: where parts use the same one, all bear their part's mark.

    "CP 1.1" and "R 1.1" are still the numbers people know. What several parts became one in (None) bears none; one
    that a part itself uses twice is told from the first.
    """
    users: dict[str, set[int]] = {}
    for part, record in brought:
        if record["ref"]:
            users.setdefault(record["ref"].casefold(), set()).add(id(part))
    shared = any(len(using) > 1 for using in users.values())
    taken: set[str] = set()
    for part, record in sorted(brought, key=lambda one: one[0] is not None):
        if not record["ref"]:
            continue
        plain = f"{part.mark} {record['ref']}" if shared and part is not None else record["ref"]
        ref, again = plain, 2
        while ref.casefold() in taken:
            ref, again = f"{plain} ({again})", again + 1
        taken.add(ref.casefold())
        record["ref"] = ref
