"""The cards of the County tab; every figure opens the partnership it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csp_desktop.registers.fields import RAG_WORDS, format_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Partnership, PlanItem
from csp_desktop.reports.county.position import (
    Figures,
    PartnershipPosition,
    county_positions,
    moves_said,
    total,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import (
    Served,
    joint_partnerships,
    served_priorities,
    shared_groups,
    shared_streams,
)
from csp_desktop.rules.rag import priority_rating, rag_words
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import Card, caption
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import Fact, FactColumn, Look, Opens
from csp_desktop.ui.painted.stacked_bar import rating_segments

_DASH = "–"
_WIDE = 1130
"""Width for 13 px text from which every figure has room for a column of its own."""
_AVAILABLE = 3
"""The place of what is available among the figures: said with what was spent where they are in one cell."""
_OVERVIEW = ("Overview", "All")


class CountyPanel(Card):
    """A card over the partnerships shown at the chosen quarter; hidden where it has nothing to say."""

    def __init__(self, heading: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.context = context

    def table(self, name: str, columns: Sequence[FactColumn], *, headed: bool = True) -> FactTable:
        """A table in the card whose facts lead where they say."""
        made = FactTable(name, columns, self, headed=headed)
        made.opened.connect(lambda opens: opens.follow(self.context))
        self.body.addWidget(made)
        return made

    def fill(self, county: CountyRecords, shown: Sequence[Partnership]) -> None:
        """Show these partnerships of a county."""
        raise NotImplementedError


class StandingPanel(CountyPanel):
    """One row a partnership, and the sum of them: a figure a column, or where there is no room all in one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("How the partnerships stand", context, parent)
        self.wide = self.table(
            "How the partnerships stand",
            [
                FactColumn("Partnership"),
                FactColumn("Region", 92),
                FactColumn("Priorities", 150),
                FactColumn("Changed", 164),
                FactColumn("On target", 84, right=True),
                FactColumn("Returns in", 84, right=True),
                FactColumn("Spent", 92, right=True),
                FactColumn("Of", 92, right=True),
                FactColumn("May be lost", 92, right=True),
                FactColumn("Risks too high", 100, right=True),
            ],
        )
        self.narrow = self.table(
            "How the partnerships stand, in short",
            [FactColumn("Partnership"), FactColumn("Priorities", 136), FactColumn("Figures")],
        )
        self.basis = caption(
            "Indicators on target are of those that are rated; risks too high are above the partnership's own appetite."
        )
        self.lacking = caption()
        for words in (self.basis, self.lacking):
            self.body.addWidget(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= px(_WIDE)
        self.wide.setVisible(wide)
        self.narrow.setVisible(not wide)

    def fill(self, county: CountyRecords, shown: Sequence[Partnership]) -> None:
        quarter = self.context.quarter
        options = ReportOptions(quarter=quarter, printed_on=self.context.today)
        wanted = {each["id"] for each in shown}
        standing = [
            position
            for position in county_positions(county, quarter, options)
            if position.partnership["id"] in wanted
        ]
        self.wide.rename(3, f"Since {quarter.previous.short}")
        lines = [_line(county, position) for position in standing]
        if len(standing) > 1:
            moves: Counter[tuple[bool, str]] = sum((position.moves for position in standing), Counter())
            lines.append(_Line(f"All {len(standing)}", "", RAG_WORDS, total(standing), moves))
        self.wide.show_rows([line.cells() for line in lines])
        self.narrow.show_rows([line.in_short() for line in lines])
        lacking = sum(position.records is None for position in standing)
        self.lacking.setVisible(bool(lacking))
        self.lacking.setText(
            f"{lacking} without a plan for {county.year.label}: nothing is counted of "
            f"{'it' if lacking == 1 else 'them'}."
        )


def _line(county: CountyRecords, position: PartnershipPosition) -> _Line:
    partnership = position.partnership
    within = _names(position.within) if position.within else ""
    return _Line(
        name=f"{partnership['short_name']} with {within}" if within else partnership["short_name"],
        region=partnership["region"] or "",
        words=rag_words(partnership),
        figures=position.figures,
        moves=position.moves,
        plan=position.records.plan["id"] if position.records is not None else None,
        changed=position.changed,
        missing="" if position.records is not None else f"No plan for {county.year.label}",
    )


@dataclass(frozen=True)
class _Line:
    """A partnership, or all together where there is no plan to open, as one row; `missing` says why it has no figures."""

    name: str
    region: str
    words: Mapping[str, str]
    figures: Figures
    moves: Counter[tuple[bool, str]]
    plan: str | None = None
    changed: Sequence[str] = ()
    missing: str = ""

    def _opens(self, tab: str, chip: str = "All") -> Opens | None:
        return Opens(plan=self.plan, chip=(tab, chip)) if self.plan else None

    @property
    def _look(self) -> Look:
        return "plain" if self.plan or self.missing else "bold"

    @property
    def _bar(self) -> Fact:
        segments = rating_segments(self.figures.ratings, dict(self.words))
        return Fact("" if segments else "none", "soft", segments=segments, opens=self._opens(*_OVERVIEW))

    @property
    def _changes(self) -> Fact:
        worse = sum(count for (is_worse, _), count in self.moves.items() if is_worse)
        better = self.moves.total() - worse
        return Fact(
            f"{worse} worse" if worse else "none worse",
            "late" if worse else "soft",
            tail=f"{better} better" if better else "",
            tail_look="good",
            said="; ".join([*moves_said(self.moves), *self.changed]) or "Nothing changed",
            opens=self._opens(*_OVERVIEW),
        )

    @property
    def _numbers(self) -> list[tuple[str, str, Opens | None]]:
        """Each figure: as it stands in its column, in words, and where it leads; "" for none."""
        figures, money = self.figures, self.figures.money
        on_target = f"{figures.indicators['On target']} of {figures.rated}" if figures.rated else ""
        returns = f"{figures.returns_in} of {figures.returns_asked}" if figures.returns_asked else ""
        at_risk = _pounds(figures.at_risk) if figures.at_risk else ""
        above = str(figures.risks_above) if figures.risks_above else ""
        return [
            (on_target, f"{on_target} indicators on target", self._opens("Indicators", "Off target")),
            (returns, f"{returns} returns in", self._opens("Returns")),
            (
                _pounds(money.spent),
                f"{_pounds(money.spent)} of {_pounds(money.available)} spent",
                self._opens("Funding", "Streams"),
            ),
            (
                _pounds(money.available),
                f"{_pounds(money.available)} available",
                self._opens("Funding", "Streams"),
            ),
            (at_risk, f"{at_risk} may be lost", self._opens("Funding", "Underspend")),
            (
                above,
                f"{above} risk{'' if above == '1' else 's'} above appetite",
                self._opens("Risks", "Above appetite"),
            ),
        ]

    def cells(self) -> list[Fact]:
        """A figure a column."""
        named = [
            Fact(self.name, self._look, opens=self._opens(*_OVERVIEW)),
            Fact(self.region, "soft", opens=self._opens(*_OVERVIEW)),
        ]
        if self.missing:
            return [*named, Fact(self.missing, "soft"), *[Fact()] * 7]
        return [
            *named,
            self._bar,
            self._changes,
            *(
                Fact(
                    number or _DASH,
                    self._look if number else "soft",
                    right=True,
                    said=said if number else "none",
                    opens=opens,
                )
                for number, said, opens in self._numbers
            ),
        ]

    def in_short(self) -> list[Fact]:
        """The figures one under the other in one cell."""
        named = Fact(self.name, self._look, under=self.region, opens=self._opens(*_OVERVIEW))
        if self.missing:
            return [named, Fact(), Fact(self.missing, "soft")]
        changes = self._changes
        told = [
            (said, opens)
            for at, (number, said, opens) in enumerate(self._numbers)
            if number and at != _AVAILABLE
        ]
        told.append((" and ".join(part for part in (changes.text, changes.tail) if part), changes.opens))
        return [
            named,
            self._bar,
            Fact(
                "\n".join(said for said, _ in told),
                said=", ".join(said for said, _ in told),
                several=[(said, opens, 0) for said, opens in told if opens],
            ),
        ]


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

    def fill(self, county: CountyRecords, shown: Sequence[Partnership]) -> None:
        served, rest = served_priorities(county, shown)
        ours = any(each.county is not None for each in served)
        self.set_heading("The county's priorities" if ours else "Priorities several partnerships have")
        self.setVisible(bool(served))
        rows = [self._row(each) for each in served]
        if rest:
            rows.append(
                [
                    Fact("Under none of these" if ours else "Of one partnership alone", "soft"),
                    Fact(),
                    self._bar(rest),
                ]
            )
        self.facts.show_rows(rows)
        self.note.setText(
            "A partnership's priority stands under the county's whose words its title has."
            if ours
            else "Of the same name; put in the county group's plan, they are the county's."
        )

    def _row(self, served: Served) -> list[Fact]:
        if served.county is None:
            return [Fact(served.title), Fact(), self._bar(served.serving)]
        records, priority = served.county
        opens = Opens(plan=records.plan["id"], record=("plan_items", priority["id"]))
        rating = priority_rating(records, priority, self.context.quarter)
        word = rag_words(records.partnership)[rating.rag]
        badge = (
            Fact(word, rag=rating.rag, said=f"{word}. {rating.words}", opens=opens)
            if rating.rag != "none"
            else Fact(_DASH, "soft", said="not rated", opens=opens)
        )
        return [
            Fact(_titled(priority), opens=opens),
            badge,
            self._bar(served.serving) if served.serving else Fact("none yet", "soft"),
        ]

    def _bar(self, serving: Sequence[tuple[PlanRecords, PlanItem]]) -> Fact:
        """Their ratings as a bar, from which each can be opened."""
        rated = [
            (priority_rating(records, priority, self.context.quarter).rag, records, priority)
            for records, priority in serving
        ]
        segments = rating_segments(Counter(rag for rag, _, _ in rated), dict(RAG_WORDS))
        order = [segment.rag for segment in segments]
        several = [
            (
                f"{rag_words(records.partnership)[rag]} · {records.partnership['short_name']} · {_titled(priority)}",
                Opens(plan=records.plan["id"], record=("plan_items", priority["id"])),
                order.index(rag),
            )
            for rag, records, priority in sorted(rated, key=lambda each: -order.index(each[0]))
        ]
        return Fact(segments=segments, several=several)


class JointPanel(CountyPanel):
    """Partnerships that work jointly, and groups that serve several, each once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Joint partnerships and shared groups", context, parent)
        self.facts = self.table(
            "Joint partnerships and shared groups", [FactColumn("What"), FactColumn("Whose")], headed=False
        )

    def fill(self, county: CountyRecords, shown: Sequence[Partnership]) -> None:
        rows = [
            [Fact("Working jointly", "soft"), Fact(_names(together))]
            for together in joint_partnerships(county, shown)
        ]
        rows += [
            [Fact(shared.group["name"], under=shared.group["kind"]), Fact(_names(shared.partnerships))]
            for shared in shared_groups(county, shown)
        ]
        self.setVisible(bool(rows))
        self.facts.show_rows(rows)


class SharedMoneyPanel(CountyPanel):
    """Money several partnerships have a share of, once, with each one's share under it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Shared money", context, parent)
        self.facts = self.table(
            "Shared money",
            [FactColumn("Stream"), FactColumn("Amount", 96, right=True), FactColumn("Share", 64, right=True)],
        )

    def fill(self, county: CountyRecords, shown: Sequence[Partnership]) -> None:
        rows = []
        for stream in shared_streams(county, shown):
            by = f"from {stream.funder}" if stream.funder not in ("", stream.name) else ""
            rows.append(
                [Fact(stream.name, "bold", under=by), Fact(_pounds(stream.whole), "bold", right=True), Fact()]
            )
            for of, share in stream.shares:
                records = county.plans.get(of["id"])
                opens = Opens(plan=records.plan["id"], chip=("Funding", "Streams")) if records else None
                rows.append(_share(of["short_name"], share, stream.whole, opens))
            if stream.others:
                named = _names(stream.joint) if stream.joint else "Not shared out"
                rows.append(_share(named, stream.others, stream.whole, None))
        self.setVisible(bool(rows))
        self.facts.show_rows(rows)


def _share(name: str, pence: int, whole: int, opens: Opens | None) -> list[Fact]:
    return [
        Fact(name, opens=opens),
        Fact(_pounds(pence), right=True, opens=opens),
        Fact(f"{pence / whole:.0%}" if whole else "", "soft", right=True, opens=opens),
    ]


def _names(partnerships: Sequence[Partnership]) -> str:
    names = [str(each["short_name"]) for each in partnerships]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _titled(priority: PlanItem) -> str:
    return f"{priority['ref']} {priority['title']}" if priority["ref"] else str(priority["title"])


def _pounds(pence: int) -> str:
    """An amount to the pound: pennies tell nothing beside thirteen others."""
    return format_money(round(pence / 100) * 100)
