"""A workbook of one sheet, and bringing it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, preview_import
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear


def book(
    path: Path,
    rows: list[tuple[Any, ...]],
    merges: tuple[str, ...] = (),
    name: str = "Sheet1",
    **others: list[tuple[Any, ...]],
) -> Path:
    """Write a workbook with these rows, some of its cells merged; `others` are the rows of further sheets by name."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    for other, held in others.items():
        further = made.create_sheet(other)
        for row in held:
            further.append(row)
    made.save(path)
    return path


def bring_in(ws: Workspace, path: Path) -> ImportPreview:
    """Bring a workbook of 2010/11 in; a second time there is nothing left to do."""
    year = FinancialYear(2010)
    preview = preview_import(ws, path, year=year)
    apply_import(ws, preview)
    assert preview_import(ws, path, year=year).changes == []
    return preview
