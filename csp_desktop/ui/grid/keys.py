"""The keys of a grid: what each does, for the grid itself, for the help and for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    "Ctrl+Shift+V": "paste values",
    "Ctrl+Alt+V": "paste values",
    "Del": "clear",
    "Ctrl+D": "fill",
    "Ctrl+R": "fill right",
    "Ctrl+;": "today",
    "Ctrl+H": "replace",
    "Ctrl+Shift+L": "filter values",
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


@dataclass(frozen=True)
class GridKey:
    """A line of the help: the keys as written on a keyboard, what they do, and why where Excel does otherwise."""

    written: str
    does: str
    keys: tuple[str, ...]
    differs: str = ""


def _all(*names: str, to: tuple[str, ...] = ("Up", "Down", "Left", "Right")) -> tuple[str, ...]:
    return tuple(name + end for name in names for end in to)


_PAGES = ("PgUp", "PgDown")
GRID_KEYS: tuple[GridKey, ...] = (
    GridKey("Arrows, Page Up, Page Down", "Go to another cell", (*_all(""), *_PAGES)),
    GridKey("Ctrl+arrows", "Go to the edge of the filled cells", _all("Ctrl+")),
    GridKey("Home, End", "Go to the first, last cell of the row", ("Home", "End"),
            "there End waits for an arrow key"),
    GridKey("Ctrl+Home, Ctrl+End", "Go to the first, last cell of all", ("Ctrl+Home", "Ctrl+End")),
    GridKey("Shift with any of these", "Select from the current cell",
            (*_all("Shift+", "Ctrl+Shift+"), *_all("Shift+", to=_PAGES),
             *_all("Shift+", "Ctrl+Shift+", to=("Home", "End")))),
    GridKey("Shift+Space, Ctrl+Space", "Select the whole row, column", ("Shift+Space", "Ctrl+Space")),
    GridKey("Ctrl+A", "Select all", ("Ctrl+A",)),
    GridKey("Tab, Shift+Tab", "Go to the next cell, the one before; while typing, calculated cells are skipped",
            ("Tab", "Shift+Tab"), "at the end of a row it goes on in the next one"),
    GridKey("Enter, Shift+Enter", "Enter what was typed and go down, up; after Tab, back to the column where you began",
            ("Return", "Shift+Return")),
    GridKey("F6", "Leave the grid; from elsewhere, go to it", ("F6", "Shift+F6")),
    GridKey("Esc", "Discard what is being typed, or what could not be saved; then Tab leaves the grid", ("Esc",)),
    GridKey("F2", "Edit the cell, with the cursor at the end: arrows move in the text, while over a cell just typed "
            "into they enter it and go on", ("F2",)),
    GridKey("Alt+Enter", "A new line inside a long text", ("Alt+Return",)),
    GridKey("Ctrl+Enter", "Write what was typed into all selected cells", ("Ctrl+Return",)),
    GridKey("Delete", "Clear the selected cells", ("Del",)),
    GridKey("Backspace", "Clear the cell and type", ("Backspace",)),
    GridKey("Ctrl+C, Ctrl+X, Ctrl+V", "Copy, cut, paste blocks, to and from Excel",
            ("Ctrl+C", "Ctrl+Ins", "Ctrl+X", "Shift+Del", "Ctrl+V", "Shift+Ins"),
            "a cut cell is cleared at once: it is on the clipboard, and Ctrl+Z brings it back"),
    GridKey("Ctrl+Shift+V or Ctrl+Alt+V", "Paste values only", ("Ctrl+Shift+V", "Ctrl+Alt+V"),
            "every paste does: formats are never taken over"),
    GridKey("Ctrl+D, Ctrl+R", "Fill down, right from the first cell of the selection", ("Ctrl+D", "Ctrl+R")),
    GridKey("Ctrl+;", "Today’s date", ("Ctrl+;",)),
    GridKey("Ctrl+H", "Replace words in the selected cells, or in all that are shown", ("Ctrl+H",)),
    GridKey("Ctrl+Shift+L", "Show only rows with certain values in this column", ("Ctrl+Shift+L",),
            "it opens the list of the current column at once; with nothing ticked all rows are shown"),
    GridKey("Insert or Ctrl++", "A new row below", ("Ins", "Ctrl++", "Ctrl+Shift++", "Ctrl+="),
            "below, not above: under a priority comes what belongs to it"),
    GridKey("Ctrl+−", "Delete the selected rows", ("Ctrl+-", "Ctrl+Del"), "always whole rows: each is a record"),
    GridKey("Alt+Up, Alt+Down", "Move rows up, down", ("Alt+Up", "Alt+Down"),
            "lists open by typing, F2 or Enter in a record"),
    GridKey("Alt+Right, Alt+Left", "Move an item of the plan in, out", ("Alt+Right", "Alt+Left")),
    GridKey("Alt+Shift+Left, Alt+Shift+Right", "Fold what stands under an item, unfold it",
            ("Alt+Shift+Left", "Alt+Shift+Right")),
)  # fmt: skip
"""The keys of a grid, as the help shows them."""
