"""What a new file begins with."""

from __future__ import annotations

from csp_desktop.editing.changes import Insert
from csp_desktop.periods import FinancialYear


def first_records(name: str, short_name: str, year: FinancialYear) -> list[Insert]:
    """One partnership, and its plan for a year, still to be written."""
    partnership = Insert("partnerships", {"name": name.strip(), "short_name": short_name.strip()})
    plan = Insert(
        "plans",
        {
            "partnership": partnership.id,
            "title": f"Annual plan {year.label}",
            "first_year": year.first,
            "last_year": year.first,
        },
    )
    return [partnership, plan]
