"""The action plan as one table per priority: objectives, actions, target, leads and the four quarters."""

from __future__ import annotations

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Form,
    Piece,
    Prose,
    Row,
    Sheet,
    Table,
    Words,
    cell,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import chosen_priorities, context, named, quarter_of, update_pieces

TITLE = "Action plan"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """The whole plan, or one priority of it, with the updates of the quarter's year."""
    quarters = FinancialYear(quarter_of(records, options).year).quarters
    priorities = chosen_priorities(records, options)
    columns = _columns(records, quarters)
    blocks: dict[str, Block] = {}
    if records.plan["introduction"] and options.item is None:
        blocks["introduction"] = Prose(records.plan["introduction"])
    for at, priority in enumerate(priorities):
        rows = _rows(records, priority, quarters, options)
        table = Table(columns, rows, named(priority), empty="Nothing is planned under this priority yet.")
        blocks[f"priority {at}"] = table.without(options.without)
    sheet = Sheet(
        title=records.plan["title"],
        context=context(records, TITLE) + f" · {FinancialYear(quarters[0].year).label}",
        blocks=blocks,
    )
    return Form("action-plan", TITLE, (sheet,))


def _columns(records: PlanRecords, quarters: tuple[Quarter, ...]) -> tuple[Column, ...]:
    reported = {update["quarter"] for update in records.updates if update["narrative"]}
    objectives = any(item["level"] == "objective" for item in records.plan_items)
    targets = any(
        item["target"] or item["outcome"] for item in records.plan_items if item["level"] != "priority"
    )
    return (
        Column("ref", "Ref", em=2.9, leads=True),
        *([Column("objective", "Objective", share=1.7, leads=True)] if objectives else []),
        Column("actions", "Actions", share=2.4, leads=not objectives),
        Column("target", "Target and performance indicator", share=1.7 if targets else 1),
        Column("lead", "Lead agency", em=5.6),
        Column("groups", "Lead action group", em=5.6),
        *(
            # A quarter nobody has reported on yet needs no room to speak of.
            Column(
                quarter.short,
                f"Quarter\u00a0{quarter.number}",
                share=1.9 if quarter.code in reported else 0.9,
            )
            for quarter in quarters
        ),
    )


def _rows(
    records: PlanRecords, priority: Record, quarters: tuple[Quarter, ...], options: ReportOptions
) -> tuple[Row, ...]:
    objectives = any(item["level"] == "objective" for item in records.plan_items)
    rows = []
    if _says_something(records, priority):
        rows.append(
            _row(records, priority, [], quarters, options, objectives, title="The priority as a whole")
        )
    for item in records.children(priority["id"]):
        rows.append(_row(records, item, records.children(item["id"]), quarters, options, objectives))
    return tuple(rows)


def _says_something(records: PlanRecords, priority: Record) -> bool:
    written = any(priority[name] for name in ("target", "outcome", "resources", "timescale"))
    return (
        written
        or bool(priority["lead_agencies"] or priority["lead_groups"])
        or priority["id"] in records.updates_of
    )


def _row(
    records: PlanRecords,
    item: Record,
    actions: list[Record],
    quarters: tuple[Quarter, ...],
    options: ReportOptions,
    objectives: bool,
    title: str = "",
) -> Row:
    heading = cell(title or item["title"])
    points = cell(Bullets(tuple(_action(records, action, item) for action in actions)))
    if not objectives:
        named_cells: tuple[Cell, ...] = ((*heading, *points),)
    elif item["level"] == "action":
        named_cells = ((), (*heading, *points))
    else:
        named_cells = (heading, points)
    return Row(
        (
            cell(item["ref"]),
            *named_cells,
            _target(item),
            cell(records.lead_names(item)),
            cell(records.group_names(item)),
            *(_quarter(records, item, actions, quarter, options) for quarter in quarters),
        )
    )


def _action(records: PlanRecords, action: Record, under: Record) -> str:
    """An action as a point of its objective, with what the columns do not already say."""
    own_leads = [
        names
        for names, inherited in (
            (records.lead_names(action), records.lead_names(under)),
            (records.group_names(action), records.group_names(under)),
        )
        if names and names != inherited
    ]
    details = [
        *own_leads,
        *(action[name] for name in ("timescale", "target", "outcome", "resources") if action[name]),
    ]
    text = named(action)
    return f"{text} ({'; '.join(details)})" if details else text


def _target(item: Record) -> Cell:
    return cell(
        item["target"],
        item["outcome"],
        Words(item["timescale"] or "", "strong"),
        Words(f"Resources: {item['resources']}" if item["resources"] else "", "soft"),
    )


def _quarter(
    records: PlanRecords, item: Record, actions: list[Record], quarter: Quarter, options: ReportOptions
) -> Cell:
    pieces: list[Piece] = []
    update = records.update(item["id"], quarter)
    if update:
        pieces.extend(update_pieces(records, update, options))
    for action in actions:
        own = records.update(action["id"], quarter)
        if own:
            pieces.append(Words(action["ref"] or _opening(action["title"]), "strong"))
            pieces.extend(update_pieces(records, own, options))
    return tuple(pieces)


def _opening(title: str) -> str:
    """Enough of an action's words to know it by."""
    words = title.split()
    return " ".join(words[:5]) + ("…" if len(words) > 5 else "")
