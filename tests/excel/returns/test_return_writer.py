"""The workbook a partner gets: what is on it, and that text stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from returning_partner import ReportingPlan, Sheet, send

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.excel.opening.safe_reading import read_workbook
from csp_desktop.excel.returns.identity import find_code
from csp_desktop.excel.returns.reader import read_return
from csp_desktop.excel.returns.to_do import says_to_do
from csp_desktop.excel.returns.writer import write_return
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import ACTION_UPDATES, CELL_CHARACTERS, PROPOSALS
from csp_desktop.registers.row_codes import row_code, row_code_holds

CODE = "RET-7KQ4-2M9X"


@pytest.fixture
def plan(tmp_path: Path) -> ReportingPlan:
    return ReportingPlan(tmp_path / "plan.csp")


@pytest.fixture
def workbook(plan: ReportingPlan, tmp_path: Path) -> Path:
    with Workspace.open(plan.path, backup=False) as ws:
        return send(ws, plan, tmp_path / "out")


def form_of(rows: list[IssuedRow]) -> IssuedForm:
    form = IssuedForm(
        CODE, 1, "2010-Q2", "Police", "County Police", "Anytown CSP", "Plan", "2010-10-15", "us",
        "2010-09-30", dict(RAG_WORDS),
    )  # fmt: skip
    form.sheets = [
        IssuedSheet(ACTION_UPDATES, ACTION_UPDATES.headers(form.period), 4, rows),
        IssuedSheet(PROPOSALS, PROPOSALS.headers(form.period), 4),
    ]
    return form


def test_it_has_the_sheets_and_columns_agreed(workbook: Path) -> None:
    book = load_workbook(workbook)
    assert book.sheetnames == [
        "Start here", "Action updates", "Indicators", "Risks", "Mitigations", "Funding", "Log", "New items",
        "_meta",
    ]  # fmt: skip
    assert book["_meta"].sheet_state == "hidden"
    inputs = {
        "Action updates": ["Update", "RAG", "Outcome RAG", "New due date"],
        "Indicators": ["Actual", "Provisional", "Note"],
        "Risks": ["Likelihood", "Impact", "Comment"],
        "Mitigations": ["Status", "Progress", "New due date"],
        "Funding": ["Spent this quarter", "Committed", "Forecast to year end", "Note"],
        "Log": ["Update", "Status", "New date"],
        "New items": ["Kind", "Title", "Detail", "Due"],
    }
    for name, headings in inputs.items():
        worksheet = book[name]
        header = [cell.value for cell in worksheet[3]]
        assert header[:2] == ["Row code", "Record id"]
        assert header[-len(headings) :] == headings
        assert worksheet.column_dimensions["B"].hidden
        assert not worksheet.merged_cells.ranges
        assert name in worksheet["A1"].value
        for column, heading in enumerate(header, 1):
            cell = worksheet.cell(4, column)
            assert cell.protection.locked == (heading not in headings)
        assert worksheet.protection.sheet and not worksheet.protection.password
        assert worksheet.freeze_panes.endswith("4")
        assert worksheet.page_setup.orientation == "landscape"
        assert worksheet.page_setup.fitToWidth == 1 and worksheet.page_setup.fitToHeight == 0
        assert worksheet.print_title_rows == "$3:$3"
        assert worksheet.oddFooter.left.text.startswith("RET-")


def test_the_code_is_written_five_times(workbook: Path) -> None:
    found = find_code(read_workbook(workbook))
    assert [place for place, _ in found.places] == [
        "Start here B8", "_meta B1", "the workbook's defined name", "its properties", "its identifier",
    ]  # fmt: skip
    assert found.code and not found.disagreement and found.issue == 1


def test_row_codes_have_their_check_character(workbook: Path) -> None:
    book = load_workbook(workbook)
    code = find_code(read_workbook(workbook)).code
    assert code
    for name in book.sheetnames[1:7]:
        assert row_code_holds(code, book[name]["A4"].value)
    assert book["New items"]["A4"].value is None and book["New items"]["A4"].protection.locked


def test_last_quarter_stands_beside_this_one_and_what_is_known_is_filled_in(workbook: Path) -> None:
    book = load_workbook(workbook)
    actions = Sheet(book["Action updates"])
    assert actions["1.1", "What you said in Q1"].value == "Forty marked."
    assert actions["1.1", "Q1 rating"].value == "Amber"
    assert actions["1.1", "Update"].value == "Sixty by August."
    assert actions["1.1", "RAG"].value == "Green"
    assert actions["1.2", "Update"].value is None
    assert actions["1.2", "Due"].value == "31 Mar 2011"
    indicators = Sheet(book["Indicators"])
    assert indicators["NI 16", "Target"].value == "1,872"
    assert indicators["NI 16", "Q1 figure"].value == "325"
    assert indicators["NI 17", "Actual"].value == 56.4
    assert indicators["NI 17", "Provisional"].value == "Yes"
    assert Sheet(book["Risks"])["R1", "Q1 score"].value == "4 × 3 = 12"
    mitigations = Sheet(book["Mitigations"])
    assert mitigations["R1", "Status"].value == "In progress"
    assert mitigations["R1", "Due"].value == "31 Dec 2010"
    assert mitigations["R1", "New due date"].value is None
    funding = Sheet(book["Funding"])
    assert funding["Property marking kits", "Committed"].value == 500
    assert funding["Property marking kits", "Allocated"].value == "£12,000"


def test_nothing_about_anybody_else_is_in_it(plan: ReportingPlan, tmp_path: Path) -> None:
    with Workspace.open(plan.path, backup=False) as ws:
        ws.apply(
            [
                Update("agencies", plan.police, {"notes": "SECRET-NOTE"}),
                Update("partnerships", plan.partnership, {"vision": "SECRET-VISION"}),
                Update("plan_items", plan.group_item, {"title": "SECRET-TITLE"}),
            ]
        )
        path = send(ws, plan, tmp_path / "out")
    book = load_workbook(path)
    said = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None}
    assert not [text for text in said if "SECRET" in text or "sgt@" in text]
    assert "Meet every month" not in said


def test_text_that_looks_like_a_formula_is_text(workbook: Path) -> None:
    cell = Sheet(load_workbook(workbook)["Action updates"])["1.2", "What you said in Q1"]
    assert (cell.value, cell.data_type) == ("=2+2 lamps", "s")


def test_lists_and_checks_help_to_fill_it_in(workbook: Path) -> None:
    book = load_workbook(workbook)
    lists = {
        str(check.sqref): check.formula1
        for check in book["Action updates"].data_validations.dataValidation
        if check.type == "list"
    }
    assert all(formula == '"Green,Amber,Red,Complete,Not rated"' for formula in lists.values())
    assert len(lists) == 2
    for name in ("Action updates", "Indicators", "Risks", "Mitigations", "Funding", "Log"):
        for check in book[name].data_validations.dataValidation:
            assert check.error and check.showErrorMessage


def test_the_partnerships_own_rating_words_are_used(plan: ReportingPlan, tmp_path: Path) -> None:
    with Workspace.open(plan.path, backup=False) as ws:
        words = '{"green": "On track", "amber": "Slipping, a little"}'
        ws.apply([Update("partnerships", plan.partnership, {"rag_words": words})])
        path = send(ws, plan, tmp_path / "out")
    book = load_workbook(path)
    assert Sheet(book["Action updates"])["1.1", "RAG"].value == "On track"
    # A word with a comma cannot stand in the list itself.
    formulas = {check.formula1 for check in book["Action updates"].data_validations.dataValidation}
    assert "_meta!$D$1:$D$5" in formulas
    assert book["_meta"]["D2"].value == "Slipping, a little"


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200),
    st.sampled_from(
        ["=1+1", "+44 1702", "-5 on last year", "@home", "\tindented", "_x000D_", "_x005F_", "a_x0041_b",
         "#N/A", "TRUE", "1,200", "007", "שלום 😀", "\u200fright", "x" * CELL_CHARACTERS, "a\n\n b\n", "'quoted",
         "\x0bvertical\x0ctab", "[clear me]", "&<>\"'"]
    ),
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=8, max_size=8))
def test_any_text_comes_back_as_it_went(tmp_path: Path, texts: list[str]) -> None:
    rows = [
        IssuedRow(row_code(CODE, "A", at), f"id{at}", {"ref": str(at), "title": text}, {"narrative": text})
        for at, text in enumerate(texts, 1)
    ]
    form = form_of(rows)
    path = tmp_path / "texts.xlsx"
    path.write_bytes(write_return(form))
    book = load_workbook(path)
    for row in range(4, 12):
        assert book["Action updates"].cell(row, 10).data_type in ("s", "inlineStr", "n")
    returned = read_return(read_workbook(path), form).sheets[0]
    assert not returned.held and not returned.remarks
    for row, text in zip(returned.rows, texts, strict=True):
        cell = row.cells["narrative"]
        wanted = text.replace("\r\n", "\n").replace("\r", "\n")
        assert cell.raw.replace("\r\n", "\n").replace("\r", "\n") == wanted
        assert cell.answer.state in ("value", "blank", "unsure")


def test_an_issued_form_survives_being_kept() -> None:
    row = IssuedRow(
        row_code(CODE, "A", 1), "id", {"ref": "1", "title": "t"}, {"narrative": "n"}, {"due_on": "2010-01-01"}
    )
    form = form_of([row])
    kept = IssuedForm.from_json(form.to_json())
    assert kept.to_json() == form.to_json()
    assert kept.sheets[0].rows == form.sheets[0].rows and kept.sheets[0].headers == form.sheets[0].headers


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    row = IssuedRow(row_code(CODE, "A", 1), "id", {"ref": "1", "title": "t"}, {"narrative": "y" * 40_000})
    book = load_workbook(BytesIO(write_return(form_of([row]))))
    text = Sheet(book["Action updates"])["1", "Update"].value
    assert len(text) == CELL_CHARACTERS and text.endswith("kept by the partnership.")


def test_dates_are_dates(tmp_path: Path) -> None:
    row = IssuedRow(row_code(CODE, "A", 1), "id", {"ref": "1", "title": "t"}, {"new_due_on": "2011-03-31"})
    book = load_workbook(BytesIO(write_return(form_of([row]))))
    cell = Sheet(book["Action updates"])["1", "New due date"]
    assert isinstance(cell.value, datetime) and cell.value.date() == date(2011, 3, 31)
    assert cell.number_format == "d mmm yyyy"


def test_a_sheet_title_from_an_earlier_form_stays_words_in_the_count() -> None:
    """What an issued form carries was written by whoever had the file, so its titles are no formula's own."""
    form = form_of([IssuedRow(row_code(CODE, "A", 1), "a", {"title": "Light the alleys"})])
    form.sheets[0].form = replace(ACTION_UPDATES, title='Quoted"&1+1&"')
    book = load_workbook(BytesIO(write_return(form)))
    (formula,) = (
        cell.value for (cell,) in book["Start here"]["B4:B12"] if str(cell.value).startswith("=IF(")
    )
    assert '&"Quoted""&1+1&"" "&(' in formula
    assert form.sheets[0].form.title in book.sheetnames


def test_each_sheet_says_what_is_left_to_fill_in_also_where_nothing_is_calculated(workbook: Path) -> None:
    shown, typed = load_workbook(workbook, data_only=True), load_workbook(workbook)
    by_when = "Please return by Friday 15 October 2010."
    assert {name: shown[name]["A2"].value for name in shown.sheetnames[1:8]} == {
        "Action updates": f"Still to fill in: 6 under Update, 6 under RAG. {by_when}",
        "Indicators": f"Still to fill in: 1 under Actual. {by_when}",
        "Risks": f"Still to fill in: 1 under Likelihood, 1 under Impact. {by_when}",
        "Mitigations": "Nothing is left to fill in on this sheet. Thank you.",
        "Funding": f"Still to fill in: 1 under Spent this quarter. {by_when}",
        "Log": f"Still to fill in: 1 under Update, 1 under Status. {by_when}",
        "New items": f"Only if you have something to propose: one row for each. {by_when}",
    }
    assert shown["Start here"]["B7"].value == (
        "18 cells: Action updates 12, Indicators 1, Risks 2, Mitigations 0, Funding 1, Log 2"
    )
    for name in shown.sheetnames[1:6]:
        assert typed[name]["A2"].value.startswith("=IF(COUNTBLANK(")


def test_the_cursor_waits_in_the_first_pale_cell_and_no_text_box_can_be_drawn(workbook: Path) -> None:
    book = load_workbook(workbook)
    for worksheet in book.worksheets[:-1]:
        chosen = worksheet.sheet_view.selection[-1].activeCell
        pale = [cell for row in worksheet.iter_rows() for cell in row if not cell.protection.locked]
        assert chosen == pale[0].coordinate and worksheet.sheet_view.selection[-1].sqref == chosen
        assert worksheet.protection.objects


def test_rows_are_high_enough_for_what_was_said_and_grow_with_the_answer() -> None:
    said = "The alleys behind the shops were surveyed with the highways officer. "
    rows = [
        IssuedRow(row_code(CODE, "A", at), f"id{at}", {"ref": str(at), "title": "t", "last": said * times})
        for at, times in enumerate((0, 1, 6, 25, 400), 1)
    ]
    content = write_return(form_of(rows))
    with ZipFile(BytesIO(content)) as package:
        assert b"customHeight" not in package.read("xl/worksheets/sheet2.xml")
    sheet = load_workbook(BytesIO(content))["Action updates"]
    said_in = next(cell.column_letter for cell in sheet[3] if cell.value == "What you said in Q1")
    width = sheet.column_dimensions[said_in].width
    across = width * 1.05  # letters of ten-point words, generously
    heights = [sheet.row_dimensions[row].height for row in range(4, 9)]
    assert heights == sorted(heights) and heights[0] == 40
    for height, row in zip(heights[:4], rows, strict=False):
        assert height >= 12.75 * len(str(row.context["last"])) / across
    # The most a row can have; the column is wider then, and the answers still in view.
    assert heights[4] == 409 and 27 < width < 80


def test_the_sentence_over_a_sheet_is_ours_whatever_it_counts() -> None:
    form = form_of([IssuedRow(row_code(CODE, "A", 1), "id", {"ref": "1", "title": "t"})])
    actions, proposals = form.sheets
    said = "Still to fill in: {} under Update, {} under RAG. Please return by Friday 15 October 2010."
    for text in (
        said.format(1, 1),
        said.format(0, 12),
        "Nothing is left to fill in on this sheet. Thank you.",
    ):
        assert says_to_do(text, form, actions)
    for text in (
        said.format(1, 1) + " No.",
        said.format("One", 1),
        said.format(1, 1).replace("15", "29"),
        "Thanks",
    ):
        assert not says_to_do(text, form, actions)
    assert not says_to_do(said.format(1, 1), form, proposals)
