"""Lists of people without headings: everybody comes in, of the body over them, and nobody is taken for a heading."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import PartnersInCell, Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
_LANE: Row = ("Insp. Joe Lane", "01632 960401", "joe.lane@police.example")
_LOW: Row = ("PC Amy Low", "01632 960402", "amy.low@police.example")
_KHAN: Row = ("Zara Khan", "01632 960403", "zara@marlcote.example")


def read(*rows: Row, name: str = "Contacts", take_doubtful: bool = False) -> Reading:
    grids = [Grid.of_rows(name, list(rows))]
    return read_grids(grids, FinancialYear(2026), Mappings(take_doubtful=take_doubtful))


def people(reading: Reading) -> list[tuple[object, object, object]]:
    """Everybody by name and e-mail, with the body they are of."""
    return [
        (
            draft.values["name"],
            draft.values.get("email"),
            agency.text if isinstance(agency, PartnersInCell) else None,
        )
        for draft in reading.drafts
        if draft.register == "people"
        for agency in (draft.values.get("agency"),)
    ]


_EVERYBODY = [
    ("Insp. Joe Lane", "joe.lane@police.example", "Police"),
    ("PC Amy Low", "amy.low@police.example", "Police"),
    ("Zara Khan", "zara@marlcote.example", "Council"),
]


def test_people_in_blocks_are_of_the_body_over_them() -> None:
    reading = read(("Police",), _LANE, _LOW, (), ("Council",), _KHAN)
    assert people(reading) == _EVERYBODY
    assert {cell.mark.outcome for cell in reading.cells} == {"taken"}
    (mapped,) = reading.mapped
    assert mapped.table.range == "A1:C6"


@pytest.mark.parametrize("over", [("Who to ring",), ("Contacts 2026",)])
def test_a_title_and_a_gap_over_the_blocks_change_nothing(over: Row) -> None:
    assert people(read(over, (), ("Police",), (), _LANE, _LOW, (), ("Council",), _KHAN)) == _EVERYBODY


def test_names_and_addresses_alone_are_enough() -> None:
    rows = [row[::2] for row in (_LANE, _LOW, _KHAN)]
    assert people(read(("Police",), *rows[:2], ("Council",), rows[2])) == _EVERYBODY
    assert [of for _, _, of in people(read(*rows))] == [None] * 3


def test_a_list_that_has_headings_is_read_by_them() -> None:
    reading = read(("Name", "Phone", "Email"), _LANE, _LOW, _KHAN)
    assert [name for name, _, _ in people(reading)] == [name for name, _, _ in _EVERYBODY]
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "ignored"] == [
        "Name",
        "Phone",
        "Email",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Town centre",), _LANE, _LOW, ("Out of hours",), _KHAN],
        [("Green skip hire", "01632 960401", "a@b.example"), ("Locks", "01632 960402", "c@d.example")],
        [("Jo Clerk", "01632 960401"), ("Kim Case", "01632 960402")],
    ],
)
def test_what_may_be_something_else_is_asked_about(rows: list[Row]) -> None:
    assert people(read(*rows)) == []
