"""Folders where files are asked for: Documents or Downloads at first, then the one used last for that purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from csp_desktop.settings import settings

Purpose = Literal[
    "file",
    "returns",
    "plans",
    "copies",
    "backups",
    "print",
    "registers",
    "corrections",
    "handover",
    "publish",
]
_KEPT = "folders"
# What others send comes by email or browser.
_SENT = ("returns", "plans")


def folder_for(purpose: Purpose, usual: Path | None = None) -> Path:
    """Where to look, or to save, for a purpose: where that was done last, else where it is `usual`."""
    kept = settings().get(_KEPT, {}).get(purpose, "")
    if isinstance(kept, str) and kept and Path(kept).is_dir():
        return Path(kept)
    if usual is not None:
        return usual
    places = QStandardPaths.StandardLocation
    place = places.DownloadLocation if purpose in _SENT else places.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def remember_folder(purpose: Purpose, chosen: Path) -> None:
    """Begin there next time: the folder of a file, or a folder itself."""
    folder = chosen if chosen.is_dir() else chosen.parent
    settings().put(_KEPT, {**settings().get(_KEPT, {}), purpose: str(folder)})


def ask_for_files(
    parent: QWidget, title: str, kinds: str, purpose: Purpose, usual: Path | None = None
) -> list[Path]:
    """Ask which files to open, beginning where that was done last for this purpose; none where nobody said."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder_for(purpose, usual)), kinds)
    return _chosen(purpose, names)


def ask_for_file(
    parent: QWidget, title: str, kinds: str, purpose: Purpose, usual: Path | None = None
) -> Path | None:
    """Ask which one file to open, in the same way; None where nobody said."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder_for(purpose, usual)), kinds)
    return next(iter(_chosen(purpose, [name])), None)


def ask_for_folder(parent: QWidget, title: str, purpose: Purpose, usual: Path) -> Path | None:
    """Ask for a folder to write into, in the same way; None where nobody said."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder_for(purpose, usual)))
    return next(iter(_chosen(purpose, [name])), None)


def _chosen(purpose: Purpose, names: list[str]) -> list[Path]:
    paths = [Path(name) for name in names if name]
    if paths:
        remember_folder(purpose, paths[0])
    return paths
