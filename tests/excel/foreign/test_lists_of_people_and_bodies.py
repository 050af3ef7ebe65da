"""Lists of people and bodies as others keep them: who gets the returns, what kind a body is, who sits on which group."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, partner_cells
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

PEOPLE: Rows = [
    ("Northam Council", "Ann Reed", "Safety Officer", "ann@northam.example"),
    ("Northam Police", "Sgt Bo Lund", "Sergeant", "bo@police.example"),
    ("Northam Homes", "Cy Dale", "Manager", "cy@homes.example"),
    ("Fire Service", "Di Fenn", "Watch Manager", "di@fire.example"),
]


def read(rows: Rows, name: str) -> Reading:
    return read_grids([Grid.of_rows(name, rows)], FinancialYear(2025), Mappings())


def drafts(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


def contacts(heading: str, cells: list[str]) -> Reading:
    rows: Rows = [("Organisation", "Name", "Job title", "Email", heading)]
    rows += [(*person, cell) for person, cell in zip(PEOPLE, cells, strict=True)]
    return read(rows, "Contacts")


@pytest.mark.parametrize(
    "heading",
    [
        "On circulation for quarterly return?",
        "Gets return sheet?",
        "Quarterly return Y/N",
        "Completes quarterly returns?",
        "Is this person on the return mailing list?",
        "Fills in the quarter form?",
        "Sends us the monitoring template (Y/N)",
    ],
)
def test_yes_and_no_about_returns_say_who_gets_them(heading: str) -> None:
    reading = contacts(heading, ["Yes", "No", "Y", "N"])
    assert [person["receives_returns"] for person in drafts(reading, "people")] == [True, False, True, False]


@pytest.mark.parametrize(
    "heading", ["Return received?", "Q2 return sent?", "Return late?", "Newsletter Y/N", "Quarter form late?"]
)
def test_yes_and_no_about_anything_else_stay_in_the_notes(heading: str) -> None:
    people = drafts(contacts(heading, ["Yes", "No", "Y", "N"]), "people")
    assert not any("receives_returns" in person for person in people)
    assert [str(person["notes"]).endswith(": Yes") for person in people] == [True, False, False, False]


def test_an_answer_that_is_neither_yes_nor_no_is_asked_about_and_kept() -> None:
    reading = contacts("Gets return sheet?", ["Yes", "No", "Copy only", "Yes"])
    copied = drafts(reading, "people")[2]
    assert "receives_returns" not in copied
    assert copied["notes"] == "Gets return sheet?: Copy only"
    assert [cell.mark.outcome for cell in reading.cells if cell.text == "Copy only"] == ["asked"]


BODIES = (
    "Northam District Council",
    "Northshire Constabulary",
    "Northam Homes",
    "Northam Pastors",
    "Northam BID",
)


def bodies(heading: str, cells: list[str]) -> Reading:
    rows: Rows = [("Organisation", heading, "Remarks")]
    rows += [(body, cell, "Seen in May") for body, cell in zip(BODIES, cells, strict=True)]
    return read(rows, "Bodies")


@pytest.mark.parametrize(
    "heading", ["Status under the 1998 Act", "Responsible authority / co-operating / invitee", "Section 5"]
)
def test_what_a_body_is_under_the_law_is_its_kind_however_it_is_headed(heading: str) -> None:
    cells = ["Responsible authority", "Responsible authority", "Co-operating", "Voluntary sector", "Invitee"]
    agencies = drafts(bodies(heading, cells), "agencies")
    assert [agency["kind"] for agency in agencies] == [
        "responsible authority", "responsible authority", "co-operating body", "voluntary", "other",
    ]  # fmt: skip
    # “Invitee” says more than “other”.
    assert agencies[4]["notes"] == f"{heading}: Invitee\nRemarks: Seen in May"


def test_words_that_only_say_what_a_body_is_not_are_asked_about() -> None:
    reading = bodies("Type", ["Statutory", "Statutory", "Non-statutory", "Other statutory", "VCSE"])
    agencies = drafts(reading, "agencies")
    assert [agency.get("kind") for agency in agencies] == [
        "responsible authority", "responsible authority", None, None, "voluntary",
    ]  # fmt: skip
    asked = [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]
    assert asked == ["Non-statutory", "Other statutory"]
    assert str(agencies[2]["notes"]).startswith("Type: Non-statutory")


def test_a_yes_under_a_kind_says_that_kind_and_a_no_says_none() -> None:
    reading = bodies("Statutory?", ["Yes", "Yes", "No", "", ""])
    agencies = drafts(reading, "agencies")
    assert [agency.get("kind") for agency in agencies] == ["responsible authority"] * 2 + [None] * 3
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "asked"] == ["No"]


MEMBERS: Rows = [
    ("Ann Reed", "Safety Manager", "Northam Council", "Chair"),
    ("Sgt Bo Lund", "Sergeant", "Northshire Police", "Vice chair"),
    ("Cy Dale", "Housing Manager", "Northam Homes", "Member"),
    ("Di Fenn", "Watch Manager", "Fire Service", "Deputy"),
]


def members(reading: Reading) -> list[tuple[str, str, str, object]]:
    """Group, person, agency and role of each membership."""
    people = {draft.key: draft.values["name"] for draft in reading.drafts if draft.register == "people"}
    return [
        (
            draft.values["group"].text,
            people[draft.values["person"].key],
            draft.values["agency"].text,
            draft.values.get("role"),
        )
        for draft in reading.drafts
        if draft.register == "group_members"
    ]


def member_list(heading: str, groups: list[str | None], role: str = "Role on group") -> Reading:
    rows: Rows = [(heading, "Name", "Post", "Organisation", role)]
    rows += [(group, *member) for group, member in zip(groups, MEMBERS, strict=True)]
    return read(rows, "Membership")


@pytest.mark.parametrize("heading", ["Board / group", "Group", "Meeting", "Member of"])
@pytest.mark.parametrize("role", ["Role on group", "Role", "Capacity"])
def test_a_row_for_each_person_and_group_is_a_membership(heading: str, role: str) -> None:
    reading = member_list(heading, ["Safer Northam Board"] * 2 + ["ASB Group"] * 2, role)
    assert members(reading) == [
        ("Safer Northam Board", "Ann Reed", "Northam Council", "Chair"),
        ("Safer Northam Board", "Sgt Bo Lund", "Northshire Police", "Vice chair"),
        ("ASB Group", "Cy Dale", "Northam Homes", "Member"),
        ("ASB Group", "Di Fenn", "Fire Service", "Deputy"),
    ]
    people = drafts(reading, "people")
    assert [person["job_title"] for person in people] == [post for _, post, _, _ in MEMBERS]
    assert not any("notes" in person for person in people)


def test_a_group_named_once_is_that_of_the_rows_below_it() -> None:
    reading = member_list("Group", ["Safer Northam Board", None, "ASB Group", None])
    assert [group for group, *_ in members(reading)] == ["Safer Northam Board"] * 2 + ["ASB Group"] * 2
    told = next(cell.mark.message for cell in reading.cells if cell.text == "ASB Group")
    assert told == "For those below it too, up to the next group."


def test_an_empty_cell_beside_groups_named_again_and_again_is_of_no_group() -> None:
    reading = member_list("Group", ["ASB Group", None, "ASB Group", "ASB Group"])
    assert [person for _, person, _, _ in members(reading)] == ["Ann Reed", "Cy Dale", "Di Fenn"]
    assert drafts(reading, "people")[1]["notes"] == "Role on group: Vice chair"


def test_somebody_on_two_groups_is_one_person() -> None:
    rows: Rows = [("Group", "Name", "Organisation", "Role")]
    rows += [("ASB Group", name, body, role) for name, _, body, role in MEMBERS]
    rows += [("Hate Crime Panel", "Ann Reed", "Northam Council", "Observer")]
    reading = read(rows, "Membership")
    assert len(drafts(reading, "people")) == 4
    assert members(reading)[-1] == ("Hate Crime Panel", "Ann Reed", "Northam Council", "Observer")


def test_a_group_of_contacts_that_is_no_meeting_stays_in_the_notes() -> None:
    reading = member_list("Group", ["Adults", "Adults", "Children", "Children"])
    assert not members(reading)
    assert "Group: Adults" in str(drafts(reading, "people")[0]["notes"])


@pytest.mark.parametrize(
    ("over", "role", "group"),
    [
        (
            "Northam Community Safety Partnership Board",
            "Role on Board",
            "Northam Community Safety Partnership Board",
        ),
        ("Who is who", "Board role", None),
        ("Who is who", "Position on the ASB Panel", "ASB Panel"),
        ("Northam Community Safety Partnership", "Role in the partnership", None),
        ("Who is who", "Role in group", None),
    ],
)
def test_a_role_on_a_board_is_one_of_its_members(over: str, role: str, group: str | None) -> None:
    rows: Rows = [(over,), (), ("Name", "Position", "Organisation", role), *MEMBERS]
    reading = read(rows, "People")
    expected = [(group, name, body, part) for name, _, body, part in MEMBERS] if group else []
    assert members(reading) == expected
    assert [person["job_title"] for person in drafts(reading, "people")] == [
        post for _, post, _, _ in MEMBERS
    ]
    assert all("Chair" in str(person.get("notes")) for person in drafts(reading, "people")[:1]) == (not group)


def test_who_left_is_known_by_the_last_day() -> None:
    rows: Rows = [
        ("Body", "Who", "What they did", "Last day"),
        ("Northam Police", "Bo Lund", "Partnership Inspector", "19/06/2026"),
        ("Northam Council", "Ann Reed", "Safety Officer", "28/08/2026"),
    ]
    people = drafts(read(rows, "Gone since April"), "people")
    assert [(one["name"], one["job_title"], one["left_on"]) for one in people] == [
        ("Bo Lund", "Partnership Inspector", "2026-06-19"),
        ("Ann Reed", "Safety Officer", "2026-08-28"),
    ]


def test_names_of_nobody_with_addresses_and_websites_come_in_as_no_people_unasked() -> None:
    rows = [
        ("Name", "Address", "Phone", "Email", "Website"),
        ("Harlow Food Bank", "12 High Street", "01279 444555", "info@food.example", "https://food.example"),
        ("Safer Places", "PO Box 2489", "03301 025811", "info@safer.example", "https://safer.example"),
        ("Open Road", "1 Church Street", "01279 777888", "info@open.example", "https://open.example"),
        (
            "Changing Pathways",
            "2 Market Place",
            "01268 729707",
            "info@paths.example",
            "https://paths.example",
        ),
    ]
    reading = read_grids([Grid.of_rows("Directory", rows)], FinancialYear(2026))
    assert not [draft for draft in reading.drafts if draft.register == "people"]
    people = [("Grace Sample", *rows[1][1:]), ("Tom Reed", *rows[2][1:]), ("Aisha Khan", *rows[3][1:])]
    reading = read_grids([Grid.of_rows("Directory", [rows[0], *people])], FinancialYear(2026))
    assert [draft.values["name"] for draft in reading.drafts] == ["Grace Sample", "Tom Reed", "Aisha Khan"]


@pytest.mark.parametrize("heading", ["Contact", "Contact details", "Email / phone", "How to reach them"])
def test_an_address_or_a_number_in_one_column_goes_where_it_belongs(heading: str) -> None:
    reached = (
        "ann@northam.example",
        "01632 960328",
        "cy@homes.example, 01632 960111",
        "Tel: 01632 960222 ext 4",
    )
    rows: Rows = [("Organisation", "Name", "Job title", heading)]
    rows += [(*person[:3], said) for person, said in zip(PEOPLE, reached, strict=True)]
    reading = read(rows, "Contacts")
    told = [(person.get("email"), person.get("phone")) for person in drafts(reading, "people")]
    assert told == [
        ("ann@northam.example", None),
        (None, "01632 960328"),
        ("cy@homes.example", "01632 960111"),
        (None, "01632 960222 ext 4"),
    ]
    assert {cell.mark.outcome for cell in reading.cells} <= {"taken", "ignored"}


def test_words_among_addresses_are_kept_in_the_notes() -> None:
    said = ("ann@northam.example", "by phone only", "cy@homes.example", "01632 960328 (mornings)")
    rows: Rows = [("Organisation", "Name", "Job title", "Email")]
    rows += [(*person[:3], cell) for person, cell in zip(PEOPLE, said, strict=True)]
    told = [(person.get("email"), person.get("notes")) for person in drafts(read(rows, "Contacts"), "people")]
    assert told == [
        ("ann@northam.example", None),
        (None, "Email: by phone only"),
        ("cy@homes.example", None),
        (None, "Email: 01632 960328 (mornings)"),
    ]


def under_headings(*headings: str, domain: str = "x.example") -> dict[str, tuple[str, bool]]:
    """By heading over a person of a list without a column of bodies: the body they get, and whether their notes keep it."""
    rows: Rows = [("Name", "Job title", "Phone", "Email")]
    for at, (heading, person) in enumerate(zip(headings, PEOPLE, strict=False)):
        rows += [(heading,), (person[1], person[2], f"01632 96000{at}", f"p{at}@{domain}")]
    people = drafts(read(rows, "Contacts"), "people")
    bodies = ["".join(cell.text for cell in partner_cells(person.get("agency"))) for person in people]
    kept = [str(person.get("notes")) == f"Heading: {heading}" for person, heading in zip(people, headings, strict=True)]  # fmt: skip
    return dict(zip(headings, zip(bodies, kept, strict=True), strict=True))


@pytest.mark.parametrize(
    ("bodies", "others"),
    [
        (("Police Service of Northern Ireland",), ("Voluntary and community", "Members", "Deputies")),
        (("Western Trust", "Police Scotland"), ("Statutory partners", "Elected members")),
        (("Northam Council",), ("Schools and colleges", "Town and parish councils", "North area")),
        (("Northam Council", "Kent Police", "Fire Service"), ("Voluntary sector",)),
        (("Northam Council", "Kent Police", "Open Door Project"), ()),
        (
            ("Probation Board for Northern Ireland", "Wyn Local Health Board"),
            ("Safeguarding Board", "Health and Wellbeing Board"),
        ),
        (("Education Authority",), ("Lead agency", "Contacts held by the council", "STAFF")),
    ],
)
def test_a_heading_that_names_a_body_gives_it_to_the_people_below(
    bodies: tuple[str, ...], others: tuple[str, ...]
) -> None:
    told = under_headings(*bodies, *others)
    assert told == {body: (body, False) for body in bodies} | dict.fromkeys(others, ("", True))


def test_a_heading_names_a_body_by_its_list_or_by_the_addresses_below_it() -> None:
    assert under_headings("Kent Police contacts:", "Others")["Kent Police contacts:"] == (
        "Kent Police",
        False,
    )
    assert under_headings("PSNI", "Others", domain="psni.example")["PSNI"] == ("PSNI", False)
    assert under_headings("PSNI", "Others")["PSNI"] == ("", True)
