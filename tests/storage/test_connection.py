"""Addresses of files, and what a person reads when the disk or another program is in the way."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.storage import connection as connections
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.connection import address


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/home/a b/plan.csp"), "file:///home/a%20b/plan.csp"),
        (PureWindowsPath(r"C:\Plans\plan 100%.csp"), "file:///C:/Plans/plan%20100%25.csp"),
        (PureWindowsPath(r"X:\a#b?c&d.csp"), "file:///X:/a%23b%3Fc%26d.csp"),
        (PureWindowsPath(r"\\server\plans$\plan.csp"), "file:////server/plans%24/plan.csp"),
    ],
)
def test_addresses(path: PurePosixPath, expected: str) -> None:
    assert address(path) == expected


@pytest.mark.parametrize(
    "name",
    [
        "100% #1 a&b=c;d.csp",
        "Žluťoučký – plán €.csp",
        "%41%00.csp",
        "a+b 'c'.csp",
        "ends.in.dots..csp",
        "no ending",
    ],
)
def test_any_legal_name_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}"
    folder.mkdir()
    small = SmallFile(folder / name)
    with Workspace.create(small.path) as workspace:
        workspace.apply(small.changes)
        assert small.path.exists()
    with Workspace.open(small.path) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": "New"})])
    assert verify(small.path) == []
    assert len(list(folder.iterdir())) == 2  # the file and its backups


@pytest.mark.skipif(os.name == "nt", reason="no such signs there")
@pytest.mark.parametrize("name", ['what? "this" <x>|y*.csp', "line\nbreak.csp", "latin \udce9.csp"])
def test_names_legal_elsewhere_than_on_windows(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.skip("this disk takes no such name")
    (tmp_path / name).unlink()
    Workspace.create(tmp_path / name).close()
    assert verify(tmp_path / name) == []


def test_a_path_too_long_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(5):
        folder = folder / ("long" * 30)
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("this system knows no such paths")
    if os.name == "nt":
        pytest.skip("where Windows knows such paths, as Wine does, it takes files there too")
    with pytest.raises(FileProblem, match="too long"):
        Workspace.create(folder / "plan.csp")
    assert list(folder.iterdir()) == []
    for length in (300, 248):  # too long itself; too long with "-journal" behind it
        with pytest.raises(FileProblem, match="could not be made"):
            Workspace.create(folder.parent / f"{'x' * (length - 4)}.csp")
        assert list(folder.parent.iterdir()) == [folder]


def test_a_file_another_program_holds(
    small: SmallFile, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.05)
    workspace.close()
    holder = sqlite3.connect(small.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    for attempt in (
        lambda: Workspace.open(small.path),
        lambda: Workspace.open(small.path, read_only=True),
        lambda: verify(small.path),
    ):
        with pytest.raises(FileProblem, match="another program is using it"):
            attempt()
    assert not small.path.with_name("small.csp.lock").exists()
    holder.execute("ROLLBACK")
    with Workspace.open(small.path, backup=False) as workspace:
        holder.execute("BEGIN")
        holder.execute("SELECT * FROM plans").fetchone()
        # Another reader keeps the commit from ending; nothing is written, and it works the next time.
        with pytest.raises(FileProblem, match=r"another program .* all before it is safe"):
            workspace.apply([Update("plans", small.plan, {"title": "Not now"})])
        assert workspace.record("plans", small.plan)["title"] == "Plan 2010/11"
        holder.execute("COMMIT")
        workspace.apply([Update("plans", small.plan, {"title": "Now"})])
    holder.close()
    assert verify(small.path) == []


def test_a_file_others_put_into_another_journal_mode(small: SmallFile) -> None:
    other = sqlite3.connect(small.path)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.close()
    with Workspace.open(small.path) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": "Back"})])
    assert small.path.read_bytes()[18:20] == b"\x01\x01"
    assert sorted(one.name for one in small.path.parent.iterdir()) == ["small backups", "small.csp"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove an open file")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_removed_or_replaced_while_open(
    small: SmallFile, workspace: Workspace, replaced: bool
) -> None:
    away = small.path.with_name("elsewhere.csp")
    small.path.rename(away)
    if replaced:
        small.path.write_bytes(away.read_bytes())
    with pytest.raises(FileProblem, match=r"moved, replaced or deleted .* all before it is safe"):
        workspace.apply([Update("plans", small.plan, {"title": "Into nowhere"})])
    workspace.close()
    assert verify(away) == []
    assert small.path.exists() is replaced


def test_defects_are_not_told_as_trouble_with_the_disk(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), workspace._file.reading():
        workspace._connection.execute("SELECT * FROM nowhere")
    workspace.close()
    with pytest.raises(sqlite3.ProgrammingError):
        workspace.records("plans")
