"""Folders where files are asked for: Documents or Downloads at first, then the one used last for that purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths

from csp_desktop.settings import settings

Purpose = Literal["file", "returns", "print", "registers"]
_KEPT = "folders"
# What others send comes by email or browser.
_SENT = ("returns",)


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
