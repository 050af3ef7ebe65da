"""Reading an OpenDocument spreadsheet cell by cell, with its errors, notes and crossed-out cells."""

from __future__ import annotations

import re
from typing import Any

from csp_desktop.excel.opening.package_parts import Limits, Package, Packed, Refused, local, parse

_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")


def read_ods(package: Package, limits: Limits) -> Packed:
    """The workbook in compact form; raises Refused."""
    reading = _Content(limits)
    parse(package.chunks("content.xml"), reading.start, reading.end, reading.text)
    properties, identifier = _meta(package)
    return {
        "kind": "ods",
        "sheets": reading.sheets,
        "names": reading.names,
        "properties": properties,
        "identifier": identifier,
    }


def _meta(package: Package) -> tuple[dict[str, str], str]:
    properties: dict[str, str] = {}
    identifier: list[str] = []
    name = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        kind = local(element)
        name = {"user-defined": attributes.get("meta:name", ""), "identifier": "\0"}.get(kind, "")

    def end(_: str) -> None:
        nonlocal name
        name = ""

    def text(data: str) -> None:
        if name == "\0":
            identifier.append(data)
        elif name:
            properties[name] = properties.get(name, "") + data

    if "meta.xml" in package:
        parse(package.chunks("meta.xml"), start, end, text)
    # How LibreOffice carries over the identifier of an Office Open XML workbook.
    return properties, "".join(identifier) or properties.get("OOXMLCorePropertyIdentifier", "")


class _Content:
    """Handlers for the one document that holds all sheets."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Packed] = []
        self.names: dict[str, str] = {}
        self._cells_left = limits.cells
        self._characters_left = limits.characters
        self._struck_styles: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: Packed = {}
        self._row = self._next_row = 1
        self._column = 1
        self._row_cells: list[tuple[int, int, str, Any, bool, bool]] = []
        self._row_notes: list[tuple[int, str]] = []
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._note: list[str] | None = None
        self._crossed = False
        self._in_paragraph = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        handler = _STARTS.get(local(element))
        if handler is not None:
            handler(self, attributes)

    def end(self, element: str) -> None:
        handler = _ENDS.get(local(element))
        if handler is not None:
            handler(self)

    def text(self, data: str) -> None:
        if self._in_paragraph and self._cell is not None:
            self._lines()[-1] += data.replace("\n", " ")

    def _lines(self) -> list[str]:
        return self._paragraphs if self._note is None else self._note

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _start_text_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_named(self, attributes: dict[str, str]) -> None:
        expression = attributes.get("table:expression") or attributes.get("table:cell-range-address", "")
        self.names[attributes.get("table:name", "")] = expression.removeprefix("of:").removeprefix("=")

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._sheet = {
            "title": attributes.get("table:name", ""),
            "visible": attributes.get("table:style-name") not in self._hidden_styles,
            "rows": [],
            "merged": [],
            "struck": [],
            "formulas": [],
            "comments": [],
        }
        self.sheets.append(self._sheet)
        self._next_row = 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = self._next_row
        self._next_row += _count(attributes, "table:number-rows-repeated")
        self._column = 1
        self._row_cells, self._row_notes = [], []

    def _end_row(self) -> None:
        if not self._row_cells and not self._row_notes:
            return
        for row in range(self._row, self._next_row):
            flat: list[Any] = []
            for column, repeated, letter, value, struck, formula in self._row_cells:
                self._cells_left -= repeated
                if self._cells_left < 0:
                    raise Refused(
                        "has more cells filled in than any return or plan could. Nothing was taken from "
                        "it; ask the sender what it is meant to be."
                    )
                for place in range(column, column + repeated):
                    flat += (place, letter, value)
                    if struck:
                        self._sheet["struck"].append((row, place))
                    if formula:
                        self._sheet["formulas"].append((row, place))
            self._sheet["rows"].append((row, flat))
        self._sheet["comments"] += [(self._row, column, note) for column, note in self._row_notes]

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._paragraphs = []
        self._crossed = attributes.get("table:style-name") in self._struck_styles

    def _end_cell(self) -> None:
        assert self._cell is not None
        attributes, self._cell = self._cell, None
        repeated = _count(attributes, "table:number-columns-repeated")
        letter, value = self._content(attributes)
        if letter:
            self._characters_left -= len(value) if isinstance(value, str) else 0
            if self._characters_left < 0:
                raise Refused(
                    "holds more text than any return could. Nothing was taken from it; "
                    "ask the sender what it is meant to be."
                )
            formula = "table:formula" in attributes
            self._row_cells.append((self._column, repeated, letter, value, self._crossed, formula))
            across = _count(attributes, "table:number-columns-spanned")
            down = _count(attributes, "table:number-rows-spanned")
            if across > 1 or down > 1:
                self._sheet["merged"].append(
                    (self._row, self._column, self._row + down - 1, self._column + across - 1)
                )
        self._column += repeated

    def _content(self, attributes: dict[str, str]) -> tuple[str, Any]:
        kind = attributes.get("office:value-type", "")
        shown = "\n".join(self._paragraphs)
        if attributes.get("calcext:value-type") == "error":
            return "e", shown
        if kind in ("float", "currency", "percentage"):
            number = float(attributes.get("office:value", "nan"))
            letter = "p" if kind == "percentage" else "n"
            return letter, int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "date":
            day = attributes.get("office:date-value", "")
            return "d", day[:19] if "T" in day and not day.endswith("T00:00:00") else day[:10]
        if kind == "time":
            match = _TIME.match(attributes.get("office:time-value", ""))
            return ("h", f"{int(match[1]):02d}:{match[2]}:{match[3]}") if match else ("t", shown)
        if kind == "boolean":
            return "b", attributes.get("office:boolean-value") == "true"
        text = shown or attributes.get("office:string-value", "")
        if text:
            return "t", text
        return ("x", "") if "table:formula" in attributes and not kind else ("", None)

    def _start_covered(self, attributes: dict[str, str]) -> None:
        # Hidden under a merged range: passed over, but it takes its place in the row.
        self._column += _count(attributes, "table:number-columns-repeated")

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if self._cell is not None:
            self._lines().append("")
            self._in_paragraph += 1

    def _end_paragraph(self) -> None:
        if self._cell is not None:
            self._in_paragraph -= 1

    def _start_span(self, attributes: dict[str, str]) -> None:
        if self._note is None and attributes.get("text:style-name") in self._struck_styles:
            self._crossed = True

    def _start_spaces(self, attributes: dict[str, str]) -> None:
        self._insert(" " * _count(attributes, "text:c"))

    def _start_tab(self, _: dict[str, str]) -> None:
        self._insert("\t")

    def _start_break(self, _: dict[str, str]) -> None:
        self._insert("\n")

    def _insert(self, characters: str) -> None:
        if self._in_paragraph and self._cell is not None:
            self._lines()[-1] += characters[:10_000]

    def _start_note(self, _: dict[str, str]) -> None:
        self._note = []

    def _end_note(self) -> None:
        if self._note is not None and self._cell is not None:
            note = "\n".join(self._note).strip()
            if note:
                self._row_notes.append((self._column, note))
        self._note = None


def _count(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


_STARTS = {
    "style": _Content._start_style,
    "text-properties": _Content._start_text_properties,
    "table-properties": _Content._start_table_properties,
    "named-expression": _Content._start_named,
    "named-range": _Content._start_named,
    "table": _Content._start_table,
    "table-row": _Content._start_row,
    "table-cell": _Content._start_cell,
    "covered-table-cell": _Content._start_covered,
    "p": _Content._start_paragraph,
    "span": _Content._start_span,
    "s": _Content._start_spaces,
    "tab": _Content._start_tab,
    "line-break": _Content._start_break,
    "annotation": _Content._start_note,
}
_ENDS = {
    "table-row": _Content._end_row,
    "table-cell": _Content._end_cell,
    "p": _Content._end_paragraph,
    "annotation": _Content._end_note,
}
