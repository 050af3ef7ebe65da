"""A return workbook as a file: its sheets and the parts around them, packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape as xml

from openpyxl.utils import quote_sheetname
from openpyxl.writer.theme import theme_xml

from csp_desktop.excel.writing.note_parts import drawn_notes, written_notes
from csp_desktop.excel.writing.text_cells import escape, in_formula
from csp_desktop.excel.writing.worksheet_part import (
    DECLARATION,
    MAIN,
    NOTES_ID,
    RELATIONS,
    WorksheetPart,
    attribute,
)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = {
    "xl/workbook.xml": f"{_SHEETS}.sheet.main+xml",
    "xl/styles.xml": f"{_SHEETS}.styles+xml",
    "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
# Programs recalculate what they do not know; "compatible" is what openpyxl says of its own workbooks too.
_PROGRAM = (
    f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
    "<Application>Microsoft Excel Compatible / CSP Desktop</Application></Properties>"
)
# A property somebody added, as the format tells it from its own.
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True)
class BookFacts:
    """What a workbook says of itself: who made it, what it is called, its identifier.

    `names` are words its formulas and readers know by name, `properties` those its properties hold.
    """

    creator: str
    title: str
    identifier: str
    names: Mapping[str, str]
    properties: Mapping[str, str]


def packed(sheets: Sequence[WorksheetPart], facts: BookFacts) -> bytes:
    """The workbook of these sheets, each with a title of its own."""
    kinds = dict(_KINDS)
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/relationships/officeDocument", "/xl/workbook.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "/docProps/core.xml"),
                "rId3": (f"{_OFFICE}/relationships/extended-properties", "/docProps/app.xml"),
                "rId4": (f"{_OFFICE}/relationships/custom-properties", "/docProps/custom.xml"),
            }
        ),
        "xl/workbook.xml": _workbook(sheets, facts.names),
        "xl/styles.xml": sheets[0].looks.part,
        "xl/theme/theme1.xml": theme_xml,
        "docProps/core.xml": _core(facts),
        "docProps/app.xml": _PROGRAM,
        "docProps/custom.xml": _custom(facts.properties),
    }
    found = {
        "styles": (f"{RELATIONS}/styles", "/xl/styles.xml"),
        "theme": (f"{RELATIONS}/theme", "/xl/theme/theme1.xml"),
    }
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        found[f"rId{number}"] = (f"{RELATIONS}/worksheet", f"/{name}")
        parts[name], kinds[name] = sheet.written(), f"{_SHEETS}.worksheet+xml"
        if sheet.notes:
            notes, drawing = f"xl/comments/comment{number}.xml", f"xl/drawings/commentsDrawing{number}.vml"
            parts[notes], kinds[notes] = written_notes(sheet.notes, facts.creator), f"{_SHEETS}.comments+xml"
            parts[drawing] = drawn_notes(sheet.notes)
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(
                {
                    "comments": (f"{RELATIONS}/comments", f"/{notes}"),
                    NOTES_ID: (f"{RELATIONS}/vmlDrawing", f"/{drawing}"),
                }
            )
    parts["xl/_rels/workbook.xml.rels"] = _relations(found)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(kinds))
        for name, part in parts.items():
            archive.writestr(name, part)
    return saved.getvalue()


def _content_types(kinds: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f"{overrides}</Types>"
    )


def _relations(found: Mapping[str, tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, (kind, target) in found.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _workbook(sheets: Sequence[WorksheetPart], names: Mapping[str, str]) -> str:
    listed = "".join(
        f'<sheet name="{attribute(sheet.title)}" sheetId="{number}" '
        f'state="{"hidden" if sheet.bare else "visible"}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    named = "".join(
        f'<definedName name="{name}">{xml(in_formula(words))}</definedName>' for name, words in names.items()
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{xml(quote_sheetname(sheet.title))}!${sheet.header_row}:${sheet.header_row}</definedName>"
        for place, sheet in enumerate(sheets)
        if sheet.header_row
    )
    # Counts are stored with what they show, and counted anew when the workbook is opened to be filled in.
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView activeTab="0"/>'
        f"</bookViews><sheets>{listed}</sheets><definedNames>{named}{repeated}</definedNames>"
        '<calcPr fullCalcOnLoad="1"/></workbook>'
    )


def _core(facts: BookFacts) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = "".join(
        f'<dcterms:{when} xsi:type="dcterms:W3CDTF">{now}</dcterms:{when}>'
        for when in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{xml(escape(facts.creator))}</dc:creator><dc:title>{xml(escape(facts.title))}</dc:title>"
        f"<dc:identifier>{xml(escape(facts.identifier))}</dc:identifier>{dated}</cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    said = "".join(
        f'<property name="{name}" fmtid="{_CUSTOM}" pid="{number}"><vt:lpwstr>{xml(escape(words))}</vt:lpwstr></property>'
        for number, (name, words) in enumerate(properties.items(), 2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{said}</Properties>'
    )
