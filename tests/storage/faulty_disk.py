"""A disk that fails at one call, or at every call from one on, for `test_faulty_disk.py`.

Run as a process of its own: its files are read and written by the SQLite of apsw, whose file system
layer can be replaced, under the workspace as it is. For each call in turn the file is copied afresh, the disk fails there, and one JSON line says what
came of it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
from disk_work import WORK, digest
from other_sqlite import Connection

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.storage.backups import backup_folder, backups_of
from csp_desktop.storage.checking.verify import verify

_real_connect = sqlite3.connect


class Disk:
    """What fails, and when; counts the calls meanwhile."""

    def __init__(self) -> None:
        self.calls: set[str] = set()
        self.error = 0
        self.at = 0
        self.lasting = False
        self.seen = 0

    def fail(self, calls: set[str], error: int, at: int, lasting: bool) -> None:
        """Fail at the `at`-th of these calls from now on, and where `lasting` at all that follow."""
        self.calls, self.error, self.at, self.lasting, self.seen = calls, error, at, lasting, 0

    def heal(self) -> bool:
        """Work again; whether it failed at all."""
        failed = 0 < self.at <= self.seen
        self.calls = set()
        return failed

    def called(self, call: str) -> None:
        if call in self.calls:
            self.seen += 1
            if self.seen == self.at or (self.lasting and self.seen > self.at):
                raise apsw.exception_for(self.error)


disk = Disk()


class FaultyFile(apsw.VFSFile):
    def xRead(self, amount: int, offset: int) -> bytes:
        disk.called("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        disk.called("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        disk.called("sync")
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        disk.called("truncate")
        super().xTruncate(size)


class FaultyDisk(apsw.VFS):
    def __init__(self) -> None:
        super().__init__("faulty", "")

    def xOpen(self, name: Any, flags: list[int]) -> FaultyFile:
        disk.called("open")
        return FaultyFile("", name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        disk.called("delete")
        super().xDelete(name, sync_folder)
        disk.called("folder sync")


def _state(path: Path) -> str:
    sqlite3.connect = _real_connect
    try:
        with Workspace.open(path, backup=False) as workspace:
            return digest(workspace)
    finally:
        sqlite3.connect = Connection


def _whole(path: Path) -> list[str]:
    sqlite3.connect = _real_connect
    try:
        return [*verify(path), *(found for one in backups_of(path) for found in verify(one))]
    finally:
        sqlite3.connect = Connection


def attempt(
    original: Path,
    folder: Path,
    work: Callable[[Workspace], None],
    calls: set[str],
    error: int,
    at: int,
    lasting: bool,
) -> dict[str, Any]:
    """What comes of the work when the disk fails, and of trying again when it is well again."""
    path = folder / f"{at}.csp"
    shutil.copyfile(original, path)
    before = _state(path)
    said = again = None
    workspace = Workspace.open(path, backup=False)
    disk.fail(calls, error, at, lasting)
    try:
        work(workspace)
    except AppError as problem:
        said = problem.sentence
    failed = disk.heal()
    crashed = folder / "crashed" / path.name
    crashed.parent.mkdir(exist_ok=True)
    for one in (path, path.with_name(path.name + "-journal")):
        if one.exists():
            shutil.copyfile(one, crashed.with_name(one.name))
    seen = digest(workspace)
    try:
        work(workspace)
    except AppError as problem:
        again = problem.sentence
    workspace.close()
    found = {
        "at": at,
        "failed": failed,
        "said": said,
        "again": again,
        # As the next to open it would find it, had the program ended there; and as this one shows it.
        "left unchanged": _state(crashed) == before,
        "shown unchanged": seen == before,
        "problems": [*_whole(crashed), *_whole(path)],
        "partial": [one.name for one in backup_folder(path).glob("*.partial*")],
    }
    for one in (*folder.glob(f"{at}.*"), *crashed.parent.iterdir()):
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    return found


def main(original: Path, folder: Path, name: str, calls: set[str], error: int, lasting: bool) -> None:
    """Fail at each call in turn, later at fewer of them, until the work is done before the disk fails."""
    layer = FaultyDisk()
    Connection.layer = "faulty"
    sqlite3.connect = Connection
    at, failed = 1, True
    while failed:
        found = attempt(original, folder, WORK[name], calls, error, at, lasting)
        print(json.dumps(found), flush=True)
        at, failed = at + 1 + at // 15, found["failed"]
    layer.unregister()


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        sys.argv[3],
        set(sys.argv[4].split(",")),
        int(sys.argv[5]),
        sys.argv[6] == "lasting",
    )
