"""The underspend radar."""

from __future__ import annotations

from datetime import date

from record_building import Building

from csp_desktop.periods import FinancialYear
from csp_desktop.rules.underspend import money_at_risk, underspend, underspends

Q1, Q2, Q3, Q4 = FinancialYear(2010).quarters


def test_it_says_what_will_be_left_and_when_it_bites() -> None:
    plan = Building()
    grant = plan.stream(100_000, name="County grant", spend_by="2011-02-28")
    forecast = plan.allocation(grant, 50_000)
    plan.entry(forecast, "actual", 10_000)
    plan.entry(forecast, "forecast", 45_000, "2010-Q2")
    steady = plan.allocation(grant, 40_000)
    plan.entry(steady, "actual", 8_000)
    plan.entry(steady, "actual", 7_000, "2010-Q2")
    records = plan.records()
    assert underspend(records, grant, Q1) is None
    found = underspend(records, grant, Q2)
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
    lost = plan.stream(5_000)
    records = plan.records()
    assert money_at_risk(records, Q2) == 5_000
    assert next(one.position.stream["id"] for one in underspends(records, Q2)) == lost["id"]  # type: ignore[index]


def test_a_run_rate_never_passes_what_is_held_nor_undercuts_what_is_promised() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    fast = plan.allocation(stream, 40_000)
    plan.entry(fast, "actual", 30_000)
    slow = plan.allocation(stream, 40_000)
    plan.entry(slow, "committed", 39_000)
    found = underspend(plan.records(), stream, Q2)
    assert found is not None and [one.spent for one in found.projections] == [40_000, 39_000]


def test_a_low_forecast_cannot_unspend() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    allocation = plan.allocation(stream, 40_000)
    plan.entry(allocation, "actual", 30_000)
    plan.entry(allocation, "forecast", 10_000)
    found = underspend(plan.records(), stream, Q3)
    assert found is not None and found.projected == 30_000


def test_what_could_take_it() -> None:
    plan = Building()
    stream = plan.stream(200_000)
    plan.allocation(stream, 10_000, status="proposed", project="Lamps")
    short = plan.allocation(stream, 20_000, project="Youth van")
    plan.entry(short, "forecast", 26_000)
    plan.add("bids", stream=stream["id"], project="Fence", decision="refused", amount_sought=7_000)
    plan.add("bids", stream=stream["id"], project="Old", decision="withdrawn", amount_sought=7_000)
    plan.add(
        "bids",
        stream=stream["id"],
        project="Half",
        decision="part awarded",
        amount_sought=9_000,
        amount_awarded=4_000,
    )
    found = underspend(plan.records(), stream, Q2)
    assert found is not None
    assert [(one.record["project"], one.amount) for one in found.takers] == [
        ("Lamps", 10_000),
        ("Youth van", 6_000),
        ("Fence", 7_000),
        ("Half", 5_000),
    ]


def test_a_spent_stream_raises_no_alarm() -> None:
    plan = Building()
    stream = plan.stream(10_000)
    plan.entry(plan.allocation(stream, 10_000), "actual", 10_000)
    records = plan.records()
    assert underspends(records, Q4) == []
    found = underspend(records, stream, Q4)
    assert found is not None and found.words == "“Home Office” looks fully spent at 31 March 2011."
