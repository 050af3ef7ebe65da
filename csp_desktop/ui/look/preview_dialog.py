"""What dialogs share that show what would be done, and do it when told: heading, pages, one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.notice import announce
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.look.screen_room import Dialog, is_low_for_text, room_inside

_NARROW = 720
_LOW_AROUND = 6
"""px for 13 px text between and around the parts of a dialog that is low for its text."""


class PreviewDialog(Dialog):
    """A heading with a promise, a card of pages, and at the foot a summary, Cancel and the button that acts.

    `head` takes widgets at the right of the heading, `middle` what stands above and below the card,
    `pages` the pages of the card; the first one is for a sentence instead of a preview.
    """

    def __init__(
        self, context: Context, title: str, promise: str, act: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        open_at(self, 1080, 720)
        self.heading = Label(title, self)
        self.heading.setWordWrap(True)
        theme.set_role(self.heading, "title")
        self.promise = Label(promise, self)
        self.promise.setWordWrap(True)
        theme.set_role(self.promise, "soft")
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.heading)
        words.addWidget(self.promise)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(words, 1)
        self._top.addLayout(self.head)
        top = QFrame(self)
        theme.set_role(top, "bar")
        top.setLayout(self._top)

        self._message = Label(parent=self)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(theme.px(48))
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._message)
        self.card = QFrame(self)
        theme.set_role(self.card, "card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.pages)
        self.middle = QVBoxLayout()
        self.middle.addWidget(self.card, 1)

        self.summary = Label(parent=self)
        self.summary.setWordWrap(True)
        self._awaited = False
        theme.set_role(self.summary, "soft")
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.act = QPushButton(act, self)
        theme.set_role(self.act, "primary")
        self.act.setDefault(True)
        give_hint(self.act, "Ctrl+Enter")
        self.act.setShortcut("Ctrl+Return")
        self.act.clicked.connect(self.apply)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(8))
        self.foot.addWidget(self.summary, 1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.act)
        rule = QFrame(self)
        theme.set_role(rule, "rule")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addLayout(self.middle, 1)
        whole.addWidget(rule)
        whole.addLayout(self.foot)
        self._space(low=False)

    def showEvent(self, event: QShowEvent) -> None:
        # Before it is made as large as it has to be for what it holds.
        self._fit(self.size().boundedTo(room_inside(self).size()))
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.size())

    def _fit(self, size: QSize) -> None:
        """Lay it out for a window of such a size: what stands at the right of the heading below it, all closer together."""
        narrow = size.width() < theme.px(_NARROW)
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._space(low=is_low_for_text(size.height()))

    def _space(self, *, low: bool) -> None:
        beside = theme.px(20)
        for part, usual in ((self._top, 14), (self.middle, 12), (self.foot, 10)):
            around = theme.px(_LOW_AROUND if low else usual)
            part.setContentsMargins(beside, around, beside, around)
        for part in (self._top, self.middle):
            part.setSpacing(theme.px(_LOW_AROUND if low else 10))

    def apply(self) -> None:
        """Do what is shown."""
        raise NotImplementedError

    def name_act(self, label: str, enabled: bool) -> None:
        """Say on the button what it does now."""
        self.act.setText(label)
        self.act.setEnabled(enabled and self.context.editable)
        self.act.setShortcut("Ctrl+Return")  # a new text drops the shortcut

    def say(self, sentence: str) -> None:
        """Put other words in place of a preview."""
        self._message.setText(sentence)
        self._message.setAccessibleName(sentence)

    def tell(self, sentence: str) -> None:
        """Show a sentence instead of a preview; nothing can be done then."""
        self.say(sentence)
        self.pages.setCurrentWidget(self._message)
        self.summary.setText("")
        self.act.setEnabled(False)
        self._awaited = True
        announce(self, sentence)

    def refuse(self, sentence: str) -> None:
        """Say beside the buttons why something was not done."""
        theme.set_role(self.summary, "late")
        self.summary.setText(sentence)
        announce(self, sentence)

    def summarise(self, sentence: str) -> None:
        """Say beside the buttons what would be done; aloud too where a preview takes the place of a sentence."""
        theme.set_role(self.summary, "soft")
        self.summary.setText(sentence)
        if self._awaited:
            self._awaited = False
            announce(self, sentence.replace(" · ", ", "))


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Give a window its size for 13 px text; shown, it keeps within its screen."""
    dialog.resize(theme.px(width), theme.px(height))


def plain_button(
    label: str, act: Callable[[], object], hint: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button of a dialog that is not pressed by Enter elsewhere."""
    button = QPushButton(label, parent)
    button.setAutoDefault(False)
    give_hint(button, hint)
    button.setAccessibleDescription(hint)
    button.clicked.connect(lambda: act())
    return button
