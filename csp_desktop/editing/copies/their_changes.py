"""What a copy has changed since it parted from this file, told from its own history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from csp_desktop.editing.copies.copy_finding import findings_kept
from csp_desktop.editing.copies.district import NOT_TAKEN, District, district_of, names_others, takes_in
from csp_desktop.editing.copies.told_anew import match_told_anew
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileDamaged, FileProblem
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Content, Links, Value, Values, YesNo
from csp_desktop.registers.register import Register
from csp_desktop.storage.steps import MadeChange


@dataclass(frozen=True)
class Said:
    """Who wrote a value, and when (ISO)."""

    who: str
    when: str


@dataclass
class TheirRecord:
    """One record of the copy that was made, changed or removed there since it parted from this file.

    `base` has each field written since as it stood before, or as it was made; `now` is the record as it stands
    in the copy, None where it is gone; `said` who wrote each field last, under "" the record as a whole.
    """

    register: Register
    id: str
    made: bool
    base: Values = field(default_factory=dict)
    now: Values | None = None
    said: dict[str, Said] = field(default_factory=dict)

    @property
    def stands_changed(self) -> bool:
        """Whether it is another one now than when the copy parted; not where all was taken back."""
        if self.now is None:
            return not self.made
        now = self.now
        return self.made or any(now[name] != before for name, before in self.base.items() if name in now)

    def last_said(self, name: str) -> Said:
        """Who wrote a field last, or made the record; of the record as a whole, who wrote anything of it last."""
        said = self.said.get(name) or self.said.get("")
        return said if name and said else [*self.said.values()][-1]


@dataclass
class Met:
    """What this file said when the copy last took it in, and what was left undecided there.

    `before` has, by register and record, what stood then in the fields written here since; `undecided` the
    (register, record, field) of questions still open in the copy, and the records made here since with no field.
    """

    before: dict[tuple[str, str], Values]
    undecided: set[tuple[str, str, str]]


@dataclass
class Parted:
    """Where a copy parted from this file: the ids of the steps it made since, and what these changed.

    `known` are the ids of the steps of both; `forks` the numbers of the last of these here and there. `same` leads from
    what was made there to what was found alike here when copies were taken in before. `met` is None where the copy has
    never taken this file in. `district` is set where it is no copy but a district's own file.
    """

    steps: list[str]
    known: Set[str]
    records: list[TheirRecord]
    forks: tuple[int, int] = (0, 0)
    same: Mapping[tuple[str, str], str] = field(default_factory=dict)
    met: Met | None = None
    district: District | None = None

    @property
    def stands_changed(self) -> bool:
        """Whether anything is otherwise there that this file did not tell the copy itself."""
        return self.met is None and any(record.stands_changed for record in self.records)

    @property
    def by_whom(self) -> list[str]:
        """Who changed anything there, in order."""
        return list(dict.fromkeys(said.who for record in self.records for said in record.said.values()))


def since_parting(ws: Workspace, copy: Workspace) -> Parted:
    """What a copy changed since; raises FileProblem where it is a copy of another file, FileDamaged.

    Where this file is a county's, another file is a district's: all it holds comes first, later what it changed.
    """
    district = None
    if copy.file_id != ws.file_id:
        if not takes_in(ws, copy):
            neighbour = ", or that of a partnership listed here without a plan" if names_others(ws) else ""
            raise FileProblem(
                f"“{copy.path.name}” is not a copy of “{ws.path.name}”, so nothing was taken in; both are as they "
                f"were. Choose the file that was copied from this one{neighbour}."
            )
        district = district_of(ws, copy)
        match_told_anew(ws, copy, district)
    ours = ws.history.step_numbers()
    known = ours.keys() | taken_in(ws)
    theirs = copy.history.step_numbers()
    fork = max((number for name, number in theirs.items() if name in known), default=0)
    try:
        records = _gathered(copy.history.changes_after(fork))
    except (ValueError, RecursionError, TypeError) as problem:
        raise FileDamaged(
            f"The history in “{copy.path.name}” is damaged, so nothing was taken in; both files are as they were. "
            "Take a backup of that copy instead."
        ) from problem
    if district is not None:
        records = [record for record in records if record.register.name not in NOT_TAKEN]
    for register in REGISTERS:
        mine = {record.id: record for record in records if record.register is register}
        if mine:
            for now in copy.records(register.name, {"id": tuple(mine)}):
                mine[now["id"]].now = now
    steps = [name for name, number in theirs.items() if number > fork]
    if district:
        return Parted(steps, known, records, district=district)
    forks = (max((ours[name] for name in ours.keys() & theirs.keys()), default=0), fork)
    return Parted(steps, known, records, forks, _found_alike(ws, copy), _met(ws, copy))


def _found_alike(ws: Workspace, copy: Workspace) -> dict[tuple[str, str], str]:
    """What was made on both sides and found alike before, whichever side found it."""
    same = {}
    for side, taker in ((0, ws), (1, copy)):
        for taken in taker.records("copies_taken_in"):
            kept = findings_kept(taken)
            for place, found in kept.get("same", {}).items() if "district" not in kept else ():
                register, _, record = place.partition("/")
                if taker.record(register, record) is not None:
                    # A person said that it is another one, and it was taken in.
                    continue
                theirs, ours = (found, record) if side else (record, found)
                if ws.record(register, theirs) is None and ws.record(register, ours) is not None:
                    same[register, theirs] = ours
    return same


def _met(ws: Workspace, copy: Workspace) -> Met | None:
    """Where the copy has taken this file in since: its values then are what both sides have known."""
    ours = ws.history.step_numbers()
    known = {taken["id"] for taken in ws.records("copies_taken_in")}
    met, undecided = 0, set()
    for taken in copy.records("copies_taken_in"):
        if taken["last_step"] in ours and taken["id"] not in known:
            met = max(met, ours[taken["last_step"]])
            kept = findings_kept(taken)
            undecided |= {
                (asked["register"], asked.get("record", ""), name)
                for asked in kept.get("findings", ())
                if asked.get("done") == "open"
                for name in (asked["field"], *asked.get("proposal", ()))
            }
    if not met:
        return None
    before: dict[tuple[str, str], Values] = {}
    for record in _gathered(ws.history.changes_after(met)):
        before[record.register.name, record.id] = {} if record.made else record.base
        if record.made:
            undecided.add((record.register.name, record.id, ""))
    return Met(before, undecided)


def taken_in(ws: Workspace) -> set[str]:
    """The ids of all steps of copies that were taken into this file."""
    names: set[str] = set()
    for taken in ws.records("copies_taken_in"):
        names.add(taken["last_step"])
        names.update(findings_kept(taken).get("steps", ()))
    return names


def _gathered(changes: Iterable[MadeChange]) -> list[TheirRecord]:
    records: dict[tuple[str, str], TheirRecord] = {}
    for made_by, made_at, change in changes:
        register = BY_NAME.get(change.register)
        if register is None:
            continue
        place, said = (change.register, change.record), Said(made_by, made_at)
        record = records.get(place)
        if record is None:
            made = change.field == "" and change.before is None
            record = records[place] = TheirRecord(register, change.record, made)
            if made:
                record.base = _values(register, json.loads(change.after or "{}"))
        elif record.made and change.field == "" and change.before is None:
            record.base = _values(register, json.loads(change.after or "{}"))
        if change.field:
            if not record.made and change.field in register.by_name:
                before = _value(register, change.field, json.loads(change.before or "null"))
                record.base.setdefault(change.field, before)
        elif not record.made:
            # Removed, or brought back by undo: any field of it may be another one afterwards.
            for name, value in _values(register, json.loads(change.before or change.after or "{}")).items():
                record.base.setdefault(name, value)
        if not change.field:
            record.said.clear()
        record.said.pop(change.field, None)
        record.said[change.field] = said
    return list(records.values())


def _values(register: Register, image: dict[str, Any]) -> Values:
    """The fields of a record as its history has it, without the bytes of kept files."""
    return {
        name: _value(register, name, value)
        for name, value in image.items()
        if name in register.by_name and not isinstance(register[name], Content)
    }


def _value(register: Register, name: str, value: Value) -> Value:
    if isinstance(register[name], Links):
        return tuple(value or ())
    return bool(value) if isinstance(register[name], YesNo) else value
