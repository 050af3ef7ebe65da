"""Indicators: the register with each one's year as a line, and the chosen one as a chart and as a table to type in."""

from __future__ import annotations

from typing import get_args

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator
from csp_desktop.rules.comparators import newest_beside_similar
from csp_desktop.rules.figures import change_on_year_before, direction, forecast, series, trajectory
from csp_desktop.rules.rag import IndicatorKind, indicator_kinds, rate
from csp_desktop.rules.targets import compare_target, format_figure, target_number
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab, scrolled
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.indicators.indicator_columns import indicator_columns, quarter_columns, quarter_rows
from csp_desktop.ui.look.card import Card, caption
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.rating import RatingBadge
from csp_desktop.ui.look.theme import px, set_role
from csp_desktop.ui.painted.trend_chart import ChartLine, LineKind, TrendChart

_FORM = (
    "ref", "title", "item", "owner", "source", "unit", "better", "kind", "scope", "contextual",
    "baseline_state", "baseline_value", "baseline_period", "target_kind", "target_value", "target_period",
    "stated_target", "amber_within", "amber_in", "trajectory_q1", "trajectory_q2", "trajectory_q3", "trajectory_q4", "notes",
)  # fmt: skip


class IndicatorsTab(RegisterTab):
    """The register of indicators and the chosen one beside it."""

    name = "Indicators"
    title = "Indicators"
    holds = "indicators"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.grid = RegisterGrid(
            context,
            indicator_columns(context, context.quarter),
            name="Indicators",
            key="indicators",
            register="indicators",
            new=self._new,
            example=lambda *_: "New indicator, for example “Burglaries of homes”",
        )
        self.grid.set_empty_words(
            "What you measure, with a baseline, a target and a figure each quarter. Type the first one in the row "
            "above, paste rows from Excel there, or drop a list on this window."
        )
        self.chosen = ChosenIndicator(context)
        self.grid.row_chosen.connect(self.chosen.show_row)
        self.grid.summarised.connect(self.summarised)
        self.add_columns_button()
        self.add_button(
            "Add indicator", self.grid.insert_row, "A new row below the current one (Insert)", changes=True
        )
        self.add_button(
            "Print",
            lambda: self.print_form("indicators"),
            "Print the indicators (Ctrl+P for other forms)",
            primary=True,
        )
        self.split(self.grid, scrolled(self.chosen, 300), (81, 59))

    def refresh(self) -> None:
        records = self.context.records
        if records is None:
            self.grid.set_rows([])
            return
        kinds = {
            indicator["id"]: indicator_kinds(records, indicator, self.context.quarter)
            for indicator in records.indicators
        }
        names = get_args(IndicatorKind)
        self.chips.set_chips(
            [Chip(name, name, sum(name in kind for kind in kinds.values())) for name in names]
        )
        self.grid.set_columns(indicator_columns(self.context, self.context.quarter))
        wanted = self.chips.current
        self.grid.set_rows_filtered(
            rows_of("indicators", records.indicators),
            lambda row: row.draft or wanted in kinds.get(row.id, {"All"}),
            self.context.search,
        )
        self.summarised.emit(self.summary())

    def reveal(self, register: str, record: str) -> bool:
        records = self.context.records
        if register == "measurements" and records is not None:
            record = next(
                (figure["indicator"] for figure in records.measurements if figure["id"] == record), record
            )
            register = "indicators"
        if register != "indicators" or records is None or record not in records.indicator:
            return False
        if not self.grid.select(record):
            self.show_all()
        return self.grid.select(record)

    def summary(self) -> str:
        return self.grid.summary()

    def _new(self, row: Row | None) -> dict[str, object] | None:
        if self.context.plan_id is None:
            return None
        return {"plan": self.context.plan_id, "item": row.typed(Indicator)["item"] if row else None}


class ChosenIndicator(Card):
    """One indicator: its rating with the rule in words, its year drawn and typed, and its record."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("No indicator chosen", parent)
        self.context = context
        self.about = caption()
        self.badge = RatingBadge()
        self.rule = Label()
        self.rule.setWordWrap(True)
        self.rule.setAccessibleName("Why it is rated so")
        judged = QHBoxLayout()
        judged.setSpacing(px(10))
        judged.addWidget(self.badge)
        judged.addWidget(self.rule, 1)
        self.chart = TrendChart()
        self.chart.read.connect(lambda place: context.said.emit(self.chart.quarter_in_words(place)))
        self.chart.setMinimumHeight(px(210))
        self.quarters = RegisterGrid(
            context, quarter_columns(context), name="Figures by quarter", key="indicator quarters"
        )
        set_role(self.quarters, "")
        self.quarters.model.arranged.connect(self._fit)
        self.typing = caption("Type a number, TBC, or a number with p where it is provisional.")
        self.notes = caption()
        self.form = RecordForm(
            context,
            with_others(context, "indicators", field_columns(context, "indicators", _FORM)),
            name="Indicator",
        )
        self.body.addWidget(self.about)
        self.body.addLayout(judged)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.quarters)
        self.body.addWidget(self.typing)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show an indicator, or none."""
        records = self.context.records
        indicator = records.indicator.get(row.id) if row is not None and records is not None else None
        self.form.show_row(row)
        for widget in (self.about, self.badge, self.rule, self.chart, self.quarters, self.typing, self.notes):
            widget.setVisible(indicator is not None)
        if row is None:
            self.set_heading("No indicator chosen")
            self.quarters.set_rows([])
        elif indicator is None or records is None:
            self.set_heading("New indicator")
            self.quarters.set_rows([])
        else:
            self._show(records, indicator)

    def _show(self, records: PlanRecords, indicator: Indicator) -> None:
        quarter = self.context.quarter
        rating = rate(records, indicator, quarter)
        self.set_heading(indicator["title"])
        self.about.setText(_about(indicator))
        self.badge.set_rating(rating.rag, self.context.rating_words[rating.rag])
        self.rule.setText(rating.words)
        self._draw(records, indicator)
        self.quarters.set_columns(quarter_columns(self.context))
        self.quarters.set_rows(quarter_rows(records, indicator, FinancialYear(quarter.year)))
        self.notes.setText(_judged(records, indicator, self.context))

    def _draw(self, records: PlanRecords, indicator: Indicator) -> None:
        quarter = self.context.quarter
        points = series(records, indicator, FinancialYear(quarter.year))
        unit = indicator["unit"]
        actual = [
            point.to_date if point.actual is not None and point.quarter <= quarter else None
            for point in points
        ]
        last = max((place for place, value in enumerate(actual) if value is not None), default=-1)
        lines = [
            ChartLine(LineKind.ACTUAL, "Actual", actual),
            ChartLine(LineKind.LAST_YEAR, "Last year", [point.last_year for point in points]),
        ]
        target = target_number(indicator).value
        if target is not None and not indicator["contextual"]:
            lines.append(ChartLine(LineKind.TARGET, "Target", [target] * 4))
            expected = [point.expected for point in points]
            if any(value != target for value in expected):
                lines.append(ChartLine(LineKind.TRAJECTORY, "Should be", expected))
        if 0 <= last < 3:
            coming = forecast(records, indicator, points[last].quarter).value
            if coming is not None:
                line: list[float | None] = [None] * 4
                line[last], line[3] = actual[last], coming
                lines.append(ChartLine(LineKind.FORECAST, "Forecast", line))
        self.chart.show_lines(
            f"{indicator['title']} over {FinancialYear(quarter.year).label}",
            [point.quarter.short for point in points],
            lines,
            lambda value: format_figure(value, unit),
            quarter.number - 1,
        )

    def _fit(self) -> None:
        view = self.quarters.view
        self.quarters.setFixedHeight(
            view.verticalHeader().length()
            + view.horizontalHeader().sizeHint().height()
            + view.horizontalScrollBar().sizeHint().height()
            + 2
        )


def _about(indicator: Indicator) -> str:
    better = f"{indicator['better']} is better" if indicator["better"] else "not said which way is better"
    parts = [indicator["ref"], indicator["unit"], indicator["kind"], better, indicator["source"]]
    if indicator["scope"] == "county":
        parts.append("county-wide target")
    return " · ".join(part for part in parts if part)


def _judged(records: PlanRecords, indicator: Indicator, context: Context) -> str:
    """How it stands beside similar areas; target, trajectory, forecast and changes, each with its method."""
    quarter = context.quarter
    target = target_number(indicator)
    beside = newest_beside_similar(records, indicator, quarter)
    said = [f"{beside}."] if beside else []
    said += [target.words] if target.state == "known" else []
    if not indicator["contextual"] and target.state == "known":
        said.append(trajectory(records, indicator, FinancialYear(quarter.year)).words)
    coming = forecast(records, indicator, quarter)
    if coming.value is not None:
        said.append(f"Year end: {coming.words}")
    going = direction(records, indicator, quarter)
    if going is not None:
        said.append(f"{going.word.capitalize()}: {going.words}.")
    changed = change_on_year_before(records, indicator, quarter)
    if changed is not None:
        said.append(f"On the year before: {changed.words}.")
    compared = compare_target(indicator)
    if compared is not None and not compared.agrees:
        said.append(f"Does not add up: {compared.words}.")
    return " ".join(said)
