"""Files that are not ours, not whole, or somebody else's to edit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import FileInUse, FileProblem
from csp_desktop.storage.backups import KEPT, backups_of, make_backup, restore
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.verify import verify


def _refuse(path: Path, words: str) -> None:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(FileProblem, match=words):
        CspFile.open(path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert not path.with_name(path.name + ".lock").exists()


def test_files_that_are_not_ours(tmp_path: Path) -> None:
    _refuse(tmp_path / "missing.csp", "There is no file")
    empty = tmp_path / "empty.csp"
    empty.write_bytes(b"")
    _refuse(empty, "not a CSP Desktop file")
    junk = tmp_path / "junk.csp"
    junk.write_bytes(b"PK\x03\x04 not a database")
    _refuse(junk, "not a CSP Desktop file")
    other = tmp_path / "other.csp"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    _refuse(other, "not a CSP Desktop file")


def test_a_newer_file_and_a_planted_trigger(small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    _refuse(small.path, "newer version")
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TRIGGER planted AFTER UPDATE ON plans BEGIN DELETE FROM risks; END")
    connection.commit()
    connection.close()
    _refuse(small.path, "planted")


def test_never_over_an_existing_file(small: SmallFile) -> None:
    before = small.path.read_bytes()
    with pytest.raises(FileProblem, match="exists already"):
        CspFile.create(small.path)
    assert small.path.read_bytes() == before


def test_a_second_opener_reads_only(small: SmallFile, workspace: Workspace) -> None:
    with pytest.raises(FileInUse, match="is being edited by"):
        Workspace.open(small.path)
    with Workspace.open(small.path, read_only=True) as reader:
        assert reader.records("agencies")
        with pytest.raises(FileProblem, match="read only"):
            reader.apply([Update("plans", small.plan, {"title": "Mine"})])


def test_a_crashed_editor_stops_nobody(small: SmallFile) -> None:
    crash = "import os, sys, pathlib; from csp_desktop.storage.csp_file import CspFile; "
    crash += "held = CspFile.open(pathlib.Path(sys.argv[1])); os._exit(1)"
    subprocess.run([sys.executable, "-c", crash, str(small.path)], cwd=PROJECT, check=False)
    assert small.path.with_name(small.path.name + ".lock").exists()
    CspFile.open(small.path).close()
    assert not small.path.with_name(small.path.name + ".lock").exists()


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


def test_verify_sees_what_sqlite_does_not(small: SmallFile) -> None:
    assert verify(small.path) == []
    connection = sqlite3.connect(small.path)
    connection.execute("UPDATE plan_items SET title = 'Changed behind our back' WHERE ref = '1.2'")
    connection.commit()
    assert verify(small.path) == ["Plan item “1.2” is not as its history left it."]
    connection.execute("CREATE TABLE extra (a)")
    connection.commit()
    assert verify(small.path) == ["The table extra was not made by this program."]
    connection.close()


def test_a_damaged_file_gets_a_sentence(small: SmallFile) -> None:
    with Workspace.open(small.path) as workspace:
        long = "A long account of what was done. " * 40
        workspace.apply(
            [
                Insert("plan_items", {"plan": small.plan, "level": "priority", "title": f"{number} {long}"})
                for number in range(200)
            ]
        )
    data = bytearray(small.path.read_bytes())
    for start in range(len(data) // 2, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    small.path.write_bytes(data)
    assert verify(small.path)
    with Workspace.open(small.path, read_only=True) as workspace, pytest.raises(FileProblem, match="Restore"):
        workspace.dump()
