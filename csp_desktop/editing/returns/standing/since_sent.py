"""What would be asked of a recipient now, against the form that was sent last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csp_desktop.editing.returns.rows import AskedRow, issued_values
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.registers.fields import is_blank
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet


@dataclass(frozen=True)
class SinceSent:
    """How many rows are new, are no longer asked about, or say something else than they did."""

    new: int = 0
    gone: int = 0
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)

    def said(self) -> str:
        """ "2 rows new, 1 changed"."""
        counts = [(self.new, "new"), (self.changed, "changed"), (self.gone, "gone")]
        told = [(count, word) for count, word in counts if count]
        if not told:
            return "nothing changed"
        (count, word), *others = told
        first = f"{count} row{'' if count == 1 else 's'} {word}"
        return ", ".join([first, *(f"{count} {word}" for count, word in others)])


def since_sent(
    form: IssuedForm, asked: Mapping[str, Sequence[AskedRow]], recorded: RecordedValues, *, answered: bool
) -> SinceSent:
    """What changed since a form was sent; where it has been `answered`, what is recorded is theirs and no change."""
    sent = {(sheet.key, row.record): (sheet, row) for sheet, row in form.rows()}
    now = {(key, row.record): row for key, rows in asked.items() for row in rows}
    changed = sum(
        _says_otherwise(*sent[place], row, recorded, answered=answered)
        for place, row in now.items()
        if place in sent
    )
    return SinceSent(len(now.keys() - sent.keys()), len(sent.keys() - now.keys()), changed)


def _says_otherwise(
    sheet: IssuedSheet, sent: IssuedRow, row: AskedRow, recorded: RecordedValues, *, answered: bool
) -> bool:
    # A form of an earlier version may lack columns of today.
    if any(_apart(sent.context[name], said) for name, said in row.context.items() if name in sent.context):
        return True
    if answered:
        return False
    filled, _ = issued_values(sheet.form, row.record, recorded)
    return any(_apart(sent.inputs.get(column.key), filled.get(column.key)) for column in sheet.form.inputs)


def _apart(sent: object, now: object) -> bool:
    return sent != now and not (_nothing(sent) and _nothing(now))


def _nothing(value: object) -> bool:
    return value is None or is_blank(value)
