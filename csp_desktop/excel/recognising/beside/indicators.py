"""What columns of indicators say of one another: an output beside what it is counted in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.headings import heading_evidence
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.excel.wording.to_date import says_so_far
from csp_desktop.registers.catalog import register_named

# So much a heading says that names the records of a register.
_NAMED_SO = 2.5
# So little more than what is kept in the notes that it is a question.
_ASKED = 3.0
_NOW = re.compile(r"\b(?:this|latest|current) (?:quarter|period|month)\b", re.IGNORECASE)
_COUNTED = {"output", "outcome"}
_OFTEN = {"frequency", "often", "frequently"}
_COUNTS = re.compile(
    r"\bcumul|\bsnapshot|\brolling|\bto date\b|\bdiscrete|\bpoint in time\b|\bytd\b", re.IGNORECASE
)
_PER_CENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\b(?:per ?cent(?:age)?|rate|ratio|share|proportion)\b", re.IGNORECASE)
# Of how much more or less there is, or of how far it has come, in per cent.
_OF_CHANGE = re.compile(
    r"\b(?:change|difference|variance|increase|decrease|growth|vs|against|compared|target|complete)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:numerator|denominator|out of|number|count|base|total|of)\b", re.IGNORECASE)
_OTHERS = {"region", "regional", "england", "national", "average", "benchmark", "msg"}


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of indicators."""
    _figures_to_the_end_of_quarters(columns, options)
    _figures_so_far_among_others(columns, options)
    _parts_of_shares(columns, options)
    _notes_of_figures(columns, options)
    _outputs_in_units(columns, options)
    _figures_of_others(columns, options)
    _ranks_among_others(options)
    _counted_this_quarter(columns, options)
    _totals_beside_a_baseline(columns, options)
    _evidence_kept_somewhere(columns, options)


def _evidence_kept_somewhere(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Evidence” over a few words without a figure, “School registers”, is where figures come from, if nothing else says it."""
    source: Option = ("indicators", "source", "")
    if any(own.get(source, 0.0) > CLEAR for own in options):
        return
    for column, own in zip(columns, options, strict=True):
        seen = column.seen
        short = seen.names > 0.8 and seen.sentences + seen.figured + seen.statuses + seen.ratings < 0.2
        if column.words == ("evidence",) and short and not seen.persons + seen.posts:
            own.clear()
            own[source] = SURELY


def _figures_to_the_end_of_quarters(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“To end September” over figures is what was reached by the end of that quarter, where no column is of it alone."""
    alone = {column.quarter for column in columns if column.own_quarter}
    for column, own in zip(columns, options, strict=True):
        seen, quarter = column.seen, column.to_end_of
        figures = not seen.count or seen.numbers + seen.figured > 0.6
        if quarter and not column.own_quarter and quarter not in alone and figures:
            own.clear()
            own["measurements", "value", quarter] = CLEAR + PLAINLY


def _figures_so_far_among_others(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Q2 cumulative” beside “Q1” is of no quarter alone, so it is asked about: an indicator has figures of one kind."""
    figures = [
        (own, option, says_so_far(column.in_table.heading))
        for column, own in zip(columns, options, strict=True)
        for option in own
        if option[:2] == ("measurements", "value") and (column.own_quarter or column.to_end_of)
    ]
    if len({so_far for *_, so_far in figures}) > 1:
        for own, option, so_far in figures:
            if so_far:
                own.clear()
                own[option] = _ASKED


def _parts_of_shares(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside a quarter's share, “Q1 %”, the number and what it is out of are not what was reached.

    A rate of so many in a thousand is none: either may be what the target is of.
    """
    shares = {column.quarter for column in columns if column.own_quarter and _is_share(column)}
    for column, own in zip(columns, options, strict=True):
        heading = column.in_table.own
        if (
            column.own_quarter
            and column.quarter in shares
            and _PART.search(heading)
            and not _SHARE.search(heading)
        ):
            own.clear()


def _is_share(column: Column) -> bool:
    heading = column.in_table.own
    if _OF_CHANGE.search(heading):
        return False
    return bool(_PER_CENT.search(heading) or (_SHARE.search(heading) and column.seen.percents > 0.6))


def _notes_of_figures(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Where no column holds a figure, a remark is on the indicator and not on one."""
    if any(option[:2] == ("measurements", "value") for own in options for option in own):
        return
    for column, own in zip(columns, options, strict=True):
        if not column.own_quarter:
            for option in [option for option in own if option[:2] == ("measurements", "note")]:
                del own[option]


def _outputs_in_units(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An output or outcome beside what it is counted in is what is counted."""
    title, unit = ("indicators", "title", ""), ("indicators", "unit", "")
    if any(unit in own for own in options):
        for column, own in zip(columns, options, strict=True):
            if (title in own and _COUNTED & set(column.words)) or {*column.words} <= _COUNTED:
                own[title] = max(own.get(title, 0.0), own.get(("indicators", "item", ""), 0.0)) + PLAINLY


def _counted_this_quarter(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Offences this quarter” are the figure, where no other column is."""
    figure: Option = ("measurements", "value", "")
    if any(option[:2] == figure[:2] for own in options for option in own):
        return
    for column, own in zip(columns, options, strict=True):
        if _NOW.search(column.in_table.heading) and column.seen.numbers > 0.6:
            own[figure] = CLEAR + PLAINLY


def _totals_beside_a_baseline(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside a baseline that is headed so, the total of a year gone by is kept in the notes."""
    baseline: Option = ("indicators", "baseline_value", "")
    headed = any(
        baseline in own and "baseline" in column.words for column, own in zip(columns, options, strict=True)
    )
    for column, own in zip(columns, options, strict=True):
        if headed and column.years_before and "total" in column.words:
            own.pop(baseline, None)


def _ranks_among_others(options: list[dict[Option, float]]) -> None:
    """A rank beside others' average, or beside how many are ranked, is a place among them; alone it may be one of importance."""
    compared = any(option[1] in ("group_average", "out_of") for own in options for option in own)
    for own in options if compared else ():
        for option in own:
            if option[:2] == ("measurements", "rank"):
                own[option] += PLAINLY


def _figures_of_others(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Region rate Q2” beside “Rate Q2” is what others reached, to compare with."""
    for column, own in zip(columns, options, strict=True):
        value: Option = ("measurements", "value", column.quarter)
        beside = any(
            value in others and not _OTHERS & set(other.words)
            for other, others in zip(columns, options, strict=True)
            if other is not column
        )
        if value in own and column.own_quarter and _OTHERS & set(column.words) and beside:
            own["measurements", "group_average", column.quarter] = own.pop(value)


def without_how_often(
    table: FoundTable, columns: Sequence[Column], uses: Sequence[ColumnUse]
) -> list[ColumnUse]:
    """The uses, “Frequency” over “Quarterly” left to the notes: how often a figure is told is not what it counts."""
    kept = list(uses)
    for at, (column, use) in enumerate(zip(columns, uses, strict=True)):
        if (use.register, use.field) == ("indicators", "kind") and _OFTEN & set(column.words):
            texts = [table.grid.text(row, use.column) for row in table.rows]
            if not any(_COUNTS.search(text) for text in texts):
                why = "How often it is told; kept in the notes of each record."
                kept[at] = replace(use, field=NOTED, quarter="", sureness=1.0, why=why)
    return kept


def named_by_figures(columns: list[Column], *, hinted: bool) -> Column | None:
    """What is counted under a heading nobody has listed, or under none: “Tool or power | Q1 | Q2” holds indicators.

    Months are of anything counted, unless the table is called one of indicators.
    """
    figures = [column for column in columns if column.own_quarter and column.seen.count]
    by_quarter = len(figures) > 1 and all(
        column.seen.numbers >= 0.6 and column.seen.money <= 0.2 and (hinted or "-Q" in column.quarter)
        for column in figures
    )
    if not (by_quarter or _aimed_at(columns)):
        return None
    texts = [column for column in columns if column.seen.count > 1 and column.seen.names > 0.8]
    first = columns[0]
    if (
        first not in texts
        or first.seen.distinct < 0.95
        or first.seen.persons + first.seen.posts + first.seen.refs > 0.2
        or not (by_quarter or not first.in_table.heading)
    ):
        return None
    # In a table called one of figures, holding nothing else, “Activity” is what was counted.
    only_figures = (
        hinted
        and by_quarter
        and len(figures) + 1 == sum(bool(column.seen.count) and not column.sums for column in columns)
    )
    return first if only_figures or not any(map(_is_headed_as_name, texts)) else None


# What heads a figure to be reached, and one that was.
_AIMED, _REACHED = {"target", "plan", "baseline"}, {"actual", "value", "current", "result", "outturn"}


def _aimed_at(columns: list[Column]) -> bool:
    """Do figures stand beside what they were to be, none of them money?"""
    figures = [
        set(column.words) for column in columns if column.seen.numbers > 0.6 and column.seen.money <= 0.2
    ]
    return any(_AIMED & words for words in figures) and any(_REACHED & words for words in figures)


def _is_headed_as_name(column: Column) -> bool:
    """Does a heading name the records of some register?"""
    of = column.in_table
    return any(
        heading_evidence(other, of.bare, of.own, of.heading).get((other, register_named(other).title), 0.0)
        >= _NAMED_SO
        for other in TABLES
        if of.heading
    )
