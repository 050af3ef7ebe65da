"""Reading an Office Open XML workbook (xlsx, xlsm; transitional or strict) cell by cell.

The stated size of a sheet is ignored: it is often wrong.
"""

from __future__ import annotations

from csp_desktop.excel.opening.package_parts import Limits, Package, Packed, local, parse
from csp_desktop.excel.opening.xlsx.sheets import Sheets, relations
from csp_desktop.excel.opening.xlsx.styles import read_styles
from csp_desktop.excel.opening.xlsx.texts import Strings


def read_xlsx(package: Package, limits: Limits, *, fills: bool = False) -> Packed:
    """The workbook in compact form; raises Refused, or another error where it is malformed."""
    root = relations(package, "")
    main = next((path for kind, path in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    book = _workbook(package, main)
    related = relations(package, main)
    parts = dict(related.values())
    theme = parts["theme"] if parts.get("theme", "") in package else ""
    styles = read_styles(package, parts["styles"], theme) if parts.get("styles", "") in package else []
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
    book: Packed = {"sheets": [], "names": {}, "1904": False}
    name = ""
    words: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        kind = local(element)
        if kind == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            book["sheets"].append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif kind == "workbookPr":
            book["1904"] = attributes.get("date1904", "0") in ("1", "true")
        elif kind == "definedName" and "localSheetId" not in attributes:
            name = attributes.get("name", "")
            words.clear()

    def end(element: str) -> None:
        nonlocal name
        if local(element) == "definedName" and name:
            book["names"][name] = "".join(words)
            name = ""

    def text(data: str) -> None:
        if name:
            words.append(data)

    parse(package.chunks(path), start, end, text)
    return book


def _custom_properties(package: Package, path: str) -> dict[str, str]:
    properties: dict[str, str] = {}
    name = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if local(element) == "property":
            name = attributes.get("name", "")

    def text(data: str) -> None:
        if name and data.strip():
            properties[name] = properties.get(name, "") + data

    parse(package.chunks(path), start, None, text)
    return properties


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
