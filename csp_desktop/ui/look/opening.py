"""Handing folders and documents to the programs that show them: the only place that does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import passing_folder

# What a double click would run is never opened from here, whatever a file or a partner named it.
_DOCUMENTS = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt"),
    *(".docx", ".doc", ".odt", ".pdf", ".eml"),
)


def is_document(name: str) -> bool:
    """Whether a file of this name is one to read, not one that would be run."""
    return name.casefold().endswith(_DOCUMENTS)


def open_document(path: Path) -> bool:
    """Open a document in its own program; whether there was one for it."""
    return is_document(path.name) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def open_folder(folder: Path) -> bool:
    """Show a folder; whether something showed it."""
    # The stroke at the end says that it is a folder: without it Windows may run a program of that name beside it.
    return QDesktopServices.openUrl(QUrl.fromLocalFile(f"{folder.absolute().as_posix().rstrip('/')}/"))


def open_own_page(path: Path) -> bool:
    """Show a web page this program has just written; whether there was a browser for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def folder_to_open_from() -> Path:
    """A new folder for copies that other programs open; raises FileProblem where none can be made."""
    try:
        return passing_folder()
    except OSError as problem:
        raise FileProblem(
            f"Nothing was opened: no copy could be put into the folder for temporary files ({problem.strerror}). "
            "Save it and open it from there."
        ) from problem
