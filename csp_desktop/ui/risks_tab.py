"""Risks: the matrix and the register together, mitigations under their risk, the chosen risk over the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csp_desktop.editing.changes import Update
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record, format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.risk_scores import Placing, RiskPosition, band, inherent, positions, standing, target
from csp_desktop.ui.card import Card, caption, link_button
from csp_desktop.ui.chips import Chip
from csp_desktop.ui.columns import Row, field_column, field_columns
from csp_desktop.ui.context import Context
from csp_desktop.ui.painted.heat_map import Cell, HeatMap, PlacedRisk
from csp_desktop.ui.painted.trend_chart import ChartLine, LineKind, TrendChart
from csp_desktop.ui.record_form import RecordForm
from csp_desktop.ui.register_grid import RegisterGrid
from csp_desktop.ui.register_tab import RegisterTab, scrolled
from csp_desktop.ui.risk_columns import (
    nested_rows,
    review_columns,
    review_rows,
    risk_columns,
    score_columns,
)
from csp_desktop.ui.theme import px, set_role

_VIEWS = ("Now", "Last quarter", "Before controls", "Target")


class RisksTab(RegisterTab):
    """The heat map and the chosen risk at the left, the register at the right."""

    name = "Risks"
    title = "Risks"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._positions: dict[str, RiskPosition] = {}
        self._cell: Cell | None = None
        self.grid = RegisterGrid(
            context,
            risk_columns(context, context.quarter),
            name="Risks and mitigations",
            key="risks",
            register=lambda above: above.register.name if above else "risks",
            new=self._new,
            beside=self._beside,
        )
        self.grid.set_empty_words("No risks here. Add one with Insert, or paste a block from Excel.")
        self.map = RiskMap(context)
        self.map.heat_map.chosen.connect(self.grid.select)
        self.map.heat_map.filtered.connect(self._filter_cell)
        self.chosen = ChosenRisk(context)
        self.grid.row_chosen.connect(self._row_chosen)
        self.grid.summarised.connect(lambda _: self.summarised.emit(self.summary()))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.map)
        column.addWidget(self.chosen)
        column.addStretch(1)
        self.split(scrolled(left, 300), self.grid, (43, 97))
        self.add_columns_button(self.grid)
        self.close_button = self.add_button("Close risk", self._close_or_reopen, changes=True)
        self.mitigation_button = self.add_button("Add mitigation", self.add_mitigation, changes=True)
        self.add_button("Add risk", self.add_risk, changes=True)
        self.add_button("Print register", lambda: self.print_form("risk-register"), primary=True)

    # Showing

    def refresh(self) -> None:
        records = self.context.records
        if records is None:
            self.grid.set_rows([])
            return
        found = positions(records, self.context.quarter, self.context.today)
        self._positions = {one.risk["id"]: one for one in found}
        self.chips.set_chips(
            [
                Chip(name, name, sum(_belongs(name, one) for one in found))
                for name in ("All", "Above appetite", "Rising", "Review overdue", "No mitigation", "Closed")
            ]
        )
        self.grid.set_columns(risk_columns(self.context, self.context.quarter))
        self.grid.set_filter(self._keep, self.context.search)
        self.grid.set_rows(nested_rows(records))
        self.map.show_positions(records, found, self._cell)
        self.summarised.emit(self.summary())

    def count(self) -> tuple[str, str]:
        records = self.context.records
        standing_open = [one for one in records.risks if one["status"] == "open"] if records else []
        return (str(len(standing_open)) if standing_open else "", "none")

    def summary(self) -> str:
        records = self.context.records
        shown = {row.id for row in self.grid.model.rows if row.register.name == "risks"}
        appetite = records.partnership["risk_appetite"] if records else None
        parts = [f"{len(shown)} of {len(self._positions)} risks shown"]
        if self._cell is not None:
            parts.append(f"likelihood {self._cell[0]}, impact {self._cell[1]} only")
        if appetite is not None:
            parts.append(f"appetite {appetite}")
        selected = self.grid.summary().split(" · ")[1:]
        return " · ".join([*parts, *selected])

    def _keep(self, row: Row) -> bool:
        if row.draft:
            return True
        one = self._positions.get(row.record.get("risk") or row.id)
        if one is None or not _belongs(self.chips.current, one):
            return False
        return self._cell is None or _cell(self.map.place(one)) == self._cell

    def _filter_cell(self, cell: Cell | None) -> None:
        self._cell = cell
        self.refresh()

    def reveal(self, register: str, record: str) -> bool:
        records = self.context.records
        if records is None or register not in ("risks", "mitigations", "risk_reviews"):
            return False
        if register == "risk_reviews":
            record = next((one["risk"] for one in records.risk_reviews if one["id"] == record), record)
        if not self.grid.select(record):
            self._cell = None
            self.map.heat_map.show_filter(None)
            self.show_all()
            self.refresh()
        return self.grid.select(record)

    def _row_chosen(self, row: Row | None) -> None:
        self.chosen.show_row(row)
        risk = self.chosen.risk
        self.map.heat_map.choose(risk["id"] if risk else "")
        editable = self.context.editable and risk is not None
        self.mitigation_button.setEnabled(editable)
        self.close_button.setEnabled(editable)
        self.close_button.setText("Reopen risk" if risk and risk["status"] != "open" else "Close risk")

    # Adding and closing

    def add_risk(self) -> None:
        """Begin a new risk at the end of the register."""
        self._begin("risks", None)

    def add_mitigation(self) -> None:
        """Begin a new mitigation below the chosen risk."""
        risk = self.chosen.risk
        if risk is not None:
            self._begin("mitigations", risk)

    def _begin(self, register: str, risk: Record | None) -> None:
        records = self.context.records
        if records is None:
            return
        if risk is None:
            self.grid.begin_row(register, {"plan": self.context.plan_id}, None, depth=1)
            return
        others = records.mitigations_of.get(risk["id"], [])
        self.grid.begin_row(
            register, {"risk": risk["id"]}, others[-1]["id"] if others else risk["id"], depth=2
        )

    def _new(self, row: Row | None) -> dict[str, object] | None:
        if self.context.plan_id is None:
            return None
        if row is not None and row.register.name == "mitigations":
            return {"risk": row.record["risk"]}
        return {"plan": self.context.plan_id}

    def _beside(self, row: Row) -> list[Record]:
        records = self.context.records
        if records is None:
            return []
        if row.register.name == "mitigations":
            return records.mitigations_of.get(row.record["risk"], [])
        return records.risks

    def _close_or_reopen(self) -> None:
        risk = self.chosen.risk
        if risk is not None:
            to = "closed" if risk["status"] == "open" else "open"
            verb = "closed" if to == "closed" else "reopened"
            self.context.apply(
                [Update("risks", risk["id"], {"status": to})], f"{verb} {risk['ref'] or risk['title']}"
            )


def _belongs(chip: str, one: RiskPosition) -> bool:
    """Whether a risk is counted under a chip."""
    return {
        "Above appetite": one.above_appetite,
        "Rising": one.rising and one.risk["status"] == "open",
        "Review overdue": one.review_overdue is not None,
        "No mitigation": one.no_mitigation,
        "Closed": one.risk["status"] != "open",
    }.get(chip, True)


def _cell(found: Placing | None) -> Cell | None:
    return (found.likelihood, found.impact) if found else None


class RiskMap(Card):
    """The matrix of open risks: now, last quarter, before controls or as they should become."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Where the risks stand", parent)
        self.context = context
        self._positions: Sequence[RiskPosition] = ()
        self.view = QComboBox()
        self.view.addItems(_VIEWS)
        self.view.setAccessibleName("Which scores the matrix shows")
        self.view.currentIndexChanged.connect(lambda _: self._draw())
        self.head.addWidget(self.view)
        self.heat_map = HeatMap()
        self.heat_map.setMinimumHeight(px(290))
        self.body.addWidget(self.heat_map)
        self.only = QLabel()
        set_role(self.only, "caption")
        self.everything = link_button("Show all", self._show_all)
        foot = QHBoxLayout()
        foot.addWidget(self.only, 1)
        foot.addWidget(self.everything)
        self.body.addLayout(foot)

    def show_positions(self, records: PlanRecords, found: Sequence[RiskPosition], only: Cell | None) -> None:
        """Place the open risks; `only` is the cell whose risks alone are listed."""
        self._positions = found
        self._partnership = records.partnership
        self.heat_map.show_filter(only)
        self.only.setText("" if only is None else f"Listed: likelihood {only[0]}, impact {only[1]} only.")
        self.only.setVisible(only is not None)
        self.everything.setVisible(only is not None)
        self._draw()

    def place(self, one: RiskPosition) -> Placing | None:
        """Where the chosen view puts a risk."""
        return (one.current, one.previous, one.inherent, one.target)[self.view.currentIndex()]

    def _draw(self) -> None:
        now = self.view.currentIndex() == 0
        shown = [
            PlacedRisk(
                id=one.risk["id"],
                ref=one.risk["ref"] or f"{number}.",
                title=one.risk["title"],
                cell=cell,
                before=_cell(one.previous) if now else None,
                target=_cell(one.target) if now else None,
            )
            for number, one in enumerate(self._positions, 1)
            if one.risk["status"] == "open" and (cell := _cell(self.place(one))) is not None
        ]
        self.heat_map.show_risks(
            f"Risk matrix, {self.view.currentText().lower()}",
            shown,
            lambda score: band(score, self._partnership),
        )

    def _show_all(self) -> None:
        if self.heat_map.filter is not None:
            self.heat_map.toggle(self.heat_map.filter)


class ChosenRisk(Card):
    """One risk over the year with its target, its reviews to type in, and its record or its mitigation's."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("No risk chosen", parent)
        self.context = context
        self.risk: Record | None = None
        self.about = caption()
        self.chart = TrendChart()
        self.chart.read.connect(lambda place: context.said.emit(self.chart.quarter_in_words(place)))
        self.chart.setMinimumHeight(px(170))
        self.reviews = RegisterGrid(
            context, review_columns(context), name="Reviews by quarter", key="risk reviews"
        )
        set_role(self.reviews, "")
        self.reviews.model.arranged.connect(self._fit)
        scores = score_columns(context)
        self.risk_form = RecordForm(
            context,
            [
                *field_columns(context, "risks", ("ref", "title", "cause", "consequence", "status")),
                *scores.values(),
                *field_columns(
                    context,
                    "risks",
                    (
                        "target_on",
                        "review_on",
                        "response",
                        "proximity",
                        "category",
                        "item",
                        "owner_agency",
                        "owner",
                    ),
                ),
            ],
            name="Risk",
        )
        self.mitigation_form = RecordForm(
            context,
            [
                field_column(context, "mitigations", name)
                for name in ("title", "kind", "owner_agency", "owner", "due_on", "status", "progress")
            ],
            name="Mitigation",
        )
        for widget in (self.about, self.chart, self.reviews, self.mitigation_form, self.risk_form):
            self.body.addWidget(widget)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show a risk, or a mitigation with the risk it stands under, or nothing."""
        records = self.context.records
        mitigation = row if row is not None and row.register.name == "mitigations" else None
        risk_id = row.record["risk"] if mitigation else row.id if row else None
        self.risk = records.risk.get(risk_id) if records is not None and risk_id else None
        self.mitigation_form.setVisible(mitigation is not None)
        self.mitigation_form.show_row(mitigation)
        self.risk_form.setVisible(row is not None and mitigation is None)
        self.risk_form.show_row(row if mitigation is None else None)
        for widget in (self.about, self.chart, self.reviews):
            widget.setVisible(self.risk is not None)
        if self.risk is None or records is None:
            self.set_heading("New risk" if row is not None else "No risk chosen")
            self.reviews.set_rows([])
            return
        named = self.risk["ref"] or "This risk"
        self.set_heading(f"{named} over the year")
        self.about.setText(_about(records, self.risk, mitigation))
        self._draw(records, self.risk)
        self.reviews.set_columns(review_columns(self.context))
        self.reviews.set_rows(review_rows(records, self.risk, FinancialYear(self.context.quarter.year)))

    def _draw(self, records: PlanRecords, risk: Record) -> None:
        quarter = self.context.quarter
        year = FinancialYear(quarter.year).quarters
        quarters = [year[0].previous, *year]
        last = max(
            [quarter, *(Quarter.parse(one["quarter"]) for one in records.reviews_of.get(risk["id"], []))]
        )
        scores = [
            float(found.score) if one <= last and (found := standing(records, risk, one)) else None
            for one in quarters
        ]
        lines = [ChartLine(LineKind.ACTUAL, "Score", scores)]
        aim = target(risk)
        if aim is not None:
            by = f" by {format_date(risk['target_on'], short=True)}" if risk["target_on"] else ""
            lines.append(
                ChartLine(LineKind.TARGET, f"Target {aim.score}{by}", [float(aim.score)] * 5, "target")
            )
        first = inherent(risk)
        if first is not None:
            lines.append(
                ChartLine(
                    LineKind.LAST_YEAR, f"Before {first.score}", [float(first.score)] * 5, "before controls"
                )
            )
        self.chart.show_lines(
            f"{risk['ref'] or risk['title']} over the year",
            [one.short for one in quarters],
            lines,
            now=quarters.index(quarter),
        )

    def _fit(self) -> None:
        view = self.reviews.view
        self.reviews.setFixedHeight(
            view.verticalHeader().length()
            + view.horizontalHeader().sizeHint().height()
            + view.horizontalScrollBar().sizeHint().height()
            + 2
        )


def _about(records: PlanRecords, risk: Record, mitigation: Row | None) -> str:
    count = len(records.mitigations_of.get(risk["id"], []))
    mitigated = "no mitigation" if not count else f"{count} mitigation{'s' if count > 1 else ''}"
    parts = [risk["title"], risk["response"], risk["status"] if risk["status"] != "open" else "", mitigated]
    said = " · ".join(part for part in parts if part)
    return f"{said}. Below: one of its mitigations." if mitigation else said
