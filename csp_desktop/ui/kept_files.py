"""Files kept inside the plan's file, out again: saved as a copy or opened in their own program."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context


def save_kept_file(context: Context, register: str, kept: Record, name: str, parent: QWidget) -> Path | None:
    """Ask where, and save a copy of a kept file; None where nobody said, or it could not be written."""
    start = context.workspace.path.with_name(name)
    suffix = start.suffix or ".xlsx"
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save a copy", str(start), f"*{suffix}")
    if not chosen:
        return None
    path = Path(chosen) if Path(chosen).suffix else Path(chosen + suffix)
    return path if write_kept_file(context, register, kept, path) else None


def write_kept_file(context: Context, register: str, kept: Record, path: Path) -> bool:
    """Write a copy of a kept file; says why where it cannot."""
    content = context.workspace.content(register, kept["id"], "content")
    if content is None:
        context.refused.emit(f"Nothing of “{path.name}” is kept in this file, so nothing was saved.")
        return False
    try:
        path.write_bytes(content)
    except OSError:
        context.refused.emit(
            f"“{path.name}” could not be written to {path.parent}: it is open in another program, or the folder "
            "cannot be written to. The copy kept in the plan's file is safe; choose another name or folder."
        )
        return False
    context.said.emit(f"Saved as {path.name} in {path.parent}.")
    return True


def open_kept_file(context: Context, register: str, kept: Record, name: str) -> bool:
    """Open a copy of a kept file in its own program; changes made there do not come back by themselves."""
    folder = Path(tempfile.mkdtemp(prefix="csp-desktop-"))
    path = folder / name
    if not write_kept_file(context, register, kept, path):
        return False
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return True
    context.refused.emit(f"No program for “{name}” was found; save a copy and open it from there.")
    return False
