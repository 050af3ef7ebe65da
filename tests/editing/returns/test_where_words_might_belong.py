"""Where words from outside the boxes of a form are offered to go: the box of their kind, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from returning_partner import TITLES, ReportingPlan, Sheet, fill_in, of, take_in, update_of

from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.fields import Value

UPDATES = "Action updates"


def typed_over(form: Path, *cells: tuple[str, str, str, object]) -> Path:
    def edit(book: Workbook) -> None:
        for sheet, ref, heading, value in cells:
            Sheet(book[sheet])[ref, heading] = value

    return fill_in(form, edit)


def offered(preview: ReturnsPreview) -> dict[str, tuple[str, str, Value]]:
    """By what was written: what it is about, and the field and value that would be taken."""
    return {found.returned: (found.ref, found.field, found.value) for found in of(preview, "ask")}


def test_a_value_over_a_locked_cell_is_offered_to_the_box_of_its_kind(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    back = typed_over(
        form,
        (UPDATES, "1.2", "Due", datetime(2011, 6, 30)),
        (UPDATES, "1.2", "Q1 rating", "Amber"),
        (UPDATES, "1.3", "Due", "slipped, the contractor is late"),
        ("Indicators", "NI 16", "Q1 figure", 312),
        ("Mitigations", "R1", "Due", "28/02/2011"),
        ("Log", "4", "Q1 status", "Complete"),
    )
    preview = preview_returns(ws, [back])
    assert offered(preview) == {
        "30 June 2011": ("1.2", "new_due_on", "2011-06-30"),
        "Amber": ("1.2", "rag", "amber"),
        "slipped, the contractor is late": ("1.3", "narrative", "slipped, the contractor is late"),
        "312": ("NI 16", "value", 312.0),
        "28/02/2011": ("R1", "due_on", "2011-02-28"),
        "Complete": ("4", "status", "complete"),
    }
    assert not of(preview, "changed", "new")
    for finding in of(preview, "ask"):
        finding.decision = "theirs"
    apply_returns(ws, preview)
    update = update_of(ws, plan.items[1])
    assert (update["new_due_on"], update["rag"], update["narrative"]) == ("2011-06-30", "amber", None)
    (measured,) = ws.records("measurements", {"indicator": plan.indicator, "quarter": "2010-Q2"})
    assert (measured["value_state"], measured["value"]) == ("known", 312.0)


@pytest.mark.parametrize(
    ("sheet", "ref", "heading", "value"),
    [
        ("Indicators", "NI 16", "Target", 700),
        ("Indicators", "NI 16", "Baseline", "2,100"),
        ("Risks", "R1", "Q1 score", "3 × 4 = 12"),
        ("Funding", "1.1", "Spent up to Q1", "£9,000"),
        ("Funding", "1.1", "Allocated", 9000),
        (UPDATES, "1.2", "Q1 rating", "30/06/2011"),
        ("Mitigations", "R1", "Due", "31/12/2010"),  # the day it is due already, written otherwise
    ],
)
def test_a_value_with_no_box_of_its_own_is_offered_to_none(
    ws: Workspace, form: Path, sheet: str, ref: str, heading: str, value: object
) -> None:
    (found,) = of(preview_returns(ws, [typed_over(form, (sheet, ref, heading, value))]), "ask")
    assert (found.ref, found.field, found.takeable) == (ref, "", False)
    assert found.message.endswith("where does it belong?")


@pytest.mark.parametrize(
    "words",
    ["Forty marked. Sixty by now.", "Sixty by now. - Forty marked.", "Forty marked.\n\nQ2: Sixty by now."],
)
def test_of_words_typed_on_to_last_quarters_only_those_are_offered(
    ws: Workspace, form: Path, words: str
) -> None:
    told = offered(preview_returns(ws, [typed_over(form, (UPDATES, "1.1", "What you said in Q1", words))]))
    _, _, value = told[words]
    assert value in ("Sixty by now.", "Q2: Sixty by now.")


def test_a_value_is_not_offered_over_an_answer(ws: Workspace, form: Path) -> None:
    back = typed_over(
        form,
        (UPDATES, "1.2", "Q1 rating", "Amber"),
        (UPDATES, "1.2", "RAG", "Green"),
        ("Indicators", "NI 16", "Q1 figure", 330),
        ("Indicators", "NI 16", "Actual", 312),
    )
    preview = preview_returns(ws, [back])
    assert offered(preview) == {"Amber": ("1.2", "", None), "330": ("NI 16", "", None)}
    assert {found.field for found in of(preview, "changed")} == {"rag", "value"}


def test_of_two_values_for_one_box_neither_is_offered(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        Sheet(book[UPDATES])["1.2", "Q1 rating"] = "Amber"
        book.create_sheet("Ours").append(["1.2", "Red"])

    preview = preview_returns(ws, [fill_in(form, edit)])
    assert offered(preview)["Amber"] == offered(preview)["Red"] == ("1.2", "", None)


def test_a_note_over_a_cell_is_words_whatever_it_says(ws: Workspace, form: Path) -> None:
    def note(book: Workbook) -> None:
        Sheet(book[UPDATES])["1.2", "RAG"].comment = Comment("Amber", "them")

    assert offered(preview_returns(ws, [fill_in(form, note)])) == {"Amber": ("1.2", "narrative", "Amber")}


def test_a_table_of_their_own_is_read_by_its_headings(ws: Workspace, form: Path) -> None:
    def add(book: Workbook) -> None:
        own = book.create_sheet("From Word")
        own.append(["Ref", "Action", "Progress", "RAG", "Revised date", "Met on", "PC"])
        own.append(["1.2", TITLES[1], "Lit, as 1.4 was", "Green", "31/03/2011", "14/02/2011", "Jones"])
        own.append(["1.3", "Visit", "All seen", "Complete", "slipped", None, None])
        own.append(["1.4", "Staff", "None left", "gren", "March 2011", None, None])

    told = offered(preview_returns(ws, [fill_in(form, add)]))
    assert told == {
        **dict.fromkeys(("Ref", "Action", "Progress", "RAG", "Revised date", "Met on", "PC"), ("", "", None)),
        **dict.fromkeys(("1.2", TITLES[1], "14/02/2011"), ("1.2", "", None)),
        "Lit, as 1.4 was": ("1.2", "narrative", "Lit, as 1.4 was"),
        "Green": ("1.2", "rag", "green"),
        "31/03/2011": ("1.2", "new_due_on", "2011-03-31"),
        "Jones": ("1.2", "narrative", "Jones"),
        **dict.fromkeys(("1.3", "Visit"), ("1.3", "", None)),
        "All seen": ("1.3", "narrative", "All seen"),
        "Complete": ("1.3", "rag", "blue"),
        "slipped": ("1.3", "narrative", "slipped"),
        **dict.fromkeys(("1.4", "Staff", "gren", "March 2011"), ("1.4", "", None)),
        "None left": ("1.4", "narrative", "None left"),
    }


def test_all_cells_of_a_row_pasted_below_the_table_are_about_the_row_it_names(
    ws: Workspace, form: Path
) -> None:
    def paste(book: Workbook) -> None:
        for column, words in enumerate(("1.2", "Lamps lit, as in 1.4", "Amber"), 1):
            book[UPDATES].cell(30, column).value = words
        book[UPDATES].cell(32, 3).value = "19"  # a number, and not the name of 1.9

    told = offered(preview_returns(ws, [fill_in(form, paste)]))
    assert told == {
        "1.2": ("1.2", "", None),
        "Lamps lit, as in 1.4": ("1.2", "narrative", "Lamps lit, as in 1.4"),
        "Amber": ("1.2", "rag", "amber"),
        "19": ("", "", None),
    }


@pytest.mark.parametrize("answered", [False, True])
def test_a_later_version_does_not_ask_again_about_what_was_typed_over(
    ws: Workspace, form: Path, answered: bool
) -> None:
    take_in(ws, typed_over(form, (UPDATES, "1.2", "Q1 rating", "Amber")))
    answers = [(UPDATES, "1.2", "RAG", "Green")] if answered else [(UPDATES, "1.2", "Update", "Lit.")]
    again = take_in(ws, typed_over(form, *answers))
    assert not of(again, "ask")


def _unheaded(book: Workbook) -> None:
    sheet = Sheet(book[UPDATES])
    place = sheet.worksheet.max_column + 1
    for ref, words in (("1.2", "Amber"), ("1.3", "14/02/2011"), ("1.4", "12"), ("1.5", "Nine streets")):
        sheet.worksheet.cell(sheet.row(ref), place).value = words


def _headed(book: Workbook) -> None:
    _unheaded(book)
    sheet = Sheet(book[UPDATES])
    sheet.worksheet.cell(sheet.header_row, sheet.worksheet.max_column).value = "Seen by board"


@pytest.mark.parametrize(("edit", "rating"), [(_unheaded, "rag"), (_headed, "")])
def test_in_an_added_column_only_what_is_certain_has_a_box(
    ws: Workspace, form: Path, edit: Callable[[Workbook], None], rating: str
) -> None:
    told = offered(preview_returns(ws, [fill_in(form, edit)]))
    assert told["Amber"][:2] == ("1.2", rating)
    assert told["14/02/2011"] == ("1.3", "", None)
    assert told["12"] == ("1.4", "", None)
    assert told["Nine streets"] == ("1.5", "narrative", "Nine streets")
