"""Tables no heading tells, asked about for what stands in them: "looks like an action plan, 5 of 6 rows have a date"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable

# How sure it is that a column names the records of a table only because no other could.
_BY_LOOKS = 0.6
_FEWEST = 3
_SHORTEST = 14
_MOST = 0.6


def dated_and_led(uses: Sequence[ColumnUse], columns: Sequence[Column]) -> dict[str, list[int]]:
    """The columns that say by when and by whom, where nearly every row of a plan says so."""
    said: dict[str, list[int]] = {}
    for use, column in zip(uses, columns, strict=True):
        if use.register != "plan_items" or column.seen.filled < _MOST:
            continue
        if use.field in ("timescale", "due_on") and column.seen.when > _MOST:
            said.setdefault("a date", []).append(use.column)
        if use.field in ("lead_agencies", "lead_officers", "lead_groups"):
            said.setdefault("a lead", []).append(use.column)
    return said


def plan_by_looks(
    table: FoundTable, uses: tuple[ColumnUse, ...], columns: Sequence[Column]
) -> tuple[tuple[ColumnUse, ...], str]:
    """The columns of what looks like a plan, with the one that reads like its actions, and why; "" where none does."""
    said = dated_and_led(uses, columns)
    stated = any(use.register == "plan_items" and use.field == "status" for use in uses)
    if len(table.rows) < _FEWEST or not ("a date" in said or (said and stated)):
        return uses, ""
    if not any(use.register == "plan_items" and use.field == "title" for use in uses):
        naming = next(
            (
                use
                for use, column in zip(uses, columns, strict=True)
                if use.field in (NOTED, "", "priority", "objective", "outcome")
                and _reads_like_actions(column)
            ),
            None,
        )
        if naming is None:
            return uses, ""
        asked = f"Nothing is headed as an action. Is “{naming.heading}” the action itself?"
        named = replace(naming, register="plan_items", field="title", sureness=_BY_LOOKS, why=asked)
        uses = tuple(named if use is naming else use for use in uses)
    told = [column for columns_said in said.values() for column in columns_said]
    rows = sum(all(table.grid.text(row, column) for column in told) for row in table.rows)
    what = " and ".join(sorted(said))
    return uses, f"This looks like an action plan: {rows} of {len(table.rows)} rows have {what}."


def _reads_like_actions(column: Column) -> bool:
    seen = column.seen
    return (
        seen.count >= _FEWEST
        and seen.filled > _MOST
        and seen.distinct > 0.8
        and seen.sentences > 0.5
        and seen.average >= _SHORTEST
        and seen.dates + seen.numbers < 0.2
    )


def names_bodies(uses: Sequence[ColumnUse], columns: Sequence[Column]) -> bool:
    """Are the names of a list short, each different, and neither figures nor dates?"""
    return any(
        use.field == "name"
        and column.seen.count >= _FEWEST
        and column.seen.names > 0.8
        and column.seen.distinct > 0.9
        and column.seen.levels + column.seen.ratings < 0.2
        for use, column in zip(uses, columns, strict=True)
        if use.field not in (NOTED, IGNORE)
    )
