"""What a trial of rolling over tells: a line for each thing in the plan, how it stands and how it would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.rules.carry_over import CarryOver, Fate
from csp_desktop.ui.look.plain_words import counted

_FATES: dict[str, tuple[str, str]] = {
    "carry": ("green", "Carried forward"),
    "close": ("blue", "Closed"),
    "drop": ("none", "Dropped"),
    "there": ("none", "Already there"),
}


@dataclass(frozen=True)
class Line:
    """One thing: an item with its fate, or another record that would be made.

    `before` is how it stands in the old plan, `words` how it would stand in the new one.
    """

    kind: str
    register: str
    record: Record
    before: str = ""
    words: str = ""


def lines_of(records: PlanRecords, carrying: CarryOver) -> list[Line]:
    """What becomes of everything in a plan, and what would be made of it."""
    fates = {
        item["id"]: kind
        for kind, items in (
            ("carry", carrying.carried),
            ("close", carrying.closed),
            ("drop", carrying.dropped),
            ("there", carrying.already_there),
        )
        for item in items
    }
    new = {record["copied_from"]: record for record in carrying.made_in("plan_items")}
    lines = [
        Line(
            fates[item["id"]],
            "plan_items",
            item,
            _standing(item),
            _next_year(item, new.get(item["id"]), fates[item["id"]]),
        )
        for item in records.outline()
        if item["id"] in fates
    ]
    told: tuple[tuple[str, str, Callable[[Record], str]], ...] = (
        ("indicators", "copied_from", _baseline),
        ("risks", "copied_from", _score),
        ("mitigations", "copied_from", _standing),
        ("funding_streams", "carried_from", lambda record: format_money(record["amount"] or 0)),
        ("achievements", "", lambda record: "kept with the new plan"),
    )
    for register, copied, words in told:
        old = {record["id"]: record for record in records.of(register) or ()}
        lines.extend(
            Line(
                "made",
                register,
                record,
                words(old[record[copied]]) if copied and record[copied] in old else "",
                words(record),
            )
            for record in carrying.made_in(register)
        )
    return lines


def fate_shown(line: Line) -> tuple[str, str]:
    """The rating a line is shown with, and what happens in words."""
    if line.register == "plan_items":
        return _FATES[line.kind]
    words = {
        "indicators": "Indicator",
        "risks": "Risk",
        "mitigations": "Mitigation",
        "funding_streams": "Money",
    }
    return ("none", words.get(line.register, "Achievement"))


def _standing(record: Record) -> str:
    """ "In progress, due 30 Jun 2010": of an item or a mitigation."""
    status = str(record["status"])
    when = f"due {format_date(record['due_on'], short=True)}" if record["due_on"] else record.get("timescale")
    said = status.capitalize()
    return said if not when or when.casefold() == status else f"{said}, {when}"


def _next_year(item: PlanItem, new: Record | None, fate: str) -> str:
    """How an item would stand in the new plan, or why it is not there."""
    if new is None:
        words = {"close": "Not carried: it is done", "drop": "Not carried: dropped", "there": "Already there"}
        return words.get(fate, "")
    left = len(item["lead_officers"]) - len(new["lead_officers"])
    return f"{_standing(new)}; {counted(left, 'lead officer')} left" if left else _standing(new)


def both_plans(records: PlanRecords, carrying: CarryOver) -> str:
    """What the old plan is and what the new one would be."""
    old, new = records.plan, carrying.plan
    introduction = "" if new["introduction"] else " Its introduction is still to be written."
    return (
        f"“{old['title']}” stays as it is: {old['status']}. "
        f"“{new['title']}” {'begins as' if carrying.is_new else 'is'} {_article(new['status'])}.{introduction}"
    )


def _article(status: str) -> str:
    return f"a {status}" if status == "draft" else status


def _baseline(record: Record) -> str:
    if record["baseline_state"] == "known":
        return f"baseline {format_number(record['baseline_value'])} ({record['baseline_period']})"
    return "no baseline" if record["baseline_state"] == "none" else "baseline TBC until the year is complete"


def _score(record: Record) -> str:
    likelihood, impact = record["inherent_likelihood"], record["inherent_impact"]
    return (
        f"starts at {likelihood * impact} ({likelihood} × {impact})"
        if likelihood and impact
        else "not scored"
    )


def why(line: Line, chosen: Fate) -> str:
    """Why a line says what it does, where another fate may have been chosen."""
    if line.kind == "carry" and chosen == "close":
        return "It is done, but is carried forward because something under it is."
    if line.kind == "drop" and chosen != "drop":
        return "It is dropped because what it is under is dropped."
    return {
        "carry": "It goes into next year's plan.",
        "close": "It is done and stays in this year's plan.",
        "drop": "It is dropped and stays in this year's plan.",
    }[chosen]


def in_words(title: str, counts: dict[str, Any], is_new: bool) -> str:
    """What rolling over would do, by its counts."""
    parts = [
        counted(counts["carried"], "item"),
        f"{counted(counts['baselines'], 'baseline')} set",
        counted(counts["risks"], "risk"),
    ]
    if counts["money_carried"]:
        parts.append(f"{format_money(counts['money_carried'])} carried forward")
    said = f"{'Makes' if is_new else 'Adds to'} “{title}”: {', '.join(parts)}."
    to_come = [Quarter.parse(code).label for code in counts["quarters_to_come"]]
    if not to_come:
        return said
    return f"{said} {' and '.join(to_come)} still to come: roll over again then to complete it."
