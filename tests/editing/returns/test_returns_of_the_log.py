"""The log in returns: who is asked about which entry, what the row says, and rows a partner adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from returning_partner import Sheet, fill_in, of, take_in

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.corrections import write_corrections
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.lead_officers import parts_by_officer
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.rows import rows_by_recipient
from csp_desktop.editing.returns.settling import accept_proposal
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
HEADINGS = [
    "Row code", "Record id", "Ref", "Kind", "From", "What is to be done", "Due", "What you said in Q1", "Q1 status",
    "Update", "Status", "New date",
]  # fmt: skip


class Logged:
    """A file whose log has entries for an agency, for a group, for nobody, and finished ones."""

    def __init__(self, path: Path) -> None:
        made: list[Insert] = []

        def add(register: str, **values: object) -> str:
            made.append(Insert(register, values))
            return made[-1].id

        partnership = add("partnerships", name="Westmere CSP", short_name="Westmere")
        self.plan = add("plans", partnership=partnership, title="Plan", first_year=2026, last_year=2026)
        self.police = add("agencies", name="County Police", short_name="Police")
        board = add("groups", partnership=partnership, name="Executive Board", short_name="Board")
        meeting = add("meetings", partnership=partnership, group=board, held_on="2026-07-14")

        def entry(title: str, kind: str = "meeting action", **values: object) -> str:
            return add("log_entries", partnership=partnership, title=title, kind=kind, **values)

        mine = {"lead_agencies": (self.police,)}
        self.action = entry(
            "Circulate the agreement", ref="1", source="4.2", meeting=meeting, due_on="2026-07-31", **mine
        )
        self.order = entry(
            "Town centre order", "order or agreement", starts_on="2023-10-20", expires_on="2026-10-19",
            review_on="2026-07-19", **mine,
        )  # fmt: skip
        self.moved = entry("Write a protocol", "review recommendation", source="Review A", **mine)
        add("log_updates", entry=self.moved, quarter=Q1.code, narrative="Drafted", new_due_on="2026-09-30")
        self.begun = entry("Tell the commissioner", "duty", source="Regulations of 2012", **mine)
        add("log_updates", entry=self.begun, quarter=Q2.code, narrative="Sent", status="in progress")
        self.of_group = entry("Choose a chair", group=board)
        entry("Nobody's yet")
        sergeant = {"name": "Harm reduction sergeant", "job_title": "Harm reduction sergeant"}
        self.sergeant = add("people", agency=self.police, **sergeant)
        entry("Map the alleys", ref="9", owner="Harm Reduction Sergeant")
        entry("Decided after the quarter", raised_on="2026-10-13", **mine)
        entry("Over and done with", completed_on="2026-06-02", **mine)
        lapsed = entry("An old order", "order or agreement", expires_on="2025-03-31", **mine)
        add("log_updates", entry=lapsed, quarter=Q1.code, status="lapsed")
        with Workspace.create(path) as workspace:
            workspace.apply(made, "start", kind="start")


@pytest.fixture
def logged(tmp_path: Path) -> Logged:
    return Logged(tmp_path / "log.csp")


def test_open_entries_go_to_their_leads_and_come_back(logged: Logged, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "log.csp", backup=False) as ws:
        exported = {one.recipient: one for one in export_returns(ws, logged.plan, Q2, tmp_path / "out")}
        assert {name: one.rows for name, one in exported.items()} == {"Board": 1, "Police": 5}
        # An update and a status are waited for on each row; those of the duty are known already.
        assert (exported["Board"].to_fill, exported["Police"].to_fill) == (2, 8)
        parts = parts_by_officer(
            ws.plan_records(logged.plan),
            Recipient("agency", logged.police),
            rows_by_recipient(ws.plan_records(logged.plan), Q2)[Recipient("agency", logged.police)],
        )
        assert {who: len(rows["log"]) for who, rows in parts.items()} == {logged.sergeant: 1, None: 4}
        path = exported["Police"].path
        sheet = load_workbook(path)["Log"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        assert rows[0] == HEADINGS
        told = {row[5]: (row[2], row[3], row[4], *row[6:]) for row in rows[1:]}
        assert told == {
            "Circulate the agreement": (
                "1", "Meeting action", "Board 14 Jul 2026, 4.2", "31 Jul 2026", None, "Not started", None, None, None,
            ),
            "Map the alleys": ("9", "Meeting action", None, None, None, "Not started", None, None, None),
            "Write a protocol": (
                None, "Review recommendation", "Review A", "30 Sep 2026", "Drafted", "Not started", None, None, None,
            ),
            "Town centre order": (
                None, "Order or agreement", None, "Expires 19 Oct 2026; review by 19 Jul 2026", None, "In progress",
                None, None, None,
            ),
            "Tell the commissioner": (
                None, "Duty", "Regulations of 2012", None, None, "Not started", "Sent", "In progress", None,
            ),
        }  # fmt: skip
        assert all(row[0].startswith("L0") for row in rows[1:])
        paper = {form.recipient: form for form in paper_returns(ws, logged.plan, Q2)}
        assert [sheet.key for sheet in paper["Police"].sheets if sheet.rows] == ["log"]

        def reply(book: Workbook) -> None:
            log = Sheet(book["Log"])
            log["Town centre order", "Update"] = "Made again."
            log["Town centre order", "New date"] = "19/10/2029"
            log["Circulate the agreement", "Status"] = "Closed"
            log["Write a protocol", "Status"] = "nearly"
            log["Write a protocol", "New date"] = "end of the year"
            book["Log"].cell(9, 6).value = "Invite the new deputy"
            book["Log"].cell(9, 10).value = "Police will write"
            book["Log"].cell(9, 12).value = "30/11/2026"

        preview = take_in(ws, fill_in(path, reply))
        (file,) = preview.files
        assert {found.cell for found in of(preview, "changed")} == {"J7", "L7", "K4"}
        assert {(found.cell, found.outcome) for found in file.questions} == {
            ("K6", "rejected"), ("L6", "ask"), ("J9, L9", "proposed row"),
        }  # fmt: skip
        counted = file.as_json()["conservation"]
        assert counted == {"filled": 10, "applied": 3, "unchanged": 2, "asked": 5, "outside": 0}
        updates = {found["entry"]: found for found in ws.records("log_updates", {"quarter": Q2.code})}
        assert updates[logged.order]["new_due_on"] == "2029-10-19"
        assert updates[logged.action]["status"] == "complete"
        assert logged.moved not in updates
        (corrections,) = write_corrections(ws, logged.plan, Q2, tmp_path / "back")
        sheet = load_workbook(corrections.path)["Log"]
        assert [cell.coordinate for row in sheet for cell in row if cell.comment] == ["K6", "L6"]
        assert [cell.coordinate for row in sheet for cell in row if not cell.protection.locked] == [
            "K6",
            "L6",
        ]
        proposed = next(
            question for question in open_questions(ws, logged.plan, Q2) if question.finding.proposal
        )
        accept_proposal(ws, proposed.file_id, proposed.index, "log entry", None)
        made = next(one for one in ws.records("log_entries") if one["title"] == "Invite the new deputy")
        assert (made["kind"], made["lead_agencies"], made["due_on"]) == (
            "meeting action", (logged.police,), "2026-11-30",
        )  # fmt: skip
        assert made["notes"] == "Update: Police will write\nNew date: 30/11/2026"
