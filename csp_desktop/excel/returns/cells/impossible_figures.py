"""Figures that the indicator they are given for can hardly have: asked about, not taken."""

from __future__ import annotations

import re
from dataclasses import replace

from csp_desktop.excel.wording.named_changes import BEGINS, PLANNED, named_for_change
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.amounts import format_number, parse_number
from csp_desktop.registers.issued_form import IssuedRow

# Of a share these do too; "Reduce burglary" is no change where burglaries are counted.
_CHANGED = re.compile(
    rf"{BEGINS}(?:to )?(?:reduc(?:e|ing)|increas(?:e|ing)|decreas(?:e|ing)|improv(?:e|ing))\b|"
    r"\b(?:reduc|increas|decreas|improv)\w+\b.*\bby\b",
    re.IGNORECASE,
)
# Of these there may be more than the whole: what was planned, or what happened in an earlier quarter.
_OVER_THE_WHOLE = re.compile(
    r"\b(?:planned|profiled|baseline|expected|clear(?:ed|ance)?[ -]?up|clearance|"
    r"detect\w*|solved|brought to justice|outcomes?|disposals?|occupancy|capacity|take[ -]?up|uptake|return on|ratio)\b|"
    rf"(?:%|\b(?:per ?cent(?:age)?|proportion|share)) of (?:\w+\s+){{0,2}}(?:{PLANNED}|(?:places|allocation|grant|funding)\b)|"
    r"\b(?:of|to|on|with|from) (?:\w+\s+){0,2}(?:budget|targets?|plan|profile)\s*(?:[),:;–-]|$)|"
    r"\bbudget\W+(?:spen[dt]|used|committed|profile|drawn)|\btargets? (?:achieved|met|reached|attained)\b|"
    r"\b(?:spend(?:ing)?|spent)\b.*\bprofile\b",
    re.IGNORECASE,
)

# More than there is of anything a partnership counts, pounds included; a telephone number has fewer digits.
_MOST = 1e12

# A point where others put the comma of thousands.
_PARTED = re.compile(r"\d{1,3}\.\d{3}")


def doubted(answer: Answer, row: IssuedRow) -> Answer:
    """What an indicator's figure says; a question where the indicator of this row can hardly have it.

    A figure like one that stood beside it, as its baseline, target or last figure, is not doubted.
    """
    number = answer.value
    if answer.state != "value" or not isinstance(number, int | float):
        return answer
    unit = str(row.context.get("unit") or "")
    if unit == "yes/no":
        if number in (0, 1):
            return answer
        said = f"“{answer.raw}” is neither Yes nor No; write one of them."
        return replace(answer, state="unsure", value=None, literal=number, message=said)
    if abs(number) >= _MOST:
        return _asked(answer, "is more than there is of anything here, so that it cannot be meant")
    share = unit == "percent"
    if not (share or unit == "count" or unit.startswith("rate")):
        return answer
    named = "share" if share else unit.split(" ")[0]
    stood = [figure for key in ("baseline", "target", "last") if (figure := _figure(row, key)) is not None]
    if named_for_change(row.title) or (share and _CHANGED.search(row.title)):
        return answer
    if unit == "count" and _PARTED.fullmatch(answer.raw.strip()) and stood and all(map(_whole, stood)):
        return _asked(answer, "may be a number of thousands, and is no whole number as those before it are")
    if number < 0 <= min(stood, default=0):
        return _asked(answer, f"is less than nothing, which a {named} cannot be")
    if share and number > 100 >= max(stood, default=0) and not _OVER_THE_WHOLE.search(row.title):
        # A figure typed into a cell that shows per cent: 85 is shown as 8500%.
        typed = number / 100 if answer.raw.endswith("%") and number >= 1_000 else number
        return _asked(
            answer, "is more than 100 per cent, which a share cannot be", typed if typed <= 100 else None
        )
    return answer


def _whole(figure: float) -> bool:
    return float(figure).is_integer()


def _figure(row: IssuedRow, key: str) -> float | None:
    return parse_number(str(row.context.get(key) or "").strip().rstrip("%"))


def _asked(answer: Answer, why: str, meant: float | None = None) -> Answer:
    said = f"“{answer.raw}” {why}. "
    said += "Which figure did they mean?" if meant is None else f"Did they mean {format_number(meant)}?"
    return replace(answer, state="unsure", value=meant, literal=answer.value, message=said)
