"""A run kept as JSON with the machine and versions it ran on, and two runs set beside each other."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from measuring import Row

_LIBRARIES = ("PySide6_Essentials", "openpyxl", "typst", "rapidfuzz", "python-calamine", "python-docx")


def machine() -> dict[str, str]:
    """What the figures depend on besides the program: the machine, Python, SQLite and the libraries, by name."""
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in _LIBRARIES},
    }


def keep(rows: Iterable[Row], path: Path) -> None:
    """Write a run, in seconds and ratios."""
    kept = {"on": machine(), "rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")


def beside(rows: Iterable[Row], path: Path) -> Iterator[str]:
    """The ratios of a kept run beside those of this one, a line each; first where the machines differ."""
    kept: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    now = machine()
    for name, was in kept["on"].items():
        if now.get(name) != was:
            yield f"{name} was {was}, is {now.get(name)}"
    before = {(row["what"], row["on"]): row["ratio"] for row in kept["rows"]}
    for row in rows:
        was = before.get((row.what, row.on))
        change = f"{was:>7.2f} → {row.ratio:>5.2f} ({row.ratio / was - 1:+.0%})" if was else "    new"
        yield f"{row.what:<34} {row.on:<8} {change}"
