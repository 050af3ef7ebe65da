"""What stays open after an import: settled by a person, answered by a correction, or proposed and accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from returning_partner import Q2, ReportingPlan, Sheet, answer, fill_in, of, send, state, take_in, update_of

from csp_desktop.editing.merge import Version
from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.corrections import write_corrections
from csp_desktop.editing.returns.proposals import decide_proposal
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.settling import accept_proposal, settle, tie_proposal
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import BadRequest, InvalidValue
from csp_desktop.storage.backups import backups_of

UPDATES = "Action updates"


def return_state(ws: Workspace) -> str:
    return str(ws.records("returns")[0]["state"])


def test_questions_stay_until_they_are_settled(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(
        form,
        {
            (UPDATES, "1.1", "Update"): "Theirs.",
            (UPDATES, "1.2", "RAG"): "Purple",
            (UPDATES, "1.3", "New due date"): "end March",
            ("Indicators", "NI 16", "Actual"): "322 (prov)",
        },
    )
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), {"narrative": "Ours."})])
    take_in(ws, form)
    questions = {one.finding.field: one for one in open_questions(ws, plan.plan, Q2)}
    assert questions.keys() == {"narrative", "rag", "new_due_on", "value"}
    assert return_state(ws) == "received"
    before = state(ws)
    settle(ws, questions["narrative"].file_id, questions["narrative"].index, "join")
    assert update_of(ws, plan.items[0])["narrative"] == "Ours.\nTheirs."
    ws.undo()
    assert state(ws) == before
    ws.redo()
    with pytest.raises(BadRequest):
        settle(ws, questions["rag"].file_id, questions["rag"].index, "theirs")
    with pytest.raises(InvalidValue):
        settle(ws, questions["rag"].file_id, questions["rag"].index, "typed", "Violet")
    settle(ws, questions["rag"].file_id, questions["rag"].index, "typed", "Red")
    assert update_of(ws, plan.items[1])["rag"] == "red"
    settle(ws, questions["new_due_on"].file_id, questions["new_due_on"].index, "theirs")
    assert update_of(ws, plan.items[2])["new_due_on"] == "2011-03-31"
    assert return_state(ws) == "received"
    settle(ws, questions["value"].file_id, questions["value"].index, "ours")
    assert not open_questions(ws, plan.plan)
    assert return_state(ws) == "applied"


def test_a_corrections_workbook_asks_only_about_what_was_at_fault(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    answer(
        form,
        {
            (UPDATES, "1.2", "Update"): "Fine words",
            (UPDATES, "1.2", "RAG"): "Purple",
            (UPDATES, "1.3", "Update"): "#N/A",
            (UPDATES, "1.1", "RAG"): None,
            ("Funding", "Property marking kits", "Spent this quarter"): "lots",
        },
    )
    take_in(ws, form)
    path = write_corrections(ws, plan.plan, Q2, tmp_path / "corrections")[0].path
    book = load_workbook(path)
    assert book["Start here"]["B8"].value == ws.records("returns")[0]["return_code"]
    unlocked = {
        (sheet.title, cell.coordinate): cell
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.protection.locked is False
    }
    actions, funding = Sheet(book[UPDATES]), Sheet(book["Funding"])
    faulty = [
        actions["1.1", "RAG"],
        actions["1.2", "RAG"],
        actions["1.3", "Update"],
        funding["Property marking kits", "Spent this quarter"],
    ]
    assert list(unlocked.values()) == faulty
    assert [cell.value for cell in faulty] == [None, "Purple", None, "lots"]
    assert "choose Green, Amber" in faulty[1].comment.text
    told = {sheet.title: sheet["A2"].value for sheet in book.worksheets[1:-1]}
    assert told[UPDATES].startswith("Please look again at the 3 pale red cells; the note on each says why.")
    assert told["Funding"].startswith("Please look again at the pale red cell;")
    assert told["Risks"] == "Nothing on this sheet needs another look."
    assert book[UPDATES].sheet_view.selection[-1].activeCell == faulty[0].coordinate
    assert actions["1.2", "Update"].value == "Fine words"
    assert [found["direction"] for found in ws.records("return_files", order=("saved_on",))][
        -1
    ] == "corrections"
    # Sent back as it is, the same questions stay and none is added.
    untouched = fill_in(path, lambda book: None, "untouched.xlsx")
    preview = take_in(ws, untouched)
    assert set(preview.counts) <= {"unchanged", "not returned"}
    assert len(open_questions(ws, plan.plan)) == 4
    # What is still at fault is explained again.
    again = write_corrections(ws, plan.plan, Q2, tmp_path / "explained again")[0].path
    assert Sheet(load_workbook(again)[UPDATES])["1.2", "RAG"].comment is not None
    answer(
        path,
        {
            (UPDATES, "1.1", "RAG"): "Amber",
            (UPDATES, "1.2", "RAG"): "Red",
            (UPDATES, "1.3", "Update"): "Said in words",
            ("Funding", "Property marking kits", "Spent this quarter"): 250,
        },
    )
    preview = take_in(ws, path)
    assert len(of(preview, "changed")) == 4 and not preview.needs_person
    assert update_of(ws, plan.items[1])["rag"] == "red"
    assert update_of(ws, plan.items[0])["rag"] == "amber"
    assert update_of(ws, plan.items[2])["narrative"] == "Said in words"
    assert ws.records("funding_entries", {"kind": "actual"})[0]["amount"] == 25_000
    assert not open_questions(ws, plan.plan) and return_state(ws) == "applied"
    assert write_corrections(ws, plan.plan, Q2, tmp_path / "corrections") == []


def test_corrections_are_made_on_the_form_the_newest_version_answers(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    take_in(ws, answer(form, {(UPDATES, "1.2", "Update"): "Fine words"}))
    added = {"plan": plan.plan, "level": "action", "parent": plan.priority, "ref": "1.12", "title": "New one"}
    ws.apply([Insert("plan_items", {**added, "lead_agencies": (plan.police,)})])
    second = send(ws, plan, tmp_path / "again")
    take_in(ws, answer(second, {(UPDATES, "1.12", "RAG"): "Purple"}))
    (corrections,) = write_corrections(ws, plan.plan, Q2, tmp_path / "corrections")
    assert Sheet(load_workbook(corrections.path)[UPDATES])["1.12", "RAG"].value == "Purple"


def test_what_is_typed_is_held_against_what_its_box_takes(
    ws: Workspace, form: Path, plan: ReportingPlan
) -> None:
    take_in(ws, answer(form, {("Funding", "1.1", "Spent this quarter"): "lots"}))
    (asked,) = open_questions(ws, plan.plan)
    before = state(ws)
    for typed in ("many", "9" * 20):
        with pytest.raises(InvalidValue):
            settle(ws, asked.file_id, asked.index, "typed", typed)
    assert state(ws) == before


def test_clashes_left_open_can_be_taken_by_giving_the_same_file_again(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    answer(form, {(UPDATES, "1.1", "Update"): "Theirs.", (UPDATES, "1.2", "RAG"): "Purple"})
    ws.apply([Update("updates", update_of(ws, plan.items[0])["id"], {"narrative": "Ours."})], "typed")
    take_in(ws, form)
    before = state(ws)
    take_in(ws, form)
    assert state(ws) == before
    backups = len(backups_of(ws.path))
    preview = take_in(ws, form, on_clash="take")
    assert len(backups_of(ws.path)) == backups + 1
    update = update_of(ws, plan.items[0])
    (received,) = ws.records("return_files", {"direction": "received"})
    assert (update["narrative"], update["return_file"]) == ("Theirs.", received["id"])
    assert [found.done for found in of(preview, "clash")] == ["applied"]
    assert [question.finding.returned for question in open_questions(ws, plan.plan)] == ["Purple"]
    ws.undo()
    assert state(ws) == before


def test_a_clash_left_open_is_not_taken_beside_a_newer_version(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    first = answer(form, {(UPDATES, "1.1", "Update"): "Theirs."}, "first.xlsx")
    newer = answer(form, {(UPDATES, "1.1", "Update"): "Theirs, later."}, "newer.xlsx")
    ws.apply([Update("updates", update_of(ws, plan.items[0])["id"], {"narrative": "Ours."})], "typed")
    take_in(ws, first)
    take_in(ws, newer, first, on_clash="take")
    assert update_of(ws, plan.items[0])["narrative"] == "Theirs, later."


def propose(path: Path, *rows: tuple[str, str, str, str]) -> Path:
    def edit(book: Workbook) -> None:
        sheet = Sheet(book["New items"])
        for number, values in enumerate(rows, sheet.header_row + 1):
            for heading, value in zip(("Kind", "Title", "Detail", "Due"), values, strict=True):
                sheet.worksheet.cell(number, sheet.column(heading)).value = value

    return fill_in(path, edit)


def test_proposed_rows_become_what_a_person_makes_of_them(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    propose(
        form,
        ("Action", "Patrol the canal", "Two evenings a week", "30 June 2011"),
        ("Risk", "The bridge closes", "Nobody could cross", ""),
        ("Mitigation", "Hire a van", "", "1/2/2011"),
        ("Nonsense", "What is this", "", ""),
    )
    take_in(ws, form)
    action, risk, mitigation, odd = open_questions(ws, plan.plan)
    with pytest.raises(BadRequest):
        accept_proposal(ws, action.file_id, action.index, "action", plan.items[0])
    accept_proposal(ws, action.file_id, action.index, "action", plan.priority)
    made = next(found for found in ws.records("plan_items") if found["title"] == "Patrol the canal")
    assert (made["level"], made["parent"], made["due_on"]) == ("action", plan.priority, "2011-06-30")
    assert made["outcome"] == "Two evenings a week"
    accept_proposal(ws, risk.file_id, risk.index, "risk", plan.priority)
    made = next(found for found in ws.records("risks") if found["title"] == "The bridge closes")
    assert made["consequence"] == "Nobody could cross" and made["item"] == plan.priority
    with pytest.raises(BadRequest):
        accept_proposal(ws, mitigation.file_id, mitigation.index, "mitigation", None)
    accept_proposal(ws, mitigation.file_id, mitigation.index, "mitigation", plan.risk)
    made = next(found for found in ws.records("mitigations") if found["title"] == "Hire a van")
    assert made["risk"] == plan.risk and made["due_on"] == "2011-02-01"
    assert "(Nonsense)" in odd.finding.proposal["detail"]
    tie_proposal(ws, odd.file_id, odd.index, plan.items[2], "What they asked about")
    assert "What they asked about" in update_of(ws, plan.items[2])["narrative"].splitlines()
    assert not open_questions(ws, plan.plan) and return_state(ws) == "applied"


def test_rows_decided_before_they_are_taken_in_stand_in_their_order(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    propose(form, ("Action", "Patrol the canal", "", ""), ("Action", "Clear the towpath", "", ""))
    preview = preview_returns(ws, [form])
    for found in of(preview, "proposed row"):
        decide_proposal(found, "action", plan.priority)
    apply_returns(ws, preview)
    places = {
        found["title"]: found["position"] for found in ws.records("plan_items", {"parent": plan.priority})
    }
    assert places["Clear the towpath"] == places["Patrol the canal"] + 1


def test_the_same_proposal_in_a_second_version_is_not_asked_again(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    take_in(ws, propose(form, ("Action", "Patrol the canal", "", "")))
    preview = take_in(ws, answer(form, {(UPDATES, "1.2", "RAG"): "Red"}, "second.xlsx"))
    assert not of(preview, "proposed row")
    assert len(open_questions(ws, plan.plan)) == 1


@pytest.mark.parametrize(
    ("version", "outcome"), [("", "ask"), ("correction", "changed"), ("part", "changed")]
)
def test_a_correction_of_last_quarter_that_is_said_to_be_one_asks_no_more(
    ws: Workspace, plan: ReportingPlan, form: Path, version: Version, outcome: str
) -> None:
    """The next quarter's form is out by then: whether last quarter's is meant was said with the version."""
    take_in(ws, answer(form, {(UPDATES, "1.3", "Update"): "Said first."}, "first.xlsx"))
    send(ws, plan, form.parent / "next", quarter=Q2.next)
    preview = preview_returns(ws, [answer(form, {(UPDATES, "1.4", "Update"): "Left out."}, "second.xlsx")])
    if version:
        preview.say_version(ws, preview.files[0], version)
    (found,) = [found for found in preview.findings if found.returned == "Left out."]
    assert found.outcome == outcome
