"""Words a partner puts where the form has no box for them: told, every one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from over_cells import add_conversation, add_text_box
from return_edits import code_column_last, no_headings, update_first
from returning_partner import Q2, TITLES, ReportingPlan, Sheet, answer, fill_in, of, send, take_in, update_of

from csp_desktop.editing.returns.changes import kept_findings
from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.settling import settle
from csp_desktop.editing.returns.standing.missing import newest_forms
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.excel.returns.pasted_rows import write_pasted_rows

UPDATES = "Action updates"


def test_words_outside_the_boxes_are_told(ws: Workspace, form: Path) -> None:
    placed = {
        ("Start here", "B4"): ("ask", "much later"),
        ("Start here", "A14"): ("ask", "Please ring me first"),
        (UPDATES, "A1"): ("ask", "Our own heading"),
        (UPDATES, "A2"): ("ask", "Still to fill in: 3 under Update. Ask Inspector Lamp."),
        (UPDATES, "C2"): ("ask", "above the table"),
        (UPDATES, "C30"): ("ask", "total"),
        (UPDATES, "N30"): ("ask", "far off"),
        ("New items", "H6"): ("ask", "beside a new item"),
        ("New items", "A9"): ("ask", "zzz"),
    }

    def scribble(book: Workbook) -> None:
        for (sheet, cell), (_, words) in placed.items():
            book[sheet][cell] = words
        book["New items"]["D6"] = "Visit schools"
        book["Start here"]["A1"].comment = Comment("Back on Monday.", "them")

    preview = take_in(ws, fill_in(form, scribble))
    told = {(found.sheet, found.cell): (found.outcome, found.returned) for found in preview.findings}
    assert {place: told.get(place) for place in placed} == placed
    assert told["Start here", "A1"] == ("ask", "Back on Monday.")
    assert not of(preview, "changed", "clash", "rejected")


def test_a_first_sheet_as_it_was_sent_says_nothing(ws: Workspace, form: Path) -> None:
    preview = preview_returns(ws, [fill_in(form, lambda book: None, "again.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


def test_counts_that_a_program_left_uncalculated_ask_nothing(ws: Workspace, form: Path) -> None:
    def save(book: Workbook) -> None:
        for worksheet in book.worksheets:
            for row in worksheet.iter_rows():
                for cell in row:
                    if str(cell.value).startswith("=IF("):
                        cell.value = 0

    assert {found.outcome for found in take_in(ws, fill_in(form, save)).findings} == {"unchanged"}


@pytest.mark.parametrize(
    "text",
    [
        "\tset in", "\n=after a line", "=1+1", "non\u2011breaking", "zero\u200cwidth", "no\u00a0break",
        *(
            pytest.param(text, marks=pytest.mark.slow)
            for text in ("+44 1702", "-", "@all", "soft\u00adhyphen", "4\u202f000 visits", "\u200fright")
        ),
    ],
)  # fmt: skip
def test_a_text_that_starts_oddly_goes_and_comes_unchanged(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, text: str
) -> None:
    def write(book: Workbook) -> None:
        cell = Sheet(book[UPDATES])["1.2", "Update"]
        cell.value, cell.data_type = text, "s"

    take_in(ws, fill_in(send(ws, plan, tmp_path / "out"), write))
    (update,) = ws.records("updates", {"item": plan.items[1], "quarter": "2010-Q2"})
    assert update["narrative"] == text
    sent = send(ws, plan, tmp_path / "again")
    cell = Sheet(load_workbook(sent)[UPDATES])["1.2", "Update"]
    assert (cell.value, cell.data_type) == (text, "s")
    preview = preview_returns(ws, [fill_in(sent, lambda book: None, "back.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


def test_a_percentage_below_one_that_was_sent_is_not_asked_about(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    (measured,) = ws.records("measurements", {"indicator": plan.percent, "quarter": "2010-Q2"})
    ws.apply([Update("measurements", measured["id"], {"value": 0.5})], "typed")
    sent = send(ws, plan, tmp_path / "out")
    preview = preview_returns(ws, [fill_in(sent, lambda book: None, "back.xlsx")])
    assert {found.outcome for found in preview.findings} == {"unchanged"}


def test_some_rows_alone_without_headings_and_ids(ws: Workspace, form: Path) -> None:
    """Rows copied with what is seen of them into a new workbook."""
    source = load_workbook(form)[UPDATES]
    book = Workbook()
    for row in range(4, 8):
        seen = [cell.value for cell in source[row] if cell.column != 2]
        book.active.append(seen)
        book.active.cell(row - 3, 8).value = f"Words of row {row}"
    path = form.with_name("rows.xlsx")
    book.save(path)
    changed = of(preview_returns(ws, [path]), "changed")
    assert {found.returned for found in changed} == {f"Words of row {row}" for row in range(4, 8)}
    assert {found.field for found in changed} == {"narrative"}


def test_ratings_said_again_beside_codes_alone_are_not_taken_for_last_quarters(
    ws: Workspace, form: Path
) -> None:
    source = load_workbook(form)[UPDATES]
    book = Workbook()
    for row, rating in ((4, "Amber"), (5, "Red"), (6, "Green")):
        book.active.append([source.cell(row, 1).value, f"Words of row {row}", rating])
    path = form.with_name("codes.xlsx")
    book.save(path)
    asked = of(preview_returns(ws, [path]), "ask")
    assert [found.returned for found in asked] == [
        "Words of row 4", "Amber", "Words of row 5", "Red", "Words of row 6", "Green",
    ]  # fmt: skip


@pytest.mark.parametrize("move", [code_column_last, update_first])
def test_no_answer_goes_into_another_column_where_headings_are_gone_and_columns_moved(
    ws: Workspace, form: Path, move: Callable[[Workbook], None]
) -> None:
    said = {"Update": "Sixty now.", "RAG": "Amber", "Outcome RAG": "Green", "New due date": "31/12/2010"}

    def edit(book: Workbook) -> None:
        no_headings(book)
        move(book)

    filled = answer(form, {(UPDATES, "1.1", heading): words for heading, words in said.items()})
    preview = preview_returns(ws, [fill_in(filled, edit)])
    keys = {"narrative": "Update", "rag": "RAG", "outcome_rag": "Outcome RAG", "new_due_on": "New due date"}
    for found in of(preview, "changed"):
        assert said[keys[found.key]] == found.returned
    assert {*said.values()} <= {found.returned for found in preview.findings}


@pytest.mark.parametrize("between", [": ", " \u2013 ", "  "])
def test_lines_of_an_email_that_begin_with_a_row_code_are_asked_about(
    ws: Workspace, form: Path, between: str
) -> None:
    codes = [load_workbook(form)[UPDATES].cell(row, 1).value for row in (5, 6)]
    path = form.with_name("pasted.xlsx")
    lines = [["Dear all,"], *([f"{code}{between}Said of {code}"] for code in codes)]
    assert write_pasted_rows(lines, [], path)
    asked = of(preview_returns(ws, [path]), "ask")
    assert [(found.code, found.key, found.returned) for found in asked] == [
        ("", "", "Dear all,"),
        *((code, "narrative", f"Said of {code}") for code in codes),
    ]


def test_rows_pasted_without_the_hidden_column_get_their_headings(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    forms = newest_forms(ws, [returned["id"] for returned in ws.records("returns", {"plan": plan.plan})])
    issued = next(sheet for one in forms.values() for sheet, _ in one.rows())
    row = [words for at, words in enumerate(issued.headers) if at != 1]
    path = form.with_name("pasted.xlsx")
    lines = [[issued.rows[0].code, *("" for _ in row[1:])]]
    assert write_pasted_rows(lines, forms.values(), path)
    assert [cell.value for cell in load_workbook(path).worksheets[0][1]] == row


def scribbled(form: Path, edit: Callable[[Workbook, Sheet], None], name: str = "") -> Path:
    """The form with something done to its book and its sheet of updates."""
    return fill_in(form, lambda book: edit(book, Sheet(book[UPDATES])), name)


def conserved(preview: ReturnsPreview) -> dict[str, int]:
    counted = preview.files[0].as_json()["conservation"]
    assert counted["filled"] == sum(counted[fate] for fate in ("applied", "unchanged", "asked", "outside"))
    return counted


def set_all_aside(ws: Workspace, plan: ReportingPlan) -> None:
    for question in open_questions(ws, plan.plan, Q2):
        settle(ws, question.file_id, question.index, "ours")


def test_every_filled_cell_and_every_word_outside_is_counted_once(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"] = "Twelve lamps lit."
        sheet["1.2", "Update"].comment = Comment("Ask the head first", "me")
        sheet["1.3", "RAG"] = "Purple"
        sheet["1.4", "RAG"].fill = PatternFill("solid", fgColor="FF0000")
        sheet["1.1", "RAG"].font = Font(strike=True)
        sheet.worksheet["A30"], sheet.worksheet["C31"] = "NB: to be confirmed", "9.9"
        book["New items"]["C4"], book["New items"]["D4"] = "Action", "Visit schools"
        book.create_sheet("Ours")["B2"] = "Everything is here"

    sent = conserved(preview_returns(ws, [fill_in(form, lambda book: None, "sent.xlsx")]))
    assert sent["filled"] == sent["unchanged"]
    counted = conserved(preview_returns(ws, [scribbled(form, edit)]))
    assert counted == {
        "filled": sent["filled"] + 9,
        "applied": 1,
        "unchanged": sent["unchanged"] - 1,
        "asked": 3,
        "outside": 6,
    }


def test_answers_in_notes_need_a_key_each(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def edit(book: Workbook, sheet: Sheet) -> None:
        for number in (2, 3, 4):
            sheet[f"1.{number}", "Update"].comment = Comment(f"Note {number}", "them")

    preview = take_in(ws, scribbled(form, edit))
    assert preview.needs_person and not of(preview, "changed")
    assert ws.records("returns")[0]["state"] == "received"
    questions = open_questions(ws, plan.plan, Q2)
    assert [question.finding.ref for question in questions] == ["1.2", "1.3", "1.4"]
    for question in questions[:2]:
        settle(ws, question.file_id, question.index, "theirs")
    assert update_of(ws, plan.items[1])["narrative"] == "Note 2"
    assert ws.records("returns")[0]["state"] == "received"
    settle(ws, questions[2].file_id, questions[2].index, "ours")
    assert ws.records("returns")[0]["state"] == "applied"
    (kept,) = ws.records("return_files", {"direction": "received"})
    fates = {finding.returned: (finding.done, finding.decision) for finding in kept_findings(kept)}
    assert fates["Note 3"] == ("applied", "theirs") and fates["Note 4"] == ("settled", "ours")


def test_words_put_into_a_cell_are_added_to_its_answer(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def edit(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"] = "Twelve lamps lit."
        sheet["1.2", "Update"].comment = Comment("Two to come.", "them")
        book["Start here"]["A15"] = "1.2 is late because of the frost"

    preview = preview_returns(ws, [scribbled(form, edit)])
    for finding in of(preview, "ask"):
        assert (finding.ref, finding.field, finding.takeable) == ("1.2", "narrative", True)
        finding.decision = "theirs"
    apply_returns(ws, preview)
    words = "Twelve lamps lit.\nTwo to come.\n1.2 is late because of the frost"
    assert update_of(ws, plan.items[1])["narrative"] == words
    # A later version says all of it again: nothing is asked twice, and nothing of it is taken back.
    again = take_in(ws, fill_in(form, lambda book: None, "again.xlsx"))
    assert {finding.outcome for finding in again.findings} == {"unchanged"}
    assert update_of(ws, plan.items[1])["narrative"] == words


def test_a_later_version_leaves_words_outside_the_form_open(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def note(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"].comment = Comment("Ask the head first", "them")

    def answered(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"].comment = None
        sheet["1.2", "Update"] = "Twelve lamps lit."

    take_in(ws, scribbled(form, note, "first.xlsx"))
    take_in(ws, scribbled(form, answered, "second.xlsx"))
    assert update_of(ws, plan.items[1])["narrative"] == "Twelve lamps lit."
    (question,) = open_questions(ws, plan.plan, Q2)
    assert question.finding.returned == "Ask the head first"
    assert ws.records("returns")[0]["state"] == "received"


def test_one_answer_merged_over_rows_is_asked_and_put_into_each(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def merge(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"] = "One answer for three"
        column, row = sheet.column("Update"), sheet.row("1.2")
        sheet.worksheet.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column)

    preview = take_in(ws, scribbled(form, merge))
    (asked,) = of(preview, "ask")
    assert "1.2, 1.3 and 1.4" in asked.message and not of(preview, "changed")
    assert conserved(preview)["asked"] == 1
    (question,) = open_questions(ws, plan.plan, Q2)
    settle(ws, question.file_id, question.index, "theirs")
    for item in plan.items[1:4]:
        assert update_of(ws, item)["narrative"] == "One answer for three"


def test_a_colour_without_a_word_is_asked_about(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def paint(book: Workbook, sheet: Sheet) -> None:
        for ref, colour in (("1.2", "FFFF0000"), ("1.3", "FFC6EFCE"), ("1.4", "FFFFFFFF")):
            sheet[ref, "RAG"].fill = PatternFill("solid", fgColor=colour)

    preview = take_in(ws, scribbled(form, paint))
    asked = {finding.ref: (finding.value, finding.outside) for finding in of(preview, "ask")}
    assert asked == {"1.2": ("red", "colour"), "1.3": ("green", "colour")}
    for question in open_questions(ws, plan.plan, Q2):
        settle(ws, question.file_id, question.index, "theirs")
    assert update_of(ws, plan.items[1])["rag"] == "red"


def test_a_title_crossed_out_is_asked_about_once(ws: Workspace, form: Path) -> None:
    def strike(book: Workbook, sheet: Sheet) -> None:
        for heading in ("Ref", "What is to be done", "Due"):
            sheet["1.2", heading].font = Font(strike=True)

    (asked,) = of(take_in(ws, scribbled(form, strike)), "ask")
    assert (asked.outside, asked.ref, asked.returned) == ("struck", "1.2", TITLES[1])


def test_words_over_codes_and_in_locked_columns_of_new_rows_are_kept(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook, sheet: Sheet) -> None:
        worksheet = sheet.worksheet
        worksheet.cell(sheet.row("1.3"), 1).value = "we are not doing this"
        worksheet.cell(sheet.row("1.4"), 2).value = "over the id"
        for heading, words in (
            ("Priority", "Burglary"), ("What is to be done", "Something new"), ("Update", "Begun"),
        ):  # fmt: skip
            worksheet.cell(30, sheet.column(heading)).value = words

    preview = take_in(ws, scribbled(form, edit))
    assert not preview.files[0].held_sheets
    outside = {finding.returned: finding.ref for finding in of(preview, "ask")}
    assert outside == {"we are not doing this": "1.3", "over the id": "1.4"}
    (proposed,) = of(preview, "proposed row")
    assert (proposed.title, proposed.proposal["detail"]) == (
        "Something new",
        "Priority: Burglary\nUpdate: Begun",
    )
    assert conserved(preview)["asked"] == 3


def test_rows_of_a_sheet_of_their_own_are_known_by_what_they_name(ws: Workspace, form: Path) -> None:
    def add(book: Workbook, sheet: Sheet) -> None:
        own = book.create_sheet("Our answers")
        own.append(["1.2", "Twelve lamps lit"])
        own.append([TITLES[3], "All of them trained"])
        own.append(["", "Nothing else to say"])

    asked = {finding.returned: finding.ref for finding in of(take_in(ws, scribbled(form, add)), "ask")}
    assert asked["Twelve lamps lit"] == "1.2" and asked["All of them trained"] == "1.4"
    assert asked["Nothing else to say"] == ""


def test_a_return_with_nothing_in_it_came_back_empty(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def empty(book: Workbook) -> None:
        for worksheet in book.worksheets:
            for row in worksheet.iter_rows():
                for cell in row:
                    if cell.protection.locked is False:
                        cell.value = None

    preview = take_in(ws, fill_in(form, empty))
    assert preview.files[0].empty and "came back empty" in preview.files[0].message
    set_all_aside(ws, plan)
    assert ws.records("returns")[0]["state"] == "received"
    take_in(ws, answer(form, {(UPDATES, "1.2", "Update"): "Lit."}, "second.xlsx"))
    set_all_aside(ws, plan)
    assert ws.records("returns")[0]["state"] == "applied"


def test_text_boxes_and_conversations_are_asked_about(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    sheet = Sheet(load_workbook(form)[UPDATES])
    add_text_box(form, 2, sheet.row("1.3"), sheet.column("Update"), "All of it\nis in this box")
    add_text_box(form, 1, 20, 1, "Please ring me")
    add_conversation(form, 2, sheet["1.4", "RAG"].coordinate, "Is it red?", "It is red.")
    preview = take_in(ws, form)
    asked = {(finding.outside, finding.ref): finding.returned for finding in of(preview, "ask")}
    assert asked == {
        ("shape", "1.3"): "All of it\nis in this box",
        ("shape", ""): "Please ring me",
        ("note", "1.4"): "Is it red?\nIt is red.",
    }
    assert conserved(preview)["outside"] == 3
    set_all_aside(ws, plan)


def test_an_address_behind_the_words_of_a_cell_is_asked_about(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def link(book: Workbook, sheet: Sheet) -> None:
        for ref, words, address in (
            ("1.2", "See our page", "https://example.org/lamps"),
            ("1.3", "www.example.org/doors", "http://www.example.org/doors"),
            ("1.4", "Ring sgt@example.org", "mailto:sgt@example.org"),
        ):
            sheet[ref, "Update"] = words
            sheet[ref, "Update"].hyperlink = address

    preview = take_in(ws, scribbled(form, link))
    (asked,) = of(preview, "ask")
    assert (asked.outside, asked.ref, asked.returned) == ("link", "1.2", "https://example.org/lamps")
    assert len(of(preview, "changed")) == 3
    (question,) = open_questions(ws, plan.plan, Q2)
    settle(ws, question.file_id, question.index, "theirs")
    assert update_of(ws, plan.items[1])["narrative"] == "See our page\nhttps://example.org/lamps"


@pytest.mark.parametrize("typed", [0.85, 7])
def test_a_number_where_the_day_is_signed_does_not_stop_the_rest(
    ws: Workspace, plan: ReportingPlan, form: Path, typed: float
) -> None:
    """The cell shows dates: of any number it makes a day about 1900."""

    def edit(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"] = "Twelve lamps lit."
        next(cell for cell in book["Start here"]["A"] if cell.value == "Date").offset(0, 1).value = typed

    preview = take_in(ws, scribbled(form, edit))
    (asked,) = of(preview, "ask")
    assert "the day it was taken in is recorded instead" in asked.message
    assert update_of(ws, plan.items[1])["narrative"] == "Twelve lamps lit."


def test_what_is_no_day_in_the_signature_stays_a_question_until_it_is_signed_again(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def signed(day: object) -> Callable[[Workbook, Sheet], None]:
        def edit(book: Workbook, sheet: Sheet) -> None:
            sheet["1.2", "Update"] = "Twelve lamps lit."
            next(cell for cell in book["Start here"]["A"] if cell.value == "Date").offset(0, 1).value = day

        return edit

    take_in(ws, scribbled(form, signed("today")))
    assert [question.finding.returned for question in open_questions(ws, plan.plan)] == ["today"]
    assert ws.records("returns")[0]["state"] == "received"
    take_in(ws, scribbled(form, signed("4/10/2010"), "signed.xlsx"))
    assert not open_questions(ws, plan.plan)
    assert ws.records("returns")[0]["state"] == "applied"


@pytest.mark.parametrize("day", ["4 October", "Mon 4th Oct", "4/10", "4/10/2010 10:30", "30.9"])
def test_a_day_signed_without_its_year_or_with_a_time_asks_nothing(
    ws: Workspace, form: Path, day: str
) -> None:
    def edit(book: Workbook, sheet: Sheet) -> None:
        sheet["1.2", "Update"] = "Twelve lamps lit."
        next(cell for cell in book["Start here"]["A"] if cell.value == "Date").offset(0, 1).value = day

    take_in(ws, scribbled(form, edit))
    assert ws.records("returns")[0]["state"] == "applied"


WITH_WORDS = {
    (UPDATES, "1.1", "RAG"): "Green (one victim withdrew)",
    ("Indicators", "NI 17", "Actual"): "56.4 (Hockley not in)",
    ("Mitigations", "R1", "Status"): "In progress (not by the council)",
    ("Funding", "Property marking kits", "Committed"): "500 (if funded)",
}


def test_words_beside_a_value_that_stood_there_already_are_asked_about(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    take_in(ws, answer(form, WITH_WORDS, "worded.xlsx"))
    open_now = open_questions(ws, plan.plan, Q2)
    assert sorted(one.finding.returned for one in open_now) == sorted(WITH_WORDS.values())
    assert ws.records("returns")[0]["state"] == "received"


def test_a_value_as_it_was_sent_asks_nothing_however_it_is_written(ws: Workspace, form: Path) -> None:
    same = {
        (UPDATES, "1.1", "RAG"): "GREEN ",
        ("Indicators", "NI 17", "Actual"): "56.40%",
        ("Mitigations", "R1", "Status"): "Underway",
        ("Funding", "Property marking kits", "Committed"): "£500.00",
    }
    preview = preview_returns(ws, [answer(form, same)])
    assert set(preview.counts) == {"unchanged"}


def test_words_beside_a_value_of_the_version_before_are_asked_about_until_settled(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    first = answer(form, {(UPDATES, "1.2", "RAG"): "Amber", (UPDATES, "1.2", "New due date"): "31/03/2011"})
    take_in(ws, first)
    worded = {
        (UPDATES, "1.2", "RAG"): "Amber (one lamp out)",
        (UPDATES, "1.2", "New due date"): "31/03/2011 (if funded)",
    }
    take_in(ws, answer(form, worded, "second.xlsx"))
    open_now = open_questions(ws, plan.plan, Q2)
    assert [one.finding.returned for one in open_now] == ["Amber (one lamp out)", "31/03/2011 (if funded)"]
    for one in open_now:
        settle(ws, one.file_id, one.index, "ours" if one.finding.field == "rag" else "theirs")
    again = answer(form, {**worded, (UPDATES, "1.3", "Update"): "All visited."}, "third.xlsx")
    assert of(preview_returns(ws, [again]), "ask", "clash", "rejected") == []


@pytest.mark.parametrize(
    "word", ["clear", "CLEAR", "(clear)", "[cleared]", "{clear}", "Delete", "please clear this"]
)
def test_the_word_that_empties_a_cell_is_asked_about_without_its_brackets(
    ws: Workspace, plan: ReportingPlan, form: Path, word: str
) -> None:
    asked = {
        (UPDATES, "1.1", "Update"): word,
        (UPDATES, "1.1", "RAG"): word,
        ("Indicators", "NI 17", "Actual"): word,
        ("Mitigations", "R1", "Status"): word,
        ("Mitigations", "R1", "Progress"): word,
    }
    take_in(ws, answer(form, asked))
    assert update_of(ws, plan.items[0])["narrative"] == "Sixty by August."
    open_now = {(one.finding.sheet, one.finding.key): one for one in open_questions(ws, plan.plan, Q2)}
    assert len(open_now) == 5
    status = open_now.pop(("Mitigations", "status")).finding
    assert (status.outcome, status.takeable) == ("rejected", False)
    assert all(one.finding.outcome == "ask" and "[clear]" in one.finding.message for one in open_now.values())
    emptied = open_now[UPDATES, "narrative"]
    settle(ws, emptied.file_id, emptied.index, "theirs")
    assert update_of(ws, plan.items[0])["narrative"] is None


def test_the_word_that_empties_a_cell_is_asked_about_where_nothing_stands(ws: Workspace, form: Path) -> None:
    words = {(UPDATES, "1.2", "Update"): "(clear)", (UPDATES, "1.2", "RAG"): "clear"}
    preview = preview_returns(ws, [answer(form, words)])
    (asked,), (rejected,) = of(preview, "ask"), of(preview, "rejected")
    assert (asked.value, asked.takeable, rejected.returned) == ("(clear)", True, "clear")


@pytest.mark.parametrize("words", ["All clear.", "Cleared by the council.", "Deleted", "Removed."])
def test_words_that_speak_of_clearing_are_an_answer(ws: Workspace, form: Path, words: str) -> None:
    preview = preview_returns(ws, [answer(form, {(UPDATES, "1.1", "Update"): words})])
    assert [found.value for found in of(preview, "changed")] == [words.strip()]
    assert not preview.needs_person


def test_headings_that_stand_there_again_ask_nothing(ws: Workspace, form: Path) -> None:
    def again(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.2", "Update"], sheet["1.4", "Update"] = "Twelve lamps lit.", "All trained."
        row = sheet.row("1.3")
        sheet.worksheet.insert_rows(row)
        for column in range(1, sheet.worksheet.max_column + 1):
            sheet.worksheet.cell(row, column).value = sheet.worksheet.cell(3, column).value

    preview = preview_returns(ws, [fill_in(form, again)])
    assert [found.returned for found in of(preview, "changed")] == ["Twelve lamps lit.", "All trained."]
    assert not preview.needs_person


def test_a_row_code_written_below_asks_only_about_the_words_beside_it(ws: Workspace, form: Path) -> None:
    def below(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        last = sheet.worksheet.max_row + 1
        sheet.worksheet.cell(last, 1).value = sheet["1.2", "Row code"].value
        sheet.worksheet.cell(last, 2).value = "Twelve lamps lit."
        # With a value that was sent it is the same row once more: nothing differs.
        sheet.worksheet.cell(last + 1, 1).value = sheet["1.1", "Row code"].value

    preview = preview_returns(ws, [fill_in(form, below)])
    assert [(found.outcome, found.returned, found.ref) for found in preview.findings if found.question] == [
        ("ask", "Twelve lamps lit.", "1.2")
    ]


def test_a_sheet_without_codes_and_ids_asks_only_about_what_was_filled_in(ws: Workspace, form: Path) -> None:
    def cut(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.2", "Update"], sheet["1.2", "RAG"] = "Twelve lamps lit.", "Amber"
        for heading in ("Update", "RAG"):
            sheet["1.1", heading] = None
        sheet.worksheet.delete_cols(1, 2)

    preview = preview_returns(ws, [fill_in(form, cut)])
    asked = [found.returned for found in preview.findings if found.question]
    assert asked == ["Twelve lamps lit.", "Amber"]
    (file,) = preview.files
    preview.pair_by_title(ws, file, UPDATES)
    assert [found.returned for found in of(preview, "changed")] == ["Twelve lamps lit.", "Amber"]


def test_a_rating_under_update_is_asked_about_where_the_rating_holds_words(ws: Workspace, form: Path) -> None:
    swapped = {
        (UPDATES, "1.2", "Update"): "Amber",
        (UPDATES, "1.2", "RAG"): "Twelve lamps were lit in August.",
        ("Mitigations", "R1", "Progress"): "Complete",
        ("Mitigations", "R1", "Status"): "Trained a second analyst",
        # A short update beside a rating, and one without, are answers.
        (UPDATES, "1.3", "Update"): "Complete",
        (UPDATES, "1.3", "RAG"): "Green",
        (UPDATES, "1.4", "Update"): "On track",
        (UPDATES, "1.5", "Update"): "Red lights fitted",
        (UPDATES, "1.5", "RAG"): "Purple",
    }
    preview = preview_returns(ws, [answer(form, swapped)])
    asked = {(found.ref, found.field): found for found in preview.findings if found.question}
    assert asked.keys() == {
        ("1.2", "narrative"), ("1.2", "rag"), ("R1", "progress"), ("R1", "status"), ("1.5", "rag"),
    }  # fmt: skip
    assert "were the two swapped?" in asked["1.2", "narrative"].message
    assert [found.returned for found in of(preview, "changed")] == [
        "Complete", "Green", "On track", "Red lights fitted",
    ]  # fmt: skip


def test_a_number_whose_cell_shows_more_than_its_digits_is_asked_about(ws: Workspace, form: Path) -> None:
    shown = {
        ("Funding", "Property marking kits", "Spent this quarter"): (2, '0"k"'),
        ("Funding", "Property marking kits", "Committed"): (500, "#,##0.00"),
        ("Indicators", "NI 16", "Actual"): (523, '0"*"'),
        ("Indicators", "NI 17", "Actual"): (58, "000.0"),
    }

    def write(book: Workbook) -> None:
        for (name, ref, heading), (value, number_format) in shown.items():
            cell = Sheet(book[name])[ref, heading]
            cell.value, cell.number_format = value, number_format

    preview = preview_returns(ws, [fill_in(form, write)])
    assert {(found.returned, found.value) for found in of(preview, "ask")} == {("523", 523), ("2", 200_000)}
    assert all("shows “" in found.message for found in of(preview, "ask"))
    assert [found.value for found in of(preview, "changed")] == [58]


def test_a_number_shown_with_its_unit_is_taken_and_one_that_shows_another_is_asked_about(
    ws: Workspace, form: Path
) -> None:
    formatted = [
        ("Funding", "Property marking kits", "Spent this quarter", 2, '"£"0"k"'),
        ("Funding", "Property marking kits", "Committed", 2, '[$£-809]#,##0"000"'),
        ("Indicators", "NI 16", "Actual", 523, '#,##0" offences"'),
        ("Indicators", "NI 17", "Actual", 58, '0.0"%"'),
        ("Funding", "Property marking kits", "Forecast to year end", 12, '"GBP" #,##0.00'),
    ]

    def write(book: Workbook) -> None:
        for name, ref, heading, value, number_format in formatted:
            cell = Sheet(book[name])[ref, heading]
            cell.value, cell.number_format = value, number_format

    preview = preview_returns(ws, [fill_in(form, write)])
    assert [(found.field, found.returned, found.value) for found in of(preview, "ask")] == [
        ("amount", "2", 200_000), ("amount", "2", 200_000),
    ]  # fmt: skip
    assert [found.value for found in of(preview, "changed")] == [523, 58, 1_200]


@pytest.mark.parametrize(
    "word", ["Clear", *(pytest.param(word, marks=pytest.mark.slow) for word in ("Delete", "clear."))]
)
def test_the_bare_word_that_empties_a_cell_is_the_answer_where_nothing_ever_stood(
    ws: Workspace, plan: ReportingPlan, form: Path, word: str
) -> None:
    words = {(UPDATES, "1.2", "Update"): word}
    take_in(ws, answer(form, words))
    assert update_of(ws, plan.items[1])["narrative"] == word
    assert open_questions(ws, plan.plan, Q2) == []
    again = preview_returns(
        ws, [answer(form, {**words, (UPDATES, "1.3", "Update"): "All visited."}, "second.xlsx")]
    )
    assert of(again, "ask", "rejected", "clash") == []
    other = preview_returns(ws, [answer(form, {(UPDATES, "1.2", "Update"): "Remove"}, "third.xlsx")])
    assert [found.returned for found in of(other, "ask")] == ["Remove"]
