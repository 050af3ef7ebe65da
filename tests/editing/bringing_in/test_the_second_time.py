"""A later sheet of the same register updates it: nothing doubles, and what is gone is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    choose,
    compare,
    map_table,
    mappings_for,
    preview_import,
)
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_source
from csp_desktop.excel.recognising.recognition import propose_as
from csp_desktop.periods import FinancialYear

_YEAR = FinancialYear(2025)
_RISK_HEADINGS = ("Ref", "Risk", "Likelihood", "Impact", "Owner", "Status", "Mitigation")
_APRIL = (
    ("R1", "The grant ends in spring", 4, 5, "Police", "Open", "Ask the commissioner"),
    ("R2", "The analyst leaves", 2, 3, "Council", "Open", "Train another"),
    ("R3", "The radios fail", 3, 3, "Council", "Open", "Spare sets"),
)
_JULY = (
    ("R1", "The grant may end in spring 2026", 3, 5, "Police", "Open", "Ask the commissioner again"),
    ("R3", "The radios fail", 3, 2, "Council", "Closed", "Spare sets"),
    ("R4", "New: bad press", 2, 2, "Council", "Open", "Press plan"),
)
_PLAN_HEADINGS = ("Action", "Lead", "Due date", "Status", "Q4 update")
_EARLY = (
    ("Train door staff in every venue", "Police", "30/09/2025", "In progress", "Two held"),
    ("Open a safe space on Fridays", "Council", "31/12/2025", "Not started", None),
    ("Publish the newsletter", "Council", "30/06/2025", "Complete", "Out"),
)
_LATER = (
    ("Train door staff in all venues", "Police", "31/10/2025", "In progress", "Four held"),
    ("Open a safe space on Fridays and Saturdays", "Council", "31/12/2025", "In progress", "Found"),
    ("Publish the newsletter", "Council", "30/06/2025", "Complete", "Out"),
)


def sheet(path: Path, name: str, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = name
    for row in rows:
        made.append(row)
    book.save(path)
    return path


def bring_in(ws: Workspace, path: Path, **how: Any) -> ImportPreview:
    preview = preview_import(ws, path, year=_YEAR, **how)
    apply_import(ws, preview)
    return preview


def titles(ws: Workspace, register: str) -> list[str]:
    return sorted(
        found["title"] for found in ws.records(register) if found.get("level", "action") == "action"
    )


def test_a_register_of_july_updates_that_of_april(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, sheet(tmp_path / "april.xlsx", "Risks", _RISK_HEADINGS, *_APRIL))
    later = bring_in(ws, sheet(tmp_path / "july.xlsx", "Risks", _RISK_HEADINGS, *_JULY))
    risks = {found["ref"]: found for found in ws.records("risks")}
    assert sorted(risks) == ["R1", "R2", "R3", "R4"]
    assert (risks["R1"]["title"], risks["R1"]["current_likelihood"]) == (
        "The grant may end in spring 2026",
        3,
    )
    assert risks["R3"]["status"] == "closed"
    # What the same risk now does in other words is asked about, not put beside it.
    assert titles(ws, "mitigations") == ["Ask the commissioner", "Press plan", "Spare sets", "Train another"]
    (asked,) = [one for one in later.proposals if one.outcome == "asked"]
    assert asked.nearest is not None and asked.nearest.title == "Ask the commissioner"
    cell = next(cell for cell in later.as_json()["cells"] if cell["text"] == "Ask the commissioner again")
    assert cell["outcome"] == "asked" and "“Ask the commissioner”" in cell["message"]
    # What is gone is listed and left as it is.
    assert [(one.register, one.values["ref"]) for one in later.gone] == [("risks", "R2")]
    assert later.as_json()["gone"] == [{"register": "risks", "ref": "R2", "title": "The analyst leaves"}]
    assert risks["R2"]["status"] == "open" and later.needs_a_person


def test_the_only_control_of_a_risk_worded_anew_is_asked_about(ws: Workspace, tmp_path: Path) -> None:
    for name, control in (("april", "Reserve"), ("july", "Reserve agreed by the board")):
        rows = (_RISK_HEADINGS, ("R1", "The grant ends in spring", 4, 5, "Police", "Open", control))
        later = bring_in(ws, sheet(tmp_path / f"{name}.xlsx", "Risks", *rows))
    assert titles(ws, "mitigations") == ["Reserve"]
    (asked,) = [one for one in later.proposals if one.outcome == "asked"]
    apply_import(ws, choose(ws, later, {asked.key: "add"}))
    assert titles(ws, "mitigations") == ["Reserve", "Reserve agreed by the board"]


def test_what_is_gone_is_retired_where_somebody_says_so(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, sheet(tmp_path / "april.xlsx", "Risks", _RISK_HEADINGS, *_APRIL))
    later = preview_import(ws, sheet(tmp_path / "july.xlsx", "Risks", _RISK_HEADINGS, *_JULY), year=_YEAR)
    (gone,) = later.gone
    apply_import(ws, choose(ws, later, {gone.key: "retire"}))
    (risk,) = ws.records("risks", {"ref": "R2"})
    assert risk["status"] == "closed"
    assert preview_import(ws, tmp_path / "july.xlsx", year=_YEAR).gone == []


def test_a_plan_without_refs_worded_anew_is_asked_about_and_never_doubled(
    ws: Workspace, tmp_path: Path
) -> None:
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Action plan", _PLAN_HEADINGS, *_EARLY))
    path = sheet(tmp_path / "later.xlsx", "Action plan", _PLAN_HEADINGS, *_LATER)
    later = bring_in(ws, path)
    assert titles(ws, "plan_items") == sorted(row[0] for row in _EARLY)
    asked = {
        one.title: one for one in later.proposals if one.register == "plan_items" and one.outcome == "asked"
    }
    assert {title: one.nearest and one.nearest.title for title, one in asked.items()} == {
        _LATER[0][0]: _EARLY[0][0],
        _LATER[1][0]: _EARLY[1][0],
    }
    assert later.gone == []
    # What hangs on a row that is asked about waits with it.
    waiting = [one for one in later.proposals if one.register == "updates" and one.outcome == "asked"]
    assert [one.values["narrative"] for one in waiting] == ["Four held", "Found"]
    apply_import(ws, choose(ws, later, {one.key: "update" for one in asked.values()}))
    assert titles(ws, "plan_items") == sorted(row[0] for row in _LATER)
    assert {one["narrative"] for one in ws.records("updates")} == {"Four held", "Found", "Out"}
    assert not preview_import(ws, path, year=_YEAR).changes


def test_the_likely_is_taken_where_somebody_says_so_beforehand(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Action plan", _PLAN_HEADINGS, *_EARLY))
    bring_in(ws, sheet(tmp_path / "later.xlsx", "Action plan", _PLAN_HEADINGS, *_LATER), take_doubtful=True)
    assert titles(ws, "plan_items") == sorted(row[0] for row in _LATER)


def test_numbers_tell_wordings_apart(ws: Workspace, tmp_path: Path) -> None:
    first = ("Visit the families of Block 1", "Police", "30/09/2025", "In progress", None)
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Action plan", _PLAN_HEADINGS, first, *_EARLY))
    other = ("Visit the families of Block 2", *first[1:])
    later = preview_import(
        ws, sheet(tmp_path / "later.xlsx", "Action plan", _PLAN_HEADINGS, other, *_EARLY), year=_YEAR
    )
    assert [one.title for one in later.proposals if one.outcome == "asked"] == [other[0]]


@pytest.mark.parametrize(
    ("name", "register", "headings", "rows"),
    [
        (
            "Indicators", "indicators", ("Ref", "Indicator", "Unit", "Target", "Q1 2025/26"),
            (("I1", "Burglaries", "Number", 40, 9), ("I2", "Robberies", "Number", 20, 4), ("I3", "Arson", "Number", 9, 2)),
        ),
        (
            "Grants", "allocations", ("Funding stream", "Project", "Provider", "Amount"),
            (("Safety fund", "Night bus", "Night Safe", 900), ("Safety fund", "Boxing", "ABC", 800), ("Safety fund", "Gates", "Council", 700)),
        ),
        (
            "Contacts", "people", ("Name", "Organisation", "Job title", "Email"),
            (("Ann Ash", "Police", "Inspector", "a@example.org"), ("Bob Birch", "Council", "Officer", "b@example.org"),
             ("Cy Cedar", "Fire Service", "Manager", "c@example.org")),
        ),
        (
            "Action log", "log_entries", ("No", "Date raised", "Action", "Owner", "Status"),
            ((1, "01/05/2025", "Share the map", "Police", "Open"), (2, "01/05/2025", "Ask for figures", "Council", "Open"),
             (3, "01/06/2025", "Book the hall", "Council", "Open")),
        ),
    ],
)  # fmt: skip
def test_what_is_gone_is_listed_in_every_register_that_is_kept_up(
    ws: Workspace, tmp_path: Path, name: str, register: str, headings: tuple[str, ...], rows: tuple[Any, ...]
) -> None:
    bring_in(ws, sheet(tmp_path / "early.xlsx", name, headings, *rows))
    later = preview_import(ws, sheet(tmp_path / "later.xlsx", name, headings, *rows[:2]), year=_YEAR)
    told = {proposal.record for proposal in later.proposals if proposal.outcome == "same"}
    (missing,) = {found["id"] for found in ws.records(register)} - told
    (gone,) = later.gone
    assert (gone.register, gone.record) == (register, missing)
    before = ws.records(register)
    apply_import(ws, choose(ws, later, {gone.key: "retire"} if register == "allocations" else {}))
    changed = [record for record in ws.records(register) if record not in before]
    assert [(record["id"], record["status"]) for record in changed] == (
        [(missing, "withdrawn")] if register == "allocations" else []
    )


def test_another_part_of_a_plan_makes_nothing_gone(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Action plan", _PLAN_HEADINGS, *_EARLY))
    others = [("Renew the alley gates", *_EARLY[0][1:]), _EARLY[2]]
    part = sheet(tmp_path / "part.xlsx", "Action plan", _PLAN_HEADINGS, *others)
    assert preview_import(ws, part, year=_YEAR).gone == []


def test_a_mapping_settled_once_serves_every_file_of_its_shape(ws: Workspace, tmp_path: Path) -> None:
    headings = ("Aaa", "Bbb")
    path = sheet(tmp_path / "one.xlsx", "A", headings, ("one thing", "x"), ("other thing", "y"))
    preview = preview_import(ws, path, year=_YEAR)
    (table,) = preview.reading.mapped
    mapping = propose_as("agencies", table.table).with_column(1, "agencies", "name")
    apply_import(ws, map_table(ws, preview, table, mapping, _YEAR))
    ws.undo()
    # Taking the records back keeps how the table is read, for this file and others.
    assert ws.records("agencies") == []
    other = sheet(tmp_path / "two.xlsx", "B", headings, ("third thing", "z"), ("fourth thing", "y"))
    bring_in(ws, other)
    assert sorted(found["name"] for found in ws.records("agencies")) == ["fourth thing", "third thing"]
    ws.undo()
    assert ws.undoable is None


# The plan it goes into


def with_plan(ws: Workspace, first: int) -> str:
    (partnership,) = ws.records("partnerships")
    plan = Insert(
        "plans",
        {"partnership": partnership["id"], "title": f"Annual plan {FinancialYear(first).label}",
         "first_year": first, "last_year": first, "status": "draft"},
    )  # fmt: skip
    ws.apply([plan])
    return plan.id


def test_a_plan_with_nothing_in_it_takes_the_year_of_the_first_file(ws: Workspace, tmp_path: Path) -> None:
    plan = with_plan(ws, 2026)
    rows = [("Action plan 2025/26",), _PLAN_HEADINGS, *_EARLY]
    path = sheet(tmp_path / "early.xlsx", "Action plan", *rows)
    preview = preview_import(ws, path)
    (of_plan,) = [one for one in preview.proposals if one.register == "plans"]
    assert "Annual plan 2026/27 has nothing in it yet, so it becomes the plan for 2025/26." in preview.notes
    assert (of_plan.outcome, of_plan.differences["first_year"]) == ("updated", (2026, 2025))
    apply_import(ws, preview)
    (only,) = ws.records("plans")
    assert (only["id"], only["title"]) == (plan, "Annual plan 2025/26")
    assert (only["first_year"], only["last_year"]) == (2025, 2025)
    assert {found["quarter"][:4] for found in ws.records("updates")} == {"2025"}
    # With something in it, it is that year's and stays so.
    rows[0] = ("Action plan 2027/28",)
    apply_import(ws, preview_import(ws, sheet(tmp_path / "next.xlsx", "Action plan", *rows)))
    assert sorted(found["first_year"] for found in ws.records("plans")) == [2025, 2027]


def test_a_file_that_names_no_year_is_read_in_that_of_the_plan(ws: Workspace, tmp_path: Path) -> None:
    with_plan(ws, 2025)
    path = sheet(tmp_path / "early.xlsx", "Actions", (*_PLAN_HEADINGS[:4], "Update Q2"), *_EARLY)
    apply_import(ws, preview_import(ws, path))
    assert {found["quarter"] for found in ws.records("updates")} == {"2025-Q2"}
    assert len(ws.records("plans")) == 1


def test_quarters_belong_to_the_year_of_the_plan_somebody_chose(ws: Workspace, tmp_path: Path) -> None:
    plan = with_plan(ws, 2025)
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Actions", _PLAN_HEADINGS, *_EARLY))
    rows = [("Action plan 2026/27",), (*_PLAN_HEADINGS[:4], "Update Q3"), *_EARLY]
    path = sheet(tmp_path / "next.xlsx", "Actions", *rows)
    preview = preview_import(ws, path, plan=plan)
    quarters = {one.values["quarter"] for one in preview.proposals if one.register == "updates"}
    assert quarters == {"2025-Q3"}
    assert not [note for note in preview.notes if "another year" in note]
    reading = read_source(path, None, None, mappings_for(ws, None, plan))
    assert compare(ws, reading, path.name).proposals[0].values["first_year"] == 2026


def test_another_year_than_the_plans_is_taken_where_somebody_says_so_and_not_without_a_word(
    ws: Workspace, tmp_path: Path
) -> None:
    plan = with_plan(ws, 2025)
    bring_in(ws, sheet(tmp_path / "early.xlsx", "Actions", _PLAN_HEADINGS, *_EARLY))
    path = sheet(tmp_path / "next.xlsx", "Actions", (*_PLAN_HEADINGS[:4], "Update Q3"), *_EARLY)
    preview = preview_import(ws, path, plan=plan, year=FinancialYear(2026))
    assert {one.values["quarter"] for one in preview.proposals if one.register == "updates"} == {"2026-Q3"}
    (title,) = [found["title"] for found in ws.records("plans")]
    assert preview.notes[1:] == [
        f"The quarters are those of 2026/27, and {title} is of another year: choose the year or the plan above again "
        "where that is not meant."
    ]


_NUMBERED = ("Ref", *_PLAN_HEADINGS[:4])
_FIRST = (
    ("1", "Train door staff", "Police", "30/09/2025", "In progress"),
    ("2", "Open a safe space", "Council", "31/12/2025", "Not started"),
    ("3", "Publish the newsletter", "Council", "30/06/2025", "In progress"),
)
_SECOND = (
    ("1", "Train door staff", "Police", "31/10/2025", "Complete"),
    ("2", "Open a safe space in town", "Council", "31/12/2025", "In progress"),
    ("4", "Mark bikes at the market", "Police", "31/03/2026", "Not started"),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Action plan Q1", "Action plan Q2"), ("Plan", "Plan (2)"), ("Violence", "Violence Q2"), ("Sheet1", "Violence")],
)  # fmt: skip
def test_a_renamed_sheet_is_the_same_plan(ws: Workspace, tmp_path: Path, before: str, after: str) -> None:
    bring_in(ws, sheet(tmp_path / "a.xlsx", before, _NUMBERED, *_FIRST))
    (priority,) = ws.records("plan_items", {"level": "priority"})
    preview = bring_in(ws, sheet(tmp_path / "b.xlsx", after, _NUMBERED, *_SECOND))
    assert ws.records("plan_items", {"level": "priority"}) == [priority]
    assert titles(ws, "plan_items") == [
        "Mark bikes at the market",
        "Open a safe space in town",
        "Publish the newsletter",
        "Train door staff",
    ]
    gone = [proposal.values["title"] for proposal in preview.proposals if proposal.outcome == "gone"]
    assert gone == ["Publish the newsletter"]


def test_other_actions_of_the_same_numbers_are_another_priority(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, sheet(tmp_path / "a.xlsx", "Violence", _NUMBERED, *_FIRST))
    other = (
        ("1", "Give locks to victims", "Council", "30/09/2025", "Open"),
        ("2", "Mark bikes", "Police", "TBC", "Open"),
    )
    preview = bring_in(ws, sheet(tmp_path / "b.xlsx", "Burglary", _NUMBERED, *other))
    found = {item["title"] for item in ws.records("plan_items", {"level": "priority"})}
    assert found == {"Violence", "Burglary"}
    assert not [proposal for proposal in preview.proposals if proposal.outcome == "gone"]


_GRANTS = (
    ("Pot", "Project", "Provider", "Amount"),
    ("Safer Streets", "Town park cameras", "Council", 40_000),
    ("Safer Streets", "Alley gates", "Council", 9_000),
    ("Violence Duty", "Door staff training", "Police", 4_000),
)


def test_projects_under_another_stream_than_before_are_asked_about_and_never_doubled(
    ws: Workspace, tmp_path: Path
) -> None:
    first = sheet(tmp_path / "first.xlsx", "Tracker", *(row[1:] for row in _GRANTS))
    bring_in(ws, first, take_doubtful=True)
    again = bring_in(ws, sheet(tmp_path / "again.xlsx", "Tracker", *_GRANTS))
    asked = [proposal for proposal in again.proposals if proposal.register == "allocations"]
    assert [proposal.outcome for proposal in asked] == ["asked"] * 3
    assert len(ws.records("allocations")) == 3

    taken = choose(ws, again, {proposal.key: "update" for proposal in asked})
    apply_import(ws, taken)
    streams = {stream["id"]: stream["name"] for stream in ws.records("funding_streams")}
    kept = {found["project"]: streams[found["stream"]] for found in ws.records("allocations")}
    assert kept == {project: pot for pot, project, *_ in _GRANTS[1:]}


def test_one_project_paid_from_two_streams_stays_two(ws: Workspace, tmp_path: Path) -> None:
    rows = (*_GRANTS, ("Violence Duty", "Alley gates", "Council", 1_500))
    for name in ("first.xlsx", "again.xlsx"):
        preview = bring_in(ws, sheet(tmp_path / name, "Tracker", *rows))
        assert not [proposal for proposal in preview.proposals if proposal.outcome == "asked"]
    assert sorted(found["amount"] for found in ws.records("allocations")) == [
        150_000,
        400_000,
        900_000,
        4_000_000,
    ]


@pytest.mark.parametrize("how", ["hidden row", "name gone"])
def test_what_stands_in_the_sheet_unread_is_not_called_gone(ws: Workspace, tmp_path: Path, how: str) -> None:
    bring_in(ws, sheet(tmp_path / "april.xlsx", "Risk register", _RISK_HEADINGS, *_APRIL))
    later = sheet(tmp_path / "july.xlsx", "Risk register", _RISK_HEADINGS, *_APRIL)
    book = openpyxl.load_workbook(later)
    made = book["Risk register"]
    if how == "hidden row":
        made.row_dimensions[3].hidden = True
    else:
        made["B3"] = None
    book.save(later)
    preview = bring_in(ws, later)
    assert not [proposal for proposal in preview.proposals if proposal.outcome == "gone"]
    without = sheet(tmp_path / "august.xlsx", "Risk register", _RISK_HEADINGS, _APRIL[0], _APRIL[2])
    gone = [proposal for proposal in bring_in(ws, without).proposals if proposal.outcome == "gone"]
    assert [proposal.values["ref"] for proposal in gone] == ["R2"]
