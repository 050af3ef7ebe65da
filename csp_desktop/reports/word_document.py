"""Any form as a Word document with real headings and tables, for reports that get edited."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from csp_desktop.palette import LIGHT
from csp_desktop.rating_colours import with_chosen
from csp_desktop.registers.fields import RAG_SHAPES
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    Badge,
    Band,
    Blank,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    HeatMap,
    Node,
    Piece,
    Prose,
    Row,
    Sheet,
    Structure,
    Table,
    Ticks,
    Words,
    cell,
)
from csp_desktop.reports.catalog import About, about, gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, written
from csp_desktop.reports.typesetting import printable
from csp_desktop.rules.county.county_records import CountyRecords

_FONT = "Arial"
# In letters, what a column that shares the rest of a page has at least, and one that names the record.
_LEAST_WIDE, _NAMES_WIDE = 3.5, 7
# By what Word checks the spelling, and how a screen reader says the words.
_LANGUAGE = "en-GB"


def _colour(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])


_TONES = {"soft": _colour(LIGHT.soft), "alert": _colour(LIGHT.red.ink)}
_PAPER = {"a4": (210, 297), "a3": (297, 420)}


def write_word(records: PlanRecords | CountyRecords, name: str, options: ReportOptions) -> bytes:
    """A form as .docx; raises ReportProblem in one sentence."""
    form = gather(records, name, options)
    document = _blank_document(about(records), form, options)
    for at, sheet in enumerate(form.sheets):
        if at:
            document.add_page_break()
        _sheet(document, sheet, options.large_print)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _blank_document(them: About, form: Form, options: ReportOptions) -> WordDocument:
    document = Document()
    size = 18 if options.large_print else 11 if not form.flipped else 10
    for style_name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 5))):
        style = document.styles[style_name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The theme's own typefaces would come before a named one.
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
        style.font.italic = False
        if style_name != "Normal":
            style.font.color.rgb = _colour(LIGHT.ink)
            style.paragraph_format.keep_with_next = True
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    document.styles["Normal"].font.size = Pt(size)
    for level, times in ((1, 1.6), (2, 1.15), (3, 1.0), (4, 1.0)):
        document.styles[f"Heading {level}"].font.size = Pt(max(size * times, size))
    section = document.sections[0]
    short, long = _PAPER[options.paper]
    upright = (
        options.orientation == "portrait" if options.orientation else options.large_print or not form.flipped
    )
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(short), Mm(long)) if upright else (Mm(long), Mm(short))
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(16)
    properties = document.core_properties
    properties.title = printable(f"{form.title} – {them.of}")
    properties.author = printable(them.whose)
    properties.language = _LANGUAGE
    properties.created = properties.modified = datetime.combine(options.printed_on, time(), UTC)
    _footer(section.footer.paragraphs[0], f"Printed {written(options.printed_on)} · Page ")
    if options.draft:
        _run(section.header.paragraphs[0], "DRAFT", bold=True)
    return document


def _footer(paragraph: Paragraph, opening: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, opening)
    _number(paragraph, "PAGE")
    _run(paragraph, " of ")
    _number(paragraph, "NUMPAGES")


def _number(paragraph: Paragraph, code: str) -> None:
    """A page number Word works out itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour


def _sheet(document: WordDocument, sheet: Sheet, large: bool) -> None:
    context = document.add_paragraph()
    _run(context, sheet.context, colour=_TONES["soft"])
    document.add_heading(printable(sheet.title), 1)
    if sheet.rating is not None:
        rated = document.add_paragraph()
        _run(rated, "This quarter ")
        _badge(rated, sheet.rating)
        if sheet.before is not None:
            _run(rated, " was ")
            _badge(rated, sheet.before)
    if sheet.lead:
        document.add_paragraph(printable(sheet.lead))
    for block in sheet.blocks.values():
        _block(document, block, large)


def _block(document: WordDocument, block: Block, large: bool) -> None:
    if isinstance(block, Chart):
        _chart(document, block)
        return
    if block.title:
        document.add_heading(printable(block.title), block.level)
    if isinstance(block, Table):
        _records(document, block, large)
    elif isinstance(block, Prose):
        # A heading may have nothing but the next block under it.
        if not (block.text or block.empty):
            return
        document.add_paragraph(printable(block.text or block.empty))
    elif isinstance(block, Facts):
        for label, said in block.facts:
            document.add_heading(printable(label), block.level + bool(block.title))
            _pieces(document.add_paragraph, said)
    elif isinstance(block, HeatMap):
        _heat_map(document, block)
    else:
        _structure(document, block)


def _records(document: WordDocument, block: Table, large: bool) -> None:
    """A table; where the print is large, or the page too narrow for it, each record's lines below one another."""
    if not block.rows:
        document.add_paragraph(printable(block.empty))
        return
    letter = document.styles["Normal"].font.size
    cramped = any(
        column.share and wide < (_NAMES_WIDE if column.leads else _LEAST_WIDE) * letter
        for column, wide in zip(block.columns, _widths(document, block), strict=True)
    )
    if block.stacks and (large or cramped):
        _stack(document, block)
    else:
        _table(document, block)
    if block.note:
        _run(document.add_paragraph(), block.note, colour=_TONES["soft"])


def _widths(document: WordDocument, block: Table) -> list[int]:
    """How wide each column of a table is on the page."""
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    size = document.styles["Normal"].font.size
    fixed = sum(int(column.em * size) for column in block.columns)
    shares = sum(column.share for column in block.columns) or 1
    return [int(column.em * size + max(width - fixed, 0) * column.share / shares) for column in block.columns]


def _stack(document: WordDocument, block: Table) -> None:
    """The records of a table one below the other: what names each, then every column's heading with what it says."""
    for row in block.rows:
        if isinstance(row, Band):
            document.add_heading(printable(row.title), block.level + bool(block.title))
            continue
        told = list(zip(block.columns, row.cells, strict=True))
        leading = [(column, said) for column, said in told if column.leads and said]
        names = [said[0].text for _, said in leading if isinstance(said[0], Words)]
        named = document.add_paragraph()
        named.paragraph_format.space_before = Pt(12)
        named.paragraph_format.keep_with_next = True
        # A ref stands before its title; what else leads is told from what follows it.
        _run(named, (" " if leading and leading[0][0].name == "ref" else ": ").join(names), bold=True)
        for _, said in leading:
            _pieces(document.add_paragraph, said[isinstance(said[0], Words) :])
        for column, said in told:
            if column.leads or not said or said == (Words(DASH, "soft"),):
                continue
            line = document.add_paragraph()
            _run(line, f"{column.label}: ", colour=_TONES["soft"])
            _fill(line, document.add_paragraph, said)


def _table(document: WordDocument, block: Table) -> None:
    widths = _widths(document, block)
    table = _ruled(document, 1, len(block.columns))
    table.autofit = False
    for at, wide in enumerate(widths):
        table.columns[at].width = wide
    for column, heading, wide in zip(block.columns, table.rows[0].cells, widths, strict=True):
        heading.width = wide
        _run(heading.paragraphs[0], column.label, bold=True)
        heading.paragraphs[0].alignment = _side(column.align)
    _mark(table.rows[0]._tr, "w:tblHeader")
    for row in block.rows:
        added = table.add_row()
        _mark(added._tr, "w:cantSplit")
        if isinstance(row, Band):
            band = added.cells[0].merge(added.cells[-1])
            _run(band.paragraphs[0], row.title, bold=True)
            band.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        for column, place, said, wide in zip(block.columns, added.cells, row.cells, widths, strict=True):
            place.width = wide
            _fill(place.paragraphs[0], place.add_paragraph, said, _side(column.align))


def _ruled(document: WordDocument, rows: int, columns: int) -> Any:
    """A table with hairlines under its rows and nothing else."""
    table = document.add_table(rows=rows, cols=columns)
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LIGHT.faint[1:])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # Word wants these in their order.
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def _side(align: str) -> WD_ALIGN_PARAGRAPH:
    sides = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
    }
    return sides[align]


def _mark(row: Any, name: str) -> None:
    """Set a yes/no property of a table row."""
    row.get_or_add_trPr().append(OxmlElement(name))


def _fill(
    begun: Paragraph, another: Callable[[], Paragraph], said: Cell, side: WD_ALIGN_PARAGRAPH | None = None
) -> None:
    """Say all of a cell from a paragraph on that is there already."""
    first = [begun]

    def paragraph() -> Paragraph:
        made = first.pop() if first else another()
        made.alignment = side
        made.paragraph_format.space_after = Pt(2)
        return made

    _pieces(paragraph, said)


def _pieces(paragraph: Any, said: Iterable[Piece]) -> None:
    """Each piece in a paragraph of its own."""
    for piece in said:
        if isinstance(piece, Bullets):
            for point in piece.points:
                _run(paragraph(), f"• {point}")
        elif isinstance(piece, Blank):
            for _ in range(piece.lines):
                _run(paragraph(), "_" * piece.letters)
        elif isinstance(piece, Ticks):
            boxes = (f"{'☒' if choice == piece.ticked else '☐'} {choice}" for choice in piece.choices)
            _run(paragraph(), "   ".join(boxes))
        elif isinstance(piece, Badge):
            line = paragraph()
            if piece.of:
                _run(line, f"{piece.of} ")
            _badge(line, piece)
        else:
            bold = piece.tone in ("strong", "alert")
            _run(paragraph(), piece.text, bold=bold, colour=_TONES.get(piece.tone))


def _badge(paragraph: Paragraph, badge: Badge) -> None:
    """A rating as shape and word on its tint."""
    run = paragraph.add_run(printable(f"{RAG_SHAPES[badge.rag]} {badge.word}"))
    run.font.color.rgb = _colour(with_chosen(LIGHT).ratings[badge.rag].ink)
    _shade(run._r.get_or_add_rPr(), badge.rag)


def _shade(properties: Any, rag: str) -> None:
    """A rating's tint behind a run or a cell."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), with_chosen(LIGHT).ratings[rag].tint[1:])
    properties.append(shading)


def _chart(document: WordDocument, chart: Chart) -> None:
    """The figures of a chart as a table: Word people edit figures, not drawings."""
    document.add_heading(printable(chart.title), chart.level + 1)
    columns = (
        Column("line", "", share=2),
        *(Column(period, period, share=1, align="right") for period in chart.periods),
    )
    rows = tuple(
        Row((cell(line.label), *(cell("–" if value is None else f"{value:,.6g}") for value in line.values)))
        for line in chart.lines
    )
    _records(document, Table(columns, rows, note=chart.caption), large=False)


def _heat_map(document: WordDocument, block: HeatMap) -> None:
    table = _ruled(document, 6, 6)
    for down, likelihood in enumerate(range(5, 0, -1)):
        _run(table.cell(down, 0).paragraphs[0], f"Likelihood {likelihood}", bold=True)
        for impact in range(1, 6):
            place = table.cell(down, impact)
            paragraph, band = place.paragraphs[0], block.bands[likelihood, impact]
            _shade(place._tc.get_or_add_tcPr(), band)
            _badge(paragraph, Badge(band, str(likelihood * impact)))
            refs = " ".join(block.risks.get((likelihood, impact), ()))
            if refs:
                _run(paragraph, f" {refs}", bold=True)
    for impact in range(1, 6):
        _run(table.cell(5, impact).paragraphs[0], f"Impact {impact}", bold=True)


def _structure(document: WordDocument, block: Structure) -> None:
    def add(node: Node, depth: int) -> None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8 * depth)
        _run(paragraph, node.title, bold=True)
        if node.note:
            _run(paragraph, f"  {node.note}", colour=_TONES["soft"])
        for child in node.under:
            add(child, depth + 1)

    for node in block.nodes:
        add(node, 0)
