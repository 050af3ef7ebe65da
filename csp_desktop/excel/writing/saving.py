"""A workbook of ours as bytes."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_REFERENCE = re.compile(rb"&#(\d{3,7});")


def workbook_bytes(book: Workbook, formula_texts: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """The workbook as a file holds it, every part written as UTF-8.

    openpyxl writes letters beyond ASCII as numbers; programs in wide use cut those of emoji short.
    `formula_texts` says by sheet and cell what formulas show: openpyxl stores none, and a protected view
    would be empty.
    """
    saved = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with _Archive(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet, words in (formula_texts or {}).items():
            archive.formula_texts[f"xl/worksheets/sheet{book.worksheets.index(book[sheet]) + 1}.xml"] = words
        ExcelWriter(book, archive).write_data()
    return saved.getvalue()


class _Archive(zipfile.ZipFile):
    """Takes in the parts openpyxl wrote, with their letters as they are and formulas with what they show."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.formula_texts: dict[str, Mapping[str, str]] = {}

    def write(self, filename: str | os.PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **named: Any) -> None:
        part = data.encode("utf-8") if isinstance(data, str) else data
        part = _REFERENCE.sub(_letter, part)
        for address, words in self.formula_texts.get(str(zinfo_or_arcname).lstrip("/"), {}).items():
            part = _with_result(part, address, words)
        super().writestr(zinfo_or_arcname, part, *args, **named)


def _with_result(part: bytes, address: str, words: str) -> bytes:
    """A sheet whose formula in a cell has the words it shows stored."""
    cell = re.compile(
        rb'(<c r="%s"[^>]*?)( t="\w+")?>(<f>[^<]*</f>)<v\s*(?:/>|></v>)' % address.encode("ascii")
    )
    result = f"<v>{escape(words)}</v>".encode()
    stored, count = cell.subn(lambda match: match[1] + b' t="str">' + match[3] + result, part)
    assert count == 1, address
    return stored


def _letter(match: re.Match[bytes]) -> bytes:
    number = int(match[1])
    return chr(number).encode("utf-8") if number > 127 else match[0]
