"""Returns that come as something else than the workbook: taken where nothing is lost, else named with what to ask for."""

from __future__ import annotations

import csv
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook
from returning_partner import ReportingPlan, Sheet, answer, of, send, take_in

from csp_desktop.editing.returns.coming_in import compare_returns, preview_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead, WorkbookRead
from csp_desktop.excel.opening.safe_reading import FileRead, read_workbook
from csp_desktop.excel.opening.wrapped_files import read_returned

UPDATES = "Action updates"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture
def form(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    return answer(send(ws, plan, tmp_path / "out"), {(UPDATES, "1.2", "Update"): "Twelve lamps lit."})


def as_text(form: Path, sheet: str, path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [cell.value or "" for cell in row] for row in load_workbook(form)[sheet].iter_rows()
        )
    return path


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.txt"])
def test_one_sheet_as_text_is_offered_and_the_workbook_asked_for(
    ws: Workspace, form: Path, tmp_path: Path, name: str
) -> None:
    preview = take_in(ws, as_text(form, UPDATES, tmp_path / name))
    assert "one sheet of the return, “Action updates”" in preview.files[0].message
    assert "Ask the sender for the Excel workbook" in preview.files[0].message
    assert [finding.returned for finding in of(preview, "changed")] == ["Twelve lamps lit."]
    assert preview.needs_person


def test_a_first_sheet_as_text_does_not_close_its_return(ws: Workspace, form: Path, tmp_path: Path) -> None:
    preview = take_in(ws, as_text(form, "Start here", tmp_path / "start.csv"))
    assert preview.files[0].status == "recognised" and "“Start here”" in preview.files[0].message
    assert ws.records("returns")[0]["state"] == "received"


def test_the_hidden_sheet_as_text_asks_nothing_but_for_the_workbook(
    ws: Workspace, form: Path, tmp_path: Path
) -> None:
    hidden = as_text(form, "_meta", tmp_path / "meta.csv")
    (file,) = preview_returns(ws, [hidden]).files
    assert file.status == "refused" and not file.findings
    assert "“meta.csv” is the hidden part of the Q2 return of Police" in file.message
    assert "ask the sender for the Excel workbook itself" in file.message
    take_in(ws, hidden)
    assert ws.records("returns")[0]["state"] == "prepared"
    # What somebody wrote on it is asked about, and nothing beside.
    with hidden.open("a", encoding="utf-8") as file_of_text:
        file_of_text.write("Lamps are lit,,,\n")
    preview = preview_returns(ws, [hidden])
    assert [found.returned for found in preview.findings if found.question] == ["Lamps are lit"]
    assert "“_meta”, saved as text" in preview.files[0].message


def test_a_binary_workbook_is_refused_with_what_to_ask_for(ws: Workspace, form: Path) -> None:
    cells = {1: {1: ReadCell("text", "Return code"), 2: ReadCell("text", "RET-7KQ4-2M9X")}}
    book = WorkbookRead("xlsb", [SheetRead("Start here", rows=cells)])
    (file,) = compare_returns(ws, [FileRead(Path("r.xlsb"), b"r", book, None)]).files
    assert file.status == "refused" and "save it as Excel Workbook" in file.message and not file.findings


@pytest.mark.parametrize(("kind", "shown"), [("ods", "#N/A"), ("csv", "#ERROR!"), ("ods", "Err:508")])
def test_an_error_written_as_text_is_an_error(ws: Workspace, form: Path, kind: str, shown: str) -> None:
    book = load_workbook(form)
    # Where a sheet was renamed, the count of what is still to fill shows one as well: nobody wrote it.
    count = next(cell for cell in book["Start here"]["A"] if cell.value == "Still to fill").offset(0, 1)
    for cell in (Sheet(book[UPDATES])["1.3", "Update"], count):
        cell.value, cell.data_type = shown, "s"
    book.save(form)
    assert not of(preview_returns(ws, [form]), "rejected")  # in Excel's own files it was typed
    read = read_workbook(form)
    read.kind = kind
    (rejected,) = of(compare_returns(ws, [FileRead(form, b"r", read, None)]), "rejected", "ask")
    assert rejected.returned == shown and "error" in rejected.message


def mail(path: Path, *attached: tuple[str, bytes], within: EmailMessage | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Return"
    message.set_content("Please find attached.")
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline"
    )
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if within is not None:
        message.add_attachment(within)
    path.write_bytes(message.as_bytes())
    return message


def test_the_workbooks_in_an_email_and_a_zip_file(ws: Workspace, form: Path, tmp_path: Path) -> None:
    content = form.read_bytes()
    forwarded = mail(tmp_path / "inner.eml", ("Return (police).xlsx", content))
    mail(tmp_path / "outer.eml", ("Minutes.pdf", b"%PDF-1.4"), within=forwarded)
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("folder/../Return.xlsx", content)
        archive.writestr("__MACOSX/._Return.xlsx", b"rubbish")
    reads = list(read_returned([tmp_path / "outer.eml", tmp_path / "both.zip", form]))
    assert [read.path.relative_to(tmp_path).as_posix() for read in reads[:3]] == [
        "outer.eml/Minutes.pdf",
        "outer.eml/Return (police).xlsx",
        "both.zip/Return.xlsx",
    ]
    preview = compare_returns(ws, reads)
    assert [file.status for file in preview.files] == ["refused", *["recognised"] * 3]
    assert [file.again for file in preview.files] == [False, False, True, True]
    assert [finding.returned for finding in of(preview, "changed")] == ["Twelve lamps lit."]


def test_a_workbook_renamed_to_zip_is_a_workbook(ws: Workspace, form: Path) -> None:
    renamed = form.rename(form.with_name("Return.zip"))
    assert preview_returns(ws, [renamed]).files[0].status == "recognised"


def test_emails_and_zip_files_with_nothing_in_them_are_told(ws: Workspace, tmp_path: Path) -> None:
    mail(tmp_path / "empty.eml")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    inner = b"x"
    for depth in range(5):
        path = tmp_path / f"{depth}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("deeper.zip" if depth else "note.txt", inner)
        inner = path.read_bytes()
    paths = [tmp_path / name for name in ("empty.eml", "empty.zip", "broken.zip", "4.zip", "away.zip")]
    preview = preview_returns(ws, paths)
    assert {file.status for file in preview.files} == {"refused"} and len(preview.files) == len(paths)
    for file in preview.files:
        assert file.path.name in file.message and file.message.endswith(".")


def test_what_an_email_without_a_workbook_says_can_be_keyed_in(ws: Workspace, tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("1.2: six lamps lit, green.")
    (tmp_path / "words.eml").write_bytes(message.as_bytes())
    (file,) = preview_returns(ws, [tmp_path / "words.eml"]).files
    assert file.message.endswith("or key in what the email says (Key in… on the Returns tab).")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.pdf", b"%PDF-1.7", "ask the sender for the Excel workbook"),
        ("r.doc", OLE + "WordDocument".encode("utf-16-le"), "ask the sender for the Excel workbook"),
        ("r.heic", b"\0\0\0\x18ftypheic", "is a picture"),
        ("r.msg", OLE + "__properties_version1.0".encode("utf-16-le"), "Outlook message"),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + b"\0" * 90, "HTML or plain text (Format Text in Outlook)"),
        ("r.xlsx", OLE + "DRMEncryptedTransform".encode("utf-16-le"), "sensitivity label"),
        ("r.xls", OLE + b"\x09\x08\x10\0" + b"\0" * 16 + b"\x2f\0\x36\0", "password"),
    ],
)  # fmt: skip
def test_what_to_ask_for_in_place_of_other_files(
    ws: Workspace, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (file,) = preview_returns(ws, [tmp_path / name]).files
    assert file.status == "refused" and said in file.message


def test_a_numbers_document_and_a_locked_zip_file(ws: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.numbers", "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        archive.writestr("Return.xlsx", b"x")
    locked = bytearray((tmp_path / "r.zip").read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "r.zip").write_bytes(bytes(locked))
    numbers, wrapped = preview_returns(ws, [tmp_path / "r.numbers", tmp_path / "r.zip"]).files
    assert "Apple Numbers" in numbers.message and "password" in wrapped.message
