"""What is told and asked about a returned workbook as a whole, above its questions and changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from csp_desktop.editing.merge import Version
from csp_desktop.editing.returns.comparing.outside import conservation, conservation_said
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.periods import Quarter
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import FlowLayout
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import plain_button

_VERSIONS: tuple[tuple[Version, str, str], ...] = (
    ("correction", "A correction", "What it says goes over what the earlier one said"),
    (
        "part",
        "Another office's part",
        "What it leaves as it was sent is kept as the earlier one has it; words are added",
    ),
)


class AboutWorkbook(QObject):
    """Makes the notes and buttons of one workbook after another; what is pressed is told with the workbook."""

    pairing_asked = Signal(object, str)
    """The rows of a sheet that was sorted apart are to be paired by their titles: carries its name."""
    taking_asked = Signal(object, str, bool)
    """The rows of another return are to be taken to it, or not after all: carries that return's id."""
    slid_said = Signal(object, str, object)
    """Whether the answers of a sheet stand one row from their own: carries its name, and None to ask again."""
    version_said = Signal(object, str)
    """What a later version of a return is: carries a Version."""
    now_said = Signal(object, bool)
    """The answers on an earlier quarter's form are for the quarter asked about now, or not after all."""
    plan_import_asked = Signal(object)
    """A workbook that is no return is to be brought in as a plan or register: carries its Path alone."""

    def widgets(self, file: PreviewedFile, *, asking: bool) -> list[QWidget]:
        """What is to be known about it, from above down; who signed it alone only where questions are shown."""
        widgets: list[QWidget] = []
        if file.message:
            message = Label(file.message)
            message.setWordWrap(True)
            theme.set_role(message, "note" if file.status == "recognised" else "warning")
            widgets.append(message)
        if file.status == "recognised" and not file.again:
            counted = Label(conservation_said(conservation(file.findings)))
            counted.setWordWrap(True)
            counted.setContentsMargins(theme.px(10), 0, 0, 0)
            theme.set_role(counted, "caption")
            widgets.append(counted)
        if file.status == "unrecognised":
            widgets.append(
                plain_button(
                    "Bring it in as a plan or register…",
                    lambda: self.plan_import_asked.emit(file.path),
                    "Opens the import of plans and registers on this file",
                )
            )
        widgets.extend(
            plain_button(
                f"Pair the rows of “{sheet}” by their titles",
                partial(self.pairing_asked.emit, file, sheet),
                "The sheet was sorted apart: row codes and titles no longer belong together",
            )
            for sheet in file.held_sheets
            if sheet not in file.paired_by_title
        )
        widgets.extend(self._slid(file, sheet) for sheet in file.slid_sheets if not file.again)
        widgets.extend(self._elsewhere(file, return_id) for return_id in file.elsewhere)
        versions = file.later and file.status == "recognised" and not file.again
        if versions or file.now:
            widgets.append(self._version_of(file, versions=versions))
        if file.signed.get("completed_by"):
            who = ", ".join(
                file.signed[field]
                for field in ("completed_by", "job_title", "date")
                if file.signed.get(field)
            )
            signed = Label(f"Completed by {who}")
            signed.setContentsMargins(theme.px(10), 0, 0, 0)
            theme.set_role(signed, "caption")
            if widgets or asking:
                widgets.append(signed)
        return widgets

    def _elsewhere(self, file: PreviewedFile, return_id: str) -> QPushButton:
        """Offers rows of another return to the one they were sent with."""
        rows, taken = file.elsewhere[return_id], return_id in file.taken_to
        button = plain_button(
            f"{rows.counted.capitalize()} taken to {rows.called}"
            if taken
            else f"Take {rows.counted} to {rows.called}",
            partial(self.taking_asked.emit, file, return_id, not taken),
            "They are compared with what was sent there, as a workbook of their own in the list",
        )
        button.setCheckable(True)
        button.setChecked(taken)
        return button

    def _slid(self, file: PreviewedFile, sheet: str) -> QWidget:
        """Asks once whether the answers of a sheet are for the rows beside those they stand in."""
        way, said = file.slid_sheets[sheet], file.slid.get(sheet)
        beside = "below" if way == "too high" else "above"
        moves = (
            (True, f"Take each for the row {beside}", f"They were pasted one row {way}: each is moved to the row {beside}"),
            (False, "They are right", "Each is for the row it is in"),
        )  # fmt: skip
        buttons = []
        for slid, words, hint in moves:
            asked = partial(self.slid_said.emit, file, sheet, None if said is slid else slid)
            buttons.append((plain_button(words, asked, hint), said is slid))
        return _choice(f"The answers on “{sheet}” may be one row {way}.", buttons)

    def _version_of(self, file: PreviewedFile, *, versions: bool) -> QWidget:
        """Asks once what a later version of a return is, or for which quarter answers on an earlier form are."""
        buttons = []
        for version, words, hint in _VERSIONS if versions else ():
            button = plain_button(words, partial(self.version_said.emit, file, version), hint)
            buttons.append((button, file.version == version))
        if file.now:
            quarter = Quarter.parse(file.now).short
            words = f"These answers are for {quarter}"
            hint = f"They are compared with the {quarter} return, row by row; nothing of the earlier quarter is changed"
            button = plain_button(words, partial(self.now_said.emit, file, not file.as_now), hint)
            buttons.append((button, file.as_now))
        told = "This return has come back before. This workbook is:" if versions else _before_now(file)
        return _choice(told, buttons)


def _choice(told: str, buttons: Sequence[tuple[QPushButton, bool]]) -> QWidget:
    """What is asked in one line, with a button for each answer: checked where it was given."""
    asked = QWidget()
    row = FlowLayout(asked)
    which = Label(told)
    which.setContentsMargins(theme.px(10), 0, 0, 0)
    row.addWidget(which)
    for button, chosen in buttons:
        button.setCheckable(True)
        button.setChecked(chosen)
        row.addWidget(button)
        which.setMinimumHeight(button.sizeHint().height())
    return asked


def _before_now(file: PreviewedFile) -> str:
    """What is told before it is asked for which quarter answers are: "This is the Q3 form." """
    sent = file.written_on or (file.form if file.late_form else None)
    return f"This is the {sent.period.short} form." if sent else "Rows of an earlier quarter are in it."
