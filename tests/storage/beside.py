"""A script of this folder run as a process of its own; what it told, a line of JSON each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conftest import PROJECT


def told_by(script: str, *arguments: object, within: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Run a script, `within` another command where given, until it ends well."""
    run = subprocess.run(
        [*within, sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "tests")])},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]
