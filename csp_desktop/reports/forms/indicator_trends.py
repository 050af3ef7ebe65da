"""The indicators: the year's figures as a table, and a chart of each with what it says in words."""

from __future__ import annotations

import math

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Band,
    Block,
    Chart,
    Column,
    Form,
    Line,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    figures_wide,
)
from csp_desktop.reports.forms.indicator_figures import (
    baseline,
    figure_columns,
    figure_notes,
    in_column,
    measured,
    source,
    target,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, badge, chosen_priorities, context, named, quarter_of
from csp_desktop.rules.figures import SeriesPoint, accumulates, direction, forecast, series, to_date
from csp_desktop.rules.rag import rate
from csp_desktop.rules.targets import format_figure

TITLE = "Indicators"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """All indicators of the plan, or those of one priority."""
    quarter = quarter_of(records, options)
    chosen = _chosen(records, options)
    rows: list[Row | Band] = []
    charts: dict[str, Block] = {}
    for heading, indicators in chosen:
        rows.append(Band(heading))
        for indicator in indicators:
            rows.append(_row(records, indicator, quarter))
            drawn = chart(records, indicator, quarter)
            if drawn is not None:
                charts[f"chart {indicator['id']}"] = drawn
    quarters = FinancialYear(quarter.year).quarters
    told = [*zip(*(row.cells for row in rows if isinstance(row, Row)), strict=True)] or [()] * 4
    table = Table(
        columns=(
            Column("indicator", "Indicator and source", share=1.4, leads=True),
            *figure_columns(rows, quarters, baseline=6.8, target=6.8, quarter=3.9),
            Column("to date", "To date", em=figures_wide(told[-4], 4.9), align="right"),
            Column("forecast", "Year end", em=figures_wide(told[-3], 4.9), align="right"),
            Column("rating", "Rating", em=BADGE_WIDE),
            Column("words", "Why", share=2),
        ),
        rows=tuple(rows),
        title="Where every indicator stands",
        empty="The plan has no indicators yet.",
    ).without(options.without)
    sheet = Sheet(
        title=f"Indicators to the end of {quarter.label}",
        context=context(records, TITLE, quarter),
        blocks={"table": table, **charts},
    )
    return Form("indicators", TITLE, (sheet,), reported=False)


def _chosen(records: PlanRecords, options: ReportOptions) -> list[tuple[str, list[Indicator]]]:
    """Indicators under their priorities; those of no priority last, where all are printed."""
    chosen: list[tuple[str, list[Indicator]]] = []
    placed: dict[str, list[Indicator]] = {}
    for indicator in records.indicators:
        priority = records.priority_of(indicator["item"])
        placed.setdefault(priority["id"] if priority else "", []).append(indicator)
    chosen.extend(
        (named(priority), placed[priority["id"]])
        for priority in chosen_priorities(records, options)
        if priority["id"] in placed
    )
    if options.item is None and "" in placed:
        chosen.append(("Not under one priority", placed[""]))
    return chosen


def _row(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Row:
    unit = indicator["unit"]
    so_far, year_end = to_date(records, indicator, quarter), forecast(records, indicator, quarter)
    rating = rate(records, indicator, quarter)
    way = direction(records, indicator, quarter)
    why = [rating.words.rstrip(".") + "."]
    if year_end.value is not None and quarter.number < 4:
        why.append(f"Year end: {year_end.words}")
    if way is not None:
        why.append(f"{way.word.capitalize()}: {way.words}.")
    return Row(
        (
            cell(named(indicator), Words(source(indicator), "soft")),
            baseline(indicator),
            target(indicator),
            *(measured(records, indicator, each, quarter) for each in FinancialYear(quarter.year).quarters),
            cell(in_column(so_far.value, unit) if so_far.value is not None else Words(DASH, "soft")),
            cell(in_column(year_end.value, unit) if year_end.value is not None else Words(DASH, "soft")),
            cell(badge(records, rating.rag)),
            cell(why[0], Words(" ".join([*why[1:], *figure_notes(records, indicator, quarter)]), "soft")),
        )
    )


def chart(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> Chart | None:
    """A chart of the year to date; None where nothing has been measured."""
    points = series(records, indicator, FinancialYear(quarter.year))
    actual = tuple(point.to_date if point.quarter <= quarter else None for point in points)
    if all(value is None for value in actual) or indicator["unit"] == "yes/no":
        return None
    lines = [
        Line("Actual", actual, "actual"),
        Line("Expected", tuple(point.expected for point in points), "target"),
        Line("Year before", tuple(point.last_year for point in points), "before"),
    ]
    drawn = tuple(line for line in lines if any(value is not None for value in line.values))
    values = [value for line in drawn for value in line.values if value is not None]
    whole = indicator["unit"] == "count"
    marks = scale(min(values), max(values), from_zero=accumulates(indicator), whole=whole)
    return Chart(
        title=named(indicator),
        periods=tuple(point.quarter.short for point in points),
        lines=drawn,
        marks=tuple(
            zip(marks, _alike([format_figure(mark, indicator["unit"]) for mark in marks]), strict=True)
        ),
        low=marks[0],
        high=marks[-1],
        alt=_in_words(indicator, points, drawn),
        caption=rate(records, indicator, quarter).words.rstrip(".") + ".",
    )


def _alike(figures: list[str]) -> list[str]:
    """The figures beside a chart, each with as many places as the longest: "1.40" under "1.42"."""
    numbers = [figure.removesuffix("%").partition(".") for figure in figures]
    places = max(len(rest) for _, _, rest in numbers)
    if not places:
        return figures
    percent = "%" if figures[0].endswith("%") else ""
    return [f"{whole}.{rest:0<{places}}{percent}" for whole, _, rest in numbers]


def _in_words(indicator: Indicator, points: list[SeriesPoint], lines: tuple[Line, ...]) -> str:
    unit = indicator["unit"]
    told = []
    for line in lines:
        figures = [
            f"{point.quarter.short} {format_figure(value, unit)}"
            for point, value in zip(points, line.values, strict=True)
            if value is not None
        ]
        told.append(f"{line.label}: {', '.join(figures)}")
    span = "to date by quarter" if accumulates(indicator) else "by quarter"
    return f"Line chart of {named(indicator)}, {span}. {'. '.join(told)}."


def scale(low: float, high: float, *, from_zero: bool, whole: bool = False) -> list[float]:
    """Two to seven round marks that span the figures, from nought where figures add up."""
    if from_zero or low < (high - low):
        low = min(low, 0.0)
    span = (high - low) or abs(high) or 1.0
    rough = span / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    if whole:
        step = max(step, 1.0)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return [round(number * step, 10) for number in range(first, last + 1)]
