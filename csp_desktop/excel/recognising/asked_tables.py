"""Tables that are likelier none of ours, asked about where they may be wanted all the same, with the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csp_desktop.excel.recognising.beside.meetings_between import are_under_meetings
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse, TableMapping
from csp_desktop.excel.recognising.column_words import row_called, table_called
from csp_desktop.excel.recognising.columns.charts import CHART
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.none_of_ours import LEGEND, is_hinted
from csp_desktop.excel.recognising.record_names import tells_of_people
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.catalog import register_named

OF_PEOPLE = ("a stakeholder analysis",)
"""What is none of ours and may still name the people or bodies in it."""
# Versions of a document are history; requests for a change are followed up like any entry of a log.
_OF_CHANGES = "a record of versions or changes"
_ASKED_TABLE = 0.6
# So much speaks for its being none of ours that nobody need be asked.
_SURELY_NONE = 8.0
# So near is what fits a register best to what speaks for none of ours that it is asked which it is.
_CLOSE, _MANY = 3.0, 4
# How sure it is that a column names the records of a table only because no other could.
_BY_LOOKS = 0.6
_FEWEST = 3
_SHORTEST = 14
_MOST = 0.6
_SCORES = ("inherent", "current", "target")

_IN_FORCE = "the day it came into force"

SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "risks": {
        "a likelihood": (*(f"{phase}_likelihood" for phase in _SCORES), "likelihood"),
        "an impact": (*(f"{phase}_impact" for phase in _SCORES), "impact"),
    },
    "indicators": {"a target": ("target_value",), "a figure": ("value", "baseline_value")},
    "funding_streams": {"an amount": ("amount",), "a funder": ("funder",)},
    "allocations": {"an amount": ("amount",), "what was spent": ("actual",)},
    "log_entries": {
        "the day it was raised": ("raised_on",),
        "an owner": ("owner", "lead_agencies"),
        "a status": ("status",),
        _IN_FORCE: ("starts_on",),
        "the day it ends": ("expires_on",),
    },
    "plan_items": {
        "a date": ("timescale", "due_on"),
        "a lead": ("lead_agencies", "lead_officers", "lead_groups"),
        "a status": ("status", "rag"),
    },
}  # fmt: skip
"""What the rows of a table say, by register, and the fields that say it."""
# A date alone makes a plan of what else would be nothing; all others need two of what they say.
_ENOUGH = {"plan_items": "a date"}
_GIVEN = {"grant", "fund", "funds", "funding", "award", "allocation"}
# Whatever names the meeting it comes from, or who raised it, is of a log.
_MET = {"meeting", "minute", "raised"}
# “Min ref” is that of a minute; “Min” alone may be the least or a length of time.
_NUMBERED = {"ref", "no", "item", "point", "para", "paragraph"}
_LASTING = {"duration", "time", "estimate", "estimated", "length", "hour"}


@dataclass
class TableReading:
    """A table read as one register: what its columns are, and what all of it is worth."""

    register: str
    uses: tuple[ColumnUse, ...]
    worth: float
    named: bool
    telling: bool

    @property
    def known(self) -> int:
        """How many of its columns fit."""
        return sum(use.field not in ("", NOTED, IGNORE) for use in self.uses)

    @property
    def tells(self) -> bool:
        """Does it say what only this register has, or fit it in many columns?"""
        return self.telling or self.known >= _MANY

    @property
    def fitting(self) -> str:
        """ "3 of its 7 columns fit an action plan"."""
        # The bars of a chart beside a table are no columns of it.
        count = sum(use.why != CHART for use in self.uses)
        fit = "fits" if self.known == 1 else "fit"
        columns = "column" if count == 1 else "columns"
        return f"{self.known} of its {count} {columns} {fit} {table_called(self.register)}"

    def mapping(self, sure: float) -> TableMapping:
        return TableMapping(self.register, self.uses, round(sure, 3), f"{self.fitting}.")


def asked_about(
    table: FoundTable, columns: list[Column], readings: Mapping[str, TableReading], none: float, reason: str
) -> TableMapping | None:
    """The register a table that is likelier none of ours may still be wanted for: a question, never taken."""
    if reason in OF_PEOPLE:
        for register, told, what in (
            ("people", tells_of_people, "people: bring it in if you want them as contacts"),
            ("agencies", _names_bodies, "bodies: bring it in if you want them as agencies"),
        ):
            reading = readings[register]
            if reading.named and told(reading.uses, columns):
                why = f"This looks like {reason}, but it names {what}."
                return TableMapping(register, reading.uses, _ASKED_TABLE, why)
    log = readings["log_entries"]
    if reason == _OF_CHANGES and log.named and _followed_up(log.uses, columns):
        why = f"This looks like {reason}, but it says how far each is: bring it in if you want it as a log."
        return TableMapping("log_entries", log.uses, _ASKED_TABLE, why)
    uses = {register: reading.uses for register, reading in readings.items()}
    explains = reason == LEGEND and len(columns) < _FEWEST
    looked = (
        none < _SURELY_NONE
        and not explains
        and _register_by_looks(table, uses, columns, logged=is_logged(table, columns))
    )
    return looked or _all_but_taken(readings, none, reason)


def _all_but_taken(readings: Mapping[str, TableReading], none: float, reason: str) -> TableMapping | None:
    """The register a table only just misses, by what only that register has or by many columns that fit it."""
    named = [reading for reading in readings.values() if reading.named]
    best = max(named, key=lambda reading: reading.worth, default=None)
    if not best or none - best.worth > _CLOSE or not best.tells:
        return None
    why = f"This looks like {reason}, but {best.fitting}." if reason else f"Only {best.fitting}."
    return TableMapping(best.register, best.uses, _ASKED_TABLE, why)


def _followed_up(uses: tuple[ColumnUse, ...], columns: list[Column]) -> bool:
    """Do nearly all rows say how far they are, and who has them or since when?"""
    said = what_rows_say("log_entries", uses, columns)
    decided = any(column.seen.statuses > 0.6 and column.seen.filled > _MOST for column in columns)
    return decided and bool(said.keys() - {"a status"})


def is_logged(table: FoundTable, columns: list[Column]) -> bool:
    """Is a table called a log, or were its records raised by somebody or at a meeting?"""
    return (
        is_hinted("log_entries", table)
        or are_under_meetings(table)
        or any(
            (
                _MET & set(column.words)
                or {"we", "met"} <= set(column.words)
                or {"we", "meet"} <= set(column.words)
                or ("min" in column.words and _NUMBERED & set(column.words))
            )
            and not _LASTING & set(column.words)
            for column in columns
        )
    )


def what_rows_say(
    register: str, uses: Sequence[ColumnUse], columns: Sequence[Column]
) -> dict[str, list[int]]:
    """The columns that say what nearly every row of a table of this register says, by what that is."""
    said: dict[str, list[int]] = {}
    for use, column in zip(uses, columns, strict=True):
        if column.seen.filled < _MOST or (use.field in ("timescale", "due_on") and column.seen.when <= _MOST):
            continue
        for what, fields in SAID[register].items():
            if use.field in fields:
                said.setdefault(what, []).append(use.column)
    return said


def _register_by_looks(
    table: FoundTable,
    readings: Mapping[str, tuple[ColumnUse, ...]],
    columns: Sequence[Column],
    *,
    logged: bool,
) -> TableMapping | None:
    """What a table no heading names looks like, with the column that reads like its names: a question, with its evidence.

    `readings` are its columns as each register would have them, `logged` whether it is called a log.
    """
    if len(table.rows) < _FEWEST:
        return None
    for register in SAID:
        uses = readings[register]
        said = what_rows_say(register, uses, columns)
        told = len(said) > 1 or _ENOUGH.get(register, "none") in said
        if register == "allocations" and said and not told:
            # What a sheet called “Spending” counts by quarter is money, whatever it is headed; so is an “ABG allocation”.
            told = is_hinted("allocations", table) or any(
                use.field == "amount" and _GIVEN & set(alike_words(use.heading)) for use in uses
            )
        if register == "log_entries":
            told = bool(said) if logged else told and "the day it was raised" in said
        awaited = [] if told else _awaited(register, uses, columns)
        if not (told or awaited) or (register == "plan_items" and logged):
            continue
        # An order in force is called by what it is: “Closure order”.
        short = register in _SHORT_NAMES or _IN_FORCE in said
        named = _with_a_name(register, uses, columns, short=short)
        if named and awaited:
            why = f"Its columns are headed for {_in_words(awaited)}, as in {table_called(register)}."
            return TableMapping(register, named, _BY_LOOKS, why)
        if named and len(said) == 1 and register == "plan_items" and not _only_planned(named, columns):
            continue
        if named:
            rows = sum(
                all(any(table.grid.text(row, at) for at in places) for places in said.values())
                for row in table.rows
            )
            why = f"{rows} of {len(table.rows)} rows have {_in_words(list(said))}, as in {table_called(register)}."
            return TableMapping(register, named, _BY_LOOKS, why)
    return None


def _in_words(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _awaited(register: str, uses: Sequence[ColumnUse], columns: Sequence[Column]) -> list[str]:
    """What rows of this register say, where all of it has a column and nobody has filled one in yet."""
    empty = {use.field for use, column in zip(uses, columns, strict=True) if not column.seen.count}
    every = list(SAID[register])
    return every if all(empty & set(fields) for fields in SAID[register].values()) else []


def _only_planned(uses: Sequence[ColumnUse], columns: Sequence[Column]) -> bool:
    """Where a date is all that speaks for a plan: are its names sentences of what is done, with no figures beside them?"""
    return all(
        column.seen.sentences > 0.5
        if use.field == "title"
        else column.seen.numbers < 0.6 or column.seen.counted or use.field == "ref"
        for use, column in zip(uses, columns, strict=True)
        if column.seen.count
    )


def _with_a_name(
    register: str, uses: tuple[ColumnUse, ...], columns: Sequence[Column], *, short: bool
) -> tuple[ColumnUse, ...] | None:
    """The columns with one that names the records: the first that reads so, asked about; None where none does."""
    title = register_named(register).title
    if any((use.register, use.field) == (register, title) for use in uses):
        return uses
    naming = next(
        (
            use
            for use, column in zip(uses, columns, strict=True)
            if (use.field in _ALSO or (use.field in (NOTED, "") and not use.why))
            and _reads_like_names(column, short=short)
        ),
        _threatening(uses, columns) if register == "risks" else None,
    )
    if naming is None:
        return None
    what = row_called(register)
    why = f"Nothing is headed as the {what}. Is “{naming.heading}” the {what} itself?"
    named = replace(naming, register=register, field=title, sureness=_BY_LOOKS, why=why)
    return tuple(named if use is naming else use for use in uses)


def _threatening(uses: tuple[ColumnUse, ...], columns: Sequence[Column]) -> ColumnUse | None:
    """What threatens, where each threat stands in several rows and no column says the risk itself."""
    return next(
        (
            use
            for use, column in zip(uses, columns, strict=True)
            if use.field in (NOTED, "")
            and _THREATS & set(alike_words(use.heading))
            and column.seen.names > 0.6
        ),
        None,
    )


# Fields that may well be what the records are called, where nothing else is.
_ALSO = ("priority", "objective", "outcome", "control", "funder")
_THREATS = {"threat", "vulnerability", "hazard", "weakness"}


# What money comes from or goes to may be called by a word or two.
_SHORT_NAMES = ("allocations", "funding_streams")


def _reads_like_names(column: Column, *, short: bool) -> bool:
    """Is nearly every row's text a different one, of some length unless names may be short?"""
    seen = column.seen
    worded = seen.names > 0.8 if short else seen.sentences > 0.5 and seen.average >= _SHORTEST
    return (
        seen.count >= _FEWEST
        and seen.filled > _MOST
        and seen.distinct > 0.8
        and worded
        and seen.dates + seen.numbers + seen.levels + seen.ratings < 0.2
    )


def _names_bodies(uses: Sequence[ColumnUse], columns: Sequence[Column]) -> bool:
    """Are the names of a list short, each different, and neither figures nor dates?"""
    return any(
        use.field == "name"
        and column.seen.count >= _FEWEST
        and column.seen.names > 0.8
        and column.seen.distinct > 0.9
        and column.seen.levels + column.seen.ratings < 0.2
        for use, column in zip(uses, columns, strict=True)
        if use.field not in (NOTED, IGNORE)
    )
