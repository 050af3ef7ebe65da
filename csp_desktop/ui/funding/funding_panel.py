"""The chosen stream, allocation, bid or entry beside the funding registers."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QPushButton, QWidget

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, Bid, FundingEntry, FundingStream
from csp_desktop.rules.money.funding_position import (
    StreamPosition,
    allocation_position,
    amount_given,
    our_award,
    pace,
    stream_position,
)
from csp_desktop.rules.money.underspend import underspend
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_columns import (
    ALLOCATION_FORM,
    BID_FORM,
    ENTRY_FORM,
    STREAM_FORM,
    money_segments,
)
from csp_desktop.ui.funding.funding_year import year_columns, year_rows
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.card import Card, caption
from csp_desktop.ui.look.theme import px, set_role
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens
from csp_desktop.ui.painted.stacked_bar import StackedBar


class YearOfEntries(RegisterGrid):
    """An allocation's entries by kind and quarter: cells of money, never whole rows to delete."""

    def delete_rows(self) -> None:
        self.blocks.clear()


class ChosenMoney(Card):
    """One record of the funding registers, with its position where it has one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Nothing chosen", parent)
        self.context = context
        self._row: Row | None = None
        self.bar = StackedBar()
        self.figures = FactTable(
            "Position", [FactColumn("What"), FactColumn("Amount", 110, right=True)], headed=False
        )
        self.pace = caption()
        self.radar = FactTable("Projected year end", [FactColumn("Year end")], headed=False, ruled=False)
        self.takers = FactTable(
            "What could take it", [FactColumn("What could take it"), FactColumn("Amount", 92, right=True)]
        )
        for table in (self.figures, self.radar, self.takers):
            table.opened.connect(lambda opens: opens.follow(context))
        self.award = QPushButton()
        self.award.clicked.connect(self._add_award)
        self.own_stream = QPushButton("Make a stream of its own")
        self.own_stream.clicked.connect(self._make_stream)
        self._positions: list[QWidget] = [
            self.bar, self.figures, self.pace, self.radar, self.takers, self.award, self.own_stream,
        ]  # fmt: skip
        for widget in self._positions:
            self.body.addWidget(widget)
        self.forms = {
            name: RecordForm(
                context, with_others(context, name, field_columns(context, name, fields)), name=label
            )
            for name, fields, label in (
                ("funding_streams", STREAM_FORM, "Funding stream"),
                ("allocations", ALLOCATION_FORM, "Allocation"),
                ("bids", BID_FORM, "Bid"),
                ("funding_entries", ENTRY_FORM, "Funding entry"),
            )
        }
        for form in self.forms.values():
            self.body.addWidget(form)
        self.body.addStretch(1)
        self.show_row(None)

    @cached_property
    def year(self) -> YearOfEntries:
        """The entries of an allocation, made when one is first shown."""
        made = YearOfEntries(
            self.context,
            year_columns(self.context, FinancialYear(self.context.quarter.year)),
            name="Entries by quarter",
            key="allocation year",
        )
        set_role(made, "")
        made.model.arranged.connect(self._fit)
        self._positions.append(made)
        self.body.insertWidget(self.body.indexOf(self.award), made)
        return made

    def show_row(self, row: Row | None) -> None:
        """Show a record, or nothing."""
        records = self.context.records
        self._row = row
        for name, form in self.forms.items():
            mine = row is not None and row.register.name == name
            form.setVisible(mine)
            form.show_row(row if mine else None)
        for widget in self._positions:
            widget.setVisible(False)
        if row is None or records is None:
            self.set_heading("Nothing chosen")
        elif row.draft:
            self.set_heading(f"New {row.register.label.lower()}")
        elif row.register.name == "funding_streams":
            self._show_stream(records, row.typed(FundingStream))
        elif row.register.name == "allocations":
            self._show_allocation(records, row.typed(Allocation))
        elif row.register.name == "bids":
            self._show_bid(records, row.typed(Bid))
        else:
            allocation = records.allocation.get(row.typed(FundingEntry)["allocation"])
            self.set_heading(allocation["project"] if allocation else row.register.label)

    def _show_stream(self, records: PlanRecords, stream: FundingStream) -> None:
        self.set_heading(stream["name"])
        quarter = self.context.quarter
        position = stream_position(records, stream, quarter)
        self.bar.show_segments(
            f"{stream['name']}: position",
            money_segments(position.spent, position.committed, position.allocated),
            position.available,
        )
        self._show_figures(_stream_figures(position))
        going = pace(position, quarter, self.context.today)
        self.pace.setText(f"{going}." if going else "")
        projected = underspend(records, stream, quarter, self.context.today)
        self.bar.setVisible(True)
        self.pace.setVisible(going is not None)
        if projected is None:
            return
        here = Opens(record=("funding_streams", stream["id"]))
        mark = "amber" if projected.at_risk else "none"
        self.radar.show_rows([[Fact(projected.words, "bold", mark=mark, opens=here)]])
        self.radar.setVisible(True)
        rows = [
            [
                Fact(
                    taker.record["project"],
                    under=taker.words,
                    opens=(opens := Opens(record=(taker.register, taker.record["id"]))),
                ),
                Fact(format_money(taker.amount), right=True, opens=opens),
            ]
            for taker in projected.takers
        ]
        self.takers.show_rows(rows)
        self.takers.setVisible(bool(rows))

    def _show_allocation(self, records: PlanRecords, allocation: Allocation) -> None:
        self.set_heading(allocation["project"])
        position = allocation_position(records, allocation, self.context.quarter)
        self.bar.show_segments(
            f"{allocation['project']}: position",
            money_segments(position.spent, position.committed),
            amount_given(allocation),
        )
        figures = [
            ("Allocated", position.allocated),
            ("Committed", position.committed),
            ("Spent", position.spent),
            ("Left", position.left_to_show),
        ]
        extra = [("Proposed", position.proposed), ("Claimed", position.claimed)]
        self._show_figures(figures + [(name, amount) for name, amount in extra if amount])
        self.year.set_columns(year_columns(self.context, FinancialYear(self.context.quarter.year)))
        self.year.set_rows(year_rows(allocation))
        self.bar.setVisible(True)
        self.year.setVisible(True)

    def _show_bid(self, records: PlanRecords, bid: Bid) -> None:
        self.set_heading(bid["project"])
        stream = records.stream.get(bid["stream"])
        won = our_award(bid)
        if stream is None or not won or stream["amount"] is None or _added(bid):
            return
        into = stream["name"].replace("&", "&&")
        self.award.setText(f"Add our {format_money(won)} to “{into}”")
        for button in (self.award, self.own_stream):
            button.setEnabled(self.context.editable)
            button.setVisible(True)

    def _show_figures(self, figures: list[tuple[str, int | None]]) -> None:
        """Figures by what they are of; those that nobody knows are left out."""
        assert self._row is not None  # a record is shown
        here = Opens(record=(self._row.register.name, self._row.id))
        self.figures.show_rows(
            [
                [
                    Fact(name, "soft", opens=here),
                    Fact(format_money(amount), "late" if amount < 0 else "plain", right=True, opens=here),
                ]
                for name, amount in figures
                if amount is not None
            ]
        )
        self.figures.setVisible(True)

    def _add_award(self) -> None:
        """Raise the bid's stream by our share of the award, and note it on the bid."""
        records = self.context.records
        bid = self._row.typed(Bid) if self._row is not None else None
        if records is None or bid is None:
            return
        stream, won = records.stream[bid["stream"]], our_award(bid)
        self.context.apply(
            [
                Update("funding_streams", stream["id"], {"amount": (stream["amount"] or 0) + won}),
                self._noted(bid, f"{format_money(won)} {_ADDED}"),
            ],
            f"added the award of {bid['project']} to {stream['name']}",
        )

    def _make_stream(self) -> None:
        """Make the award a stream beside the one it was bid from, and note it on the bid."""
        records = self.context.records
        bid = self._row.typed(Bid) if self._row is not None else None
        if records is None or bid is None:
            return
        asked: Record = records.stream[bid["stream"]]
        won = our_award(bid)
        kept = ("partnership", "funder", "kind", "year", "route", "banker", "spend_by", "carry_forward")
        made = Insert(
            "funding_streams",
            {**{name: asked[name] for name in kept}, "name": bid["project"], "amount": won},
        )
        self.context.apply(
            [made, self._noted(bid, f"{format_money(won)} {_ADDED} “{bid['project']}”, made of it")],
            f"made a stream of {bid['project']}",
        )

    def _noted(self, bid: Bid, words: str) -> Update:
        """A bid's notes with what became of its award."""
        kept = f"{words} on {format_date(self.context.today.isoformat())}."
        return Update("bids", bid["id"], {"notes": f"{bid['notes']}\n{kept}" if bid["notes"] else kept})

    def _fit(self) -> None:
        view = self.year.view
        self.year.setFixedHeight(
            view.verticalHeader().length()
            + view.horizontalHeader().sizeHint().height()
            + view.horizontalScrollBar().sizeHint().height()
            + px(2)
        )


_ADDED = "added to the stream"


def _added(bid: Bid) -> bool:
    return _ADDED in (bid["notes"] or "")


def _stream_figures(position: StreamPosition) -> list[tuple[str, int | None]]:
    known = position.known
    figures = [
        ("Available", position.available if known else None),
        ("Allocated", position.allocated),
        ("Committed", position.committed),
        ("Spent", position.spent),
        ("Left", position.left_to_show),
        ("Not allocated", position.unallocated if known else None),
    ]
    extra = [
        ("Proposed", position.proposed),
        ("Claimed", position.claimed),
        ("Carried to a later year", position.carried_out),
    ]
    return figures + [(name, amount) for name, amount in extra if amount]
