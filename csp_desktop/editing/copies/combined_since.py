"""What a copy brings for a partnership that has become part of another here since the copy was made."""

from __future__ import annotations

from collections.abc import Mapping

from csp_desktop.editing.copies.comparison import Comparison
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record


def combined_since(ws: Workspace, copy: Workspace, comparison: Comparison) -> str:
    """A sentence for a person where what comes in stands in an old plan; "" where none does."""
    there = {home["id"]: home for home in copy.records("partnerships")}
    here = {home["id"]: home for home in ws.records("partnerships")}
    gone = {
        home: here[record["merged_into"]]
        for home, record in here.items()
        if record["merged_into"] in here and home in there and not there[home]["merged_into"]
    }
    if not gone:
        return ""
    coming: Mapping[tuple[str, str], Record] = {**comparison.updates, **comparison.inserts}
    reached = {_home(ws, comparison, *place) for place in coming}
    told = [
        f"{here[home]['short_name']} has become part of {into['short_name']} here"
        for home, into in gone.items()
        if home in reached
    ]
    if not told:
        return ""
    return (
        f"{'; '.join(told)} since “{copy.path.name}” was made: what comes in for it stands in its own old plan, not in "
        "the new one; put it there too where it is still wanted."
    )


def _home(ws: Workspace, comparison: Comparison, name: str, record: str) -> str:
    """The id of the partnership that a record belongs to; "" for what belongs to none."""
    while name != "partnerships":
        register = BY_NAME[name]
        if register.within is None:
            return ""
        above = register.references[[each.name for each in register.references].index(register.within)]
        values = comparison.inserts.get((name, record)) or ws.record(name, record) or {}
        if not values.get(above.name):
            return ""
        name, record = above.to, values[above.name]
    return record
