"""The written sections of the plan document: their order, titles and text; saved as they are changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.preview_dialog import open_at, plain_button
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.scrolled_page import keep_tall

_PROMISE = (
    "What you write stands before what is recorded: a section called “Structure”, “Groups”, “Achievements”, "
    "“Priorities”, “Linked plans” or “Contacts” is followed by it."
)


class SectionsDialog(Dialog):
    """A list of sections and the chosen one beside it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Sections of the plan document")
        open_at(self, 980, 640)
        words = Label(_PROMISE, self)
        words.setWordWrap(True)
        theme.set_role(words, "soft")
        self.grid = RegisterGrid(
            context,
            with_others(
                context,
                "plan_sections",
                field_columns(context, "plan_sections", ("title",), {"title": {"width": 300}}),
                hidden=True,
            ),
            name="Sections",
            key="plan sections",
            register="plan_sections",
            new=self._new,
            parent=self,
        )
        self.grid.set_empty_words("Nothing is written yet. Add “Introduction”, for example.")
        self.form = RecordForm(
            context,
            with_others(context, "plan_sections", field_columns(context, "plan_sections", ("title", "text"))),
            name="Section",
        )
        self.grid.row_chosen.connect(self._chosen)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.grid)
        both.addWidget(self._scrolled())
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        both.setSizes([theme.px(360), theme.px(580)])
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        for text, act, hint in (
            ("Add section", self.grid.insert_row, "Insert"),
            ("Delete", self.grid.delete_rows, "Ctrl+−"),
            ("Up", lambda: self.grid.move_rows(-1), "Alt+Up"),
            ("Down", lambda: self.grid.move_rows(1), "Alt+Down"),
        ):
            button = plain_button(text, act, hint, self)
            button.setEnabled(context.editable)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(plain_button("Print the plan…", self._print, "As PDF or for Word", self))
        foot.addWidget(plain_button("Close", self.accept, parent=self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.px(18)] * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(words)
        whole.addWidget(both, 1)
        whole.addLayout(foot)
        context.stepped.connect(self._fill)
        self._fill()

    def _scrolled(self) -> QScrollArea:
        """The chosen section, however long its text."""
        page = QWidget()
        keep_tall(page)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(theme.px(12), 0, theme.px(4), 0)
        inner.addWidget(self.form)
        inner.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName("Chosen section")
        area.setWidgetResizable(True)
        area.setWidget(page)
        return area

    def _new(self, above: Row | None) -> dict[str, Any] | None:
        return {"plan": self.context.plan_id} if self.context.plan_id else None

    def _fill(self, *_: object) -> None:
        records = self.context.records
        self.grid.set_rows(rows_of("plan_sections", records.plan_sections) if records else [])
        if self.grid.current is None and self.grid.model.rows:
            self.grid.view.go_to(0)

    def _chosen(self, row: Row | None) -> None:
        self.form.show_row(row)

    def _print(self) -> None:
        self.accept()
        self.context.print_asked.emit("plan-document", "")

    def done(self, result: int) -> None:
        self.grid.save()
        self.form.save()
        super().done(result)
