"""The position of the money, to the penny."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_building import Building, made

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.rules.money.funding_position import (
    allocation_position,
    our_award,
    over_allocation,
    pace,
    stream_position,
    stream_positions,
    together,
)

YEAR = FinancialYear(2010)
Q1, Q2, Q3, Q4 = YEAR.quarters


def test_entries_count_as_they_say() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    allocation = plan.allocation(stream, 60_000)
    plan.entry(allocation, "committed", 20_000, "2010-Q1")
    plan.entry(allocation, "actual", 5_000, "2010-Q1")
    plan.entry(allocation, "actual", 12_000, "2010-Q2")
    plan.entry(allocation, "returned", 1_000, "2010-Q2")
    plan.entry(allocation, "claimed", 9_000, "2010-Q2")
    plan.entry(allocation, "forecast", 50_000, "2010-Q2")
    records = plan.records()
    first = allocation_position(records, allocation, Q1)
    assert (first.spent, first.committed, first.left) == (5_000, 20_000, 35_000)
    second = allocation_position(records, allocation, Q2)
    # £120 of the £200 promised in the first quarter has been paid since.
    assert (second.spent, second.committed, second.claimed, second.left) == (16_000, 8_000, 9_000, 36_000)
    position = stream_position(records, stream, Q2)
    assert (position.available, position.allocated, position.unallocated) == (100_000, 60_000, 40_000)
    assert position.left == 76_000


def test_only_what_was_spent_counts_of_proposed_and_withdrawn() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    plan.allocation(stream, 30_000, status="proposed")
    withdrawn = plan.allocation(stream, 50_000, status="withdrawn")
    plan.entry(withdrawn, "actual", 700)
    plan.entry(withdrawn, "committed", 5_000)
    position = stream_position(plan.records(), stream)
    assert (position.allocated, position.proposed, position.spent, position.committed) == (
        700,
        30_000,
        700,
        0,
    )
    assert position.left == 99_300


def test_over_allocation_is_refused_with_the_figures() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    plan.allocation(stream, 60_000)
    other = plan.allocation(stream, 30_000)
    records = plan.records()
    assert over_allocation(records, stream, 10_000) is None
    assert over_allocation(records, stream, 40_000, instead_of=other) is None
    assert over_allocation(records, stream, 10_001) == (
        "That is £0.01 more than “Home Office” has left to allocate (£100); "
        "confirm it with a reason, or allocate less."
    )


def test_a_stream_without_amount_has_what_its_bids_won() -> None:
    plan = Building()
    stream = plan.stream(None)
    plan.add(
        "bids", stream=stream["id"], project="a", decision="awarded", amount_awarded=100_001, our_share=50
    )
    plan.add("bids", stream=stream["id"], project="b", decision="refused", amount_awarded=5)
    plan.add("bids", stream=stream["id"], project="c", decision="part awarded", amount_awarded=200)
    assert stream_position(plan.records(), stream).available == 50_001 + 200


@pytest.mark.parametrize(
    ("share", "ours"), [(50, 50_001), (33.3, 33_300), (0, 0), (100, 100_001), (1e18, 100_001 * 10**16)]
)
def test_our_part_of_an_award_is_to_the_nearest_penny(share: float, ours: int) -> None:
    assert our_award(made("bids", decision="awarded", amount_awarded=100_001, our_share=share)) == ours


@given(pence=st.integers(0, 10**9), share=st.floats(0, 100, allow_nan=False))
def test_a_joint_award_is_ours_and_theirs(pence: int, share: float) -> None:
    share = round(share, 2)
    ours = our_award(made("bids", decision="awarded", amount_awarded=pence, our_share=share))
    theirs = our_award(
        made("bids", decision="awarded", amount_awarded=pence, our_share=round(100 - share, 2))
    )
    assert 0 <= ours <= pence
    assert pence <= ours + theirs <= pence + 1


amounts = st.integers(0, 5_000_000)
entries = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["forecast", "committed", "actual", "claimed", "returned"]),
    amounts,
    st.integers(1, 4),
)


@settings(max_examples=150, deadline=None)
@given(
    streams=st.lists(amounts, min_size=1, max_size=3),
    allocated=st.lists(
        st.tuples(st.integers(0, 2), amounts, st.sampled_from(["proposed", "approved", "withdrawn"])),
        min_size=1,
        max_size=4,
    ),
    entered=st.lists(entries, max_size=12),
    quarter=st.sampled_from([None, 1, 2, 3, 4]),
)
def test_no_penny_appears_or_vanishes(
    streams: list[int],
    allocated: list[tuple[int, int, str]],
    entered: list[tuple[int, str, int, int]],
    quarter: int | None,
) -> None:
    plan = Building()
    made_streams = [plan.stream(amount) for amount in streams]
    allocations = [
        plan.allocation(made_streams[place % len(made_streams)], amount, status=status)
        for place, amount, status in allocated
    ]
    for place, kind, amount, number in entered:
        plan.entry(allocations[place % len(allocations)], kind, amount, f"2010-Q{number}")
    records = plan.records()
    until = Quarter(2010, quarter) if quarter else None
    positions = stream_positions(records, YEAR, until)
    for position in positions:
        assert position.available == position.spent + position.committed + position.left
        assert position.available == position.allocated + position.unallocated
        assert position.left == position.unallocated + sum(one.left for one in position.allocations)
    paid = sum(
        amount if kind == "actual" else -amount if kind == "returned" else 0
        for _, kind, amount, number in entered
        if quarter is None or number <= quarter
    )
    whole = together(positions)
    assert whole.spent == paid
    assert whole.available == sum(streams)


def test_money_carried_out_is_not_counted_twice() -> None:
    plan = Building()
    old = plan.stream(100_000, carry_forward="allowed")
    spent = plan.allocation(old, 80_000)
    plan.entry(spent, "actual", 70_000)
    new = plan.stream(30_000, year=2011, carried_from=old["id"])
    records = plan.records()
    assert (stream_position(records, old).available, stream_position(records, old).left) == (70_000, 0)
    assert stream_position(records, old).over_allocated == 0
    both = together([stream_position(records, old), stream_position(records, new)])
    assert both.spent + both.committed + both.left == 100_000


def test_spend_against_time() -> None:
    plan = Building()
    stream = plan.stream(11_400_000)
    plan.entry(plan.allocation(stream, 5_000_000), "actual", 3_140_000)
    said = pace(stream_position(plan.records(), stream, Q2), Q2, date(2010, 10, 20))
    assert said == "£31,400 of £114,000 spent (28%), half of the year gone"
    position = stream_position(plan.records(), stream, Quarter(2010, 3))
    assert str(pace(position, Quarter(2010, 3), date(2010, 11, 25))).endswith("(28%), 65% of the year gone")
    assert str(pace(position, Quarter(2010, 3), date(2011, 1, 1))).endswith(
        "(28%), three quarters of the year gone"
    )


def test_more_given_back_than_spent_is_written_as_the_money_beside_it() -> None:
    plan = Building()
    stream = plan.stream(1_000_000)
    plan.entry(plan.allocation(stream, 500_000), "returned", 50_000)
    told = [pace(stream_position(plan.records(), stream, Q2), Q2, date(2010, 10, 20))]
    plan.kept["funding_entries"][0]["amount"] = 1_000
    told.append(pace(stream_position(plan.records(), stream, Q2), Q2, date(2010, 10, 20)))
    assert told == [
        "−£500 of £10,000 spent (−5%), half of the year gone",
        "−£10 of £10,000 spent (0%), half of the year gone",
    ]


def test_streams_together_add_up_in_every_column() -> None:
    plan = Building()
    for amount in (100_000, 30_000):
        stream = plan.stream(amount)
        approved = plan.allocation(stream, amount // 2)
        plan.allocation(stream, 700, status="proposed")
        plan.entry(approved, "actual", 1_000)
        plan.entry(approved, "claimed", 400)
        plan.entry(approved, "committed", 5_000, "2010-Q2")
    whole = together(stream_positions(plan.records(), YEAR))
    assert (whole.available, whole.allocated, whole.proposed) == (130_000, 65_000, 1_400)
    assert (whole.committed, whole.spent, whole.claimed) == (10_000, 2_000, 800)
