"""What stands over the cells of an Office Open XML sheet: words in shapes, charts and controls, documents, conversations."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from csp_desktop.excel.opening.package_parts import Package, local, parse
from csp_desktop.excel.opening.read_cells import DOCUMENT, PICTURE

Placed = tuple[int, int, str]
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL | re.IGNORECASE)
_CAPTION = re.compile(r"<v:textbox\b.*?</v:textbox>", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(r"ObjectType=[\"'](checkbox|radio|button|label|gbox)[\"']", re.IGNORECASE)
_ANCHOR = re.compile(r"<x:Anchor>\s*(\d+)\s*,\s*\d+\s*,\s*(\d+)\s*,", re.IGNORECASE)
_TICKED = re.compile(r"<x:Checked>\s*1", re.IGNORECASE)
_DOCUMENTS = {
    "word": "Word document",
    "excel": "Excel workbook",
    "powerpoint": "PowerPoint presentation",
    "acro": "PDF",
}
_DOCUMENTS |= {"outlook": "email", "foxit": "PDF"}
BOXES = ("☐", "☑")
"""What stands before the words of a control, and says whether it is ticked."""
_ANCHORS = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")


def read_shapes(package: Package, path: str, related: Mapping[str, tuple[str, str]]) -> list[Placed]:
    """Row, column and words of a drawing's shapes and charts; each stands where its upper left corner does."""
    shapes: list[Placed] = []
    place = {"row": 0, "col": 0}
    above: list[str] = []
    paragraphs: list[str] = []
    digits: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        kind = local(element)
        above.append(kind)
        if kind == "chart":
            _, chart = related.get(_relation(attributes), ("", ""))
            shapes.extend((place["row"] + 1, place["col"] + 1, words) for words in _titles(package, chart))
        if kind in _ANCHORS:
            place.update(row=0, col=0)
        elif kind == "txBody":
            paragraphs.clear()
        elif kind == "p" and "txBody" in above:
            paragraphs.append("")
        elif kind == "br" and paragraphs:
            paragraphs[-1] += "\n"
        digits.clear()

    def end(_: str) -> None:
        kind = above.pop()
        if kind in place and above and above[-1] == "from" and digits:
            place[kind] = int("".join(digits))
        elif kind == "txBody" and (words := "\n".join(paragraphs).strip()):
            shape = (place["row"] + 1, place["col"] + 1, words)
            if shape not in shapes:  # drawn twice, for older programs as well
                shapes.append(shape)

    def text(data: str) -> None:
        if above[-1] == "t" and paragraphs:
            paragraphs[-1] += data
        elif above[-1] in place:
            digits.append(data)

    parse(package.chunks(path), start, end, text)
    return shapes


def _relation(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if local(key) == "id" and key != "id"), "")


def _titles(package: Package, path: str) -> list[str]:
    """The titles of a chart and its axes that somebody typed."""
    titles: list[str] = []
    above: list[str] = []

    def start(element: str, _: dict[str, str]) -> None:
        above.append(local(element))
        if above[-1] == "title":
            titles.append("")

    def end(_: str) -> None:
        above.pop()

    def text(data: str) -> None:
        if above[-1] == "t" and "title" in above:
            titles[-1] += data

    if path in package:
        parse(package.chunks(path), start, end, text)
    return [title.strip() for title in titles if title.strip()]


def read_pictures(package: Package, path: str) -> list[Placed]:
    """Row, column and name of a drawing's pictures; each stands where its upper left corner does."""
    pictures: list[Placed] = []
    place = {"row": 0, "col": 0}
    above: list[str] = []
    digits: list[str] = []

    def start(element: str, _: dict[str, str]) -> None:
        above.append(local(element))
        digits.clear()
        if above[-1] in _ANCHORS:
            place.update(row=0, col=0)

    def end(_: str) -> None:
        kind = above.pop()
        if kind in place and above and above[-1] == "from" and digits:
            place[kind] = int("".join(digits))
        elif kind == "pic":
            pictures.append((place["row"] + 1, place["col"] + 1, PICTURE))

    def text(data: str) -> None:
        if above and above[-1] in place:
            digits.append(data)

    parse(package.chunks(path), start, end, text)
    return pictures


def read_controls(package: Package, path: str) -> list[Placed]:
    """Row, column and words of the boxes to be ticked and other controls on a sheet, and whether they are ticked."""
    controls: list[Placed] = []
    for shape in _SHAPE.findall(package.read(path).decode("utf-8", "replace")):
        kind, caption, anchor = _CONTROL.search(shape), _CAPTION.search(shape), _ANCHOR.search(shape)
        words = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", caption[0])).split()) if caption else ""
        if kind and words:
            column, row = (int(anchor[1]), int(anchor[2])) if anchor else (0, 0)
            controls.append((row + 1, column + 1, f"{BOXES[_TICKED.search(shape) is not None]} {words}"))
    return controls


def read_embedded(package: Package, path: str, related: Mapping[str, tuple[str, str]]) -> list[Placed]:
    """Row, column and name of the documents of other programs laid over a sheet's cells."""
    files = {tie: part for tie, (kind, part) in related.items() if kind in ("package", "oleObject")}
    found: dict[str, Placed] = {}
    tie = ""
    above: list[str] = []
    digits: list[str] = []
    at = {"row": 0, "col": 0}

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal tie
        above.append(local(element))
        digits.clear()
        if above[-1] == "oleObject":
            tie, program = _relation(attributes), attributes.get("progId", "").casefold()
            name = next((name for word, name in _DOCUMENTS.items() if word in program), DOCUMENT)
            at.update(row=0, col=0)
            found.setdefault(tie, (1, 1, name))

    def end(_: str) -> None:
        kind = above.pop()
        if kind in at and above and above[-1] == "from" and digits:
            at[kind] = int("".join(digits))
            if tie in found:
                found[tie] = (at["row"] + 1, at["col"] + 1, found[tie][2])

    def text(data: str) -> None:
        if above and above[-1] in at:
            digits.append(data)

    if files:
        parse(package.chunks(path), start, end, text)
    return [found.get(each, (1, 1, DOCUMENT)) for each in files]


def read_conversations(package: Package, path: str) -> list[Placed]:
    """Row, column and words of what people said to one another about cells, in the order it was said."""
    said: list[Placed] = []
    place = (0, 0)
    inside = False
    words: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal place, inside
        kind = local(element)
        if kind == "threadedComment" and (match := _PLACE.fullmatch(attributes.get("ref", ""))):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            place = (int(match[2]), column)
        elif kind == "text":
            inside = True
            words.clear()

    def end(element: str) -> None:
        nonlocal inside
        if local(element) == "text":
            inside = False
            if spoken := "".join(words).strip():
                said.append((*place, spoken))

    def text(data: str) -> None:
        if inside:
            words.append(data)

    parse(package.chunks(path), start, end, text)
    return said
