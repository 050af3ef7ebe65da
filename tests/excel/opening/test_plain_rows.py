"""Rows taken without the parser say what the parser would have made of them."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from csp_desktop.excel.opening.package_parts import Limits, Packed
from csp_desktop.excel.opening.reading_child import read_bytes
from csp_desktop.excel.opening.xlsx.plain_rows import without_plain_rows

_PART = "xl/worksheets/sheet1.xml"
_TEXTS = "xl/sharedStrings.xml"
_RELATED = "xl/_rels/workbook.xml.rels"
_TO_TEXTS = b'<Relationship Id="texts" Type="urn:sharedStrings/sharedStrings" Target="sharedStrings.xml"/>'
_ROWS = {
    "texts of all kinds": '<row r="2" spans="1:9" x14ac:dyDescent="0.3"><c r="A2" t="s"><v>0</v></c>'
    '<c r="B2" t="inlineStr"><is><t xml:space="preserve"> Café &amp; “bar”\n_x000D_ </t></is></c>'
    '<c r="C2" t="str"><v>a &lt; b</v></c><c r="D2" t="inlineStr"><is><t></t></is></c></row>',
    "numbers, days, shares, answers and errors": '<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="n"><v>1.50</v></c>'
    '<c r="C3" s="1"><v>40000</v></c><c r="D3" s="2"><v>0.12</v></c><c r="E3" t="b"><v>1</v></c>'
    '<c r="F3" t="e"><v>#N/A</v></c><c r="G3" t="d"><v>2011-03-31</v></c><c r="H3" s="99"><v>1</v></c></row>',
    "looks": '<row r="4"><c r="A4" s="3"/><c r="B4" s="3"><v>5</v></c><c r="C4" s="4" t="inlineStr"><is><t>gone</t></is></c>'
    '<c r="D4" s="5"><v>12</v></c><c r="AB4"></c></row><row r="5"></row>',
    "formulas": '<row r="6"><c r="A6"><f>1+1</f><v>2</v></c><c r="B6"><f>1+2</f></c><c r="C6" t="str"><f>A1&amp;B1</f><v></v></c>'
    '<c r="D6" t="str"><f>HYPERLINK("https://csp.example","Plan")</f><v>Plan</v></c></row>',
    "rows of others between": '<row r="7"><c r="A7"><v>1</v></c></row><row r="8" hidden="1"><c r="A8"><v>2</v></c></row>'
    '<row r="9"/><row><c><v>3</v></c><c><v>4</v></c></row>\n <row r="11"><c r="A11"><v>5</v></c> </row>'
    '<row r="12"><c r="A13"><v>6</v></c></row><row r="14"><c r="A14" t="inlineStr"><is><r><rPr><strike/></rPr><t>a</t></r>'
    '<r><t>b</t></r></is></c></row><row r="15"><c r="A15"><f t="shared" si="0"/><v>7</v></c></row>'
    '<row r="16"><c r="A16" t="inlineStr"><is><t>&#163;5 <![CDATA[</row><row r="1">]]></t></is></c></row>',
}


def _book() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet["B1"], sheet["C1"] = 40000, 0.12
    sheet["B1"].number_format, sheet["C1"].number_format = "dd/mm/yyyy", "0%"
    sheet["D1"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["E1"].font = Font(strike=True)
    sheet["F1"].number_format = "000"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _read(rows: str, before: str = "") -> Packed:
    """A workbook read whose one sheet holds these rows."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book())) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            if entry.filename == _RELATED:
                new.writestr(
                    entry, old.read(_RELATED).replace(b"</Relationships>", b"%s</Relationships>" % _TO_TEXTS)
                )
            elif entry.filename != _PART:
                new.writestr(entry, old.read(entry.filename))
        new.writestr(_TEXTS, "<sst><si><t>shared</t></si></sst>")
        new.writestr(
            _PART,
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x">'
            f'{before}<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A20:B20"/></mergeCells></worksheet>',
        )
    return read_bytes(written.getvalue(), "a.xlsx", Limits(), fills=True)


@pytest.mark.parametrize("rows", [*_ROWS.values(), "".join(_ROWS.values())], ids=[*_ROWS, "all of them"])
def test_plain_rows_are_read_as_the_parser_reads_them(rows: str) -> None:
    by_parser = _read(rows, before="<!-- all of it for the parser -->")
    assert _read(rows) == by_parser
    # No other reader had to help out.
    assert by_parser["sheets"][0]["rows"] and by_parser["sheets"][0]["page"] == []


@pytest.mark.parametrize("size", [7, 1_000_000])
def test_plain_rows_reach_no_parser_and_all_else_does_in_its_order(size: int) -> None:
    head, rows = "<worksheet><sheetData>", "".join(_ROWS.values()).partition('<row r="16">')[0]
    written = f"{head}{rows}</sheetData></worksheet>".encode()
    pieces = [written[: len(head)], *(written[at : at + size] for at in range(len(head), len(written), size))]
    told: list[int | bytes] = []
    told.extend(without_plain_rows(iter(pieces), lambda row, _: told.append(row)))
    assert [one for one in told if one][1:7] == [2, 3, 4, 5, 6, 7]
    assert b"".join(one for one in told[7:] if isinstance(one, bytes)).startswith(b'<row r="8" hidden="1">')
    assert [one for one in told[7:] if isinstance(one, int)] == []
