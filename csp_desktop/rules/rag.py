"""Ratings: of an indicator by a stated rule, of an update as lead or coordinator see it, of a priority."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, Partnership, PlanItem, PlanUpdate
from csp_desktop.rules.due_dates import finished
from csp_desktop.rules.figures import expected, figure, figure_missing, to_date
from csp_desktop.rules.targets import decimal, format_figure, in_points, rounded, target_number

Whose = Literal["moderated", "lead"]
_FINISHED = re.compile(r"complete|done|finish|achiev|deliver|closed", re.IGNORECASE)
WHOSE_WORDS = {"moderated": "our rating where it differs from the lead's", "lead": "as the lead reported"}


class Rating(NamedTuple):
    """A rating and the rule that gave it, in words; `off` is how far off target, in per cent or points."""

    rag: str
    words: str
    actual: float | None = None
    expected: float | None = None
    off: float | None = None


def rate(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Rating:
    """An indicator for a quarter: its figure to date against its trajectory. Contextual ones are never rated."""
    if indicator["contextual"]:
        return Rating("none", "Shown for context, never rated.")
    so_far = to_date(records, indicator, quarter)
    target = target_number(indicator)
    should_be = expected(records, indicator, quarter)
    if target.state != "known" and should_be is None:
        return Rating("none", target.words, so_far.value)
    if so_far.value is None or should_be is None:
        return Rating("none", f"{so_far.words}, so it is not rated.", None, should_be)
    if indicator["kind"] == "snapshot" and figure(records, indicator, quarter) is None:
        # An earlier level says nothing about where the trajectory stands now.
        missing = figure_missing(records, indicator, [quarter])
        return Rating("none", f"{missing}, so it is not rated; it was {so_far.words}.", so_far.value)
    if indicator["unit"] == "yes/no":
        rating = _rate_yes_no(so_far.value, should_be, quarter)
    elif indicator["better"] is None:
        words = "It is not said whether lower or higher is better, so it is not rated."
        return Rating("none", words, so_far.value, should_be)
    else:
        rating = rate_figure(
            so_far.value,
            should_be,
            better=indicator["better"],
            amber_within=indicator["amber_within"],
            amber_in=indicator["amber_in"],
            unit=indicator["unit"],
            said=so_far.words,
        )
    if indicator["scope"] == "county":
        return Rating(
            rating.rag, f"{rating.words} (county-wide target)", rating.actual, rating.expected, rating.off
        )
    return rating


def rate_figure(
    actual: float,
    should_be: float,
    *,
    better: str,
    amber_within: float | None = 10.0,
    amber_in: str | None = None,
    unit: str = "count",
    said: str | None = None,
) -> Rating:
    """Green on target or better, amber while no more than `amber_within` per cent of the target off it, red beyond.

    Where `amber_in` says points, the distance is the plain difference. Worse figures never rate better.
    """
    gap = decimal(actual) - decimal(should_be)
    points = amber_in == "points"
    of_nought = not should_be and not points
    distance = gap if points else gap * 100 / (abs(decimal(should_be)) or 1)
    off = distance if better == "lower" else -distance
    band = decimal(amber_within or 0.0)
    # Nothing is a share of nought, so no miss of it is within any.
    rag = "green" if off <= 0 else "amber" if off <= band and not of_nought else "red"
    measure = " points" if points else "%"
    allowed = _measured(format_number(float(band)), measure)
    rule = {
        "green": "on target" if off == 0 else "better than target",
        "amber": f"amber within {allowed}",
        # "3 over, red beyond 10%" would leave open of what: no miss is a share of nought.
        "red": "red when off target" if not band or of_nought else f"red beyond {allowed}",
    }[rag]
    spoken = f"{said or format_figure(actual, unit) + ' to date'} against {format_figure(should_be, unit)}"
    if gap:
        size = format_figure(float(abs(gap)), unit) if of_nought else _size(abs(distance), measure, band)
        side = "over" if gap > 0 else "under"
        words = f"{spoken}: {size} {side}, {rule}"
    else:
        words = f"{spoken}: {rule}"
    return Rating(rag, words, actual, should_be, float(off))


def _size(distance: Decimal, measure: str, band: Decimal) -> str:
    """How far off in words, with places enough never to read as the band where it lies beyond it."""
    places = next(
        (places for places in range(1, 6) if (rounded(distance, places) > band) == (distance > band)), 6
    )
    size = rounded(distance, places)
    if not size:
        return "just"
    return _measured(format_number(size, places) if measure == "%" else format_number(size), measure)


def _measured(number: str, measure: str) -> str:
    """ "5.0%", "2 points"."""
    return number + measure if measure == "%" else in_points(number)


def _rate_yes_no(actual: float, should_be: float, quarter: Quarter) -> Rating:
    reached = (actual >= 0.5) == (should_be >= 0.5)
    said = f"{format_figure(actual, 'yes/no')} against a target of {format_figure(should_be, 'yes/no')}"
    if reached:
        return Rating("green", f"{said}: on target", actual, should_be, 0.0)
    if quarter.number < 4:
        return Rating("amber", f"{said}: amber until the year ends", actual, should_be, 100.0)
    return Rating("red", f"{said}: red at the year end", actual, should_be, 100.0)


def shown_rag(update: PlanUpdate | None, whose: Whose = "moderated") -> str:
    """The rating a report shows of an update: the coordinator's where there is one, or the lead's own."""
    if update is None:
        return "none"
    own = update["rag"] or "none"
    return (update["moderated_rag"] or own) if whose == "moderated" else own


def moderated(update: PlanUpdate | None) -> bool:
    """Whether the coordinator's rating differs from the lead's."""
    return update is not None and bool(update["moderated_rag"]) and update["moderated_rag"] != update["rag"]


def item_rag(records: PlanRecords, item: PlanItem, quarter: Quarter, whose: Whose = "moderated") -> str:
    """An item's own rating for a quarter; a completed item that nobody rated is blue where that means complete."""
    rag = shown_rag(records.update(item["id"], quarter), whose)
    complete = item["status"] == "complete" and finished(item, quarter)
    if rag == "none" and complete and blue_says_complete(records.partnership):
        return "blue"
    return rag


def reported_items(records: PlanRecords, under: str | None = None) -> list[PlanItem]:
    """The items a rating is expected of: those with leads of their own, or the lowest where none has any.

    Some partnerships report by objective, some by action: whoever is named as lead reports.
    """
    items = [
        item for item in records.outline(under) if item["level"] != "priority" and item["status"] != "stopped"
    ]
    led = [item for item in items if item["lead_agencies"] or item["lead_groups"]]
    rated = {item["id"] for item in led} | {item["id"] for item in items if item["id"] in records.updates_of}
    if rated:
        return [item for item in items if item["id"] in rated]
    return [item for item in items if not records.children(item["id"])]


def priority_rating(
    records: PlanRecords, priority: PlanItem, quarter: Quarter, whose: Whose = "moderated"
) -> Rating:
    """A priority: as rated itself, else rolled up from its items and indicators by the rule of `roll_up`."""
    own = shown_rag(records.update(priority["id"], quarter), whose)
    if own != "none":
        by = (
            "by the coordinator"
            if whose == "moderated" and moderated(records.update(priority["id"], quarter))
            else "by its lead"
        )
        return Rating(own, f"Rated {by}.")
    inside = {priority["id"]} | {item["id"] for item in records.outline(priority["id"])}
    indicators = [
        rate(records, indicator, quarter).rag
        for indicator in records.indicators
        if indicator["item"] in inside
    ]
    items = [item_rag(records, item, quarter, whose) for item in reported_items(records, priority["id"])]
    blue = None if blue_says_complete(records.partnership) else rag_words(records.partnership)["blue"]
    return roll_up(items, indicators, blue)


def roll_up(items: Iterable[str], indicators: Iterable[str] = (), blue: str | None = None) -> Rating:
    """Red with a red indicator or a third of the rated actions red; amber with any amber or red; else green.

    `blue` is the partnership's word for it where that does not mean complete.
    """
    acts, marks = Counter(items), Counter(indicators)
    rated = sum(count for rag, count in acts.items() if rag != "none")
    measured = sum(count for rag, count in marks.items() if rag != "none")
    if not rated and not measured:
        return Rating("none", "Nothing rated yet.")
    # Beside how many there are in all, a smaller number says of which it is.
    said = [
        f"{counts[rag]} of {total} {'rated ' if total < counts.total() else ''}{noun}{'' if total == 1 else 's'} {rag}"
        for counts, total, noun in ((acts, rated, "action"), (marks, measured, "indicator"))
        for rag in ("red", "amber")
        if counts[rag]
    ]
    if marks["red"] or acts["red"] * 3 >= rated > 0:
        rag = "red"
    elif acts["red"] or acts["amber"] or marks["amber"]:
        rag = "amber"
    elif blue and acts["blue"] == rated > 0 and not marks["green"]:
        return Rating("blue", f"Every rated action is “{blue}”.")
    elif acts["blue"] == sum(acts.values()) and rated and not marks["green"]:
        return Rating("blue", "Every action is complete.")
    elif acts["blue"] == rated and not marks["green"] and not marks["blue"]:
        return Rating("none", "Only completed actions are rated.")
    else:
        return Rating("green", "No action or indicator is amber or red.")
    return Rating(rag, ", ".join(said) + ".")


def rag_words(partnership: Partnership) -> dict[str, str]:
    """What the partnership calls each rating; the usual words where it names none."""
    try:
        own = json.loads(partnership["rag_words"] or "{}")
    except json.JSONDecodeError:
        own = {}
    if not isinstance(own, dict):
        own = {}
    return {
        rag: own[rag].strip() if isinstance(own.get(rag), str) and own[rag].strip() else word
        for rag, word in RAG_WORDS.items()
    }


def blue_says_complete(partnership: Partnership) -> bool:
    """Whether blue is the word for finished work; some partnerships call minor concerns blue."""
    return _FINISHED.search(rag_words(partnership)["blue"]) is not None


def worded_ratings(words: Mapping[str, str]) -> str | None:
    """Words for ratings as a partnership keeps them; the usual ones are left out, None where nothing is left."""
    own = {
        rag: word.strip() for rag, word in words.items() if word.strip() and word.strip() != RAG_WORDS[rag]
    }
    return json.dumps(own, ensure_ascii=False) if own else None


IndicatorKind = Literal[
    "All", "Off target", "On target", "Not rated", "TBC", "No figure this quarter", "Contextual"
]


def indicator_kinds(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> set[IndicatorKind]:
    """The kinds of one indicator; a contextual one is there to be read, and lacks no figure."""
    measured = records.measurement(indicator["id"], quarter)
    by_rating: dict[str, IndicatorKind] = {"red": "Off target", "amber": "Off target", "none": "Not rated"}
    kinds: set[IndicatorKind] = {
        "All",
        by_rating.get(rate(records, indicator, quarter).rag, "On target"),
    }
    if (
        indicator["baseline_state"] == "TBC"
        or target_number(indicator).state == "TBC"
        or (measured is not None and measured["value_state"] == "TBC")
    ):
        kinds.add("TBC")
    if indicator["contextual"]:
        kinds.add("Contextual")
    if lacks_figure(records, indicator, quarter):
        kinds.add("No figure this quarter")
    return kinds


def indicator_counts(records: PlanRecords, quarter: Quarter) -> Counter[IndicatorKind]:
    """How many indicators of the plan are of each kind."""
    counts: Counter[IndicatorKind] = Counter()
    for indicator in records.indicators:
        counts.update(indicator_kinds(records, indicator, quarter))
    return counts


def lacks_figure(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> bool:
    """Whether an indicator waits for the figure of a quarter; a contextual one never does."""
    measured = records.measurement(indicator["id"], quarter)
    waits = measured is None or (measured["value"] is None and measured["value_state"] == "known")
    return waits and not indicator["contextual"]
