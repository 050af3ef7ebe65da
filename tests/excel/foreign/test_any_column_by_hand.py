"""Whatever a person points a column at, the table is read, and no cell of it goes unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping
from csp_desktop.excel.recognising.headings import Key, column_fields
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

_VALUES = {
    "words": ("Gates", "Lamps that fail", "None"),
    "days": (date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)),
    "figures": (1, 20, 3.5),
    "of several kinds": ("Q1", "£20", "12/05/2026"),
}


def _chosen(register: str, key: Key) -> TableMapping:
    title = register_named(register).title
    named = ColumnUse(1, "A", register, title, sureness=1.0)
    return TableMapping(register, (named, ColumnUse(2, "B", key[0], key[1], sureness=1.0)), 1.0, "")


# Those with the most fields take long; the slow tests try them too.
_MANY = (
    *("risks", "indicators", "log_entries", "allocations", "people", "funding_streams", "bids"),
    *("plan_items", "groups"),
)


@pytest.mark.parametrize(
    "register", [pytest.param(name, marks=[pytest.mark.slow] * (name in _MANY)) for name in TABLES]
)
@pytest.mark.parametrize(
    "year",
    [
        pytest.param(FinancialYear(2026), id="of a year"),
        pytest.param(None, id="of no year", marks=pytest.mark.slow),
    ],
)
def test_any_field_can_be_chosen_for_any_column(register: str, year: FinancialYear | None) -> None:
    for key in column_fields(register):
        for values in _VALUES.values():
            rows = [(f"Thing number {row}", value) for row, value in enumerate(values)]
            grid = Grid.of_rows("Sheet", [("A", "B"), *rows])
            (found,) = read_grids([grid], year, Mappings()).mapped
            mappings = Mappings(chosen={found.table.place: _chosen(register, key)})
            reading = read_grids([grid], year, mappings)
            unsaid = [place for place in grid.values if not reading.cells.marked(grid.place(*place)).outcome]
            assert unsaid == [], (register, key)


def test_a_number_of_a_payment_is_asked_about_where_no_row_is_one() -> None:
    rows = [("Boxing gym mats", 1_200, "PP88120"), ("Bikes for youths", 850, "PP88121")]
    grid = Grid.of_rows("Awards", [("Good cause", "Award £", "BACS"), *rows])
    (found,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    title, award, number = found.mapping.columns
    mapping = TableMapping(
        "allocations",
        (
            replace(title, register="allocations", field="project", sureness=1.0),
            replace(award, register="allocations", field="amount", sureness=1.0),
            replace(number, register="funding_entries", field="reference", sureness=1.0),
        ),
        1.0,
        "",
    )
    mappings = Mappings(chosen={found.table.place: mapping})
    reading = read_grids([grid], FinancialYear(2026), mappings)
    assert [draft.values["amount"] for draft in reading.drafts if draft.register == "allocations"] == [
        120_000,
        85_000,
    ]
    mark = reading.cells.marked(grid.place(2, 3))
    assert (mark.outcome, mark.message) == (
        "asked",
        "Nothing says which payment this reference belongs to.",
    )
