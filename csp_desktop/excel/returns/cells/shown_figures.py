"""What a cell shows around its number by its own format: its unit, or something that makes it another figure."""

from __future__ import annotations

import re

from csp_desktop.excel.returns.cells.asides import of_another
from csp_desktop.excel.returns.cells.suggestions import says_otherwise
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.word_meanings import says_not_yet
from csp_desktop.registers.return_form import InputColumn

_SHOWN = re.compile(r"(?P<before>\D*?)\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<after>.*)")
_POUNDS = re.compile(r"[\s£]*(?:gbp|pounds?(?: sterling)?|sterling)?[\s£]*", re.IGNORECASE)
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_RATE = re.compile(r"(?:[a-z]{3,} )*(?:per|/) ?(\d[\d,]*)(?: [a-z]{3,})*", re.IGNORECASE)
# Shorter ones are signs: "k", "m", "p".
_COUNTED = re.compile(r"[A-Za-z]{3,}(?:[ -][A-Za-z]{3,})*")
# Behind a number these do not say what was counted, but how far it is to be trusted, or of what else it is.
_DOUBTFUL = frozenset([
    "actual", "approx", "approximately", "circa", "confirmed", "draft", "est", "estimate", "estimated", "final",
    "gbp", "guess", "initial", "interim", "ish", "pence", "pound", "pounds", "prov", "provisional", "roughly", "say",
    "unaudited", "unconfirmed", "unknown", "unverified",
])  # fmt: skip


def shows_only_unit(shown: str, number: float, column: InputColumn, unit: str) -> bool:
    """Whether a cell shows its number and no more than what is counted: 12 as "12 offences", 85 as "85%".

    `number` is what the cell holds, `unit` that of the row's indicator. 2 as "2k" is another figure.
    """
    digits = parse_number(shown)
    if digits is not None:
        return digits == round(number, len(shown.partition(".")[2]))
    match = _SHOWN.fullmatch(shown)
    digits = parse_number(match["number"]) if match else None
    if match is None or digits is None or digits != round(number, len(match["number"].partition(".")[2])):
        return False
    before, after = match["before"], match["after"].strip()
    if column.field.kind == "money" or unit == "money":
        return not (before and after) and _POUNDS.fullmatch(before + after) is not None
    if before:
        return False
    if unit == "percent":
        return _PER_CENT.fullmatch(after) is not None
    if unit.startswith("rate"):
        per = _RATE.fullmatch(after)
        return per is not None and parse_number(per[1]) == parse_number(unit.rpartition(" ")[2])
    words = after.casefold().split()
    doubtful = (
        says_otherwise(words) or of_another(after) or says_not_yet(after) or _DOUBTFUL.intersection(words)
    )
    return unit != "yes/no" and _COUNTED.fullmatch(after) is not None and not doubtful
