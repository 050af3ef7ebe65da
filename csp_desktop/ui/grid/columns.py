"""What a grid shows and a form edits of each row: columns that read, parse and change its record.

A column is the one place where a fact on the screen is tied to the record it lives in; the grid, the
record form, the clipboard, sorting and sums all go through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.palette import ColourRole
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.as_written.dates import format_date, parse_date
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date, Field, Quarter, Record, Reference, Value
from csp_desktop.registers.left_out import NEVER_TYPED, standing_by_themselves
from csp_desktop.rules.natural_order import natural_order
from csp_desktop.ui.grid.rows.row import Row

if TYPE_CHECKING:
    from csp_desktop.ui.context import Context

_RIGHT = frozenset({"money", "number", "whole number"})
_WIDTHS = {
    "narrative": 260,
    "links": 96,
    "reference": 110,
    "date": 100,
    "money": 96,
    "number": 84,
    "whole number": 72,
    "rag": 104,
    "choice": 116,
    "yes/no": 72,
    "quarter": 96,
    "year": 84,
}

Painting = Callable[[QPainter, QRectF, Row], None]
"""Paints what a cell holds: where, the space inside the cell, and the row."""


@dataclass(kw_only=True)
class Column:
    """A column. This one shows nothing and takes nothing; the kinds below do.

    `key` is its own name among the columns of a grid (for widths and choice of columns), `width` is in
    px for 13 px text, `hint` says on hover what the column holds, `hidden` leaves it to the column chooser.
    """

    key: str
    label: str
    width: int = 120
    wraps: bool = False
    right: bool = False
    hint: str = ""
    hidden: bool = False

    def field(self, row: Row) -> Field | None:
        """How the cell is edited: the field behind it; None where it cannot be edited."""
        return None

    def value(self, row: Row) -> Value:
        """The value behind the cell, for sorting and sums."""
        return None

    def of_quarter(self, row: Row) -> str:
        """The code of the quarter the cell is of; "" where it is of none."""
        return ""

    def place(self, row: Row) -> str:
        """What tells the cell from all others of the row's record, those of other quarters included."""
        return f"{self.key} {self.of_quarter(row)}".rstrip()

    def stored_as(self, row: Row) -> str:
        """The field of the row's own record behind the cell; "" for none."""
        return ""

    def text(self, row: Row) -> str:
        """What the cell says, on screen and on the clipboard."""
        return ""

    def placeholder(self, row: Row) -> str:
        """What an empty cell shows instead, quietly; never copied."""
        return ""

    def under(self, row: Row) -> str:
        """A second, quieter line below the cell's own words; never edited or copied."""
        return ""

    def strong(self, row: Row) -> bool:
        """Whether the cell's words stand out by weight."""
        return row.heading

    def rating(self, row: Row) -> str | None:
        """The rating to be shown as a badge, "" for none to show; None where the cell is plain text."""
        return None

    def tone(self, row: Row) -> ColourRole:
        """The colour role of the text."""
        return "ink"

    def hover(self, row: Row) -> str:
        """What pointing at the cell tells."""
        return ""

    def painter(self) -> Painting | None:
        """Paints the cell's content itself: None where it is words or a badge."""
        return None

    def parse(self, row: Row, raw: object) -> Value:
        """The value meant by what was typed or pasted; raises InvalidValue."""
        raise NotImplementedError

    def changes(self, row: Row, value: Value) -> list[Change]:
        """What writing a parsed value into the cell changes."""
        return []

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        """Orders rows by this column, empty ones last."""
        value = self.value(row)
        if value is None or value in ("", ()):
            return (True, 0)
        if isinstance(value, str | tuple):
            return (False, natural_order(self.text(row)))
        return (False, value)

    def amount(self, row: Row) -> float | None:
        """The cell's figure where a sum over such cells makes sense, else None."""
        return None

    def sum_text(self, total: float) -> str:
        """A sum over the column as people read it."""
        return format_number(round(total, 6))


@dataclass(kw_only=True)
class _Edited(Column):
    """A column over a declared field: parsed, formatted and aligned by its kind."""

    context: Context
    declared: Field
    tones: Callable[[Row], ColourRole] | None = None
    hovers: Callable[[Row], str] | None = None
    blanks: Callable[[Row], str] | None = None
    """What an empty cell shows instead ("No update yet")."""
    only: Callable[[Row], bool] | None = None
    """Which rows can be edited here; all where not given."""

    def field(self, row: Row) -> Field | None:
        return self.declared if self.only is None or self.only(row) else None

    def text(self, row: Row) -> str:
        value = self.value(row)
        if self.declared.kind == "date":
            return short_date(value)
        return self.context.names.format(self.declared, value)

    def placeholder(self, row: Row) -> str:
        return self.blanks(row) if self.blanks else ""

    def rating(self, row: Row) -> str | None:
        if self.declared.kind != "rag":
            return None
        return self.value(row) or ("none" if self.field(row) else "")

    def tone(self, row: Row) -> ColourRole:
        return self.tones(row) if self.tones else "ink"

    def hover(self, row: Row) -> str:
        return self.hovers(row) if self.hovers else ""

    def parse(self, row: Row, raw: object) -> Value:
        if isinstance(self.declared, Date | Quarter):
            return self.declared.parse_in(raw, FinancialYear(self.context.quarter.year))
        return self.context.names.parse(self.declared, raw)

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        if self.declared.kind in ("date", "quarter", "rag"):
            value = self.value(row)
            return (value is None, value or "")
        if isinstance(self.declared, Reference) and (day := parse_date(self.text(row))) is not None:
            # A meeting is called by its day.
            return (False, natural_order(day.isoformat()))
        return super().sort_key(row)

    def amount(self, row: Row) -> float | None:
        value = self.value(row)
        if self.declared.kind in _RIGHT and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        return None

    def sum_text(self, total: float) -> str:
        return format_money(round(total)) if self.declared.kind == "money" else super().sum_text(total)


def _looks(declared: Field, looks: dict[str, Any]) -> dict[str, Any]:
    """Label, width, alignment and wrapping by the kind of field, unless said otherwise."""
    kind = declared.kind
    usual = {
        "label": declared.label,
        "width": _WIDTHS.get(kind, 120),
        "right": kind in _RIGHT,
        "wraps": kind in ("narrative", "text", "links"),
    }
    return {**usual, **looks}


@dataclass(kw_only=True)
class FieldColumn(_Edited):
    """A field of the row's own record."""

    name: str

    def strong(self, row: Row) -> bool:
        return row.heading and self.declared.kind in ("text", "narrative")

    def value(self, row: Row) -> Value:
        return row.record.get(self.name)

    def field(self, row: Row) -> Field | None:
        return super().field(row) if self.name in row.register.by_name else None

    def stored_as(self, row: Row) -> str:
        return self.name if self.name in row.register.by_name else ""

    def changes(self, row: Row, value: Value) -> list[Change]:
        if row.record.get(self.name) == value:
            return []
        return [Update(row.register.name, row.id, {self.name: value})]


@dataclass(kw_only=True)
class RelatedColumn(_Edited):
    """A field of another record that belongs to the row's: an action's update for a quarter, say.

    `find` gives that record or None; `owner` what a new one starts from ({"item": id, "quarter": code}).
    """

    register: str
    name: str
    find: Callable[[Row], Record | None]
    owner: Callable[[Row], Mapping[str, Value]]

    def of_quarter(self, row: Row) -> str:
        return str(self.owner(row).get("quarter") or "")

    def strong(self, row: Row) -> bool:
        return False

    def value(self, row: Row) -> Value:
        record = self.find(row)
        return record[self.name] if record else None

    def changes(self, row: Row, value: Value) -> list[Change]:
        record = self.find(row)
        if record is not None:
            if record[self.name] == value:
                return []
            return [Update(self.register, record["id"], {self.name: value})]
        if value is None or value in ((), ""):
            return []
        return [Insert(self.register, {**self.owner(row), self.name: value})]


@dataclass(kw_only=True)
class DerivedColumn(Column):
    """Something computed: shown, sorted and copied, never edited.

    `of` gives the value; `says` its words (the value itself where not given); `rates` a rating to show as
    a badge; `paints` draws the cell.
    """

    of: Callable[[Row], Value]
    says: Callable[[Row], str] | None = None
    rates: Callable[[Row], str | None] | None = None
    tones: Callable[[Row], ColourRole] | None = None
    hovers: Callable[[Row], str] | None = None
    paints: Painting | None = None
    money: bool = False

    def value(self, row: Row) -> Value:
        return self.of(row)

    def text(self, row: Row) -> str:
        if self.says is not None:
            return self.says(row)
        value = self.of(row)
        if value is None:
            return ""
        if self.money:
            return format_money(value)
        return format_number(value) if isinstance(value, int | float) else str(value)

    def rating(self, row: Row) -> str | None:
        return self.rates(row) if self.rates else None

    def tone(self, row: Row) -> ColourRole:
        return self.tones(row) if self.tones else "ink"

    def hover(self, row: Row) -> str:
        return self.hovers(row) if self.hovers else ""

    def painter(self) -> Painting | None:
        return self.paints

    def amount(self, row: Row) -> float | None:
        value = self.of(row) if self.right else None
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def sum_text(self, total: float) -> str:
        return format_money(round(total)) if self.money else super().sum_text(total)


@dataclass(kw_only=True)
class MixedColumn(Column):
    """One column over rows of several registers: for each register's name, the column that serves its rows."""

    by_register: Mapping[str, Column] = field(default_factory=dict)

    def _for(self, row: Row) -> Column | None:
        return self.by_register.get(row.register.name)

    def field(self, row: Row) -> Field | None:
        column = self._for(row)
        return column.field(row) if column else None

    def of_quarter(self, row: Row) -> str:
        own = self._for(row)
        return own.of_quarter(row) if own else ""

    def place(self, row: Row) -> str:
        own = self._for(row)
        return own.place(row) if own else self.key

    def stored_as(self, row: Row) -> str:
        own = self._for(row)
        return own.stored_as(row) if own else ""

    def value(self, row: Row) -> Value:
        column = self._for(row)
        return column.value(row) if column else None

    def text(self, row: Row) -> str:
        column = self._for(row)
        return column.text(row) if column else ""

    def placeholder(self, row: Row) -> str:
        column = self._for(row)
        return column.placeholder(row) if column else ""

    def painter(self) -> Painting | None:
        painters = {name: column.painter() for name, column in self.by_register.items()}
        if not any(painters.values()):
            return None

        def paint(painter: QPainter, rect: QRectF, row: Row) -> None:
            own = painters.get(row.register.name)
            if own is not None:
                own(painter, rect, row)

        return paint

    def under(self, row: Row) -> str:
        column = self._for(row)
        return column.under(row) if column else ""

    def strong(self, row: Row) -> bool:
        column = self._for(row)
        return column.strong(row) if column else row.heading

    def rating(self, row: Row) -> str | None:
        column = self._for(row)
        return column.rating(row) if column else None

    def tone(self, row: Row) -> ColourRole:
        column = self._for(row)
        return column.tone(row) if column else "ink"

    def hover(self, row: Row) -> str:
        column = self._for(row)
        return column.hover(row) if column else ""

    def parse(self, row: Row, raw: object) -> Value:
        return self.by_register[row.register.name].parse(row, raw)

    def changes(self, row: Row, value: Value) -> list[Change]:
        return self.by_register[row.register.name].changes(row, value)

    def amount(self, row: Row) -> float | None:
        column = self._for(row)
        return column.amount(row) if column else None


def field_column(context: Context, register: str, name: str, **looks: Any) -> FieldColumn:
    """A column over a register's own field; label, width and alignment as declared unless given."""
    declared = register_named(register)[name]
    known = {key: looks.pop(key) for key in ("tones", "hovers", "blanks", "only") if key in looks}
    key = looks.pop("key", name)
    return FieldColumn(
        key=key, name=name, declared=declared, context=context, **known, **_looks(declared, looks)
    )


def related_column(
    context: Context,
    register: str,
    name: str,
    *,
    key: str,
    find: Callable[[Row], Record | None],
    owner: Callable[[Row], Mapping[str, Value]],
    **looks: Any,
) -> RelatedColumn:
    """A column over a field of another register's record that belongs to each row."""
    declared = register_named(register)[name]
    known = {look: looks.pop(look) for look in ("tones", "hovers", "blanks", "only") if look in looks}
    return RelatedColumn(
        key=key, register=register, name=name, find=find, owner=owner, declared=declared, context=context,
        **known, **_looks(declared, looks),
    )  # fmt: skip


def field_columns(
    context: Context,
    register: str,
    names: Sequence[str],
    looks: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Column]:
    """Columns over several fields of a register; `looks` by field name ({"title": {"width": 320}})."""
    return [field_column(context, register, name, **(looks or {}).get(name, {})) for name in names]


def with_others(
    context: Context,
    register: str,
    columns: Sequence[Column],
    *,
    hidden: bool = False,
    elsewhere: Iterable[str] = (),
) -> list[Column]:
    """The columns, then one for each field of the register they lack; `elsewhere` names fields shown beside them.

    `hidden` ones are left to the column chooser. Left out, and to be read only, is what `registers.left_out` lists.
    """
    named = {*elsewhere, *(column.name for column in columns if isinstance(column, FieldColumn))}
    others: list[Column] = []
    for name in (lacking.name for lacking in standing_by_themselves(register, named)):
        read_only = {"only": lambda row: False} if name in NEVER_TYPED.get(register, {}) else {}
        others.append(field_column(context, register, name, hidden=hidden, **read_only))
    return [*columns, *others]


def short_date(iso: str | None) -> str:
    """ "30 Jun 2010" for a cell; "" for no date."""
    return format_date(iso, short=True) if iso else ""
