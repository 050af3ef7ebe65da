"""Money likely to be left at the year's end: how much, whether it may be kept, and what could take it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingStream
from csp_desktop.rules.due_dates import is_past
from csp_desktop.rules.money.funding_position import (
    AllocationPosition,
    StreamPosition,
    allocation_position,
    amount_given,
    latest_forecast,
    spend_by,
    stream_position,
    streams_of,
)
from csp_desktop.rules.money.purposes import excludes
from csp_desktop.rules.time_gone import quarters_ended

FIRST_QUARTER = 2


class Projection(NamedTuple):
    """What an allocation will have spent by the year's end, and why we think so."""

    allocation: Allocation
    spent: int
    method: str


class Taker(NamedTuple):
    """Something that could use money left over; `amount` is what it could use."""

    register: str
    record: Record
    amount: int
    words: str


class Underspend(NamedTuple):
    """A stream's projected year end."""

    position: StreamPosition
    projected: int
    left_over: int
    may_be_carried: bool | None
    """None where it is not recorded."""
    bites_on: date
    year_end: date
    projections: tuple[Projection, ...]
    takers: tuple[Taker, ...]
    words: str
    over: bool = False
    """Whether the last day to spend it has passed: nothing can take it any more."""

    @property
    def at_risk(self) -> int:
        """What would be lost: left over, known not to be carried forward, and not to be spent later either."""
        lasts = self.may_be_carried is not False or self.bites_on > self.year_end
        return 0 if lasts else max(0, self.left_over)


def project(
    records: PlanRecords, position: AllocationPosition, quarter: Quarter, today: date, last: int = 4
) -> Projection:
    """An allocation's spend by the end of quarter `last`: as forecast, else at the present rate."""
    allocation = position.allocation
    ended = quarters_ended(quarter, today)
    if allocation["status"] == "withdrawn" or ended >= last:
        return Projection(allocation, position.spent, "spent so far, nothing to come")
    promised = position.spent + position.committed
    stated = latest_forecast(records, allocation, quarter)
    if stated is not None:
        # What is already spent cannot be unspent, whatever the forecast says.
        return Projection(allocation, max(stated, position.spent), "as forecast by its lead")
    if allocation["status"] == "proposed":
        return Projection(allocation, promised, "not approved: only what is spent and committed")
    if not ended:
        return Projection(allocation, promised, "no quarter has ended: only what is spent and committed")
    # A quarter that still runs has not brought all it will.
    over = Quarter(quarter.year, ended)
    at_this_rate = allocation_position(records, allocation, over).spent * last // ended
    return Projection(
        allocation,
        max(promised, min(at_this_rate, position.allocated)),
        f"at the rate of the {ended} quarters so far" if ended > 1 else "at the rate of the first quarter",
    )


def underspend(
    records: PlanRecords, stream: FundingStream, quarter: Quarter, today: date
) -> Underspend | None:
    """The projected year end of a stream from the second quarter on; None before, or with no money in it."""
    if quarter.number < FIRST_QUARTER or stream["year"] != quarter.year:
        return None
    position = stream_position(records, stream, quarter)
    if position.available <= 0:
        return None
    year = FinancialYear(stream["year"])
    bites, year_end = spend_by(stream), year.end
    # Money that must be spent before the year ends has fewer quarters to be spent in.
    last = Quarter.of(bites).number if year.start <= bites < year_end else 4
    projections = tuple(
        project(records, allocation, quarter, today, last) for allocation in position.allocations
    )
    projected = sum(projection.spent for projection in projections)
    left_over = position.available - projected
    over = is_past(bites, quarter, today)
    kept = {"allowed": True, "not allowed": False}.get(stream["carry_forward"])
    return Underspend(
        position=position,
        projected=projected,
        left_over=left_over,
        may_be_carried=kept,
        bites_on=bites,
        year_end=year_end,
        projections=projections,
        takers=tuple(takers(records, stream, quarter)) if left_over > 0 and not over else (),
        words=_words(stream, left_over, kept, bites, year_end, over),
        over=over,
    )


def underspends(records: PlanRecords, quarter: Quarter, today: date) -> list[Underspend]:
    """The radar: streams of the quarter's year that will have money left, most at risk first."""
    underspent = [
        projected
        for stream in streams_of(records, FinancialYear(quarter.year))
        if (projected := underspend(records, stream, quarter, today)) and projected.left_over > 0
    ]
    return sorted(underspent, key=lambda of_stream: (-of_stream.at_risk, -of_stream.left_over))


def money_at_risk(records: PlanRecords, quarter: Quarter, today: date) -> int:
    """What would be lost at the year's end if nothing changed, in pence."""
    return sum(stream.at_risk for stream in underspends(records, quarter, today))


def takers(records: PlanRecords, stream: FundingStream, quarter: Quarter) -> list[Taker]:
    """What could take a stream's left-over money: short allocations, proposals, and bids still to be decided.

    Never the bid that won the stream, one its funder refused, or a purpose that its conditions exclude.
    """
    bids = records.bids_of.get(stream["id"], [])
    won = " ".join(bid["project"] for bid in bids if bid["decision"] in ("awarded", "part awarded"))
    return [
        taker
        for taker in _wanting(records, stream, quarter)
        if not excludes(stream["conditions"], _purpose(records, taker.record), won)
    ]


def _purpose(records: PlanRecords, record: Record) -> str:
    """What something is for, in words: its project, and the plan item it serves."""
    item = records.item.get(record["item"])
    return f"{record['project']}; {item['title'] if item else ''}"


def _wanting(records: PlanRecords, stream: FundingStream, quarter: Quarter) -> list[Taker]:
    """What wants more money of a stream, whatever its purpose."""
    takers_of_it: list[Taker] = []
    for position in stream_position(records, stream, quarter).allocations:
        allocation = position.allocation
        if allocation["status"] == "proposed" and allocation["amount"]:
            takers_of_it.append(
                Taker("allocations", allocation, amount_given(allocation), "proposed, not yet approved")
            )
        elif allocation["status"] == "approved" and position.known:
            needed = max(
                latest_forecast(records, allocation, quarter) or 0, position.spent + position.committed
            )
            if needed > position.allocated:
                short = needed - position.allocated
                takers_of_it.append(
                    Taker("allocations", allocation, short, "expects to need more than it has been allocated")
                )
    for bid in records.bids_of.get(stream["id"], []):
        words = {"draft": "bid drafted", "submitted": "bid not decided"}.get(bid["decision"])
        if words and bid["amount_sought"]:
            takers_of_it.append(Taker("bids", bid, bid["amount_sought"], words))
    return takers_of_it


def _words(
    stream: FundingStream, left_over: int, kept: bool | None, bites: date, year_end: date, over: bool
) -> str:
    day = format_date(min(bites, year_end).isoformat())
    if left_over <= 0:
        beyond = f", {format_money(-left_over)} over" if left_over else ""
        return f"“{stream['name']}” looks fully spent at {day}{beyond}."
    if over:
        # What was spent in its last weeks is often entered after it.
        unspent = f"{format_money(left_over)} of “{stream['name']}” is not entered as spent, and its last day was {day}"
        fate = {
            None: "it is not recorded whether it may be carried forward",
            True: "what is left may be carried forward",
            False: "what is left may not be carried forward, so it is lost or to be returned",
        }[kept]
        return f"{unspent}; {fate}."
    looks = f"{format_money(left_over)} of “{stream['name']}” looks unspent at {day}"
    if bites > year_end:
        return f"{looks}; it may be spent until {format_date(bites.isoformat())}."
    if kept is None:
        return f"{looks}, and it is not recorded whether it may be carried forward."
    return f"{looks} and {'may' if kept else 'may not'} be carried forward."
