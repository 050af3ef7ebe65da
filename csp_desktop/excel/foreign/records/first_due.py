"""When an action is due that has an original date beside a revised one: the revised, else the original."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import SourceCells
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.registers.as_written.word_meanings import says_nothing
from csp_desktop.registers.catalog import register_named

_UNREVISED = re.compile(
    r"(?:no|none|not|un|as|same|still|remains?|stays?|per|the|to|be|date|dates?|deadline|original(?:ly)?|planned|change[ds]?|"
    r"changed|revised|revision|extended|extension|applicable|required|needed|before|above|[\W_])+",
    re.IGNORECASE,
)


def due_unless_revised(said: RowSaid, original: ColumnUse, cells: SourceCells) -> None:
    """Take the original time for when an action is due where its row says no other, in its own words."""
    own = said.of("plan_items")
    first, revised = own.values.get("original_due_on"), str(own.values.get("timescale") or "")
    if revised and not says_nothing(revised) and not _UNREVISED.fullmatch(revised):
        return
    worded, kept_in = said.take_note(original)
    if not first and not worded:
        return
    for place in own.sources.pop("timescale", []):
        said.note(own.headings.get("timescale", [""])[0], revised, place)
        cells.noted(place, "plan_items", "The date is not revised.")
    own.values["timescale"] = worded or register_named("plan_items")["original_due_on"].format(first)
    own.values.pop("original_due_on", None)
    own.sources["timescale"] = own.sources.pop("original_due_on", []) or kept_in
    for place in own.sources["timescale"]:
        cells.taken(place, "plan_items", "timescale", "Not revised since.")
