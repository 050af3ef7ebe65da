"""Slips that minutes of councils show again and again, each in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, PlanItem, Risk
from csp_desktop.rules.checks.finding import Check, CheckFinding, called
from csp_desktop.rules.checks.remarks import data_end, score_denied
from csp_desktop.rules.due_dates import FINISHED
from csp_desktop.rules.figures import expected, figure, sums, to_date
from csp_desktop.rules.rag import blue_says_complete, item_rag, reported_items, roll_up, shown_rag
from csp_desktop.rules.risk_scores import band, standing
from csp_desktop.rules.targets import decimal, format_figure, known_baseline, target_number

_SCALE = 10
"""A figure so many times its target, or a target so many times its figure, is of another scale."""
_LARGE = 100
"""Below this, ten times as much is only a few more."""
_SAYING = 3
"""A title of fewer words says too little to be the same thing twice."""

_TARGET_SCALE = Check(
    "target-out-of-scale",
    "query",
    "A target and a result of different sizes are seldom of the same thing.",
    "Check that both are of the same area, period and unit, and correct the one that is not.",
    field="target_value",
)
_TARGET_NOUGHT = Check(
    "target-nought",
    "query",
    "A target of nought is often a cell left empty, and everything is off it.",
    "Enter the target that was meant, or say that there is none.",
    field="target_value",
)
_OLD = Check(
    "figure-old",
    "query",
    "Members would take an old figure for this quarter's.",
    "Ask its owner for the newest figure, or say in the note when the next one comes.",
    quarterly=True,
    field="value",
)
_PARTS = Check(
    "parts-and-total",
    "query",
    "The total and its parts cannot both be right.",
    "Ask its owner which figure is wrong, and correct it.",
    quarterly=True,
    field="value",
)
_MOVED = Check(
    "due-date-moved",
    "query",
    "A date moved without a word will be asked about.",
    "Say in the update why the date was moved, or put the first one back.",
    field="due_on",
)
_RATING_RULE = Check(
    "rating-against-rule",
    "query",
    "The rating is not what the partnership's own rule gives.",
    "Change the rating, or give the reason in the update.",
    quarterly=True,
    field="rag",
)
_COMPLETE_RED = Check(
    "complete-rated-red",
    "query",
    "Finished work and a red rating contradict each other.",
    "Change the rating, or put the action back in progress.",
    quarterly=True,
    field="rag",
)
_CLOSED = Check(
    "closed-risk-open-mitigation",
    "query",
    "Either the risk is not over, or the work on it is no longer needed.",
    "Complete or stop the mitigation, or open the risk again.",
    field="status",
)
_SCORE_WORDS = Check(
    "score-against-words",
    "query",
    "The comment and the score tell two different stories.",
    "Correct the score or the comment.",
    quarterly=True,
    field="comment",
)
_LEAD_LEFT = Check(
    "lead-officer-left",
    "query",
    "Nobody named is still there to do it.",
    "Name the officer who has taken it over.",
    field="lead_officers",
)
_TWICE = Check(
    "same-twice",
    "query",
    "The same thing twice is counted and reported twice.",
    "Delete one of them, or say in its title how it differs.",
)


def check_slips(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about single cells of every register."""
    for indicator in records.indicators:
        yield from _target(records, indicator, quarter)
        yield from _old(records, indicator, quarter)
        yield from _said_old(records, indicator, quarter)
        yield from _months(records, indicator, quarter)
    yield from _parts(records, quarter)
    for item in records.outline():
        yield from _item(records, item, quarter, today)
    for risk in records.risks:
        yield from _risk(records, risk, quarter)
    yield from _twice(records, quarter)


def _target(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    target, unit = target_number(indicator).value, indicator["unit"]
    if target is None or indicator["contextual"] or unit == "yes/no":
        return
    name, baseline = called("indicators", indicator), known_baseline(indicator)
    so_far = to_date(records, indicator, quarter).value
    if target == 0:
        if indicator["target_kind"] == "value" and (so_far or baseline):
            message = f"The target of {name} is nought, though its figure is {format_figure(so_far or baseline, unit)}."
            yield _TARGET_NOUGHT.finds("indicators", indicator, message, quarter)
        return
    compared = (
        (so_far, expected(records, indicator, quarter), "its figure is"),
        (baseline, target, "its baseline is"),
    )
    for said, should_be, what in compared:
        if said and should_be and _other_scale(abs(said), abs(should_be)):
            message = f"The target of {name} is {format_figure(target, unit)}, but {what} {format_figure(said, unit)}."
            yield _TARGET_SCALE.finds("indicators", indicator, message, quarter)
            return


def _other_scale(said: float, should_be: float) -> bool:
    low, high = sorted((said, should_be))
    return high >= _LARGE and high >= low * _SCALE


def _old(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    """A level still told by a figure two or more quarters old."""
    if indicator["kind"] != "snapshot" or records.measurement(indicator["id"], quarter) is not None:
        return
    if to_date(records, indicator, quarter).value is None:
        return
    last = next(
        earlier
        for back in range(1, 4)
        if figure(records, indicator, earlier := quarter.plus(-back)) is not None
    )
    if last < quarter.previous:
        name = called("indicators", indicator)
        message = (
            f"The newest figure of {name} is of {last.label}, more than three months before {quarter.label}."
        )
        yield _OLD.finds("indicators", indicator, message, quarter)


def _said_old(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    """A figure whose own note says that its data end more than three months before the quarter does."""
    measurement = records.measurement(indicator["id"], quarter)
    told = data_end(measurement["note"]) if measurement else None
    if told and told[1] < quarter.previous:
        message = (
            f"The figure of {called('indicators', indicator)} for {quarter.label} is of {told[0]}, "
            "as its note says."
        )
        yield _OLD.finds("indicators", indicator, message, quarter)


def _months(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    """Three months that do not come to the quarter's figure."""
    measurement, value = records.measurement(indicator["id"], quarter), figure(records, indicator, quarter)
    if measurement is None or value is None or not sums(indicator):
        return
    parts = [
        float(part.replace(",", ""))
        for part in re.findall(r"\d[\d,]*(?:\.\d+)?", measurement["months"] or "")
    ]
    if len(parts) == 3 and sum(map(decimal, parts)) != decimal(value):
        unit = indicator["unit"]
        message = (
            f"The months of {called('indicators', indicator)} come to {format_figure(sum(parts), unit)}, "
            f"but its figure for {quarter.label} is {format_figure(value, unit)}."
        )
        yield _PARTS.finds("indicators", indicator, message, quarter)


_PART = re.compile(r"(?P<whole>.*\d)\s*\(?[a-z]\)?", re.IGNORECASE)


def _parts(records: PlanRecords, quarter: Quarter) -> Iterator[CheckFinding]:
    """Parts by their refs (16a and 16b of 16) that do not come to the total."""
    by_ref = {indicator["ref"].strip(): indicator for indicator in records.indicators if indicator["ref"]}
    parts_of: dict[str, list[Indicator]] = {}
    for ref, part in by_ref.items():
        match = _PART.fullmatch(ref)
        if match and match["whole"] in by_ref:
            parts_of.setdefault(match["whole"], []).append(part)
    for ref, parts in parts_of.items():
        whole = by_ref[ref]
        alike = all((part["unit"], part["kind"]) == (whole["unit"], whole["kind"]) for part in parts)
        figures = [figure(records, part, quarter) for part in parts]
        total = figure(records, whole, quarter)
        if len(parts) < 2 or not alike or whole["unit"] not in ("count", "money"):
            continue
        known = [value for value in figures if value is not None]
        if total is None or len(known) < len(parts) or sum(map(decimal, known)) == decimal(total):
            continue
        named = listed([part["ref"] for part in parts])
        message = (
            f"{named} come to {format_figure(sum(known), whole['unit'])} for {quarter.label}, "
            f"but {ref} is {format_figure(total, whole['unit'])}."
        )
        yield _PARTS.finds("indicators", whole, message, quarter)


def _item(records: PlanRecords, item: PlanItem, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    name, update = called("plan_items", item), records.update(item["id"], quarter)
    told = item["notes"] or any(
        said["narrative"]
        for said in records.updates_of.get(item["id"], [])
        if said["quarter"] <= quarter.code
    )
    first, due = item["original_due_on"], item["due_on"]
    later = update["new_due_on"] if update and update["id"] not in records.overtaken else None
    if update and later and due and later > due and not update["narrative"]:
        message = f"The date of {name} moved from {format_date(due)} to {format_date(later)} with no reason."
        yield _MOVED.finds("plan_items", item, message, quarter)
    elif first and due and due > first and not told:
        message = f"The date of {name} moved from {format_date(first)} to {format_date(due)} with no reason."
        yield _MOVED.finds("plan_items", item, message, quarter)
    rag = shown_rag(update)
    if rag == "blue" and item["status"] != "complete" and blue_says_complete(records.partnership):
        message = f"{name} is rated complete, but its status is {item['status']}."
        yield _RATING_RULE.finds("plan_items", item, message, quarter)
    elif (
        rag == "red"
        and item["status"] == "complete"
        and (item["completed_on"] or "") <= quarter.end.isoformat()
    ):
        message = f"{name} is complete, but it is rated red for {quarter.label}."
        yield _COMPLETE_RED.finds("plan_items", item, message, quarter)
    elif rag == "green" and item["level"] == "priority":
        ruled = roll_up(item_rag(records, below, quarter) for below in reported_items(records, item["id"]))
        if ruled.rag == "red":
            message = f"{name} is rated green, but by the rule it is red: {ruled.words}"
            yield _RATING_RULE.finds("plan_items", item, message, quarter)
    if item["status"] not in FINISHED:
        yield from _officers(records, item, min(quarter.end, today), quarter)


def _officers(records: PlanRecords, item: PlanItem, by: date, quarter: Quarter) -> Iterator[CheckFinding]:
    people = [person for officer in item["lead_officers"] if (person := records.person.get(officer))]
    left = [person for person in people if person["left_on"] and date.fromisoformat(person["left_on"]) < by]
    if left and len(left) == len(people):
        who = left[-1]
        message = (
            f"{called('plan_items', item)} is led by {who['job_title'] or who['name']}, "
            f"who left on {format_date(who['left_on'])}."
        )
        yield _LEAD_LEFT.finds("plan_items", item, message, quarter)


def _risk(records: PlanRecords, risk: Risk, quarter: Quarter) -> Iterator[CheckFinding]:
    name = called("risks", risk)
    if risk["status"] == "closed":
        for mitigation in records.mitigations_of.get(risk["id"], []):
            if mitigation["kind"] != "existing control" and mitigation["status"] not in FINISHED:
                message = (
                    f"{name} is closed, but its mitigation {called('mitigations', mitigation)} is still open."
                )
                yield _CLOSED.finds("mitigations", mitigation, message, quarter)
    review = records.review(risk["id"], quarter)
    now, before = standing(records, risk, quarter), standing(records, risk, quarter.previous)
    if review is None or now is None:
        return
    denied = score_denied(review["comment"] or "", now, before, band(now.score, records.partnership))
    if denied:
        yield _SCORE_WORDS.finds("risks", risk, f"The comment on {name} {denied}.", quarter)


def _twice(records: PlanRecords, quarter: Quarter) -> Iterator[CheckFinding]:
    """Records of the same words, and payments keyed twice."""
    registers: Mapping[str, list[Record]] = {
        "plan_items": [item for item in records.outline() if item["level"] != "priority"],
        "indicators": [*records.indicators],
        "risks": [*records.risks],
    }
    for register, kept in registers.items():
        seen: dict[tuple[object, ...], Record] = {}
        for record in kept:
            words = re.findall(r"\w+", record["title"].casefold())
            alike = (
                *words,
                *sorted(record.get("lead_agencies") or ()),
                record.get("level"),
                record.get("unit"),
            )
            first = seen.setdefault(alike, record)
            # One ref twice is found as such.
            if (
                first is not record
                and len(words) >= _SAYING
                and (not record["ref"] or record["ref"] != first["ref"])
            ):
                message = f"{called(register, record)} says the same as {called(register, first)}."
                yield _TWICE.finds(register, record, message, quarter)
    granted: dict[tuple[object, ...], Record] = {}
    for allocation in records.allocations:
        alike = tuple(
            allocation[name]
            for name in ("stream", "item", "group", "project", "provider", "amount", "approved_on")
        )
        if allocation["status"] == "withdrawn" or not allocation["amount"]:
            continue
        if granted.setdefault(alike, allocation) is not allocation:
            stream = records.stream[allocation["stream"]]["name"]
            message = f"{format_money(allocation['amount'])} for {called('allocations', allocation)} is allocated twice from “{stream}”."
            yield _TWICE.finds("allocations", allocation, message, quarter)
    paid: dict[tuple[object, ...], Record] = {}
    for entry in records.funding_entries:
        if entry["kind"] != "actual" or not entry["amount"] or not (entry["reference"] or entry["on_date"]):
            continue
        alike = tuple(entry[name] for name in ("allocation", "quarter", "on_date", "amount", "reference"))
        if paid.setdefault(alike, entry) is not entry:
            allocation = records.allocation[entry["allocation"]]
            message = (
                f"{format_money(entry['amount'])} is entered twice on {called('allocations', allocation)} for "
                f"{Quarter.parse(entry['quarter']).label}, with the same date and reference."
            )
            yield _TWICE.finds("funding_entries", entry, message, quarter)
