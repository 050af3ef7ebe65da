"""Which record of the file a drafted one is."""

from __future__ import annotations

from csp_desktop.editing.bringing_in.known_records import pair
from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.registers.plan import PLAN_ITEMS


def test_of_several_called_alike_the_draft_that_says_most_chooses_first() -> None:
    records = [
        {"id": "may", "title": "Visit", "timescale": "May"},
        {"id": "june", "title": "Visit", "timescale": "June"},
    ]
    brief, full = {"title": "Visit"}, {"title": "Visit", "timescale": "May"}
    drafts = [
        (Draft("plan_items", key, values), values) for key, values in (("brief", brief), ("full", full))
    ]
    same = pair(PLAN_ITEMS, drafts, records).same
    assert {key: record["id"] for key, record in same.items()} == {"full": "may", "brief": "june"}
