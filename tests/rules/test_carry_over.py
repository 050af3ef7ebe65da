"""What goes into next year's plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_building import Building

from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.carry_over import CarryOver, carry_over
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.money.funding_position import stream_position

NEXT = FinancialYear(2011)


def carried_into(old: PlanRecords, over: CarryOver) -> PlanRecords:
    """The new plan as the file would hold it."""
    return PlanRecords(
        old.partnership,
        over.plan,
        plan_items=over.made_in("plan_items"),
        indicators=over.made_in("indicators"),
        risks=over.made_in("risks"),
        mitigations=over.made_in("mitigations"),
        funding_streams=over.made_in("funding_streams"),
        achievements=over.made_in("achievements"),
    )


def by_origin(records: list[Record]) -> dict[str, Record]:
    return {record["copied_from"]: record for record in records}


def test_the_plan_has_its_lineage_and_its_year() -> None:
    plan = Building()
    plan.plan["title"] = "Partnership plan 2010/2011"
    over = carry_over(plan.records(), NEXT)
    assert over.is_new
    assert (over.plan["title"], over.plan["first_year"], over.plan["last_year"], over.plan["status"]) == (
        "Partnership plan 2011/2012",
        2011,
        2011,
        "draft",
    )
    assert over.plan["copied_from"] == plan.plan["id"]
    plan.plan["title"] = "Safer together"
    assert carry_over(plan.records(), NEXT).plan["title"] == "Safer together 2011/12"


def test_a_year_the_plan_already_covers_is_refused() -> None:
    with pytest.raises(BadRequest, match="2010/11"):
        carry_over(Building().records(), FinancialYear(2010))


def test_items_are_carried_closed_or_dropped() -> None:
    plan = Building()
    priority = plan.priority(ref="1")
    open_one = plan.action(priority, "Open", ref="1.1", status="ongoing", due_on="2010-06-30")
    plan.update(open_one, new_due_on="2011-06-30")
    done = plan.action(priority, "Done", status="complete", completed_on="2010-09-01")
    stopped = plan.action(priority, "Stopped", status="stopped")
    finished = plan.priority("All done", status="complete")
    plan.action(finished, "Done too", status="complete")
    over = carry_over(plan.records(), NEXT)
    assert [item["title"] for item in over.carried] == ["Cut crime", "Open"]
    assert [item["title"] for item in over.closed] == ["Done", "All done", "Done too"]
    assert over.dropped == [stopped]
    new = by_origin(over.made_in("plan_items"))
    assert new[open_one["id"]]["parent"] == new[priority["id"]]["id"]
    assert new[open_one["id"]]["plan"] == over.plan["id"]
    assert (new[open_one["id"]]["ref"], new[open_one["id"]]["due_on"]) == ("1.1", "2011-06-30")
    chosen = carry_over(plan.records(), NEXT, decisions={done["id"]: "carry", open_one["id"]: "drop"})
    reopened = by_origin(chosen.made_in("plan_items"))[done["id"]]
    assert (reopened["status"], reopened["completed_on"]) == ("in progress", None)
    assert open_one in chosen.dropped


def test_a_finished_parent_goes_along_with_what_is_not() -> None:
    plan = Building()
    priority = plan.priority(status="complete")
    plan.action(priority)
    assert len(carry_over(plan.records(), NEXT).carried) == 2
    dropped = carry_over(plan.records(), NEXT, decisions={priority["id"]: "drop"})
    assert (len(dropped.carried), len(dropped.dropped)) == (0, 2)


def test_baselines_come_from_the_outturn() -> None:
    plan = Building()
    priority = plan.priority()
    common: dict[str, Any] = {"item": priority["id"]}
    asb = plan.indicator(
        **common, baseline_value=2080, target_kind="percent change", target_value=-10, trajectory_q1=5
    )
    plan.measured(asb, 500, 480, 470, 460)
    patrols = plan.indicator(**common, kind="cumulative", target_kind="value", target_value=40)
    plan.measured(patrols, 10, 20, 30)
    safe = plan.indicator(**common, kind="snapshot", unit="percent", baseline_state="none")
    plan.measured(safe, None, 55.5)
    never = plan.indicator(**common, baseline_state="none")
    over = carry_over(plan.records(), NEXT)
    new = by_origin(over.made_in("indicators"))
    found = {
        name: (
            new[old["id"]]["baseline_state"],
            new[old["id"]]["baseline_value"],
            new[old["id"]]["baseline_period"],
        )
        for name, old in (("asb", asb), ("patrols", patrols), ("safe", safe), ("never", never))
    }
    assert found == {
        "asb": ("known", 1910, "2010/11"),
        "patrols": ("TBC", None, "2010/11"),
        "safe": ("known", 55.5, "2010/11"),
        "never": ("none", None, None),
    }
    assert over.baselines == 2
    assert (new[asb["id"]]["target_value"], new[asb["id"]]["trajectory_q1"]) == (-10, None)
    assert new[patrols["id"]]["target_value"] is None
    assert all(record["item"] for record in new.values())


def test_a_baseline_that_came_in_late_is_filled_in_by_the_next_run() -> None:
    plan = Building()
    asb = plan.indicator()
    plan.measured(asb, 500, 480, 470)
    first = carry_over(plan.records(), NEXT)
    assert first.baselines == 0
    plan.measured(asb, 460, first=4)
    second = carry_over(plan.records(), NEXT, carried_into(plan.records(), first))
    ((register, record, values),) = second.completed
    assert (register, values) == ("indicators", {"baseline_state": "known", "baseline_value": 1910})
    assert record == first.made_in("indicators")[0]["id"]
    assert second.baselines == 1


def test_risks_start_where_they_stand() -> None:
    plan = Building()
    risk = plan.risk(4, 5, current_likelihood=4, current_impact=4, target_likelihood=2, target_impact=2)
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q4", likelihood=3, impact=4)
    plan.risk(status="closed")
    plan.risk(status="happened")
    going_on = plan.add("mitigations", risk=risk["id"], title="Train", status="in progress")
    control = plan.add(
        "mitigations", risk=risk["id"], title="Lock", kind="existing control", status="complete"
    )
    plan.add("mitigations", risk=risk["id"], title="Done", status="complete")
    over = carry_over(plan.records(), NEXT)
    (new,) = over.made_in("risks")
    assert [new[name] for name in ("inherent_likelihood", "inherent_impact", "current_likelihood")] == [
        3,
        4,
        3,
    ]
    assert (new["target_likelihood"], new["status"], new["copied_from"]) == (2, "open", risk["id"])
    assert set(by_origin(over.made_in("mitigations"))) == {going_on["id"], control["id"]}
    assert {found["risk"] for found in over.made_in("mitigations")} == {new["id"]}


def test_money_is_carried_where_that_is_allowed() -> None:
    plan = Building()
    kept = plan.stream(100_000, carry_forward="allowed", spend_by="2010-12-31", name="Reserve")
    plan.entry(plan.allocation(kept, 80_000), "actual", 62_501)
    plan.stream(50_000)
    over = carry_over(plan.records(), NEXT)
    (new,) = over.made_in("funding_streams")
    assert (new["amount"], new["year"], new["carried_from"], new["spend_by"]) == (
        37_499,
        2011,
        kept["id"],
        None,
    )
    assert over.money_carried == 37_499
    again = plan.records()
    again.later_streams = [new]
    assert carry_over(again, NEXT).money_carried == 0


def test_achievements_keep_figures_and_words() -> None:
    plan = Building()
    priority = plan.priority("Reduce burglary")
    plain = plan.priority("Reassure the public")
    burglary = plan.indicator(
        title="Burglaries",
        item=priority["id"],
        baseline_value=170,
        target_kind="percent change",
        target_value=5,
    )
    plan.measured(burglary, 40, 40, 36, 36)
    plan.update(plain, "2010-Q4", narrative="A panel was held.", rag="green")
    over = carry_over(plan.records(), NEXT)
    figures, words = over.made_in("achievements")
    assert (figures["last_year"], figures["this_year"], figures["rag"]) == (170, 152, "green")
    assert figures["indicator"] == over.made_in("indicators")[0]["id"]
    assert (words["title"], words["narrative"], words["rag"]) == (
        "Reassure the public",
        "A panel was held.",
        "green",
    )
    assert {row["plan"] for row in (figures, words)} == {over.plan["id"]}


def test_words_that_came_in_late_replace_untouched_earlier_ones() -> None:
    plan = Building()
    priority = plan.priority()
    plan.update(priority, "2010-Q3", narrative="Half way.", rag="amber")
    first = carry_over(plan.records(), NEXT)
    plan.update(priority, "2010-Q4", narrative="All done.", rag="green")
    there = carried_into(plan.records(), first)
    assert carry_over(plan.records(), NEXT, there).completed == [
        ("achievements", there.achievements[0]["id"], {"narrative": "All done.", "rag": "green"})
    ]
    there.achievements[0]["narrative"] = "Our own words."
    assert carry_over(plan.records(), NEXT, there).completed == []


statuses = st.sampled_from(["not started", "in progress", "ongoing", "complete", "stopped"])


@settings(max_examples=80, deadline=None)
@given(
    items=st.lists(st.tuples(statuses, st.integers(0, 20)), max_size=10),
    figures=st.lists(st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=4, max_size=4), max_size=4),
    risks=st.lists(st.tuples(st.sampled_from(["open", "closed"]), st.integers(1, 5), statuses), max_size=4),
    money=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["allowed", "not allowed"])),
        max_size=4,
    ),
)
def test_twice_equals_once_and_no_penny_is_lost(
    items: list[tuple[str, int]],
    figures: list[list[int | None]],
    risks: list[tuple[str, int, str]],
    money: list[tuple[int, int, str]],
) -> None:
    plan = Building()
    made: list[Record] = []
    for status, place in items:
        above = [item for item in made if item["level"] != "action"]
        if not above:
            made.append(plan.priority(status=status))
            continue
        parent = above[place % len(above)]
        level = "action" if parent["level"] == "objective" else ("priority", "objective", "action")[place % 3]
        made.append(
            plan.priority(status=status)
            if level == "priority"
            else plan.add("plan_items", level=level, parent=parent["id"], title="x", status=status)
        )
    for row in figures:
        record = plan.indicator(item=made[0]["id"] if made else None)
        plan.measured(record, *row)
    for status, likelihood, progress in risks:
        risk = plan.risk(likelihood, 3, status=status)
        plan.add(
            "mitigations",
            risk=risk["id"],
            title="m",
            status=progress if progress != "ongoing" else "complete",
        )
    streams = []
    for amount, spent, rule in money:
        stream = plan.stream(amount, carry_forward=rule)
        plan.entry(plan.allocation(stream, amount), "actual", spent)
        streams.append(stream)
    old = plan.records()
    once = carry_over(old, NEXT)
    new = carried_into(old, once)
    for register, record in once.made:
        assert not register_named(register).problems(record)
    assert len(once.carried) + len(once.closed) + len(once.dropped) == len(made)

    old.later_streams = new.funding_streams
    again = carry_over(old, NEXT, new)
    assert (again.made, again.completed, again.carried, again.money_carried) == ([], [], [], 0)
    assert again.already_there == once.carried
    assert (again.closed, again.dropped) == (once.closed, once.dropped)

    before = sum(amount for amount, _, _ in money)
    after = [stream_position(old, stream) for stream in streams]
    after += [stream_position(new, stream) for stream in new.funding_streams]
    assert sum(one.spent + one.committed + one.left for one in after) == before


def test_an_item_that_slipped_twice_goes_along_with_its_last_date() -> None:
    plan = Building()
    item = plan.action(plan.priority(), due_on="2010-06-30")
    plan.update(item, "2010-Q3", new_due_on="2011-09-30")
    plan.update(item, "2010-Q2", new_due_on="2011-03-31")
    new = by_origin(carry_over(plan.records(), NEXT).made_in("plan_items"))[item["id"]]
    assert new["due_on"] == "2011-09-30"


def test_a_start_that_was_missed_is_forgotten_and_one_to_come_is_kept() -> None:
    plan = Building()
    priority = plan.priority()
    days = {"2011-03-31": None, "2011-04-01": "2011-04-01"}
    items = {day: plan.action(priority, starts_on=day, status="not started") for day in days}
    begun = plan.action(priority, starts_on="2010-05-01", status="in progress")
    new = by_origin(carry_over(plan.records(), NEXT).made_in("plan_items"))
    assert {day: new[item["id"]]["starts_on"] for day, item in items.items()} == days
    assert new[begun["id"]]["starts_on"] == "2010-05-01"


def test_dates_before_the_new_year_are_moved_on_cleared_or_kept() -> None:
    plan = Building()
    priority = plan.priority()
    days = {
        "2010-04-01": "2011-04-01",
        "2010-06-30": "2011-06-30",
        "2010-12-31": "2011-12-31",
        "2011-02-28": "2012-02-29",
        "2011-09-30": "2011-09-30",
    }
    items = {day: plan.action(priority, due_on=day) for day in days}
    told = plan.action(priority, timescale="By June 2010")
    risk = plan.risk(review_on="2010-12-10", target_on=None)
    moved, cleared, kept = (
        {**by_origin(over.made_in("plan_items")), **by_origin(over.made_in("risks"))}
        for choice in ("move", "clear", "keep")
        for over in [carry_over(plan.records(), NEXT, dates=choice)]  # type: ignore[arg-type]
    )
    assert {day: moved[item["id"]]["due_on"] for day, item in items.items()} == days
    assert [cleared[item["id"]]["due_on"] for item in items.values()] == [
        None,
        None,
        None,
        None,
        "2011-09-30",
    ]
    assert [kept[item["id"]]["due_on"] for item in items.values()] == list(days)
    assert [all_of[told["id"]]["due_on"] for all_of in (moved, cleared, kept)] == ["2011-06-30", None, None]
    assert [all_of[told["id"]]["timescale"] for all_of in (moved, cleared)] == ["By June 2010", None]
    assert [all_of[risk["id"]]["review_on"] for all_of in (moved, cleared, kept)] == [
        "2011-12-10", None, "2010-12-10",
    ]  # fmt: skip


def test_a_moved_year_begins_with_nothing_late() -> None:
    plan = Building()
    priority = plan.priority()
    for month in range(4, 13):
        plan.action(priority, due_on=f"2010-{month:02d}-15")
        plan.action(priority, timescale=f"by 15/{month:02d}/2010")
    new = carried_into(plan.records(), carry_over(plan.records(), NEXT))
    first = NEXT.quarters[0]
    assert [overdue(new, item, first, NEXT.start) for item in new.plan_items] == [None] * 19


def test_what_its_lead_reported_complete_is_closed() -> None:
    plan = Building()
    priority = plan.priority()
    reported, reopened, going = (plan.action(priority, status="in progress") for _ in range(3))
    plan.update(reported, "2010-Q3", rag="blue")
    plan.update(reopened, "2010-Q2", rag="blue")
    plan.update(reopened, "2010-Q3", rag="amber")
    over = carry_over(plan.records(), NEXT)
    assert [item["id"] for item in over.closed] == [reported["id"]]
    assert [item["id"] for item in over.carried] == [priority["id"], reopened["id"], going["id"]]
    assert [quarter.short for quarter in over.to_come] == ["Q4"]


def test_lead_officers_go_along_unless_they_left_and_the_introduction_is_new() -> None:
    plan = Building()
    plan.plan["introduction"] = "What 2010/11 was about."
    stays, left = plan.add("people", name="Officer"), plan.add("people", name="Other", left_on="2010-12-01")
    leaving = plan.add("people", name="Third", left_on="2011-09-30")
    item = plan.action(plan.priority(), lead_officers=(stays["id"], left["id"], leaving["id"]))
    over = carry_over(plan.records(), NEXT)
    officers = by_origin(over.made_in("plan_items"))[item["id"]]["lead_officers"]
    assert officers == (stays["id"], leaving["id"])
    assert over.plan["introduction"] is None


def test_open_entries_of_the_log_go_on_beyond_the_plan_with_all_that_was_said() -> None:
    plan = Building()
    going_on = plan.add("log_entries", kind="duty", title="Scrutiny")
    plan.add("log_updates", entry=going_on["id"], quarter="2010-Q4", status="in progress")
    over = plan.add("log_entries", kind="meeting action", title="Sent")
    plan.add("log_updates", entry=over["id"], quarter="2010-Q4", status="complete")
    plan.add("log_entries", kind="meeting action", title="Of no plan", plan=None)
    carried = carry_over(plan.records(), NEXT)
    assert carried.completed == [("log_entries", going_on["id"], {"plan": None})]
    going_on["plan"] = None
    assert carry_over(plan.records(), NEXT).completed == []
