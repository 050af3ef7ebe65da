"""The forward plan: month by month what falls due, is reviewed, runs out or meets in the year ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from csp_desktop.periods import Quarter, months_on
from csp_desktop.registers.as_written.dates import format_month
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Band, Cell, Column, Form, Row, Sheet, Table, Words, cell
from csp_desktop.reports.log_cells import who
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, leads, named, quarter_of, written
from csp_desktop.rules.due_dates import FINISHED, due_date
from csp_desktop.rules.log import entry_states
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.money.funding_position import spend_by
from csp_desktop.rules.risk_scores import review_to_come

TITLE = "Forward plan"
_MONTHS = 12


@dataclass(frozen=True)
class _Coming:
    """One thing on one day: what it is, its words, and who has it."""

    on: date
    kind: str
    words: Cell
    lead: Cell


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A year ahead, from the month it is printed in or, for another quarter, from that quarter's first."""
    quarter = quarter_of(records, options)
    inside = quarter.start <= options.printed_on <= quarter.end
    first = months_on(options.printed_on if inside else quarter.start, 0)
    coming = sorted(
        (thing for thing in _all(records, quarter) if first <= thing.on < months_on(first, _MONTHS)),
        key=lambda thing: thing.on,
    )
    rows: list[Row | Band] = []
    month = None
    for thing in coming:
        if months_on(thing.on, 0) != month:
            month = months_on(thing.on, 0)
            rows.append(Band(format_month(month)))
        rows.append(
            Row(
                (
                    cell(written(thing.on, short=True)),
                    cell(Words(thing.kind, "soft")),
                    thing.words,
                    thing.lead,
                )
            )
        )
    last = months_on(first, _MONTHS - 1)
    table = Table(
        columns=(
            Column("on", "When", em=7.4),
            Column("kind", "What", em=12),
            Column("title", "Which", share=2, leads=True),
            Column("lead", "Who", share=0.8),
        ),
        rows=tuple(rows),
        empty="Nothing is due in these months.",
    )
    sheet = Sheet(
        f"{TITLE}, {format_month(first)} to {format_month(last)}",
        context(records, TITLE),
        {"coming": table.without(options.without)},
    )
    return Form("log", TITLE, (sheet,), legend=False, flipped=False)


def _all(records: PlanRecords, quarter: Quarter) -> Iterator[_Coming]:
    for meeting in records.meetings:
        group = records.group.get(meeting["group"])
        words = cell(group["name"] if group else "Meeting", Words(meeting["place"] or "", "soft"))
        yield _Coming(date.fromisoformat(meeting["held_on"]), "Meeting", words, ())
    for state in entry_states(records, quarter):
        if not state.is_open:
            continue
        kind, lead = kind_of(state.entry), who(records, state.entry)
        words = cell(named(state.entry))
        if state.due is not None:
            said = f"{kind.label} {'expires' if kind.runs_out else 'due'}"
            yield _Coming(state.due, said, words, lead)
        if state.entry["review_on"]:
            yield _Coming(
                date.fromisoformat(state.entry["review_on"]), f"{kind.label} to review", words, lead
            )
    for item in records.outline():
        day = due_date(records, item, quarter)
        if day is not None and item["status"] not in FINISHED:
            yield _Coming(
                day, f"{item['level'].capitalize()} due", cell(named(item)), cell(leads(records, item))
            )
    for risk in records.risks:
        review = review_to_come(records, risk, quarter)
        if risk["status"] == "open" and review is not None:
            agency = records.agency.get(risk["owner_agency"])
            lead = cell(agency["short_name"] if agency else "", risk["owner"])
            yield _Coming(review, "Risk to review", cell(named(risk)), lead)
    for stream in records.funding_streams:
        if stream["spend_by"]:
            banker = records.agency.get(stream["banker"])
            lead = cell(banker["short_name"] if banker else "")
            yield _Coming(spend_by(stream), "Money to be spent", cell(stream["name"]), lead)
