"""Where files are asked for: where that was done last for the same purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PROJECT
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.folders import (
    ask_for_file,
    ask_for_files,
    ask_for_folder,
    folder_for,
    remember_folder,
)
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


def test_opening_and_folders_begin_where_it_was_done_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []
    stick = tmp_path / "stick"
    stick.mkdir()
    answers = {
        "getOpenFileName": (str(stick / "plan.xlsx"), ""),
        "getOpenFileNames": ([str(stick / "a.csp"), str(stick / "b.csp")], ""),
        "getExistingDirectory": str(stick),
    }
    for name, answer in answers.items():
        monkeypatch.setattr(
            QFileDialog, name, lambda *given, answer=answer: (asked.append(given[2]), answer)[1]
        )
    nobody = QWidget()
    qtbot.addWidget(nobody)
    for _ in range(2):
        assert ask_for_file(nobody, "Import", "*.xlsx", "plans", tmp_path) == stick / "plan.xlsx"
        assert len(ask_for_files(nobody, "Copies", "*.csp", "copies", tmp_path)) == 2
        assert ask_for_folder(nobody, "Handover", "handover", tmp_path) == stick
    assert [Path(start) for start in asked] == [tmp_path] * 3 + [stick] * 3
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert ask_for_folder(nobody, "Handover", "handover", tmp_path) is None


def test_every_other_dialog_that_asks_for_a_file_is_asked_here() -> None:
    remembering = {"folders.py", "saving_as.py", "new_file_dialog.py"}
    # What is written stands in the dialog itself, or is kept as a setting.
    shown = {"returns_export_dialog.py", "settings_window.py"}
    window = PROJECT / "csp_desktop" / "ui"
    asking = {path.name for path in window.rglob("*.py") if "QFileDialog" in path.read_text(encoding="utf-8")}
    assert asking == remembering | shown
