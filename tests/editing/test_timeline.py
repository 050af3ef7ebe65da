"""The timeline: who changed what and when, from which cell of which return, and taking a day back."""

from __future__ import annotations

from pathlib import Path

from conftest import SmallFile
from returning_partner import ReportingPlan, fill_in, send

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.timeline import taken_back, told
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace


def test_steps_are_found_by_register_record_and_words(workspace: Workspace, small: SmallFile) -> None:
    first = workspace.apply([Update("plan_items", small.action, {"title": "Mark 50% of _all_ bicycles"})])
    second = workspace.apply([Update("plans", small.plan, {"title": "Renamed"})], "renamed")
    history = workspace.history
    assert [step.step for step in history.steps()][:2] == [second.number, first.number]
    newest = history.steps(limit=1)[0]
    assert (newest.reason, newest.made_by, newest.changes, newest.registers) == (
        "renamed",
        workspace.user,
        1,
        ("plans",),
    )
    assert history.steps(register="plan_items")[0].step == first.number
    assert history.steps(records=[small.action])[0].step == first.number
    assert [step.step for step in history.steps(words="50% of _all_")] == [first.number]
    assert history.steps(words="50_ of") == [] and history.steps(register="risks") == []
    (change,) = told(workspace, [first.number])
    assert (change.before, change.after, change.source) == ("Mark bicycles", "Mark 50% of _all_ bicycles", "")


def test_what_came_from_a_return_names_its_cell(tmp_path: Path) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        form = send(ws, plan, tmp_path / "out")

        def write(book: object) -> None:
            sheet = book["Action updates"]  # type: ignore[index]
            heading = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Row code")
            column = next(at for at in range(1, 30) if sheet.cell(heading, at).value == "Update")
            sheet.cell(heading + 1, column).value = "Told by the partner"
            place.append(sheet.cell(heading + 1, column).coordinate)

        place: list[str] = []
        returned = fill_in(form, write)
        apply_returns(ws, preview_returns(ws, [returned]))
        steps = [step.step for step in ws.history.steps(words="Told by the partner")]
        changes = told(ws, steps)
        (update,) = [
            change for change in changes if change.register == "updates" and change.field in ("", "narrative")
        ]
        assert update.source == f"{returned.name}, Action updates, {place[0]}"


def test_what_was_changed_on_the_day_it_went_or_came_back_is_taken_back_too(
    workspace: Workspace, small: SmallFile
) -> None:
    before = workspace.record("plan_items", small.other)
    gone = Delete("plan_items", small.other)
    went = [workspace.apply([Update("plan_items", small.other, {"title": "Dim"})]), workspace.apply([gone])]
    back, left = taken_back(workspace, told(workspace, [step.number for step in went]))
    workspace.apply(back)
    assert (workspace.record("plan_items", small.other), left) == (before, 0)
    again = [workspace.apply([gone])]
    again.append(workspace.apply(taken_back(workspace, told(workspace, [again[0].number]))[0]))
    again.append(workspace.apply([Update("plan_items", small.other, {"title": "Bright"})]))
    back, left = taken_back(workspace, told(workspace, [step.number for step in again]))
    workspace.apply(back)
    assert (workspace.record("plan_items", small.other), left) == (before, 0)


def test_a_day_is_taken_back_but_for_what_was_changed_again(workspace: Workspace, small: SmallFile) -> None:
    before = workspace.dump(["plan_items", "updates", "plans", "agencies"])
    made = Insert("plan_items", {"plan": small.plan, "level": "priority", "ref": "9", "title": "New"})
    update = Insert("updates", {"item": made.id, "quarter": "2010-Q1", "narrative": "Words"})
    steps = [
        workspace.apply([made, update]),
        workspace.apply([Update("plan_items", made.id, {"title": "Newer"})]),
        workspace.apply([Update("plan_items", small.action, {"title": "Twice"})]),
        workspace.apply([Update("plan_items", small.action, {"title": "Thrice"})]),
        workspace.apply([Update("plan_items", small.action, {"lead_agencies": (small.police,)})]),
        workspace.apply([Delete("plan_items", small.other)]),
        workspace.apply([Update("plans", small.plan, {"title": "Renamed"})]),
    ]
    later = workspace.apply([Update("plans", small.plan, {"title": "Renamed again"})])
    day = told(workspace, [step.number for step in steps])
    back, left = taken_back(workspace, day)
    assert left == 1
    workspace.apply(back, "taken back")
    workspace.apply(taken_back(workspace, told(workspace, [later.number]))[0])
    workspace.apply([Update("plans", small.plan, {"title": "Plan 2010/11"})])

    def sorted_records(dump: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
        return {name: sorted(records, key=lambda record: str(record["id"])) for name, records in dump.items()}

    after = workspace.dump(["plan_items", "updates", "plans", "agencies"])
    assert sorted_records(after) == sorted_records(before)
    assert taken_back(workspace, day)[0] == []
