"""Round numbers for an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def axis_ticks(values: Iterable[float], most: int = 5) -> list[float]:
    """Round, evenly spaced numbers that enclose the values, with at most about `most` steps between.

    Zero is one of them unless the values lie far from it in a narrow band, where starting at zero
    would flatten what there is to see.
    """
    # What is next to nothing is nothing: its size has no round numbers.
    known = [0.0 if abs(value) < 1e-9 else value for value in values if math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    if high <= 0 and high > 0.6 * low:
        high = 0.0
    if low == high:
        low, high = (low - abs(low) * 0.1, high + abs(high) * 0.1) if low else (0.0, 1.0)
    step = _round_step((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * index, 10) for index in range(first, last + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if rough <= power * factor * (1 + 1e-9))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Sorted places moved apart to stand at least `gap` from one another, kept within low and high."""
    apart: list[float] = []
    for place in places:
        apart.append(max(place, low if not apart else apart[-1] + gap))
    ceiling = high
    for index in reversed(range(len(apart))):
        apart[index] = min(apart[index], ceiling)
        ceiling = apart[index] - gap
    return apart
