"""Columns over indicators: figures with their TBC and provisional marks, baselines, targets, ratings, the year as a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import InvalidValue
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Field, Record, Value, is_blank, parse_number
from csp_desktop.registers.performance import INDICATORS, MEASUREMENTS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import TBC, NumberOrTbc
from csp_desktop.rules.figures import accumulates, direction, forecast, series, to_date
from csp_desktop.rules.rag import rate
from csp_desktop.rules.targets import format_figure, known_baseline, target_number
from csp_desktop.ui.columns import Column, DerivedColumn, Row, field_column
from csp_desktop.ui.context import Context
from csp_desktop.ui.painted.sparkline import paint_sparkline
from csp_desktop.ui.theme import px

_PROVISIONAL = re.compile(r"(.*?)\s*\(?\s*p(?:rov(?:isional)?)?\.?\s*\)?\s*", re.IGNORECASE | re.DOTALL)
_FIGURE = NumberOrTbc(name="value", label="Actual")


@dataclass(frozen=True)
class Measured:
    """A figure as typed: known or TBC, and whether it is provisional."""

    value: float | str | None
    provisional: bool


@dataclass(kw_only=True)
class MeasuredColumn(Column):
    """A quarter's figure: a number, "TBC", or a number with a "p" where it is provisional.

    `find` gives a row's measurement, `indicator` its indicator; `owner` what a new measurement starts from.
    """

    indicator: Callable[[Row], Record]
    find: Callable[[Row], Record | None]
    owner: Callable[[Row], dict[str, Value]]

    def field(self, row: Row) -> Field | None:
        return _FIGURE

    def value(self, row: Row) -> Value:
        found = self.find(row)
        if found is None:
            return None
        return TBC if found["value_state"] == TBC else found["value"]

    def text(self, row: Row) -> str:
        value = self.value(row)
        if value is None:
            return ""
        found = self.find(row)
        shown = TBC if value == TBC else format_figure(value, self.indicator(row)["unit"])
        return f"{shown} p" if found and found["provisional"] else shown

    def tone(self, row: Row) -> str:
        return "soft" if self.value(row) == TBC else "ink"

    def hover(self, row: Row) -> str:
        found = self.find(row)
        if found is None:
            return "No figure yet. Type a number, TBC, or a number with p where it is provisional."
        return ". ".join(
            part for part in ("Provisional" if found["provisional"] else "", found["note"]) if part
        )

    def parse(self, row: Row, raw: object) -> Value:
        if is_blank(raw):
            return Measured(None, False)
        text = str(raw).strip()
        unit = self.indicator(row)["unit"]
        if unit == "yes/no" and text.casefold() in ("yes", "no", "y", "n"):
            return Measured(1.0 if text.casefold().startswith("y") else 0.0, False)
        match = _PROVISIONAL.fullmatch(text)
        provisional = match is not None
        bare = match[1] if match else text
        bare = bare.rstrip("%").lstrip("£") if unit in ("percent", "money") else bare
        return Measured(_FIGURE.parse(bare), provisional)

    def changes(self, row: Row, value: Value) -> list[Change]:
        found = self.find(row)
        tbc = value.value == TBC
        values = {
            "value_state": TBC if tbc else "known",
            "value": None if tbc else value.value,
            "provisional": value.provisional,
        }
        if value.value is None and row.draft:
            return []
        if found is None:
            return [] if value.value is None else [Insert("measurements", {**self.owner(row), **values})]
        if value.value is None and not found.get("note"):
            return [Delete("measurements", found["id"])]
        return [Update("measurements", found["id"], values)]

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        value = self.value(row)
        return (not isinstance(value, int | float), value if isinstance(value, int | float) else 0)

    def amount(self, row: Row) -> float | None:
        value = self.value(row)
        return float(value) if isinstance(value, int | float) else None


@dataclass(kw_only=True)
class BaselineColumn(Column):
    """The baseline: a number, "TBC", or "none"."""

    def field(self, row: Row) -> Field | None:
        return INDICATORS["baseline_value"]

    def value(self, row: Row) -> Value:
        return known_baseline(row.record)

    def text(self, row: Row) -> str:
        state = row.record["baseline_state"]
        return format_figure(self.value(row), row.record["unit"]) if state == "known" else state

    def tone(self, row: Row) -> str:
        return "ink" if row.record["baseline_state"] == "known" else "soft"

    def hover(self, row: Row) -> str:
        return row.record["baseline_period"] or ""

    def parse(self, row: Row, raw: object) -> Value:
        return _figure_or_word(raw, row.record["unit"], ("TBC", "none"))

    def changes(self, row: Row, value: Value) -> list[Change]:
        state = value if value in ("TBC", "none") else "known" if value is not None else "TBC"
        number = value if state == "known" else None
        if (state, number) == (row.record["baseline_state"], row.record["baseline_value"]):
            return []
        return [Update("indicators", row.id, {"baseline_state": state, "baseline_value": number})]


@dataclass(frozen=True)
class TypedTarget:
    """A target as typed: how it is meant and its figure."""

    kind: str
    value: float | None


@dataclass(kw_only=True)
class TargetColumn(Column):
    """The target: a number, "-10%" from the baseline, "+56" on the baseline, "TBC" or "none"."""

    def field(self, row: Row) -> Field | None:
        return INDICATORS["target_value"]

    def value(self, row: Row) -> Value:
        return target_number(row.record).value

    def text(self, row: Row) -> str:
        found = target_number(row.record)
        return "none" if found.state == "none" else format_figure(found.value, row.record["unit"])

    def tone(self, row: Row) -> str:
        return "ink" if target_number(row.record).state == "known" else "soft"

    def hover(self, row: Row) -> str:
        words = target_number(row.record).words
        return f"{words} County-wide target." if row.record["scope"] == "county" else words

    def parse(self, row: Row, raw: object) -> Value:
        text = "" if is_blank(raw) else str(raw).strip()
        shown = TypedTarget(row.record["target_kind"], row.record["target_value"])
        if text == self.text(row):
            return shown
        change = re.fullmatch(r"([+\-−])\s*([\d.,]+)\s*(%?)", text)
        if change:
            number = parse_number(change[2])
            if number is None:
                raise InvalidValue(f"“{raw}” is not a target; write 1,872, -10%, +56, TBC or none.")
            signed = number if change[1] == "+" else -number
            return TypedTarget("percent change" if change[3] else "increase from baseline by", signed)
        figure = _figure_or_word(raw, row.record["unit"], ("TBC", "none"))
        if figure == "none" or figure is None:
            return TypedTarget("none", None)
        return TypedTarget("value", None if figure == TBC else figure)

    def changes(self, row: Row, value: Value) -> list[Change]:
        if (value.kind, value.value) == (row.record["target_kind"], row.record["target_value"]):
            return []
        return [Update("indicators", row.id, {"target_kind": value.kind, "target_value": value.value})]


def _figure_or_word(raw: object, unit: str, words: tuple[str, ...]) -> Value:
    """A number, or one of these words in their own spelling; None for a blank."""
    if is_blank(raw):
        return None
    text = str(raw).strip()
    for word in words:
        if text.casefold() == word.casefold():
            return word
    if unit == "yes/no" and text.casefold() in ("yes", "no"):
        return 1.0 if text.casefold() == "yes" else 0.0
    bare = text.rstrip("%") if unit == "percent" else text.lstrip("£") if unit == "money" else text
    number = parse_number(bare)
    if number is None:
        raise InvalidValue(f"“{raw}” is not a figure; write digits only, or {' or '.join(words)}.")
    return number


def indicator_columns(context: Context, quarter: Quarter) -> list[Column]:
    """The columns of the register for a quarter: who and what, the year's figures, and how they are judged."""

    def records() -> PlanRecords:
        found = context.records
        assert found is not None  # a row is shown
        return found

    def rating(row: Row) -> Any:
        return rate(records(), row.record, quarter)

    def paint_year(painter: QPainter, box: QRectF, row: Row) -> None:
        points = series(records(), row.record, FinancialYear(quarter.year))
        grows = accumulates(row.record)
        values = [point.to_date if grows else point.actual for point in points]
        line = QRectF(box.left(), box.top() - px(4), box.width(), min(box.height(), px(28)))
        paint_sparkline(painter, line, values, target_number(row.record).value)

    measured = [
        MeasuredColumn(
            key=f"q{one.number}" if one != quarter else "now",
            label=f"{one.short}",
            width=74,
            right=True,
            hidden=one != quarter,
            hint=f"Figures for {one.label} ({one.months}). A number, TBC, or a number with p where provisional.",
            indicator=lambda row: row.record,
            find=lambda row, one=one: records().measurement(row.id, one),
            owner=lambda row, one=one: {"indicator": row.id, "quarter": one.code},
        )
        for one in FinancialYear(quarter.year).quarters
    ]
    return [
        field_column(context, "indicators", "ref", width=62),
        field_column(context, "indicators", "title", width=230),
        field_column(context, "indicators", "item", width=74, hidden=True),
        field_column(context, "indicators", "owner", width=80, hidden=True),
        field_column(context, "indicators", "source", width=90, hidden=True),
        field_column(context, "indicators", "unit", hidden=True),
        field_column(context, "indicators", "better", hidden=True),
        field_column(context, "indicators", "kind", hidden=True),
        field_column(context, "indicators", "amber_within", width=100, hidden=True),
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
            of=lambda row: to_date(records(), row.record, quarter).value,
            says=lambda row: _said(row, to_date(records(), row.record, quarter).value),
            hovers=lambda row: to_date(records(), row.record, quarter).words,
        ),
        DerivedColumn(
            key="expected",
            label="Should be",
            width=80,
            right=True,
            of=lambda row: rating(row).expected,
            says=lambda row: _said(row, rating(row).expected),
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
            says=lambda row: _year_in_words(records(), row.record, quarter),
            paints=paint_year,
            hint="The figures so far, with the target as a dashed line.",
        ),
        DerivedColumn(
            key="direction",
            label="Direction",
            width=90,
            of=lambda row: _direction(records(), row.record, quarter),
            tones=lambda row: {"improving": "green", "worsening": "red"}.get(
                _direction(records(), row.record, quarter), "soft"
            ),
            hovers=lambda row: _direction_words(records(), row.record, quarter),
        ),
        DerivedColumn(
            key="forecast",
            label="Year end",
            width=84,
            right=True,
            hidden=True,
            of=lambda row: forecast(records(), row.record, quarter).value,
            says=lambda row: _said(row, forecast(records(), row.record, quarter).value),
            hovers=lambda row: forecast(records(), row.record, quarter).words,
        ),
    ]


def quarter_columns(context: Context) -> list[Column]:
    """The columns of one indicator's quarters: rows are measurements, recorded or still to be."""

    def records() -> PlanRecords:
        found = context.records
        assert found is not None  # a row is shown
        return found

    def indicator(row: Row) -> Record:
        return records().indicator[row.record["indicator"]]

    def at(row: Row) -> Quarter:
        return Quarter.parse(row.record["quarter"])

    def figure(row: Row, value: float | None) -> str:
        return "" if value is None else format_figure(value, indicator(row)["unit"])

    def point(row: Row) -> Any:
        return series(records(), indicator(row), FinancialYear(at(row).year))[at(row).number - 1]

    def rag(row: Row) -> str:
        # A quarter nobody has reached or measured yet is not "not rated": there is nothing to rate.
        return "" if row.draft else rate(records(), indicator(row), at(row)).rag

    return [
        DerivedColumn(
            key="quarter", label="Quarter", width=58, of=lambda row: row.record["quarter"],
            says=lambda row: at(row).short,
            tones=lambda row: "ink" if at(row) == context.quarter else "soft",
        ),
        MeasuredColumn(
            key="actual", label="Actual", width=74, right=True, indicator=indicator,
            find=lambda row: row.record, owner=lambda row: {},
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


def quarter_rows(records: PlanRecords, indicator: Record, year: FinancialYear) -> list[Row]:
    """One row for each quarter of a year: its measurement, or a draft of one."""
    rows = []
    for quarter in year.quarters:
        found = records.measurement(indicator["id"], quarter)
        started = {
            **MEASUREMENTS.blank(),
            "id": f"{indicator['id']}@{quarter.code}",
            "indicator": indicator["id"],
            "quarter": quarter.code,
        }
        rows.append(Row(MEASUREMENTS, found or started, draft=found is None))
    return rows


def _said(row: Row, value: float | None) -> str:
    return "" if value is None else format_figure(value, row.record["unit"])


def _direction(records: PlanRecords, indicator: Record, quarter: Quarter) -> str:
    found = direction(records, indicator, quarter)
    return found.word if found else ""


def _direction_words(records: PlanRecords, indicator: Record, quarter: Quarter) -> str:
    found = direction(records, indicator, quarter)
    return found.words if found else "Nothing to compare with yet."


def _year_in_words(records: PlanRecords, indicator: Record, quarter: Quarter) -> str:
    points = series(records, indicator, FinancialYear(quarter.year))
    return ", ".join(
        f"{point.quarter.short} {format_figure(point.actual, indicator['unit'])}"
        for point in points
        if point.actual is not None
    )
