"""The register of orders and agreements: since when, until when, and what has to be reviewed."""

from __future__ import annotations

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Column,
    Form,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    ref_column,
)
from csp_desktop.reports.log_cells import due, lines_of, said, standing, who
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, quarter_of, written
from csp_desktop.rules.log import ORDER_YEARS, entry_states, too_long

TITLE = "Register of orders and agreements"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Every order and agreement at the quarter, those that run out first before the others."""
    quarter = quarter_of(records, options)
    states = [
        state for state in entry_states(records, quarter) if state.entry["kind"] == "order or agreement"
    ]
    states.sort(key=lambda state: (not state.is_open, state.due is None, state.due or quarter.end))
    rows = []
    for state in states:
        entry = state.entry
        lines = lines_of(records, state, quarter, options.printed_on)
        long = f"For more than {ORDER_YEARS} years" if too_long(records, entry) else ""
        review_late = any(line.what == "review late" for line in lines)
        rows.append(
            Row(
                (
                    cell(entry["ref"]),
                    cell(
                        entry["title"],
                        Words(entry["area"] or "", "soft"),
                        Words(entry["source"] or "", "soft"),
                    ),
                    cell(written(entry["starts_on"], short=True)),
                    cell(Words(written(entry["review_on"], short=True), "alert" if review_late else "plain")),
                    (*due(state, entry["expires_on"], lines), *cell(Words(long, "alert"))),
                    who(records, entry),
                    standing(state, lines),
                    said(state, quarter),
                    cell(entry["evidence"]),
                )
            )
        )
    table = Table(
        columns=(
            ref_column(state.entry["ref"] for state in states),
            Column("order", "Order or agreement", share=1.4, leads=True),
            Column("made", "Made on", em=7.4),
            Column("review", "Review by", em=7.4),
            Column("expires", "Expires on", em=7.4),
            Column("who", "Who", em=8.5),
            Column("status", "Status", em=BADGE_WIDE),
            Column("update", "Update", share=1),
            Column("kept", "Where it is kept", share=0.6, spare=True),
        ),
        rows=tuple(rows),
        empty="No orders or agreements are in the log yet.",
    )
    sheet = Sheet(
        f"{TITLE}, {quarter.label}",
        context(records, TITLE, quarter),
        {"orders": table.without(options.without)},
    )
    return Form("log", TITLE, (sheet,), legend=False)
