"""What stands over the cells of an Office Open XML sheet: words in shapes and text boxes, and conversations."""

from __future__ import annotations

import re

from csp_desktop.excel.opening.package_parts import Package, local, parse

Placed = tuple[int, int, str]
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_ANCHORS = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")


def read_shapes(package: Package, path: str) -> list[Placed]:
    """Row, column and words of the shapes of a drawing; each stands where its upper left corner does."""
    shapes: list[Placed] = []
    place = {"row": 0, "col": 0}
    above: list[str] = []
    paragraphs: list[str] = []
    digits: list[str] = []

    def start(element: str, _: dict[str, str]) -> None:
        kind = local(element)
        above.append(kind)
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
