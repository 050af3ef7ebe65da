"""Blocks of cells as Excel, Word and LibreOffice write and read them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
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


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_spreadsheet_takes_the_table_as_text(tmp_path: Path) -> None:
    block = [
        ["=1+1", "1.10", "007"],
        ["+44 1702", "@home", "3/4"],
        ['=HYPERLINK("http://example.org")', "-5", "x"],
    ]
    (tmp_path / "cells.html").write_text(html_table(block), encoding="utf-8")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--calc",
         "--infilter=calc_HTML_WebQuery", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "cells.html")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = load_workbook(tmp_path / "cells.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3, max_col=3)] == block
    assert {cell.data_type for row in sheet.iter_rows(max_row=3, max_col=3) for cell in row} == {"s"}


def test_what_is_put_is_taken(qapp: object) -> None:
    put_block([["first\nline", 'said "yes"'], ["", "x"]])
    assert taken_block() == [["first\nline", 'said "yes"'], ["", "x"]]
