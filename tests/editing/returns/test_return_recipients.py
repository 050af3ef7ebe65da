from __future__ import annotations

from datetime import date

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.recipients import return_recipients
from csp_desktop.editing.returns.standing.missing import newest_forms
from csp_desktop.editing.workspace import Insert, Update
from csp_desktop.periods import Quarter

Q2 = Quarter(2010, 2)
DAY = date(2010, 10, 5)


def recipients_now(workspace, small):
    forms = newest_forms(workspace, [found["id"] for found in workspace.records("returns")])
    return return_recipients(workspace.plan_records(small.plan), Q2, DAY, forms)


def test_each_recipient_with_what_is_asked_and_still_empty(workspace, small, tmp_path):
    workspace.apply(
        [Insert("people", {"name": "Inspector", "agency": small.police, "receives_returns": True})]
    )
    records = workspace.plan_records(small.plan)
    council, police = return_recipients(records, Q2, DAY, {})
    assert (council.short_name, council.rows, council.people, council.return_record) == ("ATC", 1, (), None)
    assert (police.short_name, police.rows, police.empty) == ("Police", 2, 4)
    assert [person["name"] for person in police.people] == ["Inspector"]

    workspace.apply([Insert("updates", {"item": small.action, "quarter": Q2.code, "narrative": "Done"})])
    exported = export_returns(workspace, small.plan, Q2, tmp_path / "out")
    council, police = recipients_now(workspace, small)
    assert police.empty == 3
    assert {one.return_record["id"] for one in (council, police)} == {one.return_id for one in exported}
    assert {one.recipient: one.to_fill for one in exported} == {"ATC": council.empty, "Police": police.empty}


def test_what_changed_since_a_form_was_sent_is_told_by_recipient(workspace, small, tmp_path):
    export_returns(workspace, small.plan, Q2, tmp_path / "out")
    assert [one.changed.said() for one in recipients_now(workspace, small)] == ["nothing changed"] * 2
    added = {"plan": small.plan, "level": "action", "parent": small.priority, "ref": "1.3", "title": "Visit"}
    workspace.apply(
        [
            Insert("plan_items", {**added, "lead_agencies": (small.police,)}),
            Update("plan_items", small.action, {"status": "complete"}),
            Update("plan_items", small.other, {"due_on": "2011-02-01"}),
        ]
    )
    council, police = recipients_now(workspace, small)
    assert council.changed.said() == "1 row changed"
    assert police.changed.said() == "1 row new, 1 changed, 1 gone"
    # What they have answered is no change of ours.
    (found,) = workspace.records("returns", {"agency": small.council})
    workspace.apply(
        [
            Update("plan_items", small.other, {"due_on": None}),
            Insert("updates", {"item": small.other, "quarter": Q2.code, "narrative": "Lit."}),
        ]
    )
    assert recipients_now(workspace, small)[0].changed.said() == "1 row changed"
    workspace.apply([Update("returns", found["id"], {"state": "applied"})])
    assert not recipients_now(workspace, small)[0].changed
