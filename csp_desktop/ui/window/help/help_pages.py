"""The help menu: places, and what program this is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csp_desktop import __version__
from csp_desktop.logs import log_folder
from csp_desktop.settings import settings_path
from csp_desktop.storage.backups import backup_folder
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.opening import open_folder
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.style_sheet import Role


def _dialog(window: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = Dialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(*[theme.px(20)] * 4)
    layout.setSpacing(theme.px(10))
    return dialog, layout


def _end(dialog: QDialog, layout: QVBoxLayout) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()


def _text(words: str, role: Role = "") -> Label:
    label = Label(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    if role:
        theme.set_role(label, role)
    return label


def show_places(window: QWidget, file: Path | None) -> None:
    """Where the open file (if any), its backups, the log and the settings are."""
    dialog, layout = _dialog(window, "Where things are")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setColumnStretch(1, 1)
    places = [("Log", log_folder()), ("Settings", settings_path().parent)]
    if file is not None:
        places = [("This file", file), ("Its backups", backup_folder(file)), *places]
    for line, (name, path) in enumerate(places):
        label = Label(name)
        theme.set_role(label, "soft")
        grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(str(path)), line, 1)
        button = QPushButton("Open folder")
        button.setAccessibleName(f"Open the folder: {name}")
        folder = path if name != "This file" else path.parent
        button.setEnabled(folder.exists())
        button.clicked.connect(lambda _=False, folder=folder: open_folder(folder))
        grid.addWidget(button, line, 2)
    layout.addLayout(grid)
    dialog.setMinimumWidth(theme.px(620))
    _end(dialog, layout)


def show_about(window: QWidget) -> None:
    """Name and version."""
    dialog, layout = _dialog(window, "About CSP Desktop")
    layout.addWidget(_text("CSP Desktop", "title"))
    layout.addWidget(_text(f"Version {__version__}", "soft"))
    layout.addWidget(
        _text(
            "The working papers of a Community Safety Partnership in one file on this computer. "
            "It uses no network and sends nothing anywhere."
        )
    )
    dialog.setMinimumWidth(theme.px(420))
    _end(dialog, layout)
