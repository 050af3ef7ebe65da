"""What has changed since an earlier quarter, on one side of paper in most quarters: ratings, dates, scores, returns, money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import (
    BADGE_LAST,
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
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import badge, context, named, quarter_of, written
from csp_desktop.rules.due_dates import due_date
from csp_desktop.rules.rag import Whose, item_rag, priority_rating, rag_words, rate
from csp_desktop.rules.risk_scores import Placing, standing

TITLE = "Since last time"
_WORSE = {"blue": 0, "green": 1, "none": 1, "amber": 2, "red": 3}
# With more changed ratings than these, actions are told in a line for each way they moved, so that one side of A4
# holds them.
_MOST_RATINGS = 14
_TITLE_SIGNS = 72
_NOTHING = {
    "Dates that slipped": "No dates slipped.",
    "Risks": "No scores changed.",
    "Late returns": "No return is late.",
    "Money": "Nothing was spent or decided.",
}


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """From the end of the quarter chosen (the one before, if none) to the end of the printed one.

    From a day on, what is reported by quarter is compared with the last quarter that had ended by then, and
    decisions and entries with a date of their own count from that day.
    """
    quarter = quarter_of(records, options)
    chosen = options.since or quarter.previous
    if isinstance(chosen, Quarter):
        since, day, called = chosen, chosen.end, chosen.label
    else:
        since, day, called = Quarter.of(chosen + timedelta(days=1)).previous, chosen, written(chosen)
    if since >= quarter:
        raise ReportProblem(
            f"{called} is not before {quarter.label}, so nothing was printed; choose an earlier quarter or day "
            "to compare with."
        )
    moves = rating_moves(records, since, quarter, options.which_rag)
    together = [move for move in moves if len(moves) > _MOST_RATINGS and move.action]
    singly = [move for move in moves if move not in together]
    # In two columns about as long as each other.
    left = [
        ("Dates that slipped", _dates(records, since, quarter)),
        ("Money", _money(records, since, day, quarter, options.printed_on)),
    ]
    right = [
        ("Risks", _risks(records, since, quarter)),
        ("Late returns", _returns(records, quarter, options.printed_on)),
    ]
    blocks: dict[str, Block] = {
        "ratings": Table(
            title="Ratings that changed",
            columns=(
                Column("what", "What", share=1, leads=True),
                Column("was", f"At {since.short}", em=BADGE_WIDE),
                Column("now", f"At {quarter.short}", em=BADGE_LAST),
            ),
            rows=tuple(_rating(records, move) for move in singly),
            empty="" if together else "No ratings changed.",
            stacks=False,
        )
    }
    if together:
        moved = Bullets(tuple(ways(records, together)))
        blocks["actions"] = Facts((("Actions whose rating changed", cell(moved)),))
    for side in (left, right):
        for heading, points in side:
            said = cell(Bullets(tuple(points))) or cell(Words(_NOTHING[heading], "soft"))
            blocks[heading.casefold()] = Facts(((heading, said),))
    sheet = Sheet(f"What has changed since {called}", context(records, TITLE, quarter), blocks)
    return Form("since-last", TITLE, (sheet,), flipped=False)


def _short(text: str, most: int = _TITLE_SIGNS) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    # Cut between words, unless that would lose much of it.
    kept = text[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > most * 0.7 else kept).rstrip(" ,;:–-") + "…"


@dataclass(frozen=True)
class RatingMove:
    """A record whose rating is another: by how much it worsened, and from what to what."""

    register: str
    ref: str
    name: str
    was: str
    now: str
    record: str
    priority: bool = False

    @property
    def action(self) -> bool:
        """Of an objective or action, not of a priority or indicator."""
        return self.register == "plan_items" and not self.priority

    @property
    def by(self) -> int:
        """Steps to the worse; below nought for the better."""
        return _WORSE[self.now] - _WORSE[self.was]


def rating_moves(records: PlanRecords, since: Quarter, quarter: Quarter, whose: Whose) -> list[RatingMove]:
    """Priorities, items and indicators whose rating is another: the most worsened first."""
    moves = [
        RatingMove(
            "plan_items",
            priority["ref"] or "",
            named(priority),
            priority_rating(records, priority, since, whose).rag,
            priority_rating(records, priority, quarter, whose).rag,
            priority["id"],
            priority=True,
        )
        for priority in records.priorities
    ]
    moves += [
        RatingMove(
            "plan_items",
            item["ref"] or "",
            named(item),
            item_rag(records, item, since, whose),
            item_rag(records, item, quarter, whose),
            item["id"],
        )
        for item in records.outline()
        if item["level"] != "priority"
    ]
    moves += [
        RatingMove(
            "indicators",
            indicator["ref"] or "",
            named(indicator),
            rate(records, indicator, since).rag,
            rate(records, indicator, quarter).rag,
            indicator["id"],
        )
        for indicator in records.indicators
    ]
    # Something rated for the first time, or no longer, has not moved.
    moved = [move for move in moves if move.was != move.now and "none" not in (move.was, move.now)]
    return sorted(moved, key=lambda move: -move.by)


def _rating(records: PlanRecords, move: RatingMove) -> Row:
    kind = "Priority " if move.priority else "Indicator " if move.register == "indicators" else ""
    return Row(
        (cell(_short(kind + move.name)), cell(badge(records, move.was)), cell(badge(records, move.now)))
    )


def ways(records: PlanRecords, moves: list[RatingMove]) -> list[str]:
    """ "Green to red: 1.2, 3.4": records by how they moved, the worst way first."""
    words = rag_words(records.partnership)
    alike: dict[str, list[str]] = {}
    for move in moves:
        alike.setdefault(f"{words[move.was]} to {words[move.now].lower()}", []).append(
            move.ref or _short(move.name)
        )
    return [f"{way}: {', '.join(called)}" for way, called in alike.items()]


def _between(code: str, since: Quarter, quarter: Quarter) -> bool:
    return since.code < code <= quarter.code


def _dates(records: PlanRecords, since: Quarter, quarter: Quarter) -> list[str]:
    lines = []
    for item in records.outline():
        moved = [
            update
            for update in records.updates_of.get(item["id"], [])
            if update["new_due_on"] and _between(update["quarter"], since, quarter)
        ]
        if moved:
            before = due_date(records, item, since)
            now = due_date(records, item, quarter)
            if now is not None and (before is None or before < now):
                was = f"from {written(before, short=True)} " if before else ""
                lines.append(f"{_short(named(item), 60)}: {was}to {written(now, short=True)}")
    return lines


def _risks(records: PlanRecords, since: Quarter, quarter: Quarter) -> list[str]:
    lines: list[tuple[int, str]] = []
    for risk in records.risks:
        was, now = standing(records, risk, since), standing(records, risk, quarter)
        if risk["status"] != "open" and records.review(risk["id"], quarter) is not None:
            lines.append((0, f"{_short(named(risk), 60)}: {risk['status']}"))
        elif was and now and was.score != now.score:
            lines.append((was.score - now.score, f"{_short(named(risk), 60)}: {_moved(was, now)}"))
    return [said for _, said in sorted(lines, key=lambda line: line[0])]


def _moved(was: Placing, now: Placing) -> str:
    return f"{'up' if now.score > was.score else 'down'} from {was.score} to {now.score}"


def _returns(records: PlanRecords, quarter: Quarter, today: date) -> list[str]:
    lines: list[tuple[timedelta, str]] = []
    for awaited in records.returns:
        if (
            awaited["quarter"] != quarter.code
            or awaited["state"] not in ("prepared", "sent")
            or not awaited["due_on"]
        ):
            continue
        late = today - date.fromisoformat(awaited["due_on"])
        if late.days > 0:
            recipient = records.agency.get(awaited["agency"]) or records.group.get(awaited["group"])
            who = recipient["name"] if recipient else awaited["return_code"]
            lines.append((late, f"{who}: {late.days} day{'s' if late.days > 1 else ''} late"))
    return [said for _, said in sorted(lines, reverse=True)]


def _money(records: PlanRecords, since: Quarter, day: date, quarter: Quarter, today: date) -> list[str]:
    lines = []
    for stream in records.funding_streams:
        entries = [
            entry
            for allocation in records.allocations_of.get(stream["id"], [])
            for entry in records.entries_of.get(allocation["id"], [])
            if _between(entry["quarter"], since, quarter)
            and (entry["on_date"] is None or entry["on_date"] > day.isoformat())
        ]
        spent = sum(entry["amount"] or 0 for entry in entries if entry["kind"] == "actual")
        back = sum(entry["amount"] or 0 for entry in entries if entry["kind"] == "returned")
        if spent or back:
            returned = f", {format_money(back)} given back" if back else ""
            lines.append(f"{stream['name']}: {format_money(spent)} spent{returned}")
    start, end = day.isoformat(), today.isoformat()
    for allocation in records.allocations:
        if allocation["approved_on"] and start < allocation["approved_on"] <= end:
            project = _short(allocation["project"], 50)
            lines.append(f"{format_money(allocation['amount'] or 0)} {allocation['status']} for {project}")
    for bid in records.bids:
        if bid["decided_on"] and start < bid["decided_on"] <= end:
            won = f", {format_money(bid['amount_awarded'])}" if bid["amount_awarded"] else ""
            lines.append(f"Bid {bid['decision']}{won}: {_short(bid['project'], 50)}")
    return lines
