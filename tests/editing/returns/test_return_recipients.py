from __future__ import annotations

from datetime import date

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.recipients import return_recipients
from csp_desktop.editing.workspace import Insert
from csp_desktop.periods import Quarter

Q2 = Quarter(2010, 2)
DAY = date(2010, 10, 5)


def test_each_recipient_with_what_is_asked_and_still_empty(workspace, small, tmp_path):
    workspace.apply(
        [Insert("people", {"name": "Inspector", "agency": small.police, "receives_returns": True})]
    )
    records = workspace.plan_records(small.plan)
    council, police = return_recipients(records, Q2, DAY)
    assert (council.short_name, council.rows, council.people, council.found) == ("ATC", 1, (), None)
    assert (police.short_name, police.rows, police.empty) == ("Police", 2, 4)
    assert [person["name"] for person in police.people] == ["Inspector"]

    workspace.apply([Insert("updates", {"item": small.action, "quarter": Q2.code, "narrative": "Done"})])
    exported = export_returns(workspace, small.plan, Q2, tmp_path / "out")
    council, police = return_recipients(workspace.plan_records(small.plan), Q2, DAY)
    assert police.empty == 3
    assert {one.found["id"] for one in (council, police)} == {one.return_id for one in exported}
    assert {one.recipient: one.to_fill for one in exported} == {"ATC": council.empty, "Police": police.empty}
