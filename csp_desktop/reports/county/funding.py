"""The year's funding of the county: what each partnership has of it, and what goes to which theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from csp_desktop.reports.blocks import Block, Cell, Column, Form, Row, Sheet, Table, Words, cell, figures_wide
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
"""Themes with a column of their own: those of several partnerships first, then those with most money."""


def gather(county: CountyRecords, options: ReportOptions) -> Form:
    """One sheet to the end of the quarter: by district, then what was allocated and spent by district and theme."""
    quarter = quarter_of(county, options)
    standing = [
        position for position in county_positions(county, quarter, options) if position.records is not None
    ]
    theme_of, common = _themes(county, standing)
    blocks: dict[str, Block] = {"districts": _districts(standing).without(options.without)}
    if any(position.figures.money.allocations for position in standing):
        allocated = _given(standing, theme_of, lambda held: held.allocated)
        spent = _given(standing, theme_of, lambda held: held.spent)
        # The same columns in both, so that they can be read one under the other.
        themes = _columns(allocated, common)
        blocks["allocated"] = _by_theme("Allocated, by theme", standing, allocated, themes)
        blocks["spent"] = _by_theme("Spent, by theme", standing, spent, themes)
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


def _themes(
    county: CountyRecords, standing: Sequence[PartnershipPosition]
) -> tuple[Mapping[str, str], frozenset[str]]:
    """By a district's priority, the theme it belongs to: the county's it serves, or else its own.

    With these, the themes of more than one partnership.
    """
    served, rest = served_priorities(county, [position.partnership for position in standing])
    alike, alone = of_one_name(rest)
    theme_of = {priority["id"]: each.title for each in (*served, *alike) for _, priority in each.serving}
    own = {priority["id"]: str(priority["title"]) for _, priority in alone}
    return {**own, **theme_of}, frozenset(theme_of.values())


def _given(
    standing: Sequence[PartnershipPosition],
    theme_of: Mapping[str, str],
    counted: Callable[[AllocationPosition], int],
) -> list[dict[str, int]]:
    """For each partnership what its allocations come to, by theme."""
    given: list[dict[str, int]] = []
    for position in standing:
        of_theme: defaultdict[str, int] = defaultdict(int)
        assert position.records is not None  # only such are asked for
        for held in position.figures.money.allocations:
            priority = position.records.priority_of(held.allocation["item"])
            of_theme[theme_of[priority["id"]] if priority is not None else _NONE] += counted(held)
        given.append(of_theme)
    return given


def _whole(given: Sequence[Mapping[str, int]]) -> dict[str, int]:
    whole: defaultdict[str, int] = defaultdict(int)
    for of_theme in given:
        for theme, pence in of_theme.items():
            whole[theme] += pence
    return whole


def _by_theme(
    title: str,
    standing: Sequence[PartnershipPosition],
    given: Sequence[Mapping[str, int]],
    themes: Sequence[str],
) -> Table:
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
        Row((cell(position.partnership["short_name"]), *cells(of_theme)))
        for position, of_theme in zip(standing, given, strict=True)
    ]
    if len(standing) > 1:
        rows.append(Row((cell(Words(f"All {len(standing)}", "strong")), *cells(_whole(given)))))
    return Table(
        title=title,
        columns=(
            Column("district", "Partnership", em=9.5, leads=True),
            *(Column(f"theme {at}", theme, share=1, align="right") for at, theme in enumerate(themes)),
            Column("all", "All", em=figures_wide((row.cells[-1] for row in rows), 7.6), align="right"),
        ),
        rows=tuple(rows),
    )


def _columns(given: Sequence[Mapping[str, int]], common: frozenset[str]) -> list[str]:
    """The themes with a column: those of several first, most money first; the rest together, what names none last."""
    whole = _whole(given)
    real = sorted(
        (theme for theme in whole if theme not in (_OTHERS, _NONE)),
        key=lambda theme: (theme not in common, -whole[theme]),
    )
    columns = real[:_MOST_THEMES]
    if len(real) > len(columns) or _OTHERS in whole:
        columns.append(_OTHERS)
    if _NONE in whole:
        columns.append(_NONE)
    return columns
