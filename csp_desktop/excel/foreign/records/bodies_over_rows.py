"""The bodies whose rows stand together where no column names them: actions, indicators, risks and entries by agency."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from csp_desktop.excel.foreign.records.bodies_over_people import agency_of_sheet, may_name_one, without_list
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.bands import band_of
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.who_is_named import is_body

WHOSE = {
    "plan_items": "lead_agencies",
    "log_entries": "lead_agencies",
    "indicators": "owner",
    "risks": "owner_agency",
}
"""The field that says whose a record is, by register."""
_SAID_BY = ("lead_agencies", "lead_groups", "lead_officers", "owner", "owner_agency")
# “Essex Police – return received 12 October (late)”.
_RETURNED = re.compile(
    r"[\s:;,.–—-]*\(?(?:(?:q[1-4]|quarter(?:ly)?|partner|their|the|nil|no)\s+)*"
    r"(?:returns?|responses?|received|submitted|sent(?: in)?|late|updates?|actions?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# “Agency: | Meadow Police” over the table; who leads a priority is said by “Lead agency”.
_LABEL = re.compile(
    r"(?:(?:partner|reporting|returning|responsible) )?(?:agency|organisation|partner|body)(?: name)?|"
    r"name of (?:the )?(?:partner|agency|organisation|partner agency)|(?:return|response|update|completed|submitted) (?:from|by)",
    re.IGNORECASE,
)


class BodyOver(NamedTuple):
    """A body named over a table, where it stands, and the cell of its label where it has one of its own."""

    name: str
    place: Place
    label: Place | None


class BodiesOverRows:
    """The bodies that headings between the rows of one table name, a line over it or its sheet.

    None where a column says of most rows whose they are.
    """

    def __init__(self, table: FoundTable, register: str, uses: list[ColumnUse]) -> None:
        self._table, self._register = table, register
        said = [use.column for use in uses if use.register == register and use.field in _SAID_BY]
        self._in_column = any(
            sum((row, column) in table.grid.values for row in table.rows) >= _NEARLY_ALL * len(table.rows)
            for column in said
        )

    def named_by(self, heading: str) -> str:
        """The body whose rows stand below a heading; "" where it names none."""
        return self._by_heading.get(heading, "")

    @cached_property
    def of_sheet(self) -> str:
        """The body the sheet is named after, where no heading names one; "" where it is none."""
        if self._in_column or self._register not in WHOSE or self._by_heading or self.over:
            return ""
        return body_of_sheet(self._table.grid.name)

    @cached_property
    def over(self) -> BodyOver | None:
        """The body that a line over the table says its rows are of, where no heading names one."""
        if self._in_column or self._register not in WHOSE or self._by_heading:
            return None
        for row in sorted({*self._table.titles, *self._table.over}, reverse=True):
            if said := self._said_in(row):
                return said
        return None

    def _said_in(self, row: int) -> BodyOver | None:
        """The body a line names behind its label, in one cell or two."""
        grid = self._table.grid
        (first, text), *others = grid.row_texts(row).items()
        called, _, told = text.partition(":")
        if len(others) > 1 or bool(others) == bool(told.strip()):
            return None
        column, told = others[0] if others else (first, told.strip())
        name = without_list(told)
        if not _LABEL.fullmatch(called.strip()) or not (is_body(name) or may_name_one(name)):
            return None
        return BodyOver(name, grid.place(row, column), grid.place(row, first) if others else None)

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        """The headings with the body each names: most surely are bodies, and what is none could be one."""
        if self._in_column or self._register not in WHOSE:
            return {}
        headings = [text for text in self._table.sections.values() if band_of(text) is None]
        called = {text: _of_body(text) for text in headings}
        surely = [text for text, name in called.items() if is_body(name)]
        others = [name for text, name in called.items() if text not in surely]
        if len(called) < _FEWEST or len(surely) <= len(others) or not all(map(may_name_one, others)):
            return {}
        return called


# One body over rows may as well be what they are about.
_FEWEST = 2
# So many rows say whose they are in a column, for their headings to say something else.
_NEARLY_ALL = 0.8


def body_of_sheet(name: str) -> str:
    """The body whose return or actions a sheet is called after: “Essex Police return Q2”; "" where its name is none."""
    return agency_of_sheet(_of_body(name))


def _of_body(text: str) -> str:
    """What a heading calls the body whose return, or whose actions, stand below it."""
    return without_list(_RETURNED.sub("", text))
