"""What the headings and the name of an indicator say of it beyond its own cells: unit, baseline's year, which way."""

from __future__ import annotations

import re
from functools import cached_property

from csp_desktop.excel.foreign.indicator_cells import kind_told
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.mapped_values import unit_told
from csp_desktop.excel.wording.cells import years_in
from csp_desktop.excel.wording.which_way import way_asked, way_told_by_name
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Values

_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) year\b", re.IGNORECASE)


class IndicatorsTold:
    """Says of the indicators of one table what their headings and their names say."""

    def __init__(self, uses: list[ColumnUse], year: FinancialYear | None) -> None:
        self.uses, self.year = uses, year

    def say(self, own: Values) -> Values:
        """Put what they say of an indicator; returns what it starts with where its own cells say nothing."""
        if "baseline_value" in own:
            own["baseline_state"] = "known"
            if self._baseline_year:
                own.setdefault("baseline_period", self._baseline_year)
        if kind := kind_told(self.uses):
            own.setdefault("kind", kind)
        unit = unit_told(str(own.get("title") or "")) or self._headed_unit
        if unit:
            own.setdefault("unit", unit)
        if "better" not in own and (way := way_asked(str(own.get("stated_target") or ""))):
            own["better"] = way
        # What nothing says is left open rather than taken for what is usual.
        starting: Values = {"better": None}
        target, baseline = own.get("target_value"), own.get("baseline_value")
        if target is not None:
            own.setdefault("target_kind", "value")
            # Where a target lies says which way is better.
            start = 0 if own["target_kind"] == "percent change" else baseline
            if start is not None and target != start:
                starting["better"] = "lower" if target < start else "higher"
        if own.get("target_kind") != "percent change" and (
            way := way_told_by_name(str(own.get("title") or ""))
        ):
            # A target may ask for no more than was reached before: 85% satisfied after 87%.
            starting["better"] = way
        return starting

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
