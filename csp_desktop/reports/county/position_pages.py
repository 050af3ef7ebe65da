"""The county's position: one page of figures, a partnership in each row; one of what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Badge,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Form,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    figures_wide,
)
from csp_desktop.reports.county.position import (
    Figures,
    PartnershipPosition,
    county_positions,
    moves_said,
    total,
)
from csp_desktop.reports.county.shown import context, names, quarter_of
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, amount, named
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import (
    Served,
    became_one,
    joint_partnerships,
    served_priorities,
    shared_groups,
    shared_streams,
)
from csp_desktop.rules.natural_order import natural_order
from csp_desktop.rules.rag import priority_rating, rag_words

TITLE = "County position"
_ALWAYS = ("red", "amber", "green")
_RATINGS = ("red", "amber", "green", "blue", "none")


def gather(county: CountyRecords, options: ReportOptions) -> Form:
    """Two sheets for the quarter."""
    quarter = quarter_of(county, options)
    standing = county_positions(county, quarter, options)
    where = context(county, TITLE, quarter)
    figures = Sheet(
        f"How the partnerships stand, {quarter.label}",
        where,
        {"standing": _standing(county, standing, quarter).without(options.without)},
    )
    common = Sheet(
        f"What the partnerships share, {quarter.label}", where, _common(county, standing, quarter, options)
    )
    return Form("county", TITLE, (figures, common))


def _standing(county: CountyRecords, standing: Sequence[PartnershipPosition], quarter: Quarter) -> Table:
    whole = total(standing)
    # Nobody needs a column of dashes for what no partnership uses.
    ratings = [rag for rag in _RATINGS if rag in _ALWAYS or whole.ratings[rag]]
    rows = [_row(county, position, ratings) for position in standing]
    if len(standing) > 1 and any(position.records is not None for position in standing):
        moves: Counter[tuple[bool, str]] = sum((position.moves for position in standing), Counter())
        rows.append(
            Row((cell(Words(f"All {len(standing)}", "strong")), (), *_figures(whole, moves, ratings)))
        )
    return Table(
        columns=(
            Column("partnership", "Partnership", share=1, leads=True),
            Column("region", "Region", em=5.2, spare=True),
            *_rating_columns(ratings),
            Column("on target", "On target", em=5.6, align="right"),
            Column("returns", "Returns in", em=5.4, align="right"),
            *(
                # The county's own figure is far longer than those of its partnerships.
                Column(name, label, em=figures_wide((row.cells[at] for row in rows), least), align="right")
                for at, name, label, least in (
                    (-5, "spent", "Spent", 7),
                    (-4, "available", "Available", 8),
                    (-3, "at risk", "May be lost", 7),
                )
            ),
            Column("above", "Risks too high", em=4.6, align="right"),
            Column("changed", f"Since {quarter.previous.short}", em=10.4),
        ),
        rows=tuple(rows),
        note="The first figures are priorities by their rating. Indicators on target are of those that are rated; risks "
        "too high are above the partnership's own appetite; money may be lost where it looks unspent and may not be "
        "carried forward.",
        empty="No partnership is recorded yet.",
    )


def _rating_columns(ratings: Sequence[str]) -> list[Column]:
    return [
        Column(
            rag,
            RAG_WORDS[rag],
            em=max(3.6, len(RAG_WORDS[rag]) * 0.62 + 1.2) if rag != "none" else 3.6,
            align="right",
        )
        for rag in ratings
    ]


def _row(county: CountyRecords, position: PartnershipPosition, ratings: Sequence[str]) -> Row:
    partnership = position.partnership
    with_others = f"with {names(position.within)}" if position.within else ""
    lead = cell(partnership["short_name"], Words(with_others, "soft"))
    region = cell(partnership["region"])
    if position.records is None:
        nothing = [cell(Words(DASH, "soft"))] * (len(ratings) + 6)
        return Row((cell(*lead, Words(f"No plan for {county.year.label}", "soft")), region, *nothing, ()))
    return Row((lead, region, *_figures(position.figures, position.moves, ratings)))


def _figures(figures: Figures, moves: Counter[tuple[bool, str]], ratings: Sequence[str]) -> list[Cell]:
    worse = sum(count for (is_worse, _), count in moves.items() if is_worse)
    better = moves.total() - worse
    on_target = f"{figures.indicators['On target']} of {figures.rated}" if figures.rated else ""
    returns = f"{figures.returns_in} of {figures.returns_asked}" if figures.returns_asked else ""
    changed = ", ".join(f"{count} {word}" for count, word in ((worse, "worse"), (better, "better")) if count)
    return [
        *_counts(figures.ratings, ratings),
        _or_dash(on_target),
        _or_dash(returns),
        amount(figures.money.spent),
        amount(figures.money.available),
        amount(figures.at_risk),
        _or_dash(str(figures.risks_above) if figures.risks_above else ""),
        _or_dash(changed),
    ]


def _counts(counted: Mapping[str, int], ratings: Sequence[str]) -> list[Cell]:
    return [_or_dash(str(counted[rag]) if counted.get(rag) else "") for rag in ratings]


def _or_dash(said: str) -> Cell:
    return cell(said or Words(DASH, "soft"))


def _common(
    county: CountyRecords, standing: Sequence[PartnershipPosition], quarter: Quarter, options: ReportOptions
) -> dict[str, Block]:
    shown = [position.partnership for position in standing]
    served, rest = served_priorities(county, shown)
    blocks: dict[str, Block] = {}
    if served:
        blocks["priorities"] = _priorities(served, rest, quarter, options).without(options.without)
    merged = [f"{into['short_name']}, of {names(parts)} before" for into, parts in became_one(county, shown)]
    joint = [f"{names(together)} work jointly" for together in joint_partnerships(county, shown)]
    groups = [f"{one.group['name']}: {names(one.partnerships)}" for one in shared_groups(county, shown)]
    blocks["changed"] = Facts(
        (
            ("Priorities rated worse", _moved(standing, worse=True)),
            ("Priorities rated better", _moved(standing, worse=False)),
            ("What else changed", _bullets(_moves(standing))),
            *((("Partnerships that became one", _bullets(merged)),) if merged else ()),
            *((("Joint partnerships", _bullets(joint)),) if joint else ()),
            *((("Shared groups", _bullets(groups)),) if groups else ()),
        )
    )
    money = _money(county, standing)
    if money.rows:
        blocks["money"] = money.without(options.without)
    return blocks


def _bullets(points: Sequence[str]) -> Cell:
    return cell(Bullets(tuple(points))) or cell(Words("None.", "soft"))


def _priorities(
    served: Sequence[Served],
    rest: Sequence[tuple[PlanRecords, PlanItem]],
    quarter: Quarter,
    options: ReportOptions,
) -> Table:
    ours = any(each.county is not None for each in served)
    under = [*(pair for each in served for pair in each.serving), *rest]
    used = {priority_rating(records, priority, quarter, options.which_rag).rag for records, priority in under}
    ratings = [rag for rag in _RATINGS if rag in _ALWAYS or rag in used]

    def counted(serving: Sequence[tuple[PlanRecords, PlanItem]]) -> list[Cell]:
        rated = [
            (priority_rating(records, priority, quarter, options.which_rag).rag, records)
            for records, priority in serving
        ]
        count = Counter(rag for rag, _ in rated)
        red = [str(records.partnership["short_name"]) for rag, records in rated if rag == "red"]
        return [*_counts(count, ratings), cell(", ".join(dict.fromkeys(red)))]

    rows = [
        Row(
            (
                cell(named(each.county[1]) if each.county else each.title),
                _badge(each, quarter, options),
                *counted(each.serving),
            )
        )
        for each in served
    ]
    if rest:
        none = "Under none of these" if ours else "Of one partnership alone"
        rows.append(Row((cell(Words(none, "soft")), (), *counted(rest))))
    return Table(
        title="The county's priorities, and the partnerships' that serve them"
        if ours
        else "Priorities several have",
        columns=(
            Column("priority", "Priority", share=1, leads=True),
            Column("county", "County", em=BADGE_WIDE, spare=True),
            *_rating_columns(ratings),
            Column("red in", "Red in", share=1),
        ),
        rows=tuple(rows),
    )


def _badge(served: Served, quarter: Quarter, options: ReportOptions) -> Cell:
    if served.county is None:
        return ()
    records, priority = served.county
    rag = priority_rating(records, priority, quarter, options.which_rag).rag
    return (
        cell(Badge(rag, rag_words(records.partnership)[rag])) if rag != "none" else cell(Words(DASH, "soft"))
    )


def _moved(standing: Sequence[PartnershipPosition], *, worse: bool) -> Cell:
    """ "Averley (1, 3); Brack (2)": the priorities of each partnership that moved one way."""
    told = []
    for position in standing:
        refs = [
            move.ref or move.name for move in position.priority_moves if move.by and (move.by > 0) == worse
        ]
        if refs:
            told.append(
                f"{position.partnership['short_name']} ({', '.join(sorted(refs, key=natural_order))})"
            )
    return cell("; ".join(told) or Words("None.", "soft"))


def _moves(standing: Sequence[PartnershipPosition]) -> list[str]:
    moves: Counter[tuple[bool, str]] = sum((position.moves for position in standing), Counter())
    return moves_said(Counter({what: count for what, count in moves.items() if what[1] != "priority"}))


def _money(county: CountyRecords, standing: Sequence[PartnershipPosition]) -> Table:
    rows = []
    for stream in shared_streams(county, [position.partnership for position in standing]):
        shares = [f"{of['short_name']} {format_money(share)}" for of, share in stream.shares]
        if stream.others:
            shares.append(
                f"{names(stream.joint) if stream.joint else 'not shared out'} {format_money(stream.others)}"
            )
        funder = stream.funder if stream.funder != stream.name else ""
        rows.append(
            Row(
                (
                    cell(stream.name, Words(funder, "soft")),
                    amount(stream.whole),
                    cell("; ".join(shares)),
                )
            )
        )
    return Table(
        title="Shared money",
        columns=(
            Column("stream", "Stream", share=1, leads=True),
            Column("in all", "In all", em=figures_wide((row.cells[1] for row in rows), 7), align="right"),
            Column("shares", "Shares", share=3),
        ),
        rows=tuple(rows),
    )
