"""More than a fifth of a register goes in one step only where a person has said so."""

from __future__ import annotations

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Delete, Insert, Workspace
from csp_desktop.errors import LargeRemoval


def test_a_large_removal_is_refused_until_confirmed(workspace: Workspace, small: SmallFile) -> None:
    priority = Insert("plan_items", {"plan": small.plan, "level": "priority", "ref": "8", "title": "Many"})
    under = [
        Insert(
            "plan_items",
            {
                "plan": small.plan,
                "level": "action",
                "parent": priority.id,
                "ref": f"8.{number}",
                "title": "One",
            },
        )
        for number in range(4)
    ]
    others = [
        Insert("plan_items", {"plan": small.plan, "level": "priority", "ref": f"{number}", "title": "Other"})
        for number in range(20, 37)
    ]
    workspace.apply([priority, *under, *others])
    before = workspace.records("plan_items")
    assert len(before) == 25
    # Five of 25 are a fifth and no more; what goes with them counts too.
    assert workspace.apply([Delete("plan_items", priority.id)], sparing=True).number
    workspace.undo()
    with pytest.raises(
        LargeRemoval, match=r"delete 6 of 25 plan items, more than a fifth .*nothing was deleted"
    ) as large:
        workspace.apply([Delete("plan_items", priority.id), Delete("plan_items", others[0].id)], sparing=True)
    assert large.value.number == 6
    assert sorted(record["id"] for record in workspace.records("plan_items")) == sorted(
        record["id"] for record in before
    )
    # Of a few records a person sees what goes: half of the agencies are one.
    workspace.apply([Delete("agencies", small.police)], sparing=True)
    workspace.apply([Delete("plan_items", priority.id), Delete("plan_items", others[0].id)])
    assert len(workspace.records("plan_items")) == 19


def test_what_goes_is_named_by_its_records(workspace: Workspace, small: SmallFile) -> None:
    entries = [
        Insert(
            "log_entries", {"partnership": small.partnership, "kind": "meeting action", "title": f"{number}"}
        )
        for number in range(6)
    ]
    update = Insert("log_updates", {"entry": entries[0].id, "quarter": "2010-Q1", "narrative": "Begun"})
    workspace.apply([*entries, update])
    with pytest.raises(LargeRemoval, match=r"delete 6 of 6 log entries \(and with them 1 log update\)"):
        workspace.apply([Delete("log_entries", entry.id) for entry in entries], sparing=True)
