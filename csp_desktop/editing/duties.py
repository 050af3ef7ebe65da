"""The duties of the law that come with the program, and putting those ticked into the log."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from csp_desktop.editing.changes import Change, Insert
from csp_desktop.paths import own_text, resources_folder
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords


@dataclass(frozen=True)
class Duty:
    """One duty: what the law asks, when, of whom, where it says so, and when that was looked up.

    `due` is month and day where it has to be done by a day of each financial year, else None.
    """

    title: str
    when: str
    applies: str
    source: str
    web: str
    looked_up: date
    due: tuple[int, int] | None

    def due_in(self, year: FinancialYear) -> date | None:
        """The day of a financial year by which it has to be done; None where it has no such day."""
        if self.due is None:
            return None
        month, day = self.due
        return date(year.first if month >= 4 else year.first + 1, month, day)

    @property
    def notes(self) -> str:
        """When, of whom, and where to read it: kept with the entry."""
        day = format_date(self.looked_up.isoformat())
        return f"{self.when}. {self.applies}. {self.web} (looked up on {day})"


@cache
def duties() -> tuple[Duty, ...]:
    """The duties shipped, in their order."""
    text = own_text(resources_folder() / "law" / "duties.toml")
    return tuple(_duty(**said) for said in tomllib.loads(text)["duty"])


def _duty(due: str = "", **said: str | date) -> Duty:
    month, _, day = due.partition("-")
    return Duty(due=(int(month), int(day)) if due else None, **said)  # type: ignore[arg-type]


def in_log(records: PlanRecords, duty: Duty) -> bool:
    """Whether a duty is in the log of a plan already: its words may have been changed, its source tells."""
    return any(entry["kind"] == "duty" and entry["source"] == duty.source for entry in records.log_entries)


def recording(records: PlanRecords, ticked: Iterable[Duty]) -> list[Change]:
    """What puts duties into the log: those with a day in the plan's year, the others for all plans."""
    return [
        Insert(
            "log_entries",
            {
                "partnership": records.partnership["id"],
                "plan": records.plan["id"] if duty.due is not None else None,
                "kind": "duty",
                "title": duty.title,
                "source": duty.source,
                "due_on": day.isoformat() if (day := duty.due_in(records.year)) else None,
                "notes": duty.notes,
            },
        )
        for duty in ticked
    ]
