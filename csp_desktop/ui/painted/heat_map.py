"""The 5×5 risk matrix: every risk in its cell, with its movement; cells and risks chosen by pointer or key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, cos, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.look.theme import colour, colours, font
from csp_desktop.ui.painted import LABEL_SIZE

Cell = tuple[int, int]
"""Likelihood and impact, 1 to 5 each."""
_MOVED = {-1: ("↓", "falling"), 0: ("", "steady"), 1: ("↑", "rising")}


@dataclass(frozen=True)
class PlacedRisk:
    """A risk as the map shows it: where it stands, where it stood last quarter, where it should get to."""

    id: str
    ref: str
    title: str
    cell: Cell
    before: Cell | None = None
    target: Cell | None = None

    @property
    def moved(self) -> int:
        """1 where its score rose since last quarter, -1 where it fell, else 0."""
        if self.before is None:
            return 0
        now, then = self.cell[0] * self.cell[1], self.before[0] * self.before[1]
        return (now > then) - (now < then)


class _CellButton(QAbstractButton):
    """One cell: a button that paints its score and its risks."""

    def __init__(self, heat_map: HeatMap, cell: Cell) -> None:
        super().__init__(heat_map)
        self.heat_map = heat_map
        self.cell = cell
        self.risks: list[PlacedRisk] = []
        self.band = "green"
        self.chosen = ""
        self.filtering = False
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def tell(self) -> None:
        """Put into words what the cell shows."""
        likelihood, impact = self.cell
        words = [f"Likelihood {likelihood}, impact {impact}, score {likelihood * impact}, {self.band}."]
        words.extend(
            f"{risk.ref} {risk.title}, {_MOVED[risk.moved][1]}{', chosen' if risk.id == self.chosen else ''}."
            for risk in self.risks
        )
        if self.filtering:
            words.append("Only these risks are listed.")
        self.setAccessibleName(" ".join(words))
        self.setAccessibleDescription(
            "Enter lists only these risks; Space chooses the next of them; arrows go to the next cell."
        )
        give_hint(self, "\n".join(f"{risk.ref} {risk.title}" for risk in self.risks))
        self.update()

    def _ref_boxes(self) -> tuple[list[tuple[PlacedRisk, QRectF]], int]:
        """Where each ref is written, and how many did not fit."""
        metrics = QFontMetricsF(font(LABEL_SIZE, bold=True))
        area = QRectF(self.rect()).adjusted(6, 3, -3, -4)
        gap, line = metrics.horizontalAdvance("· "), metrics.height()
        rows: list[list[tuple[PlacedRisk, float]]] = [[]]
        left = 0.0
        for risk in self.risks:
            width = metrics.horizontalAdvance(_ref_words(risk))
            if rows[-1] and left + width > area.width():
                rows.append([])
                left = 0.0
            rows[-1].append((risk, width))
            left += width + gap
        room = max(1, int((area.height() - QFontMetricsF(font(LABEL_SIZE)).height()) / line))
        hidden = sum(len(row) for row in rows[room:])
        top = area.bottom() - line * len(rows[:room])
        boxes = []
        for number, row in enumerate(rows[:room]):
            left = area.left()
            for risk, width in row:
                boxes.append((risk, QRectF(left, top + number * line, width, line)))
                left += width + gap
        return boxes, hidden

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().rating(self.band).tint))
        painter.drawRoundedRect(box, 4, 4)
        self.paint_words(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.filtering:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(colour("ink"), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 3, 3)

    def paint_words(self, painter: QPainter) -> None:
        """The score, how many risks there is no room for, and the refs of the others, on ground of their own."""
        ground = QColor(colours().rating(self.band).tint)
        # What runs under them is seen to go on.
        ground.setAlpha(180)
        painter.setFont(font(LABEL_SIZE))
        painter.setPen(colour("soft"))
        boxes, hidden = self._ref_boxes()
        score = str(self.cell[0] * self.cell[1])
        painter.drawText(
            QRectF(self.rect()).adjusted(6, 3, -6, -3),
            Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
            f"{score} +{hidden}" if hidden else score,
        )
        painter.setFont(font(LABEL_SIZE, bold=True))
        for risk, place in boxes:
            if risk.id == self.chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("accent"))
                painter.drawRoundedRect(place.adjusted(-3, 0, 3, 0), 4, 4)
                painter.setPen(colour("accent_ink"))
            else:
                painter.fillRect(place, ground)
                painter.setPen(colour("ink"))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _ref_words(risk)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.heat_map.go_to(self.cell)
        spot = event.position()
        risk = next((risk for risk, box in self._ref_boxes()[0] if box.contains(spot)), None)
        if risk is not None:
            self.heat_map.chosen.emit(risk.id)
        elif self.rect().contains(spot.toPoint()):
            self.heat_map.toggle(self.cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in moves:
            steps = moves[key]
            self.heat_map.go_to(
                (min(5, max(1, self.cell[0] + steps[0])), min(5, max(1, self.cell[1] + steps[1])))
            )
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.heat_map.toggle(self.cell)
        elif key == Qt.Key.Key_Space:
            self._choose_next()
        elif key == Qt.Key.Key_Escape and self.heat_map.filter is not None:
            self.heat_map.toggle(self.heat_map.filter)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _choose_next(self) -> None:
        if not self.risks:
            return
        ids = [risk.id for risk in self.risks]
        place = ids.index(self.chosen) + 1 if self.chosen in ids else 0
        self.heat_map.chosen.emit(ids[place % len(ids)])


class _Journey(QWidget):
    """Drawn over the cells and under their words: where the chosen risk came from and where it should get to."""

    def __init__(self, heat_map: HeatMap) -> None:
        super().__init__(heat_map)
        self.heat_map = heat_map
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        risk = self.heat_map.chosen_risk()
        if risk is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.heat_map.anchor(risk.cell)
        if risk.target is not None and risk.target != risk.cell:
            spot = self.heat_map.anchor(risk.target)
            _paint_arrow(painter, here, spot, colour("green"), Qt.PenStyle.DotLine)
            painter.setPen(QPen(colour("green"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot, 6, 6)
        if risk.before is not None and risk.before != risk.cell:
            start = self.heat_map.anchor(risk.before)
            _paint_arrow(painter, start, here, colour("ink"), Qt.PenStyle.SolidLine)
            painter.setPen(QPen(colour("ink"), 1.6))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(start, 4, 4)
        self.heat_map.paint_words(painter)


class HeatMap(QWidget):
    """Likelihood upwards, impact to the right. One cell at a time takes the keyboard."""

    chosen = Signal(str)
    """A risk was chosen: its id."""
    filtered = Signal(object)
    """A cell was chosen to list only its risks: (likelihood, impact), or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter: Cell | None = None
        self._risks: Sequence[PlacedRisk] = ()
        self._chosen = ""
        self._cells = {
            (likelihood, impact): _CellButton(self, (likelihood, impact))
            for likelihood in range(5, 0, -1)
            for impact in range(1, 6)
        }
        self._at: Cell = (5, 1)
        self._cells[self._at].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._journey = _Journey(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_risks(self, name: str, risks: Sequence[PlacedRisk], band: Callable[[int], str]) -> None:
        """Place these risks; `band` names the colour of a score."""
        self.setAccessibleName(name)
        self._risks = risks
        for cell, button in self._cells.items():
            button.band = band(cell[0] * cell[1])
            button.risks = [risk for risk in risks if risk.cell == cell]
        self._tell()

    def choose(self, risk: str) -> None:
        """Mark one risk; empty for none."""
        self._chosen = risk
        marked = self.chosen_risk()
        if marked is not None and not any(button.hasFocus() for button in self._cells.values()):
            self._take_keyboard(marked.cell)
        self._tell()

    def chosen_risk(self) -> PlacedRisk | None:
        """The marked risk, where the map shows it."""
        return next((risk for risk in self._risks if risk.id == self._chosen), None)

    def toggle(self, cell: Cell) -> None:
        """List only this cell's risks, or all again."""
        self.show_filter(None if self.filter == cell else cell)
        self.filtered.emit(self.filter)

    def show_filter(self, cell: Cell | None) -> None:
        """Mark the cell whose risks are listed."""
        self.filter = cell
        self._tell()

    def go_to(self, cell: Cell) -> None:
        """Move the keyboard to a cell."""
        self._take_keyboard(cell)
        self._cells[cell].setFocus(Qt.FocusReason.OtherFocusReason)

    def anchor(self, cell: Cell) -> QPointF:
        """Where journeys begin and end in a cell: clear of what stands in its upper left corner."""
        box = QRectF(self._cells[cell].geometry())
        return QPointF(box.left() + box.width() * 0.76, box.top() + box.height() * 0.28)

    def paint_words(self, painter: QPainter) -> None:
        """The words of every cell once more, over what is drawn across them."""
        for button in self._cells.values():
            painter.save()
            painter.translate(button.pos())
            button.paint_words(painter)
            painter.restore()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 22, line * 19)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 15, line * 13)

    def resizeEvent(self, event: QResizeEvent) -> None:
        area = self._area()
        width, height = area.width() / 5, area.height() / 5
        for (likelihood, impact), button in self._cells.items():
            left = area.left() + (impact - 1) * width
            top = area.top() + (5 - likelihood) * height
            button.setGeometry(QRectF(left + 1.5, top + 1.5, width - 3, height - 3).toRect())
        self._journey.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(LABEL_SIZE))
        painter.setPen(colour("soft"))
        area, line = self._area(), QFontMetricsF(painter.font()).height()
        for number in range(1, 6):
            across = QRectF(
                area.left() + (number - 1) * area.width() / 5, area.bottom() + 2, area.width() / 5, line
            )
            painter.drawText(across, Qt.AlignmentFlag.AlignCenter, str(number))
            up = QRectF(line + 2, area.bottom() - number * area.height() / 5, line, area.height() / 5)
            painter.drawText(up, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.drawText(
            QRectF(area.left(), area.bottom() + line + 2, area.width(), line),
            Qt.AlignmentFlag.AlignCenter,
            "Impact →",
        )
        painter.rotate(-90)
        painter.drawText(
            QRectF(-area.bottom(), 0, area.height(), line), Qt.AlignmentFlag.AlignCenter, "Likelihood →"
        )

    def _area(self) -> QRectF:
        line = QFontMetricsF(font(LABEL_SIZE)).height()
        return QRectF(self.rect()).adjusted(2 * line + 6, 0, 0, -(2 * line + 4))

    def _take_keyboard(self, cell: Cell) -> None:
        self._cells[self._at].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._at = cell
        self._cells[cell].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _tell(self) -> None:
        for cell, button in self._cells.items():
            button.chosen = self._chosen
            button.filtering = cell == self.filter
            button.tell()
        self._journey.raise_()
        self._journey.update()


def _ref_words(risk: PlacedRisk) -> str:
    arrow = _MOVED[risk.moved][0]
    return f"{risk.ref} {arrow}" if arrow else risk.ref


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, ink: QColor, stroke: Qt.PenStyle) -> None:
    """A line that stops short of its end, with a head."""
    angle = atan2(end.y() - start.y(), end.x() - start.x())
    tip = end - QPointF(cos(angle), sin(angle)) * 8
    painter.setPen(QPen(ink, 1.8, stroke))
    painter.drawLine(start, tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    wings = [tip - QPointF(cos(angle + side), sin(angle + side)) * 9 for side in (0.45, -0.45)]
    painter.drawPolygon(QPolygonF([tip, *wings]))
