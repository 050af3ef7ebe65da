"""The program is killed at random moments, many times over: nothing that was done is lost, nothing is half done."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile
from earlier_program import SMALL_IMAGES, make_earlier

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.storage.backups import backup_folder, backups_of, make_backup
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.csp_file import CspFile, identify
from csp_desktop.storage.schema import SCHEMA_VERSION

sys.path.insert(0, str(Path(__file__).parent))
from killed_work import digest

pytestmark = pytest.mark.slow


def _killed(
    work: str, path: Path, seed: int, longest: float, *, aim: float = 0.0, at_once: bool = True
) -> list[str]:
    """Start the work, kill it within `longest` seconds of its beginning; the lines it managed to say.

    With `aim`, every other round it is killed within so many seconds of the beginning of its next write. Work that
    dies by itself is not killed `at_once`.
    """
    chance = random.Random(seed)
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("killed_work.py")), work, str(path), str(seed)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "tests")])},
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(chance.uniform(0, longest))
    if aim and seed % 2:
        # A loaded machine takes its time; work that has ended by itself writes no more.
        given_up = time.monotonic() + 10
        while not _journal(path).exists() and process.poll() is None and time.monotonic() < given_up:
            pass
        time.sleep(chance.uniform(0, aim))
    if at_once:
        process.kill()
    rest, errors = process.communicate()
    assert not errors, errors
    # A line cut short was not said.
    return (first + rest).split("\n")[:-1]


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _unfinished(path: Path) -> bool:
    """Was it killed between the first and the last moment of a write."""
    return _journal(path).exists() and any(_journal(path).read_bytes()[:8])


@pytest.fixture
def roomy(small: SmallFile) -> SmallFile:
    """The small file with a few megabytes in it."""
    words = "words of some length " * 40
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert("plan_items", {"plan": small.plan, "level": "priority", "title": f"{number} {words}"})
                for number in range(2000)
            ],
            kind="start",
        )
        workspace.apply(
            [Insert("risks", {"plan": small.plan, "title": f"{number} {words}"}) for number in range(1000)],
            kind="start",
        )
    return small


def test_editing_and_undoing(small: SmallFile) -> None:
    cut_short = steps = 0
    for seed in range(40):
        said = _killed("edit", small.path, seed, 0.4, aim=0.005)
        cut_short += _unfinished(small.path)
        number, fingerprint = said[-1].split()
        steps += len(said) - 1
        with Workspace.open(small.path, backup=False) as workspace:
            ((newest, kind),) = workspace._connection.execute("SELECT max(step), kind FROM steps")
            if len(said) > 1 and newest != int(number):
                # Done, but killed before it could be said: taking it back must lead to what was said last.
                assert newest == int(number) + 1
                workspace.redo() if kind == "undo" else workspace.undo()
                assert digest(workspace) == fingerprint
            elif len(said) > 1:
                assert digest(workspace) == fingerprint
        assert verify(small.path) == []
        # What may be left of a journal says nothing any more.
        assert not _unfinished(small.path)
    print(f"{steps} steps, {cut_short} of 40 rounds killed in the middle of writing")
    assert cut_short, "no round was killed in the middle of writing: this machine needs more rounds"


def test_backing_up(roomy: SmallFile) -> None:
    partial = 0
    for seed in range(15):
        said = _killed("back_up", roomy.path, seed, 0.4)
        partial += any(backup_folder(roomy.path).glob("*.partial"))
        kept = backups_of(roomy.path)
        assert [Path(made) for made in reversed(said[1:])][:5] == [one for one in kept if str(one) in said][
            :5
        ]
        for one in kept[:2]:
            assert verify(one) == []
        assert verify(make_backup(roomy.path)) == []
    assert partial, "no round was killed in the middle of copying: this machine needs more rounds"


def test_restoring(roomy: SmallFile) -> None:
    make_backup(roomy.path)
    for seed in range(15):
        said = _killed("bring_back", roomy.path, seed, 0.3)
        found = list(roomy.path.parent.glob("restored*.csp"))
        assert {Path(line) for line in said[1:]} <= set(found)
        for one in found:
            assert verify(one) == []
            one.unlink()


@pytest.mark.parametrize(("work", "rounds", "longest"), [("make", 30, 0.2), ("sample", 10, 3.0)])
def test_making(tmp_path: Path, work: str, rounds: int, longest: float) -> None:
    for seed in range(rounds):
        said = _killed(work, tmp_path / "plan.csp", seed, longest)
        found = [one for one in tmp_path.iterdir() if one.match(f"{work}* {seed} ?.csp")]
        assert {Path(line) for line in said[1:]} <= set(tmp_path.iterdir())
        for one in found:
            assert verify(one) == []
            CspFile.open(one).close()


def test_migrating(roomy: SmallFile) -> None:
    before = roomy.path.read_bytes()
    seen: dict[str, int] = {}
    for seed in range(28):
        roomy.path.write_bytes(before)
        said = _killed("migrate", roomy.path, seed, 0.1, aim=0.05)
        cut_short = _unfinished(roomy.path)
        try:
            assert identify(roomy.path) == SCHEMA_VERSION
            with Workspace.open(roomy.path, backup=False) as workspace:
                assert len(workspace.records("risks")) == 1000
            assert verify(roomy.path) == []
            outcome = "taken back" if cut_short else "not begun"
            assert "migrated" not in said
        except FileProblem as problem:
            assert "newer version" in problem.sentence
            # The later program made a copy before it changed anything.
            assert verify(backups_of(roomy.path)[0]) == []
            outcome = "done"
        seen[outcome] = seen.get(outcome, 0) + 1
        for leftover in (*roomy.path.parent.glob("small.csp?*"), *backups_of(roomy.path)):
            leftover.unlink()
    print(seen)
    assert seen.keys() >= {"not begun", "done"}, seen


def test_bringing_an_earlier_file_up_to_date(roomy: SmallFile) -> None:
    new = _history(roomy.path)
    make_earlier(roomy.path, SMALL_IMAGES - 1)
    before = roomy.path.read_bytes()

    def brought_up(dying_at: int) -> list[str]:
        roomy.path.write_bytes(before)
        return _killed("bring_up", roomy.path, dying_at, 0, at_once=False)

    looks, rounds = int(brought_up(0)[0]), 12
    seen: Counter[str] = Counter()
    for at in range(rounds):
        for leftover in (*roomy.path.parent.glob("small.csp?*"), *backups_of(roomy.path)):
            leftover.unlink()
        assert brought_up(1 + at * looks // rounds) == []
        done = identify(roomy.path) == SCHEMA_VERSION
        seen[f"{'written anew' if done else 'migrated'}, {_unfinished(roomy.path)}"] += 1
        assert verify(roomy.path) == []
        CspFile.open(roomy.path).close()
        assert verify(roomy.path) == [] and _history(roomy.path) == new
        assert identify(backups_of(roomy.path)[-1]) < SCHEMA_VERSION
    print(seen)
    assert seen["migrated, True"] and seen.keys() & {"written anew, True", "written anew, False"}, seen


def _history(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM changes ORDER BY id").fetchall()
