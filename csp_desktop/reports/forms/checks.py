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
    everything = findings(records, quarter, options.printed_on)
    still_open = [finding for finding in everything if finding.accepted is None]
    accepted = [finding for finding in everything if finding.accepted is not None]
    blocks: dict[str, Block] = {"open": _open(still_open).without(options.without)}
    if accepted:
        blocks["accepted"] = _accepted(accepted).without(options.without)
    counts = [
        f"{heading}: {sum(finding.kind == kind for finding in still_open)}"
        for kind, heading in _KINDS.items()
    ]
    sheet = Sheet(
        title=f"Things to check, {quarter.label}",
        context=context(records, TITLE, quarter),
        blocks=blocks,
        lead=" · ".join([*counts, f"Accepted with a reason: {len(accepted)}"]),
    )
    return Form("checks", TITLE, (sheet,), legend=False)


def _where(finding: CheckFinding) -> str:
    return f"{BY_NAME[finding.register].label} {finding.ref}".strip()


def _open(still_open: list[CheckFinding]) -> Table:
    rows: list[Row | Band] = []
    for kind, heading in _KINDS.items():
        ours = [finding for finding in still_open if finding.kind == kind]
        if ours:
            rows.append(Band(f"{heading} ({len(ours)})"))
        rows.extend(
            Row(
                (
                    cell(_where(finding)),
                    cell(finding.message),
                    cell(Words(finding.why, "soft")),
                    cell(finding.settle),
                )
            )
            for finding in ours
        )
    return Table(
        title="To settle",
        columns=(
            Column("where", "Where", em=9, leads=True),
            Column("found", "What was found", share=1.3, leads=True),
            Column("why", "Why it matters", share=1),
            Column("settle", "What to do", share=1),
        ),
        rows=tuple(rows),
        empty="Nothing to check: everything adds up.",
    )


def _accepted(accepted: list[CheckFinding]) -> Table:
    rows = tuple(
        Row((cell(_where(finding)), cell(finding.message), cell(finding.accepted))) for finding in accepted
    )
    return Table(
        title="Accepted",
        columns=(
            Column("where", "Where", em=9, leads=True),
            Column("found", "What was found", share=1.3, leads=True),
            Column("reason", "Why it is accepted", share=1),
        ),
        rows=rows,
    )
