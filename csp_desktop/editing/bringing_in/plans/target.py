"""Whose an import is, and into which plan it goes."""

from __future__ import annotations

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Values


def choose_partnership(
    ws: Workspace, reading: Reading, file: str, notes: list[str], wanted: str | None = None
) -> Values:
    """The partnership an import belongs to: the one wanted, the only one, or the one the workbook names.

    Raises BadRequest where the file has none.
    """
    partnerships = ws.records("partnerships")
    if not partnerships and any(draft.register == "partnerships" for draft in reading.drafts):
        return {"id": "", "name": ""}  # the workbook brings its own
    if not partnerships:
        raise BadRequest(
            "This file has no partnership yet, so nothing was brought in; add one on the Partners tab first."
        )
    if wanted:
        return next(partnership for partnership in partnerships if partnership["id"] == wanted)
    if len(partnerships) == 1:
        return partnerships[0]
    said = plain(f"{reading.title} {reading.introduction} {file}")
    for partnership in sorted(partnerships, key=lambda record: -len(record["name"])):
        for name in (partnership["name"], partnership["area"], partnership["short_name"]):
            if name and f" {plain(name)} " in f" {said} ":
                return partnership
    if any(draft.register != "partnerships" for draft in reading.drafts):
        notes.append(f"The file does not say whose it is: it goes to {partnerships[0]['name']}.")
    return partnerships[0]


_WHOLE_PLANS = ("east-herts", "rochford-2004", "priority-form")


def is_of_another_year(ws: Workspace, reading: Reading, plan: str) -> bool:
    """Is a reading of other years than this plan, and a whole plan or one of a plan that is there already?"""
    if year_to_read_again(ws, reading, plan) is None:
        return False
    chosen = ws.record("plans", plan)
    plans = ws.records("plans", {"partnership": chosen["partnership"]}, ("first_year",)) if chosen else []
    return reading.layout in _WHOLE_PLANS or plan_of(ws, reading, plans, reading.years) is not None


def plan_of(
    ws: Workspace, reading: Reading, plans: list[Values], years: tuple[FinancialYear, FinancialYear] | None
) -> Values | None:
    """The plan of a partnership a reading belongs to, by its title, rows and year; None for one to be made."""
    # A register without a plan's title belongs to the plan of its year; a whole plan is one of its own.
    whole_plan = reading.layout in _WHOLE_PLANS
    if years is None:
        return plans[-1] if plans and not whole_plan else None
    same_year = [
        plan for plan in plans if plan["first_year"] <= years[0].first and years[1].first <= plan["last_year"]
    ]
    for plan in same_year:
        if is_called(plan, reading, years):
            return plan
    if whole_plan:
        return next((plan for plan in same_year if _holds(ws, plan, reading)), None)
    return same_year[0] if same_year else None


def is_called(plan: Values, reading: Reading, years: tuple[FinancialYear, FinancialYear]) -> bool:
    """Has a plan the title a reading says, or would be given where it says none?"""
    return _title_key(plan["title"]) == _title_key(reading.title or f"Action plan {years[0].label}")


def _holds(ws: Workspace, plan: Values, reading: Reading) -> bool:
    """Are most of the plan items a reading names in this plan already?"""
    held = {plain(item["title"]) for item in ws.records("plan_items", {"plan": plan["id"]})}
    named = [plain(draft.values["title"]) for draft in reading.drafts if draft.register == "plan_items"]
    return bool(named) and 2 * sum(title in held for title in named) > len(named)


def only_empty_plan(ws: Workspace, plans: list[Values]) -> Values | None:
    """The plan of a partnership that has no other and nothing in it yet: it becomes the plan of the first file."""
    if len(plans) != 1 or plans[0]["status"] != "draft":
        return None
    for register in BY_NAME.values():
        if "plan" in register.by_name and ws.records(register.name, {"plan": plans[0]["id"]}):
            return None
    return plans[0]


def of_years(plan: Values, years: tuple[FinancialYear, FinancialYear]) -> Values:
    """What makes a plan one of other years: its years, and its title where that names the old one."""
    first, last = years
    if (plan["first_year"], plan["last_year"]) == (first.first, last.first):
        return {}
    old = FinancialYear(plan["first_year"]).label
    return {
        "title": plan["title"].replace(old, first.label),
        "first_year": first.first,
        "last_year": last.first,
    }


def plans_year(ws: Workspace, partnership: str | None, plan: str | None) -> FinancialYear | None:
    """The year of the plan a file goes into: the one chosen, else the latest; None where there is none."""
    plans = ws.records("plans", {"partnership": partnership} if partnership else {}, ("first_year",))
    target = next((record for record in plans if record["id"] == plan), plans[-1] if plans else None)
    return FinancialYear(target["last_year"]) if target else None


def year_to_read_again(ws: Workspace, reading: Reading, plan: str | None) -> FinancialYear | None:
    """The year of the plan somebody chose, where a reading speaks of another; None where it does not.

    A plan that is its partnership's only one, with nothing in it, takes the years of the file instead.
    """
    chosen = ws.record("plans", plan) if plan else None
    if chosen is None or reading.years is None:
        return None
    first, last = reading.years
    if chosen["first_year"] <= first.first and last.first <= chosen["last_year"]:
        return None
    if only_empty_plan(ws, ws.records("plans", {"partnership": chosen["partnership"]})):
        return None
    return FinancialYear(chosen["last_year"])


def _title_key(title: str) -> str:
    """A plan's title without what changes while it is being written."""
    return " ".join(word for word in plain(title).split() if word not in ("draft", "final", "version"))
