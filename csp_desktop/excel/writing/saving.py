"""A workbook of ours as bytes."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_REFERENCE = re.compile(rb"&#(\d{3,7});")


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as a file holds it, every part written as UTF-8.

    openpyxl writes letters beyond ASCII as numbers; programs in wide use cut those of emoji short.
    """
    saved = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with _Archive(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return saved.getvalue()


class _Archive(zipfile.ZipFile):
    """Takes in the parts openpyxl wrote, with their letters as they are."""

    def write(self, filename: str | os.PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **named: Any) -> None:
        part = data.encode("utf-8") if isinstance(data, str) else data
        super().writestr(zinfo_or_arcname, _REFERENCE.sub(_letter, part), *args, **named)


def _letter(match: re.Match[bytes]) -> bytes:
    number = int(match[1])
    return chr(number).encode("utf-8") if number > 127 else match[0]
