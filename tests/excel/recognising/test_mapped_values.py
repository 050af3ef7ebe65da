"""Scores in words, ratings as letters and colours, money and dates as people write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.recognising.columns.score_scales import Scale
from csp_desktop.excel.recognising.mapped_values import read_value
from csp_desktop.excel.wording.colours import rag_of_fill
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named


@pytest.mark.parametrize(
    ("texts", "heading", "scores"),
    [
        (["1", "3", "5"], "", [1, 3, 5]),
        (["Low", "Medium", "High"], "", [1, 3, 5]),
        (["Rare", "Possible", "Almost certain"], "", [1, 3, 5]),
        (["Very low", "Low", "High"], "", [1, 2, 4]),
        (["3 - Possible", "4 (Likely)"], "", [3, 4]),
        (["1", "2", "4"], "Likelihood (1-4)", [1, 2, 5]),
        (["1", "2", "4"], "Gross (1 low – 4 high)", [1, 2, 5]),
        (["2", "10"], "Impact: score out of 10", [1, 5]),
        (["1", "4"], "Impact (max 4)", [1, 5]),
        (["1", "4"], "Impact /4", [1, 5]),
        (["Minor", "Severe"], "Impact", [2, 5]),
        (["VL", "L", "M", "H", "VH"], "", [1, 2, 3, 4, 5]),
        (["Highly unlikely", "Occasional", "Frequent"], "", [1, 3, 5]),
    ],
)
def test_scales(texts: list[str], heading: str, scores: list[int]) -> None:
    scale = Scale(texts, heading)
    assert [scale.read(text).value for text in texts] == scores


def test_a_word_read_as_a_score_says_so() -> None:
    assert "High" in Scale(["High", "Low"]).read("High").message
    assert Scale(["4"]).read("4").message == ""


@pytest.mark.parametrize("text", ["12", "0", "soon", "2.5", "Low-Med", "Medium – High"])
def test_what_is_no_score(text: str) -> None:
    with pytest.raises(InvalidValue):
        Scale([text]).read(text)


@pytest.mark.parametrize(
    ("colour", "rating"),
    [("FF0000", "red"), ("FFC000", "amber"), ("FFFF00", "amber"), ("00B050", "green"), ("0070C0", "blue"), ("7030A0", None), ("C00000", "red"), ("C6EFCE", "green"), ("D9D9D9", None), ("FFFFFF", None)],
)  # fmt: skip
def test_ratings_by_colour(colour: str, rating: str | None) -> None:
    assert rag_of_fill(colour) == rating


def test_values_by_field() -> None:
    year = FinancialYear(2010)
    risks, mitigations, allocations, updates = (
        register_named(name) for name in ("risks", "mitigations", "allocations", "updates")
    )
    assert read_value(risks["review_on"], datetime(2011, 3, 31), year).value == "2011-03-31"
    assert read_value(risks["review_on"], "June 2010", year).value == "2010-06-30"
    assert read_value(risks["response"], "Mitigate", year).value == "treat"
    for said in ("On track", "Ongoing"):
        assert read_value(mitigations["status"], said, year).value == "in progress"
    assert read_value(mitigations["status"], "Not yet commenced", year).value == "not started"
    assert read_value(mitigations["status"], "Parked", year).value == "stopped"
    assert read_value(risks["status"], "No longer relevant", year).value == "closed"
    assert read_value(register_named("indicators")["better"], "Low is good", year).value == "lower"
    assert read_value(allocations["amount"], "£1.5m", year).value == 150_000_000
    yearly = read_value(allocations["amount"], "500 p.a.", year)
    assert yearly == (50_000, "“500 p.a.” is read as £500, what it is for one year.")
    assert read_value(allocations["amount"], 12.5, year).value == 1_250
    assert read_value(register_named("measurements")["value"], "£1.3k", year).value == 1_300
    assert read_value(updates["rag"], "A", year).value == "amber"
    starts = register_named("plan_items")["starts_on"]
    assert [read_value(starts, text, year).value for text in ("Apr-10", "Q3 2010/11", "June 2010")] == [
        "2010-04-01",
        "2010-10-01",
        "2010-06-01",
    ]
    bids = register_named("bids")
    for said, decision in (
        ("Pending", "submitted"),
        ("Approved", "awarded"),
        ("Declined", "refused"),
        ("Part fund", "part awarded"),
        ("Reject", "refused"),
    ):
        assert read_value(bids["decision"], said, year).value == decision
    with pytest.raises(InvalidValue):
        read_value(risks["review_on"], "31 March maybe", None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Live", "in progress"), ("Monitoring", "ongoing"), ("On hold", "stopped"), ("Not due", "not started")],
)
def test_words_for_how_an_action_stands(said: str, meant: str) -> None:
    assert read_value(register_named("plan_items")["status"], said, None).value == meant


def test_letters_and_words_with_their_reason_are_steps_of_the_scale() -> None:
    scale = Scale(["L", "M", "H", "Medium – it may stop in spring", "?"])
    assert [scale.read(text).value for text in ("L", "M", "H")] == [1, 3, 5]
    assert scale.read("Medium – it may stop in spring").value == 3
    with pytest.raises(InvalidValue):
        scale.read("3-4")
