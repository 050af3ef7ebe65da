"""What needs the coordinator now: in a new file the five steps of a first quarter, then what is late or waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from csp_desktop.editing.returns.asked import named_by_nobody
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.body_kinds import home_council
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.log import late_or_expiring
from csp_desktop.rules.log_kinds import KINDS
from csp_desktop.rules.money.underspend import underspends
from csp_desktop.rules.rag import lacks_figure
from csp_desktop.rules.return_states import OUT, return_state
from csp_desktop.rules.risk_scores import positions
from csp_desktop.ui.look.plain_words import counted
from csp_desktop.ui.painted.facts import Opens

_FEW = 4


@dataclass(frozen=True)
class Need:
    """A line of the list: what is to be done, why under it, where it leads; a step is `done` or not (None: no step)."""

    words: str
    under: str
    opens: Opens
    done: bool | None = None
    rag: str = "none"


def first_steps(records: PlanRecords, printed: bool) -> list[Need]:
    """The five steps of a new file; empty where a year is under way, a return came back, or all are done."""
    plan = bool(records.plan_items)
    measured, at_risk = bool(records.indicators), bool(records.risks)
    sent = bool(records.returns)
    under_way = len({update["quarter"] for update in records.updates}) > 1 and records.measurements
    if under_way or any(kept["state"] in ("received", "applied") for kept in records.returns):
        return []
    known = bool(records.agencies)
    received = any(person["receives_returns"] for person in records.people)
    steps = [
        Need(
            "1  Enter the agencies",
            "Next, who there gets the returns: enter the people, with “Receives returns” ticked."
            if known and not received
            else "Who leads actions, and which person there gets the returns.",
            Opens(typing=("Partners", "People" if known else "Agencies")),
            known and (received or sent),
        ),
        Need(
            "2  Enter the plan",
            "Type it, paste it from Excel, or drop the plan you have on this window.",
            Opens(typing=("Action plan", "All")),
            plan,
        ),
        Need(
            "3  Enter the indicators and risks",
            "What you measure, and what could go wrong. They can be dropped and pasted too.",
            Opens(typing=("Risks", "All") if measured else ("Indicators", "All")),
            measured and at_risk,
        ),
        Need(
            "4  Send the returns",
            "One workbook for each lead agency, with an email draft.",
            Opens(asks="send returns"),
            sent,
        ),
        Need(
            "5  Print for the steering group",
            "Quarterly sheets, registers, or a whole pack as one PDF.",
            Opens(asks="print"),
            printed,
        ),
    ]
    return [] if all(step.done for step in steps) else steps


def needs(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[Need]:
    """What is late or waits at a quarter; each number is that of the list its line opens."""
    returns = [kept for kept in records.returns if kept["quarter"] == quarter.code]
    late = [kept for kept in returns if kept["state"] in OUT and return_state(kept, today).late]
    if late:
        most = max(return_state(kept, today).days_late for kept in late)
        yield Need(
            f"{counted(len(late), 'return')} late", f"The longest by {counted(most, 'day')}.",
            Opens(chip=("Returns", "Late")), rag="red",
        )  # fmt: skip
    missed = [
        item
        for item in records.plan_items
        if item["level"] != "priority" and overdue(records, item, quarter, today) is not None
    ]
    if missed:
        yield Need(
            f"{counted(len(missed), 'action')} overdue", "The due date has passed and they are not complete.",
            Opens(chip=("Action plan", "Overdue")), rag="red",
        )  # fmt: skip
    reviews = [stands for stands in positions(records, quarter, today) if stands.review_overdue is not None]
    if reviews:
        yield Need(
            f"{counted(len(reviews), 'risk review')} overdue", "The review date has passed.",
            Opens(chip=("Risks", "Review overdue")), rag="red",
        )  # fmt: skip
    yield from _of_the_log(records, quarter, today)
    unspent = underspends(records, quarter, today)
    losing = sum(stream.at_risk for stream in unspent)
    if losing:
        yield Need(
            f"{format_money(losing)} at risk of being lost",
            f"{counted(len(unspent), 'stream')} will have money left over at this rate.",
            Opens(chip=("Funding", "Underspend")), rag="amber",
        )  # fmt: skip
    ended = quarter.end < today
    missing = sum(lacks_figure(records, indicator, quarter) for indicator in records.indicators)
    if ended and missing:
        yield Need(
            f"{counted(missing, 'indicator')} without a figure",
            f"{quarter.short} is over.",
            Opens(chip=("Indicators", "No figure this quarter")), rag="amber",
        )  # fmt: skip
    yield from _named_by_nobody(records, quarter)
    if ended and not returns and records.plan_items:
        yield Need(
            f"No returns sent for {quarter.short}", f"{quarter.short} is over.",
            Opens(asks="send returns"), rag="amber",
        )  # fmt: skip


def _named_by_nobody(records: PlanRecords, quarter: Quarter) -> Iterator[Need]:
    """What no agency or group is named for, and who is asked about it all the same."""
    rows = named_by_nobody(records, quarter)
    if not rows:
        return
    home = home_council(records)
    refs = [str(row.ref or row.title) for row in rows]
    few = ", ".join(refs[:_FEW]) + (f" and {len(refs) - _FEW} more" if len(refs) > _FEW else "")
    asked = f"{home['short_name']} is asked" if home else "No one is asked"
    yield Need(
        f"{counted(len(rows), 'row names', 'rows name')} nobody to report",
        f"{few}. {asked} until you name an agency.",
        Opens(asks="name owners"), rag="amber",
    )  # fmt: skip


def _of_the_log(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[Need]:
    """What is late or runs out soon, kind by kind."""
    lines = late_or_expiring(records, quarter, today)
    for kind in KINDS:
        own = [line for line in lines if line.entry["kind"] == kind.name]
        number = len({line.entry["id"] for line in own})
        if not number:
            continue
        rags = {line.rag for line in own}
        words = " or ".join(word for rag, word in (("red", "late"), ("amber", "expiring")) if rag in rags)
        first = own[0].entry
        named = f"{first['ref']} {first['title']}" if first["ref"] else str(first["title"])
        yield Need(
            f"{counted(number, kind.label.lower(), kind.plural.lower())} {words}",
            f"{' '.join(named.split())}: {own[0].words}.",
            Opens(chip=("Log", f"{kind.plural}: late or expiring")),
            rag="red" if "red" in rags else "amber",
        )
