"""The dated things councils keep in sheets of their own: each kind lands in the log, and nowhere twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2026)
SHEETS: dict[str, list[tuple[Any, ...]]] = {
    "Action log": [
        ("No", "Meeting date", "Minute", "Action", "Owner", "Due", "Status", "Update"),
        ("1", "14/07/2026", "4.2", "Circulate the agreement", "Police", "31/07/2026", "Closed", "Sent"),
        ("2", "14/07/2026", "6.1", "Ask for a deputy", "Partnership Coordinator", "01/09/2026", "Open", "Chased"),
        ("1", "13/10/2026", "3.3", "Bring options to the next meeting", "Finance", "13/01/2027", "Open", None),
    ],
    "DHR recommendations": [
        ("Review", "Rec no", "Recommendation", "Scope", "Lead agency", "Target date", "Date completed and outcome", "RAG"),
        ("Review A", "1", "Ask about abuse at every visit", "Local", "ICB", "31/12/2026", None, "A"),
        ("Review A", "2", "Share risk between areas", "Regional", "Police", "30/09/2026", "Signed 22 Sept 2026", "B"),
    ],
    "PSPO register": [
        ("Order", "Area", "Made on", "Expires on", "Restrictions", "Review due"),
        ("Town centre PSPO", "Westmere", "20/10/2023", "19/10/2026", "Alcohol", "19/07/2026"),
    ],
    "Sharing agreements": [
        ("Agreement", "Parties", "Date signed", "Review date", "Expiry date", "Owner", "Status"),
        ("Sharing for case conferences", "Police, Council", "01/05/2024", "01/05/2026", "30/04/2029", "Police", "Live"),
    ],
    "Statutory duties": [
        ("Duty", "Legislation", "By when", "Lead", "Evidence", "Status"),
        ("Review the partnership plan", "1998 Act, section 6", "31/03/2027", "Council", "On the website", "In progress"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, ImportPreview]]:
    """Every sheet brought into a file that knows the police and the council."""
    with Workspace.create(tmp_path_factory.mktemp("log") / "mine.csp") as ws:
        partners = [
            Insert("agencies", {"name": name, "short_name": name})
            for name in ("Police", "Council", "County Council")
        ]
        ws.apply([Insert("partnerships", {"name": "Westmere", "short_name": "W"}), *partners], kind="start")
        preview = compare(ws, _read(), "theirs.xlsx")
        apply_import(ws, preview)
        yield ws, preview


def _read() -> Any:
    return read_grids([Grid.of_rows(name, rows) for name, rows in SHEETS.items()], YEAR, Mappings())


def _by_title(ws: Workspace) -> dict[str, dict[str, Any]]:
    agencies = {found["id"]: found["short_name"] for found in ws.records("agencies")}
    meetings = {found["id"]: found["held_on"] for found in ws.records("meetings")}
    said = {found["entry"]: found for found in ws.records("log_updates")}
    return {
        entry["title"]: {
            **entry,
            "lead_agencies": [agencies[agency] for agency in entry["lead_agencies"]],
            "meeting": meetings.get(entry["meeting"]),
            "said": (said[entry["id"]]["status"], said[entry["id"]]["narrative"])
            if entry["id"] in said
            else None,
        }
        for entry in ws.records("log_entries")
    }


def test_each_sheet_is_of_its_kind_and_nothing_is_a_plan_action(
    taken: tuple[Workspace, ImportPreview],
) -> None:
    ws, preview = taken
    assert {name: entry["kind"] for name, entry in _by_title(ws).items()} == {
        "Circulate the agreement": "meeting action",
        "Ask for a deputy": "meeting action",
        "Bring options to the next meeting": "meeting action",
        "Ask about abuse at every visit": "review recommendation",
        "Share risk between areas": "review recommendation",
        "Town centre PSPO": "order or agreement",
        "Sharing for case conferences": "order or agreement",
        "Review the partnership plan": "duty",
    }
    assert ws.records("plan_items") == []
    (board,) = ws.records("agencies", {"short_name": "ICB"})
    assert board["kind"] == "responsible authority"
    # Who signed an agreement may lead on it, and would be asked for a return.
    asked = {cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"}
    assert asked == {"Police, Council"}
    noted = {cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "noted"}
    assert noted == {"Alcohol"}


def test_every_cell_of_an_entry_is_in_its_field(taken: tuple[Workspace, ImportPreview]) -> None:
    ws, _ = taken
    found = _by_title(ws)
    sent, deputy = found["Circulate the agreement"], found["Ask for a deputy"]
    assert (sent["ref"], sent["source"], sent["meeting"]) == ("1", "4.2", "2026-07-14")
    assert (sent["due_on"], sent["said"]) == ("2026-07-31", ("complete", "Sent"))
    # An owner who is an agency here leads, and so is asked; a post or a team stays in words.
    assert (sent["lead_agencies"], sent["owner"]) == (["Police"], None)
    assert (deputy["lead_agencies"], deputy["owner"]) == ([], "Partnership Coordinator")
    assert deputy["said"] == ("in progress", "Chased")
    assert len(ws.records("meetings")) == 2
    shared = found["Share risk between areas"]
    assert (shared["source"], shared["ref"], shared["area"]) == ("Review A", "2", "Regional")
    assert (shared["completed_on"], shared["outcome"]) == ("2026-09-22", "Signed 22 Sept 2026")
    assert shared["said"] == ("complete", None) and shared["notes"] == "RAG: B"
    assert found["Ask about abuse at every visit"]["said"] == ("in progress", None)
    order = found["Town centre PSPO"]
    assert order["lead_agencies"] == ["Council"]
    assert [order[name] for name in ("starts_on", "expires_on", "review_on", "area", "notes")] == [
        "2023-10-20", "2026-10-19", "2026-07-19", "Westmere", "Restrictions: Alcohol",
    ]  # fmt: skip
    agreed = found["Sharing for case conferences"]
    assert (agreed["starts_on"], agreed["expires_on"]) == ("2024-05-01", "2029-04-30")
    assert agreed["said"] == ("in progress", None) and agreed["notes"] is None
    duty = found["Review the partnership plan"]
    assert (duty["source"], duty["evidence"]) == ("1998 Act, section 6", "On the website")
    assert (duty["due_on"], duty["lead_agencies"]) == ("2027-03-31", ["Council"])


def test_the_same_sheets_again_change_nothing(taken: tuple[Workspace, ImportPreview]) -> None:
    ws, _ = taken
    again = compare(ws, _read(), "theirs.xlsx")
    assert again.changes == []


def test_a_later_log_updates_its_entries_and_asks_about_no_other_meeting(
    taken: tuple[Workspace, ImportPreview],
) -> None:
    ws, _ = taken
    rows = [*SHEETS["Action log"]]
    rows[1] = ("1", "14/07/2026", "4.2", "Circulate the data sharing agreement", *rows[1][4:])
    rows.append(("1", "14/08/2026", "2.1", "Visit the night shelter", "Council", "30/09/2026", "Open", None))
    preview = compare(ws, read_grids([Grid.of_rows("Action log", rows)], YEAR, Mappings()), "later.xlsx")
    told = {
        (found.register, found.outcome)
        for found in preview.proposals
        if found.outcome not in ("same", "gone")
    }
    assert told == {
        ("log_entries", "updated"), ("log_entries", "new"), ("log_updates", "new"), ("meetings", "new"),
    }  # fmt: skip


def test_words_beside_a_date_and_names_of_sheets_say_what_is_meant(tmp_path: Path) -> None:
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "Actions arising": [
            ("Ref", "Date", "Action", "Who", "When", "Complete?"),
            ("1", "14/07/2026", "Book the hall", "Chair", "31/07/2026", "Yes"),
        ],
        "Death review action plan": [
            ("Recommendation", "Scope of recommendation i.e. local or regional", "Action to take", "Lead Agency",
             "Target Date", "Date of Completion and Outcome"),
            ("Name a liaison officer", "Local", "Advertise", "ICB", "31/03/2027", "Ongoing"),
            ("Write a protocol", "Regional", "Meet", "ICB", "30/09/2026", "22/09/2026 Protocol signed"),
        ],
        "ISA register": [
            ("Agreement name", "Date agreed", "Review date", "Owner", "Status"),
            ("Case conferences", "01/05/2024", "01/05/2027", "Lead", "Expired"),
        ],
    }  # fmt: skip
    with Workspace.create(tmp_path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Westmere", "short_name": "W"})], kind="start")
        grids = [Grid.of_rows(name, rows) for name, rows in sheets.items()]
        preview = compare(ws, read_grids(grids, YEAR, Mappings()), "more.xlsx")
        apply_import(ws, preview)
        found = _by_title(ws)
        assert ws.records("plan_items") == []
        assert (found["Book the hall"]["kind"], found["Book the hall"]["said"]) == (
            "meeting action", ("complete", None),
        )  # fmt: skip
        named, written = found["Name a liaison officer"], found["Write a protocol"]
        assert (named["completed_on"], named["outcome"], named["area"]) == (None, "Ongoing", "Local")
        assert (written["completed_on"], written["outcome"]) == ("2026-09-22", "22/09/2026 Protocol signed")
        agreed = found["Case conferences"]
        assert (agreed["kind"], agreed["starts_on"], agreed["raised_on"]) == (
            "order or agreement", "2024-05-01", None,
        )  # fmt: skip
        assert agreed["said"] == ("lapsed", None)
        assert [cell["cell"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"] == []


def test_a_sheet_of_one_review_says_which_review_it_is(tmp_path: Path) -> None:
    rows = [
        ("No", "Recommendation", "Agency", "Target date", "Progress"),
        ("1", "Train every receptionist", "ICB", "31/12/2026", "Begun"),
    ]
    with Workspace.create(tmp_path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Westmere", "short_name": "W"})], kind="start")
        apply_import(ws, compare(ws, read_grids([Grid.of_rows("DHR B", rows)], YEAR, Mappings()), "b.xlsx"))
        (entry,) = ws.records("log_entries")
        assert (entry["kind"], entry["source"], entry["ref"]) == ("review recommendation", "DHR B", "1")


def test_taskings_of_a_police_meeting_are_entries_of_the_log() -> None:
    rows = [
        ("Tasking no.", "Raised", "Tasking", "OIC", "Return by", "Result", "Status"),
        ("T1", "07/10/2026", "Patrol the retail park on Friday nights", "Neighbourhood Sergeant", "21/10/2026", "Two stops", "Closed"),
        ("T2", "07/10/2026", "Visit the three repeat callers", "Housing Officer", "21/10/2026", None, "Open"),
    ]  # fmt: skip
    reading = read_grids([Grid.of_rows("Taskings", rows)], YEAR, Mappings())
    (mapped,) = reading.mapped
    assert (mapped.mapping.register, mapped.mapping.certain) == ("log_entries", True)
    fields = [use.field for use in mapped.mapping.columns]
    assert fields == ["ref", "raised_on", "title", "owner", "due_on", "outcome", "status"]
    assert not any(use.asked for use in mapped.mapping.columns)
