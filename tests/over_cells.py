"""What openpyxl cannot put into a workbook: text boxes, tick boxes, documents, pictures, and a conversation about a cell."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>{left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top}</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{right}</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>{bottom}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/>'
    '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "<xdr:txBody><a:bodyPr/>{paragraphs}</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)
_WORDS_END = _DRAWING.index("<xdr:clientData/>")
_PICTURE = (
    _DRAWING[: _DRAWING.index("<xdr:sp ")]
    + f'<xdr:pic xmlns:r="{_OFFICE}"><xdr:nvPicPr><xdr:cNvPr id="3" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>' + _DRAWING[_WORDS_END:]
)
_ONE_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
_CONVERSATION = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">{said}'
    "</ThreadedComments>"
)


def add_text_box(path: Path, sheet: int, row: int, column: int, words: str) -> None:
    """Lay a text box over a workbook's cells, its upper left corner over one of them; sheets count from 1."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in words.split("\n"))
    _draw(path, sheet, row, column, _DRAWING, paragraphs)


def add_picture(path: Path, sheet: int, row: int, column: int) -> None:
    """Lay a picture over a workbook's cells, its upper left corner over one of them."""
    _draw(path, sheet, row, column, _PICTURE)
    parts = _parts(path)
    relation = f'<Relationship Id="rIdPicture" Type="{_OFFICE}/image" Target="/xl/media/over{sheet}.png"/>'
    parts[f"xl/drawings/_rels/over{sheet}.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    ).encode()
    parts[f"xl/media/over{sheet}.png"] = _ONE_DOT
    kind = b'<Default Extension="png" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)
    _write(path, parts)


def _draw(path: Path, sheet: int, row: int, column: int, drawn: str, paragraphs: str = "") -> None:
    drawing = drawn.format(
        left=column - 1, top=row - 1, right=column + 1, bottom=row + 1, paragraphs=paragraphs
    )
    own = f"xl/worksheets/sheet{sheet}.xml"
    tied = _tie(path, sheet, f"xl/drawings/over{sheet}.xml", "drawing", drawing)
    parts = _parts(path)
    before = b"<legacyDrawing" if b"<legacyDrawing" in parts[own] else b"</worksheet>"
    placed = f'<drawing xmlns:r="{_OFFICE}" r:id="{tied}"/>'.encode()
    parts[own] = parts[own].replace(before, placed + before)
    _write(path, parts)


def add_conversation(path: Path, sheet: int, address: str, *said: str) -> None:
    """Let people talk about a cell, without the note that Excel adds for older programs."""
    spoken = "".join(
        f'<threadedComment ref="{address}" id="{{{number}}}"><text>{escape(words)}</text></threadedComment>'
        for number, words in enumerate(said)
    )
    _tie(
        path,
        sheet,
        f"xl/threadedComments/over{sheet}.xml",
        "threadedComment",
        _CONVERSATION.format(said=spoken),
    )


_KINDS = {
    "drawing": (f"{_OFFICE}/drawing", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    "threadedComment": (
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
    ),
    "vmlDrawing": (f"{_OFFICE}/vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    "oleObject": (f"{_OFFICE}/oleObject", "application/vnd.openxmlformats-officedocument.oleObject"),
}


def _tie(path: Path, sheet: int, part: str, kind: str, content: str) -> str:
    """Write a part into a workbook and tie it to a sheet; the id of the tie."""
    parts = _parts(path)
    relation, content_type = _KINDS[kind]
    own = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    tied = f"rIdOver{kind}"
    line = f'<Relationship Id="{tied}" Type="{relation}" Target="/{part}"/></Relationships>'
    parts[own] = parts.get(own, empty).replace(b"</Relationships>", line.encode())
    parts[part] = content.encode()
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    _write(path, parts)
    return tied


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _write(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)


def add_tick_box(path: Path, sheet: int, row: int, column: int, words: str, *, ticked: bool) -> None:
    """Lay a box to be ticked over a workbook's cells, with words beside it, as Excel's form controls are kept."""
    state = "<x:Checked>1</x:Checked>" if ticked else ""
    control = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<v:shape id="s1025"><v:textbox><div><font face="Tahoma">{escape(words)}</font><br></div></v:textbox>'
        f'<x:ClientData ObjectType="Checkbox"><x:Anchor>{column - 1}, 0, {row - 1}, 0, {column}, 0, {row}, 0</x:Anchor>'
        f"{state}</x:ClientData></v:shape></xml>"
    )
    _tie(path, sheet, f"xl/drawings/control{sheet}.vml", "vmlDrawing", control)


def add_document(path: Path, sheet: int, row: int, column: int, program: str) -> None:
    """Lay a document of another program over a workbook's cells."""
    own = f"xl/worksheets/sheet{sheet}.xml"
    tied = _tie(path, sheet, f"xl/embeddings/document{sheet}.bin", "oleObject", "its own bytes")
    parts = _parts(path)
    placed = (
        f'<oleObjects><oleObject xmlns:r="{_OFFICE}" progId="{program}" shapeId="1026" r:id="{tied}"><objectPr><anchor>'
        f"<from><col>{column - 1}</col><colOff>0</colOff><row>{row - 1}</row><rowOff>0</rowOff></from>"
        "</anchor></objectPr></oleObject></oleObjects></worksheet>"
    )
    parts[own] = parts[own].replace(b"</worksheet>", placed.encode())
    _write(path, parts)
