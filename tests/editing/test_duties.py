"""The duties shipped: each sourced and dated, put into the log once, with the day of the plan's year."""

from __future__ import annotations

import re
from datetime import date

import pytest
from conftest import SmallFile

from csp_desktop.editing.duties import Duty, duties, in_log, recording
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.periods import FinancialYear


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.title.split(":")[0])
def test_each_duty_says_what_when_and_where_it_was_looked_up(duty: Duty) -> None:
    assert duty.title and duty.when and duty.applies
    assert re.search(r"(Act|Regulations|SI) .*(section|regulation)s? \d", duty.source), duty.source
    assert duty.web.startswith("https://www.legislation.gov.uk/")
    assert date(2026, 1, 1) <= duty.looked_up


def test_no_two_duties_have_one_source() -> None:
    assert len({duty.source for duty in duties()}) == len(duties()) >= 12


def test_a_day_of_the_year_is_that_of_the_financial_year() -> None:
    assessment = next(duty for duty in duties() if duty.title.startswith("Strategic assessment"))
    assert assessment.due_in(FinancialYear(2026)) == date(2027, 3, 31)
    copy = next(duty for duty in duties() if "Copy of the partnership plan" in duty.title)
    assert copy.due_in(FinancialYear(2026)) is None


def test_ticked_duties_are_in_the_log_and_known_again_when_reworded(
    workspace: Workspace, small: SmallFile
) -> None:
    ticked = [duty for duty in duties() if "plan" in duty.title.split(":")[0]]
    workspace.apply(recording(workspace.plan_records(small.plan), ticked), "duties")
    records = workspace.plan_records(small.plan)
    dated, undated = (
        next(entry for entry in records.log_entries if entry["title"].startswith(words))
        for words in ("Partnership plan", "Copy of the partnership plan")
    )
    assert (dated["plan"], dated["due_on"]) == (small.plan, "2011-03-31")
    assert (undated["plan"], undated["due_on"]) == (None, None)
    assert "26 November 2026" in dated["notes"] and "legislation.gov.uk" in dated["notes"]
    workspace.apply([Update("log_entries", dated["id"], {"title": "The plan of the year"})])
    records = workspace.plan_records(small.plan)
    assert [duty for duty in duties() if in_log(records, duty)] == ticked
