"""Words a partner puts where the form has no box for them: told, every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from returning_partner import ReportingPlan, Sheet, fill_in, of, send, take_in

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.workspace import Update, Workspace

UPDATES = "Action updates"


@pytest.fixture
def plan(tmp_path: Path) -> ReportingPlan:
    return ReportingPlan(tmp_path / "plan.csp")


@pytest.fixture
def ws(plan: ReportingPlan) -> Iterator[Workspace]:
    with Workspace.open(plan.path, backup=False) as opened:
        yield opened


@pytest.fixture
def form(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    return send(ws, plan, tmp_path / "out")


def test_words_outside_the_boxes_are_told(ws: Workspace, form: Path) -> None:
    placed = {
        ("Start here", "B4"): ("ignored", "much later"),
        ("Start here", "A14"): ("ask", "Please ring me first"),
        (UPDATES, "A1"): ("ignored", "Our own heading"),
        (UPDATES, "C2"): ("ignored", "above the table"),
        (UPDATES, "C30"): ("ignored", "total"),
        (UPDATES, "N30"): ("ask", "far off"),
        ("New items", "H6"): ("ask", "beside a new item"),
        ("New items", "A9"): ("ignored", "zzz"),
    }

    def scribble(book: Workbook) -> None:
        for (sheet, cell), (_, words) in placed.items():
            book[sheet][cell] = words
        book["New items"]["D6"] = "Visit schools"
        book["Start here"]["A1"].comment = Comment("Back on Monday.", "them")

    preview = take_in(ws, fill_in(form, scribble))
    told = {(found.sheet, found.cell): (found.outcome, found.returned) for found in preview.findings}
    assert {place: told.get(place) for place in placed} == placed
    assert told["Start here", "A1"] == ("ignored", "Back on Monday.")
    assert not of(preview, "changed", "clash", "rejected")


def test_a_first_sheet_as_it_was_sent_says_nothing(ws: Workspace, form: Path) -> None:
    preview = preview_returns(ws, [fill_in(form, lambda book: None, "again.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


@pytest.mark.parametrize("text", ["\tset in", "\n=after a line", "=1+1", "+44 1702", "-", "@all"])
def test_a_text_that_starts_oddly_goes_and_comes_unchanged(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, text: str
) -> None:
    def write(book: Workbook) -> None:
        cell = Sheet(book[UPDATES])["1.2", "Update"]
        cell.value, cell.data_type = text, "s"

    take_in(ws, fill_in(send(ws, plan, tmp_path / "out"), write))
    (update,) = ws.records("updates", {"item": plan.items[1], "quarter": "2010-Q2"})
    assert update["narrative"] == text
    sent = send(ws, plan, tmp_path / "again")
    cell = Sheet(load_workbook(sent)[UPDATES])["1.2", "Update"]
    assert (cell.value, cell.data_type) == (text, "s")
    preview = preview_returns(ws, [fill_in(sent, lambda book: None, "back.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


def test_a_percentage_below_one_that_was_sent_is_not_asked_about(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    (measured,) = ws.records("measurements", {"indicator": plan.percent, "quarter": "2010-Q2"})
    ws.apply([Update("measurements", measured["id"], {"value": 0.5})], "typed")
    sent = send(ws, plan, tmp_path / "out")
    preview = preview_returns(ws, [fill_in(sent, lambda book: None, "back.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


def test_some_rows_alone_without_headings_and_ids(ws: Workspace, form: Path) -> None:
    """Rows copied with what is seen of them into a new workbook."""
    source = load_workbook(form)[UPDATES]
    book = Workbook()
    for row in range(4, 8):
        seen = [cell.value for cell in source[row] if cell.column != 2]
        book.active.append(seen)
        book.active.cell(row - 3, 8).value = f"Words of row {row}"
    path = form.with_name("rows.xlsx")
    book.save(path)
    changed = of(preview_returns(ws, [path]), "changed")
    assert {found.returned for found in changed} == {f"Words of row {row}" for row in range(4, 8)}
    assert {found.field for found in changed} == {"narrative"}
