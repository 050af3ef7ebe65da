"""The help menu: keys, places, and what program this is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csp_desktop import __version__
from csp_desktop.logs import log_folder
from csp_desktop.settings import settings_path
from csp_desktop.storage.backups import backup_folder
from csp_desktop.ui.grid.keys import GRID_KEYS, GridKey
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.opening import open_folder
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.style_sheet import Role


def _with_reason(key: GridKey) -> str:
    return f"{key.does}. Unlike in Excel: {key.differs}." if key.differs else key.does


_KEYS: tuple[tuple[str, Sequence[tuple[str, str]]], ...] = (
    (
        "Everywhere",
        (
            ("Ctrl+1 … Ctrl+7", "Go to a tab"),
            ("Ctrl+Page Up, Ctrl+Page Down", "Previous, next tab"),
            ("Alt+Page Up, Alt+Page Down", "Previous, next quarter"),
            ("Ctrl+F or Ctrl+K", "Search, or type what to do"),
            ("Ctrl+Z, Ctrl+Y", "Undo, redo the last change, also from before the file was closed"),
            ("Ctrl+P", "Print"),
            (
                "Ctrl+S",
                "Says since when everything is saved: every change goes into the file when it is made",
            ),
            ("Esc", "Give up what is being typed"),
        ),
    ),
    ("In a grid", tuple((key.written, _with_reason(key)) for key in GRID_KEYS)),
    (
        "In a grid, with the mouse",
        (
            ("Click a heading", "Sort; a third click restores the original order"),
            ("Right-click a heading", "Choose columns; show only rows with certain values"),
            (
                "Drag the square at the corner",
                "Copy the selected cells on. Unlike in Excel: it never counts on, for a plan’s refs, days and "
                "figures are no series",
            ),
            ("Double-click the square", "Copy down as far as the cells beside reach"),
        ),
    ),
    (
        "In a record",
        (
            ("Tab", "The next box; what was typed is saved"),
            (
                "Left, Right, then Space",
                "Choose a rating; its first letter does so at once, Delete takes it off",
            ),
            ("Enter or Down on a choice", "Open its list; Enter takes what is typed or marked"),
            ("Space, or a comma after a name", "Tick one of several in a list, and go on"),
        ),
    ),
    (
        "In returned workbooks",
        (
            ("Ctrl+Enter", "Apply all that is certain and all that was decided"),
            ("F8", "The next question"),
            ("K, T, J, Y, L", "Keep ours, take theirs, join both, type another, decide later"),
        ),
    ),
)


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


def show_shortcuts(window: QWidget) -> None:
    """All keys, on one page."""
    dialog, layout = _dialog(window, "Keyboard shortcuts")
    page = QWidget()
    grid = QGridLayout(page)
    grid.setHorizontalSpacing(theme.px(20))
    grid.setColumnStretch(1, 1)
    line = 0
    for heading, keys in _KEYS:
        grid.addWidget(_text(heading, "heading"), line, 0, 1, 2)
        line += 1
        for key, what in keys:
            label = Label(key)
            theme.set_role(label, "soft")
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_text(what), line, 1)
            line += 1
        grid.setRowMinimumHeight(line, theme.px(8))
        line += 1
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    layout.addWidget(area)
    dialog.resize(theme.px(620), theme.px(600))
    _end(dialog, layout)


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
