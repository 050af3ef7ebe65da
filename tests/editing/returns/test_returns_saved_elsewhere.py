"""Returns saved anew by real spreadsheet programs: every word is applied or asked about, and none is invented."""

from __future__ import annotations

import functools
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from over_cells import add_picture, add_text_box
from returning_partner import ReportingPlan, Sheet, fill_in, send

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.excel.writing.saving import workbook_bytes
from csp_desktop.registers.issued_form import IssuedForm

pytestmark = pytest.mark.slow
UPDATES = "Action updates"
SENT = "Sixty by August 👮 – “quoted”"
TYPED: dict[str, Callable[[int], tuple[Any, Any]]] = {
    "narrative": lambda number: (f"Token {number} – said 😀", f"Token {number} – said 😀"),
    "text": lambda number: (f"Token {number} – said 😀", f"Token {number} – said 😀"),
    "rag": lambda number: ("Red", "red"),
    "date": lambda number: (datetime(2011, 3, 1 + number % 28), f"2011-03-{1 + number % 28:02d}"),
    "number or TBC": lambda number: (1000 + number, 1000 + number),
    "yes/no": lambda number: ("Yes", True),
    "whole number": lambda number: (1 + number % 5, 1 + number % 5),
    "choice": lambda number: ("Complete", "complete"),
    "money": lambda number: (100.5 + number, 10_050 + 100 * number),
}
_SHEETJS = """
const xlsx = require('xlsx');
const book = xlsx.readFile(process.argv[1], {cellStyles: true, cellDates: true, bookVBA: true});
xlsx.writeFile(book, process.argv[2], {cellStyles: true});
"""
_EXCELJS = """
const { Workbook } = require('exceljs');
const book = new Workbook();
book.xlsx.readFile(process.argv[1]).then(() => book.xlsx.writeFile(process.argv[2]));
"""


def needed(program: str) -> str:
    """The full path of a program; skips where it is not here."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not here")
    return path


def by_libreoffice(source: Path, target: Path) -> None:
    office = (target.parent / "office").as_uri()
    subprocess.run(
        [needed("soffice"), "--headless", f"-env:UserInstallation={office}", "--convert-to",
         target.suffix[1:], "--outdir", str(target.parent), str(source)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (target.parent / source.name).with_suffix(target.suffix).rename(target)


def by_gnumeric(source: Path, target: Path) -> None:
    kinds = {
        ".xlsx": "Gnumeric_Excel:xlsx",
        ".ods": "Gnumeric_OpenCalc:odf",
        ".xls": "Gnumeric_Excel:excel_biff8",
    }
    subprocess.run(
        [needed("ssconvert"), "-T", kinds[target.suffix], str(source), str(target)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@functools.cache
def in_node(package: str) -> str:
    """Why a package of node's cannot be used; "" where it can."""
    node = shutil.which("node")
    if node is None:
        return "node is not here"
    asked = subprocess.run([node, "-e", f"require('{package}')"], capture_output=True, timeout=60)
    return "" if asked.returncode == 0 else f"{package} is not where node looks for packages (NODE_PATH)"


def by_node(package: str, script: str) -> Callable[[Path, Path], None]:
    def save(source: Path, target: Path) -> None:
        if why := in_node(package):
            pytest.skip(why)
        subprocess.run(
            ["node", "-e", script, str(source), str(target)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip

    return save


PROGRAMS = {
    "LibreOffice": by_libreoffice,
    "Gnumeric": by_gnumeric,
    "SheetJS": by_node("xlsx", _SHEETJS),
    "ExcelJS": by_node("exceljs", _EXCELJS),
}


# Beside the answers each program keeps these; what it drops itself nobody can find again.
ALL = {"note": "Token in a note", "struck": "Token crossed out", "shape": "Token in a box"}


@pytest.mark.parametrize(
    ("program", "kind", "put"),
    [
        *(("LibreOffice", kind, tuple(ALL)) for kind in ("xlsx", "ods", "xls")),
        *(("Gnumeric", kind, tuple(ALL)) for kind in ("xlsx", "ods", "xls")),
        ("SheetJS", "xlsx", ("note",)),
        ("SheetJS", "ods", ()),
        ("SheetJS", "xls", ()),
        ("ExcelJS", "xlsx", ("struck",)),
    ],
)
def test_words_in_are_words_applied_or_asked(
    tmp_path: Path, program: str, kind: str, put: tuple[str, ...]
) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        (update,) = ws.records("updates", {"item": plan.items[0], "quarter": "2010-Q2"})
        ws.apply([Update("updates", update["id"], {"narrative": SENT})], "typed")
        path = send(ws, plan, tmp_path / "out")
        form = IssuedForm.from_json(ws.records("return_files")[0]["snapshot"])
        answers = fill(path, form, put)
        saved = tmp_path / f"saved.{kind}"
        PROGRAMS[program](path, saved)
        (file,) = preview_returns(ws, [saved]).files
    assert file.status == "recognised", file.message
    applied = {(found.code, found.key): found.value for found in file.findings if found.outcome == "changed"}
    assert applied == answers
    asked = Counter(found.returned for found in file.findings if found.question)
    assert asked == Counter(ALL[what] for what in put)
    counted = conservation(file.findings)
    assert counted["applied"] == len(answers)
    assert counted["outside"] + counted["asked"] == len(put)
    assert SENT in [found.returned for found in file.findings if found.outcome == "unchanged"]


def fill(path: Path, form: IssuedForm, put: tuple[str, ...]) -> dict[tuple[str, str], Any]:
    """Answer all that is empty, and put words beside the answers; what each answer means by (row code, column)."""
    book = load_workbook(path)
    answers: dict[tuple[str, str], Any] = {}
    for issued in form.sheets:
        if not issued.rows:
            continue
        sheet = Sheet(book[issued.form.title])
        codes = {sheet.worksheet.cell(row, 1).value: row for row in range(1, sheet.worksheet.max_row + 1)}
        keys = [column.key for column in issued.form.inputs]
        headers = dict(zip(keys, issued.headers[-len(keys) :], strict=True))
        for row in issued.rows:
            for column in issued.form.inputs:
                if row.shown(column.key) is None and column.register:
                    typed, meaning = TYPED[column.field.kind](len(answers))
                    sheet.worksheet.cell(codes[row.code], sheet.column(headers[column.key])).value = typed
                    answers[row.code, column.key] = meaning
    sheet = Sheet(book[UPDATES])
    if "struck" in put:
        crossed = sheet["1.4", "Update"]
        crossed.value, crossed.font = ALL["struck"], Font(strike=True)
        del answers[sheet["1.4", "Row code"].value, "narrative"]
    if "note" in put:
        sheet["1.5", "Update"].comment = Comment(ALL["note"], "them")
    path.write_bytes(workbook_bytes(book))
    if "shape" in put:
        add_text_box(path, 2, 7, 9, ALL["shape"])
    return answers


@pytest.mark.parametrize("program", ["LibreOffice", "Gnumeric"])
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_figure_shown_as_per_cent_is_one_in_every_kind_of_file(
    ws: Workspace, form: Path, tmp_path: Path, program: str, kind: str
) -> None:
    book = load_workbook(form)
    figures = Sheet(book["Indicators"])
    for ref, value in (("NI 16", 0.5), ("NI 17", 0.58)):
        figures[ref, "Actual"], figures[ref, "Actual"].number_format = value, "0%"
    form.write_bytes(workbook_bytes(book))
    saved = tmp_path / f"saved.{kind}"
    PROGRAMS[program](form, saved)
    said = {
        found.ref: (found.outcome, found.value)
        for found in preview_returns(ws, [saved]).findings
        if found.field == "value"
    }
    assert said == {"NI 16": ("ask", 50), "NI 17": ("changed", 58)}


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_thousands_of_pounds_are_asked_about_in_every_kind_of_file(
    ws: Workspace, form: Path, tmp_path: Path, kind: str
) -> None:
    book = load_workbook(form)
    for heading, value, number_format in (
        ("Spent this quarter", 2, '"£"0"k"'),
        ("Committed", 700, '"£"#,##0.00'),
    ):
        cell = Sheet(book["Funding"])["Property marking kits", heading]
        cell.value, cell.number_format = value, number_format
    form.write_bytes(workbook_bytes(book))
    saved = tmp_path / f"saved.{kind}"
    PROGRAMS["LibreOffice"](form, saved)
    said = {
        found.returned: (found.outcome, found.value)
        for found in preview_returns(ws, [saved]).findings
        if found.sheet == "Funding" and found.outcome != "unchanged"
    }
    assert said == {"2": ("ask", 200_000), "700": ("changed", 70_000)}


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_picture_over_the_cells_is_asked_about_in_every_kind_of_file(
    ws: Workspace, form: Path, tmp_path: Path, kind: str
) -> None:
    add_picture(form, 2, 5, 9)
    saved = tmp_path / f"saved.{kind}"
    PROGRAMS["LibreOffice"](form, saved)
    (asked,) = [found for found in preview_returns(ws, [saved]).findings if found.question]
    assert (asked.returned, asked.cell) == ("picture", "I5")


def test_a_document_over_the_cells_of_an_ods_is_asked_about(
    ws: Workspace, form: Path, tmp_path: Path
) -> None:
    add_picture(form, 2, 5, 9)
    saved = tmp_path / "saved.ods"
    PROGRAMS["LibreOffice"](form, saved)
    with zipfile.ZipFile(saved) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    # A document shows itself by a picture, too.
    document = b'<draw:object-ole xlink:href="./Object 1"/><draw:image'
    parts["content.xml"] = parts["content.xml"].replace(b"<draw:image", document)
    with zipfile.ZipFile(saved, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    (asked,) = [found for found in preview_returns(ws, [saved]).findings if found.question]
    assert (asked.returned, asked.cell) == ("document", "I5")


@pytest.mark.parametrize("added", ["", "Please ring me"])
def test_the_list_of_sheets_that_numbers_adds_is_passed_over(ws: Workspace, form: Path, added: str) -> None:
    def export(book: Workbook) -> None:
        sheet = book.create_sheet("Export Summary", 0)
        sheet["B2"] = (
            "This document was exported from Numbers. Each table was converted to an Excel worksheet. All other objects on "
            "each Numbers sheet were placed on separate worksheets. Please be aware that formula calculations may differ "
            "in Excel."
        )
        for column, head in enumerate(
            ("Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name"), 2
        ):
            sheet.cell(4, column).value = head
        sheet["B5"], sheet["C6"], sheet["D6"] = "Action updates", "Table 1", "Action updates"
        sheet["B7"] = added or None

    preview = preview_returns(ws, [fill_in(form, export)])
    asked = [found.returned for found in preview.findings if found.question]
    assert (added in asked) if added else not asked
