"""Which of our records is which of theirs: by id, or made on both sides with the same key."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from csp_desktop.editing.copies.district import District
from csp_desktop.editing.copies.field_rules import ours_stands
from csp_desktop.editing.copies.made_alike import MadeAlike
from csp_desktop.editing.copies.their_changes import Parted
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Field, Links, Record, Reference, Value, Values
from csp_desktop.registers.register import Register

MISSING = object()
"""Stands for a value that names a record which is not here and does not come in either."""


class Counterparts:
    """Finds our records for theirs. `coming` holds the places (register, id) of theirs that are to be made here.

    Of a district's own file it is known beforehand which are the same.
    """

    def __init__(self, ws: Workspace, copy: Workspace, parted: Parted) -> None:
        self._district = parted.district or District("", False, same=dict(parted.same))
        # Another one that this copy made is another one; what a third copy made may still be the same.
        gone = copy.history.deleted([their_id for _, their_id in parted.same])
        paired = [ours for place, ours in parted.same.items() if place[1] in gone or copy.record(*place)]
        self.alike = None if parted.district else MadeAlike(ws, copy, *parted.forks, paired)
        self._ws = ws
        self._copy = copy
        self._here: dict[tuple[str, str], Record | None] = {}
        self._there: dict[tuple[str, str], Record | None] = {}
        self._ours: dict[tuple[str, str], str | None] = {}
        self.coming: set[tuple[str, str]] = set()

    def foresee(self, places: dict[Register, list[str]]) -> None:
        """Read those of our records that will be asked for, all of a register at once."""
        for register, ids in places.items():
            self._here.update({(register.name, record_id): None for record_id in ids})
            for record in self._ws.records(register.name, {"id": tuple(ids)}):
                self._here[register.name, record["id"]] = record

    def here(self, register: Register, record_id: str) -> Record | None:
        """One of our records."""
        place = (register.name, record_id)
        if place not in self._here:
            self._here[place] = self._ws.record(*place)
        return self._here[place]

    def there(self, register: Register, record_id: str) -> Record | None:
        """One of theirs."""
        place = (register.name, record_id)
        if place not in self._there:
            self._there[place] = self._copy.record(*place)
        return self._there[place]

    def of(self, register: Register, their_id: str) -> str | None:
        """The id here of a record of theirs; None where there is none."""
        place = (register.name, their_id)
        if place not in self._ours:
            if self.here(register, their_id):
                self._ours[place] = their_id
            elif place in self._district.same or place in self._district.renamed:
                self._ours[place] = self._district.same.get(place)
            else:
                theirs = self.there(register, their_id)
                twin = self._with_its_key(register, theirs) if theirs else None
                # One that they have as well is another record, whose key was changed on one side.
                made_here = twin is not None and self.there(register, twin["id"]) is None
                if twin is not None:
                    self._ours[place] = twin["id"] if made_here else None
                else:
                    self._ours[place] = (
                        self.alike.twin(register, theirs, self.value) if theirs and self.alike else None
                    )
        return self._ours[place]

    def key_taken(self, register: Register, theirs: Record) -> str:
        """What a record of theirs that is not here shares with one of ours and must not; "" for nothing."""
        twin = self._with_its_key(register, theirs)
        if twin is None or (register.name, theirs["id"]) in self._district.renamed:
            return ""
        names = next(
            key
            for key in register.unique
            if all(twin[name] == self._key(register, theirs, name) for name in key)
        )
        return " and ".join(register[name].label.lower() for name in names)

    def _with_its_key(self, register: Register, theirs: Record) -> Record | None:
        for names in register.unique:
            wanted = {name: self._key(register, theirs, name) for name in names}
            if None not in wanted.values() and MISSING not in wanted.values():
                for record in self._ws.records(register.name, wanted):
                    return record
        return None

    def _key(self, register: Register, theirs: Record, name: str) -> Value:
        return self.value(register[name], theirs[name])

    # Values

    def value(self, field: Field, value: Value, base: Value = ()) -> Value:
        """A value of theirs with the ids that its records have here; MISSING where one is nowhere.

        Links that stood when the copies parted and were removed here since are left out.
        """
        if isinstance(field, Links):
            ids = {target: self._target(field.to, target) for target in value}
            if any(here is None and target not in base for target, here in ids.items()):
                return MISSING
            return tuple(dict.fromkeys(here for here in ids.values() if here is not None))
        if isinstance(field, Reference) and value is not None:
            here = self._target(field.to, value)
            return MISSING if here is None else here
        return value

    def _target(self, register: str, their_id: str) -> str | None:
        return their_id if (register, their_id) in self.coming else self.of(BY_NAME[register], their_id)

    def still_here(self, field: Field, base: Value) -> Value:
        """What stood when the copies parted with the ids it has here; links without those deleted here since."""
        if isinstance(field, Reference) and base is not None:
            return self.of(BY_NAME[field.to], base) or base
        if not isinstance(field, Links):
            return base
        return tuple(here for target in base if (here := self.of(BY_NAME[field.to], target)))

    def mapped(self, register: Register, theirs: Record) -> Values:
        """The fields of a record of theirs as they are to be here, without the bytes of kept files."""
        values: Values = {}
        for field in register.fields:
            if field in register.contents:
                continue
            value = self.value(field, theirs[field.name])
            if value is MISSING:
                value = (
                    field.default
                    if ours_stands(register, field)
                    else self.with_missing(field, theirs[field.name])
                )
            values[field.name] = value
        return values | self._district.renamed.get((register.name, theirs["id"]), {})

    def with_missing(self, field: Field, value: Value) -> Value:
        """A value of theirs with the ids its records have here or would have once brought back."""
        if isinstance(field, Links):
            return tuple(self._target(field.to, target) or target for target in value)
        return self._target(field.to, value) or value if isinstance(field, Reference) and value else value

    # What must come with a record

    def brought(self, register: Register, theirs: Record) -> list[dict[str, Any]]:
        """A record of theirs and all it refers to that is not here, what is referred to first."""
        gathered: dict[tuple[str, str], dict[str, Any]] = {}
        self._gather(register, theirs, gathered)
        return list(gathered.values())

    def brought_for(self, field: Field, value: Value) -> list[dict[str, Any]]:
        """All that a value refers to and that is not here."""
        gathered: dict[tuple[str, str], dict[str, Any]] = {}
        self._gather_named(field, value, gathered)
        return list(gathered.values())

    def gone_with(
        self, register: Register, record_id: str, looked_at: Collection[tuple[str, str, str]]
    ) -> list[dict[str, Any]]:
        """What went with a record of theirs when it was deleted here: what belongs to it, and what named it.

        Not what is `looked_at` by itself. What named it has no "values" but the "field" and the id it "names".
        """
        back = {(register.name, record_id)}
        gone: list[dict[str, Any]] = []
        waiting = [(register.name, record_id)]
        while waiting:
            above = waiting.pop(0)
            for other, field, ids in self._copy.referring(*above):
                for other_id in ids:
                    place = (other.name, other_id)
                    if self.here(other, other_id):
                        if (*place, field.name) not in looked_at and not ours_stands(other, field):
                            again = {"register": other.name, "id": other_id}
                            gone.append({**again, "field": field.name, "names": above[1]})
                    elif (
                        isinstance(field, Reference)
                        and field.on_delete == "cascade"
                        and place not in back
                        and (*place, "") not in looked_at
                    ):
                        values = self._without_missing(other, other_id, back)
                        if values is not None:
                            back.add(place)
                            gone.append({"register": other.name, "id": other_id, "values": values})
                            waiting.append(place)
        return gone

    def under_twin(
        self, register: Register, record_id: str, twin: str, doubtful: Collection[tuple[str, str]]
    ) -> list[dict[str, Any]]:
        """What is to name a record of theirs instead of its `twin` here, where that is taken for another one.

        Or what itself is to name instead of ours, where that is `doubtful` too and was taken.
        """
        theirs = self.there(register, record_id)
        assert theirs is not None
        below = [
            {"register": other.name, "id": each, "field": field.name, "names": record_id, "before": twin}
            for other, field, ids in self._copy.referring(register.name, record_id)
            for each in ids
        ]
        above = [
            {
                "register": register.name,
                "id": record_id,
                "field": to.name,
                "names": target,
                "before": self.of(BY_NAME[to.to], target),
            }
            for to in register.references
            if (target := theirs[to.name]) and (to.to, target) in doubtful
        ]
        return above + below

    def _without_missing(
        self, register: Register, their_id: str, back: Collection[tuple[str, str]]
    ) -> Values | None:
        """A record deleted here as it is there, naming only what is here or comes `back`; None where it cannot be."""
        theirs = self.there(register, their_id)
        if theirs is None or register.contents or not self._ws.history.deleted([their_id]):
            return None
        values = self.mapped(register, theirs)

        def stands(to: str, target: str) -> bool:
            return (to, target) in back or self.of(BY_NAME[to], target) is not None

        for linked in register.links:
            values[linked.name] = tuple(each for each in values[linked.name] if stands(linked.to, each))
        for to in register.references:
            if values[to.name] and not stands(to.to, values[to.name]):
                if to.required:
                    return None
                values[to.name] = None
        return values

    def _gather(
        self, register: Register, theirs: Record, gathered: dict[tuple[str, str], dict[str, Any]]
    ) -> None:
        place = (register.name, theirs["id"])
        if place in gathered:
            return
        gathered[place] = {}
        for field in (*register.references, *register.links):
            if not ours_stands(register, field):
                self._gather_named(field, theirs[field.name], gathered)
        del gathered[place]  # What it refers to comes first.
        gathered[place] = {
            "register": register.name,
            "id": theirs["id"],
            "values": self.mapped(register, theirs),
        }

    def _gather_named(
        self, field: Field, value: Value, gathered: dict[tuple[str, str], dict[str, Any]]
    ) -> None:
        if not isinstance(field, Reference | Links) or not value:
            return
        for target in value if isinstance(field, Links) else (value,):
            if self.of(BY_NAME[field.to], target) is None:
                theirs = self.there(BY_NAME[field.to], target)
                if theirs is not None:
                    self._gather(BY_NAME[field.to], theirs, gathered)
