"""Every step has an id, and all copies of a file know a step by the same one."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.storage.backups import make_backup, restore
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.csp_file import CspFile


def _asked(path: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def _names(path: Path) -> list[str]:
    return [str(name) for (name,) in _asked(path, "SELECT id FROM steps ORDER BY step")]


def _file(path: Path) -> str:
    ((name,),) = _asked(path, "SELECT id FROM this_file")
    return str(name)


def _edit(path: Path, *titles: str, plan: str) -> None:
    with Workspace.open(path, backup=False) as workspace:
        for title in titles:
            workspace.apply([Update("plans", plan, {"title": title})])


@pytest.fixture
def edited(small: SmallFile) -> SmallFile:
    """The small file after some editing: words of all kinds, a record made and removed, a step undone."""
    with Workspace.open(small.path, backup=False) as workspace:
        risk = Insert("risks", {"plan": small.plan, "title": "Žádné lampy – £5\x00'\"🙂"})
        workspace.apply([risk])
        workspace.apply([Delete("risks", risk.id), Update("plans", small.plan, {"title": "Two changes"})])
        workspace.apply([Update("plans", small.plan, {"introduction": "Undone later"})])
        workspace.undo()
    return small


@pytest.mark.slow
def test_copies_that_grew_apart_agree_up_to_where_they_parted(edited: SmallFile) -> None:
    home, lent = edited.path, edited.path.with_name("lent.csp")
    copyfile(home, lent)
    _edit(home, "Here", plan=edited.plan)
    with Workspace.open(lent, backup=False) as workspace:
        workspace.redo()  # which changes what the file says of a step they share
        workspace.apply([Update("plans", edited.plan, {"title": "There"})])
    for path in (home, lent):
        make_earlier(path)
        CspFile.open(path).close()
        assert verify(path) == []
    here, there = _names(home), _names(lent)
    assert here[:5] == there[:5]
    assert not set(here[5:]) & set(there[5:])
    assert len(set(here)) == len(here) == 6 and len(set(there)) == len(there) == 7
    assert _file(home) == _file(lent)
    assert _file(home) not in here


def test_a_copy_brought_up_to_date_later_agrees_still(edited: SmallFile) -> None:
    late = edited.path.with_name("late.csp")
    make_earlier(edited.path)
    copyfile(edited.path, late)
    _edit(edited.path, "Here", plan=edited.plan)
    _edit(late, "There", plan=edited.plan)
    assert _names(edited.path)[:-1] == _names(late)[:-1]
    assert _names(edited.path)[-1] != _names(late)[-1]
    assert _file(edited.path) == _file(late)


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param(
            "UPDATE steps SET made_at = '2001' || substr(made_at, 5) WHERE step = 2", marks=pytest.mark.slow
        ),
        pytest.param("UPDATE steps SET made_by = 'x' WHERE step = 2", marks=pytest.mark.slow),
        pytest.param("UPDATE steps SET reason = '' WHERE step = 2", marks=pytest.mark.slow),
        pytest.param("UPDATE changes SET after = NULL WHERE step = 2", marks=pytest.mark.slow),
        pytest.param(
            "UPDATE changes SET before = '', after = after || '1' WHERE step = 2", marks=pytest.mark.slow
        ),
        pytest.param(
            "UPDATE changes SET register = register || substr(record, 1, 1), record = substr(record, 2) WHERE step = 2",
            marks=pytest.mark.slow,
        ),
        "DELETE FROM changes WHERE step = 2",
    ],
)
def test_a_step_that_differs_in_anything_has_another_name_and_so_have_all_after_it(
    edited: SmallFile, difference: str
) -> None:
    other = edited.path.with_name("other.csp")
    make_earlier(edited.path)
    copyfile(edited.path, other)
    connection = sqlite3.connect(other)
    connection.execute(difference)
    connection.commit()
    connection.close()
    for path in (edited.path, other):
        CspFile.open(path).close()
    same = [one == two for one, two in zip(_names(edited.path), _names(other), strict=True)]
    assert same == [True, False, False, False, False]


def test_the_names_of_an_old_file_never_change(tmp_path: Path) -> None:
    """Written down, so that every later version of the program comes to the same ones."""
    path = tmp_path / "old.csp"
    CspFile.create(path).close()
    make_earlier(path)
    connection = sqlite3.connect(path)
    connection.executescript(
        """UPDATE _sqlite_migrations SET applied_at = '2010-04-01 09:00:00.000000+00:00';
        INSERT INTO steps (step, made_at, made_by, reason, kind, state) VALUES
            (1, '2010-04-01T10:00:00+01:00', 'coordinator', 'start', 'start', 'done'),
            (4, '2010-04-02T10:00:00+01:00', 'coordinator', 'typed', 'edit', 'done');
        INSERT INTO changes (step, register, record, field, before, after) VALUES
            (1, 'agencies', 'a', '', NULL, '{"id":"a","name":"Žižkov","short_name":"Z"}'),
            (4, 'agencies', 'a', 'notes', 'null', '"Moved"'), (4, 'agencies', 'a', 'notes', '"Moved"', 'null');
        INSERT INTO agencies (id, name, short_name) VALUES ('a', 'Žižkov', 'Z');
        """
    )
    connection.close()
    CspFile.open(path).close()
    assert (_file(path), _names(path)) == ("de2p8pq3e2sgedby", ["3yqxze0pa6pxxhgd", "sg6wfpp2wh7nh88w"])


def test_new_files_and_new_steps_have_names_of_their_own(edited: SmallFile, tmp_path: Path) -> None:
    other = tmp_path / "other.csp"
    with Workspace.create(other) as workspace:
        workspace.apply(edited.changes, "start", kind="start")
    assert _file(other) != _file(edited.path)
    assert not set(_names(other)) & set(_names(edited.path))
    assert {len(name) for name in (*_names(edited.path), _file(other))} == {16}


def test_a_copy_is_the_same_file(edited: SmallFile, tmp_path: Path) -> None:
    back = tmp_path / "back.csp"
    restore(make_backup(edited.path), back)
    assert (_file(back), _names(back)) == (_file(edited.path), _names(edited.path))


@pytest.mark.slow
def test_empty_files_are_files_of_their_own_too(tmp_path: Path) -> None:
    for name in ("one", "two"):
        CspFile.create(tmp_path / f"{name}.csp").close()
        make_earlier(tmp_path / f"{name}.csp")
        CspFile.open(tmp_path / f"{name}.csp").close()
    assert _file(tmp_path / "one.csp") != _file(tmp_path / "two.csp")
