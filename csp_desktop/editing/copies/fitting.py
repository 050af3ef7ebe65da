"""What comes in from a copy must fit with what is here: each change may be right, and both together wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from csp_desktop.editing.copies.comparison import Comparison
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan import LEVELS

_STRUCTURE = {"plan", "parent", "level"}


class Misfit(NamedTuple):
    """What of a record (all of it where `names` is empty) cannot come in by itself, and why."""

    register: str
    record: str
    names: frozenset[str]
    why: str
    takeable: bool = False


def make_fit(ws: Workspace, comparison: Comparison) -> None:
    """Turn into questions what would come in but does not fit with what is here, until all of the rest fits."""
    fitting = _Fitting(ws, comparison)
    while misfit := next(fitting.misfits(), None):
        if not comparison.demote(*misfit[:4], takeable=misfit.takeable):
            break
    comparison.remove_gone()


class _Fitting:
    def __init__(self, ws: Workspace, comparison: Comparison) -> None:
        self._ws = ws
        self._comparison = comparison

    def misfits(self) -> Iterator[Misfit]:
        yield from self._dangling()
        yield from self._at_fault()
        yield from self._keys_taken()
        yield from self._misplaced()
        yield from self._circles()

    def _afterwards(self, register: str, record: str) -> Record | None:
        """A record as it will stand."""
        made = self._comparison.inserts.get((register, record))
        if made is not None:
            return made
        ours = self._ws.record(register, record)
        return {**ours, **self._comparison.updates.get((register, record), {})} if ours else None

    def _dangling(self) -> Iterator[Misfit]:
        """What names a record that was to come in and now does not."""
        comparison = self._comparison
        for written in (comparison.inserts, comparison.updates):
            for (name, record), values in written.items():
                register = BY_NAME[name]
                named = {
                    (link.to, target): link.name
                    for link in register.links
                    for target in values.get(link.name, ())
                }
                named |= {
                    (to.to, values[to.name]): to.name for to in register.references if values.get(to.name)
                }
                for place in named.keys() & comparison.withheld:
                    names = frozenset() if written is comparison.inserts else frozenset([named[place]])
                    yield Misfit(name, record, names, "What it names waits for a decision.", True)

    def _at_fault(self) -> Iterator[Misfit]:
        for (name, record), values in self._comparison.updates.items():
            register, whole = BY_NAME[name], self._afterwards(name, record)
            for field, sentence in register.problems(whole or {}):
                if field in ("", *values):
                    yield Misfit(name, record, frozenset(values), sentence)

    def _keys_taken(self) -> Iterator[Misfit]:
        comparison = self._comparison
        for (name, record), values in comparison.updates.items():
            register, whole = BY_NAME[name], self._afterwards(name, record)
            for key in register.unique:
                if whole is None or not values.keys() & set(key) or None in (whole[part] for part in key):
                    continue
                wanted = {part: whole[part] for part in key}
                same = [ours["id"] for ours in self._ws.records(name, wanted) if ours["id"] != record]
                same += [
                    other
                    for written in (comparison.inserts, comparison.updates)
                    for kind, other in written
                    if kind == name and other != record
                    and {part: (self._afterwards(kind, other) or {}).get(part) for part in key} == wanted
                ]  # fmt: skip
                if same:
                    labels = " and ".join(register[part].label.lower() for part in key)
                    why = f"Another {register.label.lower()} here has the same {labels}; give one of them its own."
                    yield Misfit(name, record, frozenset(key), why)

    def _misplaced(self) -> Iterator[Misfit]:
        comparison = self._comparison
        moved = {
            record: values.keys() & _STRUCTURE
            for (name, record), values in comparison.updates.items()
            if name == "plan_items" and values.keys() & _STRUCTURE
        }
        made = [record for name, record in comparison.inserts if name == "plan_items"]
        below = (
            [child["id"] for child in self._ws.records("plan_items", {"parent": tuple(moved)})]
            if moved
            else []
        )
        for record in dict.fromkeys([*moved, *made, *below]):
            item = self._afterwards("plan_items", record)
            parent = self._afterwards("plan_items", item["parent"]) if item and item["parent"] else None
            if item is None or parent is None:
                continue
            fits = item["plan"] == parent["plan"] and LEVELS.index(item["level"]) > LEVELS.index(
                parent["level"]
            )
            if not fits:
                blamed = next((suspect for suspect in (record, item["parent"]) if suspect in moved), record)
                why = f"Here it would stand under “{parent['title']}”, where it cannot stand."
                yield Misfit("plan_items", blamed, frozenset(moved.get(blamed, ())), why)

    def _circles(self) -> Iterator[Misfit]:
        moved = [record for (name, record), values in self._comparison.updates.items()
                 if name == "groups" and "parent" in values]  # fmt: skip
        for record in moved:
            seen: set[str] = set()
            at: str | None = record
            while at is not None and at not in seen:
                seen.add(at)
                group = self._afterwards("groups", at)
                at = group["parent"] if group else None
            if at is not None:
                yield Misfit(
                    "groups", record, frozenset(["parent"]), "It would report to itself through others."
                )
