"""A later sheet of a plan: what is due, who leads and what is done follow it, and none of its words is lost."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, choose, compare
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

HEADINGS = ("Ref", "Action", "Lead", "Timescale", "Status")


def bring_in(ws: Workspace, *rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> ImportPreview:
    mappings = Mappings()
    reading = read_grids([Grid.of_rows("Plan", [headings, *rows])], FinancialYear(2026), mappings)
    preview = compare(ws, reading, "plan.xlsx", mappings=mappings)
    apply_import(ws, preview)
    return preview


def action(ws: Workspace, ref: str = "1.1") -> dict[str, Any]:
    (found,) = ws.records("plan_items", {"ref": ref})
    return found


def row(
    ref: str = "1.1", lead: str = "Police", due: str = "30/06/2026", status: str = "In progress"
) -> tuple[Any, ...]:
    return (ref, f"Close gate {ref} for good", lead, due, status)


@pytest.mark.parametrize(
    ("timescale", "due"),
    [
        ("Ongoing", None),
        ("TBC", None),
        ("30/06/2026, now moved to 30/11/2026", "2026-11-30"),
        ("Q4", "2027-03-31"),
    ],
)
def test_a_day_due_goes_with_its_timescale(ws: Workspace, timescale: str, due: str | None) -> None:
    bring_in(ws, row())
    assert action(ws)["due_on"] == "2026-06-30"
    bring_in(ws, row(due=timescale))
    assert (action(ws)["timescale"], action(ws)["due_on"]) == (timescale, due)


def test_a_day_due_put_in_by_hand_stays_while_the_timescale_does(ws: Workspace) -> None:
    bring_in(ws, row())
    ws.apply([Update("plan_items", action(ws)["id"], {"due_on": "2026-07-15"})])
    bring_in(ws, row(status="Complete"))
    assert action(ws)["due_on"] == "2026-07-15"


def test_one_column_of_leads_says_all_of_who_leads(ws: Workspace) -> None:
    (partnership,) = ws.records("partnerships")
    ws.apply(
        [
            Insert(
                "groups",
                {"partnership": partnership["id"], "name": "Joint Action Group", "short_name": "JAG"},
            )
        ]
    )

    def leads(ref: str) -> list[int]:
        return [len(action(ws, ref)[name]) for name in ("lead_agencies", "lead_groups", "lead_officers")]

    refs = ("1.1", "1.2", "1.3")
    bring_in(
        ws,
        *(
            row(ref, lead)
            for ref, lead in zip(refs, ("Police", "JAG", "Community Safety Manager"), strict=True)
        ),
    )
    assert [leads(ref) for ref in refs] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    bring_in(ws, *(row(ref, lead) for ref, lead in zip(refs, ("JAG", "Police", "Health Board"), strict=True)))
    assert [leads(ref) for ref in refs] == [[0, 1, 0], [1, 0, 0], [1, 0, 0]]


def test_an_officer_put_in_by_hand_beside_the_agency_stays(ws: Workspace) -> None:
    bring_in(ws, row())
    ws.apply([Insert("people", {"name": "Ann Marsh", "job_title": "Inspector"}, "ann")])
    ws.apply([Update("plan_items", action(ws)["id"], {"lead_officers": ("ann",)})])
    bring_in(ws, row(status="Complete"))
    bring_in(ws, row(lead="Council", status="Complete"))
    assert action(ws)["lead_officers"] == ("ann",)


def test_what_is_in_progress_again_is_not_completed(ws: Workspace) -> None:
    bring_in(ws, row(status="Completed 12/06/2026"))
    assert (action(ws)["status"], action(ws)["completed_on"]) == ("complete", "2026-06-12")
    bring_in(ws, row(status="In progress"))
    assert (action(ws)["status"], action(ws)["completed_on"]) == ("in progress", None)


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        ("In progress – delayed by staffing", "in progress"),
        ("Not started: awaiting funds", "not started"),
        ("Complete - June 2026", "complete"),
        ("Closed – merged with 1.2", "complete"),
    ],
)
def test_what_a_status_says_besides_is_kept(ws: Workspace, status: str, stands: str) -> None:
    bring_in(ws, row(status=status))
    assert action(ws)["status"] == stands
    assert action(ws)["notes"] == f"Status: {status}"


def test_what_a_rating_says_besides_is_kept(ws: Workspace) -> None:
    bring_in(ws, (*row(), "Amber (staffing)"), headings=(*HEADINGS, "Q1 RAG"))
    (update,) = ws.records("updates")
    assert (update["rag"], action(ws)["notes"]) == ("amber", "Q1 RAG: Amber (staffing)")


@pytest.mark.parametrize("status", ["On track", "Complete", "Complete\nComplete", "Not started"])
def test_a_status_that_says_no_more_leaves_no_note(ws: Workspace, status: str) -> None:
    bring_in(ws, row(status=status))
    assert action(ws)["notes"] is None


PLAN = ("Priority", "Ref", "Action", "Lead", "Q1 update")


def plan_of(
    ws: Workspace,
    *rows: tuple[Any, ...],
    sheet: str = "Plan",
    headings: tuple[str, ...] = PLAN,
    **choices: str,
) -> ImportPreview:
    """A plan brought in; each question about a record of this title answered so."""
    mappings = Mappings()
    preview = compare(
        ws,
        read_grids([Grid.of_rows(sheet, [headings, *rows])], FinancialYear(2026), mappings),
        "plan.xlsx",
        mappings=mappings,
    )
    keys = {
        proposal.key: choices[proposal.title] for proposal in preview.proposals if proposal.title in choices
    }
    preview = choose(ws, preview, keys) if keys else preview
    apply_import(ws, preview)
    return preview


THREE = (
    ("Violence", "1.1", "Train door staff in all venues", "Police", "First two venues"),
    ("Violence", "1.2", "Open a safe space on Fridays", "Council", "A hall was found"),
    ("Disorder", "2.1", "Publish the newsletter", "Council", "Out in May"),
    ("Disorder", "2.2", "Patrol the parks by bicycle", "Police", "Six patrols"),
    ("Burglary", "3.1", "Visit hostels every month", "Police", "Two visits"),
)


def priorities(ws: Workspace) -> dict[str, str]:
    """The priority of each action."""
    items = {item["id"]: item for item in ws.records("plan_items")}
    return {
        item["title"]: items[item["parent"]]["title"] for item in items.values() if item["level"] == "action"
    }


@pytest.mark.parametrize("sheet", ["Police", "Sheet1", "Police actions"])
def test_one_leads_extract_moves_no_action_and_makes_no_priority(ws: Workspace, sheet: str) -> None:
    plan_of(ws, *THREE)
    before = priorities(ws)
    theirs = [(*row[1:4], f"{row[4]}, then more") for row in THREE if row[3] == "Police"]
    preview = plan_of(ws, *theirs, sheet=sheet, headings=(*PLAN[1:4], "Q2 update"))
    assert not [proposal for proposal in preview.proposals if proposal.outcome == "asked"]
    assert priorities(ws) == before
    assert len(ws.records("plan_items", {"level": "priority"})) == 3
    assert len([update for update in ws.records("updates") if update["quarter"] == "2026-Q2"]) == 3


def test_a_renamed_priority_is_asked_about_with_what_stands_under_it(ws: Workspace) -> None:
    plan_of(ws, *THREE)
    renamed = [("Homes and burglary" if row[0] == "Burglary" else row[0], *row[1:]) for row in THREE]
    plan_of(ws, *renamed)
    assert set(priorities(ws).values()) == {"Violence", "Disorder", "Burglary"}
    plan_of(ws, *renamed, **{"Homes and burglary": "update"})
    assert set(priorities(ws).values()) == {"Violence", "Disorder", "Homes and burglary"}
    assert len(ws.records("plan_items", {"level": "priority"})) == 3


def test_what_a_log_dropped_once_it_was_done_is_not_called_gone(ws: Workspace) -> None:
    headings = ("Action no", "Meeting", "Action", "Owner", "Due date", "Status")
    rows = [
        ("A1", "14/04/2026", "Circulate the terms of reference", "Ann Marsh", "31/05/2026", "Complete"),
        ("A2", "14/04/2026", "Ask the hospital for figures", "Ben Hollow", "31/05/2026", "Open"),
        ("A3", "14/04/2026", "Invite the youth service", "Cass Ridge", "31/05/2026", "Open"),
        ("A4", "14/04/2026", "Book a hall for autumn", "Cass Ridge", "31/05/2026", "Open"),
    ]
    plan_of(ws, *rows, sheet="Action log", headings=headings)
    assert len(ws.records("log_entries")) == 4
    preview = plan_of(ws, *rows[1:3], sheet="Action log", headings=headings)
    gone = [proposal.title for proposal in preview.proposals if proposal.outcome == "gone"]
    assert gone == ["Book a hall for autumn"]


def test_a_moved_action_counts_each_value_once_and_shows_no_id(ws: Workspace) -> None:
    plan_of(ws, *THREE)
    moved = [("Disorder", "2.3", *THREE[0][2:]), *THREE[1:]]
    preview = plan_of(ws, *moved)
    cells = list(preview.reading.cells)
    assert len(cells) == len(PLAN) * (len(THREE) + 1)
    assert not {cell.text for cell in cells} & {item["id"] for item in ws.records("plan_items")}


def test_actions_numbered_anew_each_meeting_are_of_the_meeting_named_over_them(ws: Workspace) -> None:
    def notes(day: str, *actions: str) -> None:
        rows = [
            ("Community Safety Partnership",),
            (f"Action notes of the meeting held on {day}",),
            ("No", "Action", "Who", "By when"),
            *((at, action, "Council", "1 September 2026") for at, action in enumerate(actions, start=1)),
        ]
        apply_import(
            ws, compare(ws, read_grids([Grid.of_rows("Actions", rows)], FinancialYear(2026)), "notes.xlsx")
        )

    notes("14 April 2026", "Circulate the terms of reference", "Send dates of the meetings")
    notes("14 July 2026", "Circulate the revised strategy", "Send dates of the meetings")
    days = {meeting["id"]: meeting["held_on"] for meeting in ws.records("meetings")}
    told = sorted(
        (days[entry["meeting"]], entry["ref"], entry["title"]) for entry in ws.records("log_entries")
    )
    assert told == [
        ("2026-04-14", "1", "Circulate the terms of reference"),
        ("2026-04-14", "2", "Send dates of the meetings"),
        ("2026-07-14", "1", "Circulate the revised strategy"),
        ("2026-07-14", "2", "Send dates of the meetings"),
    ]


@pytest.mark.parametrize("dropped", [0, 1])
def test_numbers_that_close_up_leave_each_action_its_history(ws: Workspace, dropped: int) -> None:
    titles = [f"Hold hate crime sessions in {place}" for place in ("primary schools", "secondary schools", "housing offices", "taxi firms")]  # fmt: skip
    headings = ("Ref", "Action", "Lead", "Timescale")
    for quarter, told in (("Q1", titles), ("Q2", titles[:dropped] + titles[dropped + 1 :])):
        rows = [
            (f"1.{at}", title, "Police", "March 2027", f"{quarter} of {title}")
            for at, title in enumerate(told, 1)
        ]
        bring_in(ws, *rows, headings=(*headings, f"{quarter} update"))
    items = {item["id"]: item["title"] for item in ws.records("plan_items")}
    updates = ws.records("updates")
    assert len(updates) == 7
    assert all(items[update["item"]] in update["narrative"] for update in updates)


def test_a_number_used_again_for_something_else_is_asked_about(ws: Workspace) -> None:
    bring_in(ws, ("1.1", "Install cameras in the bus station", "Council", "June 2026", "Complete"))
    preview = bring_in(ws, ("1.1", "Install lighting in the car park", "Police", "March 2027", "Not started"))
    (asked,) = [proposal for proposal in preview.proposals if proposal.values.get("ref") == "1.1"]
    assert asked.outcome == "asked"
    assert action(ws)["title"] == "Install cameras in the bus station"


def test_a_note_of_a_column_is_last_what_the_column_says_now(ws: Workspace) -> None:
    for words in ("Low", "High", "Low", "Low"):
        bring_in(ws, (*row(), words), headings=(*HEADINGS, "Risk to delivery"))
    assert action(ws)["notes"] == "Risk to delivery: High\nRisk to delivery: Low"


@pytest.mark.parametrize("heading", ["Latest review", "Last reviewed", "Date of latest review"])
def test_the_last_review_of_a_risk_is_not_its_next(ws: Workspace, heading: str) -> None:
    headings = ("Ref", "Risk", "Likelihood", "Impact", heading, "Status")
    rows = [
        ("R1", "The grant ends in spring", 3, 4, "Reviewed by the board on 14 June 2026", "Open"),
        ("R2", "Staff leave", 2, 3, "Reviewed on 3 June 2026", "Open"),
    ]
    reading = read_grids([Grid.of_rows("Risk register", [headings, *rows])], FinancialYear(2026))
    apply_import(ws, compare(ws, reading, "risks.xlsx"))
    assert [risk["review_on"] for risk in ws.records("risks")] == [None, None]


def test_whoever_is_named_only_in_what_is_left_out_is_not_made(ws: Workspace) -> None:
    rows = [
        ("1.1", "Close the alley gates", "Wildlife Trust", "June 2026", "Open"),
        ("1.2", "Light the park", "Parks Trust", "June 2026", "Open"),
    ]
    mappings = Mappings()
    preview = compare(
        ws,
        read_grids([Grid.of_rows("Plan", [HEADINGS, *rows])], FinancialYear(2026), mappings),
        "plan.xlsx",
        mappings=mappings,
    )
    (first,) = [proposal.key for proposal in preview.proposals if proposal.values.get("ref") == "1.1"]
    left = choose(ws, preview, {first: "leave out"})
    apply_import(ws, left)
    assert [agency["name"] for agency in ws.records("agencies")] == ["Parks Trust"]
    assert {cell.text for cell in left.reading.cells if cell.mark.message == "Left out by you."} >= {
        "Wildlife Trust"
    }
