"""The sentence over each sheet of a return: what is still to fill in, and by when.

It is a formula that counts as the partner types, stored with what it shows: programs that only show a file
do not calculate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csp_desktop.excel.writing.text_cells import in_formula
from csp_desktop.registers.as_written.dates import WEEKDAYS, format_date
from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet

NOTHING_LEFT = "Nothing is left to fill in on this sheet. Thank you."
_NOTHING_FAULTY = "Nothing on this sheet needs another look."
_COUNTED = re.compile(r"\d+(?= under | pale red cells)|(?<=COUNTBLANK\()[A-Z]+\d+:[A-Z]+\d+(?=\))")


@dataclass(frozen=True)
class Waiting:
    """The cells of one column that are waited for: its heading, where they are ("I4:I20"), how many are empty."""

    heading: str
    cells: str
    empty: int


@dataclass(frozen=True)
class ToDo:
    """What a cell holds (a formula, or only words), and the words it shows."""

    formula: str
    words: str


def long_date(iso: str) -> str:
    """ "Monday 18 October 2010"."""
    return f"{WEEKDAYS[date.fromisoformat(iso).weekday()]} {format_date(iso)}" if iso else "–"


def on_sheet(form: IssuedForm, waiting: Sequence[Waiting]) -> ToDo:
    """The sentence over a sheet that is filled in."""
    by_when = _by_when(form)
    if not waiting:
        return ToDo("", f"Only if you have something to propose: one row for each.{by_when}")
    total = "+".join(f"COUNTBLANK({column.cells})" for column in waiting)
    counts = '&", "&'.join(
        f"COUNTBLANK({column.cells})&{in_formula(f' under {column.heading}')}" for column in waiting
    )
    formula = (
        f'=IF({total}=0,{in_formula(NOTHING_LEFT)},"Still to fill in: "&{counts}&{in_formula(f".{by_when}")})'
    )
    if not any(column.empty for column in waiting):
        return ToDo(formula, NOTHING_LEFT)
    said = ", ".join(f"{column.empty} under {column.heading}" for column in waiting)
    return ToDo(formula, f"Still to fill in: {said}.{by_when}")


def on_corrected_sheet(form: IssuedForm, faults: int) -> ToDo:
    """The sentence over a sheet of a corrections workbook with so many cells at fault."""
    if not faults:
        return ToDo("", _NOTHING_FAULTY)
    cells = "the pale red cell" if faults == 1 else f"the {faults} pale red cells"
    return ToDo("", f"Please look again at {cells}; the note on each says why.{_by_when(form)}")


def on_first_sheet(waiting: Mapping[str, Sequence[Waiting]], quoted: Mapping[str, str]) -> ToDo:
    """The count over all sheets; `waiting` by sheet title, `quoted` the titles as formulas name them."""
    if not waiting:
        return ToDo("", "Nothing that must be filled in.")
    counts = {
        title: "+".join(f"COUNTBLANK({quoted[title]}!{column.cells})" for column in columns)
        for title, columns in waiting.items()
    }
    total = "+".join(counts.values())
    parts = '&", "&'.join(f"{in_formula(f'{title} ')}&({count})" for title, count in counts.items())
    empty = {title: sum(column.empty for column in columns) for title, columns in waiting.items()}
    said = ", ".join(f"{title} {count}" for title, count in empty.items())
    number = sum(empty.values())
    return ToDo(
        f'=IF({total}=0,"Nothing: thank you",({total})&" cells: "&{parts})',
        f"{number} cells: {said}" if number else "Nothing: thank you",
    )


def says_to_do(text: str, form: IssuedForm, sheet: IssuedSheet) -> bool:
    """Whether a text over a sheet is our sentence, whatever it counted when it was saved, or its formula."""
    asked = [column.header for column in sheet.form.inputs if column.asked]
    waiting = [Waiting(heading, "A1:A1", 1) for heading in asked] if sheet.rows else []
    said = on_sheet(form, waiting)
    ours = (
        said.words,
        said.formula,
        NOTHING_LEFT,
        _NOTHING_FAULTY,
        on_corrected_sheet(form, 1).words,
        on_corrected_sheet(form, 2).words,
    )
    return _uncounted(text) in map(_uncounted, ours)


def _uncounted(text: str) -> str:
    """A sentence without its counts and places; the day it names stays."""
    return _COUNTED.sub("", " ".join(text.split()))


def _by_when(form: IssuedForm) -> str:
    return f" Please return by {long_date(form.due_on)}." if form.due_on else ""
