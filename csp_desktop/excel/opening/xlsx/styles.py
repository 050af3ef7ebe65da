"""The cell styles of an Office Open XML workbook, as far as they say what a cell means."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.excel.opening.cell_looks import number_format, standard_colour, tinted
from csp_desktop.excel.opening.package_parts import Package, local, parse

_XFS = ("cellXfs", "xf")
# Styles number a theme's colours with its light and dark pairs the other way round.
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{number}" for number in range(1, 7)),
    "hlink",
    "folHlink",
)


class Style(NamedTuple):
    """Of a cell: the kind of its number format, is it crossed out, its fill (RRGGBB), how digits are shown."""

    kind: str = ""
    struck: bool = False
    fill: str = ""
    code: str = ""


def read_styles(package: Package, path: str, theme: str) -> list[Style]:
    """The styles by number; `theme` is the part with the theme's colours, "" for none."""
    formats: dict[int, str] = {}
    struck: list[bool] = []
    fills: list[str] = []
    palette: list[str] = []
    styles: list[tuple[int, int, int]] = []
    above: list[str] = []
    themed = _theme_colours(package, theme) if theme else {}
    # The palette, where a workbook brings one, stands after the fills that name its colours.
    unsettled: dict[int, int] = {}

    def colour(attributes: dict[str, str]) -> str:
        if "rgb" in attributes:
            return attributes["rgb"][-6:].upper()
        if "theme" in attributes and int(attributes["theme"]) < len(_THEME_ORDER):
            known = themed.get(_THEME_ORDER[int(attributes["theme"])], "")
            return tinted(known, float(attributes.get("tint", 0))) if known else ""
        if "indexed" in attributes:
            unsettled[len(fills) - 1] = int(attributes["indexed"])
        return ""

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
            fills[-1] = colour(attributes)
        elif kind == "rgbColor" and parent == "indexedColors":
            palette.append(attributes.get("rgb", "")[-6:].upper())
        elif (parent, kind) == _XFS:
            numbers = (attributes.get(name, 0) for name in ("numFmtId", "fontId", "fillId"))
            look, font, fill = map(int, numbers)
            styles.append((look, font, fill))
        above.append(kind)

    def end(_: str) -> None:
        above.pop()

    parse(package.chunks(path), start, end)
    for fill, number in unsettled.items():
        fills[fill] = palette[number] if number < len(palette) else standard_colour(number)
    finished_styles = []
    for look, font, fill in styles:
        kind, code = number_format(look, formats)
        crossed = struck[font] if font < len(struck) else False
        finished_styles.append(Style(kind, crossed, fills[fill] if fill < len(fills) else "", code))
    return finished_styles


def _theme_colours(package: Package, path: str) -> dict[str, str]:
    colours: dict[str, str] = {}
    name = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name
        kind = local(element)
        if kind in _THEME_ORDER:
            name = kind
        elif name and kind in ("srgbClr", "sysClr"):
            said = attributes.get("lastClr") or attributes.get("val", "")
            if re.fullmatch(r"[0-9A-Fa-f]{6}", said):
                colours.setdefault(name, said.upper())
            name = ""

    parse(package.chunks(path), start)
    return colours
