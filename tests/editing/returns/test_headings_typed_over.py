"""Headings a partner typed over: what stands under another meaning is asked about, under another wording taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from returning_partner import Sheet, fill_in

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.workspace import Workspace

UPDATES = "Action updates"
ROWS = {UPDATES: "1.3", "Indicators": "NI 16", "Risks": "R1", "Funding": "Property marking kits"}


def retitled(
    ws: Workspace, form: Path, sheet: str, heading: str, other: str, value: object
) -> ReturnFinding | None:
    """What becomes of a value under a heading that was typed over; None where nothing is found in its cell."""

    def edit(book: Workbook) -> None:
        read = Sheet(book[sheet])
        read[ROWS[sheet], heading] = value
        read.worksheet.cell(read.header_row, read.column(heading)).value = other

    preview = preview_returns(ws, [fill_in(form, edit)])
    found = [one for one in preview.findings if one.returned == str(value) and one.outside == ""]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("sheet", "heading", "other", "value"),
    [
        ("Funding", "Spent this quarter", "Spend to date", 3395.4),
        ("Funding", "Spent this quarter", "Forecast", 1000),
        ("Funding", "Spent this quarter", "Expenditure to date", 1000),
        *(("Indicators", "Actual", other, 164) for other in ("YTD", "Jul", "Q1", "Target", "2009/10", "% change")),
        *(("Indicators", "Actual", other, 164) for other in ("Last year's outturn", "Actual last quarter as reported")),
        *(("Indicators", "Actual", other, 164) for other in ("Quarter 1 actual", "Actual 2009/10", "Actual (000s)")),
        ("Funding", "Spent this quarter", "Spent (£000)", 12),
        (UPDATES, "RAG", "Previous RAG", "Amber"),
        (UPDATES, "RAG", "Last quarter's rating", "Amber"),
        (UPDATES, "Update", "Next steps", "Visit them again"),
        (UPDATES, "Update", "Last quarter's progress", "All seen"),
        (UPDATES, "Update", "Due date", "In spring"),
        ("Risks", "Likelihood", "Target likelihood", 2),
        *(("Risks", "Likelihood", f"Likelihood ({other})", 2) for other in ("before", "pre", "without controls", "gross")),
        ("Risks", "Likelihood", "Impact", 2),
    ],
)  # fmt: skip
def test_an_answer_under_a_heading_of_another_meaning_is_asked_about(
    ws: Workspace, form: Path, sheet: str, heading: str, other: str, value: object
) -> None:
    found = retitled(ws, form, sheet, heading, other, value)
    assert found is not None
    assert (found.outcome, found.takeable) == ("ask", False)
    assert found.message == f"The heading “{heading}” now reads “{other}”. Is this their {heading}?"


@pytest.mark.parametrize(
    ("sheet", "heading", "other", "value"),
    [
        (UPDATES, "Update", "Comments (Q2)", "All seen"),
        (UPDATES, "Update", "What we have done since July", "All seen"),
        (UPDATES, "Update", "Q2 update", "All seen"),
        (UPDATES, "Update", "Progress to date", "All seen"),
        (UPDATES, "Update", "What was achieved", "All seen"),
        (UPDATES, "Update", "Update since last report", "All seen"),
        (UPDATES, "RAG", "Overall RAG at 30 September", "Amber"),
        (UPDATES, "RAG", "RAG 2010/11", "Amber"),
        (UPDATES, "New due date", "Revised due date", "31 March 2011"),
        (UPDATES, "RAG", "Current RAG status", "Amber"),
        ("Indicators", "Actual", "Q2 actual", 164),
        ("Indicators", "Actual", "Jul-Sep", 164),
        ("Funding", "Spent this quarter", "Spend this quarter (£)", 1000),
        ("Funding", "Spent this quarter", "Expenditure this quarter", 1000),
        ("Risks", "Likelihood", "likelihood *", 2),
        ("Risks", "Likelihood", "Likelihood score (now)", 2),
        ("Risks", "Likelihood", "Likelihood (1 = low, 5 = high)", 2),
        ("Risks", "Likelihood", "Likelihood (after)", 2),
    ],
)  # fmt: skip
def test_an_answer_under_another_wording_of_its_heading_is_taken(
    ws: Workspace, form: Path, sheet: str, heading: str, other: str, value: object
) -> None:
    found = retitled(ws, form, sheet, heading, other, value)
    assert found is not None and found.outcome == "changed"


def test_a_rating_under_a_heading_nobody_knows_is_suggested(ws: Workspace, form: Path) -> None:
    found = retitled(ws, form, UPDATES, "RAG", "Colour", "Amber")
    assert found is not None
    assert (found.outcome, found.value, found.takeable) == ("ask", "amber", True)
