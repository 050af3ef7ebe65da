"""Merged ranges laid over each other: refused, however small the file."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening.safe_reading import read_workbook


def test_ranges_over_ranges_are_refused(tmp_path: Path) -> None:
    plain, merged = tmp_path / "plain.xlsx", tmp_path / "merged.xlsx"
    book = Workbook()
    for row in range(1, 2001):
        book.active.append([row])
    book.save(plain)
    ranges = "".join(f'<mergeCell ref="B{row}:XFD2000"/>' for row in range(1, 2000))
    with ZipFile(plain) as old, ZipFile(merged, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(
                    b"</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>".encode()
                )
            new.writestr(name, part)
    with pytest.raises(WorkbookProblem, match="merged cells"):
        read_workbook(merged)
