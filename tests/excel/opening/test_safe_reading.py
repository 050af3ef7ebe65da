"""Foreign spreadsheets: what is in them, and that the worst of them cost one sentence each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import IO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening import reading_child, safe_reading
from csp_desktop.excel.opening.safe_reading import Limits, read_workbook, read_workbooks

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<sheetData>'
PART = "xl/worksheets/sheet1.xml"


def plain_book(path: Path) -> Path:
    book = Workbook()
    book.active["A1"] = "hello"
    book.save(path)
    return path


def with_part(source: Path, target: Path, name: str, write: Callable[[IO[bytes]], None]) -> Path:
    """A workbook with one part written anew."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry.filename))
        with new.open(name, "w", force_zip64=True) as part:
            write(part)
    return target


def sentence(path: Path, **limits: float) -> str:
    with pytest.raises(WorkbookProblem) as problem:
        read_workbook(path, limits=Limits(**limits) if limits else None)  # type: ignore[arg-type]
    text = problem.value.sentence
    assert text.startswith(f"“{path.name}” ") and text.endswith(".")
    return text


def test_cells_keep_what_a_return_must_know(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Rows"
    sheet["B2"], sheet["B3"], sheet["B4"] = "two\nlines", "=1+1", "#N/A"
    sheet["B5"], sheet["B6"] = date(2011, 3, 31), datetime(2011, 3, 31, 10, 30)
    sheet["B7"], sheet["B8"] = 0.12, True
    sheet["B7"].number_format = "0%"
    sheet["B9"] = "gone"
    sheet["B9"].font = Font(strike=True)
    sheet["B10"] = "_x000D_ _x005F_x000D_"
    sheet["B2"].comment = Comment("why?", "me")
    sheet["B2"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["D2"], sheet["E2"] = "seen", "kept under the merge"
    sheet.merge_cells("F2:G3")
    book.create_sheet("_meta").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_workbook(tmp_path / "a.xlsx", fills=True)
    rows, hidden = read.sheets
    cells = {row: tuple(cells[2]) for row, cells in rows.rows.items() if 2 in cells}
    assert cells == {
        2: ("text", "two\nlines"),
        3: ("no value", ""),
        4: ("error", "#N/A"),
        5: ("date", date(2011, 3, 31)),
        6: ("date", datetime(2011, 3, 31, 10, 30)),
        7: ("percent", 0.12),
        8: ("boolean", True),
        9: ("text", "gone"),
        10: ("text", "\r _x000D_"),
    }
    assert rows.struck == {(9, 2)} and rows.formulas == {(3, 2)}
    assert rows.comments == {(2, 2): "why?"} and rows.fills == {(2, 2): "00FF00"}
    assert rows.merged == ((2, 6, 3, 7),)
    assert (hidden.title, hidden.visible) == ("_meta", False)


def test_values_hidden_under_a_merge_are_not_read(tmp_path: Path) -> None:
    def write(part: IO[bytes]) -> None:
        part.write(SHEET % b"")
        part.write(b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>')
        part.write(b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>')

    path = with_part(plain_book(tmp_path / "p.xlsx"), tmp_path / "m.xlsx", PART, write)
    assert list(read_workbook(path).sheets[0].rows[1]) == [1]


def test_a_wrong_stated_size_is_not_believed(tmp_path: Path) -> None:
    def write(part: IO[bytes]) -> None:
        part.write(SHEET % b'<dimension ref="A1"/>')
        part.write(b"".join(b'<row r="%d"><c r="C%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 50)))
        part.write(b"</sheetData></worksheet>")

    path = with_part(plain_book(tmp_path / "p.xlsx"), tmp_path / "d.xlsx", PART, write)
    assert len(read_workbook(path).sheets[0].rows) == 49


def test_a_cell_at_the_far_corner_is_one_cell(tmp_path: Path) -> None:
    book = Workbook()
    book.active["XFD1048576"] = "far"
    book.save(tmp_path / "far.xlsx")
    assert list(read_workbook(tmp_path / "far.xlsx").sheets[0].rows) == [1_048_576]


def _repeated(piece: bytes, times: int, end: bytes) -> Callable[[IO[bytes]], None]:
    def write(part: IO[bytes]) -> None:
        part.write(SHEET % b"")
        for _ in range(times):
            part.write(piece)
        part.write(end + b"</sheetData></worksheet>")

    return write


@pytest.mark.parametrize(
    ("name", "write", "said"),
    [
        ("rows", _repeated(b'<row r="1"/>' * 10_000, 110, b""), "more rows"),
        ("text", _repeated(b'<row><c t="inlineStr"><is><t>' + b"a" * 1_000_000, 1, b"b" * 60_000_000), "MB"),
        pytest.param(
            "cells",
            _repeated(b"<row>" + b"<c><v>1</v></c>" * 9_000 + b"</row>", 45, b""),
            "more cells",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_grows_without_end_is_refused(
    tmp_path: Path, name: str, write: Callable[[IO[bytes]], None], said: str
) -> None:
    path = with_part(plain_book(tmp_path / "p.xlsx"), tmp_path / f"{name}.xlsx", PART, write)
    assert said in sentence(path, seconds=60.0)


def test_entities_are_refused(tmp_path: Path) -> None:
    def write(part: IO[bytes]) -> None:
        part.write(b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SHEET % b"")
        part.write(b'<row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>')

    path = with_part(plain_book(tmp_path / "p.xlsx"), tmp_path / "e.xlsx", PART, write)
    assert "unsafe" in sentence(path)


def test_one_text_shown_in_many_cells_is_counted_each_time(tmp_path: Path) -> None:
    book = Workbook()
    for row in range(1, 60):
        book.active.cell(row, 1).value = "z" * 30_000
    book.save(tmp_path / "s.xlsx")
    assert "more text" in sentence(tmp_path / "s.xlsx", characters=1_000_000)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xlsx", b"", "is empty"),
        ("cut.xlsx", b"PK\x03\x04 not a zip", "damaged"),
        ("paper.xlsx", b"%PDF-1.4 ...", "is a PDF"),
        ("page.xls", b"<html><table></table></html>", "web page"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("~$open.xlsx", b"\x05owner", "mark Excel leaves"),
        ("noise.xlsx", bytes(range(256)) * 4, "not a spreadsheet"),
        ("archive.xlsx", b"\x1f\x8b\x08", "archive"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in sentence(path)


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    assert "is not there" in sentence(tmp_path / "absent.xlsx")
    assert "folder" in sentence(tmp_path)
    big = tmp_path / "big.xlsx"
    with big.open("wb") as file:
        file.truncate(21_000_000)
    assert "21 MB" in sentence(big)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as package:
        for number in range(1_100):
            package.writestr(f"part{number}.xml", "")
    assert "1,100 parts" in sentence(tmp_path / "many.xlsx")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Row code,Update\nA001-K,“done”\n", "utf-8"),
        ("Row code;Update\nA001-K;“done”\n", "utf-8-sig"),
        ("Row code\tUpdate\nA001-K\t“done”\n", "utf-16"),
        ("Row code,Update\r\nA001-K,“done”\r\n", "cp1252"),
        ('Row code,Update\n"A001-K","“done”"\n', "utf-8"),
    ],
)
def test_a_sheet_exported_as_text_is_read(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode(encoding))
    read = read_workbook(path)
    assert read.kind == "csv"
    assert [[cell.value for cell in row.values()] for row in read.sheets[0].rows.values()] == [
        ["Row code", "Update"],
        ["A001-K", "“done”"],
    ]


def test_a_line_break_inside_a_text_export_stays(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b'Row code,Update\nA001-K,"one\ntwo, three"\n')
    assert read_workbook(path).sheets[0].rows[2][2].value == "one\ntwo, three"


CORPUS = {
    "SimpleStrict.xlsx": 8,
    "strict_iso_paths.xlsx": 1368,
    "namespacepurl.xlsx": 1368,
    "54764.xlsx": "unsafe",
    "poc-xmlbomb.xlsx": "unsafe",
    "protected_passtika.xlsx": "password",
    "pass_protected.ods": "password",
    "Simple.xlsb": "cannot be read",
    "oleloop.xls": "stopped",
    "comment03.xlsx": 1,
    "issue_174.xlsx": 22,
    "bug304.xlsx": 385,
    "1904DateWindowing.xls": 2,
    "date_1904.xlsx": 6,
}


def test_difficult_files_get_their_sentence_and_the_others_go_on(shared: Path) -> None:
    folder = shared / "corpus"
    names = [name for name in CORPUS if (folder / name).exists()]
    names += sorted(path.name for path in folder.glob("clusterfuzz*"))
    for read in read_workbooks([folder / name for name in names]):
        wanted = CORPUS.get(read.path.name, "cannot be read")
        if isinstance(wanted, int):
            assert read.book is not None, read.problem
            assert sum(len(cells) for cells in read.book.sheets[0].rows.values()) == wanted
        else:
            assert read.problem is not None and wanted in read.problem.sentence


def test_dates_counted_from_1904_are_right(shared: Path) -> None:
    cells = read_workbook(shared / "corpus" / "date_1904.xlsx").sheets[0].rows
    days = [cell.value for row in cells.values() for cell in row.values() if cell.kind == "date"]
    assert days and all(1904 <= day.year <= 2100 for day in days)


@pytest.mark.slow
def test_a_process_that_dies_or_hangs_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [plain_book(tmp_path / f"{name}.xlsx") for name in ("a", "die", "b", "hang", "c")]
    child = (
        "import sys, os, time; sys.path.insert(0, sys.argv[1])\n"
        "from csp_desktop.excel.opening import reading_child\n"
        "really = reading_child.read_bytes\n"
        "def read(content, name, limits, **more):\n"
        "    if name == 'die.xlsx': os._exit(9)\n"
        "    if name == 'hang.xlsx': time.sleep(60)\n"
        "    return really(content, name, limits, **more)\n"
        "reading_child.read_bytes = read\n"
        "reading_child.main()\n"
    )
    monkeypatch.setattr(safe_reading, "_CHILD", child)
    reads = list(read_workbooks(paths, limits=Limits(seconds=2.0)))
    assert [read.path.stem for read in reads if read.book] == ["a", "b", "c"]
    assert "half way" in reads[1].problem.sentence  # type: ignore[union-attr]
    assert "too long" in reads[3].problem.sentence  # type: ignore[union-attr]
    assert all(read.content for read in reads)


def test_a_process_that_takes_nothing_in_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.xlsx").write_bytes(os.urandom(300_000))  # more than fits between two processes
    monkeypatch.setattr(safe_reading, "_CHILD", "import time; time.sleep(60)")
    assert "too long" in sentence(tmp_path / "large.xlsx", seconds=0.2)


def test_a_process_that_may_not_start_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [plain_book(tmp_path / "a.xlsx"), plain_book(tmp_path / "b.xlsx")]
    monkeypatch.setattr(safe_reading, "reading_command", lambda: [str(tmp_path / "not here")])
    reads = list(read_workbooks(paths, limits=Limits(seconds=20)))
    assert [read.path for read in reads] == paths and all(read.content for read in reads)
    assert all("IT team" in read.problem.sentence for read in reads if read.problem) and not reads[1].book


def test_a_folder_that_does_not_answer_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(safe_reading, "_content", lambda path, limits: (b"", str(answers.wait(20))))
    monkeypatch.setattr(safe_reading, "_LETTING_GO", 0.01)
    with pytest.raises(safe_reading.Stopped):
        list(read_workbooks([tmp_path / "far away.xlsx"], cancelled=lambda: True))
    answers.set()


@pytest.mark.skipif(os.name == "nt", reason="address space is limited another way there")
def test_memory_is_limited(tmp_path: Path) -> None:
    book = Workbook()
    for row in range(1, 1500):
        book.active.cell(row, 1).value = f"{row}" * 2000
    book.save(tmp_path / "m.xlsx")
    assert "memory" in sentence(tmp_path / "m.xlsx", memory_bytes=40_000_000)


def test_nothing_to_read_starts_nothing() -> None:
    assert list(read_workbooks([])) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_another_program_saved_reads_the_same(tmp_path: Path, kind: str) -> None:
    book = Workbook()
    sheet = book.active
    sheet["B2"], sheet["B3"], sheet["B4"] = "  two  spaces\nand a line", "=NA()", "#REF!"
    sheet["B5"], sheet["B6"] = date(2011, 3, 31), 1200.5
    sheet["B7"] = "gone"
    sheet["B7"].font = Font(strike=True)
    sheet["B2"].comment = Comment("why?", "me")
    book.properties.identifier = "RET-7KQ4-2M9X"
    book.create_sheet("_meta").sheet_state = "hidden"
    book["_meta"]["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--convert-to", kind, "--outdir", str(tmp_path / "saved"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = read_workbook(tmp_path / "saved" / f"a.{kind}")
    cells = {row: tuple(cells[2]) for row, cells in read.sheets[0].rows.items()}
    assert cells == {
        2: ("text", "  two  spaces\nand a line"),
        3: ("error", "#N/A"),
        4: ("error", "#REF!"),
        5: ("date", date(2011, 3, 31)),
        6: ("number", 1200.5),
        7: ("text", "gone"),
    }
    assert not read.sheets[1].visible
    assert read.sheets[0].struck == {(7, 2)} and read.sheets[0].comments == {(2, 2): "why?"}
    if kind != "xls":
        assert read.identifier == "RET-7KQ4-2M9X"


def test_a_reading_that_is_cancelled_ends_its_process(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["one"])  # type: ignore[union-attr]
    workbook.save(tmp_path / "one.xlsx")
    with pytest.raises(safe_reading.Stopped):
        safe_reading.read_workbook(tmp_path / "one.xlsx", cancelled=lambda: True)
    read = safe_reading.read_workbook(tmp_path / "one.xlsx", cancelled=lambda: False)
    assert [sheet.title for sheet in read.sheets] == ["Sheet"]


def test_a_library_kept_from_loading_is_not_the_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked(*_: object, **__: object) -> None:
        import python_calamine  # noqa: F401

    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setattr(reading_child, "read_bytes", blocked)
    request = {"limits": asdict(Limits()), "name": "old.xls", "fills": False, "documents": False}
    reply, fit = reading_child.answer(request, b"")
    assert fit and "missing or is kept from loading" in json.loads(reply)["problem"]
