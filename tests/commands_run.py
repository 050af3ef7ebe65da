"""A command that was run in this process: how it ended, and what it said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Run:
    """`code` is its exit code, `out` what it printed, `err` what it said beside."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What it printed as JSON."""
        return json.loads(self.out)


Command = Callable[..., Run]
