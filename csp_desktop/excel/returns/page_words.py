"""What somebody had printed at the head or foot of the pages of a return."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csp_desktop.excel.opening.read_cells import SheetRead
from csp_desktop.excel.returns.surroundings import Remark
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.row_codes import read_return_code

# Where a part begins, fonts, sizes and colours, and what a program fills in: pages, date, file and sheet.
_PART = re.compile(r"&[LCR]")
_LOOKS = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&[BIUESXYOH]')
_FILLED_IN = re.compile(r"&[PNDTFAZG]")
# What many offices print on everything, and what stands around the number of a page.
_ON_EVERYTHING = re.compile(
    r"\W*(?:(?:official|restricted|protect|unclassified|not protectively marked|confidential|sensitive|personal|commercial|"
    r"legal|police|private|controlled|public|internal|page|pages|of|sheet|date|printed|on|time)\b\W*)*",
    re.IGNORECASE,
)


def on_pages(sheets: Sequence[SheetRead]) -> Iterator[Remark]:
    """The words at the head and foot of pages that did not go out with a form, as return codes do, each said once."""
    told: set[str] = set()
    for sheet in sheets:
        for printed in sheet.page:
            for part in _PART.split(printed.replace("&&", "\0")):
                words = " ".join(_FILLED_IN.sub(" ", _LOOKS.sub("", part)).replace("\0", "&").split())
                if _ON_EVERYTHING.fullmatch(words) or read_return_code(words) or plain(words) in told:
                    continue
                told.add(plain(words))
                said = "This is printed at the head or foot of the pages"
                yield Remark("page", sheet.title, "", said, words)
