"""A file written by another thread of the program while its window stands aside."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.changes import Step
from csp_desktop.editing.workspace import Update, Workspace, WritingBeside
from csp_desktop.errors import FileChanged, FileProblem
from csp_desktop.storage.checking import looked_through


def _titled(plan: str, title: str) -> Callable[[Workspace], Step | None]:
    return lambda workspace: workspace.apply([Update("plans", plan, {"title": title})], reason="import it")


def _write_in_a_thread(writing: WritingBeside, write: Callable[[Workspace], Step | None]) -> Step | None:
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(writing.write, write).result()


def _title(workspace: Workspace) -> str:
    return str(workspace.plans()[0]["title"])


def test_what_is_written_beside_is_one_step_of_the_window(
    workspace: Workspace, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_through, "_LARGE", 0)
    before, heard = _title(workspace), list[Step]()
    workspace.subscribe(heard.append)
    writing = workspace.stand_aside()
    written = _write_in_a_thread(writing, _titled(small.plan, "Brought in"))
    # Nothing is told, and nothing of the window's can get between, before the window says that it has ended.
    assert heard == []
    assert workspace.look().changed == ""
    for attempt in (lambda: _titled(small.plan, "Typed")(workspace), workspace.undo):
        with pytest.raises(FileProblem, match="is being brought into"):
            attempt()
    writing.end()
    assert heard == [written]
    assert _title(workspace) == "Brought in"
    assert workspace.look().changed == ""
    workspace.undo()
    assert _title(workspace) == before
    workspace.close()
    assert looked_through.known_sound(small.path)


def test_every_step_written_beside_is_told(workspace: Workspace, small: SmallFile) -> None:
    heard: list[Step] = []
    workspace.subscribe(heard.append)
    writing = workspace.stand_aside()

    def both(beside: Workspace) -> Step | None:
        beside.apply([Update("agencies", small.police, {"notes": "Named anew"})], kind="start")
        return _titled(small.plan, "Brought in")(beside)

    _write_in_a_thread(writing, both)
    writing.end()
    assert [step.registers for step in heard] == [{"agencies"}, {"plans"}]


def test_what_others_wrote_meanwhile_is_not_written_over(workspace: Workspace, small: SmallFile) -> None:
    heard: list[Step] = []
    workspace.subscribe(heard.append)
    writing = workspace.stand_aside()
    with contextlib.closing(sqlite3.connect(small.path)) as another, another:
        another.execute("UPDATE plans SET title = 'Theirs'")
        another.execute(
            "INSERT INTO steps SELECT step + 1, made_at, 'Deputy', 'theirs', 'edit', 'done', NULL, 'theirs' "
            "FROM steps ORDER BY step DESC LIMIT 1"
        )
    with pytest.raises(FileChanged, match="by Deputy"):
        _write_in_a_thread(writing, _titled(small.plan, "Brought in"))
    writing.end()
    (step,) = heard
    assert "plans" in step.registers
    assert _title(workspace) == "Theirs"
    _titled(small.plan, "Mine after all")(workspace)
    with contextlib.closing(sqlite3.connect(small.path)) as another, another:
        another.execute("UPDATE plans SET title = 'Theirs again'")
    with pytest.raises(FileChanged, match="by another program"):
        workspace.stand_aside()
    _titled(small.plan, "Mine at last")(workspace)


def test_another_file_in_its_place_is_not_written(
    workspace: Workspace, small: SmallFile, tmp_path: Path
) -> None:
    writing = workspace.stand_aside()
    other = tmp_path / "other.csp"
    shutil.copyfile(small.path, other)
    try:
        other.replace(small.path)
    except PermissionError:
        pytest.skip("this system lets nobody replace a file that is open")
    with pytest.raises(FileProblem, match="Another file stands where"):
        _write_in_a_thread(writing, _titled(small.plan, "Brought in"))
    with contextlib.closing(sqlite3.connect(small.path)) as there:
        assert there.execute("SELECT count(*) FROM plans WHERE title = 'Brought in'").fetchone() == (0,)
