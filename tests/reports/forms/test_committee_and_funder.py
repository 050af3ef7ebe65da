"""The committee's page says what only the committee can settle; the funder's figures are those of the position."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from record_building import Building

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.reports.blocks import Bullets, Facts, Form, Row, Table, Words
from csp_desktop.reports.forms import committee_page, funder
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.money.funding_position import stream_position

Options = Callable[..., ReportOptions]


def points(form: Form, name: str) -> list[str]:
    block = form.sheets[0].blocks[name]
    assert isinstance(block, Facts)
    return [
        point
        for _, said in block.facts
        for piece in said
        if isinstance(piece, Bullets)
        for point in piece.points
    ]


def rows(form: Form, name: str) -> list[list[str]]:
    """The first words of every cell."""
    block = form.sheets[0].blocks[name]
    assert isinstance(block, Table)
    return [
        [next((piece.text for piece in said if isinstance(piece, Words)), "") for said in row.cells]
        for row in block.rows
        if isinstance(row, Row)
    ]


@pytest.fixture
def plan() -> Building:
    plan = Building()
    priority = plan.priority("Cut crime", ref="1")
    for number, (was, now) in enumerate((("green", "red"), ("red", "green"), ("amber", "amber")), 1):
        action = plan.action(
            priority, f"Action {number}", ref=f"1.{number}", due_on="2010-08-31" if number == 1 else None
        )
        plan.update(action, "2010-Q1", rag=was)
        plan.update(action, rag=now, narrative=f"Told {number}.")
    return plan


def test_what_changed_and_what_needs_deciding(plan: Building, options: Options) -> None:
    stream = plan.stream(100_000_00, name="Grant", carry_forward="not allowed")
    plan.allocation(stream, 40_000_00, project="Cameras", status="proposed")
    plan.allocation(stream, None, project="Lights", status="proposed")
    risk = plan.risk(4, 5, ref="R1", title="Nobody decides")
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q1", likelihood=2, impact=5)
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=4, impact=5)
    plan.add("log_entries", kind="order or agreement", title="Alcohol order", expires_on="2011-01-31")
    plan.add("log_entries", kind="order or agreement", title="Distant order", expires_on="2012-01-31")
    plan.add("log_entries", kind="order or agreement", title="Order to the day", expires_on="2010-09-30")
    plan.add("log_entries", kind="order or agreement", title="Order until then", expires_on="2010-10-10")
    for title, update in (
        ("Renewed order", {"new_due_on": "2013-01-31"}),
        ("Order given up", {"status": "lapsed"}),
    ):
        entry = plan.add("log_entries", kind="order or agreement", title=title, expires_on="2011-01-31")
        plan.add("log_updates", entry=entry["id"], quarter="2010-Q2", **update)
    form = committee_page.gather(plan.records(), options())
    assert points(form, "changed") == [
        "1 action rated worse: 1.1",
        "1 action rated better: 1.2",
        "Risks up: R1 (10 to 20)",
    ]
    assert points(form, "deciding") == [
        "£40,000 is proposed for Cameras (“Grant”): approve or not.",
        "An amount not yet given is proposed for Lights (“Grant”): approve or not.",
        "£100,000 will be lost unless it is moved to where it can be spent: “Grant” £100,000.",
        "1 action past the date, with no new one: 1.1. Agree a date or close.",
        "Risk R1 Nobody decides stands at 20, above the appetite of 10, and nothing is recorded against it.",
        "Alcohol order lapses on 31 January 2011: renew it or let it go.",
        "Order to the day lapses on 30 September 2010: renew it or let it go.",
        "Order until then lapses on 10 October 2010: renew it or let it go.",
    ]
    assert rows(form, "priorities")[0][3] == "1 red, 1 amber, 1 green"
    assert rows(form, "money") == [["Grant", "£100,000.00", "£0.00", "£0.00", "£100,000.00"]]


def test_money_past_its_last_day_is_not_said_to_be_movable(options: Options) -> None:
    plan = Building()
    for name, spend_by in (("Grant", None), ("Short grant", "2010-09-30")):
        plan.stream(100_000, name=name, carry_forward="not allowed", spend_by=spend_by)
    form = committee_page.gather(plan.records(), options())
    assert points(form, "deciding") == [
        "£1,000 will be lost unless it is moved to where it can be spent: “Grant” £1,000.",
        "£1,000 is not entered as spent by its last day; what is left is lost or to be returned: “Short grant” £1,000.",
    ]


def test_what_is_many_is_counted_to_stay_on_one_page(options: Options) -> None:
    plan = Building()
    for ref in ("1", "2"):
        priority = plan.priority(f"Priority {ref}", ref=ref)
        for number in range(9):
            action = plan.action(priority, ref=f"{ref}.{number}", due_on="2010-08-31")
            plan.update(action, "2010-Q1", rag="green")
            plan.update(action, rag="red")
            indicator = plan.indicator(
                item=priority["id"],
                ref=f"L{ref}{number}",
                target_kind="value",
                target_value=100,
                better="higher",
            )
            plan.measured(indicator, 40, 40) if ref == "1" else plan.measured(indicator, 40, 1)
    for number in range(10, 20):
        action = plan.action(priority, ref=f"2.{number}")
        plan.update(action, "2010-Q1", rag="red")
        plan.update(action, rag="amber")
    form = committee_page.gather(plan.records(), options())
    assert points(form, "changed") == [
        f"Indicators green to red: {', '.join(f'L2{number}' for number in range(9))}",
        "18 actions rated worse, by priority: 9 under 1, 9 under 2",
        f"10 actions rated better: {', '.join(f'2.{number}' for number in range(10, 20))}",
    ]
    assert points(form, "deciding") == [
        "18 actions past the date, with no new one, by priority: 9 under 1, 9 under 2. Agree a date or close."
    ]


def test_actions_stand_in_the_order_of_the_plan(options: Options) -> None:
    plan = Building()
    priority, stream = plan.priority(ref="1"), plan.stream()
    moved = {
        "1.1": ("red", "green"),
        "1.2": ("amber", "green"),
        "1.3": ("red", "green"),
        "1.10": ("amber", "green"),
    }
    acted = {ref: plan.action(priority, ref=ref) for ref in moved}
    for ref in ("1.10", "1.3", "1.1", "1.2"):
        was, now = moved[ref]
        plan.update(acted[ref], "2010-Q1", rag=was)
        plan.update(acted[ref], rag=now)
        plan.allocation(stream, 100, item=acted[ref]["id"])
    records = plan.records()
    assert points(committee_page.gather(records, options()), "changed") == [
        "4 actions rated better: 1.1, 1.2, 1.3, 1.10"
    ]
    paid_for = [row[0] for row in rows(funder.gather(records, options()), "done")]
    assert [told.split()[0] for told in paid_for] == list(moved)


def test_nothing_to_decide_is_said(options: Options) -> None:
    form = committee_page.gather(Building().records(), options())
    for name in ("changed", "deciding"):
        block = form.sheets[0].blocks[name]
        assert isinstance(block, Facts)
        assert block.facts[0][1] == (Words("Nothing.", "soft"),)


def test_spent_against_planned_adds_up_to_the_position(plan: Building, options: Options) -> None:
    item = next(each for each in plan.kept["plan_items"] if each["ref"] == "1.1")
    stream = plan.stream(50_000_00, name="Grant", conditions="By March.")
    plan.stream(10_00, name="Other")
    for project, amount, first, second in (
        ("Cameras", 30_000_00, 5_000_50, 7_000_00),
        ("Lights", 15_000_00, 0, 2_500_00),
    ):
        held = plan.allocation(stream, amount, project=project, item=item["id"])
        plan.entry(held, "actual", first)
        plan.add(
            "funding_entries",
            allocation=held["id"],
            kind="actual",
            amount=second,
            quarter="2010-Q2",
            note=f"{project} paid.",
        )
        plan.add(
            "funding_entries",
            allocation=held["id"],
            kind="actual",
            amount=1,
            quarter="2010-Q3",
            note="Later.",
        )
    records = plan.records()
    form = funder.gather(records, options(item="grant"))
    assert len(form.sheets) == 1
    position = stream_position(records, stream, Quarter(2010, 2))
    first, second, total = rows(form, "money")
    assert first[:5] == ["Cameras", "£30,000.00", "£5,000.50", "£7,000.00", "£12,000.50"]
    assert first[-1] == "Q2: Cameras paid."
    assert second[:5] == ["Lights", "£15,000.00", "£0.00", "£2,500.00", "£2,500.00"]
    assert total[:3] == ["All projects", "£45,000.00", "£5,000.50"]
    assert total[4] == format_money(position.spent)
    # At the rate so far: £24,001 and £5,000 against £30,000 and £15,000.
    assert [row[-2] for row in (first, second, total)] == [
        "£5,999.00 under",
        "£10,000.00 under",
        "£15,999.00 under",
    ]
    # One item served by two projects is told of once.
    assert [row[2] for row in rows(form, "done")] == ["Told 1."]
    assert [sheet.title.split(":")[0] for sheet in funder.gather(records, options()).sheets] == [
        "Grant",
        "Other",
    ]


def test_what_a_proposed_project_asks_for_is_what_is_planned(plan: Building, options: Options) -> None:
    """Not what it has spent already, against which it would look overspent."""
    stream = plan.stream(50_000_00, name="Grant")
    held = plan.allocation(stream, 4_000_00, project="Drop-in", status="proposed")
    plan.entry(held, "actual", 650_00, "2010-Q2")
    plan.entry(held, "forecast", 2_600_00, "2010-Q2")
    (row,) = rows(funder.gather(plan.records(), options(item="grant")), "money")
    assert (row[1], row[4], row[-3], row[-2]) == ("£4,000.00", "£650.00", "£2,600.00", "£1,400.00 under")
    plan.stream(None, name="Promised")
    terms = funder.gather(plan.records(), options(item="promised")).sheets[0].blocks["terms"]
    assert isinstance(terms, Facts)
    assert dict(terms.facts)["Available"] == (Words("Not recorded"),)


def test_a_stream_that_is_not_there_is_one_sentence(plan: Building, options: Options) -> None:
    plan.stream(name="Grant")
    with pytest.raises(
        ReportProblem, match="no funding stream “Gramt”, so nothing was printed; choose one of “Grant”"
    ):
        funder.gather(plan.records(), options(item="Gramt"))
