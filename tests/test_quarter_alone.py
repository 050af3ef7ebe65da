"""A whole quarter with no network and with every file that is opened watched."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import PROJECT

# What Python and the system's own libraries look up, which says nothing of anybody.
_OF_THE_SYSTEM = ("/dev/null", "/dev/urandom", "/etc/localtime", "/etc/os-release", "/usr/lib/os-release", "/proc/self",
                  "/usr/share/zoneinfo", "/etc/mime.types")  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the folders of this test are those of Linux and macOS")
def test_a_quarter_opens_nothing_but_its_own_and_asks_no_network(tmp_path: Path) -> None:
    folder, profile, temporary = (tmp_path / name for name in ("share", "profile", "temporary"))
    for made in (folder, profile, temporary):
        made.mkdir()
    installed = (*sysconfig.get_paths().values(), *filter(None, sys.path))
    program = {PROJECT, Path(sys.prefix), Path(sys.base_prefix), *map(Path, installed)}
    allowed = [os.path.realpath(place) for place in (folder, profile, temporary, *program)]
    names = (
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_DOCUMENTS_DIR",
    )
    environment = {**os.environ, **dict.fromkeys(names, str(profile)), "TMPDIR": str(temporary)}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    ran = subprocess.run(
        [sys.executable, str(PROJECT / "tests" / "quarter_alone.py"), str(folder), *allowed, *_OF_THE_SYSTEM],
        cwd=PROJECT,
        env={**environment, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("done ") and "side.pdf" in lines[0]
    assert [line for line in lines if line.startswith("elsewhere ")] == []
    # What reads workbooks of others in a process of its own is this program again.
    assert {line for line in lines if line.startswith("started ")} <= {f"started {sys.executable}"}
