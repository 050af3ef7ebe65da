"""The tracker of review recommendations: review by review, who has them, how far they are."""

from __future__ import annotations

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Band,
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
from csp_desktop.reports.shown import context, quarter_of
from csp_desktop.rules.log import entry_states

TITLE = "Recommendations tracker"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Every recommendation at the quarter, under the review that made it."""
    quarter = quarter_of(records, options)
    states = [
        state for state in entry_states(records, quarter) if state.entry["kind"] == "review recommendation"
    ]
    rows: list[Row | Band] = []
    heading, late = "", 0
    # Of one review together, whenever each was raised.
    order = list(dict.fromkeys(state.entry["source"] or "" for state in states))
    for state in sorted(states, key=lambda state: order.index(state.entry["source"] or "")):
        entry = state.entry
        review = entry["source"] or "Review not named"
        if review != heading:
            heading = review
            rows.append(Band(review))
        lines = lines_of(records, state, quarter, options.printed_on)
        late += any(line.what == "late" for line in lines)
        rows.append(
            Row(
                (
                    cell(entry["ref"]),
                    cell(entry["title"], Words(entry["area"] or "", "soft")),
                    who(records, entry),
                    due(state, entry["due_on"], lines),
                    standing(state, lines),
                    said(state, quarter),
                    cell(entry["evidence"]),
                )
            )
        )
    table = Table(
        columns=(
            ref_column((state.entry["ref"] for state in states), "Rec no", 4.6),
            Column("recommendation", "Recommendation", share=1.3, leads=True),
            Column("who", "Who", em=9.5),
            Column("due", "Target date", em=7.4),
            Column("status", "Status", em=BADGE_WIDE),
            Column("progress", "Progress", share=1.2),
            Column("evidence", "Evidence", share=0.7, spare=True),
        ),
        rows=tuple(rows),
        empty="No recommendations are in the log yet.",
    )
    still_open = sum(state.is_open for state in states)
    sheet = Sheet(
        f"{TITLE}, {quarter.label}",
        context(records, TITLE, quarter),
        {"recommendations": table.without(options.without)},
        lead=f"{len(states)} in all · {still_open} open · {late} late" if states else "",
    )
    return Form("log", TITLE, (sheet,), legend=False)
