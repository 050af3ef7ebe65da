"""Four processes save 500 times each into one file: every word is there, and nobody wrote over another."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.workspace import Workspace
from csp_desktop.storage.checking.verify import verify

SAVES = 500


@pytest.mark.slow
@pytest.mark.parametrize("how", ["in turn", "asleep"])
def test_four_times_five_hundred_saves(small: SmallFile, how: str) -> None:
    names = [f"saver {number}" for number in range(4)]
    savers = [
        subprocess.Popen(
            [sys.executable, "tests/storage/saving_work.py", str(small.path), name, str(SAVES), how],
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    said = [saver.communicate(timeout=1500)[0].split() for saver in savers]
    assert [int(done) for done, _ in said] == [SAVES] * 4
    if how == "asleep":
        # Without the lease they met in the file itself, and were told each time.
        assert sum(int(refused) for _, refused in said) > 0
    assert verify(small.path) == []
    with Workspace.open(small.path, read_only=True) as workspace:
        written = [
            item["title"] for item in workspace.records("plan_items") if item["title"].startswith("saver")
        ]
        steps = workspace.history.steps(limit=10_000)
    assert sorted(written) == sorted(f"{name} {number}" for name in names for number in range(SAVES))
    assert {name: sum(step.made_by == name for step in steps) for name in names} == dict.fromkeys(
        names, SAVES
    )
