"""Reading an Office Open XML workbook (xlsx, xlsm; transitional or strict) cell by cell.

The stated size of a sheet is ignored: it is often wrong.
"""

from __future__ import annotations

import re

from csp_desktop.excel.opening.package_parts import Limits, Package, Packed, local, parse
from csp_desktop.excel.opening.xlsx_sheets import Sheets, Strings, Style, relations

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_XFS = ("cellXfs", "xf")


def read_xlsx(package: Package, limits: Limits, *, fills: bool = False) -> Packed:
    """The workbook in compact form; raises Refused, or another error where it is malformed."""
    root = relations(package, "")
    main = next((path for kind, path in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    book = _workbook(package, main)
    related = relations(package, main)
    parts = dict(related.values())
    styles = _styles(package, parts["styles"]) if parts.get("styles", "") in package else []
    strings = Strings(limits.characters)
    if parts.get("sharedStrings", "") in package:
        strings.read(package, parts["sharedStrings"])
    reader = Sheets(package, limits, strings, styles, book["1904"], fills)
    sheets = []
    for title, relation, state in book["sheets"]:
        kind, path = related.get(relation, ("", ""))
        if path in package and kind in ("worksheet", "macrosheet"):
            sheets.append({"title": title, "visible": state == "visible", **reader.read(path)})
    properties: dict[str, str] = {}
    identifier = ""
    for kind, path in root.values():
        if kind == "custom-properties" and path in package:
            properties = _custom_properties(package, path)
        elif kind == "core-properties" and path in package:
            identifier = _identifier(package, path)
    return {
        "kind": "xlsx",
        "sheets": sheets,
        "names": book["names"],
        "properties": properties,
        "identifier": identifier,
    }


def _workbook(package: Package, path: str) -> Packed:
    found: Packed = {"sheets": [], "names": {}, "1904": False}
    name = ""
    words: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        kind = local(element)
        if kind == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found["sheets"].append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif kind == "workbookPr":
            found["1904"] = attributes.get("date1904", "0") in ("1", "true")
        elif kind == "definedName" and "localSheetId" not in attributes:
            name = attributes.get("name", "")
            words.clear()

    def end(element: str) -> None:
        nonlocal name
        if local(element) == "definedName" and name:
            found["names"][name] = "".join(words)
            name = ""

    def text(data: str) -> None:
        if name:
            words.append(data)

    parse(package.chunks(path), start, end, text)
    return found


def _custom_properties(package: Package, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if local(element) == "property":
            name = attributes.get("name", "")

    def text(data: str) -> None:
        if name and data.strip():
            found[name] = found.get(name, "") + data

    parse(package.chunks(path), start, None, text)
    return found


def _identifier(package: Package, path: str) -> str:
    inside = False
    words: list[str] = []

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = local(element) == "identifier"

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    def text(data: str) -> None:
        if inside:
            words.append(data)

    parse(package.chunks(path), start, end, text)
    return "".join(words)


def _styles(package: Package, path: str) -> list[Style]:
    formats: dict[int, str] = {}
    struck: list[bool] = []
    fills: list[str] = []
    styles: list[Style] = []
    above: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        kind = local(element)
        parent = above[-1] if above else ""
        if kind == "numFmt" and parent == "numFmts":
            formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif kind == "font" and parent == "fonts":
            struck.append(False)
        elif kind == "strike" and parent == "font" and struck and above[-2:-1] == ["fonts"]:
            struck[-1] = attributes.get("val", "1") not in ("0", "false")
        elif kind == "fill" and parent == "fills":
            fills.append("")
        elif kind == "fgColor" and parent == "patternFill" and fills and above[-3:-2] == ["fills"]:
            fills[-1] = attributes.get("rgb", "")[-6:].upper()
        elif (parent, kind) == _XFS:
            font = int(attributes.get("fontId", 0))
            fill = int(attributes.get("fillId", 0))
            styles.append(
                (
                    number_class(int(attributes.get("numFmtId", 0)), formats),
                    struck[font] if font < len(struck) else False,
                    fills[fill] if fill < len(fills) else "",
                )
            )
        above.append(kind)

    def end(_: str) -> None:
        above.pop()

    parse(package.chunks(path), start, end)
    return styles


def number_class(number: int, formats: dict[int, str]) -> str:
    """ "date", "time" or "percent" for a number format; "" for any other."""
    if number in formats:
        code = _NOT_CODE.sub("", formats[number].partition(";")[0]).casefold()
        if "%" in code:
            return "percent"
        # Elapsed hours and minutes alone are no day.
        if "general" in code or not re.search(r"[dmyhs]", code):
            return ""
        return "date" if re.search(r"[dy]", code) or not re.search(r"[hs]", code) else "time"
    if number in _PERCENT_FORMATS:
        return "percent"
    if number in (18, 19, 20, 21, 45, 46, 47):
        return "time"
    return "date" if number in _DATE_FORMATS else ""
