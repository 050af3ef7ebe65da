"""A lead's Complete completes its item: with its date by typing and by return, without one by bringing in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile
from openpyxl import Workbook, load_workbook
from record_building import Building
from returning_partner import Q1, Q2, ReportingPlan, answer, of, send, state, take_in

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.returns.rows import rows_by_recipient
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.rules.checks.readiness import findings

UPDATES = "Action updates"
MINOR = '{"blue": "Minor concerns"}'


def standing(ws: Workspace, item: str) -> tuple[str, str | None]:
    found = ws.record("plan_items", item)
    assert found is not None
    return found["status"], found["completed_on"]


def rated(item: str, quarter: str, rag: str | None, **values: object) -> Insert:
    return Insert("updates", {"item": item, "quarter": quarter, "rag": rag, **values})


def test_complete_completes_and_taking_it_back_opens_again(small: SmallFile, workspace: Workspace) -> None:
    told = rated(small.action, "2010-Q2", "blue", reported_on="2010-08-14")
    workspace.apply([told])
    assert standing(workspace, small.action) == ("complete", "2010-08-14")
    workspace.apply([Update("updates", told.id, {"narrative": "All marked."})])
    assert standing(workspace, small.action) == ("complete", "2010-08-14")
    workspace.apply([Update("updates", told.id, {"moderated_rag": "amber"})])
    assert standing(workspace, small.action) == ("in progress", None)
    workspace.undo()
    workspace.undo()
    workspace.undo()
    assert standing(workspace, small.action) == ("not started", None)
    workspace.redo()
    assert standing(workspace, small.action) == ("complete", "2010-08-14")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Said in October of July to September: it was so by the end of September.
        ([("2010-Q2", "blue", "2010-10-12")], ("complete", "2010-09-30")),
        # A later rating says that it goes on.
        ([("2010-Q3", "green", None), ("2010-Q1", "blue", None)], ("not started", None)),
        ([("2010-Q1", "blue", None), ("2010-Q2", "blue", "2010-09-01")], ("complete", "2010-09-01")),
    ],
)
def test_the_newest_rating_decides_and_no_day_is_after_its_quarter(
    small: SmallFile,
    workspace: Workspace,
    changes: list[tuple[str, str, str | None]],
    expected: tuple[str, str | None],
) -> None:
    workspace.apply([rated(small.action, quarter, rag, reported_on=day) for quarter, rag, day in changes])
    assert standing(workspace, small.action) == expected


def test_what_is_typed_today_is_complete_today(small: SmallFile, workspace: Workspace) -> None:
    workspace.apply([rated(small.action, "2010-Q2", "blue")], today=date(2010, 8, 17))
    assert standing(workspace, small.action) == ("complete", "2010-08-17")


def test_what_a_person_said_of_the_status_stands(small: SmallFile, workspace: Workspace) -> None:
    workspace.apply([Update("plan_items", small.action, {"status": "stopped"})])
    workspace.apply([rated(small.action, "2010-Q2", "blue")])
    assert standing(workspace, small.action) == ("stopped", None)
    ongoing = Update("plan_items", small.other, {"status": "ongoing"})
    workspace.apply([ongoing, rated(small.other, "2010-Q2", "blue")])
    assert standing(workspace, small.other) == ("ongoing", None)
    # Nothing of that rating is written now.
    workspace.apply([rated(small.other, "2010-Q1", "red")])
    assert standing(workspace, small.other) == ("ongoing", None)


def test_another_word_for_blue_completes_nothing(small: SmallFile, workspace: Workspace) -> None:
    workspace.apply([Update("partnerships", small.partnership, {"rag_words": MINOR})])
    workspace.apply([rated(small.action, "2010-Q2", "blue")])
    assert standing(workspace, small.action) == ("not started", None)


def test_a_returned_complete_is_not_asked_again_not_late_and_closes(tmp_path: Path) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        item = plan.items[0]
        ws.apply([Update("plan_items", item, {"due_on": "2010-08-31"})])
        form = send(ws, plan, tmp_path / "out")
        assert "Finished?" not in [cell.value for cell in load_workbook(form)[UPDATES][3]]
        take_in(ws, answer(form, {(UPDATES, "1.1", "RAG"): "Complete"}))
        assert standing(ws, item) == ("complete", "2010-09-30")
        records = ws.plan_records(plan.plan)
        asked = {
            row.record
            for sheets in rows_by_recipient(records, Q2.plus(1)).values()
            for row in sheets["action updates"]
        }
        assert item not in asked and plan.items[1] in asked
        found = {
            finding.code for finding in findings(records, Q2, date(2011, 1, 10)) if finding.record == item
        }
        assert not found & {"action-overdue", "no-update", "rating-against-rule"}
        ws.apply(
            [
                Update(
                    "updates",
                    ws.records("updates", {"item": item, "quarter": Q1.code})[0]["id"],
                    {"rag": "red"},
                )
            ]
        )
        assert roll_over(ws, plan.plan, FinancialYear(2011)).as_json()["closed"] == 1


def test_finished_is_asked_where_blue_says_something_else(tmp_path: Path) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        ws.apply([Update("partnerships", plan.partnership, {"rag_words": MINOR})])
        form = send(ws, plan, tmp_path / "out")
        answers: dict[tuple[str, str, str], object] = {
            (UPDATES, "1.1", "Finished?"): "Yes",
            (UPDATES, "1.1", "RAG"): "Green",
            (UPDATES, "1.2", "Finished?"): "No",
            (UPDATES, "1.3", "Finished?"): "done",
            (UPDATES, "1.4", "Finished?"): "nearly",
        }
        before = state(ws)
        preview = take_in(ws, answer(form, answers, "filled.xlsx"))
        assert [standing(ws, item)[0] for item in plan.items[:4]] == [
            "complete",
            "not started",
            "complete",
            "not started",
        ]
        assert standing(ws, plan.items[0])[1] == "2010-09-30"
        assert [found.cell for found in of(preview, "rejected", "ask")]
        again = take_in(ws, answer(form, {**answers, (UPDATES, "1.2", "Update"): "Six lamps."}, "again.xlsx"))
        assert {found.field for found in of(again, "changed")} == {"narrative"}
        ws.undo()
        ws.undo()
        assert state(ws) == before


def test_a_plan_brought_in_with_complete_is_complete(tmp_path: Path) -> None:
    book = Workbook()
    rows = [
        ["Ref", "Action", "Lead", "Due date", "Progress Q2 2010/11", "RAG"],
        ["1", "Mark bicycles at the station", "Police", "30/09/2010", "All marked.", "Complete"],
        ["2", "Light the alleys behind the shops", "Police", "31/12/2010", "Six lamps.", "Green"],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    with Workspace.create(tmp_path / "new.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Anytown CSP", "short_name": "Anytown"})])
        apply_import(ws, preview_import(ws, tmp_path / "plan.xlsx", year=FinancialYear(2010)))
        brought = [
            (item["status"], item["completed_on"]) for item in ws.records("plan_items", {"level": "action"})
        ]
        assert brought == [("complete", None), ("not started", None)]


@pytest.mark.parametrize(
    ("completed_on", "rag", "expected"),
    [
        ("2010-09-12", "red", True),
        (None, "red", True),
        ("2010-10-04", "red", False),
        ("2010-09-12", "amber", False),
    ],
)
def test_complete_but_red_is_found(completed_on: str | None, rag: str, expected: bool) -> None:
    plan = Building()
    action = plan.action(
        plan.priority(), "Mark bicycles", ref="1.1", status="complete", completed_on=completed_on
    )
    plan.update(action, "2010-Q2", narrative="Half of them.", rag=rag)
    found = [
        one for one in findings(plan.records(), Q2, date(2010, 10, 20)) if one.code == "complete-rated-red"
    ]
    assert [one.record for one in found] == ([action["id"]] if expected else [])


_PLAN = ["Ref", "Action", "Lead agency", "Due date", "Q1 BRAG"]


def _plan_brought_in(ws: Workspace, path: Path, headings: list[str], *rows: list[str]) -> None:
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    apply_import(ws, preview_import(ws, path, year=FinancialYear(2026)))


@pytest.fixture
def anytown(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "new.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Anytown CSP", "short_name": "Anytown"})])
        yield ws


def test_a_plan_brought_in_makes_up_no_day(anytown: Workspace, tmp_path: Path) -> None:
    bins = ["1", "Fit two knife bins", "Police", "31/07/2026", "B"]
    forum = ["2", "Hold a residents' forum", "Council", "30/09/2026", "G"]
    _plan_brought_in(anytown, tmp_path / "plan.xlsx", _PLAN, bins, forum)
    (item,) = anytown.records("plan_items", {"ref": "1"})
    assert standing(anytown, item["id"]) == ("complete", None)
    (update,) = anytown.records("updates", {"item": item["id"]})
    # A later rating of complete leaves the day open: it was so before.
    later = Quarter.parse(update["quarter"]).plus(1).code
    told = rated(item["id"], later, "blue")
    anytown.apply([told])
    assert standing(anytown, item["id"]) == ("complete", None)
    # Rated otherwise again, it goes on, as where the day is known.
    anytown.apply([Update("updates", told.id, {"rag": "amber"})])
    assert standing(anytown, item["id"]) == ("in progress", None)


def test_a_plan_rated_otherwise_the_second_time_goes_on(anytown: Workspace, tmp_path: Path) -> None:
    bins = ["1", "Fit two knife bins", "Police", "31/07/2026", "B"]
    _plan_brought_in(anytown, tmp_path / "plan.xlsx", _PLAN, bins)
    (item,) = anytown.records("plan_items", {"ref": "1"})
    _plan_brought_in(anytown, tmp_path / "plan.xlsx", _PLAN, [*bins[:4], "A"])
    assert standing(anytown, item["id"]) == ("in progress", None)


def test_a_day_a_plan_states_is_kept(anytown: Workspace, tmp_path: Path) -> None:
    bins = ["1", "Fit two knife bins", "Police", "31/07/2026", "B", "14/07/2026"]
    _plan_brought_in(anytown, tmp_path / "plan.xlsx", [*_PLAN, "Date completed"], bins)
    (item,) = anytown.records("plan_items", {"ref": "1"})
    assert standing(anytown, item["id"]) == ("complete", "2026-07-14")
