"""Priorities a workbook does not name, or names anew: those most of their actions stand under already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from csp_desktop.editing.bringing_in.draft_values import DraftValues
from csp_desktop.editing.bringing_in.known_records import SAME_NUMBER_ONLY, Nearest, Pairing
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values


def unname_partnership(kept: list[tuple[Draft, Values]], partnership: Values, reading: Reading) -> None:
    """A priority no sheet names is not the partnership, though that stands over the rows."""
    supposed = [(draft, values) for draft, values in kept if draft.supposed]
    names = ("name", "short_name", "area") if supposed else ()
    own = {plain(partnership.get(name) or "") for name in names} - {""}
    for draft, values in supposed:
        if plain(values["title"]) in own:
            values["title"] = UNNAMED
            for place in draft.sources.get("title", ()):
                reading.cells.ignored(place, "It names the partnership, and no priority.")


def find_supposed(kept: list[tuple[Draft, Values]], reading: Reading, meant: DraftValues) -> None:
    """A priority no sheet names is the one its actions stand under already, whatever it is called."""
    supposed = [(draft, values) for draft, values in kept if draft.supposed]
    items = _items(meant) if supposed else []
    for draft, values in supposed:
        draft.record_id = _priority_of(draft, reading.drafts, items)
        if draft.record_id:
            values.pop("title", None)


def find_renamed(
    strangers: list[tuple[Draft, Values]], pairing: Pairing, reading: Reading, meant: DraftValues
) -> None:
    """A new priority over the actions of one that no sheet names any more may be that one renamed: it is asked."""
    told = {record["id"] for record in pairing.same.values()}
    told |= {near.record for near in pairing.nearest.values()}
    for draft, values in strangers:
        if values.get("level") != "priority" or draft.supposed or draft.key in pairing.nearest:
            continue
        items = _items(meant)
        above = _priority_of(draft, reading.drafts, items)
        if above and above not in told:
            told.add(above)
            title = next(item["title"] for item in items if item["id"] == above)
            pairing.nearest[draft.key] = Nearest(above, title, 0.0)


def empty_supposed(
    supposed: Iterable[str], meant: DraftValues, changes: Iterable[Insert | Update]
) -> dict[str, str]:
    """Supposed priorities that would be made with nothing new under or beside them: by id, with their keys."""
    made = {meant.ids[key]: key for key in supposed if meant.ids.get(key) in meant.new}
    for change in changes if made else ():
        for name in ("parent", "item"):
            made.pop(change.values.get(name) or "", None)
    return made


def _items(meant: DraftValues) -> list[Values]:
    return meant.all_of(register_named("plan_items"))


def _priority_of(supposed: Draft, drafts: Iterable[Draft], items: Sequence[Values]) -> str | None:
    """The id of the priority half of the actions or more stand under, by their wording or else by their number."""
    if any(item["level"] == "priority" and item["title"] == supposed.values["title"] for item in items):
        return None  # it is the one of that name
    by_id = {item["id"]: item for item in items}
    worded = {(item["level"], plain(item["title"])): item for item in items if item["level"] != "priority"}
    numbered = {(item["level"], item["ref"]): item for item in items if item["ref"]}
    own = {supposed.key}
    below = []
    for draft in drafts:
        parent = draft.values.get("parent")
        if draft.register == "plan_items" and isinstance(parent, To) and parent.key in own:
            own.add(draft.key)
            below.append(draft)
    found: Counter[str] = Counter()
    for draft in below:
        level, ref, title = (
            draft.values.get("level"),
            draft.values.get("ref"),
            plain(str(draft.values["title"])),
        )
        item = worded.get((level, title))
        if item is None and ref and (numbered_so := numbered.get((level, ref))):
            # Everybody's first action is number 1.
            alike = fuzz.token_set_ratio(title, plain(numbered_so["title"])) >= SAME_NUMBER_ONLY
            item = numbered_so if alike else None
        while item is not None and item["level"] != "priority":
            item = by_id.get(item["parent"])
        if item is not None:
            found[item["id"]] += 1
    ((most, times),) = found.most_common(1) or [("", 0)]
    return most if times and times * 2 >= len(below) else None
