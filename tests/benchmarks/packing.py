"""A whole pack for a meeting: against LibreOffice turning the same words in a workbook into PDF, and its growth."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from measuring import Row, in_turns
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from printing import pages_of

from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import ReportOptions, gather, look
from csp_desktop.reports.packs import Pack, PackPart, print_pack
from csp_desktop.reports.typesetting import typeset

_FORMS = (
    "since-last",
    "quarterly-sheet",
    "action-plan",
    "indicators",
    "risk-register",
    "achievements",
    "partner-directory",
)
_PACK = Pack("Steering group", tuple(PackPart(name) for name in _FORMS))
_DAY = date(2010, 10, 22)
_QUARTER = Quarter(2010, 2)
_PLANS = 10


def packs(file: Path) -> Iterator[Row | str]:
    """The rows of the table, or a line where one cannot be measured here."""
    with Workspace.open(file, read_only=True) as workspace:
        records = workspace.plan_records(workspace.plans()[0]["id"])
    yield from _against_office(records)
    yield _growth(records)


def _against_office(records: PlanRecords) -> Iterator[Row | str]:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        yield "print of a pack against LibreOffice: not measured, soffice is not installed here"
        return
    options, turns = _options(), count()

    def ours() -> bytes:
        return print_pack(_worded(records, next(turns)), _PACK, options)

    pages = pages_of(ours())
    with tempfile.TemporaryDirectory(prefix="csp-office-") as name:
        folder = Path(name)
        full, bare = folder / "pack.xlsx", folder / "one cell.xlsx"
        _workbook(records, options, full)
        _one_cell(bare)

        def convert(book: Path) -> None:
            subprocess.run(
                [
                    office,
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)),
                ],
                check=True,
                capture_output=True,
            )

        figure, floor = in_turns(ours, lambda: convert(full), 5)
        sheets = pages_of((folder / "pack.pdf").read_bytes())
        _, start = in_turns(lambda: None, lambda: convert(bare), 5)
    what = f"print of a pack of {pages} pages"
    yield Row(
        what, "sample", figure, floor, f"LibreOffice, the same words as a workbook ({sheets} pages)", 0.1
    )
    yield Row(what, "sample", figure, floor - start, "the same less LibreOffice's own start", None)


def _growth(records: PlanRecords) -> Row:
    """Ten plans in one document, against ten times one plan."""
    options, turns = _options(), count(1000)

    def printed(plans: int) -> bytes:
        forms = [
            gather(worded, name, options).data()
            for worded in (_worded(records, next(turns)) for _ in range(plans))
            for name in _FORMS
        ]
        document = {
            "look": look(records, options, "Many plans"),
            "cover": None,
            "contents": True,
            "flipped": True,
            "forms": forms,
        }
        return typeset(document, printed_on=_DAY)

    many, one = in_turns(lambda: printed(_PLANS), lambda: printed(1), 1)
    return Row(
        f"print of the packs of {_PLANS} plans in one",
        "sample",
        many,
        one * _PLANS,
        f"{_PLANS} times one plan",
        1,
    )


def _options() -> ReportOptions:
    return ReportOptions(quarter=_QUARTER, printed_on=_DAY)


def _worded(records: PlanRecords, turn: int) -> PlanRecords:
    """The plan in other words: typst remembers what it has set before, so the same would cost next to nothing."""

    def anew(found: list[Any], *names: str) -> list[Any]:
        return [{**one, **{name: f"{turn} {one[name]}" for name in names if one[name]}} for one in found]

    return replace(
        records,
        plan_items=anew(records.plan_items, "title", "target", "outcome", "timescale", "resources"),
        updates=anew(records.updates, "narrative"),
        indicators=anew(records.indicators, "title", "source"),
        risks=anew(records.risks, "title", "cause", "consequence"),
        mitigations=anew(records.mitigations, "title", "progress"),
        achievements=anew(records.achievements, "title", "narrative"),
        groups=anew(records.groups, "name", "purpose"),
        agencies=anew(records.agencies, "name", "notes"),
    )


def _workbook(records: PlanRecords, options: ReportOptions, path: Path) -> None:
    """The same rows and words as a careful person would lay them out in a workbook for printing."""
    book = Workbook()
    book.remove(book.active)
    hair = Border(bottom=Side("hair"))
    # As many letters across as a page holds at 10 points, so that the sheet need not be shrunk.
    across = {True: 130, False: 88}
    for name in _FORMS:
        form = gather(records, name, options)
        page = book.create_sheet(form.title)
        page.page_setup.orientation = "landscape" if form.flipped else "portrait"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToHeight = 0
        page.oddFooter.right.text = "Page &P of &N"
        most = 1
        for sheet in form.sheets:
            page.append([sheet.title])
            page.cell(page.max_row, 1).font = Font(bold=True, size=14)
            for block in sheet.blocks.values():
                for cells, strong in _lines(block.data()):
                    page.append(cells)
                    most = max(most, len(cells))
                    for at, _ in enumerate(cells, 1):
                        cell = page.cell(page.max_row, at)
                        cell.alignment = Alignment(wrap_text=True, vertical="top")
                        cell.font = Font(bold=strong, size=10)
                        cell.border = hair
        width = across[form.flipped] / most
        for at in range(1, most + 1):
            page.column_dimensions[get_column_letter(at)].width = width
        # LibreOffice keeps the height of one line unless told how many there are.
        for row in page.iter_rows():
            lines = max(_lines_high(str(cell.value or ""), width) for cell in row)
            page.row_dimensions[row[0].row].height = min(13 * lines, 400)
    book.save(path)
    book.close()


def _lines(block: dict[str, Any]) -> Iterator[tuple[list[str], bool]]:
    """What a block says, row by row, and whether a row is a heading."""
    if block.get("title"):
        yield [block["title"]], True
    if block["kind"] == "table":
        yield [column["label"] for column in block["columns"]], True
        for row in block["rows"]:
            yield ([row["band"]], True) if "band" in row else ([_said(cell) for cell in row["cells"]], False)
        if block["note"]:
            yield [block["note"]], False
    elif block["kind"] == "prose":
        yield [block["text"] or block["empty"]], False
    elif block["kind"] == "facts":
        for label, found in block["facts"]:
            yield [label, _said(found)], False
    else:
        yield [block.get("alt", "")], False


def _lines_high(text: str, width: float) -> int:
    return sum(1 + int(len(line) / width) for line in text.split("\n"))


def _said(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list):
        return "\n".join(_said(part) for part in cell)
    return str(cell.get("words") or cell.get("word") or "\n".join(cell.get("points", ())))


def _one_cell(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "One"
    book.save(path)
    book.close()
