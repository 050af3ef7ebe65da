"""What a table most likely is, and each of its columns: all evidence weighed together, registers side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from csp_desktop.excel.recognising.asked_tables import TableReading, asked_about, what_rows_say
from csp_desktop.excel.recognising.beside.indicators import named_by_figures
from csp_desktop.excel.recognising.beside.left_over import asked_by_values
from csp_desktop.excel.recognising.beside.meetings import are_meetings
from csp_desktop.excel.recognising.beside.payments import are_payments
from csp_desktop.excel.recognising.beside.plans import led_by_persons
from csp_desktop.excel.recognising.beside.risks import entries_named
from csp_desktop.excel.recognising.beside.terms import weigh_together
from csp_desktop.excel.recognising.choice_columns import without_other_words
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, TableMapping
from csp_desktop.excel.recognising.column_words import question, reason_for
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.headings import IGNORE, NOTES, Key, heading_evidence
from csp_desktop.excel.recognising.none_of_ours import is_hinted, kinds_of_entries, none_of_ours
from csp_desktop.excel.recognising.record_names import settled_names, surely_named
from csp_desktop.excel.recognising.register_worth import (
    NOTES_PRICE,
    is_telling,
    recommends,
    worth_as,
)
from csp_desktop.excel.recognising.score_columns import phase_options, scores_in_pairs, scores_that_agree
from csp_desktop.excel.recognising.settling import Option, settle
from csp_desktop.excel.recognising.table_columns import Column, profiled
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.timed_columns import as_other_quarters, charted, periods_said, summed
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Narrative

# What it says for risks that they are told apart, row by row, from issues and assumptions.
_MIXED = 9.0
# So little more speaks for a register than against it that a name and a number may be of anything.
_BARELY = 1.0
# What it says against all others that each row has a likelihood and an impact.
_SCORED = 5.0
# What it says against all others that each row is a payment.
_PAID = 12.0
# What it says for a list of meetings that its rows are days on which a group meets, and against one that they are not.
_MET = 12.0
# What it is worth that records have a name, and that figures by quarter stand beside one nobody has listed.
_NAMED = 3.0
# Over what stands beside quarters it says that the sheet is laid out sideways, each column of one indicator.
_OF_PERIODS = (("quarter",), ("period",))
_BY_FIGURES, _COUNTED = 3.5, 4.0
_AGAIN = 1.2
# Fields that name a record together.
_NAMES: dict[str, tuple[Key, ...]] = {"people": (("people", "first_name"), ("people", "last_name"))}
# Fields so near each other that it matters little which of them a column is.
_NEAR: tuple[frozenset[str], ...] = (
    frozenset(("timescale", "due_on")),
    frozenset(("lead_agencies", "lead_groups", "lead_officers")),
    frozenset(("control", "title")),
)


def propose(table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """The likeliest register of a table, and each column's likeliest field in it; none where it is none of ours."""
    columns = columns_of(table, year)
    mixed = bool(kinds_of_entries(table))
    read = {register: _read_as(register, table, columns, mixed) for register in TABLES}
    if len(what_rows_say("risks", read["risks"].uses, columns)) > 1:
        # Only risks have a likelihood and an impact each, whatever else a table of them says.
        for register in TABLES.keys() - {"risks"}:
            read[register].worth -= _SCORED
    if are_payments(columns):
        # What was paid on which day is money, and no plan of what is to be done.
        for register in TABLES.keys() - {"allocations"}:
            read[register].worth -= _PAID
    if are_meetings(table, columns):
        read["meetings"].worth += _MET
    else:
        # A day and a place are of anything that happens.
        read["meetings"].worth -= _MET
    readings = sorted(read.values(), key=lambda reading: -reading.worth)
    best, second = readings[0], readings[1]
    none, reason = none_of_ours(table, columns)
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


def propose_as(register: str, table: FoundTable, year: FinancialYear | None = None) -> TableMapping:
    """Each column's likeliest field in a register somebody chose."""
    return _read_as(register, table, columns_of(table, year), mixed=False).mapping(1.0)


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
    summed(table, columns)
    return columns


def _read_as(register: str, table: FoundTable, columns: list[Column], mixed: bool) -> TableReading:
    counted = None
    if register == "indicators" and not is_hinted("allocations", table):
        counted = named_by_figures(columns, hinted=is_hinted(register, table))
    options, nothing, heads = _options(register, columns, counted)
    if mixed and register == "risks":
        entries_named(columns, options, heads)
    settled = settle(options, nothing, lambda option: _cost_again(option), _same)
    uses = []
    for column, choice, own, head, price in zip(columns, settled, options, heads, nothing, strict=True):
        use = ColumnUse(column.in_table.column, column.in_table.heading, register, NOTED, sureness=1.0)
        if column.chart:
            use = replace(use, field=IGNORE, why=column.chart)
        elif choice.option is not None and choice.option[1] not in (IGNORE, NOTED):
            owner, name, quarter = choice.option
            sure = 1 / (1 + math.exp(-1.7 * (choice.margin - 0.4)))
            if _is_guessed((owner, name), column, head, own[choice.option]):
                sure = min(sure, _GUESSED)
            use = replace(use, register=owner, field=name, quarter=quarter, sureness=round(sure, 3))
            use = replace(use, why=(question if use.asked else reason_for)(use, choice.rival, column.seen))
        elif choice.option is not None and choice.option[1] == IGNORE:
            use = replace(use, field=IGNORE, why="The program works this out itself.")
        elif price > NOTES_PRICE:
            use = replace(use, why="Kept in the notes of each record.")
        uses.append(use)
    uses = settled_names(register, surely_named(register, uses, columns, heads), columns)
    uses = as_other_quarters(columns, without_other_words(register, table, uses))
    if register == "plan_items":
        uses = led_by_persons(columns, uses)
    if register == "risks":
        uses = scores_in_pairs(columns, scores_that_agree(table, columns, uses))
    if register in _TO_DATE:
        uses = _figures_nothing_gives(columns, uses, _TO_DATE[register])
    worth, named = worth_as(register, table, columns, uses, heads)
    if counted and counted.words not in _OF_PERIODS and not is_hinted(register, table):
        # Figures by quarter of nothing that is called so are of anything: a question.
        worth = min(worth, _COUNTED)
    if mixed:
        # Risks among assumptions, issues and dependencies are risks; what the others are is asked.
        worth += _MIXED if register == "risks" else -_MIXED
    tells = is_telling(register, columns, uses, heads)
    return TableReading(register, tuple(asked_by_values(register, columns, uses)), worth, named, tells)


def _figures_nothing_gives(
    columns: list[Column], uses: list[ColumnUse], to_date: frozenset[str]
) -> list[ColumnUse]:
    """A figure to date is worked out from those of the quarters; where there are none, it is kept."""
    if any((use.register, use.field) == ("measurements", "value") for use in uses):
        return uses
    kept = []
    for column, use in zip(columns, uses, strict=True):
        figures = column.seen.numbers + column.seen.money > 0.5
        if use.field == IGNORE and not column.chart and to_date & set(column.words) and figures:
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
    if key[1].endswith(("likelihood", "impact")) or key in _NAMES.get(key[0], ()):
        return False
    said, values = head.get(key, 0.0), value_evidence(key, column.seen)
    if key[1] in _DAYS or key[1].endswith("_on"):
        # That a column holds days does not tell which.
        values = min(values, 1.0)
    beside = (
        worth
        - said
        - value_evidence(key, column.seen)
        - (_NAMED if key[1] == register_named(key[0]).title else 0.0)
    )
    return said < _BY_THE_WAY and values < _TELLING_VALUES and beside < _TELLING_VALUES


def _options(
    register: str, columns: list[Column], counted: Column | None
) -> tuple[list[dict[Option, float]], list[float], list[dict[Key, float]]]:
    """For each column its options with their log-odds, what it is worth in the notes, and what its heading says.

    `counted` is the one that names what its table counts, under whatever heading.
    """
    options: list[dict[Option, float]] = []
    nothing: list[float] = []
    heads: list[dict[Key, float]] = []
    titles = {(register, register_named(register).title), *_NAMES.get(register, ())}
    earlier: set[tuple[str, ...]] = set()
    spans = _from_and_to(columns) if register == "plan_items" else {}
    written_to = any(column.seen.emails > 0.6 or column.seen.posts > 0.6 for column in columns)
    for column in columns:
        in_table = column.in_table
        head = (
            dict(heading_evidence(register, in_table.bare, in_table.own, in_table.heading))
            if in_table.heading
            else {}
        )
        head |= _timed(register, column, head)
        head |= _when_not_who(column, head)
        head |= spans.get(in_table.column, {})
        if column is counted:
            head[register, "title"] = _BY_FIGURES
        head |= _by_one_word(register, column, head, not heads, written_to)
        if column.years_before:
            head.pop(("measurements", "value"), None)
        if column.own_quarter and _WANTED & set(column.words):
            # A target by quarter is a step on the way there; of a month or another year there is no such step.
            head.pop(("indicators", "target_value"), None)
        if column.own_quarter and _GONE_BY & set(column.words) and "year" in column.words:
            # “Q1 last year” is a figure of no quarter of this one, and of no whole year.
            head.pop(("measurements", "value"), None)
            head.pop(("indicators", "baseline_value"), None)
        if column.of_another_year:
            head = {key: said for key, said in head.items() if key[1] not in _OF_ITS_YEAR}
        if column.sums:
            head = {(register, IGNORE): 6.0}
        own: dict[Option, float] = {}
        for key, said in head.items():
            if key == NOTES or column.chart:
                continue
            worth = (
                said
                + value_evidence(key, column.seen)
                + (_naming(column) if key in titles and said >= 2.5 else 0.0)
            )
            # Scores before and after are headed alike: which are which is settled apart.
            scored = key[1].endswith(("likelihood", "impact"))
            if column.words in earlier and not scored and not _may_repeat(*key):
                worth -= 3.0
            if worth > 0.5 and said > 0.8:
                quarter = column.quarter if key[0] in _TIMED or key[1] == "value" else ""
                own[(*key, quarter)] = worth
        earlier.add(column.words)
        options.append(own)
        heads.append(head)
        nothing.append(max(NOTES_PRICE, head.get(NOTES, 0.0)))
    weigh_together(register, columns, options)
    if register == "risks":
        phase_options(columns, options, nothing)
    return options, nothing, heads


def _naming(column: Column) -> float:
    """What it is worth that a column names the records: nothing names them in empty cells."""
    return _NAMED if column.seen.count else -_NAMED


def _by_one_word(
    register: str, column: Column, head: Mapping[Key, float], first: bool, written_to: bool
) -> dict[Key, float]:
    """What a heading nobody has listed says by a word at its end or start: “Expert name”, “Milestone ID” in front."""
    last, seen = column.words[-1:], column.seen
    # Beside addresses to write to, or posts somebody has, short names are those of people.
    named = seen.persons > 0.5 or (written_to and seen.names > 0.8 and seen.bodies < 0.3)
    if register == "people" and first and not column.in_table.heading and written_to and named:
        return {("people", "name"): 4.5}
    if first and not column.in_table.heading and seen.count > 1 and seen.counted:
        # What is counted in front of all columns numbers the records, whether it says so or not.
        return {(register, "ref"): 4.0} if "ref" in register_named(register).by_name else {}
    if register == "log_entries" and recommends(column):
        return {("log_entries", "title"): 5.5}
    if max(head.values(), default=0.0) > 2.0:
        return {}
    if register == "people" and len(column.words) > 1 and last == ("name",) and named:
        return {("people", "name"): 4.5}
    if first and _numbers_rows(column) and "ref" in register_named(register).by_name:
        return {(register, "ref"): 4.0}
    return {}


def _numbers_rows(column: Column) -> bool:
    """Does every row have a number of its own under a heading that ends with such a word, or is one word alone?"""
    seen = column.seen
    if len(column.words) == 1:
        return seen.count > 2 and seen.refs > 0.9 and seen.distinct == 1 and seen.when < 0.5
    numbered = column.words[-1:] in (("id",), ("ref",), ("no",))
    return numbered and seen.count > 1 and seen.refs > 0.7 and seen.distinct > 0.95


# What heads a column of colours without a word: they rate it.
_SAYS_HOW_IT_GOES = frozenset(("status", "progress", "position", "update", "performance", "delivery"))
_SPANS = (("from", "to"), ("from", "until"), ("from", "till"), ("date from", "date to"))
_WANTED = {"target", "trajectory", "profile"}
# What of several years beside each other only one is of the year the table is of.
_OF_ITS_YEAR = ("target_value", "amount")
_GONE_BY = {"last", "previous", "prior"}
_TIMED = ("updates", "measurements", "funding_entries", "log_updates", "risk_reviews")
_WHO: tuple[Key, ...] = (("plan_items", "lead_officers"), ("plan_items", "lead_agencies"))


def _from_and_to(columns: list[Column]) -> dict[int, dict[Key, float]]:
    """When actions begin and end, where two columns of days beside each other are headed “From” and “To”."""
    for first, second in pairwise(columns):
        headed = plain(first.in_table.own), plain(second.in_table.own)
        if headed in _SPANS and first.seen.dates > 0.6 and second.seen.dates > 0.6:
            return {
                first.in_table.column: {("plan_items", "starts_on"): 5.2},
                second.in_table.column: {("plan_items", "timescale"): 5.2},
            }
    return {}


def _when_not_who(column: Column, head: dict[Key, float]) -> dict[Key, float]:
    """The timescale, a little before the leads, where a heading of leads stands over cells that say when."""
    seen, due = column.seen, ("plan_items", "timescale")
    leads = [key for key in _WHO if key in head]
    if not leads or due in head or seen.when <= 0.6 or seen.posts + seen.bodies + seen.persons > 0.2:
        return {}
    best = max(head[key] + value_evidence(key, seen) for key in leads)
    # So little before them that it is a question, never taken in silence against its heading.
    return {due: best - value_evidence(due, seen) + 0.5}


def _timed(register: str, column: Column, head: Mapping[Key, float]) -> dict[Key, float]:
    """What a heading that names a quarter or month, or stands over colours alone, says beyond its other words."""
    if register == "indicators" and column.years_before == 1 and column.seen.numbers > 0.5:
        return {("indicators", "baseline_value"): 5.5}
    seen, words = column.seen, set(column.words)
    coloured = bool(seen.fills and not seen.count)
    if register == "plan_items" and coloured and words & _SAYS_HOW_IT_GOES:
        return {("updates", "rag"): 5.5}
    if not column.quarter:
        return {}
    if register == "plan_items":
        if "rag" in words or seen.ratings > 0.6 or coloured:
            return {("updates", "rag"): 5.5}
        told = seen.count or {"update", "progress", "comment", "narrative", "position"} & words
        return {("updates", "narrative"): 5.0} if column.own_quarter and told else {}
    if register == "indicators" and column.own_quarter:
        if _WANTED & words:
            number = column.quarter[-1] if "Q" in column.quarter and not column.of_another_year else ""
            return {("indicators", f"trajectory_q{number}"): 5.5} if number else {}
        if words & {"rag", "status", "rating", "variance", "change"} or seen.ratings > 0.6:
            return {("indicators", IGNORE): 5.0}
        if words & {"comment", "narrative", "note", "update"}:
            return {("measurements", "note"): 5.5}
        return {("measurements", "value"): 5.5}
    if register == "allocations" and column.own_quarter:
        if words & {"forecast", "projected", "profile", "planned", "budget"}:
            return {("funding_entries", "forecast"): 5.0}
        if words & {"spend", "actual", "claim", "paid", "invoiced", "claimed"}:
            return {("funding_entries", "actual"): 5.0}
        return {("funding_entries", "actual"): 3.0}
    return {}


def _may_repeat(register: str, name: str) -> bool:
    """Several columns may add to one text, as threats and vulnerabilities do to the cause of a risk, or name leads."""
    if (register, name) in (
        ("mitigations", "control"),
        ("mitigations", "title"),
        ("risk_reviews", "comment"),
    ):
        return True
    field = register_named(register).by_name.get(name)
    return isinstance(field, Narrative | Links) and name != register_named(register).title


def _cost_again(option: Option) -> float | None:
    if _may_repeat(option[0], option[1]) or option[1] == IGNORE:
        return _AGAIN if option[1] != IGNORE else 0.0
    return None


def _same(option: Option, other: Option) -> bool:
    if option == other:
        return True
    return (
        option[2] == other[2]
        and option[0] == other[0]
        and any({option[1], other[1]} <= near for near in _NEAR)
    )
