"""Tables from the clipboard: HTML as Word, Excel, Outlook and web pages put it there, or text with tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening.clipboard_text import Block, read_tab_separated
from csp_desktop.excel.opening.grid import Grid, Position, Range
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.fields import is_blank

_MOST = 500_000
_COLOUR = re.compile(r"background(?:-color)?\s*:\s*#([0-9A-Fa-f]{6})", re.IGNORECASE)


def pasted_grids(html: str, text: str) -> list[Grid]:
    """The tables on the clipboard, one grid each; raises WorkbookProblem where there is none."""
    tables = _tables_of_html(html)
    names = ["Pasted"] if len(tables) == 1 else [f"Pasted {number}" for number in range(1, len(tables) + 1)]
    grids = [
        Grid(name, table.values, tuple(table.merged), fills=table.fills)
        for name, table in zip(names, tables, strict=True)
    ]
    if not grids and "\t" in text:
        grids = [Grid.of_rows("Pasted", read_tab_separated(text))]
    grids = [grid for grid in grids if grid.values]
    if not grids:
        raise WorkbookProblem(
            "There is no table on the clipboard, so nothing was brought in; copy the table and paste again."
        )
    return grids


def pasted_rows(html: str, text: str) -> Block:
    """The rows on the clipboard, from its text where that is a whole block, else from its tables.

    As text, a cell of several paragraphs comes apart into lines; words around the tables are rows of their own.
    """
    rows = read_tab_separated(text)
    tables = _tables_of_html(html)
    if not tables or len({len(row) for row in rows}) == 1:
        return rows
    cells: Block = []
    for table in tables:
        width = max(column for _, column in table.taken)
        for number in range(1, max(row for row, _ in table.taken) + 1):
            cells.append([str(table.values.get((number, column), "")) for column in range(1, width + 1)])
    told = {plain(words) for row in cells for cell in row for words in (cell, *cell.split("\n"))}
    return [*cells, *([words] for row in rows for words in row if plain(words) not in told)]


@dataclass
class _Table:
    """A table while it is read; `taken` are places covered by cells above or to the left."""

    values: dict[Position, object] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    fills: dict[Position, str] = field(default_factory=dict)
    taken: set[Position] = field(default_factory=set)
    row: int = 0
    column: int = 1


class _Tables(HTMLParser):
    """Gathers tables; a table within a cell is read as the text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._depth = 0
        self._words: list[str] | None = None
        self._at: Position = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("style", "script", "head"):
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].row += 1
            self.tables[-1].column = 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._start_cell(said)
        elif self._words is not None:
            if tag in ("br", "p", "div", "tr"):
                self._words.append("\n")
            elif tag == "li":
                self._words.append("\n○ ")
            elif tag in ("td", "th"):
                self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head"):
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._silent:
            # Line breaks of the source are no line breaks of the text.
            self._words.append(re.sub(r"\s+", " ", data))

    def _start_cell(self, said: dict[str, str]) -> None:
        table = self.tables[-1]
        if not table.row:
            table.row = 1
        while (table.row, table.column) in table.taken:
            table.column += 1
        self._at = (table.row, table.column)
        across, down = _span(said.get("colspan")), _span(said.get("rowspan"))
        if len(table.values) > _MOST:
            raise WorkbookProblem(
                "The table on the clipboard is too large; save it as a workbook and import that."
            )
        for row in range(table.row, table.row + down):
            table.taken.update((row, column) for column in range(table.column, table.column + across))
        if across > 1 or down > 1:
            table.merged.append((*self._at, table.row + down - 1, table.column + across - 1))
        colour = _COLOUR.search(said.get("style", ""))
        shade = colour[1] if colour else said.get("bgcolor", "").lstrip("#")
        if re.fullmatch(r"[0-9A-Fa-f]{6}", shade):
            table.fills[self._at] = shade.upper()
        self._words = []

    def _end_cell(self) -> None:
        if self._words is None:
            return
        lines = [" ".join(line.split()) for line in "".join(self._words).replace("\u00a0", " ").split("\n")]
        text = "\n".join(line for line in lines if line)
        if not is_blank(text):
            self.tables[-1].values[self._at] = text
        self._words = None


def _tables_of_html(html: str) -> list[_Table]:
    if "<t" not in html.casefold():
        return []
    reader = _Tables()
    reader.feed(html[:20_000_000])
    reader.close()
    return [table for table in reader.tables if table.values]


def _span(text: str | None) -> int:
    return max(1, min(int(text), 500)) if text and text.isdigit() else 1
