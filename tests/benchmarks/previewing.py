"""The preview of a large foreign register against openpyxl read-only going through the same cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from measuring import Row, in_turns

from csp_desktop.editing.bringing_in.plan_import import preview_import
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import FinancialYear

ROWS, COLUMNS = 20_000, 20
_TURNS = 5
_HEADINGS = (
    "Ref", "Risk description", "Cause", "Consequence", "Category", "Inherent likelihood", "Inherent impact",
    "Existing controls", "Residual likelihood", "Residual impact", "Mitigation", "Risk owner", "Target date",
    "Review date", "Proximity", "Risk response", "Status", "Score", "Remarks", "Cost code",
)  # fmt: skip


def large_register(path: Path, turn: int) -> Path:
    """A risk register of twenty columns, every cell filled, with some texts again and again, the others of each turn's own."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Risk register")
    sheet.append(_HEADINGS)
    for row in range(ROWS):
        sheet.append(
            (
                f"R{row}", f"Service {turn}/{row} is not there when area {row % 97} needs it most", f"Staff of team {row % 31} leave",
                f"Area {row % 97} of {turn} goes without for {row % 9} weeks", ("People", "Money", "Buildings")[row % 3],
                row % 5 + 1, row % 4 + 1, f"Cover agreed with team {row % 29}", row % 3 + 1, row % 4 + 1,
                f"Train two more people for service {turn}/{row}", f"Head of team {row % 31}", f"{row % 28 + 1}/03/2011",
                "30 June 2010", ("Soon", "This year")[row % 2], ("Treat", "Tolerate")[row % 2], "Open", row % 25,
                f"Seen at meeting {row % 12}", 40_000 + row % 500,
            )
        )  # fmt: skip
    book.save(path)
    return path


def preview(folder: Path) -> Row:
    """From the file's name to the whole preview, compared with what is there; each time of words not met before."""
    books = [large_register(folder / f"large register {turn}.xlsx", turn) for turn in range(_TURNS + 1)]
    to_preview, to_touch = iter(books), iter(books)
    with Workspace.create(folder / "for previews.csp") as workspace:
        workspace.apply([Insert("partnerships", {"name": "Wide County CSP", "short_name": "Wide"})])
        figure, floor = in_turns(
            lambda: preview_import(workspace, next(to_preview), year=FinancialYear(2010)),
            lambda: _touch(next(to_touch)),
            _TURNS,
        )
    what = f"preview of {ROWS:,} × {COLUMNS} new cells"
    return Row(what, "made up", figure, floor, "openpyxl read-only touching each cell", 1.1)


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
