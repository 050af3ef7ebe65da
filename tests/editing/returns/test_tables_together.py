"""Tables of several sheets that a partner put on one: each is read as the sheet it was sent as."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from returning_partner import answer, fill_in, of

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.workspace import Workspace

ANSWERS: dict[tuple[str, str, str], object] = {
    ("Action updates", "1.3", "Update"): "Nine seen.",
    ("Indicators", "NI 16", "Actual"): 301,
    ("Risks", "R1", "Comment"): "No worse.",
}


def together(path: Path, *, headed: bool) -> Path:
    """The tables of three sheets under one another on the only sheet of a new workbook, with a note in the second."""
    source, book = load_workbook(path), Workbook()
    for title in dict.fromkeys(sheet for sheet, _, _ in ANSWERS):
        for cells in source[title].iter_rows(
            min_row=1 if headed or title == "Action updates" else 4, values_only=True
        ):
            book.active.append(cells)
        if title == "Indicators":
            book.active.cell(book.active.max_row, 3).comment = Comment("By the new rules.", "them")
    saved = path.with_name("together.xlsx")
    book.save(saved)
    return saved


def test_each_table_is_read_as_the_sheet_it_was_sent_as(ws: Workspace, form: Path) -> None:
    preview = preview_returns(ws, [together(answer(form, ANSWERS), headed=True)])
    assert {found.returned for found in of(preview, "changed")} == {"Nine seen.", "301", "No worse."}
    (note,) = of(preview, "ask")
    assert (note.returned, note.outside, note.register) == ("By the new rules.", "note", "measurements")
    assert not of(preview, "rejected")


def test_rows_below_another_table_without_their_headings_are_not_guessed_at(
    ws: Workspace, form: Path
) -> None:
    preview = preview_returns(ws, [together(answer(form, ANSWERS), headed=False)])
    assert {found.returned for found in of(preview, "changed")} <= {"Nine seen."}
    counts = conservation(preview.findings)
    assert counts["filled"] == sum(count for kind, count in counts.items() if kind != "filled")


def test_codes_of_several_sheets_beside_new_items_part_nothing(ws: Workspace, form: Path) -> None:
    def propose(book: Workbook) -> None:
        sheet = book["New items"]
        for row, title in ((4, "Action updates"), (5, "Risks")):
            sheet.cell(row, 1).value = book[title]["A4"].value
            sheet.cell(row, 4).value = f"More about {title}"

    preview = preview_returns(ws, [fill_in(form, propose)])
    assert [found.outcome for found in preview.findings if found.outcome != "unchanged"] == [
        "proposed row"
    ] * 2
