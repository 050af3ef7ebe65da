"""Copies that can be trusted: made when something changed, ten kept, nothing else touched."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.storage import backups
from csp_desktop.storage.backups import KEPT, backup_folder, backups_of, make_backup, restore
from csp_desktop.storage.checking.verify import verify


def _edit(small: SmallFile, title: str) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": title})])


def test_backups_are_made_when_something_changed_and_ten_are_kept(small: SmallFile) -> None:
    first = make_backup(small.path)
    assert make_backup(small.path) == first
    for number in range(KEPT + 2):
        with Workspace.open(small.path) as workspace:
            workspace.apply([Update("plans", small.plan, {"title": f"Title {number}"})])
    kept = backups_of(small.path)
    assert len(kept) == KEPT
    assert first not in kept
    back = small.path.with_name("back.csp")
    restore(kept[0], back)
    assert verify(back) == []
    with Workspace.open(back, read_only=True) as workspace:
        assert workspace.records("plans")[0]["title"] == f"Title {KEPT}"
    with pytest.raises(FileProblem, match="exists already"):
        restore(kept[0], back)


def test_a_change_within_the_same_tick_of_the_clock_is_backed_up(small: SmallFile) -> None:
    first = make_backup(small.path)
    stamp = small.path.stat().st_mtime_ns
    _edit(small, "Just now")
    os.utime(small.path, ns=(stamp, stamp))
    assert make_backup(small.path) != first


def test_what_a_person_keeps_among_the_backups_stays(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    mine = [folder / "before the merger.csp", folder / "2010 notes.txt", folder / "small 2010-04-01.csp"]
    for one in mine:
        one.write_bytes(b"mine")
    for number in range(KEPT + 2):
        _edit(small, f"Title {number}")
        make_backup(small.path)
    assert len(backups_of(small.path)) == KEPT
    assert all(one.read_bytes() == b"mine" for one in mine)
    assert not set(mine) & set(backups_of(small.path))


def test_a_clock_set_back_does_not_cost_the_newest(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    for day in range(KEPT + 3):
        later = datetime.now() + timedelta(days=400 + day)
        (folder / f"small {later:%Y-%m-%d %H%M%S %f}.csp").write_bytes(b"")
    made = make_backup(small.path)
    assert made.exists()
    assert len(backups_of(small.path)) == KEPT


def test_two_files_of_one_stem_have_backups_of_their_own(small: SmallFile) -> None:
    other = small.path.with_suffix(".old")
    other.write_bytes(small.path.read_bytes())
    assert make_backup(other).parent != make_backup(small.path).parent


def test_long_names(tmp_path: Path) -> None:
    path = tmp_path / ("ž" * 100 + ".csp")
    Workspace.create(path).close()
    assert verify(make_backup(path)) == []


def test_a_backup_waits_for_nobody_for_ever(small: SmallFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csp_desktop.storage.connection._BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(small.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileProblem, match="another program"):
        make_backup(small.path)
    holder.close()
    assert not backup_folder(small.path).exists()


def test_a_folder_that_cannot_be_made(small: SmallFile) -> None:
    backup_folder(small.path).write_text("a file of that name", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"could not be backed up in .* the file itself is safe"):
        make_backup(small.path)
    with pytest.raises(FileProblem, match="could not be backed up"):
        Workspace.open(small.path)
    with Workspace.open(small.path, read_only=True) as workspace:
        assert workspace.plans()
    assert not small.path.with_name("small.csp.lock").exists()


def test_what_was_left_unfinished_is_cleared_away(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    old, new = folder / "small 2010-04-01 120000 000000.partial", folder / "other.partial-journal"
    for one in (old, new):
        one.write_bytes(b"half")
    long_ago = time.time() - 2 * backups._ABANDONED_SECONDS
    os.utime(old, (long_ago, long_ago))
    make_backup(small.path)
    assert not old.exists()
    assert new.exists()  # another program may be at it


def test_backups_while_somebody_edits(small: SmallFile, workspace: Workspace) -> None:
    for number in range(3):
        workspace.apply([Update("plans", small.plan, {"title": f"Title {number}"})])
        with Workspace.open(make_backup(small.path), read_only=True) as copy:
            assert copy.plans()[0]["title"] == f"Title {number}"


@pytest.mark.parametrize("target", ["absent/back.csp", "file/back.csp", "small.csp"])
def test_a_restore_that_cannot_be(small: SmallFile, target: str) -> None:
    folder = small.path.parent
    (folder / "file").write_text("not a folder", encoding="utf-8")
    made = make_backup(small.path)
    before = made.read_bytes()
    with pytest.raises(FileProblem):
        restore(made, folder / target)
    assert sorted(one.name for one in folder.iterdir()) == ["file", "small backups", "small.csp"]
    assert made.read_bytes() == before


def test_a_restore_beside_the_journal_of_an_earlier_file(small: SmallFile) -> None:
    made = make_backup(small.path)
    journal = small.path.with_name("back.csp-journal")
    journal.write_bytes(b"old")
    with pytest.raises(FileProblem, match="“back.csp-journal” is left of an earlier file"):
        restore(made, small.path.with_name("back.csp"))
    assert journal.read_bytes() == b"old"


@pytest.mark.parametrize("content", [b"", b"not ours", b"SQLite format 3\x00 but no more"])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csp").write_bytes(content)
    with pytest.raises(FileProblem, match=r"not a CSP Desktop file|damaged"):
        restore(tmp_path / "x.csp", tmp_path / "back.csp")
    assert [one.name for one in tmp_path.iterdir()] == ["x.csp"]
