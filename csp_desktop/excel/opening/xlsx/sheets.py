"""The sheets of an Office Open XML workbook, cell by cell.

Kept apart is what a return must keep apart: formulas without a stored value, error cells, per cent
cells, crossed-out cells and words, comments, links, the choices of drop-downs, escaped characters, what is hidden
and what merging hides.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from csp_desktop.excel.opening.cell_looks import calculated_link, shown_number, shows_pounds
from csp_desktop.excel.opening.package_parts import ASK_AGAIN, Limits, Package, Packed, Refused, local, parse
from csp_desktop.excel.opening.xlsx.plain_rows import PlainCell, without_plain_rows
from csp_desktop.excel.opening.xlsx.shapes import (
    Placed,
    read_controls,
    read_conversations,
    read_embedded,
    read_pictures,
    read_shapes,
)
from csp_desktop.excel.opening.xlsx.styles import Style
from csp_desktop.excel.opening.xlsx.texts import RichText, Strings, comment_text, rich_text
from csp_desktop.registers.as_written.wordings import unescape

_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_TYPED_CHOICES = re.compile(r'\s*"([^"]+)"\s*')
_AROUND_PAGES = frozenset(
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]
)
_SHEET_ROWS = 1_048_576
_PLAIN = Style()


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Of a part: relation id → (kind, path of the other part; of a link the address)."""
    folder, _, name = part.strip("/").rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    related: dict[str, tuple[str, str]] = {}
    if path not in package:
        return related

    def start(element: str, attributes: dict[str, str]) -> None:
        if local(element) == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            if attributes.get("TargetMode") == "External":
                if kind == "hyperlink":
                    related[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))
                return
            kind = {"extended-properties": "app", "coreProperties": "core-properties"}.get(kind, kind)
            kind = {"customProperties": "custom-properties"}.get(kind, kind)
            target = attributes.get("Target", "").replace("\\", "/")
            target = target.strip("/") if target.startswith("/") else posixpath.join(folder, target)
            related[attributes.get("Id", "")] = (kind, posixpath.normpath(target))

    parse(package.chunks(path), start)
    return related


class Sheets:
    """Reads the sheets of one workbook, counting cells over all of them."""

    def __init__(
        self,
        package: Package,
        limits: Limits,
        strings: Strings,
        styles: list[Style],
        from_1904: bool,
        fills: bool,
    ) -> None:
        self._package = package
        self._left = limits.cells
        self._rows_left = _SHEET_ROWS
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._fills = fills
        self._columns: dict[str, int] = {}

    def read(self, path: str) -> Packed:
        related = relations(self._package, path)
        packed = self._cells(self._package.chunks(path), related)
        packed["comments"], packed["shapes"] = [], []
        packed["embedded"] = read_embedded(self._package, path, related)
        conversations: list[Placed] = []
        for kind, target in related.values():
            if target not in self._package:
                continue
            if kind == "comments":
                packed["comments"] += self._comments(target)
            elif kind == "drawing":
                packed["embedded"] += read_pictures(self._package, target)
                packed["shapes"] += read_shapes(self._package, target, relations(self._package, target))
            elif kind == "threadedComment":
                conversations += read_conversations(self._package, target)
        for kind, target in related.values():
            if kind == "vmlDrawing" and target in self._package:
                controls = read_controls(self._package, target)
                drawn = {words.partition(" ")[2] for _, _, words in controls}
                # Newer programs draw a control as a shape as well, which does not say whether it is ticked.
                packed["shapes"] = [shape for shape in packed["shapes"] if shape[2] not in drawn] + controls
        told = {(row, column): text for row, column, text in packed["comments"]}
        # Where a program kept a conversation but not the note older ones see in its place.
        packed["comments"] += [said for said in conversations if said[2] not in told.get(said[:2], "")]
        return packed

    def _comments(self, path: str) -> Iterator[tuple[int, int, str]]:
        comments: list[tuple[int, int, str]] = []
        place = (0, 0)

        def keep(text: str, _: RichText | None) -> None:
            if said := comment_text(text):
                comments.append((*place, said))

        start_text, end, text = rich_text("comment", keep)

        def start(element: str, attributes: dict[str, str]) -> None:
            nonlocal place
            if local(element) == "comment" and (match := _RANGE.fullmatch(attributes.get("ref", ""))):
                place = (int(match[2]), self._column(match[1]))
            start_text(element, attributes)

        parse(self._package.chunks(path), start, end, text)
        return iter(comments)

    def _column(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            self._columns[letters] = column
        return column

    def _cells(self, pieces: Iterator[bytes], related: dict[str, tuple[str, str]]) -> Packed:
        rows: dict[int, list[Any]] = {}
        merged: list[tuple[int, int, int, int]] = []
        struck: list[tuple[int, int]] = []
        formulas: list[tuple[int, int]] = []
        fills: list[tuple[int, int, str]] = []
        part_struck: list[tuple[int, int, str, str]] = []
        links: list[tuple[int, int, str]] = []
        shown_texts: list[tuple[int, int, str]] = []
        pounds: list[tuple[int, int]] = []
        hidden_rows: list[tuple[int, int]] = []
        hidden_columns: list[tuple[int, int]] = []
        choices: list[list[str]] = []
        page: list[str] = []
        strings, rich_strings = self._strings.texts, self._strings.rich
        styles, plain = self._styles, _PLAIN
        column_of, known_columns = self._column, self._columns
        style_count, with_fills = len(styles), self._fills
        row = column = 0
        kind = ""
        style = plain
        formula = crossed = collecting = phonetic = False
        # Did the cell hold more than a value?
        more = False
        # Where the run of a text in several looks starts; -1 in any other text.
        runs = -1
        run_crossed: bool | None = None
        value: list[str] = []
        inline: list[str] = []
        calculation: list[str] = []
        pieces_inline: list[tuple[str, bool | None]] = []
        into = value

        def start(element: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, style, formula, collecting, into
            nonlocal crossed, phonetic, run_crossed, more, runs
            if ":" in element:
                element = element.rpartition(":")[2]
            if element == "c":
                place = attributes.get("r")
                if place:
                    letters = place.rstrip("0123456789")
                    row = int(place[len(letters) :])
                    column = known_columns.get(letters) or column_of(letters)
                else:
                    column += 1
                kind = attributes.get("t", "n")
                number = int(attributes.get("s", 0))
                style = styles[number] if number < style_count else plain
                value.clear()
                if more:
                    begin_afresh()
            elif element == "v":
                collecting, into = True, value
            elif element == "t":
                collecting, into, more = not phonetic, inline, True
            elif element == "f":
                formula = collecting = more = True
                into = calculation
            elif element == "row":
                self._count_row()
                row = int(float(attributes["r"])) if "r" in attributes else row + 1
                column = 0
                if attributes.get("hidden") in ("1", "true"):
                    hidden_rows.append((row, row))
            elif element == "col":
                if attributes.get("hidden") in ("1", "true"):
                    hidden_columns.append((int(attributes.get("min", 0)), int(attributes.get("max", 0))))
            elif element == "hyperlink":
                of_range = _RANGE.match(attributes.get("ref", ""))
                target = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                address = related.get(target, ("", ""))[1]
                if within := attributes.get("location", ""):
                    address = f"{address}#{within}" if address else ""
                if of_range and address and not address.startswith("#"):
                    links.append((int(of_range[2]), column_of(of_range[1]), address))
            elif element == "formula1" or element in _AROUND_PAGES:
                collecting, into = True, value
                value.clear()
            elif element == "rPh":
                phonetic = True
            elif element == "r":
                runs, run_crossed = len(inline), None
            elif element == "rPr":
                run_crossed = False
            elif element == "strike":
                run_crossed = attributes.get("val", "1") not in ("0", "false")
                crossed = crossed or run_crossed
            elif element == "mergeCell":
                match = _RANGE.fullmatch(attributes.get("ref", ""))
                if match and match[3]:
                    merged.append((int(match[2]), column_of(match[1]), int(match[4]), column_of(match[3])))

        def end(element: str) -> None:
            nonlocal collecting, phonetic
            if ":" in element:
                element = element.rpartition(":")[2]
            if element == "v":
                collecting = False
            elif element == "c":
                if with_fills and style[2]:
                    fills.append((row, column, style[2]))
                if value or more:
                    keep("".join(value), "".join(inline))
            elif element in ("t", "f"):
                collecting = False
                if runs >= 0 and element == "t" and not phonetic:
                    pieces_inline.append((unescape("".join(inline[runs:])), run_crossed))
            elif element == "rPh":
                phonetic = False
            elif element == "formula1":
                collecting = False
                # What is not between quotes refers to cells, which are read as such.
                if typed := _TYPED_CHOICES.fullmatch("".join(value)):
                    choices.append([unescape(word.strip()) for word in typed[1].split(",")])
            elif element in _AROUND_PAGES:
                collecting = False
                page.append("".join(value))

        def text(data: str) -> None:
            if collecting:
                into.append(data)

        def begin_afresh() -> None:
            nonlocal more, formula, crossed, runs, run_crossed
            more = formula = crossed = False
            runs, run_crossed = -1, None
            inline.clear()
            calculation.clear()
            pieces_inline.clear()

        def take_plain(number: int, cells: Iterable[PlainCell]) -> None:
            nonlocal row, column, kind, style, more, formula
            self._count_row()
            row = number
            for letters, look, of_kind, written, raw, words in cells:
                column = known_columns.get(letters) or column_of(letters)
                kind, look_number = of_kind or "n", int(look or 0)
                style = styles[look_number] if look_number < style_count else plain
                if more:
                    begin_afresh()
                if written is not None:
                    more = formula = True
                    calculation.append(written)
                if with_fills and style[2]:
                    fills.append((row, column, style[2]))
                if raw or words is not None or more:
                    keep(raw or "", words or "")

        def keep(raw: str, words: str) -> None:
            letter: str
            content: Any
            rich: RichText | None = None
            gone = crossed or style[1]
            if kind == "inlineStr":
                letter, content = "t", unescape(words)
                if pieces_inline:
                    rich = RichText(content, tuple(pieces_inline))
                self._strings.count(content)
            elif raw == "":
                if not formula or kind == "str":
                    return
                letter, content = "x", ""
            elif kind == "s":
                content = strings[int(raw)]
                self._strings.count(content)
                letter = "t"
                if rich_strings and (rich := rich_strings.get(int(raw))):
                    gone = gone or rich.struck
            elif kind == "str":
                letter, content = "t", unescape(raw)
                self._strings.count(content)
            elif kind == "n":
                letter, content = self._number(raw, style[0])
                if style[3] and letter == "n":
                    if shows_pounds(style[3]):
                        pounds.append((row, column))
                    if text := shown_number(content, style[3]):
                        shown_texts.append((row, column, text))
            elif kind == "b":
                letter, content = "b", raw.strip() in ("1", "true")
            elif kind == "d":
                letter, content = _iso_date(raw)
            else:
                letter, content = "e", raw
            link = calculated_link("".join(calculation)) if calculation else None
            if letter == "x" and link:
                # Whoever wrote the link without a result wrote what it shows all the same.
                letter, content = "t", link[1]
            if content == "" and letter == "t":
                return
            self._left -= 1
            if self._left < 0:
                raise Refused(
                    "has more cells filled in than any return or plan could. Nothing was taken from "
                    "it; ask the sender what it is meant to be."
                )
            place = rows.get(row)
            if place is None:
                place = rows[row] = []
            place += (column, letter, content)
            if gone:
                struck.append((row, column))
                if rich and (parts := rich.part_struck(style[1])):
                    part_struck.append((row, column, *parts))
            if formula:
                formulas.append((row, column))
                if link:
                    links.append((row, column, link[0]))

        parse(without_plain_rows(pieces, take_plain), start, end, text)
        return {
            "rows": list(rows.items()),
            "merged": merged,
            "struck": struck,
            "formulas": formulas,
            "fills": fills,
            "part_struck": part_struck,
            "links": links,
            "shown": shown_texts,
            "pounds": pounds,
            "hidden_rows": hidden_rows,
            "hidden_columns": hidden_columns,
            "choices": choices,
            "page": page,
        }

    def _count_row(self) -> None:
        self._rows_left -= 1
        if self._rows_left < 0:
            raise Refused(f"has more rows than a sheet can. {ASK_AGAIN}")

    def _number(self, raw: str, style: str) -> tuple[str, Any]:
        number = float(raw)
        if style == "" or style == "percent":
            letter = "p" if style else "n"
            if number.is_integer() and abs(number) < 1e15:
                return letter, int(number)
            return ("e", "#NUM!") if number != number or abs(number) == float("inf") else (letter, number)
        if style == "time" and 0 <= number < 1:
            return "h", str((datetime(2000, 1, 1) + timedelta(seconds=round(number * 86_400))).time())
        return serial_date(number, from_1904=self._from_1904)


def serial_date(number: float, *, from_1904: bool) -> tuple[str, str]:
    """A day number as ("d", ISO text); ("e", words) where there is no such day."""
    if from_1904:
        origin = datetime(1904, 1, 1)
    else:
        # Day 60 is 29 February 1900, which never was.
        origin = datetime(1899, 12, 30) if number >= 60 else datetime(1899, 12, 31)
    try:
        if number < 0:
            raise OverflowError
        day = origin + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return "e", "######"
    return "d", day.isoformat() if day.hour or day.minute or day.second else day.date().isoformat()


def _iso_date(raw: str) -> tuple[str, str]:
    try:
        day = datetime.fromisoformat(raw.strip().rstrip("Z"))
    except ValueError:
        return "t", raw
    day = day.replace(tzinfo=None, microsecond=0)
    return "d", day.isoformat() if day.hour or day.minute or day.second else day.date().isoformat()
