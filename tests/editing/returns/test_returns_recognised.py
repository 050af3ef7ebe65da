"""A return is known again whatever was done to its workbook, and every answer in it is found."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from return_edits import HARMLESS
from returning_partner import Q1, ReportingPlan, Sheet, answer, fill_in, of, send

from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.workspace import Workspace

UPDATES = "Action updates"
ANSWERS: dict[tuple[str, str, str], object] = {
    (UPDATES, "1.2", "Update"): "Twelve lamps lit.\nTwo to come.",
    (UPDATES, "1.2", "RAG"): "Amber",
    (UPDATES, "1.3", "Outcome RAG"): "Green",
    (UPDATES, "1.4", "New due date"): datetime(2011, 3, 31),
    (UPDATES, "1.5", "Update"): "=not a formula",
    (UPDATES, "1.6", "Update"): "שלום 😀 “quoted”",
}
MORE: dict[tuple[str, str, str], object] = {
    ("Indicators", "NI 16", "Actual"): 301.5,
    ("Indicators", "NI 16", "Note"): "August is missing.",
    ("Risks", "R1", "Likelihood"): 3,
    ("Risks", "R1", "Comment"): "A deputy started.",
    ("Mitigations", "R1", "Status"): "Complete",
    ("Funding", "Property marking kits", "Spent this quarter"): 1200.5,
}
WANTED = {
    ("1.2", "narrative"): "Twelve lamps lit.\nTwo to come.",
    ("1.2", "rag"): "amber",
    ("1.3", "outcome_rag"): "green",
    ("1.4", "new_due_on"): "2011-03-31",
    ("1.5", "narrative"): "=not a formula",
    ("1.6", "narrative"): "שלום 😀 “quoted”",
}
WANTED_MORE = {
    ("NI 16", "value"): 301.5,
    ("NI 16", "note"): "August is missing.",
    ("R1", "likelihood"): 3,
    ("R1", "comment"): "A deputy started.",
    ("R1", "status"): "complete",
    ("1.1", "amount"): 120_050,
}


@pytest.fixture
def filled(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    path = send(ws, plan, tmp_path / "out")

    def mark_text(book: Workbook) -> None:
        Sheet(book[UPDATES])["1.5", "Update"].data_type = "s"

    return fill_in(answer(path, {**ANSWERS, **MORE}), mark_text)


def found_in(ws: Workspace, path: Path) -> dict[tuple[str, str], object]:
    preview = preview_returns(ws, [path])
    assert preview.files[0].status == "recognised", preview.files[0].message
    assert preview.files[0].recipient == "Police"
    questions = of(preview, "clash", "ask", "rejected", "proposed row")
    # Headings worded anew are words as well: asked about, and no answer the worse for it.
    questions = [question for question in questions if question.outside != "heading"]
    assert not questions, [question.as_json() for question in questions]
    return {(found.ref, found.field): found.value for found in of(preview, "changed")}


def edited(path: Path, edit: Callable[[Workbook], None]) -> Path:
    return fill_in(path, edit)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(edit, id=edit.__name__, marks=pytest.mark.slow if at % 2 else ())
        for at, edit in enumerate(HARMLESS)
    ],
)
def test_edits_of_the_layout(ws: Workspace, filled: Path, edit: Callable[[Workbook], None]) -> None:
    found = found_in(ws, edited(filled, edit))
    assert found == {**WANTED, **WANTED_MORE}


def test_a_renamed_file(ws: Workspace, filled: Path) -> None:
    other = filled.with_name("copy of something (2).xlsm")
    shutil.copy(filled, other)
    assert found_in(ws, other) == {**WANTED, **WANTED_MORE}


def test_one_sheet_alone(ws: Workspace, filled: Path) -> None:
    def keep_one(book: Workbook) -> None:
        for name in book.sheetnames:
            if name != UPDATES:
                del book[name]
        del book.defined_names["csp_return_code"]
        book.properties.identifier = None
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    assert found_in(ws, edited(filled, keep_one)) == WANTED


def test_values_pasted_into_a_new_workbook(ws: Workspace, plan: ReportingPlan, filled: Path) -> None:
    """Only what was visible is there: no ids, no hidden sheet, no properties."""
    # Last quarter's form of the same recipient must not be taken for it.
    send(ws, plan, filled.parent, quarter=Q1)
    source = load_workbook(filled)[UPDATES]
    book = Workbook()
    for row in source.iter_rows():
        for cell in row:
            if cell.column != 2 and cell.value is not None:
                pasted = book.active.cell(cell.row + 2, cell.column - (cell.column > 2) + 1)
                pasted.value = cell.value
                pasted.data_type = cell.data_type
    path = filled.with_name("pasted.xlsx")
    book.save(path)
    assert found_in(ws, path) == WANTED


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_one_sheet_as_text(ws: Workspace, filled: Path, separator: str, encoding: str) -> None:
    path = filled.with_name("sheet.csv")
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=separator)
        for row in load_workbook(filled)[UPDATES].iter_rows():
            writer.writerow(
                [
                    f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, datetime) else cell.value or ""
                    for cell in row
                ]
            )
    assert found_in(ws, path) == WANTED


def test_words_beside_the_form_are_asked_about(ws: Workspace, filled: Path) -> None:
    def add(book: Workbook) -> None:
        worksheet = book[UPDATES]
        worksheet.cell(3, 14).value = "Who"
        worksheet.cell(5, 14).value = "Sergeant Lamp"
        book.create_sheet("Scratch")["A1"] = "our sums"

    preview = preview_returns(ws, [edited(filled, add)])
    asked = {finding.returned: (finding.outside, finding.ref) for finding in of(preview, "ask")}
    assert asked == {
        "Who": ("heading", ""),
        "Sergeant Lamp": ("column", "1.2"),
        "our sums": ("sheet", ""),
    }
    assert len(of(preview, "changed")) == len(ANSWERS) + len(MORE)


def test_a_deleted_input_column_is_not_returned(ws: Workspace, filled: Path) -> None:
    def drop(book: Workbook) -> None:
        book[UPDATES].delete_cols(Sheet(book[UPDATES]).column("RAG"))

    preview = preview_returns(ws, [edited(filled, drop)])
    assert [found.field for found in of(preview, "not returned")] == ["rag"]
    assert not of(preview, "ask")


def test_without_codes_ids_and_titles_nothing_is_guessed(ws: Workspace, filled: Path) -> None:
    def strip(book: Workbook) -> None:
        worksheet = book[UPDATES]
        worksheet.delete_cols(1, 2)

    preview = preview_returns(ws, [edited(filled, strip)])
    assert preview.files[0].held_sheets == (UPDATES,)
    assert not [found for found in of(preview, "changed") if found.register == "updates"]
    preview.pair_by_title(ws, preview.files[0], UPDATES)
    found = {(one.ref, one.field): one.value for one in of(preview, "changed")}
    assert found == {**WANTED, **WANTED_MORE}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "csv"])
def test_saved_by_libreoffice(ws: Workspace, filled: Path, tmp_path: Path, kind: str) -> None:
    target = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
        if kind == "csv"
        else kind
    )
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--convert-to", target, "--outdir", str(tmp_path / "saved"), str(filled)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (saved,) = (tmp_path / "saved").glob(f"*.{kind}")
    assert found_in(ws, saved) == (WANTED if kind == "csv" else {**WANTED, **WANTED_MORE})
