"""Columns over money: streams with their allocations nested, bids, entries, and an allocation's year by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.funding import ALLOCATIONS, FUNDING_STREAMS
from csp_desktop.registers.left_out import standing_by_themselves
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, Bid, FundingStream
from csp_desktop.rules.money.funding_position import (
    AllocationPosition,
    StreamPosition,
    allocation_position,
    amount_given,
    awarded_to,
    our_award,
    spend_by,
    stream_position,
    streams_of,
)
from csp_desktop.rules.money.underspend import underspend
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import (
    Column,
    DerivedColumn,
    FieldColumn,
    MixedColumn,
    field_column,
    short_date,
    with_others,
)
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.theme import font, px
from csp_desktop.ui.painted.stacked_bar import Segment, paint_segments

_STATUS_RAGS = {"proposed": "none", "approved": "green", "withdrawn": "none"}
_DECISION_RAGS = {
    "draft": "none",
    "submitted": "amber",
    "awarded": "green",
    "part awarded": "green",
    "refused": "red",
    "withdrawn": "none",
}


def money_segments(spent: int, committed: int, allocated: int | None = None) -> list[Segment]:
    """Spent, committed, and of a stream what is allocated beyond that, as parts of a bar."""
    parts = [
        Segment("spent", format_money(spent), max(0, spent), "accent"),
        Segment("committed", format_money(committed), committed, "accent_soft", hatched=True),
    ]
    if allocated is not None:
        rest = allocated - spent - committed
        parts.append(
            Segment(
                "allocated, not yet used", format_money(rest), max(0, rest), "surface", edge="accent_soft"
            )
        )
    return parts


@dataclass(kw_only=True)
class _StreamName(FieldColumn):
    """A stream in bold, and below its funder, kind and rule."""

    def strong(self, row: Row) -> bool:
        return True

    def under(self, row: Row) -> str:
        stream = row.typed(FundingStream)
        kept = {"allowed": "may be carried forward", "not allowed": "not carried forward"}.get(
            stream["carry_forward"], "not known if it may be carried forward"
        )
        return " · ".join(part for part in (stream["funder"], stream["kind"], kept) if part)


@dataclass(kw_only=True)
class _Project(FieldColumn):
    """An allocation, and below who has it and what for."""

    def under(self, row: Row) -> str:
        names, allocation = self.context.names, row.typed(Allocation)
        parts = (
            allocation["provider"],
            names.short("groups", allocation["group"]),
            names.short("plan_items", allocation["item"]),
        )
        return " · ".join(part for part in parts if part)


@dataclass(kw_only=True)
class StateColumn(FieldColumn):
    """A state as a badge."""

    rags: dict[str, str]

    def rating(self, row: Row) -> str | None:
        return self.rags.get(self.value(row), "none")


@dataclass(kw_only=True)
class _Nested(MixedColumn):
    """A column of streams and their allocations: sorted by the stream, its allocations staying below it."""

    context: Context

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        column = self.by_register.get("funding_streams")
        if column is None:
            return (True, 0)
        if row.register is FUNDING_STREAMS:
            return column.sort_key(row)
        stream = self.context.shown_records.stream.get(row.typed(Allocation)["stream"])
        return column.sort_key(Row(FUNDING_STREAMS, stream)) if stream else (True, 0)

    def sum_text(self, total: float) -> str:
        return format_money(round(total))


def _state_column(
    context: Context, register: str, name: str, rags: dict[str, str], **looks: Any
) -> StateColumn:
    plain = field_column(context, register, name, **looks)
    return StateColumn(
        key=plain.key, name=name, declared=plain.declared, context=context, label=plain.label,
        width=plain.width, hidden=plain.hidden, rags=rags,
    )  # fmt: skip


def position_columns(context: Context, quarter: Quarter) -> list[Column]:
    """Streams to the end of a quarter with their allocations below: what there is, is given, is gone, is left."""

    def of_stream(row: Row) -> StreamPosition:
        return stream_position(context.shown_records, row.typed(FundingStream), quarter)

    def of_allocation(row: Row) -> AllocationPosition:
        return allocation_position(context.shown_records, row.typed(Allocation), quarter)

    def standing(row: Row) -> StreamPosition | AllocationPosition:
        return of_stream(row) if row.register is FUNDING_STREAMS else of_allocation(row)

    def figure(key: str, label: str, of: Callable[[Row], int | None], hint: str) -> Column:
        def unless_draft(row: Row) -> int | None:
            return None if row.draft else of(row)

        money = DerivedColumn(
            key=key, label=label, of=unless_draft, money=True, right=True,
            tones=lambda row: "red" if (unless_draft(row) or 0) < 0 else "ink",
        )  # fmt: skip
        return _Nested(
            key=key, label=label, width=88, right=True, hint=hint, context=context,
            by_register={"funding_streams": money, "allocations": money},
        )  # fmt: skip

    def paint_bar(painter: QPainter, box: QRectF, row: Row) -> None:
        if row.draft:
            return
        bar = QRectF(box.left(), box.top() + px(1), box.width(), px(14))
        stands = standing(row)
        if isinstance(stands, StreamPosition):
            segments = money_segments(stands.spent, stands.committed, stands.allocated)
            whole = stands.available
        else:
            segments = money_segments(stands.spent, stands.committed)
            whole = amount_given(stands.allocation)
        paint_segments(painter, bar, segments, font(9), whole)

    def bar_words(row: Row) -> str:
        if row.draft:
            return ""
        stands = standing(row)
        parts = money_segments(stands.spent, stands.committed)
        return ", ".join(f"{part.label} {part.words}" for part in parts)

    def bar_column() -> DerivedColumn:
        return DerivedColumn(
            key="bar", label="", of=lambda row: None, says=bar_words, paints=paint_bar, hovers=bar_words
        )

    streams = FUNDING_STREAMS
    columns: list[Column] = [
        _Nested(
            key="name", label="Stream and allocation", width=240, wraps=True, context=context,
            by_register={
                "funding_streams": _StreamName(
                    key="name", name="name", declared=streams["name"], context=context, label="Name", wraps=True
                ),
                "allocations": _Project(
                    key="name", name="project", declared=ALLOCATIONS["project"], context=context,
                    label="Project", wraps=True,
                ),
            },
        ),
        _Nested(
            key="bar", label="Used", width=92, context=context,
            by_register={"funding_streams": bar_column(), "allocations": bar_column()},
            hint="Spent, committed (hatched), and of a stream what is allocated beyond that.",
        ),
        _Nested(
            key="amount", label="Amount", width=86, right=True, context=context,
            by_register={
                "funding_streams": field_column(
                    context, "funding_streams", "amount",
                    blanks=lambda row: _awarded(context, row),
                ),
                "allocations": field_column(context, "allocations", "amount"),
            },
            hint="What a stream brought in; what an allocation is for.",
        ),
        figure(
            "allocated", "Allocated", lambda row: standing(row).allocated,
            "Approved allocations, and what was spent on others.",
        ),
        figure("committed", "Committed", lambda row: standing(row).committed, "Promised, not yet paid."),
        figure("spent", "Spent", lambda row: standing(row).spent, "Paid out, less what came back."),
        figure("left", "Left", lambda row: standing(row).left_to_show, "Neither spent nor promised."),
        _Nested(
            key="state", label="State", width=108, context=context,
            by_register={
                "funding_streams": DerivedColumn(
                    key="state", label="State", of=lambda row: _stream_state(context, row, quarter)[1],
                    rates=lambda row: _stream_state(context, row, quarter)[0],
                    hovers=lambda row: _stream_state(context, row, quarter)[2],
                ),
                "allocations": _state_column(context, "allocations", "status", _STATUS_RAGS),
            },
        ),
        _Nested(
            key="when", label="By", width=96, context=context,
            by_register={
                "funding_streams": field_column(context, "funding_streams", "spend_by"),
                "allocations": field_column(
                    context, "allocations", "approved_by",
                    hovers=lambda row: short_date(row.typed(Allocation)["approved_on"]),
                ),
            },
            hint="When a stream must be spent by; the group that approved an allocation.",
        ),
    ]  # fmt: skip
    for register, of in (("funding_streams", ""), ("allocations", "Allocation: ")):
        columned = [
            own_column.name
            for column in columns
            if isinstance(column, MixedColumn)
            if isinstance(own_column := column.by_register.get(register), FieldColumn)
        ]
        columns += [
            _Nested(
                key=f"{register} {field.name}", label=f"{of}{field.label}", width=110, hidden=True, context=context,
                by_register={register: field_column(context, register, field.name)},
            )
            for field in standing_by_themselves(register, columned)
        ]  # fmt: skip
    return columns


def _awarded(context: Context, row: Row) -> str:
    """What a stream without an amount of its own has from its bids."""
    awards = 0 if row.draft else awarded_to(context.shown_records, row.typed(FundingStream))
    return format_money(awards) if awards else ""


def _stream_state(context: Context, row: Row, quarter: Quarter) -> tuple[str, str, str]:
    """A stream's rating, word and sentence: over-allocated, unspent and lost, unspent but kept, or nothing."""
    if row.draft:
        return "", "", ""
    records, stream = context.shown_records, row.typed(FundingStream)
    over = stream_position(records, stream, quarter).over_allocated
    if over:
        return "red", "Over", f"Over-allocated by {format_money(over)}."
    projected = underspend(records, stream, quarter, context.today)
    if projected is not None and projected.left_over > 0:
        return ("amber" if projected.at_risk else "none"), "Unspent", projected.words
    return "", "", f"To be spent by {short_date(spend_by(stream).isoformat())}."


def position_rows(records: PlanRecords, year: FinancialYear) -> list[Row]:
    """The streams of a year, each with its allocations below."""
    rows: list[Row] = []
    for stream in streams_of(records, year):
        rows.append(Row(FUNDING_STREAMS, stream, depth=1))
        below = records.allocations_of.get(stream["id"], [])
        rows.extend(Row(ALLOCATIONS, allocation, depth=2) for allocation in below)
    return rows


def allocation_columns(context: Context) -> list[Column]:
    """Allocations as a flat register."""

    def position(row: Row) -> AllocationPosition:
        return allocation_position(context.shown_records, row.typed(Allocation), context.quarter)

    def figure(key: str, label: str, of: Callable[[Row], int | None]) -> DerivedColumn:
        return DerivedColumn(
            key=key, label=label, width=92, right=True, money=True,
            of=lambda row: None if row.draft else of(row),
            tones=lambda row: "red" if not row.draft and (of(row) or 0) < 0 else "ink",
        )  # fmt: skip

    columns: list[Column] = [
        field_column(context, "allocations", "project", width=230),
        field_column(context, "allocations", "stream", width=120),
        field_column(context, "allocations", "item", width=74),
        field_column(context, "allocations", "group", width=84),
        field_column(context, "allocations", "provider", width=120),
        field_column(context, "allocations", "amount", width=92),
        _state_column(context, "allocations", "status", _STATUS_RAGS, width=104),
        field_column(context, "allocations", "approved_by", width=104),
        field_column(context, "allocations", "approved_on", width=104),
        figure("spent", "Spent", lambda row: position(row).spent),
        figure("left", "Left", lambda row: position(row).left_to_show),
        field_column(context, "allocations", "notes", width=180, hidden=True),
    ]
    return with_others(context, "allocations", columns, hidden=True)


def bid_columns(context: Context) -> list[Column]:
    """Bids as a register: from draft to decision."""
    columns: list[Column] = [
        field_column(context, "bids", "project", width=230),
        field_column(context, "bids", "stream", width=120),
        field_column(context, "bids", "item", width=74),
        field_column(context, "bids", "amount_sought", width=104),
        field_column(context, "bids", "submitted_on", width=108),
        _state_column(context, "bids", "decision", _DECISION_RAGS, width=118),
        field_column(context, "bids", "decided_on", width=104),
        field_column(context, "bids", "amount_awarded", width=116),
        field_column(context, "bids", "our_share", width=94),
        DerivedColumn(
            key="ours", label="Ours", width=92, right=True, money=True,
            of=lambda row: our_award(bid) if (bid := row.typed(Bid))["amount_awarded"] is not None else None,
            hint="Our share of what was awarded.",
        ),
        field_column(context, "bids", "joint_with", width=100, hidden=True),
        field_column(context, "bids", "notes", width=180, hidden=True),
    ]  # fmt: skip
    return with_others(context, "bids", columns, hidden=True)


def entry_columns(context: Context) -> list[Column]:
    """Every entry as a register."""
    columns: list[Column] = [
        field_column(context, "funding_entries", "quarter", width=104),
        field_column(context, "funding_entries", "allocation", width=230, wraps=True),
        field_column(context, "funding_entries", "kind", width=104),
        field_column(context, "funding_entries", "amount", width=96),
        field_column(context, "funding_entries", "on_date", width=104),
        field_column(context, "funding_entries", "reference", width=110),
        field_column(context, "funding_entries", "note", width=220),
    ]
    return with_others(context, "funding_entries", columns, hidden=True)


STREAM_FORM = (
    "name", "funder", "kind", "year", "amount", "route", "banker", "spend_by", "carry_forward",
    "carried_from", "conditions",
)  # fmt: skip
ALLOCATION_FORM = (
    "project", "stream", "item", "group", "provider", "amount", "status", "approved_by", "approved_on", "notes",
)  # fmt: skip
BID_FORM = (
    "project", "stream", "item", "amount_sought", "submitted_on", "decision", "decided_on", "amount_awarded",
    "joint_with", "our_share", "notes",
)  # fmt: skip
ENTRY_FORM = ("allocation", "quarter", "kind", "amount", "on_date", "reference", "note")
