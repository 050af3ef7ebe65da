"""An indicator's figures as they stand in tables: baseline, target, each quarter, and what was noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator
from csp_desktop.reports.blocks import Band, Cell, Column, Row, Words, cell, figures_wide
from csp_desktop.reports.shown import DASH
from csp_desktop.rules.comparators import newest_beside_similar
from csp_desktop.rules.targets import format_figure, known_baseline, target_number

_MILLION = 1_000_000


def figure_columns(
    rows: Iterable[Row | Band], quarters: Sequence[Quarter], *, baseline: float, target: float, quarter: float
) -> tuple[Column, ...]:
    """The columns of baseline, target and each quarter, next after the first; wider than said where a figure is."""
    headed = [("Baseline", baseline), ("Target", target), *((each.short, quarter) for each in quarters)]
    figures = [row.cells[1 : 1 + len(headed)] for row in rows if isinstance(row, Row)]
    return tuple(
        Column(
            label.lower() if number < 2 else label,
            label,
            em=figures_wide((cells[number] for cells in figures), least),
            align="right",
        )
        for number, (label, least) in enumerate(headed)
    )


def in_column(value: float, unit: str) -> str:
    """A figure as a narrow column holds it: millions of pounds without their pence."""
    return format_figure(value, unit, places=0 if unit == "money" and abs(value) >= _MILLION else None)


def baseline(indicator: Indicator) -> Cell:
    """The baseline with its period; "TBC" or "None" where that is how it stands."""
    return _with_period(indicator, known_baseline(indicator), indicator["baseline_state"], "baseline_period")


def target(indicator: Indicator) -> Cell:
    """The target with its period, likewise."""
    number = target_number(indicator)
    return _with_period(indicator, number.value, number.state, "target_period")


def _with_period(indicator: Indicator, value: float | None, state: str, period: str) -> Cell:
    if value is None:
        figure = Words("None" if state == "none" else "TBC", "soft")
    else:
        figure = Words(in_column(value, indicator["unit"]))
    if value is None and state == "none":
        return cell(figure)
    said: Record = indicator
    return cell(figure, Words(said[period] or "", "soft"))


def measured(records: PlanRecords, indicator: Indicator, quarter: Quarter, now: Quarter) -> Cell:
    """A quarter's figure, marked p where provisional; a dash where there is none up to now."""
    measurement = records.measurement(indicator["id"], quarter)
    if measurement is None or quarter > now:
        return cell(Words(DASH, "soft"))
    if measurement["value_state"] != "known" or measurement["value"] is None:
        return cell(Words("TBC", "soft"))
    return cell(
        in_column(measurement["value"], indicator["unit"]) + ("\u00a0p" if measurement["provisional"] else "")
    )


def figure_notes(records: PlanRecords, indicator: Indicator, now: Quarter) -> list[str]:
    """How the newest figure stands beside similar areas, what was noted, and which figures are provisional."""
    said = []
    for quarter in FinancialYear(now.year).quarters[: now.number]:
        measurement = records.measurement(indicator["id"], quarter)
        if measurement and measurement["provisional"]:
            said.append(f"p: the figure for {quarter.short} is provisional.")
        if measurement and measurement["note"]:
            said.append(f"{quarter.short}: {measurement['note'].rstrip('.')}.")
    beside = newest_beside_similar(records, indicator, now)
    return [f"{beside}.", *said] if beside else said


def source(indicator: Indicator) -> str:
    """Where the figures come from, how far they reach, and what is noted about them."""
    parts = [indicator["source"], "county-wide" if indicator["scope"] == "county" else "", indicator["notes"]]
    return ". ".join(part for part in parts if part)
