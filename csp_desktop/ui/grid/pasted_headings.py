"""Headings copied with the rows below them: which columns of a grid they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import meant_as_day
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Field
from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row

_FREE = frozenset({"text", "narrative"})


def columns_headed(
    headings: Sequence[str], columns: Sequence[Column], shown: Sequence[int], row: Row, quarter: Quarter
) -> dict[int, int] | None:
    """The columns a line of headings means, by number, for each place in it that means one.

    None where the line is no headings. It is where none of its words is a figure, and at least two of them and half of
    them mean columns; or as many are headings of any register, and no other is a day or something a column here holds.
    Of several columns of a name those `shown` come first, and those of the `quarter`; a column of days comes
    before one of words. What may still mean several means none. `row` is one of those that are to hold what stands
    below.
    """
    said = [heading for heading in headings if heading.strip()]
    if any(parse_number(heading) is not None for heading in said):
        return None
    others = [number for number in range(len(columns)) if number not in shown]
    meant: dict[int, int] = {}
    ways: tuple[Callable[[Column], Sequence[str]], ...] = (_called, lambda column: _also_called(column, row))
    for names in ways:
        days = {plain(name) for column in columns if _kind(column, row) == "date" for name in names(column)}
        for among in (shown, others):
            by_name: dict[str, list[int]] = {}
            for number in among:
                known = {plain(name) for name in names(columns[number]) if name}
                for name in known - (days if _kind(columns[number], row) == "text" else set()):
                    by_name.setdefault(name, []).append(number)
            for at, heading in enumerate(headings):
                found = by_name.get(plain(heading), []) if heading.strip() and at not in meant else []
                found = _of_one_place(found, columns, row, quarter)
                if len(found) == 1 and found[0] not in meant.values():
                    meant[at] = found[0]
    enough = len(meant) >= 2 and 2 * len(meant) >= len(said)
    return dict(sorted(meant.items())) if enough or _headings_elsewhere(said, columns, row) else None


def words_beside(heading: str, days: Column, columns: Sequence[Column], row: Row) -> int | None:
    """The column of words that goes by the heading of a column of days as well: it holds what is no day."""
    if _kind(days, row) != "date" or plain(heading) in map(plain, _called(days)):
        return None
    also = [
        number
        for number, column in enumerate(columns)
        if _kind(column, row) == "text" and plain(heading) in map(plain, _also_called(column, row))
    ]
    return also[0] if len(also) == 1 else None


def _of_one_place(found: list[int], columns: Sequence[Column], row: Row, quarter: Quarter) -> list[int]:
    """Of several columns of a name those of the quarter, and of those over one field the first."""
    if len(found) > 1:
        now = [number for number in found if columns[number].of_quarter(row) in ("", quarter.code)]
        first: dict[int, int] = {}
        for number in now:
            first.setdefault(id(columns[number].field(row) or columns[number]), number)
        found = list(first.values())
    return found


def _headings_elsewhere(said: Sequence[str], columns: Sequence[Column], row: Row) -> bool:
    """Whether a line reads as headings though the grid has few of them, and not as what a row holds."""
    other = [heading for heading in said if plain(heading) not in _known_headings()]
    known = len(said) - len(other)
    return (
        known >= 2
        and known >= len(other)
        and not any(meant_as_day(word) or _held(word, columns, row) for word in other)
    )


def _held(word: str, columns: Iterable[Column], row: Row) -> bool:
    """Whether a column that does not take any words takes this one."""
    for column in columns:
        if (_kind(column, row) or "text") not in _FREE:
            try:
                if column.parse(row, word) not in (None, (), ""):
                    return True
            except InvalidValue:
                continue
    return False


@cache
def _known_headings() -> frozenset[str]:
    """What any field of any register is headed."""
    return frozenset(
        plain(name) for register in REGISTERS for field in register.fields for name in _names(field)
    )


def _called(column: Column) -> Sequence[str]:
    return (column.label,)


def _also_called(column: Column, row: Row) -> Sequence[str]:
    """What a column is called elsewhere: as its field is declared; what a record is known by also as the record."""
    field = column.field(row)
    if field is None:
        return ()
    known_by = column.stored_as(row) == row.register.title
    return (*_names(field), *((row.register.label,) if known_by else ()))


def _names(field: Field) -> Sequence[str]:
    return (field.label, *field.aliases)


def _kind(column: Column, row: Row) -> str:
    """The kind of the field behind a column; "" where it has none."""
    field = column.field(row)
    return field.kind if field is not None else ""
