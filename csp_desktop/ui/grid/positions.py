"""Positions of records among their siblings: moving them, and making room for new ones."""

from __future__ import annotations

from collections.abc import Sequence

from csp_desktop.registers.fields import Record


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


def placed(siblings: Sequence[Record], new: Sequence[tuple[str, str | None]]) -> dict[str, int]:
    """Positions for new records, each (id, after which one; None for last), and for those pushed along."""
    order: list[tuple[str, int | None]] = [(record["id"], record["position"]) for record in siblings]
    for record, after in new:
        place = next((at for at, (other, _) in enumerate(order) if other == after), len(order) - 1)
        order.insert(place + 1, (record, None))
    positions: dict[str, int] = {}
    last = -1
    for record, position in order:
        last = max(last + 1, position if position is not None else 0)
        if last != position:
            positions[record] = last
    return positions
