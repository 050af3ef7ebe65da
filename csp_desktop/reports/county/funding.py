"""The year's funding of the county: what each partnership has of it, and what goes to which theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from csp_desktop.reports.blocks import Block, Cell, Column, Form, Row, Sheet, Table, Words, cell
from csp_desktop.reports.county.position import PartnershipPosition, county_positions, total
from csp_desktop.reports.county.shown import context, quarter_of
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import amount
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import of_one_name, served_priorities
from csp_desktop.rules.money.funding_position import AllocationPosition, StreamPosition

TITLE = "Funding by district and theme"
_OTHERS, _NONE = "Other priorities", "No priority named"
_MOST_THEMES = 7
"""Themes with a column of their own: those with most money."""


def gather(county: CountyRecords, options: ReportOptions) -> Form:
    """One sheet to the end of the quarter: by district, then what was allocated and spent by district and theme."""
    quarter = quarter_of(county, options)
    standing = [
        position for position in county_positions(county, quarter, options) if position.records is not None
    ]
    theme_of = _themes(county, standing)
    blocks: dict[str, Block] = {"districts": _districts(standing).without(options.without)}
    if any(position.figures.money.allocations for position in standing):
        blocks["allocated"] = _by_theme(
            "Allocated, by theme", standing, theme_of, lambda held: held.allocated
        )
        blocks["spent"] = _by_theme("Spent, by theme", standing, theme_of, lambda held: held.spent)
    sheet = Sheet(f"Funding to the end of {quarter.label}", context(county, TITLE, quarter), blocks)
    return Form("county", TITLE, (sheet,), legend=False)


def _districts(standing: Sequence[PartnershipPosition]) -> Table:
    def figures(money: StreamPosition) -> list[Cell]:
        return [
            amount(pence)
            for pence in (money.available, money.allocated, money.spent, money.committed, money.left)
        ]

    rows = [
        Row((cell(position.partnership["short_name"]), *figures(position.figures.money)))
        for position in standing
    ]
    if len(standing) > 1:
        rows.append(Row((cell(Words(f"All {len(standing)}", "strong")), *figures(total(standing).money))))
    return Table(
        title="By district",
        columns=(
            Column("district", "Partnership", share=1, leads=True),
            *(
                Column(name.lower(), name, em=9, align="right")
                for name in ("Available", "Allocated", "Spent", "Committed", "Left")
            ),
        ),
        rows=tuple(rows),
        empty="No partnership has a plan for this year, so no funding is recorded.",
    )


def _themes(county: CountyRecords, standing: Sequence[PartnershipPosition]) -> Mapping[str, str]:
    """By a district's priority, the theme it belongs to: the county's it serves, or else its own where several have it."""
    served, rest = served_priorities(county, [position.partnership for position in standing])
    alike, alone = of_one_name(rest)
    theme_of = {priority["id"]: each.title for each in (*served, *alike) for _, priority in each.serving}
    return {**theme_of, **{priority["id"]: _OTHERS for _, priority in alone}}


def _by_theme(
    title: str,
    standing: Sequence[PartnershipPosition],
    theme_of: Mapping[str, str],
    counted: Callable[[AllocationPosition], int],
) -> Table:
    given: dict[str, dict[str, int]] = {}
    for position in standing:
        of_theme: defaultdict[str, int] = defaultdict(int)
        assert position.records is not None  # only such are asked for
        for held in position.figures.money.allocations:
            priority = position.records.priority_of(held.allocation["item"])
            of_theme[theme_of[priority["id"]] if priority is not None else _NONE] += counted(held)
        given[position.partnership["id"]] = of_theme
    whole: defaultdict[str, int] = defaultdict(int)
    for kept in given.values():
        for theme, pence in kept.items():
            whole[theme] += pence
    themes = _columns(whole)

    def cells(of_theme: Mapping[str, int]) -> list[Cell]:
        named = set(themes)
        by_column: defaultdict[str, int] = defaultdict(int)
        for theme, pence in of_theme.items():
            by_column[theme if theme in named else _OTHERS] += pence
        return [
            *(amount(by_column.get(theme)) for theme in themes),
            amount(sum(of_theme.values()), "strong"),
        ]

    rows = [
        Row((cell(position.partnership["short_name"]), *cells(given[position.partnership["id"]])))
        for position in standing
    ]
    if len(standing) > 1:
        rows.append(Row((cell(Words(f"All {len(standing)}", "strong")), *cells(whole))))
    return Table(
        title=title,
        columns=(
            Column("district", "Partnership", em=9.5, leads=True),
            *(Column(f"theme {at}", theme, share=1, align="right") for at, theme in enumerate(themes)),
            Column("all", "All", em=7.6, align="right"),
        ),
        rows=tuple(rows),
    )


def _columns(whole: Mapping[str, int]) -> list[str]:
    """The themes with a column: most money first; the rest together, and what names none, last."""
    real = sorted(
        (theme for theme in whole if theme not in (_OTHERS, _NONE)), key=lambda theme: -whole[theme]
    )
    columns = real[:_MOST_THEMES]
    if len(real) > len(columns) or _OTHERS in whole:
        columns.append(_OTHERS)
    if _NONE in whole:
        columns.append(_NONE)
    return columns
