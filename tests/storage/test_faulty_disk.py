"""Disks that fail and disks that are full: one sentence, and the file as it was before."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Insert, Workspace

sys.path.insert(0, str(Path(__file__).parent))
from beside import told_by
from disk_work import WORK

pytestmark = pytest.mark.slow

FAULTS = {
    "writing": ("write", sqlite3.SQLITE_IOERR_WRITE),
    "full": ("write", sqlite3.SQLITE_FULL),
    "making sure": ("sync", sqlite3.SQLITE_IOERR_FSYNC),
    "ending the journal": ("delete", sqlite3.SQLITE_IOERR_DELETE),
    "reading": ("read", sqlite3.SQLITE_IOERR_READ),
    "opening": ("open", sqlite3.SQLITE_CANTOPEN),
    "everything": ("open,read,write,sync,truncate,delete", sqlite3.SQLITE_IOERR),
    "the last confirmation": ("folder sync", sqlite3.SQLITE_IOERR_DIR_FSYNC),
}


@pytest.fixture
def roomy(small: SmallFile) -> SmallFile:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert(
                    "plan_items", {"plan": small.plan, "level": "priority", "title": f"{number} " + "x" * 500}
                )
                for number in range(60)
            ]
        )
    return small


# apsw's own backup breaks where the disk stays away; that part is left to the full disk below.
ATTEMPTS = [
    *((work, fault, "once") for work in WORK for fault in FAULTS),
    *(
        (work, fault, "lasting")
        for work in WORK
        for fault in ("full", "reading", "everything")
        if work != "back_up"
    ),
]


@pytest.mark.parametrize(("work", "fault", "lasting"), ATTEMPTS)
def test_a_failing_disk(roomy: SmallFile, tmp_path: Path, work: str, fault: str, lasting: str) -> None:
    pytest.importorskip("apsw")
    folder = tmp_path / "attempts"
    folder.mkdir()
    calls, error = FAULTS[fault]
    attempts = told_by("faulty_disk.py", roomy.path, folder, work, calls, error, lasting)
    assert len(attempts) > 1
    assert not attempts[-1]["failed"]
    assert attempts[-1]["said"] is None
    for attempt in attempts:
        assert attempt["problems"] == []
        assert attempt["partial"] == []
        assert attempt["again"] is None  # with the disk well again it works, without opening the file anew
        if attempt["said"]:
            assert attempt["left unchanged"]
            assert attempt["shown unchanged"]
            assert "the disk is full" in attempt["said"] or fault != "full"
        else:
            # Without a word: it is done, be it with a fault that does not matter.
            assert work == "back_up" or not attempt["left unchanged"]
            assert not attempt["failed"] or fault == "the last confirmation"


@pytest.mark.skipif(sys.platform != "linux", reason="small disks can be made on Linux alone")
@pytest.mark.parametrize("work", WORK)
def test_a_disk_that_is_really_full(roomy: SmallFile, tmp_path: Path, work: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=8m tmpfs '{disk}'"
    own_disks = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*own_disks, mount], capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    attempts = told_by(
        "full_disk.py", roomy.path, disk, work, within=[*own_disks, f'{mount} && exec "$@"', "sh"]
    )
    assert len(attempts) > 3
    for attempt in attempts[:-1]:
        assert "the disk is full" in attempt["said"] or "No space left" in attempt["said"], attempt
        assert attempt["unchanged"]
    for attempt in attempts:
        assert attempt["problems"] == []
        assert attempt["partial"] == []
