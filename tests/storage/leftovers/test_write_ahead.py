"""A write-ahead log beside a file: rolled in only where it is the file's own, and never by reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.storage.backups import backup_folder, make_backup
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.leftovers.write_ahead import log_of

CRASHES = """
import os, sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("PRAGMA journal_mode = WAL")
held.execute("PRAGMA wal_autocheckpoint = 0")
held.executescript(sys.argv[2])
os._exit(1)
"""
RENAMED = "UPDATE plans SET title = 'Renamed elsewhere'"


def _crash_in_wal_mode(path: Path, script: str) -> None:
    """Another program puts the file into WAL mode, writes, and dies before the log is taken in."""
    subprocess.run([sys.executable, "-c", CRASHES, str(path), script], check=False)
    assert log_of(path).stat().st_size > 1000


def _state(folder: Path) -> dict[str, bytes]:
    return {found.name: found.read_bytes() for found in folder.iterdir() if found.is_file()}


def _title(path: Path) -> str:
    with Workspace.open(path, read_only=True) as workspace:
        return str(workspace.plans()[0]["title"])


@pytest.fixture
def with_foreign_log(small: SmallFile, tmp_path: Path, request: pytest.FixtureRequest) -> SmallFile:
    """A file of ours beside which lies the log of another one, of the same kind and number of pages."""
    other = tmp_path / "other" / "other.csp"
    other.parent.mkdir()
    shutil.copyfile(small.path, other)
    _crash_in_wal_mode(other, RENAMED)
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": "Newer"})])
    if request.param == "both in that mode":
        held = sqlite3.connect(small.path)
        held.execute("PRAGMA journal_mode = WAL")
        held.close()
    shutil.copyfile(log_of(other), log_of(small.path))
    return small


BOTH = pytest.mark.parametrize("with_foreign_log", ["a log beside it", "both in that mode"], indirect=True)


@BOTH
def test_the_log_of_another_file_is_never_read_and_never_touched_by_reading(
    with_foreign_log: SmallFile,
) -> None:
    path = with_foreign_log.path
    before = _state(path.parent)
    assert [problem for problem in verify(path) if "was left by another program" in problem] == verify(path)
    assert _title(path) == "Newer"
    with Workspace.open(path, read_only=True) as workspace:
        assert "“small.csp-wal” was left by another program" in workspace.remark
    assert verify(make_backup(path)) == []
    assert _state(path.parent) == before


@BOTH
def test_the_log_of_another_file_is_moved_aside_before_editing(with_foreign_log: SmallFile) -> None:
    path = with_foreign_log.path
    log = log_of(path).read_bytes()
    with Workspace.open(path, backup=False) as workspace:
        assert "was not rolled into “small.csp”" in workspace.remark
        assert workspace.plans()[0]["title"] == "Newer"
        workspace.apply([Update("plans", with_foreign_log.plan, {"title": "Newest"})])
    assert verify(path) == [] and _title(path) == "Newest"
    assert sorted(found.name for found in path.parent.iterdir() if found.is_file()) == ["small.csp"]
    (kept,) = backup_folder(path).glob("*.journal")
    assert kept.read_bytes() == log


def test_what_another_program_alone_wrote_into_its_log_is_kept_aside(small: SmallFile) -> None:
    _crash_in_wal_mode(small.path, RENAMED)
    before = _state(small.path.parent)
    assert _title(small.path) == "Plan 2010/11"
    assert _state(small.path.parent) == before
    with Workspace.open(small.path, backup=False) as workspace:
        assert "was left by another program" in workspace.remark
    assert verify(small.path) == []


def test_a_log_with_further_steps_of_this_very_file_is_its_own(small: SmallFile, tmp_path: Path) -> None:
    """As a program leaves it that copies a file page by page and writes the newest pages ahead."""
    further = tmp_path / "further.csp"
    shutil.copyfile(small.path, further)
    with Workspace.open(further, backup=False) as workspace:
        workspace.apply([Insert("agencies", {"name": "Fire", "short_name": "Fire"})])
    copied = "".join(
        f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM further.{table};"
        for table in ("agencies", "changes", "steps")
    )
    _crash_in_wal_mode(small.path, f"ATTACH '{further.as_posix()}' AS further; BEGIN; {copied} COMMIT;")
    before = _state(small.path.parent)
    assert verify(small.path) == []
    with Workspace.open(small.path, read_only=True) as workspace:
        assert "Fire" in {agency["name"] for agency in workspace.records("agencies")}
    assert _state(small.path.parent) == before
    with Workspace.open(small.path, backup=False) as workspace:
        assert workspace.remark == ""
        assert "Fire" in {agency["name"] for agency in workspace.records("agencies")}
    assert verify(small.path) == [] and not log_of(small.path).exists()


@pytest.mark.parametrize("content", [b"", b"not a log at all" * 100])
def test_what_only_bears_the_name_of_a_log(small: SmallFile, content: bytes) -> None:
    log_of(small.path).write_bytes(content)
    assert _title(small.path) == "Plan 2010/11"
    assert log_of(small.path).read_bytes() == content
    Workspace.open(small.path, backup=False).close()
    assert verify(small.path) == []


@pytest.mark.skipif(os.name == "nt", reason="there the system itself refuses to remove the log")
def test_the_log_of_a_program_at_work_is_left_alone(small: SmallFile) -> None:
    child = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    child += (
        "c.execute('PRAGMA journal_mode = WAL'); c.execute(sys.argv[2]); print('ready', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", child, str(small.path), RENAMED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "ready\n"
        log = log_of(small.path).read_bytes()
        with pytest.raises(FileProblem, match="is open in another program"):
            Workspace.open(small.path, backup=False)
        assert _title(small.path) == "Plan 2010/11"
        assert log_of(small.path).read_bytes() == log
        holder.communicate("\n")
