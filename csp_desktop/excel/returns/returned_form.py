"""A return as it came back: its sheets, rows and cells, what is missing of it, and what of it is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from csp_desktop.excel.returns.leftovers import Place
from csp_desktop.excel.returns.surroundings import Remark, SignedCell
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import InputColumn

_NOTHING = Answer("blank")
Slid = Literal["", "too high", "too low"]
"""Where the answers of a sheet may stand, each one row from its own."""


@dataclass(frozen=True)
class Repeats:
    """That a cell says no more than it did for an earlier quarter: what its return `said`, else what was sent."""

    quarter: str
    said: bool

    @property
    def told(self) -> str:
        """ "It says what the Q1 return said." """
        what = f"the {self.quarter} return said" if self.said else f"was sent for {self.quarter}"
        return f"It says what {what}."


@dataclass
class ReturnedCell:
    """An input cell as it came back: what is seen in it (`raw`, `words`), and what that means (`answer`).

    `colour` is the rating an empty cell is coloured in, `over` the rows it is merged over where there are
    more than its own, `months_first` whether another date of its column can only have the month first, `says_more`
    whether its words, where a value is asked for, tell more than that; `repeats` what it says again of an earlier quarter,
    on whose form it came.
    """

    column: InputColumn
    address: str
    raw: str
    words: str
    blank: bool
    answer: Answer = _NOTHING
    comment: str = ""
    colour: str = ""
    over: list[IssuedRow] = field(default_factory=list)
    months_first: bool = False
    says_more: bool = False
    repeats: Repeats | None = None


@dataclass
class ReturnedRow:
    """A row that could be read, with the issued row it belongs to (None where it is not known).

    One that holds nothing but words of an answer `goes_on` perhaps with the row above it.
    """

    sheet: str
    number: int
    issued: IssuedRow | None
    cells: dict[str, ReturnedCell]
    address: str = ""
    code: str = ""
    title: str = ""
    place: Place = "elsewhere"
    context: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    goes_on: IssuedRow | None = None

    def answers(self) -> Iterator[ReturnedCell]:
        """Its input cells that hold something."""
        return (cell for cell in self.cells.values() if not cell.blank)


@dataclass
class ReturnedSheet:
    """One sheet as it came back: rows known again, rows that are not ours, rows that are new.

    `held` says why none of it may be taken; `by_title` that its rows were paired by their titles; `slid` that its answers
    may stand one row too high or too low, and can be moved to the rows they would belong to.
    """

    title: str
    issued: IssuedSheet
    rows: list[ReturnedRow] = field(default_factory=list)
    unknown: list[ReturnedRow] = field(default_factory=list)
    proposed: list[ReturnedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    missing_columns: list[InputColumn] = field(default_factory=list)
    held: str = ""
    by_title: bool = False
    slid: Slid = ""


@dataclass
class ReturnedForm:
    """A whole return as it came back."""

    sheets: list[ReturnedSheet]
    sign_off: dict[str, SignedCell]
    remarks: list[Remark]
    rows_alone: bool = False

    def keep_rows(self) -> None:
        """Keep the rows of this return alone: the workbook is that of another, which has all the rest."""
        self.rows_alone, self.sign_off, self.remarks = True, {}, []
        for sheet in self.sheets:
            sheet.rows = [row for row in sheet.rows if row.issued and row.code == row.issued.code]
            own = {row.code for row in sheet.rows}
            sent = {row.code for row in sheet.issued.rows}
            sheet.unknown = [row for row in sheet.unknown if sheet.held and row.code in sent]
            sheet.proposed, sheet.missing_columns = [], []
            sheet.remarks = [
                remark for remark in sheet.remarks if remark.row is not None and remark.row.code in own
            ]

    @property
    def said_before(self) -> int:
        """How many cells say what the return of an earlier quarter said."""
        return sum(
            cell.repeats is not None and cell.repeats.said
            for sheet in self.sheets
            for row in [*sheet.rows, *sheet.unknown]
            for cell in row.cells.values()
        )

    def missing(self, form: IssuedForm) -> list[tuple[IssuedSheet, IssuedRow]]:
        """The issued rows that did not come back."""
        if self.rows_alone:
            return []
        held = {sheet.issued.key for sheet in self.sheets if sheet.held}
        seen = {row.issued.code for sheet in self.sheets for row in sheet.rows if row.issued}
        return [(sheet, row) for sheet, row in form.rows() if row.code not in seen and sheet.key not in held]

    def empty(self, form: IssuedForm) -> bool:
        """Whether of all the cells that are waited for none came back filled in."""
        asked = any(column.asked for sheet in form.sheets if sheet.rows for column in sheet.form.inputs)
        return asked and not any(
            cell.column.asked and not cell.blank and not cell.repeats
            for sheet in self.sheets
            for row in [*sheet.rows, *sheet.unknown, *sheet.proposed]
            for cell in row.cells.values()
        )
