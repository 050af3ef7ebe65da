"""Beside the register of risks: the matrix they stand on, and the chosen one over the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Mitigation, Partnership, Risk
from csp_desktop.rules.risk_scores import Placing, RiskPosition, band, inherent, standing, target
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.card import Card, caption, link_button
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.theme import px, set_role
from csp_desktop.ui.painted.heat_map import Cell, HeatMap, PlacedRisk
from csp_desktop.ui.painted.trend_chart import ChartLine, LineKind, TrendChart
from csp_desktop.ui.risks.risk_columns import review_columns, review_rows
from csp_desktop.ui.risks.score_columns import score_columns

_VIEWS = ("Now", "Last quarter", "Before controls", "Target")


def cell_of(place: Placing | None) -> Cell | None:
    """A place on the matrix as the heat map names it."""
    return (place.likelihood, place.impact) if place else None


class RiskMap(Card):
    """The matrix of open risks: now, last quarter, before controls or as they should become."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Where the risks stand", parent)
        self.context = context
        self._positions: Sequence[RiskPosition] = ()
        self._partnership: Partnership | None = None
        self.view = QComboBox()
        self.view.addItems(_VIEWS)
        self.view.setAccessibleName("Which scores the matrix shows")
        self.view.currentIndexChanged.connect(lambda _: self._draw())
        self.head.addWidget(self.view)
        self.heat_map = HeatMap()
        self.heat_map.setMinimumHeight(px(290))
        self.body.addWidget(self.heat_map)
        self.only = Label()
        set_role(self.only, "caption")
        self.everything = link_button("Show all", self._show_all)
        foot = QHBoxLayout()
        foot.addWidget(self.only, 1)
        foot.addWidget(self.everything)
        self.body.addLayout(foot)

    def show_positions(
        self, records: PlanRecords, positions: Sequence[RiskPosition], only: Cell | None
    ) -> None:
        """Place the open risks; `only` is the cell whose risks alone are listed."""
        self._positions = positions
        self._partnership = records.partnership
        self.heat_map.show_filter(only)
        self.only.setText("" if only is None else f"Listed: likelihood {only[0]}, impact {only[1]} only.")
        self.only.setVisible(only is not None)
        self.everything.setVisible(only is not None)
        self._draw()

    def place(self, stands: RiskPosition) -> Placing | None:
        """Where the chosen view puts a risk."""
        return (stands.current, stands.previous, stands.inherent, stands.target)[self.view.currentIndex()]

    def _draw(self) -> None:
        partnership = self._partnership
        if partnership is None:
            return
        now = self.view.currentIndex() == 0
        placed = [
            PlacedRisk(
                id=stands.risk["id"],
                ref=stands.risk["ref"] or f"{number}.",
                title=stands.risk["title"],
                cell=cell,
                before=cell_of(stands.previous) if now else None,
                target=cell_of(stands.target) if now else None,
            )
            for number, stands in enumerate(self._positions, 1)
            if stands.risk["status"] == "open" and (cell := cell_of(self.place(stands))) is not None
        ]
        self.heat_map.show_risks(
            f"Risk matrix, {self.view.currentText().lower()}",
            placed,
            lambda score: band(score, partnership),
        )

    def _show_all(self) -> None:
        if self.heat_map.filter is not None:
            self.heat_map.toggle(self.heat_map.filter)


class ChosenRisk(Card):
    """One risk over the year with its target, its reviews to type in, and its record or its mitigation's."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("No risk chosen", parent)
        self.context = context
        self.risk: Risk | None = None
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
            with_others(
                context,
                "risks",
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
            ),
            name="Risk",
        )
        self.mitigation_form = RecordForm(
            context,
            with_others(
                context,
                "mitigations",
                field_columns(
                    context,
                    "mitigations",
                    ("title", "kind", "owner_agency", "owner", "due_on", "status", "progress"),
                ),
            ),
            name="Mitigation",
        )
        for widget in (self.about, self.chart, self.reviews, self.mitigation_form, self.risk_form):
            self.body.addWidget(widget)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show a risk, or a mitigation with the risk it stands under, or nothing."""
        records = self.context.records
        mitigation = row if row is not None and row.register.name == "mitigations" else None
        risk_id = mitigation.typed(Mitigation)["risk"] if mitigation else row.id if row else None
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

    def _draw(self, records: PlanRecords, risk: Risk) -> None:
        quarter = self.context.quarter
        year = FinancialYear(quarter.year).quarters
        quarters = [year[0].previous, *year]
        reviewed = [Quarter.parse(review["quarter"]) for review in records.reviews_of.get(risk["id"], [])]
        # Before its first review nobody has said where it stood; what is to come nobody can say.
        first_known = min([quarter, *reviewed])
        scores = [
            float(place.score)
            if first_known <= each <= quarter and (place := standing(records, risk, each))
            else None
            for each in quarters
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
            [each.short for each in quarters],
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


def _about(records: PlanRecords, risk: Risk, mitigation: Row | None) -> str:
    count = len(records.mitigations_of.get(risk["id"], []))
    mitigated = "no mitigation" if not count else f"{count} mitigation{'s' if count > 1 else ''}"
    parts = [risk["title"], risk["response"], risk["status"] if risk["status"] != "open" else "", mitigated]
    said = " · ".join(part for part in parts if part)
    return f"{said}. Below: one of its mitigations." if mitigation else said
