"""A sheet of a return as the part of a workbook that holds it, written cell by cell.

openpyxl makes an object of each cell and of each border of its look, which takes most of the time of a hundred
returns; here a cell is a line of text, and its look a number from `looks_part`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape as xml

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from csp_desktop.excel.writing.styles import Looks
from csp_desktop.excel.writing.text_cells import CELL_ROOM, escape, in_formula, stays_text

CellValue = str | int | float | date | None

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTES_ID = "notes"
_IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
# A4 on its side, as wide as the page and as long as it takes.
_PAGE = (
    '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.7" header="0.5" footer="0.5"/>'
    '<pageSetup orientation="landscape" paperSize="9" fitToWidth="1" fitToHeight="0"/>'
)
# Columns and rows can be made wider and rows filtered; no text box can be drawn over the cells.
_PROTECTED = '<sheetProtection sheet="1" objects="1" formatColumns="0" formatRows="0" autoFilter="0"/>'


@dataclass(frozen=True)
class Check:
    """What a cell takes without a warning: a kind of data validation, its formulas, and what the warning says."""

    kind: str
    formulas: tuple[str, ...]
    error: str
    title: str = ""


@dataclass
class Column:
    """How wide a column is, in characters, and whether it is hidden."""

    width: float
    hidden: bool = False


@dataclass
class WorksheetPart:
    """One sheet: its cells are put row by row from left to right, `free` is the
    row and column of the first that moves when scrolled.

    `header_row` is repeated on each page; `footer` what stands at the foot, left and right, as codes of the
    program. A `bare` sheet is hidden and has nothing but its cells and columns.
    """

    title: str
    looks: Looks
    bare: bool = False
    cursor: str = "A1"
    free: tuple[int, int] | None = None
    header_row: int | None = None
    footer: tuple[str, str] = ("", "")
    columns: dict[int, Column] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _rows: dict[int, list[str]] = field(default_factory=dict)
    _heights: dict[int, str] = field(default_factory=dict)
    _checks: list[str] = field(default_factory=list)
    _rules: list[str] = field(default_factory=list)
    _across: int = 1

    def put(self, row: int, column: int, value: CellValue, look: str) -> None:
        """Write one cell; text is text, whatever it starts with."""
        place = self._place(row, column)
        if isinstance(value, str) and value:
            words = escape(value)[:CELL_ROOM]
            number = self.looks.numbers[look, stays_text(value)]
            space = ' xml:space="preserve"' if words != words.strip() else ""
            cell = f'<c {place} s="{number}" t="inlineStr"><is><t{space}>{xml(words)}</t></is></c>'
        else:
            number = self.looks.numbers[look, False]
            held = "" if value is None or isinstance(value, str) else f"<v>{_number(value)}</v>"
            cell = f'<c {place} s="{number}">{held}</c>' if held else f'<c {place} s="{number}"/>'
        self._rows.setdefault(row, []).append(cell)

    def put_formula(self, row: int, column: int, formula: str, words: str, look: str) -> None:
        """Write a formula with the words it shows: programs that only show a file do not calculate."""
        cell = (
            f'<c {self._place(row, column)} s="{self.looks.numbers[look, False]}" t="str">'
            f"<f>{xml(formula.removeprefix('='))}</f><v>{xml(escape(words))}</v></c>"
        )
        self._rows.setdefault(row, []).append(cell)

    def _place(self, row: int, column: int) -> str:
        self._across = max(self._across, column)
        return f'r="{get_column_letter(column)}{row}"'

    def high(self, row: int, points: float, *, held: bool = False) -> None:
        """Give a row a height; where it is not `held`, programs fit it anew when somebody types in it."""
        self._heights[row] = f' ht="{points:g}"' + (' customHeight="1"' if held else "")

    def check(self, cells: str, check: Check) -> None:
        """Warn where cells take something else; a warning can be overruled, so nothing meant is lost."""
        title = f' errorTitle="{attribute(check.title)}"' if check.title else ""
        formulas = "".join(
            f"<formula{at}>{xml(formula)}</formula{at}>" for at, formula in enumerate(check.formulas, 1)
        )
        self._checks.append(
            f'<dataValidation type="{check.kind}" errorStyle="warning" allowBlank="1" showErrorMessage="1"'
            f'{title} error="{attribute(check.error)}" sqref="{cells}">{formulas}</dataValidation>'
        )

    def colour_ratings(self, cells: str, words: Iterable[tuple[str, str]]) -> None:
        """Show ratings in colour and with their shape, by (rating, its word in the cell)."""
        rules = "".join(
            f'<cfRule type="cellIs" dxfId="{self.looks.ratings[rag]}" priority="{priority}" operator="equal">'
            f"<formula>{xml(in_formula(word))}</formula></cfRule>"
            for priority, (rag, word) in enumerate(words, 1)
        )
        self._rules.append(f'<conditionalFormatting sqref="{cells}">{rules}</conditionalFormatting>')

    def written(self) -> str:
        """The part as the workbook holds it."""
        last = f"{get_column_letter(self._across)}{max(self._rows, default=1)}"
        rows = "".join(
            f'<row r="{row}"{self._heights.get(row, "")}>{"".join(cells)}</row>'
            for row, cells in sorted(self._rows.items())
        )
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{column.width:g}" customWidth="1" hidden="{column.hidden:d}"/>'
            for at, column in sorted(self.columns.items())
        )
        if columns:
            columns = f"<cols>{columns}</cols>"
        fit = "" if self.bare else '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        lines = "" if self.bare else ' showGridLines="0"'
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}">{fit}<dimension ref="A1:{last}"/>'
            f'<sheetViews><sheetView{lines} workbookViewId="0">{self._panes()}</sheetView></sheetViews>'
            f'<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>'
            f"{columns}<sheetData>{rows}</sheetData>{self._after_rows()}</worksheet>"
        )

    def _panes(self) -> str:
        chosen = f'activeCell="{self.cursor}" sqref="{self.cursor}"'
        if self.free is None:
            return f"<selection {chosen}/>"
        row, column = self.free
        return (
            f'<pane xSplit="{column - 1}" ySplit="{row - 1}" topLeftCell="{get_column_letter(column)}{row}" '
            'activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/>'
            f'<selection pane="bottomRight" {chosen}/>'
        )

    def _after_rows(self) -> str:
        if self.bare:
            return '<sheetProtection sheet="1"/>'
        checks = "".join(self._checks)
        return "".join(
            (
                _PROTECTED,
                *self._rules,
                f'<dataValidations count="{len(self._checks)}">{checks}</dataValidations>' if checks else "",
                _PAGE,
                f"<headerFooter><oddFooter>&amp;L{xml(self.footer[0])}&amp;R{xml(self.footer[1])}</oddFooter>"
                "</headerFooter>",
                f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{NOTES_ID}"/>' if self.notes else "",
            )
        )


def attribute(text: str) -> str:
    """A text between the quotes of an attribute."""
    return xml(escape(text), _IN_ATTRIBUTE)


def _number(value: float | date) -> str:
    return str(to_excel(value)) if isinstance(value, date) else repr(value)
