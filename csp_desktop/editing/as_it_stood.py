"""Registers as they stood on a day, in a backup or now, and what differs between two of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Content, Field, Links, Record, Reference, Value
from csp_desktop.registers.register import Register
from csp_desktop.registers.returns import RETURNS

Read = Callable[[str, Mapping[str, Any] | None], Iterable[Record]]
"""Reads the records of a register, or those that match; of an earlier state more than these may come."""


@dataclass
class State:
    """The registers in one state; what is asked of each is read when first asked for."""

    label: str
    read: Read
    is_now: bool = False
    _records: dict[str, dict[str, Record]] = field(default_factory=dict)
    _of_plans: dict[tuple[str, str], dict[str, Record]] = field(default_factory=dict)
    _single: dict[tuple[str, str], Record | None] = field(default_factory=dict)

    def records(self, register: str) -> Mapping[str, Record]:
        """The records of a register by id, in the order recorded."""
        if register not in self._records:
            self._records[register] = {record["id"]: record for record in self.read(register, None)}
        return self._records[register]

    def record(self, register: str, record_id: str) -> Record | None:
        """One record; None where it does not stand in this state."""
        if register in self._records:
            return self._records[register].get(record_id)
        for (name, _), records in self._of_plans.items():
            if name == register and record_id in records:
                return records[record_id]
        place = (register, record_id)
        if place not in self._single:
            same = (one for one in self.read(register, {"id": record_id}) if one["id"] == record_id)
            self._single[place] = next(same, None)
        return self._single[place]

    def of_plan(self, register: str, plan: str | None) -> Mapping[str, Record]:
        """The records of a register that belong to a plan, or to none, by id, in the order recorded."""
        above = _towards_plan(register_named(register))
        if plan is None or not above:
            return self.records(register)
        place = (register, plan)
        if place not in self._of_plans:
            owner = above[0]
            there = self.of_plan(owner.to, plan) if len(above) > 1 else (plan, None)
            bound = all(reference.required for reference in above)
            where = {".".join(reference.name for reference in above): plan} if bound else None
            found = self.read(register, where)
            self._of_plans[place] = {record["id"]: record for record in found if record[owner.name] in there}
        return self._of_plans[place]


def _towards_plan(register: Register) -> list[Reference]:
    """The references that lead from each record to its plan; none where records belong to no plan."""
    above = register.by_name.get("plan") or (register[register.within] if register.within else None)
    if not isinstance(above, Reference):
        return []
    if above.to == "plans":
        return [above]
    further = _towards_plan(register_named(above.to))
    return [above, *further] if further else []


def now(ws: Workspace) -> State:
    """The registers as they are now."""
    return State("Now", ws.records, is_now=True)


def on_day(ws: Workspace, day: date) -> State:
    """The registers as they stood at the end of a day."""
    return State(format_date(day.isoformat()), ws.history.after(ws.history.last_step_by(day)))


def in_backup(opened: Workspace, label: str) -> State:
    """The registers of a backup that is open to read."""
    return State(label, opened.records)


@dataclass(frozen=True)
class Difference:
    """What one field of a record says in two states, or that the record stands in one of them only.

    `field` is None for a record as a whole; then `left` and `right` are in words, "" where it is not there.
    """

    register: str
    record: str
    name: str
    field: Field | None
    left: str
    right: str


class Comparison:
    """One register in two states, of one plan where it belongs to one."""

    def __init__(
        self, left: State, right: State, register: str, plan: str | None, rag_words: Mapping[str, str]
    ) -> None:
        self.left, self.right, self.register = left, right, register_named(register)
        self._plan, self._rag_words = plan, rag_words

    @cached_property
    def differences(self) -> list[Difference]:
        """What differs, record by record."""
        differences: list[Difference] = []
        for record_id in self._ids():
            left, right = self._sides(record_id)
            if left is None or right is None:
                differences.append(self._whole(record_id, left, right))
            else:
                differences += [
                    both
                    for both in self._fields(record_id, left, right)
                    if both.field and left[both.field.name] != right[both.field.name]
                ]
        return differences

    @cached_property
    def everything(self) -> list[Difference]:
        """Every field of every record that says anything in either state."""
        differences: list[Difference] = []
        for record_id in self._ids():
            left, right = self._sides(record_id)
            differences += [both for both in self._fields(record_id, left, right) if both.left or both.right]
        return differences

    def _sides(self, record_id: str) -> tuple[Record | None, Record | None]:
        name = self.register.name
        return self.left.record(name, record_id), self.right.record(name, record_id)

    def _ids(self) -> list[str]:
        """The records of the plan in either state, as people count them."""
        left, right = (state.of_plan(self.register.name, self._plan) for state in (self.left, self.right))
        return list(dict.fromkeys((*left, *right)))

    def _whole(self, record_id: str, left: Record | None, right: Record | None) -> Difference:
        record = left or right
        assert record is not None  # it stands in one of them
        words = " ".join(str(record.get(self.register.title) or self.register.label).split())
        return Difference(
            self.register.name,
            record_id,
            self._name(record_id),
            None,
            words if left else "",
            words if right else "",
        )

    def _fields(self, record_id: str, left: Record | None, right: Record | None) -> list[Difference]:
        return [
            Difference(
                self.register.name,
                record_id,
                self._name(record_id),
                declared,
                self._words(self.left, declared, left),
                self._words(self.right, declared, right),
            )
            for declared in self.register.fields
            if not isinstance(declared, Content) and declared.name != "position"
        ]

    def _name(self, record_id: str) -> str:
        state = self.right if self.right.record(self.register.name, record_id) else self.left
        return name_of(state, self.register, record_id)

    def _words(self, state: State, declared: Field, record: Record | None) -> str:
        return words_of(state, declared, record[declared.name], self._rag_words) if record else ""


def words_of(state: State, declared: Field, value: Value, rag_words: Mapping[str, str]) -> str:
    """A value as people read it, records by what they were called in that state."""
    if isinstance(declared, Reference):
        return name_of(state, register_named(declared.to), value) if value else ""
    if isinstance(declared, Links):
        return ", ".join(name_of(state, register_named(declared.to), linked) for linked in value or ())
    if declared.kind == "rag":
        return rag_words.get(value, "") if value else ""
    return declared.format(value)


def name_of(state: State, register: Register, record_id: str) -> str:
    """What a record is called in a state: its short name, its ref and title, or what it belongs to and its own."""
    record = state.record(register.name, record_id)
    if record is None:
        return "no longer there"
    if record.get("short_name"):
        return str(record["short_name"])
    by_quarter = "quarter" in register.by_name and register.title != "title"
    known_by = register["quarter" if by_quarter else register.title]
    own = "" if isinstance(known_by, Reference) else " ".join(known_by.format(record[known_by.name]).split())
    if record.get("ref"):
        own = f"{record['ref']} {own}"
    elif above := _belongs_to(register, record):
        under = name_of(state, register_named(above.to), record[above.name])
        own = f"{under} · {own}" if own else under
    return in_short(own)


def _belongs_to(register: Register, record: Record) -> Reference | None:
    """The reference to what tells a record from others like it: a return's to whom it goes to."""
    names = ("agency", "group") if register is RETURNS else (register.within,)
    for reference in register.references:
        above_all = reference.to in ("plans", "partnerships")
        if reference.name in names and not above_all and record[reference.name]:
            return reference
    return None


def brought_back(earlier: State, present: State, wanted: Iterable[Difference]) -> list[Change]:
    """What brings records and fields of an earlier state back: with a record all that hung on it then."""
    changes: dict[tuple[str, str], Change] = {}
    for each in wanted:
        record = earlier.records(each.register).get(each.record)
        if each.field is not None and record is not None and each.record in present.records(each.register):
            key = (each.register, each.record)
            before = changes.get(key)
            values = {
                **(before.values if isinstance(before, Update) else {}),
                each.field.name: record[each.field.name],
            }
            changes[key] = Update(each.register, each.record, values)
        elif record is None:
            changes[each.register, each.record] = Delete(each.register, each.record)
        else:
            _bring_whole(earlier, present, each.register, each.record, changes)
    return list(changes.values())


def _bring_whole(
    earlier: State, present: State, register: str, record_id: str, changes: dict[tuple[str, str], Change]
) -> None:
    if record_id in present.records(register) or (register, record_id) in changes:
        return
    record = earlier.records(register)[record_id]
    changes[register, record_id] = Insert(
        register, {name: value for name, value in record.items() if name != "id"}, record_id
    )
    for other in REGISTERS:
        hanging = [
            reference
            for reference in other.references
            if reference.to == register and reference.on_delete == "cascade"
        ]
        for reference in hanging:
            for hung_id, hung in earlier.records(other.name).items():
                if hung[reference.name] == record_id:
                    _bring_whole(earlier, present, other.name, hung_id, changes)
