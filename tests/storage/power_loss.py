"""What is on the disk after the power fails, for `test_power_loss.py`.

Run as a process of its own: one sitting of edits is written by the SQLite of apsw, whose file system layer notes every
write, truncation, sync and removal in order. Then, for moments at random, the files are made as a disk may leave them:
all that was synced, and of what was not any sectors, in any mixture. Each is opened by the program as it is, and one
JSON line says where that was not as it should be; the last says how many there were.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
from killed_work import _edit, digest
from other_sqlite import Connection

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.storage.checking.verify import verify

_SECTOR = 512
_STEPS = 12

noted: list[tuple[Any, ...]] = []
"""What was done to which file, in order; ("done", digest) where the workspace had said that a step is saved."""


class NotingFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._name = Path(name.filename() if hasattr(name, "filename") else str(name)).name
        noted.append(("open", self._name))

    def xWrite(self, data: bytes, offset: int) -> None:
        noted.append(("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        noted.append(("truncate", self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        noted.append(("sync", self._name))


class NotingDisk(apsw.VFS):
    def __init__(self) -> None:
        super().__init__("noting", "")

    def xOpen(self, name: Any, flags: list[int]) -> NotingFile:
        return NotingFile(name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        noted.append(("delete", Path(name).name))
        super().xDelete(name, sync_folder)
        if sync_folder:
            noted.append(("folder sync",))


@dataclass
class OnDisk:
    """One file: what is sure to be there (None for no such file), and what was done to it since."""

    sure: bytearray | None = None
    since: list[tuple[Any, ...]] = field(default_factory=list)

    def settle(self, *, removals: bool) -> None:
        """All that was done so far is sure to be there; of removals only where these are meant."""
        if removals:
            if any(what == "delete" for what, *_ in self.since):
                last = max(at for at, (what, *_) in enumerate(self.since) if what == "delete")
                self.sure, self.since = None, self.since[last + 1 :]
            return
        for what in self.since:
            self.sure = _done(self.sure, what)
        self.since = []

    def after(self, chance: random.Random) -> bytearray | None:
        """What the disk may hold."""
        content = None if self.sure is None else bytearray(self.sure)
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for what in self.since:
            if what[0] == "write":
                _, offset, data = what
                for begin in range(0, len(data), _SECTOR):
                    if chance.random() < share:
                        content = _done(content, ("write", offset + begin, data[begin : begin + _SECTOR]))
            elif chance.random() < share:
                content = _done(content, what)
        return content


def _done(content: bytearray | None, what: tuple[Any, ...]) -> bytearray | None:
    if what[0] == "delete":
        return None
    content = bytearray() if content is None else content
    if what[0] == "truncate":
        del content[what[1] :]
        content.extend(bytes(what[1] - len(content)))
    elif what[0] == "write":
        _, offset, data = what
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data
    return content


def disk_after(original: bytes, name: str, moment: int) -> tuple[dict[str, OnDisk], int]:
    """What is sure and unsure when so much has been done, and how many steps had been said to be saved."""
    files = {name: OnDisk(bytearray(original))}
    saved = 0
    for what, *about in noted[:moment]:
        if what == "done":
            saved += 1
        elif what == "folder sync":
            for there in files.values():
                there.settle(removals=True)
        else:
            there = files.setdefault(about[0], OnDisk())
            if what == "sync":
                there.settle(removals=False)
            elif what != "open" or there.sure is None:
                there.since.append((what, *about[1:]))
    return files, saved


def sitting(path: Path, chance: random.Random) -> list[str]:
    """Edit for a while, every call noted; the state before and after each step, as a fingerprint."""
    layer = NotingDisk()
    real, sqlite3.connect = sqlite3.connect, Connection
    Connection.layer = "noting"
    try:
        workspace = Workspace.open(path, backup=False)
        if chance.random() < 0.3:
            # So little memory that pages go to the disk in the middle of a step.
            workspace._connection.execute("PRAGMA cache_size = 1")
        states = [digest(workspace)]
        noted.clear()
        while len(states) <= _STEPS:
            if _edit(workspace, chance):
                states.append(digest(workspace))
                noted.append(("done",))
        moments = len(noted)
        workspace.close()
        del noted[moments:]
    finally:
        sqlite3.connect = real
        layer.unregister()
    return states


def found_after(
    folder: Path, files: dict[str, OnDisk], name: str, chance: random.Random
) -> tuple[str, list[str]]:
    """The fingerprint of what the program finds after the power failed, and what is wrong with it."""
    folder.mkdir()
    for called, there in files.items():
        content = there.after(chance)
        if content is not None:
            (folder / called).write_bytes(content)
    (folder / f"{name}.lock").touch()
    try:
        with Workspace.open(folder / name, backup=False) as workspace:
            state = digest(workspace)
        return state, list(verify(folder / name))
    except AppError as problem:
        return "", [problem.sentence]
    finally:
        shutil.rmtree(folder)


def main(original: Path, folder: Path, seed: str, wanted: int) -> None:
    """Sit down to work again and again, with so many power failures in all."""
    chance = random.Random(seed)
    tried = 0
    while tried < wanted:
        path = folder / "plan.csp"
        shutil.copyfile(original, path)
        states = sitting(path, chance)
        before = original.read_bytes()
        for _ in range(min(100, wanted - tried)):
            moment = chance.randrange(len(noted) + 1)
            files, saved = disk_after(before, path.name, moment)
            state, problems = found_after(folder / "after", files, path.name, chance)
            tried += 1
            if problems or state not in states[saved : saved + 2]:
                print(json.dumps({"moment": moment, "saved": saved, "problems": problems}), flush=True)
        path.unlink()
    print(json.dumps({"tried": tried}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
