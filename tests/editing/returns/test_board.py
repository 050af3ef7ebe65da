"""The board of returns: a line for each recipient, by name, as the newest form sent has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from conftest import SmallFile

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.board import board_lines
from csp_desktop.editing.returns.changes import supersede
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import Quarter

Q2 = Quarter(2010, 2)
TODAY = date(2010, 10, 19)


def test_lines_stand_by_name_and_count_the_newest_form(
    small: SmallFile, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.apply(
        [
            Update("agencies", small.police, {"name": "Valley Police"}),
            Update("agencies", small.council, {"name": "anytown council", "short_name": "ZTC"}),
        ]
    )
    export_returns(workspace, small.plan, Q2, tmp_path / "first", ("Police",))
    before = board_lines(workspace, workspace.plan_records(small.plan), Q2, TODAY)
    assert [line.name for line in before] == ["anytown council", "Valley Police"]
    third = {"plan": small.plan, "level": "action", "parent": small.priority, "ref": "1.3", "title": "More"}
    workspace.apply([Insert("plan_items", {**third, "lead_agencies": (small.police,)})])
    export_returns(workspace, small.plan, Q2, tmp_path / "second", ("Police",))
    after = board_lines(workspace, workspace.plan_records(small.plan), Q2, TODAY)
    assert before[1].asked and after[1].asked * 2 == before[1].asked * 3
    # Printed, it is the newest form too.
    issues = {form.recipient: form.issue for form in paper_returns(workspace, small.plan, Q2)}
    assert issues == {"ZTC": 0, "Police": 2}


def test_a_later_version_that_leaves_a_cell_alone_answers_no_question() -> None:
    def asked() -> ReturnFinding:
        return ReturnFinding("ask", code="A001", key="narrative", done="open")

    silent = ReturnFinding("unchanged", code="A001", key="narrative", done="nothing")
    spoken = ReturnFinding("unchanged", code="A001", key="narrative", done="nothing", returned="As before.")
    assert not supersede([asked()], [silent])
    question = asked()
    assert supersede([question], [spoken])
    assert question.done == "settled"
