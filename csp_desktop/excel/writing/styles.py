"""How a return workbook looks: pale cells are the partner's, all else is quiet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.xml.functions import tostring

from csp_desktop.palette import ANSWER_LINE, ANSWER_TINT, LIGHT, Colours, Tone
from csp_desktop.rating_colours import with_chosen
from csp_desktop.registers.fields import RAG_SHAPES

FACE = "Arial"


def of_cell(colour: str) -> str:
    """A colour of the palette as a workbook has it."""
    return colour.removeprefix("#")


INK, SOFT, ACCENT, _ON_ACCENT = (
    of_cell(colour) for colour in (LIGHT.ink, LIGHT.soft, LIGHT.accent, LIGHT.accent_ink)
)
DATE_FORMAT = "d mmm yyyy"
MONEY_FORMAT = "#,##0.00"
_HAIRLINE = Side(style="thin", color=of_cell(LIGHT.line))
_LINE = Side(style="thin", color=of_cell(ANSWER_LINE))
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UNDER = Border(bottom=_HAIRLINE)
_INPUT_FILL = PatternFill("solid", fgColor=of_cell(ANSWER_TINT))
_FAULT_FILL = PatternFill("solid", fgColor=of_cell(LIGHT.red.tint))
_HEADER_FILL = PatternFill("solid", fgColor=ACCENT)
_TOP = Alignment(vertical="top", wrap_text=True)
_TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
_IN_BOX = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_TOP_RIGHT = Alignment(horizontal="right", vertical="top", indent=1)
_MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_LOCKED, _UNLOCKED = Protection(locked=True), Protection(locked=False)

_Look = dict[str, Any]
# Number formats of input cells by the kind of field; text cells keep what is typed as it was typed.
INPUT_FORMATS = {
    "narrative": "@",
    "text": "@",
    "rag": "General",
    "choice": "General",
    "yes/no": "General",
    "whole number": "0",
    "number or TBC": "General",
    "money": MONEY_FORMAT,
    "date": DATE_FORMAT,
}


def _looks() -> dict[str, _Look]:
    looks: dict[str, _Look] = {
        "title": {"font": Font(name=FACE, size=12, bold=True, color=INK)},
        "to do": {"font": Font(name=FACE, size=10, color=SOFT), "alignment": Alignment(vertical="center")},
        "heading": {"font": Font(name=FACE, size=18, bold=True, color=INK)},
        "subheading": {"font": Font(name=FACE, size=12, color=SOFT)},
        "label": {"font": Font(name=FACE, size=11, color=SOFT), "alignment": _TOP},
        "value": {"font": Font(name=FACE, size=11, color=INK), "alignment": _TOP_LEFT},
        "strong": {"font": Font(name=FACE, size=11, bold=True, color=INK), "alignment": _TOP_LEFT},
        "header": {
            "font": Font(name=FACE, size=10, bold=True, color=_ON_ACCENT),
            "fill": _HEADER_FILL,
            "alignment": _MIDDLE,
        },
        "code": {"font": Font(name=FACE, size=10, color=SOFT), "alignment": _IN_BOX, "border": _UNDER},
        "context": {"font": Font(name=FACE, size=10, color=SOFT), "alignment": _IN_BOX, "border": _UNDER},
        "subject": {"font": Font(name=FACE, size=10, color=INK), "alignment": _IN_BOX, "border": _UNDER},
        "figure": {"font": Font(name=FACE, size=10, color=SOFT), "alignment": _TOP_RIGHT, "border": _UNDER},
        "plain": {"font": Font(name=FACE, size=10, color=SOFT)},
    }
    for kind, number_format in INPUT_FORMATS.items():
        for state, fill, protection in (
            ("open", _INPUT_FILL, _UNLOCKED),
            ("closed", None, _LOCKED),
            ("fault", _FAULT_FILL, _UNLOCKED),
        ):
            look: _Look = {
                "font": Font(name=FACE, size=10, color=INK),
                "alignment": _TOP_RIGHT if kind in ("money", "number or TBC") else _IN_BOX,
                "border": _BOX,
                "protection": protection,
                "number_format": number_format,
            }
            if fill is not None:
                look["fill"] = fill
            looks[f"{kind} {state}"] = look
    return looks


_LOOKS = _looks()


@dataclass(frozen=True)
class Looks:
    """The part of a workbook that says how its cells look, and the numbers by which cells name their looks.

    `numbers` are by a look's name and whether it has the mark that keeps words text; `ratings` by rating.
    """

    part: bytes
    numbers: Mapping[tuple[str, bool], int]
    ratings: Mapping[str, int]


def looks_of_returns() -> Looks:
    """All looks of a return, every workbook's the same, in the colours of ratings chosen."""
    return _prepared(with_chosen(LIGHT))


@cache
def _prepared(colours: Colours) -> Looks:
    book = Workbook()
    numbers = {}
    for row, (name, look) in enumerate(_LOOKS.items(), 1):
        for column, marked in enumerate((False, True), 1):
            cell = book.active.cell(row, column)
            for attribute, value in {**look, "quotePrefix": marked}.items():
                setattr(cell, attribute, value)
            numbers[name, marked] = cell.style_id
    ratings = {rag: book._differential_styles.add(_rag_look(rag, colours.rating(rag))) for rag in RAG_SHAPES}
    return Looks(tostring(write_stylesheet(book)), numbers, ratings)


def _rag_look(rag: str, tone: Tone) -> DifferentialStyle:
    """Colour and shape of a rating; the word itself is in the cell."""
    return DifferentialStyle(
        font=Font(color=of_cell(tone.ink), bold=True),
        fill=PatternFill(bgColor=of_cell(tone.tint)),
        numFmt=NumberFormat(numFmtId=200 + list(RAG_SHAPES).index(rag), formatCode=f'"{RAG_SHAPES[rag]} "@'),
    )
