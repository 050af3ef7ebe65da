"""Timescales as plans write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.rules.timescales import read_timescale

YEAR = FinancialYear(2010)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("March 2011", "2011-03-31"),
        ("by June 10", "2010-06-30"),
        ("30 June 2010", "2010-06-30"),
        ("30\u201106\u20112010", "2010-06-30"),
        ("by 30\u201306\u20132010", "2010-06-30"),
        ("30\u201106\u201110", "2010-06-30"),
        ("30/06/2010, now moved to 30/11/2010", "2010-11-30"),
        ("June 2010 – extended until September 2010", "2010-09-30"),
        ("30/06/2010, new date 30/11/2010", "2010-11-30"),
        ("30/06/2010 superseded by 30/11/2010", "2010-11-30"),
        ("30 June 2010 (first draft), final in May 2011", "2010-06-30"),
        ("November 2010 and February 2011", "2011-02-28"),
        ("30 June 2010, 30 September 2010 & 31 March 2011", "2011-03-31"),
        ("Q2 and Q4", "2011-03-31"),
        ("March 2011, June 2010 for the draft", "2011-03-31"),
        ("June 2010, to be reviewed in September 2010", "2010-06-30"),
        ("2003/04", "2004-03-31"),
        ("2003/2004", "2004-03-31"),
        ("2010-11", "2011-03-31"),
        ("Q2", "2010-09-30"),
        ("end of Q3", "2010-12-31"),
        ("Q2 2003/04", "2003-09-30"),
        ("Quarter 4", "2011-03-31"),
        ("2010-Q2", "2010-09-30"),
        ("Establish by July 2003", "2003-07-31"),
        ("Establish by December 2003", "2003-12-31"),
        ("September 2003", "2003-09-30"),
        ("June 2003 Completed for 2003/04", "2003-06-30"),
        ("by April 1st 2010", "2010-04-01"),
        ("01 April 2010", "2010-04-01"),
        ("March 2011 (ideally February 2011)", "2011-03-31"),
        ("(March 2011)", "2011-03-31"),
        ("end March", "2011-03-31"),
        ("End of September", "2010-09-30"),
        ("Feb 2012", "2012-02-29"),
        ("by June/July/August 2010", "2010-08-31"),
        ("July 2010 - March 2011", "2011-03-31"),
        ("May to August", "2010-08-31"),
        ("June/July", "2010-07-31"),
        ("31/3/11", "2011-03-31"),
        ("31.03.2011", "2011-03-31"),
        ("2011-03-31", "2011-03-31"),
        ("31st of March", "2011-03-31"),
        ("Pending – but local aim should be by September 2010", "2010-09-30"),
        ("Throughout 2010-11", "2011-03-31"),
        ("Sept '10", "2010-09-30"),
        ("28-Aug-10", "2010-08-28"),
        ("by 5/May/2011", "2011-05-05"),
        ("Mar-12", "2012-03-31"),
        ("Apr-10 - Mar-11", "2011-03-31"),
        ("1 Apr-30 Jun", "2010-06-30"),
        ("June-28-2010", "2010-06-28"),
        ("from July 2010 to March 2011", "2011-03-31"),
        ("2010/11 Q3", "2010-12-31"),
        ("Q4 of 2009/10", "2010-03-31"),
        ("end of the financial year", "2011-03-31"),
        ("by year end", "2011-03-31"),
        ("Starts April 2010, ends March 2011", "2011-03-31"),
        ("30/06/2010 (extended to 30/09/2010)", "2010-09-30"),
        ("June 2010 (slipped to 30 September 2010)", "2010-09-30"),
        ("30/06/2010 (revised: 30/09/2010)", "2010-09-30"),
        ("30/06/2010 (now complete)", "2010-06-30"),
        ("2010-09-30T00:00:00", "2010-09-30"),
        ("by 2010-09-30T09:00:00Z", "2010-09-30"),
        ("To be completed 30/09/2010", "2010-09-30"),
        ("Completed by 30/09/2010", "2010-09-30"),
    ],
)
def test_dates(text: str, due: str) -> None:
    read = read_timescale(text, YEAR)
    assert (read.kind, read.due_on, read.recurrence) == ("date", date.fromisoformat(due), None)
    assert read.text == text


@pytest.mark.parametrize(
    ("text", "recurrence", "due"),
    [
        ("June/Sept/Dec/April", "June, September, December and April", None),
        ("Annual January - March 2003", "annual", "2003-03-31"),
        ("Annual", "annual", None),
        ("Bi-annual", "bi-annual", None),
        ("Quarterly Newsletter", "quarterly", None),
        ("As required. 15-20 Sessions per year", "15-20 sessions per year", None),
        ("15–20 sessions per year", "15–20 sessions per year", None),
        ("6 weekly", "6 weekly", None),
        ("bi-monthly", "bi-monthly", None),
        ("Monthly until March 2011", "monthly", "2011-03-31"),
    ],
)
def test_recurrences(text: str, recurrence: str, due: str | None) -> None:
    read = read_timescale(text, YEAR)
    assert (read.kind, read.recurrence) == ("recurring", recurrence)
    assert read.due_on == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ongoing", "open"),
        ("On-going", "open"),
        ("As required", "open"),
        ("Completed and ongoing", "open"),
        ("Ongoing Waiting for Home Office approval of bids", "open"),
        ("Completed", "done"),
        ("from May 2010", "open"),
        ("Started 01/04/2010", "open"),
        ("Commenced April 2010", "open"),
        ("Begins 1 May 2010", "open"),
        ("Not before 01/10/2010", "open"),
        ("Paused until 01/10/2010", "open"),
        ("30/09/2010 or later", "open"),
        ("Completed 12/05/2010", "done"),
        ("Completed – 12/05/2010", "done"),
        ("closed: 3 June 2010", "done"),
        ("May 2010 onwards", "open"),
        ("TBC", "TBC"),
        ("", "none"),
        (None, "none"),
        ("N/A", "none"),
        ("Summer holidays", "unreadable"),
        ("31/2/11", "unreadable"),
        ("3/31/11", "unreadable"),
        ("31 June 2010", "unreadable"),
        ("March 31", "unreadable"),
        ("2010/12", "unreadable"),
        ("we may see", "unreadable"),
    ],
)
def test_no_date(text: str | None, kind: str) -> None:
    read = read_timescale(text, YEAR)
    assert (read.kind, read.due_on, read.recurrence) == (kind, None, None)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_every_day_reads_as_itself_in_each_usual_form(day: date) -> None:
    year = FinancialYear.of(day)
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"by {day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert read_timescale(text, year).due_on == day


@given(st.text(max_size=60))
def test_any_text_is_kept(text: str) -> None:
    assert read_timescale(text, YEAR).text == text


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d.%m.%y", "%d-%b-%y", "%d %B %Y", "%d-%B-%Y", "%d–%b–%Y"])
def test_a_day_alone_is_the_same_day_wherever_it_is_read(form: str) -> None:
    for day in (date(2009, 1, 31), date(2010, 4, 1), date(2010, 5, 9), date(2011, 9, 28), date(2012, 2, 29)):
        written = day.strftime(form)
        assert read_timescale(written, YEAR).due_on == parse_date(written) == day
