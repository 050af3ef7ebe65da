"""The action log for a meeting: what it might speak about, and the actions its group has taken on."""

from __future__ import annotations

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Meeting
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Band,
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
from csp_desktop.reports.log_cells import due, lines_of, said, standing, who
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, named, quarter_of, written
from csp_desktop.rules.agenda import LAST, OPEN, actions_of, agenda, last_meeting, next_meeting
from csp_desktop.rules.log import entry_state

TITLE = "Action log"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A sheet for each group that met or has actions, or for the one chosen."""
    quarter = quarter_of(records, options)
    sheets = tuple(_sheet(records, group, quarter, options) for group in _groups(records, options))
    return Form("log", TITLE, sheets, legend=False)


def _groups(records: PlanRecords, options: ReportOptions) -> list[str | None]:
    """The ids of the groups to print, in their order; None for what no group has."""
    having = [
        group
        for group in [*(group["id"] for group in records.groups), None]
        if next_meeting(records, group, options.printed_on) or actions_of(records, group)
    ]
    if options.recipient is None:
        return having or [None]
    wanted = options.recipient.casefold()
    chosen = [group["id"] for group in records.groups if group["short_name"].casefold() == wanted]
    if not chosen:
        names = ", ".join(records.group[group]["short_name"] for group in having if group) or "none yet"
        raise ReportProblem(
            f"There is no group “{options.recipient}”, so nothing was printed; those with meetings or actions "
            f"are {names}."
        )
    return [*chosen]


def _sheet(records: PlanRecords, group: str | None, quarter: Quarter, options: ReportOptions) -> Sheet:
    meeting = next_meeting(records, group, options.printed_on)
    blocks: dict[str, Block] = {}
    if meeting is not None:
        before = last_meeting(records, meeting)
        blocks["facts"] = Facts(
            (
                ("Meeting", cell(written(meeting["held_on"]), Words(meeting["place"] or "", "soft"))),
                ("Meeting before", cell(written(before["held_on"]) if before else "None recorded")),
            )
        )
    blocks["actions"] = _actions(records, group, meeting, quarter, options).without(options.without)
    if meeting is not None:
        blocks["agenda"] = _agenda(records, meeting, quarter).without(options.without)
    name = records.group[group]["name"] if group else records.partnership["name"]
    return Sheet(f"{TITLE}: {name}", context(records, TITLE, quarter), blocks)


def _actions(
    records: PlanRecords, group: str | None, meeting: Meeting | None, quarter: Quarter, options: ReportOptions
) -> Table:
    """Every open action, and those done with since the meeting before."""
    before = last_meeting(records, meeting) if meeting is not None else None
    rows = []
    entries = actions_of(records, group)
    for entry in entries:
        state = entry_state(records, entry, quarter)
        of_last = before is not None and entry["meeting"] == before["id"]
        lately = state.update is not None and state.update["quarter"] == quarter.code
        if not (state.is_open or of_last or lately):
            continue
        lines = lines_of(records, state, quarter, options.printed_on)
        raised = written(entry["raised_on"], short=True)
        minute = ", ".join(part for part in (raised and f"Raised {raised}", entry["source"]) if part)
        rows.append(
            Row(
                (
                    cell(entry["ref"]),
                    cell(entry["title"], Words(minute, "soft")),
                    who(records, entry),
                    due(state, entry["due_on"], lines),
                    standing(state, lines),
                    said(state, quarter),
                )
            )
        )
    return Table(
        title="Actions",
        columns=(
            ref_column((entry["ref"] for entry in entries), "No"),
            Column("action", "Action", share=1.2, leads=True),
            Column("who", "Who", em=9.5),
            Column("due", "Due", em=7.4),
            Column("status", "Status", em=BADGE_WIDE),
            Column("update", "Update", share=1.2),
        ),
        rows=tuple(rows),
        empty="No actions are open.",
    )


def _agenda(records: PlanRecords, meeting: Meeting, quarter: Quarter) -> Table:
    """What else there is to speak about; the actions stand in their own table."""
    rows: list[Row | Band] = []
    heading = ""
    for line in agenda(records, meeting, quarter):
        if line.heading in (LAST, OPEN):
            continue
        if line.heading != heading:
            heading = line.heading
            rows.append(Band(heading))
        why = Words(line.words, "alert" if line.rag == "red" else "plain")
        rows.append(Row((cell(named(line.record)), cell(why))))
    return Table(
        title="To discuss",
        columns=(Column("what", "What", share=1.2, leads=True), Column("why", "Why", share=1)),
        rows=tuple(rows),
        empty="Nothing is late, running out or off target.",
    )
