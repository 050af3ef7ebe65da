"""What the killed process of `test_killed.py` does: it works on until it is killed, and says what it has done."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import sys
from itertools import count
from pathlib import Path

from csp_desktop.editing.workspace import Delete, Insert, Step, Update, Workspace
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.sample import write_sample
from csp_desktop.storage import csp_file
from csp_desktop.storage.backups import backups_of, restore
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.tables import link_table


def digest(workspace: Workspace) -> str:
    """A fingerprint of all records."""
    told = hashlib.sha256()
    for register in REGISTERS:
        names = [register.name, *(link_table(register, field) for field in register.links)]
        for name in names:
            for row in workspace._connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2'):
                told.update(repr(row).encode("utf-8"))
    return told.hexdigest()


def _done(*words: object) -> None:
    print(*words, flush=True)


def _edit(workspace: Workspace, chance: random.Random) -> Step | None:
    plan = workspace.plans()[0]["id"]
    items = workspace.records("plan_items")
    match chance.choice(["type", "type", "paste", "delete", "undo", "undo", "redo"]):
        case "type":
            title = f"Title {chance.random()}"
            return workspace.apply([Update("plan_items", chance.choice(items)["id"], {"title": title})])
        case "paste":
            words = "words of some length " * chance.randrange(40)
            return workspace.apply(
                [
                    Insert("plan_items", {"plan": plan, "level": "priority", "title": f"{number} {words}"})
                    for number in range(chance.randrange(200))
                ]
            )
        case "delete" if len(items) > 20:
            chosen = chance.sample(items, len(items) // 2)
            return workspace.apply(
                [Delete("plan_items", item["id"]) for item in chosen if item["level"] != "action"]
            )
        case "redo":
            return workspace.redo()
        case _:
            return workspace.undo()


def edit(path: Path, seed: int) -> None:
    """Edit, undo and redo at random; after each step its number and the fingerprint of all records."""
    chance = random.Random(seed)
    with Workspace.open(path, backup=False) as workspace:
        _done(0, digest(workspace))
        while True:
            step = _edit(workspace, chance)
            if step and step.number:
                _done(step.number, digest(workspace))


def back_up(path: Path, seed: int) -> None:
    """Edit and back up."""
    with Workspace.open(path, backup=False) as workspace:
        plan = workspace.plans()[0]["id"]
        _done("open")
        for number in count():
            workspace.apply([Update("plans", plan, {"title": f"{seed} {number}"})])
            _done(workspace.backup())


def bring_back(path: Path, seed: int) -> None:
    """Restore the newest backup to one new file after another."""
    _done("started")
    for number in count():
        target = path.with_name(f"restored {seed} {number}.csp")
        restore(backups_of(path)[0], target)
        _done(target)


def make(path: Path, seed: int) -> None:
    """Make one empty file after another."""
    _done("started")
    for number in count():
        target = path.with_name(f"made {seed} {number}.csp")
        CspFile.create(target).close()
        _done(target)


def sample(path: Path, seed: int) -> None:
    """Write one sample after another."""
    _done("started")
    for number in count():
        target = path.with_name(f"sample {seed} {number}.csp")
        write_sample(target, partnerships=1 + number % 2, years=1)
        _done(target)


def migrate(path: Path, seed: int) -> None:
    """Open the file with a later program, which migrates it."""
    from later_program import become_later

    become_later()
    _done("started")
    CspFile.open(path)
    _done("migrated")
    sys.stdin.read()


def bring_up(path: Path, seed: int) -> None:
    """Bring a file of an earlier version up to date, dying at the `seed`-th look at the clock, or saying how many there were."""
    looks = count(1)

    def look() -> None:
        if next(looks) == seed:
            os._exit(1)

    def migrate_watched(connection: sqlite3.Connection, *, to_read: bool = False) -> None:
        if not to_read:
            connection.execute(
                "PRAGMA cache_size = 20"
            )  # Or the small file would be written only at the end.
            connection.set_progress_handler(look, 1000)
        migrate_unwatched(connection, to_read=to_read)

    migrate_unwatched, csp_file._migrate = csp_file._migrate, migrate_watched
    CspFile.open(path)
    _done(next(looks))


if __name__ == "__main__":
    {work.__name__: work for work in (edit, back_up, bring_back, make, sample, migrate, bring_up)}[
        sys.argv[1]
    ](Path(sys.argv[2]), int(sys.argv[3]))
