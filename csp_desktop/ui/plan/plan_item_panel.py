"""The chosen item of the plan: what it is, what was said last quarter, what is said now, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.changes import Change
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Value
from csp_desktop.registers.left_out import standing_by_themselves
from csp_desktop.registers.typed_records import PlanItem, PlanUpdate
from csp_desktop.rules.due_dates import counted_progress
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, FieldColumn, field_column, with_others
from csp_desktop.ui.grid.form_boxes import TextBox
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.plain_words import READ_ONLY, Label, allow
from csp_desktop.ui.look.rating import RatingBadge, RatingChoice
from csp_desktop.ui.look.scrolled_page import keep_tall
from csp_desktop.ui.look.style_sheet import Role
from csp_desktop.ui.plan.connected import ConnectedLines
from csp_desktop.ui.plan.plan_columns import PlanStanding, Standing, due_words, status_column, update_column
from csp_desktop.ui.plan.plan_moves import moved_under
from csp_desktop.ui.plan.record_history import HistoryLine

_RATINGS = ("green", "amber", "red", "blue")


@dataclass(kw_only=True)
class _UnderColumn(FieldColumn):
    """What an item stands under: choosing another moves it there."""

    def text(self, row: Row) -> str:
        return self.context.names.full("plan_items", row.typed(PlanItem)["parent"])

    def changes(self, row: Row, value: Value) -> list[Change]:
        records = self.context.records
        item = row.typed(PlanItem)
        if records is None or row.draft or value == item["parent"]:
            return []
        return moved_under(records, item, records.item.get(value) if value else None)


_FACTS: dict[str, dict[str, str]] = {
    "lead_agencies": {"label": "Lead"},
    "lead_officers": {"label": "Officer"},
    "lead_groups": {"label": "Group"},
    "status": {},
    "timescale": {},
    "due_on": {},
}
# What of an update has its place in the panel; what else there is stands below.
_REPORTED = (
    "narrative", "rag", "moderated_rag", "moderation_reason", "outcome_rag", "new_due_on", "author", "reported_on",
)  # fmt: skip


class PlanItemPanel(QFrame):
    """Everything about one item at the chosen quarter, saved as it is changed."""

    def __init__(self, context: Context, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.setAccessibleName("Chosen item")
        self.context = context
        self._standing = standing
        self._row: Row | None = None
        self._nothing = caption("Choose an item of the plan to see it here.")
        self._nothing.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._page = QWidget()
        keep_tall(self._page)
        self._sections = QVBoxLayout(self._page)
        self._sections.setContentsMargins(0, theme.px(14), 0, theme.px(14))
        self._sections.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._nothing)
        layout.addWidget(self._area)
        self._build_item()
        self._build_last()
        self._build_now()
        self._connected = ConnectedLines(context)
        self._section("Connected").addWidget(self._connected)
        self._build_more()
        self._history = HistoryLine(context)
        self._section("History", last=True).addWidget(self._history)
        self.show_row(None)

    # Building

    def _section(self, heading: str = "", *, last: bool = False) -> QVBoxLayout:
        """A part of the panel between hairlines."""
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        inner.setSpacing(theme.px(6))
        if heading:
            inner.addWidget(caption(heading))
        self._sections.addWidget(part)
        if last:
            self._sections.addStretch(1)
        else:
            rule = QFrame()
            theme.set_role(rule, "rule")
            self._sections.addWidget(rule)
        return inner

    def _build_item(self) -> None:
        context = self.context
        head = self._section()
        # The words of the box, not its border, stand level with what is around it.
        head.setContentsMargins(theme.px(16) - 2, 0, theme.px(16), theme.px(10))
        self._where = caption()
        self._where.setContentsMargins(2, 0, 0, 0)
        self._title = RecordForm(
            context,
            [field_column(context, "plan_items", "title")],
            name="What is to be done",
            bare="title-in-form",
        )
        head.addWidget(self._where)
        head.addWidget(self._title)
        facts = self._section()
        columns = [
            status_column(context) if name == "status" else field_column(context, "plan_items", name, **looks)
            for name, looks in _FACTS.items()
        ]
        self.facts = RecordForm(context, columns, name="Item")
        self._due = caption()
        self._due.setContentsMargins(theme.px(76) + theme.px(6) + theme.px(7) + 3, 0, 0, 0)
        facts.setSpacing(theme.px(1))
        facts.addWidget(self.facts)
        facts.addWidget(self._due)

    def _build_more(self) -> None:
        context = self.context
        under = register_named("plan_items")["parent"]
        rest: list[Column] = [
            *(
                field_column(context, "plan_items", name)
                for name in ("target", "outcome", "resources", "completed_on", "ref", "cross_cutting")
            ),
            _UnderColumn(
                key="parent",
                name="parent",
                declared=under,
                context=context,
                label="Under",
                only=lambda row: bool(row.typed(PlanItem)["level"] != "priority"),
            ),
        ]
        rest = with_others(context, "plan_items", rest, elsewhere=("title", *_FACTS))
        self.more = RecordForm(context, rest, name="More about the item")
        self._section("More about it").addWidget(self.more)

    def _build_last(self) -> None:
        last = self._section()
        row = QHBoxLayout()
        self._last_label = caption()
        self._last_from = caption()
        self._last_from.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._last_label)
        row.addWidget(self._last_from, 1)
        self._last_rating = RatingBadge()
        said = QFrame()
        theme.set_role(said, "said")
        inner = QVBoxLayout(said)
        inner.setContentsMargins(theme.px(11), theme.px(8), theme.px(11), theme.px(9))
        inner.setSpacing(theme.px(6))
        self._last_said = Label()
        self._last_said.setWordWrap(True)
        self._last_said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner.addWidget(self._last_said)
        inner.addWidget(self._last_rating, 0, Qt.AlignmentFlag.AlignLeft)
        last.addLayout(row)
        last.addWidget(said)

    def _build_now(self) -> None:
        context = self.context
        now = self._section()
        row = QHBoxLayout()
        self._now_label = caption()
        self._words = caption()
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._now_label)
        row.addWidget(self._words, 1)
        self.update_form = RecordForm(
            context,
            [update_column(context, "narrative", key="update", label="Update")],
            name="Update",
            bare="",
        )
        self.lead_rating = RatingChoice("Lead's rating", _RATINGS)
        self.our_rating = RatingChoice("Our rating", _RATINGS)
        self._ratings = QGridLayout()
        self._ratings.setHorizontalSpacing(theme.px(10))
        self._ratings.setVerticalSpacing(theme.px(3))
        self._rating_labels = (caption("Lead’s rating"), caption("Our rating"))
        for choice, name in ((self.lead_rating, "rag"), (self.our_rating, "moderated_rag")):
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            choice.chosen.connect(partial(self._rate, name))
        self._arrange_ratings()
        self._agree = caption()
        self.reported = RecordForm(
            context,
            [
                update_column(
                    context, "moderation_reason", key="moderation_reason", label="Why ours differs"
                ),
                update_column(context, "outcome_rag", key="outcome_rag"),
                update_column(context, "new_due_on", key="new_due_on"),
                update_column(context, "author", key="author"),
                update_column(context, "reported_on", key="reported_on"),
                *(
                    update_column(context, field.name, key=field.name)
                    for field in standing_by_themselves("updates", _REPORTED)
                ),
            ],
            name="About the update",
        )
        now.addLayout(row)
        now.addWidget(self.update_form)
        now.addLayout(self._ratings)
        now.addWidget(self._agree)
        now.addWidget(self.reported)

    @property
    def forms(self) -> Sequence[RecordForm]:
        """The forms of the panel, from the top."""
        return (self._title, self.facts, self.more, self.update_form, self.reported)

    def _arrange_ratings(self) -> None:
        """Side by side where there is room for both, else one below the other."""
        choices = (self.lead_rating, self.our_rating)
        needed = sum(choice.minimumSizeHint().width() for choice in choices) + theme.px(60)
        beside = self.width() >= needed
        for place, (label, choice) in enumerate(zip(self._rating_labels, choices, strict=True)):
            row, column = (0, place) if beside else (2 * place, 0)
            self._ratings.addWidget(label, row, column)
            self._ratings.addWidget(choice, row + 1, column)
            self._ratings.setColumnStretch(place, 1 if beside or place == 0 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_ratings()

    # Showing

    def show_row(self, row: Row | None) -> None:
        """Show an item, or what to do where none is chosen."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        standing_there = row is not None and not row.draft and self.context.records is not None
        self._nothing.setVisible(not standing_there)
        self._area.setVisible(standing_there)
        for form in self.forms:
            form.show_row(row if standing_there else None)
        if not standing_there or row is None:
            return
        if not same:
            self._area.verticalScrollBar().setValue(0)
        standing = self._standing()
        item = row.typed(PlanItem)
        self._show_head(item, standing)
        self._show_last(item, standing)
        self._show_now(item, standing)
        self._connected.show_item(item)
        update = standing.records.update(item["id"], self.context.quarter)
        self._history.show_records(
            [item["id"], *([update["id"]] if update else [])],
            self.context.names.short("plan_items", item["id"]),
        )

    def _show_head(self, item: PlanItem, standing: PlanStanding) -> None:
        parent = standing.records.item.get(item["parent"]) if item["parent"] else None
        parts = [item["ref"] or "", item["level"].capitalize()]
        if parent is not None:
            parts.append(f"under “{in_short(parent['title'])}”")
        self._where.setText(" · ".join(part for part in parts if part))
        words = due_words(standing, item)
        late = standing.late_words(item)
        self._due.setText(words)
        self._due.setVisible(bool(words) and (bool(late) or "→" in words or "moved" in words))
        role: Role = "fault" if late else "caption"
        if self._due.property("role") != role:
            theme.set_role(self._due, role)

    def _show_last(self, item: PlanItem, standing: PlanStanding) -> None:
        quarter = self.context.quarter.previous
        update = standing.records.update(item["id"], quarter)
        self._last_label.setText(f"{quarter.short} said")
        self._last_from.setText(said_by(self.context, update) if update else "")
        told = (
            (update["narrative"], counted_progress(standing.records, item["id"], quarter)) if update else ()
        )
        said = "\n".join(part for part in told if part)
        self._last_said.setText(said or "Nothing was said.")
        theme.set_role(self._last_said, "" if said else "soft")
        rating = standing.rating(item, quarter).rag
        self._last_rating.set_rating(rating, self.context.rating_words[rating])

    def _show_now(self, item: PlanItem, standing: PlanStanding) -> None:
        quarter = self.context.quarter
        self._now_label.setText(f"{quarter.short} update")
        box = self.update_form.box("update")
        if isinstance(box, TextBox) and not box.property("counted"):
            box.setProperty("counted", True)
            box.setAccessibleName("This quarter's update")
            box.textChanged.connect(self._count_words)
        self._count_words()
        update = standing.records.update(item["id"], quarter)
        lead, ours = (update["rag"], update["moderated_rag"]) if update else (None, None)
        for choice, rag in ((self.lead_rating, lead), (self.our_rating, ours)):
            choice.set_words(self.context.rating_words)
            choice.set_value(rag)
            allow(choice, "" if self.context.editable else READ_ONLY)
        rolled = standing.rating(item, quarter).words if item["level"] == "priority" else ""
        differs = bool(ours) and ours != lead
        reason = update["moderation_reason"] if update else None
        self._agree.setText(
            "Reports show our rating; say why it differs." if differs and not reason else rolled
        )
        self._agree.setVisible(bool(self._agree.text()))
        # The reason is asked for only where there is something to explain.
        explained = differs or bool(reason)
        self.reported.hide_column("moderation_reason", not explained)

    def _count_words(self) -> None:
        box = self.update_form.box("update")
        count = len(box.toPlainText().split()) if isinstance(box, TextBox) else 0
        self._words.setText(f"{count} word{'' if count == 1 else 's'}")

    def _rate(self, name: str, rag: str | None) -> None:
        row = self._row
        if row is None:
            return
        for form in self.forms:
            form.save()
        column = update_column(self.context, name, key=name)
        label = "lead's rating" if name == "rag" else "our rating"
        changes = column.changes(row, rag)
        if name == "moderated_rag" and rag is not None:
            update = self._standing().records.update(row.id, self.context.quarter)
            if update is not None and update["rag"] == rag and update["moderated_rag"] is None:
                self.context.said.emit("That is the lead's rating already; ours is recorded beside it.")
        if (
            changes
            and self.context.apply(
                changes, f"{row.typed(PlanItem)['ref'] or 'item'} {self.context.quarter.short} {label}"
            )
            is None
        ):
            self.show_row(row)


def said_by(context: Context, update: PlanUpdate) -> str:
    """Where an update's words came from: "ECC return, 12 July", or who reported it."""
    parts: list[str] = []
    if update["return_file"]:
        kept = context.workspace.record("return_files", update["return_file"])
        sent = context.workspace.record("returns", kept["return"]) if kept else None
        if sent is not None:
            who = context.names.short("agencies", sent["agency"]) or context.names.short(
                "groups", sent["group"]
            )
            parts.append(f"{who} return")
    elif update["author"]:
        parts.append(update["author"])
    if update["reported_on"]:
        parts.append(format_date(update["reported_on"]).rsplit(" ", 1)[0])
    return ", ".join(parts)
