"""The plan everything of a file belongs to: the one given, the one of its title and year, or a new one."""

from __future__ import annotations

from csp_desktop.editing.bringing_in.draft_values import DraftValues
from csp_desktop.editing.bringing_in.plans.other_years import OtherYear
from csp_desktop.editing.bringing_in.plans.target import is_called, of_years, only_empty_plan, plan_of
from csp_desktop.editing.bringing_in.preview import PLAN, Proposal
from csp_desktop.editing.bringing_in.proposed import Proposed
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.foreign.reading import Draft, Reading, RecordNamed
from csp_desktop.excel.opening.grid import Place
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values


def settle_plan(
    ws: Workspace, proposed: Proposed, meant: DraftValues, partnership: str
) -> tuple[OtherYear, bool]:
    """Settles the plan and its year; says what speaks for another year, and whether the plan is a new one.

    Raises WorkbookProblem where a new plan is needed and nothing says of which year.
    """
    preview = proposed.preview
    reading = preview.reading
    plans = ws.records("plans", {"partnership": partnership}, ("first_year",))
    plan = next((plan for plan in plans if plan["id"] == preview.plan), None)
    if not reading.title and not any(_needs_plan(draft, ws, meant) for draft in reading.drafts):
        # Bids and grants stand in no plan, and were read as of its year.
        return _look_for_other_year(proposed, plan or (plans[-1] if plans else None)), False
    years = reading.years
    untouched = only_empty_plan(ws, plans)
    if plan is None:
        plan = plan_of(ws, reading, plans, years) or untouched
    if plan is None:
        if years is None:
            raise WorkbookProblem(
                f"“{preview.file}” does not say which year its plan is for, so nothing was brought in; "
                "choose the year above, or give it with --year."
            )
        meant.plan_id = _make_plan(proposed, partnership, years)
        meant.year = years[1]
        return OtherYear({}), True
    values = _said_of_plan(reading)
    chosen = preview.plan is not None or plan is untouched
    if reading.title_place and years is not None and not chosen and not is_called(plan, reading, years):
        del values["title"]
        reading.cells.ignored(
            reading.title_place, f"Most of its rows are in “{plan['title']}”, which keeps its title."
        )
    if years is not None and plan is untouched and (other := of_years(plan, years)):
        values = {**other, **values}
        preview.notes.append(
            f"{plan['title']} has nothing in it yet, so it becomes the plan for {years[0].label}."
        )
    elif years is not None and plan is not untouched:
        _say_other_year(proposed, plan, years)
    meant.plan_id = plan["id"]
    meant.year = years[1] if years else FinancialYear(plan["last_year"])
    proposed.change(PLAN, "plans", plan, values, _place_of_title(reading))
    return _look_for_other_year(proposed, plan), False


def _needs_plan(draft: Draft, ws: Workspace, meant: DraftValues) -> bool:
    """Is it of a register that belongs to a plan, without saying which plan of this file?"""
    if register_named(draft.register).within != "plan":
        return False
    said = draft.values.get("plan")
    if not isinstance(said, RecordNamed):
        return True
    return said.id not in meant.brought and ws.record("plans", said.id) is None


def _make_plan(proposed: Proposed, partnership: str, years: tuple[FinancialYear, FinancialYear]) -> str:
    reading = proposed.preview.reading
    values = {
        "title": f"Action plan {years[0].label}",
        **_said_of_plan(reading),
        "partnership": partnership,
        "first_year": years[0].first,
        "last_year": years[1].first,
    }
    insert = Insert("plans", values)
    proposed.make(insert, Proposal(PLAN, "plans", "new", insert.id, values, places=_place_of_title(reading)))
    return insert.id


def _said_of_plan(reading: Reading) -> Values:
    values = {"title": reading.title, "introduction": reading.introduction}
    return {name: text for name, text in values.items() if text}


def _place_of_title(reading: Reading) -> dict[str, Place]:
    return {"title": reading.title_place} if reading.title_place else {}


def _look_for_other_year(proposed: Proposed, plan: Values | None) -> OtherYear:
    """What is likely of another year than the plan whose year it was read as of is said, and asked where it matters."""
    if plan is None:
        return OtherYear({})
    preview = proposed.preview
    other_year = OtherYear.of(preview.reading, plan, preview.mappings.today)
    preview.notes += filter(None, [other_year.note])
    return other_year


def _say_other_year(proposed: Proposed, plan: Values, years: tuple[FinancialYear, FinancialYear]) -> None:
    """What somebody chose to be of another year than its plan is brought in so, and not without a word."""
    if years[0].first < plan["first_year"] or years[1].first > plan["last_year"]:
        said = years[0].label if years[0] == years[1] else f"{years[0].label} to {years[1].label}"
        proposed.preview.notes.append(
            f"The quarters are those of {said}, and {plan['title']} is of another year: choose the year or the plan "
            "above again where that is not meant."
        )
