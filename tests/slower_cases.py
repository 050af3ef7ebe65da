"""Cases of one kind of which a few are tried every time, and all by the slow tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def rest_slow(cases: Iterable[Any], fast: int) -> list[Any]:
    """The cases as they are given, those after the first few marked slow."""
    return [case if at < fast else _slow(case) for at, case in enumerate(cases)]


def _slow(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
