"""Cells of leads are parted into posts or persons, and bodies, with nothing torn and nobody swallowed."""

from __future__ import annotations

import pytest

from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.leads import NamedLead, named_leads, parted_leads
from csp_desktop.periods import FinancialYear


@pytest.mark.parametrize(
    ("cell", "post", "body"),
    [
        ("Raj Patel, Community Safety Manager, Kent County Council", "Community Safety Manager", "Kent County Council"),
        ("Ann Lee – Public Health Manager, KCC", "Public Health Manager", "KCC"),
        ("Raj Patel, Head of Youth Justice, Kent County Council", "Head of Youth Justice", "Kent County Council"),
        ("Jo Bright, ASB Officer, Ashford Borough Council", "ASB Officer", "Ashford Borough Council"),
    ],
)  # fmt: skip
def test_a_post_of_several_words_stays_whole(cell: str, post: str, body: str) -> None:
    (lead,) = named_leads(cell) or []
    assert (lead.job_title, lead.agency) == (post, body)
    assert parted_leads(cell, officers=True).theirs == [body]


@pytest.mark.parametrize("officers", [False, True])
@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("Housing Executive", True), ("Northern Ireland Housing Executive (NIHE)", True), ("Health and Safety Executive", True),
        ("Street Warden Team", True), ("Youth Worker Service", True), ("Lead Local Flood Authority", True),
        ("Housing Executive / PSNI", True), ("Chief Executive", False), ("Account Executive", False),
        ("Head of Warden Service", False), ("Housing Executive Patch Manager", False), ("Senior Officer Team Leader", False),
    ],
)  # fmt: skip
def test_a_body_called_by_the_posts_in_it_is_no_post(cell: str, body: bool, officers: bool) -> None:
    parted = parted_leads(cell, officers=officers)
    assert (parted.posts, parted.bodies) == (([], [cell]) if body else ([cell], []))


@pytest.mark.parametrize("mark", ["/", "&", "and"])
def test_two_persons_each_with_a_body_are_two(mark: str) -> None:
    cell = f"Mark Stone - Kent Police {mark} Jo Bright - Ashford Borough Council"
    parted = parted_leads(cell, officers=False)
    assert parted.posts == ["Mark Stone - Kent Police", "Jo Bright - Ashford Borough Council"]
    assert parted.theirs == ["Kent Police", "Ashford Borough Council"]


@pytest.mark.parametrize(
    ("cell", "post", "body"),
    [
        ("Kent Police – Neighbourhood Inspector", "Neighbourhood Inspector", "Kent Police"),
        ("KFRS – Prevention Manager", "Prevention Manager", "KFRS"),
        ("Housing Manager (ABC)", "Housing Manager", "ABC"),
        ("Inspector for Ash Division – Kent Police", "Inspector for Ash Division", "Kent Police"),
        ("Head of Elm Vale – Ashford Borough Council", "Head of Elm Vale", "Ashford Borough Council"),
        ("Youth Worker in Ash Grove – Change Trust", "Youth Worker in Ash Grove", "Change Trust"),
        ("Sergeant, Ash Neighbourhood Team – Kent Police", "Sergeant, Ash Neighbourhood Team", "Kent Police"),
        ("Watch Manager, Elm Vale – Kent Fire Service", "Watch Manager, Elm Vale", "Kent Fire Service"),
        ("Inspector (Ash Division) – Kent Police", "Inspector (Ash Division)", "Kent Police"),
        ("Inspector Ash Valley – Kent Police", "Inspector Ash Valley", "Kent Police"),
        ("Cabinet Member for Elm Parks – Kent Council", "Cabinet Member for Elm Parks", "Kent Council"),
    ],
)
def test_a_post_beside_its_body_is_of_that_body(cell: str, post: str, body: str) -> None:
    assert named_leads(cell) == [NamedLead(post, post, body)]
    assert parted_leads(cell, officers=False).theirs == [body]


@pytest.mark.parametrize("mark", ["\n", "; ", " and "])
def test_two_posts_each_with_what_it_is_of_and_a_body_are_two(mark: str) -> None:
    first, second = "Inspector for Ash Division", "Head of Stronger Communities"
    assert named_leads(f"{first} – Kent Police{mark}{second} – ABC") == [
        NamedLead(first, first, "Kent Police"),
        NamedLead(second, second, "ABC"),
    ]
    assert named_leads("District Commander for Elm Vale") == [
        NamedLead("District Commander for Elm Vale", "District Commander for Elm Vale", "")
    ]


def test_a_body_called_the_lead_is_no_person_and_which_of_several_leads_is_kept() -> None:
    rows = [
        ("Ref", "Action", "Lead agency", "Due date"),
        ("1", "Mark the bicycles", "Kent Police (lead)", "30/06/2025"),
        ("2", "Close the alley", "Kent Police (lead), ABC", "30/06/2025"),
        ("3", "Light the path", "Lead: Kent Police", "30/06/2025"),
    ]
    reading = read_grids([Grid.of_rows("Plan", rows)], FinancialYear(2025))
    items = [draft.values for draft in reading.drafts if draft.values.get("level") == "action"]
    assert [item["lead_agencies"].text for item in items] == [
        "Kent Police",
        "Kent Police\nABC",
        "Kent Police",
    ]
    assert not any(item.get("lead_officers") for item in items)
    assert [item.get("notes") for item in items] == [None, "Lead agency: Kent Police (lead), ABC", None]
