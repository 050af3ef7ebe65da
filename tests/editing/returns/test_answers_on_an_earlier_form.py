"""Answers for this quarter on the form of the last one: taken to this quarter's return in one choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from returning_partner import (
    Q1,
    Q2,
    ReportingPlan,
    Sheet,
    answer,
    fill_in,
    of,
    send,
    state,
    take_in,
    update_of,
)

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import FinancialYear, Quarter

UPDATES = "Action updates"
IN_Q1: dict[tuple[str, str, str], object] = {
    (UPDATES, "1.3", "Update"): "Ten visited.",
    (UPDATES, "1.3", "RAG"): "Amber",
    (UPDATES, "1.4", "Update"): "Two trained.",
    ("Indicators", "NI 16", "Actual"): 320,
}
IN_Q2: dict[tuple[str, str, str], object] = {
    (UPDATES, "1.3", "Update"): "Twenty visited.",
    (UPDATES, "1.4", "Update"): "Six trained.",
    (UPDATES, "1.4", "RAG"): "Green",
    (UPDATES, "1.5", "New due date"): "31/12/2010",
    ("Indicators", "NI 16", "Actual"): 298,
}


@pytest.fixture
def last(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    """The Q1 form as it came back for Q1, taken in; the Q2 form has gone out since."""
    path = answer(send(ws, plan, tmp_path / "out", quarter=Q1), IN_Q1, "q1.xlsx")
    take_in(ws, path)
    send(ws, plan, tmp_path / "out")
    return path


@pytest.fixture
def again(last: Path) -> Path:
    """The Q1 form with answers for Q2."""
    return answer(last, IN_Q2, "again.xlsx")


def taken_as_now(ws: Workspace, path: Path) -> ReturnsPreview:
    preview = preview_returns(ws, [path])
    preview.say_now(ws, preview.files[0])
    return preview


def of_quarter(ws: Workspace, quarter: str) -> dict[str, list[dict[str, Any]]]:
    """All records of a quarter, its return and that return's files among them."""
    dumped = state(ws)
    own = {one["id"] for one in dumped["returns"] if one["quarter"] == quarter}
    return {
        name: [one for one in records if one.get("quarter") == quarter or one.get("return") in own]
        for name, records in dumped.items()
    }


def said(findings: list[ReturnFinding]) -> list[str]:
    return [found.returned for found in findings]


def test_one_choice_takes_the_answers_to_the_return_of_now(
    ws: Workspace, plan: ReportingPlan, again: Path
) -> None:
    before, of_q1 = state(ws), of_quarter(ws, Q1.code)
    preview = preview_returns(ws, [again])
    (file,) = preview.files
    asked = {found.message for found in of(preview, "ask")}
    assert asked == {
        "This is the Q1 form, which had come back before; Q2 is being asked for now. Is it for Q1?"
    }
    assert len(of(preview, "ask")) == 5 and file.now == Q2.code
    counted = conservation(preview.findings)

    preview.say_now(ws, file)
    assert preview.files == [file] and (file.quarter, file.late_form) == (Q2.code, "")
    assert sorted(said(of(preview, "changed"))) == [
        "298",
        "31/12/2010",
        "Green",
        "Six trained.",
        "Twenty visited.",
    ]
    assert not [found for found in preview.findings if found.question]
    assert conservation(preview.findings)["filled"] == counted["filled"]
    repeated = [found for found in of(preview, "unchanged") if found.message.endswith("the Q1 return said.")]
    assert said(repeated) == ["Amber"]
    assert file.message == (
        "This is the Q1 2010/11 form; its answers are taken for Q2 2010/11. 1 cell says what was said for the earlier "
        "quarter, and nothing is taken from it; where that still holds, enter it yourself."
    )

    apply_returns(ws, preview)
    update = update_of(ws, plan.items[2])
    assert (update["narrative"], update["rag"]) == ("Twenty visited.", None)
    (figure,) = ws.records("measurements", {"indicator": plan.indicator, "quarter": Q2.code})
    assert figure["value"] == 298
    assert of_quarter(ws, Q1.code) == of_q1
    states = {one["quarter"]: one["state"] for one in ws.records("returns")}
    assert states == {Q1.code: "applied", Q2.code: "applied"}

    (file,) = preview_returns(ws, [again]).files
    assert file.again and file.quarter == Q2.code and not file.now
    ws.undo()
    assert state(ws) == before


def test_the_other_way_stays_as_it_was(ws: Workspace, again: Path) -> None:
    preview = preview_returns(ws, [again])
    (file,) = preview.files
    before = [found.as_json() for found in file.findings]
    preview.say_now(ws, file)
    preview.say_now(ws, file, now=False)
    assert [found.as_json() for found in file.findings] == before and file.quarter == Q1.code
    preview.say_version(ws, file, "correction")
    assert sorted(said(of(preview, "changed"))) == [
        "298",
        "31/12/2010",
        "Green",
        "Six trained.",
        "Twenty visited.",
    ]
    apply_returns(ws, preview)
    assert {one["narrative"] for one in ws.records("updates", {"quarter": Q1.code})} >= {"Twenty visited."}


def test_what_changed_here_since_the_form_of_now_went_out_is_a_clash(
    ws: Workspace, plan: ReportingPlan, again: Path
) -> None:
    ws.apply([Insert("updates", {"item": plan.items[2], "quarter": Q2.code, "narrative": "Ours."})])
    (clash,) = of(taken_as_now(ws, again), "clash")
    assert (clash.returned, clash.current, clash.takeable) == ("Twenty visited.", "Ours.", True)


def test_it_is_a_later_version_where_the_form_of_now_came_back_too(
    ws: Workspace, plan: ReportingPlan, last: Path, again: Path
) -> None:
    take_in(ws, answer(form_of_now(last), {(UPDATES, "1.3", "Update"): "Fifteen visited."}))
    preview = taken_as_now(ws, again)
    assert preview.files[0].later
    told = {found.returned: found.message for found in of(preview, "changed")}
    assert told["Twenty visited."] == "Changed since the earlier version of this return."


def form_of_now(last: Path) -> Path:
    return next(last.parent.glob("Return 2010-Q2*Police*.xlsx"))


def test_cells_the_form_of_now_shows_filled_are_not_emptied_by_those_left_empty_before(
    ws: Workspace, last: Path, again: Path
) -> None:
    """1.1 and the percentage are known for Q2 and stood empty, or otherwise, on the form of Q1."""
    preview = taken_as_now(ws, again)
    assert not [found for found in preview.findings if "came back empty" in found.message]
    emptied = answer(last, {("Mitigations", "Train a second analyst", "Progress"): None}, "emptied.xlsx")
    (asked,) = of(taken_as_now(ws, emptied), "ask")
    assert "came back empty" in asked.message and asked.key == "progress"


def test_what_has_no_row_now_is_asked_about(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    last = answer(send(ws, plan, tmp_path / "out", quarter=Q1), IN_Q1, "q1.xlsx")
    take_in(ws, last)
    done = {"status": "complete", "completed_on": "2010-06-30"}
    ws.apply([Update("plan_items", plan.items[at], done) for at in (2, 3)])
    send(ws, plan, tmp_path / "out")
    more: dict[tuple[str, str, str], object] = {(UPDATES, "1.5", "Update"): "Named."}
    more[UPDATES, "1.3", "Update"] = "Twenty visited."
    preview = taken_as_now(ws, answer(last, more, "again.xlsx"))
    (asked,) = [found for found in preview.findings if found.question]
    assert (asked.outcome, asked.returned) == ("rejected", "Twenty visited.")
    assert "is on the Q1 form and what it is about is not asked now" in asked.message
    assert said(of(preview, "changed")) == ["Named."]
    apply_returns(ws, preview)
    assert [one.finding.returned for one in open_questions(ws, plan.plan)] == ["Twenty visited."]


def test_words_beside_the_answers_stand_with_the_rows_of_now(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    def note(words: str, ref: str) -> Callable[[Workbook], None]:
        def edit(book: Workbook) -> None:
            sheet = Sheet(book[UPDATES])
            sheet[ref, "Update"].comment = Comment(words, "them")

        return edit

    last = fill_in(send(ws, plan, tmp_path / "out", quarter=Q1), note("Said in Q1", "1.3"), "q1.xlsx")
    take_in(ws, last)
    send(ws, plan, tmp_path / "out")
    preview = taken_as_now(ws, fill_in(last, note("Said in Q2", "1.4"), "again.xlsx"))
    (asked,) = of(preview, "ask")
    assert (asked.returned, asked.record) == ("Said in Q2", plan.items[3])
    (known,) = [found for found in preview.findings if found.returned == "Said in Q1"]
    assert known.outcome == "unchanged"


def test_the_day_it_was_completed_for_the_quarter_before_is_not_that_of_now(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    def sign(book: Workbook) -> None:
        book["Start here"]["B9"], book["Start here"]["B11"] = "Inspector", "12/07/2010"

    last = fill_in(answer(send(ws, plan, tmp_path / "out", quarter=Q1), IN_Q1, "q1.xlsx"), sign)
    take_in(ws, last)
    send(ws, plan, tmp_path / "out")
    preview = taken_as_now(ws, answer(last, IN_Q2, "again.xlsx"))
    assert not [found for found in of(preview, "changed") if found.register == "returns"]
    assert (preview.files[0].signed, preview.files[0].reported_on) == ({"completed_by": "Inspector"}, "")


def test_what_was_left_open_for_the_quarter_before_is_settled_with_it(
    ws: Workspace, plan: ReportingPlan, again: Path
) -> None:
    take_in(ws, again)
    assert len(open_questions(ws, plan.plan)) == 5
    preview = preview_returns(ws, [again])
    (file,) = preview.files
    assert file.again and file.now == Q2.code
    preview.say_now(ws, file)
    assert len(of(preview, "changed")) == 5
    apply_returns(ws, preview)
    assert open_questions(ws, plan.plan) == []
    assert update_of(ws, plan.items[2])["narrative"] == "Twenty visited."
    assert {one["narrative"] for one in ws.records("updates", {"quarter": Q1.code})} >= {"Ten visited."}
    assert {one["state"] for one in ws.records("returns")} == {"applied"}
    (file,) = preview_returns(ws, [again]).files
    assert file.again and not file.now


def test_a_first_return_that_is_late_is_taken_without_a_question(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    """Until somebody says otherwise; then nothing is said of the return that did not come."""
    sent = send(ws, plan, tmp_path / "out", quarter=Q1)
    send(ws, plan, tmp_path / "out")
    late = answer(sent, IN_Q1, "late.xlsx")
    preview = preview_returns(ws, [late])
    assert not [found for found in preview.findings if found.question]
    assert preview.files[0].now == Q2.code
    preview = taken_as_now(ws, late)
    apply_returns(ws, preview)
    states = {one["quarter"]: one["state"] for one in ws.records("returns")}
    assert states == {Q1.code: "prepared", Q2.code: "applied"}


def test_rows_of_the_last_form_in_the_form_of_now(
    ws: Workspace, plan: ReportingPlan, last: Path, again: Path
) -> None:
    """A partner copies the whole sheet of last quarter into this quarter's workbook and answers there."""
    rows = load_workbook(again)[UPDATES]

    def paste(book: Workbook) -> None:
        for row in rows.iter_rows():
            for cell in row:
                copied = book[UPDATES][cell.coordinate]
                copied.value, copied.data_type = cell.value, cell.data_type

    mixed = fill_in(form_of_now(last), paste, "mixed.xlsx")
    of_q1 = of_quarter(ws, Q1.code)
    preview = preview_returns(ws, [mixed])
    (file,) = preview.files
    assert of(preview, "rejected") and file.now == Q2.code
    preview.say_now(ws, file)
    assert not [found for found in preview.findings if found.question]
    assert sorted(said(of(preview, "changed"))) == ["31/12/2010", "Green", "Six trained.", "Twenty visited."]
    assert "are from the Q1 return of Police; their answers are taken for Q2." in file.message
    apply_returns(ws, preview)
    assert update_of(ws, plan.items[2])["narrative"] == "Twenty visited."
    assert of_quarter(ws, Q1.code) == of_q1
    (file,) = preview_returns(ws, [mixed]).files
    assert file.again and not file.elsewhere and not file.now


def test_rows_of_the_last_form_copied_below_those_of_now_that_were_left_alone(
    ws: Workspace, plan: ReportingPlan, last: Path, again: Path
) -> None:
    rows = load_workbook(again)[UPDATES]

    def paste(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.4", "Update"] = "Six, on the form of now."
        below = book[UPDATES].max_row + 1
        for at, ref in enumerate(("1.3", "1.4"), below):
            for cell in rows[Sheet(rows).row(ref)]:
                book[UPDATES].cell(at, cell.column).value = cell.value

    preview = taken_as_now(ws, fill_in(form_of_now(last), paste, "below.xlsx"))
    assert said(of(preview, "changed")) == ["Twenty visited."]
    clashes = of(preview, "clash")
    assert said(clashes) == ["Six, on the form of now.", "Six trained.", "Green"]
    assert all("is there 2 times" in found.message for found in clashes)


def test_rows_of_now_pasted_into_the_last_form_stand_with_it(
    ws: Workspace, plan: ReportingPlan, last: Path, again: Path
) -> None:
    rows = load_workbook(form_of_now(last))[UPDATES]

    def paste(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        at = sheet.row("1.2")
        for cell in rows[Sheet(rows).row("1.2")]:
            book[UPDATES].cell(at, cell.column).value = cell.value
        sheet["1.2", "Update"] = "Lamps lit."

    preview = taken_as_now(ws, fill_in(again, paste, "both.xlsx"))
    assert "Lamps lit." in said(of(preview, "changed"))
    assert not [found for found in preview.findings if found.question]


def test_the_last_form_of_a_year_is_taken_for_the_first_quarter_of_the_next(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    q4, q1 = Quarter(2010, 4), Quarter(2011, 1)
    form = send(ws, plan, tmp_path / "q4", quarter=q4)
    next_plan = roll_over(ws, plan.plan, FinancialYear(2011)).plan_id
    export_returns(ws, next_plan, q1, tmp_path / "q1", ["Police"])
    preview = preview_returns(ws, [answer(form, IN_Q2, "again.xlsx")])
    (file,) = preview.files
    assert file.now == q1.code
    assert file.message == "This is the Q4 2010/11 form; Q1 2011/12 is being asked for by now."

    preview.say_now(ws, file)
    assert (file.quarter, file.plan_id) == (q1.code, next_plan)
    apply_returns(ws, preview)
    assert not of_quarter(ws, q4.code)["updates"]
    carried = {one["id"]: one["copied_from"] for one in ws.records("plan_items", {"plan": next_plan})}
    told = {carried[one["item"]]: one["narrative"] for one in of_quarter(ws, q1.code)["updates"]}
    assert told[plan.items[2]] == "Twenty visited." and told[plan.items[3]] == "Six trained."
