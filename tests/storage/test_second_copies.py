"""The newest backups a second time, apart from the file: in the profile, beside a portable program, or as chosen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from csp_desktop import portable
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.settings import settings
from csp_desktop.storage.backups import backups_of, make_backup, restore
from csp_desktop.storage.keeping.retention import backups_in
from csp_desktop.storage.keeping.second_copies import SETTING, second_folders, unreachable, usual_place


@pytest.fixture
def file(tmp_path: Path) -> tuple[Path, str]:
    """A file with a row in it, and its id."""
    path = tmp_path / "Anytown.csp"
    with Workspace.create(path) as workspace:
        workspace.apply([Insert("agencies", {"name": "County Police", "short_name": "Police"})])
        return path, workspace.file_id


def test_they_go_where_was_chosen_and_can_be_restored(file: tuple[Path, str], tmp_path: Path) -> None:
    path, name = file
    stick = tmp_path / "stick"
    stick.mkdir()
    settings().put(SETTING, str(stick))
    made = make_backup(path, at_leisure=True)
    (usual, _), (folder, said) = second_folders(name, "Anytown")
    assert said == f"In {stick}" and stick in folder.parents
    (kept,) = backups_in(folder)
    assert kept.path.name == f"{made.name}.gz" and not backups_in(usual)
    restore(kept.path, tmp_path / "back.csp")
    assert (tmp_path / "back.csp").exists() and unreachable() == ""


def test_a_place_that_is_gone_is_said_and_holds_up_nothing(file: tuple[Path, str], tmp_path: Path) -> None:
    path, name = file
    stick = tmp_path / "stick"
    settings().put(SETTING, str(stick))
    assert make_backup(path, at_leisure=True) in backups_of(path)
    assert not stick.exists(), "a folder where the stick would be is no stick"
    said = unreachable()
    assert str(stick) in said and "beside the file go on" in said and "File ▸ Settings" in said
    stick.mkdir()
    made = make_backup(path, at_leisure=True)
    assert [kept.path.name for kept in backups_in(second_folders(name, "Anytown")[-1][0])] == [
        f"{made.name}.gz"
    ]


def test_a_drive_that_fails_or_does_not_answer_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings().put(SETTING, str(tmp_path))
    answered = threading.Event()

    def fail(*_: object) -> bool:
        raise OSError("The network path was not found")

    with monkeypatch.context() as failing:
        failing.setattr("os.access", fail)
        assert str(tmp_path) in unreachable()
    with monkeypatch.context() as silent:
        silent.setattr("os.access", lambda *_: answered.wait())
        assert str(tmp_path) in unreachable(seconds=0.01)
    answered.set()
    assert unreachable(seconds=60) == unreachable() == ""


def test_a_portable_program_keeps_them_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("python/pythonw.exe", "app/main.py", "settings/settings.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    monkeypatch.setattr("sys.executable", str(tmp_path / "python" / "pythonw.exe"))
    assert portable.portable_folder() is not None
    ((folder, said),) = second_folders("1", "Anytown")
    assert tmp_path / "settings" in folder.parents and said == usual_place() == "Beside the program"
