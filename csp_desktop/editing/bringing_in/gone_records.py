"""What a later sheet of the same register does not name any more: listed, left as it is, retired where somebody says so."""

from __future__ import annotations

from collections import Counter
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
# Nothing but its being there says that somebody is a member.
_FOLLOWED = {*RETIRED, *_ENDED, "indicators", "group_members"}


class ToldAgain:
    """The records a sheet tells of again, for certain or perhaps, and those that stand beside them."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._perhaps: set[str] = set()
        self._beside: dict[tuple[str, frozenset[str]], list[Values]] = {}
        self._named: Counter[tuple[str, frozenset[str]]] = Counter()

    def add(self, register: str, beside: list[Values], pairing: Pairing, drafts: int) -> None:
        """What so many drafts of one place in the file were paired with, and all the records of that place."""
        self._told.update(record["id"] for record in pairing.same.values())
        self._told.update(near.record for near in pairing.nearest.values())
        self._perhaps.update(near.record for key, near in pairing.nearest.items() if key not in pairing.same)
        if register in _FOLLOWED:
            place = register, frozenset(record["id"] for record in beside)
            self._beside[place] = beside
            self._named[place] += drafts

    def gone(self) -> Iterator[tuple[str, Values]]:
        """(register, record) of those not told of, in places of which the sheet tells most."""
        for place, beside in self._beside.items():
            register, _ = place
            told = sum(record["id"] in self._told for record in beside)
            if register == "group_members":
                told = self._named[place]  # All of a small group may be replaced at once.
            # A sheet that tells of few of the records of a place is another part of the register, not a later one.
            if 2 * told < len(beside):
                continue
            for record in beside:
                # Of somebody who is asked about, nothing is said to be gone before that is answered.
                asked_first = record.get("person") in self._perhaps
                if record["id"] not in self._told and not asked_first and not _is_over(register, record):
                    yield register, record


def _is_over(register: str, record: Values) -> bool:
    if register in RETIRED:
        field, over = RETIRED[register]
        return record[field] in over
    return register in _ENDED and record[_ENDED[register]] is not None
