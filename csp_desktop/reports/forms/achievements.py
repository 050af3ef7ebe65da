"""The year's achievements: one year against the one before, and what was done where nothing is counted."""

from __future__ import annotations

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Achievement
from csp_desktop.reports.blocks import BADGE_LAST, Block, Column, Form, Row, Sheet, Table, Words, cell
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import DASH, badge, chosen_priorities, context
from csp_desktop.rules.figures import change
from csp_desktop.rules.targets import format_figure

TITLE = "Achievements"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """What came of the priorities of the year before this plan."""
    achievements = records.achievements
    if options.item is not None:
        wanted = {priority["id"] for priority in chosen_priorities(records, options)}
        achievements = [achievement for achievement in achievements if achievement["item"] in wanted]
    year = FinancialYear(records.plan["first_year"] - 1)
    counted = [achievement for achievement in achievements if _is_counted(achievement)]
    told = [achievement for achievement in achievements if not _is_counted(achievement)]
    blocks: dict[str, Block] = {"figures": _figures(records, counted, year).without(options.without)}
    if told:
        blocks["narrative"] = _narrative(records, told).without(options.without)
    sheet = Sheet(f"Achievements of {year.label}", context(records, TITLE), blocks)
    return Form("achievements", TITLE, (sheet,), reported=False, flipped=False)


def _is_counted(achievement: Record) -> bool:
    return achievement["last_year"] is not None or achievement["this_year"] is not None


def _figures(records: PlanRecords, achievements: list[Achievement], year: FinancialYear) -> Table:
    rows = []
    for achievement in achievements:
        indicator = records.indicator.get(achievement["indicator"])
        unit = indicator["unit"] if indicator else "count"
        before, now = achievement["last_year"], achievement["this_year"]
        moved = change(before, now, unit).words if before is not None and now is not None else DASH
        rows.append(
            Row(
                (
                    cell(achievement["title"], Words(achievement["narrative"] or "", "soft")),
                    cell(DASH if before is None else format_figure(before, unit)),
                    cell(DASH if now is None else format_figure(now, unit)),
                    cell(moved),
                    cell(badge(records, achievement["rag"] or "none")),
                )
            )
        )
    return Table(
        title="Year on year",
        columns=(
            Column("priority", "Priority", share=1, leads=True),
            Column("last year", FinancialYear(year.first - 1).label, em=5.4, align="right"),
            Column("this year", year.label, em=5.4, align="right"),
            Column("change", "Change", em=10.5),
            Column("rating", "Rating", em=BADGE_LAST),
        ),
        rows=tuple(rows),
        empty="No achievements with figures are recorded.",
    )


def _narrative(records: PlanRecords, achievements: list[Achievement]) -> Table:
    rows = tuple(
        Row(
            (
                cell(achievement["title"]),
                cell(achievement["narrative"]),
                cell(badge(records, achievement["rag"] or "none")),
            )
        )
        for achievement in achievements
    )
    return Table(
        title="In words",
        columns=(
            Column("priority", "Priority", share=1, leads=True),
            Column("achievements", "Achievements", share=1.7, spare=True),
            Column("rating", "Rating", em=BADGE_LAST),
        ),
        rows=rows,
    )
