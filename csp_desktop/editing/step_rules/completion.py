"""What a rating of "complete" does to its plan item, where blue is the partnership's word for finished work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from csp_desktop.editing.changes import Change, Delete
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.plan_records import grouped
from csp_desktop.registers.typed_records import Partnership, PlanUpdate
from csp_desktop.rules.rag import blue_says_complete, shown_rag
from csp_desktop.storage import tables
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.steps import ChangeRow

_RATINGS = ("rag", "moderated_rag")


def completion_day(quarter: Quarter, reported_on: str | None, today: date) -> str:
    """The day an item is complete that was reported so for a quarter, ISO: none after the quarter's end.

    What a return signed in October says of July to September was so by the end of September.
    """
    reported = date.fromisoformat(reported_on) if reported_on else today
    return min(reported, quarter.end).isoformat()


def completions(
    file: CspFile, changes: Iterable[Change], rows: Iterable[ChangeRow], today: date | None
) -> list[tuple[str, dict[str, Any]]]:
    """What follows for plan items, as (id, values), from the ratings a step wrote.

    The newest rating decides. Where it says complete, its item is, with the day, which stays open without `today`
    where nobody said it; where a step takes such a rating back, the item is in progress again. What the step itself
    says of an item's status stands.
    """
    before = _ratings_before(rows)
    if not before:
        return []

    def read(register: str, name: str, of: Iterable[str]) -> list[Values]:
        return tables.select(file.connection, register_named(register), {name: list(of)})

    written = {update["id"]: update for update in read("updates", "id", before)}
    items = read("plan_items", "id", {update["item"] for update in written.values()})
    plans = {
        plan["id"]: plan["partnership"] for plan in read("plans", "id", {item["plan"] for item in items})
    }
    blue = {
        partnership["id"]
        for partnership in read("partnerships", "id", set(plans.values()))
        if blue_says_complete(cast(Partnership, partnership))
    }
    updates = grouped(read("updates", "item", [item["id"] for item in items]), "item")
    said = {change.id: change.values for change in changes if not isinstance(change, Delete)}
    changed_items = []
    for item in items:
        if plans[item["plan"]] in blue:
            rated = [update for update in updates[item["id"]] if _rating(update) != "none"]
            newest = max(rated, key=lambda update: str(update["quarter"]), default=None)
            own = said.get(item["id"], {})
            if newest is None or _rating(newest) != "blue":
                values = _reopened(item, own, _taken_back(updates[item["id"]], before))
            elif newest["id"] in before:
                values = _completed(item, own, rated, today)
            else:
                continue
            if values:
                changed_items.append((item["id"], values))
    return changed_items


def _completed(
    item: Values, said: Mapping[str, Any], rated: list[Values], today: date | None
) -> dict[str, Any]:
    """What changes of an item whose newest rating is complete; `said` is what the step itself says of it."""
    if said.get("status", "complete") != "complete" or item["status"] == "stopped":
        return {}
    *earlier, newest = sorted(rated, key=lambda update: str(update["quarter"]))
    was_so = item["status"] == "complete" and bool(earlier) and _rating(earlier[-1]) == "blue"
    day = item["completed_on"]
    if day is None and not was_so and (today or newest["reported_on"]):
        day = completion_day(Quarter.parse(newest["quarter"]), newest["reported_on"], today or date.max)
    return {"status": "complete", "completed_on": day}


def _reopened(item: Values, said: Mapping[str, Any], taken_back: list[Quarter]) -> dict[str, Any]:
    """What changes of an item where ratings of complete were taken back that had completed it."""
    if item["status"] != "complete" or not taken_back or "status" in said:
        return {}
    # A day outside those quarters was set for another reason.
    day = item["completed_on"]
    if day and Quarter.of(date.fromisoformat(day)) not in taken_back:
        return {}
    return {"status": "in progress", "completed_on": None}


def _taken_back(updates: Iterable[Values], before: Mapping[str, Mapping[str, Any] | None]) -> list[Quarter]:
    """The quarters whose rating of complete a step took back."""
    return [
        Quarter.parse(update["quarter"])
        for update in updates
        if (earlier := before.get(update["id"])) and _rating({**update, **earlier}) == "blue"
    ]


def _rating(update: Mapping[str, Any]) -> str:
    return shown_rag(cast(PlanUpdate, update))


def _ratings_before(rows: Iterable[ChangeRow]) -> dict[str, dict[str, Any] | None]:
    """By update whose ratings a step wrote: those it had, as far as they were written; None for one it made."""
    before: dict[str, dict[str, Any] | None] = {}
    for row in rows:
        if row.register != "updates":
            continue
        if not row.field and row.before is None:
            before.setdefault(row.record, None)
        elif row.field in _RATINGS:
            known = before.setdefault(row.record, {})
            if known is not None:
                known.setdefault(row.field, json.loads(row.before or "null"))
    return before
