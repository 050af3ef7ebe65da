"""The first due date of a plan item is kept when it is first replaced, and by nothing else."""

from __future__ import annotations

from pathlib import Path

from conftest import SmallFile

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import FinancialYear


def _dates(workspace: Workspace, item: str) -> tuple[str | None, str | None]:
    found = workspace.record("plan_items", item)
    assert found is not None
    return found["due_on"], found["original_due_on"]


def test_the_first_date_replaced_is_kept_and_undo_takes_it_back(
    small: SmallFile, workspace: Workspace
) -> None:
    seen = [_dates(workspace, small.action)]
    for day in ("2010-06-30", "2010-09-30", "2010-12-31", None):
        workspace.apply([Update("plan_items", small.action, {"due_on": day})])
        seen.append(_dates(workspace, small.action))
    first = "2010-06-30"
    assert seen == [(None, None), (first, None), ("2010-09-30", first), ("2010-12-31", first), (None, first)]
    for expected in seen[-2::-1]:
        workspace.undo()
        assert _dates(workspace, small.action) == expected
    for expected in seen[1:3]:
        workspace.redo()
        assert _dates(workspace, small.action) == expected
    change = next(
        one
        for one in workspace.history.changes_to(small.action)
        if one["field"] == "original_due_on" and one["after"]
    )
    assert (change["before"], change["after"]) == (None, first)


def test_the_same_date_typed_again_replaces_nothing(small: SmallFile, workspace: Workspace) -> None:
    workspace.apply([Update("plan_items", small.action, {"due_on": "2010-06-30"})])
    step = workspace.apply([Update("plan_items", small.action, {"due_on": "2010-06-30", "target": "Ten"})])
    assert step.number and _dates(workspace, small.action) == ("2010-06-30", None)


def test_two_changes_of_one_step_keep_the_date_before_the_step(
    small: SmallFile, workspace: Workspace
) -> None:
    made = Insert(
        "plan_items", {"plan": small.plan, "level": "priority", "title": "New", "due_on": "2010-05-01"}
    )
    workspace.apply([Update("plan_items", small.action, {"due_on": "2010-06-30"})])
    workspace.apply(
        [
            made,
            Update("plan_items", made.id, {"due_on": "2010-05-31"}),
            Update("plan_items", small.action, {"due_on": "2010-07-31"}),
            Update("plan_items", small.action, {"due_on": "2010-08-31"}),
        ]
    )
    # What stood in the file for no moment was nobody's date.
    assert _dates(workspace, made.id) == ("2010-05-31", None)
    assert _dates(workspace, small.action) == ("2010-08-31", "2010-06-30")


def test_bringing_in_new_items_replaces_no_date_and_a_whole_register_keeps_its_own(
    small: SmallFile, workspace: Workspace, tmp_path: Path
) -> None:
    for day in ("2010-06-30", "2010-09-30"):
        workspace.apply([Update("plan_items", small.action, {"due_on": day})])
    book = export_registers(
        workspace, tmp_path / "all.xlsx", ["partnerships", "plans", "agencies", "plan_items"]
    )
    assert preview_import(workspace, book).changes == []
    with Workspace.create(tmp_path / "other.csp") as other:
        apply_import(other, preview_import(other, book))
        assert _dates(other, small.action) == ("2010-09-30", "2010-06-30")
        assert _dates(other, small.other) == (None, None)


def test_next_years_items_start_without_one_and_keep_what_is_known_of_them(
    small: SmallFile, workspace: Workspace
) -> None:
    officer = Insert("people", {"agency": small.police, "name": "Crime reduction officer"})
    workspace.apply([officer])
    known = {"lead_officers": (officer.id,), "notes": "Cost centre: 4711", "evidence": "minutes.docx"}
    began = {"starts_on": "2010-05-01", "status": "in progress", "public": True}
    workspace.apply(
        [
            Update("plan_items", small.action, {**known, **began, "due_on": "2010-06-30"}),
            Update("plan_items", small.other, {"starts_on": "2010-05-01"}),
            Update("plan_items", small.priority, {"starts_on": "2011-05-01"}),
        ]
    )
    workspace.apply([Update("plan_items", small.action, {"due_on": "2010-09-30"})])
    done = roll_over(workspace, small.plan, FinancialYear(2011))
    carried = {one["copied_from"]: one for one in workspace.records("plan_items", {"plan": done.plan_id})}
    assert carried[small.action] | known | began == carried[small.action]
    assert _dates(workspace, carried[small.action]["id"]) == ("2011-09-30", None)
    # It was to start last year and did not; one that starts in the new year still does.
    assert carried[small.other]["starts_on"] is None
    assert carried[small.priority]["starts_on"] == "2011-05-01"
    roll_over(workspace, small.plan, FinancialYear(2011))
    assert _dates(workspace, carried[small.action]["id"]) == ("2011-09-30", None)
