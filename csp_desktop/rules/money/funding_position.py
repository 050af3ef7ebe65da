"""Where the money stands, in whole pence, and what will be left of it.

How entries count: `actual` is money spent, `returned` is money a project gave back, so spent is the one
less the other. `committed` and `forecast` are statements as at a quarter's end, so only the latest
counts: what is promised but unpaid, less what was paid in later quarters; and what will have been
spent in all by the year's end. `claimed` is what the funder was asked for; it moves no money of ours.

How allocations count: an approved one holds its amount; one proposed or withdrawn holds nothing but
what was spent on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, Bid, FundingEntry, FundingStream
from csp_desktop.rules.time_gone import year_gone


class AllocationPosition(NamedTuple):
    """One allocation: allocated = spent + committed + left, always."""

    allocation: Allocation
    allocated: int
    proposed: int
    committed: int
    spent: int
    claimed: int

    @property
    def planned(self) -> int:
        """What it was given, or asks for, whatever it has spent already."""
        return self.proposed or self.allocated

    @property
    def left(self) -> int:
        """What may still be spent; below nought where it is overspent."""
        return self.allocated - self.spent - self.committed

    @property
    def known(self) -> bool:
        """Whether anybody recorded what it was given or asks for."""
        return self.allocation["amount"] is not None or self.planned != 0

    @property
    def left_to_show(self) -> int | None:
        """What is left; None where nothing can be: of what is only asked for, or not known."""
        return self.left if self.known and self.allocation["status"] != "proposed" else None


class StreamPosition(NamedTuple):
    """One stream, or several together: available = spent + committed + left = allocated + unallocated."""

    available: int
    carried_out: int
    allocated: int
    proposed: int
    committed: int
    spent: int
    claimed: int
    allocations: tuple[AllocationPosition, ...] = ()
    stream: FundingStream | None = None
    known: bool = True
    """Whether anything says what came in: of what nobody knows, nothing can be too much."""

    @property
    def left(self) -> int:
        """Neither spent nor promised."""
        return self.available - self.spent - self.committed

    @property
    def left_to_show(self) -> int | None:
        """What is left; None where nobody recorded what there is."""
        return self.left if self.known else None

    @property
    def unallocated(self) -> int:
        """Given to nothing yet; below nought where more was given than there is."""
        return self.available - self.allocated

    @property
    def over_allocated(self) -> int:
        """By how much allocations exceed what came in; what was carried out had been allocated first."""
        return max(0, -self.unallocated - self.carried_out) if self.known else 0


def amount_given(allocation: Allocation) -> int:
    """What an allocation gives, in pence; nothing yet where its amount is not known."""
    return int(allocation["amount"] or 0)


def allocation_position(
    records: PlanRecords, allocation: Allocation, quarter: Quarter | None = None
) -> AllocationPosition:
    """An allocation to the end of a quarter, or on everything recorded."""
    entries = _until(records.entries_of.get(allocation["id"], []), quarter)
    spent = _total(entries, "actual") - _total(entries, "returned")
    approved = allocation["status"] == "approved"
    return AllocationPosition(
        allocation=allocation,
        allocated=amount_given(allocation) if approved else spent,
        proposed=amount_given(allocation) if allocation["status"] == "proposed" else 0,
        committed=0 if allocation["status"] == "withdrawn" else _outstanding(entries),
        spent=spent,
        claimed=_total(entries, "claimed"),
    )


def stream_position(
    records: PlanRecords, stream: FundingStream, quarter: Quarter | None = None
) -> StreamPosition:
    """A stream to the end of a quarter; what a later year carried out of it is no longer available."""
    allocations = tuple(
        allocation_position(records, allocation, quarter)
        for allocation in records.allocations_of.get(stream["id"], [])
    )
    carried = carried_out(records, stream)
    return StreamPosition(
        available=stream_amount(records, stream) - carried,
        carried_out=carried,
        allocated=sum(allocated_to.allocated for allocated_to in allocations),
        proposed=sum(allocated_to.proposed for allocated_to in allocations),
        committed=sum(allocated_to.committed for allocated_to in allocations),
        spent=sum(allocated_to.spent for allocated_to in allocations),
        claimed=sum(allocated_to.claimed for allocated_to in allocations),
        allocations=allocations,
        stream=stream,
        known=amount_known(records, stream),
    )


def stream_positions(
    records: PlanRecords, year: FinancialYear, quarter: Quarter | None = None
) -> list[StreamPosition]:
    """The streams of one year."""
    return [stream_position(records, stream, quarter) for stream in streams_of(records, year)]


def streams_of(records: PlanRecords, year: FinancialYear) -> list[FundingStream]:
    """The streams that are for one year."""
    return [stream for stream in records.funding_streams if stream["year"] == year.first]


def together(positions: Iterable[StreamPosition]) -> StreamPosition:
    """Several streams as one position."""
    streams = list(positions)
    return StreamPosition(
        available=sum(stream.available for stream in streams),
        carried_out=sum(stream.carried_out for stream in streams),
        allocated=sum(stream.allocated for stream in streams),
        proposed=sum(stream.proposed for stream in streams),
        committed=sum(stream.committed for stream in streams),
        spent=sum(stream.spent for stream in streams),
        claimed=sum(stream.claimed for stream in streams),
        allocations=tuple(allocation for stream in streams for allocation in stream.allocations),
        known=all(stream.known for stream in streams),
    )


def stream_amount(records: PlanRecords, stream: FundingStream) -> int:
    """What a stream brought in: its amount, or where none is recorded our shares of what its bids won."""
    if stream["amount"] is not None:
        return int(stream["amount"])
    return awarded_to(records, stream)


def amount_known(records: PlanRecords, stream: FundingStream) -> bool:
    """Whether anything says what a stream brought in: without that, nothing can be too much of it."""
    return stream["amount"] is not None or awarded_to(records, stream) > 0


def awarded_to(records: PlanRecords, stream: FundingStream) -> int:
    """Our shares of what a stream's bids were awarded."""
    return sum(our_award(bid) for bid in records.bids_of.get(stream["id"], []))


def carried_out(records: PlanRecords, stream: FundingStream) -> int:
    """What streams of later years carry of this one."""
    return sum(
        later["amount"] or 0
        for later in [*records.funding_streams, *records.later_streams]
        if later["carried_from"] == stream["id"]
    )


def our_award(bid: Bid) -> int:
    """Our part of what a bid was awarded, to the nearest penny; a half is ours."""
    if bid["decision"] not in ("awarded", "part awarded"):
        return 0
    awarded = bid["amount_awarded"] or 0
    if bid["our_share"] is None:
        return int(awarded)
    from fractions import Fraction

    return math.floor(awarded * Fraction(str(bid["our_share"])) / 100 + Fraction(1, 2))


def pace(position: StreamPosition, quarter: Quarter, today: date) -> str | None:
    """Spend against time gone in a stream's year, in words; None where there is nothing to spend."""
    if position.available <= 0:
        return None
    spent = f"{round(position.spent * 100 / position.available)}%".replace("-", "−")
    return (
        f"{format_money(position.spent)} of {format_money(position.available)} spent ({spent}), "
        f"{year_gone(quarter, today)}"
    )


def over_allocation(
    records: PlanRecords, stream: FundingStream, amount: int, instead_of: Record | None = None
) -> str | None:
    """Why approving `amount` would give away more than the stream has, as a sentence; None where it would not.

    `instead_of` is the allocation whose present amount it replaces.
    """
    now = stream_position(records, stream)
    held = sum(
        before.allocated
        for before in now.allocations
        if instead_of is not None and before.allocation["id"] == instead_of["id"]
    )
    over = now.allocated - held + amount - now.available
    if over <= 0:
        return None
    return (
        f"That is {format_money(over)} more than “{stream['name']}” has left to allocate "
        f"({format_money(now.unallocated + held)}); confirm it with a reason, or allocate less."
    )


def latest_forecast(
    records: PlanRecords, allocation: Allocation, quarter: Quarter | None = None
) -> int | None:
    """What the lead last expected to have spent in all by the year's end."""
    entries = _until(records.entries_of.get(allocation["id"], []), quarter)
    return _latest(entries, "forecast")[1]


def spend_by(stream: FundingStream) -> date:
    """The day a stream's money must be spent by: its own, or the end of its year."""
    return date.fromisoformat(stream["spend_by"]) if stream["spend_by"] else FinancialYear(stream["year"]).end


def _until(entries: list[FundingEntry], quarter: Quarter | None) -> list[FundingEntry]:
    counted = [entry for entry in entries if entry["amount"] is not None]
    return counted if quarter is None else [entry for entry in counted if entry["quarter"] <= quarter.code]


def _total(entries: list[FundingEntry], kind: str) -> int:
    return sum(entry["amount"] for entry in entries if entry["kind"] == kind)


def _latest(entries: list[FundingEntry], kind: str) -> tuple[str, int | None]:
    """The newest quarter with a statement of a kind, and what it says in all."""
    stated = [entry for entry in entries if entry["kind"] == kind]
    if not stated:
        return "", None
    newest = max(entry["quarter"] for entry in stated)
    return newest, sum(entry["amount"] for entry in stated if entry["quarter"] == newest)


def _outstanding(entries: list[FundingEntry]) -> int:
    quarter, committed = _latest(entries, "committed")
    if committed is None:
        return 0
    paid_since = _total([entry for entry in entries if entry["quarter"] > quarter], "actual")
    return max(0, committed - paid_since)
