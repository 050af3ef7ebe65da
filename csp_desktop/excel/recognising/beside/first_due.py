"""Two columns of days beside each other: when something was first due, and when it is due since that was put off."""

from __future__ import annotations

from typing import NamedTuple

from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column

# What heads the day something was first due, in words made alike.
_AT_FIRST = {"inherent", "originally", "first"}
_FIRST_DUE = {
    *_AT_FIRST, "date", "due", "target", "end", "deadline", "completion", "timescale", "delivery", "planned", "agreed", "forecast", "expected",
    "milestone", "by", "when", "to", "until",
}  # fmt: skip
_LITTLE = {"by", "to", "until"}
# What heads the day it is due now.
_REVISED = {
    "revised",
    "new",
    "amended",
    "extended",
    "extension",
    "updated",
    "rescheduled",
    "reforecast",
    "rebaselined",
    "current",
    "slipped",
    "moved",
    "deferred",
    "now",
}
_EXTENDED = {"extended", "extension", "slipped", "deferred"}
# Nothing else is called so by one word beside a due date.
_REVISED_ALONE = ({"revised"}, {"amended"}, {"rescheduled"}, {"reforecast"}, {"rebaselined"})
# What our own returns ask beside the due date.
_REPORTED = ({"new", "due", "date"}, {"revised", "date"})


class Due(NamedTuple):
    """Where records keep when they are due, when they were at first, and when since that was put off."""

    due: Option
    at_first: Option
    now: Option


def weigh(columns: list[Column], options: list[dict[Option, float]], keys: Due) -> None:
    """Change the log-odds of days headed as those at first and those of now."""
    _due_at_first(columns, options, keys)
    _due_before_revised(columns, options, keys)
    _due_once_revised(columns, options, keys)


def _due_at_first(columns: list[Column], options: list[dict[Option, float]], keys: Due) -> None:
    """“Original date” is when a record is due where no other column says so; a revised one beside it is when it is now."""
    first = [_says_due(column, _AT_FIRST) for column in columns]
    revised = _revised(columns)
    said = [_is_due(own, keys) for own in options]
    others = [is_due and not changed for is_due, changed in zip(said, revised, strict=True)]
    if first.count(True) != 1 or others not in (first, [False] * len(said)):
        return
    own = options[first.index(True)]
    if revised.count(True) == 1:
        _settle(own, options[revised.index(True)], keys)
    elif said in (first, others):
        own.pop(keys.at_first, None)
        own[keys.due] = CLEAR + 2 * PLAINLY


def _due_before_revised(columns: list[Column], options: list[dict[Option, float]], keys: Due) -> None:
    """“Target date” beside “Revised target date”, or any beside “Extended to”, is when a record was first due."""
    later = [at for at, revised in enumerate(_revised(columns)) if revised]
    first = [at for at, own in enumerate(options) if at not in later and _is_due(own, keys)]
    if len(first) != 1 or len(later) != 1 or columns[first[0]].seen.when <= 0.5:
        return
    before, now = set(columns[first[0]].words) - _LITTLE, set(columns[later[0]].words) - _LITTLE
    # “Date” beside “Date updated” is of something else.
    of_it = bool(_EXTENDED & now) or now in _REVISED_ALONE or (now - _REVISED == before != {"date"})
    if of_it and now not in _REPORTED:
        _settle(options[first[0]], options[later[0]], keys)


def _due_once_revised(columns: list[Column], options: list[dict[Option, float]], keys: Due) -> None:
    """“Revised date” is when a record is due where no other column says so."""
    revised = _revised(columns)
    if keys.now != keys.due and revised.count(True) == 1 and not any(_is_due(own, keys) for own in options):
        own = options[revised.index(True)]
        own.pop(keys.now, None)
        own[keys.due] = CLEAR + 2 * PLAINLY


def _settle(first: dict[Option, float], now: dict[Option, float], keys: Due) -> None:
    for own, option in ((first, keys.at_first), (now, keys.now)):
        own.clear()
        own[option] = SURELY


def _is_due(own: dict[Option, float], keys: Due) -> bool:
    return own.get(keys.due, 0.0) > CLEAR and max(own, key=own.__getitem__) == keys.due


def _revised(columns: list[Column]) -> list[bool]:
    """Which columns say when records are due now; “No change” may stand in most rows, or nothing in any yet."""
    return [_says_due(column, _REVISED, -1.0 if column.seen.count == 0 else 0.0) for column in columns]


def _says_due(column: Column, said: set[str], least: float = 0.5) -> bool:
    """Does a heading say no more than when something is due, with one of these words, over days?"""
    words = set(column.words)
    whole = bool(said & words) and words <= _FIRST_DUE | said and not column.own_quarter
    return whole and column.seen.when > least
