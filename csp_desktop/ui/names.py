"""What records are called where another refers to them: short names to show, full ones to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field, Links, Rag, Record, Reference, Value
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.rules.natural_order import natural_order

_LONGEST = 60


@dataclass(frozen=True)
class RecordName:
    """A record as it can be chosen: its id, what is shown in a cell, and what it is called in full."""

    id: str
    short: str
    full: str


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

    def parse(self, field: Field, raw: object) -> Value:
        """The value meant by what was typed or pasted, names of records included; raises InvalidValue."""
        if isinstance(field, Links) and isinstance(raw, str):
            parts = [part.strip() for part in raw.replace("\n", ",").replace(";", ",").split(",")]
            ids = (self._find(field.to, part) for part in parts if part)
            return tuple(dict.fromkeys(record for record in ids if record))
        if isinstance(field, Reference) and isinstance(raw, str) and raw.strip():
            return self._find(field.to, raw)
        if isinstance(field, Rag) and isinstance(raw, str):
            return field.parse_as(raw, self._rating_words())
        return field.parse(raw)

    def _find(self, register: str, text: str) -> str | None:
        """The id of the record a text names; None where it says that there is none. Raises InvalidValue."""
        known = self._all(register)
        wanted = as_compared(text)
        if register not in self._called:
            called: dict[str, str] = {}
            for named in known.values():
                for name in (named.short, named.full):
                    called.setdefault(as_compared(name), named.id)
            self._called[register] = called
        if wanted in self._called[register]:
            return self._called[register][wanted]
        if text.strip() in known:
            return text.strip()
        if says_nothing(text) or says_not_yet(text):
            return None
        within = [name for name in known.values() if wanted in name.full.casefold()]
        if len(within) == 1:
            return within[0].id
        what = register_named(register).label.lower()
        near = ", ".join(name.short for name in within[:4])
        raise InvalidValue(
            f"“{text.strip()}” is no {what} on the list; "
            + (f"did you mean {near}?" if near else "choose one from it, or add it first.")
        )

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
                names = [_name_of(register, record) for record in listed]
                if register != "plan_items":
                    names.sort(key=lambda name: natural_order(name.short))
            self._known[register] = {name.id: name for name in names}
        return self._known[register]

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
    cut = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
    if record.get("short_name"):
        return RecordName(record["id"], record["short_name"], f"{record['short_name']} · {title}")
    if record.get("ref"):
        # Where a register has refs, people say the number; the list shows what it stands for.
        return RecordName(record["id"], record["ref"], f"{record['ref']} {title}")
    return RecordName(record["id"], cut, title)
