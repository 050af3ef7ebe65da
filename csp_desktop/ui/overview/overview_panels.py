"""The cards of the overview: each reads the chosen plan and quarter, and opens whatever it counts."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem, Return
from csp_desktop.rules.money.funding_position import pace, stream_positions, together
from csp_desktop.rules.money.underspend import Underspend, underspends
from csp_desktop.rules.rag import (
    IndicatorKind,
    indicator_counts,
    item_rag,
    priority_rating,
    rag_words,
    rate,
    reported_items,
)
from csp_desktop.rules.return_states import OUT, return_state, returns_wanted
from csp_desktop.rules.risk_scores import RiskPosition, positions
from csp_desktop.rules.targets import format_figure
from csp_desktop.rules.time_gone import year_gone
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.painted.fact_card import FactCard
from csp_desktop.ui.painted.facts import Fact, FactColumn, Look, Opens
from csp_desktop.ui.painted.stacked_bar import Segment, StackedBar, rating_segments

_RADAR = 3
_REST: dict[IndicatorKind, str] = {
    "On target": "on target",
    "Not rated": "not rated",
    "No figure this quarter": "without a figure",
}
_LONG_LATE = 60
"""Days after which the date says more than their number."""
_SHAPES_WORST_FIRST = ("red", "amber", "green", "blue", "none")


class Panel(FactCard):
    """A card over the chosen plan and quarter."""

    def __init__(self, heading: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(heading, context, parent)
        self.level_heading()

    @abstractmethod
    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        """Show this plan at this quarter."""


class PrioritiesPanel(Panel):
    """Each priority's rating last quarter and now, with its actions' ratings as a bar."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("How the priorities stand", context, parent)
        self.add_link("Print quarterly sheet", self._print)
        self.add_link("Action plan", lambda: context.filtered.emit("Action plan", "All"))
        self.facts = self.table(
            "How the priorities stand",
            [
                FactColumn("Priority"),
                FactColumn("Before", 92),
                FactColumn("Now", 92),
                FactColumn("Actions", 136),
            ],
        )
        self.basis = caption("Ratings are the partnership's own where it differs from the lead's.")
        self.body.addWidget(self.basis)

    def _print(self) -> None:
        self.context.print_asked.emit("quarterly-sheet", "")

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        words = rag_words(records.partnership)
        self.facts.rename(1, quarter.previous.short)
        self.facts.rename(2, quarter.short)
        self.facts.show_rows(
            [self._row(records, quarter, words, priority) for priority in records.priorities]
        )

    def _row(
        self, records: PlanRecords, quarter: Quarter, words: dict[str, str], priority: PlanItem
    ) -> list[Fact]:
        opens = Opens(record=("plan_items", priority["id"]))
        ratings = []
        for each in (quarter.previous, quarter):
            rating = priority_rating(records, priority, each)
            said = f"{each.label}: {words[rating.rag]}. {rating.words}"
            ratings.append(Fact(words[rating.rag], rag=rating.rag, said=said, opens=opens))
        rated = [(item_rag(records, item, quarter), item) for item in reported_items(records, priority["id"])]
        segments = rating_segments(Counter(rag for rag, _ in rated), words)
        order = [segment.rag for segment in segments]
        several = [
            (f"{words[rag]} · {_titled(item)}", Opens(record=("plan_items", item["id"])), order.index(rag))
            for rag, item in sorted(rated, key=lambda pair: _SHAPES_WORST_FIRST.index(pair[0]))
        ]
        return [
            Fact(_titled(priority), opens=opens),
            *ratings,
            Fact("" if segments else "no actions", look="soft", segments=segments, several=several),
        ]


class OffTargetPanel(Panel):
    """Indicators rated amber or red, worst first, with the rule that rated them so."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Off target", context, parent)
        self.add_link("All indicators", lambda: context.filtered.emit("Indicators", "All"))
        self.facts = self.table(
            "Indicators off target",
            [
                FactColumn("Indicator"),
                FactColumn("To date", 78, right=True),
                FactColumn("Should be", 78, right=True),
                FactColumn("Why it is rated so", 172),
            ],
        )
        self.rest = self.table(
            "Other indicators", [FactColumn(word) for word in _REST.values()], headed=False, ruled=False
        )

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        rated = [(rate(records, indicator, quarter), indicator) for indicator in records.indicators]
        off = sorted(
            ((rating, indicator) for rating, indicator in rated if rating.rag in ("red", "amber")),
            key=lambda pair: (pair[0].rag != "red", -(pair[0].off or 0)),
        )
        rows = []
        for rating, indicator in off:
            opens = Opens(record=("indicators", indicator["id"]))
            why = rating.words.split(": ", 1)[-1]
            rows.append(
                [
                    Fact(_titled(indicator), opens=opens),
                    Fact(format_figure(rating.actual, indicator["unit"]), right=True, opens=opens),
                    Fact(format_figure(rating.expected, indicator["unit"]), right=True, opens=opens),
                    Fact(
                        why, look="soft", mark=rating.rag, said=f"{rating.rag}: {rating.words}", opens=opens
                    ),
                ]
            )
        self.facts.setVisible(bool(rows))
        self.facts.show_rows(rows)
        counts = indicator_counts(records, quarter)
        self.rest.show_rows(
            [
                [
                    Fact(f"{counts[kind]} {words}", "soft", opens=Opens(chip=("Indicators", kind)))
                    for kind, words in _REST.items()
                ]
            ]
        )


class ReturnsPanel(Panel):
    """Which returns are in, which are out, and how long there is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Returns", context, parent)
        self.add_link("Open", lambda: context.filtered.emit("Returns", "All"))
        self.figure = self.table("Returns in", [FactColumn("Returns in")], headed=False, ruled=False)
        self.facts = self.table(
            "Returns by recipient", [FactColumn("Recipient"), FactColumn("State", 130)], headed=False
        )

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        self.set_heading(f"Returns for {quarter.short}")
        today = self.context.today
        wanted = returns_wanted(records.returns, quarter)
        missing = self.context.missing_in_returns
        out = [sent for sent in wanted if sent["state"] in OUT]
        if wanted:
            late = any(return_state(sent, today).late for sent in out)
            tail, look = _deadline(out, today)
            in_part = sum(map(bool, missing.values()))
            if in_part and not out:
                tail, look = f"{in_part} in part", "soft"
            figure = Fact(
                str(len(wanted) - len(out)),
                "figure",
                tail=f"of {len(wanted)} in    {tail}",
                tail_look=look,
                opens=Opens(chip=("Returns", "Late" if late else "In")),
            )
        else:
            figure = Fact("None sent for this quarter yet.", "soft", opens=Opens(chip=("Returns", "All")))
        self.figure.show_rows([[figure]])
        asked = self._questions(records, quarter)
        wanted.sort(key=lambda sent: (sent["state"] not in OUT, sent["due_on"] or ""))
        self.facts.show_rows(
            [self._row(records, sent, asked[sent["id"]], missing.get(sent["id"], 0)) for sent in wanted]
        )

    def _questions(self, records: PlanRecords, quarter: Quarter) -> Counter[str]:
        """How many questions are open, by return."""
        if not any(sent["state"] == "received" for sent in records.returns):
            return Counter()
        # Reading questions brings the whole of the spreadsheet reading with it: only where there are any.
        from csp_desktop.editing.returns.questions import open_questions

        questions = open_questions(self.context.workspace, records.plan["id"], quarter)
        return Counter(question.return_record["id"] for question in questions)

    def _row(self, records: PlanRecords, sent: Return, asked: int, missing: int) -> list[Fact]:
        opens = Opens(record=("returns", sent["id"]))
        state = return_state(sent, self.context.today, asked, missing)
        word = f"{asked} question{'' if asked == 1 else 's'}" if asked else state.word
        recipient = records.agency[sent["agency"]] if sent["agency"] else records.group[sent["group"]]
        return [Fact(recipient["name"], opens=opens), Fact(word, rag=state.rag, opens=opens)]


class RisksPanel(Panel):
    """Risks above appetite and those rising, highest first, with their movement."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Risks above appetite", context, parent)
        self.add_link("Register", lambda: context.filtered.emit("Risks", "All"))
        self.facts = self.table(
            "Risks above appetite or rising",
            [FactColumn("Risk"), FactColumn("Score", 86), FactColumn("Ref", 52)],
            headed=False,
        )
        self.nothing = caption("No open risk is above the appetite, and none is rising.")
        self.body.addWidget(self.nothing)

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        standing = [
            position
            for position in positions(records, quarter, self.context.today)
            if position.risk["status"] == "open" and (position.above_appetite or position.rising)
        ]
        standing.sort(key=lambda position: (not position.above_appetite, -(position.score or 0)))
        self.facts.show_rows([self._row(position) for position in standing])
        self.nothing.setVisible(not standing)

    def _row(self, position: RiskPosition) -> list[Fact]:
        opens = Opens(record=("risks", position.risk["id"]))
        moved = position.movement or 0
        return [
            Fact(
                position.risk["title"],
                under="" if position.above_appetite else "within appetite, rising",
                opens=opens,
            ),
            Fact(
                str(position.score),
                "bold",
                mark=position.band,
                tail=position.arrow,
                tail_look="late" if moved > 0 else "good" if moved < 0 else "soft",
                said=f"score {position.score}, {position.band}, {_movement_words(position)}",
                opens=opens,
            ),
            Fact(position.risk["ref"] or "", "soft", right=True, opens=opens),
        ]


class MoneyPanel(Panel):
    """What was spent of what there is, and what looks like being left over."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Money", context, parent)
        self.add_link("Position", lambda: context.filtered.emit("Funding", "Streams"))
        self.figure = self.table("Spent so far", [FactColumn("Spent")], headed=False, ruled=False)
        self.bar = StackedBar(self)
        self.bar.opened.connect(lambda _: context.filtered.emit("Funding", "Streams"))
        self.body.addWidget(self.bar)
        self.legend = self.table(
            "Committed and free", [FactColumn("Committed"), FactColumn("Free")], headed=False, ruled=False
        )
        self.radar = self.table("Money that looks unspent", [FactColumn("Unspent")], headed=False)

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        whole = together(stream_positions(records, FinancialYear(quarter.year), quarter))
        opens = Opens(chip=("Funding", "Streams"))
        today = self.context.today
        recorded = whole.known or whole.available > 0
        of = f"of {format_money(whole.available)} spent" if recorded else "spent of money not recorded yet"
        tail = f"{of}, {year_gone(quarter, today)}"
        stepping = pace(whole, quarter, today)
        self.figure.show_rows(
            [
                [
                    Fact(
                        format_money(whole.spent),
                        "figure",
                        tail=tail,
                        said=stepping or "No money is recorded for this year.",
                        opens=opens,
                    )
                ]
            ]
        )
        self.bar.show_segments(
            "Money of the year",
            [
                Segment("spent", format_money(whole.spent), whole.spent, "accent"),
                Segment(
                    "committed", format_money(whole.committed), whole.committed, "accent_soft", hatched=True
                ),
            ],
            whole.available,
        )
        self.legend.show_rows(
            [
                [
                    Fact(f"committed {format_money(whole.committed)}", "soft", opens=opens),
                    Fact(
                        f"free {format_money(whole.left)}" if recorded else "",
                        "soft",
                        right=True,
                        opens=opens,
                    ),
                ]
            ]
        )
        radar = underspends(records, quarter, today)
        rows = [[_radar_fact(unspent)] for unspent in radar[:_RADAR]]
        if len(radar) > _RADAR:
            rest = sum(unspent.left_over for unspent in radar[_RADAR:])
            more = f"{format_money(rest)} more in {len(radar) - _RADAR} other streams looks unspent."
            rows.append([Fact(more, "soft", opens=Opens(chip=("Funding", "Underspend")))])
        self.radar.show_rows(rows)


def _radar_fact(unspent: Underspend) -> Fact:
    """A stream's projected underspend, and what could take it."""
    stream = unspent.position.stream
    assert stream is not None  # a projection is always of one stream
    takers = "; ".join(
        f"{taker.record['project']} {format_money(taker.amount)} ({taker.words})"
        for taker in unspent.takers[:3]
    )
    return Fact(
        unspent.words,
        mark="amber" if unspent.at_risk else "none",
        under=f"Could take it: {takers}" if takers else "",
        opens=Opens(record=("funding_streams", stream["id"])),
    )


def _titled(record: Record) -> str:
    return f"{record['ref']} {record['title']}" if record["ref"] else record["title"]


def _movement_words(position: RiskPosition) -> str:
    moved = position.movement
    if not moved:
        return "steady" if moved == 0 else "not scored before"
    return f"{'up' if moved > 0 else 'down'} {abs(moved)} since last quarter"


def _deadline(out: Sequence[Return], today: date) -> tuple[str, Look]:
    """How long there is for the returns still out, or how late they are; and how it should look."""
    due = sorted(date.fromisoformat(sent["due_on"]) for sent in out if sent["due_on"])
    if not due:
        return ("", "soft") if out else ("all in", "good")
    late = [day for day in due if day < today]
    if late:
        by = (today - late[0]).days
        since = (
            f"since {format_date(late[0].isoformat(), short=True)}" if by > _LONG_LATE else f"by {_days(by)}"
        )
        return f"{len(late)} late {since}", "late"
    left = (due[0] - today).days
    when = f"due {format_date(due[0].isoformat(), short=True)}"
    return f"{when}, {'today' if not left else f'{_days(left)} to go'}", "soft"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
