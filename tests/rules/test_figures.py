"""Figures to date, trajectories, forecasts and changes."""

from __future__ import annotations

import pytest
from record_building import Building

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.rules.figures import (
    change,
    change_on_year_before,
    direction,
    forecast,
    series,
    to_date,
    trajectory,
)
from csp_desktop.rules.rag import rate

YEAR = FinancialYear(2010)
Q1, Q2, Q3, Q4 = YEAR.quarters

ACHIEVEMENTS = [
    (170, 152, "18 fewer (10.6%)"),
    (2167, 2080, "87 fewer (4.0%)"),
    (695, 626, "69 fewer (9.9%)"),
    (266, 279, "13 more (4.9%)"),
    (215, 181, "34 fewer (15.8%)"),
    (2802, 2650, "152 fewer (5.4%)"),
]


@pytest.mark.parametrize(("before", "now", "words"), ACHIEVEMENTS)
def test_changes_of_the_achievements_table(before: float, now: float, words: str) -> None:
    assert change(before, now).words == words


def test_a_stated_change_that_is_wrong_shows() -> None:
    assert change(2147, 2120).words == "27 fewer (1.3%)"


def test_per_quarter_figures_add_up() -> None:
    plan = Building()
    asb = plan.indicator(baseline_value=2080, target_kind="percent change", target_value=10)
    plan.measured(asb, 500, 512)
    records = plan.records()
    assert to_date(records, asb, Q2).value == 1012
    assert to_date(records, asb, Q2).words == "1,012 to date"
    assert trajectory(records, asb, YEAR).points == (468, 936, 1404, 1872)
    assert trajectory(records, asb, YEAR).method == "even split"


def test_a_missing_quarter_leaves_no_sum() -> None:
    plan = Building()
    asb = plan.indicator()
    plan.measured(asb, None, 512)
    plan.add("measurements", indicator=asb["id"], quarter="2010-Q3", value_state="TBC")
    records = plan.records()
    assert to_date(records, asb, Q2).value is None
    assert to_date(records, asb, Q2).words == "No figure for Q1 2010/11"
    assert to_date(records, asb, Q3).words == "Q3 2010/11 not known yet (TBC)"


def test_cumulative_and_snapshot() -> None:
    plan = Building()
    patrols = plan.indicator(kind="cumulative", better="higher", target_kind="value", target_value=40)
    safe = plan.indicator(
        kind="snapshot",
        unit="percent",
        better="higher",
        baseline_value=50,
        target_kind="value",
        target_value=56,
    )
    plan.measured(patrols, 10, 25)
    plan.measured(safe, 51.5)
    records = plan.records()
    assert to_date(records, patrols, Q2).value == 25
    assert to_date(records, patrols, Q3).value is None
    assert to_date(records, safe, Q3).value == 51.5
    assert to_date(records, safe, Q3).words == "51.5% at Q1 2010/11"
    assert trajectory(records, safe, YEAR).points == (51.5, 53, 54.5, 56)


def test_percentages_by_quarter_are_averaged_and_not_summed() -> None:
    plan = Building()
    reached = plan.indicator(unit="percent", better="higher", target_kind="value", target_value=80)
    plan.measured(reached, 60, 72)
    records = plan.records()
    assert to_date(records, reached, Q2).value == 66
    assert trajectory(records, reached, YEAR).points == (80, 80, 80, 80)


def test_given_trajectories() -> None:
    plan = Building()
    own = plan.indicator(trajectory_q1=10, trajectory_q2=20, trajectory_q3=30, trajectory_q4=40)
    part = plan.indicator(kind="cumulative", trajectory_q2=40, target_kind="value", target_value=100)
    first = plan.indicator(trajectory_q1=40, target_kind="value", target_value=100)
    records = plan.records()
    assert trajectory(records, own, YEAR).points == (10, 30, 60, 100)
    assert trajectory(records, part, YEAR).points == (20, 40, 70, 100)
    assert trajectory(records, first, YEAR).points == (40, 60, 80, 100)


def test_last_years_shape_bends_trajectory_and_forecast() -> None:
    plan = Building()
    asb = plan.indicator(target_kind="value", target_value=80)
    plan.measured(asb, 40, 30, 20, 10, year=2009)
    plan.measured(asb, 36)
    records = plan.records()
    assert trajectory(records, asb, YEAR).points == (32, 56, 72, 80)
    assert trajectory(records, asb, YEAR).method == "last year's shape"
    ahead = forecast(records, asb, Q1)
    assert (ahead.value, ahead.method) == (90, "last year's shape")
    assert ahead.words == "90 if the rest of the year goes as last year did, when 40% had come by Q1."
    found = change_on_year_before(records, asb, Q1)
    assert found is not None and found.words == "4 fewer (10.0%)"
    went = direction(records, asb, Q1)
    assert went is not None and went.word == "improving"
    assert went.words == "36 against 40 in Q1 2009/10"


def test_figures_of_the_indicator_it_was_copied_from_count_as_last_years() -> None:
    plan = Building()
    plan.add("indicators", id="old", title="Offences")
    plan.measured({"id": "old"}, 40, 30, 20, 10, year=2009)
    asb = plan.indicator(copied_from="old")
    records = plan.records()
    records.indicators = [asb]
    records.earlier_measurements, records.measurements = records.measurements, []
    assert to_date(records, asb, Quarter(2009, 4)).value == 100


def test_forecasts_name_their_method() -> None:
    plan = Building()
    asb = plan.indicator()
    safe = plan.indicator(kind="snapshot", unit="percent")
    plan.measured(asb, 100, 110, 90, 95)
    plan.measured(safe, 50)
    records = plan.records()
    assert (forecast(records, asb, Q2).value, forecast(records, asb, Q2).method) == (420, "run rate")
    assert forecast(records, asb, Q2).words == "420 at the rate of the 2 quarters so far."
    assert (forecast(records, asb, Q4).value, forecast(records, asb, Q4).method) == (395, "outturn")
    assert forecast(records, safe, Q2).method == "latest figure"
    assert forecast(records, plan.indicator(), Q2).method == "none"


def test_direction_of_cumulative_figures_looks_at_what_each_quarter_brought() -> None:
    plan = Building()
    patrols = plan.indicator(kind="cumulative", better="higher")
    plan.measured(patrols, 10, 15, 20)
    records = plan.records()
    assert direction(records, patrols, Q2).word == "worsening"  # type: ignore[union-attr]
    assert direction(records, patrols, Q3).word == "steady"  # type: ignore[union-attr]
    assert direction(records, patrols, Q1) is None


def test_series_holds_what_the_chart_draws() -> None:
    plan = Building()
    asb = plan.indicator(target_kind="value", target_value=80)
    plan.measured(asb, 20, 22)
    points = series(plan.records(), asb, YEAR)
    assert [(point.actual, point.to_date, point.expected) for point in points] == [
        (20, 20, 20),
        (22, 42, 40),
        (None, None, 60),
        (None, None, 80),
    ]


def test_a_snapshot_stands_at_its_latest_figure() -> None:
    plan = Building()
    safe = plan.indicator(kind="snapshot", unit="percent", better="higher")
    plan.measured(safe, 51.5, 54)
    assert to_date(plan.records(), safe, Q3).words == "54% at Q2 2010/11"


def test_one_provisional_quarter_makes_the_sum_provisional() -> None:
    plan = Building()
    asb = plan.indicator()
    plan.measured(asb, 500)
    plan.add("measurements", indicator=asb["id"], quarter="2010-Q2", value=512, provisional=True)
    so_far = to_date(plan.records(), asb, Q2)
    assert so_far.provisional and so_far.words == "1,012 to date (provisional)"
    assert not to_date(plan.records(), asb, Q1).provisional


def test_a_fall_is_a_change_below_nought() -> None:
    fell, rose = change(200, 150), change(150, 200)
    assert (fell.difference, fell.percent) == (-50, -25)
    assert (rose.difference, rose.percent) == (50, 33.3)


def test_quarters_without_a_figure_are_named_once_with_their_year() -> None:
    plan = Building()
    counted = plan.indicator()
    plan.measured(counted, 1)
    assert to_date(plan.records(), counted, Q4).words == "No figure for Q2, Q3 and Q4 2010/11"
    assert to_date(plan.records(), counted, Q2).words == "No figure for Q2 2010/11"


def test_percentages_by_quarter_on_their_trajectory_are_on_target() -> None:
    plan = Building()
    steps = {f"trajectory_q{number}": 10.0 * (number + 1) for number in (1, 2, 3, 4)}
    rising = plan.indicator(unit="percent", better="higher", target_kind="value", target_value=50, **steps)
    plan.measured(rising, 20, 30, 40, 50)
    one_gap = plan.indicator(
        unit="percent",
        better="higher",
        target_kind="value",
        target_value=50,
        **steps | {"trajectory_q2": None},
    )
    level = plan.indicator(
        unit="percent", better="higher", kind="snapshot", target_kind="value", target_value=50, **steps
    )
    records = plan.records()
    assert trajectory(records, rising, YEAR).points == (20, 25, 30, 35)
    assert trajectory(records, one_gap, YEAR).points == (20, 25, 30, 35)
    assert trajectory(records, level, YEAR).points == (20, 30, 40, 50)
    for quarter in YEAR.quarters:
        assert rate(records, rising, quarter).rag == "green"


def test_quarters_left_empty_have_what_the_others_leave_of_the_target() -> None:
    plan = Building()
    target = {"target_kind": "value", "target_value": 100, "better": "higher"}
    later = plan.indicator(trajectory_q2=20, trajectory_q3=40, trajectory_q4=40, **target)
    last = plan.indicator(trajectory_q3=50, trajectory_q4=50, **target)
    between = plan.indicator(trajectory_q1=10, trajectory_q3=30, **target)
    beyond = plan.indicator(trajectory_q2=60, trajectory_q4=60, **target)
    unknown = plan.indicator(trajectory_q1=10, trajectory_q3=30)
    plan.measured(later, 0, 20, 40)
    records = plan.records()
    assert trajectory(records, later, YEAR).points == (0, 20, 60, 100)
    assert trajectory(records, last, YEAR).points == (0, 0, 50, 100)
    assert trajectory(records, between, YEAR).points == (10, 40, 70, 100)
    assert trajectory(records, beyond, YEAR).points == (0, 60, 60, 120)
    assert trajectory(records, unknown, YEAR).points == (10, None, None, None)
    assert [rate(records, later, quarter).rag for quarter in YEAR.quarters[:3]] == ["green"] * 3
    assert "spread evenly over the quarters left empty" in trajectory(records, later, YEAR).words
