"""The help: pages at the left, what the chosen one says at the right; open beside the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.paths import resources_folder
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import OwnPages
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.window.help.help_contents import help_pages, pages_with

_NAME = Qt.ItemDataRole.UserRole
_PICTURE = 600
_RESTS = 150
"""Milliseconds without a change of size after which it has settled."""


class HelpWindow(Dialog):
    """All pages of the help. `open_page` shows one; it does not hold up the window it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.setModal(False)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the help")
        self.search.setAccessibleName("Search the help")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages of the help")
        self.pages.currentItemChanged.connect(self._show)
        self.text = OwnPages(resources_folder() / "help" / "pictures", theme.px(_PICTURE))
        self.text.setAccessibleName("What the page says")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(theme.px(18))
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.pages, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(theme.px(230))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.px(12)] * 4)
        whole.addWidget(side)
        whole.addWidget(self.text, 1)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_RESTS)
        self._resting.timeout.connect(self._show_again)
        self.resize(theme.px(980), theme.px(680))
        self._list("")

    def open_page(self, name: str) -> None:
        """Show a page by its name, and the window where it is not seen."""
        self.search.clear()
        for row in range(self.pages.count()):
            if self.pages.item(row).data(_NAME) == name:
                self.pages.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages.setFocus()

    def _list(self, words: str) -> None:
        chosen = self.pages.currentItem().data(_NAME) if self.pages.currentItem() is not None else ""
        self.pages.clear()
        for page in pages_with(words.casefold().split()):
            item = QListWidgetItem(page.title)
            item.setData(_NAME, page.name)
            self.pages.addItem(item)
            if page.name == chosen:
                self.pages.setCurrentItem(item)
        if self.pages.currentItem() is None and self.pages.count():
            self.pages.setCurrentRow(0)
        if not self.pages.count():
            self.text.setPlainText(f"No page holds “{words.strip()}”.")

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.setMarkdown(next(page.text for page in help_pages() if page.name == item.data(_NAME)))
            _set_with_air(self.text.document())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The colour of links stands in the text; light and dark change while it is read.
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._show_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Pictures are set as wide as there is room; while the edge is drawn, only once it rests.
        if self.isVisible():
            self._resting.start()
        else:
            self._show_again()

    def _show_again(self) -> None:
        read_to = self.text.verticalScrollBar().value()
        self._show(self.pages.currentItem())
        self.text.verticalScrollBar().setValue(read_to)

    def _follow(self, link: QUrl) -> None:
        self.open_page(link.toString().removesuffix(".md"))


def _set_with_air(document: QTextDocument) -> None:
    """Give paragraphs and tables the room that Markdown leaves out."""
    block = document.begin()
    while block.isValid():
        look = block.blockFormat()
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            look.setTopMargin(theme.px(12 if look.headingLevel() > 1 else 0))
            look.setBottomMargin(theme.px(4 if block.textList() is not None else 9))
            if "\ufffc" not in block.text():
                look.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(look)
        else:
            table = cursor.currentTable().format()
            table.setBorder(0)
            table.setCellPadding(theme.px(4))
            cursor.currentTable().setFormat(table)
        block = block.next()
