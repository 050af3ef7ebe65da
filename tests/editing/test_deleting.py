"""What goes with a record that is deleted, in one sentence."""

from __future__ import annotations

from conftest import SmallFile

from csp_desktop.editing.changes import Delete, Insert
from csp_desktop.editing.deleting import deleted_words, gone_with
from csp_desktop.editing.workspace import Workspace


def told(workspace: Workspace, register: str, *records: str) -> str:
    return deleted_words(
        workspace, {(register, record): workspace.record(register, record) for record in records}
    )


def test_a_priority_names_all_that_goes_with_it(workspace: Workspace, small: SmallFile) -> None:
    workspace.apply(
        [
            Insert("updates", {"item": small.action, "quarter": quarter, "narrative": "Lit."})
            for quarter in ("2010-Q1", "2010-Q2")
        ]
    )
    items = len(workspace.records("plan_items"))
    words = told(workspace, "plan_items", small.priority)
    before = {register: len(rows) for register, rows in workspace.dump().items()}
    gone = gone_with(workspace, [("plan_items", small.priority)])
    workspace.apply([Delete("plan_items", small.priority)])
    after = {register: len(rows) for register, rows in workspace.dump().items()}
    lost = {name: before[name] - after[name] for name in before if before[name] > after[name]}
    assert {**gone, "plan_items": gone["plan_items"] + 1} == lost
    assert words.startswith("priority ") and f"{lost['plan_items'] - 1} item" in words
    assert "2 updates" in words and items > 1


def test_one_that_takes_nothing_with_it_is_only_named(workspace: Workspace, small: SmallFile) -> None:
    risk = Insert("risks", {"plan": small.plan, "ref": "R5", "title": "The post is not funded"})
    bare = Insert("risks", {"plan": small.plan, "title": "No ref"})
    workspace.apply([risk, bare])
    assert told(workspace, "risks", risk.id) == "risk R5"
    assert told(workspace, "risks", bare.id) == "risk “No ref”"
    assert told(workspace, "risks", risk.id, bare.id) == "2 risks"
    entries = [
        Insert("log_entries", {"partnership": small.partnership, "kind": "meeting action", "title": title})
        for title in ("Ask the school", "Light the alley")
    ]
    workspace.apply(entries)
    assert told(workspace, "log_entries", *(entry.id for entry in entries)) == "2 log entries"
    assert told(workspace, "agencies", small.police).startswith(
        workspace.record("agencies", small.police)["name"]
    )


def test_several_and_what_goes_with_them_are_one_number(workspace: Workspace, small: SmallFile) -> None:
    other = Insert(
        "plan_items",
        {"plan": small.plan, "level": "priority", "ref": "9", "title": "Safer parks", "position": 9},
    )
    workspace.apply([other])
    every = [item["id"] for item in workspace.records("plan_items") if item["plan"] == small.plan]
    below = len(every) - 2
    assert below > 0
    words = told(workspace, "plan_items", small.priority, other.id)
    assert words.startswith(f"{len(every)} items") and words.count("item") == 1
