"""Records made alike on both sides since the copies parted: one, though each side gave it an id of its own.

What a roll-over made of the same record is one, so is the same file of a return, and what is called the same in the
same place; a number, post or day that only one side has filled in makes no difference. Money that is the same in all
but words may be two payments: of it a person says, unless both sides made it of the same source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Field, Record, Value, Values
from csp_desktop.registers.register import Register

_Place = tuple[str, str]
_ByKey = dict[tuple[Value, ...], list[Record]]

_SURE = {
    "plans": ("copied_from", "partnership", "first_year"),
    "plan_items": ("copied_from", "plan"),
    "indicators": ("copied_from", "plan"),
    "risks": ("copied_from", "plan"),
    "mitigations": ("copied_from", "risk"),
    "funding_streams": ("carried_from", "partnership", "year"),
    "funding_entries": ("return_file", "amount", "allocation", "quarter", "kind", "on_date", "reference"),
    "log_entries": ("ref", "title", "kind", "partnership"),
}
_CALLED = {
    "partnerships": ("name", "short_name"),
    "agencies": ("name",),
    "people": ("name", "agency", "job_title"),
    "groups": ("name", "partnership"),
    "group_members": ("group", "agency", "person"),
    "linked_plans": ("title", "partnership"),
    "plans": ("title", "partnership", "first_year", "last_year"),
    "plan_items": ("title", "ref", "level", "parent", "plan"),
    "indicators": ("title", "ref", "plan"),
    "return_files": ("sha256", "return", "direction"),
    "risks": ("title", "ref", "plan"),
    "mitigations": ("title", "risk"),
    "funding_streams": ("name", "partnership", "year", "kind", "amount"),
    "bids": ("project", "stream", "amount_sought"),
    "allocations": ("project", "stream", "provider", "amount"),
    "funding_entries": ("amount", "allocation", "quarter", "kind", "on_date", "reference"),
    "achievements": ("title", "plan"),
    "meetings": ("held_on", "partnership", "group"),
    "log_entries": ("title", "ref", "kind", "partnership", "meeting", "raised_on"),
    "plan_sections": ("title", "plan"),
}
_MAY_LACK = {
    "people": ("job_title",),
    "plan_items": ("ref",),
    "indicators": ("ref",),
    "risks": ("ref",),
    "allocations": ("provider",),
    "funding_entries": ("on_date", "reference"),
    "log_entries": ("ref", "meeting", "raised_on"),
}
"""Of what a record is called, that which one side may have left open."""
MONEY = {"funding_streams", "bids", "allocations", "funding_entries"}
"""Registers of which two records may be the same in all but words and yet two."""
_OF_ONE_SOURCE = ("import ", "roll over ", "combine into ")
"""How the reasons of steps begin that make the same records of the same source."""


class MadeAlike:
    """Finds for a record made in a copy after its step `there` the one made alike here after the step `here`.

    `paired` are ours that were found alike with others of theirs before.
    """

    def __init__(
        self, ws: Workspace, copy: Workspace, here: int, there: int, paired: Iterable[str] = ()
    ) -> None:
        self._ws = ws
        self._copy = copy
        self._parted = here, there
        self._reasons: dict[_Place, str] | None = None
        self._theirs: dict[_Place, str] = {}
        self._by_key: dict[str, _ByKey] = {}
        self._by_key_there: dict[str, _ByKey] = {}
        self._taken = set(paired)
        self.pairs: dict[_Place, str] = {}
        """By the register and id of theirs the id of ours."""
        self.doubtful: set[_Place] = set()
        """Theirs that may be another one all the same."""

    def twin(self, register: Register, theirs: Record, value: Callable[[Field, Value], Value]) -> str | None:
        """The id of ours; None where there is none. `value` leads from what theirs names to what that is here."""
        if register.name not in _CALLED:
            return None
        if self._reasons is None:
            self._reasons = self._ws.history.made_after(self._parted[0])
            self._theirs = self._copy.history.made_after(self._parted[1])
        place = (register.name, theirs["id"])
        if place not in self._theirs:
            return None
        by_key = self._index(register)
        for names, lacking, sure in self._keys(register, theirs):
            key = tuple(plain_value(value(register[name], theirs[name])) for name in names)
            ours = None
            if candidates := by_key.get((*names, *key)):
                others = [
                    _said(other, register, lacking, value)
                    for other in self._called_like(register, theirs, names)
                ]
                ours = self._best(candidates, _said(theirs, register, lacking, value), others)
            if ours is not None:
                self._taken.add(ours)
                self.pairs[place] = ours
                reasons = {self._theirs[place], self._reasons[register.name, ours]}
                alike = len(reasons) == 1 and next(iter(reasons)).startswith(_OF_ONE_SOURCE)
                if register.name in MONEY and not sure and not alike:
                    self.doubtful.add(place)
                return ours
        return None

    def _best(self, records: Iterable[Record], said: Values, others: Iterable[Values]) -> str | None:
        """Of our records the one that says the most of the same; None where each says something else.

        One of which the `others` of theirs say more is left to them.
        """
        found: dict[str, int] = {}
        for record in records:
            same = _agreeing(record, said)
            if record["id"] in self._taken or same is None:
                continue
            if same == len(said) or all((_agreeing(record, other) or 0) <= same for other in others):
                found[record["id"]] = same
        return max(found, key=lambda record: found[record]) if found else None

    def _called_like(self, register: Register, theirs: Record, names: tuple[str, ...]) -> list[Record]:
        """What else they made that is called as one of theirs is, but for what one side may lack."""
        by_key = self._by_key_there.get(register.name)
        if by_key is None:
            by_key = self._by_key_there[register.name] = {}
            made = tuple(record for name, record in self._theirs if name == register.name)
            self._sort_in(register, self._copy.records(register.name, {"id": made}), by_key)
        key = tuple(plain_value(theirs[name]) for name in names)
        return [record for record in by_key.get((*names, *key), ()) if record["id"] != theirs["id"]]

    def _keys(
        self, register: Register, record: Record
    ) -> list[tuple[tuple[str, ...], tuple[str, ...], bool]]:
        """The fields that tell a record, those of it that one side may lack, and whether they leave no doubt.

        Fields that say nothing are left out.
        """
        lacking = _MAY_LACK.get(register.name, ())
        called = tuple(name for name in _CALLED[register.name] if name not in lacking)
        ways = [(_SURE.get(register.name, ()), (), True), (called, lacking, False)]
        return [way for way in ways if way[0] and record[way[0][0]] is not None]

    def _index(self, register: Register) -> _ByKey:
        by_key = self._by_key.get(register.name)
        if by_key is None:
            by_key = self._by_key[register.name] = {}
            made = tuple(record for name, record in self._reasons or () if name == register.name)
            # What the copy has too came from there, or was taken in there.
            known = (
                {record["id"] for record in self._copy.records(register.name, {"id": made})}
                if made
                else set()
            )
            here = self._ws.records(register.name, {"id": made}) if made else []
            self._sort_in(register, (record for record in here if record["id"] not in known), by_key)
        return by_key

    def _sort_in(self, register: Register, records: Iterable[Record], by_key: _ByKey) -> None:
        for record in records:
            for names, _, _ in self._keys(register, record):
                by_key.setdefault((*names, *(plain_value(record[name]) for name in names)), []).append(record)


def _said(
    record: Record, register: Register, names: Iterable[str], value: Callable[[Field, Value], Value]
) -> Values:
    """What a record of theirs says, as it would be said here."""
    return {name: plain_value(value(register[name], record[name])) for name in names}


def _agreeing(record: Record, said: Values) -> int | None:
    """In how many fields one of our records says the same; None where it says something else in one."""
    ours = {name: plain_value(record[name]) for name in said}
    if any(None not in (ours[name], there) and ours[name] != there for name, there in said.items()):
        return None
    return len([name for name, there in said.items() if ours[name] == there])


def plain_value(value: Value) -> Value:
    """A value as two records are told by it: words whatever their case and spacing."""
    return as_compared(value) if isinstance(value, str) else value
