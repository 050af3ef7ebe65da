"""One record as a form: a label and a box for each fact, saved as soon as it is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from csp_desktop.errors import InvalidValue
from csp_desktop.registers.fields import Field, Links, Narrative, Rag, Value, YesNo
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.form_boxes import LineBox, PickerBox, TextBox
from csp_desktop.ui.grid.option_picker import options_for
from csp_desktop.ui.grid.rows.faults import Fault
from csp_desktop.ui.grid.rows.model import GridModel
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.grid.writing import note_unsaved, what_changes, write_again, write_cells
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import READ_ONLY, Label, give_hint
from csp_desktop.ui.look.rating import RatingChoice
from csp_desktop.ui.look.style_sheet import Role
from csp_desktop.ui.tab import HoldsTyping, UnsavedCell

_LABEL_WIDE = 124
_LINES = 3
"""Lines of the layout for each fact: a label above its box, the box, and what is wrong with it."""

_AT_THE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

Box = LineBox | TextBox | PickerBox | QCheckBox | RatingChoice


class RecordForm(QWidget, HoldsTyping):
    """Labels and boxes over columns, for one row at a time.

    A value that cannot be taken stays in its box with the reason under it, also when the form comes back
    to that record later. Columns that cannot be edited for a row are shown as text. A `bare` form has no
    labels and its boxes fill its width, in the look it names ("" for framed boxes).
    """

    edited = Signal()
    """Something was saved, or refused."""

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column],
        *,
        name: str,
        bare: Role | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._bare = bare
        self.setAccessibleName(name)
        self._columns = list(columns)
        # The form writes through the same code as a grid, and keeps its faults the same way.
        self._model = GridModel(context, self._columns, self)
        self._row: Row | None = None
        self._hidden: frozenset[str] = frozenset()
        self._boxes: dict[str, Box] = {}
        self._texts: dict[str, Label] = {}
        self._labels: dict[str, Label] = {}
        self._faults: dict[str, Label] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(1))
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(_LINES * len(self._columns), 1)
        self._stacked = True
        context.turning.connect(self.save)

    # What stands in the lines of a fact is made when it is first shown: most forms show few of them, many none.

    def _line(self, column: Column) -> int:
        return _LINES * self._columns.index(column) + 1

    def _label(self, column: Column) -> Label:
        label = self._labels.get(column.key)
        if label is None:
            label = self._labels[column.key] = Label(column.label.replace("&", "&&"))
            theme.set_role(label, "soft")
            label.setWordWrap(True)
            label.setMinimumWidth(theme.px(76))
            label.setMaximumWidth(theme.px(_LABEL_WIDE))
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, theme.px(5), 0, 0)
            self._grid.addWidget(label, self._line(column), 0)
        return label

    def _text(self, column: Column) -> Label:
        text = self._texts.get(column.key)
        if text is None:
            text = self._texts[column.key] = Label()
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Level with the words in a box: its padding, its border, and what Qt leaves inside.
            text.setContentsMargins(theme.px(7) + 3, theme.px(4), 0, theme.px(3))
            self._grid.addWidget(text, self._line(column), 1)
        return text

    def _fault(self, column: Column) -> Label:
        fault = self._faults.get(column.key)
        if fault is None:
            fault = self._faults[column.key] = Label()
            theme.set_role(fault, "fault")
            fault.setWordWrap(True)
            self._grid.addWidget(fault, self._line(column) + 1, 1)
        return fault

    @property
    def row(self) -> Row | None:
        """The row shown."""
        return self._row

    @property
    def model(self) -> GridModel:
        """What the form writes through: its faults, and its check before anything is written."""
        return self._model

    @property
    def unsaved(self) -> int:
        """How many boxes hold something that could not be taken."""
        return self._model.unsaved

    def unsaved_cells(self) -> list[UnsavedCell]:
        return self._model.unsaved_cells()

    def show_unsaved(self, cell: UnsavedCell) -> bool:
        row = self._row
        if row is None or row.id != cell.record or not self.isVisible():
            return False
        for column in self._columns:
            box = self._boxes.get(column.key)
            if column.place(row) == cell.cell and box is not None and box.isVisible():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def show_row(self, row: Row | None) -> None:
        """Show a row (the same one again after a change), or nothing."""
        if row is None or self._row is None or row.id != self._row.id:
            self._save_boxes()
        self._row = row
        self._model.show_alone(row)
        self.setEnabled(row is not None and self.context.editable)
        give_hint(self, "" if self.context.editable else READ_ONLY)
        for column in self._columns:
            self._show(column, row)

    def save(self) -> None:
        """Save what is being typed, and what was kept while the file could not be written."""
        self._save_boxes()
        if write_again(self._model) is not None and self._row is not None:
            for column in self._columns:
                self._show(column, self._row)
            self.edited.emit()

    def _save_boxes(self) -> None:
        for box in self._boxes.values():
            if isinstance(box, LineBox | TextBox):
                box.save()

    def box(self, key: str) -> Box | None:
        """The box of a column, once a row was shown that can be edited there."""
        return self._boxes.get(key)

    def hide_column(self, key: str, hidden: bool) -> None:
        """Leave a column out for now, or show it again."""
        self._hidden = self._hidden | {key} if hidden else self._hidden - {key}
        for column in self._columns:
            if column.key == key:
                self._show(column, self._row)

    def _show(self, column: Column, row: Row | None) -> None:
        field = column.field(row) if row is not None else None
        seen = row is not None and (field is not None or bool(column.text(row)))
        seen = seen and column.key not in self._hidden
        if row is None or not seen:
            self._hide(column.key, self._labels, self._texts, self._boxes, self._faults)
            return
        if self._bare is None:
            self._label(column).show()
        if field is None:
            self._hide(column.key, self._boxes, self._faults)
            text = self._text(column)
            text.setText(column.text(row))
            text.show()
            return
        self._hide(column.key, self._texts)
        box = self._boxes.get(column.key) or self._add_box(column, field)
        box.show()
        fault = self._model_of(row).fault(row, column)
        self._fill(box, column, row, fault)
        if fault is not None or column.key in self._faults:
            said = self._fault(column)
            said.setText(fault.reason if fault else "")
            said.setVisible(fault is not None)
        if isinstance(box, LineBox | TextBox):
            role: Role = "in-form-fault" if fault else "in-form" if self._bare is None else self._bare
            if box.property("role") != role:
                theme.set_role(box, role)
        box.setAccessibleDescription(fault.reason if fault else column.hint)

    @staticmethod
    def _hide(key: str, *parts: Mapping[str, QWidget]) -> None:
        for part in parts:
            if key in part:
                part[key].hide()

    def _add_box(self, column: Column, field: Field) -> Box:
        box = self._boxes[column.key] = self._box(column, field)
        if isinstance(box, RatingChoice):
            self._lay_out_rating(column, box)
        else:
            self._grid.addWidget(box, self._line(column), 1)
        if self._bare is None:
            self._label(column).setBuddy(box)
        return box

    def _lay_out_rating(self, column: Column, box: RatingChoice) -> None:
        """A rating beside its label; under it where both together would be wider than the form."""
        line = self._line(column)
        if self._bare is not None:
            self._grid.addWidget(box, line, 1, _AT_THE_LEFT)
        elif self._stacked:
            self._grid.addWidget(self._label(column), line - 1, 0, 1, 2)
            self._grid.addWidget(box, line, 0, 1, 2, _AT_THE_LEFT)
        else:
            self._grid.addWidget(self._label(column), line, 0)
            self._grid.addWidget(box, line, 1, _AT_THE_LEFT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        boxes = ((column, self._boxes.get(column.key)) for column in self._columns)
        ratings = [(column, box) for column, box in boxes if isinstance(box, RatingChoice)]
        needed = max((box.minimumSizeHint().width() for _, box in ratings), default=0)
        stacked = self.width() < needed + theme.px(_LABEL_WIDE) + self._grid.horizontalSpacing()
        if stacked != self._stacked:
            self._stacked = stacked
            for column, box in ratings:
                self._lay_out_rating(column, box)

    def _fill(self, box: Box, column: Column, row: Row, fault: Fault | None) -> None:
        if isinstance(box, QCheckBox):
            box.setChecked(bool(column.value(row)))
        elif isinstance(box, RatingChoice):
            box.set_words(self.context.rating_words)
            box.set_value(column.value(row))
        elif isinstance(box, PickerBox):
            box.set_value(column.value(row), fault.raw if fault else column.text(row))
        else:
            box.set_text(fault.raw if fault else column.text(row))
            box.setPlaceholderText(column.placeholder(row))

    def _box(self, column: Column, field: Field) -> Box:
        box: Box
        if isinstance(field, YesNo):
            box = QCheckBox()
            box.clicked.connect(lambda on: self._write(column, on))
        elif isinstance(field, Rag):
            box = RatingChoice(column.label)
            box.chosen.connect(lambda rag: self._write(column, rag))
        elif options_for(self.context, field) is not None:
            box = PickerBox(
                column.label,
                lambda: options_for(self.context, field) or [],
                several=isinstance(field, Links),
                reads=lambda words: self._read(column, words),
            )
            box.committed.connect(lambda value: self._write(column, value))
        else:
            narrative = isinstance(field, Narrative)
            box = (
                TextBox(
                    column.label,
                    lines=3 if self._bare == "" else 1,
                    role="in-form" if self._bare is None else self._bare,
                )
                if narrative
                else LineBox(column.label)
            )
            box.committed.connect(lambda text: self._write(column, text))
            box.typing.connect(lambda on: self.context.unsaved.note_typing(box, on))
        if isinstance(box, QCheckBox):
            box.setAccessibleName(column.label)
        if not isinstance(box, RatingChoice | QCheckBox):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _read(self, column: Column, words: str) -> Value:
        """What words typed into a list of the record mean; raises InvalidValue."""
        if self._row is None:
            raise InvalidValue("No record is shown.")
        return column.parse(self._row, words)

    def _model_of(self, row: Row) -> GridModel:
        """What a row is written through: its own grid's while it is new there."""
        return row.begun_in if row.draft and isinstance(row.begun_in, GridModel) else self._model

    def _write(self, column: Column, raw: object) -> None:
        row = self._row
        if row is None:
            return
        model = self._model_of(row)
        outcome = write_cells(model, [(row, column, raw)], what_changes(row, column))
        if model is not self._model:
            model.arrange()
        note_unsaved(model, outcome, self._taken_back)
        if outcome.reasons:
            self.context.said.emit(f"Not saved: {outcome.reasons[0]}")
        if self._row is not None:
            self._show(column, self._row)
        self.edited.emit()

    def _taken_back(self, row: Row, column: Column) -> None:
        """Show a box whose entry was taken back."""
        model = self._model_of(row)
        if model is not self._model:
            model.arrange()
        if self._row is not None and self._row.id == row.id:
            self._show(column, self._row)
        self.edited.emit()
