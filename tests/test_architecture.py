"""Imports run one way, and the top level stays as given."""

from __future__ import annotations

import subprocess
import sys

from conftest import PROJECT


def test_imports_run_one_way() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]


def test_top_level_stays_as_given() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True)
    if tracked.returncode:
        return
    tops = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    given = {"csp_desktop", "resources", "tests", "main.py", "pyproject.toml", "README.md"}
    assert {top for top in tops if not top.startswith(".")} <= given
