"""A risk's scores as columns: typed as likelihood × impact, painted with their band and where they moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.errors import InvalidValue
from csp_desktop.palette import ColourRole
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Field, Text, Value, is_blank
from csp_desktop.registers.typed_records import Risk
from csp_desktop.rules.risk_scores import Placing, RiskPosition, band, inherent, position, standing, target
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, Painting
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.look.rating import paint_shape
from csp_desktop.ui.look.theme import colour, colours, font, px
from csp_desktop.ui.painted import LABEL_SIZE

_SCORE = re.compile(r"([1-5])\s*[x×*,;/ ]\s*([1-5])(?:\s*=.*)?", re.IGNORECASE)


def parse_placing(raw: object, label: str) -> Placing | None:
    """ "4×5", "4x5" or "4, 5" as likelihood and impact; None for a blank. Raises InvalidValue."""
    if is_blank(raw):
        return None
    match = _SCORE.fullmatch(str(raw).strip())
    if match is None:
        raise InvalidValue(
            f"“{raw}” is not a score; write {label.lower()} as likelihood × impact, each 1 to 5, for example 4×5."
        )
    return Placing(int(match[1]), int(match[2]))


def placing_words(place: Placing | None) -> str:
    """ "4×5 = 20"; "" for none."""
    return f"{place.likelihood}×{place.impact} = {place.score}" if place else ""


@dataclass(kw_only=True)
class ScoreColumn(Column):
    """Likelihood and impact in one cell: shown as the score, typed as "4×5".

    `of` gives where a risk stands, `writes` the changes that put it elsewhere, `tail` words after the score; it
    may be of one quarter only, `at`.
    """

    context: Context
    of: Callable[[Risk], Placing | None]
    writes: Callable[[Risk, Placing | None], list[Change]]
    tail: Callable[[Risk], tuple[str, ColourRole]] = lambda risk: ("", "soft")
    at: Callable[[], Quarter | None] = lambda: None

    def of_quarter(self, row: Row) -> str:
        quarter = self.at()
        return quarter.code if quarter else ""

    def field(self, row: Row) -> Field | None:
        return Text(name=self.key, label=self.label)

    def value(self, row: Row) -> Value:
        place = self.of(row.typed(Risk))
        return place.score if place else None

    def text(self, row: Row) -> str:
        return placing_words(self.of(row.typed(Risk)))

    def hover(self, row: Row) -> str:
        return self.hint

    def parse(self, row: Row, raw: object) -> Value:
        return parse_placing(raw, self.label)

    def changes(self, row: Row, value: Value) -> list[Change]:
        risk = row.typed(Risk)
        return [] if value == self.of(risk) else self.writes(risk, value)

    def painter(self) -> Painting | None:
        return self._paint

    def _paint(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """The band's shape, the score, its movement; likelihood and impact below where there is room."""
        risk = row.typed(Risk)
        place = self.of(risk)
        if place is None:
            return
        strong, small = font(bold=True), font(LABEL_SIZE)
        line = QFontMetricsF(strong).height() * 1.24
        side = px(8)
        rag = band(place.score, self.context.shown_records.partnership)
        ink = QColor(colours().rating(rag).ink)
        paint_shape(painter, QRectF(box.left(), box.top() + (line - side) / 2, side, side), rag, ink)
        left = box.left() + side + px(6)
        painter.setFont(strong)
        painter.setPen(colour("ink"))
        along = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, box.top(), box.width(), line), along, str(place.score))
        words, tone = self.tail(risk)
        if words:
            after = left + QFontMetricsF(strong).horizontalAdvance(str(place.score)) + px(5)
            painter.setFont(font())
            painter.setPen(colour(tone))
            painter.drawText(QRectF(after, box.top(), box.width(), line), along, words)
        if box.height() >= 1.7 * line:
            painter.setFont(small)
            painter.setPen(colour("soft"))
            pair = f"{place.likelihood} × {place.impact}"
            painter.drawText(QRectF(left, box.top() + line, box.width(), line), along, pair)


def score_columns(context: Context) -> dict[str, ScoreColumn]:
    """Before, now (at the chosen quarter) and target: `now` writes that quarter's review."""

    def write_own(prefix: str) -> Callable[[Risk, Placing | None], list[Change]]:
        def writes(risk: Risk, to: Placing | None) -> list[Change]:
            values = {
                f"{prefix}_likelihood": to.likelihood if to else None,
                f"{prefix}_impact": to.impact if to else None,
            }
            return [Update("risks", risk["id"], values)]

        return writes

    def write_now(risk: Risk, to: Placing | None) -> list[Change]:
        return place_now(context, risk, context.quarter, to)

    def tail(risk: Risk) -> tuple[str, ColourRole]:
        stands = where(context, risk)
        moved = stands.movement or 0
        return stands.arrow, "red" if moved > 0 else "green" if moved < 0 else "soft"

    typed = "Typed as likelihood × impact, for example 4×5."
    return {
        "before": ScoreColumn(
            key="before", label="Before", width=112, hint=f"Before anything was done. {typed}",
            context=context, of=inherent, writes=write_own("inherent"),
        ),
        "now": ScoreColumn(
            key="now", label="Now", width=84, hint=f"At the chosen quarter. {typed}", context=context,
            of=lambda risk: standing(context.shown_records, risk, context.quarter), writes=write_now, tail=tail,
            at=lambda: context.quarter,
        ),
        "target": ScoreColumn(
            key="target", label="Target", width=72, hint=f"Where it should come down to. {typed}",
            context=context, of=target, writes=write_own("target"),
        ),
    }  # fmt: skip


def where(context: Context, risk: Risk) -> RiskPosition:
    """A risk's position at the chosen quarter."""
    return position(context.shown_records, risk, context.quarter, context.today)


def place_now(context: Context, risk: Risk, quarter: Quarter, to: Placing | None) -> list[Change]:
    """What records a risk's place at a quarter: its review; of a risk not yet recorded, the risk's own."""
    records = context.shown_records
    halves = {"likelihood": to.likelihood if to else None, "impact": to.impact if to else None}
    review = records.review(risk["id"], quarter)
    if review is not None:
        return [Update("risk_reviews", review["id"], halves)]
    if to is None:
        return []
    if risk["id"] in records.risk:
        return [Insert("risk_reviews", {"risk": risk["id"], "quarter": quarter.code, **halves})]
    return [Update("risks", risk["id"], {f"current_{half}": value for half, value in halves.items()})]
