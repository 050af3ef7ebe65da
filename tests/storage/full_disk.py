"""A small disk with a little more room each time, for `test_faulty_disk.py`: under Python's own SQLite.

Run as a process of its own, in a folder that is a small disk of its own. For each amount of room one JSON
line says what came of the work.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from disk_work import WORK, digest

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.storage.backups import backup_folder, backups_of
from csp_desktop.storage.checking.verify import verify

_PAGE = 4096


def _leave(folder: Path, pages: int) -> Path:
    """Fill the disk but for so many pages."""
    ballast = folder / "ballast"
    room = os.statvfs(folder)
    with ballast.open("wb") as stream:
        for _ in range(room.f_bavail * room.f_frsize // _PAGE - pages):
            stream.write(b"x" * _PAGE)
    return ballast


def attempt(original: Path, folder: Path, name: str, pages: int) -> dict[str, Any]:
    """What comes of the work with so much room, and of trying again when there is more."""
    path = folder / "full.csp"
    shutil.copyfile(original, path)
    said = None
    with Workspace.open(path, backup=False) as workspace:
        before = digest(workspace)
        ballast = _leave(folder, pages)
        try:
            WORK[name](workspace)
        except AppError as problem:
            said = problem.sentence
        unchanged = digest(workspace) == before
        ballast.unlink()
        whole = verify(path)
        WORK[name](workspace)
    found = {
        "pages": pages,
        "said": said,
        "unchanged": unchanged,
        "problems": [*whole, *verify(path), *(found for one in backups_of(path) for found in verify(one))],
        "partial": [one.name for one in backup_folder(path).glob("*.partial*")],
    }
    for one in folder.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    return found


def main(original: Path, folder: Path, name: str) -> None:
    """Give the work a page more each time, until it has room enough."""
    pages, said = 0, True
    while said:
        found = attempt(original, folder, name, pages)
        print(json.dumps(found), flush=True)
        pages, said = pages + 1 + pages // 15, bool(found["said"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
