"""Word documents and tables from the clipboard read as sheets are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.pasted_tables import pasted_grids
from csp_desktop.excel.layouts.recognised import read_grids, read_source
from csp_desktop.excel.opening.safe_reading import read_workbook
from csp_desktop.excel.opening.source_files import open_grids
from csp_desktop.periods import FinancialYear


def plan_document(path: Path) -> Path:
    document = Document()
    document.add_paragraph("Meadowshire Action Plan 2009-2010")
    document.add_paragraph("It is looked at every quarter.")
    table = document.add_table(rows=3, cols=8)
    table.cell(0, 0).merge(table.cell(0, 7)).text = "1. FEEL SAFER"
    for column, text in enumerate(("JAG ref", "Objective", "Actions", "Target", "Lead agency", "Lead group")):
        table.cell(1, column).merge(table.cell(2, column)).text = text
    table.cell(1, 6).merge(table.cell(1, 7)).text = "Update: 2009-2010"
    table.cell(2, 6).text, table.cell(2, 7).text = "Quarter 1", "Quarter 2"
    cells = table.add_row().cells
    for cell, text in zip(cells, ("1.1", "Tell residents", "", "", "MDC", "Comms", "Done.", ""), strict=True):
        cell.text = text
    cells[2].paragraphs[0].text = "Write articles"
    cells[2].paragraphs[0].style = "List Bullet"
    cells[2].add_paragraph("Hold a stall", style="List Bullet")
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "00B050")
    cells[7]._tc.get_or_add_tcPr().append(shade)
    document.save(str(path))
    return path


def test_a_plan_in_word_is_read_as_in_excel(tmp_path: Path) -> None:
    path = plan_document(tmp_path / "plan.docx")
    (grid,) = open_grids(path)
    assert "00B050" in grid.fills.values()
    reading = read_source(path)
    assert reading.layout == "east-herts"
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "plan_items"]
    assert titles == ["FEEL SAFER", "Tell residents", "Write articles", "Hold a stall"]
    (update,) = [draft for draft in reading.drafts if draft.register == "updates"]
    assert (update.values["quarter"], update.values["narrative"]) == ("2009-Q1", "Done.")
    assert reading.title == "Meadowshire Action Plan 2009-2010"
    assert all(cell.mark.outcome != "asked" for cell in reading.cells)


def test_returns_still_refuse_a_word_document(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match="Word"):
        read_workbook(plan_document(tmp_path / "plan.docx"))


def test_a_table_copied_from_a_web_page_or_word() -> None:
    html = """<html><head><style>td {color: red}</style></head><body><p>Before</p>
      <table><tr><th rowspan=2>Risk</th><th colspan=2>Inherent
      risk</th><th>Controls</th></tr><tr><th>Likelihood</th><th>Impact</th></tr>
      <tr><td>The van&nbsp;breaks down</td><td>3</td><td style='background:#FF0000'>4</td>
      <td><ul><li>Service it</li><li>Hire one</li></ul></td></tr></table></body></html>"""
    (grid,) = pasted_grids(html, "")
    assert grid.text(1, 2) == "Inherent risk"
    assert grid.merged == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert grid.text(3, 1) == "The van breaks down"
    assert grid.text(3, 4) == "○ Service it\n○ Hire one"
    assert grid.fills == {(3, 3): "FF0000"}
    reading = read_grids([grid])
    risk, *mitigations = reading.drafts
    assert (risk.values["inherent_likelihood"], risk.values["inherent_impact"]) == (3, 4)
    assert [draft.values["title"] for draft in mitigations] == ["Service it", "Hire one"]


def test_a_table_within_a_cell_is_that_cells_text() -> None:
    html = "<table><tr><td>A<table><tr><td>b</td><td>c</td></tr></table></td><td>D</td></tr></table>"
    (grid,) = pasted_grids(html, "")
    assert grid.text(1, 1) == "A\nb c"
    assert grid.text(1, 2) == "D"


def test_text_with_tabs() -> None:
    (grid,) = pasted_grids("", 'Ref\tRisk\tOwner\nR1\t"Two\nlines"\tMDC\n')
    assert grid.text(2, 2) == "Two\nlines"
    assert read_grids([grid]).drafts[0].values["title"] == "Two\nlines"


def test_a_quote_that_is_never_closed_swallows_no_cells() -> None:
    (grid,) = pasted_grids("", 'Ref\tRisk\nR1\t"Two\nR2\tThree')
    assert (grid.text(2, 2), grid.text(3, 2)) == ('"Two', "Three")


@pytest.mark.parametrize(
    ("html", "text"), [("", ""), ("<p>Just words</p>", "Just words"), ("<table></table>", "")]
)
def test_a_clipboard_without_a_table(html: str, text: str) -> None:
    with pytest.raises(WorkbookProblem, match="clipboard"):
        pasted_grids(html, text)


def test_a_document_whose_text_goes_by_another_name_is_read(tmp_path: Path) -> None:
    """Word on the web numbers the part that holds the text."""
    made = plan_document(tmp_path / "plan.docx")
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(tmp_path / "web.docx", "w") as package:
        for name, content in parts.items():
            renamed = content.replace(b"word/document.xml", b"word/document2.xml")
            package.writestr(name.replace("word/document", "word/document2"), renamed)
    (grid,) = open_grids(tmp_path / "web.docx")
    assert grid.values == open_grids(made)[0].values


def with_hidden_words(path: Path) -> Path:
    document = Document()
    style = document.styles.add_style("Private", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph("Hostel plan").add_run(" for the police only").font.hidden = True
    table = document.add_table(rows=4, cols=4)
    rows = (
        ("Ref", "Action", "Lead", "Update"),
        ("1", "Visit the hostels at night", "Police", "Four visited. "),
        ("2", "Print cards for street workers", "Charity", "Printed in June"),
        ("3", "Move the hostel", "Council", "Not agreed"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).font.hidden = True if texts[0] == "3" else None
    table.cell(1, 3).paragraphs[0].add_run("Informant in room nine. ").style = style
    table.cell(1, 3).paragraphs[0].add_run("More to come.")
    document.save(str(path))
    return path


@pytest.mark.parametrize("included", [False, True])
def test_what_word_does_not_show_comes_in_only_where_asked_for(tmp_path: Path, included: bool) -> None:
    path = with_hidden_words(tmp_path / "plan.docx")
    reading = read_grids(open_grids(path), FinancialYear(2026), Mappings(hidden=included))
    said = [draft.values.get("narrative") for draft in reading.drafts if draft.register == "updates"]
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "plan_items"]
    beside = {cell.text: cell.mark.outcome for cell in reading.cells if cell.beside}
    if included:
        assert said[0] == "Four visited. Informant in room nine. More to come."
        assert "Move the hostel" in titles
        assert set(beside.values()) == {"ignored"}
    else:
        assert said == ["Four visited. More to come.", "Printed in June"]
        assert "Move the hostel" not in titles
        assert beside == {"for the police only": "asked", "Informant in room nine.": "asked"}
    done = "included" if included else "left out"
    assert reading.notes[0] == (
        f"Hidden in the workbook and {done}: row 6 of Document; words in cells A1, D4 of Document."
    )
