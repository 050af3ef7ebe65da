"""What of a plan the public gets: of each register the fields named here, and nothing else.

Risks, people, money, returns and what was noted are on no list, so they are never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Text, Values
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.personal_words import name_patterns, names_within, without_personal_words
from csp_desktop.rules.rag import shown_rag

PUBLIC_FIELDS: Mapping[str, tuple[str, ...]] = {
    "partnerships": ("name", "short_name", "area", "vision", "rag_words"),
    "plans": ("partnership", "title", "first_year", "last_year"),
    "agencies": ("name", "short_name"),
    "groups": ("partnership", "name", "short_name"),
    "plan_items": (
        "plan", "level", "parent", "position", "ref", "title", "target", "timescale", "due_on", "outcome",
        "lead_agencies", "lead_groups", "status", "completed_on", "cross_cutting", "public",
    ),
    "updates": ("item", "quarter", "narrative", "rag", "outcome_rag", "new_due_on"),
    "indicators": (
        "plan", "item", "position", "ref", "title", "source", "unit", "better", "kind", "baseline_state",
        "baseline_value", "baseline_period", "target_kind", "target_value", "target_period", "amber_within", "amber_in",
        "trajectory_q1", "trajectory_q2", "trajectory_q3", "trajectory_q4", "scope", "contextual", "copied_from",
    ),
    "measurements": ("indicator", "quarter", "value_state", "value", "provisional"),
    "achievements": ("plan", "item", "indicator", "title", "narrative", "last_year", "this_year", "rag"),
    "log_entries": (
        "partnership", "kind", "ref", "title", "group", "lead_agencies", "raised_on", "starts_on", "due_on", "review_on",
        "expires_on", "completed_on", "area", "outcome", "public",
    ),
    "log_updates": ("entry", "quarter", "status", "new_due_on"),
}  # fmt: skip
"""The allow-list. An update's or achievement's words are published only where their item is ticked too, of the log only
entries that are ticked themselves: whoever publishes orders in force need not publish what a meeting decided."""


class Withheld(NamedTuple):
    """Words that were taken out of a record before it was published, and where they stand in the plan."""

    register: str
    record: str
    title: str
    field: str
    kind: str
    words: str

    @property
    def sentence(self) -> str:
        """What was withheld and where, in words."""
        label = register_named(self.register)[self.field].label.lower()
        of = f"{self.title}, {label}" if self.title else label
        return f"{of}: the {self.kind} “{self.words}” was withheld; reword it there if the sentence needs it."


class PublicRecords(NamedTuple):
    """A plan as the public gets it, and what was withheld from its words."""

    records: PlanRecords
    withheld: tuple[Withheld, ...]


def public_records(records: PlanRecords, quarter: Quarter, *, everything: bool = False) -> PublicRecords:
    """The priorities marked public (all of them where `everything`) as they stood in a quarter.

    What an item's lead reported in words comes along where the item itself is marked public; with the
    priorities the entries of the log that are marked public, as to dates and status.
    """
    items = [
        item
        for priority in records.priorities
        if everything or priority["public"]
        for item in (priority, *records.outline(priority["id"]))
    ]
    inside = {item["id"] for item in items}
    worded = {item["id"] for item in items if item["public"]}
    indicators = [
        indicator
        for indicator in records.indicators
        if indicator["item"] in inside or (everything and not records.priority_of(indicator["item"]))
    ]
    measured = {indicator["id"] for indicator in indicators}
    earlier = {indicator["copied_from"] for indicator in indicators if indicator["copied_from"]}
    entries = [entry for entry in records.log_entries if entry["public"]]
    logged = {entry["id"] for entry in entries}
    leads = {lead for item in items for lead in (*item["lead_agencies"], *item["lead_groups"])}
    leads |= {lead for entry in entries for lead in (*entry["lead_agencies"], entry["group"])}
    achievements = [
        achievement
        for achievement in records.achievements
        if achievement["item"] in inside or (everything and not achievement["item"])
    ]
    taken = _Allowed(records)
    reduced = PlanRecords(
        partnership=taken.record("partnerships", records.partnership),
        plan=taken.record("plans", records.plan),
        agencies=taken.all("agencies", (agency for agency in records.agencies if agency["id"] in leads)),
        groups=taken.all("groups", (group for group in records.groups if group["id"] in leads)),
        plan_items=taken.all("plan_items", items),
        updates=taken.all(
            "updates",
            (
                # The public is told one rating, not who differed from whom.
                {
                    **update,
                    "rag": shown_rag(update),
                    "narrative": update["narrative"] if update["item"] in worded else None,
                }
                for update in records.updates
                if update["item"] in inside and update["quarter"] <= quarter.code
            ),
        ),
        indicators=taken.all("indicators", indicators),
        measurements=taken.all("measurements", _up_to(records.measurements, measured, quarter)),
        earlier_measurements=taken.all(
            "measurements", _up_to(records.earlier_measurements, earlier, quarter)
        ),
        achievements=taken.all(
            "achievements",
            (
                {**done, "narrative": done["narrative"] if done["item"] in worded else None}
                for done in achievements
            ),
        ),
        overtaken=records.overtaken,
        log_entries=taken.all("log_entries", entries),
        log_updates=taken.all(
            "log_updates",
            (
                update
                for update in records.log_updates
                if update["entry"] in logged and update["quarter"] <= quarter.code
            ),
        ),
    )
    return PublicRecords(reduced, tuple(taken.withheld))


def _up_to(measurements: Iterable[Record], measured: set[Any], quarter: Quarter) -> list[Record]:
    return [
        measurement
        for measurement in measurements
        if measurement["indicator"] in measured and measurement["quarter"] <= quarter.code
    ]


class _Allowed:
    """Takes from records what is on the list; everything else is as in a blank record."""

    def __init__(self, records: PlanRecords) -> None:
        self.withheld: list[Withheld] = []
        self._records = records
        self._names = name_patterns(_personal_names(records))

    def all(self, register: str, records: Iterable[Record]) -> list[Any]:
        return [self.record(register, record) for record in records]

    def record(self, register: str, record: Record) -> Any:
        declared = register_named(register)
        allowed: Values = {**declared.blank(), "id": record["id"]}
        for name in PUBLIC_FIELDS[register]:
            value = record[name]
            if isinstance(declared[name], Text) and isinstance(value, str):
                value, personal = without_personal_words(value, self._names)
                self.withheld += [
                    Withheld(
                        register, record["id"], self._title(register, record), name, each.kind, each.words
                    )
                    for each in personal
                ]
            allowed[name] = value
        return allowed

    def _title(self, register: str, record: Record) -> str:
        if register == "updates":
            quarter = Quarter.parse(record["quarter"]).label
            return f"{_called(self._records.item[record['item']])}, {quarter}"
        return "" if register in ("partnerships", "plans") else _called(record)


def _called(record: Record) -> str:
    return (
        f"{record['ref']} {record['title']}"
        if record.get("ref")
        else str(record.get("title") or record["name"])
    )


def _personal_names(records: PlanRecords) -> list[str]:
    """Names in People, and those told elsewhere; a post entered as a name, or a body, is nobody's name."""
    bodies: Sequence[Record] = [*records.agencies, *records.groups]
    others = {_plain(body[name]) for body in bodies for name in ("name", "short_name")}
    people = [
        person["name"]
        for person in records.people
        if _plain(person["name"]) not in others | {_plain(person["job_title"] or "")}
    ]
    told = [records.partnership["chair"], records.partnership["coordinator"]]
    told += [update["author"] for update in records.updates]
    told += [record["owner"] for record in (*records.risks, *records.mitigations, *records.log_entries)]
    elsewhere = dict.fromkeys(name for text in dict.fromkeys(told) for name in names_within(text))
    # "South East Essex" is where its health trust is, and nobody; so is where the partnership is.
    here = {_plain(records.partnership[name] or "") for name in ("name", "area", "region")}
    bodies_said = "|".join(f" {body} " for body in others | here)
    return people + [name for name in elsewhere if f" {_plain(name)} " not in bodies_said]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
