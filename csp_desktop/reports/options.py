"""What a person chooses when printing a form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm


@dataclass(frozen=True)
class ReportOptions:
    """How a form is printed: everything has a sensible default.

    `quarter` None means the one the plan is in; `item` the ref of one priority (None for all);
    `recipient` the short name of one agency or group (None for all); `since` the quarter or the day `since-last`
    compares with (None for the quarter before); `month` the first day of the month the highlight report is
    for (None for the one it is printed in); `without` names columns to leave out;
    `issued` are the return forms that `return-form` prints.
    """

    quarter: Quarter | None = None
    item: str | None = None
    recipient: str | None = None
    since: Quarter | date | None = None
    month: date | None = None
    large_print: bool = False
    paper: Literal["a4", "a3"] = "a4"
    orientation: Literal["portrait", "landscape"] | None = None
    which_rag: Literal["lead", "moderated"] = "moderated"
    draft: bool = False
    without: frozenset[str] = frozenset()
    issued: tuple[IssuedForm, ...] = ()
    printed_on: date = field(default_factory=date.today)
