"""Figures, baselines and targets as people type them: numbers, TBC, provisional marks, changes in per cent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import InvalidValue
from csp_desktop.palette import ColourRole
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing, says_nought, yes_or_no
from csp_desktop.registers.fields import Field, Value, is_blank
from csp_desktop.registers.performance import INDICATORS
from csp_desktop.registers.return_form import TBC, NumberOrTbc
from csp_desktop.registers.typed_records import Indicator, Measurement
from csp_desktop.rules.comparators import beside_similar
from csp_desktop.rules.targets import format_figure, known_baseline, target_number
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row

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

    indicator: Callable[[Row], Indicator]
    find: Callable[[Row], Measurement | None]
    owner: Callable[[Row], dict[str, Value]]

    def field(self, row: Row) -> Field | None:
        return _FIGURE

    def of_quarter(self, row: Row) -> str:
        return str(self.owner(row).get("quarter") or "")

    def place(self, row: Row) -> str:
        # Which column shows it changes with the quarter that is chosen.
        quarter = self.of_quarter(row)
        return f"figure {quarter}" if quarter else self.key

    def value(self, row: Row) -> Value:
        measured = self.find(row)
        if measured is None:
            return None
        return TBC if measured["value_state"] == TBC else measured["value"]

    def text(self, row: Row) -> str:
        value = self.value(row)
        if value is None:
            return ""
        measured = self.find(row)
        figure = TBC if value == TBC else format_figure(value, self.indicator(row)["unit"])
        return f"{figure} p" if measured and measured["provisional"] else figure

    def tone(self, row: Row) -> ColourRole:
        return "soft" if self.value(row) == TBC else "ink"

    def hover(self, row: Row) -> str:
        measured = self.find(row)
        if measured is None:
            return "No figure yet. Type a number, TBC, or a number with p where it is provisional."
        told = (
            "Provisional" if measured["provisional"] else "",
            beside_similar(self.indicator(row), measured),
            measured["note"],
        )
        return ". ".join(part for part in told if part)

    def parse(self, row: Row, raw: object) -> Value:
        if is_blank(raw):
            return Measured(None, False)
        text = str(raw).strip()
        unit = self.indicator(row)["unit"]
        if unit == "yes/no" and (said := yes_or_no(text)) is not None:
            return Measured(float(said), False)
        match = _PROVISIONAL.fullmatch(text)
        provisional = match is not None
        bare = match[1] if match else text
        bare = bare.rstrip("%").lstrip("£") if unit in ("percent", "money") else bare
        return Measured(_FIGURE.parse(bare), provisional)

    def changes(self, row: Row, value: Value) -> list[Change]:
        measured = self.find(row)
        tbc = value.value == TBC
        values = {
            "value_state": TBC if tbc else "known",
            "value": None if tbc else value.value,
            "provisional": value.provisional,
        }
        if value.value is None and row.draft:
            return []
        if measured is None:
            return [] if value.value is None else [Insert("measurements", {**self.owner(row), **values})]
        if value.value is None and not measured["note"]:
            return [Delete("measurements", measured["id"])]
        return [Update("measurements", measured["id"], values)]

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
        return known_baseline(row.typed(Indicator))

    def text(self, row: Row) -> str:
        indicator = row.typed(Indicator)
        if indicator["baseline_state"] != "known":
            return str(indicator["baseline_state"])
        return format_figure(self.value(row), indicator["unit"])

    def tone(self, row: Row) -> ColourRole:
        return "ink" if row.typed(Indicator)["baseline_state"] == "known" else "soft"

    def hover(self, row: Row) -> str:
        return str(row.typed(Indicator)["baseline_period"] or "")

    def parse(self, row: Row, raw: object) -> Value:
        return _figure_or_word(raw, row.typed(Indicator)["unit"])

    def changes(self, row: Row, value: Value) -> list[Change]:
        state = value if value in ("TBC", "none") else "known" if value is not None else "TBC"
        number = value if state == "known" else None
        indicator = row.typed(Indicator)
        if (state, number) == (indicator["baseline_state"], indicator["baseline_value"]):
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
        return target_number(row.typed(Indicator)).value

    def text(self, row: Row) -> str:
        indicator = row.typed(Indicator)
        target = target_number(indicator)
        return "none" if target.state == "none" else format_figure(target.value, indicator["unit"])

    def tone(self, row: Row) -> ColourRole:
        return "ink" if target_number(row.typed(Indicator)).state == "known" else "soft"

    def hover(self, row: Row) -> str:
        indicator = row.typed(Indicator)
        words = target_number(indicator).words
        return f"{words} County-wide target." if indicator["scope"] == "county" else words

    def parse(self, row: Row, raw: object) -> Value:
        text = "" if is_blank(raw) else str(raw).strip()
        if text == self.text(row):
            return _recorded_target(row)
        change = re.fullmatch(r"([+\-−])\s*([\d.,]+)\s*(%?)", text)
        if change:
            number = parse_number(change[2])
            if number is None:
                raise InvalidValue(f"“{raw}” is not a target; write 1,872, -10%, +56, TBC or none.")
            signed = number if change[1] == "+" else -number
            return TypedTarget("percent change" if change[3] else "increase from baseline by", signed)
        figure = _figure_or_word(raw, row.typed(Indicator)["unit"])
        if figure == "none" or figure is None:
            return TypedTarget("none", None)
        return TypedTarget("value", None if figure == TBC else figure)

    def changes(self, row: Row, value: Value) -> list[Change]:
        if value == _recorded_target(row):
            return []
        return [Update("indicators", row.id, {"target_kind": value.kind, "target_value": value.value})]


def _recorded_target(row: Row) -> TypedTarget:
    indicator = row.typed(Indicator)
    return TypedTarget(indicator["target_kind"], indicator["target_value"])


def _figure_or_word(raw: object, unit: str) -> Value:
    """A number, "TBC" or "none"; None for a blank."""
    if is_blank(raw):
        return None
    text = str(raw).strip()
    if unit == "yes/no" and (said := yes_or_no(text)) is not None:
        return float(said)
    if says_nought(text):
        return 0.0
    if says_not_yet(text):
        return TBC
    if says_nothing(text):
        return "none"
    bare = text.rstrip("%") if unit == "percent" else text.lstrip("£") if unit == "money" else text
    number = parse_number(bare)
    if number is None:
        raise InvalidValue(f"“{raw}” is not a figure; write digits only, or TBC or none.")
    return number
