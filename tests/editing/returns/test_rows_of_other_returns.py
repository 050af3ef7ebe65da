"""Rows that were sent with one return and came back in the workbook of another: offered to the one they belong to."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from returning_partner import Q1, TITLES, ReportingPlan, Sheet, fill_in, of, send, take_in

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.workspace import Update, Workspace

UPDATES = "Action updates"


def test_rows_of_another_return_are_told_whose_they_are(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    """A partner copies last quarter's rows into this quarter's form."""
    last = Sheet(load_workbook(send(ws, plan, tmp_path / "out", quarter=Q1))[UPDATES])

    def paste(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        for ref in ("1.2", "1.3"):
            for cell in last.worksheet[last.row(ref)]:
                if cell.column != 2:
                    sheet.worksheet.cell(sheet.row(ref), cell.column).value = cell.value
                else:
                    sheet.worksheet.cell(sheet.row(ref), 2).value = None
            sheet[ref, "Update"] = f"Said of {ref}"

    mixed = fill_in(form, paste)
    preview = take_in(ws, mixed)
    assert "2 rows are from the Q1 return of Police." in preview.files[0].message
    rejected = {finding.returned: finding.message for finding in of(preview, "rejected")}
    assert "is from the Q1 return of Police" in rejected["Said of 1.2"]
    assert "Said of" not in str(ws.records("updates"))
    # What was kept with the wrong return is settled there once it is taken to its own.
    preview = preview_returns(ws, [mixed])
    (first,) = preview.files
    assert first.again
    preview.take_to(ws, first, *first.elsewhere)
    apply_returns(ws, preview)
    assert {update["narrative"] for update in ws.records("updates", {"quarter": "2010-Q1"})} >= {
        "Said of 1.2",
        "Said of 1.3",
    }
    states = {returned["quarter"]: returned["state"] for returned in ws.records("returns")}
    assert states == {"2010-Q1": "applied", "2010-Q2": "applied"}
    assert open_questions(ws, plan.plan) == []
    (first,) = preview_returns(ws, [mixed]).files
    assert first.again and not first.elsewhere


def test_rows_of_another_return_are_taken_to_it_as_a_part(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    last = Sheet(load_workbook(send(ws, plan, tmp_path / "out", quarter=Q1))[UPDATES])
    said = {"1.2": "Lamps lit.", "1.3": "Gren", "1.4": "Staff trained."}

    def paste(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.1", "Update"] = "Seventy by October."
        for row, (ref, words) in enumerate(said.items(), sheet.worksheet.max_row + 1):
            for cell in last.worksheet[last.row(ref)]:
                sheet.worksheet.cell(row, cell.column).value = cell.value
            sheet.worksheet.cell(row, sheet.column("RAG" if ref == "1.3" else "Update")).value = words
            sheet.worksheet.cell(row, 4).comment = Comment(f"Note on {ref}", "them") if ref == "1.4" else None

    ws.apply(
        [Update("updates", ws.records("updates", {"item": plan.items[1]})[0]["id"], {"narrative": "Ours."})]
    )
    preview = preview_returns(ws, [fill_in(form, paste)])
    (file,) = preview.files
    before = conservation(preview.findings)
    ((return_id, rows),) = file.elsewhere.items()
    assert (rows.called, rows.counted) == ("the Q1 return of Police", "3 rows")
    preview.take_to(ws, file, return_id)
    first, part = preview.files
    assert first is file and (part.recipient, part.quarter) == ("Police", "2010-Q1")
    assert not [found for found in first.findings if found.question]
    assert conservation(preview.findings)["filled"] == before["filled"]
    fates = {
        found.returned: found.outcome
        for found in part.findings
        if found.returned in {*said.values(), "Note on 1.4"}
    }
    assert fates == {"Lamps lit.": "clash", "Gren": "ask", "Staff trained.": "changed", "Note on 1.4": "ask"}
    assert not of(preview, "rejected") and all(found.code for found in part.findings)
    preview.take_to(ws, file, return_id, take=False)
    assert preview.files == [file]
    # What 1.2 had said of its rating came along.
    assert [found.returned for found in of(preview, "rejected")] == [
        "Lamps lit.",
        "Red",
        "Gren",
        "Staff trained.",
    ]
    preview.take_to(ws, file, return_id)
    apply_returns(ws, preview)
    assert [update["narrative"] for update in ws.records("updates", {"item": plan.items[3]})] == [
        "Staff trained."
    ]
    kept = ws.records("return_files", {"direction": "received"})
    assert {one["return"] for one in kept} == {file.return_id, return_id}
    states = {returned["id"]: returned["state"] for returned in ws.records("returns")}
    assert states == {file.return_id: "applied", return_id: "received"}
    assert len(open_questions(ws, plan.plan)) == 3
    ws.undo()
    assert ws.records("return_files", {"direction": "received"}) == []


def test_rows_of_two_returns_without_a_code_are_those_of_one_and_offered_to_the_other(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    last = Sheet(load_workbook(send(ws, plan, tmp_path / "out", quarter=Q1))[UPDATES])
    now = Sheet(load_workbook(form)[UPDATES])
    book = Workbook()
    book.active.append([cell.value for cell in now.worksheet[now.header_row]])
    for source, refs in ((now, ("1.2", "1.3")), (last, ("1.4", "1.5"))):
        for ref in refs:
            values = [cell.value for cell in source.worksheet[source.row(ref)]]
            values[source.column("Update") - 1] = f"Said of {ref}"
            book.active.append(values)
    book.save(tmp_path / "rows.xlsx")
    (file,) = preview_returns(ws, [tmp_path / "rows.xlsx"]).files
    assert file.status == "recognised"
    assert [rows.counted for rows in file.elsewhere.values()] == ["2 rows"]
    assert len([found for found in file.findings if found.outcome == "changed"]) == 2


def test_a_sheet_of_another_return_that_this_one_lacks_is_offered_to_it(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    """A partner copies a colleague's sheet into a workbook that has none of its kind."""
    theirs = load_workbook(form)

    def add(book: Workbook) -> None:
        for name in ("Risks", "Mitigations"):
            assert name not in book.sheetnames
            copied = book.create_sheet(f"{name} too")
            for row in theirs[name].iter_rows():
                for cell in row:
                    copied[cell.coordinate].value = cell.value
        Sheet(book["Risks too"])["R1", "Comment"] = "She has given notice."
        Sheet(book["Risks too"])["R1", "Likelihood"] = 5
        book["Mitigations too"]["A9"] = "Ask the sergeant."

    preview = preview_returns(ws, [fill_in(send(ws, plan, tmp_path / "out", "ATC"), add)])
    (file,) = preview.files
    assert "2 rows are from the Q2 return of Police." in file.message
    # What the other return had sent is no question: only its answers and what was written beside them are.
    asked = {found.returned for found in of(preview, "rejected", "ask")}
    assert asked == {"She has given notice.", "5", "In progress", "Advert placed.", "Ask the sergeant."}
    counted = conservation(preview.findings)
    ((return_id, rows),) = file.elsewhere.items()
    assert rows.called == "the Q2 return of Police"
    preview.take_to(ws, file, return_id)
    assert conservation(preview.findings)["filled"] == counted["filled"]
    assert [found.returned for found in of(preview, "rejected", "ask")] == ["Ask the sergeant."]
    apply_returns(ws, preview)
    (review,) = ws.records("risk_reviews")
    assert (review["likelihood"], review["comment"]) == (5, "She has given notice.")


def test_rows_of_another_return_with_nothing_filled_in_ask_nothing(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    """Last quarter's table is pasted over this quarter's, under the headings of this one."""
    last = load_workbook(send(ws, plan, tmp_path / "out", quarter=Q1))[UPDATES]

    def paste(book: Workbook) -> None:
        for row in last.iter_rows(min_row=4):
            for cell in row:
                book[UPDATES][cell.coordinate].value = cell.value
        sheet = Sheet(book[UPDATES])
        for row in range(4, last.max_row + 1):
            for heading in ("Update", "RAG"):
                sheet.worksheet.cell(row, sheet.column(heading)).value = None
        sheet["1.3", "Update"] = "Said of 1.3"
        sheet["1.4", "Due"] = "by Christmas"

    preview = preview_returns(ws, [fill_in(form, paste)])
    asked = [(finding.title, finding.returned) for finding in preview.findings if finding.question]
    answered, row, words = asked
    assert answered == (TITLES[2], "Said of 1.3") and row[0] == TITLES[3] and words[1] == "by Christmas"
    said = {finding.message for finding in of(preview, "ignored")}
    assert said and all("the Q1 return of Police; nothing is filled in" in message for message in said)


def test_words_typed_over_the_locked_cells_of_rows_that_are_refused_are_kept(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    last = Sheet(load_workbook(send(ws, plan, tmp_path / "out", quarter=Q1))[UPDATES])

    def paste(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        code = sheet["1.2", "Row code"]
        code.value = f"{code.value[:-1]}{'X' if code.value[-1] != 'X' else 'Y'}"
        sheet["1.2", "Update"].value = "Lamps lit."
        sheet["1.2", "Due"].value = "Moved to spring"
        sheet["1.2", "Priority"].value = sheet["1.3", "What is to be done"].value
        for row, ref in enumerate(("1.3", "1.4"), sheet.worksheet.max_row + 1):
            for cell in last.worksheet[last.row(ref)]:
                sheet.worksheet.cell(row, cell.column).value = cell.value
        sheet.worksheet.cell(sheet.worksheet.max_row, last.column("Due")).value = "Awaiting the council"
        sheet.worksheet.cell(sheet.worksheet.max_row, 2).value = None

    preview = preview_returns(ws, [fill_in(form, paste)])
    assert [found.returned for found in of(preview, "ask")] == [
        TITLES[2],
        "Moved to spring",
        "Awaiting the council",
    ]
    assert {found.outside for found in of(preview, "ask")} == {"locked"}
    assert conservation(preview.findings)["outside"] == 3
    assert "Lamps lit." in {found.returned for found in of(preview, "rejected")}
