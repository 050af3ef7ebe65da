"""Initials and codes of priorities are read as the workbook's own lists say; what is on no list stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import PartnersInCell, Posts, Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]
_INITIALS: list[Row] = [
    ("Initials", "Name", "Post", "Agency"),
    ("AE", "Ann Elm", "Community Safety Lead", "District Council"),
    ("KO", "Kath Orrell", "Station Commander", "Fire Service"),
    ("BD", "Bob Day", "Housing Manager", "District Council"),
]
_PRIORITIES: list[Row] = [
    ("Safer Ashcombe",),
    (),
    ("Code", "Priority"),
    ("P1", "Serious violence"),
    ("P2", "A calmer town"),
]


def read(**sheets: list[Row]) -> Reading:
    grids = [Grid.of_rows(name, rows) for name, rows in sheets.items()]
    return read_grids(grids, FinancialYear(2026), Mappings())


def plan(who: str, *cells: str, priority: tuple[str, ...] = ()) -> list[Row]:
    titles = ("Fit bins", "Light paths", "Hold patrols")
    head: Row = ("Pr", "Action", who, "By when") if priority else ("Action", who, "By when")
    rows = [(title, cell, "30/09/2026") for title, cell in zip(titles, cells, strict=True)]
    return (
        [head, *((one, *row) for one, row in zip(priority, rows, strict=True))] if priority else [head, *rows]
    )


def leads(reading: Reading) -> list[tuple[str, str]]:
    """The officers and the bodies each action names."""
    told = []
    for draft in reading.drafts:
        if draft.values.get("level") == "action":
            posts, bodies = draft.values.get("lead_officers"), draft.values.get("lead_agencies")
            told.append(
                (
                    posts.text if isinstance(posts, Posts) else "",
                    bodies.text if isinstance(bodies, PartnersInCell) else "",
                )
            )
    return told


@pytest.mark.parametrize("who", ["Who", "Officer", "Lead"])
@pytest.mark.parametrize("lists", [_INITIALS, [(b, a, *rest) for a, b, *rest in _INITIALS]])
def test_initials_on_a_list_are_the_person(who: str, lists: list[Row]) -> None:
    reading = read(Plan=plan(who, "AE", "KO / AE", "AE"), Initials=lists)
    assert leads(reading) == [
        ("Ann Elm", ""),
        ("Kath Orrell\nAnn Elm", ""),
        ("Ann Elm", ""),
    ]
    told = {cell.text: cell.mark for cell in reading.cells if cell.place.sheet == "Plan"}
    assert told["AE"].message.endswith("“AE” is read as Ann Elm, as the workbook's own list says.")
    people = [draft.values["name"] for draft in reading.drafts if draft.register == "people"]
    assert people == ["Ann Elm", "Kath Orrell", "Bob Day"]


def test_what_is_on_no_list_stays_as_it_is() -> None:
    reading = read(Plan=plan("Who", "AE", "NPT", "Police / AE"), Initials=_INITIALS)
    assert leads(reading)[0] == ("Ann Elm", "")
    assert "Elm" not in "".join(leads(reading)[1]) and "NPT" in leads(reading)[1]
    assert not any("Ann Elm" in one for one in leads(reading)[2])


@pytest.mark.parametrize(
    "acronyms",
    [
        [("Acronym", "Stands for"), ("KO", "Knowing Others"), ("AE", "Adult education")],
        [("Initials", "Name"), ("KO", "Ann Lee"), ("AE", "Bob Fry")],  # nobody of those initials
    ],
)
def test_a_list_of_other_things_names_nobody(acronyms: list[Row]) -> None:
    reading = read(Plan=plan("Who", "Police", "KO", "Council"), Acronyms=acronyms)
    led = leads(reading)
    assert led and all("Lee" not in "".join(one) and "Others" not in "".join(one) for one in led)


@pytest.mark.parametrize("head", ["Code", "Ref", "No", "Priority code"])
def test_codes_on_a_list_are_the_priorities(head: str) -> None:
    lists = [(head, *row[1:]) if row[:1] == ("Code",) else row for row in _PRIORITIES]
    one = plan("Lead", "Police", "Council", "Fire", priority=("P1", "P2", "P1"))
    reading = read(Front=lists, Plan=one)
    titles = {d.key: d.values["title"] for d in reading.drafts if d.values.get("level") == "priority"}
    under = [titles[d.values["parent"].key] for d in reading.drafts if d.values.get("level") == "action"]  # type: ignore[union-attr]
    assert under == ["Serious violence", "A calmer town", "Serious violence"]
    assert set(titles.values()) == {"Serious violence", "A calmer town"}
    assert {cell.mark.outcome for cell in reading.cells} <= {"taken", "ignored"}


def test_codes_under_another_heading_are_none_of_the_priorities() -> None:
    rows = [
        ("Ref", *row) if at == 0 else (f"P{at}", *row)
        for at, row in enumerate(plan("Lead", "Police", "Council", "Fire"))
    ]
    reading = read(Front=_PRIORITIES, Plan=rows)
    refs = [d.values.get("ref") for d in reading.drafts if d.values.get("level") == "action"]
    assert refs == ["P1", "P2", "P3"]


def test_initials_that_are_a_word_name_nobody_in_a_column_of_other_things() -> None:
    people: list[Row] = [*_INITIALS, ("NA", "Nia Adams", "Analyst", "District Council")]
    rows: list[Row] = [("Action", "Lead", "By when", "Progress"), ("Fit bins", "NA", "30/09/2026", "NA"), ("Light paths", "AE", "30/09/2026", "Two lit"), ("Hold patrols", "KO", "30/09/2026", "NA")]  # fmt: skip
    reading = read(Plan=rows, Contacts=people)
    assert [posts for posts, _ in leads(reading)] == ["Nia Adams", "Ann Elm", "Kath Orrell"]
    told = [draft.values["narrative"] for draft in reading.drafts if draft.register == "updates"]
    assert told == ["Two lit"]


def test_codes_of_two_priorities_and_figures_of_a_table_below() -> None:
    below: list[Row] = [(), ("Impact", "Risk", "Owner", "Likelihood"), ("P1", "Funding ends", "Ann Elm", 4)]
    rows = plan("Lead", "Police", "Police", "Police", priority=("P1", "P2", "P1, P2"))
    reading = read(Plan=[*rows, *below], Priorities=_PRIORITIES)
    named = [d.values["title"] for d in reading.drafts if d.values.get("level") == "priority"]
    assert named == ["Serious violence", "A calmer town", "Serious violence, A calmer town"]
    assert not any("as the workbook's own list says" in cell.mark.message for cell in reading.cells if cell.place.row == 7)  # fmt: skip
