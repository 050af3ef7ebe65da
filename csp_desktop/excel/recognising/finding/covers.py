"""Cover sheets: titles, who keeps the document and since when, how it is used, and a list of its other sheets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.about_document import about_document
from csp_desktop.excel.recognising.finding.bands import name_of_what
from csp_desktop.excel.recognising.finding.over_plans import line_over
from csp_desktop.excel.recognising.wordings.around_tables import COVER_LABELS, COVERS, READ_ME
from csp_desktop.excel.wording.cells import plain

COVER = "It tells of the document and its sheets: no record."

_LABEL = re.compile(rf"(?:{COVER_LABELS})\s*:?", re.IGNORECASE)
_NAMED = re.compile(rf"(?:{COVERS})\s*:?", re.IGNORECASE)
_READ_ME = re.compile(rf"\W*(?:\d+\W+)?(?:{READ_ME})\W*", re.IGNORECASE)
# What may stand before the name of a sheet in a list of them: “Tab 2 DHR actions”, “3. Orders”.
_NUMBER = re.compile(
    r"(?:(?:work)?sheet|tab|page|section)\s*\d{1,2}\s*[.:)–—-]*\s+|\d{1,2}\s*[.:)–—-]+\s*", re.IGNORECASE
)
_OF_PLAN = re.compile(
    r"(?:our |the |csp |partnership )*(?:vision|mission|purpose|introduction|background|scope)\b",
    re.IGNORECASE,
)
# So many lines of a cover may be titles, and so many must tell of the document or its sheets.
_MOST_TITLES, _FEWEST_TOLD = 4, 2
_LONGEST_TITLE, _LONGEST, _LONGEST_GUIDANCE, _MOST_CELLS = 80, 150, 600, 3


def is_cover(grid: Grid, sheets: Collection[str]) -> bool:
    """Is a sheet one in front of the other `sheets`, all of whose rows tell of the document and of them?"""
    others = {form for name in sheets if name != grid.name for form in _forms(name)}
    guides = _READ_ME.fullmatch(grid.name.strip()) is not None
    called_so = guides or _NAMED.fullmatch(grid.name.strip()) is not None
    longest = _LONGEST_GUIDANCE if guides else _LONGEST
    told, titles, begun = _FEWEST_TOLD if called_so else 0, 0, False
    for row in grid.rows:
        texts = [text for text in grid.row_texts(row).values() if text]
        if not texts or len(texts) > _MOST_CELLS or max(map(len, texts)) > longest:
            return False
        lone = len(texts) == 1
        said = about_document(grid, row, grid.columns_by_row[row])
        sheet = [text for text in texts if not others.isdisjoint(_forms(_NUMBER.sub("", text, count=1)))]
        # Beside the names of sheets alone, words may tell of records that are called as they are.
        listed = sheet and (called_so or begun or all(text in sheet or text.isdecimal() for text in texts))
        if said == "plainly" or listed or (lone and _tells_of_document(texts[0])):
            told += 1
        elif not begun and lone and _is_title(texts[0]) and not said:
            titles += 1
            continue
        elif not said and not _tells_besides(texts) and not (guides and lone):
            return False
        begun = True
    return told >= _FEWEST_TOLD and (guides or titles <= _MOST_TITLES)


def _forms(text: str) -> set[str]:
    """The name of a sheet, also without its year or quarter."""
    return {plain(text), plain(name_of_what(text))} - {""}


def _tells_of_document(text: str) -> bool:
    """Does a line tell of the document or how to fill it in: “Owner: Jo Clerk”? A vision is more than that."""
    return line_over(text) == "aside" and not _OF_PLAN.match(text)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(".")


def _tells_besides(texts: Sequence[str]) -> bool:
    """ "Partnership | Ashford", "Contents", "Sheet | Description"."""
    return all(map(_NAMED.fullmatch, texts)) or (len(texts) == 2 and _LABEL.fullmatch(texts[0]) is not None)
