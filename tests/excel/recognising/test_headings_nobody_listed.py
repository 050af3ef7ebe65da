"""A heading nobody has listed over values of one kind is a question, where no other column is of that kind."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.periods import FinancialYear

_ACTIONS = (
    "Repaint the underpass by the station",
    "Train door staff in the night-time economy",
    "Visit each repeat victim of burglary",
    "Fit alley gates behind the high street",
)


def _uses(columns: dict[str, tuple[object, ...]]) -> dict[str, ColumnUse]:
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    (table,) = read_grids([Grid.of_rows("Sheet1", rows)], FinancialYear(2025), Mappings()).mapped
    return {use.heading: use for use in table.mapping.columns}


_PLAN = {"Action": _ACTIONS, "Progress so far": ("Two quotes are in.", "Nine were trained.", "", "")}
_DAYS = (date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Where we want to be", _DAYS, "timescale"),
        ("Where it is at", ("Complete", "Not started", "Not started", "Complete"), "status"),
        ("Bod", ("Housing Manager", "ASB Officer", "Licensing Manager", "ASB Officer"), "lead_officers"),
    ],
)
def test_the_only_column_of_its_kind_is_asked_about(
    heading: str, cells: tuple[object, ...], field: str
) -> None:
    beside = {} if field == "timescale" else {"Due date": _DAYS}
    use = _uses({**_PLAN, **beside, heading: cells})[heading]
    assert (use.field, use.asked) == (field, True)
    assert use.why.startswith(f"Is “{heading}” the ")
    assert "4 of 4 values" in use.why


def test_beside_one_that_is_said_or_another_like_it_nothing_is_asked() -> None:
    said = _uses({**_PLAN, "Due date": _DAYS, "Where we want to be": _DAYS})
    assert said["Where we want to be"].field == "notes"
    two = _uses({**_PLAN, "Where we want to be": _DAYS, "And after that": _DAYS})
    assert all(use.asked or use.field == "notes" for use in list(two.values())[2:])


def test_a_day_gone_by_is_not_asked_about_as_when_it_is_due() -> None:
    assert _uses({**_PLAN, "Last touched": _DAYS})["Last touched"].field == "notes"


def test_who_gave_the_money_is_asked_about() -> None:
    use = _uses(
        {
            "Grant": ("Safer Streets", "Serious violence duty", "Hate crime small grants", "CCTV renewal"),
            "Amount": ("£12,000", "£30,500", "£4,000", "£61,000"),
            "Spend by": _DAYS,
            "Handed over by": ("Home Office", "PCC", "PCC", "Home Office"),
        }
    )["Handed over by"]
    assert (use.field, use.asked) == ("funder", True)


@pytest.mark.parametrize("heading", ["Who told us", "Logged by whom", "Who reported it"])
def test_who_told_of_an_entry_does_not_own_it(heading: str) -> None:
    uses = _uses(
        {
            "Issue": _ACTIONS,
            "Date raised": _DAYS,
            heading: ("Housing Manager", "ASB Officer", "Licensing Manager", "ASB Officer"),
            "Status": ("Open", "Closed", "Open", "Open"),
        }
    )
    assert uses[heading].field == "notes"


_PARTED = ("Custody", "Custody", "Community", "Community", "Community", "Custody")
_SIX = (*_ACTIONS, "Open a drop-in", "Write to families")


def test_words_that_come_again_in_front_of_the_actions_are_asked_about_as_what_these_stand_under() -> None:
    use = _uses({"Setting": _PARTED, "Action": _SIX, "Lead": ("Prison",) * 6})["Setting"]
    assert (use.field, use.asked) == ("priority", True)


@pytest.mark.parametrize(
    "columns",
    [
        {"Action": _SIX, "Setting": _PARTED},
        {"Priority": ("Reoffending",) * 6, "Setting": _PARTED, "Action": _SIX},
        {"Setting": ("Custody", "Community", "Courts", "Gate", "Hostel", "Office"), "Action": _SIX},
    ],
    ids=["behind them", "under a priority", "never again"],
)
def test_words_that_part_nothing_are_kept_as_they_are(columns: dict[str, tuple[object, ...]]) -> None:
    assert _uses(columns)["Setting"].field == "notes"


_NUMBERS = ("1.1", "1.2", "2.1", "3.1")


@pytest.mark.parametrize("heading", ["Obj", "Priority", "Ser"])
def test_numbers_in_front_of_the_actions_are_theirs_whatever_heads_them(heading: str) -> None:
    uses = _uses({heading: _NUMBERS, **_PLAN, "By when": _DAYS})
    assert (uses[heading].field, uses[heading].asked) == ("ref", False)


def test_quarters_and_a_second_number_are_no_refs() -> None:
    assert _uses({"Period": ("Q1", "Q2", "Q3", "Q4"), **_PLAN})["Period"].field != "ref"
    assert _uses({"Obj": _NUMBERS, "Ref": ("A1", "A2", "A3", "A4"), **_PLAN})["Ref"].field == "ref"


def test_beside_what_is_done_how_it_is_done_names_no_action() -> None:
    how = ("Two nights with the contractor.", "A half day each.", "Letters and a call.", "Keys to residents.")
    uses = _uses({"What": _ACTIONS, "How we will do it": how, "Who": ("Police",) * 4, "When": _DAYS})
    assert (uses["What"].field, uses["What"].asked) == ("title", False)
    assert uses["How we will do it"].field != "title"


@pytest.mark.parametrize(
    ("refs", "field"),
    [
        (("1.1", "1.2", "1.10", "2.1"), "ref"),
        (("SR9", "SR10", "SR11", "SR14"), "ref"),
        (("A1", "A2", "B1", "B2"), "ref"),
        ((1, 2, 4, 7), "ref"),
        # Not in order, or not one for each row: nothing tells what they are.
        ((3, 1, 8, 2), "ref?"),
        (("1", "1", "2", "2"), "notes"),
    ],
)
def test_what_numbers_the_rows_in_front_needs_no_heading(refs: tuple[object, ...], field: str) -> None:
    use = _uses({"": refs, **_PLAN, "Due date": _DAYS})[""]
    assert f"{use.field}{'?' * use.asked}" == field
