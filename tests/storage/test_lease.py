"""One editor at a time, also where locks are unknown or the disk is gone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileInUse, FileTaken
from csp_desktop.storage import lease as leases
from csp_desktop.storage.backups import backup_folder
from csp_desktop.storage.connection import connect
from csp_desktop.storage.lease import Lease, Waiting, holder_of

HOLDER = """
import sys
import time
from pathlib import Path
from csp_desktop.storage.lease import Lease
held = Lease(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_lock_file_names_its_holder_and_goes_with_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.csp"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FileInUse) as refusal:
            Lease(path)
        who = json.loads((tmp_path / "plan.csp.lock").read_text(encoding="utf-8"))
        assert who["process"] == holder.pid
        assert f"{who['user']} on {who['computer']} since {who['since']}" in refusal.value.sentence
        holder.kill()
        holder.wait()
        taken = Lease(path)
        assert taken.after_crash
        taken.release()
    assert list(tmp_path.iterdir()) == []
    taken = Lease(path)
    assert not taken.after_crash
    taken.release()
    taken.release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"user": 1}', "\x00" * 40])
def test_a_lock_file_that_says_nothing(tmp_path: Path, text: str) -> None:
    lock = tmp_path / "plan.csp.lock"
    lock.write_text(text, encoding="utf-8")
    taken = Lease(tmp_path / "plan.csp")
    assert taken.after_crash
    assert json.loads(lock.read_text(encoding="utf-8"))["process"] == os.getpid()
    taken.release()


def _unsupported(_: BinaryIO) -> None:
    raise OSError(errno.ENOLCK, "No locks available")


def test_a_share_that_knows_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_lock", _unsupported)
    path, lock = tmp_path / "plan.csp", tmp_path / "plan.csp.lock"
    held = Lease(path)
    monkeypatch.setattr(leases, "computer_name", lambda: "another-computer")
    with pytest.raises(FileInUse, match="delete “plan.csp.lock” beside it"):
        Lease(path)
    held.release()
    Lease(path).release()
    assert not lock.exists()


def test_a_crash_on_a_share_that_knows_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    monkeypatch.setattr(leases, "_lock", _unsupported)
    path, lock = tmp_path / "plan.csp", tmp_path / "plan.csp.lock"
    held = Lease(path)
    who = json.loads(lock.read_text(encoding="utf-8"))
    held.release()
    lock.write_text(json.dumps({**who, "process": ended.pid}) + "\n", encoding="utf-8")
    if sys.platform != "win32":
        Lease(path).release()
        assert not lock.exists()
    lock.write_text(json.dumps({**who, "process": ended.pid})[:20], encoding="utf-8")
    with pytest.raises(FileInUse, match="by another program.*delete “plan.csp.lock” beside it"):
        Lease(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove an open file")
def test_closing_when_the_folder_is_gone(small: SmallFile) -> None:
    folder = small.path.parent / "share"
    folder.mkdir()
    path = folder / "small.csp"
    shutil.copy(small.path, path)
    workspace = Workspace.open(path, backup=False)
    shutil.rmtree(folder)
    workspace.close()
    assert not folder.exists()


def test_a_counter_beats_while_the_holder_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "BEAT_SECONDS", 0.01)
    path = tmp_path / "plan.csp"
    held = Lease(path)
    first = holder_of(path)
    assert first is not None
    ended = time.monotonic() + 20
    while (now := holder_of(path)) is None or now.beat < 3:
        assert time.monotonic() < ended
    assert now._replace(beat=0) == first._replace(beat=0)
    # A lock file always holds one whole line, as long at every beat.
    assert len((tmp_path / "plan.csp.lock").read_bytes().splitlines()) == 1
    held.release()
    assert not (tmp_path / "plan.csp.lock").exists()


def test_who_waits_sees_the_holder_go_or_fall_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.csp"
    clock = [100.0]
    monkeypatch.setattr(leases.time, "monotonic", lambda: clock[0])
    held = Lease(path)
    waiting = Waiting(path)
    assert waiting.look() == (holder_of(path), False)
    clock[0] += leases.STALE_SECONDS - 1
    assert waiting.look()[1] is False
    held.beat()
    clock[0] += 2
    # It beat meanwhile: the time of silence begins anew.
    assert waiting.look() == (holder_of(path), False)
    clock[0] += leases.STALE_SECONDS
    assert waiting.look()[1] is True
    held.release()
    assert waiting.look() == (None, False)


def test_a_sleeper_whose_file_was_taken_over_writes_no_more(small: SmallFile) -> None:
    sleeper = Workspace.open(small.path, backup=False, user="Sleeper")
    holder = holder_of(small.path)
    assert holder is not None
    with pytest.raises(FileInUse):
        Workspace.open(small.path, backup=False)
    # The counter went on between the question and its answer: they are not silent any more.
    assert sleeper._file._lease is not None
    sleeper._file._lease.beat()
    with pytest.raises(FileInUse):
        Workspace.open(small.path, backup=False, take_over=holder)
    holder = holder_of(small.path)
    assert holder is not None
    taker = Workspace.open(small.path, backup=False, user="Deputy", take_over=holder)
    taker.apply([Update("plans", small.plan, {"title": "Taken over"})])
    with pytest.raises(FileTaken, match=f"is being edited by {holder_of(small.path)}, who took it over"):
        sleeper.apply([Update("plans", small.plan, {"title": "Sleeper's"})])
    with pytest.raises(FileTaken):
        sleeper.undo()
    assert sleeper.look().trouble
    sleeper._file._lease.beat()
    now = holder_of(small.path)
    assert now is not None and now.token != holder.token
    assert taker.plans()[0]["title"] == "Taken over"
    (told,) = taker._connection.execute(
        "SELECT made_by, reason FROM steps WHERE reason LIKE 'took over%'"
    ).fetchall()
    assert told == ("Deputy", f"took over editing from {holder}")
    taker.close()
    sleeper.take_back()
    assert sleeper.look().trouble == ""
    sleeper.apply([Update("plans", small.plan, {"title": "Sleeper's"})])
    sleeper.close()
    assert not small.path.with_name(small.path.name + ".lock").exists()


def test_a_lock_file_left_empty_names_again_who_edits(small: SmallFile) -> None:
    lock = small.path.with_name(small.path.name + ".lock")
    with Workspace.open(small.path, backup=False, user="Editor") as workspace:
        named = holder_of(small.path)
        assert named is not None
        # As another leaves it who had taken the file over, where Windows lets nobody remove what is open.
        lock.write_bytes(b"")
        workspace.apply([Update("plans", small.plan, {"title": "Written"})])
        again = holder_of(small.path)
        assert again is not None and again.token == named.token


def test_a_lock_file_somebody_removed_is_put_back(small: SmallFile) -> None:
    lock = small.path.with_name(small.path.name + ".lock")
    with Workspace.open(small.path, backup=False) as workspace:
        if os.name != "nt":
            lock.unlink()
        workspace.apply([Update("plans", small.plan, {"title": "Written"})])
        assert lock.exists()
        with pytest.raises(FileInUse):
            Workspace.open(small.path, backup=False)
    assert not lock.exists()


def test_by_its_short_name_on_windows_it_is_the_same_file(
    small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = small.path.with_name("SMALL~1.CSP")
    os.link(small.path, short)
    resolve = Path.resolve
    monkeypatch.setattr(
        Path, "resolve", lambda path: small.path if path.name == short.name else resolve(path)
    )
    monkeypatch.setattr("csp_desktop.paths.sys", SimpleNamespace(platform="win32"))
    assert backup_folder(short) == backup_folder(small.path)
    with Workspace.open(small.path, backup=False), pytest.raises(FileInUse):
        Workspace.open(short, backup=False)
    # SQLite names the journal after the file as it is opened.
    with closing(connect(short, "rw")) as connection:
        assert connection.execute("PRAGMA database_list").fetchone()[2] == str(small.path)
