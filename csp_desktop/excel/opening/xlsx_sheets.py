"""The sheets of an Office Open XML workbook, cell by cell.

Kept apart is what a return must keep apart: formulas without a stored value, error cells, per cent
cells, crossed-out cells, comments, escaped characters, and what merging hides.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from csp_desktop.excel.opening.package_parts import ASK_AGAIN, Limits, Package, Packed, Refused, local, parse

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_SHEET_ROWS = 1_048_576

# (class of its number format, crossed out, fill) of a cell style
Style = tuple[str, bool, str]
_PLAIN: Style = ("", False, "")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Of a part: relation id → (kind, path of the other part)."""
    folder, _, name = part.strip("/").rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if path not in package:
        return found

    def start(element: str, attributes: dict[str, str]) -> None:
        if local(element) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            kind = {"extended-properties": "app", "coreProperties": "core-properties"}.get(kind, kind)
            kind = {"customProperties": "custom-properties"}.get(kind, kind)
            target = attributes.get("Target", "").replace("\\", "/")
            target = target.strip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(target))

    parse(package.chunks(path), start)
    return found


def unescape(text: str) -> str:
    """ "_x000D_" as the character it stands for; "_x005F_" is the underscore of one that was typed."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


class Strings:
    """Texts kept apart from the cells, with whether any of it is crossed out."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self.texts: list[tuple[str, bool]] = []

    def read(self, package: Package, path: str) -> None:
        start, end, text = rich_text("si", self._keep)
        parse(package.chunks(path), start, end, text)

    def _keep(self, text: str, struck: bool) -> None:
        self.count(text)
        self.texts.append((text, struck))

    def count(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise Refused(
                "holds more text than any return could. Nothing was taken from it; "
                "ask the sender what it is meant to be."
            )


def rich_text(
    outer: str, keep: Callable[[str, bool], None]
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]:
    """Handlers that gather the text of every `outer` element and whether any of it is crossed out."""
    words: list[str] = []
    inside = struck = phonetic = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside, struck, phonetic
        kind = local(element)
        if kind == "t":
            inside = not phonetic
        elif kind == outer:
            words.clear()
            struck = False
        elif kind == "rPh":
            phonetic = True
        elif kind == "strike" and attributes.get("val", "1") not in ("0", "false"):
            struck = True

    def end(element: str) -> None:
        nonlocal inside, phonetic
        kind = local(element)
        if kind == "t":
            inside = False
        elif kind == "rPh":
            phonetic = False
        elif kind == outer:
            keep(unescape("".join(words)), struck)

    def text(data: str) -> None:
        if inside:
            words.append(data)

    return start, end, text


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
        packed = self._cells(self._package.chunks(path))
        comments = [target for kind, target in relations(self._package, path).values() if kind == "comments"]
        packed["comments"] = [
            found for target in comments if target in self._package for found in self._comments(target)
        ]
        return packed

    def _comments(self, path: str) -> Iterator[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        place = (0, 0)

        def keep(text: str, _: bool) -> None:
            if text.strip():
                found.append((*place, text.strip()))

        start_text, end, text = rich_text("comment", keep)

        def start(element: str, attributes: dict[str, str]) -> None:
            nonlocal place
            if local(element) == "comment" and (match := _RANGE.fullmatch(attributes.get("ref", ""))):
                place = (int(match[2]), self._column(match[1]))
            start_text(element, attributes)

        parse(self._package.chunks(path), start, end, text)
        return iter(found)

    def _column(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            self._columns[letters] = column
        return column

    def _cells(self, pieces: Iterator[bytes]) -> Packed:
        rows: dict[int, list[Any]] = {}
        merged: list[tuple[int, int, int, int]] = []
        struck: list[tuple[int, int]] = []
        formulas: list[tuple[int, int]] = []
        fills: list[tuple[int, int, str]] = []
        strings, styles, plain = self._strings.texts, self._styles, _PLAIN
        column_of, known_columns = self._column, self._columns
        style_count, with_fills = len(styles), self._fills
        row = column = 0
        kind = ""
        style = plain
        formula = crossed = collecting = phonetic = False
        value: list[str] = []
        inline: list[str] = []
        into = value

        def start(element: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, style, formula, crossed, collecting, into, phonetic
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
                formula = crossed = False
                value.clear()
                inline.clear()
            elif element == "v":
                collecting, into = True, value
            elif element == "t":
                collecting, into = not phonetic, inline
            elif element == "f":
                formula = True
            elif element == "row":
                self._rows_left -= 1
                if self._rows_left < 0:
                    raise Refused(f"has more rows than a sheet can. {ASK_AGAIN}")
                row = int(float(attributes["r"])) if "r" in attributes else row + 1
                column = 0
            elif element == "rPh":
                phonetic = True
            elif element == "strike":
                crossed = attributes.get("val", "1") not in ("0", "false")
            elif element == "mergeCell":
                match = _RANGE.fullmatch(attributes.get("ref", ""))
                if match and match[3]:
                    merged.append((int(match[2]), column_of(match[1]), int(match[4]), column_of(match[3])))

        def end(element: str) -> None:
            nonlocal collecting, phonetic
            if ":" in element:
                element = element.rpartition(":")[2]
            if element in ("v", "t"):
                collecting = False
            elif element == "rPh":
                phonetic = False
            elif element == "c":
                if with_fills and style[2]:
                    fills.append((row, column, style[2]))
                if value or inline or formula:
                    keep()

        def text(data: str) -> None:
            if collecting:
                into.append(data)

        def keep() -> None:
            nonlocal crossed
            letter: str
            content: Any
            raw = "".join(value)
            if kind == "inlineStr":
                letter, content = "t", unescape("".join(inline))
                self._strings.count(content)
            elif raw == "":
                if not formula or kind == "str":
                    return
                letter, content = "x", ""
            elif kind == "s":
                content, text_struck = strings[int(raw)]
                self._strings.count(content)
                letter, crossed = "t", crossed or text_struck
            elif kind == "str":
                letter, content = "t", unescape(raw)
                self._strings.count(content)
            elif kind == "n":
                letter, content = self._number(raw, style[0])
            elif kind == "b":
                letter, content = "b", raw.strip() in ("1", "true")
            elif kind == "d":
                letter, content = _iso_date(raw)
            else:
                letter, content = "e", raw
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
            if crossed or style[1]:
                struck.append((row, column))
            if formula:
                formulas.append((row, column))

        parse(pieces, start, end, text)
        return {
            "rows": list(rows.items()),
            "merged": merged,
            "struck": struck,
            "formulas": formulas,
            "fills": fills,
        }

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
