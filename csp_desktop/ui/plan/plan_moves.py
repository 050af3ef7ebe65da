"""Where items of the plan go: next refs, in and out of the outline, under another item."""

from __future__ import annotations

from csp_desktop.editing.changes import Change, Update
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.ui.grid.rows.positions import numbered_on, placed

_BELOW = {"priority": "objective", "objective": "action"}


def next_ref(records: PlanRecords, parent: PlanItem | None) -> str | None:
    """The ref a new item under `parent` (or a new priority) would carry on with; None where none are used."""
    siblings = records.children(parent["id"] if parent else None)
    following = numbered_on(item["ref"] for item in siblings)
    if following:
        return following
    if siblings:
        return None
    if parent is None:
        return "1"
    return f"{parent['ref']}.1" if parent["ref"] else None


def new_item(records: PlanRecords, level: str, near: PlanItem | None) -> tuple[dict[str, object], str | None]:
    """Values for a new item of a level near another, and after which row it stands; raises InvalidChange."""
    parent = _parent_for(records, level, near)
    if parent is None and level != "priority":
        raise InvalidChange(f"An {level} needs something to go under; add a priority first.")
    under = parent["id"] if parent else None
    values: dict[str, object] = {
        "plan": records.plan["id"],
        "level": level,
        "parent": under,
        "ref": next_ref(records, parent),
    }
    if near is not None and near["parent"] == under and near["level"] == level:
        after: str | None = near["id"]
    else:
        siblings = records.children(under)
        after = siblings[-1]["id"] if siblings else under
    below = records.outline(after) if after and after != under else []
    return values, below[-1]["id"] if below else after


def _parent_for(records: PlanRecords, level: str, near: PlanItem | None) -> PlanItem | None:
    if level == "priority":
        return None
    fits = ("priority",) if level == "objective" else ("priority", "objective")
    above = near if near is not None else next(reversed(records.priorities), None)
    while above is not None:
        if above["level"] in fits:
            return above
        above = records.item.get(above["parent"]) if above["parent"] else None
    return None


def moved_in(records: PlanRecords, item: PlanItem) -> list[Change]:
    """An item goes under the one before it; raises InvalidChange where it cannot."""
    siblings = records.children(item["parent"])
    place = next(at for at, sibling in enumerate(siblings) if sibling["id"] == item["id"])
    if place == 0:
        raise InvalidChange("There is nothing above it at its own level to go under; nothing was changed.")
    return moved_under(records, item, siblings[place - 1])


def moved_out(records: PlanRecords, item: PlanItem) -> list[Change]:
    """An item comes out to the level of the one it stands under, right after it; raises InvalidChange."""
    parent = records.item.get(item["parent"]) if item["parent"] else None
    if parent is None:
        raise InvalidChange("A priority is already at the top level; nothing was changed.")
    above = records.item.get(parent["parent"]) if parent["parent"] else None
    # Out of an objective an action stays an action, under the priority; out of a priority it becomes one.
    level = item["level"] if above is not None and item["level"] == "action" else parent["level"]
    return _placed_under(records, item, above, level, after=parent["id"])


def moved_under(records: PlanRecords, item: PlanItem, parent: PlanItem | None) -> list[Change]:
    """An item goes under another (or to the top), last of what stands there; raises InvalidChange."""
    if parent is not None and parent["id"] in {
        item["id"],
        *(below["id"] for below in records.outline(item["id"])),
    }:
        raise InvalidChange("An item cannot go under itself; nothing was changed.")
    if parent is None:
        level = "priority"
    elif parent["level"] == "action":
        raise InvalidChange("Nothing can go under an action; nothing was changed.")
    elif item["level"] == "priority" or parent["level"] == item["level"]:
        level = _BELOW[parent["level"]]
    else:
        level = item["level"]
    return _placed_under(records, item, parent, level, after=None)


def _placed_under(
    records: PlanRecords, item: PlanItem, parent: PlanItem | None, level: str, after: str | None
) -> list[Change]:
    children = records.children(item["id"])
    if level == "action" and children:
        raise InvalidChange("It has items of its own, and nothing can go under an action; move those first.")
    if level == "objective" and any(child["level"] == "objective" for child in children):
        raise InvalidChange("It has objectives of its own, and they need a priority; move those first.")
    under = parent["id"] if parent else None
    siblings = [sibling for sibling in records.children(under) if sibling["id"] != item["id"]]
    positions = placed(siblings, [(item["id"], after)])
    own = {"parent": under, "level": level, "position": positions.pop(item["id"])}
    return [
        Update("plan_items", item["id"], own),
        *(Update("plan_items", record, {"position": to}) for record, to in positions.items()),
    ]
