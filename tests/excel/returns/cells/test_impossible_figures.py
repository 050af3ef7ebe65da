"""Figures an indicator can hardly have, and those beside them that it can."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.returns.cells.impossible_figures import doubted
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.issued_form import IssuedRow


def given(number: float, unit: str, title: str, shown: str = "", **context: Any) -> Answer:
    row = IssuedRow("N001-A", "", {"title": title, "unit": unit, **context})
    return doubted(Answer("value", number, shown or f"{number:g}"), row)


@pytest.mark.parametrize(
    ("number", "unit", "title"),
    [
        (-3, "count", "Domestic burglaries"),
        (-3, "count", "Reduce domestic burglary"),
        (-0.4, "rate per 1,000", "Domestic burglaries per 1,000 residents"),
        (-5, "percent", "Residents who feel safe"),
        (-5, "percent", "Sanction detection rate"),
        (120, "percent", "Residents who feel safe"),
        (185, "percent", "Victims spoken to within a week"),
        (1e21, "count", "Domestic burglaries"),
        (1e12, "money", "Money recovered"),
    ],
)
def test_a_figure_that_can_hardly_be_is_asked_about(number: float, unit: str, title: str) -> None:
    asked = given(number, unit, title)
    assert (asked.state, asked.value, asked.literal) == ("unsure", None, number)
    assert "cannot be" in asked.message and asked.message.endswith("Which figure did they mean?")


@pytest.mark.parametrize(
    ("number", "unit", "title"),
    [
        (0, "count", "Domestic burglaries"),
        (100, "percent", "Residents who feel safe"),
        (-3, "count", "Change in burglaries on the year before"),
        (-3, "count", "Net movement of prolific offenders"),
        (-12, "percent", "Reduction in burglary"),
        (-12, "percent", "Reduce burglary by 10%"),
        (140, "percent", "Increase in referrals"),
        (104, "percent", "Burglaries cleared up"),
        (104, "percent", "Sanction detections"),
        (110, "percent", "Visits made against target"),
        (-450, "money", "Budget left"),
        (185, "count", "Domestic burglaries"),
        (1, "yes/no", "Briefing given"),
    ],
)
def test_a_figure_that_can_be_is_taken(number: float, unit: str, title: str) -> None:
    assert given(number, unit, title).state == "value"


def test_a_point_that_may_stand_between_thousands_is_asked_about() -> None:
    asked = given(1.234, "count", "Burglaries", last="1,180")
    assert (asked.state, asked.value, asked.literal) == ("unsure", None, 1.234)
    assert given(22.7, "count", "Burglaries", last="1,180").state == "value"
    assert given(1.234, "count", "Average length", last="1.5").state == "value"


def test_a_figure_like_those_that_stood_before_is_taken() -> None:
    assert given(-3, "count", "Balance of trust", last="−1").state == "value"
    assert given(120, "percent", "Beds filled", baseline="108%").state == "value"
    assert given(120, "percent", "Beds filled", baseline="98%", target=None, last="TBC").state == "unsure"


def test_a_figure_in_a_cell_that_shows_per_cent_is_asked_about_as_typed() -> None:
    asked = given(8_500, "percent", "Residents who feel safe", "8,500%")
    assert (asked.state, asked.value) == ("unsure", 85)
    assert asked.message.endswith("Did they mean 85?")


def test_another_number_than_one_and_nought_is_neither_yes_nor_no() -> None:
    asked = given(7, "yes/no", "Briefing given")
    assert (asked.state, asked.value, asked.literal) == ("unsure", None, 7)
    assert asked.message == "“7” is neither Yes nor No; write one of them."


@pytest.mark.parametrize(
    ("number", "unit", "title"),
    [
        (-3, "count", "Assaults with less serious injury"), (-3, "count", "Fewer than five complaints"),
        (-3, "count", "Changes of address notified"), (-3, "count", "Gap year volunteers"),
        (-3, "count", "Crimes against the person"), (-3, "count", "Drop-in sessions attended"),
        (-3, "count", "More serious violent crime"), (-3, "count", "Offenders against previous victims"),
        (130, "percent", "Residents who feel less safe after dark"),
        (130, "percent", "Households burgled more than once"),
        (130, "percent", "Domestic abuse cases with risk reduced"),
        (130, "percent", "Victims satisfied with the service against all categories"),
        (130, "percent", "Residents reporting an increase in anti-social behaviour"),
        (130, "percent", "Residents who say the police make a difference"),
        (130, "percent", "Budget hotels checked"), (130, "percent", "High profile offenders visited"),
        (130, "percent", "Improved street lights"),
    ],
)  # fmt: skip
def test_words_that_speak_of_no_change_excuse_no_figure(number: float, unit: str, title: str) -> None:
    assert given(number, unit, title).state == "unsure"


@pytest.mark.parametrize(
    ("number", "unit", "title"),
    [
        (-3, "count", "% change in burglary"), (-3, "count", "Burglary (% change)"), (-3, "count", "Annual change"),
        (-3, "count", "NI 16 Reduction in acquisitive crime"), (-3, "count", "Burglary reduction"),
        (-3, "count", "Drop in burglary"), (-3, "count", "10% rise in reports"), (-3, "count", "Fewer burglaries"),
        (-3, "count", "Burglaries up on last year"), (-3, "count", "Difference from last year"),
        (-3, "count", "Variance to plan"), (-3, "count", "All crime compared with the same quarter last year"),
        (-3, "count", "Gap to the England average"), (-3, "count", "Fewer incidents than last year"),
        (-2, "percent", "Improving confidence"), (130, "percent", "Increase in confidence in police"),
        (104, "percent", "Spend against budget"), (104, "percent", "Attendance as % of places"),
        (104, "percent", "% of plan"), (104, "percent", "Budget spent"), (104, "percent", "Burglary against last year"),
        (104, "percent", "Planned visits made"), (104, "percent", "Grant spent (% of allocation)"),
        (104, "percent", "Target achieved"), (104, "percent", "Spend to profile"),
    ],
)  # fmt: skip
def test_words_that_speak_of_a_change_or_of_what_was_planned_excuse_a_figure(
    number: float, unit: str, title: str
) -> None:
    assert given(number, unit, title).state == "value"
