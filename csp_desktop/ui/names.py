"""What records are called where another refers to them: short names to show, full ones to choose from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing
from csp_desktop.registers.as_written.wordings import as_compared, in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field, Links, Rag, Record, Reference, Value
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.rules.natural_order import natural_order

_JOINTS = (r"\s*/\s*", r"\s+and\s+|\s*[&+]\s*", r"\s*/\s*|\s+and\s+|\s*[&+]\s*")
"""What joins names in one: "RDC/Police", "RDC and Police", and both."""
_LAST_JOINED = re.compile(r"^(?:and\s+|&\s*)(?=\w)")
"""What may stand before the last name of a list, behind the comma: "RDC, Fire, and Police"."""


@dataclass(frozen=True)
class RecordName:
    """A record as it can be chosen: its id, what is shown in a cell, what it is called in full, and its name alone.

    `left` where it is somebody who has left.
    """

    id: str
    short: str
    full: str
    alone: str = ""
    left: bool = False


class RecordNames:
    """Names of the records other records refer to, from the chosen plan and the file; kept until told to forget."""

    def __init__(
        self,
        workspace: Workspace,
        plan: Callable[[], PlanRecords | None],
        rating_words: Callable[[], Mapping[str, str]],
    ) -> None:
        self._workspace = workspace
        self._plan = plan
        self._rating_words = rating_words
        self._known: dict[str, dict[str, RecordName]] = {}
        self._called: dict[str, dict[str, str]] = {}

    def forget(self, changed: Set[str] | None = None) -> None:
        """Look up anew what some registers `changed` in, or everything: another plan is shown."""
        for name in list(self._known):
            # One known by a day is named by what it refers to as well.
            own = {name, *(field.to for field in register_named(name).references)}
            if changed is None or not own.isdisjoint(changed):
                del self._known[name]
                self._called.pop(name, None)

    def options(self, register: str) -> Sequence[RecordName]:
        """Everything of a register that can be chosen, in the order people look for it."""
        return list(self._all(register).values())

    def short(self, register: str, record: str | None) -> str:
        """What a cell shows for a record; "" for none."""
        return self._name(register, record).short if record else ""

    def full(self, register: str, record: str | None) -> str:
        """What a record is called in full; "" for none."""
        return self._name(register, record).full if record else ""

    def format(self, field: Field, value: Value) -> str:
        """A field's value as people read it, links by their short names."""
        if isinstance(field, Reference):
            return self.short(field.to, value)
        if isinstance(field, Links):
            return ", ".join(self.short(field.to, record) for record in value or ())
        if isinstance(field, Rag):
            return self._rating_words()[value] if value else ""
        return field.format(value)

    def typed(self, field: Field, value: Value) -> str:
        """The words that mean a value where they are typed: as people read it, in full what shares its name."""
        if not isinstance(field, Reference | Links):
            return self.format(field, value)
        named = [
            self._name(field.to, record) for record in ((value,) if isinstance(value, str) else value or ())
        ]
        called = self._by_name(field.to)
        return ", ".join(
            name.short if called.get(as_compared(name.short)) == name.id else name.full for name in named
        )

    def parse(self, field: Field, raw: object) -> Value:
        """The value meant by what was typed or pasted, names of records included; raises InvalidValue."""
        if isinstance(field, Links) and isinstance(raw, str):
            ids = (record for part in self._parts(field.to, raw) for record in self._named_in(field.to, part))
            return tuple(dict.fromkeys(ids))
        if isinstance(field, Reference) and isinstance(raw, str) and raw.strip():
            return self._find(field.to, raw)
        if isinstance(field, Rag) and isinstance(raw, str):
            return field.parse_as(raw, self._rating_words())
        return field.parse(raw)

    def _parts(self, register: str, text: str) -> list[str]:
        """What commas, semicolons and lines part; a name that holds a comma itself stays whole."""
        called = self._by_name(register)
        parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        names: list[str] = []
        while parts:
            ends = range(len(parts), 1, -1)
            end = next((end for end in ends if as_compared(", ".join(parts[:end])) in called), 1)
            names.append(", ".join(parts[:end]))
            del parts[:end]
        return names

    def _named_in(self, register: str, text: str) -> list[str]:
        """The ids of what one part of a list names: one record, or some whose names are joined in it ("RDC/Police")."""
        called = self._by_name(register)
        if as_compared(text) not in called:
            text = _LAST_JOINED.sub("", text)
        for joint in ("", *_JOINTS):
            pieces = re.split(joint, text) if joint else [text]
            if all(piece and as_compared(piece) in called for piece in pieces):
                return [called[as_compared(piece)] for piece in pieces]
        record = self._find(register, text)
        return [record] if record else []

    def _by_name(self, register: str) -> Mapping[str, str]:
        """The ids of a register's records by what each is called; a name several bear who are here is nobody's."""
        if register not in self._called:
            called: dict[str, str] = {}
            # What stands in a cell or on the list comes before a title alone.
            for alone in (False, True):
                bearers: dict[str, list[RecordName]] = {}
                for named in self._all(register).values():
                    names = {named.alone} if alone else {named.short, named.full}
                    for name in {as_compared(name) for name in names} - {""}:
                        bearers.setdefault(name, []).append(named)
                for name, several in bearers.items():
                    if len(meant := _here(several)) == 1:
                        called.setdefault(name, meant[0].id)
            self._called[register] = called
        return self._called[register]

    def _find(self, register: str, text: str) -> str | None:
        """The id of the record a text names; None where it says that there is none. Raises InvalidValue."""
        known, called = self._all(register), self._by_name(register)
        wanted = as_compared(text)
        if wanted in called:
            return called[wanted]
        if text.strip() in known:
            return text.strip()
        if says_nothing(text) or says_not_yet(text):
            return None
        wanted = self._day_as_called(register, text) or wanted
        if wanted in called:
            return called[wanted]
        within = [name for name in known.values() if wanted in name.full.casefold()]
        if len(within) == 1:
            return within[0].id
        what = register_named(register).label.lower()
        alike = [name for name in within if wanted in (as_compared(name.short), as_compared(name.full))]
        if len(alike) > 1:
            listed = " or ".join(in_short(name.full) for name in _here(alike)[:4])
            raise InvalidValue(f"“{text.strip()}” could be {listed}; choose one of them from the list.")
        near = ", ".join(name.short for name in within[:4])
        raise InvalidValue(
            f"“{text.strip()}” is no {what} on the list; "
            + (f"did you mean {near}?" if near else "choose one from it, or add it first.")
        )

    def _day_as_called(self, register: str, text: str) -> str | None:
        """What a record known by a day is called that is named with its day in other words: "JAG 14 Oct 2010"."""
        title = register_named(register)[register_named(register).title]
        words = text.replace("·", " ").replace(",", " ").split() if title.kind == "date" else []
        for count in range(len(words), 0, -1):
            for said, whose in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                day = parse_date(" ".join(said))
                if day is not None:
                    named = [title.format(day.isoformat()), " ".join(whose)]
                    return as_compared(" · ".join(part for part in named if part))
        return None

    def _name(self, register: str, record: str) -> RecordName:
        known = self._all(register)
        if record not in known:
            kept = self._workspace.record(register, record)
            known[record] = (
                _name_of(register, kept) if kept else RecordName(record, "gone", "no longer there")
            )
        return known[record]

    def _all(self, register: str) -> dict[str, RecordName]:
        if register not in self._known:
            records = self._plan()
            listed: Sequence[Record] | None = None
            if records is not None:
                listed = records.outline() if register == "plan_items" else records.of(register)
            if listed is None:
                listed = self._workspace.records(register)
            declared = register_named(register)
            if declared[declared.title].kind == "date":
                names = self._days(declared, listed)
            else:
                names = self._told_apart(declared, listed)
                if register != "plan_items":
                    names.sort(key=lambda name: natural_order(name.short))
            self._known[register] = {name.id: name for name in names}
        return self._known[register]

    def _told_apart(self, register: Register, listed: Sequence[Record]) -> list[RecordName]:
        """Records by their names; in full with what each belongs to where several are called the same."""
        names = [_name_of(register.name, record) for record in listed]
        bearers = Counter(as_compared(name.full) for name in names)
        if register.within is None or len(bearers) == len(names):
            return names
        owner = register[register.within]
        assert isinstance(owner, Reference)
        return [
            replace(name, full=f"{name.full} · {self.short(owner.to, record[owner.name])}")
            if bearers[as_compared(name.full)] > 1 and record[owner.name]
            else name
            for name, record in zip(names, listed, strict=True)
        ]

    def _days(self, register: Register, listed: Sequence[Record]) -> list[RecordName]:
        """Records known by a day, newest first; in full with whose it was, for two may be on one day."""
        names = []
        for record in sorted(listed, key=lambda record: str(record[register.title]), reverse=True):
            day = register[register.title].format(record[register.title])
            whose = [
                self.short(field.to, record[field.name])
                for field in register.references
                if field.name != register.within and record[field.name]
            ]
            names.append(RecordName(record["id"], day, " · ".join([day, *whose])))
        return names


def _name_of(register: str, record: Record) -> RecordName:
    declared = register_named(register)
    title = " ".join(declared[declared.title].format(record.get(declared.title)).split())
    if record.get("short_name"):
        return RecordName(record["id"], record["short_name"], f"{record['short_name']} · {title}", title)
    if record.get("ref"):
        # Where a register has refs, people say the number; the list shows what it stands for.
        return RecordName(record["id"], record["ref"], f"{record['ref']} {title}", title)
    return RecordName(record["id"], in_short(title), title, left=bool(record.get("left_on")))


def _here(several: Sequence[RecordName]) -> Sequence[RecordName]:
    """Of several who are called the same those who have not left; all of them where all have."""
    return [name for name in several if not name.left] or several
