"""Checks on changed records that need a look at other records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.fields import Record

Find = Callable[[str], Record | None]
Select = Callable[[str, Mapping[str, Any]], list[Record]]


def guard(select: Select, changed: Set[tuple[str, str]]) -> None:
    """Raise InvalidChange where changed records do not fit with the others."""
    for name, check in _GUARDS.items():
        ids = tuple(record for register, record in changed if register == name)
        if not ids:
            continue
        known = {record["id"]: record for record in select(name, {"id": ids})}
        find = _finder(select, name, known)
        for record in [known[found] for found in ids if found in known]:
            problem = check(record, find)
            if problem:
                raise InvalidChange(problem, register=name, record=record["id"], field="parent")


def _finder(select: Select, register: str, known: dict[str, Record]) -> Find:
    def find(record: str) -> Record | None:
        if record not in known:
            known.update((found["id"], found) for found in select(register, {"id": record}))
        return known.get(record)

    return find


def _item_fits_its_parent(item: Record, find: Find) -> str | None:
    parent = find(item["parent"]) if item["parent"] else None
    if parent is None:
        return None
    if parent["plan"] != item["plan"]:
        return "An item cannot stand under one of another plan; nothing was changed."
    wanted = {"objective": ("priority",), "action": ("priority", "objective")}.get(item["level"], ())
    if parent["level"] not in wanted:
        return f"An {item['level']} cannot stand under an {parent['level']}; nothing was changed."
    return None


def _group_has_no_loop(group: Record, find: Find) -> str | None:
    seen = {group["id"]}
    above = group["parent"]
    while above:
        if above in seen:
            return f"“{group['name']}” cannot report to itself, not even through others; nothing was changed."
        seen.add(above)
        found = find(above)
        above = found["parent"] if found else None
    return None


_GUARDS: dict[str, Callable[[Record, Find], str | None]] = {
    "plan_items": _item_fits_its_parent,
    "groups": _group_has_no_loop,
}
