"""What the headings and the name of an indicator say of it beyond its own cells: unit, baseline's year, which way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from csp_desktop.excel.foreign.cells.indicator_cells import PERCENTAGE_POINTS, kind_told
from csp_desktop.excel.foreign.cells.worded_targets import target_asked
from csp_desktop.excel.foreign.reading import Mark, SourceCells
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.mapped_values import unit_told
from csp_desktop.excel.wording.cells import years_in
from csp_desktop.excel.wording.named_changes import named_for_change
from csp_desktop.excel.wording.to_date import kind_by_name
from csp_desktop.excel.wording.which_way import way_asked, way_told_by_name
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.fields import Values

_FIGURE = ("measurements", "value")
_RATE = re.compile(
    r"\brate\s*(?:$|[(\[,:;–-]|(?:per|of|for|in|among|after|within|at)\b)|\bratio\b", re.IGNORECASE
)
# A quarter of a year's figure may be more than a quarter of it, but hardly half.
_PART_OF_YEAR = 0.5
_SHARE = re.compile(r"\d+(?:\.\d+)?\s*(?:%|per\s?cent)")
_MAY_BE_CHANGE = 30
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) year\b", re.IGNORECASE)


class IndicatorsTold:
    """Says of the indicators of one table what their headings and their names say."""

    def __init__(
        self, uses: list[ColumnUse], year: FinancialYear | None, grid: Grid, cells: SourceCells
    ) -> None:
        self.uses, self.year, self.grid, self.cells = uses, year, grid, cells

    def say(self, own: Values, places: Mapping[str, Place]) -> Values:
        """Put what they say of an indicator; returns what it starts with where its own cells say nothing.

        `places` are the cells its fields were read from.
        """
        if "baseline_value" in own:
            own["baseline_state"] = "known"
            if self._baseline_year:
                own.setdefault("baseline_period", self._baseline_year)
        unit = unit_told(str(own.get("title") or "")) or self._headed_unit
        if unit:
            own.setdefault("unit", unit)
        if own.get("amber_in") == PERCENTAGE_POINTS:
            self._settle_margin(own, places.get("amber_within"))
        if place := places.get("target_value") or places.get("stated_target"):
            self._ask_about_target(own, place)
        if "better" not in own and (way := way_asked(str(own.get("stated_target") or ""))):
            own["better"] = way
        # What nothing says is left open rather than taken for what is usual.
        starting: Values = {"better": None, **self._kind_started_with(own, places.get("title"))}
        target, baseline = own.get("target_value"), own.get("baseline_value")
        if target is not None:
            own.setdefault("target_kind", "value")
            # Where a target lies says which way is better.
            start = baseline if own["target_kind"] == "value" else 0
            if start is not None and target != start:
                starting["better"] = "lower" if target < start else "higher"
        asks_for_change = target and own["target_kind"] != "value"
        if not asks_for_change and (way := way_told_by_name(str(own.get("title") or ""))):
            # A target may ask for no more than was reached before: 85% satisfied after 87%.
            starting["better"] = way
        return starting

    def _kind_started_with(self, own: Values, place: Place | None) -> Values:
        """What kind of figures a new one has, as its name says or as a rate has; their headings speak for all of them."""
        name = str(own.get("title") or "")
        kind, why = kind_by_name(name), "as its name says"
        if not kind and (headed := kind_told(self.uses)):
            own.setdefault("kind", headed)
        if own.get("kind"):
            return {}
        if not kind and self._is_level(own, name, place):
            kind, why = "snapshot", "for it is a rate"
        if kind and place:
            are = "for the year so far" if kind == "cumulative" else "as it stands, and not added up"
            self.cells.add_message(place, f"Each figure is taken {are}, {why}.")
        return {"kind": kind} if kind else {}

    def _is_level(self, own: Values, name: str, place: Place | None) -> bool:
        """Are the figures of a rate each as high as the year's: never so where they are a quarter's part of it?"""
        rate = str(own.get("unit") or "").startswith("rate") or _RATE.search(name)
        if not rate or own.get("unit") == "percent" or place is None:
            return False
        whole = own.get("target_value") if own.get("target_kind", "value") == "value" else None
        whole = whole or own.get("baseline_value")
        first = self._first_figure(place)
        return not whole or first is None or first >= whole * _PART_OF_YEAR

    def _settle_margin(self, own: Values, place: Place | None) -> None:
        """Percentage points are points of what is told in per cent; of what is counted they may mean a share of it."""
        if own.get("unit") == "percent":
            own["amber_in"] = "points"
            return
        del own["amber_in"]
        figure = own.pop("amber_within")
        words = f"Amber within {figure:g} percentage points"
        own["notes"] = f"{own['notes']}\n{words}" if own.get("notes") else words
        if place:
            why = (
                f"{figure:g} percentage points of what is not told in per cent: is that {figure:g}% of the target, or "
                f"{figure:g} more or less? Until it is said, amber is within 10% of the target; its words are kept in "
                "the notes."
            )
            self.cells.mark(place, Mark("asked", "indicators", "amber_within", why))

    def _ask_about_target(self, own: Values, place: Place) -> None:
        """Ask about a target that may mean something else of what is counted; its words are kept."""
        text = str(own.get("stated_target") or "") or self.grid.text(place.row, place.column)
        kind, figure = own.get("target_kind"), own.get("target_value")
        if kind == "value" and figure is None:
            return
        if (
            "unit" not in own
            and kind is None
            and figure
            and _SHARE.fullmatch(text)
            and self._fits(own, figure, place)
        ):
            own["unit"] = "percent"
        of_change = named_for_change(str(own.get("title") or ""))
        if why := target_asked(text, kind, figure, own.get("unit"), of_change=of_change):
            own.pop("target_kind", None)
            own.pop("target_value", None)
            own["stated_target"] = text
            why = f"{why} No target is set; its words are kept as the target as written."
            self.cells.mark(place, Mark("asked", "indicators", "target_value", why))

    def _fits(self, own: Values, share: float, place: Place) -> bool:
        """Is a share a level beside what else is known: a small one alone may be by how much less."""
        beside = [
            figure for figure in (own.get("baseline_value"), self._first_figure(place)) if figure is not None
        ]
        if not beside:
            return share > _MAY_BE_CHANGE
        return all(figure <= 100 and share / 2 <= figure <= share * 2 for figure in beside)

    def _first_figure(self, place: Place) -> float | None:
        """The first figure of a quarter in a row."""
        columns = [use.column for use in self.uses if (use.register, use.field) == _FIGURE]
        figures = (parse_number(self.grid.values.get((place.row, column))) for column in columns)
        return next((figure for figure in figures if figure is not None), None)

    @cached_property
    def _headed_unit(self) -> str | None:
        """The unit the heading of the indicators, or those of all their figures, speak of: “Measure (%)”."""
        headings = {
            field: [use.heading for use in self.uses if (use.register, use.field) == field]
            for field in (("indicators", "title"), ("measurements", "value"))
        }
        told = [{unit_told(heading) for heading in said} for said in headings.values()]
        return next((units.pop() for units in told if len(units) == 1 and units != {None}), None)

    @cached_property
    def _baseline_year(self) -> str:
        """The year the heading of the baseline names, as people write it; "" where it names none."""
        for use in self.uses:
            if (use.register, use.field) != ("indicators", "baseline_value"):
                continue
            if said := years_in(use.heading):
                return said.last.label if said.first == said.last else ""
            if self.year and _LAST_YEAR.search(use.heading):
                return FinancialYear(self.year.first - 1).label
        return ""
