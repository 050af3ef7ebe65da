"""What people really type, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import BY_KEY

FORM = IssuedForm(
    "RET-7KQ4-2M9X", 1, "2010-Q2", "Police", "County Police", "Anytown CSP", "Plan", "2010-10-15", "us",
    "2010-09-30", {**RAG_WORDS, "green": "On track"},
)  # fmt: skip


def read(place: str, value: Any, kind: str = "text", unit: str = "", struck: bool = False) -> Answer:
    sheet, _, key = place.partition("/")
    column = BY_KEY[sheet].input(key)
    return read_answer(ReadCell(kind, value), column, FORM, unit, struck)  # type: ignore[arg-type]


UPDATE, RAG, DUE = "action updates/narrative", "action updates/rag", "action updates/new_due_on"
ACTUAL, SCORE, MONEY, STATUS = "indicators/value", "risks/likelihood", "funding/actual", "mitigations/status"
PROVISIONAL = "indicators/provisional"


@pytest.mark.parametrize(
    ("place", "typed", "meant"),
    [
        (DUE, "31/3/11", "2011-03-31"),
        (DUE, "31.03.2011", "2011-03-31"),
        (DUE, " 31 March 2011\u00a0", "2011-03-31"),
        (DUE, "Thursday 31st March 2011", "2011-03-31"),
        (DUE, "2011-03-31", "2011-03-31"),
        (DUE, "28\u201102\u20112011", "2011-02-28"),
        (DUE, "2011/01/05", "2011-01-05"),
        (DUE, "31st of March 2011", "2011-03-31"),
        (DUE, "the 31st March 2011", "2011-03-31"),
        (DUE, "Wed 30 March 2011", "2011-03-30"),
        (DUE, "30/06/2010", "2010-06-30"),  # a late answer may give a day that has passed
        (DUE, "1/4/10", "2010-04-01"),
        (DUE, "31/03/2021", "2021-03-31"),
        (DUE, "2011.1.5", "2011-01-05"),
        (MONEY, "£1,200.50", 120_050),
        (MONEY, "1.2k", 120_000),
        (MONEY, "2k", 200_000),
        (MONEY, "(5)", -500),
        (MONEY, "nil", 0),
        (ACTUAL, "1,872", 1872.0),
        (ACTUAL, " 13.9 ", 13.9),
        (ACTUAL, "TBC", "TBC"),
        (ACTUAL, "nil", 0.0),
        (ACTUAL, "tbc.", "TBC"),
        (ACTUAL, "to be confirmed", "TBC"),
        (SCORE, "4", 4),
        (RAG, "amber", "amber"),
        (RAG, "A", "amber"),
        (RAG, "▲ Amber", "amber"),
        (RAG, "on TRACK", "green"),
        (RAG, "Green", "green"),
        (RAG, "Completed", "blue"),
        (RAG, "Not rated", "none"),
        (STATUS, "in progress", "in progress"),
        (STATUS, "In Progress ", "in progress"),
        (STATUS, "complete!!", "complete"),
        (STATUS, "On track", "in progress"),
        (RAG, "Done", "blue"),
        (PROVISIONAL, "yes", True),
        (PROVISIONAL, "N", False),
        (UPDATE, " Six done.\r\nOne left. ", "Six done.\nOne left."),
        (UPDATE, "“smart” quotes – and a dash", "“smart” quotes – and a dash"),
        (UPDATE, "n/a", "n/a"),
        (UPDATE, "TBC", "TBC"),
        (UPDATE, "007", "007"),
        (UPDATE, "\t- indented \n", "\t- indented"),
        (UPDATE, "\r\n=after a line", "\n=after a line"),
        (UPDATE, "=1+1", "=1+1"),
        (UPDATE, "שלום 😀", "שלום 😀"),
        (UPDATE, "x" * 32_767, "x" * 32_767),
    ],
)
def test_what_is_certain_is_taken_as_meant(place: str, typed: str, meant: Any) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value, answer.raw) == ("value", meant, typed)


@pytest.mark.parametrize(
    ("place", "typed", "likely"),
    [
        (DUE, "end March", "2011-03-31"),
        (DUE, "end of Sept", "2011-09-30"),  # September 2010 is over when a form of July to September is due
        (DUE, "30 June", "2011-06-30"),
        (DUE, "Q1", "2011-06-30"),
        (DUE, "Q3", "2010-12-31"),
        (DUE, "Friday 1 April", "2011-04-01"),
        (DUE, "Friday 1 October", "2010-10-01"),
        (DUE, "Monday 1 April", None),
        (DUE, "by October", "2010-10-31"),
        (DUE, "31/03/11 (was 31/12/10)", "2011-03-31"),
        (DUE, "was 31/12/10, now 31/03/11", "2011-03-31"),
        (DUE, "31/03/11 or 30/06/11", None),
        (DUE, "March 2011", "2011-03-31"),
        (DUE, "TBC", None),
        (DUE, "n/a", None),
        (DUE, "as above", None),
        (DUE, "ongoing", None),
        (DUE, "31/3/1911", "1911-03-31"),
        (DUE, "31/03/10", "2010-03-31"),
        (DUE, "31/12/2005", "2005-12-31"),
        (DUE, "Sunday 30th March 2011", "2011-03-30"),
        (DUE, "Friday 31 March 2011", "2011-03-31"),
        (DUE, "31/03", "2011-03-31"),
        (DUE, "by 5/11", "2010-11-05"),
        (DUE, "end of june", "2011-06-30"),
        (DUE, "sept", "2011-09-30"),
        (MONEY, "2 grand", 200_000),
        (MONEY, "about 300", 30_000),
        (MONEY, "£300 approx", 30_000),
        (DUE, "31/12/10 (slipped to 31/03/11)", "2011-03-31"),
        (DUE, "31/12/10 (now March 2011)", "2011-03-31"),
        (DUE, "31/12/10 (new date 31/03/11)", "2011-03-31"),
        (DUE, "31/12/10 (extended to end of March)", "2011-03-31"),
        (DUE, "31/12/10 moved to 31/03/11", "2011-03-31"),
        (DUE, "31/12/10 not achieved, revised 31/03/11", "2011-03-31"),
        (DUE, "31/12/10 superseded by 31/03/11", "2011-03-31"),
        (DUE, "slipped from Dec 2010 to Mar 2011", "2011-03-31"),
        (DUE, "31/03/11 (slipped from 31/12/10)", "2011-03-31"),
        (DUE, "31/03/11 (not 31/12/10)", "2011-03-31"),
        (DUE, "31/03/11 - waiting for contractor", "2011-03-31"),
        (DUE, "31/03/11 subject to funding", "2011-03-31"),
        (DUE, "31/03/11 (tbc)", "2011-03-31"),
        (DUE, "31/03/11 (no change)", "2011-03-31"),
        (DUE, "to be completed by 31/03/11", "2011-03-31"),
        (DUE, "hope to complete by March 2011", "2011-03-31"),
        (DUE, "no later than 31/03/11", "2011-03-31"),
        (MONEY, "n/a", None),
        (MONEY, "-", None),
        (MONEY, "£500 spent", 50_000),
        (MONEY, "500 spent", 50_000),
        (MONEY, "£500 on leaflets", 50_000),
        (MONEY, "£500 (leaflets)", 50_000),
        (MONEY, "£500 (was £800)", 50_000),
        (MONEY, "£500 spent (£300 received)", 50_000),
        (MONEY, "£500 this quarter", 50_000),
        (MONEY, "Q2: £500", 50_000),
        ("funding/committed", "£500 (committed)", 50_000),
        ("funding/forecast", "£500 forecast", 50_000),
        ("funding/forecast", "£500 to year end", 50_000),
        (MONEY, "33.333", 3333),
        (ACTUAL, "322 (prov)", 322.0),
        (ACTUAL, "c. 300", 300.0),
        (ACTUAL, "1.2k", 1200.0),
        (ACTUAL, "2 million", 2_000_000.0),
        (MONEY, "£1.2m", 120_000_000),
        (MONEY, "50p", 50),
        ("funding/committed", "2k committed", 200_000),
        (ACTUAL, "circa 40", 40.0),
        (ACTUAL, "ca. 40", 40.0),
        (ACTUAL, "c40", 40.0),
        (ACTUAL, "~ 40", 40.0),
        (ACTUAL, "40*", 40.0),
        (ACTUAL, "40 (was 35)", 40.0),
        (ACTUAL, "12 offences", 12.0),
        (ACTUAL, "12 (Q2)", 12.0),
        (ACTUAL, "12 in Q2 2010/11", 12.0),
        (ACTUAL, "12 (15 last year)", 12.0),
        (ACTUAL, "12 (last quarter: 9)", 12.0),
        (ACTUAL, "12 (up on last quarter)", 12.0),
        (ACTUAL, "12 (target 15)", 12.0),
        (ACTUAL, "12 (on target)", 12.0),
        (ACTUAL, "12 (YTD 40)", 12.0),
        (ACTUAL, "12 (see note)", 12.0),
        (ACTUAL, "-3 (was 5)", -3.0),
        (SCORE, "4 (was 3)", 4),
        (SCORE, "High (4)", 4),
        (SCORE, "4 (no change)", 4),
        (SCORE, "likely (4)", 4),
        (RAG, "gren", "green"),
        (RAG, "🟢", "green"),
        (RAG, "🔴 red!", "red"),
        (RAG, "AMBER*", "amber"),
        (RAG, "Yellow!", "amber"),
        (RAG, "green (was amber)", "green"),
        (RAG, "Rating: red", "red"),
        (RAG, "Green, target met", "green"),
        (RAG, "Amber (improving)", "amber"),
        (RAG, "Amber, was Red last quarter", "amber"),
        (RAG, "Green (last quarter: amber)", "green"),
        (RAG, "Amber (Q1 Green)", "amber"),
        (RAG, "Green in Q2", "green"),
        (RAG, "Project complete", "blue"),
        (RAG, "Event held - complete", "blue"),
        (RAG, "G (was A)", "green"),
        (PROVISIONAL, "Provisional", True),
        (PROVISIONAL, "Prov.", True),
        (STATUS, "Ongoing", "in progress"),
        (RAG, "on target", "green"),
        *((RAG, said, "none") for said in ("n/a", "N/A", "TBC", "not applicable", "-", "not yet known")),
        (RAG, "Done - see note", "blue"),
        (RAG, "done?", "blue"),
        (STATUS, "complete?", "complete"),
        (STATUS, "In progres", "in progress"),
        (STATUS, "Done (was in progress)", "complete"),
        (STATUS, "stopped (was in progress)", "stopped"),
        (ACTUAL, "n/a", None),
        (ACTUAL, "as above", None),
        (ACTUAL, "12%", 12.0),
        (SCORE, "3 - medium", 3),
        (UPDATE, "as above", "as above"),
        (UPDATE, "ditto", "ditto"),
    ],
)
def test_what_is_not_certain_is_asked_with_the_words_kept(place: str, typed: str, likely: Any) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value, answer.raw) == ("unsure", likely, typed)
    assert answer.message.endswith(("?", "was.", "2011."))


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (MONEY, "5OO"), (MONEY, "2 dozen"), (MONEY, "over 300"), (ACTUAL, "40p"), (ACTUAL, "5OO"), (ACTUAL, "40+"),
        (ACTUAL, "3 or 4"), (ACTUAL, "5 hundred"), (ACTUAL, "10 fewer than last year"), (SCORE, "3-4"),
        (SCORE, "not 3"), (RAG, "Amber/Green"), (RAG, "not green"), (RAG, "turning red"), (RAG, "grey"),
        (RAG, "🟢🔴"), (RAG, "✅"), (RAG, "A/G"), (RAG, "x (was A)"), (PROVISIONAL, "p"), (STATUS, "not complete"), (DUE, "Easter"), (DUE, "summer"),
        (RAG, "off track"), (RAG, "incomplete"), (RAG, "80% complete"), (RAG, "partly done"), (RAG, "no longer on track"),
        (RAG, "complete bar one"), (RAG, "complete next week"), (RAG, "heading for green"), (RAG, "potentially red"),
        (STATUS, "complete pending audit"), (MONEY, "40 CR"), (MONEY, "40 euros"), (MONEY, "2k unspent"),
        (MONEY, "2k ex VAT"), (ACTUAL, "3 months"), (ACTUAL, "40 outstanding"),
        (STATUS, "complete (bar one)"), (RAG, "Complete (awaiting sign-off)"), (STATUS, "Done (not yet signed off)"),
        (STATUS, "incomplete"), (STATUS, "14 of 22 done"), (STATUS, "90% complete"), (STATUS, "half complete"),
    ],
)  # fmt: skip
def test_nothing_is_suggested_that_may_be_wrong(place: str, typed: str) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value) == ("rejected", None)


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        *((ACTUAL, f"12 {of}") for of in (
            "last quarter", "last qtr", "(last year)", "(Q1)", "Q1", "(2009/10)", "(Q2 2009/10)", "(target)", "target",
            "forecast", "(forecast)", "YTD", "(YTD)", "cumulative", "since April", "(Jul)", "July only", "previously",
            "same period last year", "average", "expected", "cancelled", "days", "pts", "pcm", "higher",
        )),
        (ACTUAL, "forecast 12"), (ACTUAL, "Q1: 12"), (ACTUAL, "Q2-12"),
        *((MONEY, f"£500 {of}") for of in (
            "received", "income", "requested", "bid for", "balance", "YTD", "pcm", "committed", "(committed)",
            "(received)", "pledged", "carried forward", "clawback", "approved", "allocated", "last quarter", "(Q1)",
            "expected", "accrued", "overpaid", "both projects", "spent last year", "on leaflets last year", "(not yet paid)",
        )),
        (MONEY, "income £500"), (MONEY, "bid for £500"), (MONEY, "balance £500"), (MONEY, "4 days"), (MONEY, "4 leaflets"),
        ("funding/committed", "£500 spent"), ("funding/forecast", "£500 spent"), (MONEY, "450-"),
        *((RAG, said) for said in (
            "aiming for Green", "Cannot be rated Green", "Green once funding agreed", "Green last quarter",
            "Red last time", "Green (Q1)", "Green, Q1", "Q1: Green", "Green (target)", "Target: Green", "hopefully Green",
            "Green expected", "Phase 1 complete", "Complete (phase 1)", "Stage two done", "Leaflets complete",
        )),
        (STATUS, "Phase 1 complete"), (STATUS, "Complete - reopened"), (STATUS, "Can be closed"),
        (STATUS, "Training done"),
        *((SCORE, f"3 {of}") for of in ("last time", "(target)", "(Q1)", "previously", "(before mitigation)")),
        (SCORE, "target - 3"),
    ],
)  # fmt: skip
def test_what_is_of_another_time_or_kind_suggests_nothing(place: str, typed: str) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value) == ("rejected", None)


@pytest.mark.parametrize(
    "typed",
    [
        "mid-November",
        "1st week of May",
        "early March",
        "Oct/Nov",
        "after June",
        "June or July",
        "w/c 4 April",
        "not before 31 March 2011",
        "31/12/10 missed",
        "31/12/10 (missed)",
        "31/12/10 was missed",
        "31/12/10 - not met",
        "was 31/12/10",
        "31/12/10 (original)",
        "31/12/10 extended",
        "cannot meet 31/12/10",
        "completed 31/12/10",
        "started 1/1/11",
        "due 31/12/10 - no new date yet",
        "meeting 14/2/11 to agree date",
        "31/03/11 - workshop moved to 14/2/11",
        "to be agreed at JAG 14/2/11",
        "will confirm by 31/01/11",
        "funding ends 31/03/11",
        "Review: 31/03/11",
        "31/03/11 at the earliest",
    ],
)
def test_no_day_is_suggested_for_words_that_name_none(typed: str) -> None:
    assert read(DUE, typed).state in ("unsure", "rejected") and read(DUE, typed).value is None


@pytest.mark.parametrize(
    ("typed", "unit", "likely"),
    [
        ("Yes (2)", "yes/no", 1.0),
        ("Yes - 2 held", "yes/no", 1.0),
        ("No (planned)", "yes/no", 0.0),
        ("No, next in May", "yes/no", None),
        ("x", "yes/no", None),
        ("c £12,500", "money", 12_500),
        ("£12,500 (3 cases)", "money", 12_500),
        ("£1.2m approx", "money", 1_200_000),
    ],
)
def test_what_an_indicator_of_another_unit_most_likely_says(typed: str, unit: str, likely: Any) -> None:
    answer = read(ACTUAL, typed, unit=unit)
    assert answer.value == likely and answer.state in ("unsure", "rejected")


@pytest.mark.parametrize("typed", ["Partly - yes for two wards", "Yes, in part", "Yes/No", "to be held"])
def test_an_indicator_of_yes_or_no_says_which_words_it_wants(typed: str) -> None:
    answer = read(ACTUAL, typed, unit="yes/no")
    assert (answer.state, answer.value) == ("rejected", None)
    assert answer.message.endswith("is neither Yes nor No; write Yes or No.")


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [("✓", "yes/no", 1.0), ("nil", "yes/no", 0.0), ("1.4 per 1,000", "rate per 1,000", 1.4), ("1.4", "rate per 1,000", 1.4)],
)  # fmt: skip
def test_a_figure_with_its_own_unit_is_taken(typed: str, unit: str, value: float) -> None:
    assert read(ACTUAL, typed, unit=unit) == Answer("value", value, typed)


def test_a_rate_of_another_unit_is_not_taken() -> None:
    assert read(ACTUAL, "1.4 per 100,000", unit="rate per 1,000").state != "value"


@pytest.mark.parametrize(
    ("place", "typed"), [(MONEY, "£1.200"), (MONEY, "1.200"), (DUE, "Q4/Q1"), (DUE, "Q3-Q4")]
)
def test_what_may_be_either_suggests_neither(place: str, typed: str) -> None:
    answer = read(place, typed)
    assert answer.state in ("unsure", "rejected") and answer.value is None


def test_done_is_no_rating_where_blue_means_something_else() -> None:
    minor = replace(FORM, rag_words={**FORM.rag_words, "blue": "Minor concerns"})
    column = BY_KEY["action updates"].input("rag")
    assert read_answer(ReadCell("text", "Done"), column, minor).state == "rejected"


def test_a_day_given_as_an_example_is_of_the_year_asked_about() -> None:
    later = replace(FORM, quarter="2026-Q4")
    said = read_answer(ReadCell("text", "soon"), BY_KEY["action updates"].input("new_due_on"), later)
    assert "31/03/2027" in said.message


def test_a_month_that_must_come_first_makes_the_dates_beside_it_ask() -> None:
    column = BY_KEY["action updates"].input("new_due_on")

    def among_americans(value: Any, kind: str = "text") -> Answer:
        return read_answer(ReadCell(kind, value), column, FORM, months_first=True)  # type: ignore[arg-type]

    asked = among_americans("04/05/2011")
    assert (asked.state, asked.value, asked.literal) == ("unsure", None, "2011-05-04")
    assert "4 May 2011 or 5 April 2011" in asked.message
    assert among_americans(date(2011, 5, 4), "date").state == "unsure"
    for certain in ("31/03/2011", "05/05/2011", "4 May 2011", "2011-05-04", "2011/05/04"):
        assert among_americans(certain).state == "value", certain
    assert among_americans(date(2011, 5, 31), "date").state == "value"
    assert (among_americans("5/11").state, among_americans("5/11").value) == ("unsure", None)
    assert among_americans("5/5").value == "2011-05-05"
    assert among_americans("31/3").value == "2011-03-31"


@pytest.mark.parametrize(
    ("place", "typed", "right"),
    [
        (DUE, "soon", "31/03/2011"),
        (DUE, "32/13/2010", "31/03/2011"),
        (DUE, "03/31/2011", "31/03/2011"),
        (MONEY, "lots", "1,200.50"),
        (ACTUAL, "many", "TBC"),
        (SCORE, "6", "from 1 to 5"),
        (SCORE, "high", "from 1 to 5"),
        (SCORE, "2.5", "from 1 to 5"),
        (RAG, "Purple", "On track, Amber, Red, Complete or Not rated"),
        (STATUS, "dunno", "Not started, In progress, Complete or Stopped"),
        (PROVISIONAL, "maybe", "write one of them"),
    ],
)
def test_what_cannot_be_read_is_rejected_and_says_what_would_be_right(
    place: str, typed: str, right: str
) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.raw) == ("rejected", typed)
    assert typed in answer.message and right in answer.message


@pytest.mark.parametrize("place", [UPDATE, RAG, DUE, ACTUAL, SCORE, MONEY, STATUS, PROVISIONAL])
def test_errors_and_lost_formulas_are_rejected_everywhere(place: str) -> None:
    assert read(place, "#N/A", "error").state == "rejected"
    assert read(place, "", "no value").state == "rejected"
    assert read(place, "  \u00a0").state == "blank"
    assert read(place, "[Clear]").state == "clear"
    assert read(place, "[ clear ]").state == "clear"


def test_numbers_and_dates_in_cells_of_their_own_kind() -> None:
    assert read(DUE, date(2011, 3, 31), "date").value == "2011-03-31"
    assert read(DUE, datetime(2011, 3, 31, 9, 30), "date").value == "2011-03-31"
    assert read(UPDATE, datetime(2011, 3, 31, 0, 30), "date").raw == "31 March 2011 00:30"
    assert read(UPDATE, datetime(2011, 3, 31), "date").raw == "31 March 2011"
    assert read(DUE, datetime(1899, 12, 31, 20, 24), "date").state == "rejected"  # 0.85 in a cell of dates
    assert read(DUE, 40633, "number") == Answer(
        "unsure", "2011-03-31", "40633", "The cell holds the number 40633. Did they mean 31 March 2011?"
    )
    assert read(DUE, 5, "number").state == "rejected"
    assert read(MONEY, 1200.5, "number").value == 120_050
    assert read(MONEY, 0.12, "percent").state == "rejected"
    assert read(MONEY, 100 / 3, "number").state == "unsure"
    assert read(SCORE, 4, "number").value == 4
    assert read(SCORE, date(2011, 4, 3), "date").state == "rejected"
    assert read(ACTUAL, 50, "number").value == 50
    assert read(UPDATE, 5, "number").value == "5"
    assert read(UPDATE, 0.5, "number").value == "0.5"
    assert read(UPDATE, date(2011, 4, 1), "date").state == "unsure"
    assert read(UPDATE, True, "boolean").state == "unsure"
    assert read(PROVISIONAL, True, "boolean").value is True


@pytest.mark.parametrize("typed", [0.05, -0.05, -0.999, 0.5])
def test_a_fraction_where_per_cent_is_counted_is_asked_about_whatever_its_sign(typed: float) -> None:
    doubtful = read(ACTUAL, typed, "number", unit="percent")
    assert (doubtful.state, doubtful.value, doubtful.literal) == ("unsure", round(typed * 100, 9), typed)


def test_percentages() -> None:
    assert read(ACTUAL, "12%", unit="percent").value == 12.0
    assert read(ACTUAL, 0.12, "percent", unit="percent").value == 12.0
    assert read(ACTUAL, 56.4, "number", unit="percent").value == 56.4
    doubtful = read(ACTUAL, 0.12, "number", unit="percent")
    assert (doubtful.state, doubtful.value) == ("unsure", 12.0)
    assert read(ACTUAL, 0.12, "percent", unit="count").state == "unsure"
    for typed in ("c. 85%", "85% (prov)", "85 per cent"):
        assert (read(ACTUAL, typed, unit="percent").state, read(ACTUAL, typed, unit="percent").value) == (
            "unsure",
            85,
        )


def test_indicators_of_other_units() -> None:
    assert read(ACTUAL, "£1,200.50", unit="money").value == 1200.5
    assert read(ACTUAL, "Yes", unit="yes/no").value == 1.0
    assert read(ACTUAL, "no", unit="yes/no").value == 0.0


def test_what_is_crossed_out_is_asked_about() -> None:
    answer = read(UPDATE, "Old words", struck=True)
    assert (answer.state, answer.value, answer.struck) == ("unsure", "Old words", True)
    assert "crossed out" in answer.message


def test_what_is_crossed_out_in_part_is_asked_about_without_it() -> None:
    column = BY_KEY["action updates"].input("narrative")
    cell = ReadCell("text", "Now 12 15 sites")
    answer = read_answer(cell, column, FORM, struck=True, left="Now 15 sites")
    assert (answer.state, answer.value, answer.raw) == ("unsure", "Now 15 sites", "Now 12 15 sites")
    assert answer.message == "Part of “Now 12 15 sites” is crossed out. Did they mean “Now 15 sites”?"
    figure = read_answer(
        ReadCell("text", "12 15"), BY_KEY["indicators"].input("value"), FORM, struck=True, left="15"
    )
    assert (figure.state, figure.value) == ("unsure", 15.0)


@pytest.mark.parametrize(
    ("place", "typed", "likely"),
    [
        *((RAG, typed, "blue") for typed in (
            "Complete Sept 2010", "Completed in September", "Complete 3 Sep", "Done Sept 2010", "Complete - September",
            "Complete (3 September 2010)", "Done on 3rd August",
        )),
        (RAG, "Green - Aug", "green"), (RAG, "Red since August", "red"), (RAG, "Amber (Aug)", "amber"),
        (STATUS, "Complete Sept 2010", "complete"), (STATUS, "Complete (3 September)", "complete"),
        (ACTUAL, "12 (Jul-Sep)", 12.0), (ACTUAL, "12 July to Sept", 12.0), (ACTUAL, "Jul-Sep: 12", 12.0),
        (ACTUAL, "12 (July – September 2010)", 12.0), (ACTUAL, "12 for the quarter", 12.0), (MONEY, "£500 (Jul-Sep)", 50_000),
        ("funding/forecast", "£500 (forecast)", 50_000), ("funding/forecast", "£500 (to year end)", 50_000),
        (MONEY, "£500 (this quarter)", 50_000),
    ],
)  # fmt: skip
def test_a_month_of_the_quarter_asked_about_is_no_other_time(place: str, typed: str, likely: Any) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value, answer.raw) == ("unsure", likely, typed)


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        *((RAG, typed) for typed in (
            "Complete Dec 2010", "Complete Sept 2009", "Complete in October", "Green from January", "Red since June",
            "Complete by September", "Green until August", "Green in July, amber in August",
        )),
        *((ACTUAL, typed) for typed in (
            "12 (Sep)", "12 in August", "12 (Oct-Dec)", "12 (Jul-Sep 2009)", "12 (Jul-Aug)", "12 in the quarter before",
        )),
        (MONEY, "£500 (forecast)"), (MONEY, "£500 (committed)"),
    ],
)  # fmt: skip
def test_a_month_of_another_quarter_or_a_part_of_this_one_suggests_nothing(place: str, typed: str) -> None:
    answer = read(place, typed)
    assert (answer.state, answer.value) == ("rejected", None)


def test_a_verb_that_reads_like_a_month_is_none() -> None:
    first = replace(FORM, quarter="2010-Q1")
    column = BY_KEY["action updates"].input("rag")
    assert read_answer(ReadCell("text", "Green, may slip"), column, first).value is None
    assert read_answer(ReadCell("text", "Red since May"), column, first).value == "red"
