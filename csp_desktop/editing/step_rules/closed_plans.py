"""A closed plan is closed: what it holds is changed only once somebody has opened it again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import register_named
from csp_desktop.storage import tables
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.steps import ChangeRow

# What a plan holds, and the reference that leads to it or to what belongs to it.
_HELD: dict[str, tuple[str, str]] = {
    "plan_sections": ("plan", ""),
    "plan_items": ("plan", ""),
    "indicators": ("plan", ""),
    "risks": ("plan", ""),
    "updates": ("item", "plan_items"),
    "measurements": ("indicator", "indicators"),
    "risk_reviews": ("risk", "risks"),
    "mitigations": ("risk", "risks"),
}


def guard_closed_plans(file: CspFile, rows: Iterable[ChangeRow]) -> None:
    """Raise InvalidChange where a step changed what a closed plan holds.

    A plan that was itself changed in the step, closed or opened, is as its new status says from the next step on.
    """
    rows = list(rows)
    by_register: dict[str, set[str]] = defaultdict(set)
    removed: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.register not in _HELD:
            continue
        by_register[row.register].add(row.record)
        if not row.field and row.after is None and row.before is not None:
            removed[row.register][row.record] = str(json.loads(row.before)[_HELD[row.register][0]])
    if not removed and not any(
        "closed" in _of_plans(file, register, ids, ".status").values()
        for register, ids in by_register.items()
    ):
        return  # as nearly always, and told in one question
    changed = [
        (register, record, plan)
        for register, ids in by_register.items()
        for record, plan in _plans_of(file, register, ids, removed).items()
    ]
    held_by = {plan for *_, plan in changed} - {row.record for row in rows if row.register == "plans"}
    plans = register_named("plans")
    stands = tables.field_of(file.connection, plans, "status", held_by) if held_by else {}
    shut = [plan for plan, status in stands.items() if status == "closed"]
    closed = tables.field_of(file.connection, plans, "title", shut) if shut else {}
    InvalidChange.raise_all(
        [
            InvalidChange(
                f"“{closed[plan]}” is closed, so nothing was changed. To change it, open it again first: "
                "Plan, Plan and partnership details, Status.",
                register=register,
                record=record,
            )
            for register, record, plan in changed
            if plan in closed
        ]
    )


def _plans_of(
    file: CspFile, register: str, ids: set[str], removed: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """The id of the plan that each record belongs to, or belonged to."""
    owner = _HELD[register][1]
    gone = removed.get(register, {})
    kept = _of_plans(file, register, ids - gone.keys())
    if not owner or not gone:
        return {**kept, **gone}
    above = _plans_of(file, owner, set(gone.values()), removed)
    return {**kept, **{record: above[of] for record, of in gone.items() if of in above}}


def _of_plans(file: CspFile, register: str, ids: Iterable[str], what: str = "") -> dict[str, str]:
    """The id of the plan each record belongs to, or a field of that plan."""
    name, owner = _HELD[register]
    path = f"{name}.plan" if owner else name
    return tables.field_of(file.connection, register_named(register), f"{path}{what}", ids)
