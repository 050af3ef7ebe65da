"""How a return stands on a day, as a badge: sent, late by so many days, in, settled, waived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.typed_records import Return

OUT = ("prepared", "sent")
BACK = ("received", "applied")
# Beyond these the date says more than the number of days.
COUNTED_DAYS = 60
_EMPTY = "Came back empty"


class ReturnState(NamedTuple):
    """A return's state: its rating, the word beside it, and how many days it is late (0 where it is not)."""

    rag: str
    word: str
    days_late: int = 0

    @property
    def short(self) -> str:
        """The word where there is little room."""
        return "Empty" if self.word == _EMPTY else self.word

    @property
    def late(self) -> bool:
        return self.days_late > 0


def returns_wanted(returns: Iterable[Return], quarter: Quarter) -> list[Return]:
    """The returns asked for in a quarter and not waived: those with a state in `BACK` are in."""
    return [asked for asked in returns if asked["quarter"] == quarter.code and asked["state"] != "waived"]


def return_state(kept: Record, today: date, questions: int | None = None, missing: int = 0) -> ReturnState:
    """The state of a return; one that is in with open questions, or in part, is amber, late ones are red.

    One that is in and has no `questions` open came back empty; None where nobody counted them. `missing`
    rows of one that is in lack something.
    """
    state = kept["state"]
    if state == "waived":
        return ReturnState("none", "Waived")
    if state == "applied":
        return ReturnState("amber", "In part") if missing else ReturnState("green", "In")
    if state == "received":
        return ReturnState("amber", _EMPTY if questions == 0 else "Questions")
    late = (today - date.fromisoformat(kept["due_on"])).days if kept["due_on"] else 0
    if late > 0:
        word = f"{late} day{'' if late == 1 else 's'} late" if late <= COUNTED_DAYS else "Late"
        return ReturnState("red", word, late)
    return ReturnState("none", "Sent" if state == "sent" else "Prepared")
