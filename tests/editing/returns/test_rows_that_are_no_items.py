"""Rows a partner added that propose nothing: sums of the rows above, and words that go on with the row above."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from returning_partner import ReportingPlan, Sheet, fill_in, of, update_of

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.proposals import decide_proposal
from csp_desktop.editing.workspace import Workspace

UPDATES = "Action updates"


@pytest.mark.parametrize(
    ("heading", "words", "figure"),
    [("Project", "Total", 3000), ("Stream", "TOTAL", 3000), ("Row code", "Grand total", 3000), ("Project", "Total spend", "=SUM(H4:H4)"), ("Note", "Total", 3000)],
)  # fmt: skip
def test_a_sum_of_the_rows_above_asks_nothing(
    ws: Workspace, form: Path, heading: str, words: str, figure: object
) -> None:
    def add(book: Workbook) -> None:
        sheet = Sheet(book["Funding"])
        sheet["Property marking kits", "Spent this quarter"] = 3000
        below = sheet.worksheet.max_row + 2
        sheet.worksheet.cell(below, sheet.column(heading)).value = words
        sheet.worksheet.cell(below, sheet.column("Spent this quarter")).value = figure

    preview = preview_returns(ws, [fill_in(form, add)])
    assert [found.value for found in of(preview, "changed")] == [300_000]
    assert not of(preview, "ask", "rejected", "proposed row")


@pytest.mark.parametrize(
    ("sheet", "heading", "words", "column", "figure"),
    [
        ("Funding", "Project", "Total", "Spent this quarter", 3500),
        ("Funding", "Project", None, "Spent this quarter", 3500),
        ("Indicators", "Indicator", "Total crime", "Actual", 1500),
    ],
)
def test_another_sum_is_asked_about_as_words_outside_the_rows(
    ws: Workspace, form: Path, sheet: str, heading: str, words: str | None, column: str, figure: int
) -> None:
    def add(book: Workbook) -> None:
        read = Sheet(book[sheet])
        below = read.worksheet.max_row + 1
        read.worksheet.cell(below, read.column(heading)).value = words
        read.worksheet.cell(below, read.column(column)).value = figure

    preview = preview_returns(ws, [fill_in(form, add)])
    assert not of(preview, "proposed row", "changed")
    asked = {found.returned: found.outside for found in of(preview, "ask")}
    assert asked == dict.fromkeys(filter(None, (words, str(figure))), "stray")


@pytest.mark.parametrize(("figure", "asked"), [(3000, set()), (3500, {"Total", "3500"})])
def test_words_beside_a_sum_are_asked_about_and_no_new_row(
    ws: Workspace, form: Path, figure: int, asked: set[str]
) -> None:
    def add(book: Workbook) -> None:
        sheet = Sheet(book["Funding"])
        sheet["Property marking kits", "Spent this quarter"] = 3000
        below = sheet.worksheet.max_row + 1
        for heading, value in (
            ("Project", "Total"),
            ("Spent this quarter", figure),
            ("Note", "As in our ledger"),
        ):
            sheet.worksheet.cell(below, sheet.column(heading)).value = value

    preview = preview_returns(ws, [fill_in(form, add)])
    assert not of(preview, "proposed row")
    assert {found.returned for found in of(preview, "ask")} == {"As in our ledger", *asked}


def test_a_new_row_with_words_is_still_proposed(ws: Workspace, form: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        below = sheet.worksheet.max_row + 1
        sheet.worksheet.cell(below, sheet.column("What is to be done")).value = "Total Place pilot"
        sheet.worksheet.cell(below, sheet.column("Update")).value = "Begun in 2 streets"

    (proposed,) = of(preview_returns(ws, [fill_in(form, add)]), "proposed row")
    assert proposed.title == "Total Place pilot"


def test_a_new_risk_that_begins_like_a_sum_is_still_proposed(ws: Workspace, form: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = Sheet(book["Risks"])
        below = sheet.worksheet.max_row + 1
        new = {"Risk": "Total loss of the grant", "Likelihood": 3, "Impact": 4, "Comment": "Known in May"}
        for heading, value in new.items():
            sheet.worksheet.cell(below, sheet.column(heading)).value = value

    (proposed,) = of(preview_returns(ws, [fill_in(form, add)]), "proposed row")
    assert proposed.title == "Total loss of the grant"


def test_words_alone_below_a_row_may_go_on_with_it(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def insert(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.2", "Update"] = "Twelve lamps lit."
        below = sheet.row("1.2") + 1
        sheet.worksheet.insert_rows(below)
        sheet.worksheet.cell(below, sheet.column("Update")).value = "Two to come."

    preview = preview_returns(ws, [fill_in(form, insert)])
    (proposed,) = of(preview, "proposed row")
    assert proposed.near[0]["ref"] == "1.2"
    assert proposed.message == "A row with nothing but words, below that of 1.2. Do they go on with it?"
    decide_proposal(proposed, "tie", proposed.near[0]["id"])
    apply_returns(ws, preview)
    assert update_of(ws, plan.items[1])["narrative"] == "Twelve lamps lit.\nTwo to come."


@pytest.mark.parametrize(
    ("values", "title", "timescale", "outcome"),
    [
        (("Action", "Scrap metal sweep", "Trading standards", "31/03/11 if funded"), "Scrap metal sweep", "31/03/11 if funded", "Trading standards"),
        (("Action", "Youth bus", None, "Easter"), "Youth bus", "Easter", None),
        (("Action", None, "Only a detail", None), "Only a detail", None, None),
    ],
)  # fmt: skip
def test_what_a_new_item_says_stands_in_its_record_once(
    ws: Workspace,
    plan: ReportingPlan,
    form: Path,
    values: tuple[str | None, ...],
    title: str,
    timescale: str | None,
    outcome: str | None,
) -> None:
    def propose(book: Workbook) -> None:
        sheet = Sheet(book["New items"])
        for heading, value in zip(("Kind", "Title", "Detail", "Due"), values, strict=True):
            sheet.worksheet.cell(4, sheet.column(heading)).value = value

    preview = preview_returns(ws, [fill_in(form, propose)])
    (proposed,) = of(preview, "proposed row")
    decide_proposal(proposed, "action", plan.priority)
    apply_returns(ws, preview)
    (made,) = ws.records("plan_items", {"title": title})
    assert (made["timescale"], made["outcome"]) == (timescale, outcome)


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"Title": "None"}, "unchanged"),
        ({"Kind": "n/a", "Title": "N/A", "Detail": "-"}, "unchanged"),
        ({"Kind": "Action", "Title": "Nothing to add this quarter."}, "unchanged"),
        ({"Title": "No new risks"}, "unchanged"),
        ({"Title": "No new items at this time, thank you"}, "unchanged"),
        ({"Title": "N/A", "Detail": "Nothing to add from us"}, "unchanged"),
        ({"Title": "None", "Detail": "but the van is off the road"}, "proposed row"),
        ({"Kind": "Action"}, "proposed row"),
        ({"Title": "?"}, "proposed row"),
        ({"Title": "No cold calling zones"}, "proposed row"),
    ],
)
def test_a_row_that_says_there_is_nothing_new_proposes_nothing(
    ws: Workspace, form: Path, cells: dict[str, str], outcome: str
) -> None:
    def add(book: Workbook) -> None:
        sheet = Sheet(book["New items"])
        for heading, words in cells.items():
            sheet.worksheet.cell(sheet.header_row + 1, sheet.column(heading)).value = words

    preview = preview_returns(ws, [fill_in(form, add)])
    (found,) = [one for one in preview.findings if one.sheet == "New items"]
    assert (found.outcome, found.filled) == (outcome, len(cells))
