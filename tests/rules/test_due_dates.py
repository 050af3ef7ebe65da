"""When an item is due, and what counts as overdue at a quarter's end."""

from __future__ import annotations

from datetime import date

from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.rules.due_dates import due_date, is_past, overdue

Q1, Q2 = Quarter(2010, 1), Quarter(2010, 2)
TODAY = date(2010, 10, 19)


def test_what_was_finished_on_the_quarters_last_day_was_not_late() -> None:
    plan = Building()
    in_time = plan.action(plan.priority(), due_on="2010-08-31", status="complete", completed_on="2010-09-30")
    too_late = plan.action(plan.priority(), due_on="2010-08-31", status="complete", completed_on="2010-10-01")
    records = plan.records()
    assert overdue(records, in_time, Q2, TODAY) is None
    assert overdue(records, too_late, Q2, TODAY) == date(2010, 8, 31)


def test_the_newest_date_reported_up_to_the_quarter_counts() -> None:
    plan = Building()
    item = plan.action(plan.priority(), due_on="2010-06-30")
    plan.update(item, "2010-Q1", new_due_on="2010-08-31")
    plan.update(item, "2010-Q2", new_due_on="2010-12-31")
    records = plan.records()
    assert due_date(records, item, Quarter(2009, 4)) == date(2010, 6, 30)
    assert due_date(records, item, Q1) == date(2010, 8, 31)
    assert due_date(records, item, Q2) == date(2010, 12, 31)


def test_a_day_is_past_from_the_next_one_on() -> None:
    last = date(2010, 9, 30)
    assert not is_past(last, Q2, last)
    assert is_past(last, Q2, date(2010, 10, 1))
    assert not is_past(date(2010, 10, 1), Q2, TODAY)
