"""Returns that were out when the form learnt or lost a column come back all the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROJECT
from openpyxl import load_workbook

from csp_desktop.editing.returns import rows
from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers import return_form
from csp_desktop.registers.issued_form import VERSION
from csp_desktop.registers.plan import UPDATES
from csp_desktop.registers.return_form import ACTION_UPDATES, InputColumn, ReturnSheet

RELEASED = PROJECT / "tests" / "released_forms"
ANSWERS = {
    ("updates", "narrative"): ["Forty bicycles marked.", "Three lamps mended."],
    ("updates", "rag"): ["Green", "Amber"],
    ("updates", "outcome_rag"): ["Amber"],
    ("measurements", "value"): ["317"],
    ("measurements", "note"): ["From the crime system"],
    ("risk_reviews", "likelihood"): ["4"],
    ("risk_reviews", "impact"): ["3"],
    ("risk_reviews", "comment"): ["The letter has not come."],
    ("mitigations", "progress"): ["Asked twice."],
    ("funding_entries", "amount"): ["1250.5", "2000"],
}


def ask_on_action_updates(monkeypatch: pytest.MonkeyPatch, inputs: Sequence[InputColumn]) -> None:
    """Let the form of today ask these on its first sheet."""
    changed: ReturnSheet = replace(ACTION_UPDATES, inputs=tuple(inputs))
    sheets = tuple(changed if sheet.key == changed.key else sheet for sheet in return_form.SHEETS)
    monkeypatch.setitem(return_form.BY_KEY, changed.key, changed)
    monkeypatch.setattr(rows, "SHEETS", sheets)


@pytest.mark.parametrize("number", range(1, VERSION))
def test_every_released_form_comes_back(number: int, tmp_path: Path) -> None:
    path = tmp_path / "file.csp"
    shutil.copy(RELEASED / f"form-{number}.csp", path)
    with Workspace.open(path, backup=False) as ws:
        preview = preview_returns(ws, [RELEASED / f"form-{number}-returned.xlsx"])
        (file,) = preview.files
        assert file.status == "recognised", file.message
        said: dict[tuple[str, str], list[str]] = {}
        for found in file.findings:
            if found.outcome == "changed" and found.key:
                said.setdefault((found.register, found.field), []).append(found.returned)
        assert said == ANSWERS
        apply_returns(ws, preview)
        assert {update["narrative"] for update in ws.records("updates")} >= {"Forty bicycles marked."}


def _sent(ws: Workspace, tmp_path: Path) -> Path:
    (plan,) = ws.records("plans")
    made = export_returns(ws, plan["id"], Quarter.parse("2010-Q2"), tmp_path / "out", ["Police"])
    return made[0].path


def _answer(path: Path, **answers: str) -> None:
    book = load_workbook(path)
    sheet = book["Action updates"]
    places = {cell.value: cell.column for cell in sheet[3]}
    for heading, value in answers.items():
        sheet.cell(4, places[heading.replace("_", " ")], value)
    book.save(path)


def test_a_column_added_since_is_not_missed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _sent(workspace, tmp_path)
    _answer(path, Update="Forty bicycles marked.", RAG="Green")
    author = InputColumn("author", "Reported by", UPDATES["author"], "updates", 18)
    ask_on_action_updates(monkeypatch, [*ACTION_UPDATES.inputs, author])
    (file,) = preview_returns(workspace, [path]).files
    assert file.status == "recognised", file.message
    changed = {
        found.field: found.returned for found in file.findings if found.outcome == "changed" and found.key
    }
    assert changed == {"narrative": "Forty bicycles marked.", "rag": "Green"}
    assert not [found for found in file.findings if "Reported by" in found.message]


def test_a_column_taken_away_since_is_still_taken_in(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _sent(workspace, tmp_path)
    _answer(path, Update="Forty bicycles marked.", Outcome_RAG="Amber")
    left = [column for column in ACTION_UPDATES.inputs if column.key != "outcome_rag"]
    ask_on_action_updates(monkeypatch, left)
    preview = preview_returns(workspace, [path])
    apply_returns(workspace, preview)
    (update,) = workspace.records("updates")
    assert (update["narrative"], update["outcome_rag"]) == ("Forty bicycles marked.", "amber")
    (kept,) = workspace.records("return_files", {"direction": "received"})
    assert '"v":' in kept["outcome"]


def test_a_column_whose_field_is_no_longer_recorded_asks_for_its_words(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = InputColumn("author", "Mood", UPDATES["author"], "updates", 12)
    ask_on_action_updates(monkeypatch, [*ACTION_UPDATES.inputs, gone])
    path = _sent(workspace, tmp_path)
    _answer(path, Mood="Cheerful")
    ask_on_action_updates(monkeypatch, ACTION_UPDATES.inputs)
    (sent,) = workspace.records("return_files", {"direction": "sent"})
    # The field itself goes, as if the program no longer recorded it.
    forgotten = sent["snapshot"].replace('"field":"author"', '"field":"mood"')
    assert forgotten != sent["snapshot"]
    workspace.apply([Update("return_files", sent["id"], {"snapshot": forgotten})], "test")
    preview = preview_returns(workspace, [path])
    (asked,) = [found for found in preview.findings if found.returned == "Cheerful"]
    assert (asked.outcome, asked.takeable) == ("ask", False) and "“Mood” is no longer kept" in asked.message
    apply_returns(workspace, preview)
    (returned,) = workspace.records("returns")
    assert returned["state"] == "received"
