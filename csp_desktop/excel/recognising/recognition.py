"""What a table most likely is, and each of its columns: all evidence weighed together, registers side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from csp_desktop.excel.recognising.asked_tables import (
    OF_PEOPLE,
    SAID,
    TableReading,
    asked_about,
    what_rows_say,
)
from csp_desktop.excel.recognising.beside.meetings import are_meetings
from csp_desktop.excel.recognising.beside.payments import are_claims, are_payments
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, TableMapping
from csp_desktop.excel.recognising.column_words import table_called
from csp_desktop.excel.recognising.columns.charts import charted
from csp_desktop.excel.recognising.columns.timed_columns import periods_said, summed
from csp_desktop.excel.recognising.finding.bands import band_of
from csp_desktop.excel.recognising.finding.remarks import is_read_aloud
from csp_desktop.excel.recognising.fitted.registers import NONE_OF_OURS, likely_registers
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.none_of_ours import (
    called_a_log,
    called_a_plan,
    is_hinted,
    kinds_of_entries,
    names_over,
    none_of_ours,
)
from csp_desktop.excel.recognising.record_names import named_after_all
from csp_desktop.excel.recognising.register_reading import read_as
from csp_desktop.excel.recognising.table_columns import Column, profiled
from csp_desktop.excel.recognising.tables_found import FoundTable, Rearranged
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

# So little more speaks for a register than against it that a name and a number may be of anything.
_BARELY = 1.0
# What it says against all others that each row has a likelihood and an impact.
_SCORED = 5.0
# What it says against all others that each row is a payment.
_PAID = 12.0
# What it says against money that no column holds any, and each row is planned.
_WITHOUT_SUMS = 12.0
_SUMS = ("amount", "amount_sought", "amount_awarded", "actual", "forecast", "committed", "claimed")
# What it says against a plan that each row comes from a minute of a meeting.
_MINUTED = 12.0
# What it says for a list of meetings that its rows are days on which a group meets, and against one that they are not.
_MET = 12.0
# So likely a table may be of a register at all; so few of its columns, one in so many, are of none.
_HARDLY, _FEW = 0.1, 4
# From here on the weights say which register a table is, whatever the wordings say, or that it is none; and agree with
# wordings that are clear, and with such as are not.
_LIKELY, _LIKELIER, _AGREED, _SURELY = 0.45, 0.6, 0.88, 0.97
# So likely must be another register than the wordings have it: of less likely ones the wordings were right more often.
_OTHERWISE = 0.7
# So likely must be a register where the wordings are sure of what the table is instead.
_SAID_TO_BE_NONE = 0.8
# So sure is a table at most of which only its rows tell what it may be.
_BY_LOOKS = 0.6
# Registers of which the weights know too little.
_NOT_SKETCHED = ("linked_plans",)
_NO_REGISTER = "a list the program has no register for"
_READ_ALOUD = "It says where things stand on the sheet, for screen readers: not brought in."
# How sure a table is at most that is asked about.
_ASKED = 0.7


def propose(table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """The likeliest register of a table, and each column's likeliest field in it; none where it is none of ours."""
    columns = columns_of(table, year)
    mapping, nowhere = _proposed(table, columns)
    kept = {use.column for use in mapping.columns if use.column in nowhere and use.field == NOTED}
    if not mapping.register or mapping.certain or not kept or len(kept) * _FEW > len(columns):
        return mapping
    others = [column for column in columns if column.in_table.column not in kept]
    without, _ = _proposed(replace(table, columns=[column.in_table for column in others]), others)
    if without.certain and without.register == mapping.register and not name_is_asked(mapping):
        # A few columns that are nowhere at home change nothing of what a table is.
        return replace(mapping, sureness=without.sureness, why=without.why)
    return mapping


def _proposed(table: FoundTable, columns: list[Column]) -> tuple[TableMapping, set[int]]:
    """What a table and its columns most likely are, with the columns that no register it may be has a field for."""
    mixed = bool(kinds_of_entries(table))
    twice = {register: read_as(register, table, columns, mixed) for register in TABLES}
    worded = {register: by_wordings for register, (by_wordings, _) in twice.items()}
    weighed = {register: with_weights for register, (_, with_weights) in twice.items()}
    for read in (worded, weighed):
        held_apart(table, columns, read)
    worth = {register: reading.worth for register, reading in weighed.items()}
    none, reason = none_of_ours(table, columns)
    likely = likely_registers(names_over(table), columns, worth, none)
    by_wordings = _by_wordings(table, columns, worded, none, reason)
    mapping = _weighed(table, columns, by_wordings, weighed, likely, offered=reason in OF_PEOPLE)
    at_home = {
        use.column
        for register, reading in weighed.items()
        if likely[register] > _HARDLY
        for use in reading.uses
        if use.field not in (NOTED, IGNORE, "")
    }
    return mapping, {column.in_table.column for column in columns} - at_home


def held_apart(table: FoundTable, columns: list[Column], read: Mapping[str, TableReading]) -> None:
    """Take from what speaks for other registers what only one can have: scores, payments, days of meetings."""
    if len(what_rows_say("risks", read["risks"].uses, columns)) > 1:
        # Only risks have a likelihood and an impact each, whatever else a table of them says.
        for register in TABLES.keys() - {"risks"}:
            read[register].worth -= _SCORED
    if are_payments(columns):
        # What was paid on which day is money, and no plan of what is to be done.
        for register in TABLES.keys() - {"allocations"}:
            read[register].worth -= _PAID
    if len(what_rows_say("plan_items", read["plan_items"].uses, columns)) == len(SAID["plan_items"]):
        # Projects each with a lead, a date and how far it is, and no sum anywhere, are no money.
        for register in ("allocations", "bids"):
            if not (_tells_of_money(read[register].uses) or is_hinted(register, table)):
                read[register].worth -= _WITHOUT_SUMS
    if _are_minuted(columns):
        read["plan_items"].worth -= _MINUTED
    # A day and a place are of anything that happens.
    read["meetings"].worth += _MET if are_meetings(table, columns) else -_MET


def _are_minuted(columns: list[Column]) -> bool:
    """Do columns name the meeting and the minute that each row comes from, as in a log and no plan?"""
    return {"meeting", "minute"} <= {word for column in columns for word in column.words}


def _stand_under_bands(table: FoundTable, mapping: TableMapping) -> bool:
    """Do rows named otherwise stand under several called “Outcome 1: …”, in the column that names them or across?"""
    named = [use.column for use in mapping.columns if (use.register, use.field) == ("plan_items", "title")]
    called = [row for row in table.rows if any(band_of(table.grid.text(row, at)) for at in named)]
    across = [text for text in table.sections.values() if band_of(text)]
    return len(called) + len(across) > 1 and len(called) * 2 < len(table.rows)


def _tells_of_money(uses: Iterable[ColumnUse]) -> bool:
    """Does any column hold sums, or what was decided on a bid and not only how far something is?"""
    return any(
        use.field in _SUMS or (use.field == "decision" and "status" not in alike_words(use.heading))
        for use in uses
    )


def _by_wordings(
    table: FoundTable, columns: list[Column], read: Mapping[str, TableReading], none: float, reason: str
) -> TableMapping:
    """What a table is by the wordings of its headings and by what stands over it.

    `none` is what speaks for none of ours, `reason` what it looks like instead.
    """
    readings = sorted(read.values(), key=lambda reading: -reading.worth)
    best, second = readings[0], readings[1]
    rival = max(none, second.worth if not _alike(best.register, second.register) else second.worth - 2.0)
    sure = 1 / (1 + math.exp(-0.55 * (best.worth - rival)))
    barely = best.worth < none + _BARELY and not best.tells
    if best.worth <= none or not best.named or barely:
        asked = asked_about(table, columns, read, none, reason)
        if asked:
            return asked
        why = (
            f"This looks like {reason}, so it is not brought in."
            if reason
            else ("We could not recognise what this table is.")
        )
        return TableMapping("", _unused(table), round(1 - sure, 3) if reason else 0.0, why)
    return best.mapping(sure)


def _weighed(
    table: FoundTable,
    columns: list[Column],
    worded: TableMapping,
    read: Mapping[str, TableReading],
    likely: Mapping[str, float],
    *,
    offered: bool,
) -> TableMapping:
    """What a table is when the fitted weights have had their say: certain only where they agree with the wordings.

    `worded` is what it is by the wordings, `read` as each register with a second opinion on its columns; `offered` that
    it is none of ours and still names somebody to bring in.
    """
    likely = _as_called(table, worded, likely)
    top = max(likely, key=likely.__getitem__)
    if worded.register in _NOT_SKETCHED:
        return worded
    # Of tables laid out anew, sideways or as cards, the weights have seen none.
    unseen = worded.certain and isinstance(table.grid, Rearranged) and top in (NONE_OF_OURS, worded.register)
    least = _SAID_TO_BE_NONE if worded.certain_none else _OTHERWISE if worded.register else _LIKELY
    if top == NONE_OF_OURS:
        if worded.register and likely[top] >= _LIKELIER and not (offered or unseen):
            why = f"This looks more like {_NO_REGISTER} than {table_called(worded.register)}."
            return TableMapping("", _unused(table), 0.0, why)
    elif top != worded.register and read[top].named and likely[top] >= least:
        return read[top].mapping(min(likely[top], _ASKED))
    if not worded.register:
        return _by_any_name(worded, columns, read[top], likely[top]) if top != NONE_OF_OURS else worded
    ours = read[worded.register]
    opened = replace(worded, columns=ours.uses if ours.named else worded.columns)
    share = likely[worded.register]
    needed = _SURELY if worded.sureness > _BY_LOOKS else 1.0
    if worded.certain:
        told_apart = {
            "log_entries": _are_minuted(columns),
            "plan_items": _stand_under_bands(table, opened),
            "allocations": are_claims(columns),
        }.get(worded.register, False)
        needed = 0.0 if unseen else _LIKELY if told_apart or _called_by_their_word(opened) else _AGREED
    told = worded.certain or ours.tells
    certain = share >= needed and told and not name_is_asked(opened)
    sure = max(worded.sureness, share) if certain else min(worded.sureness, _ASKED)
    if worded.certain and share < needed:
        opened = replace(opened, why=f"{worded.why} It could also be {_other_than(worded.register, likely)}.")
    elif worded.certain and told and not certain:
        opened = replace(opened, why=f"{worded.why} {_which_is_named(opened)}")
    return replace(opened, sureness=round(sure, 3))


def _as_called(table: FoundTable, worded: TableMapping, likely: Mapping[str, float]) -> Mapping[str, float]:
    """How likely a table is each register, where the name over its actions says whether they are planned or logged."""
    plan, log = "plan_items", "log_entries"
    said = {plan: called_a_plan, log: called_a_log}.get(worded.register)
    if not (worded.certain and said and said(table)):
        return likely
    other = log if worded.register == plan else plan
    return {**likely, worded.register: likely[plan] + likely[log], other: 0.0}


def _which_is_named(mapping: TableMapping) -> str:
    """What to settle where only the name of the records is not certain."""
    name = mapping.register, register_named(mapping.register).title
    named = next(use.heading for use in mapping.columns if use.asked and (use.register, use.field) == name)
    return f"Say first whether “{named}” is what each row is called."


def _by_any_name(
    worded: TableMapping, columns: list[Column], reading: TableReading, share: float
) -> TableMapping:
    """A table that is surely of a register though no heading says which column names its records: that is asked."""
    needed = _SURELY if worded.certain_none else _SAID_TO_BE_NONE
    if share < needed or reading.named:
        return worded
    uses = named_after_all(reading.register, reading.uses, columns)
    return worded if uses is None else replace(reading, uses=uses).mapping(_ASKED)


def _other_than(register: str, likely: Mapping[str, float]) -> str:
    """What a table may be as well, called as in a sentence."""
    other = max((share, name) for name, share in likely.items() if name != register)[1]
    return _NO_REGISTER if other == NONE_OF_OURS else table_called(other)


# What records of a register alone are called: a list of KPIs is one of indicators, whatever stands beside them.
_THEIR_WORDS: dict[str, set[tuple[str, ...]]] = {
    "risks": {("risk",)},
    "indicators": {
        ("indicator",),
        ("key", "indicator"),
        ("performance", "indicator"),
        ("key", "performance", "indicator"),
        ("key", "performance", "indicator", "indicator"),
    },
}


def _called_by_their_word(mapping: TableMapping) -> bool:
    """Does the column that names the records call them by the word of their register, and no other?"""
    title = register_named(mapping.register).title
    words = _THEIR_WORDS.get(mapping.register, set())
    return any(
        alike_words(use.heading) in words
        for use in mapping.columns
        if (use.register, use.field) == (mapping.register, title)
    )


def name_is_asked(mapping: TableMapping) -> bool:
    """Is it still a question which column names the records, so that nothing of the table can be taken unasked?"""
    title = register_named(mapping.register).title
    return any(
        use.asked and (use.register, use.field) == (mapping.register, title) for use in mapping.columns
    )


def propose_as(register: str, table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """Each column's likeliest field in a register somebody chose."""
    _, weighed = read_as(register, table, columns_of(table, year), mixed=False)
    return weighed.mapping(1.0)


def _unused(table: FoundTable) -> tuple[ColumnUse, ...]:
    return tuple(ColumnUse(column.column, column.heading) for column in table.columns)


def _alike(register: str, other: str) -> bool:
    """Registers so near that either is a fair reading: the question is told by the columns."""
    return {register, other} in (
        {"funding_streams", "allocations"},
        {"allocations", "bids"},
        {"plan_items", "log_entries"},
    )


def columns_of(table: FoundTable, year: FinancialYear | None) -> list[Column]:
    """The columns of a table, with the quarter or month each is of and those that are only a chart."""
    columns = profiled(table)
    periods_said(columns, year)
    charted(columns)
    for column in columns:
        if is_read_aloud(column.in_table.heading):
            column.chart = _READ_ALOUD
    summed(table, columns)
    return columns
