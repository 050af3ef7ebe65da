"""Answers pasted one row too high or too low: asked about, and moved to their rows by one choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from returning_partner import TITLES, ReportingPlan, Sheet, fill_in, of, update_of

from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.workspace import Workspace

UPDATES = "Action updates"
LAST = "Share what is known about repeat victims"
RATINGS = ("Red", "Amber", "Green")


def pasted(by: int, titles: tuple[str, ...], *columns: str) -> Callable[[Workbook], None]:
    """Answers to the actions called `titles`, each `by` rows below its own."""

    def edit(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        values = {"Update": "So far we have done this: {title}", "RAG": "{rating}"}
        places = {column: sheet.column(column) for column in columns}
        for at, title in enumerate(titles):
            row = sheet.row(title) + by
            for column, place in places.items():
                told = values[column].format(title=title, rating=RATINGS[at % 3])
                sheet.worksheet.cell(row, place).value = told

    return edit


def previewed(ws: Workspace, form: Path, edit: Callable[[Workbook], None]) -> ReturnsPreview:
    return preview_returns(ws, [fill_in(form, edit)])


def conserved(preview: ReturnsPreview) -> bool:
    counts = conservation(preview.files[0].findings)
    return counts["filled"] == sum(count for kind, count in counts.items() if kind != "filled")


@pytest.mark.parametrize(("by", "way"), [(-1, "too high"), (1, "too low")])
def test_answers_pasted_one_row_off_are_asked_about_and_moved_by_one_choice(
    ws: Workspace, plan: ReportingPlan, form: Path, by: int, way: str
) -> None:
    preview = previewed(ws, form, pasted(by, (*TITLES, LAST), "Update", "RAG"))
    file = preview.files[0]
    asked = [found for found in of(preview, "ask") if not found.outside]
    assert not of(preview, "changed", "clash")
    assert len(asked) == 2 * len(TITLES)
    assert all(f"one row {way}" in found.message and not found.takeable for found in asked)
    assert file.slid_sheets == {UPDATES: way}
    assert conserved(preview)

    preview.say_slid(ws, file, UPDATES, True)
    assert not file.questions
    assert conserved(preview)
    apply_returns(ws, preview)
    for at, (title, item) in enumerate(zip(TITLES, plan.items, strict=True)):
        update = update_of(ws, item)
        assert (update["narrative"], update["rag"]) == (
            f"So far we have done this: {title}",
            RATINGS[at % 3].lower(),
        )
    assert update_of(ws, plan.shared_item)["narrative"] == f"So far we have done this: {LAST}"


@pytest.mark.parametrize("by", [-1, 1])
def test_answers_said_to_be_right_stay_in_their_rows(
    ws: Workspace, plan: ReportingPlan, form: Path, by: int
) -> None:
    preview = previewed(ws, form, pasted(by, (*TITLES, LAST), "Update", "RAG"))
    (file,) = preview.files
    preview.say_slid(ws, file, UPDATES, False)
    assert len(of(preview, "changed")) == 2 * len(TITLES)
    assert file.questions  # those over the headings, or below the last row
    assert conserved(preview)
    preview.say_slid(ws, file, UPDATES, None)
    assert not of(preview, "changed")


@pytest.mark.parametrize(("by", "asked"), [(-1, 6), (1, 6)])
def test_updates_alone_pasted_one_row_off_are_asked_about(
    ws: Workspace, form: Path, by: int, asked: int
) -> None:
    preview = previewed(ws, form, pasted(by, (*TITLES, LAST), "Update"))
    told = [found for found in of(preview, "ask") if "one row too" in found.message]
    assert len(told) == asked
    assert not of(preview, "changed", "clash")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("What have you done this quarter?", ("Update",)),
        ("Please say what was done here", ("Update",)),
        ("Work done since the last meeting", ("Update", "RAG")),
    ],
)
def test_a_heading_in_their_own_words_is_no_answer_that_slid(
    ws: Workspace, form: Path, heading: str, columns: tuple[str, ...]
) -> None:
    """Also where the last row was left out."""

    def edit(book: Workbook) -> None:
        pasted(0, TITLES, *columns)(book)
        sheet = Sheet(book[UPDATES])
        sheet.worksheet.cell(sheet.header_row, sheet.column("Update")).value = heading

    preview = previewed(ws, form, edit)
    assert not preview.files[0].slid_sheets
    assert len(of(preview, "changed")) == len(TITLES) * len(columns)


def test_a_block_pasted_from_a_row_in_the_middle_is_asked_about(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        pasted(0, TITLES[:3], "Update", "RAG")(book)
        pasted(1, (*TITLES[3:], LAST), "Update", "RAG")(book)

    preview = previewed(ws, form, edit)
    assert len(of(preview, "changed")) == 6
    assert len([found for found in of(preview, "ask") if "one row too low" in found.message]) == 6
    preview.say_slid(ws, preview.files[0], UPDATES, True)
    assert {found.ref: found.returned for found in of(preview, "changed") if found.field == "rag"} == {
        "1.1": "Red", "1.2": "Amber", "1.3": "Green", "1.4": "Red", "1.5": "Amber", "1.6": "Green", "1.10": "Red",
    }  # fmt: skip


def test_what_may_have_slid_along_is_asked_about_in_the_row_it_would_belong_to(
    ws: Workspace, form: Path
) -> None:
    def edit(book: Workbook) -> None:
        pasted(1, (*TITLES, LAST), "Update")(book)
        Sheet(book[UPDATES])["1.3", "New due date"] = "31/03/2011"

    preview = previewed(ws, form, edit)
    assert not of(preview, "changed")
    preview.say_slid(ws, preview.files[0], UPDATES, True)
    (asked,) = of(preview, "ask")
    assert (asked.ref, asked.value, asked.takeable) == ("1.2", "2011-03-31", True)
    assert conserved(preview)


def test_a_column_that_was_left_as_it_was_sent_stays(ws: Workspace, form: Path) -> None:
    """The rating of the first row was sent filled in, and nothing shows that a later one slid."""

    def edit(book: Workbook) -> None:
        pasted(1, (*TITLES, LAST), "Update")(book)
        Sheet(book[UPDATES])["1.3", "RAG"] = "Red"

    preview = previewed(ws, form, edit)
    preview.say_slid(ws, preview.files[0], UPDATES, True)
    assert [found.ref for found in of(preview, "changed") if found.field == "rag"] == ["1.3"]


@pytest.mark.parametrize("ratings", [True, False])
def test_a_first_row_left_out_and_a_line_below_the_table_are_no_answers_that_slid(
    ws: Workspace, form: Path, ratings: bool
) -> None:
    def edit(book: Workbook) -> None:
        columns = ("Update", "RAG") if ratings else ("Update",)
        pasted(0, (*TITLES[1:], LAST), *columns)(book)
        sheet = Sheet(book[UPDATES])
        line = "We met in May to go through these." if ratings else "Signed: Head of Service"
        sheet.worksheet.cell(sheet.row(LAST) + 1, sheet.column("Update")).value = line

    preview = previewed(ws, form, edit)
    assert not preview.files[0].slid_sheets
    assert len(of(preview, "changed")) == len(TITLES) * (1 + ratings)


def test_words_below_the_table_and_a_row_left_out_are_no_answers_that_slid(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        pasted(0, (*TITLES[:2], *TITLES[3:], LAST), "Update", "RAG")(book)
        sheet = Sheet(book[UPDATES])
        sheet.worksheet.cell(sheet.row(LAST) + 1, sheet.column("Update")).value = "Agreed with the chair."

    preview = previewed(ws, form, edit)
    assert len(of(preview, "changed")) == 12
    assert not preview.files[0].slid_sheets


def test_a_sum_below_the_figures_is_no_answer_that_slid(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = Sheet(book["Indicators"])
        actual = sheet.column("Actual")
        first = sheet.header_row + 1
        last = sheet.worksheet.max_row
        for at, row in enumerate(range(first + 1, last + 1)):
            sheet.worksheet.cell(row, actual).value = 10 + at
        sheet.worksheet.cell(last + 1, actual).value = sum(10 + at for at in range(last - first))

    assert not previewed(ws, form, edit).files[0].slid_sheets


def test_a_figure_that_did_not_slide_along_is_kept_where_it_stands(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = Sheet(book["Funding"])
        sheet["Property marking kits", "Committed"] = 700
        below = sheet.row("Property marking kits") + 1
        for column, value in (("Spent this quarter", 300), ("Committed", 600), ("Forecast to year end", 900)):
            sheet.worksheet.cell(below, sheet.column(column)).value = value

    preview = previewed(ws, form, edit)
    preview.say_slid(ws, preview.files[0], "Funding", True)
    assert {found.returned for found in of(preview, "changed")} == {"300", "700", "900"}
    (kept,) = of(preview, "proposed row")
    assert kept.returned == "600"
    assert conserved(preview)
