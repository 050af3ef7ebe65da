"""Ratings and their rules in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_building import Building, made

from csp_desktop.periods import Quarter
from csp_desktop.rules.figures import direction
from csp_desktop.rules.rag import (
    item_rag,
    priority_rating,
    rag_words,
    rate,
    rate_figure,
    reported_items,
    roll_up,
    shown_rag,
)

Q2 = Quarter(2010, 2)
Q4 = Quarter(2010, 4)
WORSE = {"green": 0, "amber": 1, "red": 2}


def test_words_say_the_rule() -> None:
    assert rate_figure(325, 293, better="lower", amber_within=5).words == (
        "325 to date against 293: 10.9% over, red beyond 5%"
    )
    assert rate_figure(300, 293, better="lower", amber_within=5).words == (
        "300 to date against 293: 2.4% over, amber within 5%"
    )
    assert (
        rate_figure(280, 293, better="lower").words
        == "280 to date against 293: 4.4% under, better than target"
    )
    assert rate_figure(293, 293, better="lower").words == "293 to date against 293: on target"
    assert rate_figure(66, 80, better="higher", unit="percent").words == (
        "66% to date against 80%: 17.5% under, red beyond 10%"
    )
    assert rate_figure(66, 80, better="higher", amber_in="points", unit="percent").words == (
        "66% to date against 80%: 14 points under, red beyond 10 points"
    )
    assert rate_figure(14, 15, better="higher", amber_within=1, amber_in="points", unit="percent").words == (
        "14% to date against 15%: 1 point under, amber within 1 point"
    )
    assert rate_figure(110.04, 100, better="lower").words == (
        "110.04 to date against 100: 10.04% over, red beyond 10%"
    )
    assert rate_figure(3, 0, better="lower").words == "3 to date against 0: 3 over, red when off target"
    # Nothing is a share of nought: the smallest miss of it is one.
    missed = rate_figure(0.05, 0, better="lower", unit="percent")
    assert (missed.rag, missed.words) == ("red", "0.05% to date against 0%: 0.05% over, red when off target")
    assert rate_figure(0.05, 0, better="lower", unit="rate per 1,000").rag == "red"
    assert rate_figure(0.05, 0, better="lower", unit="percent", amber_in="points").rag == "amber"
    assert rate_figure(0, 0, better="lower", unit="percent").words == "0% to date against 0%: on target"
    assert rate_figure(3, 0, better="higher").rag == "green"


numbers = st.floats(-1e6, 1e6, allow_nan=False, width=32)


@given(
    figures=st.tuples(numbers, numbers),
    should_be=numbers,
    better=st.sampled_from(["lower", "higher"]),
    within=st.one_of(st.none(), st.floats(0, 100, width=32)),
    unit=st.sampled_from(["count", "percent", "rate per 1,000"]),
)
def test_a_worse_figure_never_rates_better(
    figures: tuple[float, float], should_be: float, better: str, within: float | None, unit: str
) -> None:
    low, high = sorted(figures)
    good, bad = (low, high) if better == "lower" else (high, low)
    rules = {"better": better, "amber_within": within, "unit": unit}
    assert WORSE[rate_figure(good, should_be, **rules).rag] <= WORSE[rate_figure(bad, should_be, **rules).rag]  # type: ignore[arg-type]


@settings(max_examples=60)
@given(
    first=st.integers(0, 2000),
    second=st.integers(0, 2000),
    kind=st.sampled_from(["per quarter", "cumulative", "snapshot"]),
    better=st.sampled_from(["lower", "higher"]),
    quarter=st.sampled_from([1, 2, 3, 4]),
)
def test_the_whole_rating_is_monotone_in_the_actual(
    first: int, second: int, kind: str, better: str, quarter: int
) -> None:
    ratings = []
    for value in sorted((first, second), reverse=better == "higher"):
        plan = Building()
        record = plan.indicator(
            kind=kind, better=better, baseline_value=1000, target_kind="percent change", target_value=10
        )
        plan.measured(record, *([250] * (quarter - 1)), value)
        ratings.append(WORSE[rate(plan.records(), record, Quarter(2010, quarter)).rag])
    assert ratings == sorted(ratings)


def test_what_is_not_rated_says_why() -> None:
    plan = Building()
    context = plan.indicator(contextual=True, target_kind="value", target_value=5)
    unknown = plan.indicator(target_kind="percent change", target_value=10)
    unmeasured = plan.indicator(baseline_value=100, target_kind="percent change", target_value=10)
    plan.measured(context, 9, 9)
    plan.measured(unknown, 9, 9)
    records = plan.records()
    assert [rate(records, one, Q2).rag for one in (context, unknown, unmeasured)] == ["none"] * 3
    assert rate(records, context, Q2).words == "Shown for context, never rated."
    assert "TBC" in rate(records, unknown, Q2).words
    assert rate(records, unmeasured, Q2).words == "No figure for Q1 and Q2 2010/11, so it is not rated."


def test_nothing_is_rated_where_it_is_not_said_which_way_is_better() -> None:
    plan = Building()
    record = plan.indicator(better=None, target_kind="value", target_value=100)
    plan.measured(record, 20, 30)
    rating = rate(plan.records(), record, Quarter(2010, 2))
    assert (rating.rag, rating.words) == (
        "none",
        "It is not said whether lower or higher is better, so it is not rated.",
    )
    assert direction(plan.records(), record, Quarter(2010, 2)) is None


def test_county_targets_are_marked() -> None:
    plan = Building()
    record = plan.indicator(scope="county", target_kind="value", target_value=400)
    plan.measured(record, 100, 90)
    assert rate(plan.records(), record, Q2).words.endswith("(county-wide target)")


def test_yes_no_waits_for_the_year_end() -> None:
    plan = Building()
    record = plan.indicator(
        unit="yes/no", better="higher", kind="snapshot", target_kind="value", target_value=1
    )
    plan.measured(record, 0, 0, 0, 0)
    records = plan.records()
    assert (rate(records, record, Q2).rag, rate(records, record, Q4).rag) == ("amber", "red")


def test_two_ratings() -> None:
    update = made("updates", rag="green", moderated_rag="red", moderation_reason="Milestone missed")
    assert shown_rag(update) == "red"
    assert shown_rag(update, "lead") == "green"
    assert shown_rag(made("updates", rag="amber")) == "amber"
    assert shown_rag(None) == "none"


@pytest.mark.parametrize(
    ("items", "indicators", "rag", "words"),
    [
        ([], [], "none", "Nothing rated yet."),
        (["none"], [], "none", "Nothing rated yet."),
        (["green"] * 3, ["green"], "green", "No action or indicator is amber or red."),
        (["green"] * 3 + ["amber"], [], "amber", "1 of 4 actions amber."),
        (["green"] * 3 + ["red"], [], "amber", "1 of 4 actions red."),
        (["green", "green", "red"], [], "red", "1 of 3 actions red."),
        (["green"] * 5, ["red", "green"], "red", "1 of 2 indicators red."),
        (["none"] * 3 + ["green"] * 3 + ["amber"], [], "amber", "1 of 4 rated actions amber."),
        ([], ["none", "red"], "red", "1 of 1 rated indicator red."),
        (["blue", "none"], [], "none", "Only completed actions are rated."),
        (["blue", "none"], ["green"], "green", "No action or indicator is amber or red."),
        (["blue", "blue"], [], "blue", "Every action is complete."),
    ],
)
def test_roll_up(items: list[str], indicators: list[str], rag: str, words: str) -> None:
    rating = roll_up(items, indicators)
    assert (rating.rag, rating.words) == (rag, words)


def test_a_priority_rolls_up_unless_rated_itself() -> None:
    plan = Building()
    police = plan.agency()
    priority = plan.priority()
    led = plan.action(priority, lead_agencies=(police["id"],))
    done = plan.action(priority, lead_agencies=(police["id"],), status="complete")
    bullet = plan.action(led | {"level": "objective"}, "A bullet")
    plan.update(led, rag="amber")
    records = plan.records()
    assert [item["id"] for item in reported_items(records)] == [led["id"], done["id"]]
    assert bullet["id"] not in {item["id"] for item in reported_items(records)}
    assert priority_rating(records, priority, Q2).rag == "amber"
    assert [item_rag(records, item, Q2) for item in reported_items(records)] == ["amber", "blue"]
    plan.update(priority, rag="green", moderated_rag="red")
    assert priority_rating(plan.records(), priority, Q2).words == "Rated by the coordinator."
    assert priority_rating(plan.records(), priority, Q2, "lead").rag == "green"


def test_a_priority_counts_its_indicators() -> None:
    plan = Building()
    priority = plan.priority()
    record = plan.indicator(item=priority["id"], target_kind="value", target_value=100)
    plan.measured(record, 40, 40)
    assert priority_rating(plan.records(), priority, Q2).rag == "red"


def test_the_partnerships_own_words() -> None:
    assert (
        rag_words(made("partnerships", rag_words='{"green": "On course", "blue": ""}'))["green"]
        == "On course"
    )
    assert rag_words(made("partnerships", rag_words='{"blue": " "}'))["blue"] == "Complete"
    assert rag_words(made("partnerships"))["amber"] == "Amber"
    assert rag_words(made("partnerships", rag_words="not json"))["red"] == "Red"


def test_a_quarter_knows_nothing_of_what_was_finished_after_it() -> None:
    plan = Building()
    action = plan.action(plan.priority(), status="complete", completed_on="2010-08-01")
    undated = plan.action(plan.priority(), status="complete")
    records = plan.records()
    rated = [item_rag(records, action, quarter) for quarter in (Q2.previous, Q2, Q4)]
    assert rated == ["none", "blue", "blue"]
    assert item_rag(records, undated, Q2.previous) == "blue"


def test_blue_is_not_complete_where_it_means_something_else() -> None:
    plan = Building()
    priority = plan.priority()
    minor = plan.action(priority, lead_agencies=(plan.agency()["id"],))
    plan.update(minor, rag="blue")
    done = plan.action(priority, status="complete")
    records = plan.records()
    assert item_rag(records, done, Q2) == "blue"
    records.partnership["rag_words"] = '{"blue": "Minor"}'
    assert item_rag(records, done, Q2) == "none"
    assert priority_rating(records, priority, Q2).words == "Every rated action is “Minor”."
    records.partnership["rag_words"] = '{"blue": "Delivered"}'
    assert item_rag(records, done, Q2) == "blue"


def test_a_level_of_an_earlier_quarter_is_not_rated_against_a_later_one() -> None:
    plan = Building()
    safe = plan.indicator(
        kind="snapshot",
        unit="percent",
        better="higher",
        target_kind="value",
        target_value=56,
        baseline_value=48,
    )
    plan.measured(safe, 50)
    records = plan.records()
    assert rate(records, safe, Quarter(2010, 1)).rag == "green"
    later = rate(records, safe, Q2)
    assert (later.rag, later.actual) == ("none", 50)
    assert later.words == "No figure for Q2 2010/11, so it is not rated; it was 50% at Q1 2010/11."
