"""What the checks say of the log: each kind of finding, and silence about what is in order or over."""

from __future__ import annotations

from datetime import date
from typing import Any

from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.checks.readiness import findings

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
TODAY = date(2026, 11, 26)


def _told(records: PlanRecords, quarter: Quarter) -> set[tuple[str, str, str, str]]:
    return {
        (found.kind, found.code, found.message, found.field)
        for found in findings(records, quarter, TODAY)
        if found.register == "log_entries"
    }


def test_each_fault_of_the_log_is_told_once_with_its_words() -> None:
    plan = Building(2026)
    police = plan.agency()

    def entry(kind: str, title: str, **values: Any) -> None:
        values.setdefault("lead_agencies", (police["id"],))
        plan.add("log_entries", kind=kind, title=title, **values)

    entry("meeting action", "Send it round", due_on="2026-07-31", ref="1")
    entry("duty", "Scrutiny once a year", due_on="2026-09-30")
    entry(
        "order or agreement",
        "Town order",
        starts_on="2023-10-20",
        expires_on="2026-10-19",
        review_on="2026-07-19",
    )
    entry("order or agreement", "Park order", starts_on="2024-01-01", expires_on="2028-01-01")
    entry("order or agreement", "Sharing protocol", starts_on="2024-01-01", expires_on="2030-01-01")
    entry("review recommendation", "Nobody's", lead_agencies=())
    entry("review recommendation", "Finance's", lead_agencies=(), owner="Finance")
    entry("meeting action", "Done", due_on="2026-07-31", completed_on="2026-07-28", lead_agencies=())
    late = ("note", "log-late", "Meeting action “Send it round” was due on 31 July 2026.", "due_on")
    law = ("query", "log-late", "Duty “Scrutiny once a year” was due on 30 September 2026.", "due_on")
    review = (
        "query",
        "log-review-late",
        "Order or agreement “Town order” was to be reviewed by 19 July 2026.",
        "review_on",
    )
    long = (
        "query",
        "order-too-long",
        "Order or agreement “Park order” runs from 1 January 2024 to 1 January 2028, longer than three years.",
        "expires_on",
    )
    nobody = ("query", "log-no-owner", "Review recommendation “Nobody's” has no owner.", "lead_agencies")
    always = {late, law, review, long, nobody}
    expiring = (
        "note",
        "log-expiring",
        "Order or agreement “Town order” expires on 19 October 2026.",
        "expires_on",
    )
    expired = (
        "query",
        "log-expired",
        "Order or agreement “Town order” expired on 19 October 2026.",
        "expires_on",
    )
    assert _told(plan.records(), Q2) == {*always, expiring}
    assert _told(plan.records(), Q3) == {*always, expired}
