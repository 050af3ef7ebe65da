"""Files kept inside the plan's file, out again: saved as a copy or opened in their own program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import only_for_reading
from csp_desktop.paths import legal_file_name
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.opening import folder_to_open_from, is_document, open_document
from csp_desktop.ui.look.saving_as import ask_where_to_save


def save_kept_file(context: Context, register: str, kept: Record, name: str, parent: QWidget) -> Path | None:
    """Ask where, and save a copy of a kept file; None where nobody said, or it could not be written."""
    folder = context.workspace.path.parent
    start = folder / legal_file_name(name, "Copy")
    path = ask_where_to_save(parent, "Save a copy", start, f"*{start.suffix}")
    return path if path is not None and write_kept_file(context, register, kept, path) else None


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
    """Open a copy of a kept file in its own program, only to be read: what is typed there would not come back."""
    if not is_document(name):
        context.refused.emit(
            f"“{name}” is not a document this program knows, so it was not opened; it is safe in the plan's file. "
            "Save a copy if you are sure of its sender."
        )
        return False
    try:
        folder = folder_to_open_from()
    except FileProblem as problem:
        context.refused.emit(problem.sentence)
        return False
    # The name came with the file, perhaps from another system: here it must not lead out of the folder.
    path = folder / legal_file_name(name, "Copy")
    if not write_kept_file(context, register, kept, path):
        return False
    only_for_reading(path)
    if open_document(path):
        return True
    context.refused.emit(f"No program for “{name}” was found; save a copy and open it from there.")
    return False
