"""Whose an import is, and into which plan it goes."""

from __future__ import annotations

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
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
        return next(found for found in partnerships if found["id"] == wanted)
    if len(partnerships) == 1:
        return partnerships[0]
    said = plain(f"{reading.title} {reading.introduction} {file}")
    for found in sorted(partnerships, key=lambda record: -len(record["name"])):
        for name in (found["name"], found["area"], found["short_name"]):
            if name and f" {plain(name)} " in f" {said} ":
                return found
    notes.append(
        f"The workbook does not say whose it is: it goes to {partnerships[0]['name']}, the first in this file."
    )
    return partnerships[0]


def plan_of(
    reading: Reading, plans: list[Values], years: tuple[FinancialYear, FinancialYear] | None
) -> Values | None:
    """The plan of a partnership a reading belongs to: of its title and year; None for one to be made."""
    # A register without a plan's title belongs to the plan of its year; a whole plan is one of its own.
    whole_plan = reading.layout in ("east-herts", "rochford-2004", "priority-form")
    if years is None:
        return plans[-1] if plans and not whole_plan else None
    same_year = [
        found
        for found in plans
        if found["first_year"] <= years[0].first and years[1].first <= found["last_year"]
    ]
    title = reading.title or f"Action plan {years[0].label}"
    for found in same_year:
        if _title_key(found["title"]) == _title_key(title):
            return found
    if whole_plan:
        return None
    if not same_year and reading.layout == "achievements":
        # What came of a year's priorities stands in the next year's plan where its own is not there.
        same_year = [found for found in plans if found["first_year"] == years[1].first + 1]
    return same_year[0] if same_year else None


def _title_key(title: str) -> str:
    """A plan's title without what changes while it is being written."""
    return " ".join(word for word in plain(title).split() if word not in ("draft", "final", "version"))
