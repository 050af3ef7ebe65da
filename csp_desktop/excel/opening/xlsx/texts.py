"""Texts of an Office Open XML workbook: kept apart from the cells, in runs, some crossed out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from csp_desktop.excel.opening.cell_looks import part_struck
from csp_desktop.excel.opening.package_parts import Package, Refused, local, parse
from csp_desktop.registers.as_written.wordings import unescape

# What Excel writes before the words of a comment that is part of a conversation.
_THREADED = re.compile(r"\[Threaded comment\].*?\n(?:Comment|Kommentar|Commentaire):\s*", re.DOTALL)


class RichText(NamedTuple):
    """A text, its pieces with whether each is crossed out (None: as its cell is), and whether any is."""

    text: str
    pieces: tuple[tuple[str, bool | None], ...] = ()
    struck: bool = False

    def part_struck(self, crossed: bool) -> tuple[str, str] | None:
        """(words left, words crossed out) in a cell crossed out or not; None where all or none are."""
        return part_struck((piece, crossed if own is None else own) for piece, own in self.pieces)


def comment_text(text: str) -> str:
    """A note's words without what Excel says to those who cannot show conversations."""
    return _THREADED.sub("", text).strip()


class Strings:
    """Texts kept apart from the cells, in order; `rich` are those in several looks, by their place."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self.texts: list[str] = []
        self.rich: dict[int, RichText] = {}

    def read(self, package: Package, path: str) -> None:
        start, end, text = rich_text("si", self._keep)
        parse(package.chunks(path), start, end, text)

    def _keep(self, text: str, rich: RichText | None) -> None:
        self.count(text)
        if rich is not None:
            self.rich[len(self.texts)] = rich
        self.texts.append(text)

    def count(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise Refused(
                "holds more text than any return could. Nothing was taken from it; "
                "ask the sender what it is meant to be."
            )


def rich_text(
    outer: str, keep: Callable[[str, RichText | None], None]
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]:
    """Handlers that gather the text of every `outer` element, and its runs where it is in several looks."""
    pieces: list[tuple[str, bool | None]] = []
    words: list[str] = []
    runs = False
    inside = phonetic = False
    struck: bool | None = None

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside, struck, phonetic, runs
        kind = local(element)
        if kind == "t":
            inside = not phonetic
        elif kind == outer:
            words.clear()
            pieces.clear()
            struck, runs = None, False
        elif kind == "r":
            struck = None
        elif kind == "rPr":
            struck, runs = False, True
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
            text = unescape("".join(words))
            rich = RichText(text, tuple(pieces), any(crossed for _, crossed in pieces)) if runs else None
            keep(text, rich)

    def text(data: str) -> None:
        if inside:
            words.append(data)
            pieces.append((data, struck))

    return start, end, text
