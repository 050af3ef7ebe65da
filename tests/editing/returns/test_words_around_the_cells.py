"""Words that came with a return and stand in no cell: in charts, tick boxes, documents laid over it, and its email."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from over_cells import add_document, add_picture, add_tick_box
from returning_partner import ReportingPlan, answer, fill_in, of, take_in

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.settling import settle
from csp_desktop.editing.workspace import Workspace

UPDATES = "Action updates"
SAYS_MORE = "Return attached.\nNB 1.3 should be Amber, I could not change it."


def only_question(ws: Workspace, path: Path) -> ReturnFinding:
    preview = take_in(ws, path)
    assert ws.records("returns")[0]["state"] == "received"
    (found,) = of(preview, "ask")
    return found


def emailed(workbook: Path, body: str, page: str = "", subject: str = "RE: Return") -> Path:
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(body)
    if page:
        message.clear_content()
        message.set_content(page, subtype="html")
    message.add_attachment(workbook.read_bytes(), maintype="application", subtype="x", filename="Back.xlsx")
    path = workbook.with_name("reply.eml")
    path.write_bytes(bytes(message))
    return path


@pytest.mark.parametrize(
    ("ticked", "told"), [(True, "☑ Complete, closed by me"), (False, "☐ Complete, closed by me")]
)
def test_a_tick_box_with_words_is_asked_about(ws: Workspace, form: Path, ticked: bool, told: str) -> None:
    filled = answer(form, {(UPDATES, "1.2", "Update"): "Lamps lit."})
    add_tick_box(filled, 2, 5, 10, "Complete, closed by me", ticked=ticked)
    found = only_question(ws, filled)
    assert (found.returned, found.ref, found.outside) == (told, "1.2", "shape")


def test_a_document_laid_over_the_cells_is_asked_about_until_set_aside(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    filled = answer(form, {(UPDATES, "1.2", "Update"): "See the report."})
    add_document(filled, 2, 5, 9, "Word.Document.12")
    found = only_question(ws, filled)
    assert (found.returned, found.cell, found.key) == ("Word document", "I5", "")
    assert "open the workbook" in found.message
    (question,) = open_questions(ws, plan.plan)
    settle(ws, question.file_id, question.index, "ours")
    assert ws.records("returns")[0]["state"] == "applied"


def test_a_picture_laid_over_the_cells_is_asked_about(ws: Workspace, form: Path) -> None:
    filled = answer(form, {(UPDATES, "1.2", "Update"): "See the picture."})
    add_picture(filled, 2, 5, 9)
    found = only_question(ws, filled)
    assert (found.returned, found.cell, found.outside, found.key) == ("picture", "I5", "embedded", "")
    assert found.message == (
        "The picture that lies over the cells cannot be read here: open the workbook to see it; is anything in it to be "
        "entered?"
    )


def test_the_title_of_a_chart_is_asked_about(ws: Workspace, form: Path) -> None:
    def draw(book: Workbook) -> None:
        chart = BarChart()
        chart.title = "Up because of a new recording rule"
        chart.add_data(Reference(book["Indicators"], min_col=10, min_row=4, max_row=5))
        book["Indicators"].add_chart(chart, "N4")

    filled = fill_in(answer(form, {("Indicators", "NI 16", "Actual"): 301}), draw)
    found = only_question(ws, filled)
    assert (found.returned, found.key) == ("Up because of a new recording rule", "note")


@pytest.mark.parametrize("title", ["Actual", "Chart Title"])
def test_the_title_of_a_chart_that_says_what_the_form_says_asks_nothing(
    ws: Workspace, form: Path, title: str
) -> None:
    def draw(book: Workbook) -> None:
        chart = BarChart()
        chart.title = title
        chart.add_data(Reference(book["Indicators"], min_col=10, min_row=4, max_row=5))
        book["Indicators"].add_chart(chart, "N4")

    filled = fill_in(answer(form, {("Indicators", "NI 16", "Actual"): 301}), draw)
    preview = preview_returns(ws, [filled])
    assert of(preview, "changed") and not of(preview, "ask")


@pytest.mark.parametrize(
    ("body", "page", "told"),
    [
        (f"Hi Jo,\n\n{SAYS_MORE}\n\nKind regards\nSgt Lamp\nTel 1.3", "", SAYS_MORE),
        ("", f"<html><head><style>p {{}}</style></head><p>Hi Jo,</p><p>{SAYS_MORE}</p></html>", SAYS_MORE),
    ],
)
def test_what_an_email_says_beside_its_workbook_is_asked_about(
    ws: Workspace, form: Path, body: str, page: str, told: str
) -> None:
    found = only_question(ws, emailed(answer(form, {(UPDATES, "1.2", "Update"): "Lit."}), body, page))
    assert " ".join(told.split()) in " ".join(found.returned.split())
    assert "Lamp" not in found.returned
    assert (found.outside, found.ref, found.key) == ("email", "1.3", "narrative")


@pytest.mark.parametrize("letters", ["us-ascii", "x-unknown"])
def test_the_words_of_an_email_are_read_in_whatever_letters(ws: Workspace, form: Path, letters: str) -> None:
    path = emailed(answer(form, {(UPDATES, "1.2", "Update"): "Lit."}), SAYS_MORE)
    path.write_bytes(path.read_bytes().replace(b'charset="utf-8"', f'charset="{letters}"'.encode(), 1))
    assert letters.encode() in path.read_bytes()
    assert only_question(ws, path).ref == "1.3"


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("OFFICIAL\n\nHi Jo\n\nPlease find attached.\n1.3 leaves out arson.\nAl", ""),
        ("This email and any files in it are confidential.\nHi Jo\nForm attached. 1.3 leaves out arson.", ""),
        ("Thanks Jo. 1.3 leaves out arson.\n\nRegards\nAl", ""),
        ("Thanks for sending this through.\nOf 1.3: the burglaries are up on last year.\nAl", ""),
        ("Hi Jo\nForm attached - the figures of 1.3 are provisional until 12 January.\nAl", ""),
        ("All actions are on track, 1.3 as well.\nAl", ""),
        ("Form attached.\nKind regards\nAl\nSergeant\n\nPS The lamps of 1.3 are\nlit.\n\nTel 101", ""),
        (
            "FYI\n\nFrom: Al <al@example.org>\nSent: Monday\nTo: Jo\n\nHi Jo, 1.3 leaves out arson.\nAl",
            "FW: Return",
        ),
        ("Form attached.", "Police return - NB 1.3 is now red"),
    ],
)
def test_what_an_email_says_is_asked_about_whatever_stands_over_it(
    ws: Workspace, form: Path, body: str, subject: str
) -> None:
    path = emailed(answer(form, {(UPDATES, "1.2", "Update"): "Lit."}), body, subject=subject or "RE: Return")
    assert only_question(ws, path).ref == "1.3"


@pytest.mark.parametrize(
    "body",
    [
        "Return attached.",
        "Hi Jo,\n\nPlease find attached our Q2 return as requested.\n\nKind regards,\n\nSgt Lamp\n01702 1.3",
        "Dear Jo\nHope you are well. Here is the completed form for Police.\nAny questions let me know.\nThanks\nAl",
        "Attached\n\nFrom: Jo <csp@example.org>\nSent: Monday\nPlease say of 1.3 whether it is Amber.",
        "Jo - attached.\n> 1.3 is still red, could you look?\n",
        "Hi Jo\n\nSorry this is late! Here you go.\n\nAl\n\nAl Lamp | Community Safety Officer | Tel: 101",
        "Hi Jo,\nHope you are well. Please find attached. If you have any queries please do not hesitate to contact me."
        "\nKR\nAl",
        "CAUTION: This email came from outside the council. Do not click links unless you know the sender.\n\nHi Jo,"
        "\nForm attached.\n\nPC 1234 Al Lamp\nNeighbourhood Policing Team\nTel: 01702 123456\nal@example.org",
        "Many thanks for the reminder.\nReturn attached.\nBest,\nAl\nChair of the Board",
        "Return attached.\n\nOn Mon, 10 January 2011 at 10:12, Jo Lamp - Community Safety <jo.lamp@example.org>\nwrote:\n\n"
        "> Is 1.3 still red?",
        "",
    ],
)
def test_a_covering_note_asks_nothing(ws: Workspace, form: Path, body: str) -> None:
    preview = preview_returns(ws, [emailed(answer(form, {(UPDATES, "1.2", "Update"): "Lit."}), body)])
    assert not of(preview, "ask")
    assert of(preview, "changed")


@pytest.mark.parametrize("subject", ["Police return Q2, v2.1 FINAL", "RE: Return - is 1.3 still red?"])
def test_a_subject_that_only_names_the_return_asks_nothing(ws: Workspace, form: Path, subject: str) -> None:
    filled = answer(form, {(UPDATES, "1.2", "Update"): "Lit."})
    preview = preview_returns(ws, [emailed(filled, "Form attached.", subject=subject)])
    assert of(preview, "changed") and not of(preview, "ask")


def test_what_is_printed_at_the_head_or_foot_of_pages_is_asked_about_once(ws: Workspace, form: Path) -> None:
    def head(book: Workbook) -> None:
        for title in (UPDATES, "Risks"):
            book[title].oddHeader.center.text = "DRAFT: R&&D to check 1.3 first"
            book[title].oddHeader.right.text = "OFFICIAL-SENSITIVE"
            book[title].evenFooter.left.text = "Page &P of &N, &D"

    found = only_question(ws, fill_in(answer(form, {(UPDATES, "1.2", "Update"): "Lit."}), head))
    assert (found.returned, found.outside) == ("DRAFT: R&D to check 1.3 first", "page")
    assert (found.ref, found.key) == ("1.3", "narrative")
