"""Tables of a file that are just like one somebody changes: what they say of a column holds for those too."""

from __future__ import annotations

from collections.abc import Sequence

from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.recognising.column_mapping import MappedTable, TableMapping
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.ui.look.plain_words import counted


def just_like(reading: Reading, table: MappedTable, wanted: TableMapping) -> list[MappedTable]:
    """The tables brought in, headed and read as one is of which somebody says what a column of it is to be.

    A quarter holds for another only where nothing told it of either: sheets may be of one quarter each.
    """
    before = table.mapping
    if not table.taken or wanted.register != before.register:
        return []
    moved = [
        use.column
        for use, was in zip(wanted.columns, before.columns, strict=True)
        if use.quarter != was.quarter
    ]
    return [
        other
        for other in reading.mapped
        if other is not table
        and other.table.shape == table.table.shape
        and other.taken
        and _uses(other.mapping) == _uses(before)
        and all(_said(reading, other, column) == _said(reading, table, column) for column in moved)
    ]


def also_changed(table: MappedTable, others: Sequence[MappedTable]) -> str:
    """A sentence that a change holds for other tables too; "" where it holds for none."""
    if not others:
        return ""
    sheet = table.table.grid.name
    sheets = [other.table.grid.name for other in others]
    beside = sheets.count(sheet)
    names = [name for name in dict.fromkeys(sheets) if name != sheet]
    if beside:
        names.insert(
            0, f"the other {counted(beside, 'table')} there" if beside > 1 else "the other table there"
        )
    return f"What you chose on {sheet} holds for {listed(names)} too: the headings are the same."


def _uses(mapping: TableMapping) -> tuple[object, ...]:
    return mapping.register, *(
        (use.column, use.heading, use.register, use.field, use.quarter, use.dates) for use in mapping.columns
    )


def _said(reading: Reading, mapped: MappedTable, column: int) -> set[str]:
    """What is said of the values of a column."""
    read = mapped.table
    return {
        reading.cells.marked(read.cell(row, column)).message
        for row in read.rows
        if (row, column) in read.grid.values
    }
