"""The pages of a PDF on screen, with page and zoom controls, or a sentence where there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QPointF, Qt
from PySide6.QtGui import QIntValidator, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.errors import AppError
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.notice import announce
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.printing.pdf_paper import load_pdf

_LARGEST_ZOOM, _SMALLEST_ZOOM, _ZOOM_STEP = 4.0, 0.25, 1.25


class PdfPreview(QWidget):
    """Shows a PDF given as bytes; `content` is None while a sentence stands in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content: bytes | None = None
        self._jumped = (0, -1)
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._view = QPdfView(self)
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setAccessibleName("Preview")
        self._view.setAccessibleDescription(
            "A picture of the printed pages; Open in the PDF reader gives their text to a screen reader."
        )
        self.message = Label(parent=self)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setMargin(theme.px(48))
        self._shown = QStackedWidget(self)
        self._shown.addWidget(self.message)
        self._shown.addWidget(self._view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        whole.addWidget(self._shown, 1)
        self._view.pageNavigator().currentPageChanged.connect(self._page_changed)
        self._view.verticalScrollBar().rangeChanged.connect(self._keep_page)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), lambda: self._zoom(_ZOOM_STEP)),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), lambda: self._zoom(1 / _ZOOM_STEP)),
            (QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_PageDown), lambda: self._turn(1)),
            (QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_PageUp), lambda: self._turn(-1)),
        ):
            QShortcut(keys, self, act)
        self._allow(False)

    def _bar(self) -> QFrame:
        self._earlier = _tool("‹", "Page before", lambda: self._turn(-1))
        self._later = _tool("›", "Next page", lambda: self._turn(1))
        self._page = QLineEdit(self)
        self._page.setAccessibleName("Page")
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setValidator(QIntValidator(1, 99_999, self))
        self._page.setFixedWidth(theme.px(56))
        self._page.editingFinished.connect(self._go_to)
        self._of = Label(parent=self)
        self.state = Label(parent=self)
        self.state.setWordWrap(True)
        theme.set_role(self.state, "soft")
        zooms = [
            _tool("−", "Smaller", lambda: self._zoom(1 / _ZOOM_STEP)),
            _tool("+", "Larger", lambda: self._zoom(_ZOOM_STEP)),
            _tool("Width", "Fit the width", lambda: self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)),
            _tool("Page", "Fit the page", lambda: self._view.setZoomMode(QPdfView.ZoomMode.FitInView)),
        ]
        self._tools = [self._earlier, self._later, self._page, *zooms]
        self._controls = QHBoxLayout()
        self._controls.setSpacing(theme.px(4))
        for widget in (self._earlier, self._page, self._of, self._later):
            self._controls.addWidget(widget)
        self._controls.addSpacing(theme.px(16))
        for widget in zooms:
            self._controls.addWidget(widget)
        self._controls.addStretch(1)
        bar = QFrame(self)
        theme.set_role(bar, "bar")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, bar)
        self._row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._row.setSpacing(theme.px(4))
        self._row.addLayout(self._controls)
        self._row.addWidget(self.state, 1)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_bar()

    def _share_bar(self) -> None:
        """Put what is said below the page controls where beside them it would take more than two lines."""
        beside = self.width() - self._controls.sizeHint().width() - theme.px(28)
        below = self.state.fontMetrics().horizontalAdvance(self.state.text()) > 2 * beside
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
        self.state.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        page, scrolled = self._jumped
        # Several pages in sight: the last ones never come to the top of the view.
        still = scrolled == self._view.verticalScrollBar().value()
        return page if still else self._view.pageNavigator().currentPage()

    def show_pdf(self, content: bytes) -> None:
        """Show these pages, at the page that was in sight where there still is one."""
        page = self.page if self.content is not None else 0
        try:
            self._buffer = load_pdf(self.document, content)
        except AppError as problem:
            self.tell(problem.sentence)
            return
        self.content = content
        count = self.document.pageCount()
        page = min(page, count - 1)
        self._of.setText(f"of {count}")
        size = self.document.pagePointSize(0)
        orientation = "landscape" if size.width() > size.height() else "portrait"
        self.say(f"{count} page{'' if count == 1 else 's'}, {orientation}")
        self._shown.setCurrentWidget(self._view)
        self._allow(True)
        self._jump(page)

    def tell(self, sentence: str) -> None:
        """Show a sentence where the pages would be."""
        self.content = None
        self.message.setText(sentence)
        self.message.setAccessibleName(sentence)
        self._shown.setCurrentWidget(self.message)
        self.say("")
        self._of.setText("")
        self._allow(False)
        announce(self, sentence)

    def say(self, sentence: str) -> None:
        """A word at the right of the page controls."""
        theme.set_role(self.state, "soft")
        self.state.setText(sentence)
        self._share_bar()

    def alarm(self, sentence: str) -> None:
        """The same for what went wrong."""
        theme.set_role(self.state, "late")
        self.state.setText(sentence)
        self._share_bar()
        announce(self, sentence)

    def _allow(self, there: bool) -> None:
        for widget in self._tools:
            widget.setEnabled(there)

    def _jump(self, page: int) -> None:
        navigator = self._view.pageNavigator()
        navigator.jump(page, QPointF(), navigator.currentZoom())
        self._jumped = (page, self._view.verticalScrollBar().value())
        self._page_changed(page)

    def _keep_page(self, _: int, last: int) -> None:
        """Stay at the page that was turned to, where the pages are laid out anew below it."""
        page, scrolled = self._jumped
        if page and self.content is not None and last < scrolled == self._view.verticalScrollBar().value():
            self._jump(page)

    def _go_to(self) -> None:
        if self.content is not None and self._page.text():
            self._turn(int(self._page.text()) - 1 - self.page)

    def _turn(self, by: int) -> None:
        page = min(max(self.page + by, 0), self.document.pageCount() - 1)
        if self.content is not None and page != self.page:
            self._jump(page)
        self._page_changed(self.page)

    def _page_changed(self, _: int) -> None:
        page = self.page
        self._page.setText(str(page + 1))
        self._earlier.setEnabled(page > 0)
        self._later.setEnabled(page + 1 < self.document.pageCount())

    def _zoom(self, factor: float) -> None:
        if self.content is None:
            return
        now = self._view.zoomFactor()
        if self._view.zoomMode() != QPdfView.ZoomMode.Custom:
            inches = self.document.pagePointSize(self.page).width() / 72
            now = self._view.viewport().width() / (inches * self._view.logicalDpiX())
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(now * factor, _SMALLEST_ZOOM), _LARGEST_ZOOM))


def _tool(text: str, name: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    give_hint(button, name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: act())
    return button
