"""Reading an OpenDocument spreadsheet: cells, errors, notes, text boxes, links, fills and what is crossed out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from csp_desktop.excel.opening.cell_looks import calculated_link, is_shown_number, part_struck
from csp_desktop.excel.opening.package_parts import Limits, Package, Packed, Refused, local, parse
from csp_desktop.excel.opening.read_cells import DOCUMENT, PICTURE

_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")
_CHOICES = re.compile(r"(?:[a-z]+:)?cell-content-is-in-list\((.*)\)", re.DOTALL)
_CHOICE = re.compile(r'"((?:[^"]|"")*)"')
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
# A style given to whole rows or columns beyond this says nothing of any cell.
_WIDEST_FILL, _DEEPEST_FILL = 200, 1_000
# What is drawn over the cells; it stands inside the cell it is anchored to, or before all cells.
_DRAWN = "draw:"


class _Look(NamedTuple):
    """What a style says itself, "" or None for nothing; and the style it follows in all else."""

    fill: str = ""
    struck: bool | None = None
    follows: str = ""


def read_ods(package: Package, limits: Limits, *, fills: bool = False) -> Packed:
    """The workbook in compact form; raises Refused."""
    reading = _Content(limits, fills)
    if "styles.xml" in package:
        parse(package.chunks("styles.xml"), reading.start_style)
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

    def __init__(self, limits: Limits, fills: bool) -> None:
        self.sheets: list[Packed] = []
        self._fills = fills
        self.names: dict[str, str] = {}
        self._cells_left = limits.cells
        self._characters_left = limits.characters
        self._looks: dict[str, _Look] = {}
        self._hidden_styles: set[str] = set()
        # The words drop-downs offer; they stand before all sheets and hold for whichever cells name them.
        self._choices: list[list[str]] = []
        self._style = ""
        self._sheet: Packed = {}
        self._row = self._next_row = 1
        self._column = 1
        self._row_cells: list[tuple[int, int, str, Any, bool, bool]] = []
        # What is said beside a row's cells, by the name it goes by in the compact form.
        self._row_said: dict[str, list[tuple[int, *tuple[str, ...]]]] = {}
        self._row_style = ""
        self._column_styles: list[str] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[tuple[str, bool]] = []
        self._note: list[str] | None = None
        # The paragraphs of each thing drawn that is open, the innermost last.
        self._drawn: list[list[str]] = []
        # What the frame that is open shows.
        self._framed = ""
        self._crossed = False
        self._spans: list[bool] = []
        self._link = ""
        self._in_paragraph = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element.startswith(_DRAWN):
            self._drawn.append([])
        handler = _STARTS.get(local(element))
        if handler is not None:
            handler(self, attributes)

    def end(self, element: str) -> None:
        if element.startswith(_DRAWN) and self._drawn:
            self._end_drawn()
        handler = _ENDS.get(local(element))
        if handler is not None:
            handler(self)

    def start_style(self, element: str, attributes: dict[str, str]) -> None:
        """The same for a document of nothing but styles."""
        if local(element) in ("style", "text-properties", "table-cell-properties"):
            self.start(element, attributes)

    def text(self, data: str) -> None:
        self._insert(data.replace("\n", " "))

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")
        self._looks[self._style] = _Look(follows=attributes.get("style:parent-style-name", ""))

    def _start_text_properties(self, attributes: dict[str, str]) -> None:
        # Either says it: a line of some kind, or of some style.
        said = [attributes.get(f"style:text-line-through-{how}") for how in ("style", "type")]
        if any(said) and self._style in self._looks:
            struck = any(how not in (None, "none") for how in said) and "none" not in said
            self._looks[self._style] = self._looks[self._style]._replace(struck=struck)

    def _start_cell_properties(self, attributes: dict[str, str]) -> None:
        colour = attributes.get("fo:background-color", "")
        if colour and self._style in self._looks:
            said = _COLOUR.fullmatch(colour)
            fill = said[1].upper() if said else "none"
            self._looks[self._style] = self._looks[self._style]._replace(fill=fill)

    def _look(self, name: str) -> _Look:
        """A style with what it takes from those it follows."""
        look, seen = self._looks.get(name, _Look()), {name}
        while look.follows and look.follows not in seen and not (look.fill and look.struck is not None):
            seen.add(look.follows)
            above = self._looks.get(look.follows, _Look())
            struck = above.struck if look.struck is None else look.struck
            look = _Look(look.fill or above.fill, struck, above.follows)
        self._looks[name] = look
        return look

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_check(self, attributes: dict[str, str]) -> None:
        offered = _CHOICES.match(attributes.get("table:condition", ""))
        if words := _CHOICE.findall(offered[1]) if offered else []:
            self._choices.append([word.replace('""', '"') for word in words])

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
            "shapes": [],
            "embedded": [],
            "part_struck": [],
            "links": [],
            "shown": [],
            "pounds": [],
            "fills": [],
            "hidden_rows": [],
            "hidden_columns": [],
            "choices": self._choices,
        }
        self.sheets.append(self._sheet)
        self._next_row = 1
        self._column_styles = []

    def _start_column(self, attributes: dict[str, str]) -> None:
        repeated = _count(attributes, "table:number-columns-repeated")
        first = len(self._column_styles) + 1
        if attributes.get("table:visibility", "visible") != "visible":
            self._sheet["hidden_columns"].append((first, first + repeated - 1))
        # Sheets end in thousands of columns alike.
        self._column_styles += [attributes.get("table:default-cell-style-name", "")] * min(repeated, 16_384)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = self._next_row
        self._next_row += _count(attributes, "table:number-rows-repeated")
        self._column = 1
        self._row_cells, self._row_said = [], {}
        self._row_style = attributes.get("table:default-cell-style-name", "")
        if attributes.get("table:visibility", "visible") != "visible":
            self._sheet["hidden_rows"].append((self._row, self._next_row - 1))

    def _end_row(self) -> None:
        for name, said in self._row_said.items():
            # A note stands on one cell; what a row looks like is said of all that are like it.
            last = self._row if name == "comments" else min(self._next_row - 1, self._row + _DEEPEST_FILL)
            self._sheet[name] += [(row, *mark) for row in range(self._row, last + 1) for mark in said]
        if not self._row_cells:
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

    def _say(self, name: str, column: int, *said: str) -> None:
        self._row_said.setdefault(name, []).append((column, *said))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._pieces, self._spans, self._link = [], [], ""
        of_column = self._column_styles[self._column - 1 : self._column]
        style = attributes.get("table:style-name") or self._row_style or (of_column[0] if of_column else "")
        look = self._look(style)
        self._crossed = bool(look.struck)
        if self._fills and look.fill not in ("", "none"):
            repeated = _count(attributes, "table:number-columns-repeated")
            for column in range(self._column, self._column + min(repeated, _WIDEST_FILL)):
                self._say("fills", column, look.fill)

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
            struck = self._crossed or any(crossed for text, crossed in self._pieces if text.strip())
            self._row_cells.append((self._column, repeated, letter, value, struck, formula))
            if struck and letter == "t" and (parts := part_struck(self._pieces)):
                self._say("part_struck", self._column, *parts)
            visible_text = self._shown()
            pounds = letter == "n" and "£" in visible_text
            # Plain money is not shown in any way of its own; "£2k" is.
            worded = re.search(r"[^\W\d_]", visible_text) is not None
            shown_as = visible_text.replace("£", "", 1) if pounds and worded else visible_text
            if letter == "n" and visible_text != str(value) and is_shown_number(shown_as, value):
                self._say("shown", self._column, visible_text)
            if pounds:
                self._say("pounds", self._column)
            calculated = calculated_link(attributes.get("table:formula", ""))
            if link := self._link or (calculated[0] if calculated else ""):
                self._say("links", self._column, link)
            across = _count(attributes, "table:number-columns-spanned")
            down = _count(attributes, "table:number-rows-spanned")
            if across > 1 or down > 1:
                self._sheet["merged"].append(
                    (self._row, self._column, self._row + down - 1, self._column + across - 1)
                )
        self._column += repeated

    def _shown(self) -> str:
        return "".join(text for text, _ in self._pieces)

    def _content(self, attributes: dict[str, str]) -> tuple[str, Any]:
        kind = attributes.get("office:value-type", "")
        visible_text = self._shown()
        if attributes.get("calcext:value-type") == "error":
            return "e", visible_text
        if kind in ("float", "currency", "percentage"):
            number = float(attributes.get("office:value", "nan"))
            if number in (0, 1) and visible_text in ("TRUE", "FALSE"):
                # How LibreOffice keeps yes and no of a workbook that was not its own.
                return "b", bool(number)
            letter = "p" if kind == "percentage" or _shows_per_cent(visible_text, number) else "n"
            return letter, int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "date":
            day = attributes.get("office:date-value", "")
            return "d", day[:19] if "T" in day and not day.endswith("T00:00:00") else day[:10]
        if kind == "time":
            match = _TIME.match(attributes.get("office:time-value", ""))
            return ("h", f"{int(match[1]):02d}:{match[2]}:{match[3]}") if match else ("t", visible_text)
        if kind == "boolean":
            return "b", attributes.get("office:boolean-value") == "true"
        text = visible_text or attributes.get("office:string-value", "")
        if text:
            return "t", text
        return ("x", "") if "table:formula" in attributes and not kind else ("", None)

    def _start_covered(self, attributes: dict[str, str]) -> None:
        # Hidden under a merged range: passed over, but it takes its place in the row.
        self._column += _count(attributes, "table:number-columns-repeated")

    def _end_drawn(self) -> None:
        words = "\n".join(self._drawn.pop()).strip()
        if words and self._sheet:
            self._sheet["shapes"].append((*self._drawn_at(), words))

    def _drawn_at(self) -> tuple[int, int]:
        return (self._row, self._column) if self._cell is not None else (1, 1)

    def _start_frame(self, _: dict[str, str]) -> None:
        self._framed = ""

    def _start_object(self, _: dict[str, str]) -> None:
        self._framed = "object"  # a chart, whose picture follows

    def _start_document(self, _: dict[str, str]) -> None:
        self._framed = DOCUMENT

    def _start_image(self, _: dict[str, str]) -> None:
        self._framed = self._framed or PICTURE

    def _end_frame(self) -> None:
        if self._framed in (DOCUMENT, PICTURE) and self._sheet:
            self._sheet["embedded"].append((*self._drawn_at(), self._framed))
        self._framed = ""

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if not self._drawn and self._cell is None:
            return
        self._in_paragraph += 1
        if self._drawn:
            self._drawn[-1].append("")
        elif self._note is not None:
            self._note.append("")
        elif self._pieces:
            self._pieces.append(("\n", self._crossed))
        else:
            self._pieces.append(("", self._crossed))

    def _end_paragraph(self) -> None:
        if self._drawn or self._cell is not None:
            self._in_paragraph -= 1

    def _start_span(self, attributes: dict[str, str]) -> None:
        above = self._spans[-1] if self._spans else self._crossed
        struck = self._look(attributes.get("text:style-name", "")).struck
        self._spans.append(above if struck is None else struck)

    def _end_span(self) -> None:
        if self._spans:
            self._spans.pop()

    def _start_link(self, attributes: dict[str, str]) -> None:
        address = attributes.get("xlink:href", "")
        if self._note is None and self._cell is not None and not address.startswith("#"):
            self._link = self._link or address

    def _start_spaces(self, attributes: dict[str, str]) -> None:
        self._insert(" " * min(_count(attributes, "text:c"), 10_000))

    def _start_tab(self, _: dict[str, str]) -> None:
        self._insert("\t")

    def _start_break(self, _: dict[str, str]) -> None:
        self._insert("\n")

    def _insert(self, characters: str) -> None:
        if not self._in_paragraph:
            return
        if self._drawn:
            if self._drawn[-1]:
                self._drawn[-1][-1] += characters
        elif self._note is not None:
            self._note[-1] += characters
        else:
            self._pieces.append((characters, self._spans[-1] if self._spans else self._crossed))

    def _start_note(self, _: dict[str, str]) -> None:
        self._note = []

    def _end_note(self) -> None:
        if self._note is not None and self._cell is not None:
            note = "\n".join(self._note).strip()
            if note:
                self._say("comments", self._column, note)
        self._note = None


def _shows_per_cent(text: str, number: float) -> bool:
    """Whether a number is seen as per cent, 0.5 as "50%": Gnumeric writes no other sign of it."""
    digits = text.removesuffix("%").strip().removeprefix("-")
    return text.endswith("%") and is_shown_number(digits, abs(number) * 100)


def _count(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


_STARTS = {
    "style": _Content._start_style,
    "text-properties": _Content._start_text_properties,
    "table-properties": _Content._start_table_properties,
    "table-cell-properties": _Content._start_cell_properties,
    "table-column": _Content._start_column,
    "content-validation": _Content._start_check,
    "named-expression": _Content._start_named,
    "named-range": _Content._start_named,
    "table": _Content._start_table,
    "table-row": _Content._start_row,
    "table-cell": _Content._start_cell,
    "covered-table-cell": _Content._start_covered,
    "p": _Content._start_paragraph,
    "span": _Content._start_span,
    "a": _Content._start_link,
    "s": _Content._start_spaces,
    "tab": _Content._start_tab,
    "line-break": _Content._start_break,
    "annotation": _Content._start_note,
    "frame": _Content._start_frame,
    "object": _Content._start_object,
    "object-ole": _Content._start_document,
    "image": _Content._start_image,
}
_ENDS = {
    "table-row": _Content._end_row,
    "table-cell": _Content._end_cell,
    "p": _Content._end_paragraph,
    "span": _Content._end_span,
    "annotation": _Content._end_note,
    "frame": _Content._end_frame,
}
