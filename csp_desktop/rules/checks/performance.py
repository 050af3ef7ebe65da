"""What does not add up in indicators, their figures and last year's achievements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Achievement, Indicator
from csp_desktop.rules.checks.finding import Check, CheckFinding, called
from csp_desktop.rules.figures import Change, change, figure, own_figure, sums, to_date, trajectory_given
from csp_desktop.rules.rag import rate_figure
from csp_desktop.rules.targets import (
    changed_by,
    compare_target,
    decimal,
    format_figure,
    is_rounding,
    known_baseline,
    rounding,
    stated_percent,
    target_number,
)
from csp_desktop.rules.timescales import read_timescale

HISTORY = 3
"""Earlier figures needed before one can be called far outside them."""

_ARITHMETIC = Check(
    "target-arithmetic",
    "query",
    "Two different targets for one indicator cannot both be reported against.",
    "Ask whoever set it which figure was meant, and correct the target or the baseline.",
    field="target_value",
)
_TRAJECTORY = Check(
    "trajectory-target",
    "query",
    "It is rated against its trajectory, so it could be on course and still miss its target.",
    "Correct the trajectory or the target; for quarters that add up, each has only its own part of it.",
    field="trajectory_q4",
)
_BASELINE_TBC = Check(
    "baseline-tbc",
    "note",
    "Without a baseline no target can be worked out and nothing can be rated.",
    "Ask its owner for the baseline, or set it to none.",
    field="baseline_value",
)
_WAY = Check(
    "no-better",
    "query",
    "Without it nothing can be rated, and no change told from a setback.",
    "Choose whether lower or higher is better.",
    field="better",
)
_BASELINE_OUTTURN = Check(
    "baseline-outturn",
    "query",
    "The baseline should be the outturn of the year it was taken from.",
    "Check whether the year's figures were revised, and correct one of them.",
    field="baseline_value",
)
_FELL = Check(
    "cumulative-fell",
    "error",
    "A figure for the year so far can only grow; this one may be for the quarter alone.",
    "Ask for the figure from April to the end of the quarter.",
    quarterly=True,
    field="value",
)
_OUTSIDE = Check(
    "value-out-of-range",
    "query",
    "This may be a typing error, or a real change.",
    "Confirm the figure with its source.",
    quarterly=True,
    field="value",
)
_UNMEASURED = Check(
    "no-figure",
    "query",
    "The indicator cannot be rated for the quarter.",
    "Ask its owner for the figure, or record it as TBC.",
    quarterly=True,
    field="value",
)
_CHANGE = Check(
    "change-arithmetic",
    "query",
    "The report would give figures and a change that disagree.",
    "Correct the figures or the change as written.",
    field="stated_change",
)
_ACHIEVED = Check(
    "achievement-rating",
    "query",
    "The rating does not match the figures beside it.",
    "Change the rating, or explain in the narrative why it stands.",
    field="rag",
)


def check_performance(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about indicators, measurements and achievements."""
    for indicator in records.indicators:
        if indicator["better"] is None and indicator["unit"] != "yes/no" and not indicator["contextual"]:
            message = f"Nothing says whether lower or higher is better for {called('indicators', indicator)}."
            yield _WAY.finds("indicators", indicator, message, quarter)
        yield from _target(indicator, quarter)
        yield from _trajectory(indicator, quarter)
        yield from _baseline(records, indicator, quarter)
        yield from _figures(records, indicator, quarter, today)
    for achievement in records.achievements:
        yield from _achievement(records, achievement, quarter)


def _target(indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    comparison = compare_target(indicator)
    if comparison and not comparison.agrees:
        message = f"The target of {called('indicators', indicator)} does not add up: {comparison.words}."
        yield _ARITHMETIC.finds("indicators", indicator, message, quarter)


def _trajectory(indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    """A trajectory that ends elsewhere than at the target."""
    target = target_number(indicator).exact
    given = trajectory_given(indicator)
    known = [decimal(point) for point in given if point is not None]
    if target is None or not known or indicator["contextual"] or indicator["unit"] == "yes/no":
        return
    year = FinancialYear(quarter.year)
    by = read_timescale(indicator["target_period"], year).due_on
    if by is not None and by > year.end:
        # The target of a later year: this one only goes part of the way.
        return
    total, whole, last = sum(known, decimal(0)), len(known) == len(given), given[3]
    if sums(indicator) and abs(total - decimal(target)) <= min(
        sum(map(rounding, known)), abs(decimal(target)) / 200
    ):
        # Each quarter was rounded by itself.
        return
    if sums(indicator):
        # With quarters left empty, what the others leave of the target is theirs.
        ends = [total] if whole or abs(total) > abs(decimal(target)) else []
    else:
        ends = [] if last is None else [decimal(last)]
        if indicator["kind"] == "per quarter" and whole:
            ends.append(total / len(known))
    if ends and not any(is_rounding(float(end), decimal(target)) for end in ends):
        unit = indicator["unit"]
        message = (
            f"The trajectory of {called('indicators', indicator)} comes to {format_figure(float(ends[0]), unit)} by the "
            f"end of the year, but its target is {format_figure(target, unit)}."
        )
        yield _TRAJECTORY.finds("indicators", indicator, message, quarter)


def _baseline(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    name, unit = called("indicators", indicator), indicator["unit"]
    if indicator["baseline_state"] == "TBC" and quarter.number > 1 and not indicator["contextual"]:
        yield _BASELINE_TBC.finds("indicators", indicator, f"The baseline of {name} is still TBC.", quarter)
    baseline, year = known_baseline(indicator), _year(indicator["baseline_period"])
    if baseline is None or year is None or year.first >= quarter.year:
        return
    outturn = to_date(records, indicator, year.quarters[3]).value
    if outturn is not None and not is_rounding(baseline, decimal(outturn)):
        message = (
            f"The baseline of {name} is {format_figure(baseline, unit)}, but the figures of "
            f"{year.label} come to {format_figure(outturn, unit)}."
        )
        yield _BASELINE_OUTTURN.finds("indicators", indicator, message, quarter)


def _year(period: str | None) -> FinancialYear | None:
    # A bare "2009" may be the calendar year.
    if not period or not re.fullmatch(r"\s*\d{4}\s*[/\-–]\s*(?:\d\d){1,2}\s*", period):
        return None
    try:
        return FinancialYear.parse(period)
    except InvalidValue:
        return None


def _figures(
    records: PlanRecords, indicator: Indicator, quarter: Quarter, today: date
) -> Iterator[CheckFinding]:
    name, unit = called("indicators", indicator), indicator["unit"]
    value = figure(records, indicator, quarter)
    if value is None:
        levelled = indicator["kind"] == "snapshot" and to_date(records, indicator, quarter).value is not None
        if records.measurement(indicator["id"], quarter) is None and not levelled and today >= quarter.start:
            over = today > quarter.end
            message = f"{name} has no figure for {quarter.label}{'' if over else ' yet'}."
            yield _UNMEASURED.finds("indicators", indicator, message, quarter, None if over else "note")
        return
    if indicator["kind"] == "cumulative" and quarter.number > 1:
        before = next(
            (
                (earlier, measured)
                for number in range(quarter.number - 1, 0, -1)
                if (measured := figure(records, indicator, earlier := Quarter(quarter.year, number)))
                is not None
            ),
            None,
        )
        if before and value < before[1]:
            message = (
                f"{name} is cumulative but fell from {format_figure(before[1], unit)} at {before[0].short} "
                f"to {format_figure(value, unit)} at {quarter.short}."
            )
            yield _FELL.finds("indicators", indicator, message, quarter)
            return
    yield from _outside(records, indicator, quarter)


def _outside(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Iterator[CheckFinding]:
    """Far from its own history: beyond its middle by more than three times its usual spread."""
    now = own_figure(records, indicator, quarter)
    earlier = [
        value
        for back in range(1, 13)
        if (value := own_figure(records, indicator, quarter.plus(-back))) is not None
    ]
    if now is None or len(earlier) < HISTORY or indicator["unit"] == "yes/no":
        return
    from statistics import median

    middle = median(earlier)
    usual = median(abs(value - middle) for value in earlier) * 1.4826
    # Figures that hardly ever move would make every small step an alarm; so would small counts.
    slack = max(3 * usual, abs(middle) * 0.5, 5.0 if indicator["unit"] == "count" else 0.0)
    if abs(now - middle) > slack:
        unit = indicator["unit"]
        low, high = format_figure(min(earlier), unit), format_figure(max(earlier), unit)
        message = (
            f"{called('indicators', indicator)} is {format_figure(now, unit)} for {quarter.label}, "
            f"far outside its history of {low} to {high}."
        )
        yield _OUTSIDE.finds("indicators", indicator, message, quarter)


def _achievement(records: PlanRecords, achievement: Achievement, quarter: Quarter) -> Iterator[CheckFinding]:
    before, now = achievement["last_year"], achievement["this_year"]
    if before is None or now is None:
        return
    indicator = records.indicator.get(achievement["indicator"]) if achievement["indicator"] else None
    name = called("achievements", achievement)
    counted = change(before, now)
    if _disagrees(achievement["stated_change"], counted):
        message = (
            f"{name}: {format_figure(before, 'count')} to {format_figure(now, 'count')} is {counted.words}; "
            f"the document says {achievement['stated_change']}."
        )
        yield _CHANGE.finds("achievements", achievement, message, quarter)
    percent = stated_percent(achievement["title"])
    stated = achievement["rag"]
    if percent is None or stated in (None, "none", "blue"):
        return
    wanted = float(changed_by(before, percent))
    rating = rate_figure(
        now,
        wanted,
        better="lower" if percent < 0 else "higher",
        amber_within=indicator["amber_within"] if indicator else 10.0,
        amber_in=indicator["amber_in"] if indicator else None,
        said=format_figure(now, "count"),
    )
    if rating.rag != stated:
        message = f"{name} is rated {RAG_WORDS[stated].lower()}, but its figures make it {rating.rag}: {rating.words}."
        yield _ACHIEVED.finds("achievements", achievement, message, quarter)


def _disagrees(stated: str | None, counted: Change) -> bool:
    """Whether a change as written ("10.6% (18 offences)") is no rounding of the real one."""
    if not stated:
        return False
    percents = re.findall(r"(\d+(?:\.\d+)?)\s*%", stated)
    counts = re.findall(r"(?<![\d.,])(\d[\d,]*)(?![\d.]*\s*%)(?!\d|\.\d|/)", stated)
    exact = abs(decimal(counted.difference)) * 100 / abs(decimal(counted.before)) if counted.before else None
    if exact is not None and any(not is_rounding(float(percent), exact) for percent in percents):
        return True
    return any(parse_number(count) != abs(counted.difference) for count in counts)
