"""When the power fails: what was said to be saved is there, whole, and what was not is there whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile


@pytest.mark.slow
def test_the_power_fails_at_any_moment(small: SmallFile, tmp_path: Path, search_seed: str) -> None:
    pytest.importorskip("apsw")
    folder = tmp_path / "disk"
    folder.mkdir()
    # CSP_POWER=5000 makes the long run of it.
    states = int(os.environ.get("CSP_POWER", "300"))
    run = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("power_loss.py")),
            str(small.path),
            str(folder),
            str(search_seed),
            str(states),
        ],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "tests")])},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    *wrong, counted = map(json.loads, run.stdout.splitlines())
    assert wrong == []
    assert counted == {"tried": states}
