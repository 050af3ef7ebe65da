"""Where files are asked for: where that was done last for the same purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.folders import folder_for, remember_folder
from csp_desktop.ui.look.saving_as import ask_where_to_save


def test_each_purpose_has_a_folder_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    prints, files = tmp_path / "prints", tmp_path / "files"
    for folder in (prints, files):
        folder.mkdir()
    assert folder_for("print", tmp_path) == tmp_path and folder_for("returns").is_absolute()
    remember_folder("print", prints / "a.pdf")
    remember_folder("file", files)
    assert (folder_for("print", tmp_path), folder_for("file")) == (prints, files)
    assert folder_for("registers", tmp_path) == tmp_path
    prints.rmdir()
    assert folder_for("print", tmp_path) == tmp_path, "a stick that was taken out is not asked for"


def test_saving_begins_where_it_was_done_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def answer(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "elsewhere" / "sheet.pdf"), ""

    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for _ in range(2):
        ask_where_to_save(None, "Save", tmp_path / "sheet.pdf", "*.pdf", "print")  # type: ignore[arg-type]
    assert [Path(start).parent for start in asked] == [tmp_path, tmp_path / "elsewhere"]
