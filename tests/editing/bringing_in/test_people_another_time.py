"""Lists of people brought in again: nobody is taken for a namesake, and nobody stands twice for having moved."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, choose, compare
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.changes import Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.person_names import in_plain_order
from csp_desktop.periods import FinancialYear

Row = tuple[Any, ...]

_HEADINGS = ("Name", "Organisation", "Job title", "Email", "Phone")
_CONTACTS: list[Row] = [
    ("Bob Birch", "Meadow Council", "Officer", "bob@meadow.example", "01234 222222"),
    ("Ann Ash", "Meadow Police", "Inspector", "ann@police.example", "01234 111111"),
    ("Cy Cedar", "Meadow Fire Service", "Manager", "cy@fire.example", "01234 333333"),
    ("Dee Dogwood", "Meadow Council", "Clerk", "dee@meadow.example", "01234 444444"),
]


def previewed(ws: Workspace, sheets: dict[str, list[Row]], *, likely: bool = False) -> ImportPreview:
    grids = [Grid.of_rows(name, rows) for name, rows in sheets.items()]
    mappings = Mappings(take_doubtful=likely)
    reading = read_grids(grids, FinancialYear(2026), mappings)
    return compare(ws, reading, "contacts.xlsx", mappings=mappings)


def bring_in(ws: Workspace, sheets: dict[str, list[Row]]) -> ImportPreview:
    preview = previewed(ws, sheets)
    apply_import(ws, preview)
    return preview


def contacts(*rows: Row) -> dict[str, list[Row]]:
    return {"Contacts": [_HEADINGS, *rows]}


def people(ws: Workspace) -> set[tuple[str, str, str, str]]:
    """Name, agency, post and email of everybody."""
    agencies = {agency["id"]: agency["name"] for agency in ws.records("agencies")}
    return {
        (one["name"], agencies.get(one["agency"], ""), one["job_title"] or "", one["email"] or "")
        for one in ws.records("people")
    }


def asked(preview: ImportPreview) -> list[tuple[str, str]]:
    return [(one.title, one.question) for one in preview.proposals if one.outcome == "asked"]


def test_a_namesake_in_the_same_agency_is_somebody_else_again_and_again(ws: Workspace) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    namesake = ("Bob Birch", "Meadow Council", "Warden", "bob.birch2@meadow.example", "01234 777777")
    preview = bring_in(ws, contacts(namesake, *_CONTACTS))
    assert [(one.register, one.title) for one in preview.proposals if one.outcome in ("new", "updated")] == [
        ("people", "Bob Birch")
    ]
    assert {post for name, _, post, _ in people(ws) if name == "Bob Birch"} == {"Officer", "Warden"}
    assert not [cell for cell in preview.reading.cells if cell.mark.outcome == "asked"]
    for rows in ([namesake, *_CONTACTS], [*_CONTACTS, namesake]):
        assert not bring_in(ws, contacts(*rows)).changes


def test_a_namesake_instead_of_somebody_is_asked_about(ws: Workspace) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    before = people(ws)
    other = ("Bob Birch", "Meadow Council", "Warden", "bob.birch2@meadow.example", "01234 777777")
    preview = bring_in(ws, contacts(other, *_CONTACTS[1:]))
    assert asked(preview) == [("Bob Birch", "Is this “Bob Birch, Meadow Council”, which is there already?")]
    assert people(ws) == before
    (question,) = (one.key for one in preview.proposals if one.outcome == "asked")
    apply_import(ws, choose(ws, previewed(ws, contacts(other, *_CONTACTS[1:])), {question: "add"}))
    assert len(ws.records("people")) == 5
    assert not bring_in(ws, contacts(other, *_CONTACTS[1:])).changes


@pytest.mark.parametrize("agency", ["Meadow Council", "Meadow Police"])
def test_a_namesake_with_nothing_but_the_name_is_not_likely_the_same(ws: Workspace, agency: str) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    before = people(ws)
    other = ("Bob Birch", agency, "Warden", "bob.birch2@meadow.example", "01234 777777")
    preview = previewed(ws, contacts(other, *_CONTACTS[1:]), likely=True)
    apply_import(ws, preview)
    assert [title for title, _ in asked(preview)] == ["Bob Birch"] and people(ws) == before


def test_each_of_several_sheets_called_after_agencies_gives_its_people_that_agency(ws: Workspace) -> None:
    headings = ("Name", "Job title", "Email")
    police = [
        ("Ann Ash", "Inspector", "ann@police.example"),
        ("Abe Acer", "Constable", "abe@police.example"),
    ]
    council = [("Bob Birch", "Officer", "bob@meadow.example"), ("Bea Bay", "Clerk", "bea@meadow.example")]
    bring_in(ws, {"Meadow Police": [headings, *police], "Meadow Council contacts": [headings, *council]})
    assert {(name, agency) for name, agency, *_ in people(ws)} == {
        ("Ann Ash", "Meadow Police"),
        ("Abe Acer", "Meadow Police"),
        ("Bob Birch", "Meadow Council"),
        ("Bea Bay", "Meadow Council"),
    }
    before = people(ws)
    council.append(("Ann Ash", "Head of Safety", "ann@meadow.example"))
    later = {"Meadow Police": [headings, police[1]], "Meadow Council contacts": [headings, *council]}
    assert asked(bring_in(ws, later)) == [
        ("Ann Ash", "Is this “Ann Ash, Meadow Police”, which is there already?")
    ]
    assert people(ws) == before
    both = {"Meadow Police": [headings, *police], "Meadow Council contacts": [headings, *council]}
    assert not asked(bring_in(ws, both)) and len(ws.records("people")) == 5


@pytest.mark.parametrize("name", ["Contacts", "Safer Meadow Board", "Partners", "Key staff"])
def test_a_sheet_called_after_no_agency_gives_none(ws: Workspace, name: str) -> None:
    rows = [("Name", "Job title", "Email"), *(row[:1] + row[2:4] for row in _CONTACTS)]
    bring_in(ws, {name: rows})
    assert len(ws.records("people")) == 4 and not ws.records("agencies")


@pytest.mark.parametrize(
    ("row", "now"),
    [
        (("Ann Ash", "Meadow Council", "Inspector", "ann@police.example"), ("Ann Ash", "Meadow Council")),
        (("Ann Ash", "Meadowshire Police", "Inspector", "Ann@Police.example"), ("Ann Ash", "Meadowshire Police")),
        (("Ann Elm (née Ash)", "Meadow Police", "Inspector", "ann@police.example"), ("Ann Elm (née Ash)", "Meadow Police")),
        (("Ash, Ann", "Meadow Police", "Inspector", "ann@police.example"), ("Ann Ash", "Meadow Police")),
        (("ASH, Ann", "Meadow Police", "Inspector", None), ("Ann Ash", "Meadow Police")),
        (("Insp Ann Ash", "Meadow Police", "Inspector", "ann@police.example"), ("Ann Ash", "Meadow Police")),
        (("Anne Ash", "Meadow Police", "Inspector", "ann@police.example"), ("Anne Ash", "Meadow Police")),
        (("Ann Ash", "Meadow Police", "Chief Inspector", "ann@police.example"), ("Ann Ash", "Meadow Police")),
        (("Ann Ash", "Meadow Police", "Inspector", "ann.ash@police.example"), ("Ann Ash", "Meadow Police")),
    ],
)  # fmt: skip
def test_who_is_the_same_stands_once(ws: Workspace, row: Row, now: tuple[str, str]) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    later = contacts(row, _CONTACTS[0], *_CONTACTS[2:])
    preview = bring_in(ws, later)
    assert len(ws.records("people")) == 4 and not asked(preview) and not preview.gone
    assert now in {(name, agency) for name, agency, *_ in people(ws)}
    assert not bring_in(ws, later).changes


@pytest.mark.parametrize(
    "row",
    [
        ("Ann Elm", "Meadow Police", "Inspector", "ann@police.example", None),
        ("Ann Elm", "Meadow Police", "Inspector", "ann.elm@police.example", "01234 111111"),
        ("A Ash", "Meadow Police", "Inspector", None, None),
        ("Ann Ash", "Meadow Council", "Manager", "ann@meadow.example", "01234 999999"),
    ],
)
def test_who_may_be_the_same_is_asked_about(ws: Workspace, row: Row) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    before = people(ws)
    preview = bring_in(ws, contacts(row, _CONTACTS[0], *_CONTACTS[2:]))
    assert [question for _, question in asked(preview)] == [
        "Is this “Ann Ash, Meadow Police”, which is there already?"
    ]
    assert people(ws) == before and not preview.gone


def test_a_successor_and_a_namesake_elsewhere_are_people_of_their_own(ws: Workspace) -> None:
    bring_in(ws, contacts(*_CONTACTS))
    successor = ("Zoe Zed", "Meadow Fire Service", "Manager", "zoe@fire.example", "01234 333333")
    namesake = ("Dee Dogwood", "Meadow Police", "Analyst", "dee@police.example", None)
    preview = bring_in(ws, contacts(*_CONTACTS[:2], _CONTACTS[3], successor, namesake))
    assert not asked(preview) and len(ws.records("people")) == 6
    assert [one.title for one in preview.gone] == ["Cy Cedar"]


def test_a_shared_mailbox_makes_nobody_somebody_else(ws: Workspace) -> None:
    headings = ("Name", "Organisation", "Email")
    shared = [(name, "Meadow Police", "csp@police.example") for name in ("Ann Ash", "Bob Birch")]
    bring_in(ws, {"Contacts": [headings, *shared, ("Cy Cedar", "Meadow Council", "cy@meadow.example")]})
    later = [("Zoe Zed", *shared[0][1:]), shared[1], ("Cy Cedar", "Meadow Council", "cy@meadow.example")]
    preview = bring_in(ws, {"Contacts": [headings, *later]})
    assert not asked(preview) and [one.title for one in preview.gone] == ["Ann Ash"]
    assert {name for name, *_ in people(ws)} == {"Ann Ash", "Bob Birch", "Cy Cedar", "Zoe Zed"}


def test_somebody_on_the_sheets_of_two_groups_is_one_person_with_two_memberships(ws: Workspace) -> None:
    headings = ("Name", "Agency", "Email")
    ann, bob = ("Ann Ash", "Meadow Police", "a@p.example"), ("Bob Birch", "Meadow Council", "b@d.example")
    sheets: dict[str, list[Row]] = {
        "JAG membership": [headings, ann, bob],
        "Sheet2": [("Steering Group – members 2026/27",), headings, ann, ("Dee Dogwood", "Meadow Council", "d@d.example")],
    }  # fmt: skip
    preview = bring_in(ws, sheets)
    assert len(ws.records("people")) == 3
    names = {one["id"]: one["name"] for register in ("people", "groups") for one in ws.records(register)}
    assert {(names[one["group"]], names[one["person"]]) for one in ws.records("group_members")} == {
        ("JAG", "Ann Ash"),
        ("JAG", "Bob Birch"),
        ("Steering Group", "Ann Ash"),
        ("Steering Group", "Dee Dogwood"),
    }
    assert not any("stands 2 times" in note for note in preview.notes)
    assert not bring_in(ws, sheets).changes


@pytest.mark.parametrize("name", ["CSP members", "Partnership members", "Staff members", "Membership"])
def test_a_list_of_members_of_no_group_gives_no_memberships(ws: Workspace, name: str) -> None:
    bring_in(ws, {name: [_HEADINGS, *_CONTACTS]})
    assert len(ws.records("people")) == 4
    assert not ws.records("groups") and not ws.records("group_members")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Birch, Bob", "Bob Birch"),
        ("BIRCH, Bob", "Bob BIRCH"),
        ("van der Berg, Anna", "Anna van der Berg"),
        ("O’Neil, Mary Jane", "Mary Jane O’Neil"),
        ("Bob Birch", "Bob Birch"),
        ("Bob Birch, Officer", "Bob Birch, Officer"),
        ("Bob Birch, Ann Ash", "Bob Birch, Ann Ash"),
        ("Birch, MBE", "Birch, MBE"),
        ("Meadow, Council", "Meadow, Council"),
    ],
)
def test_names_written_surname_first(written: str, read: str) -> None:
    assert in_plain_order(written) == read


def told_gone(preview: ImportPreview) -> list[tuple[str, str]]:
    return [(one.register, one.title) for one in preview.gone]


@pytest.mark.parametrize("columns", [(0, 1, 2), (0, 1)])
def test_a_list_without_addresses_says_who_is_gone(ws: Workspace, columns: tuple[int, ...]) -> None:
    rows = [tuple(row[at] for at in columns) for row in (_HEADINGS, *_CONTACTS)]
    bring_in(ws, {"Contacts": rows})
    preview = bring_in(ws, {"Contacts": rows[:-1]})
    assert told_gone(preview) == [("people", "Dee Dogwood")]
    assert preview.needs_a_person and len(ws.records("people")) == 4


def test_a_lead_of_the_plan_is_not_gone_from_a_list_of_others(ws: Workspace) -> None:
    rows = [row[:3] for row in (_HEADINGS, *_CONTACTS)]
    bring_in(ws, {"Contacts": rows})
    bring_in(ws, {"Action plan": [("Ref", "Action", "Lead officer"), ("1", "Patrol the park at night", "Fay Fir, Warden")]})  # fmt: skip
    assert "Fay Fir" in {name for name, *_ in people(ws)}
    assert not told_gone(bring_in(ws, {"Contacts": rows}))


_MEMBER_HEADINGS = ("Group", "Name", "Organisation", "Role", "Email")
_MEMBERS: list[Row] = [
    ("JAG", "Ann Ash", "Meadow Police", "Chair", "ann@police.example"),
    ("JAG", "Bob Birch", "Meadow Council", "Member", "bob@meadow.example"),
    ("JAG", "Cy Cedar", "Meadow Fire Service", "Member", "cy@fire.example"),
    ("Steering Group", "Ann Ash", "Meadow Police", "Member", "ann@police.example"),
    ("Steering Group", "Dee Dogwood", "Meadow Council", "Chair", "dee@meadow.example"),
]


def members(ws: Workspace) -> set[tuple[str, str, str, str]]:
    """Group, person, agency and role."""
    names = {one["id"]: one["name"] for kind in ("groups", "people", "agencies") for one in ws.records(kind)}
    return {
        (names[one["group"]], names[one["person"]], names[one["agency"]], one["role"])
        for one in ws.records("group_members")
    }


def test_a_new_chair_leaves_the_old_membership_to_be_said_of(ws: Workspace) -> None:
    bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *_MEMBERS]})
    chair = ("JAG", "Fay Fir", "Meadow Police", "Chair", "fay@police.example")
    later = [chair, *_MEMBERS[1:]]
    preview = bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *later]})
    assert told_gone(preview) == [("group_members", "Ann Ash, JAG (Chair)")]
    assert {("JAG", "Ann Ash", "Meadow Police", "Chair"), ("JAG", "Fay Fir", "Meadow Police", "Chair")} <= members(ws)  # fmt: skip


def test_who_moved_to_another_agency_has_one_membership_of_each_group(ws: Workspace) -> None:
    bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *_MEMBERS]})
    later = [
        (group, name, "Meadow Council" if name == "Ann Ash" else agency, role, email)
        for group, name, agency, role, email in _MEMBERS
    ]
    preview = bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *later]})
    assert not preview.gone and not asked(preview)
    assert members(ws) == {row[:4] for row in later}
    assert not bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *later]}).changes


def test_a_member_who_is_asked_about_is_not_gone(ws: Workspace) -> None:
    bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *_MEMBERS]})
    before = members(ws)
    later = [("JAG", "Ann Ash", "Meadow Council", "Chair", "ann@meadow.example"), *_MEMBERS[1:3], _MEMBERS[4]]
    preview = bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *later]})
    assert [title for title, _ in asked(preview)] == ["Ann Ash", "Chair"]
    assert not preview.gone and members(ws) == before


def test_a_list_of_few_of_the_members_says_nothing_of_the_others(ws: Workspace) -> None:
    bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *_MEMBERS]})
    police = [row for row in _MEMBERS if row[2] == "Meadow Police" and row[0] == "JAG"]
    assert not bring_in(ws, {"Group members": [_MEMBER_HEADINGS, *police]}).gone


_PLAN_HEADINGS = ("Ref", "Action", "Lead officer")
_NAMESAKES: list[Row] = [
    ("John Smith", "Meadow Police", "Sergeant", "js@police.example", None),
    ("John Smith", "Meadow Council", "Lawyer", "js@meadow.example", None),
    ("Ann Ash", "Meadow Police", "Inspector", "ann@police.example", None),
]


def led(ws: Workspace) -> dict[str, list[str]]:
    """The emails of the officers who lead each action, by its ref."""
    emails = {one["id"]: one["email"] or one["name"] for one in ws.records("people")}
    items = [item for item in ws.records("plan_items") if item["ref"]]
    return {item["ref"]: [emails[lead] for lead in item["lead_officers"]] for item in items}


@pytest.mark.parametrize("plan_first", [True, False])
def test_leads_of_a_plan_are_those_the_same_workbook_lists(ws: Workspace, plan_first: bool) -> None:
    plan: list[Row] = [
        _PLAN_HEADINGS,
        ("1", "Patrol the park at night", "Ann Ash"),
        ("2", "Fix the gates by the mill", "John Smith, Meadow Council"),
        ("3", "Visit every hostel in town", "John Smith"),
    ]
    sheets = {"Action plan": plan, **contacts(*_NAMESAKES)}
    sheets = sheets if plan_first else dict(reversed(sheets.items()))
    preview = bring_in(ws, sheets)
    assert len(ws.records("people")) == 3
    assert led(ws) == {"1": ["ann@police.example"], "2": ["js@meadow.example"], "3": []}
    assert [cell.mark.message for cell in preview.reading.cells if cell.mark.outcome == "asked"] == [
        "“John Smith” may be John Smith (Sergeant) or John Smith (Lawyer); choose which on the record."
    ]
    assert not bring_in(ws, sheets).changes


def test_a_lead_chosen_of_two_of_one_name_stays_chosen(ws: Workspace) -> None:
    bring_in(ws, contacts(*_NAMESAKES))
    plan: dict[str, list[Row]] = {"Action plan": [_PLAN_HEADINGS, ("3", "Visit every hostel in town", "John Smith")]}  # fmt: skip
    bring_in(ws, plan)
    (item,) = (item for item in ws.records("plan_items") if item["ref"])
    (lawyer,) = (one["id"] for one in ws.records("people") if one["job_title"] == "Lawyer")
    ws.apply([Update("plan_items", item["id"], {"lead_officers": (lawyer,)})])
    bring_in(ws, plan)
    assert led(ws) == {"3": ["js@meadow.example"]}


def test_a_lead_named_before_is_the_person_a_later_list_tells_of(ws: Workspace) -> None:
    bring_in(ws, {"Action plan": [_PLAN_HEADINGS, ("1", "Patrol the park at night", "Ann Ash")]})
    assert not asked(bring_in(ws, contacts(*_CONTACTS)))
    assert led(ws) == {"1": ["ann@police.example"]} and len(ws.records("people")) == 4
