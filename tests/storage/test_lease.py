"""One editor at a time, also where locks are unknown or the disk is gone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileInUse
from csp_desktop.storage import lease as leases
from csp_desktop.storage.lease import Lease

HOLDER = """
import sys
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


def _unsupported(_: IO[str]) -> None:
    raise OSError(errno.ENOLCK, "No locks available")


def test_a_share_that_knows_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_lock", _unsupported)
    path, lock = tmp_path / "plan.csp", tmp_path / "plan.csp.lock"
    held = Lease(path)
    monkeypatch.setattr(leases.socket, "gethostname", lambda: "another-computer")
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
