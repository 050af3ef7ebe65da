"""Notes on cells as parts of a workbook: their words, and the boxes older programs draw them in."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape as xml

from openpyxl.utils.cell import coordinate_to_tuple

from csp_desktop.excel.writing.text_cells import escape
from csp_desktop.excel.writing.worksheet_part import DECLARATION, MAIN
from csp_desktop.palette import ANSWER_TINT

Notes = Sequence[tuple[str, str]]
"""Notes as (the address of their cell, their words)."""
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = "_x0000_t202"
_BOX = "position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:320px;height:120px;z-index:1;visibility:hidden"


def written_notes(notes: Notes, author: str) -> str:
    """The part with the words."""
    listed = "".join(
        f'<comment ref="{address}" authorId="0" shapeId="0"><text><t xml:space="preserve">{xml(escape(words))}</t></text>'
        "</comment>"
        for address, words in notes
    )
    return (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author>{xml(escape(author))}</author></authors>'
        f"<commentList>{listed}</commentList></comments>"
    )


def drawn_notes(notes: Notes) -> str:
    """The part with the boxes, hidden until their cell is pointed at."""
    return (
        f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        f'<v:shapetype id="{_KIND}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{''.join(_box(number, address) for number, (address, _) in enumerate(notes, 1026))}</xml>"
    )


def _box(number: int, address: str) -> str:
    row, column = coordinate_to_tuple(address)
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_KIND}" style="{_BOX}" fillcolor="{ANSWER_TINT}" o:insetmode="auto">'
        f'<v:fill color2="{ANSWER_TINT}"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
