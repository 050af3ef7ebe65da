"""The handover: what a successor must know on the first day, before reading anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Badge, Block, Column, Form, Row, Sheet, Table, Words, cell
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, named, quarter_of, written
from csp_desktop.rules.due_dates import FINISHED, due_date
from csp_desktop.rules.log import entry_state
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.money.funding_position import spend_by
from csp_desktop.rules.return_states import OUT, return_state
from csp_desktop.rules.risk_scores import review_to_come

TITLE = "Handover"
_HOW_TO = (
    (
        "When a quarter ends",
        "Returns ▸ Send returns writes a workbook for each lead and drafts the emails. Send them in the first week.",
    ),
    (
        "When a return comes back",
        "Drop it on the window. What is certain is ready to apply; where two of you changed a cell, you choose. "
        "Questions left open wait on the Returns tab.",
    ),
    (
        "Before the meeting",
        "The Overview lists what to check. Put each right where it stands, or accept it with a reason. Then "
        "Print ▸ the quarterly sheets or a pack, and save what you issue.",
    ),
    (
        "When money moves",
        "Enter it on the Funding tab against its allocation. The Overview says what will be lost, and when.",
    ),
    (
        "When somebody leaves",
        "On the Partners tab give the person a leaving date and choose who receives the returns from now on.",
    ),
    (
        "In March",
        "Plan ▸ Roll over makes next year's plan from this one. Try it out first; doing it twice doubles nothing.",
    ),
    (
        "If something goes wrong",
        "Ctrl+Z takes back any step, yesterday's too. Backups lie in a folder beside the file; File ▸ Restore a "
        "backup makes a new file from one.",
    ),
)


@dataclass(frozen=True)
class HandedOver:
    """What stands in the file beside the plan's own records.

    `questions` are what returns left open, as (recipient, quarter, question); `packs` the packs and their forms.
    """

    questions: Sequence[tuple[str, str, str]] = ()
    packs: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class _Dated:
    day: date
    what: str
    kind: str


def gather(records: PlanRecords, options: ReportOptions, handed: HandedOver) -> Form:
    """What is out, what is open, what comes next, and how things are done."""
    quarter = quarter_of(records, options)
    today = options.printed_on
    blocks: dict[str, Block] = {
        "out": _out(records, today),
        "questions": _questions(handed),
        "how to": _how_to(),
        "packs": _packs(handed),
        "calendar": _calendar(records, quarter, today),
    }
    sheet = Sheet(
        f"Handover of {records.plan['title']}",
        context(records, TITLE, quarter),
        blocks,
        lead=f"As it stood on {written(today)}. Contacts, the committee's page and the things to check follow.",
    )
    return Form("handover", TITLE, (sheet,), legend=False, flipped=False)


def _out(records: PlanRecords, today: date) -> Table:
    rows = []
    waiting = [kept for kept in records.returns if kept["state"] in OUT]
    for kept in sorted(waiting, key=lambda kept: (kept["quarter"], kept["due_on"] or "")):
        state = return_state(kept, today)
        rows.append(
            Row(
                (
                    cell(_recipient(records, kept)),
                    cell(Quarter.parse(kept["quarter"]).label),
                    cell(written(kept["sent_on"], short=True)),
                    cell(written(kept["due_on"], short=True)),
                    cell(Badge(state.rag, state.word)),
                )
            )
        )
    return Table(
        title="Returns that are out",
        columns=(
            Column("recipient", "Sent to", share=1, leads=True),
            Column("quarter", "Quarter", em=6.4),
            Column("sent", "Sent", em=7.4),
            Column("due", "Due", em=7.4),
            Column("state", "State", em=8.6),
        ),
        rows=tuple(rows),
        empty="No return is out.",
    )


def _recipient(records: PlanRecords, kept: Record) -> str:
    recipient = records.agency.get(kept["agency"]) or records.group.get(kept["group"])
    return str(recipient["name"]) if recipient else str(kept["return_code"])


def _questions(handed: HandedOver) -> Table:
    return Table(
        title="Questions that returns left open",
        columns=(
            Column("recipient", "From", em=9, leads=True),
            Column("quarter", "Quarter", em=6.4),
            Column("question", "Question", share=1),
        ),
        rows=tuple(Row((cell(who), cell(when), cell(what))) for who, when, what in handed.questions),
        empty="No question is open.",
    )


def _calendar(records: PlanRecords, quarter: Quarter, today: date) -> Table:
    dated = sorted(_dates(records, quarter, today), key=lambda each: (each.day, each.what))
    rows = tuple(
        Row(
            (
                cell(Words(written(each.day, short=True), "alert" if each.day < today else "plain")),
                cell(each.what),
                cell(Words(each.kind, "soft")),
            )
        )
        for each in dated
    )
    return Table(
        title="Calendar",
        columns=(
            Column("day", "Day", em=7.6, leads=True),
            Column("what", "What", share=1, leads=True),
            Column("kind", "Kind", em=10),
        ),
        rows=rows,
        note="Days in red have gone by.",
        empty="Nothing is dated.",
    )


def _dates(records: PlanRecords, quarter: Quarter, today: date) -> list[_Dated]:
    """Everything unfinished that has a date, by kind."""
    dated = [
        _Dated(due, named(item), item["level"])
        for item in records.outline()
        if item["status"] not in FINISHED and (due := due_date(records, item, quarter))
    ]
    for risk in records.risks:
        if risk["status"] != "open":
            continue
        if (review := review_to_come(records, risk, quarter)) is not None:
            dated.append(_Dated(review, named(risk), "risk review"))
        for mitigation in records.mitigations_of.get(risk["id"], []):
            if mitigation["status"] not in FINISHED:
                dated += _on(mitigation["due_on"], mitigation["title"], "mitigation")
    dated += [
        _Dated(spend_by(stream), stream["name"], "money spent by") for stream in records.funding_streams
    ]
    for kept in records.returns:
        if kept["state"] in OUT:
            dated += _on(kept["due_on"], _recipient(records, kept), "return due")
    for entry in records.log_entries:
        state = entry_state(records, entry, Quarter.of(today))
        if state.is_open:
            if state.due:
                kind = "lapses" if kind_of(entry).runs_out else entry["kind"]
                dated.append(_Dated(state.due, named(entry), kind))
            dated += _on(entry["review_on"], named(entry), "review")
    for group in records.groups:
        dated += _on(group["ends_on"], group["name"], "group ends")
    dated.append(_Dated(FinancialYear(records.plan["last_year"]).end, records.plan["title"], "plan ends"))
    return dated


def _on(day: str | None, what: str, kind: str) -> list[_Dated]:
    return [_Dated(date.fromisoformat(day), what, kind)] if day else []


def _packs(handed: HandedOver) -> Table:
    return Table(
        title="Packs, printed into the folder",
        columns=(Column("name", "Pack", share=1, leads=True), Column("forms", "Forms", share=2)),
        rows=tuple(Row((cell(name), cell(forms))) for name, forms in handed.packs),
        empty="No pack has been put together.",
    )


def _how_to() -> Table:
    return Table(
        title="How it is done",
        columns=(Column("when", "When", share=1, leads=True), Column("how", "How", share=2.6)),
        rows=tuple(Row((cell(when), cell(how))) for when, how in _HOW_TO),
    )
