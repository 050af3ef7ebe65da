"""How a partner stands: an agency or group on a day, a person meant by words, the agency they work for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Agency, Group, Person

_SOON_DAYS = 60


class Standing(NamedTuple):
    """What a partner is on a day, in words; `current` is no where it has ended or not yet begun.

    `ends_soon` says that its end is less than two months off.
    """

    words: str
    current: bool
    ends_soon: bool = False


def agency_standing(agency: Agency, on: date) -> Standing:
    """An agency's status with its dates: "responsible authority since 1 Apr 2010"."""
    return _standing(agency["kind"], agency["responsible_from"], agency["responsible_until"], on)


def group_standing(group: Group, on: date) -> Standing:
    """A group's life: "task and finish until 30 Jun 2010"."""
    return _standing(group["kind"], group["starts_on"], group["ends_on"], on)


def person_is_there(person: Person, on: date) -> bool:
    """Has the person not left by that day?"""
    return not person["left_on"] or str(person["left_on"]) > on.isoformat()


def person_called(records: PlanRecords, words: str | None) -> Person | None:
    """The one person who is called so, or has that job, and has not left."""
    wanted = (words or "").strip().casefold()
    called = [
        person
        for person in records.people
        if wanted in ((person["name"] or "").casefold(), (person["job_title"] or "").casefold())
        and wanted
        and not person["left_on"]
    ]
    return called[0] if len(called) == 1 else None


def agency_of(records: PlanRecords, words: str | None) -> str | None:
    """The id of the agency that the one person called so works for."""
    person = person_called(records, words)
    return person["agency"] if person else None


def _standing(kind: str, start: str | None, end: str | None, on: date) -> Standing:
    word = kind[:1].upper() + kind[1:]
    if end and date.fromisoformat(end) < on:
        return Standing(f"{word} until {format_date(end, short=True)}, ended", False)
    if start and date.fromisoformat(start) > on:
        return Standing(f"{word} from {format_date(start, short=True)}, not yet", False)
    if end:
        days = (date.fromisoformat(end) - on).days
        return Standing(f"{word} until {format_date(end, short=True)}", True, days <= _SOON_DAYS)
    if start:
        return Standing(f"{word} since {format_date(start, short=True)}", True)
    return Standing(word, True)
