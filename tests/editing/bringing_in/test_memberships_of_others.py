"""A list of who sits on which group brought in twice: groups, people and memberships are each made once."""

from __future__ import annotations

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_ROWS: list[tuple[object, ...]] = [
    ("Board / group", "Representative", "Position", "Organisation", "Role on group"),
    ("Safer Meadow Board", "Ann Reed", "Safety Manager", "Meadow Council", "Chair"),
    (None, "Sgt Bo Lund", "Sergeant", "Meadowshire Police", "Vice chair"),
    (None, "Cy Dale", "Housing Manager", "Meadow Homes", "Member (non-voting)"),
    ("Hate Crime Panel", "Sgt Bo Lund", "Sergeant", "Meadowshire Police", "Chair"),
    (None, "Di Fenn", "Watch Manager", None, "Member"),
]


def bring_in(ws: Workspace, rows: list[tuple[object, ...]]) -> ImportPreview:
    reading = read_grids([Grid.of_rows("Membership", rows)], FinancialYear(2026), Mappings())
    preview = compare(ws, reading, "membership.xlsx")
    apply_import(ws, preview)
    return preview


def sitting(ws: Workspace) -> set[tuple[str, str, str, str]]:
    """Group, person, agency and role of each membership."""
    names = {
        record["id"]: record["name"]
        for register in ("groups", "people", "agencies")
        for record in ws.records(register)
    }
    return {
        (names[one["group"]], names[one["person"]], names[one["agency"]], one["role"])
        for one in ws.records("group_members")
    }


def test_memberships_brought_in_twice(ws: Workspace) -> None:
    first = {
        ("Safer Meadow Board", "Ann Reed", "Meadow Council", "Chair"),
        ("Safer Meadow Board", "Sgt Bo Lund", "Meadowshire Police", "Vice chair"),
        ("Safer Meadow Board", "Cy Dale", "Meadow Homes", "Member (non-voting)"),
        ("Hate Crime Panel", "Sgt Bo Lund", "Meadowshire Police", "Chair"),
    }
    preview = bring_in(ws, _ROWS)
    assert sitting(ws) == first
    assert [group["name"] for group in ws.records("groups")] == ["Safer Meadow Board", "Hate Crime Panel"]
    assert len(ws.records("people")) == 4
    # Nobody is a member for no body: what the row says of it is kept.
    (fenn,) = (person for person in ws.records("people") if person["name"] == "Di Fenn")
    assert fenn["notes"] == "Board / group: Hate Crime Panel\nRole on group: Member"
    assert {cell.mark.outcome for cell in preview.reading.cells} == {"taken", "noted", "ignored"}

    again = bring_in(ws, _ROWS)
    assert sitting(ws) == first and not again.changes


def test_another_vice_chair_is_another_member(ws: Workspace) -> None:
    bring_in(ws, _ROWS)
    new = (_ROWS[1][0], "Fay Holm", "Inspector", "Meadowshire Police", "Vice chair")
    bring_in(ws, [_ROWS[0], new, *(("Safer Meadow Board", *row[1:]) for row in _ROWS[1:2])])
    sits = sitting(ws)
    assert ("Safer Meadow Board", "Fay Holm", "Meadowshire Police", "Vice chair") in sits
    assert ("Safer Meadow Board", "Sgt Bo Lund", "Meadowshire Police", "Vice chair") in sits


def test_a_new_role_of_a_member_is_a_change_of_the_membership(ws: Workspace) -> None:
    bring_in(ws, _ROWS)
    changed = [*_ROWS[:3], (*_ROWS[3][:4], "Deputy"), *_ROWS[4:]]
    bring_in(ws, changed)
    assert ("Safer Meadow Board", "Cy Dale", "Meadow Homes", "Deputy") in sitting(ws)
    assert len(ws.records("group_members")) == 4


def test_groups_listed_with_commas_are_several_where_they_stand_alone_too(ws: Workspace) -> None:
    headings = ("Name", "Job", "Organisation", "Email", "Sits on")
    people = [
        ("Ann Reed", "Safety Manager", "Meadow Council", "ann@meadow.example", "Board, JAG"),
        ("Sgt Bo Lund", "Sergeant", "Meadowshire Police", "bo@police.example", "JAG"),
        ("Cy Dale", "Housing Manager", "Meadow Homes", "cy@homes.example", "Board"),
        ("Di Fenn", "Nurse", "Meadow Health", "di@health.example", "Drugs, Alcohol and Tobacco"),
    ]
    for _ in range(2):
        bring_in(ws, [headings, *people])
        assert {(group, person) for group, person, *_ in sitting(ws)} == {
            ("Board", "Ann Reed"),
            ("JAG", "Ann Reed"),
            ("JAG", "Sgt Bo Lund"),
            ("Board", "Cy Dale"),
            ("Drugs, Alcohol and Tobacco", "Di Fenn"),
        }


def test_a_body_with_commas_in_its_name_is_one(ws: Workspace) -> None:
    bodies = (
        "Ministry of Housing, Communities and Local Government",
        "Meadow Council",
        "Meadow Council, Housing",
    )
    rows = [(name, "Manager", body, f"{name[:2].lower()}@a.example") for name, body in zip(("Ann Reed", "Cy Dale", "Di Fenn"), bodies, strict=True)]  # fmt: skip
    bring_in(ws, [("Name", "Job title", "Organisation", "Email"), *rows])
    assert {agency["name"] for agency in ws.records("agencies")} == set(bodies[:2])
    agencies = {agency["id"]: agency["name"] for agency in ws.records("agencies")}
    assert [agencies[person["agency"]] for person in ws.records("people")] == [
        bodies[0],
        bodies[1],
        bodies[1],
    ]
