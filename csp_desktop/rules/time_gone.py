"""How much of a financial year is gone: by quarters that have ended, else by the day."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter

_ENDED = ("a quarter", "half", "three quarters", "all")


def quarters_ended(quarter: Quarter, today: date) -> int:
    """How many of the year's quarters up to this one have ended: one that still runs has not."""
    quarters = FinancialYear(quarter.year).quarters[: quarter.number]
    return sum(each.end < today for each in quarters)


def year_gone(quarter: Quarter, today: date) -> str:
    """ "half of the year gone" once a quarter has ended; while it runs, the share by the day: "65% of the year gone"."""
    if quarters_ended(quarter, today) == quarter.number:
        return f"{_ENDED[quarter.number - 1]} of the year gone"
    year = FinancialYear(quarter.year)
    if today < year.start:
        return "the year not begun"
    # Rounded down: on 31 March the year is not over yet.
    return f"{(today - year.start).days * 100 // ((year.end - year.start).days + 1)}% of the year gone"
