"""What a later sheet of the same register does not name any more: listed, left as it is, retired where somebody says so."""

from __future__ import annotations

from collections.abc import Iterator

from csp_desktop.editing.bringing_in.known_records import Pairing
from csp_desktop.registers.fields import Values

# What says that a record of a register is over, the word first with which it is retired.
RETIRED: dict[str, tuple[str, tuple[str, ...]]] = {
    "plan_items": ("status", ("stopped", "complete")),
    "risks": ("status", ("closed", "happened")),
    "mitigations": ("status", ("stopped", "complete")),
    "allocations": ("status", ("withdrawn",)),
    "bids": ("decision", ("withdrawn", "refused")),
}
# By what day a record is over, where nothing but a day says so; nobody but a person knows that day.
_ENDED = {"log_entries": "completed_on", "people": "left_on"}
_FOLLOWED = {*RETIRED, *_ENDED, "indicators"}


class ToldAgain:
    """The records a sheet tells of again, for certain or perhaps, and those that stand beside them."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._beside: dict[tuple[str, frozenset[str]], list[Values]] = {}

    def add(self, register: str, beside: list[Values], pairing: Pairing) -> None:
        """What the drafts of one place in the file were paired with, and all the records of that place."""
        self._told.update(record["id"] for record in pairing.same.values())
        self._told.update(near.record for near in pairing.nearest.values())
        if register in _FOLLOWED:
            self._beside[register, frozenset(record["id"] for record in beside)] = beside

    def gone(self) -> Iterator[tuple[str, Values]]:
        """(register, record) of those not told of, in places of which the sheet tells most."""
        for (register, _), beside in self._beside.items():
            # A sheet that tells of few of the records of a place is another part of the register, not a later one.
            if 2 * sum(record["id"] in self._told for record in beside) < len(beside):
                continue
            for record in beside:
                if record["id"] not in self._told and not _is_over(register, record):
                    yield register, record


def _is_over(register: str, record: Values) -> bool:
    if register in RETIRED:
        field, over = RETIRED[register]
        return record[field] in over
    return register in _ENDED and record[_ENDED[register]] is not None
