"""Columns and tables that no wording lists: told as likely by the fitted weights, and taken unasked only where both agree."""

from __future__ import annotations

from typing import Any

import pytest
from sketched_tables import counted, sketches

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising import recognition, second_opinion
from csp_desktop.excel.recognising.column_mapping import ColumnUse, TableMapping
from csp_desktop.excel.recognising.fitted.fields import NONE_OF_THEM
from csp_desktop.excel.recognising.fitted.registers import NONE_OF_OURS
from csp_desktop.excel.recognising.fitted.weights import of_fields, of_registers
from csp_desktop.excel.recognising.headings import column_fields
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.periods import FinancialYear

Columns = dict[str, tuple[Any, ...]]

_PLAN: Columns = {
    "Action": ("Fit lights by the mill", "Survey the high street", "Train the ward team"),
    "Lead": ("Police", "Meadow Council", "Fire Service"),
    "Due date": ("30 June 2026", "31 March 2027", "30 September 2026"),
    "Status": ("In progress", "Not started", "Complete"),
}
_RISKS: Columns = {
    "Risk": ("Funding ends in March", "Partners leave the board", "Data come too late"),
    "Likelihood": (4, 2, 3),
    "Impact": (3, 5, 2),
    "Owner": ("Head of Service", "Inspector", "Analyst"),
}
_KPIS: Columns = {
    "Measure": ("Burglaries", "Repeat victims", "People who feel safe (%)"),
    "Target": (120, 20, 80),
    "Q1": (30, 6, 76),
    "Q2": (28, 4, 79),
}
_SAID = (
    "Posts are filled and work has begun",
    "Waiting for the survey to be let",
    "All staff trained by June",
)


def mapping(columns: Columns, sheet: str = "Sheet1") -> TableMapping:
    grid = Grid.of_rows(sheet, [tuple(columns), *zip(*columns.values(), strict=True)])
    (table,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    return table.mapping


def use(columns: Columns, heading: str) -> ColumnUse:
    return next(use for use in mapping(columns).columns if use.heading == heading)


@pytest.mark.parametrize(
    ("columns", "heading", "cells", "fields"),
    [
        (_PLAN, "Position as reported to this Board", _SAID, {("updates", "narrative")}),
        (_PLAN, "Success will look like this", ("Fewer thefts", "More people out", "Fewer calls"),
         {("plan_items", "outcome"), ("plan_items", "target")}),
        (_RISKS, "Arrangements already working", ("Reserve held", "Terms agreed", "Weekly extract"),
         {("mitigations", "control"), ("mitigations", "title")}),
        (_RISKS, "Board's comment this time", _SAID, {("risk_reviews", "comment")}),
        (_KPIS, "Analyst's explanation", _SAID, {("measurements", "note")}),
    ],
)  # fmt: skip
def test_what_no_wording_lists_is_asked_about_as_what_its_words_mean(
    columns: Columns, heading: str, cells: tuple[str, ...], fields: set[tuple[str, str]]
) -> None:
    told = use({**columns, heading: cells}, heading)
    assert (told.register, told.field) in fields
    assert told.asked or told.sureness >= 0.85
    # The other columns stay what they are.
    for other in columns:
        before = use(columns, other)
        assert (use({**columns, heading: cells}, other).field, before.asked) == (before.field, False)


def test_what_is_taken_by_the_weights_alone_is_a_question_with_its_evidence() -> None:
    told = use({**_RISKS, "Board's comment this time": _SAID}, "Board's comment this time")
    assert told.asked
    assert told.why.startswith("Is “Board's comment this time” the ")


def test_a_column_without_a_heading_is_not_called_by_its_heading() -> None:
    columns = {"": _KPIS["Measure"], **{name: cells for name, cells in _KPIS.items() if name != "Measure"}}
    assert "“”" not in use(columns, "").why


def test_a_table_the_weights_doubt_is_asked_about_with_what_it_looks_like_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = mapping(_PLAN)
    assert before.certain
    divided = dict.fromkeys((*TABLES, NONE_OF_OURS), 0.0) | {"plan_items": 0.5, "log_entries": 0.5}
    monkeypatch.setattr(recognition, "likely_registers", lambda *_: divided)
    doubted = mapping(_PLAN)
    assert (doubted.register, doubted.certain) == ("plan_items", False)
    assert (
        doubted.why == f"{before.why} It could also be a log of actions, recommendations, orders or duties."
    )


def test_words_of_figures_alone_make_no_progress_of_them() -> None:
    assert (
        use({**_PLAN, "Position counted for the Board": (12, 4, 9)}, "Position counted for the Board").field
        == "notes"
    )


def test_a_table_that_looks_like_two_registers_is_asked_about() -> None:
    # Called a log by its sheet and a plan by its columns.
    columns = {
        "Matter": _PLAN["Action"],
        "Raised at": ("Board 3 May", "Board 3 May", "JAG 9 June"),
        "Lead": _PLAN["Lead"],
        "Milestone": ("Order placed", "Survey let", "Course booked"),
        "Objective": ("Safer streets", "Safer streets", "Skilled staff"),
    }
    assert not mapping(columns, "Sheet1").certain


def test_every_answer_of_the_weights_is_one_the_program_knows() -> None:
    known = {"|".join(key) for register in TABLES for key in column_fields(register)} | {NONE_OF_THEM}
    answers = {answer for row in of_fields().by_feature.values() for answer in row}
    assert answers <= known
    assert {answer for row in of_registers().by_feature.values() for answer in row} <= {*TABLES, NONE_OF_OURS}
    assert of_fields().said > 0


@pytest.mark.slow
def test_of_sketches_nobody_looked_at_most_is_right_with_the_likely_taken_and_little_wrong_without() -> None:
    held = sketches("held")
    alone, likely = counted(held, take_doubtful=False), counted(held, take_doubtful=True)
    assert alone["columns wrong"] <= 0.01 * alone["columns"]
    assert alone["none of ours taken"] <= 1
    assert likely["registers right"] >= 0.87 * likely["tables"]
    assert likely["columns right"] >= 0.8 * likely["columns"]


@pytest.mark.parametrize("heading", ["Q{} milestone", "Planned Q{}", "Q{} forecast"])
def test_what_a_quarter_is_to_bring_is_kept_alike_for_every_quarter(heading: str) -> None:
    ahead = {
        heading.format(quarter): ("Plan the work", "Hold the event", "Look back") for quarter in range(1, 5)
    }
    said = [use({**_PLAN, **ahead}, name) for name in ahead]
    assert [(told.field, told.asked) for told in said] == [("notes", False)] * 4


def test_a_forecast_is_no_figure_and_is_kept() -> None:
    forecast = {"Q3 forecast": (31, 5, 78), "Q4 forecast": (33, 5, 79)}
    assert [use({**_KPIS, **forecast}, name).field for name in forecast] == ["notes", "notes"]


def test_an_action_is_no_progress_of_what_was_recommended() -> None:
    columns = {
        "Recommendation": ("Train all staff", "Share the data", "Write a protocol"),
        "Agency": ("Police", "Health", "Council"),
        "Action": ("Commission a course", "Sign the agreement", "Draft it"),
        "Target date": ("30 June 2026", "31 March 2027", "30 September 2026"),
        "Status": ("In progress", "Not started", "Complete"),
    }
    assert use(columns, "Action").field != "narrative"


@pytest.mark.parametrize("heading", ["Notes", "Outcome"])
def test_a_column_headed_by_the_name_of_a_field_is_that_field_unasked(heading: str) -> None:
    # The same for several actions, as what they stand under would be.
    told = use({**_PLAN, heading: ("Less fear of crime", "Less fear of crime", "Safer homes")}, heading)
    assert (told.field, told.asked) == (heading.lower(), False)


def test_what_the_wordings_are_sure_of_is_asked_and_not_noted_where_the_weights_have_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not use(_PLAN, "Due date").asked
    unsure = {None: 0.2, ("plan_items", "starts_on"): 0.22, ("plan_items", "timescale"): 0.05}
    monkeypatch.setattr(second_opinion, "likely_fields", lambda *_: unsure)
    told = use(_PLAN, "Due date")
    assert (told.field, told.asked) == ("timescale", True)


@pytest.mark.parametrize("heading", ["Objective", "Aims"])
def test_an_objective_of_each_action_is_one_where_the_actions_stand_further_right(heading: str) -> None:
    own = ("To light the dark streets", "To train the new staff", "To build trust in the police")
    told = use({heading: own, **_PLAN}, heading)
    assert (told.field, told.asked) == ("objective", False)
