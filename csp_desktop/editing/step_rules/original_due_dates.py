"""The first due date of a plan item, kept when it is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan import UPDATES
from csp_desktop.storage import steps, tables
from csp_desktop.storage.csp_file import CspFile


def with_first_due_date(
    file: CspFile, item: Record, values: Mapping[str, Any], user: str, day: str
) -> Mapping[str, Any]:
    """What is written to a plan item, with the due date it replaces where that is the first to be replaced.

    A date that the same `user` typed the same `day`, ISO, is corrected, not moved, while no lead has given another: the
    item was never due then.
    """
    replaced = "due_on" in values and item["due_on"] and values["due_on"] != item["due_on"]
    if not replaced or item["original_due_on"] or "original_due_on" in values:
        return values
    typed = steps.written_alone(file.connection, item["id"], "due_on")
    mistyped = (
        typed is not None
        and (typed.made_by, typed.made_at[:10]) == (user, day)
        and not any(
            update["new_due_on"] for update in tables.select(file.connection, UPDATES, {"item": item["id"]})
        )
    )
    return values if mistyped else {**values, "original_due_on": item["due_on"]}
