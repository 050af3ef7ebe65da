"""Asking where a file is to be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from csp_desktop.ui.look.folders import Purpose, folder_for, remember_folder
from csp_desktop.ui.look.plain_words import MessageBox


def ask_where_to_save(
    parent: QWidget, title: str, start: Path, kinds: str, purpose: Purpose | None = None
) -> Path | None:
    """Ask for a name with the ending of `start`, where was saved for this purpose last; None where nobody said, or a file there is to stay.

    Some dialogs give back a name without its ending. What stands under the whole name was never seen by
    the person then, so that is asked about here.
    """
    if purpose is not None:
        start = folder_for(purpose, start.parent) / start.name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    if purpose is not None:
        remember_folder(purpose, path)
    if not start.suffix or path.suffix.casefold() == start.suffix.casefold():
        return path
    path = path.with_name(path.name + start.suffix)
    return path if not path.exists() or may_replace(parent, title, path) else None


def may_replace(parent: QWidget, title: str, path: Path) -> bool:
    """Ask whether a file that is there may be replaced."""
    sentence = f"“{path.name}” is in {path.parent} already. Replace it, or leave it and choose another name."
    box = MessageBox(QMessageBox.Icon.Warning, title, sentence, parent)
    leave = box.addButton("Leave it", QMessageBox.ButtonRole.RejectRole)
    box.add_danger("Replace it")
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is not leave
