"""The log, the meetings it comes from and a plan's sections: recorded, gathered, saved as a workbook and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Values
from csp_desktop.registers.log import LOG_KINDS
from csp_desktop.storage.checking.verify import verify

NEW = ("plan_sections", "meetings", "log_entries", "log_updates", "copies_taken_in")
NEW_FIELDS = {
    "agencies": {"return_form": "full"},
    "people": {"notes": None},
    "groups": {"return_form": "full", "notes": None},
    "plan_items": {
        "lead_officers": (), "starts_on": None, "original_due_on": None, "public": False, "evidence": None,
        "notes": None,
    },
    "updates": {"done": None, "of": None, "notes": None},
    "indicators": {"amber_in": "per cent of the target"},
    "measurements": {"group_average": None, "rank": None, "out_of": None, "months": None},
    "risks": {"notes": None},
    "mitigations": {"notes": None},
    "funding_streams": {"notes": None},
}  # fmt: skip


def _records(workspace: Workspace) -> dict[str, list[Values]]:
    return workspace.dump([register.name for register in REGISTERS])


@pytest.fixture
def logged(small: SmallFile, workspace: Workspace) -> dict[str, Insert]:
    """An entry of each kind, one of them under the plan, with an update and the meeting it comes from."""
    group = Insert(
        "groups", {"partnership": small.partnership, "name": "Joint Action Group", "short_name": "JAG"}
    )
    meeting = Insert(
        "meetings", {"partnership": small.partnership, "group": group.id, "held_on": "2010-06-14"}
    )
    entries = {
        kind: Insert(
            "log_entries",
            {
                "partnership": small.partnership,
                "plan": small.plan if kind == "meeting action" else None,
                "kind": kind,
                "title": f"One {kind}",
                "meeting": meeting.id,
                "lead_agencies": (small.council, small.police),
                "public": kind == "duty",
            },
        )
        for kind in LOG_KINDS
    }
    update = Insert(
        "log_updates",
        {"entry": entries["duty"].id, "quarter": "2010-Q2", "narrative": "Begun", "status": "in progress"},
    )
    section = Insert("plan_sections", {"plan": small.plan, "title": "Who we are", "text": "A partnership."})
    copy = Insert(
        "copies_taken_in",
        {"file": "5k0m", "last_step": "9x2y", "taken_on": "2010-07-01", "findings": '{"v":1}'},
    )
    workspace.apply([group, meeting, *entries.values(), update, section, copy])
    return {"group": group, "meeting": meeting, "update": update, "section": section, **entries}


def test_a_plan_gathers_its_own_entries_and_those_of_no_plan(
    small: SmallFile, workspace: Workspace, logged: dict[str, Insert]
) -> None:
    partnership = Insert("partnerships", {"name": "Elsewhere CSP", "short_name": "Elsewhere"})
    years = {"first_year": 2011, "last_year": 2011}
    later = Insert("plans", {"partnership": small.partnership, "title": "Plan 2011/12", **years})
    away = Insert("log_entries", {"partnership": partnership.id, "title": "Not ours"})
    moved = Update("log_entries", logged["review recommendation"].id, {"plan": later.id})
    workspace.apply([partnership, later, away, moved])
    records = workspace.plan_records(small.plan)
    assert {one["title"] for one in records.log_entries} == {
        "One meeting action", "One order or agreement", "One duty",
    }  # fmt: skip
    assert [one["id"] for one in records.log_updates] == [logged["update"].id]
    assert [one["id"] for one in records.meetings] == [logged["meeting"].id]
    assert [one["id"] for one in records.plan_sections] == [logged["section"].id]
    assert {one["kind"] for one in workspace.plan_records(later.id).log_entries} == set(LOG_KINDS) - {
        "meeting action"
    }


def test_an_entry_has_one_update_a_quarter_and_outlives_its_meeting(
    workspace: Workspace, logged: dict[str, Insert]
) -> None:
    again = {"entry": logged["duty"].id, "quarter": "2010-Q2", "narrative": "Twice"}
    with pytest.raises(InvalidChange, match="same log entry and quarter"):
        workspace.apply([Insert("log_updates", again)])
    workspace.apply([Delete("meetings", logged["meeting"].id)])
    left = workspace.record("log_entries", logged["duty"].id)
    assert left is not None and left["meeting"] is None
    workspace.apply([Delete("log_entries", logged["duty"].id)])
    assert workspace.records("log_updates") == []
    workspace.undo()
    workspace.undo()
    back = workspace.record("log_entries", logged["duty"].id)
    assert back is not None and back["meeting"] == logged["meeting"].id
    assert len(workspace.records("log_updates")) == 1
    assert verify(workspace.path) == []


def test_they_come_back_from_a_workbook_as_they_were(
    workspace: Workspace, logged: dict[str, Insert], tmp_path: Path
) -> None:
    book = export_registers(workspace, tmp_path / "all.xlsx", list(_records(workspace)))
    assert preview_import(workspace, book).changes == []
    with Workspace.create(tmp_path / "other.csp") as other:
        apply_import(other, preview_import(other, book))
        for name in NEW:
            assert other.dump([name]) == workspace.dump([name])
            assert other.dump([name])[name]


def test_a_file_from_before_there_was_a_log_is_whole_and_gains_it_empty(
    small: SmallFile, workspace: Workspace
) -> None:
    workspace.apply([Insert("people", {"agency": small.police, "name": "Sergeant"})])
    workspace.close()
    with Workspace.open(small.path, read_only=True) as today:
        before = _records(today)
    make_earlier(small.path, 2)
    with closing(sqlite3.connect(small.path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert tables.isdisjoint(NEW)
    assert verify(small.path) == []
    with Workspace.open(small.path, backup=False) as brought_up:
        assert _records(brought_up) == before
        for name, fields in NEW_FIELDS.items():
            for record in brought_up.records(name):
                assert {field: record[field] for field in fields} == fields, name
        brought_up.apply([Insert("log_entries", {"partnership": small.partnership, "title": "First"})])
    assert verify(small.path) == []
