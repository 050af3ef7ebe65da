"""What is told and asked about a returned workbook as a whole, above its questions and changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from csp_desktop.editing.merge import Version
from csp_desktop.editing.returns.comparing.outside import conservation, conservation_said
from csp_desktop.editing.returns.comparing.recognition import PreviewedFile
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
    version_said = Signal(object, str)
    """What a later version of a return is: carries a Version."""
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
        widgets.extend(self._elsewhere(file, return_id) for return_id in file.elsewhere)
        if file.later and file.status == "recognised" and not file.again:
            widgets.append(self._version_of(file))
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

    def _version_of(self, file: PreviewedFile) -> QWidget:
        """Asks once what a later version of a return is."""
        asked = QWidget()
        row = FlowLayout(asked)
        which = Label("This return has come back before. This workbook is:")
        which.setContentsMargins(theme.px(10), 0, 0, 0)
        row.addWidget(which)
        for version, words, hint in _VERSIONS:
            button = plain_button(words, partial(self.version_said.emit, file, version), hint)
            button.setCheckable(True)
            button.setChecked(file.version == version)
            row.addWidget(button)
            which.setMinimumHeight(button.sizeHint().height())
        return asked
