"""Giving away more than a stream has: refused first, done only when confirmed with a reason, which is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingStream
from csp_desktop.rules.money.funding_position import (
    allocation_position,
    amount_known,
    over_allocation,
    stream_position,
)
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.reason_dialog import ReasonDialog

_Written = Insert | Update


class OverAllocations:
    """Checks changes to allocations before they are made, and asks about those that go over.

    Hang `check` into the models that write allocations. `settled` is told the ids of the allocations
    whose refusal was lifted.
    """

    def __init__(self, context: Context, parent: QWidget, settled: Callable[[Sequence[str]], None]) -> None:
        self._context = context
        self._parent = parent
        self._settled = settled
        self._refused: dict[str, tuple[_Written, str, int]] = {}

    def check(self, changes: Sequence[Change]) -> None:
        """Raise InvalidChange for the allocations that take their stream over; then ask about them."""
        records = self._context.records
        if records is None:
            return
        left = {
            stream["id"]: stream_position(records, stream).unallocated
            for stream in records.funding_streams
            if amount_known(records, stream)
        }
        refused: list[InvalidChange] = []
        for change in changes:
            if change.register != "allocations":
                continue
            known = records.allocation.get(change.id)
            before = allocation_position(records, known).allocated if known else 0
            if isinstance(change, Delete):
                if known:
                    left[known["stream"]] = left.get(known["stream"], 0) + before
                continue
            wanted = {**known, **change.values} if known else change.values
            stream = records.stream.get(wanted["stream"])
            if stream is None or stream["id"] not in left:
                continue
            held = before if known and known["stream"] == stream["id"] else 0
            taken = _taken(records, wanted, known)
            left[stream["id"]] -= taken - held
            if taken > held and left[stream["id"]] < 0:
                over = -left[stream["id"]]
                refused.append(self._refused_for(records, change, stream, taken, known, over))
                # What is not written takes nothing from those after it.
                left[stream["id"]] += taken - held
        InvalidChange.raise_all(refused)

    def _refused_for(
        self,
        records: PlanRecords,
        change: _Written,
        stream: FundingStream,
        taken: int,
        known: Allocation | None,
        over: int,
    ) -> InvalidChange:
        sentence = over_allocation(records, stream, taken, known) or (
            f"Together that is {format_money(over)} more than “{stream['name']}” has left to allocate; "
            "confirm it with a reason, or allocate less."
        )
        if not self._refused:
            QTimer.singleShot(0, self._parent, self._ask)
        self._refused[change.id] = (change, sentence, over)
        # Amount, status and stream hang together: none of them is written without the others.
        return InvalidChange(sentence, register="allocations", record=change.id)

    def _ask(self) -> None:
        refused, self._refused = self._refused, {}
        if not refused:
            return
        sentences = dict.fromkeys(sentence for _, sentence, _ in refused.values())
        dialog = ReasonDialog(
            "More than the stream has",
            "\n".join(sentences)
            + "\nUntil it is confirmed, nothing is written; the cell keeps what was typed.",
            "Allocate anyway",
            self._parent,
        )
        dialog.confirmed.connect(lambda reason: self._confirm(refused, reason))
        dialog.open()

    def _confirm(self, refused: dict[str, tuple[_Written, str, int]], reason: str) -> None:
        records = self._context.records
        today = format_date(self._context.today.isoformat())
        changes: list[Change] = []
        for change, _, over in refused.values():
            known = records.allocation.get(change.id) if records else None
            notes = change.values.get("notes", known["notes"] if known else None)
            kept = f"{format_money(over)} over the stream, confirmed on {today}: {reason}"
            values = {**change.values, "notes": f"{notes}\n{kept}" if notes else kept}
            if isinstance(change, Insert):
                changes.append(Insert(change.register, values, change.id))
            else:
                changes.append(Update(change.register, change.id, values))
        self._settled(list(refused))
        self._context.apply(changes, "allocated over the stream, with a reason", over_allocating=True)


def _taken(records: PlanRecords, wanted: Record, known: Allocation | None) -> int:
    """What an allocation would hold of its stream: its amount once approved, else what was spent."""
    if wanted.get("status", "proposed") == "approved":
        return int(wanted.get("amount") or 0)
    return allocation_position(records, known).spent if known else 0
