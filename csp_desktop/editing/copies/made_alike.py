"""Records made alike on both sides since the copies parted: one, though each side gave it an id of its own.

What a roll-over made of the same record is one, so is the same file of a return, and what is called the same in the
same place; a number, post or day that only one side has filled in makes no difference. Money that is the same in all but words may be two payments: of it a person says, unless both sides made it
of the same source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Field, Record, Value, Values
from csp_desktop.registers.register import Register

_Place = tuple[str, str]

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
        self._by_key: dict[str, dict[tuple[Value, ...], list[Record]]] = {}
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
            said = {name: _plain(value(register[name], theirs[name])) for name in (*names, *lacking)}
            key = tuple(said[name] for name in names)
            ours = self._best(by_key.get((*names, *key), ()), {name: said[name] for name in lacking})
            if ours is not None:
                self._taken.add(ours)
                self.pairs[place] = ours
                reasons = {self._theirs[place], self._reasons[register.name, ours]}
                alike = len(reasons) == 1 and next(iter(reasons)).startswith(_OF_ONE_SOURCE)
                if register.name in MONEY and not sure and not alike:
                    self.doubtful.add(place)
                return ours
        return None

    def _best(self, records: Iterable[Record], said: Values) -> str | None:
        """Of our records the one that says the most of the same; None where each says something else."""
        found: dict[str, int] = {}
        for record in records:
            ours = {name: _plain(record[name]) for name in said}
            if record["id"] not in self._taken and all(
                ours[name] == there or None in (ours[name], there) for name, there in said.items()
            ):
                found[record["id"]] = sum(ours[name] == there for name, there in said.items())
        return max(found, key=lambda record: found[record]) if found else None

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

    def _index(self, register: Register) -> dict[tuple[Value, ...], list[Record]]:
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
            for record in self._ws.records(register.name, {"id": made}) if made else ():
                if record["id"] not in known:
                    for names, _, _ in self._keys(register, record):
                        key = tuple(_plain(record[name]) for name in names)
                        by_key.setdefault((*names, *key), []).append(record)
        return by_key


def _plain(value: Value) -> Value:
    return as_compared(value) if isinstance(value, str) else value
