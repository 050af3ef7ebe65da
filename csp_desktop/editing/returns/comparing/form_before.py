"""Answers on the form of an earlier quarter that are for the one asked about now: its rows as those of that return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from csp_desktop.editing.merge import same
from csp_desktop.editing.returns.comparing.earlier import Earlier
from csp_desktop.excel.returns.leftovers import reads_as_sent
from csp_desktop.excel.returns.reader import leave_out_headings
from csp_desktop.excel.returns.returned_form import (
    Repeats,
    ReturnedCell,
    ReturnedForm,
    ReturnedRow,
    ReturnedSheet,
)
from csp_desktop.excel.returns.surroundings import Remark, row_of
from csp_desktop.excel.returns.writer import start_texts
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.fields import is_nothing
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow

RowsNow = Mapping[tuple[str, str], IssuedRow]
"""The rows of the return asked about now, by sheet key and record."""


@dataclass(frozen=True)
class SentBefore:
    """A row as it was sent for an earlier quarter ("Q3"), and what the versions of that return said."""

    row: IssuedRow
    quarter: str
    earlier: Earlier


def rows_by_record(form: IssuedForm, copied_from: Callable[[str, str], Iterable[str]]) -> RowsNow:
    """The rows of a form by what each is about, and by what that was copied from into the plan of a later year."""
    rows: dict[tuple[str, str], IssuedRow] = {}
    for sheet, row in form.rows():
        for record in (row.record, *copied_from(sheet.form.register, row.record)):
            rows.setdefault((sheet.key, record), row)
    return rows


def answers_of_now(
    returned: ReturnedForm,
    form: IssuedForm,
    rows_now: RowsNow,
    sent_before: Callable[[ReturnedRow], SentBefore | None],
) -> None:
    """Give each row of an earlier form to the row of `form` about the same record.

    Cells that say what was sent or said for the earlier quarter repeat that. A row that `form` lacks is kept for a
    person, where it holds anything.
    """
    sheets = {sheet.key: sheet for sheet in form.sheets}
    first_sheet = {plain(text) for text in start_texts(form).values()}
    returned.remarks = [
        remark
        for remark in returned.remarks
        if remark.outside not in ("stray", "locked") or plain(remark.returned) not in first_sheet
    ]
    for sheet in returned.sheets:
        before = {
            row.number: sent
            for row in (*sheet.rows, *sheet.unknown)
            if (sent := sent_before(row)) is not None
        }
        sheet.issued = sheets.get(sheet.issued.key, sheet.issued)
        leave_out_headings(sheet, form)
        if not sheet.held:
            _give_rows(sheet, before, rows_now)
            _give_remarks(sheet, before)


def known_before(earlier: Earlier, before: Earlier, sent: IssuedForm, rows_now: RowsNow) -> Earlier:
    """What versions of a return said, with what its recipient had left beside the answers on the form before, `sent`."""
    codes = {
        row.code: rows_now[sheet.key, row.record].code
        for sheet, row in sent.rows()
        if (sheet.key, row.record) in rows_now
    }
    outside = {(place[0], codes.get(place[1], place[1]), *place[2:]) for place in before.outside}
    return replace(
        earlier,
        proposals=[*before.proposals, *earlier.proposals],
        outside=earlier.outside | outside,
        signed={**before.signed, **earlier.signed},
    )


def _give_rows(sheet: ReturnedSheet, before: Mapping[int, SentBefore], rows_now: RowsNow) -> None:
    key = sheet.issued.key
    rows = sorted([*sheet.rows, *sheet.unknown], key=lambda row: row.number)
    sheet.rows, sheet.unknown = [], []
    for row in rows:
        sent = before.get(row.number)
        if sent is not None:
            _give_row(row, key, sent, rows_now)
            if row.issued is None and not any(row.answers()):
                continue
        elif row.issued is None:
            row.issued = _sent_now(row, key, rows_now)
        (sheet.unknown if row.issued is None else sheet.rows).append(row)
    given = {row.issued.code for row in sheet.rows if row.issued and row.number in before}
    # Copied below a table that was left alone, a row is not there twice.
    sheet.rows = [
        row
        for row in sheet.rows
        if row.number in before or row.issued is None or row.issued.code not in given or not _left_alone(row)
    ]
    for row in sheet.proposed:
        row.goes_on = row.goes_on and rows_now.get((key, row.goes_on.record))


def _give_row(row: ReturnedRow, key: str, sent: SentBefore, rows_now: RowsNow) -> None:
    row.issued = rows_now.get((key, sent.row.record))
    row.fault = (
        f"Row {row.code} is on the {sent.quarter} form and what it is about is not asked now; the row is "
        "kept for you to look at and nothing of it was taken."
    )
    row.cells = {name: cell for name, cell in row.cells.items() if not _says_nothing(cell, sent)}
    for cell in row.cells.values():
        cell.repeats = _repeats(cell, sent)
        over = [now for other in cell.over if (now := rows_now.get((key, other.record)))]
        cell.over = over if len(over) > 1 else []


def _sent_now(row: ReturnedRow, key: str, rows_now: RowsNow) -> IssuedRow | None:
    """The row of now that was pasted into an earlier form, by its code and title."""
    for (sheet_key, _), now in rows_now.items():
        if sheet_key == key and now.code == row.code and plain(now.title) == plain(row.title):
            return now
    return None


def _left_alone(row: ReturnedRow) -> bool:
    """Whether a row stands as empty as it was sent."""
    assert row.issued is not None
    return all(
        cell.blank and not cell.colour and is_nothing(row.issued.shown(key))
        for key, cell in row.cells.items()
    )


def _says_nothing(cell: ReturnedCell, sent: SentBefore) -> bool:
    """Whether a cell is as empty as it was sent, whatever the return of now shows in it."""
    return cell.blank and not cell.colour and is_nothing(sent.row.shown(cell.column.key))


def _repeats(cell: ReturnedCell, sent: SentBefore) -> Repeats | None:
    """Whether a cell says what was said or sent for the earlier quarter; None where it says something else."""
    key, field, answer = cell.column.key, cell.column.field, cell.answer
    said = sent.earlier.said.get((sent.row.code, key))
    if cell.blank:
        coloured = said is not None and said.outside == "colour" and said.value == cell.colour
        return Repeats(sent.quarter, said=True) if coloured else None
    shown = sent.row.shown(key)
    if answer.state == "value" and shown is not None and same(field, answer.value, shown):
        return Repeats(sent.quarter, said=False)
    value = sent.earlier.values.get((sent.row.code, key))
    taken = answer.state == "value" and value is not None and same(field, answer.value, value)
    if taken or (said is not None and said.returned == cell.raw):
        return Repeats(sent.quarter, said=True)
    return None


def _give_remarks(sheet: ReturnedSheet, before: Mapping[int, SentBefore]) -> None:
    """Tie words beside the answers to the rows of now; what stands in a row as it was sent is none of theirs."""
    rows = {row.number: row.issued for row in sheet.rows}
    kept = []
    for remark in sheet.remarks:
        at = row_of(remark.address)
        sent, row = before.get(at), rows.get(at)
        if any(
            _as_sent(remark, sheet, one)
            for one in (sent.row if sent is not None else None, row)
            if one is not None
        ):
            continue
        if sent is not None or remark.row is None:
            remark.row, remark.sheet_issued = row, sheet.issued if row is not None else None
        kept.append(remark)
    sheet.remarks = kept


def _as_sent(remark: Remark, sheet: ReturnedSheet, row: IssuedRow) -> bool:
    """Whether words stand in a locked cell of their row, or under its heading, as they were sent."""
    if remark.outside not in ("locked", "column"):
        return False
    return any(
        reads_as_sent(row.context.get(column.key), remark.returned)
        for column in sheet.issued.form.context
        if column.key == remark.column or plain(column.header) == plain(remark.heading)
    )
