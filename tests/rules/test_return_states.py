from __future__ import annotations

from datetime import date

import pytest
from record_building import made

from csp_desktop.rules.return_states import return_state

DAY = date(2010, 10, 19)


@pytest.mark.parametrize(
    ("state", "due", "word", "rag"),
    [
        ("prepared", "2010-10-19", "Prepared", "none"),
        ("sent", "2010-10-20", "Sent", "none"),
        ("sent", "2010-10-18", "1 day late", "red"),
        ("prepared", "2010-10-15", "4 days late", "red"),
        ("sent", "2009-10-15", "Late", "red"),
        ("sent", None, "Sent", "none"),
        ("received", "2010-10-01", "Questions", "amber"),
        ("applied", "2010-10-01", "In", "green"),
        ("waived", "2010-10-01", "Waived", "none"),
    ],
)
def test_state_as_a_badge(state, due, word, rag):
    found = made("returns", state=state, due_on=due, quarter="2010-Q2", return_code="R")
    told = return_state(found, DAY)
    assert (told.word, told.rag) == (word, rag)
    assert told.late == (rag == "red")


def test_what_is_in_and_asks_nothing_came_back_empty():
    found = made("returns", state="received", due_on="2010-10-01", quarter="2010-Q2", return_code="R")
    assert return_state(found, DAY, questions=0).word == "Came back empty"
    assert return_state(found, DAY, questions=2).word == "Questions"


def test_what_is_in_and_lacks_something_is_in_part():
    found = made("returns", state="applied", due_on="2010-10-01", quarter="2010-Q2", return_code="R")
    assert [return_state(found, DAY, 0, missing).word for missing in (0, 2)] == ["In", "In part"]
    assert return_state(found, DAY, 0, 2).rag == "amber"
