"""What a column under a heading nobody has listed may be by what stands in it, where no other column is: a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.column_words import question
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.wordings.like_words import TOLD_OF_IT

_SURENESS = 0.6
_FEWEST, _NEARLY_ALL = 3, 0.8
_FEWEST_PARTED, _PARTED = 5, 0.6
_GONE_BY = {"last", "previous", "touched", "changed", "amended", "modified", "visited", "met"}


def _days(column: Column) -> float:
    gone_by = (TOLD_OF_IT | _GONE_BY) & set(column.words)
    return 0.0 if gone_by else max(column.seen.dates, column.seen.when)


def _statuses(column: Column) -> float:
    return column.seen.statuses if column.seen.ratings < _NEARLY_ALL else 0.0


def _ratings(column: Column) -> float:
    return column.seen.ratings


def _persons(column: Column) -> float:
    told = TOLD_OF_IT & set(column.words) or column.seen.dates > 0.1
    return 0.0 if told else column.seen.persons + column.seen.posts


def _bodies(column: Column) -> float:
    seen = column.seen
    plainly = seen.sentences < 0.2 and seen.posts + seen.persons < 0.2 and not TOLD_OF_IT & set(column.words)
    return seen.bodies if plainly else 0.0


def _givers(column: Column) -> float:
    """Bodies, or whatever else money is said to come from: “Given by”."""
    seen = column.seen
    return seen.names if column.words[-1:] == ("by",) and seen.distinct < _NEARLY_ALL else _bodies(column)


def _money(column: Column) -> float:
    return column.seen.money


def _parts(column: Column) -> float:
    """Short words that come again and again part the rows: “Custody”, “Custody”, “Community”."""
    seen = column.seen
    plainly = seen.bodies + seen.persons + seen.posts < 0.3 and seen.numbers < 0.2 and seen.ratings < 0.3
    again = seen.count >= _FEWEST_PARTED and seen.distinct <= _PARTED
    return seen.names if plainly and again and not TOLD_OF_IT & set(column.words) else 0.0


# Fields told by their values alone, first the likelier, with those of which one is enough.
_TOLD: dict[str, tuple[tuple[Key, Callable[[Column], float], tuple[str, ...]], ...]] = {
    "plan_items": (
        (("plan_items", "timescale"), _days, ("timescale", "due_on")),
        (("plan_items", "status"), _statuses, ("status",)),
        (("updates", "rag"), _ratings, ("rag",)),
        (("plan_items", "lead_officers"), _persons, ("lead_officers", "lead_agencies", "lead_groups")),
        (("plan_items", "lead_agencies"), _bodies, ("lead_officers", "lead_agencies", "lead_groups")),
        (("plan_items", "priority"), _parts, ("priority", "objective", "parent")),
    ),
    "risks": (
        (("risks", "status"), _statuses, ("status",)),
        (("risks", "owner"), _persons, ("owner",)),
    ),
    "log_entries": (
        (("log_updates", "status"), _statuses, ("status",)),
        (("log_entries", "owner"), _persons, ("owner",)),
    ),
    "funding_streams": (
        (("funding_streams", "funder"), _givers, ("funder",)),
        (("funding_streams", "amount"), _money, ("amount",)),
    ),
}


# What a record stands under is written in front of what names it.
_IN_FRONT = {("plan_items", "priority")}


def asked_by_values(register: str, columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """The columns; the only one of its kind under no known heading asked about as what its values are."""
    for key, told, enough in _TOLD.get(register, ()):
        if any(use.field in enough for use in uses):
            continue
        named = next((at for at, use in enumerate(uses) if use.field == "title"), 0)
        fitting = [
            at
            for at, (use, column) in enumerate(zip(uses, columns, strict=True))
            if _is_unlisted(use, column)
            and told(column) > _NEARLY_ALL
            and not (key in _IN_FRONT and at > named)
        ]
        if len(fitting) == 1:
            at = fitting[0]
            asked = replace(uses[at], register=key[0], field=key[1], sureness=_SURENESS)
            uses = [*uses[:at], replace(asked, why=question(asked, None, columns[at].seen)), *uses[at + 1 :]]
    return uses


def _is_unlisted(use: ColumnUse, column: Column) -> bool:
    """Is a column kept because nobody has listed its heading, with something said in it each time?"""
    return (
        use.field == NOTED
        and not use.why
        and bool(use.heading)
        and not column.own_quarter
        and not column.years_off
        and column.seen.count >= _FEWEST
        and column.seen.filled > 0.5
    )
