"""What a later sheet says of an action the file knows: when it is due now, who leads it now, whether it is open again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.registers.fields import Values

LEADS = ("lead_agencies", "lead_groups", "lead_officers")
"""The fields of an action that say who leads it; one cell may name any of them."""
_DUE, _DONE = "due_on", "completed_on"


def told_anew(drafted: Mapping[str, Any], values: Values, record: Values) -> Values:
    """The values of a draft (`drafted` as read, `values` as the file holds them) as they change a known action.

    A day due is read from the timescale, and goes with it; a lead of another kind takes the place of the one before;
    and what is in progress again is not completed any more.
    """
    told = dict(values)
    if _DUE not in drafted and told.get("timescale") == record["timescale"]:
        told.pop(_DUE, None)
    emptied = [name for name in LEADS if told.get(name) == ()]
    moved = any(told.get(name) and not record[name] for name in LEADS)
    for name in emptied:
        if not moved:
            del told[name]
    reopened = record["status"] == "complete" and told.get("status", "complete") != "complete"
    if reopened and _DONE not in drafted and record[_DONE]:
        told[_DONE] = None
    return told
