"""What a member of the committee sees on a page: the order, what stands out, and the counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from record_building import Building

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Form, Row, Table, Words
from csp_desktop.reports.forms import risk_register
from csp_desktop.reports.options import ReportOptions


@pytest.fixture
def records() -> PlanRecords:
    """Four risks in an order of their own: low, high, none of it done, and one closed that went up."""
    plan = Building()
    for ref, likelihood, impact, status in (
        ("R1", 1, 2, "open"),
        ("R2", 5, 5, "open"),
        ("R3", 3, 3, "open"),
        ("R4", 4, 4, "closed"),
    ):
        risk = plan.risk(likelihood, impact, ref=ref, title=f"Risk {ref}", status=status)
        if ref != "R3":
            plan.add("mitigations", risk=risk["id"], title=f"Do something about {ref}", status="in progress")
        if ref in ("R2", "R4"):
            plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q1", likelihood=1, impact=1)
            plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=likelihood, impact=impact)
    return plan.records()


def table(form: Form, name: str) -> Table:
    block = form.sheets[0].blocks[name]
    assert isinstance(block, Table)
    return block


def _said(pieces) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def words(row: Row, column: int) -> list[Words]:
    return [piece for piece in row.cells[column] if isinstance(piece, Words)]


def refs(found: Table) -> list[str]:
    return [words(row, 0)[0].text for row in found.rows if isinstance(row, Row)]


def test_the_risk_register_begins_with_the_highest(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    assert refs(table(form, "open")) == ["R2", "R3", "R1"]
    assert refs(table(form, "closed")) == ["R4"]


def test_a_risk_nothing_is_done_about_stands_out(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    column = [one.name for one in table(form, "open").columns].index("mitigations")
    looks = {
        words(row, 0)[0].text: {
            piece.tone for piece in words(row, column) if piece.text == "Nothing is recorded."
        }
        for row in table(form, "open").rows
        if isinstance(row, Row)
    }
    assert looks == {"R2": set(), "R3": {"alert"}, "R1": set()}


def test_only_open_risks_are_counted_as_rising(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    facts = dict(form.sheets[0].blocks["summary"].facts)
    counted = {name: _said(pieces) for name, pieces in facts.items()}
    assert counted["Open"] == "3"
    assert counted["Rising since last quarter"].startswith("1")
    assert counted["Without any action"].startswith("1")
