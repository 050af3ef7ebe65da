"""Agencies named in short: known where one fits, asked about where several do; full names stay."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Agency", "Abbreviation", "Type")


def bring_in(ws: Workspace, sheet: str, rows: list[tuple[Any, ...]]) -> ImportPreview:
    reading = read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings())
    preview = compare(ws, reading, "partners.xlsx")
    apply_import(ws, preview)
    return preview


def known(ws: Workspace, *names: str | tuple[str, str]) -> None:
    both = [(name, name) if isinstance(name, str) else name for name in names]
    ws.apply([Insert("agencies", {"name": name, "short_name": short}) for name, short in both])


def agencies(ws: Workspace) -> dict[str, str]:
    """Short names by name."""
    return {agency["name"]: agency["short_name"] for agency in ws.records("agencies")}


def led_by(ws: Workspace, *leads: str) -> list[tuple[str, ...]]:
    """By whom actions are led, brought in with these words in the column of leads."""
    actions = ["Patrol the park at night", "Fix the gates by the mill", "Visit every hostel in town"]
    rows = [
        (str(at), action, lead, "Open")
        for at, (action, lead) in enumerate(zip(actions, leads, strict=False), 1)
    ]
    bring_in(ws, "Action plan", [("Ref", "Action", "Lead", "Status"), *rows])
    names = {agency["id"]: agency["name"] for agency in ws.records("agencies")}
    items = {item["title"]: item for item in ws.records("plan_items")}
    return [tuple(names[lead] for lead in items[action]["lead_agencies"]) for _, action, *_ in rows]


def test_a_full_name_is_not_overwritten_by_its_abbreviation(ws: Workspace) -> None:
    known(ws, ("Meadow County Council", "MCC"), "Meadow Housing Trust", ("Meadow District Council", "MDC"))
    rows = [
        ("MCC", "MCC", "Responsible authority"),
        ("MHT", None, "Voluntary"),
        ("Meadow Council", "MDC", "Responsible authority"),
    ]
    for _ in range(2):
        bring_in(ws, "Partners", [_HEADINGS, *rows])
        assert agencies(ws) == {
            "Meadow County Council": "MCC",
            "Meadow Housing Trust": "MHT",
            "Meadow District Council": "MDC",
        }


def test_a_full_name_takes_the_place_of_an_abbreviation(ws: Workspace) -> None:
    known(ws, "MCC", ("Meadow Police", "Police"))
    bring_in(ws, "Partners", [_HEADINGS, ("Meadow County Council", "MCC", None), ("Meadow Constabulary", "Police", None)])  # fmt: skip
    assert agencies(ws) == {"Meadow County Council": "MCC", "Meadow Constabulary": "Police"}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Herts Police", "Hertfordshire Constabulary"),
        ("Hertfordshire Police", "Hertfordshire Constabulary"),
        ("Police", "Hertfordshire Constabulary"),
        ("Rochford Council", "Rochford District Council"),
        ("Rochford DC", "Rochford District Council"),
        ("The Council", "Rochford District Council"),
        ("County Council", "Essex County Council"),
        ("Essex Fire", "Essex County Fire and Rescue Service"),
        ("Fire Service", "Essex County Fire and Rescue Service"),
        ("Essex FRS", "Essex County Fire and Rescue Service"),
        ("Probation", "Probation Service"),
        ("National Probation Service", "Probation Service"),
    ],
)
def test_a_short_form_of_one_agency_is_that_agency(ws: Workspace, short: str, full: str) -> None:
    names = [
        "Hertfordshire Constabulary",
        "Rochford District Council",
        "Essex County Council",
        "Rayleigh Town Council",
        "Essex County Fire and Rescue Service",
        "Probation Service",
    ]
    known(ws, *names)
    assert led_by(ws, short) == [(full,)]
    assert list(agencies(ws)) == names


def test_a_longer_name_is_the_agency_known_in_short(ws: Workspace) -> None:
    known(ws, "Herts Police", "Rochford Council", "Essex Fire")
    assert led_by(
        ws, "Hertfordshire Constabulary", "Rochford District Council", "Essex Fire and Rescue Service"
    ) == [
        ("Herts Police",),
        ("Rochford Council",),
        ("Essex Fire",),
    ]


def test_a_short_form_of_several_is_asked_about(ws: Workspace) -> None:
    known(ws, "Rochford District Council", "Rochford Town Council", "Essex Police", "Kent Police")
    names = agencies(ws)
    rows = [
        ("1", "Patrol the park at night", "Police", "Open"),
        ("2", "Fix the gates by the mill", "Rochford Council", "Open"),
    ]
    preview = bring_in(ws, "Action plan", [("Ref", "Action", "Lead", "Status"), *rows])
    assert [cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"] == [
        "“Police” may be Essex Police or Kent Police; choose which on the record.",
        "“Rochford Council” may be Rochford District Council or Rochford Town Council; choose which on the record.",
    ]
    assert agencies(ws) == names


def test_other_bodies_stay_other_bodies(ws: Workspace) -> None:
    names = ["Essex Police", "Rochford Council", "Essex County Council", "Essex Fire and Rescue Service"]
    known(ws, *names)
    others = [
        "Essex Police Authority",
        "Police and Crime Commissioner for Essex",
        "Kent Police",
        "British Transport Police",
        "Rochford Town Council",
        "Southend Council",
        "Essex Fire Authority",
        "Youth Council",
    ]
    for at in range(0, len(others), 3):
        led_by(ws, *others[at : at + 3])
    assert set(agencies(ws)) == {*names, *others}


def test_a_short_form_of_several_in_a_list_of_agencies_makes_none(ws: Workspace) -> None:
    known(ws, "Rochford District Council", "Rochford Town Council", "Essex Police")
    names = agencies(ws)
    rows = [("Essex Police", "Police", None), ("Rochford Council", "RC", "Responsible authority")]
    preview = bring_in(ws, "Partners", [_HEADINGS, *rows])
    assert {cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"} == {
        "“Rochford Council” may be Rochford District Council or Rochford Town Council: give its full name in the "
        "file, or add it on the Partners tab."
    }
    assert agencies(ws) == {**names, "Essex Police": "Police"}


@pytest.mark.parametrize("second", ["Police", "police", "POLICE  "])
def test_a_table_with_one_short_name_twice_brings_in_the_others(ws: Workspace, second: str) -> None:
    before = set(agencies(ws))
    rows = [
        ("Marsh Constabulary", "Police", "Responsible authority"),
        ("Hill Rangers", second, "Voluntary"),
        ("Marsh Fire Service", "Fire", "Responsible authority"),
    ]
    preview = bring_in(ws, "Agencies", [_HEADINGS, *rows])
    assert set(agencies(ws)) - before == {"Marsh Constabulary", "Marsh Fire Service"}
    assert "Hill Rangers" in [cell.text for cell in preview.reading.cells if cell.mark.outcome == "asked"]
