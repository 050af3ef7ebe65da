"""Texts across a plan are priorities or objectives by their own word; a plan that names no priority says so."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.bands import band_of, name_of_what
from csp_desktop.periods import FinancialYear

Rows = list[tuple[Any, ...]]
_HEADINGS = ("Ref", "Action", "Lead", "Due date", "Status")


def action(title: str) -> tuple[str, ...]:
    return (title[-1], title, "Council", "30/09/2025", "Open")


def read(rows: Rows, *, sheet: str = "Action plan", merged: bool = False) -> Reading:
    wide = tuple((at, 1, at, 5) for at, row in enumerate(rows, 1) if merged and len(row) == 1)
    return read_grids([Grid.of_rows(sheet, rows, wide)], FinancialYear(2025), Mappings())


def tree(reading: Reading) -> dict[str, str]:
    """What each action stands under, from the top: "priority > objective"."""
    items = {draft.key: draft for draft in reading.drafts if draft.register == "plan_items"}
    paths = {}
    for draft in items.values():
        path, above = [], draft
        while "parent" in above.values:
            above = items[above.values["parent"].key]
            path.insert(0, str(above.values["title"]))
        if draft.values["level"] == "action":
            paths[str(draft.values["title"])] = " > ".join(path)
    return paths


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("bands", "under"),
    [
        (("Objective 1: Less violence",), f"{UNNAMED} > Objective 1: Less violence"),
        (("Key objective – Less violence",), f"{UNNAMED} > Key objective – Less violence"),
        (("Priority 1: Nights", "Objective 1.1: Less violence"), "Priority 1: Nights > Objective 1.1: Less violence"),
        (("PRIORITY 1 - NIGHTS", "Aim: Less violence"), "PRIORITY 1 - NIGHTS > Aim: Less violence"),
        (("Theme: Nights", "Outcome 1: Fewer assaults"), "Theme: Nights > Outcome 1: Fewer assaults"),
        (("Priority 1: Nights", "Violence"), "Priority 1: Nights > Violence"),
        (("Strategic aim 1 – Less violence",), "Strategic aim 1 – Less violence"),
        (("Goal 1: Nights", "Objective 1.1: Less violence"), "Goal 1: Nights > Objective 1.1: Less violence"),
        (("Violence",), "Violence"),
        (("Nights", "Objective 1: Less violence"), "Nights > Objective 1: Less violence"),
    ],
)  # fmt: skip
def test_bands_by_their_own_word(bands: tuple[str, ...], under: str, *, merged: bool) -> None:
    rows: Rows = [_HEADINGS, *((band,) for band in bands), action("Train staff 1"), action("Open a space 2")]
    reading = read([*rows, ("Priority 9: Homes",), action("Mark bikes 3")], merged=merged)
    above = tree(reading)
    if bands[0].startswith(("Strategic", "Goal")):
        # Below a priority an aim is an objective; alone it is one itself.
        above = tree(read(rows, merged=merged))
    assert above["Train staff 1"] == above["Open a space 2"] == under
    if "Mark bikes 3" in above:
        assert above["Mark bikes 3"] == "Priority 9: Homes"
        marks = {cell.text: cell.mark.message for cell in reading.cells if cell.mark.field == "title"}
        assert {band: band in marks for band in bands} == dict.fromkeys(bands, True)


def test_an_objective_of_the_same_words_is_that_of_its_priority() -> None:
    rows: Rows = [_HEADINGS]
    for at, priority in enumerate(("Priority 1: Nights", "Priority 2: Homes"), 1):
        rows += [(priority,), ("Objective: Training",), action(f"Train {at}")]
    assert set(tree(read(rows)).values()) == {
        "Priority 1: Nights > Objective: Training",
        "Priority 2: Homes > Objective: Training",
    }


def test_blocks_with_headings_of_their_own_stand_under_the_priority_above() -> None:
    rows: Rows = [("Priority 1: Nights",), ("Objective 1.1: Violence",), _HEADINGS, action("Train 1"), ()]
    rows += [("Objective 1.2: Drink",), _HEADINGS, action("Check 2"), ()]
    assert tree(read([*rows, ("Priority 2: Homes",), _HEADINGS, action("Mark 3")], merged=True)) == {
        "Train 1": "Priority 1: Nights > Objective 1.1: Violence",
        "Check 2": "Priority 1: Nights > Objective 1.2: Drink",
        "Mark 3": "Priority 2: Homes",
    }


@pytest.mark.parametrize(
    "band", [(None, "Objective 1: Less violence"), ("Objective 1", "Less violence in town")]
)
def test_an_objective_beside_the_first_column_is_no_action(band: tuple[Any, ...]) -> None:
    above = tree(read([_HEADINGS, band, action("Train 1"), action("Open 2")]))
    assert set(above) == {"Train 1", "Open 2"}
    assert all(" > Objective 1" in path for path in above.values())


def test_an_objective_under_a_column_of_priorities() -> None:
    rows: Rows = [("Priority", *_HEADINGS), ("Objective 1: Less violence",), ("Nights", *action("Train 1"))]
    assert tree(read(rows)) == {"Train 1": "Nights > Objective 1: Less violence"}


@pytest.mark.parametrize(
    ("sheet", "priority"),
    [
        *(
            (name, UNNAMED)
            for name in (
                "Sheet1",
                "Action plan",
                "Q2 2026",
                "Plan (2)",
                "Delivery Plan 2026-27",
                "Dashboard",
                "Export",
            )
        ),
        ("Domestic abuse", "Domestic abuse"),
        ("Copy of Domestic abuse Q2 (2)", "Domestic abuse"),
    ],
)
def test_what_a_sheet_names(sheet: str, priority: str) -> None:
    reading = read([_HEADINGS, action("Train 1"), action("Open 2")], sheet=sheet)
    assert set(tree(reading).values()) == {priority}
    assert any(UNNAMED in note for note in reading.notes) is (priority == UNNAMED)


def test_the_name_of_a_text_file_is_nobodys_priority() -> None:
    rows: Rows = [_HEADINGS, action("Train 1"), action("Open 2")]
    grids = [Grid.of_rows("violence_v3", rows)]
    assert set(tree(read_grids(grids, FinancialYear(2026), file="violence_v3.csv")).values()) == {UNNAMED}
    assert set(tree(read_grids(grids, FinancialYear(2026), file="plan.xlsx")).values()) == {"violence"}


@pytest.mark.parametrize(
    "text", ["Outcomes for children", "Objective a better life", "Priority areas", "Theme-based work", "Aims"]
)
def test_a_word_at_the_start_alone_is_no_band(text: str) -> None:
    assert band_of(text) is None


def test_a_name_with_a_word_of_its_own_is_kept() -> None:
    assert name_of_what("Westmere Action Plan Q2 2026") == "Westmere Action Plan"


def test_bodies_between_people_are_their_agencies() -> None:
    rows: Rows = [
        ("Name", "Position", "Email"),
        ("Downham Borough Council",),
        ("Robin Oakes", "Head of Communities", "robin.oakes@downham.example"),
        ("Sam Tyde", "Community Safety Manager", "sam.tyde@downham.example"),
        ("Marle Constabulary",),
        ("Pat Lorne", "Superintendent", "pat.lorne@marle.example"),
        ("Co-opted members",),
        ("Kit Ash", "Chief Officer", "kit.ash@refuge.example"),
    ]
    reading = read(rows, sheet="Membership")
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    named = [person["agency"].text if "agency" in person else "" for person in people]
    assert named == ["Downham Borough Council", "Downham Borough Council", "Marle Constabulary", ""]
    assert people[3]["notes"] == "Heading: Co-opted members"
    marks = {cell.text: (cell.mark.outcome, cell.mark.field) for cell in reading.cells}
    assert marks["Marle Constabulary"] == ("taken", "agency")
    assert marks["Co-opted members"] == ("noted", "notes")


def test_what_stands_between_indicators_is_kept_with_them() -> None:
    rows: Rows = [
        ("No.", "What we measure", "Target", "Q1"),
        ("Priority 1 – Anti-social behaviour",),
        ("1.1", "Reports of nuisance motorbikes", 120, 33),
        ("Priority 2 – Serious violence",),
        ("2.1", "Knife crime offences", 60, 17),
    ]
    reading = read(rows, sheet="Indicators")
    notes = [draft.values.get("notes") for draft in reading.drafts if draft.register == "indicators"]
    assert notes == ["Heading: Priority 1 – Anti-social behaviour", "Heading: Priority 2 – Serious violence"]
