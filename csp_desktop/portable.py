"""Where the program keeps what is its own: in the person's profile, or beside it when it travels with its folder."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

_FOLDER = "settings"


def portable_folder(executable: Path | None = None) -> Path | None:
    """The folder of settings and log beside the program; None where they belong into the person's profile.

    Beside it is where the program was unpacked: on a removable drive, or where a folder "settings" was made there.
    """
    unpacked = (executable or Path(sys.executable)).resolve().parent.parent
    folder = unpacked / _FOLDER
    try:
        if not (unpacked / "python").is_dir() or not (unpacked / "app" / "main.py").is_file():
            return None
        return folder if folder.is_dir() or _on_removable_drive(unpacked) else None
    except OSError:
        return None  # A Python whose surroundings may not be looked at came in no zip of ours.


def data_folder() -> Path:
    """Where what is kept beside a person's files lies: second copies of backups, indexes for searching."""
    return portable_folder() or platformdirs.user_data_path("CSP Desktop", appauthor=False)


def _on_removable_drive(folder: Path) -> bool:
    """Whether Windows calls the folder's drive removable."""
    if sys.platform != "win32":
        return False
    import ctypes

    removable = 2  # DRIVE_REMOVABLE
    return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)) == removable
