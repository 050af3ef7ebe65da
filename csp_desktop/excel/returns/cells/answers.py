"""What a partner's cell means: a value where that is certain, else a question with the raw text kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.read_cells import ReadCell
from csp_desktop.excel.returns.cells.answered_days import answered_day, either_order
from csp_desktop.excel.returns.cells.answered_figures import (
    answered_figure,
    answered_money,
    answered_whole_number,
)
from csp_desktop.excel.returns.cells.quoted_cells import shown_text, wanted
from csp_desktop.excel.returns.cells.suggestions import (
    either_month,
    month_first,
    names_itself,
    rating_meant,
    state_meant,
)
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.word_meanings import (
    rating_phrases,
    says_clear,
    says_not_yet,
    says_nothing,
    says_same_again,
    status_phrases,
)
from csp_desktop.registers.as_written.wordings import in_short, plain_text
from csp_desktop.registers.fields import RAG_WORDS, Field, is_blank
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.return_form import CLEAR, WORDS, InputColumn


def read_answer(
    cell: ReadCell | None,
    column: InputColumn,
    form: IssuedForm,
    unit: str = "",
    struck: bool = False,
    *,
    left: str = "",
    months_first: bool = False,
) -> Answer:
    """What a cell of an input column says. `unit` is that of the row's indicator.

    `left` are its words without those crossed out, where only some are; `months_first` says that other dates
    of its column can only have the month first.
    """
    if cell is None or (cell.kind == "text" and is_blank(cell.value)):
        return Answer("blank")
    raw = shown_text(cell)
    if struck and left.strip():
        answer = read_answer(ReadCell("text", left), column, form, unit, months_first=months_first)
        said = f"Part of “{in_short(raw)}” is crossed out. Did they mean “{in_short(left)}”?"
        return Answer("unsure", answer.value, raw, said, struck=True)
    if cell.kind == "error":
        return Answer("rejected", None, raw, f"The cell shows the error {raw}; {wanted(column, form)}.")
    if cell.kind == "no value":
        return Answer(
            "rejected",
            None,
            raw,
            f"The cell holds a formula whose result was not saved; type the result itself: {wanted(column, form)}.",
        )
    if raw.strip().casefold().replace(" ", "") == CLEAR:
        return Answer("clear", None, raw)
    if says_clear(raw):
        return _perhaps_clear(raw, column)
    answer = _READERS[column.field.kind](cell, raw, column, form, unit)
    in_doubt = months_first and column.field.kind == "date" and answer.state == "value"
    if in_doubt and (cell.kind == "date" or month_first(raw)):
        answer = either_order(answer)
    if months_first and answer.value is not None and column.field.kind == "date" and either_month(raw):
        said = f"“{in_short(raw)}” could have its month first, as another date in this column has; {wanted(column, form)}."
        answer = Answer("unsure", None, raw, said)
    if column.field.kind == "money" and answer.value is not None and column.field.check(answer.value):
        return Answer(
            "rejected",
            None,
            raw,
            f"“{in_short(raw)}” is more than an amount can be; {wanted(column, form)}.",
        )
    if struck and answer.state in ("value", "unsure"):
        said = f"“{in_short(raw)}” is crossed out. Do they still mean it?"
        return Answer("unsure", answer.value, raw, said, struck=True)
    return answer


def _perhaps_clear(raw: str, column: InputColumn) -> Answer:
    """The word that empties a cell, without its brackets: it may be the answer itself."""
    said = (
        f"“{in_short(raw)}” may be their answer, or ask for what stands here to be emptied; the word {CLEAR} "
        "would have said so. Is it to be emptied?"
    )
    in_words = column.field.kind in WORDS
    return Answer("perhaps clear", plain_text(raw) if in_words else None, raw, said)


def _opening(raw: str) -> str:
    """The tabs and line breaks a text begins with: someone set it out like that."""
    start = raw.replace("\r\n", "\n").replace("\r", "\n")
    return start[: len(start) - len(start.lstrip("\t\n"))]


def _text(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    text = _opening(raw) + plain_text(raw)
    if not text.strip():
        return Answer("blank")
    if cell.kind == "date":
        return Answer(
            "unsure",
            text,
            raw,
            f"The spreadsheet turned what was typed into a date, {text}. Did they mean that?",
        )
    if cell.kind == "boolean":
        word = "Yes" if cell.value else "No"
        return Answer("unsure", word, raw, f"The cell says {raw} and not words. Did they mean “{word}”?")
    if says_same_again(text):
        return Answer("unsure", text, raw, f"“{text}” points at another cell. Which words did they mean?")
    return Answer("value", text, raw)


def _rag(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    try:
        rating = column.field.parse_as(plain_text(raw), form.rag_words)  # type: ignore[attr-defined]
        if rating is not None and "?" in raw and raw.strip() not in form.rag_words.values():
            return _off_the_list(raw, rating, form.rag_words, column, form)
    except InvalidValue:
        if says_nothing(raw) or says_not_yet(raw):
            return _off_the_list(raw, "none", form.rag_words, column, form)
        phrases = rating_phrases(blue_is_complete=form.rag_words["blue"] == RAG_WORDS["blue"])
        meant = rating_meant(raw, form.rag_words, phrases, form.period)
        return _off_the_list(raw, meant, form.rag_words, column, form)
    return Answer("value", rating, raw)


def _choice(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    answer = _parsed(column.field, plain_text(raw), raw, wanted(column, form))
    states = {state: column.field.format(state) for state in column.field.options}  # type: ignore[attr-defined]
    if answer.state != "rejected":
        return _off_the_list(raw, answer.value, states, column, form) if "?" in raw else answer
    return _off_the_list(raw, state_meant(raw, status_phrases(states), form.period), states, column, form)


def _off_the_list(
    raw: str, meant: str | None, words: Mapping[str, str], column: InputColumn, form: IssuedForm
) -> Answer:
    """A word that is none of those asked for: the one it most likely means is asked about."""
    if meant is None:
        return Answer("rejected", None, raw, f"“{in_short(raw)}” is not on the list; {wanted(column, form)}.")
    said = f"“{in_short(raw)}” is not on the list. Did they mean {words[meant]}?"
    return Answer("unsure", meant, raw, said, worded=True)


def _parsed(field: Field, typed: object, raw: str, wanted: str) -> Answer:
    try:
        value = field.parse(typed)
    except InvalidValue:
        return Answer("rejected", None, raw, f"“{in_short(raw)}” is not on the list; {wanted}.")
    return Answer("value", value, raw)


def _yes_no(cell: ReadCell, raw: str, column: InputColumn, form: IssuedForm, unit: str) -> Answer:
    try:
        return Answer("value", column.field.parse(plain_text(raw)), raw)
    except InvalidValue:
        pass
    said = f"“{in_short(raw)}” is neither Yes nor No"
    if names_itself(raw, column.header):
        return Answer("unsure", True, raw, f"{said}. Did they mean Yes?")
    return Answer("rejected", None, raw, f"{said}; write one of them.")


_READERS: dict[str, Callable[[ReadCell, str, InputColumn, IssuedForm, str], Answer]] = {
    "narrative": _text,
    "text": _text,
    "rag": _rag,
    "choice": _choice,
    "yes/no": _yes_no,
    "whole number": answered_whole_number,
    "number or TBC": answered_figure,
    "money": answered_money,
    "date": answered_day,
}
