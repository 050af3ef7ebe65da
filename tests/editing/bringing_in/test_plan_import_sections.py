"""A plan of numbered sections brought in: every objective, bullet, lead and update, and nothing dropped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from plan_documents import (
    OWN_SECTIONS,
    OWN_TITLE,
    document,
    sections_of,
    sections_workbook,
)

from csp_desktop.editing.bringing_in.plan_import import apply_import, choose, preview_import
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record


def items(ws: Workspace, level: str) -> list[Record]:
    return ws.records("plan_items", {"level": level})


def test_sections_objectives_and_actions(ws: Workspace, tmp_path: Path) -> None:
    preview = preview_import(ws, sections_workbook(tmp_path / "plan.xlsx"))
    assert preview.layout == "east-herts"
    assert preview.counts["plan_items"] == {"new": 14, "updated": 0, "same": 0}
    assert ws.records("plans") == []
    step = apply_import(ws, preview)
    assert step is not None
    assert step.reason == "import plan.xlsx"
    (plan,) = ws.records("plans")
    assert plan["title"].startswith("Safer Meadowshire")
    assert plan["introduction"].count("\n\n") == 1
    assert (plan["first_year"], plan["last_year"]) == (2009, 2009)
    assert [(found["ref"], found["cross_cutting"]) for found in items(ws, "priority")] == [
        ("1", False),
        ("2", True),
    ]
    assert [found["ref"] for found in items(ws, "objective")] == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    titles = {found["title"] for found in items(ws, "action")}
    assert titles == {
        "Write for the parish magazine",
        "Put a stall up at the summer fair",
        "Run taxi marshals in December",
        "Referrals to: Housing advice",
        "Referrals to: Job club",
        "One assembly a term",
        "A leaflet for parents",
    }


def test_leads_stand_on_the_objective_not_again_on_its_actions(ws: Workspace, tmp_path: Path) -> None:
    apply_import(ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx")))
    agencies = {found["id"]: found["short_name"] for found in ws.records("agencies")}
    groups = {found["id"]: found["short_name"] for found in ws.records("groups")}
    leads = {
        found["title"]: (
            [agencies[lead] for lead in found["lead_agencies"]],
            [groups[lead] for lead in found["lead_groups"]],
        )
        for found in ws.records("plan_items")
    }
    assert leads["Run taxi marshals in December"] == ([], [])
    assert leads["Keep the high street calm at night, viz:\n○ noise\n○ broken glass"] == (
        ["MDC", "Police"],
        ["Comms", "Night Time Economy Group"],
    )
    assert leads["Visit people who live alone"] == ([], [])
    assert leads["Give people a way out"] == (["Probation", "Police"], [])
    assert leads["Talk to schools"] == (["MDC"], ["Drink and drugs working group"])


def test_updates_land_in_their_quarters(ws: Workspace, tmp_path: Path) -> None:
    apply_import(ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx")))
    objectives = {found["id"]: found["ref"] for found in items(ws, "objective")}
    assert [
        (objectives[found["item"]], found["quarter"], found["narrative"], found["rag"])
        for found in ws.records("updates", order=("quarter",))
    ] == [
        ("1.1", "2009-Q1", "One article printed.", None),
        ("1.1", "2009-Q2", "Stall held in August.", None),
        ("1.2", "2009-Q2", None, "green"),
    ]


def test_year_given_overrides_the_heading(ws: Workspace, tmp_path: Path) -> None:
    book = sections_workbook(tmp_path / "plan.xlsx")
    apply_import(ws, preview_import(ws, book, year=FinancialYear(2012)))
    assert {found["quarter"] for found in ws.records("updates")} == {"2012-Q1", "2012-Q2"}
    assert ws.records("plans")[0]["first_year"] == 2012


def test_without_a_year_it_is_asked_for(ws: Workspace, tmp_path: Path) -> None:
    book = sections_workbook(tmp_path / "plan.xlsx", title="Action plan", year="")
    with pytest.raises(WorkbookProblem, match="year"):
        preview_import(ws, book)
    preview = preview_import(ws, book, year=FinancialYear(2009))
    assert preview.counts["updates"]["new"] == 3


def test_every_cell_is_accounted_for(ws: Workspace, tmp_path: Path) -> None:
    book = sections_workbook(tmp_path / "plan.xlsx")
    listed = {(cell["sheet"], cell["cell"]): cell for cell in preview_import(ws, book).as_json()["cells"]}
    for sheet in load_workbook(book).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert (sheet.title, cell.coordinate) in listed
    left = [cell["text"] for cell in listed.values() if cell["outcome"] == "asked"]
    assert left == ["Assigned by JAG"]
    assert all(cell["message"] for cell in listed.values() if cell["outcome"] != "taken")


def test_importing_again_proposes_nothing(ws: Workspace, tmp_path: Path) -> None:
    book = sections_workbook(tmp_path / "plan.xlsx")
    apply_import(ws, preview_import(ws, book))
    again = preview_import(ws, book)
    assert again.changes == []
    assert all(count["new"] == count["updated"] == 0 for count in again.counts.values())
    assert apply_import(ws, again) is None


def test_a_plan_that_went_into_one_called_otherwise_is_found_there_again(
    ws: Workspace, tmp_path: Path
) -> None:
    """Its title is that of the file's own plan, or one the plan was given since: never a second plan of the same rows."""
    (partnership,) = ws.records("partnerships")
    made = Insert(
        "plans",
        {
            "partnership": partnership["id"],
            "title": "Annual plan",
            "first_year": 2009,
            "last_year": 2009,
            "status": "draft",
        },
    )
    ws.apply([made])
    untitled = sections_workbook(tmp_path / "plan.xlsx", title="", introduction=())
    apply_import(ws, preview_import(ws, untitled))
    assert preview_import(ws, untitled).changes == []
    heading, rows = OWN_SECTIONS[0]
    later = [(heading, [(*rows[0][:8], "Second article printed.", None), *rows[1:]]), OWN_SECTIONS[1]]
    titled = sections_workbook(tmp_path / "later.xlsx", later, title="Meadowshire plan 2009-2010")
    apply_import(ws, preview_import(ws, titled))
    (plan,) = ws.records("plans")
    assert plan["title"] == "Annual plan"
    assert len(ws.records("updates")) == 4


def test_another_plan_of_the_same_year_is_one_of_its_own(ws: Workspace, tmp_path: Path) -> None:
    apply_import(ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx")))
    rows: list[tuple[object, ...]] = [
        (1.1, "Fewer burglaries", "○ Mark bicycles\n○ Fit alarms", None, "Police")
    ]
    other = sections_workbook(
        tmp_path / "other.xlsx", [("1. BURGLARY", rows)], title="Burglary plan 2009-2010"
    )
    apply_import(ws, preview_import(ws, other))
    assert {plan["title"] for plan in ws.records("plans")} == {OWN_TITLE, "Burglary plan 2009-2010"}


def test_a_changed_workbook_updates_and_one_undo_takes_it_back(ws: Workspace, tmp_path: Path) -> None:
    apply_import(ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx")))
    heading, rows = OWN_SECTIONS[0]
    changed = [(heading, [(*rows[0][:8], "Second article printed.", None), *rows[1:]]), OWN_SECTIONS[1]]
    preview = preview_import(ws, sections_workbook(tmp_path / "plan.xlsx", changed))
    assert preview.counts["updates"] == {"new": 1, "updated": 0, "same": 3}
    apply_import(ws, preview)
    assert len(ws.records("updates")) == 4
    ws.undo()
    assert len(ws.records("updates")) == 3


def test_like_wording_is_offered_as_the_same_record(ws: Workspace, tmp_path: Path) -> None:
    apply_import(ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx")))
    heading, rows = OWN_SECTIONS[0]
    reworded = (None, "Tell the residents what is being done", *rows[0][2:])
    book = sections_workbook(tmp_path / "plan.xlsx", [(heading, [reworded, *rows[1:]]), OWN_SECTIONS[1]])
    preview = preview_import(ws, book)
    (proposal,) = [found for found in preview.proposals if found.outcome == "updated"]
    assert proposal.nearest is not None
    assert proposal.differences["title"][0] == "Tell residents what is being done"
    added = choose(ws, preview, {proposal.key: "add"})
    assert added.counts["plan_items"]["new"] > preview.counts["plan_items"]["new"]
    left_out = choose(ws, preview, {proposal.key: "leave out"})
    assert proposal.key not in {found.key for found in left_out.proposals if found.outcome != "left out"}


def test_a_ref_that_lost_its_nought_is_read_as_the_next(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(ref, f"Objective number {n}", "Do it") for n, ref in enumerate(
        [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11], 1
    )]  # fmt: skip
    apply_import(
        ws, preview_import(ws, sections_workbook(tmp_path / "plan.xlsx", [("1. MANY THINGS", rows)]))
    )
    assert [found["ref"] for found in items(ws, "objective")][-3:] == ["1.9", "1.10", "1.11"]


def test_the_real_plan_comes_in_whole(ws: Workspace, tmp_path: Path) -> None:
    text = document("003")
    if text is None:
        pytest.skip("the reference documents are not here")
    title, introduction, sections = sections_of(text)
    book = sections_workbook(
        tmp_path / "plan.xlsx", sections, title=title, introduction=introduction, year="2008-2009"
    )
    preview = preview_import(ws, book)
    apply_import(ws, preview)
    assert len(items(ws, "priority")) == 7
    refs = [found["ref"] for found in items(ws, "objective")]
    assert refs == [row[0] for _, rows in sections for row in rows]
    assert (refs[0], refs[-1], len(refs)) == ("1.1", "7.1", 37)
    actions = {found["title"] for found in items(ws, "action")}
    for _, rows in sections:
        for row in rows:
            for bullet in str(row[2] or "").split("\n"):
                words = bullet.strip("○• ")
                assert not words or any(words in action for action in actions), words
    assert preview_import(ws, book).changes == []
    _every_sentence_is_kept(ws, preview, book)


def _every_sentence_is_kept(ws: Workspace, preview: object, book: Path) -> None:
    """Each sentence of each cell stands in a record, or its cell is on the list with a reason."""
    kept = plain(
        " ".join(
            str(value)
            for register in ("plans", "plan_items", "updates", "agencies", "groups")
            for record in ws.records(register)
            for value in record.values()
            if isinstance(value, str)
        )
    )
    listed = {
        (cell["sheet"], cell["cell"]): cell["outcome"]
        for cell in preview.as_json()["cells"]  # type: ignore[attr-defined]
    }
    sentences = 0
    for sheet in load_workbook(book).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or listed[sheet.title, cell.coordinate] != "taken":
                    continue
                for sentence in re.split(r"[\n○•]|(?<=[.:;])\s|^\d\. |, ?", str(cell.value)):
                    sentences += 1
                    assert _in(sentence, kept, cell.column_letter), (cell.coordinate, sentence)
    assert sentences > 100
    outcomes = list(listed.values())
    assert outcomes.count("asked") == 1


def _in(sentence: str, kept: str, column: str) -> bool:
    # Two names may share a cell with nothing between them.
    pieces = plain(sentence).split() if column in "EF" else [plain(sentence)]
    return all(piece in kept for piece in pieces)
