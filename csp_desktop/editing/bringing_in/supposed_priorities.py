"""Which priority of a plan one is that a workbook does not name: the one most of its actions stand under already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from csp_desktop.editing.bringing_in.known_records import SAME_NUMBER_ONLY
from csp_desktop.excel.foreign.reading import Draft, To
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Values


def priority_of(supposed: Draft, drafts: Iterable[Draft], items: Sequence[Values]) -> str | None:
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
