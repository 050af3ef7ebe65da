"""The funding statement: each stream's position, what it pays for, bids, and what may be left."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingEntry
from csp_desktop.reports.blocks import (
    Band,
    Block,
    Bullets,
    Column,
    Form,
    Row,
    Sheet,
    Table,
    Words,
    cell,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import allocation_amounts, amount, capital, context, named, quarter_of, written
from csp_desktop.rules.money.funding_position import (
    StreamPosition,
    pace,
    spend_by,
    stream_positions,
    together,
)
from csp_desktop.rules.money.underspend import underspend

TITLE = "Funding statement"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Streams of the quarter's year, to the end of the quarter."""
    quarter = quarter_of(records, options)
    positions = stream_positions(records, FinancialYear(quarter.year), quarter)
    blocks: dict[str, Block] = {
        "streams": _streams(positions, quarter, options.printed_on).without(options.without),
        "allocations": _allocations(records, positions, quarter).without(options.without),
        "bids": _bids(records, positions).without(options.without),
    }
    left = _left_over(records, positions, quarter, options.printed_on)
    if left.rows:
        blocks["left"] = left.without(options.without)
    sheet = Sheet(f"Funding to the end of {quarter.label}", context(records, TITLE, quarter), blocks)
    return Form("funding-statement", TITLE, (sheet,), legend=False)


_AMOUNTS = ("Available", "Allocated", "Committed", "Spent", "Left")


def _streams(positions: list[StreamPosition], quarter: Quarter, today: date) -> Table:
    rows = [_stream(position, quarter, today) for position in positions]
    if len(positions) > 1:
        everything = together(positions)
        said = pace(everything, quarter, today)
        rows.append(
            Row(
                (
                    cell(Words("All streams", "strong"), Words(said + "." if said else "", "soft")),
                    *(amount(pence, "strong") for pence in _amounts(everything)),
                    (),
                )
            )
        )
    return Table(
        title="Where the money stands",
        columns=(
            Column("stream", "Stream and funder", share=1.4, leads=True),
            *(Column(name.lower(), name, em=8.4, align="right") for name in _AMOUNTS),
            Column("terms", "To be spent by, and terms", share=1.2),
        ),
        rows=tuple(rows),
        note="“Left” is money neither spent nor committed.",
        empty="No funding stream is recorded for this year.",
    )


def _amounts(position: StreamPosition) -> tuple[int | None, ...]:
    """What the columns show; what came in, and so what is left, is a dash where nobody recorded it."""
    available = position.available if position.known else None
    return available, position.allocated, position.committed, position.spent, position.left_to_show


def _stream(position: StreamPosition, quarter: Quarter, today: date) -> Row:
    assert position.stream is not None
    stream = position.stream
    said = pace(position, quarter, today)
    told = "; ".join(
        part
        for part in (
            stream["funder"],
            stream["kind"],
            stream["route"] if stream["route"] != "direct" else "",
            "carried from last year" if stream["carried_from"] else "",
        )
        if part
    )
    return Row(
        (
            cell(
                Words(stream["name"], "strong"),
                Words(told[:1].upper() + told[1:], "soft"),
                Words(said + "." if said else "", "soft"),
                Words(
                    f"{format_money(position.over_allocated)} over-allocated."
                    if position.over_allocated
                    else "",
                    "alert",
                ),
                Words(
                    f"{format_money(position.carried_out)} carried into later years."
                    if position.carried_out
                    else "",
                    "soft",
                ),
            ),
            *(amount(pence) for pence in _amounts(position)),
            cell(
                written(spend_by(stream)),
                {"allowed": "May be carried forward.", "not allowed": "May not be carried forward."}.get(
                    stream["carry_forward"], "Not recorded whether it may be carried forward."
                ),
                Words(stream["conditions"] or "", "soft"),
            ),
        )
    )


def _allocations(records: PlanRecords, positions: list[StreamPosition], quarter: Quarter) -> Table:
    rows: list[Row | Band] = []
    for in_stream in positions:
        if not in_stream.allocations or in_stream.stream is None:
            continue
        rows.append(Band(in_stream.stream["name"]))
        for position in in_stream.allocations:
            allocation = position.allocation
            group = records.group.get(allocation["approved_by"])
            status = capital(allocation["status"])
            approved = f"{status} by {group['short_name']}" if group and status == "Approved" else status
            rows.append(
                Row(
                    (
                        cell(allocation["project"], Words(_for_whom(records, allocation), "soft")),
                        cell(allocation["provider"]),
                        *allocation_amounts(position),
                        cell(approved, Words(written(allocation["approved_on"]), "soft")),
                        cell(allocation["notes"], *_entries(records, allocation, quarter)),
                    )
                )
            )
    return Table(
        title="What it pays for",
        columns=(
            Column("project", "Project", share=1.4, leads=True),
            Column("provider", "Provider", share=0.8),
            *(Column(name.lower(), name, em=7.2, align="right") for name in _AMOUNTS[1:]),
            Column("approval", "Approval", em=11),
            Column("notes", "Notes", share=1.2),
        ),
        rows=tuple(rows),
        empty="Nothing has been allocated yet.",
    )


def _for_whom(records: PlanRecords, allocation: Allocation) -> str:
    item, group = records.item.get(allocation["item"]), records.group.get(allocation["group"])
    place = item and (f"For {item['ref']}" if item["ref"] else item["title"])
    return "; ".join(part for part in (place, group and group["short_name"]) if part)


def _entries(records: PlanRecords, allocation: Allocation, quarter: Quarter) -> list[Words]:
    """What was noted with the entries up to the quarter."""
    return [
        Words(f"{_entered(entry)}: {said}", "soft")
        for entry in records.entries_of.get(allocation["id"], [])
        if entry["quarter"] <= quarter.code and (said := entry["note"])
    ]


def _entered(entry: FundingEntry) -> str:
    """ "Q2 actual £250"; without the figure where it is still to come."""
    figure = "" if entry["amount"] is None else format_money(entry["amount"])
    return " ".join(part for part in (entry["quarter"][-2:], entry["kind"], figure) if part)


def _bids(records: PlanRecords, positions: list[StreamPosition]) -> Table:
    rows = []
    for position in positions:
        for bid in records.bids_of.get(position.stream["id"], []) if position.stream else []:
            item = records.item.get(bid["item"])
            share = f"Our share {format_number(bid['our_share'])}%" if bid["our_share"] is not None else ""
            rows.append(
                Row(
                    (
                        cell(
                            bid["project"], Words(named(item) if item else "", "soft"), Words(share, "soft")
                        ),
                        cell(position.stream["name"] if position.stream else ""),
                        amount(bid["amount_sought"]),
                        amount(bid["amount_awarded"]),
                        cell(
                            capital(bid["decision"]),
                            Words(written(bid["decided_on"] or bid["submitted_on"]), "soft"),
                        ),
                        cell(bid["notes"]),
                    )
                )
            )
    return Table(
        title="Bids",
        columns=(
            Column("project", "Project", share=1.4, leads=True),
            Column("stream", "To", share=0.8),
            Column("sought", "Sought", em=7.8, align="right"),
            Column("awarded", "Awarded", em=7.8, align="right"),
            Column("decision", "Decision", em=9.5),
            Column("notes", "Notes", share=1.2),
        ),
        rows=tuple(rows),
        empty="No bids have been made.",
    )


def _left_over(records: PlanRecords, positions: list[StreamPosition], quarter: Quarter, today: date) -> Table:
    rows = []
    for position in positions:
        projected = underspend(records, position.stream, quarter, today) if position.stream else None
        if projected is None or projected.left_over <= 0 or position.stream is None:
            continue
        takers = tuple(
            f"{taker.record['project']}: {format_money(taker.amount)} ({taker.words})"
            for taker in projected.takers
        )
        nothing = "Its last day has passed." if projected.over else "No recorded project could use it."
        rows.append(
            Row(
                (
                    cell(position.stream["name"]),
                    amount(projected.projected),
                    amount(projected.left_over, "strong"),
                    cell(Words(projected.words, "plain" if projected.may_be_carried else "alert")),
                    cell(Bullets(takers)) or cell(Words(nothing, "soft")),
                )
            )
        )
    return Table(
        title="Likely underspend at year end",
        columns=(
            Column("stream", "Stream", share=0.9, leads=True),
            Column("projected", "Spent by year end", em=7.8, align="right"),
            Column("left", "Left over", em=7.8, align="right"),
            Column("rule", "What happens to it", share=1.2),
            Column("takers", "What could use it", share=1.6),
        ),
        rows=tuple(rows),
    )
