"""Cells that point elsewhere: to what was before ("No change"), the row above ("As above"), an email or attachment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.returns.returned_form import ReturnedRow
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.word_meanings import (
    says_as_above,
    says_no_change,
    says_nothing,
    says_sent_beside,
)
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.fields import Value, is_nothing
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow
from csp_desktop.registers.return_form import WORDS, InputColumn, is_score

_FIGURES = ("number or TBC", "money", "whole number", "yes/no")
_SCORES = re.compile(r"([1-5]) × ([1-5])\b")


def left_as_it_was(
    answer: Answer, words: str, column: InputColumn, row: IssuedRow, form: IssuedForm
) -> Answer:
    """What a cell of a row means, where its `words` only say that nothing has changed, or nothing at all.

    What it was sent with stands, and so does a day, or a Yes or No; of a rating or score, that of the quarter before may be
    meant. Over what we filled in for the quarter asked about, the words may be their own; a dash or "n/a" over any words that
    were sent may mean that there is nothing to add.
    """
    sent = row.shown(column.key) if column.field.kind in WORDS else None
    if sent and answer.state == "value" and answer.value != sent and _says_no_words(words):
        return _over_what_was_sent(answer, words)
    if not says_no_change(words):
        return answer
    if sent and column.kept.owner:
        return _over_what_was_sent(answer, words)
    if column.field.kind in ("date", "yes/no") or not is_nothing(row.shown(column.key)):
        return Answer("as it was", None, answer.raw)
    before = _before(column, row, form)
    if before is None:
        return answer
    shown = form.rag_words[before] if column.field.kind == "rag" else column.field.format(before)
    said = f"“{words}”: in {form.period.previous.short} it was {shown}. Did they mean that?"
    return replace(answer, state="unsure", value=before, message=said)


def _says_no_words(words: str) -> bool:
    """Whether a cell holds nothing but "n/a", "none", a dash, a point or another sign."""
    return says_nothing(words) or re.search(r"\w", words) is None


def _over_what_was_sent(answer: Answer, words: str) -> Answer:
    said = f"“{words}” stands over what was filled in. Is it to replace that?"
    return replace(answer, state="unsure", value=words, message=said)


def sent_beside(answer: Answer, words: str, column: InputColumn) -> Answer:
    """What a cell means whose `words` only name something that was sent with the workbook."""
    if column.field.kind not in WORDS or not says_sent_beside(words):
        return answer
    said = f"“{words}” refers to something sent with the workbook. Which words did they mean?"
    return replace(answer, state="unsure", message=said)


def meant_above(rows: Sequence[ReturnedRow]) -> None:
    """Ask where a cell points at the one above whether it means what that says; `rows` are those known, in their order."""
    # By column, what the row above says, also where it points at the one above itself.
    words: dict[str, str] = {}
    for above, row in pairwise(rows):
        for key, cell in row.cells.items():
            over = above.cells.get(key)
            if over is None or cell.column.field.kind in _FIGURES:
                continue
            if not says_as_above(over.words):
                words[key] = over.words
            if not says_as_above(cell.words):
                continue
            answer = over.answer
            tells = answer.value is not None and answer.state in ("value", "unsure") and not answer.struck
            if not (tells and key in words and above.number == row.number - 1):
                words.pop(key, None)
            else:
                said = f"“{cell.words}”: did they mean what the row above says, “{in_short(words[key])}”?"
                cell.answer = replace(
                    cell.answer, state="unsure", value=answer.value, message=said, worded=True
                )


def _before(column: InputColumn, row: IssuedRow, form: IssuedForm) -> Value:
    """The rating, score or state of the quarter before, where the row shows it."""
    try:
        if column.key == "rag":
            return column.field.parse_as(row.context.get("last_rag"), form.rag_words)  # type: ignore[attr-defined]
        if column.key == "status":
            return column.field.parse(row.context.get("last_status"))
    except InvalidValue:
        return None
    scores = _SCORES.match(str(row.context.get("last_score") or "")) if is_score(column.field) else None
    if scores is None:
        return None
    return int(scores[1 if column.key == "likelihood" else 2])
