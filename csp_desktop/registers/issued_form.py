"""One return as it went out, cell by cell, with the columns it had: readable whatever is asked for since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from csp_desktop.errors import FileDamaged
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Field, Text, Value
from csp_desktop.registers.issued_form_upgrades import UPGRADES
from csp_desktop.registers.kept_json import keep_json, kept_json
from csp_desktop.registers.return_form import (
    BY_KEY,
    ContextColumn,
    InputColumn,
    ReturnSheet,
    cell_text,
)

VERSION = 2
_WIDTH = 16.0
_SHORT = 48


@dataclass
class IssuedRow:
    """One row as it went out: its code, its record, what its locked and its input cells showed.

    `bases` holds what the file said where the cell showed something else, or nothing.
    """

    code: str
    record: str
    context: dict[str, str | float | None]
    inputs: dict[str, Value] = field(default_factory=dict)
    bases: dict[str, Value] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """The number people say aloud, else its code."""
        return str(self.context.get("ref") or self.code)

    @property
    def title(self) -> str:
        """What the row is about."""
        return str(self.context.get("title") or "")

    def shown(self, key: str) -> Value:
        """What an input cell showed."""
        value = self.inputs.get(key)
        return cell_text(value) if isinstance(value, str) else value

    def base(self, key: str) -> Value:
        """What the file said when the form went out."""
        return self.bases[key] if key in self.bases else self.inputs.get(key)


@dataclass
class IssuedSheet:
    """One sheet as it went out: its columns as they were then, its rows in order from `first_row` on."""

    form: ReturnSheet
    headers: list[str]
    first_row: int
    rows: list[IssuedRow] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the sheet is known by."""
        return self.form.key

    def known(self, row: IssuedRow, quarter: Quarter) -> list[str]:
        """What stands in a row's locked cells beside its ref and title: short facts in one line, then the others."""
        told = [
            f"{column.header.format(previous=quarter.previous.short)}: {row.context[column.key]}"
            for column in self.form.context
            if column.key not in ("ref", "title") and row.context.get(column.key) not in (None, "")
        ]
        short = " · ".join(part for part in told if len(part) <= _SHORT)
        return [part for part in (short, *(part for part in told if len(part) > _SHORT)) if part]


@dataclass
class IssuedForm:
    """One return as it went out; `issue` counts the times it did."""

    return_code: str
    issue: int
    quarter: str
    recipient: str
    recipient_name: str
    partnership: str
    plan: str
    due_on: str
    contact: str
    issued_on: str
    rag_words: dict[str, str]
    sheets: list[IssuedSheet] = field(default_factory=list)

    @property
    def period(self) -> Quarter:
        """The quarter asked about."""
        return Quarter.parse(self.quarter)

    @property
    def example_day(self) -> str:
        """A day as it is to be written, of the year asked about: "31/03/2027"."""
        return f"{FinancialYear(self.period.year).end:%d/%m/%Y}"

    def rows(self) -> Iterator[tuple[IssuedSheet, IssuedRow]]:
        """Every row with its sheet."""
        for sheet in self.sheets:
            for row in sheet.rows:
                yield sheet, row

    def unfilled(self) -> dict[str, int]:
        """By sheet title, how many cells that are waited for stood empty when it went out."""
        unfilled = {}
        for sheet in self.sheets:
            asked = [column.key for column in sheet.form.inputs if column.asked]
            empty = sum(row.inputs.get(key) is None for row in sheet.rows for key in asked)
            if empty:
                unfilled[sheet.form.title] = empty
        return unfilled

    def to_json(self) -> str:
        """The snapshot kept in the file."""
        return keep_json(VERSION, {**vars(self), "sheets": [_packed(sheet) for sheet in self.sheets]})

    @classmethod
    def from_json(cls, text: str) -> IssuedForm:
        """A snapshot as it was kept; raises FileDamaged where that cannot be read."""
        try:
            plain = kept_json(text, VERSION, UPGRADES)
            return cls(**{**plain, "sheets": [_unpacked(sheet) for sheet in plain["sheets"]]})
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise FileDamaged(
                "The file's copy of an issued return is damaged and cannot be read; nothing was "
                "changed. Restore a backup."
            ) from problem


def input_column(
    sheet: str, key: str, heading: str, register: str, name: str, entry: str = ""
) -> InputColumn:
    """An input column as it was issued; where the form no longer has it, as the register still has its field.

    A column whose field the program no longer records has no register: its words are only shown.
    """
    today = BY_KEY.get(sheet)
    known = next((column for column in today.inputs if column.key == key), None) if today else None
    if known is not None and (known.register, known.field.name) == (register, name):
        return replace(known, header=heading or known.header)
    fields: dict[str, Field] = (
        {field.name: field for field in BY_NAME[register].fields} if register in BY_NAME else {}
    )
    if name in fields:
        return InputColumn(key, heading or fields[name].label, fields[name], register, _WIDTH, entry=entry)
    return InputColumn(key, heading or name, Text(name=name, label=heading or name), "", _WIDTH, entry=entry)


def _packed(sheet: IssuedSheet) -> dict[str, Any]:
    form = sheet.form
    return {
        "key": form.key,
        "title": form.title,
        "prefix": form.prefix,
        "register": form.register,
        "headers": sheet.headers,
        "context": [column.key for column in form.context],
        "inputs": [
            {
                "key": column.key,
                "kind": column.field.kind,
                "register": column.register,
                "field": column.field.name,
                "entry": column.entry,
                "asked": column.asked,
            }
            for column in form.inputs
        ],
        "first_row": sheet.first_row,
        "rows": [(row.code, row.record, row.context, row.inputs, row.bases) for row in sheet.rows],
    }


def _unpacked(plain: dict[str, Any]) -> IssuedSheet:
    today = BY_KEY.get(plain["key"])
    locked = {column.key: column for column in today.context} if today else {}
    headings = plain["headers"][2:]
    split = len(plain["context"])
    form = ReturnSheet(
        plain["key"],
        plain["title"],
        plain["prefix"],
        plain["register"],
        tuple(
            replace(locked[key], header=heading) if key in locked else ContextColumn(key, heading, _WIDTH)
            for key, heading in zip(plain["context"], headings[:split], strict=True)
        ),
        tuple(
            replace(
                input_column(
                    plain["key"],
                    kept_column["key"],
                    heading,
                    kept_column["register"],
                    kept_column["field"],
                    kept_column["entry"],
                ),
                asked=kept_column["asked"],
            )
            for kept_column, heading in zip(plain["inputs"], headings[split:], strict=True)
        ),
    )
    rows = [IssuedRow(*row) for row in plain["rows"]]
    return IssuedSheet(form, plain["headers"], plain["first_row"], rows)
