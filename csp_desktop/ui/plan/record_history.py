"""What was changed on a record and when, each change with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csp_desktop.editing.changes import Update
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import caption, link_button
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label, give_hint

_SHOWN = 6
_LONGEST = 120


class HistoryLines(QWidget):
    """The newest steps that touched some records, newest first; "restore" puts back what stood before one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(2))

    def show_records(self, ids: Sequence[str]) -> None:
        """Show the history of these records."""
        empty_layout(self._lines)
        steps: dict[int, list[Record]] = {}
        for record in ids:
            for change in filter(_tellable, self.context.workspace.changes_to(record)):
                steps.setdefault(change["step"], []).append(change)
        for step in sorted(steps, reverse=True)[:_SHOWN]:
            self._lines.addWidget(self._line(steps[step]))
        if not steps:
            self._lines.addWidget(caption("Not changed since the file was made."))

    def _line(self, changes: Sequence[Record]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = Label(_words(changes))
        words.setWordWrap(True)
        give_hint(words, _detail(self.context, changes))
        theme.set_role(words, "soft")
        row.addWidget(words, 1)
        restorable = [change for change in changes if change["field"]]
        if restorable and self.context.editable:
            link = link_button("restore", lambda: self._restore(restorable))
            give_hint(link, "Put back what was here before this change")
            link.setAccessibleName(f"Restore what was here before: {words.text()}")
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _restore(self, changes: Sequence[Record]) -> None:
        back = []
        for change in changes:
            before = change["before"]
            value = tuple(before) if isinstance(before, list) else before
            back.append(Update(change["register"], change["record"], {change["field"]: value}))
        self.context.apply(back, f"restored {_fields(changes)}")


def _tellable(change: Record) -> bool:
    """Whether it is of a field there is: a damaged history, open to read only, may name others."""
    register = BY_NAME.get(change["register"])
    return register is not None and (not change["field"] or change["field"] in register.by_name)


def _words(changes: Sequence[Record]) -> str:
    first = changes[0]
    made = datetime.fromisoformat(first["made_at"])
    reason, named = first["reason"], _fields(changes)
    what = reason if not named or named in reason.casefold() else f"{named}: {reason}"
    return f"{made.day} {made:%b %Y %H:%M}, {what}"


def _fields(changes: Sequence[Record]) -> str:
    names = [
        register_named(change["register"])[change["field"]].label.casefold()
        for change in changes
        if change["field"]
    ]
    return ", ".join(dict.fromkeys(names))


def _detail(context: Context, changes: Sequence[Record]) -> str:
    lines = [f"By {changes[0]['made_by']}"]
    for change in changes:
        if change["field"]:
            field = register_named(change["register"])[change["field"]]
            before, after = (
                context.names.format(field, change[side]) or "nothing" for side in ("before", "after")
            )
            lines.append(f"{field.label}: {_cut(before)} → {_cut(after)}")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
