"""Only the rows whose cells of a column hold certain values: chosen from a list under the heading."""

from __future__ import annotations

from PySide6.QtCore import QObject

from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.fields import Value
from csp_desktop.rules.natural_order import natural_order
from csp_desktop.ui.grid.cell_cursor import CellCursor
from csp_desktop.ui.grid.option_picker import Option, OptionPicker
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look import theme

EMPTY = "(empty)"


def _order(text: str, value: Value) -> tuple[int, float, object]:
    """Orders the values of a column: figures by size, days by date, words as people do, and what is empty last."""
    if not text:
        return (3, 0, ())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (0, value, ())
    # A ref that looks like a day, "1.1.10", is what it says.
    day = parse_date(text) if text != value else None
    return (1, day.toordinal(), ()) if day is not None else (2, 0, natural_order(text))


class ValueFilter(QObject):
    """The list of a column's values; what is ticked stays."""

    def __init__(self, view: GridView, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._picker: OptionPicker | None = None

    @property
    def _cells(self) -> CellCursor:
        return self._view.cells

    def choose(self, place: int | None = None) -> None:
        """Open the list under the heading of a column, or of the current one."""
        at = self._view.currentIndex().column() if place is None else place
        if at < 0 or at >= len(self._model.columns):
            return
        column = self._model.columns[at]
        values = {column.text(row): column.value(row) for row in self._model.all_rows if not row.heading}
        order = sorted(values, key=lambda text: _order(text, values[text]))
        picker = self._picker = OptionPicker(
            f"Only these of “{column.label}”",
            [Option(text, " ".join(text.split()) or EMPTY) for text in order],
            tuple(self._model.filter.only.get(column.key, ())),
            several=True,
            parent=self._view,
        )
        header = self._view.horizontalHeader()
        size = picker.sizeHint()
        left = min(header.sectionViewportPosition(at), max(self._view.width() - size.width(), 0))
        height = min(size.height(), self._view.height() - header.height())
        picker.setGeometry(max(left, 0), header.height(), size.width(), max(height, theme.px(90)))
        picker.settled.connect(lambda *_: self._settle(column.key, picker))
        picker.left.connect(lambda: self._close(picker))
        picker.filled.connect(lambda: None)
        picker.show()
        picker.setFocus()

    def _settle(self, key: str, picker: OptionPicker) -> None:
        chosen = picker.value
        assert isinstance(chosen, tuple)
        self._close(picker)
        self._model.show_only(key, frozenset(str(text) for text in chosen))

    def _close(self, picker: OptionPicker) -> None:
        self._picker = None
        had_keys = picker.isAncestorOf(self._view.window().focusWidget() or self._view)
        picker.hide()
        picker.deleteLater()
        if had_keys:
            self._view.setFocus()
