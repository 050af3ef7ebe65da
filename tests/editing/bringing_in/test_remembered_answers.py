"""What somebody settled about a table serves the next of its shape; what nobody answered is asked again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    compare,
    map_table,
    remembered_mappings,
)
from csp_desktop.editing.changes import Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.periods import FinancialYear

TRACKER = ("Ref", "Action", "Lead", "By when", "Latest position", "Comment")


def tracker(word: str) -> list[tuple[Any, ...]]:
    """An action plan whose progress stands under a heading that names no quarter."""
    return [
        TRACKER,
        ("1.1", "Close the alley gates", "Council", "March 2027", f"{word}: gates were ordered", "Ask the county"),
        ("1.2", "Visit every hostel", "Police", "June 2026", f"{word}: four were visited", "Two are to follow"),
        ("1.3", "Train the door staff", "Council", "May 2026", f"{word}: dates were fixed", "Room to be found"),
    ]  # fmt: skip


def seen(
    ws: Workspace, rows: list[tuple[Any, ...]], year: int = 2026, on: date = date(2026, 10, 10)
) -> ImportPreview:
    mappings = replace(remembered_mappings(ws), today=on)
    return compare(
        ws,
        read_grids([Grid.of_rows("Plan", rows)], FinancialYear(year), mappings),
        "tracker.xlsx",
        mappings=mappings,
    )


def use_of(preview: ImportPreview, heading: str) -> ColumnUse:
    (table,) = preview.reading.mapped
    return next(use for use in table.mapping.columns if use.heading == heading)


def settled(ws: Workspace, preview: ImportPreview, heading: str, *use: str) -> ImportPreview:
    """The preview with one column taken for something."""
    (table,) = preview.reading.mapped
    column = use_of(preview, heading).column
    return map_table(ws, preview, table, table.mapping.with_column(column, *use), FinancialYear(2026))


def test_the_quarter_chosen_for_a_heading_that_names_none_is_asked_again(ws: Workspace) -> None:
    apply_import(
        ws, settled(ws, seen(ws, tracker("October")), "Latest position", "updates", "narrative", "2026-Q2")
    )
    assert {update["quarter"] for update in ws.records("updates")} == {"2026-Q2"}

    again = seen(ws, tracker("January"), on=date(2027, 1, 15))
    use = use_of(again, "Latest position")
    assert use.asked
    assert use.why == "Which quarter is “Latest position” of? Last time it was Q2 2026/27."
    apply_import(ws, again)
    assert all("October" in update["narrative"] for update in ws.records("updates"))

    apply_import(ws, settled(ws, again, "Latest position", "updates", "narrative", "2026-Q3"))
    told = {(update["quarter"], update["narrative"].split(":")[0]) for update in ws.records("updates")}
    assert told == {("2026-Q2", "October"), ("2026-Q3", "January")}


def test_a_question_nobody_answered_is_no_answer_the_next_time(ws: Workspace) -> None:
    rows = [
        ("Pot", "Project", "Provider", "Amount", "Claim by"),
        ("Safer Streets", "Town park cameras", "Council", 40_000, "31/3/2027"),
        ("Safer Streets", "Alley gates", "Council", 9_000, "31/3/2027"),
        ("Violence Duty", "Door staff training", "Police", 4_000, "31/12/2026"),
    ]
    first = seen(ws, rows)
    assert use_of(first, "Claim by").asked
    apply_import(ws, settled(ws, first, "Provider", "allocations", "notes"))

    again = seen(ws, rows)
    assert use_of(again, "Claim by") == use_of(first, "Claim by")
    assert use_of(again, "Provider").field == "notes"
    apply_import(ws, again)
    assert {allocation["approved_on"] for allocation in ws.records("allocations")} == {None}


def test_a_column_left_out_stays_left_out(ws: Workspace) -> None:
    apply_import(ws, settled(ws, seen(ws, tracker("October")), "Latest position", "", ""))
    assert use_of(seen(ws, tracker("January")), "Latest position") == ColumnUse(5, "Latest position")


def test_a_quarter_the_heading_says_is_that_of_the_year_it_is_read_for(ws: Workspace) -> None:
    def rows(word: str) -> list[tuple[Any, ...]]:
        return [(*TRACKER[:4], "Q2 position", TRACKER[5]), *tracker(word)[1:]]

    apply_import(ws, settled(ws, seen(ws, rows("October")), "Comment", "plan_items", "resources"))
    assert use_of(seen(ws, rows("Next"), 2027, date(2027, 10, 10)), "Q2 position").quarter == "2027-Q2"


def test_a_layout_kept_by_an_earlier_version_is_read_as_it_was_kept(ws: Workspace) -> None:
    apply_import(ws, settled(ws, seen(ws, tracker("October")), "Comment", "plan_items", "resources"))
    (kept,) = ws.records("import_layouts")
    before = json.loads(kept["mapping"])
    before["columns"] = {
        "action": ["plan_items", "title", ""],
        "latest position": ["updates", "narrative", "2026-Q2"],
    }
    before["v"] = 1
    del before["whole"]
    ws.apply([Update("import_layouts", kept["id"], {"mapping": json.dumps(before)})])
    (table,) = seen(ws, tracker("January")).reading.mapped
    assert [(use.register, use.field, use.quarter) for use in table.mapping.columns] == [
        ("", "", ""),
        ("plan_items", "title", ""),
        ("", "", ""),
        ("", "", ""),
        ("updates", "narrative", ""),
        ("", "", ""),
    ]
