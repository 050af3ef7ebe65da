"""Who leads, as others write it in one cell: persons with rank, post and body, several of them, initials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.leads import named_leads
from csp_desktop.periods import FinancialYear

_ACTIONS = (
    "Mark the bicycles",
    "Light the long path",
    "Open a safe haven",
    "Close the alley",
    "Visit the market",
)
_MONTHS = ("30/06/2026", "30/07/2026", "30/08/2026", "30/09/2026", "30/10/2026")

Person = tuple[str, str | None, str | None]


def slow(*headings: str) -> list[Any]:
    """Other headings over the same cells, tried by the slow tests."""
    return [pytest.param(heading, marks=pytest.mark.slow) for heading in headings]


def bring_in(ws: Workspace, headings: Sequence[str], *leads: Sequence[str]) -> ImportPreview:
    rows: list[tuple[Any, ...]] = [("Ref", "Action", *headings, "Deadline")]
    for at, said in enumerate(leads):
        rows.append((str(at + 1), _ACTIONS[at], *said, _MONTHS[at]))
    grids = [Grid.of_rows("Action plan", rows)]
    preview = compare(ws, read_grids(grids, FinancialYear(2026), Mappings()), "theirs.xlsx")
    apply_import(ws, preview)
    return preview


def agencies(ws: Workspace) -> dict[str, str]:
    return {agency["id"]: agency["name"] for agency in ws.records("agencies")}


def people(ws: Workspace) -> list[Person]:
    called = agencies(ws)
    return [
        (person["name"], person["job_title"], called.get(person["agency"])) for person in ws.records("people")
    ]


def led(ws: Workspace) -> list[tuple[list[str], list[str]]]:
    """The officers and the agencies of each action."""
    named = {person["id"]: person["name"] for person in ws.records("people")}
    called = agencies(ws)
    return [
        ([named[one] for one in found["lead_officers"]], [called[one] for one in found["lead_agencies"]])
        for found in sorted(ws.records("plan_items", {"level": "action"}), key=lambda found: found["ref"])
    ]


def asked(preview: ImportPreview) -> dict[str, str]:
    return {
        cell["cell"]: cell["message"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"
    }


@pytest.mark.parametrize(
    ("said", "name", "post"),
    [
        ("Insp. Kay Marsh", "Kay Marsh", "Insp."),
        ("PC Dale Hart", "Dale Hart", "PC"),
        ("PC 1234 Dale Hart", "Dale Hart", "PC 1234"),
        ("Ch Insp Dale Hart", "Dale Hart", "Ch Insp"),
        ("T/DCI Dale Hart", "Dale Hart", "T/DCI"),
        ("A/Supt Ann Poole", "Ann Poole", "A/Supt"),
        ("PCSO Orsolya Hart", "Orsolya Hart", "PCSO"),
        ("Detective Chief Inspector Mary Jane Smith", "Mary Jane Smith", "Detective Chief Inspector"),
        ("Station Manager Tom Reed", "Tom Reed", "Station Manager"),
        ("ACC Ann Poole", "Ann Poole", "ACC"),
        ("Cllr Joan Wells", "Joan Wells", "Cllr"),
        ("Dr Ray Singh", "Ray Singh", "Dr"),
        ("Mr Tom Reed", "Mr Tom Reed", None),
        ("Mrs J. Lowe", "Mrs J. Lowe", None),
        ("Rev. Anne-Marie Cole", "Rev. Anne-Marie Cole", None),
        ("Mary Jane Smith", "Mary Jane Smith", None),
        ("Tom Street", "Tom Street", None),
        ("Gwen A", "Gwen A", None),
        ("Ludwig van der Berg", "Ludwig van der Berg", None),
        ("Sgt Hart", "Sgt Hart", "Sgt Hart"),
        ("CSP Manager", "CSP Manager", "CSP Manager"),
    ],
)
def test_a_rank_or_title_makes_no_agency_of_a_surname(
    ws: Workspace, said: str, name: str, post: str | None
) -> None:
    preview = bring_in(ws, ("Lead officer",), (said,), ("Grace Sample",))
    assert people(ws) == [(name, post, None), ("Grace Sample", None, None)]
    assert (agencies(ws), asked(preview)) == ({}, {})


def test_somebody_with_and_without_their_rank_is_one(ws: Workspace) -> None:
    ws.apply([Insert("people", {"name": "Insp Ann Poole"})], kind="start")
    bring_in(
        ws,
        ("Lead officer",),
        ("Kay Marsh",),
        ("Insp. Kay Marsh",),
        ("Mr Tom Reed",),
        ("Tom Reed",),
        ("Ann Poole",),
    )
    assert people(ws) == [
        ("Insp Ann Poole", None, None),
        ("Kay Marsh", "Insp.", None),
        ("Mr Tom Reed", None, None),
    ]
    assert [officers for officers, _ in led(ws)][-1] == ["Insp Ann Poole"]


@pytest.mark.parametrize(
    "cells",
    [
        ("Kay Marsh, Essex Police", "Tom Reed, Rochford District Council"),
        ("Kay Marsh (Essex Police)", "Tom Reed (Rochford District Council)"),
        ("Kay Marsh – Essex Police", "Tom Reed - Rochford District Council"),
        ("Essex Police – Kay Marsh", "Rochford District Council: Tom Reed"),
        ("Kay Marsh\nEssex Police", "Tom Reed\nRochford District Council"),
        ("Kay Marsh / Essex Police", "Tom Reed of Rochford District Council"),
    ],
)
@pytest.mark.parametrize(
    "heading", ["Lead", "Lead officer", *slow("Responsible", "Lead (name and organisation)")]
)
def test_a_name_and_a_body_in_one_cell_are_two(ws: Workspace, heading: str, cells: tuple[str, ...]) -> None:
    preview = bring_in(ws, (heading,), *((cell,) for cell in cells))
    assert people(ws) == [
        ("Kay Marsh", None, "Essex Police"), ("Tom Reed", None, "Rochford District Council"),
    ]  # fmt: skip
    assert led(ws) == [(["Kay Marsh"], ["Essex Police"]), (["Tom Reed"], ["Rochford District Council"])]
    assert asked(preview) == {}


def test_a_first_name_nobody_listed_is_one_beside_those_that_are(ws: Workspace) -> None:
    bring_in(
        ws,
        ("Lead",),
        ("Kay Marsh, Essex Police",),
        ("Orsolya Kovacs, Probation Service",),
        ("Tom Reed, NHS Essex",),
    )
    assert [name for name, _, _ in people(ws)] == ["Kay Marsh", "Orsolya Kovacs", "Tom Reed"]
    assert sorted(agencies(ws).values()) == ["Essex Police", "NHS Essex", "Probation Service"]


def test_a_lead_group_is_a_group_whatever_it_is_called(ws: Workspace) -> None:
    bring_in(ws, ["Lead group"], ["ASB Group"], ["Violence Board"], ["Tasking"])
    assert {group["name"] for group in ws.records("groups")} == {"ASB Group", "Violence Board", "Tasking"}
    assert agencies(ws) == {}


def test_a_first_name_nobody_listed_is_one_where_most_leads_are_persons(ws: Workspace) -> None:
    bring_in(ws, ["Lead"], ["Ann Bell"], ["Jane Marsh"], ["Cy Dorn"], ["Jane Marsh"], ["Tarn Ellis"])
    assert [name for name, _, _ in people(ws)] == ["Ann Bell", "Jane Marsh", "Cy Dorn", "Tarn Ellis"]
    assert agencies(ws) == {}


def test_a_department_with_its_body_is_nobody(ws: Workspace) -> None:
    said = (
        "Trading Standards, Essex Police",
        "Environmental Health",
        "Hope House School",
        "Victim Support",
        "Kay Marsh",
    )
    bring_in(ws, ("Lead",), *((cell,) for cell in said))
    assert [name for name, _, _ in people(ws)] == ["Kay Marsh"]
    assert sorted(agencies(ws).values()) == [
        "Environmental Health", "Essex Police", "Hope House School", "Trading Standards", "Victim Support",
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["DC Streetscene", "Amber - none raised", "Hope House", "June JCG"])
def test_words_that_are_first_names_too_make_nobody(ws: Workspace, said: str) -> None:
    bring_in(ws, ("Lead",), (said,), ("Council",), ("Police",))
    assert people(ws) == []


def test_several_bodies_after_a_name_are_leads_and_not_theirs(ws: Workspace) -> None:
    bring_in(ws, ("Lead",), ("Kay Marsh, Essex Police, Council",), ("Tom Reed, Jo Bright, Probation",))
    assert people(ws) == [("Kay Marsh", None, None), ("Tom Reed", None, None), ("Jo Bright", None, None)]
    assert led(ws) == [
        (["Kay Marsh"], ["Essex Police", "Council"]),
        (["Tom Reed", "Jo Bright"], ["Probation"]),
    ]


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("Kay Marsh, Inspector", ("Kay Marsh", "Inspector", None)),
        ("Tom Reed (CSP Manager)", ("Tom Reed", "CSP Manager", None)),
        ("CSP Manager – Tom Reed", ("Tom Reed", "CSP Manager", None)),
        ("Ann-Marie O'Neil (ASB Officer)", ("Ann-Marie O'Neil", "ASB Officer", None)),
        ("Jo Bright – Senior Probation Officer", ("Jo Bright", "Senior Probation Officer", None)),
        ("Kay Marsh – ASB Manager, Rochford DC", ("Kay Marsh", "ASB Manager", "Rochford DC")),
        ("Tom Reed – Housing Manager, Castle Point BC", ("Tom Reed", "Housing Manager", "Castle Point BC")),
        ("Jo Bright – Analyst, Essex CC", ("Jo Bright", "Analyst", "Essex CC")),
        ("Jo Bright, Youth Manager, Essex CC", ("Jo Bright", "Youth Manager", "Essex CC")),
        ("Donna Mercer (PI)", ("Donna Mercer", "PI", None)),
        ("Insp Kay Marsh (ASB Team)", ("Kay Marsh", "Insp, ASB Team", None)),
    ],
)
def test_a_post_and_a_body_stand_beside_the_name(ws: Workspace, said: str, person: Person) -> None:
    bring_in(ws, ("Lead officer",), (said,), ("Grace Sample",))
    assert people(ws) == [person, ("Grace Sample", None, None)]
    assert [(agency["name"], agency["kind"]) for agency in ws.records("agencies")] == [
        (person[2], "responsible authority")
    ] * bool(person[2])


def test_an_officers_body_leads_not_where_a_column_says_which_does(ws: Workspace) -> None:
    bring_in(
        ws,
        ("Lead agency", "Lead officer"),
        ("Council", "Kay Marsh, Essex Police"),
        ("Probation", "Jo Bright"),
    )
    assert people(ws)[0] == ("Kay Marsh", None, "Essex Police")
    assert [bodies for _, bodies in led(ws)] == [["Council"], ["Probation"]]


@pytest.mark.parametrize(
    "said", ["Kay Marsh & Tom Reed", "Kay Marsh / Tom Reed", "Kay Marsh and Tom Reed", "Kay Marsh + Tom Reed"]
)
@pytest.mark.parametrize("heading", ["Lead officer", *slow("Lead")])
def test_two_people_in_one_cell_are_two(ws: Workspace, heading: str, said: str) -> None:
    bring_in(ws, (heading,), (said,), ("Tom Reed",))
    assert led(ws) == [(["Kay Marsh", "Tom Reed"], []), (["Tom Reed"], [])]


def test_what_is_not_certain_yet_is_asked_as_before(ws: Workspace) -> None:
    preview = bring_in(ws, ("Lead officer",), ("Kay Marsh (TBC)",), ("Tom Reed",))
    assert (people(ws), list(asked(preview))) == ([("Tom Reed", None, None)], ["C2"])


@pytest.mark.parametrize("heading", ["Lead", *slow("Lead agency", "Owner")])
def test_two_bodies_in_one_cell_are_two_whatever_the_order_of_the_rows(ws: Workspace, heading: str) -> None:
    said = (
        "Essex Police / Rochford District Council",
        "Council and Probation",
        "Essex Fire and Rescue Service",
    )
    bring_in(ws, (heading,), *((cell,) for cell in said))
    assert [bodies for _, bodies in led(ws)] == [
        ["Essex Police", "Rochford District Council"], ["Council", "Probation"], ["Essex Fire and Rescue Service"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        ("Children’s Services and Police", ["Children’s Services", "Police"]),
        ("Police & Trading Standards", ["Police", "Trading Standards"]),
        ("Adult Social Care / Public Health", ["Adult Social Care", "Public Health"]),
        ("Youth Justice Team and Probation", ["Youth Justice Team", "Probation"]),
    ],
)
def test_a_part_of_the_council_beside_a_body_is_a_lead_of_its_own(
    ws: Workspace, said: str, bodies: list[str]
) -> None:
    bring_in(ws, ("Lead",), (said,), ("Council",))
    assert [set(names) for _, names in led(ws)] == [set(bodies), {"Council"}]


@pytest.mark.parametrize(
    "name",
    [
        "Office of the Police and Crime Commissioner", "Police and Crime Panel", "Brighton and Hove City Council",
        "Avon and Somerset Police", "Council for Voluntary Service", "HM Prison and Probation Service", "Health and Social Care Trust",
        "Health and Social Care", "Children and Family Services", "Adult and Community Services", "Housing and Environmental Health",
    ],
)  # fmt: skip
def test_one_body_with_and_in_its_name_stays_one(ws: Workspace, name: str) -> None:
    bring_in(ws, ("Lead agency",), (name,), ("Council",))
    groups = [group["name"] for group in ws.records("groups")]
    assert sorted([*agencies(ws).values(), *groups]) == sorted([name, "Council"])


def test_initials_under_an_officers_heading_are_asked_and_known_short_names_are_not(ws: Workspace) -> None:
    ws.apply([Insert("agencies", {"name": "Rural Watch", "short_name": "RW"})], kind="start")
    preview = bring_in(ws, ("Lead officer",), ("KM",), ("KM/TR",), ("K Marsh & T. Reed",), ("RW",), ("NHS",))
    assert asked(preview).keys() == {"C2", "C3"}
    assert "“KM” may be somebody's initials" in asked(preview)["C2"]
    assert [name for name, _, _ in people(ws)] == ["K Marsh", "T. Reed"]
    assert sorted(agencies(ws).values()) == ["NHS", "Rural Watch"]


def test_owners_who_are_all_initials_are_asked_and_short_names_among_names_are_not(ws: Workspace) -> None:
    preview = bring_in(ws, ("Owner",), ("KM",), ("TR",), ("KM/TR",), ("JB",))
    assert (agencies(ws), asked(preview).keys()) == ({}, {"C2", "C3", "C4", "C5"})


def test_short_names_of_bodies_among_longer_ones_stay_agencies(ws: Workspace) -> None:
    preview = bring_in(ws, ("Owner",), ("RDC",), ("Essex Police",), ("EP",), ("EFRS",))
    assert asked(preview) == {}
    assert {"RDC", "Essex Police", "EFRS"} <= set(agencies(ws).values())


@pytest.mark.parametrize("heading", ["Lead officer", *slow("Lead")])
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Insp", "Kay Marsh"), ("Sgt", "Kay Marsh"), ("DI", "Kay Marsh"), ("CI", "Kay Marsh"), ("Insp.", "Kay Marsh"),
        ("PC 1234", "Kay Marsh"), ("Temporary Sgt", "Kay Marsh"), ("Chief Inspector", "Kay Marsh"), ("Sgt", "Quorra Vexley"),
        ("", "Mrs Kay Marsh"), ("", "Kay Marsh"),
    ],
)  # fmt: skip
def test_a_title_before_two_names_and_a_comma_is_of_one_person(
    ws: Workspace, heading: str, title: str, name: str
) -> None:
    bring_in(
        ws, (heading,), (f"{title} {name}, Essex Police".strip(),), ("Tom Reed, Rochford District Council",)
    )
    assert people(ws) == [
        (name, title or None, "Essex Police"),
        ("Tom Reed", None, "Rochford District Council"),
    ]
    assert led(ws) == [([name], ["Essex Police"]), (["Tom Reed"], ["Rochford District Council"])]


def test_who_runs_on_behind_another_keeps_their_title() -> None:
    assert named_leads("A Sample – CSP Coordinator Insp Tom Reed, Essex Police") == [
        ("A Sample", "CSP Coordinator", ""),
        ("Tom Reed", "Insp", "Essex Police"),
    ]
    assert named_leads("Ann Lowe, Rochford DC Kay Marsh, Essex Police") == [
        ("Ann Lowe", "", "Rochford DC"),
        ("Kay Marsh", "", "Essex Police"),
    ]
    assert named_leads("Kay Marsh, Essex Police & Sgt Tom Reed, Council") == [
        ("Kay Marsh", "", "Essex Police"),
        ("Tom Reed", "Sgt", "Council"),
    ]
    # The end of what somebody is, is nobody's name.
    assert named_leads("A Sample – Head of Crime and Disorder Team, Council") == [
        ("A Sample", "Head of Crime and Disorder Team", "Council")
    ]


@pytest.mark.parametrize("heading", ["Lead officer", *slow("Lead", "Lead agency")])
@pytest.mark.parametrize(
    "name",
    [
        "Police, Fire and Crime Commissioner", "Police, Fire & Crime Panel", "Fire, Police and Crime Commissioner",
        "Education, Health and Care Partnership",
    ],
)  # fmt: skip
def test_one_body_with_a_comma_in_its_name_stays_one(ws: Workspace, heading: str, name: str) -> None:
    bring_in(ws, (heading,), (f"{name}, Probation",), ("Police, Fire and Rescue",))
    groups = [group["name"] for group in ws.records("groups")]
    assert sorted([*agencies(ws).values(), *groups]) == sorted(
        [name, "Probation", "Police", "Fire and Rescue"]
    )
    assert people(ws) == []


@pytest.mark.parametrize(
    "word", ["Completed", "Closed", "Done", "In progress", "Not started", "Ongoing", "Withdrawn"]
)
@pytest.mark.parametrize("heading", ["Lead officer", *slow("Lead", "Lead agency")])
def test_how_far_an_action_is_leads_nothing(ws: Workspace, heading: str, word: str) -> None:
    leads = (
        ("Essex Police", "Probation", "Council")
        if heading != "Lead officer"
        else ("Kay Marsh", "Tom Reed", "Jo Wells")
    )
    preview = bring_in(ws, (heading,), *((lead,) for lead in leads), (word,))
    assert list(asked(preview)) == ["C5"] and word in asked(preview)["C5"]
    assert sorted([*agencies(ws).values(), *(name for name, _, _ in people(ws))]) == sorted(leads)
    assert led(ws)[-1] == ([], [])


@pytest.mark.parametrize(
    "post",
    [
        "Superintendent, Local Policing Area",
        "Chief Inspector, Local Policing",
        "Head of Service, Community Safety",
        "Group Manager, Prevention",
    ],
)
@pytest.mark.parametrize("heading", ["Lead officer", "Lead"])
def test_a_post_and_the_unit_it_is_of_are_one_officer(ws: Workspace, heading: str, post: str) -> None:
    preview = bring_in(ws, (heading,), (post,), ("Kay Marsh",), ("Inspector, Kay Marsh",))
    assert people(ws) == [(post, post, None), ("Kay Marsh", None, None), ("Inspector", "Inspector", None)]
    assert [officers for officers, _ in led(ws)][:2] == [[post], ["Kay Marsh"]]
    assert asked(preview) == {}


def test_the_post_over_a_plan_and_its_unit_are_one_officer(ws: Workspace) -> None:
    rows = [
        ("Priority 1: ASB",),
        ("Priority lead: Superintendent, Local Policing Area",),
        (),
        ("Ref", "Action", "Lead", "Deadline"),
        ("1", _ACTIONS[0], "Essex Police", _MONTHS[0]),
        ("2", _ACTIONS[1], "Kent Police", _MONTHS[1]),
    ]
    grids = [Grid.of_rows("P1", rows)]
    apply_import(ws, compare(ws, read_grids(grids, FinancialYear(2026), Mappings()), "theirs.xlsx"))
    post = "Superintendent, Local Policing Area"
    assert people(ws) == [(post, post, None)]


def test_a_post_beside_nobody_yet_is_a_post_alone(ws: Workspace) -> None:
    bring_in(ws, ("Lead officer",), ("Inspector, TBC",), ("Kay Marsh",))
    assert people(ws) == [("Inspector", "Inspector", None), ("Kay Marsh", None, None)]


@pytest.mark.parametrize("known", ["in the file", "on a sheet"])
def test_whoever_is_on_the_list_of_people_is_no_agency(ws: Workspace, known: str) -> None:
    # A name nobody could tell from a body's.
    name = "Tessa Wybourne"
    rows = [("Ref", "Action", "Lead", "Deadline"), ("1", _ACTIONS[0], name, _MONTHS[0]), ("2", _ACTIONS[1], f"Essex Police, {name}", _MONTHS[1]), ("3", _ACTIONS[2], "Early Help", _MONTHS[2])]  # fmt: skip
    grids = [Grid.of_rows("Action plan", rows)]
    if known == "in the file":
        ws.apply([Insert("people", {"name": name, "job_title": "Lead"})])
    else:
        contacts = [("Name", "Post", "Email"), (name, "Lead", "t@x.gov.uk"), ("Ann Elm", "Clerk", "a@x.gov.uk"), ("Bob Day", "Chair", "b@x.gov.uk")]  # fmt: skip
        grids.append(Grid.of_rows("Contacts", contacts))
    preview = compare(ws, read_grids(grids, FinancialYear(2026), Mappings()), "theirs.xlsx")
    apply_import(ws, preview)
    assert led(ws) == [([name], []), ([name], ["Essex Police"]), ([], ["Early Help"])]
    assert sorted(agencies(ws).values()) == ["Early Help", "Essex Police"]
    again = compare(ws, read_grids(grids, FinancialYear(2026), Mappings()), "theirs.xlsx")
    assert {proposal.outcome for proposal in again.proposals} == {"same"}
