"""What ticks, crosses, and yes or no in a column say of its rows: how far they have got, as its heading asks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.opening.grid import cell_text
from csp_desktop.excel.recognising.columns.tick_marks import CHECKED, CROSSES, NOES, TICKS, is_tick
from csp_desktop.excel.recognising.mapped_values import ReadValue
from csp_desktop.excel.recognising.wordings import ticked
from csp_desktop.excel.wording.cells import is_unmade_choice, plain
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing
from csp_desktop.registers.fields import Choice, Field, YesNo
from csp_desktop.rules.body_kinds import kind_in_words

Asked = Literal["done", "over", "open", "outstanding", "begun", ""]

_WORDS: dict[str, Asked] = {
    **dict.fromkeys(ticked.DONE.split("|"), "done"),
    **dict.fromkeys(ticked.OVER.split("|"), "over"),
    **dict.fromkeys(ticked.OPEN.split("|"), "open"),
    **dict.fromkeys(ticked.OUTSTANDING.split("|"), "outstanding"),
    **dict.fromkeys(ticked.BEGUN.split("|"), "begun"),
}
_BESIDE = frozenset(ticked.BESIDE.split("|"))
_OF_MITIGATIONS = frozenset(ticked.OF_MITIGATIONS.split("|"))
_APPROVED = frozenset(ticked.APPROVED.split("|"))
_LONGEST = max(len(word.split()) for word in _WORDS)
# "Not complete", "to be done": the opposite of what follows.
_NOT = re.compile(rf"\b(?:not|(?:yet )?to be|yet to be|to) (?:yet |fully |been )*(?:{ticked.DONE})\b")


@cache
def asked_of(heading: str) -> Asked:
    """What a heading asks of its rows, where it asks one thing only; "over" is done for a risk too."""
    words = _NOT.sub("outstanding", plain(re.sub(r"[\[(].*?[\])]", " ", heading))).split()
    asked: set[Asked] = set()
    at = 0
    while at < len(words):
        for count in range(_LONGEST, 0, -1):
            said = " ".join(words[at : at + count])
            if said in _WORDS:
                asked.add(_WORDS[said])
                at += count
                break
        else:
            if words[at] not in _BESIDE:
                return ""
            at += 1
    if asked == {"done", "over"}:
        return "done"
    return asked.pop() if len(asked) == 1 else ""


@cache
def of_mitigations(heading: str) -> bool:
    """Does a heading of ticks beside a risk ask after what is done about it rather than after the risk?"""
    return asked_of(heading) == "done" or not _OF_MITIGATIONS.isdisjoint(plain(heading).split())


class TickedColumn:
    """A column some of whose cells hold ticks: what each of them says.

    `texts` are its different texts, `gaps` whether some of its rows hold nothing.
    """

    def __init__(self, register: str, heading: str, texts: Iterable[str], *, gaps: bool) -> None:
        self.register, self.heading, self.gaps = register, heading, gaps
        self.asked = asked_of(heading)
        marks = {text.strip().casefold() for text in texts}
        self.marks = {mark for mark in marks if is_tick(mark)}
        # Beside words for how far something is, a cross may say either.
        self.worded = any(
            not (says_nothing(mark) or says_not_yet(mark) or is_unmade_choice(mark))
            for mark in marks - self.marks
        )

    def holds(self, raw: object) -> bool:
        """Is this cell ticked, crossed, or yes or no?"""
        return isinstance(raw, bool) or is_tick(cell_text(raw))

    def day_done(self, raw: object, today: date) -> date | None:
        """The day it was done, which a cell may hold where others are ticked; None where that is yet to come."""
        kept = self.register in ("plan_items", "log_entries", "log_updates")
        day = parse_date(raw) if kept and self.asked in ("done", "over") else None
        return day if day and day <= today else None

    def read(self, field: Field, raw: object) -> ReadValue:
        """What a tick says for a field; raises InvalidValue where that is not certain."""
        text = cell_text(raw)
        yes = raw if isinstance(raw, bool) else self._is_yes(text)
        if isinstance(field, YesNo):
            return ReadValue(yes)
        assert isinstance(field, Choice)
        if field.name == "carry_forward":
            meant = "allowed" if yes else "not allowed"
        elif field.name == "kind":
            meant = (kind_in_words(self.heading) if yes else None) or ""
            if not meant:
                raise InvalidValue(f"“{text}” under “{self.heading}” does not say what kind of body this is.")
        else:
            meant = self._status(yes, field.options, text)
        return ReadValue(meant, f"“{text}” is read as {field.format(meant)}.")

    def _is_yes(self, text: str) -> bool:
        mark = text.strip().casefold()
        if mark not in CROSSES:
            return mark in TICKS
        other = self.marks - CROSSES
        ticked, crossed = bool(other & TICKS), bool(other & NOES)
        if mark in CHECKED and not other & (TICKS - CHECKED):
            return True
        if ticked != crossed:
            return crossed
        if mark == "x" and not other and self.gaps and not self.worded and len(self.marks) == 1:
            return True
        raise InvalidValue(f"“{text}” may be a tick or a cross: does it say yes or no?")

    def _status(self, yes: bool, options: Iterable[str], text: str) -> str:
        """How far something is: where the heading does not ask one thing, a tick says that it is done, of a risk nothing."""
        asked = self.asked
        if "closed" in options:
            open_, closed = "open", "closed"
            if asked == "over":
                return closed if yes else open_
            if asked in ("open", "outstanding"):
                return open_ if yes else closed
        elif "approved" in options:
            said = set(plain(self.heading).split())
            if said & _APPROVED and "not" not in said:
                return "approved" if yes else "proposed"
        elif asked in ("done", "over"):
            return "complete" if yes else "not started"
        elif asked == "outstanding" or (asked == "open" and "open" in plain(self.heading).split()):
            return "complete" if not yes else "not started" if asked == "outstanding" else "in progress"
        elif asked == "open" and yes:
            return "in progress"
        elif asked == "begun":
            return "in progress" if yes else "not started"
        elif not asked and text.strip().casefold() not in CROSSES:
            return "complete" if yes else "not started"
        raise InvalidValue(f"“{text}” under “{self.heading}” does not say how far this is.")
