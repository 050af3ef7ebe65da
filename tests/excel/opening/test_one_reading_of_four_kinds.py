"""The same table reads the same from xlsx, xls, ods and docx: looks, notes, links, what is hidden or crossed out."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from csp_desktop.excel.opening.cell_looks import calculated_link, is_shown_number, shown_number, shows_pounds
from csp_desktop.excel.opening.grid import Grid, cell_text
from csp_desktop.excel.opening.safe_reading import read_workbook
from csp_desktop.excel.opening.source_files import open_grids
from csp_desktop.excel.opening.xls_texts import RichText, link, link_of_formula, rich_texts

_HEADINGS = ("Ref", "Action", "Share", "RAG", "Due")
_ADDRESS = "https://example.org/minutes"
_CHOICES = ("1 Rare", "2 Likely", "3 All but sure")


class Said(NamedTuple):
    """What a sheet says, as one compares it over the kinds."""

    texts: dict[tuple[int, int], str]
    struck: frozenset[tuple[int, int]]
    struck_words: dict[tuple[int, int], str]
    fills: dict[tuple[int, int], str]
    comments: dict[tuple[int, int], str]
    links: dict[tuple[int, int], str]
    hidden_rows: frozenset[int]
    choices: frozenset[tuple[str, ...]]


# Rows and columns counted from the first heading, since a document starts its tables further down.
_EXPECTED = Said(
    texts={
        **{(1, column): heading for column, heading in enumerate(_HEADINGS, 1)},
        (2, 1): "001", (2, 2): "Train door staff", (2, 3): "85%", (2, 5): "30 September 2025",
        (3, 1): "1.10", (3, 2): "Now 15 sites", (3, 3): "87.2%", (3, 5): "TBC",
        (4, 1): "007", (4, 2): "Whole cell crossed out", (4, 3): "90%", (4, 5): "TBC",
    },
    struck=frozenset({(4, 2)}),
    struck_words={(3, 2): "12"},
    fills={(2, 4): "92D050", (3, 4): "FFC000", (4, 4): "FF0000"},
    comments={(2, 5): "Agreed at the group"},
    links={(2, 2): _ADDRESS},
    hidden_rows=frozenset({4}),
    choices=frozenset({_CHOICES}),
)  # fmt: skip


def said_by(grid: Grid) -> Said:
    first = min(grid.values)[0] - 1

    def moved(found: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        return {(row - first, column): value for (row, column), value in found.items()}

    return Said(
        texts=moved({place: cell_text(value) for place, value in grid.values.items()}),
        struck=frozenset((row - first, column) for row, column in grid.struck),
        struck_words=moved(grid.struck_words),
        fills=moved({place: colour for place, colour in grid.fills.items() if colour != "FFFFFF"}),
        comments=moved(grid.comments),
        links={place: address.rstrip("/") for place, address in moved(grid.links).items()},
        hidden_rows=frozenset(row - first for row in grid.hidden_rows),
        choices=frozenset(grid.choices),
    )


def in_excel(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(_HEADINGS)
    sheet.append((1, "Train door staff", 0.85, None, "30 September 2025"))
    sheet.append((1.1, None, 0.872, None, "TBC"))
    sheet.append(("007", "Whole cell crossed out", 0.9, None, "TBC"))
    struck = InlineFont(strike=True)
    sheet["B3"] = CellRichText("Now ", TextBlock(struck, "12"), " 15 sites")
    sheet["A2"].number_format, sheet["A3"].number_format = "000", "0.00"
    for cell in ("C2", "C3", "C4"):
        sheet[cell].number_format = "0.0%" if cell == "C3" else "0%"
    for cell, colour in (("D2", "92D050"), ("D3", "FFC000"), ("D4", "FF0000")):
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet["B4"].font = Font(strike=True)
    sheet["B2"].hyperlink = _ADDRESS
    sheet["E2"].comment = Comment("Agreed at the group", "")
    sheet.row_dimensions[4].hidden = True
    offered = DataValidation("list", formula1=f'"{",".join(_CHOICES)}"')
    offered.add("E2:E9")
    elsewhere = DataValidation("list", formula1="$A$2:$A$4")
    elsewhere.add("D2")
    sheet.data_validations.dataValidation += [offered, elsewhere]
    book.save(path)
    return path


def in_opendocument(path: Path) -> Path:
    """Written by hand, with what LibreOffice writes for it."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
        for name, of in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    fills = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f'<style:table-cell-properties fo:background-color="#{colour}"/></style:style>'
        for name, colour in (("green", "92d050"), ("amber", "ffc000"), ("red", "ff0000"))
    )
    through = '<style:text-properties style:text-line-through-style="solid"/></style:style>'

    def cell(inside: str, said: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {said}>{inside}</table:table-cell>"

    def number(value: float, shown: str, kind: str = "float") -> str:
        return cell(f"<text:p>{shown}</text:p>", f'office:value-type="{kind}" office:value="{value}"')

    def words(text: str) -> str:
        return cell(f"<text:p>{text}</text:p>")

    note = "<office:annotation><text:p>Agreed at the group</text:p></office:annotation>"
    rows = (
        "".join(words(heading) for heading in _HEADINGS),
        number(1, "001")
        + words(f'<text:a xlink:href="{_ADDRESS}">Train door staff</text:a>')
        + number(0.85, "85%", "percentage")
        + '<table:table-cell table:style-name="green"/>'
        + cell(f"{note}<text:p>30 September 2025</text:p>"),
        number(1.1, "1.10")
        + words('Now <text:span text:style-name="gone">12</text:span> 15 sites')
        + number(0.872, "87.2%", "percentage")
        + '<table:table-cell table:style-name="amber"/>'
        + words("TBC"),
        words("007")
        + cell("<text:p>Whole cell crossed out</text:p>", 'office:value-type="string" table:style-name="out"')
        + number(0.9, "90%", "percentage")
        + '<table:table-cell table:style-name="red"/>'
        + words("TBC"),
    )
    hidden = ("", "", "", ' table:visibility="collapse"')
    offered = ";".join(f"&quot;{choice}&quot;" for choice in _CHOICES)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<office:automatic-styles>{fills}<style:style style:name="out" style:family="table-cell">{through}'
        f'<style:style style:name="gone" style:family="text">{through}</office:automatic-styles>'
        "<office:body><office:spreadsheet><table:content-validations><table:content-validation "
        f'table:name="rare" table:condition="of:cell-content-is-in-list({offered})"/></table:content-validations>'
        '<table:table table:name="Plan">'
        + "".join(
            f"<table:table-row{how}>{row}</table:table-row>" for how, row in zip(hidden, rows, strict=True)
        )
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
    return path


def in_word(path: Path) -> Path:
    document = Document()
    table = document.add_table(rows=4, cols=5)
    rows = (
        _HEADINGS,
        ("001", "", "85%", "", "30 September 2025"),
        ("1.10", "Now ", "87.2%", "", "TBC"),
        ("007", "", "90%", "", "TBC"),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    related = document.part.relate_to(
        _ADDRESS, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )  # fmt: skip
    table.cell(1, 1).paragraphs[0]._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{related}"><w:r><w:t>Train door staff</w:t></w:r></w:hyperlink>'
        )
    )
    changed = table.cell(2, 1).paragraphs[0]
    changed.add_run("12").font.strike = True
    changed.add_run(" 15 sites")
    table.cell(3, 1).paragraphs[0].add_run("Whole cell crossed out").font.strike = True
    for row, colour in ((1, "92D050"), (2, "FFC000"), (3, "FF0000")):
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
        table.cell(row, 3)._tc.get_or_add_tcPr().append(shade)
    document.add_comment(table.cell(1, 4).paragraphs[0].runs, text="Agreed at the group", author="")
    table.rows[3]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    items = "".join(f'<w:listItem w:displayText="{choice}" w:value="{choice}"/>' for choice in _CHOICES)
    table.cell(3, 4).paragraphs[0].clear()._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>TBC</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("write", "name"), [(in_excel, "plan.xlsx"), (in_opendocument, "plan.ods"), (in_word, "plan.docx")]
)
def test_a_table_reads_the_same_from_every_kind(write: object, name: str, tmp_path: Path) -> None:
    assert callable(write)
    (grid,) = open_grids(write(tmp_path / name))
    assert said_by(grid) == _EXPECTED


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_a_table_reads_the_same_as_libreoffice_saves_it(kind: str, tmp_path: Path) -> None:
    made = in_excel(tmp_path / "plan.xlsx")
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--convert-to", kind, "--outdir", str(out), str(made)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (grid,) = open_grids(out / f"plan.{kind}")
    assert said_by(grid) == _EXPECTED


# What only one kind has


def test_colours_of_a_theme_or_by_number_are_colours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "RAG"
    sheet["A2"].fill = PatternFill("solid", fgColor=Color(theme=9))
    sheet["A3"].fill = PatternFill("solid", fgColor=Color(theme=9, tint=-0.25))
    sheet["A4"].fill = PatternFill("solid", fgColor=Color(indexed=10))
    book.save(tmp_path / "plan.xlsx")
    (grid,) = open_grids(tmp_path / "plan.xlsx")
    assert (grid.fills[2, 1], grid.fills[4, 1]) == ("F79646", "FF0000")
    assert grid.fills[3, 1] < "F79646"


def test_the_address_of_a_link_that_is_a_formula_is_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Update", f'=HYPERLINK("{_ADDRESS}","Plan on the web")'
    sheet["A3"], sheet["A4"] = "In May", "Above"
    sheet["A3"].hyperlink = Hyperlink(ref="A3", target=_ADDRESS, location="may")
    sheet["A4"].hyperlink = Hyperlink(ref="A4", location="Sheet!A1")
    book.save(tmp_path / "plan.xlsx")
    (grid,) = open_grids(tmp_path / "plan.xlsx")
    assert (grid.links, grid.text(2, 1)) == (
        {(2, 1): _ADDRESS, (3, 1): f"{_ADDRESS}#may"},
        "Plan on the web",
    )


def test_a_wide_cell_ends_what_went_on_above_it(tmp_path: Path) -> None:
    """Word keeps a cell that goes down a column until another stands in its place, however wide that is."""
    document = Document()
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 1).merge(table.cell(1, 1)).text = "Two rows"
    table.cell(2, 0).merge(table.cell(2, 2)).text = "Wide"
    for column, text in enumerate("abc"):
        table.cell(3, column).text = text
    document.save(str(tmp_path / "plan.docx"))
    (grid,) = open_grids(tmp_path / "plan.docx")
    assert sorted(grid.merged) == [(2, 2, 3, 2), (4, 1, 4, 3)]
    assert [grid.text(5, column) for column in (1, 2, 3)] == ["a", "b", "c"]


def test_forms_fields_moved_words_and_counted_refs_of_word(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=2)
    for row in (1, 2):
        table.cell(row, 0).paragraphs[0].style = "List Number"
        number = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().append(number)
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="2.%1."/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    table.cell(0, 0).text, table.cell(0, 1).text = "Ref", "Action"
    table.cell(1, 1).paragraphs[0]._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>Chosen in a form</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    table.cell(2, 1).paragraphs[0]._p.append(
        parse_xml(f"<w:moveFrom {nsdecls('w')}><w:r><w:t>Moved away</w:t></w:r></w:moveFrom>")
    )
    table.cell(2, 1).paragraphs[0].add_run("Stays")
    document.save(str(tmp_path / "plan.docx"))
    (grid,) = open_grids(tmp_path / "plan.docx")
    assert [grid.text(row, column) for row in (3, 4) for column in (1, 2)] == [
        "2.1", "Chosen in a form", "2.2", "Stays",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (1, "000", "001"), (1.1, "0.00", "1.10"), (1.1, "0.0", "1.1"), (5, '"R"000', "R005"),
        (12000, "#,##0", "12,000"), (30, '0" days"', "30 days"),
        (5, '"£"#,##0', ""), (5, "[$£-809]#,##0", ""), (1.5, "0.##", ""), (-1, "000", ""), (3, "@", ""),
    ],
)  # fmt: skip
def test_digits_are_read_as_their_format_shows_them(number: float, code: str, shown: str) -> None:
    assert shown_number(number, code) == shown


def test_formats_that_show_pounds() -> None:
    shown = ('"£"#,##0', "[$£-809]#,##0.00", '_-"£"* #,##0.00_-;-"£"* #,##0.00_-', "£0")
    assert [code for code in shown if not shows_pounds(code)] == []
    assert [code for code in ("#,##0", "[$€-2] #,##0", '0;"£"0', "") if shows_pounds(code)] == []


def test_texts_of_an_old_workbook_go_on_over_records() -> None:
    """A text broken between two records says in the second whether it goes on wide."""
    runs = struct.pack("<HHHH", 4, 6, 6, 0)
    plain = struct.pack("<HB", 5, 0) + b"plain"
    head = struct.pack("<II", 2, 2) + plain + struct.pack("<HBH", 8, 8, 2) + b"Now "
    tail = b"\x01" + "12 x".encode("utf-16-le") + runs
    assert rich_texts([head, tail]) == {1: RichText("Now 12 x", ((4, 6), (6, 0)))}
    assert rich_texts([head]) == {}


def test_links_written_as_formulas_in_the_other_kinds() -> None:
    assert calculated_link(f'of:=HYPERLINK("{_ADDRESS}";"Plan")') == (_ADDRESS, "Plan")
    assert calculated_link("of:=SUM([.A1:.A2])") is None
    tokens = b"\x17" + bytes([len(_ADDRESS), 0]) + _ADDRESS.encode() + b"\x17\x04\x00Plan\x42\x02\x67\x01"
    assert link_of_formula(bytes(20) + struct.pack("<H", len(tokens)) + tokens) == _ADDRESS
    assert link_of_formula(bytes(20) + struct.pack("<H", 3) + b"\x1e\x01\x00") == ""


def test_yes_and_no_as_libreoffice_keeps_them_of_other_workbooks(tmp_path: Path) -> None:
    made = in_opendocument(tmp_path / "plan.ods")
    with zipfile.ZipFile(made) as package:
        content = package.read("content.xml").decode()
    cell = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    row = f"<table:table-row>{cell.format(1, 'TRUE')}{cell.format(0, 'FALSE')}{cell.format(1, '1')}</table:table-row>"
    content = content.replace("</table:table>", f"{row}</table:table>", 1)
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
    (sheet,) = read_workbook(made).sheets
    assert [cell.value for cell in sheet.rows[max(sheet.rows)].values()] == [True, False, 1]
    assert sheet.rows[max(sheet.rows)][3].kind == "number"


def test_addresses_of_an_old_workbook() -> None:
    moniker = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
    address = (_ADDRESS + "\0").encode("utf-16-le")
    start = struct.pack("<HHHH", 4, 4, 1, 1) + bytes(16) + struct.pack("<I", 2)
    outside = start + struct.pack("<I", 3) + moniker + struct.pack("<I", len(address)) + address
    assert link(outside) == (5, 2, _ADDRESS)
    mark = struct.pack("<I", 4) + "may\0".encode("utf-16-le")
    marked = start + struct.pack("<I", 11) + outside[len(start) + 4 :] + mark
    assert link(marked) == (5, 2, f"{_ADDRESS}#may")
    inside = start + struct.pack("<I", 8) + struct.pack("<I", 3) + "A1\0".encode("utf-16-le")
    assert link(inside) is None


def test_words_drawn_over_an_open_document_are_beside_its_cells(tmp_path: Path) -> None:
    made = in_opendocument(tmp_path / "plan.ods")
    box = "<draw:frame><draw:text-box><text:p>In a</text:p><text:p>box</text:p></draw:text-box></draw:frame>"
    group = "<draw:g>\n<draw:custom-shape>\n<text:p>On the page</text:p>\n</draw:custom-shape>\n</draw:g>"
    with zipfile.ZipFile(made) as package:
        content = package.read("content.xml").decode()
    content = content.replace(
        "xmlns:xlink", 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink', 1
    )
    content = content.replace("<text:p>007</text:p>", f"{box}<text:p>007</text:p>", 1)
    content = content.replace('"Plan">', f'"Plan"><table:shapes>{group}</table:shapes>', 1)
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
    (sheet,) = read_workbook(made).sheets
    assert sheet.shapes == ((1, 1, "On the page"), (4, 1, "In a\nbox"))
    assert sheet.rows[4][1].value == "007"


@pytest.mark.parametrize(
    ("shown", "number", "so"),
    [
        ("R-2", 2, True),
        ("CSP-012", 12, True),
        ("R7", 7, True),
        ("-2", -2, False),
        ("-2", 2, False),
        ("R-2", -2, False),
    ],
)
def test_a_number_shown_behind_letters_and_a_hyphen_is_shown_so(shown: str, number: int, so: bool) -> None:
    assert is_shown_number(shown, number) is so


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"£"0"k"', "£2k"), ('£#,##0"k"', "£2k"), ('[$£-809]0"k"', "£2k"), ("£0\\k", "£2k"),
        ('£#,##0"000"', "£2000"), ('"£"#,##0"k";-"£"#,##0"k"', "£2k"),
        ('"£"#,##0.00', ""), ("[$£-809]#,##0.00", ""), ('_-"£"* #,##0.00_-', ""), ('"$"0"k"', ""),
    ],
)  # fmt: skip
def test_money_is_shown_in_a_way_of_its_own_where_more_than_pounds_stands_with_it(
    code: str, shown: str
) -> None:
    assert shown_number(2, code) == shown
