"""An indicator's figures: to date, its trajectory, the forecast, and how they moved."""

from __future__ import annotations

from typing import Literal, NamedTuple

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator
from csp_desktop.rules.targets import (
    decimal,
    format_figure,
    in_points,
    known_baseline,
    places_of,
    rounded,
    target_number,
)

LEVELS = ("percent", "yes/no")
_STEADY = 0.01


class ToDate(NamedTuple):
    """What stands against the trajectory: a figure, or why there is none; provisional where any part is."""

    value: float | None
    words: str
    provisional: bool = False


class Trajectory(NamedTuple):
    """Where an indicator should be at the end of each quarter, in to-date terms, and how that was found."""

    points: tuple[float | None, float | None, float | None, float | None]
    method: Literal["given", "last year's shape", "even split", "straight line", "level", "none"]
    words: str


class Forecast(NamedTuple):
    """The year end expected, and the method used."""

    value: float | None
    method: Literal["outturn", "last year's shape", "run rate", "latest figure", "none"]
    words: str


class Change(NamedTuple):
    """A change from one figure to another: in units, in per cent, and in words."""

    before: float
    now: float
    difference: float
    percent: float | None
    words: str


class Direction(NamedTuple):
    """Which way an indicator is going, and against what."""

    word: Literal["improving", "worsening", "steady"]
    words: str


class SeriesPoint(NamedTuple):
    """One quarter of the chart and of the table beside it."""

    quarter: Quarter
    actual: float | None
    to_date: float | None
    expected: float | None
    last_year: float | None


def sums(indicator: Indicator) -> bool:
    """Whether its quarters add up to the year; percentages and yes/no do not."""
    return indicator["kind"] == "per quarter" and indicator["unit"] not in LEVELS


def accumulates(indicator: Indicator) -> bool:
    """Whether its figure to date grows through the year."""
    return indicator["kind"] != "snapshot" and indicator["unit"] not in LEVELS


def figure(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> float | None:
    """The figure measured for a quarter as recorded; None where it is missing or TBC."""
    measurement = records.measurement(indicator["id"], quarter)
    if measurement is None or measurement["value_state"] != "known" or measurement["value"] is None:
        return None
    return float(measurement["value"])


def to_date(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> ToDate:
    """The figure to the end of a quarter: summed, as reported, or the latest level of the year.

    A sum with a quarter missing is no figure at all: it would look better (or worse) than it is.
    """
    quarters = FinancialYear(quarter.year).quarters[: quarter.number]
    figures = {each: figure(records, indicator, each) for each in quarters}
    if indicator["kind"] == "cumulative":
        used = [quarter]
    elif indicator["kind"] == "snapshot":
        used = [each for each in quarters if figures[each] is not None][-1:] or [quarter]
    else:
        used = list(quarters)
    values = [value for each in used if (value := figures[each]) is not None]
    if len(values) < len(used):
        missing = [each for each in used if figures[each] is None]
        return ToDate(None, figure_missing(records, indicator, missing))
    measured = [records.measurement(indicator["id"], each) for each in used]
    provisional = any(measurement is not None and measurement["provisional"] for measurement in measured)
    total = float(sum(map(decimal, values)))
    if indicator["kind"] == "per quarter" and not sums(indicator):
        total /= len(values)
    where = f" at {used[0].label}" if indicator["kind"] == "snapshot" and used[0] != quarter else ""
    average = (
        "on average "
        if indicator["kind"] == "per quarter" and not sums(indicator) and len(values) > 1
        else ""
    )
    level = indicator["kind"] == "snapshot"
    words = format_figure(total, indicator["unit"]) + (where if level else f" {average}to date")
    return ToDate(total, words + (" (provisional)" if provisional else ""), provisional)


def figure_missing(records: PlanRecords, indicator: Indicator, quarters: list[Quarter]) -> str:
    """Why there is no figure for some quarters: none was recorded, or it is TBC."""
    tbc = [each for each in quarters if records.measurement(indicator["id"], each) is not None]
    if tbc:
        return f"{_names(tbc)} not known yet (TBC)"
    return f"No figure for {_names(quarters)}"


def _names(quarters: list[Quarter]) -> str:
    """ "Q2, Q3 and Q4 2010/11": quarters of one year."""
    *others, last = quarters
    before = ", ".join(quarter.short for quarter in others)
    return f"{before} and {last.label}" if before else last.label


def trajectory_given(indicator: Indicator) -> list[float | None]:
    """The trajectory as it was typed, quarter by quarter; None where a quarter was left empty."""
    return [
        indicator["trajectory_q1"],
        indicator["trajectory_q2"],
        indicator["trajectory_q3"],
        indicator["trajectory_q4"],
    ]


def trajectory(records: PlanRecords, indicator: Indicator, year: FinancialYear) -> Trajectory:
    """Where it should be at each quarter's end: as given, else by last year's shape, else evenly.

    A given trajectory is written as the actuals are: per quarter, to date, or as levels.
    """
    target = target_number(indicator).exact
    given = trajectory_given(indicator)
    if any(point is not None for point in given):
        return _given(indicator, given, target)
    if target is None:
        return Trajectory((None,) * 4, "none", "No trajectory without a target.")
    if indicator["unit"] in LEVELS and indicator["kind"] != "snapshot":
        return Trajectory((target,) * 4, "level", "The target itself, every quarter.")
    if indicator["kind"] == "snapshot":
        baseline = known_baseline(indicator)
        if baseline is None or indicator["unit"] == "yes/no":
            return Trajectory((target,) * 4, "level", "The target itself, every quarter.")
        points = [_part(target - baseline, number / 4, baseline) for number in (1, 2, 3)]
        return Trajectory(
            (*points, target),  # type: ignore[arg-type]
            "straight line",
            "A straight line from the baseline to the target.",
        )
    shape = shares(records, indicator, FinancialYear(year.first - 1))
    if shape:
        points = [_part(target, share) for share in shape[:3]]
        return Trajectory(
            (*points, target),  # type: ignore[arg-type]
            "last year's shape",
            "The target, spread as last year's figures were.",
        )
    points = [_part(target, number / 4) for number in (1, 2, 3)]
    return Trajectory((*points, target), "even split", "The target split evenly over the year.")  # type: ignore[arg-type]


def _part(whole: float, share: float, start: float = 0.0) -> float:
    """A share of the way from `start`, as exact as figures are written: nothing is rounded before it is rated."""
    return float(decimal(start) + decimal(whole) * decimal(share))


def expected(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> float | None:
    """Where the trajectory puts an indicator at the end of a quarter."""
    return trajectory(records, indicator, FinancialYear(quarter.year)).points[quarter.number - 1]


_Points = tuple[float | None, float | None, float | None, float | None]


def _given(indicator: Indicator, given: list[float | None], target: float | None) -> Trajectory:
    """Given points in to-date terms, as the actuals are: added up, on average or as they stand."""
    gaps = None in given
    if sums(indicator):
        also = "; what the target leaves is spread evenly over the quarters left empty" if gaps else ""
        return Trajectory(_added_up(given, target), "given", f"As given in the plan{also}.")
    points = _levels(indicator, given, target)
    also = ", on a straight line where a quarter is left empty" if gaps else ""
    if indicator["kind"] == "per quarter":
        points, also = _on_average(points), f"{also}, on average to date"
    return Trajectory(points, "given", f"As given in the plan{also}.")


def _added_up(given: list[float | None], target: float | None) -> _Points:
    """Quarters added up; an empty one has its part of what the others leave of the target, or stays unknown."""
    known = [decimal(point) for point in given if point is not None]
    part = None
    if target is not None and len(known) < len(given):
        left = decimal(target) - sum(known)
        # Where the quarters given come to more than the target, nothing is left for the others.
        part = float(left / (len(given) - len(known))) if left * decimal(target) > 0 else 0.0
    total: float | None = 0.0
    points: list[float | None] = []
    for point in given:
        own = part if point is None else point
        total = None if total is None or own is None else float(decimal(total) + decimal(own))
        points.append(total)
    return points[0], points[1], points[2], points[3]


def _on_average(points: _Points) -> _Points:
    """Each point as the average of those up to it, as figures of quarters that do not add up are told."""
    averages: list[float | None] = []
    for number in range(1, 5):
        known = [decimal(point) for point in points[:number] if point is not None]
        averages.append(float(sum(known) / len(known)) if known else None)
    return averages[0], averages[1], averages[2], averages[3]


def _levels(indicator: Indicator, given: list[float | None], target: float | None) -> _Points:
    """Given points as they stand; a gap lies on the line between its neighbours, the target being the last."""
    start: float | None = 0.0 if accumulates(indicator) else known_baseline(indicator)
    points = [*given[:3], target if given[3] is None else given[3]]
    known = {0: start} | {number + 1: point for number, point in enumerate(points)}
    filled: list[float | None] = []
    for number in range(1, 5):
        if known[number] is None:
            before = max((place for place in range(number) if known[place] is not None), default=None)
            after = min((place for place in range(number, 5) if known[place] is not None), default=None)
            if before is not None and after is not None:
                low, high = known[before], known[after]
                assert low is not None and high is not None
                filled.append(low + (high - low) * (number - before) / (after - before))
                continue
        filled.append(known[number])
    return filled[0], filled[1], filled[2], filled[3]


def shares(records: PlanRecords, indicator: Indicator, year: FinancialYear) -> tuple[float, ...] | None:
    """How far along a whole year each quarter's end was, as shares of its outturn; None where unknown."""
    if not accumulates(indicator):
        return None
    totals = [to_date(records, indicator, quarter).value for quarter in year.quarters]
    if any(total is None for total in totals) or not totals[3] or totals[3] <= 0:
        return None
    parts = tuple((total or 0.0) / totals[3] for total in totals)
    return parts if all(0 <= share <= 1 for share in parts) else None


def forecast(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Forecast:
    """The year end to expect from the figures up to a quarter."""
    so_far = to_date(records, indicator, quarter).value
    unit = indicator["unit"]
    if so_far is None:
        return Forecast(None, "none", "No forecast without a figure to date.")
    if quarter.number == 4:
        return Forecast(so_far, "outturn", f"The outturn: {format_figure(so_far, unit)}.")
    if not accumulates(indicator):
        return Forecast(so_far, "latest figure", f"{format_figure(so_far, unit)} if it stays as it is.")
    places = places_of(indicator)
    shape = shares(records, indicator, FinancialYear(quarter.year - 1))
    if shape and shape[quarter.number - 1] > 0:
        share = shape[quarter.number - 1]
        value = rounded(so_far / share, places)
        return Forecast(
            value,
            "last year's shape",
            f"{format_figure(value, unit)} if the rest of the year goes as last year did, "
            f"when {share:.0%} had come by {quarter.short}.",
        )
    value = rounded(so_far * 4 / quarter.number, places)
    return Forecast(
        value, "run rate", f"{format_figure(value, unit)} at the rate of the {quarter.number} quarter"
        f"{'s' if quarter.number > 1 else ''} so far."
    )  # fmt: skip


def change(before: float, now: float, unit: str = "count") -> Change:
    """From one figure to the next: 170 to 152 is "18 fewer (10.6%)"."""
    difference = float(decimal(now) - decimal(before))
    if unit == "percent":
        size, more, less = in_points(format_figure(abs(difference), "count")), "up", "down"
        words = f"{size} {more if difference > 0 else less}" if difference else "no change"
        return Change(before, now, difference, None, words)
    percent = rounded(abs(decimal(now) - decimal(before)) * 100 / abs(decimal(before)), 1) if before else None
    if not difference:
        return Change(before, now, 0.0, 0.0 if before else None, "no change")
    word = (
        ("more" if difference > 0 else "fewer") if unit == "count" else ("up" if difference > 0 else "down")
    )
    words = f"{format_figure(abs(difference), unit)} {word}" + (
        f" ({percent}%)" if percent is not None else ""
    )
    signed = None if percent is None else (percent if difference > 0 else -percent)
    return Change(before, now, difference, signed, words)


def change_on_year_before(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Change | None:
    """Against the same point of last year; at year end also against the baseline. None where unknown."""
    now = to_date(records, indicator, quarter).value
    if now is None:
        return None
    before = to_date(records, indicator, quarter.plus(-4)).value
    if before is None and quarter.number == 4:
        before = known_baseline(indicator)
    return None if before is None else change(before, now, indicator["unit"])


def own_figure(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> float | None:
    """What one quarter alone brought: of a cumulative figure, what it grew by."""
    value = figure(records, indicator, quarter)
    if (
        indicator["kind"] != "cumulative"
        or indicator["unit"] in LEVELS
        or quarter.number == 1
        or value is None
    ):
        return value
    before = figure(records, indicator, quarter.previous)
    return None if before is None else value - before


def direction(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Direction | None:
    """Which way the quarter's own figure went: against the same quarter last year, else the last one."""
    now = own_figure(records, indicator, quarter)
    if now is None:
        return None
    # Crime has its seasons, so last year's same quarter says more than the quarter before.
    for other in (quarter.plus(-4), quarter.previous):
        before = own_figure(records, indicator, other)
        if before is None:
            continue
        unit = indicator["unit"]
        against = f"{format_figure(now, unit)} against {format_figure(before, unit)} in {other.label}"
        if abs(now - before) <= abs(before) * _STEADY:
            return Direction("steady", against)
        if indicator["better"] is None:
            return None
        better = (now < before) == (indicator["better"] == "lower")
        return Direction("improving" if better else "worsening", against)
    return None


def series(records: PlanRecords, indicator: Indicator, year: FinancialYear) -> list[SeriesPoint]:
    """The four quarters of a year, as charted and as tabled."""
    points = trajectory(records, indicator, year).points
    return [
        SeriesPoint(
            quarter,
            figure(records, indicator, quarter),
            to_date(records, indicator, quarter).value,
            point,
            to_date(records, indicator, quarter.plus(-4)).value,
        )
        for quarter, point in zip(year.quarters, points, strict=True)
    ]
