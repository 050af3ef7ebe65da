"""Lists of the bodies on each group, with a row for each and nobody's name: read as the seats they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from csp_desktop.excel.foreign.rearranging.by_period import Tables
from csp_desktop.excel.foreign.rearranging.seats_on_groups import BODY, GROUP, PART
from csp_desktop.excel.foreign.records.meetings import names_group
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.tables_found import FoundColumn, FoundTable, GatheredGrid
from csp_desktop.excel.recognising.wordings.cell_words import PARTS_IN_GROUPS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.who_is_named import is_body, is_person, is_post

_GROUPS = re.compile(
    r"(?:name of )?(?:the )?(?:sub-?)?(?:group|board|forum|panel|committee|meeting)(?: name)?", re.IGNORECASE
)
_MEMBERS = re.compile(
    r"(?:member|partner|represented|attending)?\s*(?:organi[sz]ations?|agenc(?:y|ies)|bod(?:y|ies)|partners?|members?)(?: represented)?",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?:role|capacity|position|status|membership|seat)(?: (?:on|in|at) (?:the )?\w+)?|member(?:ship)? type",
    re.IGNORECASE,
)
_FEWEST, _MOST, _NEARLY_ALL, _MOSTLY = 3, 3, 0.8, 0.6


def members_listed(grid: Grid, found: Tables) -> GatheredGrid | None:
    """A sheet that lists which bodies are on which groups, under the headings of a list of seats; None for anything else."""
    tables = found()
    fields = _fields(tables[0]) if len(tables) == 1 else {}
    if not fields:
        return None
    header = tables[0].header[-1]
    return GatheredGrid.over(grid, {**grid.values, **{(header, at): said for at, said in fields.items()}})


def _fields(table: FoundTable) -> dict[int, str]:
    """What each column of a list of seats would be headed by its place; none where it is no such list."""
    if len(table.rows) < _FEWEST or not 2 <= len(table.columns) <= _MOST or table.sections:
        return {}
    fields: dict[int, str] = {}
    for column in table.columns:
        field = _field(column, [text for row in table.rows if (text := table.grid.text(row, column.column))])
        if not field or field in fields.values():
            return {}
        fields[column.column] = field
    if not {GROUP, BODY} <= set(fields.values()):
        return {}
    return fields if _are_seats(table, fields) else {}


def _field(column: FoundColumn, texts: Sequence[str]) -> str:
    """What a column holds, by its heading and what stands below it: groups, bodies, or what these are on them."""
    said = " ".join(column.own.split())
    if not texts:
        return ""
    if _GROUPS.fullmatch(said) and _share(names_group, texts) >= _NEARLY_ALL:
        return GROUP
    if _MEMBERS.fullmatch(said) and _share(is_body, texts) >= _MOSTLY:
        return "" if any(is_person(text) or is_post(text) for text in texts) else BODY
    if _PARTS.fullmatch(said) and _share(lambda text: plain(text) in PARTS_IN_GROUPS, texts) >= _MOSTLY:
        return PART
    return ""


def _are_seats(table: FoundTable, fields: dict[int, str]) -> bool:
    """Do groups come again, each with several bodies, and bodies on more than one group or with a part in it?"""
    group, body = (next(at for at, field in fields.items() if field == name) for name in (GROUP, BODY))
    pairs = [(plain(table.grid.seen(row, group)), plain(table.grid.text(row, body))) for row in table.rows]
    groups = {named for named, _ in pairs if named}
    return (
        len(set(pairs)) == len(pairs)
        and len(groups) < len(pairs)
        and (PART in fields.values() or len(groups) > 1)
    )


def _share(holds: Callable[[str], bool], texts: Sequence[str]) -> float:
    return sum(map(holds, texts)) / len(texts)
