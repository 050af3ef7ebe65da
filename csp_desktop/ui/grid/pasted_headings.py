"""Headings copied with the rows below them: which columns of a grid they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row


def columns_headed(
    headings: Sequence[str], columns: Sequence[Column], shown: Sequence[int], row: Row
) -> dict[int, int]:
    """The columns a line of headings means, by number, for each place in it that means one.

    Empty where the line is no headings: at least two of its words, and half of them, mean columns, and none is a
    figure. Of several columns of a name those `shown` come first; what may still mean several means none. `row` is
    one of those that are to hold what stands below.
    """
    said = [heading for heading in headings if heading.strip()]
    if any(parse_number(heading) is not None for heading in said):
        return {}
    others = [number for number in range(len(columns)) if number not in shown]
    meant: dict[int, int] = {}
    ways: tuple[Callable[[Column], Sequence[str]], ...] = (_called, lambda column: _also_called(column, row))
    for names in ways:
        for among in (shown, others):
            by_name: dict[str, list[int]] = {}
            for number in among:
                for name in {plain(name) for name in names(columns[number]) if name}:
                    by_name.setdefault(name, []).append(number)
            for at, heading in enumerate(headings):
                found = by_name.get(plain(heading), []) if heading.strip() and at not in meant else []
                if len(found) == 1 and found[0] not in meant.values():
                    meant[at] = found[0]
    return dict(sorted(meant.items())) if len(meant) >= 2 and 2 * len(meant) >= len(said) else {}


def _called(column: Column) -> Sequence[str]:
    return (column.label,)


def _also_called(column: Column, row: Row) -> Sequence[str]:
    """What a column is called elsewhere: as its field is declared; what a record is known by also as the record."""
    field = column.field(row)
    if field is None:
        return ()
    known_by = column.stored_as(row) == row.register.title
    return (field.label, *field.aliases, *((row.register.label,) if known_by else ()))
