"""What does not add up in the money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingStream
from csp_desktop.rules.checks.finding import Check, CheckFinding, called
from csp_desktop.rules.money.funding_position import (
    AllocationPosition,
    awarded_to,
    latest_forecast,
    spend_by,
    stream_position,
    streams_of,
)
from csp_desktop.rules.money.underspend import Underspend, underspend

NOTABLE = 0.05
"""The share of a stream that must look unspent before it is worth a finding."""

_UNAPPROVED = Check(
    "allocation-unapproved",
    "query",
    "Money may only be spent once it has been approved.",
    "Record which group approved it and when, or withdraw it.",
    field="approved_by",
)
_OVER_STREAM = Check(
    "over-allocated",
    "error",
    "More has been allocated than there is.",
    "Reduce an allocation, increase the stream, or withdraw a project.",
)
_CARRIED = Check(
    "carried-too-much",
    "error",
    "The same money is counted in two years.",
    "Reduce the amount carried into the later year's stream.",
)
_OVERSPENT = Check(
    "allocation-overspent",
    "query",
    "More was spent or committed than was approved for it.",
    "Get approval for a larger allocation, or correct the entries.",
    quarterly=True,
)
_BEYOND = Check(
    "forecast-over-allocation",
    "query",
    "Nobody has approved the money its lead expects to spend.",
    "Get approval for a larger allocation, or agree with its lead what will not be done.",
    quarterly=True,
)
_FORECAST = Check(
    "forecast-below-spent",
    "query",
    "The forecast is for the whole year and cannot be less than what has already been spent.",
    "Ask its lead for the total spend expected by 31 March.",
    quarterly=True,
)
_BID = Check(
    "bid-undecided",
    "query",
    "The year it was for is over.",
    "Record the decision, or withdraw the bid.",
)
_AWARD = Check(
    "award-not-in-stream",
    "query",
    "The award does not show in the stream it was made for.",
    "Increase the stream's amount, or correct the award.",
)
_SHARE = Check(
    "bid-share",
    "error",
    "Our share of an award is counted as money we have.",
    "Correct the share: a per cent from 0 to 100.",
    field="our_share",
)
_NO_AMOUNT = Check(
    "allocation-no-amount",
    "query",
    "What is not known to be allocated cannot be compared with what is spent.",
    "Record the amount that was approved.",
    field="amount",
)
_UNDERSPEND = Check(
    "underspend",
    "query",
    "Unspent money goes back to the funder, and next year's grant may be smaller.",
    "Move it to a project that is ready to spend, or ask the funder in writing whether it may be kept.",
    quarterly=True,
)
_TOO_LATE = _UNDERSPEND._replace(
    settle="Enter what was spent in time; return the rest, or ask the funder in writing whether it may still be kept."
)
_SPENT_AFTER = Check(
    "spent-after-last-day",
    "query",
    "The funder need not pay for what was spent after its last day.",
    "Correct the date or quarter of the entry, or ask the funder in writing whether it still counts.",
)


def check_funding(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about streams, bids and allocations."""
    for stream in streams_of(records, FinancialYear(quarter.year)):
        yield from _stream(records, stream, quarter, today)
    for stream in records.funding_streams:
        if FinancialYear(stream["year"]).end < today:
            for bid in records.bids_of.get(stream["id"], []):
                if bid["decision"] in ("draft", "submitted"):
                    message = (
                        f"The bid {called('bids', bid)} to “{stream['name']}” is still {bid['decision']}, "
                        f"though {FinancialYear(stream['year']).label} is over."
                    )
                    yield _BID.finds("bids", bid, message, quarter)


def _stream(
    records: PlanRecords, stream: FundingStream, quarter: Quarter, today: date
) -> Iterator[CheckFinding]:
    position = stream_position(records, stream, quarter)
    name = called("funding_streams", stream)
    if position.over_allocated:
        message = (
            f"{format_money(position.allocated)} is allocated from {name}, "
            f"{format_money(position.over_allocated)} more than it holds."
        )
        yield _OVER_STREAM.finds("funding_streams", stream, message, quarter)
    if position.carried_out and position.spent > position.available:
        message = (
            f"{format_money(position.carried_out)} was carried out of {name}, "
            f"{format_money(position.spent - position.available)} more than was left unspent."
        )
        yield _CARRIED.finds("funding_streams", stream, message, quarter)
    for allocated in position.allocations:
        yield from _allocation(records, allocated, name, quarter)
        if stream["spend_by"] and stream["carry_forward"] != "allowed":
            yield from _spent_after(records, allocated.allocation, stream, quarter)
    awarded = awarded_to(records, stream)
    if stream["amount"] is not None and awarded > stream["amount"]:
        message = (
            f"Bids to {name} won {format_money(awarded)}, but it holds {format_money(stream['amount'])}."
        )
        yield _AWARD.finds("funding_streams", stream, message, quarter)
    for bid in records.bids_of.get(stream["id"], []):
        if bid["our_share"] is not None and not 0 <= bid["our_share"] <= 100:
            message = (
                f"Our share of the bid {called('bids', bid)} to {name} is {format_number(bid['our_share'])}%."
            )
            yield _SHARE.finds("bids", bid, message, quarter)
    ahead = underspend(records, stream, quarter, today)
    if ahead and ahead.left_over > ahead.position.available * NOTABLE:
        yield (_TOO_LATE if ahead.over else _UNDERSPEND).finds(
            "funding_streams",
            stream,
            _takers(ahead),
            quarter,
            None if ahead.at_risk or ahead.may_be_carried is None else "note",
        )


def _takers(ahead: Underspend) -> str:
    if not ahead.takers:
        return ahead.words
    named = ", ".join(
        f"{called(taker.register, taker.record)} ({format_money(taker.amount)})" for taker in ahead.takers[:3]
    )
    return f"{ahead.words} It could go to {named}."


def _allocation(
    records: PlanRecords, position: AllocationPosition, stream: str, quarter: Quarter
) -> Iterator[CheckFinding]:
    allocation = position.allocation
    name = f"{called('allocations', allocation)} from {stream}"
    known, taken = allocation["amount"] is not None, position.spent + position.committed
    of_it = f" ({format_money(allocation['amount'])})" if known else ""
    if allocation["status"] == "approved" and not known:
        yield _NO_AMOUNT.finds("allocations", allocation, f"{name} is approved, but not how much.", quarter)
    if allocation["status"] == "approved" and not (allocation["approved_by"] and allocation["approved_on"]):
        missing = "which group approved it" if not allocation["approved_by"] else "when it was approved"
        message = f"{name}{of_it} does not say {missing}."
        yield _UNAPPROVED.finds("allocations", allocation, message, quarter)
    elif allocation["status"] == "proposed":
        if taken > 0:
            message = f"{format_money(taken)} is spent or committed on {name}, which has not been approved."
            yield _UNAPPROVED.finds("allocations", allocation, message, quarter, "error")
        else:
            message = f"{name}{of_it} is proposed and awaiting approval."
            yield _UNAPPROVED.finds("allocations", allocation, message, quarter, "note")
    if allocation["status"] == "approved" and known and taken > max(0, position.allocated):
        message = f"{name} is {format_money(taken - position.allocated)} over its {format_money(allocation['amount'])}."
        yield _OVERSPENT.finds("allocations", allocation, message, quarter)
    forecast = latest_forecast(records, allocation, quarter)
    if forecast is not None and forecast < position.spent:
        message = (
            f"{name}: the forecast of {format_money(forecast)} is below the "
            f"{format_money(position.spent)} spent already."
        )
        yield _FORECAST.finds("allocations", allocation, message, quarter)
    if allocation["status"] == "approved" and known and forecast is not None:
        over = forecast - max(taken, position.allocated)
        if over > 0:
            message = (
                f"{name}: the forecast of {format_money(forecast)} is {format_money(forecast - position.allocated)} over its "
                f"{format_money(allocation['amount'])}."
            )
            yield _BEYOND.finds("allocations", allocation, message, quarter)
    approved = allocation["approved_on"]
    if approved and allocation["status"] == "approved":
        yield from _spent_before(records, allocation, name, approved, quarter)


def _spent_after(
    records: PlanRecords, allocation: Allocation, stream: FundingStream, quarter: Quarter
) -> Iterator[CheckFinding]:
    """Money spent after the last day it could be, by its own day or by a quarter that began after it.

    What was paid later for a quarter that ended in time counts in that quarter, and was spent in time.
    """
    last = spend_by(stream)
    for entry in records.entries_of.get(allocation["id"], []):
        spent_in = Quarter.parse(entry["quarter"])
        on = date.fromisoformat(entry["on_date"]) if entry["on_date"] else spent_in.start
        late = on > last and spent_in.end > last
        if late and entry["kind"] == "actual" and (entry["amount"] or 0) > 0 and spent_in <= quarter:
            when = f"on {format_date(on.isoformat())}" if entry["on_date"] else f"in {spent_in.label}"
            message = (
                f"{format_money(entry['amount'])} was spent on {called('allocations', allocation)} from "
                f"{called('funding_streams', stream)} {when}, after the last day to spend it, {format_date(last.isoformat())}."
            )
            yield _SPENT_AFTER.finds("funding_entries", entry, message, quarter)


def _spent_before(
    records: PlanRecords, allocation: Allocation, name: str, approved: str, quarter: Quarter
) -> Iterator[CheckFinding]:
    """Money spent in a quarter that ended before the approval."""
    for entry in records.entries_of.get(allocation["id"], []):
        if entry["kind"] == "actual" and entry["amount"] and entry["quarter"] <= quarter.code:
            spent_in = Quarter.parse(entry["quarter"])
            if spent_in.end < date.fromisoformat(approved):
                message = (
                    f"Money was spent on {name} in {spent_in.label}, before it was approved on "
                    f"{format_date(approved)}."
                )
                yield _UNAPPROVED.finds("allocations", allocation, message, quarter)
                return
