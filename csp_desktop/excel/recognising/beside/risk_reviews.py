"""What a register of risks says quarter by quarter: the scores and comments of each quarter's review."""

from __future__ import annotations

from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.dates import month_number

_LIKELIHOOD = {"likelihood", "frequency", "l", "p"}
_IMPACT = {"impact", "severity", "consequence", "i", "s"}
_TOLD = {
    "comment",
    "commentary",
    "update",
    "narrative",
    "note",
    "progress",
    "position",
    "review",
    "reviewed",
    "report",
}
# Of when a score is that is of no review.
_OTHERWISE = {"inherent", "target", "forecast", "projected", "predicted", "expected", "planned"}
_OF_OTHERS = {"action", "mitigation", "control", "treatment", "reason", "by", "date", "owner", "lead"}
_COMMENT = ("risk_reviews", "comment")
_NO_WORDS = -2.0
# So little more than what is kept in the notes that it is a question.
_ASKED = 3.0


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Give scores and comments headed by a quarter to the review of that quarter."""
    for column, own in zip(columns, options, strict=True):
        if not column.own_quarter:
            continue
        words = {*column.words, *plain(column.in_table.heading).split()}
        if words & _OTHERWISE:
            continue
        name = _said(column, words)
        if name:
            own.clear()
            own["risk_reviews", name, column.quarter] = CLEAR + PLAINLY + PLAINLY
        elif all(map(_is_of_period, column.words)) and value_evidence(_COMMENT, column.seen) > 0:
            # “Q2” over words says only when they were written.
            own[*_COMMENT, column.quarter] = _ASKED


def _is_of_period(word: str) -> bool:
    """Is a word of a heading a part of when: “Q2”, “26”, “quarter”, “July”?"""
    return any(map(str.isdigit, word)) or word == "quarter" or month_number(word) is not None


def _said(column: Column, words: set[str]) -> str:
    """Which field of a review a heading names, where its values could be so; "" for none."""
    likely, heavy = words & _LIKELIHOOD, words & _IMPACT
    if bool(likely) != bool(heavy):
        name = "likelihood" if likely else "impact"
        # The scores of months are no quarter's.
        fits = of_month(column.quarter) is None and value_evidence(("risk_reviews", name), column.seen) >= 0
        return name if fits else ""
    told = not likely and words & _TOLD and not words & _OF_OTHERS
    return _COMMENT[1] if told and value_evidence(_COMMENT, column.seen) > _NO_WORDS else ""
