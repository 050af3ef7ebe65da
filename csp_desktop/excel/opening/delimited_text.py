"""Reading a sheet exported as text: CSV in whatever encoding and with whatever separator."""

from __future__ import annotations

import csv
import io

from csp_desktop.excel.opening.package_parts import ASK_AGAIN, Limits, Packed, Refused

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(content: bytes, limits: Limits) -> Packed:
    """One sheet of texts in compact form; raises Refused where the bytes are no text."""
    text = _decoded(content)
    first = [line for line in text.splitlines()[:40] if line.strip()]
    separator = max(",;\t", key=lambda mark: sum(line.count(mark) for line in first))
    rows = []
    cells = 0
    csv.field_size_limit(max(limits.characters, 131_072))
    try:
        # Line breaks stand as they are inside quoted cells.
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            flat: list[object] = []
            for column, value in enumerate(row, 1):
                if value:
                    cells += 1
                    flat += (column, "t", value)
            if flat:
                rows.append((number, flat))
            if cells > limits.cells:
                raise Refused(f"has more cells filled in than any return or plan could. {ASK_AGAIN}")
    except csv.Error as problem:
        raise Refused(f"is text, but not a table that can be read. {ASK_AGAIN}") from problem
    return {"kind": "csv", "sheets": [{"title": "", "rows": rows}]}


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in content:
        raise Refused(NOT_A_WORKBOOK)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # What Excel on Windows writes as "CSV".
        return content.decode("cp1252", errors="replace")


NOT_A_WORKBOOK = "is not a spreadsheet. Nothing was taken from it; send or drop the Excel workbook itself."
