"""The bodies people are of where no column names them: headings between the rows, or the name of the sheet."""

from __future__ import annotations

import re
from functools import cached_property

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.remarks import reads_as_note
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.who_is_named import is_body
from csp_desktop.rules.body_kinds import kind_of_body

_YEARS = re.compile(r"[\s(,–-]*\b20\d\d(?:\s*[-/–]\s*(?:20)?\d\d)?\)?\s*$")
_OF_THE_LIST = re.compile(
    r"[\s:–—-]*\b(?:contacts?(?: list| details)?|staff|officers|people|directory|team)\s*$", re.IGNORECASE
)
# Who sits on a group, and the group itself, are no bodies.
_OF_MEMBERS = re.compile(
    r"\b(?:members?|membership|partners|deput(?:y|ies)|representatives?|attendees|groups?|board|panel|forum|committee)\b",
    re.IGNORECASE,
)
# Boards that are bodies: “Probation Board for Northern Ireland”, “Policing Board”, “Hywel Dda Health Board”.
_BOARD_OF_ITS_OWN = re.compile(
    r"\b(?:probation|policing|integrated care|(?:local |university )?health|youth justice|education|parole)(?: and library)? board\b",
    re.IGNORECASE,
)
_SORT = (
    r"(?:voluntary|community|statutory|non[- ]statutory|third|faith|private|public|businesses|business|others?|independents?|emergency|"
    r"wider|core|key|sectors?|services?|vcs|vcse|vcfse|and|or|&|/|,)"
)
_BODIES = (
    r"councils|schools|colleges|academies|providers|associations|trusts|landlords|charities|authorities|organi[sz]ations|agencies|bodies|"
    r"businesses|sectors?"
)
# “Voluntary and community”, “Town and parish councils”, “Lead agency”: a sort of bodies, which names none.
_SORT_OF_BODIES = re.compile(
    rf"{_SORT}(?:\s*{_SORT})*|(?!.*\bof\b).*\b(?:{_BODIES})|(?:lead|partner|other) (?:agency|authority|service)",
    re.IGNORECASE,
)
# What tells of people or bodies, and is what none is called.
_TELLS = re.compile(
    r"\b(?:at|from|by|with|to|who|left|not|no|attend(?:s|ing)?|contacts?|staff|officers|invited|former|moved|held)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z]{2,7}")


def without_years(name: str) -> str:
    """A name without the years it ends with: “Essex Police contacts 2026/27”."""
    return _YEARS.sub("", name).strip()


def agency_of_sheet(name: str) -> str:
    """The body a sheet of people is named after: “Essex Police contacts”; "" where its name is none."""
    body = without_list(name)
    return body if kind_of_body(body) and not _is_of_members(body) else ""


class BodiesOverPeople:
    """The bodies named over the people of one table, where it has no column for them."""

    def __init__(self, table: FoundTable, uses: list[ColumnUse]) -> None:
        self._table = table
        self._emails = [use.column for use in uses if (use.register, use.field) == ("people", "email")]
        self._in_column = any((use.register, use.field) == ("people", "agency") for use in uses)

    @cached_property
    def of_sheet(self) -> str:
        """The body the sheet is named after, where neither a column nor most headings name one; "" where it is none."""
        headings = self._table.sections.values()
        headed = sum(kind_of_body(text) is not None for text in headings) * 2 > len(headings)
        return "" if self._in_column or headed else agency_of_sheet(self._table.grid.name)

    def named_by(self, heading: str) -> str:
        """The body a heading between the rows names; "" where it names a sort of bodies, a group or anything else."""
        return self._by_heading.get(heading, "")

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        """The headings that name bodies; where most do, what is no sort of them and tells nothing else is one too."""
        if self._in_column or self.of_sheet:
            return {}
        called = {text: without_list(text) for text in self._table.sections.values()}
        called = {text: name for text, name in called.items() if may_name_one(name)}
        surely = {
            text: name
            for text, name in called.items()
            if (is_body(name) and not _CAPITALS.fullmatch(name)) or self._is_in_addresses(text, name)
        }
        return called if len(surely) * 2 > len(set(self._table.sections.values())) else surely

    def _is_in_addresses(self, heading: str, name: str) -> bool:
        """Are capitals those of a body, as the address of somebody below them says: “PSNI” over a.brook@psni.example?"""
        if not _CAPITALS.fullmatch(name):
            return False
        address = re.compile(rf"@(?:[\w-]+\.)*{name}\b", re.IGNORECASE)
        return any(
            address.search(self._table.grid.text(row, column))
            for row in self._rows_below(heading)
            for column in self._emails
        )

    def _rows_below(self, heading: str) -> list[int]:
        """The rows below a heading, up to the next one."""
        starts = sorted(self._table.sections)
        below = []
        for row in self._table.rows:
            above = max((start for start in starts if start < row), default=0)
            if above and self._table.sections[above] == heading:
                below.append(row)
        return below


def _is_of_members(name: str) -> bool:
    """Does a name speak of a group or of who sits on it?"""
    return _OF_MEMBERS.search(_BOARD_OF_ITS_OWN.sub("", name)) is not None


def without_list(name: str) -> str:
    """What a list of people is called after: Essex Police for “Essex Police contacts 2026:”."""
    return _OF_THE_LIST.sub("", without_years(name.strip(" :–—-"))).strip()


def may_name_one(name: str) -> bool:
    """May a heading be what one body is called?"""
    bare = re.sub(r"\s*\([^()]*\)$", "", name)
    return bool(bare) and not (
        _is_of_members(name) or _SORT_OF_BODIES.fullmatch(bare) or _TELLS.search(name) or reads_as_note(name)
    )
