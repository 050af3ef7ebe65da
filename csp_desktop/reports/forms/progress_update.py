"""The progress update to a committee: action, timescale, resources, and what was done this quarter."""

from __future__ import annotations

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.blocks import Band, Block, Cell, Column, Form, Prose, Row, Sheet, Table, Words, cell
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import (
    NO_PRIORITIES,
    by_when,
    chosen_priorities,
    context,
    leads,
    named,
    quarter_of,
    says_something,
    unreported,
    update_pieces,
)
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.rag import reported_items

TITLE = "Progress update"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Every action with its update for the quarter, under the headings of the plan."""
    quarter = quarter_of(records, options)
    columns = (
        Column("action", "Action", share=2.2, leads=True),
        Column("timescale", "Timescale", em=8.5),
        Column("resources", "Resources", share=1.2),
        Column("update", f"Update for {quarter.label}", share=2.6),
    )
    blocks: dict[str, Block] = {}
    priorities = chosen_priorities(records, options)
    for at, priority in enumerate(priorities):
        rows = tuple(_rows(records, priority, quarter, options))
        table = Table(columns, rows, named(priority), empty="Nothing is planned under this heading yet.")
        blocks[f"priority {at}"] = table.without(options.without)
    if not priorities:
        blocks["priorities"] = Prose("", empty=NO_PRIORITIES)
    sheet = Sheet(
        title=f"{records.plan['title']}: progress to the end of {quarter.label}",
        context=context(records, TITLE, quarter),
        blocks=blocks,
    )
    return Form("progress-update", TITLE, (sheet,))


def _rows(
    records: PlanRecords, priority: PlanItem, quarter: Quarter, options: ReportOptions
) -> list[Row | Band]:
    expected = {item["id"] for item in reported_items(records, priority["id"])}
    rows: list[Row | Band] = []
    if says_something(records, priority):
        rows.append(_row(records, priority, quarter, options, False, title="As a whole"))
    for item in records.outline(priority["id"]):
        parent = records.item[item["parent"]]
        under = parent["id"] != priority["id"] and says_something(records, parent)
        if records.children(item["id"]) and not says_something(records, item):
            rows.append(Band(named(item)))
        else:
            rows.append(_row(records, item, quarter, options, item["id"] in expected, under=under))
    return rows


def _row(
    records: PlanRecords,
    item: PlanItem,
    quarter: Quarter,
    options: ReportOptions,
    expected: bool,
    title: str = "",
    under: bool = False,
) -> Row:
    update = records.update(item["id"], quarter)
    late = overdue(records, item, quarter, options.printed_on)
    reported: Cell = tuple(update_pieces(records, update, options)) if update else ()
    if not reported:
        reported = cell(unreported(item, quarter, expected))
    aims = [item["target"], item["outcome"], leads(records, item)]
    return Row(
        (
            cell(title or named(item), *(Words(part, "soft") for part in aims if part)),
            cell(by_when(records, item, quarter, short=True), Words("Late" if late else "", "alert")),
            cell(item["resources"]),
            reported,
        ),
        under,
    )
