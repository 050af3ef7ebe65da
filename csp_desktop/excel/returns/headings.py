"""Headings typed over: whether what stands under them is still what was asked for, or something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from csp_desktop.excel.returns.cells.asides import of_another, own_year, parted_now
from csp_desktop.excel.returns.cells.suggestions import likeness
from csp_desktop.excel.returns.columns import FoundColumns
from csp_desktop.excel.returns.returned_form import ReturnedCell, ReturnedRow
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import in_short, plain
from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet
from csp_desktop.registers.return_form import WORDS, ContextColumn, InputColumn, is_score

_SPELT_ALIKE = 80
# Figures compared with others, or in thousands.
_COMPARED = re.compile(
    r"%|\b(?:change|difference|variance|rank|thousands?|millions?)\b|£\s?(?:000|[km]\b)|(?<!\d)000s?\b",
    re.IGNORECASE,
)
# Words may be of all that was done, where a figure would be the sum of more than this quarter.
_SINCE = re.compile(r"\b(?:to date|so far|since\b.*)", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:last|previous|prior)\b", re.IGNORECASE)
_UNTREATED = re.compile(
    r"\b(?:before|pre|without|gross|inherent|raw|initial|untreated|unmitigated|uncontrolled)\b", re.IGNORECASE
)
# These say no more of a column than its name does.
_NO_MORE = frozenset([
    "a", "and", "answer", "any", "as", "at", "by", "current", "currently", "end", "enter", "figure", "figures", "fill", "for",
    "from", "full", "here", "in", "latest", "new", "now", "number", "of", "our", "overall", "period", "please", "quarter",
    "rating", "reported", "reporting", "score", "spend", "state", "status", "text", "the", "this", "to", "us", "value", "word",
    "words", "write", "you", "your",
])  # fmt: skip


def doubt_headed_otherwise(
    rows: Sequence[ReturnedRow],
    columns: FoundColumns,
    issued: IssuedSheet,
    form: IssuedForm,
    but: Collection[str] = (),
) -> None:
    """Ask about the answers in columns that are known by their place, under a heading that says something else.

    Not in those, `but`, whose heading is an answer.
    """
    typed_over = {
        column: columns.headings[place]
        for column in issued.form.inputs
        if column.key in columns.guessed
        and column.key not in but
        and (place := columns.places[column.key]) in columns.headings
        and plain(columns.headings[place])
    }
    answers = {column: [row.cells[column.key] for row in rows if row.issued] for column in typed_over}
    for column, heading in typed_over.items():
        if not _names(heading, column, issued, form.period):
            said = f"The heading “{column.header}” now reads “{in_short(heading)}”. Is this their {column.header}?"
            _ask(answers[column], said, suggest=not _names_another(heading, column, issued))


def _ask(cells: Iterable[ReturnedCell], said: str, *, suggest: bool) -> None:
    for cell in cells:
        if cell.answer.state == "value" or (cell.answer.state == "unsure" and not suggest):
            value = cell.answer.value if suggest else None
            literal = cell.answer.value if cell.answer.literal is None else cell.answer.literal
            cell.answer = replace(cell.answer, state="unsure", value=value, literal=literal, message=said)


def _names(heading: str, column: InputColumn, issued: IssuedSheet, quarter: Quarter) -> bool:
    """Whether a heading still names a column, by a name it may have, with the quarter asked about or without.

    Over words any heading does that names neither another column nor another time: "What we have done".
    """
    in_words = column.field.kind in WORDS
    if parted_now(heading, quarter) == ("", []):
        return True  # nothing but the quarter
    of_a_month = in_words or column.field.kind in ("rag", "choice")
    alone, asides = parted_now(heading, quarter, of_a_month=of_a_month)
    said = _SINCE.sub(" ", heading)
    if _BEFORE.search(said) if in_words else _COMPARED.search(heading) or any(map(of_another, asides)):
        return False
    if _of_untreated(heading, column):
        return False
    if of_a_month:
        alone = re.sub(rf"\b{own_year(quarter)}\b", " ", alone)
    if any(_named_alike(alone, name) for name in _called(column)):
        return True
    has_words = re.search(r"[^\W\d_]{3}", alone) is not None
    return in_words and has_words and not _names_another(_SINCE.sub(" ", alone), column, issued)


def _of_untreated(heading: str, column: InputColumn) -> bool:
    """Whether a heading over scores speaks of the risk with nothing done about it."""
    return is_score(column.field) and _UNTREATED.search(heading) is not None


def _names_another(heading: str, column: InputColumn, issued: IssuedSheet) -> bool:
    """Whether a heading speaks of another time, of how figures compare, or names another column of the sheet."""
    every: list[InputColumn | ContextColumn] = [*issued.form.inputs, *issued.form.context]
    others = [name for other in every if other.key != column.key for name in _called(other)]
    return (
        of_another(heading)
        or _COMPARED.search(heading) is not None
        or _of_untreated(heading, column)
        or any(_named_alike(heading, name) for name in others)
    )


def _called(column: InputColumn | ContextColumn) -> tuple[str, ...]:
    return (column.header, *column.aliases)


def _named_alike(heading: str, name: str) -> bool:
    said, called = _telling(heading), _telling(name)
    return bool(said) and likeness(said, called) >= _SPELT_ALIKE


def _telling(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+", name.casefold())
    return sorted(word for word in words if word not in _NO_MORE) or sorted(words)
