"""The action plan: the outline with the quarters' updates, and the chosen item beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from csp_desktop.errors import InvalidChange
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.register_tab import RegisterTab
from csp_desktop.ui.grid.rows.positions import numbered_on
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.chips import Chip
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.plan.plan_columns import PlanStanding, counted_red, outline_rows, plan_columns
from csp_desktop.ui.plan.plan_item_panel import PlanItemPanel
from csp_desktop.ui.plan.plan_moves import moved_in, moved_out, new_item
from csp_desktop.ui.tab import GridAction

_BELONGING: dict[str, Callable[[PlanStanding, PlanItem], bool]] = {
    "No update": PlanStanding.without_update,
    "Overdue": lambda standing, item: standing.missed(item) is not None,
    "Red": counted_red,
    "Changed this quarter": PlanStanding.changed,
}
_CHIPS = ("All", *_BELONGING)


def _belongs(chip: str, item: PlanItem, standing: PlanStanding) -> bool:
    """Whether an item is one of those that a chip counts and shows."""
    return chip == "All" or (item["level"] != "priority" and _BELONGING[chip](standing, item))


class ActionPlanTab(RegisterTab):
    """Priority › objective › action, edited in the outline and in the record beside it."""

    name = "Action plan"
    title = "Action plan"
    holds = "actions"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._standing: PlanStanding | None = None
        self._folded: set[str] = set()
        self.grid = RegisterGrid(
            context,
            plan_columns(context, self.standing, self._folded),
            name="Action plan",
            key="action plan",
            register="plan_items",
            new=self._new_below,
            beside=self._beside,
            example=self._example,
        )
        self.grid.set_empty_words(
            "The plan: priorities, objectives and actions, each with its lead, its due date and an update each "
            "quarter. Type the first priority in the row above, paste rows from Excel there, or drop the plan you "
            "have on this window."
        )
        self.grid.row_chosen.connect(self._row_chosen)
        self.grid.summarised.connect(lambda _: self.summarised.emit(self.summary()))
        self.grid.asked.connect(self._asked)
        self.grid.view.clicked.connect(self._clicked)
        self.panel = PlanItemPanel(context, self.standing)
        self.panel.setMinimumWidth(px(250))
        self.stand_beside(self.grid, self.panel, 400)
        self.chips.add_menu("lead", "Lead", self._leads)
        self.chips.add_menu("group", "Group", self._groups)
        self.chips.narrowed.connect(lambda *_: self.go_stale())
        self.add_columns_button()
        self._add = self.add_button(
            "Add ▾", self._open_add_menu, "A new action (Insert), objective or priority", changes=True
        )
        self._add.setAccessibleName("Add a priority, objective or action")
        self.add_button(
            "Print quarterly sheet",
            self._print,
            "Print the sheet of this priority (Ctrl+P for other forms)",
            primary=True,
        )

    def standing(self) -> PlanStanding:
        """How the items stand at the chosen quarter."""
        records = self.context.records
        assert records is not None
        kept = self._standing
        if kept is None or kept.records is not records or kept.quarter != self.context.quarter:
            kept = self._standing = PlanStanding(records, self.context.quarter, self.context.today)
        return kept

    # Showing

    def refresh(self) -> None:
        records = self.context.records
        if records is None:
            self.grid.set_rows([])
            return
        standing = self.standing()
        self.chips.set_chips(
            [
                Chip(name, name, sum(_belongs(name, item, standing) for item in records.plan_items))
                for name in _CHIPS
            ]
        )
        self.grid.set_columns(plan_columns(self.context, self.standing, self._folded))
        narrowed = self.chips.current != "All" or any(
            self.chips.narrowing(name) is not None for name in ("lead", "group")
        )
        hidden = set() if narrowed or self.context.search else self._below_folded(records)
        keep = (lambda row: row.id not in hidden) if hidden else None
        self.grid.set_rows_filtered(
            outline_rows(records), self._keep if narrowed else keep, self.context.search
        )
        if self.grid.current is None and self.grid.model.rows and not self.grid.at_foot:
            first = next((place for place, row in enumerate(self.grid.model.rows) if not row.heading), 0)
            self.grid.view.go_to(first)
        self.summarised.emit(self.summary())

    def _below_folded(self, records: PlanRecords) -> set[str]:
        return {below["id"] for item in self._folded for below in records.outline(item)}

    def _keep(self, row: Row) -> bool:
        if row.draft:
            return True
        item = row.typed(PlanItem)
        lead, group = self.chips.narrowing("lead"), self.chips.narrowing("group")
        if lead is not None and lead not in item["lead_agencies"]:
            return False
        if group is not None and group not in item["lead_groups"]:
            return False
        if self.chips.current == "All":
            return lead is not None or group is not None
        return _belongs(self.chips.current, item, self.standing())

    def _leads(self) -> Sequence[tuple[object, str]]:
        return self._named("agencies", "lead_agencies")

    def _groups(self) -> Sequence[tuple[object, str]]:
        return self._named("groups", "lead_groups")

    def _named(
        self, register: str, name: Literal["lead_agencies", "lead_groups"]
    ) -> Sequence[tuple[object, str]]:
        records = self.context.records
        used = {lead for item in records.plan_items for lead in item[name]} if records else set()
        return [(lead.id, lead.short) for lead in self.context.names.options(register) if lead.id in used]

    def count(self) -> tuple[str, str]:
        return "", "none"

    def summary(self) -> str:
        return self.grid.summary()

    def reveal(self, register: str, record: str) -> bool:
        records = self.context.records
        if records is None:
            return False
        if register == "updates":
            record = next((update["item"] for update in records.updates if update["id"] == record), "")
        elif register != "plan_items":
            return False
        if record not in records.item:
            return False
        if not self.grid.select(record):
            self._folded.clear()
            for name in ("lead", "group"):
                self.chips.reset_menu(name)
            self.show_all()
            self.refresh()
        return self.grid.select(record)

    def _row_chosen(self, row: Row | None) -> None:
        self.panel.show_row(row)

    # Adding, moving, folding

    def add(self, level: str) -> None:
        """Begin a new item of a level near the current one."""
        records = self.context.records
        if records is None:
            return
        current = self.grid.current
        near = records.item.get(current.id) if current is not None else None
        try:
            values, after = new_item(records, level, near)
        except InvalidChange as problem:
            self.context.refused.emit(problem.sentence)
            return
        depth = {"priority": 0, "objective": 1}.get(level, 2)
        parent = records.item.get(str(values["parent"]))
        if level == "action" and parent is not None and parent["level"] == "priority":
            depth = 1
        self.grid.begin_row("plan_items", values, after, depth=depth)

    def _new_below(self, above: Row | None) -> dict[str, Any] | None:
        records = self.context.records
        if records is None:
            return None
        if above is not None and above.draft:
            kept = {name: above.record[name] for name in ("plan", "level", "parent")}
            return {**kept, "ref": numbered_on([above.record["ref"]])}
        near = records.item.get(above.id) if above is not None else None
        level = "priority" if near is None else "action"
        try:
            return new_item(records, level, near)[0]
        except InvalidChange:
            return None

    def _beside(self, row: Row) -> Sequence[Record]:
        records = self.context.records
        return records.children(row.typed(PlanItem)["parent"]) if records is not None else []

    def _example(self, chosen: Row | None, row: Row) -> str:
        records = self.context.records
        item = row.typed(PlanItem)
        parent = records.item.get(item["parent"]) if records is not None and item["parent"] else None
        if parent is None:
            words = f"New {item['level']}, for example “Reduce anti-social behaviour”"
            # The first priority typed, it stands below it still, and the next words may be meant as its action.
            if records is not None and records.plan_items and item["level"] == "priority":
                words += "; for an action, choose its priority first"
            return words
        under = parent["ref"] or f"“{parent['title']}”"
        return f"New {item['level']} under {under}, for example “Light the alley behind the shops”"

    def _open_add_menu(self) -> None:
        menu = QMenu(self)
        for level in ("action", "objective", "priority"):
            keys = "\tIns" if level == "action" else ""
            menu.addAction(f"{level.capitalize()}{keys}").triggered.connect(
                lambda _=False, level=level: self.add(level)
            )
        menu.addSeparator()
        menu.addAction("Move in\tAlt+Right").triggered.connect(lambda: self._asked("in"))
        menu.addAction("Move out\tAlt+Left").triggered.connect(lambda: self._asked("out"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height() + 2)))

    def _asked(self, what: GridAction) -> None:
        records, row = self.context.records, self.grid.current
        if records is None or row is None or row.draft:
            return
        if what in ("fold", "unfold"):
            if (row.id in self._folded) == (what == "unfold"):
                self.fold(row.id)
        elif what in ("in", "out") and self.context.editable:
            item = records.item[row.id]
            try:
                changes = (moved_in if what == "in" else moved_out)(records, item)
            except InvalidChange as problem:
                self.context.said.emit(problem.sentence)
                return
            self.context.apply(changes, f"moved {item['ref'] or 'item'} {what}")

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the arrow beside a ref folds what stands under it."""
        view = self.grid.view
        if self.grid.model.columns[index.column()].key != "ref":
            return
        right = view.columnViewportPosition(index.column()) + view.columnWidth(index.column())
        if view.viewport().mapFromGlobal(QCursor.pos()).x() > right - px(24):
            self.fold(self.grid.model.rows[index.row()].id)

    def fold(self, item: str) -> None:
        """Hide what stands under an item, or show it again."""
        records = self.context.records
        if records is None or not records.children(item):
            return
        self._folded ^= {item}
        self.grid.model.filter_anew()
        self.refresh()

    def _print(self) -> None:
        records, row = self.context.records, self.grid.current
        priority = records.priority_of(row.id) if records is not None and row is not None else None
        self.context.print_asked.emit("quarterly-sheet", priority["id"] if priority else "")
