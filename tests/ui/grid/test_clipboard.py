"""Blocks of cells as Excel, Word and LibreOffice write and read them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from csp_desktop.excel.opening.clipboard_text import tab_separated
from csp_desktop.ui.grid.clipboard import CELLS, html_table, put_block, taken_block


def test_line_breaks_stay_inside_their_cell_in_html() -> None:
    table = html_table([["one\ntwo", "<3"]], ["Update", "Note"])
    assert "one<br" in table and "&lt;3" in table and ">Update</th>" in table


EXACT = [["=1+1", "\tone\r\ntwo", ' "x" '], ["", "+44", "1.10"], ["a\rb", "@home", '<b>&amp;"']]


def test_a_grid_takes_exactly_what_another_gave(qapp: QApplication) -> None:
    put_block(EXACT, ["=A", "B", "C"])
    assert taken_block() == EXACT
    data = qapp.clipboard().mimeData()
    assert data.text() == tab_separated(EXACT)
    # Text from elsewhere takes the place of all three.
    qapp.clipboard().setText("x\ty")
    assert taken_block() == [["x", "y"]]


def test_what_another_program_calls_our_cells_is_not_believed(qapp: QApplication) -> None:
    for said in (b"no json", b"{}", b"[1]", b'[["a", 1]]', b"[[]]", b"\xff"):
        data = QMimeData()
        data.setText("x\ty")
        data.setData(CELLS, said)
        qapp.clipboard().setMimeData(data)
        assert taken_block() == [["x", "y"]]


def test_every_cell_says_that_it_is_text() -> None:
    table = html_table(EXACT, ["=A", "B", "C"])
    assert table.count("mso-number-format") == table.count("<td") + table.count("<th") == 12


FIGURES = [["1.10", "£1,200.50", "−£40", "1,035", "99.9%", "30 Jun 2010", "11 p"]]


def test_figures_and_days_that_count_are_no_text() -> None:
    counted = {(0, place) for place in range(1, 7)}
    table = html_table(FIGURES, counted=counted)
    # Excel reads what is no text by itself, where it is written as it writes it.
    assert ">-£40</td>" in table and "yyyy" in table
    texts = [cell for cell in table.split("<td")[1:] if "@" in cell]
    assert [cell.partition(">")[2].partition("<")[0] for cell in texts] == ["1.10", "11 p"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_spreadsheet_takes_figures_and_days_as_what_they_are(tmp_path: Path) -> None:
    table = html_table(FIGURES, counted={(0, place) for place in range(1, 7)})
    cells = next(opened_by_a_spreadsheet(table, tmp_path).iter_rows(max_row=1))
    assert [cell.value for cell in cells] == ["1.10", 1200.5, -40, 1035, 0.999, datetime(2010, 6, 30), "11 p"]
    assert cells[1].number_format.endswith("#,##0.00") and cells[4].number_format.endswith("0.00%")


def opened_by_a_spreadsheet(table: str, folder: Path) -> Worksheet:
    """The sheet LibreOffice makes of a table."""
    (folder / "cells.html").write_text(table, encoding="utf-8")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--calc",
         "--infilter=calc_HTML_WebQuery", "--convert-to", "xlsx", "--outdir", str(folder), str(folder / "cells.html")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = load_workbook(folder / "cells.xlsx").active
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_spreadsheet_takes_the_table_as_text(tmp_path: Path) -> None:
    block = [
        ["=1+1", "1.10", "007"],
        ["+44 1702", "@home", "3/4"],
        ['=HYPERLINK("http://example.org")', "-5", "x"],
    ]
    sheet = opened_by_a_spreadsheet(html_table(block), tmp_path)
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3, max_col=3)] == block
    assert {cell.data_type for row in sheet.iter_rows(max_row=3, max_col=3) for cell in row} == {"s"}


def test_what_is_put_is_taken(qapp: object) -> None:
    put_block([["first\nline", 'said "yes"'], ["", "x"]])
    assert taken_block() == [["first\nline", 'said "yes"'], ["", "x"]]
