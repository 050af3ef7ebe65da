"""How a figure stands beside those of similar areas, as the police's family groups and iQuanta show it."""

from __future__ import annotations

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, Measurement
from csp_desktop.rules.targets import RATES, decimal, format_figure

_MOST_PLACES = 3


def beside_similar(indicator: Indicator, measurement: Measurement | None) -> str:
    """ "2nd of 15 most similar, 1.344 against 2.270"; "" where nothing of it is recorded."""
    if measurement is None:
        return ""
    said = []
    if (rank := measurement["rank"]) is not None:
        of = f"of {measurement['out_of']}" if measurement["out_of"] is not None else "of the"
        said.append(f"{_ordinal(rank)} {of} most similar")
    if (average := measurement["group_average"]) is not None:
        if measurement["value_state"] == "known" and measurement["value"] is not None:
            own, others = _alike(measurement["value"], average, indicator["unit"])
            said.append(f"{own} against {others}" if said else f"{own} against an average of {others}")
        else:
            said.append(f"an average of {format_figure(average, indicator['unit'])}")
    return ", ".join(said)


def newest_beside_similar(records: PlanRecords, indicator: Indicator, now: Quarter) -> str:
    """The same for the newest quarter of the year it is known for, which leads: "Q2: 2nd of 15 most similar"."""
    for quarter in reversed(FinancialYear(now.year).quarters[: now.number]):
        words = beside_similar(indicator, records.measurement(indicator["id"], quarter))
        if words:
            return f"{quarter.short}: {words}"
    return ""


def _alike(own: float, others: float, unit: str) -> tuple[str, str]:
    """Two figures in their unit; of rates and percentages with as many places as the one that has more."""
    if unit not in RATES and unit != "percent":
        return format_figure(own, unit), format_figure(others, unit)
    places = [-int(decimal(figure).as_tuple().exponent) for figure in (own, others)]
    most = min(max(0, *places), _MOST_PLACES)
    sign = "%" if unit == "percent" else ""
    return format_number(own, most) + sign, format_number(others, most) + sign


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
