"""The committee's page: how each priority stands, what changed, what needs deciding, and the money."""

from __future__ import annotations

from collections import Counter
from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Block,
    Bullets,
    Column,
    Facts,
    Form,
    Row,
    Sheet,
    Table,
    Words,
    cell,
)
from csp_desktop.reports.forms.since_last import RatingMove, rating_moves, ways
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, NO_PRIORITIES, amount, badge, context, named, quarter_of, written
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.log import entry_states
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.money.funding_position import AllocationPosition, pace, stream_positions, together
from csp_desktop.rules.money.underspend import underspends
from csp_desktop.rules.rag import item_rag, priority_rating, rag_words, reported_items
from csp_desktop.rules.risk_scores import positions

TITLE = "Committee page"
_ORDER = ("red", "amber", "green", "blue", "none")
_SINGLY = 8
"""Indicators named one by one, and half as many as actions are: what is longer is counted, to stay on a page."""
_LOOKED_AHEAD = 183
"""Days before an order or agreement lapses in which its renewal is put to the committee."""


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """One sheet for the quarter."""
    quarter = quarter_of(records, options)
    blocks: dict[str, Block] = {
        "priorities": _priorities(records, quarter, options).without(options.without),
        "changed": Facts((("What has changed", _points(changed(records, quarter, options), "Nothing.")),)),
        "deciding": Facts(
            (("What needs deciding", _points(_deciding(records, quarter, options.printed_on), "Nothing.")),)
        ),
        "money": _money(records, quarter, options.printed_on).without(options.without),
    }
    sheet = Sheet(f"How the partnership stands, {quarter.label}", context(records, TITLE, quarter), blocks)
    return Form("committee-page", TITLE, (sheet,), flipped=False)


def _points(points: list[str], none: str) -> tuple[Words | Bullets, ...]:
    return (Bullets(tuple(points)),) if points else (Words(none, "soft"),)


def _priorities(records: PlanRecords, quarter: Quarter, options: ReportOptions) -> Table:
    rows = []
    for priority in records.priorities:
        before = priority_rating(records, priority, quarter.previous, options.which_rag).rag
        now = priority_rating(records, priority, quarter, options.which_rag)
        rows.append(
            Row(
                (
                    cell(named(priority)),
                    cell(badge(records, before) if before != "none" else Words(DASH, "soft")),
                    cell(badge(records, now.rag)),
                    cell(_counted(records, priority, quarter, options)),
                )
            )
        )
    return Table(
        title="The priorities",
        columns=(
            Column("priority", "Priority", share=1.25, leads=True),
            Column("before", quarter.previous.short, em=BADGE_WIDE),
            Column("now", quarter.short, em=BADGE_WIDE),
            Column("actions", "Actions", share=1),
        ),
        rows=tuple(rows),
        empty=NO_PRIORITIES,
    )


def _counted(records: PlanRecords, priority: PlanItem, quarter: Quarter, options: ReportOptions) -> str:
    """ "1 red, 3 amber, 8 green"."""
    items = reported_items(records, priority["id"])
    rated = Counter(item_rag(records, item, quarter, options.which_rag) for item in items)
    words = rag_words(records.partnership)
    return ", ".join(f"{rated[rag]} {words[rag].lower()}" for rag in _ORDER if rated[rag])


def changed(records: PlanRecords, quarter: Quarter, options: ReportOptions) -> list[str]:
    """Indicators whose rating moved, the actions that moved as numbers, and risks whose score did."""
    moves = rating_moves(records, quarter.previous, quarter, options.which_rag)
    points = _indicators(records, [move for move in moves if move.register == "indicators"])
    actions = [move for move in moves if move.action]
    for worse, word in ((True, "worse"), (False, "better")):
        so = {move.record for move in actions if (move.by > 0) == worse}
        moved_so = [item for item in records.outline() if item["id"] in so]
        if moved_so:
            points.append(f"{_actions(len(moved_so))} rated {word}{_which(records, moved_so)}")
    moved: dict[str, list[str]] = {"up": [], "down": []}
    for place in positions(records, quarter, options.printed_on):
        if place.movement and place.current and place.previous and place.risk["status"] == "open":
            called = place.risk["ref"] or place.risk["title"]
            scores = f"{called} ({place.previous.score} to {place.current.score})"
            moved["up" if place.rising else "down"].append(scores)
    points += [f"Risks {way}: {', '.join(risks)}" for way, risks in moved.items() if risks]
    return points


def _indicators(records: PlanRecords, moves: list[RatingMove]) -> list[str]:
    """Each with what it was and is; where there are many, those that moved alike together."""
    if len(moves) <= _SINGLY:
        words = rag_words(records.partnership)
        return [f"{move.name}: {words[move.was].lower()} to {words[move.now].lower()}" for move in moves]
    return [f"Indicators {way[0].lower()}{way[1:]}" for way in ways(records, moves)]


def _which(records: PlanRecords, items: list[PlanItem]) -> str:
    """ ": 1.1, 2.3"; where there are many, how many under which: ", by priority: 9 under 1, 2 under 3"."""
    if len(items) <= _SINGLY * 2:
        return ": " + ", ".join(item["ref"] or item["title"] for item in items)
    over = (records.priority_of(item["id"]) for item in items)
    of = Counter(priority["id"] for priority in over if priority is not None)
    counts = [
        f"{of[priority['id']]} under {priority['ref'] or priority['title']}"
        for priority in records.priorities
        if of[priority["id"]]
    ]
    return f", by priority: {', '.join(counts)}"


def _actions(count: int) -> str:
    return f"{count} action{'' if count == 1 else 's'}"


def _deciding(records: PlanRecords, quarter: Quarter, today: date) -> list[str]:
    """What only the committee can settle: money to approve or to move, late actions, risks, orders that lapse."""
    points = []
    for position in stream_positions(records, FinancialYear(quarter.year), quarter):
        stream = position.stream
        assert stream is not None
        if position.over_allocated:
            points.append(f"“{stream['name']}” is over-allocated by {format_money(position.over_allocated)}.")
        points += [
            f"{_asked_for(held)} is proposed for {held.allocation['project']} (“{stream['name']}”): "
            "approve or not."
            for held in position.allocations
            if held.allocation["status"] == "proposed"
        ]
    lost = [each for each in underspends(records, quarter, today) if each.at_risk]
    for unspent, fate in (
        (
            [each for each in lost if not each.over],
            "will be lost unless it is moved to where it can be spent",
        ),
        (
            [each for each in lost if each.over],
            "is not entered as spent by its last day; what is left is lost or to be returned",
        ),
    ):
        streams = ", ".join(
            f"“{each.position.stream['name']}” {format_money(each.at_risk)}"
            for each in unspent
            if each.position.stream
        )
        if streams:
            points.append(f"{format_money(sum(each.at_risk for each in unspent))} {fate}: {streams}.")
    late = [
        item
        for item in records.outline()
        if item["level"] != "priority" and overdue(records, item, quarter, today)
    ]
    if late:
        points.append(
            f"{_actions(len(late))} past the date, with no new one{_which(records, late)}. Agree a date or close."
        )
    points += [
        f"Risk {named(place.risk)} stands at {place.score}, above the appetite of "
        f"{records.partnership['risk_appetite']}, and nothing is recorded against it."
        for place in positions(records, quarter, today)
        if place.above_appetite and place.no_mitigation
    ]
    day = min(quarter.end, today)
    for state in entry_states(records, quarter):
        lapses = state.due if kind_of(state.entry).runs_out else None
        if lapses and state.is_open and 0 <= (lapses - day).days <= _LOOKED_AHEAD:
            points.append(f"{named(state.entry)} lapses on {written(lapses)}: renew it or let it go.")
    return points


def _asked_for(held: AllocationPosition) -> str:
    amount = held.allocation["amount"]
    return "An amount not yet given" if amount is None else format_money(amount)


def _money(records: PlanRecords, quarter: Quarter, today: date) -> Table:
    every = stream_positions(records, FinancialYear(quarter.year), quarter)
    rows = [
        Row(
            (
                cell(position.stream["name"] if position.stream else Words("All streams", "strong")),
                *(
                    amount(pence)
                    for pence in (
                        position.available if position.known else None,
                        position.spent,
                        position.committed,
                        position.left_to_show,
                    )
                ),
            )
        )
        for position in (*every, *((together(every),) if len(every) > 1 else ()))
    ]
    said = pace(together(every), quarter, today) if every else None
    return Table(
        title="The money",
        columns=(
            Column("stream", "Stream", share=1, leads=True),
            *(
                Column(name.lower(), name, em=8, align="right")
                for name in ("Available", "Spent", "Committed", "Left")
            ),
        ),
        rows=tuple(rows),
        note=f"{said}." if said else "",
        empty="No funding stream is recorded for this year.",
    )
