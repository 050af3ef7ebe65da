"""The underspend radar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from record_building import Building

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.rules.checks.readiness import open_findings
from csp_desktop.rules.money.underspend import money_at_risk, underspend, underspends

Q1, Q2, Q3, Q4 = FinancialYear(2010).quarters


def after(quarter: Quarter) -> date:
    """A day in the month after a quarter."""
    return quarter.end + timedelta(days=20)


def test_it_says_what_will_be_left_and_when_it_bites() -> None:
    plan = Building()
    grant = plan.stream(100_000, name="County grant", spend_by="2011-02-28", carry_forward="not allowed")
    forecast = plan.allocation(grant, 50_000)
    plan.entry(forecast, "actual", 10_000)
    plan.entry(forecast, "forecast", 45_000, "2010-Q2")
    steady = plan.allocation(grant, 40_000)
    plan.entry(steady, "actual", 8_000)
    plan.entry(steady, "actual", 7_000, "2010-Q2")
    records = plan.records()
    assert underspend(records, grant, Q1, after(Q1)) is None
    found = underspend(records, grant, Q2, after(Q2))
    assert found is not None
    assert [one.spent for one in found.projections] == [45_000, 30_000]
    assert found.projections[1].method == "at the rate of the 2 quarters so far"
    assert (found.projected, found.left_over, found.at_risk) == (75_000, 25_000, 25_000)
    assert found.bites_on == date(2011, 2, 28)
    assert (
        found.words
        == "£250 of “County grant” looks unspent at 28 February 2011 and may not be carried forward."
    )


def test_money_that_may_be_carried_is_not_at_risk() -> None:
    plan = Building()
    plan.stream(100_000, carry_forward="allowed")
    lost = plan.stream(5_000, carry_forward="not allowed")
    records = plan.records()
    assert money_at_risk(records, Q2, after(Q2)) == 5_000
    assert next(one.position.stream["id"] for one in underspends(records, Q2, after(Q2))) == lost["id"]  # type: ignore[index]


def test_a_run_rate_never_passes_what_is_held_nor_undercuts_what_is_promised() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    fast = plan.allocation(stream, 40_000)
    plan.entry(fast, "actual", 30_000)
    slow = plan.allocation(stream, 40_000)
    plan.entry(slow, "committed", 39_000)
    found = underspend(plan.records(), stream, Q2, after(Q2))
    assert found is not None and [one.spent for one in found.projections] == [40_000, 39_000]


def test_a_low_forecast_cannot_unspend() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    allocation = plan.allocation(stream, 40_000)
    plan.entry(allocation, "actual", 30_000)
    plan.entry(allocation, "committed", 5_000)
    plan.entry(allocation, "forecast", 10_000)
    found = underspend(plan.records(), stream, Q3, after(Q3))
    assert found is not None and found.projected == 30_000


def test_what_could_take_it() -> None:
    plan = Building()
    stream = plan.stream(200_000)
    plan.allocation(stream, 10_000, status="proposed", project="Lamps")
    plan.allocation(stream, None, status="proposed", project="Not priced yet")
    short = plan.allocation(stream, 20_000, project="Youth van")
    plan.entry(short, "forecast", 26_000)
    # Nobody knows what is too much of an amount that was not written down.
    plan.entry(plan.allocation(stream, None, project="Approved, not how much"), "actual", 1_000)
    plan.add("bids", stream=stream["id"], project="Fence", decision="refused", amount_sought=7_000)
    plan.add("bids", stream=stream["id"], project="Lights", decision="submitted", amount_sought=3_000)
    plan.add("bids", stream=stream["id"], project="Old", decision="withdrawn", amount_sought=7_000)
    plan.add(
        "bids",
        stream=stream["id"],
        project="Half",
        decision="part awarded",
        amount_sought=9_000,
        amount_awarded=4_000,
    )
    found = underspend(plan.records(), stream, Q2, after(Q2))
    assert found is not None
    assert [(one.record["project"], one.amount) for one in found.takers] == [
        ("Lamps", 10_000),
        ("Youth van", 6_000),
        ("Lights", 3_000),
    ]


def test_a_spent_stream_raises_no_alarm() -> None:
    plan = Building()
    stream = plan.stream(10_000)
    plan.entry(plan.allocation(stream, 10_000), "actual", 10_000)
    records = plan.records()
    assert underspends(records, Q4, after(Q4)) == []
    found = underspend(records, stream, Q4, after(Q4))
    assert found is not None and found.words == "“Home Office” looks fully spent at 31 March 2011."


def test_a_purpose_the_conditions_exclude_takes_nothing() -> None:
    plan = Building()
    stream = plan.stream(
        200_000, conditions="For capital. Not to be used for staff or CCTV; excludes events."
    )
    for project in ("New CCTV cameras", "Two staff posts", "Summer event", "Street lamps"):
        plan.allocation(stream, 10_000, status="proposed", project=project)
    reward = plan.stream(100_000, conditions="For the projects named in the bids and no others.")
    for project in ("More youth buses", "Fences"):
        plan.allocation(reward, 5_000, status="proposed", project=project)
    plan.add("bids", stream=reward["id"], project="Youth bus", decision="awarded", amount_sought=9_000)
    records = plan.records()
    taking = [
        [taker.record["project"] for taker in found.takers]
        for one in (stream, reward)
        if (found := underspend(records, one, Q2, after(Q2)))
    ]
    assert taking == [["Street lamps"], ["More youth buses"]]


def test_a_year_is_not_over_before_it_is() -> None:
    plan = Building()
    stream = plan.stream(100_000, carry_forward="not allowed")
    steady = plan.allocation(stream, 100_000)
    for quarter, amount in (("2010-Q1", 20_000), ("2010-Q2", 20_000), ("2010-Q3", 20_000)):
        plan.entry(steady, "actual", amount, quarter)
    records = plan.records()
    running = underspend(records, stream, Q4, date(2011, 1, 25))
    assert running is not None and (running.projected, running.at_risk) == (80_000, 20_000)
    assert running.projections[0].method == "at the rate of the 3 quarters so far"
    # A third quarter that has only begun does not lower the rate of the two that ended.
    begun = underspend(records, stream, Q3, date(2010, 10, 5))
    assert begun is not None and begun.projected == 80_000
    over = underspend(records, stream, Q4, date(2011, 4, 1))
    assert over is not None and over.projected == 60_000


@pytest.mark.parametrize(
    ("carry_forward", "fate", "at_risk"),
    [
        ("not allowed", "what is left may not be carried forward, so it is lost or to be returned", 70_000),
        ("allowed", "what is left may be carried forward", 0),
        (None, "it is not recorded whether it may be carried forward", 0),
    ],
)
def test_after_its_last_day_nothing_can_take_what_is_left(
    carry_forward: str | None, fate: str, at_risk: int
) -> None:
    plan = Building()
    stream = plan.stream(100_000, carry_forward=carry_forward, spend_by="2010-09-30")
    plan.entry(plan.allocation(stream, 60_000), "actual", 30_000)
    plan.allocation(stream, 40_000, status="proposed", project="Street lamps")
    records = plan.records()
    before = underspend(records, stream, Q2, date(2010, 9, 30))
    assert before is not None and before.takers and "looks unspent at 30 September 2010" in before.words
    over = underspend(records, stream, Q2, date(2010, 11, 29))
    assert over is not None and (over.takers, over.left_over, over.at_risk) == ((), 70_000, at_risk)
    assert (
        over.words
        == f"£700 of “Home Office” is not entered as spent, and its last day was 30 September 2010; {fate}."
    )
    (told,) = [one for one in open_findings(records, Q2, date(2010, 11, 29)) if one.code == "underspend"]
    assert "Move it" not in told.settle and told.message == over.words


def test_an_unknown_carry_forward_is_unknown() -> None:
    plan = Building()
    stream = plan.stream(5_000)
    records = plan.records()
    found = underspend(records, stream, Q2, after(Q2))
    assert found is not None and (found.may_be_carried, found.at_risk) == (None, 0)
    assert found.words.endswith("and it is not recorded whether it may be carried forward.")
    unsettled = [one for one in open_findings(records, Q2, after(Q2)) if one.code == "underspend"]
    assert [(one.kind, one.message) for one in unsettled] == [("query", found.words)]
