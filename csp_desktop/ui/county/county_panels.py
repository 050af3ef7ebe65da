"""The cards of the County tab; every figure opens the partnership it is of."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtWidgets import QWidget

from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Partnership, PlanItem
from csp_desktop.reports.county.position import PartnershipPosition
from csp_desktop.reports.county.shown import names
from csp_desktop.reports.shown import named
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import (
    Served,
    became_one,
    joint_partnerships,
    served_priorities,
    shared_groups,
    shared_streams,
)
from csp_desktop.rules.rag import Rating, rag_words
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.painted.fact_card import FactCard
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens
from csp_desktop.ui.painted.stacked_bar import rating_segments

DASH = "–"


@dataclass(frozen=True)
class CountyShown:
    """A county at the chosen quarter: of its plans what they have in common, and the position of each.

    `shown` are the partnerships of the chosen region that are looked for, `positions` by partnership of all with a plan.
    """

    county: CountyRecords
    shown: Sequence[Partnership]
    positions: Mapping[str, PartnershipPosition]

    def rating(self, records: PlanRecords, priority: PlanItem) -> Rating:
        """How one of a partnership's priorities is rated."""
        rated = self.positions[records.partnership["id"]].priorities
        return next(rating for item, rating in rated if item["id"] == priority["id"])


class CountyPanel(FactCard):
    """A card over the partnerships shown at the chosen quarter; hidden where it has nothing to say."""

    @abstractmethod
    def fill(self, seen: CountyShown) -> None:
        """Show the partnerships of a county."""


class CommonPanel(CountyPanel):
    """The county's priorities with the districts' that serve them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("The county's priorities", context, parent)
        self.facts = self.table(
            "The county's priorities",
            [FactColumn("Priority"), FactColumn("County", 92), FactColumn("Partnerships'", 190)],
        )
        self.note = caption()
        self.body.addWidget(self.note)

    def fill(self, seen: CountyShown) -> None:
        served, rest = served_priorities(seen.county, seen.shown)
        ours = any(each.county is not None for each in served)
        self.set_heading("The county's priorities" if ours else "Priorities several partnerships have")
        self.setVisible(bool(served))
        rows = [_served_row(seen, each) for each in served]
        if rest:
            rows.append(
                [
                    Fact("Under none of these" if ours else "Of one partnership alone", "soft"),
                    Fact(),
                    _bar(seen, rest),
                ]
            )
        self.facts.show_rows(rows)
        self.note.setText(
            "A partnership's priority stands under the county's whose words its title has."
            if ours
            else "Of the same name; put in the county group's plan, they are the county's."
        )


def _served_row(seen: CountyShown, served: Served) -> list[Fact]:
    if served.county is None:
        return [Fact(served.title), Fact(), _bar(seen, served.serving)]
    records, priority = served.county
    opens = Opens(plan=records.plan["id"], record=("plan_items", priority["id"]))
    rating = seen.rating(records, priority)
    word = rag_words(records.partnership)[rating.rag]
    badge = (
        Fact(word, rag=rating.rag, said=f"{word}. {rating.words}", opens=opens)
        if rating.rag != "none"
        else Fact(DASH, "soft", said="not rated", opens=opens)
    )
    return [
        Fact(named(priority), opens=opens),
        badge,
        _bar(seen, served.serving) if served.serving else Fact("none yet", "soft"),
    ]


def _bar(seen: CountyShown, serving: Sequence[tuple[PlanRecords, PlanItem]]) -> Fact:
    """Their ratings as a bar, from which each can be opened."""
    rated = [(seen.rating(records, priority).rag, records, priority) for records, priority in serving]
    segments = rating_segments(Counter(rag for rag, _, _ in rated), dict(RAG_WORDS))
    order = [segment.rag for segment in segments]
    several = [
        (
            f"{rag_words(records.partnership)[rag]} · {records.partnership['short_name']} · {named(priority)}",
            Opens(plan=records.plan["id"], record=("plan_items", priority["id"])),
            order.index(rag),
        )
        for rag, records, priority in sorted(rated, key=lambda each: -order.index(each[0]))
    ]
    return Fact(segments=segments, several=several)


class JointPanel(CountyPanel):
    """Partnerships that work jointly or became one, and groups that serve several, each once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Joint partnerships and shared groups", context, parent)

    @cached_property
    def facts(self) -> FactTable:
        """What it tells, made where there is any: many counties have none."""
        return self.table(
            "Joint partnerships and shared groups", [FactColumn("What"), FactColumn("Whose")], headed=False
        )

    def fill(self, seen: CountyShown) -> None:
        county, shown = seen.county, seen.shown
        rows = [
            [Fact("Working jointly", "soft"), Fact(names(together))]
            for together in joint_partnerships(county, shown)
        ]
        rows += [
            [Fact("Became one", "soft"), Fact(f"{into['short_name']}, of {names(parts)} before")]
            for into, parts in became_one(county, shown)
        ]
        rows += [
            [Fact(shared.group["name"], under=shared.group["kind"]), Fact(names(shared.partnerships))]
            for shared in shared_groups(county, shown)
        ]
        self.setVisible(bool(rows))
        if rows:
            self.facts.show_rows(rows)


class SharedMoneyPanel(CountyPanel):
    """Money several partnerships have a share of, once, with each one's share under it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Shared money", context, parent)
        self.facts = self.table(
            "Shared money",
            [
                FactColumn("Stream"),
                FactColumn("Amount", 112, right=True),
                FactColumn("Share", 76, right=True),
            ],
        )

    def fill(self, seen: CountyShown) -> None:
        rows = []
        for stream in shared_streams(seen.county, seen.shown):
            by = f"from {stream.funder}" if stream.funder not in ("", stream.name) else ""
            rows.append(
                [
                    Fact(stream.name, "bold", under=by),
                    Fact(format_money(stream.whole), "bold", right=True),
                    Fact(),
                ]
            )
            for of, share in stream.shares:
                records = seen.county.plans.get(of["id"])
                opens = Opens(plan=records.plan["id"], chip=("Funding", "Streams")) if records else None
                rows.append(_share(of["short_name"], share, stream.whole, opens))
            if stream.others:
                named = names(stream.joint) if stream.joint else "Not shared out"
                rows.append(_share(named, stream.others, stream.whole, None))
        self.setVisible(bool(rows))
        self.facts.show_rows(rows)


def _share(name: str, pence: int, whole: int, opens: Opens | None) -> list[Fact]:
    return [
        Fact(name, opens=opens),
        Fact(format_money(pence), right=True, opens=opens),
        Fact(per_cent(pence, whole), "soft", right=True, opens=opens),
    ]


def per_cent(pence: int, whole: int) -> str:
    """A share in whole per cent; what is little is not nothing."""
    if not whole:
        return ""
    return "under 1%" if pence and f"{pence / whole:.0%}" == "0%" else f"{pence / whole:.0%}"
