"""The partnerships that become one, and what each brings for the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, Partnership, Plan
from csp_desktop.rules.carry_over import CarryOver, carry_over


@dataclass
class Part:
    """One of the partnerships, by `name` in sentences and by a short `mark` before refs.

    `own` is what it has whatever its plans. `plans` are those that cover the year, as they stand in the file; where
    it has none, its newest ones as roll-over would carry them into it, and `carried` is set: those records are in
    no file.
    """

    own: PlanRecords
    name: str
    mark: str = ""
    plans: list[PlanRecords] = field(default_factory=list)
    carried: bool = False

    @property
    def partnership(self) -> Partnership:
        return self.own.partnership

    def origin(self, record: Record) -> str:
        """The id in the file of a record, or of the one it was carried from."""
        return str(record["copied_from"] if self.carried else record["id"])


@dataclass(frozen=True)
class Owned:
    """A record of one of the parts, with the plan it was gathered with."""

    part: Part
    records: PlanRecords
    record: Any


def chosen_parts(ws: Workspace, partnerships: Sequence[str]) -> list[Values]:
    """The partnerships of these ids, in this order; raises BadRequest where they cannot become one."""
    known = {partnership["id"]: partnership for partnership in ws.records("partnerships")}
    chosen = [known[partnership] for partnership in dict.fromkeys(partnerships) if partnership in known]
    if len(chosen) < 2:
        raise BadRequest("Choose two partnerships or more to become one; nothing was changed.")
    for partnership in chosen:
        into = known.get(partnership["merged_into"])
        if into is not None:
            raise BadRequest(
                f"“{partnership['short_name']}” has become part of “{into['short_name']}” already; nothing was "
                "changed. Choose that one instead."
            )
    return chosen


def newest_year(ws: Workspace, partnerships: Sequence[str]) -> FinancialYear | None:
    """The latest year any of some partnerships has a plan for; None where none has a plan."""
    years = [plan["last_year"] for plan in ws.records("plans", {"partnership": tuple(partnerships)})]
    return FinancialYear(max(years)) if years else None


def gathered_parts(ws: Workspace, partnerships: Sequence[Values], year: FinancialYear) -> list[Part]:
    """What each partnership brings for a year; raises BadRequest where a plan begins after it."""
    areas = [partnership["area"] or "" for partnership in partnerships]
    by_area = all(areas) and len(set(areas)) == len(areas)
    parts = [
        Part(_own(ws, cast(Partnership, partnership)), partnership["area" if by_area else "short_name"])
        for partnership in partnerships
    ]
    for part, mark in zip(parts, _marks([part.name for part in parts]), strict=True):
        part.mark = mark
        _gather(ws, part, year)
    return parts


def _gather(ws: Workspace, part: Part, year: FinancialYear) -> None:
    plans = ws.records("plans", {"partnership": part.partnership["id"]})
    covering = [plan for plan in plans if plan["first_year"] <= year.first <= plan["last_year"]]
    if covering:
        part.plans = [ws.plan_records(plan["id"]) for plan in covering]
        return
    if not plans:
        return
    newest = max(plan["last_year"] for plan in plans)
    if newest > year.first:
        raise BadRequest(
            f"“{part.name}” has plans for later years than {year.label} and none for it; nothing was changed. "
            f"Choose {FinancialYear(newest).label}."
        )
    part.carried = True
    for plan in plans:
        if plan["last_year"] == newest:
            records = ws.plan_records(plan["id"])
            # The money is the partnership's: several plans of one year all show it.
            part.plans.append(_as_carried(records, carry_over(records, year), money=not part.plans))


def _as_carried(records: PlanRecords, carrying: CarryOver, *, money: bool) -> PlanRecords:
    """A plan as it would be carried into another year."""
    made: dict[str, Any] = {
        name: carrying.made_in(name)
        for name in ("plan_sections", "plan_items", "indicators", "risks", "mitigations", "achievements")
    }
    return PlanRecords(
        partnership=records.partnership,
        plan=carrying.plan,
        funding_streams=cast(Any, carrying.made_in("funding_streams") if money else []),
        earlier_measurements=records.measurements,
        **made,
    )


def figures_of(owned: Owned) -> dict[str, Record]:
    """All measurements of an indicator, by quarter code; also those of the one it was copied from."""
    indicator: Indicator = owned.record
    own = {row["quarter"]: row for row in owned.records.measurements if row["indicator"] == indicator["id"]}
    earlier = {
        row["quarter"]: row
        for row in owned.records.earlier_measurements
        if row["indicator"] == indicator["copied_from"]
    }
    return {**earlier, **own}


def _own(ws: Workspace, partnership: Partnership) -> PlanRecords:
    """What is a partnership's own whatever its plans: groups, the log, the plans of others."""
    own = {"partnership": partnership["id"]}
    gathered: dict[str, Any] = {
        name: ws.records(name, own) for name in ("groups", "linked_plans", "meetings", "log_entries")
    }
    gathered["group_members"] = ws.records("group_members", {"group.partnership": partnership["id"]})
    gathered["log_updates"] = ws.records("log_updates", {"entry.partnership": partnership["id"]})
    for name in ("agencies", "people"):
        gathered[name] = ws.records(name)
    return PlanRecords(partnership=partnership, plan=cast(Plan, {}), **gathered)


def _marks(names: Sequence[str]) -> list[str]:
    """For each name the fewest first letters that tell it from the others: "CP" for Castle Point, "R" for Rochford."""
    for length in range(1, max(map(len, names)) + 1):
        marks = [_mark(name, length) for name in names]
        if len({mark.casefold() for mark in marks}) == len(names):
            return marks
    return [f"{name} {place}" for place, name in enumerate(names, 1)]


def _mark(name: str, length: int) -> str:
    words = name.replace("-", " ").split()
    if len(words) > 1:
        return "".join(word[:length] for word in words)
    return name[:length]
