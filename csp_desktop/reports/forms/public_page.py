"""The page for the public: how the priorities stand, then each with its measures and what is being done.

Gathered from public records only; who gives it others would publish them.
"""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Indicator, PlanItem
from csp_desktop.reports.blocks import (
    BADGE_LAST,
    BADGE_WIDE,
    Badge,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    Prose,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    ref_column,
)
from csp_desktop.reports.forms import achievements
from csp_desktop.reports.forms.indicator_figures import baseline, figure_columns, measured, source, target
from csp_desktop.reports.forms.indicator_trends import chart
from csp_desktop.reports.log_cells import standing
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, badge, by_when, context, named, new_date, quarter_of, written
from csp_desktop.rules.due_dates import finished
from csp_desktop.rules.log import EntryState, entry_states
from csp_desktop.rules.log_kinds import KINDS
from csp_desktop.rules.rag import item_rag, priority_rating, rate, reported_items, shown_rag

TITLE = "How we are doing"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A sheet of all priorities, one for each, what was achieved the year before, orders and what else is logged."""
    quarter = quarter_of(records, options)
    sheets = [_overview(records, quarter)]
    sheets += [_priority(records, priority, quarter) for priority in records.priorities]
    if records.achievements:
        sheets += achievements.gather(records, options).sheets
    if records.log_entries:
        sheets.append(_log(records, quarter, options.printed_on))
    return Form("public-page", TITLE, tuple(sheets), reported=False, flipped=False)


def _overview(records: PlanRecords, quarter: Quarter) -> Sheet:
    rows = []
    for priority in records.priorities:
        rating = priority_rating(records, priority, quarter)
        before = priority_rating(records, priority, quarter.previous)
        expected = reported_items(records, priority["id"])
        rows.append(
            Row(
                (
                    cell(named(priority)),
                    cell(badge(records, rating.rag)),
                    cell(badge(records, before.rag)) if before.rag != "none" else cell(Words(DASH, "soft")),
                    cell(str(len(expected))),
                    cell(_why(records, priority, quarter, rating.words)),
                )
            )
        )
    table = Table(
        title="The priorities",
        columns=(
            Column("priority", "Priority", share=1.3, leads=True),
            Column("rating", quarter.label, em=BADGE_WIDE),
            Column("before", quarter.previous.label, em=BADGE_WIDE),
            Column("actions", "Actions", em=5, align="right"),
            Column("words", "Why", share=1),
        ),
        rows=tuple(rows),
        empty="No priorities are published yet.",
    )
    return Sheet(
        title=f"{records.plan['title']}: {TITLE.lower()}",
        context=context(records, TITLE, quarter),
        blocks={"priorities": table},
        lead=records.partnership["vision"] or "",
    )


def _why(records: PlanRecords, priority: PlanItem, quarter: Quarter, words: str) -> str:
    """Where a rating comes from; one that somebody gave is the partnership's, whoever gave it."""
    own = shown_rag(records.update(priority["id"], quarter))
    return words if own == "none" else "Rated by the partnership."


def _provisional(records: PlanRecords, indicator: Indicator, quarter: Quarter) -> bool:
    """Whether a figure of the year up to the quarter may still change."""
    quarters = FinancialYear(quarter.year).quarters[: quarter.number]
    figures = (records.measurement(indicator["id"], each) for each in quarters)
    return any(figure is not None and figure["provisional"] for figure in figures)


def _priority(records: PlanRecords, priority: PlanItem, quarter: Quarter) -> Sheet:
    inside = {priority["id"], *(item["id"] for item in records.outline(priority["id"]))}
    indicators = [indicator for indicator in records.indicators if indicator["item"] in inside]
    update = records.update(priority["id"], quarter)
    blocks: dict[str, Block] = {"about": _about(records, priority, quarter)}
    if update and update["narrative"]:
        blocks["progress"] = Prose(update["narrative"], "Progress")
    if indicators:
        quarters = FinancialYear(quarter.year).quarters
        rows = tuple(
            Row(
                (
                    cell(named(indicator), Words(source(indicator), "soft")),
                    baseline(indicator),
                    target(indicator),
                    *(measured(records, indicator, each, quarter) for each in quarters),
                    cell(badge(records, rate(records, indicator, quarter).rag)),
                )
            )
            for indicator in indicators
        )
        blocks["indicators"] = Table(
            title="How it is measured",
            columns=(
                Column("indicator", "Measure", share=1, leads=True),
                *figure_columns(rows, quarters, baseline=6.4, target=6.4, quarter=3.6),
                Column("rating", "Rating", em=BADGE_LAST),
            ),
            rows=rows,
            note="p: provisional figure, may still change."
            if any(_provisional(records, indicator, quarter) for indicator in indicators)
            else "",
        )
    for indicator in indicators:
        drawn = chart(records, indicator, quarter)
        if drawn is not None:
            blocks[f"chart {indicator['id']}"] = drawn
    if records.children(priority["id"]):
        blocks["actions"] = _actions(records, priority, quarter)
    before = priority_rating(records, priority, quarter.previous).rag
    now = priority_rating(records, priority, quarter).rag
    return Sheet(
        title=named(priority),
        context=context(records, TITLE, quarter),
        rating=badge(records, now),
        before=None if before in ("none", now) else badge(records, before),
        blocks=blocks,
    )


def _about(records: PlanRecords, priority: PlanItem, quarter: Quarter) -> Facts:
    known = (
        ("Led by", cell(_led_by(records, priority))),
        ("What we want to achieve", cell(priority["target"], priority["outcome"])),
        ("By when", cell(by_when(records, priority, quarter))),
    )
    return Facts(tuple((label, said) for label, said in known if said))


def _led_by(records: PlanRecords, item: PlanItem) -> str:
    """Lead agencies and groups by their full names: the public does not know the short ones."""
    return "; ".join(
        [
            *(records.agency[agency]["name"] for agency in item["lead_agencies"]),
            *(records.group[group]["name"] for group in item["lead_groups"]),
        ]
    )


def _actions(records: PlanRecords, priority: PlanItem, quarter: Quarter) -> Table:
    expected = {item["id"] for item in reported_items(records, priority["id"])}
    rows = []
    led = _led_by(records, priority)
    for item in records.outline(priority["id"]):
        own = _led_by(records, item)
        rag = item_rag(records, item, quarter)
        rows.append(
            Row(
                (
                    cell(item["ref"]),
                    cell(item["title"], Words(own if own != led else "", "soft")),
                    cell(by_when(records, item, quarter, short=True)),
                    cell(badge(records, rag))
                    if rag != "none" or item["id"] in expected
                    else cell(Words(DASH, "soft")),
                    _told(records, item, quarter),
                ),
                under=item["parent"] != priority["id"],
            )
        )
    return Table(
        title="What is being done",
        columns=(
            ref_column(item["ref"] for item in records.plan_items),
            Column("action", "Action", share=1.2, leads=True),
            Column("when", "By when", em=7.5, spare=True),
            Column("rating", "Rating", em=BADGE_WIDE),
            Column("update", f"How it stands, {quarter.label}", share=1),
        ),
        rows=tuple(rows),
    ).without(())


def _told(records: PlanRecords, item: PlanItem, quarter: Quarter) -> Cell:
    update = records.update(item["id"], quarter)
    over = ""
    if finished(item, quarter):
        completed = f"Completed {written(item['completed_on'])}".strip() + "."
        over = completed if item["status"] == "complete" else "Stopped."
    moved = update if update and update["id"] not in records.overtaken else None
    outcome = update["outcome_rag"] if update else None
    return cell(
        update["narrative"] if update else "",
        badge(records, outcome, "Outcomes") if outcome and outcome != "none" else None,
        new_date(records, moved) if moved else None,
        Words(over, "soft"),
    )


def _log(records: PlanRecords, quarter: Quarter, today: date) -> Sheet:
    """The published entries of the log, a table for each kind."""
    states = entry_states(records, quarter)
    blocks: dict[str, Block] = {}
    for kind in KINDS:
        own = [state for state in states if state.entry["kind"] == kind.name]
        if own:
            blocks[kind.name] = Table(
                title=kind.plural,
                columns=(
                    ref_column(state.entry["ref"] for state in own),
                    Column("title", kind.label, share=1.4, leads=True),
                    Column("from", "From", em=8.5, spare=True),
                    Column("until", "Until" if kind.runs_out else "By when", em=8.5, spare=True),
                    Column("who", "Who", share=0.8, spare=True),
                    Column("status", "Status", em=BADGE_LAST),
                ),
                rows=tuple(_entry(records, state, kind.runs_out, today) for state in own),
            ).without(())
    return Sheet("Orders, agreements and commitments", context(records, TITLE, quarter), blocks)


def _entry(records: PlanRecords, state: EntryState, runs_out: bool, today: date) -> Row:
    entry = state.entry
    named_by = [records.agency[lead]["name"] for lead in entry["lead_agencies"]]
    if entry["group"]:
        named_by.append(records.group[entry["group"]]["name"])
    if runs_out and state.is_open and state.due and state.due < today:
        status: Cell = cell(Badge("none", "Expired"))
    elif runs_out and state.status == "in progress":
        status = cell(Badge("green", "In force"))
    else:
        status = standing(state, ())
    return Row(
        (
            cell(entry["ref"]),
            cell(entry["title"], Words(entry["area"] or "", "soft"), entry["outcome"]),
            cell(written(entry["starts_on"])),
            cell(written(state.due)),
            cell("; ".join(named_by)),
            status,
        )
    )
