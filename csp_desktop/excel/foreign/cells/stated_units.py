"""In what a column of money is counted where its heading, or a line over the table, says so: £000, £k, millions."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.registers.as_written.amounts import parse_number

_THOUSANDS = r"£\s*['’]?\s*0{3}['’]?s?(?![\d,])|£\s*(?:k|thousands?)\b|\(\s*['’]?(?:000s?|k)\s*\)|['’]000s?\b|\bthousands\b"
_MILLIONS = r"£\s*m(?:n|illions?)?\b|\(\s*mn?\s*\)|\bmillions\b"
_OF_HEADING = {1_000: re.compile(_THOUSANDS, re.IGNORECASE), 1_000_000: re.compile(_MILLIONS, re.IGNORECASE)}
# Over a table only what speaks of all its figures, or stands there alone.
_OF_ALL = r"(?:.*\b(?:figures|amounts|values|sums|budgets?|costs|money|all)\b.*?)?\(?\s*(?:{})\s*\)?\s*\.?"
# A title may end in it: “Income £000”, “Grants to districts (£ million)”.
_AT_THE_END = r".*[^\d\s]\s*\(?\s*(?=£)(?:{})\s*\)?\s*\.?"
_OF_TITLE = {
    times: re.compile(f"{_OF_ALL.format(said)}|{_AT_THE_END.format(said)}", re.IGNORECASE)
    for times, said in ((1_000, _THOUSANDS), (1_000_000, _MILLIONS))
}
_SAYS_ITSELF = re.compile(r"\d\s*(?:k|m|mn|thousand|million)\b", re.IGNORECASE)


def counted_in(table: FoundTable, heading: str) -> int:
    """1,000 or 1,000,000 where the figures of a column are so many pounds each, else 1."""
    for times, said in _OF_HEADING.items():
        if said.search(heading):
            return times
    for times, said in _OF_TITLE.items():
        if any(said.fullmatch(title.strip()) for title in table.titles.values()):
            return times
    return 1


def in_pounds(raw: object, times: int) -> object:
    """A figure as pounds; what says itself that it is thousands, or is no figure, as it is."""
    if times == 1 or isinstance(raw, bool) or (isinstance(raw, str) and _SAYS_ITSELF.search(raw)):
        return raw
    number = parse_number(raw.replace("£", "") if isinstance(raw, str) else raw)
    return raw if number is None else round(number * times, 2)
