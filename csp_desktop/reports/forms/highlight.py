"""The highlight report: what one group's chair tells the steering group every month."""

from __future__ import annotations

from datetime import date

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter, months_on
from csp_desktop.registers.as_written.dates import format_month
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Group, PlanItem
from csp_desktop.reports.blocks import (
    BADGE_LAST,
    BADGE_WIDE,
    Blank,
    Block,
    Column,
    Facts,
    Form,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    ref_column,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import (
    allocation_amounts,
    badge,
    by_when,
    context,
    leads,
    named,
    quarter_of,
    unreported,
    update_pieces,
    written,
)
from csp_desktop.rules.comparators import newest_beside_similar
from csp_desktop.rules.due_dates import due_date, overdue
from csp_desktop.rules.money.funding_position import allocation_position
from csp_desktop.rules.rag import item_rag, rate
from csp_desktop.rules.risk_scores import position

TITLE = "Highlight report"
_AHEAD = 3
"""Months looked ahead, the report's own the first of them."""


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A sheet for each group that leads something, or for the one chosen."""
    quarter = quarter_of(records, options)
    sheets = tuple(_sheet(records, group, quarter, options) for group in _groups(records, options))
    return Form("highlight", TITLE, sheets, flipped=False)


def _groups(records: PlanRecords, options: ReportOptions) -> list[Group]:
    leading = {group for item in records.plan_items for group in item["lead_groups"]}
    groups = [group for group in records.groups if group["id"] in leading]
    if options.recipient is None:
        if groups:
            return groups
        raise ReportProblem(
            f"No group leads anything in {records.plan['title']}, so there is no highlight report to print; "
            "add lead groups to the plan's items first."
        )
    wanted = options.recipient.casefold()
    chosen = [group for group in records.groups if group["short_name"].casefold() == wanted]
    if not chosen:
        names = ", ".join(group["short_name"] for group in groups) or "none yet"
        raise ReportProblem(
            f"There is no group “{options.recipient}”, so nothing was printed; the groups that lead are {names}."
        )
    return chosen


def _last_of(quarter: Quarter, today: date) -> date:
    """A day of the month a report on a quarter is of: today's, but its own last one where it is long past."""
    # A quarter is reported on until the next one is over.
    return quarter.end if quarter < Quarter.of(today).previous else today


def _sheet(records: PlanRecords, group: Group, quarter: Quarter, options: ReportOptions) -> Sheet:
    items = [item for item in records.outline() if group["id"] in item["lead_groups"]]
    chair = records.person.get(group["chair"])
    month = months_on(options.month or _last_of(quarter, options.printed_on), 0)
    # A month gone by is told as it stood when it ended.
    as_of = min(options.printed_on, months_on(month, 1))
    where = "in" if Quarter.of(month) == quarter else "with the ratings of"
    facts = Facts(
        (
            ("Chair", cell((chair and (chair["job_title"] or chair["name"])) or "Not named")),
            ("Meets", cell(group["meets"] or "Not recorded")),
            ("Month", cell(f"{format_month(month)}, {where} {quarter.label}")),
        )
    )
    tables = {
        "work": _work(records, items, quarter, options),
        "help": _help(records, items, quarter, as_of, options),
        "coming": _coming(records, items, quarter, month, as_of),
        "indicators": _indicators(records, items, quarter),
        "risks": _risks(records, items, quarter, as_of),
        "money": _money(records, group, quarter),
    }
    blocks: dict[str, Block] = {"facts": facts}
    blocks |= {name: table.without(options.without) for name, table in tables.items()}
    blocks["sign off"] = Facts((("Reported by", cell(Blank())), ("Date", cell(Blank()))))
    return Sheet(group["name"], f"{context(records, TITLE)} · {format_month(month)}", blocks)


def _work(records: PlanRecords, items: list[PlanItem], quarter: Quarter, options: ReportOptions) -> Table:
    rows = []
    for item in items:
        rag = item_rag(records, item, quarter, options.which_rag)
        before = item_rag(records, item, quarter.previous, options.which_rag)
        was = badge(records, before).word
        update = records.update(item["id"], quarter)
        rows.append(
            Row(
                (
                    cell(item["ref"]),
                    cell(
                        item["title"],
                        Words(by_when(records, item, quarter, short=True, headed=False), "soft"),
                    ),
                    cell(
                        badge(records, rag),
                        Words(f"was {was}" if before not in ("none", rag) else "", "soft"),
                    ),
                    tuple(update_pieces(records, update, options, rated=False))
                    if update
                    else cell(unreported(item, quarter)),
                )
            )
        )
    return Table(
        title="Progress",
        columns=(
            ref_column(item["ref"] for item in items),
            Column("item", "What is to be done", share=1, leads=True),
            Column("rating", "Rating", em=BADGE_WIDE),
            Column("progress", "Progress", share=1.3),
        ),
        rows=tuple(rows),
        empty="This group leads nothing in the plan.",
    )


def _help(
    records: PlanRecords, items: list[PlanItem], quarter: Quarter, as_of: date, options: ReportOptions
) -> Table:
    rows = []
    for item in items:
        late = overdue(records, item, quarter, as_of)
        rag = item_rag(records, item, quarter, options.which_rag)
        if not late and rag != "red":
            continue
        why = f"Was due {written(late)}." if late else "Red this quarter."
        rows.append(Row((cell(named(item)), cell(Words(why, "alert")), cell(Blank(2)))))
    return Table(
        title="Where the steering group's help is needed",
        columns=(
            Column("item", "What", share=1, leads=True),
            Column("why", "Why", em=11),
            Column("wanted", "Decision or help needed", share=1),
        ),
        rows=tuple(rows),
        empty="Nothing is red or late.",
    )


def _coming(records: PlanRecords, items: list[PlanItem], quarter: Quarter, month: date, as_of: date) -> Table:
    """What falls due in the month and the two that follow it, less what is told as late."""
    dated = [
        (due, item)
        for item in items
        if item["status"] not in ("complete", "stopped")
        and (due := due_date(records, item, quarter))
        and month <= due < months_on(month, _AHEAD)
        and not overdue(records, item, quarter, as_of)
    ]
    rows = tuple(
        Row((cell(written(due, short=True)), cell(named(item)), cell(leads(records, item))))
        for due, item in sorted(dated, key=lambda dated_item: dated_item[0])
    )
    return Table(
        title="Due in the next three months",
        columns=(
            Column("due", "Due", em=7),
            Column("item", "What", share=2, leads=True),
            Column("lead", "Lead", share=1),
        ),
        rows=rows,
        empty="Nothing is due.",
    )


def _indicators(records: PlanRecords, items: list[PlanItem], quarter: Quarter) -> Table:
    priorities = {
        priority["id"] for item in items if (priority := records.priority_of(item["id"])) is not None
    }
    rows = []
    for indicator in records.indicators:
        if indicator["item"] in priorities:
            rating = rate(records, indicator, quarter)
            beside = newest_beside_similar(records, indicator, quarter)
            rows.append(
                Row(
                    (
                        cell(named(indicator)),
                        cell(badge(records, rating.rag)),
                        cell(rating.words.rstrip(".") + ".", Words(f"{beside}." if beside else "", "soft")),
                    )
                )
            )
    return Table(
        title="Indicators",
        columns=(
            Column("indicator", "Indicator", share=1, leads=True),
            Column("rating", "Rating", em=BADGE_WIDE),
            Column("words", "Where it stands", share=1.2),
        ),
        rows=tuple(rows),
        empty="No indicator measures this work.",
    )


def _risks(records: PlanRecords, items: list[PlanItem], quarter: Quarter, today: date) -> Table:
    ids = {item["id"] for item in items}
    rows = []
    for risk in records.risks:
        if risk["item"] in ids and risk["status"] == "open":
            place = position(records, risk, quarter, today)
            review = records.review(risk["id"], quarter)
            rows.append(
                Row(
                    (
                        cell(named(risk)),
                        cell("No score" if place.score is None else f"{place.score} {place.arrow}".strip()),
                        cell(badge(records, place.band)),
                        cell(review["comment"] if review else ""),
                    )
                )
            )
    return Table(
        title="Risks",
        columns=(
            Column("risk", "Risk", share=1, leads=True),
            Column("score", "Score", em=4.6),
            Column("band", "Band", em=BADGE_LAST),
            Column("comment", "Comment", share=1),
        ),
        rows=tuple(rows),
        empty="No open risks relate to this work.",
    )


def _money(records: PlanRecords, group: Group, quarter: Quarter) -> Table:
    rows = []
    for allocation in records.allocations:
        if allocation["group"] == group["id"] and allocation["status"] != "withdrawn":
            money = allocation_position(records, allocation, quarter)
            rows.append(
                Row(
                    (
                        cell(
                            allocation["project"],
                            Words(records.stream[allocation["stream"]]["name"], "soft"),
                            Words("Proposed." if allocation["status"] == "proposed" else "", "strong"),
                        ),
                        *allocation_amounts(money),
                    )
                )
            )
    return Table(
        title="Money",
        columns=(
            Column("project", "Project and stream", share=1, leads=True),
            *(
                Column(name.lower(), name, em=7.2, align="right")
                for name in ("Allocated", "Committed", "Spent", "Left")
            ),
        ),
        rows=tuple(rows),
        empty="No money is allocated to this group.",
    )
