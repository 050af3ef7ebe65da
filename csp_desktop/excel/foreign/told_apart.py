"""Tables beside each other row by row: two registers, further columns of one, or a question."""

from __future__ import annotations

import re
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import NOTED, TableMapping
from csp_desktop.excel.recognising.columns.score_columns import phase_said
from csp_desktop.excel.recognising.finding.side_by_side import begins_anew, gaps, split_at
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE, NOTES, heading_evidence
from csp_desktop.excel.recognising.recognition import name_is_asked, propose
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

# From here on what names the records on the right is a column of those on the left: “Action” beside a risk.
_OF_THE_FIRST = 3.5
# What is done about what stands on the left, not records of its own.
_ANSWERING = re.compile(
    r"\b(?:mitigat\w*|controls?|treatments?|respon\w*|further|contingenc\w*|additional|risks?|reduc\w*)\b",
    re.IGNORECASE,
)
_WHO = {"owner", "owner_agency", "lead_agencies", "lead_officers", "lead_groups"}
_NUMBERS = {"ref"}
_OF_A_RISK = (("risks", "owner"), ("risks", "owner_agency"), ("risks", "status"), ("risks", "review_on"))
_IN_DOUBT = 0.6


def told_apart(table: FoundTable, year: FinancialYear | None) -> list[FoundTable]:
    """The tables that stand beside each other, with an empty column between or where records begin anew."""
    anew = begins_anew(table)
    filled = {column.column for column in table.columns}
    for gap in gaps(table):
        left, right = split_at(table, gap, judged=True)
        if not (left.rows and right.rows):
            continue
        before, after = propose(left, year), propose(right, year)
        if (
            not _are_two(before, after)
            or _go_on(left, right, before, after)
            or _share_rows(left, right, before, after)
        ):
            continue
        naming = _named_also_of_first(before, after)
        own = bool(left.titles and right.titles) or not naming
        if not own and not _ANSWERING.search(naming):
            numbered, led = (
                all(any(use.field in fields for use in side.columns) for side in (before, after))
                for fields in (_NUMBERS, _WHO)
            )
            own = gap == anew or numbered or (led and gap + 1 not in filled)
            if led and not own:
                table.parted = gap
        if own:
            return [part for side in split_at(table, gap) for part in told_apart(side, year)]
    return [table]


def in_doubt(table: FoundTable, mapping: TableMapping) -> TableMapping:
    """What stands beyond an empty column and may be records of its own is asked about, not taken for the first's."""
    if not table.parted or not mapping.register:
        return mapping
    first = next(column.heading for column in table.columns if column.column > table.parted)
    why = (
        f"From “{first}” on, after an empty column: is this of the records beside it, or a table of its own?"
    )
    return replace(
        mapping,
        columns=tuple(
            replace(use, sureness=min(use.sureness, _IN_DOUBT), why=why)
            if use.column > table.parted and use.field not in ("", NOTED, IGNORE)
            else use
            for use in mapping.columns
        ),
    )


def _are_two(before: TableMapping, after: TableMapping) -> bool:
    """Is each side something by itself, and one of them surely?

    More of the same register whose name is a question, such as scores behind an empty column, is of the same records.
    """
    if before.certain and before.register == after.register and name_is_asked(after):
        return False
    sides = (before, after)
    return any(side.certain for side in sides) and all(side.register or side.certain_none for side in sides)


def _go_on(left: FoundTable, right: FoundTable, before: TableMapping, after: TableMapping) -> bool:
    """Are columns that are no register by themselves more of the records beside them: “Latest position”, “State”?

    They stand in the same rows, and their headings say what an action or a risk has; a scale of scores says neither
    whose they are nor of when.
    """
    if after.register or before.register not in ("plan_items", "log_entries", "risks") or right.titles:
        return False
    if not set(right.rows) <= set(left.rows) or len(right.rows) * 10 < len(left.rows) * 7:
        return False
    headings = [column.heading for column in right.columns if column.heading]
    said = [heading_evidence(before.register, heading, heading, heading) for heading in headings]
    if before.register == "risks" and not any(
        phase_said(alike_words(heading)) or any(told.get(key, 0.0) >= _OF_THE_FIRST for key in _OF_A_RISK)
        for heading, told in zip(headings, said, strict=True)
    ):
        return False
    return sum(max(told.values(), default=0.0) >= _OF_THE_FIRST for told in said) * 2 > len(headings)


def _share_rows(left: FoundTable, right: FoundTable, before: TableMapping, after: TableMapping) -> bool:
    """Are columns of one register, in the same rows and none of them said twice, those of the same records?

    Two lists beside each other have the same headings, or are not of the same length.
    """
    if before.register != after.register or left.rows != right.rows or (left.titles and right.titles):
        return False
    title = register_named(before.register).title if before.register else ""
    said = [
        {
            (use.register, use.field, use.quarter)
            for use in side.columns
            if use.field not in (NOTED, IGNORE, title)
        }
        for side in (before, after)
    ]
    return bool(before.register) and said[0].isdisjoint(said[1])


def _named_also_of_first(before: TableMapping, after: TableMapping) -> str:
    """The heading that names the records on the right, where it may head a column of those on the left: “Action”."""
    if not before.register or not after.register:
        return ""
    title = register_named(after.register).title
    naming = next(
        (use.heading for use in after.columns if (use.register, use.field) == (after.register, title)), ""
    )
    own = (before.register, register_named(before.register).title)
    said = heading_evidence(before.register, naming, naming, naming)
    of_first = any(worth >= _OF_THE_FIRST for key, worth in said.items() if key not in (own, NOTES))
    return naming if of_first else ""
