"""The action plan as one table per priority: objectives, actions, target, leads and the four quarters."""

from __future__ import annotations

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Form,
    Prose,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    ref_column,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import (
    NO_PRIORITIES,
    by_when,
    chosen_priorities,
    context,
    evidence,
    named,
    officers,
    quarter_of,
    says_something,
    update_pieces,
)

TITLE = "Action plan"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """The whole plan, or one priority of it, with the updates of the quarter's year."""
    now = quarter_of(records, options)
    quarters = FinancialYear(now.year).quarters
    priorities = chosen_priorities(records, options)
    columns = _columns(records, quarters)
    blocks: dict[str, Block] = {}
    if records.plan["introduction"] and options.item is None:
        blocks["introduction"] = Prose(records.plan["introduction"])
    for at, priority in enumerate(priorities):
        rows = _rows(records, priority, now, options)
        table = Table(columns, rows, named(priority), empty="Nothing is planned under this priority yet.")
        blocks[f"priority {at}"] = table.without(options.without)
    if not priorities:
        blocks["priorities"] = Prose("", empty=NO_PRIORITIES)
    sheet = Sheet(
        title=records.plan["title"],
        context=context(records, TITLE) + f" · {FinancialYear(quarters[0].year).label}",
        blocks=blocks,
    )
    return Form("action-plan", TITLE, (sheet,))


def _columns(records: PlanRecords, quarters: tuple[Quarter, ...]) -> tuple[Column, ...]:
    reported = {update["quarter"] for update in records.updates if update["narrative"]}
    targets = any(item["target"] or item["outcome"] for item in records.plan_items)
    doing = (
        (Column("objective", "Objective", share=1.7, leads=True), Column("actions", "Actions", share=2.4))
        if _by_objective(records)
        else (Column("actions", "What is to be done", share=2.4, leads=True),)
    )
    return (
        ref_column(item["ref"] for item in records.plan_items),
        *doing,
        Column("target", "Target and performance indicator", share=1.8 if targets else 1),
        Column("lead", "Lead agency", em=7.2),
        Column("groups", "Lead action group", em=7.2),
        *(
            # A quarter nobody has reported on yet needs no room to speak of.
            Column(
                quarter.short,
                f"Quarter\u00a0{quarter.number}",
                share=2.2 if quarter.code in reported else 0.85,
            )
            for quarter in quarters
        ),
    )


def _by_objective(records: PlanRecords) -> bool:
    """Whether the plan is written as objectives with actions, rather than as actions alone."""
    tops = [item for priority in records.priorities for item in records.children(priority["id"])]
    return 2 * len([item for item in tops if item["level"] == "objective"]) >= len(tops)


def _rows(records: PlanRecords, priority: PlanItem, now: Quarter, options: ReportOptions) -> tuple[Row, ...]:
    rows = []
    by_objective = _by_objective(records)
    if says_something(records, priority):
        heading = "The priority as a whole"
        rows.append(_row(records, priority, [], now, options, by_objective, title=heading))
    for item in records.children(priority["id"]):
        actions = records.children(item["id"])
        # Actions that are numbered or reported on stand for themselves; the others are points of theirs.
        points = [
            action for action in actions if not action["ref"] and action["id"] not in records.updates_of
        ]
        of_others = {point["id"] for point in points}
        rows.append(_row(records, item, points, now, options, by_objective))
        rows.extend(
            _row(records, action, [], now, options, by_objective, under=True)
            for action in actions
            if action["id"] not in of_others
        )
    return tuple(rows)


def _row(
    records: PlanRecords,
    item: PlanItem,
    points: list[PlanItem],
    now: Quarter,
    options: ReportOptions,
    by_objective: bool,
    title: str = "",
    under: bool = False,
) -> Row:
    heading = cell(title or item["title"])
    actions = cell(Bullets(tuple(_point(records, action, item, now) for action in points)))
    if not by_objective:
        doing: tuple[Cell, ...] = ((*heading, *actions),)
    elif item["level"] == "action":
        doing = ((), heading)
    else:
        doing = (heading, actions)
    return Row(
        (
            cell(item["ref"]),
            *doing,
            _target(records, item, now),
            cell(records.lead_names(item), Words(officers(records, item), "soft")),
            cell(records.group_names(item)),
            *(
                tuple(update_pieces(records, update, options))
                if (update := records.update(item["id"], quarter))
                else ()
                for quarter in FinancialYear(now.year).quarters
            ),
        ),
        under,
    )


def _point(records: PlanRecords, action: PlanItem, under: PlanItem, quarter: Quarter) -> str:
    """An action as a point of its objective, with what the columns do not already say."""
    own_leads = [
        names
        for names, inherited in (
            (records.lead_names(action), records.lead_names(under)),
            (records.group_names(action), records.group_names(under)),
            (officers(records, action), officers(records, under)),
        )
        if names and names != inherited
    ]
    when = by_when(records, action, quarter, short=True, headed=False)
    kept = [part for part in (when, action["target"], action["outcome"], action["resources"]) if part]
    details = "; ".join([*own_leads, *kept, *evidence(action)])
    return f"{action['title']} ({details})" if details else str(action["title"])


def _target(records: PlanRecords, item: PlanItem, quarter: Quarter) -> Cell:
    return cell(
        item["target"],
        item["outcome"],
        Words(by_when(records, item, quarter, short=True, headed=False), "strong"),
        Words(f"Resources: {item['resources']}" if item["resources"] else "", "soft"),
        *(Words(told, "soft") for told in evidence(item)),
    )
