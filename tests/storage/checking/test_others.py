"""What other programs leave in a file: triggers are refused, all else is read, and removed when asked to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileHoldsOthers, FileProblem
from csp_desktop.storage.backups import backups_of
from csp_desktop.storage.checking.others import remove_others
from csp_desktop.storage.checking.verify import verify

OTHERS = {
    "a table": "CREATE TABLE notes (words TEXT)",
    "a table named as housekeeping": "CREATE TABLE _sqlite_notes (words TEXT)",
    "a table tied to ours": "CREATE TABLE ties (risk TEXT REFERENCES risks (id))",
    "a view": "CREATE VIEW all_risks AS SELECT * FROM risks",
    "an index": "CREATE UNIQUE INDEX only_one ON risks (title)",
    "an index named as housekeeping": "CREATE UNIQUE INDEX idx__sqlite_x ON risks (title)",
    "a search table with its shadows": "CREATE VIRTUAL TABLE found USING fts5 (words)",
}
# Met like one of the others.
ALIKE = ("a table named as housekeeping", "a table tied to ours", "an index")


def behind_its_back(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("name", ["planted", "_sqlite_planted", "_SQLite_x", "idx__sqlite_x"])
@pytest.mark.parametrize("on", ["risks", "risk_register"])
def test_a_trigger_is_refused_whatever_it_is_called(small: SmallFile, name: str, on: str) -> None:
    when = "AFTER UPDATE" if on == "risks" else "INSTEAD OF DELETE"
    behind_its_back(small.path, f"CREATE TRIGGER {name} {when} ON {on} BEGIN DELETE FROM risk_reviews; END")
    for read_only in (False, True):
        with pytest.raises(FileProblem, match="trigger"):
            Workspace.open(small.path, read_only=read_only, backup=False)
    assert any(name in problem for problem in verify(small.path))


@pytest.mark.parametrize(
    "what", [pytest.param(what, marks=pytest.mark.slow if what in ALIKE else ()) for what in OTHERS]
)
def test_what_others_made_is_read_and_removed_after_a_backup(small: SmallFile, what: str) -> None:
    behind_its_back(small.path, OTHERS[what])
    with pytest.raises(FileHoldsOthers, match="Remove these"):
        Workspace.open(small.path, backup=False)
    with Workspace.open(small.path, read_only=True) as workspace:
        assert len(workspace.records("plan_items")) == 3
    assert any("not made by this program" in problem for problem in verify(small.path))
    assert remove_others(small.path)
    assert verify(small.path) == []
    (kept,) = backups_of(small.path)
    assert any("not made by this program" in problem for problem in verify(kept))
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": "Edited again"})])


@pytest.mark.parametrize(
    "fault",
    [
        "DROP VIEW risk_register",
        "DROP INDEX plan_items_parent",
        "DROP VIEW risk_register; CREATE VIEW risk_register AS SELECT 1",
    ],
)
def test_views_and_indexes_of_ours_are_put_right(small: SmallFile, fault: str) -> None:
    connection = sqlite3.connect(small.path)
    indexes = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        )
    ]
    connection.close()
    index = next(name for name in indexes if name.startswith("plan_items"))
    behind_its_back(small.path, *fault.replace("plan_items_parent", index).split("; "))
    with pytest.raises(FileHoldsOthers):
        Workspace.open(small.path, backup=False)
    remove_others(small.path)
    assert verify(small.path) == []


def test_what_sqlite_learns_of_a_file_is_its_own(small: SmallFile) -> None:
    behind_its_back(small.path, "ANALYZE")
    assert verify(small.path) == []
    Workspace.open(small.path, backup=False).close()


def test_a_table_of_ours_that_was_changed_is_refused(small: SmallFile) -> None:
    behind_its_back(small.path, "ALTER TABLE risks ADD COLUMN extra TEXT")
    with pytest.raises(FileProblem, match="have been changed"):
        Workspace.open(small.path, backup=False)


def test_an_earlier_file_is_told_apart_alike(small: SmallFile) -> None:
    make_earlier(small.path)
    behind_its_back(small.path, OTHERS["a table"])
    with pytest.raises(FileHoldsOthers):
        Workspace.open(small.path, backup=False)
    remove_others(small.path)
    Workspace.open(small.path, backup=False).close()
    assert verify(small.path) == []
