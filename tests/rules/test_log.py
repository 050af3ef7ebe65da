"""How entries of the log stand, what is late, and what runs out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from conftest import SmallFile
from record_building import Building

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.log import LOG_ENTRIES
from csp_desktop.rules.log import entry_state, entry_states, late_or_expiring, too_long
from csp_desktop.rules.log_kinds import KINDS, STATUS, UPDATE

Q1, Q2, Q3, Q4 = (Quarter(2026, number) for number in (1, 2, 3, 4))
TODAY = date(2026, 11, 26)


def _entry(plan: Building, kind: str = "meeting action", **values: Any) -> Record:
    values.setdefault("title", f"A {kind}")
    return plan.add("log_entries", kind=kind, **values)


def _said(plan: Building, entry: Record, quarter: Quarter, **values: Any) -> None:
    plan.add("log_updates", entry=entry["id"], quarter=quarter.code, **values)


def test_every_column_of_every_kind_is_a_field() -> None:
    for kind in KINDS:
        names = [name for name, _ in kind.columns]
        assert set(names) - {STATUS, UPDATE} <= set(LOG_ENTRIES.by_name), kind.name
        assert len(set(names)) == len(names) and {"title", kind.dated_by, STATUS, UPDATE} <= set(names)
        headings = [heading for _, heading in kind.columns]
        assert len(set(headings)) == len(headings)


def test_an_entry_stands_as_its_newest_update_says() -> None:
    plan = Building(2026)
    entry = _entry(plan, due_on="2026-07-31")
    _said(plan, entry, Q1, narrative="Begun", status="in progress")
    _said(plan, entry, Q2, narrative="Waiting for a date", new_due_on="2026-12-15")
    _said(plan, entry, Q3, narrative="Sent", status="complete")
    records = plan.records()
    states = {quarter: entry_state(records, entry, quarter) for quarter in (Q1.previous, Q1, Q2, Q3)}
    assert [state.status for state in states.values()] == [
        "not started", "in progress", "in progress", "complete",
    ]  # fmt: skip
    # Words without a status leave the status as it was; a new date stands until the next.
    assert [state.due for state in states.values()] == [
        date(2026, 7, 31), date(2026, 7, 31), date(2026, 12, 15), date(2026, 12, 15),
    ]  # fmt: skip
    q2, q3 = states[Q2], states[Q3]
    assert q2.update and q2.update["narrative"] == "Waiting for a date"
    assert q2.before and q2.before["narrative"] == "Begun"
    assert q2.is_open and not q3.is_open


def test_completed_on_counts_until_somebody_says_otherwise_later() -> None:
    plan = Building(2026)
    entry = _entry(plan, completed_on="2026-09-22")
    assert entry_state(plan.records(), entry, Q1).is_open
    assert entry_state(plan.records(), entry, Q2).status == "complete"
    _said(plan, entry, Q3, status="in progress")
    assert entry_state(plan.records(), entry, Q2).status == "complete"
    assert entry_state(plan.records(), entry, Q3).is_open


def test_late_counts_to_the_quarter_shown() -> None:
    plan = Building(2026)
    late = _entry(plan, title="Late", due_on="2026-09-01")
    _entry(plan, title="Late by now", due_on="2026-11-25")
    _entry(plan, title="Due today", due_on="2026-11-26")
    done = _entry(plan, title="Done", due_on="2026-07-01")
    _said(plan, done, Q2, status="complete")
    _entry(plan, "duty", title="Scrutiny", due_on="2026-06-30")
    records = plan.records()

    def told(quarter: Quarter) -> list[tuple[str, str]]:
        return [(line.entry["title"], line.words) for line in late_or_expiring(records, quarter, TODAY)]

    assert told(Q2) == [("Scrutiny", "was due on 30 June 2026"), ("Late", "was due on 1 September 2026")]
    assert [title for title, _ in told(Q3)] == ["Scrutiny", "Late", "Late by now"]
    # What was done since is not held against the quarter before, nor for it.
    assert [title for title, _ in told(Q1)] == ["Scrutiny"]
    assert late_or_expiring(records, Q1, date(2026, 6, 30)) == []
    _said(plan, late, Q3, new_due_on="2027-01-31")
    assert "Late" not in [line.entry["title"] for line in late_or_expiring(plan.records(), Q3, TODAY)]


def test_an_order_is_expiring_three_months_before_its_end_and_then_expired() -> None:
    plan = Building(2026)
    order = _entry(
        plan,
        "order or agreement",
        title="Town Centre PSPO",
        starts_on="2023-10-20",
        expires_on="2026-10-19",
        review_on="2026-07-19",
    )

    def told(quarter: Quarter, today: date) -> list[tuple[str, str, str]]:
        return [
            (line.what, line.words, line.rag) for line in late_or_expiring(plan.records(), quarter, today)
        ]

    expiring = ("expiring", "expires on 19 October 2026", "amber")
    review = ("review late", "was to be reviewed by 19 July 2026", "red")
    assert told(Q2, date(2026, 7, 18)) == []
    assert told(Q2, date(2026, 7, 19)) == [expiring]
    assert told(Q2, TODAY) == [review, expiring]
    assert told(Q3, TODAY) == [review, ("expired", "expired on 19 October 2026", "red")]
    # It has begun, so it is no longer not started; making it again does not end the watch on its end.
    assert entry_state(plan.records(), order, Q2).status == "in progress"
    _said(plan, order, Q2, narrative="Reviewed", status="complete")
    assert told(Q2, TODAY) == [expiring]
    _said(plan, order, Q3, narrative="Made again", new_due_on="2029-10-19")
    assert told(Q3, TODAY) == []
    _said(plan, order, Q4, status="lapsed")
    assert entry_state(plan.records(), order, Q4).is_open is False


def test_orders_run_for_three_years_at_most_each_extension_too() -> None:
    plan = Building(2026)

    def ends(end: str, start: str | None = "2023-10-20", title: str = "Parks order") -> Record:
        return _entry(plan, "order or agreement", title=title, starts_on=start, expires_on=end)

    just, over, leap = ends("2026-10-20"), ends("2026-10-21"), ends("2027-02-28", "2024-02-29")
    unknown, agreement = ends("2030-01-01", None), ends("2033-01-01", title="Information sharing agreement")
    extended, too_far = ends("2026-10-19"), ends("2026-10-19")
    _said(plan, extended, Q2, new_due_on="2029-10-19")
    _said(plan, too_far, Q2, new_due_on="2029-10-20")
    records = plan.records()
    assert [too_long(records, entry) for entry in (just, leap, unknown, agreement, extended)] == [None] * 5
    assert too_long(records, over) == (date(2023, 10, 20), date(2026, 10, 21))
    assert too_long(records, too_far) == (date(2026, 10, 19), date(2029, 10, 20))
    assert too_long(records, _entry(plan, "duty", starts_on="2010-04-01", due_on="2027-03-31")) is None


def test_entries_stand_by_kind_and_in_the_order_of_their_numbers() -> None:
    plan = Building(2026)
    for kind, source, ref in (
        ("duty", None, "D1"),
        ("review recommendation", "Review B", "1"),
        ("review recommendation", "Review A", "10"),
        ("review recommendation", "Review A", "2"),
        ("meeting action", "4.2", "1"),
    ):
        _entry(plan, kind, source=source, ref=ref)
    _entry(plan, raised_on="2026-10-13", ref="later")
    refs = [(state.entry["source"], state.entry["ref"]) for state in entry_states(plan.records(), Q2)]
    assert refs == [("4.2", "1"), ("Review A", "2"), ("Review A", "10"), ("Review B", "1"), (None, "D1")]


def test_the_view_for_analysts_says_how_entries_stand_as_the_rules_do(
    small: SmallFile, workspace: Workspace
) -> None:
    entries: list[Insert] = []
    said: list[Insert] = []

    def entry(kind: str, *updates: tuple[str, str | None, str | None], **values: Any) -> None:
        entries.append(
            Insert(
                "log_entries",
                {"partnership": small.partnership, "kind": kind, "title": f"{len(entries)}", **values},
            )
        )
        for quarter, status, new_due_on in updates:
            values = {"quarter": quarter, "status": status, "new_due_on": new_due_on}
            said.append(Insert("log_updates", {"entry": entries[-1].id, **values}))

    entry("duty", due_on="2010-06-30")
    entry("meeting action", ("2010-Q1", "in progress", "2010-09-01"), ("2010-Q2", None, None))
    entry("meeting action", ("2010-Q1", "stopped", None), completed_on="2010-06-30")
    entry("meeting action", ("2010-Q2", "in progress", None), completed_on="2010-06-30")
    entry("meeting action", ("2010-Q4", "in progress", None), completed_on="2011-03-31")
    entry("duty", ("2010-Q3", "in progress", "2011-01-01"), completed_on="2011-01-01")
    entry("order or agreement", starts_on="2010-04-01", expires_on="2013-03-31")
    entry("order or agreement", ("2010-Q2", "lapsed", "2010-09-30"), expires_on="2010-07-01")
    workspace.apply([*entries, *said])
    records = workspace.plan_records(small.plan)
    stand = {
        (state.entry["title"], state.status, state.due and state.due.isoformat())
        for state in entry_states(records, Quarter(2010, 4))
    }
    workspace.close()
    with closing(sqlite3.connect(small.path)) as connection:
        assert set(connection.execute('SELECT DISTINCT title, status_now, due_now FROM "log"')) == stand
