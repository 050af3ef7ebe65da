"""Rows among those of a table that are no records: guidance under its headings, remarks and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import plain

GUIDANCE_ROW = "Guidance under the headings: no record."
REMARK_ROW = "A remark beside the table: no record."

# What a row of guidance under the headings opens its cells with.
_GUIDANCE = (
    "enter|provide|use|describe|describes|description of|name of|names of|what|who|when|where|how|why|which|list|specify|clearly|brief|briefly|please|"
    "insert|select|choose|pick|state|add|explain|explanation of|identify|indicate|give|write|record|outline|summari[sz]e|date|unique|define|detail|"
    "details of|set out|set|rate|score|assign|refer|include|see|type|fill|complete this|copy|number from|on a scale|scale of|is this|is the|are there|"
    "does this|automatically|calculated|auto|do not|this column|a short|a brief|a unique|a description|the date|the name|the person|the risk|the action|"
    "one of|any|note any|yes or no|high,? medium|red,? amber"
)
_GUIDES = re.compile(
    rf"\W*(?:{_GUIDANCE})\b|.*(?:\be\.?g\.|\bfor example\b|\bdrop-? ?down\b)", re.IGNORECASE | re.DOTALL
)
_FEWEST, _SHARE = 3, 0.6
_SHORTEST = 14
_REMARK = re.compile(
    r"\s*(?:\*|†|‡|\^|n\.?b\.?\b|notes?\s*[:\-–]|sources?\s*[:\-–]|footnotes?\b)", re.IGNORECASE
)
_REMARK_ALONE = {
    "note",
    "notes",
    "nb",
    "n b",
    "source",
    "sources",
    "footnote",
    "footnotes",
    "key",
    "legend",
    "disclaimer",
}


def is_guidance(grid: Grid, row: int, after: int) -> bool:
    """Does a row right under the headings say what to write there, cell by cell?"""
    texts = list(grid.row_texts(row).values())
    if len(texts) < _FEWEST or sum(map(len, texts)) < _SHORTEST * len(texts):
        return False
    if len(grid.columns_by_row[after]) * 2 < len(texts):
        return False
    return sum(_GUIDES.match(text) is not None for text in texts) >= _SHARE * len(texts)


def is_remark(grid: Grid, row: int, columns: Sequence[int], width: int) -> bool:
    """Does a row say something of the table beside it: "* provisional", "Notes | …", where others fill more cells?"""
    held = [column for column in columns if (row, column) in grid.values]
    if len(held) > 2 or width < 2:
        return False
    texts = [text for column in held if (text := grid.text(row, column))]
    if not texts:
        return False
    if len(texts) == 2:
        return width > 2 and plain(texts[0]) in _REMARK_ALONE and len(texts[1]) > _SHORTEST
    return _REMARK.match(texts[0]) is not None and len(texts[0]) > _SHORTEST
