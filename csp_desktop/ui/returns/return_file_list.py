"""The returned workbooks of an import, each with what it holds: a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.periods import Quarter
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import give_hint

_PLACE = Qt.ItemDataRole.UserRole
_PARTS = Qt.ItemDataRole.UserRole + 1

NEEDS, READY, UNCHANGED, REFUSED = "needs", "ready", "unchanged", "refused"


def kind_of(finding: ReturnFinding) -> str:
    """Under which chip a finding stands; a question that was decided for theirs is ready."""
    if finding.decision in ("theirs", "join", "typed", "beside"):
        return READY
    if finding.outcome in ("clash", "ask", "proposed row"):
        return NEEDS if finding.decision is None else UNCHANGED
    if finding.outcome in ("changed", "new"):
        return READY
    if finding.outcome == "rejected":
        return REFUSED if could_not_be_read(finding) else NEEDS if finding.decision is None else UNCHANGED
    return UNCHANGED


def could_not_be_read(finding: ReturnFinding) -> bool:
    """Whether what stands in a cell of the form makes no sense; what is in a row of another was read well enough."""
    return finding.outcome == "rejected" and bool(finding.record)


def in_order(files: Sequence[PreviewedFile]) -> list[PreviewedFile]:
    """Those with questions first, then what is ready, then what is no return; versions of one stand together."""

    def rank(file: PreviewedFile) -> tuple[bool, bool, bool]:
        return file.status != "recognised", file.again, not file.questions

    groups: dict[str, list[PreviewedFile]] = {}
    for place, file in enumerate(files):
        groups.setdefault(file.return_id or str(place), []).append(file)
    return [
        file for group in sorted(groups.values(), key=lambda group: min(map(rank, group))) for file in group
    ]


def name_of(file: PreviewedFile) -> str:
    """Whose workbook it is, else its file name in quotes."""
    if file.status == "recognised" and file.form is not None:
        return file.form.recipient_name
    return f"“{file.path.name}”"


def state_of(file: PreviewedFile) -> list[tuple[str, str]]:
    """What is to be said of a workbook in one line: words with the colour role of each."""
    if file.status == "refused":
        return [("could not be read", "red")]
    if file.status == "unrecognised":
        return [("not a return sent from this file", "red")]
    quarter = Quarter.parse(file.quarter).short
    if file.again:
        return [(f"{quarter} · nothing to do", "soft")]
    kinds = [kind_of(finding) for finding in file.findings]
    again = ", again" if file.later else ""
    on_form = f" on the {file.written_on.period.short} form" if file.written_on is not None else ""
    parts = [(f"{quarter}{on_form}{again} · {kinds.count(READY)} ready", "soft")]
    if file.late_form:
        asked = Quarter.parse(file.late_form).short
        parts = [(f"{quarter} form{again}, {asked} is asked for", "amber")]
    needs = kinds.count(NEEDS)
    if needs:
        parts.append((f", {needs} need{'s' if needs == 1 else ''} you", "red"))
    rejected = sum(could_not_be_read(finding) and finding.question for finding in file.findings)
    if rejected:
        parts.append((f", {rejected} could not be read", "red"))
    return parts


class _FileDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = QFontMetrics(theme.font()).lineSpacing() * 2
        return QSize(theme.px(200), lines + theme.px(20))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = theme.colours()
        painter.save()
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, QColor(c.accent_tint))
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(3), box.height()), QColor(c.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(c.hover))
        inner = box.adjusted(theme.px(16), theme.px(8), -theme.px(8), -theme.px(8))
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(c.ink))
        metrics = painter.fontMetrics()
        name, parts = index.data(_PARTS)
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(
            inner, top, metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(inner.width()))
        )
        inner.setTop(inner.top() + metrics.lineSpacing() + theme.px(3))
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        left = inner.left()
        for words, role in parts:
            room = int(inner.right() - left)
            if room <= 0:
                break
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.setPen(theme.colour(role))
            painter.drawText(QRectF(left, inner.top(), room, inner.height()), top, elided)
            left += metrics.horizontalAdvance(elided)
        painter.restore()


class ReturnFileList(QListWidget):
    """The workbooks; the current one is shown beside the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Returned workbooks")
        self.setItemDelegate(_FileDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_files(self, files: Sequence[PreviewedFile]) -> None:
        """Show these, or tell their states anew."""
        while self.count() > len(files):
            self.takeItem(self.count() - 1)
        for place, file in enumerate(files):
            item = self.item(place)
            if item is None:
                item = QListWidgetItem()
                self.addItem(item)
            parts = state_of(file)
            item.setData(_PLACE, place)
            item.setData(_PARTS, (name_of(file), parts))
            # What a screen reader says; the delegate paints the parts.
            item.setText(f"{name_of(file)}, {''.join(words for words, _ in parts)}")
            give_hint(item, f"{file.path.name}\n{file.message}".strip())
