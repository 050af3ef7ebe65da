"""The partnerships of a file and their plans for one year, read together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords, grouped, plan_to_show
from csp_desktop.registers.typed_records import Agency, Group, GroupMember, Partnership
from csp_desktop.rules.county.county_records import CountyRecords, holds_a_county


def county_records(
    workspace: Workspace,
    year: FinancialYear,
    known: PlanRecords | None = None,
    kept: Callable[[PlanRecords], PlanRecords] = lambda records: records,
) -> CountyRecords:
    """Everything about the partnerships of a file for one year; no plan need be there.

    `known` are the records of one of the plans where they were read already. `kept` is given each plan when it is
    read and says what is held of it: all plans of a county at once take much memory.
    """
    plans = {}
    for partnership, plan in plans_of(workspace, year).items():
        whole = known is not None and known.plan["id"] == plan["id"]
        plans[partnership] = kept(known if whole and known else workspace.plan_records(plan["id"]))
    return CountyRecords(
        year=year,
        partnerships=cast(list[Partnership], workspace.records("partnerships", order=("name",))),
        agencies=cast(list[Agency], workspace.records("agencies", order=("name",))),
        groups=cast(list[Group], workspace.records("groups", order=("name",))),
        group_members=cast(list[GroupMember], workspace.records("group_members")),
        plans=plans,
    )


def plans_of(workspace: Workspace, year: FinancialYear) -> dict[str, Record]:
    """By partnership, its plan that covers a year: the one its own pages are printed from.

    Of partnerships that became one, the plan they have in common; theirs hold the same figures a second time.
    """
    covering: dict[str, Record] = {}
    for plan in workspace.plans():
        if plan["first_year"] <= year.first <= plan["last_year"]:
            covering.setdefault(plan["partnership"], plan)
    became = {each["id"]: each["merged_into"] for each in workspace.records("partnerships")}
    return {each: plan for each, plan in covering.items() if became.get(each) not in covering}


def year_to_show(workspace: Workspace, today: date) -> FinancialYear:
    """The year of today where a plan covers it, else the latest any plan was for; today's without plans."""
    shown = [plan_to_show(plans, today) for plans in grouped(workspace.plans(), "partnership").values()]
    now = FinancialYear.of(today)
    if not shown or any(plan["first_year"] <= now.first <= plan["last_year"] for plan in shown):
        return now
    return FinancialYear(max(plan["last_year"] for plan in shown))


def of_a_county(workspace: Workspace) -> bool:
    """Whether a file has a county group or several partnerships."""
    return holds_a_county(cast(list[Partnership], workspace.records("partnerships")))
