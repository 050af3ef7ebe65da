"""Answers pasted one row too high or too low: each stands in the row of another, where nothing else shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answers import read_answer
from csp_desktop.excel.returns.columns import FoundColumns
from csp_desktop.excel.returns.returned_form import ReturnedCell, ReturnedRow, ReturnedSheet, Slid
from csp_desktop.excel.returns.sums import figure_in, nearly_equal
from csp_desktop.registers.as_written.wordings import in_short, plain
from csp_desktop.registers.fields import is_nothing
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import WORDS, InputColumn

_A_SENTENCE = 5
# What is written below a table closes it.
_CLOSES = re.compile(
    r"\W*(?:(?:signed|signature|(?:completed|agreed|approved|prepared|submitted|checked) by|nb|n\.b)\b|(?:name|date|notes?|comments?)\s*:)",
    re.IGNORECASE,
)
# A heading in somebody's own words does: "What have you done this quarter?"
_ASKS = re.compile(r"\?\s*$|\b(?:you|your|please)\b", re.IGNORECASE)
_FIGURES = ("number or TBC", "money", "whole number")
# In one column alone, fewer answers than these may as well stand where they were meant to.
_AT_LEAST = 2


@dataclass(frozen=True)
class Slide:
    """Answers that may stand one row too high or too low: in which `columns`, by key, and `from_row` on.

    `doubtful` are columns whose few answers may have slid with them; `said` is what is asked about each column's.
    """

    way: Slid
    from_row: int
    columns: tuple[str, ...]
    doubtful: tuple[str, ...]
    said: Mapping[str, str]


def find_slide(
    sheet: ReturnedSheet, rows: Mapping[int, ReturnedRow], columns: FoundColumns, form: IssuedForm
) -> Slide | None:
    """How the answers of a sheet have slid; None where nothing shows that they have."""
    known = sorted((row for row in sheet.rows if row.issued), key=lambda row: row.number)
    if sheet.held or not known:
        return None
    return _too_high(sheet, known, columns, form) or _too_low(sheet, known, rows, form)


def ask_which_row(slide: Slide, rows: Sequence[ReturnedRow]) -> None:
    """Ask about every answer that may have slid."""
    for cell in _answers(slide, rows, (*slide.columns, *slide.doubtful)):
        literal = cell.answer.value if cell.answer.literal is None else cell.answer.literal
        cell.answer = replace(
            cell.answer, state="unsure", value=None, literal=literal, message=slide.said[cell.column.key]
        )


def ask_whether_moved(slide: Slide, rows: Sequence[ReturnedRow]) -> None:
    """Ask about the answers that were moved with others and may have stood where they were meant to."""
    for cell in _answers(slide, rows, slide.doubtful):
        if cell.answer.state == "value":
            said = "It stood in the row below, as the answers beside it did. Is it for this row?"
            cell.answer = replace(cell.answer, state="unsure", message=said)


def _answers(slide: Slide, rows: Sequence[ReturnedRow], keys: Sequence[str]) -> Iterator[ReturnedCell]:
    for row in rows:
        for key in keys:
            if row.number >= slide.from_row and row.cells[key].answer.state in ("value", "unsure"):
                yield row.cells[key]


def move_back(
    slide: Slide,
    sheet: ReturnedSheet,
    rows: Mapping[int, ReturnedRow],
    over_first: Mapping[str, ReturnedCell],
) -> None:
    """Give each answer that slid to the row it was meant for; `over_first` are those that stand where the headings were."""
    known = sorted((row for row in sheet.rows if row.number >= slide.from_row), key=lambda row: row.number)
    for key in (*slide.columns, *slide.doubtful):
        if slide.way == "too high":
            cells = [over_first[key], *(row.cells[key] for row in known[:-1])]
        else:
            below = rows[known[-1].number + 1]
            cells = [*(row.cells[key] for row in known[1:]), below.cells.pop(key)]
        for row, cell in zip(known, cells, strict=True):
            row.cells[key] = cell
    if slide.way == "too low":
        below.place, below.goes_on = "proposed", None
        left = [below] if any(below.answers()) else []
        sheet.proposed = [row for row in sheet.proposed if row is not below] + left


def can_be_moved(slide: Slide, sheet: ReturnedSheet, columns: FoundColumns) -> bool:
    """Whether each answer has a row to go to, and none is merged over several."""
    known = sorted((row for row in sheet.rows if row.number >= slide.from_row), key=lambda row: row.number)
    numbers = [row.number for row in known]
    follow = numbers == list(range(slide.from_row, slide.from_row + len(known)))
    cells = [row.cells[key] for row in known for key in (*slide.columns, *slide.doubtful)]
    if not follow or any(cell.over for cell in cells):
        return False
    if slide.way == "too low":
        return True
    last_left = not any(_answered(known[-1], key) for key in slide.columns)
    return last_left and columns.header_row == slide.from_row - 1


def _too_high(
    sheet: ReturnedSheet, known: Sequence[ReturnedRow], columns: FoundColumns, form: IssuedForm
) -> Slide | None:
    """Answers that begin where the headings were, over which a block was pasted with the gaps it had."""
    pasted_over = [column for column in sheet.issued.form.inputs if column.key in columns.guessed]
    headings = {column.key: columns.headings.get(columns.places[column.key], "") for column in pasted_over}
    typed_over = [column for column in pasted_over if plain(headings[column.key])]
    shows = next((one for one in typed_over if _is_answer(one, headings[one.key], form)), None) or next(
        (one for one in typed_over if _is_first_answer(one, headings[one.key], sheet, known)), None
    )
    if shows is None:
        return None
    said = {}
    for column in pasted_over:
        heading = headings[column.key]
        if plain(heading) and column.field.kind not in WORDS and not _is_answer(column, heading, form):
            continue
        over = column if plain(heading) else shows
        said[column.key] = (
            f"An answer, “{in_short(headings[over.key])}”, stands where the heading “{over.header}” was, so the answers "
            "may have been pasted one row too high. Which row is this for?"
        )
    return Slide("too high", known[0].number, tuple(said), (), said)


def _is_answer(column: InputColumn, words: str, form: IssuedForm) -> bool:
    """Whether what stands outside the rows can only be an answer: a rating, figure or date."""
    if column.field.kind in WORDS:
        return False
    return read_answer(ReadCell("text", words), column, form).state == "value"


def _is_first_answer(
    column: InputColumn, heading: str, sheet: ReturnedSheet, known: Sequence[ReturnedRow]
) -> bool:
    """Whether a sentence stands where the heading was, and of all rows only the last lacks one."""
    if column.field.kind not in WORDS or len(heading.split()) < _A_SENTENCE or len(known) < 2:
        return False
    if _ASKS.search(heading) or _rated_alike(sheet, known, column.key):
        return False
    return [_answered(row, column.key) for row in known] == [True] * (len(known) - 1) + [False]


def _too_low(
    sheet: ReturnedSheet, known: Sequence[ReturnedRow], rows: Mapping[int, ReturnedRow], form: IssuedForm
) -> Slide | None:
    """Answers that end below the last row, while that of them which is empty stands above all the others."""
    below = rows.get(known[-1].number + 1)
    if below is None or below.issued or below.code or any(below.context.values()):
        return None
    gaps = dict(_gaps(sheet, known, below, form))
    if not gaps:
        return None
    gap = min(gaps.values())
    columns = tuple(key for key, at in gaps.items() if at == gap)
    listed = [key for key in columns if known[gap].cells[key].column.field.kind not in WORDS]
    of_a_kind = gap == 0 and len(known) > _AT_LEAST and (listed or not _rated_alike(sheet, known, columns[0]))
    if not of_a_kind and not (len(columns) > 1 and listed):
        return None  # a row left out, and words below the table
    doubtful = tuple(
        column.key
        for column in sheet.issued.form.inputs
        if column.key in known[gap].cells
        and column.key not in columns
        and not _answered(known[gap], column.key)
        and any(_answered(row, column.key) for row in known[gap:])
        and not any(_sent_with(row, column.key) for row in known[gap:])
    )
    issued = known[gap].issued
    assert issued is not None
    words = in_short(below.cells[columns[0]].words)
    said = (
        f"An answer, “{words}”, stands below the last row and {issued.ref} has none, so the answers may "
        "have been pasted one row too low. Which row is this for?"
    )
    return Slide("too low", known[gap].number, columns, doubtful, dict.fromkeys((*columns, *doubtful), said))


def _rated_alike(sheet: ReturnedSheet, known: Sequence[ReturnedRow], key: str) -> bool:
    """Whether a rating or state stands in just the rows where these words do: then each stands in its own."""
    told = [_answered(row, key) for row in known]
    return any(
        [_answered(row, column.key) for row in known] == told
        for column in sheet.issued.form.inputs
        if column.field.kind in ("rag", "choice") and column.key in known[0].cells
    )


def _gaps(
    sheet: ReturnedSheet, known: Sequence[ReturnedRow], below: ReturnedRow, form: IssuedForm
) -> Iterator[tuple[str, int]]:
    """By column that goes on below the last row, the last of its rows that is empty."""
    for column in sheet.issued.form.inputs:
        cell = below.cells.get(column.key)
        if cell is None or cell.blank:
            continue
        answered = [_answered(row, column.key) for row in known]
        gap = len(answered) - 1 - answered[::-1].index(False) if False in answered else -1
        if gap < 0:
            continue
        figures = column.field.kind in _FIGURES
        in_words = column.field.kind in WORDS
        if _CLOSES.match(cell.words) if in_words else not _is_answer(column, cell.words, form):
            continue
        if not figures or (gap == 0 and not _is_sum(column.key, known, cell)):
            yield column.key, gap


def _answered(row: ReturnedRow, key: str) -> bool:
    """Whether a cell of a known row holds something else than it was sent with."""
    cell = row.cells[key]
    if cell.blank or row.issued is None or not _sent_with(row, key):
        return not cell.blank
    sent = row.issued.shown(key)
    return cell.answer.value != sent and plain(str(sent)) != plain(cell.words)


def _sent_with(row: ReturnedRow, key: str) -> bool:
    """Whether a cell was sent with something in it."""
    return row.issued is not None and not is_nothing(row.issued.shown(key))


def _is_sum(key: str, known: Sequence[ReturnedRow], cell: ReturnedCell) -> bool:
    figures = [figure_in(ReadCell("text", row.cells[key].words)) or 0 for row in known]
    total = figure_in(ReadCell("text", cell.words))
    return total is not None and nearly_equal(sum(figures), total)
