"""Money told of in several tables: what was agreed in one is what was spent, paid or claimed of in the others."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
AGREED: tuple[Row, ...] = (
    ("No.", "Project", "Provider", "Fund", "Agreed sum", "Status"),
    ("C1", "Quayside marshals", "Harbour Security", "PCC grant", 16400, "Approved"),
    ("C2", "Hotspot foot patrol", "Council", "Home Office grant", 22750, "Approved"),
    ("C3", "Safety walks", "Women Together", "PCC grant", 7300, "Approved"),
)
SPENT: tuple[Row, ...] = (
    ("No.", "Project", "Q1 spend", "Q2 spend"),
    ("C2", "Hotspot foot patrol", 5000, 6000),
    ("C1", "Quayside marshals", 2700, 4000),
    ("", "tot", 7700, 10000),
)


def read(*sheets: tuple[str, tuple[Row, ...]]) -> Reading:
    return read_grids(
        [Grid.of_rows(name, list(rows)) for name, rows in sheets], FinancialYear(2026), Mappings()
    )


def told(reading: Reading) -> dict[str, tuple[object, object, list[tuple[object, object, object]]]]:
    """Each project with its fund, what it was given, and its entries by kind and quarter."""
    by_key = {draft.key: draft.values for draft in reading.drafts}
    found: dict[str, tuple[object, object, list[tuple[object, object, object]]]] = {}
    for draft in reading.drafts:
        own = draft.values
        if draft.register == "allocations":
            name = str(own["project"])
            assert name not in found
            found[name] = by_key[own["stream"].key]["name"], own.get("amount"), []
        elif draft.register == "funding_entries":
            of = by_key[own["allocation"].key]
            found[str(of["project"])][2].append((own["kind"], own["quarter"], own["amount"]))
    return found


def asked(reading: Reading) -> dict[str, str]:
    return {cell.text: cell.mark.message for cell in reading.cells if cell.mark.outcome == "asked"}


@pytest.mark.parametrize(
    "sheets",
    [
        [("Awards", AGREED), ("Spend", SPENT)],
        [("Spend", SPENT), ("Awards", AGREED)],
        [("Money", (*AGREED, ("", "Total", "", "", 46450), (), ("What has gone out",), *SPENT))],
        [("Awards", AGREED), ("Spend", (("Grant spend to 30 September 2026",), (), *SPENT))],
    ],
)
def test_what_was_spent_is_of_the_money_agreed_wherever_each_stands(
    sheets: list[tuple[str, tuple[Row, ...]]],
) -> None:
    reading = read(*sheets)
    assert told(reading) == {
        "Quayside marshals": (
            "PCC grant",
            1_640_000,
            [("actual", "2026-Q1", 270_000), ("actual", "2026-Q2", 400_000)],
        ),
        "Hotspot foot patrol": (
            "Home Office grant",
            2_275_000,
            [("actual", "2026-Q1", 500_000), ("actual", "2026-Q2", 600_000)],
        ),
        "Safety walks": ("PCC grant", 730_000, []),
    }
    assert not asked(reading)
    first = [draft.key for draft in reading.drafts if draft.register == "funding_streams"]
    made = [draft.values["stream"] for draft in reading.drafts if draft.register == "allocations"]
    assert len(first) == 2 and set(made) == {To(key) for key in first}


def test_a_project_of_several_funds_is_asked_about_and_one_nobody_agreed_is_its_own() -> None:
    twice = (*AGREED, ("C4", "Hotspot foot patrol", "Council", "PCC grant", 1000, "Approved"))
    reading = read(("Awards", twice), ("Spend", (SPENT[0], ("", "Dog show", 50, 60), *SPENT[1:])))
    message = asked(reading)["Hotspot foot patrol"]
    assert "Awards B3" in message and "Awards B5" in message
    entries = [draft.values for draft in reading.drafts if draft.register == "funding_entries"]
    assert [entry["amount"] for entry in entries] == [5_000, 6_000, 270_000, 400_000]
    projects = [draft.values["project"] for draft in reading.drafts if draft.register == "allocations"]
    assert sorted(map(str, projects)).count("Hotspot foot patrol") == 2 and "Dog show" in projects


def test_a_project_called_less_fully_than_one_agreed_is_asked_about() -> None:
    short = (SPENT[0], ("", "Hotspot patrol", 5000, 6000), ("", "Street art", 10, 20))
    reading = read(("Awards", AGREED), ("Spend", short))
    assert "may be “Hotspot foot patrol” (Awards B3)" in asked(reading)["Hotspot patrol"]
    assert asked(reading).keys() == {"Hotspot patrol", "5000", "6000"}
    assert told(reading)["Street art"][2] == [("actual", "2026-Q1", 1000), ("actual", "2026-Q2", 2000)]
    assert told(reading)["Hotspot foot patrol"][2] == []


@pytest.mark.parametrize(("column", "said"), [(2, "Rotary"), (4, 9000)])
def test_money_of_another_body_or_another_sum_is_its_own(column: int, said: object) -> None:
    other = list(AGREED[3])
    other[column] = said
    wider = (*AGREED[0], "Q1 spend", "Q2 spend")
    reading = read(("Awards", AGREED), ("Later", (wider, (*other, 100, 200))))
    projects = [draft.values["project"] for draft in reading.drafts if draft.register == "allocations"]
    assert projects.count("Safety walks") == 2


def test_lists_of_areas_with_the_same_headings_stay_apart() -> None:
    head: Row = ("Project", "Fund", "Grant")
    rows: tuple[Row, ...] = (head, ("Bins", "Levy", 500), ("Lights", "Levy", 700))
    for sheets in (
        [("North", rows), ("South", rows)],
        [("Wards", (("North",), *rows, (), ("South",), *rows))],
    ):
        reading = read(*sheets)
        projects = [draft.values["project"] for draft in reading.drafts if draft.register == "allocations"]
        assert projects == ["Bins", "Lights"] * 2


def test_what_a_quarter_came_to_is_left_out_beside_its_payments_and_another_sum_is_asked_about() -> None:
    paid: tuple[Row, ...] = (
        ("Date paid", "Project", "Payee", "Invoice", "Amount"),
        (date(2026, 5, 1), "Hotspot foot patrol", "Council", "I1", 2000),
        (date(2026, 6, 1), "Hotspot foot patrol", "Council", "I2", 3000),
        (date(2026, 8, 1), "Hotspot foot patrol", "Council", "I3", 5500),
    )
    reading = read(("Awards", AGREED), ("Spend", SPENT), ("Ledger", paid))
    assert told(reading)["Hotspot foot patrol"][2] == [
        ("actual", "2026-Q1", 200_000),
        ("actual", "2026-Q1", 300_000),
        ("actual", "2026-Q2", 550_000),
    ]
    assert "come to £5,500" in asked(reading)["6000"]
    (left,) = [cell.mark for cell in reading.cells if cell.text == "5000"]
    assert (left.outcome, left.message) == (
        "ignored",
        "The payments of the quarter from Ledger E2 on come to it.",
    )


@pytest.mark.parametrize("numbered", ["Grant ref", "Project"])
def test_projects_named_by_their_numbers_alone_are_those_numbered_so(numbered: str) -> None:
    paid: tuple[Row, ...] = (
        ("Date paid", numbered, "Amount", "Invoice no"),
        (date(2026, 5, 1), "C1", 4100, "I1"),
        (date(2026, 6, 1), "C2", 5687.5, "I2"),
        (date(2026, 8, 1), "C1", 4100, "I3"),
    )
    reading = read(("Awards", AGREED), ("Payments", paid))
    entries = {name: own for name, (_, _, own) in told(reading).items()}
    assert entries == {
        "Quayside marshals": [("actual", "2026-Q1", 410_000), ("actual", "2026-Q2", 410_000)],
        "Hotspot foot patrol": [("actual", "2026-Q1", 568_750)],
        "Safety walks": [],
    }
    said = {
        cell.mark.message for cell in reading.cells if cell.text == "C1" and cell.place.sheet == "Payments"
    }
    assert said == {"Read as Quayside marshals (Awards B2)."}


def test_a_number_nobody_gave_a_project_is_not_read_as_one() -> None:
    rows: tuple[Row, ...] = (("Grant ref", "Q1 paid", "Q2 paid"), ("C1", 4100, 4100), ("C9", 500, 600))
    assert set(told(read(("Awards", AGREED), ("Paid", rows)))) == {str(row[1]) for row in AGREED[1:]}
