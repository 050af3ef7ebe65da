"""The process that opens foreign spreadsheets: it may run out of memory or be killed, the program not.

It reads requests from standard input and writes answers to standard output, each a length (8 bytes,
big-endian) and that many bytes: a request is a JSON line and the file's bytes, an answer JSON.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

from csp_desktop.excel.opening.cell_looks import NumberFormat, shown_number, shows_pounds
from csp_desktop.excel.opening.delimited_text import read_delimited
from csp_desktop.excel.opening.docx_parts import read_docx
from csp_desktop.excel.opening.memory_limit import limit_memory
from csp_desktop.excel.opening.ods_parts import read_ods
from csp_desktop.excel.opening.other_files import (
    ASK_FOR_WORKBOOK,
    by_its_start,
    in_a_container,
    in_an_archive,
    is_document,
)
from csp_desktop.excel.opening.package_parts import DAMAGED, PASSWORD, Limits, Package, Packed, Refused
from csp_desktop.excel.opening.xls_records import Position, SheetMarks, sheet_marks
from csp_desktop.excel.opening.xlsx.parts import read_xlsx

TOO_MUCH_MEMORY = (
    "needs more memory to open than is safe. Nothing was taken from it; "
    "ask the sender for a freshly saved copy."
)
LACKING = (
    "could not be read: the part of the program that opens such files is missing or is kept from loading. Nothing was "
    "taken from it; unpack or install the whole program again, and if that does not help, ask your IT service."
)
_MERGED_ROWS = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes(
    content: bytes, name: str, limits: Limits, *, fills: bool = False, documents: bool = False
) -> Packed:
    """A file's cells in compact form, by what its first bytes say it is; raises Refused.

    `documents` lets a Word document pass, as a sheet of its paragraphs and tables.
    """
    if not content:
        raise Refused("is empty: it was not saved, or not copied whole. Ask the sender for it again.")
    if name.startswith("~$"):
        raise Refused(
            "is only the mark Excel leaves while a workbook is open. Nothing was taken from it; "
            f"send or drop “{name[2:]}” instead."
        )
    if problem := by_its_start(content):
        raise Refused(problem)
    if content.startswith(b"PK"):
        return _zipped(content, limits, fills, documents)
    if content.startswith(_OLE):
        return _compound(content, limits, fills)
    if content.lstrip()[:1] == b"<":
        raise Refused(
            "is a web page or XML under a spreadsheet's name. Nothing was taken from it; "
            "open it in Excel, save it as Excel Workbook and send that."
        )
    return read_delimited(content, limits)


def _zipped(content: bytes, limits: Limits, fills: bool, documents: bool) -> Packed:
    package = Package(content, limits)
    if "content.xml" in package and "META-INF/manifest.xml" in package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refused(PASSWORD)
        mimetype = package.read("mimetype") if "mimetype" in package else b"spreadsheet"
        if b"spreadsheet" not in mimetype:
            raise Refused(f"is a text document or drawing {ASK_FOR_WORKBOOK}")
        return read_ods(package, limits, fills=fills)
    if documents and is_document(package.names):
        return read_docx(content, package, limits)
    if problem := in_an_archive(package.names):
        raise Refused(problem)
    if "xl/workbook.bin" not in package:
        try:
            read = read_xlsx(package, limits, fills=fills)
            if read["sheets"]:
                return read
        except (ExpatError, KeyError, ValueError, IndexError, UnicodeError, OverflowError):
            pass  # unusual or broken: another reader may still make sense of it
    package.check_all()
    return _calamine(content, limits, "xlsb" if "xl/workbook.bin" in package else "xlsx")


def _compound(content: bytes, limits: Limits, fills: bool) -> Packed:
    """An old binary workbook, or what else is kept in the same kind of container."""
    if problem := in_a_container(content):
        raise Refused(problem)
    return _calamine(content, limits, "xls", fills)


def _calamine(content: bytes, limits: Limits, kind: str, fills: bool = False) -> Packed:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        marks = sheet_marks(content) if kind == "xls" else {}
        left = limits.cells
        for about in book.sheets_metadata:
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            marked = marks.get(about.name, SheetMarks())
            rows, left = _rows(sheet, left, marked.formats)
            for (row, column), word in marked.errors.items():
                rows.append((row, [column, "e", word]))
            sheets.append(
                {
                    "title": about.name,
                    "visible": about.visible == python_calamine.SheetVisibleEnum.Visible,
                    "rows": rows,
                    "struck": marked.struck,
                    "part_struck": marked.part_struck,
                    "comments": [(*place, text) for place, text in marked.comments.items()],
                    "shapes": marked.shapes,
                    "embedded": marked.embedded,
                    "links": marked.links,
                    "fills": marked.fills if fills else [],
                    "shown": _shown(rows, marked.formats),
                    "pounds": [place for place, look in marked.formats.items() if shows_pounds(look.code)],
                    "hidden_rows": marked.hidden_rows,
                    "hidden_columns": marked.hidden_columns,
                    "choices": marked.choices,
                    "merged": [
                        (top + 1, across + 1, bottom + 1, to + 1)
                        for (top, across), (bottom, to) in sheet.merged_cell_ranges or ()
                    ],
                }
            )
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except python_calamine.PasswordError as problem:
        raise Refused(PASSWORD) from problem
    except BaseException as problem:  # a panic of the reader is not an Exception
        if "password" in str(problem).casefold():
            raise Refused(PASSWORD) from problem
        raise Refused(DAMAGED) from problem
    if not sheets:
        raise Refused(DAMAGED)
    return {"kind": kind, "sheets": sheets}


def _rows(
    sheet: Any, left: int, formats: Mapping[Position, NumberFormat]
) -> tuple[list[tuple[int, list[Any]]], int]:
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        flat: list[Any] = []
        for column, value in enumerate(values, 1):
            if value != "":
                letter, content = _value(value)
                if (
                    letter == "n"
                    and (number_format := formats.get((number, column)))
                    and number_format.kind == "percent"
                ):
                    letter = "p"
                flat += (column, letter, content)
        if flat:
            rows.append((number, flat))
            left -= len(flat) // 3
        if left < 0:
            raise Refused(
                "has more cells filled in than any return or plan could. Nothing was taken from it; "
                "ask the sender what it is meant to be."
            )
    return rows, left


def _shown(
    rows: list[tuple[int, list[Any]]], formats: Mapping[Position, NumberFormat]
) -> list[tuple[int, int, str]]:
    """The numbers whose format shows their digits in a way of its own."""
    return [
        (row, flat[at], text)
        for row, flat in rows
        for at in range(0, len(flat), 3)
        if flat[at + 1] == "n"
        and (number_format := formats.get((row, flat[at])))
        and (text := shown_number(flat[at + 2], number_format.code))
    ]


def _value(value: Any) -> tuple[str, Any]:
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, int | float):
        return "n", int(value) if float(value).is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return "d", value.replace(
            microsecond=0
        ).isoformat() if value.time() != time() else value.date().isoformat()
    if isinstance(value, date):
        return "d", value.isoformat()
    if isinstance(value, time):
        return "h", value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        return "n", value.total_seconds() / 86_400
    return "t", str(value)


def _check_merged(read: Packed) -> None:
    """Ranges may not overlap, so all of them together cover few rows that hold anything."""
    for sheet in read["sheets"]:
        rows = len(sheet["rows"])
        if sum(min(bottom - top + 1, rows) for top, _, bottom, _ in sheet.get("merged", ())) > _MERGED_ROWS:
            raise Refused(
                "has more merged cells than any return or plan could. Nothing was taken from it; "
                "ask the sender for a freshly saved copy."
            )


def answer(request: dict[str, Any], content: bytes) -> tuple[bytes, bool]:
    """The answer to one request, and whether the process is still fit to go on."""
    limits = Limits(**request["limits"])
    try:
        read = read_bytes(
            content, request["name"], limits, fills=request["fills"], documents=request["documents"]
        )
        _check_merged(read)
        return _packed(read), True
    except Refused as refused:
        return _packed({"problem": str(refused)}), True
    except ImportError:
        return _packed({"problem": LACKING}), True
    except (MemoryError, RecursionError):
        return _packed({"problem": TOO_MUCH_MEMORY, "spent": True}), False


def _packed(answered: dict[str, Any]) -> bytes:
    return json.dumps(answered, separators=(",", ":")).encode("ascii")


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    limited = False
    while len(head := requests.read(8)) == 8:
        line = requests.read(int.from_bytes(head, "big"))
        request = json.loads(line)
        content = requests.read(request["size"])
        if not limited:
            limited = limit_memory(request["limits"]["memory_bytes"])
        reply, fit = answer(request, content)
        answers.write(len(reply).to_bytes(8, "big") + reply)
        answers.flush()
        if not fit:
            return


def main() -> None:
    """Serve on the standard streams."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
