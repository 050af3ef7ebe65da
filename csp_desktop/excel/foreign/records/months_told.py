"""What a row tells by month, put together by quarter with the months kept."""

from __future__ import annotations

from datetime import date

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.registers.as_written.amounts import format_number
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Rag, Text, Values

# A quarter has so many months.
_ALL_MONTHS = 3

Months = list[tuple[str, Said]]
"""What is told of the months of a quarter, first to last."""


def sum_months(said: RowSaid, indicator: Values) -> None:
    """Figures by month are a quarter's figure together, with the months kept.

    Shares, averages and what runs on through the year are as in its last month.
    """
    as_it_stands = (
        indicator.get("unit") not in (None, "count", "money")
        or (indicator.get("kind") or "per quarter") != "per quarter"
    )
    for (register, code), months in _taken_by_quarter(said, "measurements").items():
        whole = said.of(register, code)
        for name in ("value", "note"):
            whole.sources.setdefault(name, []).extend(_places(months, name))
        if notes := [
            f"{month_name(period)}: {own.values['note']}" for period, own in months if own.values.get("note")
        ]:
            whole.values["note"] = "\n".join(filter(None, (whole.values.get("note"), *notes)))
        figures = [
            (period, own.values["value"]) for period, own in months if own.values.get("value") is not None
        ]
        if not figures:
            continue
        added = round(sum(value for _, value in figures), 6)
        whole.values.setdefault("value", figures[-1][1] if as_it_stands else added)
        whole.values["months"] = ", ".join(
            f"{month_name(period)} {format_number(value)}" for period, value in figures
        )
        if len(figures) < _ALL_MONTHS:
            whole.values["provisional"] = True
        whole.sources.setdefault("months", []).extend(_places(months, "value"))


def join_months(said: RowSaid) -> None:
    """Progress by month is a quarter's together: what each month says under its name, and its last rating."""
    for (register, code), months in _taken_by_quarter(said, "updates", "log_updates", "risk_reviews").items():
        whole = said.of(register, code)
        told: dict[str, list[str]] = {}
        for period, month in months:
            for name, value in month.values.items():
                field = register_named(register)[name]
                if isinstance(field, Text | Rag):
                    told.setdefault(name, []).append(f"{month_name(period)}: {field.format(value)}")
                whole.values[name] = value
                whole.sources.setdefault(name, []).extend(month.sources.get(name, ()))
        for name, lines in told.items():
            if len(lines) < 2:
                continue
            if isinstance(register_named(register)[name], Text):
                whole.values[name] = "\n".join(lines)
            elif "notes" in register_named(register).by_name:
                # The quarter stands where its last month does; the others are kept.
                before = whole.values.get("notes")
                line = f"{register_named(register)[name].label} by month: {', '.join(lines)}"
                whole.values["notes"] = f"{before}\n{line}" if before else line


def _taken_by_quarter(said: RowSaid, *registers: str) -> dict[tuple[str, str], Months]:
    """Take what a row tells by month in some registers out of its records: by register and quarter."""
    by_quarter: dict[tuple[str, str], Months] = {}
    for register, period in list(said.records):
        quarter = of_month(period) if register in registers else None
        if quarter:
            month = said.records.pop((register, period))
            by_quarter.setdefault((register, quarter.code), []).append((period, month))
    for months in by_quarter.values():
        months.sort(key=lambda month: month[0])
    return by_quarter


def _places(months: Months, name: str) -> list[Place]:
    """The cells that say one field of some months."""
    return [place for _, own in months for place in own.sources.get(name, ())]


def month_name(period: str) -> str:
    """ "2025-04" as "Apr"."""
    return f"{date(2000, int(period[5:]), 1):%b}"
