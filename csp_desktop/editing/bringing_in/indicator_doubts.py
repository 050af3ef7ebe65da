"""Figures that would make something else of an indicator: of another kind or unit than those recorded before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.opening.grid import Place
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.fields import Values
from csp_desktop.registers.plan_records import grouped

# What adds up in a year, so that a figure for the year so far never falls.
_ADDED_UP = ("count", "money")
# How many times as large figures of one unit are at most.
_ALIKE = 5.0
_OF_KIND = {
    "cumulative": "for the year so far",
    "per quarter": "of each quarter alone",
    "snapshot": "at the end of a quarter",
}
_WANTED = {
    "cumulative": "the figure for the year so far",
    "per quarter": "the quarter’s own figure",
    "snapshot": "the figure at the end of the quarter",
}
_UNITS = {"count": "a number", "percent": "a percentage", "money": "a sum of money", "yes/no": "yes or no"}


class IndicatorDoubts:
    """What a workbook says of indicators of the file, against the figures the file holds of them.

    `ids` are records by the key of their draft, as far as they are known.
    """

    def __init__(self, ws: Workspace, reading: Reading, ids: Mapping[str, str]) -> None:
        self._ws, self._reading, self._ids = ws, reading, ids

    @cached_property
    def _recorded(self) -> dict[str, list[Values]]:
        """The known figures of the file, by indicator."""
        kept = grouped(self._ws.records("measurements"), "indicator")
        return {
            indicator: [figure for figure in figures if figure["value"] is not None]
            for indicator, figures in kept.items()
        }

    @cached_property
    def _told(self) -> dict[str, dict[str, Draft]]:
        """The figures of the workbook by the key of their indicator's draft, and quarter."""
        told: dict[str, dict[str, Draft]] = {}
        for draft in self._reading.drafts:
            of = draft.values.get("indicator")
            if draft.register == "measurements" and isinstance(of, To) and _figure(draft) is not None:
                told.setdefault(of.key, {})[str(draft.values.get("quarter"))] = draft
        return told

    def _before(self, key: str, record: str) -> dict[str, float]:
        """The figures of an indicator, by quarter, that the file holds and the workbook does not tell again."""
        told = self._told.get(key, {})
        kept = self._recorded.get(record, ())
        return {figure["quarter"]: figure["value"] for figure in kept if figure["quarter"] not in told}

    def other_unit(self, draft: Draft, values: Mapping[str, Any], record: Values) -> str:
        """Why an indicator told in another unit may be another measure; "" where it is only told better."""
        unit, known = values.get("unit"), record["unit"]
        before = self._before(draft.key, record["id"])
        if not unit or unit == known or not before:
            return ""
        figures = [figure for each in self._told.get(draft.key, {}).values() if (figure := _figure(each))]
        if known == "count" and _alike(figures, list(before.values())):
            # Nobody may have said what it is counted in until now.
            return ""
        return f"There it is {_UNITS.get(known, f'a {known}')}, here {_UNITS.get(unit, f'a {unit}')}."

    def turns_kind(self, draft: Draft, values: Mapping[str, Any], record: Values) -> bool:
        """Would all figures recorded before be read otherwise: each quarter's own as those of the year so far?"""
        kinds = {values.get("kind") or record["kind"], record["kind"]}
        # What a first quarter has is of the year so far as well.
        before = [of for of in self._before(draft.key, record["id"]) if not _is_first(of)]
        return len(kinds) > 1 and "cumulative" in kinds and bool(before)

    @cached_property
    def figures(self) -> dict[str, str]:
        """By the key of each draft of a figure that cannot be taken as it stands, what is asked."""
        asked: dict[str, str] = {}
        fallen: dict[tuple[str, int], str] = {}
        of_year_so_far: list[tuple[Draft, Place]] = []
        for owner, record in self._known:
            told = self._told[owner.key]
            unit = owner.values.get("unit") or record["unit"]
            turned = self.turns_kind(owner, owner.values, record)
            before = self._before(owner.key, record["id"])
            adds_up = record["kind"] == "cumulative" and unit in _ADDED_UP and not owner.values.get("kind")
            for quarter, draft in told.items():
                figure = _figure(draft)
                assert figure is not None
                first = _is_first(quarter)
                place = next(iter(draft.sources.get("value", ())), None)
                if turned and not first:
                    asked[draft.key] = _of_other_kind(figure, owner.values["kind"], record["kind"])
                elif unit == "percent" and (meant := _meant_as_share(figure, list(before.values()))):
                    asked[draft.key] = meant
                elif adds_up and not first and place:
                    of_year_so_far.append((draft, place))
                    if why := self._falls(quarter, figure, told, record["id"]):
                        fallen.setdefault((place.sheet, place.column), why)
                        asked[draft.key] = why
        # Where one figure of a column is of its quarter alone, so are those that happen to be no less.
        for draft, place in of_year_so_far:
            if (place.sheet, place.column) in fallen:
                asked.setdefault(
                    draft.key,
                    f"Is this for the year so far? Others of the column are not. {fallen[place.sheet, place.column]}",
                )
        return asked

    @cached_property
    def _known(self) -> list[tuple[Draft, Values]]:
        """The drafts of indicators the file holds that the workbook has figures of, with their records."""
        return list(self._with_records())

    def _with_records(self) -> Iterator[tuple[Draft, Values]]:
        for draft in self._reading.drafts:
            if draft.register == "indicators" and draft.key in self._told and draft.key in self._ids:
                record = self._ws.record("indicators", self._ids[draft.key])
                if record:
                    yield draft, record

    def _falls(self, quarter: str, figure: float, told: Mapping[str, Draft], record: str) -> str:
        """Why a figure can be none of the year so far: it is less than an earlier one, or adds up with those to it."""
        own = {of: value for of, draft in told.items() if (value := _figure(draft)) is not None}
        recorded = {each["quarter"]: each["value"] for each in self._recorded.get(record, ())}
        so_far = {
            of: value for of, value in {**recorded, **own}.items() if of[:4] == quarter[:4] and of < quarter
        }
        latest = max(so_far, key=so_far.__getitem__, default="")
        if latest and figure < so_far[latest]:
            return _of_quarter_alone(figure, so_far[latest], latest, quarter)
        if quarter in recorded and recorded[quarter] != figure:
            parts = [
                own.get(of.code) for of in FinancialYear(int(quarter[:4])).quarters if of.code <= quarter
            ]
            if None not in parts and abs(sum(part or 0 for part in parts) - recorded[quarter]) < 1e-6:
                return _of_quarter_alone(figure, recorded[quarter], quarter, quarter)
        return ""


def _figure(draft: Draft) -> float | None:
    value = draft.values.get("value")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_first(quarter: str) -> bool:
    return quarter.endswith("Q1")


def _alike(figures: list[float], before: list[float]) -> bool:
    """Are figures so near those before that they are in the same unit?"""
    if not figures:
        return True
    now, then = (sum(map(abs, side)) / len(side) for side in (figures, before))
    return max(now, then) <= _ALIKE * min(now, then) or max(now, then) == 0


def _meant_as_share(figure: float, before: list[float]) -> str:
    """What is asked of 0.75 after 72%, or of 75 after 0.72%; "" where it is like those before."""
    if not before or figure == 0:
        return ""
    usual = sum(before) / len(before)
    shown = format_number(figure)
    for times in (100, 0.01):
        of_one = figure <= 1 < usual if times > 1 else usual <= 1 < figure
        if of_one and abs(figure * times - usual) < abs(figure - usual):
            return (
                f"Is {shown} meant as {format_number(round(figure * times, 6))}%? Earlier figures of this indicator are "
                f"near {format_number(round(usual, 2))}%, so it was not taken: write it as a percentage too."
            )
    return ""


def _of_other_kind(figure: float, kind: str, known: str) -> str:
    return (
        f"{format_number(figure)} is {_OF_KIND[kind]} by its heading, and what is recorded of this indicator is "
        f"{_OF_KIND[known]}, so it was not taken: give {_WANTED[known]}, or put right the kind on the "
        "indicator first and bring the workbook in again."
    )


def _of_quarter_alone(figure: float, so_far: float, at: str, quarter: str) -> str:
    return (
        f"Is {format_number(figure)} of {Quarter.parse(quarter).label} alone? {format_number(so_far)} is recorded for the "
        f"year so far at {Quarter.parse(at).label}, so it was not taken: give {_WANTED['cumulative']}, or put "
        "right the kind on the indicator first and bring the workbook in again."
    )
