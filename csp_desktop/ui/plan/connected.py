"""What hangs on an item of the plan: its risks, indicators and money, or its priority's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.plan_records import AnyRecord, PlanRecords
from csp_desktop.registers.typed_records import Allocation, Indicator, PlanItem, Risk
from csp_desktop.rules.money.funding_position import allocation_position
from csp_desktop.rules.rag import rate
from csp_desktop.rules.risk_scores import position
from csp_desktop.rules.targets import format_figure
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import ElidedLink, caption
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.style_sheet import Role

Line = tuple[str, str, str, str, str, Role]
"""Kind, register, record id, name, what is to be known, and its look."""

_MOST = 4
_KIND_WIDE, _LEAST_LINK = 66, 90
"""px for 13 px text of what stands before a link, and of the link at least."""
_SHAPES = {"green": "●", "amber": "▲", "red": "■"}


def connected_lines(context: Context, item: PlanItem) -> list[Line]:
    """The risks, indicators and money of an item, each with how it stands; at most a few of each kind.

    Where an item has none of a kind, its priority's count as connected.
    """
    records = context.records
    if records is None:
        return []
    return [
        *_risks(context, _of(records, records.risks, item)),
        *_indicators(context, _of(records, records.indicators, item)),
        *_money(context, _of(records, records.allocations, item)),
    ]


def _of(records: PlanRecords, connected: Sequence[AnyRecord], item: PlanItem) -> list[AnyRecord]:
    own = {item["id"], *(below["id"] for below in records.outline(item["id"]))}
    mine = [record for record in connected if record["item"] in own]
    if not mine:
        priority = records.priority_of(item["id"])
        mine = [record for record in connected if priority is not None and record["item"] == priority["id"]]
    return mine[:_MOST]


def _risks(context: Context, risks: Sequence[Risk]) -> list[Line]:
    assert context.records is not None
    lines: list[Line] = []
    for risk in risks:
        scores = position(context.records, risk, context.quarter, context.today)
        now, before = scores.current, scores.previous
        words = "not scored" if now is None else str(now.score)
        if now is not None and before is not None:
            arrow = "↑" if now.score > before.score else "↓" if now.score < before.score else "→"
            words = (
                f"{now.score} {arrow}"
                if now.score == before.score
                else f"{now.score}, was {before.score} {arrow}"
            )
        rising = now is not None and before is not None and now.score > before.score
        name = f"{risk['ref'] or ''} {risk['title']}".strip()
        lines.append(("Risk", "risks", risk["id"], name, words, "late" if rising else "soft"))
    return lines


def _indicators(context: Context, indicators: Sequence[Indicator]) -> list[Line]:
    assert context.records is not None
    lines: list[Line] = []
    for indicator in indicators:
        rating = rate(context.records, indicator, context.quarter)
        actual = format_figure(rating.actual, indicator["unit"])
        words = (
            actual
            if rating.expected is None
            else f"{actual} against {format_figure(rating.expected, indicator['unit'])}"
        )
        shape = f" {_SHAPES[rating.rag]}" if rating.rag in _SHAPES else ""
        name = f"{indicator['ref'] or ''} {indicator['title']}".strip()
        look: Role = "good" if rating.rag == "green" else "late" if rating.rag == "red" else "soft"
        lines.append(("Indicator", "indicators", indicator["id"], name, words + shape, look))
    return lines


def _money(context: Context, allocations: Sequence[Allocation]) -> list[Line]:
    assert context.records is not None
    lines: list[Line] = []
    for allocation in allocations:
        money = allocation_position(context.records, allocation, context.quarter)
        words = f"{format_money(money.spent)} of {format_money(money.allocated)} spent"
        lines.append(("Money", "allocations", allocation["id"], allocation["project"], words, "soft"))
    return lines


class _Line(QWidget):
    """What kind of record it is, a link to it, and beside them what is to be known; below where there is no room."""

    def __init__(self, kind: str, link: ElidedLink, fact: Label) -> None:
        super().__init__()
        label = Label(kind)
        theme.set_role(label, "soft")
        label.setFixedWidth(theme.px(_KIND_WIDE))
        named = QHBoxLayout()
        named.setSpacing(theme.px(4))
        named.addWidget(label)
        named.addWidget(link, 1)
        self._fact = fact
        fact.setWordWrap(True)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(named, 1)
        self._row.addWidget(fact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self._fact.fontMetrics().horizontalAdvance(self._fact.text())
        beside = self.width() >= words + theme.px(_KIND_WIDE + _LEAST_LINK)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._row.setSpacing(theme.px(4) if beside else 0)
        self._fact.setWordWrap(not beside)
        # Below, its words begin where those of the link do.
        self._fact.setContentsMargins(0 if beside else theme.px(_KIND_WIDE + 9), 0, 0, 0)


class ConnectedLines(QWidget):
    """What hangs on an item, a line each; the names lead there."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(2))

    def show_item(self, item: PlanItem) -> None:
        """Show what hangs on another item."""
        empty_layout(self._lines)
        lines = connected_lines(self.context, item)
        for line in lines:
            self._lines.addWidget(self._line(*line))
        if not lines:
            self._lines.addWidget(caption("No risk, indicator or money is linked to this item."))

    def _line(self, kind: str, register: str, record: str, name: str, words: str, look: Role) -> QWidget:
        link = ElidedLink(name)
        link.clicked.connect(lambda: self.context.opened.emit(register, record))
        spoken = words
        for sign, meaning in self._signs().items():
            spoken = spoken.replace(f" {sign}", f", {meaning}")
        link.setAccessibleName(f"{kind} {name}, {spoken}")
        fact = Label(words)
        theme.set_role(fact, look)
        return _Line(kind, link, fact)

    def _signs(self) -> dict[str, str]:
        """What the marks beside figures say aloud."""
        ratings = {sign: self.context.rating_words[rag] for rag, sign in _SHAPES.items()}
        return {**ratings, "↑": "rising", "↓": "falling", "→": "as before"}
