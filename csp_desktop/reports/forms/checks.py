"""What does not add up: every finding with where it is, why it matters and what would settle it."""

from __future__ import annotations

from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Band, Block, Column, Form, Row, Sheet, Table, Words, cell
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, quarter_of
from csp_desktop.rules.checks.finding import CheckFinding
from csp_desktop.rules.checks.readiness import findings

TITLE = "Checks"
_KINDS = {"error": "Errors", "query": "Queries", "note": "Notes"}


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Everything found for the quarter, accepted findings apart."""
    quarter = quarter_of(records, options)
    found = findings(records, quarter, options.printed_on)
    still_open = [one for one in found if one.accepted is None]
    accepted = [one for one in found if one.accepted is not None]
    blocks: dict[str, Block] = {"open": _open(still_open).without(options.without)}
    if accepted:
        blocks["accepted"] = _accepted(accepted).without(options.without)
    counts = [f"{heading}: {sum(one.kind == kind for one in still_open)}" for kind, heading in _KINDS.items()]
    sheet = Sheet(
        title=f"What does not add up, {quarter.label}",
        context=context(records, TITLE, quarter),
        blocks=blocks,
        lead=" · ".join([*counts, f"Accepted with a reason: {len(accepted)}"]),
    )
    return Form("checks", TITLE, (sheet,), legend=False)


def _where(one: CheckFinding) -> str:
    return f"{BY_NAME[one.register].label} {one.ref}".strip()


def _open(found: list[CheckFinding]) -> Table:
    rows: list[Row | Band] = []
    for kind, heading in _KINDS.items():
        ours = [one for one in found if one.kind == kind]
        if ours:
            rows.append(Band(f"{heading} ({len(ours)})"))
        rows.extend(
            Row((cell(_where(one)), cell(one.message), cell(Words(one.why, "soft")), cell(one.settle)))
            for one in ours
        )
    return Table(
        title="To be settled",
        columns=(
            Column("where", "Where", em=9, leads=True),
            Column("found", "What was found", share=1.3, leads=True),
            Column("why", "Why it matters", share=1),
            Column("settle", "What would settle it", share=1),
        ),
        rows=tuple(rows),
        empty="Nothing: everything adds up.",
    )


def _accepted(found: list[CheckFinding]) -> Table:
    rows = tuple(Row((cell(_where(one)), cell(one.message), cell(one.accepted))) for one in found)
    return Table(
        title="Accepted",
        columns=(
            Column("where", "Where", em=9, leads=True),
            Column("found", "What was found", share=1.3, leads=True),
            Column("reason", "Why it is accepted", share=1),
        ),
        rows=rows,
    )
