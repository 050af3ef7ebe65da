"""Settings: few, of this person and this computer; what belongs to a partnership stands in its details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.returns.going_out import DAYS_TO_RETURN
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.settings import settings
from csp_desktop.storage.keeping.second_copies import SETTING, unreachable, usual_place
from csp_desktop.storage.lease import user_name
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.folders import folder_for
from csp_desktop.ui.look.plain_words import Label, give_hint
from csp_desktop.ui.look.screen_room import Dialog, room_inside
from csp_desktop.ui.look.scrolled_page import keep_tall, scrolled
from csp_desktop.ui.window.settings.rating_colours_row import RatingColoursRow

_DUE_DAYS = (7, 10, 14, DAYS_TO_RETURN, 21, 28, 30, 42)
_LOOKS = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_PATH_WIDTH = 190
"""Room for the folder of second copies, for 13 px text."""
_TEXT_SIZES = (
    (0.0, "As the system"),
    (11.0, "11 point"),
    (13.0, "13 point"),
    (15.0, "15 point"),
    (18.0, "18 point"),
)


class SettingsWindow(Dialog):
    """Everything takes effect at once; there is nothing to confirm."""

    dressed = Signal()
    """Theme, contrast or text size is another one."""
    details_asked = Signal()
    """The details of the partnership are to be opened: words for ratings, risk bands, appetite."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        file_open: bool = False,
        words: Mapping[str, str] = RAG_WORDS,
    ) -> None:
        """`words` are what the ratings are called in the file that is open."""
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.name = QLineEdit(settings().get("name", ""))
        self.name.setPlaceholderText(user_name())
        self.name.editingFinished.connect(lambda: settings().put("name", self.name.text().strip()))
        self.look = _choice(_LOOKS, settings().get("theme", "system"))
        self.look.currentIndexChanged.connect(lambda _: self._dress("theme", self.look.currentData()))
        self.text_size = _choice(_TEXT_SIZES, settings().get("text_points", 0.0))
        self.text_size.currentIndexChanged.connect(
            lambda _: self._dress("text_points", self.text_size.currentData())
        )
        self.contrast = QCheckBox("Stronger contrast of words and lines")
        self.contrast.setChecked(settings().get("contrast", False))
        give_hint(self.contrast, "Always so while the whole computer is set to high contrast.")
        self.contrast.toggled.connect(lambda on: self._dress("contrast", on))
        self.rating_colours = RatingColoursRow(words)
        self.rating_colours.changed.connect(self.dressed)
        due = settings().get("due_days", DAYS_TO_RETURN)
        days = sorted({*_DUE_DAYS, due})
        self.due_days = _choice([(each, f"{each} days after the quarter ends") for each in days], due)
        self.due_days.currentIndexChanged.connect(
            lambda _: settings().put("due_days", self.due_days.currentData())
        )
        self.second = QComboBox()
        self.second.activated.connect(lambda _: self._place_second())
        self._offer_second()
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        for label, box in (
            ("Your &name", self.name),
            ("&Light or dark", self.look),
            ("&Contrast", self.contrast),
            ("&Text size", self.text_size),
            ("Colours &of ratings", self.rating_colours),
            ("&Returns are due", self.due_days),
            ("Second copies of &backups", self.second),
        ):
            box.setAccessibleName(label.replace("&", ""))
            form.addRow(Label(label, buddy=box), box)
        self.unreached = Label()
        self.unreached.setWordWrap(True)
        theme.set_role(self.unreached, "alarm")
        about = caption(
            "Your name stands beside your changes in the history, from the next file you open. What ratings are called, "
            "the scores at which risks turn amber and red, and the appetite belong to the partnership:"
        )
        self.details = QPushButton("Plan and partnership details…")
        self.details.setEnabled(file_open)
        give_hint(self.details, "" if file_open else "Open a file first.")
        self.details.clicked.connect(self._to_details)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        page = QWidget()
        self._inside = inside = QVBoxLayout(page)
        inside.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(4))
        inside.setSpacing(theme.px(12))
        inside.addLayout(form)
        inside.addWidget(self.unreached)
        inside.addWidget(about)
        inside.addWidget(self.details)
        inside.addStretch(1)
        keep_tall(page)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(20))
        self._foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(page, "Settings", sideways=False), 1)
        whole.addLayout(self._foot)
        self.resize(theme.px(460), theme.px(400))
        self._asking: Job | None = None
        self._say_unreached("")
        self._ask_second()

    def _offer_second(self) -> None:
        chosen = settings().get(SETTING, "")
        self.second.clear()
        self.second.addItem(usual_place(), "")
        if chosen:
            # A long path does not widen the window; its drive and its last folder are seen.
            words = self.second.fontMetrics().elidedText(
                chosen, Qt.TextElideMode.ElideMiddle, theme.px(_PATH_WIDTH)
            )
            self.second.addItem(words, chosen)
        self.second.addItem("A folder of your choice…", None)
        self.second.setCurrentIndex(1 if chosen else 0)
        kept = "The newest three backups are kept there too, apart from the file."
        give_hint(self.second, f"{chosen}\n{kept}" if chosen else kept)

    def _place_second(self) -> None:
        chosen = self.second.currentData()
        if chosen is None:
            start = str(folder_for("file"))
            chosen = QFileDialog.getExistingDirectory(self, "Second copies into which folder?", start)
        if chosen or self.second.currentData() is not None:
            settings().put(SETTING, chosen)
        self._offer_second()
        self._ask_second()

    def _ask_second(self) -> None:
        """Ask for the folder beside the window, which goes on where a drive does not answer."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = run_in_background(
            lambda job: unreachable(where="above"),
            done=self._say_unreached,
            failed=self._say_unreached,
            parent=self,
        )

    def _say_unreached(self, sentence: str) -> None:
        self.unreached.setText(sentence)
        self.unreached.setVisible(bool(sentence))
        needed = self._inside.totalHeightForWidth(self.width()) + self._foot.totalSizeHint().height()
        self.resize(self.width(), min(max(self.height(), needed), room_inside(self).height()))

    def _dress(self, name: str, value: object) -> None:
        settings().put(name, value)
        self.dressed.emit()
        self.rating_colours.show_colours()

    def _to_details(self) -> None:
        self.accept()
        self.details_asked.emit()

    def done(self, result: int) -> None:
        settings().put("name", self.name.text().strip())
        super().done(result)


def _choice(options: Sequence[tuple[object, str]], chosen: object) -> QComboBox:
    box = QComboBox()
    for value, text in options:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
