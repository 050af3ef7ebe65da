"""What does not add up, check by check."""

from __future__ import annotations

from datetime import date

import pytest
from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.rules.checks.readiness import CheckFinding, findings, open_findings

Q1, Q2, Q3 = Quarter(2010, 1), Quarter(2010, 2), Quarter(2010, 3)
AFTER = date(2011, 1, 20)


def found(plan: Building, code: str, quarter: Quarter = Q2, today: date = AFTER) -> list[CheckFinding]:
    return [finding for finding in findings(plan.records(), quarter, today) if finding.code == code]


def led_action(plan: Building, title: str = "Do it", **values: object) -> Record:
    agency = plan.agency(f"A{len(plan.kept.get('agencies', []))}")
    return plan.action(plan.priority(), title, lead_agencies=(agency["id"],), **values)


def test_an_empty_plan_has_nothing_wrong() -> None:
    assert findings(Building().records(), Q2, AFTER) == []


def test_every_finding_says_where_why_and_what_settles_it() -> None:
    plan = Building()
    led_action(plan, ref="1.1")
    plan.indicator(ref="L1", baseline_value=217, title="10% less", stated_target="206 by March 2011 (195)")
    plan.risk(ref="R1", title="Nobody comes")
    plan.allocation(plan.stream(100), 200)
    kinds = [finding.kind for finding in findings(plan.records(), Q2, AFTER)]
    assert kinds == sorted(kinds, key=["error", "query", "note"].index)
    for finding in findings(plan.records(), Q2, AFTER):
        assert finding.message.endswith(".") and finding.why.endswith(".") and finding.settle.endswith(".")
        assert finding.register and finding.record
        assert finding.as_json()["accepted"] is None


def test_no_update_for_the_quarter() -> None:
    plan = Building()
    item = led_action(plan, ref="1.1")
    led_action(plan, status="complete")
    assert [finding.message for finding in found(plan, "no-update")] == ["1.1 has no update for Q2 2010/11."]
    assert found(plan, "no-update", today=date(2010, 8, 1))[0].kind == "note"
    assert found(plan, "no-update", today=date(2010, 6, 1)) == []
    plan.update(item, narrative="Done half.")
    assert found(plan, "no-update") == []


def test_an_objective_answers_for_its_actions() -> None:
    plan = Building()
    agency = plan.agency()
    priority = plan.priority()
    objective = plan.add(
        "plan_items", level="objective", parent=priority["id"], title="Watch", lead_agencies=(agency["id"],)
    )
    plan.action(objective, "Walk", lead_agencies=(agency["id"],))
    plan.action(objective, "A bullet without a lead")
    assert len(found(plan, "no-update")) == 2
    plan.update(objective, narrative="Both walked.")
    assert found(plan, "no-update") == []
    assert found(plan, "no-lead") == []


def test_green_though_its_date_has_passed() -> None:
    plan = Building()
    item = led_action(plan, ref="2.1", due_on="2010-06-30")
    update = plan.update(item, rag="green")
    assert [finding.message for finding in found(plan, "green-overdue")] == [
        "2.1 is green, but its date passed on 30 June 2010."
    ]
    assert found(plan, "green-overdue", Q1) == []
    update["moderated_rag"] = "amber"
    assert found(plan, "green-overdue") == []
    assert [finding.kind for finding in found(plan, "action-overdue")] == ["note"]
    update["moderated_rag"] = None
    update["new_due_on"] = "2010-12-31"
    assert found(plan, "green-overdue") == found(plan, "action-overdue") == []


def test_green_though_a_milestone_under_it_is_overdue() -> None:
    plan = Building()
    priority = plan.priority(ref="1")
    plan.action(priority, ref="1.1", timescale="by June 10")
    plan.update(priority, rag="green")
    assert [finding.message for finding in found(plan, "green-overdue")] == [
        "1 is green, but 1.1 under it was due 30 June 2010."
    ]


def test_green_beside_a_missed_indicator_unspent_money_and_a_red_risk() -> None:
    plan = Building()
    item = led_action(plan, ref="1.1")
    priority = plan.kept["plan_items"][0]
    for code in ("2010-Q2", "2010-Q3"):
        plan.update(item, code, rag="green")
    record = plan.indicator(item=priority["id"], ref="L1", target_kind="value", target_value=40)
    plan.measured(record, 20, 20, 20)
    plan.entry(plan.allocation(plan.stream(10_000), 10_000, item=item["id"]), "actual", 1_000)
    plan.risk(4, 4, item=item["id"], ref="R1")
    assert [finding.message for finding in found(plan, "green-missed-indicator", Q3)] == [
        "Every rated action under “Cut crime” is green, but L1 is red: "
        "60 to date against 30: 100.0% over, red beyond 10%."
    ]
    assert "only 10% of its money" in found(plan, "green-underspent", Q3)[0].message
    assert found(plan, "green-underspent", Q2) == []
    assert [finding.message for finding in found(plan, "green-red-risk", Q3)] == [
        "1.1 is green, but risk R1 stands at 16 (red).",
    ]


def test_a_narrative_pasted_unchanged() -> None:
    plan = Building()
    item = led_action(plan)
    plan.update(item, "2010-Q1", narrative="Two  events held.\n")
    plan.update(item, "2010-Q2", narrative="two events held.")
    assert len(found(plan, "narrative-unchanged")) == 1
    assert found(plan, "narrative-unchanged", Q3) == []


def test_a_moderation_needs_its_reason() -> None:
    plan = Building()
    item = led_action(plan)
    update = plan.update(item, rag="green", moderated_rag="red")
    assert len(found(plan, "moderation-reason")) == 1
    update["moderation_reason"] = "Late"
    assert found(plan, "moderation-reason") == []


def test_leads_that_are_gone_and_items_without_one() -> None:
    plan = Building()
    priority = plan.priority()
    gone = plan.agency("PCT", responsible_until="2010-08-31")
    group = plan.add("groups", name="ASB driving", short_name="T&F", ends_on="2010-07-31")
    plan.action(priority, lead_agencies=(gone["id"], "nobody"), lead_groups=(group["id"],))
    plan.action(priority, "Orphan", ref="1.2")
    assert [finding.message[-42:] for finding in found(plan, "lead-gone")] == [
        "responsible authority only until 31 August 2010."[-42:],
        "led by an agency that is no longer in the list."[-42:],
        "is led by T&F, which ended on 31 July 2010."[-42:],
    ]
    assert [finding.ref for finding in found(plan, "no-lead")] == ["1.2"]


def test_duplicate_refs() -> None:
    plan = Building()
    priority = plan.priority(ref="1")
    plan.action(priority, ref="1.1")
    second = plan.action(priority, "Other", ref="1.1 ")
    plan.indicator(ref="NI 17", title="Perceptions")
    plan.indicator(ref="NI 17", title="Perceptions")
    of = "People who say that their neighbourhood is a safe place to be out in by "
    plan.indicator(ref="NI 18", title=of + "day")
    plan.indicator(ref="NI 18", title=of + "night")
    kinds = [(finding.kind, finding.record == second["id"]) for finding in found(plan, "duplicate-ref")]
    assert kinds == [("error", True), ("error", False), ("query", False)]


def test_unreadable_timescales() -> None:
    plan = Building()
    led_action(plan, timescale="Summer holidays", ref="1.1")
    led_action(plan, timescale="Ongoing")
    led_action(plan, timescale="Christmas", due_on="2010-12-24")
    assert [finding.ref for finding in found(plan, "timescale-unreadable")] == ["1.1"]


def test_targets_that_do_not_add_up() -> None:
    plan = Building()
    plan.indicator(
        ref="L9",
        baseline_value=217,
        target_kind="percent change",
        target_value=-10,
        stated_target="10% reduction, 206 by March 2011 (195)",
    )
    plan.indicator(
        ref="L1", baseline_value=2080, target_kind="percent change", target_value=-10, stated_target="(1872)"
    )
    (only,) = found(plan, "target-arithmetic")
    assert (only.kind, only.ref) == ("query", "L9")
    assert only.message == (
        "The target of L9 does not add up: 217 less 10% is 195.3, shown as 195; the document says 195 and 206."
    )
    assert only.key == f"target-arithmetic:{only.record}"


def test_a_trajectory_that_ends_elsewhere_than_at_the_target() -> None:
    plan = Building()

    def steps(*points: float | None) -> dict[str, float | None]:
        return {f"trajectory_q{number}": point for number, point in enumerate(points, 1)}

    target = {"target_kind": "value", "target_value": 100}
    plan.indicator(ref="L1", **target, **steps(30, 30, 30, 30))
    plan.indicator(ref="L2", **target, **steps(None, 60, 60, None))
    plan.indicator(ref="L3", **target, **steps(25, 50, 75, 90), kind="cumulative")
    # These end where they should: added up, to date, as levels or on average, and rounded.
    plan.indicator(ref="L4", **target, **steps(10, 20, 30, 40))
    plan.indicator(ref="L5", **target, **steps(None, 20, 40, None))
    plan.indicator(ref="L6", **target, **steps(25, 50, 75, 100), kind="cumulative")
    plan.indicator(ref="L7", **target, **steps(70, 80, 90, 100), unit="percent")
    plan.indicator(ref="L8", **target, **steps(90, 100, 100, 110), unit="percent")
    plan.indicator(
        ref="L9", baseline_value=325, target_kind="percent change", target_value=-10, **steps(73, 73, 73, 74)
    )
    plan.indicator(ref="L10", **steps(30, 30, 30, 30))
    # Part of the way to the target of a later year.
    plan.indicator(ref="L12", **target, **steps(30, 50, 70, 80), kind="cumulative", target_period="2011/12")
    plan.indicator(ref="L13", **target, **steps(20, 20, 20, 20), target_period="March 2012")
    # A quarter of 3,283 is 820.75.
    plan.indicator(ref="L11", target_kind="value", target_value=3_283, **steps(821, 821, 821, 821))
    told = {finding.ref: finding.message for finding in found(plan, "trajectory-target")}
    assert list(told) == ["L1", "L2", "L3"]
    assert told["L1"] == "The trajectory of L1 comes to 120 by the end of the year, but its target is 100."
    assert "comes to 90" in told["L3"]


def test_an_indicator_that_does_not_say_which_way_is_better() -> None:
    plan = Building()
    plan.indicator(ref="L1", better=None)
    plan.indicator(ref="L2")
    plan.indicator(ref="L3", better=None, contextual=True)
    assert [finding.message for finding in found(plan, "no-better")] == [
        "Nothing says whether lower or higher is better for L1."
    ]


def test_baselines() -> None:
    plan = Building()
    plan.indicator(ref="L1")
    revised = plan.indicator(ref="L7", baseline_value=598, baseline_period="2009/10")
    plan.measured(revised, 170, 160, 150, 146, year=2009)
    assert [finding.ref for finding in found(plan, "baseline-tbc")] == ["L1"]
    assert found(plan, "baseline-tbc", Q1) == []
    assert [finding.message for finding in found(plan, "baseline-outturn")] == [
        "The baseline of L7 is 598, but the figures of 2009/10 come to 626."
    ]


def test_figures_missing_falling_or_far_off() -> None:
    plan = Building()
    plan.indicator(ref="L1")
    tbc = plan.indicator(ref="L2")
    plan.add("measurements", indicator=tbc["id"], quarter="2010-Q2", value_state="TBC")
    stays = plan.indicator(ref="L5", kind="cumulative")
    plan.measured(stays, 12, 12)
    falls = plan.indicator(ref="L3", kind="cumulative")
    plan.measured(falls, 12, 9)
    slip = plan.indicator(ref="L4")
    plan.measured(slip, 101, 97, 110, 95, year=2009)
    plan.measured(slip, 99, 1010)
    assert [finding.ref for finding in found(plan, "no-figure")] == ["L1"]
    (noted,) = found(plan, "no-figure", Q2, date(2010, 8, 1))
    assert (noted.kind, noted.message) == ("note", "L1 has no figure for Q2 2010/11 yet.")
    assert found(plan, "no-figure", Q2, date(2010, 6, 30)) == []
    assert [finding.message for finding in found(plan, "cumulative-fell")] == [
        "L3 is cumulative but fell from 12 at Q1 to 9 at Q2."
    ]
    assert [finding.message for finding in found(plan, "value-out-of-range")] == [
        "L4 is 1,010 for Q2 2010/11, far outside its history of 95 to 110."
    ]


ACHIEVEMENTS = [
    ("Reduce domestic burglary by 5%", 170, 152, "10.6% (18 offences)", "green", []),
    ("Reduce anti-social behaviour incidents by 5%", 2167, 2080, "4.0% (87 offences)", "amber", []),
    ("Increase the reporting of domestic abuse by 5%", 695, 626, "9.9% (69 offences)", "red", []),
    ("Reduce the number of repeat victims by 5%", 266, 279, "4.9% (13 offences)", "red", []),
    (
        "Reduce alcohol related disorder by 5%",
        215,
        181,
        "15.8% (34 offences)",
        "amber",
        ["achievement-rating"],
    ),
    ("All crime", 2802, 2650, "5.4% (152 offences)", "amber", []),
    ("Reduce anti-social behaviour by 5%", 2147, 2120, "4.0%", "amber", ["change-arithmetic"]),
    ("All crime", 2802, 2650, "5.4% (151 offences)", "amber", ["change-arithmetic"]),
]


@pytest.mark.parametrize(("title", "before", "now", "stated", "rag", "codes"), ACHIEVEMENTS)
def test_the_achievements_table(
    title: str, before: float, now: float, stated: str, rag: str, codes: list[str]
) -> None:
    plan = Building()
    plan.add("achievements", title=title, last_year=before, this_year=now, stated_change=stated, rag=rag)
    assert [finding.code for finding in findings(plan.records(), Q2, AFTER)] == codes
    assert all(finding.kind == "query" for finding in findings(plan.records(), Q2, AFTER))


def test_risks() -> None:
    plan = Building()
    plan.risk(ref="R1")
    worse = plan.risk(ref="R2", inherent_likelihood=2, review_on="2010-08-31")
    plan.add("mitigations", risk=worse["id"], title="Map it", due_on="2010-08-31")
    plan.risk(1, 2, ref="R3", response="tolerate")
    plan.risk(ref="R4", status="closed")
    plan.add("risks", ref="R5", title="Unscored")
    by_code = {
        code: [finding.ref or finding.message for finding in found(plan, code)]
        for code in (
            "no-mitigation",
            "worse-than-inherent",
            "review-overdue",
            "mitigation-overdue",
            "risk-unscored",
            "risk-no-target",
        )
    }
    assert by_code == {
        "no-mitigation": ["R1", "R5"],
        "worse-than-inherent": ["R2"],
        "review-overdue": ["R2"],
        "mitigation-overdue": ["Mitigation “Map it” of R2 was due on 31 August 2010."],
        "risk-unscored": ["R5"],
        "risk-no-target": ["R1", "R2", "R5"],
    }


def test_half_a_current_score_is_said_to_be_half() -> None:
    plan = Building()
    before = {"inherent_likelihood": 4, "inherent_impact": 4}
    plan.add("risks", ref="R1", title="Half typed", current_likelihood=1, **before)
    plan.add("risks", ref="R2", title="The other half", current_impact=5)
    plan.add("risks", ref="R3", title="Nothing typed", **before)
    assert [finding.message for finding in found(plan, "risk-unscored")] == [
        "R1 has a current likelihood of 1 but no impact, so it has no score.",
        "R2 has a current impact of 5 but no likelihood, so it has no score.",
    ]


def test_money_spent_after_its_last_day() -> None:
    plan = Building()
    stream = plan.stream(100_000, spend_by="2010-08-15")
    allocation = plan.allocation(stream, 50_000, project="Van")
    # Paid in arrears.
    plan.entry(allocation, "actual", 1_000, "2010-Q1")["on_date"] = "2010-09-03"  # type: ignore[index]
    plan.entry(allocation, "actual", 2_000, "2010-Q2")["on_date"] = "2010-08-15"  # type: ignore[index]
    # Nobody said on which day of the quarter.
    plan.entry(allocation, "actual", 3_000, "2010-Q2")
    plan.entry(allocation, "actual", 4_000, "2010-Q2")["on_date"] = "2010-08-16"  # type: ignore[index]
    plan.entry(allocation, "actual", 5_000, "2010-Q3")
    plan.entry(allocation, "committed", 6_000, "2010-Q3")
    plan.entry(allocation, "actual", -100, "2010-Q3")
    kept = plan.stream(100_000, name="Reserve", spend_by="2010-08-15", carry_forward="allowed")
    plan.entry(plan.allocation(kept, 50_000, project="Lamps"), "actual", 7_000, "2010-Q3")
    assert [one.message for one in found(plan, "spent-after-last-day")] == [
        "£40 was spent on “Van” from “Home Office” on 16 August 2010, after the last day to spend it, 15 August 2010."
    ]
    later = findings(plan.records(), Quarter(2010, 3), date(2011, 1, 10))
    assert ["in Q3 2010/11" in one.message for one in later if one.code == "spent-after-last-day"] == [
        False,
        True,
    ]


def test_a_forecast_over_its_allocation() -> None:
    plan = Building()
    stream = plan.stream(1_000_000)
    for project, forecast, spent in (
        ("Van", 140_000, 40_000),
        ("Lamps", 100_000, 0),
        ("Site", 140_000, 150_000),
    ):
        allocation = plan.allocation(stream, 100_000, project=project)
        plan.entry(allocation, "forecast", forecast, "2010-Q2")
        plan.entry(allocation, "actual", spent, "2010-Q2")
    asked = plan.allocation(stream, 100_000, project="Fence", status="proposed")
    plan.entry(asked, "forecast", 140_000, "2010-Q2")
    # What is overspent already is told as such.
    assert [one.message for one in found(plan, "forecast-over-allocation")] == [
        "“Van” from “Home Office”: the forecast of £1,400 is £400 over its £1,000."
    ]
    assert ["“Site”" in one.message for one in found(plan, "allocation-overspent")] == [True]


def test_money() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    plan.allocation(stream, 80_000, project="Van")
    proposed = plan.allocation(stream, 30_000, project="Lamps", status="proposed")
    over = plan.allocation(stream, 50_000, project="Site", approved_by="g", approved_on="2010-09-01")
    plan.entry(proposed, "actual", 500)
    plan.entry(over, "actual", 60_000)
    plan.entry(over, "forecast", 40_000)
    plan.add("bids", stream=stream["id"], project="Fence", decision="submitted")
    assert [(finding.kind, finding.message) for finding in found(plan, "allocation-unapproved")] == [
        ("error", "£5 is spent or committed on “Lamps” from “Home Office”, which has not been approved."),
        ("query", "“Van” from “Home Office” (£800) does not say which group approved it."),
        (
            "query",
            "Money was spent on “Site” from “Home Office” in Q1 2010/11, "
            "before it was approved on 1 September 2010.",
        ),
    ]
    assert [finding.message for finding in found(plan, "over-allocated")] == [
        "£1,305 is allocated from “Home Office”, £305 more than it holds."
    ]
    assert len(found(plan, "allocation-overspent")) == 1
    assert len(found(plan, "forecast-below-spent")) == 1
    assert found(plan, "bid-undecided") == []
    assert len(found(plan, "bid-undecided", today=date(2011, 4, 1))) == 1


def test_underspend_and_awards() -> None:
    plan = Building()
    lost = plan.stream(100_000, name="Grant")
    plan.stream(100_000, name="Reserve", carry_forward="allowed")
    plan.add("bids", stream=lost["id"], project="Fence", decision="awarded", amount_awarded=150_000)
    assert [finding.kind for finding in found(plan, "underspend")] == ["query", "note"]
    assert found(plan, "underspend", Q1) == []
    assert [finding.message for finding in found(plan, "award-not-in-stream")] == [
        "Bids to “Grant” won £1,500, but it holds £1,000."
    ]


def test_an_amount_nobody_recorded_and_a_share_beyond_the_whole() -> None:
    plan = Building()
    stream = plan.stream(100_000)
    for status in ("approved", "proposed"):
        plan.entry(plan.allocation(stream, None, project=status, status=status), "returned", 500)
    plan.allocation(stream, -500, project="Given back")
    assert found(plan, "allocation-overspent") == []
    for share in (120.0, -1.0, 0.0, 33.5, 100.0, None):
        plan.add("bids", stream=stream["id"], project="Lamps", our_share=share)
    assert [finding.message for finding in found(plan, "allocation-no-amount")] == [
        "“approved” from “Home Office” is approved, but not how much."
    ]
    assert "“proposed” from “Home Office” is proposed and awaiting approval." in [
        finding.message for finding in found(plan, "allocation-unapproved")
    ]
    assert [finding.message.split()[-1] for finding in found(plan, "bid-share")] == ["120%.", "-1%."]


def test_money_spent_after_it_was_carried_out() -> None:
    plan = Building()
    old = plan.stream(100_000, carry_forward="allowed", name="Reserve")
    plan.entry(plan.allocation(old, 90_000), "actual", 60_000)
    records = plan.records()
    records.later_streams = [{"id": "n", "carried_from": old["id"], "amount": 50_000, "year": 2011}]
    assert [finding.message for finding in findings(records, Q2, AFTER) if finding.kind == "error"] == [
        "£500 was carried out of “Reserve”, £100 more than was left unspent."
    ]


def test_an_accepted_finding_is_shown_with_its_reason() -> None:
    plan = Building()
    led_action(plan)
    (finding,) = found(plan, "no-update")
    assert finding.key == f"no-update:{finding.record}:2010-Q2"
    plan.add("accepted_findings", finding=finding.key, reason="Lead on leave")
    (again,) = found(plan, "no-update")
    assert again.accepted == again.as_json()["accepted"] == "Lead on leave"
    assert found(plan, "no-update", Q1)[0].accepted is None
    assert again not in open_findings(plan.records(), Q2, AFTER)
