"""Columns headed as a choice of a few words whose cells hold others: kinds of something else, kept in the notes."""

from __future__ import annotations

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.columns.tick_marks import is_tick
from csp_desktop.excel.recognising.mapped_values import read_value
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Choice
from csp_desktop.rules.body_kinds import kind_in_words

# Fields whose words people say in many ways; what else stands under their headings is asked about cell by cell.
_SAID_OTHERWISE = ("status", "decision", "response", "better", "carry_forward")
_LOOKED_AT, _FEWEST = 60, 2


def without_other_words(register: str, table: FoundTable, uses: list[ColumnUse]) -> list[ColumnUse]:
    """The columns, those of a choice that none of their words says left to the notes."""
    return [
        ColumnUse(
            use.column, use.heading, register, NOTED, sureness=1.0, why="Kept in the notes of each record."
        )
        if _says_none(table, use)
        else use
        for use in uses
    ]


def _says_none(table: FoundTable, use: ColumnUse) -> bool:
    field = register_named(use.register).by_name.get(use.field) if use.register else None
    if not isinstance(field, Choice) or use.field in _SAID_OTHERWISE:
        return False
    said = {table.grid.text(row, use.column) for row in table.rows[:_LOOKED_AT]} - {""}
    if asks_for_kind(use) and any(is_tick(text) for text in said):
        return False
    return len(said) >= _FEWEST and not any(_is_read(field, text) for text in said)


def asks_for_kind(use: ColumnUse) -> bool:
    """Does a heading name one kind of body, so that a tick under it says that a body is of that kind?"""
    return (use.register, use.field) == ("agencies", "kind") and kind_in_words(use.heading) is not None


def _is_read(field: Choice, text: str) -> bool:
    try:
        read_value(field, text, None)
    except InvalidValue:
        return False
    return True
