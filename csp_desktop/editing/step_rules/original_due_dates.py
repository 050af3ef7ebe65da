"""The first due date of a plan item, kept when it is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.registers.fields import Record


def with_first_due_date(item: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is written to a plan item, with the due date it replaces where that is the first to be replaced."""
    replaced = "due_on" in values and item["due_on"] and values["due_on"] != item["due_on"]
    if replaced and not item["original_due_on"] and "original_due_on" not in values:
        return {**values, "original_due_on": item["due_on"]}
    return values
