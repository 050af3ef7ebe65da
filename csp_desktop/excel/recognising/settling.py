"""Settling all columns of a table together: each takes one field, and how much better that is than any other way."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Option = tuple[str, ...]
"""What a column may be taken for: register, field and quarter."""
CLEAR = 4.0
"""From here on, in log-odds, a heading says so by itself."""
OWN_WORD = 5.0
"""How much a heading says that calls records by their own word."""
PLAINLY = 2.0
"""What a heading that could not say it plainer is worth besides."""
SURELY = 20.0
"""What it is worth, for a field or for none, that neighbours say so beyond doubt: no second opinion is asked."""

_WORST = -1e6


class Spoken(NamedTuple):
    """What speaks for each column of a table, in log-odds: of its options, of none of them, and by its heading alone."""

    options: list[dict[Option, float]]
    nothing: list[float]
    heads: list[dict[tuple[str, str], float]]


@dataclass(frozen=True)
class Settled:
    """What a column is taken for, None for nothing; `margin` is what the best reading without it would lose."""

    option: Option | None
    margin: float
    rival: Option | None


def settle(
    options: Sequence[Mapping[Option, float]],
    nothing: Sequence[float],
    again: Callable[[Option], float | None],
    same: Callable[[Option, Option], bool],
) -> list[Settled]:
    """Settle columns, given the log-odds of their options and of being nothing.

    `again(option)` is what a second column for it costs, None where there can be only one; `same` says whether
    two options are so near that the margin between them does not matter.
    """
    settled: list[Settled | None] = [None] * len(options)
    for group in _together(options):
        own = [options[at] for at in group]
        none = [nothing[at] for at in group]
        chosen, total = _best(own, none, again)
        for place, at in enumerate(group):
            option = chosen[place]
            if option is None:
                settled[at] = Settled(None, 0.0, max(own[place], key=own[place].__getitem__, default=None))
                continue
            without = [
                {key: value for key, value in odds.items() if not same(key, option)}
                if other == place
                else odds
                for other, odds in enumerate(own)
            ]
            others, rest = _best(without, none, again)
            settled[at] = Settled(option, total - rest, others[place])
    return [choice or Settled(None, 0.0, None) for choice in settled]


def _together(options: Sequence[Mapping[Option, float]]) -> list[list[int]]:
    """Columns that could take the same field, group by group."""
    groups: list[tuple[set[Option], list[int]]] = []
    for at, odds in enumerate(options):
        keys, members = set(odds), [at]
        apart = []
        for other in groups:
            if keys & other[0]:
                keys |= other[0]
                members += other[1]
            else:
                apart.append(other)
        groups = [*apart, (keys, members)]
    return [sorted(members) for _, members in groups]


def _best(
    options: Sequence[Mapping[Option, float]],
    nothing: Sequence[float],
    again: Callable[[Option], float | None],
) -> tuple[list[Option | None], float]:
    """The best choice for each column of a group, and what all of it is worth."""
    slots: list[tuple[Option, float]] = []
    for option in dict.fromkeys(key for odds in options for key in odds):
        wanted = sum(option in odds for odds in options)
        cost = again(option)
        slots += [(option, -(cost or 0.0) * number) for number in range(wanted if cost is not None else 1)]
    worth = [
        [
            *(odds[option] + extra if option in odds else _WORST for option, extra in slots),
            *(_lone(at, len(options), none)),
        ]
        for at, (odds, none) in enumerate(zip(options, nothing, strict=True))
    ]
    picked = _assign(worth)
    chosen = [slots[column][0] if column < len(slots) else None for column in picked]
    return chosen, sum(worth[row][column] for row, column in enumerate(picked))


def _lone(at: int, count: int, none: float) -> list[float]:
    return [none if place == at else _WORST for place in range(count)]


def _assign(worth: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row, no column twice, that makes the sum greatest (the Hungarian method)."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    rise, fall = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], at = row, 0
        least, before = [math.inf] * (columns + 1), [0] * (columns + 1)
        used = [False] * (columns + 1)
        while True:
            used[at] = True
            current, delta, following = row_of[at], math.inf, 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                cost = -worth[current - 1][column - 1] - rise[current] - fall[column]
                if cost < least[column]:
                    least[column], before[column] = cost, at
                if least[column] < delta:
                    delta, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    rise[row_of[column]] += delta
                    fall[column] -= delta
                else:
                    least[column] -= delta
            at = following
            if not row_of[at]:
                break
        while at:
            row_of[at] = row_of[before[at]]
            at = before[at]
    column_of = [0] * rows
    for column in range(1, columns + 1):
        if row_of[column]:
            column_of[row_of[column] - 1] = column - 1
    return column_of
