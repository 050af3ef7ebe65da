"""A stream's report for its funder: what was planned, what was spent, why they differ, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Allocation, FundingStream
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    Prose,
    Row,
    Sheet,
    Table,
    Tone,
    Words,
    cell,
    letters_wide,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import (
    DASH,
    amount,
    badge,
    capital,
    context,
    named,
    quarter_of,
    to_the_penny,
    unreported,
    written,
)
from csp_desktop.rules.money.funding_position import (
    AllocationPosition,
    StreamPosition,
    pace,
    spend_by,
    stream_position,
    streams_of,
)
from csp_desktop.rules.money.underspend import project, underspend
from csp_desktop.rules.rag import item_rag

TITLE = "Funder's report"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """The stream named by `item` (its name or id), or every stream of the quarter's year."""
    quarter = quarter_of(records, options)
    sheets = [_sheet(records, stream, quarter, options) for stream in _chosen(records, quarter, options)]
    if not sheets:
        nothing: dict[str, Block] = {
            "terms": Facts(()),
            "none": Prose("", empty="No funding stream is recorded for this year."),
        }
        sheets = [Sheet(TITLE, context(records, TITLE, quarter), nothing)]
    return Form("funder", TITLE, tuple(sheets), legend=any("done" in sheet.blocks for sheet in sheets))


def _chosen(records: PlanRecords, quarter: Quarter, options: ReportOptions) -> list[FundingStream]:
    of_year = streams_of(records, FinancialYear(quarter.year))
    if options.item is None:
        return of_year
    wanted = options.item.strip().casefold()
    # A stream of the quarter's year comes before one of the same name in another.
    every = [*of_year, *(stream for stream in records.funding_streams if stream not in of_year)]
    chosen = [stream for stream in every if wanted in (stream["name"].casefold(), stream["id"])][:1]
    if not chosen:
        names = ", ".join(f"“{stream['name']}”" for stream in of_year)
        advice = (
            f"choose one of {names}" if names else f"none is recorded for {FinancialYear(quarter.year).label}"
        )
        raise ReportProblem(f"There is no funding stream “{options.item}”, so nothing was printed; {advice}.")
    return chosen


def _sheet(records: PlanRecords, stream: FundingStream, quarter: Quarter, options: ReportOptions) -> Sheet:
    position = stream_position(records, stream, quarter)
    blocks: dict[str, Block] = {
        "terms": _terms(records, stream, position),
        "money": _money(records, position, quarter, options.printed_on).without(options.without),
    }
    if stream["conditions"]:
        blocks["conditions"] = Prose(stream["conditions"], "Conditions")
    done = _done(records, position, quarter, options)
    if done.rows:
        blocks["done"] = done.without(options.without)
    title = f"{stream['name']}: spent against planned to the end of {quarter.label}"
    said = pace(position, quarter, options.printed_on)
    return Sheet(title, context(records, TITLE, quarter), blocks, lead=f"{said}." if said else "")


def _terms(records: PlanRecords, stream: FundingStream, position: StreamPosition) -> Facts:
    bank = records.agency.get(stream["banker"])
    carried = {"allowed": "May be carried forward", "not allowed": "May not be carried forward"}
    told = (
        ("Funder", stream["funder"]),
        ("Available", to_the_penny(position.available) if position.known else "Not recorded"),
        (
            "To be spent by",
            f"{written(spend_by(stream))}. {carried.get(stream['carry_forward'], '')}".strip(),
        ),
        ("Held by", bank["name"] if bank else None),
    )
    return Facts(tuple((label, cell(said)) for label, said in told if said))


def _money(records: PlanRecords, position: StreamPosition, quarter: Quarter, today: date) -> Table:
    quarters = FinancialYear(quarter.year).quarters[: quarter.number]
    rows = [_project(records, held, quarter, today) for held in position.allocations]
    forecast = [project(records, held, quarter, today).spent for held in position.allocations]
    if len(rows) > 1:
        planned, spent, to_come = (
            sum(held.planned for held in position.allocations),
            position.spent,
            sum(forecast),
        )
        rows.append(
            Row(
                (
                    cell(Words("All projects", "strong")),
                    amount(planned, "strong"),
                    *(
                        amount(
                            sum(_spent_in(records, held.allocation, each) for held in position.allocations),
                            "strong",
                        )
                        for each in quarters
                    ),
                    amount(spent, "strong"),
                    amount(position.committed, "strong"),
                    amount(to_come, "strong"),
                    _difference(to_come - planned, "strong"),
                    (),
                )
            )
        )
    headings = (
        "Planned",
        *(each.short for each in quarters),
        "Spent",
        "Committed",
        "By year end",
        "Over or under",
    )
    assert position.stream is not None
    projected = underspend(records, position.stream, quarter, today)
    return Table(
        title="Spent against planned",
        columns=(
            Column("project", "Project", share=1.2, leads=True),
            *(
                Column(name.casefold(), name, em=wide, align="right")
                for name, wide in zip(headings, _widths(headings, rows), strict=True)
            ),
            Column("why", "Why", share=1.8),
        ),
        rows=tuple(rows),
        note=projected.words if projected else "",
        empty="Nothing has been allocated from this stream yet.",
    )


def _widths(headings: Sequence[str], rows: Sequence[Row]) -> list[float]:
    """How wide each column of money must be, its total in bold among them."""
    return [
        letters_wide(
            [
                max(heading.split(), key=len),
                *(
                    f"{piece.text.split()[0]}0"
                    for row in rows
                    for piece in row.cells[at]
                    if isinstance(piece, Words)
                ),
            ],
            least=4.6,
        )
        for at, heading in enumerate(headings, 1)
    ]


def _project(records: PlanRecords, held: AllocationPosition, quarter: Quarter, today: date) -> Row:
    allocation = held.allocation
    expected = project(records, held, quarter, today)
    quarters = FinancialYear(quarter.year).quarters[: quarter.number]
    status = capital(allocation["status"], usual="approved", end=".")
    return Row(
        (
            cell(allocation["project"], Words(allocation["provider"] or "", "soft"), Words(status, "strong")),
            amount(held.planned if held.known else None),
            *(amount(_spent_in(records, allocation, each)) for each in quarters),
            amount(held.spent),
            amount(held.committed),
            amount(expected.spent),
            _difference(expected.spent - held.planned) if held.known else amount(None),
            _explained(records, allocation, quarter, expected.method),
        )
    )


def _difference(pence: int, tone: Tone = "plain") -> Cell:
    """How far the year end will be from the plan, in pounds and a word."""
    if not pence:
        return cell(Words("as planned", tone))
    return cell(Words(f"{to_the_penny(abs(pence))} {'over' if pence > 0 else 'under'}", tone))


def _explained(records: PlanRecords, allocation: Allocation, quarter: Quarter, method: str) -> Cell:
    """What was noted with the figures up to the quarter, and how the year end is worked out."""
    noted = [
        f"{Quarter.parse(entry['quarter']).short}: {entry['note'].rstrip('.')}."
        for entry in records.entries_of.get(allocation["id"], [])
        if entry["note"] and entry["quarter"] <= quarter.code
    ]
    return cell(*noted, Words(f"Year end: {method}.", "soft"))


def _spent_in(records: PlanRecords, allocation: Allocation, quarter: Quarter) -> int:
    """What was spent in one quarter, less what was given back, in pence."""
    entries = [
        entry for entry in records.entries_of.get(allocation["id"], []) if entry["quarter"] == quarter.code
    ]
    spent = sum(entry["amount"] or 0 for entry in entries if entry["kind"] == "actual")
    return int(spent - sum(entry["amount"] or 0 for entry in entries if entry["kind"] == "returned"))


def _done(records: PlanRecords, position: StreamPosition, quarter: Quarter, options: ReportOptions) -> Table:
    """The plan items the money serves, in the order of the plan, with how they stand."""
    served = {held.allocation["item"] for held in position.allocations}
    rows = []
    for item in (each for each in records.outline() if each["id"] in served):
        update = records.update(item["id"], quarter)
        rag = item_rag(records, item, quarter, options.which_rag)
        rows.append(
            Row(
                (
                    cell(named(item), Words(item["outcome"] or "", "soft")),
                    cell(badge(records, rag)) if rag != "none" else cell(Words(DASH, "soft")),
                    cell(update["narrative"] if update else "") or cell(unreported(item, quarter)),
                )
            )
        )
    return Table(
        title="What it pays for, and how that stands",
        columns=(
            Column("item", "Priority or action", share=1, leads=True),
            Column("rating", "Rating", em=BADGE_WIDE),
            Column("update", quarter.label, share=1.4),
        ),
        rows=tuple(rows),
    )
