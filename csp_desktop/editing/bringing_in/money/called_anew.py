"""Money that may be another than it is called: under a new name, abbreviated, or a bid made again in another year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import Register

# By register the field of its amount, and what stands in it of who has to do with it.
_SUMS = {
    "funding_streams": ("amount", ("funder",)),
    "allocations": ("amount", ("provider",)),
    "bids": ("amount_sought", ("submitted_on",)),
}
_DECIDED, _NOT_DECIDED = ("awarded", "part awarded", "refused"), ("draft", "submitted")
_SMALL_WORDS = {"the", "of", "and", "for", "in", "on", "to", "a"}
# So many letters are the first ones of as many words by no accident.
_TELLING = 3


def may_be_called_anew(register: Register, values: Mapping[str, Any], record: Values) -> bool:
    """May a record of money that is called otherwise be the one a workbook tells of? Then that is asked."""
    if register.name not in _SUMS:
        return False
    said, known = (_words(str(side.get(register.title) or "")) for side in (values, record))
    if _abbreviated(said, known):
        return True
    amount, who = _SUMS[register.name]
    if not values.get(amount) or values[amount] != record[amount] or _numbers(said) != _numbers(known):
        return False
    told = [(values[name], record[name]) for name in who if values.get(name) and record[name]]
    if told:
        return all(plain(str(one)) == plain(str(other)) for one, other in told)
    return any(len(word) > _TELLING for word in set(said) & set(known))


def made_again(values: Mapping[str, Any], record: Values) -> str:
    """Why a bid called like one of the file may be another: made in another year, or after that was decided."""
    day, known = values.get("submitted_on"), record["submitted_on"]
    years = [FinancialYear.of(date.fromisoformat(made)).label for made in (known, day) if made]
    if len(set(years)) > 1:
        return f"That was submitted in {years[0]}, this in {years[1]}."
    if values.get("decision") in _NOT_DECIDED and record["decision"] in _DECIDED:
        return f"That is {record['decision']}, and this is {values['decision']}."
    return ""


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+|\d+", plain(name)) if word not in _SMALL_WORDS]


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if word.isdigit())


def _abbreviated(said: list[str], known: list[str]) -> bool:
    """Is one name the other with some of its words in their first letters: “PCC CSF”, “SVD”, “SS5”?"""
    if said == known:
        return False
    if _run_together(said, known):
        return True
    if _numbers(said) != _numbers(known):
        return False
    return any(
        len(word) >= _TELLING and word in _initials(other, len(word))
        for one, other in ((said, known), (known, said))
        for word in one
    )


def _run_together(said: list[str], known: list[str]) -> bool:
    """Do two names say the same word by word, where a word of either may be the first letters of several?"""
    if not said or not known:
        return not said and not known
    if said[0] == known[0] and _run_together(said[1:], known[1:]):
        return True
    return any(
        1 < len(one[0]) <= len(other)
        and one[0] == "".join(word[0] for word in other[: len(one[0])])
        and _run_together(one[1:], other[len(one[0]) :])
        for one, other in ((said, known), (known, said))
    )


def _initials(words: list[str], count: int) -> set[str]:
    """The first letters of every so many words that follow each other."""
    firsts = "".join(word[0] for word in words)
    return {firsts[at : at + count] for at in range(len(firsts) - count + 1)}
