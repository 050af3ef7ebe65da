"""Returns out and in for 100 recipients of 60 rows, against bare openpyxl loops over the same cells."""

from __future__ import annotations

import shutil
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from measuring import Row, in_turns
from openpyxl.cell import WriteOnlyCell

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter

RECIPIENTS = 100
ROWS = 60
_QUARTER = Quarter(2010, 2)
_WORDS = "Visited every school in the district and agreed the dates for the autumn with the head teachers. "


def many_recipients(folder: Path) -> Path:
    """A file in which 100 agencies lead 60 actions each."""
    path = folder / "many recipients.csp"
    partnership = Insert("partnerships", {"name": "Wide County CSP", "short_name": "Wide"})
    plan = Insert(
        "plans",
        {"partnership": partnership.id, "title": "Plan 2010/11", "first_year": 2010, "last_year": 2010},
    )
    priority = Insert(
        "plan_items", {"plan": plan.id, "level": "priority", "ref": "1", "title": "Safer streets"}
    )
    changes = [partnership, plan, priority]
    for number in range(RECIPIENTS):
        agency = Insert("agencies", {"name": f"Agency number {number}", "short_name": f"A{number:03d}"})
        changes.append(agency)
        for row in range(ROWS):
            item = {
                "plan": plan.id,
                "level": "action",
                "parent": priority.id,
                "position": number * ROWS + row,
                "ref": f"1.{number}.{row}",
                "title": f"Visit schools and clubs in ward {row} of area {number}",
                "due_on": "2011-03-31",
                "lead_agencies": (agency.id,),
            }
            made = Insert("plan_items", item)
            said = {"item": made.id, "quarter": "2010-Q1", "narrative": _WORDS, "rag": "green"}
            changes += [made, Insert("updates", said)]
    with Workspace.create(path) as workspace:
        workspace.apply(changes, "start", kind="start")
    return path


def returns(folder: Path) -> list[Row]:
    """Both ways: writing the workbooks, and having the preview of the filled ones ready."""
    file = many_recipients(folder)
    out = folder / "returns"
    with Workspace.open(file, backup=False) as workspace:
        plan = workspace.plans()[0]["id"]

        def export() -> None:
            shutil.rmtree(out, ignore_errors=True)
            export_returns(workspace, plan, _QUARTER, out)

        export()
        books = [_cells(path) for path in sorted(out.glob("*.xlsx"))]
        figure, floor = in_turns(export, lambda: _write_barely(books, folder / "bare.xlsx"), 5)
        rows = [
            Row(
                "export of 100 returns",
                "made up",
                figure,
                floor,
                "openpyxl writing the same cells and styles",
                0.6,
            )
        ]
        filled = sorted(out.glob("*.xlsx"))
        for path in filled:
            _fill(path)
        figure, floor = in_turns(
            lambda: preview_returns(workspace, filled), lambda: [_touch(path) for path in filled], 5
        )
    rows.append(
        Row(
            "preview of 100 returned workbooks",
            "made up",
            figure,
            floor,
            "openpyxl read-only touching each cell",
            0.7,
        )
    )
    return rows


def _cells(path: Path) -> list[tuple[str, list[list[tuple[Any, Any]]]]]:
    """(title, rows of (value, style)) of each sheet, the styles as openpyxl objects to copy."""
    book = openpyxl.load_workbook(path)
    found = [
        (sheet.title, [[(cell.value, cell) for cell in row] for row in sheet.iter_rows()])
        for sheet in book.worksheets
    ]
    book.close()
    return found


def _write_barely(books: list[list[tuple[str, list[list[tuple[Any, Any]]]]]], target: Path) -> None:
    for sheets in books:
        book = openpyxl.Workbook(write_only=True)
        # Each style is made once for a workbook and handed to its cells, as a careful loop would.
        styles: dict[int, Any] = {}
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                line = []
                for value, model in row:
                    cell = WriteOnlyCell(sheet, value)
                    if model.has_style:
                        key = hash(model._style)
                        if key not in styles:
                            cell.font = copy(model.font)
                            cell.fill = copy(model.fill)
                            cell.border = copy(model.border)
                            cell.alignment = copy(model.alignment)
                            cell.protection = copy(model.protection)
                            cell.number_format = model.number_format
                            styles[key] = cell._style
                        else:
                            cell._style = styles[key]
                    line.append(cell)
                sheet.append(line)
        book.save(target)


def _fill(path: Path) -> None:
    """What a lead types: words and a rating in each row of the first sheet of rows."""
    book = openpyxl.load_workbook(path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    columns = {cell.value: cell.column for cell in header}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        sheet.cell(row, columns["Update"]).value = f"{row}: {_WORDS}"
        sheet.cell(row, columns["RAG"]).value = "Amber"
    book.save(path)


def _touch(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    touched = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                touched += cell.value is not None
    book.close()
    return touched
