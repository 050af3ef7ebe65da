"""What becomes of dates that a new year would begin with as late: moved on, cleared or kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record
from csp_desktop.rules.timescales import read_timescale

DateChoice = Literal["move", "clear", "keep"]

_CARRIED_DATES = {
    "plan_items": ("due_on",),
    "risks": ("review_on", "target_on"),
    "mitigations": ("due_on",),
}


def new_dates(
    register: str, record: Record, from_year: FinancialYear, to_year: FinancialYear, choice: DateChoice
) -> Mapping[str, Any]:
    """The dates of a carried record that differ in the new year; one within it, or later, stays as it is."""
    if choice == "keep":
        return {}
    changed: dict[str, Any] = {}
    for name in _CARRIED_DATES.get(register, ()):
        day = date.fromisoformat(record[name]) if record[name] else None
        if day is None and register == "plan_items":
            # A date told only in words would be read as late just the same.
            day = read_timescale(record["timescale"], from_year).due_on
            if day is not None and day < to_year.start and choice == "clear":
                changed["timescale"] = None
        if day is not None and day < to_year.start:
            changed[name] = None if choice == "clear" else _moved_on(day, to_year).isoformat()
    return changed


def _moved_on(day: date, to_year: FinancialYear) -> date:
    """The same day within the new year; 29 February is the 28th, and a month's last day stays the last."""
    year = to_year.first if day.month >= 4 else to_year.first + 1
    if day.month == 2 and (day + timedelta(days=1)).month == 3:
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)
