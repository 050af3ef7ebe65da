"""Actions of meetings carried forward from sheet to sheet, or from one meeting to the next: one record, as it was told last."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.excel.foreign.reading import Draft, partner_cells
from csp_desktop.excel.wording.cells import plain

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OF_YEAR = re.compile(r"(?<!\d)(?:20)?\d\d\s*[/_-]\s*\d{1,4}(?!\d)|\d[/_-](?:20)?\d\d(?!\d)")
RAISED = ("raised_on", "meeting")
"""What an entry has from its meeting, as all of that meeting have."""
_FEWEST_WORDS = 4
_NUMBER_AGAIN = (
    "“{number}” stands on {sheet} too, in other words, so this was not brought in: say whether it is the same action, or give it a "
    "number of its own."
)
_WORDS_AGAIN = (
    "The same words stand on {sheet} too, {otherwise}, so this was not brought in: give both one number where it is the same action, "
    "or say in its words what sets it apart."
)


def is_of_day(when: str) -> bool:
    """Is what a record is told of a day: that of the meeting it stands under?"""
    return _A_DAY.fullmatch(when) is not None


class CarriedForward:
    """The entries told of at meetings so far, to know those again that come up at another one."""

    def __init__(self, entries: Iterable[Draft]) -> None:
        self._by_words: dict[str, list[Draft]] = {}
        self._by_number: dict[str, list[Draft]] = {}
        told: dict[str, dict[str, set[str]]] = {}
        for draft in entries:
            if (number := _number(draft)) and not _is_of_year(draft):
                told.setdefault(number, {}).setdefault(_words(draft), set()).add(draft.when)
        again = [by_words for by_words in told.values() if len(set().union(*by_words.values())) > 1]
        # Numbers begin anew at each meeting, “1” or “A1”, unless most that come again have the same words.
        self._goes_on = sum(len(by_words) == 1 for by_words in again) * 2 > len(again)

    def meant(self, draft: Draft) -> tuple[Draft | None, str]:
        """The entry of another meeting that a draft tells of again; or why that is a question, "" where it is none."""
        number, words = self._own_number(draft), _words(draft)
        alike = _of_other_meetings(self._by_words.get(words, ()), draft)
        for known in alike:
            own = self._own_number(known)
            if own == number and (number or _agree(known, draft)):
                return known, ""
        numbered = _of_other_meetings(self._by_number.get(number, ()), draft) if number else []
        if numbered:
            return None, _NUMBER_AGAIN.format(number=draft.values["ref"], sheet=_where(numbered[0]))
        if alike and len(words.split()) >= _FEWEST_WORDS:
            otherwise = "under another number" if number or self._own_number(alike[0]) else "under no number"
            return None, _WORDS_AGAIN.format(sheet=_where(alike[0]), otherwise=otherwise)
        return None, ""

    def _own_number(self, draft: Draft) -> str:
        """The number of an entry where no other meeting has it for another."""
        return _number(draft) if self._goes_on or _is_of_year(draft) else ""

    def add(self, draft: Draft) -> None:
        """An entry of its own."""
        self._by_words.setdefault(_words(draft), []).append(draft)
        self._by_number.setdefault(self._own_number(draft), []).append(draft)


def raised_first(known: Draft, draft: Draft) -> None:
    """Both were raised at the meeting that comes first."""
    first, then = sorted((known, draft), key=lambda one: one.when)
    for name in RAISED:
        then.sources.pop(name, None)
        then.places.pop(name, None)
        then.values.pop(name, None)
        if name in first.values:
            then.values[name] = first.values[name]
            then.sources[name] = first.sources.get(name, ())


def _of_other_meetings(entries: Iterable[Draft], draft: Draft) -> list[Draft]:
    return [known for known in entries if known.when != draft.when and _one_kind(known, draft)]


def _one_kind(known: Draft, draft: Draft) -> bool:
    """Are both of one kind, and from one source where both name theirs?"""
    sources = {plain(str(one.values.get("source") or "")) for one in (known, draft)} - {""}
    return known.values.get("kind") == draft.values.get("kind") and len(sources) < 2


def _agree(known: Draft, draft: Draft) -> bool:
    """Does nothing of who acts and when it is due differ, and is something of it the same?"""
    said = [
        (_text(known.values.get(name)), _text(draft.values.get(name)))
        for name in ("owner", "lead_agencies", "due_on")
    ]
    both = [one == other for one, other in said if one and other]
    return bool(both) and all(both)


def _text(value: object) -> str:
    named = [plain(cell.text) for cell in partner_cells(value)]
    return " ".join(sorted(named)) if named else plain(str(value or ""))


def _is_of_year(draft: Draft) -> bool:
    """Does a number hold the year it began in, “25/01” or “CSP-2026-4”, and so is no other meeting's?"""
    return _OF_YEAR.search(str(draft.values.get("ref") or "")) is not None


def _number(draft: Draft) -> str:
    return plain(str(draft.values.get("ref") or ""))


def _words(draft: Draft) -> str:
    return plain(str(draft.values.get("title") or ""))


def _where(draft: Draft) -> str:
    place = draft.told_at["title"]
    return f"{place.sheet} {place.address}"
