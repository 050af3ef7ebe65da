"""Deleting a large part of a register asks for the number; the sample says that it is one."""

from __future__ import annotations

import pytest

from csp_desktop.editing.workspace import Delete
from csp_desktop.errors import LargeRemoval
from csp_desktop.ui.look.removal_dialog import RemovalDialog
from csp_desktop.ui.window.main_window import MainWindow


def test_only_the_number_typed_deletes_so_much(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.status.editing.text() == "The sample, not your own file"
    asked: list[LargeRemoval] = []
    answers = ["", "7", "number"]

    def answer(dialog: RemovalDialog) -> int:
        word = answers.pop(0)
        dialog.typed.setText(str(dialog._number) if word == "number" else word)
        asked.append(dialog._number)
        dialog.accept()
        assert dialog.delete.isEnabled() == (word == "number")
        return dialog.result()

    monkeypatch.setattr(RemovalDialog, "exec", answer)
    items = window.context.workspace.records("plan_items")
    gone = [Delete("plan_items", item["id"]) for item in items if item["level"] == "action"]
    for _ in range(2):
        assert window.context.apply(gone) is None
        assert window.context.workspace.records("plan_items") == items and window.notice.isHidden()
    assert window.context.apply(gone) is not None
    assert len(window.context.workspace.records("plan_items")) == len(items) - len(gone)
    assert asked == [len(gone)] * 3
    window.context.undo()
    assert len(window.context.workspace.records("plan_items")) == len(items)
