"""Copies that are only looked at: where they lie, and that they go."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csp_desktop.passing_copies import (
    PREFIX,
    let_go,
    only_for_reading,
    passing_folder,
    remove_passing_folders,
)

_A_DAY = 24 * 60 * 60


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def _left(temporary: Path, name: str, seconds: float) -> Path:
    folder = temporary / name
    folder.mkdir()
    (folder / "Return.xlsx").write_bytes(b"x")
    os.utime(folder, (time.time() - seconds,) * 2)
    return folder


def test_copies_go_when_the_program_ends(temporary: Path) -> None:
    copy = passing_folder() / "Return.xlsx"
    copy.write_bytes(b"a name and a telephone number")
    only_for_reading(copy)
    assert not copy.stat().st_mode & stat.S_IWRITE and copy.read_bytes()
    (copy.parent / "styles").mkdir()
    (copy.parent / "styles" / "page.css").write_text("p {}")
    remove_passing_folders()
    assert list(temporary.iterdir()) == []


def test_what_another_program_holds_still_goes_at_the_end(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, free = passing_folder(), passing_folder()
    with monkeypatch.context() as held_open:
        held_open.setattr("shutil.rmtree", lambda folder, ignore_errors: None)
        let_go(held)
    let_go(free)
    assert list(temporary.iterdir()) == [held]
    remove_passing_folders()
    assert list(temporary.iterdir()) == []


def test_what_a_program_ended_by_force_left_goes_after_a_day(temporary: Path) -> None:
    old = _left(temporary, f"{PREFIX}old", _A_DAY + 60)
    young = _left(temporary, f"{PREFIX}young", _A_DAY - 600)
    anothers = _left(temporary, "holiday photographs", 30 * _A_DAY)
    file = temporary / f"{PREFIX}notes.txt"
    file.write_text("not a folder")
    os.utime(file, (0, 0))
    remove_passing_folders()
    assert sorted(temporary.iterdir()) == sorted([young, anothers, file])
    assert not old.exists() and (young / "Return.xlsx").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(temporary: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.xlsx"
    kept.write_bytes(b"x")
    kept.chmod(0o444)
    (temporary / f"{PREFIX}link").symlink_to(tmp_path)
    (passing_folder() / "link.xlsx").symlink_to(kept)
    remove_passing_folders()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444 and kept.read_bytes() == b"x"


_LOOKED_AND_CLOSED = """
from PySide6.QtCore import QTimer
from csp_desktop.app import application, run_window
from csp_desktop.passing_copies import passing_folder

app = application()
(passing_folder() / "Return.xlsx").write_bytes(b"x")
QTimer.singleShot(0, app.closeAllWindows)
raise SystemExit(run_window(None))
"""


@pytest.mark.slow
def test_closing_the_window_removes_them(tmp_path: Path) -> None:
    places = {name: str(tmp_path / "temporary") for name in ("TMPDIR", "TEMP", "TMP")}
    (tmp_path / "temporary").mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", _LOOKED_AND_CLOSED], env={**os.environ, **places}, timeout=60
    )
    assert ended.returncode == 0
    assert list((tmp_path / "temporary").glob(f"{PREFIX}*")) == []
