"""Asks before a person who has left is made anonymous for good, and says what became of it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from csp_desktop.editing.forgetting import Forgotten, forget
from csp_desktop.errors import AppError
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.plain_words import MessageBox, counted


def ask_and_forget(context: Context, person: Record, parent: QWidget) -> None:
    """Make a person anonymous where that is confirmed; it cannot be undone."""
    box = MessageBox(
        QMessageBox.Icon.Warning,
        "Make anonymous for good?",
        f"{person['name']} becomes “Former officer”: in their record, in every text that names them, and in the history. "
        "Email, phone and notes go; the post they held stays. This cannot be undone.",
        parent,
    )
    backups = QCheckBox("In the backups too")
    box.setCheckBox(backups)
    keep = box.addButton("Leave as it is", QMessageBox.ButtonRole.RejectRole)
    box.add_danger("Make anonymous")
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    if box.clickedButton() is keep:
        return
    try:
        done = forget(context.workspace, person["id"], in_backups=backups.isChecked(), today=context.today)
    except AppError as problem:
        context.refused.emit(problem.sentence)
        return
    words = f"Made anonymous in {counted(done.places, 'place')}"
    if backups.isChecked():
        words += f" and {counted(done.backups, 'backup')}"
    context.said.emit(words + ".")
    if left := what_is_left(done):
        context.refused.emit(left)


def what_is_left(done: Forgotten) -> str:
    """Where somebody is still named, and what to do about it; "" where they are named nowhere."""
    said, copies = [], []
    if done.kept_files:
        kept = counted(done.kept_files, "kept return or printed form", "kept returns and printed forms")
        said.append(f"{kept} may still hold the name.")
    if done.backups_left:
        copies.append(f"{counted(len(done.backups_left), 'backup')}, which could not be rewritten,")
    if done.unreached:
        copies.append(f"second copies in {done.unreached}, which cannot be reached now,")
    if copies:
        hold = "still holds" if len(done.backups_left) == 1 and not done.unreached else "still hold"
        copies[0] = copies[0][0].upper() + copies[0][1:]
        said.append(f"{' and '.join(copies)} {hold} the name.")
    if said:
        said.append("Delete what must not keep it.")
    if done.texts:
        alone = " or ".join(f"“{name}”" for name in done.alone)
        hold = "still holds" if done.texts == 1 else "still hold"
        said.append(
            f"{counted(done.texts, 'text')} {hold} {alone} alone, which may be somebody else’s name. Search for it and "
            "take it out where this person is meant."
        )
    return " ".join(said)
