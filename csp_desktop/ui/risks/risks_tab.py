"""Risks: the matrix and the register together, mitigations under their risk, the chosen risk over the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csp_desktop.editing.changes import Update
from csp_desktop.registers.fields import Record
from csp_desktop.registers.typed_records import Mitigation, Risk
from csp_desktop.rules.risk_scores import RiskPosition, positions
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab, scrolled
from csp_desktop.ui.grid.rows.positions import numbered_on
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.plain_words import READ_ONLY, give_hint
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.painted.heat_map import Cell
from csp_desktop.ui.risks.risk_columns import nested_rows, risk_columns
from csp_desktop.ui.risks.risk_panels import ChosenRisk, RiskMap, cell_of


class RisksTab(RegisterTab):
    """The heat map and the chosen risk at the left, the register at the right."""

    name = "Risks"
    title = "Risks"
    holds = "risks"

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
            example=self._example,
        )
        self.grid.set_empty_words(
            "What could go wrong, how likely and how grave, and what is done about it. Type the first risk in the "
            "row above, paste rows from Excel there, or drop a register on this window."
        )
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
        self.add_columns_button()
        self.close_button = self.add_button(
            "Close risk", self._close_or_reopen, "It stays on record and leaves the map", changes=True
        )
        self.mitigation_button = self.add_button(
            "Add mitigation",
            self.add_mitigation,
            "A new mitigation of the chosen risk (Insert on a mitigation)",
            changes=True,
        )
        self.add_button(
            "Add risk", self.add_risk, "A new risk at the end of the register (Insert)", changes=True
        )
        self.add_button(
            "Print register",
            lambda: self.print_form("risk-register"),
            "Print the risk register (Ctrl+P for other forms)",
            primary=True,
        )

    # Showing

    def refresh(self) -> None:
        records = self.context.records
        if records is None:
            self.grid.set_rows([])
            return
        standings = positions(records, self.context.quarter, self.context.today)
        self._positions = {stands.risk["id"]: stands for stands in standings}
        self.chips.set_chips(
            [
                Chip(name, name, sum(_belongs(name, stands) for stands in standings))
                for name in ("All", "Above appetite", "Rising", "Review overdue", "No mitigation", "Closed")
            ]
        )
        self.grid.set_columns(risk_columns(self.context, self.context.quarter))
        self.grid.set_rows_filtered(nested_rows(records), self._keep, self.context.search)
        self.map.show_positions(records, standings, self._cell)
        self.summarised.emit(self.summary())

    def count(self) -> tuple[str, str]:
        records = self.context.records
        standing_open = [risk for risk in records.risks if risk["status"] == "open"] if records else []
        return (str(len(standing_open)) if standing_open else "", "none")

    def summary(self) -> str:
        records = self.context.records
        listed = {row.id for row in self.grid.model.rows if row.register.name == "risks"}
        appetite = records.partnership["risk_appetite"] if records else None
        parts = [f"{len(listed)} of {len(self._positions)} risks shown"]
        if self._cell is not None:
            parts.append(f"likelihood {self._cell[0]}, impact {self._cell[1]} only")
        if appetite is not None:
            parts.append(f"appetite {appetite}")
        selected = self.grid.summary().split(" · ")[1:]
        return " · ".join([*parts, *selected])

    def _keep(self, row: Row) -> bool:
        if row.draft:
            return True
        risk_id = row.typed(Mitigation)["risk"] if row.register.name == "mitigations" else row.id
        stands = self._positions.get(risk_id)
        if stands is None or not _belongs(self.chips.current, stands):
            return False
        return self._cell is None or cell_of(self.map.place(stands)) == self._cell

    def _filter_cell(self, cell: Cell | None) -> None:
        self._cell = cell
        self._filter_anew()
        self.refresh()

    def reveal(self, register: str, record: str) -> bool:
        records = self.context.records
        if records is None or register not in ("risks", "mitigations", "risk_reviews"):
            return False
        if register == "risk_reviews":
            record = next(
                (review["risk"] for review in records.risk_reviews if review["id"] == record), record
            )
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
        why = "" if editable else READ_ONLY if not self.context.editable else "Choose a risk first."
        for button, hint in (
            (self.mitigation_button, "A new mitigation of the chosen risk (Insert on a mitigation)"),
            (self.close_button, "It stays on record and leaves the map"),
        ):
            button.setEnabled(editable)
            give_hint(button, why or hint)
        self.close_button.setText("Reopen risk" if risk and risk["status"] != "open" else "Close risk")

    # Adding and closing

    def begin_typing(self) -> None:
        if self.context.records is not None and self.context.records.risks:
            # At the foot it may be a mitigation's turn: that goes by the row chosen.
            self.add_risk()
        else:
            super().begin_typing()

    def add_risk(self) -> None:
        """Begin a new risk at the end of the register."""
        self._begin("risks", None)

    def add_mitigation(self) -> None:
        """Begin a new mitigation below the chosen risk."""
        risk = self.chosen.risk
        if risk is not None:
            self._begin("mitigations", risk)

    def _begin(self, register: str, risk: Risk | None) -> None:
        records = self.context.records
        if records is None:
            return
        if risk is None:
            values = self._new(None)
            if values is not None:
                self.grid.begin_row(register, values, None, depth=1)
            return
        others = records.mitigations_of.get(risk["id"], [])
        self.grid.begin_row(
            register, {"risk": risk["id"]}, others[-1]["id"] if others else risk["id"], depth=2
        )

    def _new(self, row: Row | None) -> dict[str, object] | None:
        if self.context.plan_id is None:
            return None
        if row is not None and row.register.name == "mitigations":
            return {"risk": row.typed(Mitigation)["risk"]}
        draft = row is not None and row.draft and row.register.name == "risks"
        records = self.context.records
        refs = (
            [row.record["ref"]]
            if draft and row
            else [risk["ref"] for risk in records.risks]
            if records
            else []
        )
        return {"plan": self.context.plan_id, "ref": numbered_on(refs)}

    def _example(self, chosen: Row | None, row: Row) -> str:
        records = self.context.records
        if row.register.name != "mitigations" or records is None:
            return "New risk, for example “The outreach post is not funded after March”"
        of = next((risk for risk in records.risks if risk["id"] == row.typed(Mitigation)["risk"]), None)
        name = (of["ref"] or f"“{of['title']}”") if of is not None else "the risk above"
        return f"New mitigation of {name}, for example “Ask the county for a year’s bridging money”"

    def _beside(self, row: Row) -> Sequence[Record]:
        records = self.context.records
        if records is None:
            return []
        if row.register.name == "mitigations":
            return records.mitigations_of.get(row.typed(Mitigation)["risk"], [])
        return records.risks

    def _close_or_reopen(self) -> None:
        risk = self.chosen.risk
        if risk is not None:
            to = "closed" if risk["status"] == "open" else "open"
            verb = "closed" if to == "closed" else "reopened"
            self.context.apply(
                [Update("risks", risk["id"], {"status": to})], f"{verb} {risk['ref'] or risk['title']}"
            )


def _belongs(chip: str, stands: RiskPosition) -> bool:
    """Whether a risk is counted under a chip."""
    is_open = bool(stands.risk["status"] == "open")
    return {
        "Above appetite": stands.above_appetite,
        "Rising": stands.rising and is_open,
        "Review overdue": stands.review_overdue is not None,
        "No mitigation": stands.no_mitigation,
        "Closed": not is_open,
    }.get(chip, True)
