"""The title of a plan, changed with the years it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.registers.fields import Record
from csp_desktop.rules.year_titles import retitled


def with_years_in_title(plan: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is written to a plan, with a title that names its new years where it names its old ones."""
    new = {**plan, **values}
    if "title" in values or not (isinstance(new["first_year"], int) and isinstance(new["last_year"], int)):
        return values
    # Of a plan of one year the first year is asked first: its two years are changed one after the other.
    years = {plan["last_year"]: new["last_year"], plan["first_year"]: new["first_year"]}
    title = retitled(plan["title"], years)
    return values if title == plan["title"] else {**values, "title": title}
