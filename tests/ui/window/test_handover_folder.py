"""The handover from the menu: the folder is filled, and the person is told."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFileDialog

from csp_desktop.ui.context import Context
from csp_desktop.ui.window import handover_folder


def test_the_folder_chosen_is_filled_and_shown(qtbot, workspace, tmp_path, monkeypatch):
    context = Context(workspace, date(2010, 10, 19))
    said, shown = [], []
    context.said.connect(said.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "next"))
    monkeypatch.setattr(handover_folder, "open_folder", lambda folder: shown.append(folder) or True)
    handover_folder.make_handover(context, None)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert {path.name for path in (tmp_path / "next").iterdir()} == {
        "Handover.pdf",
        "Contacts.xlsx",
        "small.csp",
    }
    assert said[-1].startswith("Written into ")
