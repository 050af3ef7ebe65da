"""A partnership's position at the end of a quarter in figures, from what its own pages are made of; and the county's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Partnership, PlanItem
from csp_desktop.reports.forms.committee_page import changed
from csp_desktop.reports.forms.since_last import RatingMove, rating_moves
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.money.funding_position import StreamPosition, stream_positions, together
from csp_desktop.rules.money.underspend import money_at_risk
from csp_desktop.rules.rag import IndicatorKind, Rating, indicator_counts, priority_rating
from csp_desktop.rules.return_states import BACK, returns_wanted
from csp_desktop.rules.risk_scores import positions

_MOVING = {"priority": "priorities", "indicator": "indicators", "action": "actions", "risk": "risks"}


@dataclass(frozen=True)
class Figures:
    """What is counted of a partnership, or of several together; money in pence."""

    ratings: Counter[str] = field(default_factory=Counter)
    """Priorities by their rating."""
    indicators: Counter[IndicatorKind] = field(default_factory=Counter)
    returns_in: int = 0
    returns_asked: int = 0
    money: StreamPosition = field(default_factory=lambda: together(()))
    at_risk: int = 0
    """Money that would be lost at the year's end if nothing changed."""
    risks_above: int = 0
    """Open risks above the partnership's appetite."""

    @property
    def rated(self) -> int:
        """How many indicators have a rating."""
        return self.indicators["On target"] + self.indicators["Off target"]


@dataclass(frozen=True)
class PartnershipPosition:
    """One partnership: its figures, its priorities with their ratings and what has changed since the quarter before.

    `records` is None, and the figures are noughts, where it has no plan for the year. `within` are the
    partnerships it stands for.
    """

    partnership: Partnership
    records: PlanRecords | None
    figures: Figures = field(default_factory=Figures)
    priorities: Sequence[tuple[PlanItem, Rating]] = ()
    changed: Sequence[str] = ()
    """As its committee page says it."""
    moves: Counter[tuple[bool, str]] = field(default_factory=Counter)
    """How many of what ("priority", "indicator", "action", "risk") are worse (True) or better (False) than before."""
    priority_moves: Sequence[RatingMove] = ()
    within: Sequence[Partnership] = ()


def position_of(records: PlanRecords, quarter: Quarter, options: ReportOptions) -> PartnershipPosition:
    """A partnership at the end of a quarter."""
    today = options.printed_on
    rated = [
        (priority, priority_rating(records, priority, quarter, options.which_rag))
        for priority in records.priorities
    ]
    moved = rating_moves(records, quarter.previous, quarter, options.which_rag)
    wanted = returns_wanted(records.returns, quarter)
    return PartnershipPosition(
        partnership=records.partnership,
        records=records,
        figures=Figures(
            ratings=Counter(rating.rag for _, rating in rated),
            indicators=indicator_counts(records, quarter),
            returns_in=sum(asked["state"] in BACK for asked in wanted),
            returns_asked=len(wanted),
            money=together(stream_positions(records, FinancialYear(quarter.year), quarter)),
            at_risk=money_at_risk(records, quarter, today),
            risks_above=sum(place.above_appetite for place in positions(records, quarter, today)),
        ),
        priorities=rated,
        changed=changed(records, quarter, options),
        moves=_moves(records, moved, quarter, options),
        priority_moves=[move for move in moved if move.priority],
    )


def _moves(
    records: PlanRecords, moved: Sequence[RatingMove], quarter: Quarter, options: ReportOptions
) -> Counter[tuple[bool, str]]:
    moves: Counter[tuple[bool, str]] = Counter()
    for move in moved:
        kind = "priority" if move.priority else "action" if move.action else "indicator"
        if move.by:
            moves[move.by > 0, kind] += 1
    for place in positions(records, quarter, options.printed_on):
        if place.movement and place.risk["status"] == "open":
            moves[place.movement > 0, "risk"] += 1
    return moves


def moves_said(moves: Counter[tuple[bool, str]]) -> list[str]:
    """ "Worse: 1 priority, 4 indicators", "Better: 2 actions"; nothing where nothing moved."""
    lines = []
    for worse, word in ((True, "Worse"), (False, "Better")):
        counted = [
            f"{moves[worse, one]} {one if moves[worse, one] == 1 else many}"
            for one, many in _MOVING.items()
            if moves[worse, one]
        ]
        if counted:
            lines.append(f"{word}: {', '.join(counted)}")
    return lines


def county_positions(
    county: CountyRecords, quarter: Quarter, options: ReportOptions
) -> list[PartnershipPosition]:
    """The districts that stand for themselves, by name."""
    positions = {each: position_of(records, quarter, options) for each, records in county.plans.items()}
    return standing(county, positions)


def standing(
    county: CountyRecords, positions: Mapping[str, PartnershipPosition]
) -> list[PartnershipPosition]:
    """The districts that stand for themselves, by name, from the positions of those that have a plan."""
    return [
        replace(
            positions.get(each["id"]) or PartnershipPosition(each, None),
            within=county.within.get(each["id"], ()),
        )
        for each in county.standing
    ]


def total(standing: Iterable[PartnershipPosition]) -> Figures:
    """Several partnerships together: each figure is the sum of theirs."""
    each = [position.figures for position in standing]
    return Figures(
        ratings=sum((figures.ratings for figures in each), Counter()),
        indicators=sum((figures.indicators for figures in each), Counter()),
        returns_in=sum(figures.returns_in for figures in each),
        returns_asked=sum(figures.returns_asked for figures in each),
        money=together(figures.money for figures in each),
        at_risk=sum(figures.at_risk for figures in each),
        risks_above=sum(figures.risks_above for figures in each),
    )
