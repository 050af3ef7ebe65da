"""A due date typed after a lead gave a new one is the later word, and counts; each of the two keeps its history."""

from __future__ import annotations

from datetime import date

from conftest import SmallFile

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.due_dates import due_date
from csp_desktop.rules.log import entry_state

Q1, Q2, Q3 = (Quarter(2010, number) for number in (1, 2, 3))


def _dues(workspace: Workspace, small: SmallFile) -> list[str]:
    records = workspace.plan_records(small.plan)
    days = (due_date(records, records.item[small.action], quarter) for quarter in (Q1, Q2, Q3))
    return [day.isoformat() if day else "" for day in days]


def _due(workspace: Workspace, small: SmallFile, day: str | None) -> None:
    workspace.apply([Update("plan_items", small.action, {"due_on": day})])


def _slip(workspace: Workspace, small: SmallFile, quarter: Quarter, day: str) -> str:
    update = Insert(
        "updates", {"item": small.action, "quarter": quarter.code, "narrative": "Put off", "new_due_on": day}
    )
    workspace.apply([update])
    return update.id


def test_the_later_of_what_was_reported_and_typed_counts(small: SmallFile, workspace: Workspace) -> None:
    _due(workspace, small, "2010-06-30")
    _slip(workspace, small, Q1, "2010-09-30")
    assert _dues(workspace, small) == ["2010-09-30"] * 3
    _due(workspace, small, "2011-03-31")
    assert _dues(workspace, small) == ["2011-03-31"] * 3
    _slip(workspace, small, Q3, "2010-12-31")
    assert _dues(workspace, small) == ["2011-03-31", "2011-03-31", "2010-12-31"]


def test_a_date_typed_and_taken_back_says_nothing(small: SmallFile, workspace: Workspace) -> None:
    for day in ("2010-06-30", "2010-07-31"):
        _due(workspace, small, day)
    _slip(workspace, small, Q1, "2010-09-30")
    _due(workspace, small, "2011-03-31")
    workspace.undo()
    assert _dues(workspace, small)[0] == "2010-09-30"
    workspace.redo()
    assert _dues(workspace, small)[0] == "2011-03-31"
    _due(workspace, small, "2010-07-31")
    assert _dues(workspace, small)[0] == "2010-09-30"
    # Taken out, it leaves the one that was reported.
    _due(workspace, small, "2011-03-31")
    _due(workspace, small, None)
    assert _dues(workspace, small)[0] == "2010-09-30"


def test_a_date_that_was_reported_only_in_words_before_is_replaced_too(
    small: SmallFile, workspace: Workspace
) -> None:
    workspace.apply([Update("plan_items", small.action, {"timescale": "by June 2010"})])
    _slip(workspace, small, Q1, "2010-09-30")
    _due(workspace, small, "2011-03-31")
    assert _dues(workspace, small)[0] == "2011-03-31"


def test_a_reported_date_put_right_later_counts_again(small: SmallFile, workspace: Workspace) -> None:
    _due(workspace, small, "2010-06-30")
    update = _slip(workspace, small, Q1, "2010-09-30")
    _due(workspace, small, "2011-03-31")
    workspace.apply([Update("updates", update, {"narrative": "Put off once more"})])
    assert _dues(workspace, small)[0] == "2011-03-31"
    workspace.apply([Update("updates", update, {"new_due_on": "2010-11-30"})])
    assert _dues(workspace, small)[0] == "2010-11-30"


def test_what_was_known_before_a_change_is_seen_anew(small: SmallFile, workspace: Workspace) -> None:
    _due(workspace, small, "2010-06-30")
    update = _slip(workspace, small, Q1, "2010-09-30")
    known = workspace.plan_records(small.plan)
    assert known.overtaken == frozenset()
    _due(workspace, small, "2011-03-31")
    assert workspace.plan_records(small.plan, known, {"plan_items"}).overtaken == {update}
    known = workspace.plan_records(small.plan)
    assert workspace.plan_records(small.plan, known, {"risks"}).overtaken == {update}


def test_next_years_plan_takes_the_date_that_counts(small: SmallFile, workspace: Workspace) -> None:
    _due(workspace, small, "2010-06-30")
    _slip(workspace, small, Q1, "2010-09-30")
    _due(workspace, small, "2011-06-30")
    made = roll_over(workspace, small.plan, FinancialYear(2011)).plan_id
    (carried,) = (item for item in workspace.records("plan_items", {"plan": made}) if item["ref"] == "1.1")
    assert carried["due_on"] == "2011-06-30"


def test_on_paper_a_date_that_no_longer_counts_is_told_as_the_leads(
    small: SmallFile, workspace: Workspace
) -> None:
    _due(workspace, small, "2010-06-30")
    _slip(workspace, small, Q1, "2010-09-30")
    options = ReportOptions(quarter=Q1, printed_on=date(2010, 7, 20))
    said = str(gather(workspace.plan_records(small.plan), "action-plan", options))
    assert "New date: 30 September 2010" in said and "The lead gave" not in said
    _due(workspace, small, "2010-09-30")
    said = str(gather(workspace.plan_records(small.plan), "action-plan", options))
    assert "New date: 30 September 2010" in said and "The lead gave" not in said
    _due(workspace, small, "2011-03-31")
    records = workspace.plan_records(small.plan)
    for form in ("action-plan", "quarterly-sheet", "progress-update"):
        said = str(gather(records, form, options))
        assert "The lead gave 30 September 2010 as the new date." in said and "New date" not in said, form
        assert "31 Mar" in said and "(was 30 Jun" in said, form


def test_so_it_is_in_the_log(small: SmallFile, workspace: Workspace) -> None:
    entry = Insert(
        "log_entries",
        {
            "partnership": small.partnership,
            "plan": small.plan,
            "kind": "order or agreement",
            "title": "PSPO",
            "expires_on": "2010-06-30",
        },
    )
    workspace.apply([entry])
    workspace.apply(
        [Insert("log_updates", {"entry": entry.id, "quarter": Q1.code, "new_due_on": "2010-09-30"})]
    )

    def falls_due() -> date | None:
        records = workspace.plan_records(small.plan)
        return entry_state(records, records.log_entry[entry.id], Q2).due

    assert falls_due() == date(2010, 9, 30)
    workspace.apply([Update("log_entries", entry.id, {"expires_on": "2011-03-31"})])
    assert falls_due() == date(2011, 3, 31)
