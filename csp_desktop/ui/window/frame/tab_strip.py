"""The strip of tabs: words, a count where there is one, and a line under the one shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from csp_desktop.ui.look import theme

_HEIGHT, _LOW = 40, 27
"""px for 13 px text: how tall a tab is, and in a window that is low for its text."""
_BESIDE, _CLOSE = 14, 6
"""px for 13 px text at either side of a tab's words, and where all tabs would not be in sight with so much."""


class TabStrip(QTabBar):
    """Tabs side by side; left and right arrow keys move, each tab may carry a count with a rating."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tabs")
        self.setMouseTracking(True)
        self._counts: dict[int, tuple[str, str]] = {}
        self._height = _HEIGHT

    def fit_window(self, *, low: bool) -> None:
        """Take less of a window that is `low` for its text."""
        height = _LOW if low else _HEIGHT
        if height != self._height:
            self._height = height
            # As below: sizes are asked for again only when something the bar knows of changes.
            self.setTabText(0, self.tabText(0))

    def set_count(self, place: int, words: str, rag: str) -> None:
        """Put a count beside a tab's title; "" takes it off."""
        if self._counts.get(place, ("", "none")) == (words, rag):
            return
        self._counts[place] = (words, rag)
        self.setAccessibleTabName(place, f"{self.tabText(place)}, {words}" if words else self.tabText(place))
        # The bar asks for sizes again only when something it knows of changes.
        self.setTabText(place, self.tabText(place))
        self.update()

    def _count_width(self, place: int) -> int:
        words = self._counts.get(place, ("", ""))[0]
        if not words:
            return 0
        return QFontMetrics(theme.font(11.5)).horizontalAdvance(words) + theme.px(21)

    def _words_width(self, place: int) -> int:
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.tabText(place))
        return words + self._count_width(place)

    @property
    def _beside(self) -> int:
        """How much is left free at either side of each tab's words."""
        wide = sum(map(self._words_width, range(self.count()))) + self.count() * 2 * theme.px(_BESIDE)
        return theme.px(_BESIDE if wide <= self.width() else _CLOSE)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._words_width(index) + 2 * self._beside, theme.px(self._height))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        beside, line = self._beside, self._beside - theme.px(4)
        for place in range(self.count()):
            rect = self.tabRect(place)
            current = place == self.currentIndex()
            hovered = rect.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
            font = theme.font(bold=current)
            painter.setFont(font)
            painter.setPen(QColor(c.ink if current or hovered else c.soft))
            inside = rect.adjusted(beside, 0, 0, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, self.tabText(place))
            words, rag = self._counts.get(place, ("", "none"))
            if words:
                left = inside.left() + QFontMetrics(font).horizontalAdvance(self.tabText(place)) + theme.px(8)
                height = theme.px(18)
                badge = QRectF(
                    left, rect.center().y() - height / 2 + 1, self._count_width(place) - theme.px(8), height
                )
                tone = c.rating(rag)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tone.tint))
                painter.drawRoundedRect(badge, theme.px(5), theme.px(5))
                painter.setPen(QColor(tone.ink))
                painter.setFont(theme.font(11.5))
                painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
            if current:
                painter.fillRect(
                    QRectF(rect.left() + line, rect.bottom() - 1, rect.width() - 2 * line, 2.5),
                    QColor(c.accent),
                )
                if self.hasFocus():
                    painter.setPen(QColor(c.accent))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(
                        QRectF(rect).adjusted(5.5, 5.5, -5.5, -6.5), theme.px(5), theme.px(5)
                    )
