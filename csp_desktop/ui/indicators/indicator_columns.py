"""Columns over indicators and over the quarters of one: figures, how they are judged, the year as a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from csp_desktop.palette import ColourRole
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Value
from csp_desktop.registers.performance import MEASUREMENTS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, Measurement
from csp_desktop.rules.figures import SeriesPoint, accumulates, direction, forecast, series, to_date
from csp_desktop.rules.rag import Rating, rate
from csp_desktop.rules.targets import format_figure, target_number
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, DerivedColumn, field_column, with_others
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.indicators.figure_columns import BaselineColumn, MeasuredColumn, TargetColumn
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.painted.sparkline import paint_sparkline

_DIRECTION_TONES: dict[str, ColourRole] = {"improving": "green", "worsening": "red"}


def indicator_columns(context: Context, quarter: Quarter) -> list[Column]:
    """The columns of the register for a quarter: who and what, the year's figures, and how they are judged."""

    def records() -> PlanRecords:
        gathered = context.records
        assert gathered is not None  # a row is shown
        return gathered

    def indicator(row: Row) -> Indicator:
        return row.typed(Indicator)

    def rating(row: Row) -> Rating:
        return rate(records(), indicator(row), quarter)

    def paint_year(painter: QPainter, box: QRectF, row: Row) -> None:
        points = series(records(), indicator(row), FinancialYear(quarter.year))
        grows = accumulates(indicator(row))
        values = [
            (point.to_date if grows else point.actual) if point.quarter <= quarter else None
            for point in points
        ]
        line = QRectF(box.left(), box.top() - px(4), box.width(), min(box.height(), px(28)))
        paint_sparkline(painter, line, values, target_number(indicator(row)).value)

    measured = [
        MeasuredColumn(
            key=f"q{each.number}" if each != quarter else "now",
            label=each.short,
            width=74,
            right=True,
            hidden=each != quarter,
            hint=f"Figures for {each.label} ({each.months}). A number, TBC, or a number with p where provisional.",
            indicator=indicator,
            find=partial(_measured_in, records, each),
            owner=partial(_new_measurement, each),
        )
        for each in FinancialYear(quarter.year).quarters
    ]
    columns: list[Column] = [
        field_column(context, "indicators", "ref", width=62),
        field_column(context, "indicators", "title", width=230),
        field_column(context, "indicators", "item", width=74, hidden=True),
        field_column(context, "indicators", "owner", width=80, hidden=True),
        field_column(context, "indicators", "source", width=90, hidden=True),
        field_column(context, "indicators", "unit", hidden=True),
        field_column(context, "indicators", "better", hidden=True),
        field_column(context, "indicators", "kind", hidden=True),
        field_column(context, "indicators", "amber_within", width=100, hidden=True),
        field_column(context, "indicators", "amber_in", width=140, hidden=True),
        field_column(context, "indicators", "contextual", hidden=True),
        field_column(context, "indicators", "scope", hidden=True),
        BaselineColumn(
            key="baseline", label="Baseline", width=80, right=True, hidden=True, hint="A number, TBC or none."
        ),
        TargetColumn(
            key="target", label="Target", width=80, right=True, hint="A number, -10%, +56, TBC or none."
        ),
        *measured,
        DerivedColumn(
            key="to_date",
            label="To date",
            width=80,
            right=True,
            of=lambda row: to_date(records(), indicator(row), quarter).value,
            says=lambda row: _said(indicator(row), to_date(records(), indicator(row), quarter).value),
            hovers=lambda row: to_date(records(), indicator(row), quarter).words,
        ),
        DerivedColumn(
            key="expected",
            label="Should be",
            width=80,
            right=True,
            of=lambda row: rating(row).expected,
            says=lambda row: _said(indicator(row), rating(row).expected),
            tones=lambda row: "soft",
        ),
        DerivedColumn(
            key="rating",
            label=f"{quarter.short} rating",
            width=108,
            of=lambda row: rating(row).rag,
            says=lambda row: context.rating_words[rating(row).rag],
            rates=lambda row: rating(row).rag,
            hovers=lambda row: rating(row).words,
            hint="By the rule shown when you point at it.",
        ),
        DerivedColumn(
            key="year",
            label="The year",
            width=84,
            of=lambda row: None,
            says=lambda row: _year_in_words(records(), indicator(row), quarter),
            paints=paint_year,
            hint="The figures so far, with the target as a dashed line.",
        ),
        DerivedColumn(
            key="direction",
            label="Direction",
            width=90,
            of=lambda row: _direction(records(), indicator(row), quarter),
            tones=lambda row: _DIRECTION_TONES.get(_direction(records(), indicator(row), quarter), "soft"),
            hovers=lambda row: _direction_words(records(), indicator(row), quarter),
        ),
        DerivedColumn(
            key="forecast",
            label="Year end",
            width=84,
            right=True,
            hidden=True,
            of=lambda row: forecast(records(), indicator(row), quarter).value,
            says=lambda row: _said(indicator(row), forecast(records(), indicator(row), quarter).value),
            hovers=lambda row: forecast(records(), indicator(row), quarter).words,
        ),
    ]
    return with_others(context, "indicators", columns, hidden=True)


def quarter_columns(context: Context) -> list[Column]:
    """The columns of one indicator's quarters: rows are measurements, recorded or still to be."""

    def records() -> PlanRecords:
        gathered = context.records
        assert gathered is not None  # a row is shown
        return gathered

    def indicator(row: Row) -> Indicator:
        return records().indicator[row.typed(Measurement)["indicator"]]

    def at(row: Row) -> Quarter:
        return Quarter.parse(row.typed(Measurement)["quarter"])

    def figure(row: Row, value: float | None) -> str:
        return "" if value is None else format_figure(value, indicator(row)["unit"])

    def point(row: Row) -> SeriesPoint:
        return series(records(), indicator(row), FinancialYear(at(row).year))[at(row).number - 1]

    def rag(row: Row) -> str:
        # A quarter nobody has reached or measured yet is not "not rated": there is nothing to rate.
        return "" if row.draft else rate(records(), indicator(row), at(row)).rag

    columns: list[Column] = [
        DerivedColumn(
            key="quarter", label="Quarter", width=58, of=lambda row: row.typed(Measurement)["quarter"],
            says=lambda row: at(row).short,
            tones=lambda row: "ink" if at(row) == context.quarter else "soft",
        ),
        MeasuredColumn(
            key="actual", label="Actual", width=74, right=True, indicator=indicator,
            find=lambda row: row.typed(Measurement), owner=lambda row: {},
            hint="A number, TBC, or a number with p where it is provisional.",
        ),
        DerivedColumn(
            key="to_date", label="To date", width=66, right=True, of=lambda row: point(row).to_date,
            says=lambda row: figure(row, point(row).to_date),
        ),
        DerivedColumn(
            key="expected", label="Should be", width=76, right=True, of=lambda row: point(row).expected,
            says=lambda row: figure(row, point(row).expected), tones=lambda row: "soft",
        ),
        DerivedColumn(
            key="last_year", label="Last year", width=76, right=True, hidden=True, of=lambda row: point(row).last_year,
            says=lambda row: figure(row, point(row).last_year), tones=lambda row: "soft",
        ),
        DerivedColumn(
            key="rating", label="Rating", width=100, of=rag,
            says=lambda row: context.rating_words.get(rag(row), ""), rates=rag,
            hovers=lambda row: rate(records(), indicator(row), at(row)).words if rag(row) else "",
        ),
        field_column(context, "measurements", "provisional", width=88, hidden=True),
        field_column(context, "measurements", "note", width=140),
    ]  # fmt: skip
    return with_others(context, "measurements", columns, hidden=True, elsewhere=("value", "provisional"))


def quarter_rows(records: PlanRecords, indicator: Indicator, year: FinancialYear) -> list[Row]:
    """One row for each quarter of a year: its measurement, or a draft of one."""
    rows: list[Row] = []
    for quarter in year.quarters:
        measured = records.measurement(indicator["id"], quarter)
        started = {
            **MEASUREMENTS.blank(),
            "id": f"{indicator['id']}@{quarter.code}",
            "indicator": indicator["id"],
            "quarter": quarter.code,
        }
        rows.append(Row(MEASUREMENTS, measured or started, draft=measured is None))
    return rows


def _measured_in(records: Callable[[], PlanRecords], quarter: Quarter, row: Row) -> Measurement | None:
    return records().measurement(row.id, quarter)


def _new_measurement(quarter: Quarter, row: Row) -> dict[str, Value]:
    return {"indicator": row.id, "quarter": quarter.code}


def _said(indicator: Indicator, value: float | None) -> str:
    return "" if value is None else format_figure(value, indicator["unit"])


def _direction(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> str:
    going = direction(records, indicator, quarter)
    return going.word if going else ""


def _direction_words(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> str:
    going = direction(records, indicator, quarter)
    return going.words if going else "Nothing to compare with yet."


def _year_in_words(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> str:
    points = series(records, indicator, FinancialYear(quarter.year))
    return ", ".join(
        f"{point.quarter.short} {format_figure(point.actual, indicator['unit'])}"
        for point in points
        if point.actual is not None and point.quarter <= quarter
    )
