"""How an agency or a group stands on a day: responsible from when, until when, still meeting or ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from csp_desktop.registers.fields import format_date
from csp_desktop.registers.typed_records import Agency, Group, Person

_SOON_DAYS = 60
# Bodies by what they are called, the first that fits: the responsible authorities of the Crime and Disorder Act 1998,
# section 5(1), as amended; bodies that co-operate with them under section 5(2); and well-known charities.
_KINDS = (
    ("other", r"\bcommissioner\b|\bpcc\b|\bpfcc\b|\bgovernment\b|\bhome office\b"),
    (
        "co-operating body",
        r"\b(?:parish|town|community) council\b|\bnhs (?:foundation )?trust\b|\bhousing association\b",
    ),
    (
        "voluntary",
        r"\bvictim support\b|\bcitizens advice\b|\bneighbourhood watch\b|\bwomen'?s aid\b|\bymca\b|\bcvs\b|"
        r"\bvoluntary (?:service|action|sector)|\bage uk\b|\bcrimestoppers\b|\bcharity\b",
    ),
    (
        "responsible authority",
        r"\bcouncil$|\bpolice$|\bconstabulary$|"
        r"\bfire (?:and|&) rescue\b|^fire(?: service)?$|\bprobation\b|\bintegrated care board\b|^icb$|"
        r"\bclinical commissioning group\b|^ccg$|\bprimary care trust\b|^pct$",
    ),
)


@dataclass(frozen=True)
class Standing:
    """What a partner is on a day, in words; `current` is no where it has ended or not yet begun.

    `ends_soon` says that its end is less than two months off.
    """

    words: str
    current: bool
    ends_soon: bool = False


def agency_standing(agency: Agency, on: date) -> Standing:
    """An agency's status with its dates: "responsible authority since 1 Apr 2010"."""
    return _standing(agency["kind"], agency["responsible_from"], agency["responsible_until"], on)


def kind_told(name: str) -> str | None:
    """The kind of body an agency is by its name: "Essex Police" is a responsible authority; None where it does not say."""
    plain = name.replace("’", "'")
    return next((kind for kind, words in _KINDS if re.search(words, plain, re.IGNORECASE)), None)


def group_standing(group: Group, on: date) -> Standing:
    """A group's life: "task and finish until 30 Jun 2010"."""
    return _standing(group["kind"], group["starts_on"], group["ends_on"], on)


def person_is_there(person: Person, on: date) -> bool:
    """Has the person not left by that day?"""
    return not person["left_on"] or str(person["left_on"]) > on.isoformat()


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
