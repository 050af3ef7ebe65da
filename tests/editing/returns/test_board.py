"""The board of returns: a line for each recipient, by name, as the newest form sent has it."""

from __future__ import annotations

from datetime import date
from email import policy
from email.parser import BytesParser
from pathlib import Path

from conftest import SmallFile

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.board import board_lines
from csp_desktop.editing.returns.changes import supersede
from csp_desktop.editing.returns.email_drafts import write_drafts
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.returns.recipients import cancel_waiver, waive
from csp_desktop.editing.returns.standing.missing import MissingRow, missing_said
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


def test_what_has_come_back_in_part_is_named_and_chased_for_it(
    small: SmallFile, workspace: Workspace, tmp_path: Path
) -> None:
    (exported,) = export_returns(workspace, small.plan, Q2, tmp_path / "out", ("Police",))
    words = {"quarter": Q2.code, "narrative": "Forty marked."}
    workspace.apply([Insert("updates", {"item": small.action, **words, "rag": "green"})])
    workspace.apply([Insert("updates", {"item": small.other, **words})])
    workspace.apply([Update("returns", exported.return_id, {"state": "applied"})])
    line = board_lines(workspace, workspace.plan_records(small.plan), Q2, TODAY)[1]
    assert (line.empty, line.asked, line.outstanding(Q2.code)) == (1, 4, 1)
    assert missing_said(line.missing[Q2.code]) == "RAG of 1.2"
    (draft,) = write_drafts(workspace, small.plan, [exported.return_id], tmp_path, "chase", TODAY)
    letter = BytesParser(policy=policy.default).parsebytes(draft.path.read_bytes()).get_body()
    assert letter is not None
    assert "Some of it is still missing: RAG of 1.2." in " ".join(letter.get_content().split())
    workspace.apply(
        [Update("updates", workspace.records("updates", {"item": small.other})[0]["id"], {"rag": "red"})]
    )
    (_, line) = board_lines(workspace, workspace.plan_records(small.plan), Q2, TODAY)
    assert line.outstanding(Q2.code) == 0


def test_what_is_missing_is_named_by_what_the_rows_lack() -> None:
    rows = [
        MissingRow("1.2", ("Update", "RAG")),
        MissingRow("NI 16", ("Actual",)),
        MissingRow("1.5", ("Update", "RAG")),
    ]
    assert missing_said(rows) == "Update and RAG of 1.2 and 1.5; Actual of NI 16"
    assert missing_said(rows * 3).endswith("; and 3 more rows")


def test_a_return_is_waived_before_it_is_sent_and_expected_again(
    small: SmallFile, workspace: Workspace, tmp_path: Path
) -> None:
    records = workspace.plan_records(small.plan)
    waive(workspace, records, Recipient("agency", small.police), Q2, "Nothing to report", TODAY)
    (found,) = workspace.records("returns")
    assert (found["agency"], found["state"], found["note"]) == (small.police, "waived", "Nothing to report")
    cancel_waiver(workspace, found, "Police")
    assert workspace.records("returns") == []
    (exported,) = export_returns(workspace, small.plan, Q2, tmp_path, ("Police",))
    workspace.apply([Update("returns", exported.return_id, {"note": "Chased 1 October 2010."})])
    records = workspace.plan_records(small.plan)
    waive(workspace, records, Recipient("agency", small.police), Q2, "Post empty", TODAY)
    (found,) = workspace.records("returns")
    assert found["note"] == "Chased 1 October 2010.\nPost empty"
    cancel_waiver(workspace, found, "Police")
    assert workspace.records("returns")[0]["state"] == "prepared"


def test_a_later_version_that_leaves_a_cell_alone_answers_no_question() -> None:
    def asked() -> ReturnFinding:
        return ReturnFinding("ask", code="A001", key="narrative", done="open")

    silent = ReturnFinding("unchanged", code="A001", key="narrative", done="nothing")
    spoken = ReturnFinding("unchanged", code="A001", key="narrative", done="nothing", returned="As before.")
    assert not supersede([asked()], [silent])
    question = asked()
    assert supersede([question], [spoken])
    assert question.done == "settled"
