"""Answers sorted or moved apart from their rows: told by words that were sent beside one and came back beside another."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from returning_partner import ReportingPlan, Sheet, answer, fill_in, of, send

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.workspace import Insert, Workspace

UPDATES = "Action updates"
SENT = {"1.1": "Sixty by August.", "1.3": "Nine seen.", "1.4": "Two courses."}


@pytest.fixture
def filled_before(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    """The form as it was sent with three updates, two more of which were answered."""
    items = {"1.3": plan.items[2], "1.4": plan.items[3]}
    ws.apply(
        [
            Insert("updates", {"item": item, "quarter": "2010-Q2", "narrative": SENT[ref]})
            for ref, item in items.items()
        ],
        "typed",
    )
    answers: dict[tuple[str, str, str], object] = {
        (UPDATES, "1.2", "Update"): "All lit.",
        (UPDATES, "1.2", "RAG"): "Green",
        (UPDATES, "1.5", "Update"): "Map drawn.",
    }
    return answer(send(ws, plan, tmp_path / "out"), answers)


def test_answers_sorted_without_their_rows_are_all_asked_about(ws: Workspace, filled_before: Path) -> None:
    def sort(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        first = sheet.column("Update")
        refs = [f"1.{number}" for number in range(1, 7)]
        answers = [
            [sheet.worksheet.cell(sheet.row(ref), first + at).value for at in range(4)] for ref in refs
        ]
        for ref, told in zip(refs, sorted(answers, key=lambda told: str(told[0] or "~")), strict=True):
            for at, value in enumerate(told):
                sheet.worksheet.cell(sheet.row(ref), first + at).value = value

    preview = preview_returns(ws, [fill_in(filled_before, sort)])
    assert not of(preview, "changed", "clash", "rejected")
    asked = [found for found in of(preview, "ask") if found.returned]
    assert {"All lit.", "Green", "Map drawn."} < {found.returned for found in asked}
    assert all("sorted apart from their rows" in found.message and not found.takeable for found in asked)


def test_of_one_answer_that_was_moved_only_its_two_cells_are_asked_about(
    ws: Workspace, filled_before: Path
) -> None:
    moved: dict[tuple[str, str, str], object] = {
        (UPDATES, "1.3", "Update"): "Ten seen.",
        (UPDATES, "1.6", "Update"): SENT["1.3"],
    }
    preview = preview_returns(ws, [answer(filled_before, moved)])
    assert {(found.ref, found.value) for found in of(preview, "ask")} == {
        ("1.3", "Ten seen."),
        ("1.6", "Nine seen."),
    }
    assert {found.ref for found in of(preview, "changed")} == {"1.2", "1.5"}


def test_an_answer_said_again_in_another_row_is_taken(ws: Workspace, filled_before: Path) -> None:
    again: dict[tuple[str, str, str], object] = {(UPDATES, "1.6", "Update"): SENT["1.3"]}
    preview = preview_returns(ws, [answer(filled_before, again)])
    assert "1.6" in {found.ref for found in of(preview, "changed")} and not of(preview, "ask")
