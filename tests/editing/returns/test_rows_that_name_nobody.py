"""What names no agency: asked of the coordinator's own council, else said; named for several at once."""

from __future__ import annotations

import pytest

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.returns.asked import asked_of_nobody, named_by_nobody
from csp_desktop.editing.returns.rows import rows_by_recipient
from csp_desktop.editing.returns.standing.naming_owners import naming
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter

Q2 = Quarter(2010, 2)


@pytest.fixture
def unnamed(workspace: Workspace, small) -> Workspace:
    """The small file with a row for each sheet that names nobody."""
    plan, partnership = {"plan": small.plan}, {"partnership": small.partnership}
    stream = Insert("funding_streams", {**partnership, "name": "Home Office", "year": 2010, "amount": 50_000})
    risk = Insert("risks", {**plan, "ref": "R9", "title": "The grant ends", "owner": "The manager"})
    meeting = {**plan, **partnership, "kind": "meeting action", "owner": "Finance"}
    workspace.apply(
        [
            Insert(
                "plan_items",
                {
                    **plan,
                    "level": "action",
                    "parent": small.priority,
                    "ref": "7",
                    "title": "Light",
                    "position": 9,
                },
            ),
            Insert("indicators", {**plan, "ref": "K1", "title": "Robbery"}),
            risk,
            Insert("mitigations", {"risk": risk.id, "title": "Ask early"}),
            stream,
            Insert("allocations", {"stream": stream.id, "project": "Lamps", "amount": 10_000}),
            Insert("log_entries", {**meeting, "ref": "3", "title": "Write"}),
        ]
    )
    return workspace


def sheets_of(workspace: Workspace, small, agency: str) -> dict[str, list[object]]:
    for recipient, sheets in rows_by_recipient(workspace.plan_records(small.plan), Q2).items():
        if recipient.id == agency:
            return {key: [row.context["ref"] for row in rows] for key, rows in sheets.items()}
    return {}


ALL = {
    "action updates": ["1.2", "7"], "indicators": ["K1"], "risks": ["R9"], "mitigations": ["R9"],
    "funding": [None], "log": ["3"],
}  # fmt: skip


def test_the_coordinators_council_is_asked_so_that_every_sheet_goes_out(unnamed, small):
    assert sheets_of(unnamed, small, small.council) == ALL
    records = unnamed.plan_records(small.plan)
    assert [row.ref for row in named_by_nobody(records, Q2)] == ["7", "K1", "R9", None, "3"]
    assert asked_of_nobody(records, Q2) == []


def test_a_second_council_is_told_from_the_first_by_the_partnerships_name(unnamed, small):
    unnamed.apply([Insert("agencies", {"name": "Otherplace Borough Council", "short_name": "OBC"})])
    unnamed.apply([Insert("agencies", {"name": "Middleshire County Council", "short_name": "MCC"})])
    assert sheets_of(unnamed, small, small.council) == ALL
    unnamed.apply([Update("agencies", small.council, {"name": "Elsewhere Council"})])
    unnamed.apply([Update("agencies", small.council, {"short_name": "ELC"})])
    assert sheets_of(unnamed, small, small.council) == {"action updates": ["1.2"]}
    (said,) = asked_of_nobody(unnamed.plan_records(small.plan), Q2)
    assert said.startswith("7, K1, R9, “Lamps”, 3 name no agency or group, so no one is asked about them")


def test_whoever_the_person_named_works_for_is_asked_first(unnamed, small):
    unnamed.apply([Insert("people", {"name": "The manager", "job_title": "Manager", "agency": small.police})])
    (person,) = unnamed.records("people")
    (item,) = unnamed.records("plan_items", {"ref": "7"})
    unnamed.apply([Update("plan_items", item["id"], {"lead_officers": (person["id"],)})])
    police = sheets_of(unnamed, small, small.police)
    assert police == {"action updates": ["1.1", "1.2", "7"], "risks": ["R9"], "mitigations": ["R9"]}


def test_one_agency_is_named_on_several_rows_in_one_step(unnamed, small):
    records = unnamed.plan_records(small.plan)
    unnamed.apply(naming(records, named_by_nobody(records, Q2), small.police), "named Police")
    assert named_by_nobody(unnamed.plan_records(small.plan), Q2) == []
    assert sheets_of(unnamed, small, small.council) == {"action updates": ["1.2"]}
    assert list(sheets_of(unnamed, small, small.police)) == [
        "action updates", "indicators", "risks", "mitigations", "funding", "log",
    ]  # fmt: skip
    assert unnamed.undo() is not None
    assert len(named_by_nobody(unnamed.plan_records(small.plan), Q2)) == 5
