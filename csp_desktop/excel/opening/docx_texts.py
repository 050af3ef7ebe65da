"""The words of a Word document's cells and paragraphs: what is crossed out, linked, remarked on or numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
# Words moved away stand twice: where they were and where they are.
_NOT_SEEN = (f"{W}moveFrom", f"{W}del", _FALLBACK)
_INSIDE = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag")


@dataclass
class Words:
    """A cell's or paragraph's words in pieces, each crossed out or not; addresses behind them, and remarks on them.

    `hidden` are words the document does not show, `written` all of them in their order.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces).strip()

    @property
    def part_hidden(self) -> tuple[str, str] | None:
        """(words hidden, all words) where some are hidden; None where all is seen."""
        gone = "".join(self.hidden).strip()
        return (gone, "".join(self.written).strip()) if gone else None

    def add(self, text: str, crossed: bool, hidden: bool) -> None:
        """The next words."""
        self.written.append(text)
        if hidden:
            self.hidden.append(text)
        else:
            self.pieces.append((text, crossed))

    @property
    def struck(self) -> bool:
        return any(crossed for text, crossed in self.pieces if text.strip())


class DocumentTexts:
    """Reads words with what the document keeps elsewhere of them: addresses, remarks, numbers of its lists."""

    def __init__(self, document: Any) -> None:
        related = list(document.part.rels.values())
        self._addresses = {
            relation.rId: relation.target_ref
            for relation in related
            if relation.is_external and relation.reltype.endswith("/hyperlink")
        }
        self._remarks: dict[str, str] = {}
        self._numbers = _Numbers(None)
        self._hiding_styles = {
            style.get(f"{W}styleId")
            for style in document.styles.element.iter(f"{W}style")
            if on(style.find(f"{W}rPr/{W}vanish"))
        }
        for relation in related:
            if relation.is_external:
                continue
            if relation.reltype.endswith("/comments"):
                for remark in _root(relation.target_part).iter(f"{W}comment"):
                    lines = (self._plain(paragraph) for paragraph in remark.iter(f"{W}p"))
                    self._remarks[remark.get(f"{W}id")] = "\n".join(line for line in lines if line)
            elif relation.reltype.endswith("/numbering"):
                self._numbers = _Numbers(_root(relation.target_part))

    def of_cell(self, cell: Any) -> Words:
        """All a cell says, a line for each of its paragraphs; of a table within it, too."""
        words = Words()
        for paragraph in seen(cell, f"{W}p"):
            line = self.of_paragraph(paragraph)
            if line.text:
                if words.pieces:
                    words.pieces.append(("\n", line.pieces[0][1] and words.pieces[-1][1]))
                words.pieces += line.pieces
            if line.written:
                words.written += ["\n"] * bool(words.written) + line.written
                words.hidden += ["\n"] * bool(words.hidden and line.hidden) + line.hidden
            words.links += line.links
            words.comments += line.comments
        return words

    def of_paragraph(self, paragraph: Any) -> Words:
        """What a paragraph says; one of a list starts with a bullet, as its cell does in Excel."""
        words = Words()
        for element in seen(paragraph, None):
            self._add(words, element)
        number = self._numbers.next(paragraph)
        words.pieces = _stripped(words.pieces)
        if words.pieces:
            if number is not None or _style(paragraph).startswith("List"):
                words.pieces.insert(0, ("○ ", words.pieces[0][1]))
        elif number and not words.part_hidden:
            # A number the document counts itself is all the cell shows: its ref.
            words.pieces.append((number, False))
        return words

    def _add(self, words: Words, element: Any) -> None:
        tag = element.tag
        if tag == f"{W}t":
            self._add_words(words, element.text or "", element.getparent())
        elif tag in (f"{W}br", f"{W}cr"):
            self._add_words(words, "\n", element.getparent())
        elif tag == f"{W}tab" and element.getparent().tag == f"{W}r":
            self._add_words(words, " ", element.getparent())
        elif tag == f"{W}noBreakHyphen":
            self._add_words(words, "-", element.getparent())
        elif tag == f"{W}hyperlink":
            words.links += filter(None, [self._addresses.get(element.get(f"{_R}id"))])
        elif tag == f"{W}instrText":
            if said := _ADDRESS.match(element.text or ""):
                words.links.append(said[1])
        elif tag == f"{W}commentReference":
            words.comments += filter(None, [self._remarks.get(element.get(f"{W}id"))])

    def _add_words(self, words: Words, text: str, run: Any) -> None:
        words.add(text, _crossed(run), self._is_hidden(run))

    def _is_hidden(self, run: Any) -> bool:
        """Are a run's words not shown: it says so itself, or its style or its paragraph's does?"""
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None or not self._hiding_styles:
            return on(own)
        style = run.find(f"{W}rPr/{W}rStyle")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        named = {
            style.get(f"{W}val") if style is not None else None,
            _style(paragraph) if paragraph is not None else "",
        }
        return not named.isdisjoint(self._hiding_styles)

    @staticmethod
    def _plain(paragraph: Any) -> str:
        return "".join(element.text or "" for element in paragraph.iter(f"{W}t")).strip()


def seen(element: Any, tag: str | None) -> Iterator[Any]:
    """What is seen within an element, of one tag or all, in order; paragraphs are not looked into for more of them."""
    for child in element:
        if child.tag in _NOT_SEEN:
            continue
        if tag is None or child.tag == tag:
            yield child
        if child.tag != tag:
            yield from seen(child, tag)


def rows_or_cells(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row: those within a form's fields too, but not those of tables within."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            yield from rows_or_cells(child, tag)


def blocks(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of a document in order."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _INSIDE:
            yield from blocks(child)


def on(element: Any) -> bool:
    """Is a switch there and not turned off?"""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _crossed(run: Any) -> bool:
    return on(run.find(f"{W}rPr/{W}strike")) or on(run.find(f"{W}rPr/{W}dstrike"))


def _stripped(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    while pieces and not pieces[0][0].strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    if pieces:
        pieces = [(pieces[0][0].lstrip(), pieces[0][1]), *pieces[1:]]
        pieces = [*pieces[:-1], (pieces[-1][0].rstrip(), pieces[-1][1])]
    return pieces


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val") or "") if style is not None else ""


def _root(part: Any) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(part.blob)


class _Numbers:
    """Counts the paragraphs of numbered lists as Word does."""

    def __init__(self, numbering: Any) -> None:
        self._lists: dict[str, str] = {}
        # (kind, wording, first) of each level of each list
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        for known in numbering.iter(f"{W}abstractNum"):
            self._levels[known.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl", "0")): (
                    _said(level, "numFmt", "decimal"),
                    _said(level, "lvlText", ""),
                    int(_said(level, "start", "1")),
                )
                for level in known.iter(f"{W}lvl")
            }
        for own in numbering.iter(f"{W}num"):
            self._lists[own.get(f"{W}numId")] = _said(own, "abstractNumId", "")

    def next(self, paragraph: Any) -> str | None:
        """The number of the next paragraph of its list, "" where that has bullets; None outside lists."""
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None or _said(numbering, "numId", "0") == "0":
            return None
        which, level = self._lists.get(_said(numbering, "numId", ""), ""), int(_said(numbering, "ilvl", "0"))
        levels = self._levels.get(which, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(which, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [counted_level for counted_level in counts if counted_level > level]:
            del counts[deeper]
        kind, wording, _ = levels[level]
        if kind in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            shape, _, first = levels.get(above, ("decimal", "", 1))
            return _counted(counts.get(above, first), shape)

        return re.sub(r"%(\d)", number, wording).strip().rstrip(".")


def _said(element: Any, name: str, otherwise: str) -> str:
    child = element.find(f"{W}{name}")
    return str(child.get(f"{W}val") or otherwise) if child is not None else otherwise


def _counted(number: int, shape: str) -> str:
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if shape == "upperLetter" else letter
    if shape == "decimalZero":
        return f"{number:02d}"
    return str(number)
