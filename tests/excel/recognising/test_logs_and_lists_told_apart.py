"""What reviews and meetings asked for is of the log, never of the plan; lists ticked off are none of ours."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_SAID = (
    "GPs did not ask about abuse at home",
    "Risk was lost when a family moved",
    "Housing staff missed signs",
)
_DONE = ("Train practice leads to ask", "Agree a protocol with police", "Brief all housing staff")
_WHO = ("ICB", "Police", "Council")
_WHEN = ("31/12/2026", "30/09/2026", "31/03/2027")
_HOW_FAR = ("In progress", "Complete", "Not started")
_NAMES = ("Sam Sample", "Jo Pattern", "Kim Case")


def read(sheet: str, headings: tuple[str, ...], *columns: tuple[Any, ...]) -> Reading:
    grid = Grid.of_rows(sheet, [headings, *zip(*columns, strict=True)])
    return read_grids([grid], FinancialYear(2026), Mappings(take_doubtful=True))


@pytest.mark.parametrize(
    ("sheet", "headings", "title", "kind"),
    [
        ("Reviews", ("What the review said", "Recommendation", "Lead agency", "Due date", "Status"), 1, "review recommendation"),
        ("Action plan", ("DHR recommendation", "Action", "Lead", "By when", "Progress"), 0, "review recommendation"),
        ("DARDR action plan", ("DARDR recommendation", "What we will do", "Lead officer", "Timescale", "Status"), 0, "review recommendation"),
        ("Delivery", ("Learning point", "Action to take", "Owner", "Target date", "Status"), 0, "review recommendation"),
        ("Actions from meetings", ("Notes", "Action", "Owner", "Deadline", "Status"), 1, "meeting action"),
        ("Action log", ("Background", "What", "Who", "By when", "RAG"), 1, "meeting action"),
        ("Matters arising", ("Discussion", "Action agreed", "Who", "When", "Status"), 1, "meeting action"),
    ],
)  # fmt: skip
def test_what_reviews_and_meetings_asked_for(
    sheet: str, headings: tuple[str, ...], title: int, kind: str
) -> None:
    reading = read(sheet, headings, _SAID, _DONE, _WHO, _WHEN, _HOW_FAR)
    entries = [draft for draft in reading.drafts if draft.register == "log_entries"]
    assert not [draft for draft in reading.drafts if draft.register == "plan_items"]
    assert [draft.values["kind"] for draft in entries] == [kind] * 3
    columns = (_SAID, _DONE)
    for at, draft in enumerate(entries):
        assert draft.values["title"] == columns[title][at]
        kept = "\n".join(str(value) for value in draft.values.values())
        assert _SAID[at] in kept
        assert _DONE[at] in kept


@pytest.mark.parametrize(
    ("sheet", "headings", "columns"),
    [
        ("Readiness checklist", ("Task", "Lead", "Due", "Complete"), (_DONE, _WHO, _WHEN, ("Y", "N", "Y"))),
        ("Attendance", ("Name", "Organisation", "14 July", "13 October"), (_NAMES, _WHO, ("Y", "N", "Y"), ("Y", "Y", "N"))),
        ("Sheet1", ("Name", "Agency", "Present", "Apologies"), (_NAMES, _WHO, ("x", None, "x"), (None, "x", None))),
        ("RAID assumptions", ("Ref", "Assumption", "Owner", "Status"), (("A1", "A2", "A3"), _DONE, _WHO, ("Open", "Open", "Closed"))),
    ],
)  # fmt: skip
def test_lists_that_are_none_of_ours_even_where_what_is_doubtful_is_taken(
    sheet: str, headings: tuple[str, ...], columns: Any
) -> None:
    reading = read(sheet, headings, *columns)
    assert not reading.drafts
    assert reading.mapped[0].mapping.why.startswith("This looks like ")


def test_a_plan_that_says_who_recommended_its_actions_is_a_plan() -> None:
    headings = ("Action", "Lead", "Due date", "Recommended by")
    reading = read("Action plan", headings, _DONE, _WHO, _WHEN, ("Board", "Board", "Panel"))
    assert {draft.register for draft in reading.drafts} == {"plan_items"}


def test_findings_are_no_objectives_of_a_plan() -> None:
    headings = ("Finding", "Action", "Lead agency", "Due", "Status")
    reading = read("SAR action plan", headings, _SAID, _DONE, _WHO, _WHEN, _HOW_FAR)
    assert not [draft for draft in reading.drafts if draft.register == "plan_items"]
