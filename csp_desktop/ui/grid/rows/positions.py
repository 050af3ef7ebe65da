"""Positions of records among their siblings: moving them, and making room for new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from csp_desktop.registers.fields import Record

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")


FIRST = ""
"""Where a record stands that comes before all others."""


def numbered_on(refs: Iterable[str | None]) -> str | None:
    """The ref after the highest of these: "R20" after R9 and R19, "1.4" after 1.3; None where none is numbered."""
    matches = [match for ref in refs if ref and (match := _NUMBERED.fullmatch(ref))]
    if not matches:
        return None
    last = max(matches, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1}{last[3]}"


def moved(siblings: Sequence[Record], records: Sequence[str], by: int) -> list[tuple[str, int]]:
    """(id, position) for those whose position changes when some of them move up (−1) or down (+1) together."""
    order = [record["id"] for record in siblings]
    picked = set(records)
    steps = range(len(order)) if by < 0 else range(len(order) - 1, -1, -1)
    for place in steps:
        to = place + by
        if order[place] in picked and 0 <= to < len(order) and order[to] not in picked:
            order[place], order[to] = order[to], order[place]
    now = {record["id"]: record["position"] for record in siblings}
    if order == [record["id"] for record in siblings]:
        return []
    return [(record, place) for place, record in enumerate(order) if now[record] != place]


def placed(siblings: Sequence[Record], new: Sequence[tuple[str, str | None]]) -> dict[str, int | None]:
    """Positions for new records, each (id, after which one; None for last, FIRST), and for those pushed along.

    None for those that follow records without one, or follow those: they come last as they are.
    """
    now: dict[str, int | None] = {record["id"]: record["position"] for record in siblings}
    order = woven(list(now), new)
    positions: dict[str, int | None] = {}
    unplaced = _trailing(order, now)
    positions.update((record, None) for record in order[unplaced:] if record not in now)
    last = -1
    for record in order[:unplaced]:
        position = now.get(record)
        last = max(last + 1, position if position is not None else 0)
        if last != position:
            positions[record] = last
    return positions


def _trailing(order: Sequence[str], now: Mapping[str, int | None]) -> int:
    """From where on an order holds none but records without a position, and new ones among or after them."""
    start = len(order)
    for place in range(len(order) - 1, -1, -1):
        if order[place] not in now:
            continue
        if now[order[place]] is not None:
            break
        start = place
    return start


def woven(order: Sequence[str], new: Sequence[tuple[str, str | None]]) -> list[str]:
    """An order of ids with new ones in it, each (id, after which one, or FIRST).

    The newest of several after the same one comes first; those after one that is not there come last, in
    the order they were given.
    """
    following: dict[str | None, list[str]] = {}
    for record, after in new:
        following.setdefault(after, []).append(record)
    known = {FIRST, *order, *(record for record, _ in new)}
    whole: list[str] = []
    first = reversed(following.get(FIRST, []))
    for start in [*first, *order, *(record for record, after in new if after not in known)]:
        waiting = [start]
        while waiting:
            whole.append(waiting.pop())
            waiting.extend(following.get(whole[-1], ()))
    return whole
