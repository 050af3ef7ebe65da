"""The same words mean the same in an import, in a return and pasted into a grid."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.partner_names import names_nobody
from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.reading import To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.recognising.mapped_values import read_value
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.word_meanings import says_not_yet
from csp_desktop.registers.fields import RAG_WORDS, Field
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.performance import INDICATORS
from csp_desktop.registers.plan import PLAN_ITEMS
from csp_desktop.registers.return_form import BY_KEY
from csp_desktop.rules.timescales import read_timescale
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.indicators.figure_columns import BaselineColumn, MeasuredColumn
from csp_desktop.ui.names import RecordName, RecordNames

NOT_KNOWN = object()


def imported(field: Field, typed: str) -> Any:
    try:
        return read_value(field, typed, FinancialYear(2010)).value
    except InvalidValue:
        return NOT_KNOWN


def returned(place: str, typed: str, words: dict[str, str] = RAG_WORDS, unit: str = "count") -> Any:
    form = IssuedForm(
        "RET-7KQ4-2M9X", 1, "2010-Q2", "Police", "County Police", "Anytown CSP", "Plan", "2010-10-15", "us",
        "2010-09-30", words,
    )  # fmt: skip
    sheet, _, key = place.partition("/")
    answer = read_answer(ReadCell("text", typed), BY_KEY[sheet].input(key), form, unit)
    return answer.value if answer.state == "value" else NOT_KNOWN


def pasted(field: Field, typed: str, words: dict[str, str] = RAG_WORDS) -> Any:
    try:
        return RecordNames(None, lambda: None, lambda: words).parse(field, typed)  # type: ignore[arg-type]
    except InvalidValue:
        return NOT_KNOWN


def figure_imported(typed: str) -> dict[str, Any]:
    """What an import makes of a quarter's figure: the fields of a measurement."""
    rows = [
        ["Ref", "Indicator", "Q1 2010/11", "Q2 2010/11"],
        ["NI 1", "Thefts", 12, 9],
        ["NI 2", "Fires", typed, 4],
    ]
    drafts = read_grids([Grid.of_rows("Indicators", rows)]).drafts
    named = next(draft.key for draft in drafts if draft.values.get("ref") == "NI 2")
    (first, _) = (draft.values for draft in drafts if draft.values.get("indicator") == To(named))
    return {name: value for name, value in first.items() if name not in ("indicator", "quarter")}


def leads_pasted(typed: str) -> Any:
    names = RecordNames(None, lambda: None, lambda: RAG_WORDS)  # type: ignore[arg-type]
    names._known = {"agencies": {"one": RecordName("one", "Police", "Police · County Police")}}
    return names.parse(PLAN_ITEMS["lead_agencies"], typed)


STATUS = BY_KEY["mitigations"].input("status").field
RATING = BY_KEY["action updates"].input("rag").field
MONEY = BY_KEY["funding"].input("actual").field


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Complete", "complete"),
        ("completed", "complete"),
        ("DONE", "complete"),
        ("Achieved", "complete"),
        ("On track", "in progress"),
        ("under way", "in progress"),
        ("Not yet started", "not started"),
        ("Planned", "not started"),
        ("Cancelled", "stopped"),
        ("half of it", NOT_KNOWN),
        ("live", NOT_KNOWN),
    ],
)
def test_words_for_where_a_thing_stands(typed: str, meant: Any) -> None:
    assert imported(STATUS, typed) == meant
    assert returned("mitigations/status", typed) == meant
    assert pasted(STATUS, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Amber", "amber"),
        ("r", "red"),
        ("yellow", "amber"),
        ("▲ Amber", "amber"),
        ("Complete", "blue"),
        ("done", "blue"),
        ("Not started", "none"),
        ("purple", NOT_KNOWN),
        ("in progress", NOT_KNOWN),
    ],
)
def test_words_for_ratings(typed: str, meant: Any) -> None:
    assert imported(RATING, typed) == meant
    assert returned("action updates/rag", typed) == meant
    assert pasted(RATING, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("minor concerns", "blue"), ("B", "blue"), ("Complete", NOT_KNOWN)]
)
def test_a_partnerships_own_words_for_ratings(typed: str, meant: Any) -> None:
    words = {**RAG_WORDS, "blue": "Minor concerns"}
    assert returned("action updates/rag", typed, words) == meant
    assert pasted(RATING, typed, words) == meant


@pytest.mark.parametrize(
    "typed",
    ["TBC", "tba", "T.B.D.", "To follow", "t.b.c.", "To be confirmed", "to be agreed", "Not yet known"],
)
def test_words_for_not_known_yet(typed: str) -> None:
    row = Row(INDICATORS, {"unit": "count"})
    measured: Any = SimpleNamespace(indicator=lambda row: row.record)
    assert figure_imported(typed) == {"value_state": "TBC"}
    assert returned("indicators/value", typed) == "TBC"
    assert MeasuredColumn.parse(measured, row, typed).value == "TBC"
    assert BaselineColumn.parse(measured, row, typed) == "TBC"
    assert read_timescale(typed, FinancialYear(2010)).kind == "TBC"
    nobody = names_nobody(typed)
    assert nobody is not None and "nobody is named yet" in nobody.why
    assert leads_pasted(typed) == ()


@pytest.mark.parametrize("typed", ["n/a", "N / A", "n.a.", "Not applicable", "none", "None.", "-", "–", "?"])
def test_words_for_nothing(typed: str) -> None:
    row = Row(INDICATORS, {"unit": "count"})
    measured: Any = SimpleNamespace()
    assert returned("funding/actual", typed) is NOT_KNOWN
    assert BaselineColumn.parse(measured, row, typed) == "none"
    assert read_timescale(typed, FinancialYear(2010)).kind == "none"
    nobody = names_nobody(typed)
    assert nobody is not None and nobody.understood and "nobody is named." in nobody.why
    assert leads_pasted(typed) == ()


@pytest.mark.parametrize(
    "typed",
    ["Post vacant", "Vacant post", "no lead yet", "Recruiting", "Nobody", "Unowned", "Recruitment underway"],
)
def test_words_for_nobody(typed: str) -> None:
    nobody = names_nobody(typed)
    assert nobody is not None and nobody.understood and "nobody is named." in nobody.why


@pytest.mark.parametrize(
    "typed",
    ["Everyone", "All partners", "all agencies", "Various", "Ditto", "As above", "TBC (Police?)", "Council?"],
)
def test_words_that_leave_open_who_is_meant_are_asked(typed: str) -> None:
    nobody = names_nobody(typed)
    assert nobody is not None and not nobody.understood and "choose a lead on the record" in nobody.why


@pytest.mark.parametrize(
    "typed",
    ["All Saints Church", "Everyone Active", "Shared Lives", "Vacant Homes Team", "Joint Commissioning"],
)
def test_names_that_begin_like_nobody_are_names(typed: str) -> None:
    assert names_nobody(typed) is None


@pytest.mark.parametrize("typed", ["nil", "Zero"])
def test_words_for_nought(typed: str) -> None:
    assert imported(MONEY, typed) == returned("funding/actual", typed) == pasted(MONEY, typed) == 0
    assert returned("indicators/value", typed) == 0.0


@pytest.mark.parametrize(
    ("typed", "meant"), [("Yes", 1.0), ("y", 1.0), ("TRUE", 1.0), ("No", 0.0), ("n", 0.0)]
)
def test_yes_and_no(typed: str, meant: float) -> None:
    row = Row(INDICATORS, {"unit": "yes/no"})
    measured: Any = SimpleNamespace(indicator=lambda row: row.record)
    provisional = BY_KEY["indicators"].input("provisional").field
    assert returned("indicators/value", typed, unit="yes/no") == meant
    assert (
        MeasuredColumn.parse(measured, row, typed).value
        == BaselineColumn.parse(measured, row, typed)
        == meant
    )
    assert imported(provisional, typed) == pasted(provisional, typed) == bool(meant)


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Not available", True),
        ("Data not yet available", True),
        ("No data yet", True),
        ("figures not published", True),
        ("New measure", True),
        ("To be baselined", True),
        ("Data due Oct", False),
        ("Not available to under-18s", False),
        ("No data sharing agreement", False),
        ("Not due", False),
    ],
)
def test_figures_that_are_not_there_yet(text: str, so: bool) -> None:
    assert says_not_yet(text) is so
