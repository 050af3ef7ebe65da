"""The keys of a grid: what each does, for the grid itself, for the help and for tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from csp_desktop.ui.grid.cell_cursor import CellCursor
from csp_desktop.ui.tab import GridAction


def key_text(event: QKeyEvent) -> str:
    """A key as it is written: "Ctrl+Shift+Down", "F2". Those of the number pad are as the others."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)


def _steps() -> dict[str, Callable[[CellCursor], None]]:
    steps: dict[str, Callable[[CellCursor], None]] = {}
    for extend in (False, True):
        shift = "Shift+" if extend else ""
        for name, down, right in (("Up", -1, 0), ("Down", 1, 0), ("Left", 0, -1), ("Right", 0, 1)):
            steps[shift + name] = partial(CellCursor.move, down=down, right=right, extend=extend)
            steps[f"Ctrl+{shift}{name}"] = partial(
                CellCursor.move, down=down, right=right, far=True, extend=extend
            )
        for name, column in (("Home", 0), ("End", -1)):
            steps[shift + name] = partial(CellCursor.leap, row=None, column=column, extend=extend)
            steps[f"Ctrl+{shift}{name}"] = partial(CellCursor.leap, row=column, column=column, extend=extend)
        for name, step in (("PgUp", -1), ("PgDown", 1)):
            steps[shift + name] = partial(CellCursor.page, step=step, extend=extend)
    steps["Shift+Space"] = CellCursor.select_rows
    steps["Ctrl+Space"] = CellCursor.select_columns
    steps["Ctrl+A"] = CellCursor.select_all
    return steps


STEPS = _steps()
"""What moves the current cell or the selection, by its key."""

ACTIONS: dict[str, GridAction] = {
    "Ctrl+C": "copy",
    "Ctrl+Ins": "copy",
    "Ctrl+X": "cut",
    "Shift+Del": "cut",
    "Ctrl+V": "paste",
    "Shift+Ins": "paste",
    "Del": "clear",
    "Backspace": "clear",
    "Ctrl+D": "fill",
    "Ins": "insert",
    "Ctrl++": "insert",
    "Ctrl+Shift++": "insert",
    "Ctrl+=": "insert",
    "Ctrl+-": "delete",
    "Ctrl+Del": "delete",
    "Alt+Up": "up",
    "Alt+Down": "down",
    "Alt+Right": "in",
    "Alt+Left": "out",
    "Alt+Shift+Left": "fold",
    "Alt+Shift+Right": "unfold",
}
"""What the grid or its tab does, by its key."""
