"""How the partnerships stand: one row each whose every figure opens its own page; contacts while nobody has a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.typed_records import Partnership
from csp_desktop.reports.county.position import (
    Figures,
    PartnershipPosition,
    moves_said,
    standing,
    total,
)
from csp_desktop.reports.county.shown import names
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.rag import rag_words
from csp_desktop.ui.context import Context
from csp_desktop.ui.county.county_panels import DASH, CountyPanel, CountyShown
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.theme import px
from csp_desktop.ui.painted.facts import Fact, FactColumn, Look, Opens
from csp_desktop.ui.painted.stacked_bar import rating_segments

_WIDE = 1130
"""Width for 13 px text from which every figure has room for a column of its own."""
_AVAILABLE = 3
"""The place of what is available among the figures: said with what was spent where they are in one cell."""
_REGION = 1
"""The place of the region among the columns that have one."""
_OVERVIEW = ("Overview", "All")
_IN_SHORT = [FactColumn("Partnership"), FactColumn("Priorities", 136), FactColumn("Figures")]
_CONTACTS = [
    FactColumn("Partnership"), FactColumn("Region", 92), FactColumn("Chair"), FactColumn("Telephone and email"),
]  # fmt: skip


class StandingPanel(CountyPanel):
    """One row a partnership, and the sum of them: a figure a column, or where there is no room all in one.

    While none of them has a plan there are no figures: then it says who chairs each and how to reach them.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("How the partnerships stand", context, parent)
        self._lines: Sequence[_Line] = ()
        self._in_regions = False
        self._wide = True
        self.facts = self.table("How the partnerships stand", [])
        self.basis = caption(
            "Indicators on target are of those that are rated; risks too high are above the partnership's own appetite."
        )
        self.lacking = caption()
        for words in (self.basis, self.lacking):
            self.body.addWidget(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lines and self._wide != self._has_room():
            self._show_lines()

    def _has_room(self) -> bool:
        return self.width() >= px(_WIDE)

    def fill(self, seen: CountyShown) -> None:
        county, wanted = seen.county, {each["id"] for each in seen.shown}
        positions = [
            position for position in standing(county, seen.positions) if position.partnership["id"] in wanted
        ]
        planned = any(position.records is not None for position in positions)
        heading = "How the partnerships stand" if planned else "The partnerships"
        self.set_heading(heading)
        self.basis.setVisible(planned)
        self._in_regions = any(each["region"] for each in seen.shown)
        lacking = sum(position.records is None for position in positions)
        self.lacking.setVisible(bool(lacking))
        self.lacking.setText(
            f"{lacking} without a plan for {county.year.label}: nothing is counted of "
            f"{'it' if lacking == 1 else 'them'}."
            if planned
            else f"None has a plan for {county.year.label}; their figures stand here as soon as one has."
        )
        self._lines = [_line(county, position) for position in positions] if planned else ()
        if not planned:
            self.facts.setAccessibleName(heading)
            self._show([_contact(position.partnership) for position in positions], _CONTACTS)
            return
        if len(positions) > 1:
            moves: Counter[tuple[bool, str]] = sum((position.moves for position in positions), Counter())
            whole = _Line(f"All {len(positions)}", "", RAG_WORDS, total(positions), moves)
            self._lines = [*self._lines, whole]
        self._show_lines()

    def _show_lines(self) -> None:
        """A figure a column, or where there is no room all in one."""
        self._wide = self._has_room()
        if not self._wide:
            self.facts.setAccessibleName("How the partnerships stand, in short")
            self.facts.show_rows([line.in_short() for line in self._lines], _IN_SHORT)
            return
        self.facts.setAccessibleName("How the partnerships stand")
        columns = _figures(f"Since {self.context.quarter.previous.short}")
        self._show([line.cells() for line in self._lines], columns)

    def _show(self, rows: Sequence[list[Fact]], columns: Sequence[FactColumn]) -> None:
        """Show these rows, without their regions where none has one."""
        if not self._in_regions:
            rows = [[*cells[:_REGION], *cells[_REGION + 1 :]] for cells in rows]
            columns = [*columns[:_REGION], *columns[_REGION + 1 :]]
        self.facts.show_rows(rows, columns)


def _figures(since: str) -> list[FactColumn]:
    return [
        FactColumn("Partnership"),
        FactColumn("Region", 92),
        FactColumn("Priorities", 150),
        FactColumn(since, 164),
        FactColumn("On target", 84, right=True),
        FactColumn("Returns in", 84, right=True),
        FactColumn("Spent", 108, right=True),
        FactColumn("Available", 108, right=True),
        FactColumn("May be lost", 108, right=True),
        FactColumn("Risks too high", 100, right=True),
    ]


def _contact(partnership: Partnership) -> list[Fact]:
    opens = Opens(record=("partnerships", partnership["id"]))
    reach = ", ".join(part for part in (partnership["phone"], partnership["email"]) if part)
    return [
        Fact(partnership["short_name"], opens=opens),
        Fact(partnership["region"] or "", "soft", opens=opens),
        Fact(
            partnership["chair"] or "not recorded", "plain" if partnership["chair"] else "soft", opens=opens
        ),
        Fact(reach or "not recorded", "plain" if reach else "soft", opens=opens),
    ]


def _line(county: CountyRecords, position: PartnershipPosition) -> _Line:
    partnership = position.partnership
    within = names(position.within) if position.within else ""
    return _Line(
        name=f"{partnership['short_name']} with {within}" if within else partnership["short_name"],
        region=partnership["region"] or "",
        words=rag_words(partnership),
        figures=position.figures,
        moves=position.moves,
        plan=position.records.plan["id"] if position.records is not None else None,
        changed=position.changed,
        partnership=partnership["id"],
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
    partnership: str = ""

    def _opens(self, tab: str, chip: str = "All") -> Opens | None:
        if self.plan:
            return Opens(plan=self.plan, chip=(tab, chip))
        return Opens(record=("partnerships", self.partnership)) if self.partnership else None

    @property
    def _look(self) -> Look:
        return "plain" if self.partnership else "bold"

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
        at_risk = format_money(figures.at_risk) if figures.at_risk else ""
        above = str(figures.risks_above) if figures.risks_above else ""
        return [
            (on_target, f"{on_target} indicators on target", self._opens("Indicators", "Off target")),
            (returns, f"{returns} returns in", self._opens("Returns")),
            (
                format_money(money.spent),
                f"{format_money(money.spent)} of {format_money(money.available)} spent",
                self._opens("Funding", "Streams"),
            ),
            (
                format_money(money.available),
                f"{format_money(money.available)} available",
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
            return [*named, Fact(self.missing, "soft", opens=self._opens(*_OVERVIEW)), *[Fact()] * 7]
        return [
            *named,
            self._bar,
            self._changes,
            *(
                Fact(
                    number or DASH,
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
