"""A table read as one register: by the wordings alone, and with what the fitted weights say of its columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from csp_desktop.excel.recognising.asked_tables import TableReading
from csp_desktop.excel.recognising.beside.indicators import named_by_figures, without_how_often
from csp_desktop.excel.recognising.beside.left_over import asked_by_values
from csp_desktop.excel.recognising.beside.money_by_year import MoneyByYear
from csp_desktop.excel.recognising.beside.payments import called_claims
from csp_desktop.excel.recognising.beside.plans import above_all, led_by_persons, objectives_before_actions
from csp_desktop.excel.recognising.beside.risks import entries_named
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.column_options import NAMED, NAMES, options_of
from csp_desktop.excel.recognising.column_words import question, reason_for
from csp_desktop.excel.recognising.columns.choice_columns import without_other_words
from csp_desktop.excel.recognising.columns.score_columns import scores_in_pairs, scores_that_agree
from csp_desktop.excel.recognising.columns.timed_columns import as_other_quarters
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.headings import IGNORE, Key
from csp_desktop.excel.recognising.none_of_ours import is_hinted, names_over
from csp_desktop.excel.recognising.record_names import settled_names, surely_named
from csp_desktop.excel.recognising.register_worth import NOTES_PRICE, is_telling, worth_as
from csp_desktop.excel.recognising.second_opinion import OF_ITS_YEAR, second_opinion
from csp_desktop.excel.recognising.settling import Settled, Spoken, settle
from csp_desktop.excel.recognising.several_columns import cost_again, same
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.catalog import register_named

# What it says for risks that they are told apart, row by row, from issues and assumptions.
_MIXED = 9.0
# What figures by quarter are worth beside something nobody has listed.
_COUNTED = 4.0
# Over what stands beside quarters it says that the sheet is laid out sideways, each column of one indicator.
_OF_PERIODS = (("quarter",), ("period",))


def read_as(
    register: str, table: FoundTable, columns: list[Column], mixed: bool
) -> tuple[TableReading, TableReading]:
    """A table as one register: by the wordings, and with a second opinion by the weights.

    `mixed` says that it holds risks among other kinds of entries.
    """
    counted = None
    if register == "indicators" and not is_hinted("allocations", table):
        counted = named_by_figures(columns, hinted=is_hinted(register, table))
    spoken = options_of(register, columns, counted)
    by_year = MoneyByYear.read(register, columns, spoken, names_over(table))
    if mixed and register == "risks":
        entries_named(columns, spoken.options, spoken.heads)
    settled = settle(spoken.options, spoken.nothing, cost_again, same)
    uses = _uses(register, columns, spoken, settled)

    def reading(uses: list[ColumnUse]) -> TableReading:
        uses = _agreed(register, table, columns, spoken.heads, uses)
        if by_year:
            uses = by_year.with_questions(uses)
        worth, named = worth_as(register, table, columns, uses, spoken.heads)
        if counted and counted.words not in _OF_PERIODS and not is_hinted(register, table):
            # Figures by quarter of nothing that is called so are of anything: a question.
            worth = min(worth, _COUNTED)
        if by_year:
            worth = by_year.judged(worth, hinted=is_hinted(register, table))
        if mixed:
            # Risks among assumptions, issues and dependencies are risks; what the others are is asked.
            worth += _MIXED if register == "risks" else -_MIXED
        tells = is_telling(register, columns, uses, spoken.heads)
        return TableReading(register, tuple(asked_by_values(register, columns, uses)), worth, named, tells)

    return reading(uses), reading(second_opinion(register, columns, spoken, uses))


def _uses(
    register: str, columns: Sequence[Column], spoken: Spoken, settled: Sequence[Settled]
) -> list[ColumnUse]:
    """What each column is as it was settled, with the reason or the question."""
    uses = []
    for column, choice, own, price, head in zip(columns, settled, *spoken, strict=True):
        use = ColumnUse(column.in_table.column, column.in_table.heading, register, NOTED, sureness=1.0)
        if column.chart:
            use = replace(use, field=IGNORE, why=column.chart)
        elif choice.option is not None and choice.option[1] not in (IGNORE, NOTED):
            owner, name, quarter = choice.option
            sure = 1 / (1 + math.exp(-1.7 * (choice.margin - 0.4)))
            of_past = column.years_off < 0 and name in OF_ITS_YEAR
            if of_past or _is_guessed((owner, name), column, head, own[choice.option]):
                sure = min(sure, _GUESSED)
            use = replace(use, register=owner, field=name, quarter=quarter, sureness=round(sure, 3))
            use = replace(use, why=(question if use.asked else reason_for)(use, choice.rival, column.seen))
        elif choice.option is not None and choice.option[1] == IGNORE:
            use = replace(use, field=IGNORE, why="The program works this out itself.")
        elif price > NOTES_PRICE:
            use = replace(use, why="Kept in the notes of each record.")
        uses.append(use)
    return uses


def _agreed(
    register: str,
    table: FoundTable,
    columns: list[Column],
    heads: list[dict[Key, float]],
    uses: list[ColumnUse],
) -> list[ColumnUse]:
    """The uses once what they say of one another is agreed: names, quarters, choices, leads and scores."""
    uses = settled_names(register, surely_named(register, uses, columns, heads), columns)
    uses = as_other_quarters(columns, without_other_words(register, table, uses))
    if register == "indicators":
        uses = without_how_often(table, columns, uses)
    if register == "plan_items":
        uses = objectives_before_actions(columns, led_by_persons(columns, uses))
        uses = above_all(table, columns, uses)
    if register == "allocations":
        uses = called_claims(names_over(table), uses)
    if register == "risks":
        uses = scores_in_pairs(columns, scores_that_agree(table, columns, uses))
    if register in _TO_DATE:
        uses = _figures_nothing_gives(columns, uses, _TO_DATE[register])
    return uses


def _figures_nothing_gives(
    columns: list[Column], uses: list[ColumnUse], to_date: frozenset[str]
) -> list[ColumnUse]:
    """A figure to date, or a rating, is worked out from the figures of the quarters; where there are none, it is kept."""
    if any((use.register, use.field) == ("measurements", "value") for use in uses):
        return uses
    kept = []
    for column, use in zip(columns, uses, strict=True):
        seen = column.seen
        figures = seen.numbers + seen.money > 0.5 and bool(to_date & set(column.words))
        rated = seen.ratings > 0.6 or bool(seen.fills and not seen.count)
        if use.field == IGNORE and not column.chart and (figures or rated):
            use = replace(use, field=NOTED, why="Kept in the notes of each record.")
        kept.append(use)
    return kept


# What heads a figure so far; a funding stream has no quarters that give what was spent of it.
_TO_DATE = {
    "indicators": frozenset(("date",)),
    "funding_streams": frozenset(("spend", "spent", "expenditure", "actual", "paid")),
}
# A heading that names a field only by the way, over values that could be of any, is a question.
_GUESSED = 0.8
_BY_THE_WAY, _TELLING_VALUES = 3.4, 1.2
_DAYS = ("timescale", "spend_by")


def _is_guessed(key: Key, column: Column, head: Mapping[Key, float], worth: float) -> bool:
    """Do neither the heading, nor what stands under it, nor its neighbours say plainly that a column is this field?"""
    if key[1].endswith(("likelihood", "impact")) or key in NAMES.get(key[0], ()):
        return False
    said, values = head.get(key, 0.0), value_evidence(key, column.seen)
    if key[1] in _DAYS or key[1].endswith("_on"):
        # That a column holds days does not tell which.
        values = min(values, 1.0)
    beside = (
        worth
        - said
        - value_evidence(key, column.seen)
        - (NAMED if key[1] == register_named(key[0]).title else 0.0)
    )
    return said < _BY_THE_WAY and values < _TELLING_VALUES and beside < _TELLING_VALUES
