"""Funding: the position of every stream with what it pays for, bids, allocations and entries, and the radar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingEntry
from csp_desktop.rules.money.funding_position import StreamPosition, stream_positions, streams_of, together
from csp_desktop.rules.money.underspend import money_at_risk, underspends
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_columns import (
    allocation_columns,
    bid_columns,
    entry_columns,
    money_segments,
    position_columns,
    position_rows,
)
from csp_desktop.ui.funding.funding_panel import ChosenMoney
from csp_desktop.ui.funding.over_allocation import OverAllocations
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab, scrolled
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.plain_words import READ_ONLY, give_hint
from csp_desktop.ui.look.screen_room import is_low
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.painted.stacked_bar import StackedBar
from csp_desktop.ui.tab import HoldsTyping

_STREAMS = ("Streams", "Underspend", "Over-allocated")
_SHOWS = {
    "Streams": "streams",
    "Underspend": "streams",
    "Over-allocated": "streams",
    "Allocations": "allocations",
    "Bids": "bids",
    "Entries": "entries",
}
_HOMES = {
    "funding_streams": "Streams",
    "allocations": "Streams",
    "bids": "Bids",
    "funding_entries": "Entries",
}


_EXAMPLES = {
    "funding_streams": "Community safety grant",
    "allocations": "Target hardening for repeat victims",
    "bids": "Summer youth workshops",
    "funding_entries": "Invoice for window locks",
}
"""What may be typed at the foot of each grid."""


class FundingTab(RegisterTab):
    """One grid for each register of money, the year's bar above them, the chosen record beside."""

    name = "Funding"
    title = "Funding"
    holds = "streams, allocations, bids or entries"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.bar = StackedBar()
        self.bar.opened.connect(lambda _: self.choose_chip("Streams"))
        self.position = caption()
        self.grids: dict[str, RegisterGrid] = {}
        """Those that were shown, by what is in them; all that could be would hold much memory."""
        self.stack = QStackedWidget()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.bar)
        column.addWidget(self.position)
        column.addWidget(self.stack, 1)
        self.chosen = ChosenMoney(context)
        self.split(left, scrolled(self.chosen, 300), (99, 41))
        self.guard = OverAllocations(context, self, self._forget_faults)
        for form in self.chosen.forms.values():
            form.model.check = self.guard.check
        self.add_columns_button()
        self.allocate = self.add_button(
            "Add allocation", self.add_allocation, "A new allocation from the chosen stream", changes=True
        )
        self.add = self.add_button("Add stream", self._add, "A new row (Insert)", changes=True)
        self.add_button(
            "Print",
            lambda: self.print_form("funding-statement"),
            "Print the funding statement (Ctrl+P for other forms)",
            primary=True,
        )

    def grid_of(self, shows: str) -> RegisterGrid:
        """The grid of "streams", "allocations", "bids" or "entries", made when it is first asked for."""
        if shows not in self.grids:
            self.grids[shows] = grid = self._make(shows)
            self.stack.addWidget(grid)
            grid.view.set_tight(is_low(self))
        return self.grids[shows]

    def _make(self, shows: str) -> RegisterGrid:
        context = self.context
        if shows == "streams":
            return self._grid(
                "Funding streams and allocations", "funding", position_columns(context, context.quarter),
                lambda above: above.register.name if above else "funding_streams", self._new_money,
            )  # fmt: skip
        if shows == "allocations":
            return self._grid(
                "Allocations", "allocations", allocation_columns(context), "allocations", self._new_allocation
            )
        if shows == "bids":
            return self._grid("Bids", "bids", bid_columns(context), "bids", self._new_bid)
        return self._grid(
            "Funding entries", "entries", entry_columns(context), "funding_entries", self._new_entry
        )

    def _grid(
        self,
        name: str,
        key: str,
        columns: Sequence[Column],
        register: str | Callable[[Row | None], str],
        new: Callable[[Row | None], dict[str, object] | None],
    ) -> RegisterGrid:
        grid = RegisterGrid(
            self.context, columns, name=name, key=key, register=register, new=new, example=self._example
        )
        grid.model.check = self.guard.check
        grid.model.beside = partial(self._beside, grid)
        grid.set_empty_words(
            "The year’s money: where it comes from, what it is for and what was spent. Type the first line in the "
            "row above, or paste rows from Excel there."
        )
        grid.row_chosen.connect(partial(self._row_chosen, grid))
        grid.summarised.connect(lambda _: self._summarised(grid))
        return grid

    def _example(self, chosen: Row | None, row: Row) -> str:
        new = f"New {row.register.label.lower()}"
        stream = row.record.get("stream")
        if stream is not None:
            new += f" from “{self.context.names.short('funding_streams', str(stream))}”"
        return f"{new}, for example “{_EXAMPLES[row.register.name]}”"

    def fit_window(self, *, low: bool) -> None:
        super().fit_window(low=low)
        # The statement and the overview tell it as well.
        self.bar.setVisible(not low)
        self.position.setVisible(not low)

    def _models(self) -> list[GridModel]:
        grids = [grid.model for grid in self.grids.values()]
        return [*grids, *(form.model for form in self.chosen.forms.values())]

    def _forget_faults(self, records: Sequence[str]) -> None:
        for model in self._models():
            for record in records:
                model.forget_faults(record)

    # Showing

    @property
    def grid(self) -> RegisterGrid:
        """The grid now shown."""
        return self.grid_of(_SHOWS.get(self.chips.current, "streams"))

    def refresh(self) -> None:
        records = self.context.records
        if records is None:
            for grid in self.grids.values():
                grid.set_rows([])
            return
        quarter = self.context.quarter
        year = FinancialYear(quarter.year)
        streams = [stream["id"] for stream in streams_of(records, year)]
        allocations = [
            allocation for stream in streams for allocation in records.allocations_of.get(stream, [])
        ]
        bids = [bid for bid in records.bids if bid["stream"] in streams]
        held = {allocation["id"] for allocation in allocations}
        entries = sorted(
            (entry for entry in records.funding_entries if entry["allocation"] in held),
            key=_entry_order,
        )
        unspent = _streams_in(
            unspent.position for unspent in underspends(records, quarter, self.context.today)
        )
        over = _streams_in(
            position for position in stream_positions(records, year, quarter) if position.over_allocated
        )
        self.chips.set_chips(
            [
                Chip("Streams", "Streams", len(streams)),
                Chip("Underspend", "Underspend", len(unspent)),
                Chip("Over-allocated", "Over-allocated", len(over)),
                Chip("Allocations", "Allocations", len(allocations)),
                Chip("Bids", "Bids", len(bids)),
                Chip("Entries", "Entries", len(entries)),
            ]
        )
        self._show_year(records, year)
        wanted = {"Underspend": unspent, "Over-allocated": over}.get(self.chips.current)
        self.stack.setCurrentWidget(self.grid)
        for name, grid in self.grids.items():
            narrowed = name == "streams" and wanted is not None
            grid.set_filter(partial(_of_streams, wanted or set()) if narrowed else None, self.context.search)
            if name == "streams":
                grid.set_columns(position_columns(self.context, quarter))
                grid.set_rows(position_rows(records, year))
            elif name == "allocations":
                grid.set_rows(rows_of("allocations", allocations))
            elif name == "bids":
                grid.set_rows(rows_of("bids", bids))
            else:
                grid.set_rows(rows_of("funding_entries", entries), by_value=True)
        self._row_chosen(self.grid, self.grid.current)
        self.summarised.emit(self.summary())

    def _show_year(self, records: PlanRecords, year: FinancialYear) -> None:
        whole = together(stream_positions(records, year, self.context.quarter))
        self.bar.show_segments(
            f"Money of {year.label}",
            money_segments(whole.spent, whole.committed, whole.allocated),
            whole.available,
        )
        parts = [
            f"{format_money(whole.spent)} spent",
            f"{format_money(whole.committed)} committed",
            f"{format_money(whole.allocated)} allocated",
            f"{format_money(whole.unallocated)} not allocated",
            f"of {format_money(whole.available)} in {year.label}",
        ]
        risk = money_at_risk(records, self.context.quarter, self.context.today)
        if risk:
            parts.append(f"{format_money(risk)} at risk of being lost")
        self.position.setText(" · ".join(parts))

    def _row_chosen(self, grid: RegisterGrid, row: Row | None) -> None:
        if grid is not self.grid:
            return
        self.chosen.show_row(row)
        labels = {"streams": "Add stream", "allocations": "Add allocation", "bids": "Add bid"}
        shows = _SHOWS.get(self.chips.current, "streams")
        self.add.setText(labels.get(shows, "Add entry"))
        self.allocate.setVisible(shows == "streams")
        allocates = self.context.editable and row is not None and not row.draft
        self.allocate.setEnabled(allocates)
        why = READ_ONLY if not self.context.editable else "Choose a stream or allocation first."
        give_hint(self.allocate, "A new allocation from the chosen stream" if allocates else why)

    def _summarised(self, grid: RegisterGrid) -> None:
        if grid is self.grid:
            self.summarised.emit(self.summary())

    def summary(self) -> str:
        return self.grid.summary()

    def count(self) -> tuple[str, str]:
        records = self.context.records
        risk = money_at_risk(records, self.context.quarter, self.context.today) if records else 0
        return (f"{format_money(risk)} at risk", "amber") if risk else ("", "none")

    def uncover(self, holder: HoldsTyping) -> None:
        chip = next((name for name, grid in self.grids.items() if grid is holder), None)
        if chip is not None and self.grid is not holder:
            self.choose_chip(chip.capitalize())

    def show_all(self) -> None:
        self.choose_chip("Streams")

    def reveal(self, register: str, record: str) -> bool:
        if register not in _HOMES or self.context.records is None:
            return False
        home = _HOMES[register]
        here = self.chips.current in _STREAMS if home == "Streams" else self.chips.current == home
        if self._stale or not here or not self.grid.select(record):
            self.show_all()
            self.choose_chip(home)
            self.refresh()
        return self.grid.select(record)

    # Adding

    def _add(self) -> None:
        shows = _SHOWS.get(self.chips.current, "streams")
        if shows == "streams":
            values = self._new_stream()
            if values is not None:
                self.grid.begin_row("funding_streams", values, None, depth=1)
        else:
            self.grid.insert_row()

    def add_allocation(self) -> None:
        """Begin an allocation below the chosen stream, or beside the chosen allocation."""
        row = self.grid_of("streams").current
        records = self.context.records
        if row is None or records is None:
            return
        stream = _stream_of(row)
        others = records.allocations_of.get(stream, [])
        after = others[-1]["id"] if others else stream
        self.grid_of("streams").begin_row("allocations", {"stream": stream}, after, depth=2)

    def _new_stream(self) -> dict[str, object] | None:
        records = self.context.records
        if records is None:
            return None
        return {"partnership": records.partnership["id"], "year": self.context.quarter.year}

    def _new_money(self, row: Row | None) -> dict[str, object] | None:
        if row is not None and row.register.name == "allocations":
            return {"stream": _stream_of(row)}
        return self._new_stream()

    def _beside(self, grid: RegisterGrid, row: Row) -> Sequence[Record]:
        """What a row takes its place among: the allocations of its stream, else all rows of its kind."""
        if row.register.name == "allocations":
            records = self.context.records
            return records.allocations_of.get(_stream_of(row), []) if records else []
        return [other.record for other in grid.model.all_rows if other.register is row.register]

    def _new_allocation(self, row: Row | None) -> dict[str, object] | None:
        return self._within("stream", row, self._streams())

    def _new_bid(self, row: Row | None) -> dict[str, object] | None:
        return self._within("stream", row, self._streams())

    def _new_entry(self, row: Row | None) -> dict[str, object] | None:
        records = self.context.records
        of_stream = records.allocations_of if records else {}
        allocations = [each for stream in self._streams() for each in of_stream.get(stream["id"], [])]
        values = self._within("allocation", row, allocations)
        return None if values is None else {**values, "quarter": self.context.quarter.code}

    def _streams(self) -> Sequence[Record]:
        records = self.context.records
        return streams_of(records, FinancialYear(self.context.quarter.year)) if records else []

    def _within(self, name: str, row: Row | None, others: Sequence[Record]) -> dict[str, object] | None:
        """What a new record belongs to: the same as the row above it, else the first there is."""
        owner = row.record.get(name) if row is not None else None
        if owner is None and others:
            owner = others[0]["id"]
        if owner is None:
            self.context.said.emit(f"There is no {name} to put it under yet; add one first.")
            return None
        return {name: owner}


def _entry_order(entry: FundingEntry) -> tuple[bool, int, str, str]:
    """Entries put in their place by hand come first, then the others by date."""
    position = entry["position"]
    return position is None, position or 0, entry["quarter"], entry["on_date"] or ""


def _streams_in(positions: Iterable[StreamPosition]) -> set[str]:
    """The ids of the streams some positions are of."""
    return {position.stream["id"] for position in positions if position.stream is not None}


def _stream_of(row: Row) -> str:
    """The id of the stream a row is, or of the one its allocation is from."""
    return str(row.typed(Allocation)["stream"]) if row.register.name == "allocations" else row.id


def _of_streams(streams: Set[str], row: Row) -> bool:
    return row.draft or _stream_of(row) in streams
