"""The columns of the action plan: the items themselves, and the updates and ratings of two quarters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.editing.step_rules.completion import completion_day
from csp_desktop.palette import ColourRole
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Value
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem, PlanUpdate
from csp_desktop.rules.checks.plan import has_update
from csp_desktop.rules.due_dates import FINISHED, due_date, overdue
from csp_desktop.rules.rag import Rating, item_rag, moderated, priority_rating, reported_items, shown_rag
from csp_desktop.rules.timescales import read_timescale
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.cell_text import line_height
from csp_desktop.ui.grid.columns import (
    Column,
    FieldColumn,
    Painting,
    RelatedColumn,
    field_column,
    related_column,
    with_others,
)
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look import theme


class PlanStanding:
    """How the items of a plan stand at a quarter; made anew for each refresh."""

    def __init__(self, records: PlanRecords, quarter: Quarter, today: date) -> None:
        self.records, self.quarter, self._today = records, quarter, today
        self.reporting = {item["id"] for item in reported_items(records)}
        self._ratings: dict[tuple[str, Quarter], Rating] = {}
        self._missed: dict[str, date | None] = {}

    def missed(self, item: PlanItem) -> date | None:
        """The date an overdue item missed; None for one that is not."""
        if item["id"] not in self._missed:
            self._missed[item["id"]] = overdue(self.records, item, self.quarter, self._today)
        return self._missed[item["id"]]

    def due(self, item: PlanItem) -> date | None:
        """When an item is due, slips and timescale counted."""
        return due_date(self.records, item, self.quarter)

    def late_words(self, item: PlanItem) -> str:
        """ "late by 84 days"; "" where it is not."""
        missed = self.missed(item)
        if missed is None:
            return ""
        days = (self._today - missed).days
        return f"late by {days} day{'s' if days != 1 else ''}"

    def rating(self, item: PlanItem, quarter: Quarter) -> Rating:
        """An item's rating as shown; a priority's own, or rolled up."""
        key = (item["id"], quarter)
        if key not in self._ratings:
            if item["level"] == "priority":
                self._ratings[key] = priority_rating(self.records, item, quarter)
            else:
                self._ratings[key] = Rating(item_rag(self.records, item, quarter), "")
        return self._ratings[key]

    def without_update(self, item: PlanItem) -> bool:
        """Whether words or a rating are still missing for the quarter."""
        return (
            item["id"] in self.reporting
            and item["status"] not in FINISHED
            and not has_update(self.records, item, self.quarter)
        )

    def changed(self, item: PlanItem) -> bool:
        """Whether the quarter brought another rating than the last, a new date or the end of it."""
        update = self.records.update(item["id"], self.quarter)
        if update is not None and update["new_due_on"]:
            return True
        if item["completed_on"]:
            return Quarter.of(date.fromisoformat(item["completed_on"])) == self.quarter
        now, before = (
            item_rag(self.records, item, quarter) for quarter in (self.quarter, self.quarter.previous)
        )
        return bool(item["level"] != "priority") and now != before and "none" not in (now, before)

    def return_due(self, item: PlanItem) -> str | None:
        """When the return of one of an item's leads is due, ISO; None where none is out."""
        leads = {*item["lead_agencies"], *item["lead_groups"]}
        waiting = [
            sent["due_on"]
            for sent in self.records.returns
            if sent["quarter"] == self.quarter.code
            and sent["state"] in ("prepared", "sent")
            and sent["due_on"]
            and leads & {sent["agency"], sent["group"]}
        ]
        return min(waiting, default=None)


def outline_rows(records: PlanRecords) -> list[Row]:
    """The plan as rows: priorities as headings, what stands under them after them."""
    register = register_named("plan_items")
    rows: list[Row] = []

    def add(parent: str | None, depth: int) -> None:
        for item in records.children(parent):
            rows.append(Row(register, item, depth, heading=item["level"] == "priority"))
            add(item["id"], depth + 1)

    add(None, 0)
    return rows


Standing = Callable[[], PlanStanding]


@dataclass(kw_only=True)
class _RefColumn(FieldColumn):
    """The ref, with an arrow where something stands under the item: down, or sideways where it is folded."""

    folded: Set[str]

    def painter(self) -> Painting:
        return self._paint

    def _paint(self, painter: QPainter, box: QRectF, row: Row) -> None:
        painter.setFont(theme.font(bold=row.heading))
        painter.setPen(theme.colour("ink" if row.heading else "soft"))
        line = QRectF(box.left(), box.top(), box.width(), line_height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.text(row))
        records = self.context.records
        if row.draft or records is None or not records.children(row.id):
            return
        x, y, side = box.right() - theme.px(2), line.center().y(), theme.px(3.5)
        if row.id in self.folded:
            points = [QPointF(x - side, y - side), QPointF(x, y), QPointF(x - side, y + side)]
        else:
            points = [
                QPointF(x - 2 * side, y - side / 2),
                QPointF(x - side, y + side / 2),
                QPointF(x, y - side / 2),
            ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("soft"), theme.px(1.3)))
        painter.drawPolyline(QPolygonF(points))


@dataclass(kw_only=True)
class _TitleColumn(FieldColumn):
    """What is to be done; objectives stand out among their actions."""

    def strong(self, row: Row) -> bool:
        return bool(row.typed(PlanItem)["level"] != "action")


@dataclass(kw_only=True)
class _StatusColumn(FieldColumn):
    """How far an item has got: complete with its day in the chosen quarter, and without one when it goes on again."""

    def changes(self, row: Row, value: Value) -> list[Change]:
        changes = super().changes(row, value)
        item = row.typed(PlanItem)
        if not changes or row.draft:
            return changes
        day = item["completed_on"]
        if value == "complete":
            day = day or completion_day(self.context.quarter, None, self.context.today)
        elif item["status"] == "complete":
            day = None
        return [Update("plan_items", row.id, {"status": value, "completed_on": day})]


def status_column(context: Context, **looks: Any) -> Column:
    """The status of an item, with the day it was completed."""
    declared = register_named("plan_items")["status"]
    usual = {"key": "status", "name": "status", "label": declared.label, "width": 110}
    return _StatusColumn(declared=declared, context=context, **{**usual, **looks})


@dataclass(kw_only=True)
class RatingColumn(RelatedColumn):
    """A quarter's rating as shown: ours where we gave one, else the lead's; a priority's may be rolled up.

    What is chosen in it replaces the rating that is shown.
    """

    standing: Standing
    back: int = 0

    def _quarter(self) -> Quarter:
        return self.standing().quarter.plus(-self.back)

    def _update(self, row: Row) -> PlanUpdate | None:
        return self.standing().records.update(row.id, self._quarter())

    def value(self, row: Row) -> Value:
        update = self._update(row)
        return (update["moderated_rag"] or update["rag"]) if update else None

    def rating(self, row: Row) -> str | None:
        if row.draft:
            return ""
        item = row.typed(PlanItem)
        rag = self.standing().rating(item, self._quarter()).rag
        expected = row.id in self.standing().reporting or item["level"] == "priority"
        return rag if rag != "none" or expected else ""

    def text(self, row: Row) -> str:
        rating = self.rating(row)
        return self.context.rating_words[rating] if rating and (rating != "none" or self.value(row)) else ""

    def hover(self, row: Row) -> str:
        update = self._update(row)
        if update is not None and moderated(update):
            words = self.context.rating_words
            reason = f": {update['moderation_reason']}" if update["moderation_reason"] else ""
            lead = words[update["rag"] or "none"]
            return f"Ours, {words[update['moderated_rag']]}; the lead said {lead}{reason}"
        return self.standing().rating(row.typed(PlanItem), self._quarter()).words if not row.draft else ""

    def changes(self, row: Row, value: Value) -> list[Change]:
        update = self._update(row)
        if update is None:
            return [Insert("updates", {**self.owner(row), "rag": value})] if value else []
        rag = update["moderated_rag"] or update["rag"]
        written = "moderated_rag" if update["moderated_rag"] else "rag"
        return [Update("updates", update["id"], {written: value})] if rag != value else []


def _update_of(context: Context, back: int, row: Row) -> PlanUpdate | None:
    """An item's update for the chosen quarter, or so many quarters back."""
    records = context.records
    return records.update(row.id, context.quarter.plus(-back)) if records is not None else None


def _new_update(context: Context, back: int, row: Row) -> Mapping[str, Value]:
    """What such an update would start from."""
    return {"item": row.id, "quarter": context.quarter.plus(-back).code}


def update_column(context: Context, name: str, *, back: int = 0, key: str, **looks: Any) -> RelatedColumn:
    """A field of each item's update for the chosen quarter, or so many quarters back."""
    return related_column(
        context,
        "updates",
        name,
        key=key,
        find=partial(_update_of, context, back),
        owner=partial(_new_update, context, back),
        **looks,
    )


def _rating_column(
    context: Context, standing: Standing, *, back: int = 0, key: str, label: str, hint: str
) -> RatingColumn:
    return RatingColumn(
        context=context,
        declared=register_named("updates")["rag"],
        register="updates",
        name="rag",
        find=partial(_update_of, context, back),
        owner=partial(_new_update, context, back),
        standing=standing,
        back=back,
        key=key,
        label=label,
        width=96,
        hint=hint,
    )


def plan_columns(context: Context, standing: Standing, folded: Set[str] = frozenset()) -> list[Column]:
    """The columns of the outline at the chosen quarter; `folded` holds the items shown without what is under them."""
    quarter, before = context.quarter.short, context.quarter.previous.short

    def due_tone(row: Row) -> ColourRole:
        item = standing().records.item.get(row.id)
        return "red" if item is not None and standing().missed(item) is not None else "ink"

    def due_blank(row: Row) -> str:
        if row.draft:
            return ""
        item = row.typed(PlanItem)
        due = standing().due(item)
        if due is not None:
            return format_date(due.isoformat(), short=True)
        return (item["timescale"] or "").lower()

    def no_update(row: Row) -> str:
        if row.draft:
            return ""
        item = row.typed(PlanItem)
        if item["level"] == "priority":
            return standing().rating(item, context.quarter).words
        if not standing().without_update(item):
            return ""
        due = standing().return_due(item)
        return f"No update yet — return due {format_date(due).rsplit(' ', 1)[0]}" if due else "No update yet"

    title, ref = (register_named("plan_items")[name] for name in ("title", "ref"))
    columns: list[Column] = [
        _RefColumn(
            key="ref", name="ref", declared=ref, context=context, label=ref.label, width=66, folded=folded
        ),
        _TitleColumn(
            key="title", name="title", declared=title, context=context, label=title.label, width=270, wraps=True
        ),
        field_column(context, "plan_items", "lead_agencies", label="Lead", width=74),
        field_column(context, "plan_items", "lead_groups", label="Group", width=74, hidden=True),
        field_column(context, "plan_items", "lead_officers", label="Officer", width=130, hidden=True),
        field_column(context, "plan_items", "timescale", width=120, hidden=True),
        field_column(
            context,
            "plan_items",
            "due_on",
            width=96,
            tones=due_tone,
            blanks=due_blank,
            hovers=lambda row: "" if row.draft else due_words(standing(), row.typed(PlanItem)),
        ),
        field_column(context, "plan_items", "target", width=200, hidden=True),
        field_column(context, "plan_items", "resources", width=160, hidden=True),
        field_column(context, "plan_items", "outcome", width=200, hidden=True),
        status_column(context, hidden=True),
        update_column(
            context, "narrative", back=1, key="last update", label=f"{before} update", width=240,
            hidden=True,
        ),
        _rating_column(
            context, standing, back=1, key="last rag", label=before,
            hint=f"Rating for {context.quarter.previous.label}",
        ),
        update_column(
            context, "narrative", key="update", label=f"{quarter} update", width=290, blanks=no_update
        ),
        _rating_column(
            context, standing, key="rag", label=quarter,
            hint=f"Rating for {context.quarter.label}: ours where we gave one, else the lead's",
        ),
        update_column(
            context, "outcome_rag", key="outcome rag", label=f"{quarter} outcome", width=96, hidden=True
        ),
    ]  # fmt: skip
    return with_others(context, "plan_items", columns, hidden=True)


def due_words(standing: PlanStanding, item: PlanItem) -> str:
    """How an item's date comes about: "“by June 10” → 30 June 2010, late by 84 days"."""
    due = standing.due(item)
    written = f"“{item['timescale']}”" if item["timescale"] else ""
    late = standing.late_words(item)
    if due is None:
        read = read_timescale(item["timescale"], FinancialYear(standing.records.plan["first_year"]))
        return f"{written}: {read.recurrence}" if written and read.recurrence else written
    words = format_date(due.isoformat())
    moved = item["due_on"] and due.isoformat() != item["due_on"]
    parts = [f"{written} → {words}" if written else words]
    if moved:
        parts.append(f"moved from {format_date(item['due_on'])}")
    if late:
        parts.append(late)
    return ", ".join(parts)


def counted_red(standing: PlanStanding, item: PlanItem) -> bool:
    """Whether an item's rating for the quarter is red."""
    return shown_rag(standing.records.update(item["id"], standing.quarter)) == "red"
