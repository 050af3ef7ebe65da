"""A small plan of plain records for printing, with everything a form can show in it."""

from __future__ import annotations

from typing import Any

from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords


def record(register: str, ident: str, **values: Any) -> Record:
    """A record of a register: blanks and defaults, and what is given."""
    unknown = set(values) - set(BY_NAME[register].by_name)
    assert not unknown, unknown
    return {"id": ident, **BY_NAME[register].blank(), **values}


def small_plan() -> PlanRecords:
    """One partnership's 2010/11: two priorities, six items, two quarters of updates, all registers used."""
    items = [
        record("plan_items", "p1", plan="plan", level="priority", position=1, ref="1", title="Cut anti-social behaviour by 10% by March 2011",
               target="1,872 incidents or fewer", resources="£20,000 CSP allocation", lead_agencies=("rdc",), lead_groups=("jag",)),
        record("plan_items", "o1", plan="plan", level="objective", parent="p1", position=1, ref="1.1", title="Safer driving and parking near schools",
               outcome="Fewer complaints to area committees", timescale="by June 2010", due_on="2010-06-30",
               lead_agencies=("rdc", "police"), lead_groups=("jag",), status="in progress"),
        record("plan_items", "a1", plan="plan", level="action", parent="o1", position=1, title="Set up a task and finish group", timescale="June 2010",
               lead_agencies=("rdc",)),
        record("plan_items", "a2", plan="plan", level="action", parent="o1", position=2, title="Hold two speed checks a term", lead_agencies=("police",)),
        record("plan_items", "o2", plan="plan", level="objective", parent="p1", position=2, ref="1.2", title="Young people at risk are known and helped",
               lead_agencies=("yos",), resources="Officer time", timescale="Ongoing"),
        record("plan_items", "p2", plan="plan", level="priority", position=2, ref="2", title="Fewer thefts from vehicles", lead_agencies=("police",)),
        record("plan_items", "a3", plan="plan", level="action", parent="p2", position=1, ref="2.1", title="Write to every victim within a week",
               lead_agencies=("police",), status="complete", completed_on="2010-08-01"),
    ]  # fmt: skip
    updates = [
        record("updates", "u0", item="p1", quarter="2010-Q2", narrative="Incidents rose in two wards in August.", rag="green",
               moderated_rag="amber", moderation_reason="One good month does not make a trend."),
        record("updates", "u1", item="o1", quarter="2010-Q1", narrative="Group not set up yet.", rag="red"),
        record("updates", "u2", item="o1", quarter="2010-Q2", narrative="Group met on 14 July;\ntwo schools signed the pledge.", rag="amber",
               outcome_rag="green", new_due_on="2010-11-30", author="Community safety officer", reported_on="2010-10-08"),
        record("updates", "u3", item="a2", quarter="2010-Q2", narrative="Three checks held.", rag="green"),
        record("updates", "u4", item="o2", quarter="2010-Q1", narrative="Service invited.", rag="amber"),
    ]  # fmt: skip
    return PlanRecords(
        partnership=record("partnerships", "rcsp", name="Rochford Community Safety Partnership", short_name="RCSP", region="South",
                           area="Rochford District", chair="Portfolio holder for community safety", phone="01702 000000",
                           email="safety@example.org", vision="A place with the best possible quality of life."),
        plan=record("plans", "plan", partnership="rcsp", title="Partnership plan 2010/11", first_year=2010, last_year=2010,
                    introduction="What we will do together this year."),
        agencies=[
            record("agencies", "rdc", name="Rochford District Council", short_name="RDC", kind="responsible authority"),
            record("agencies", "police", name="Essex Police", short_name="Police", kind="responsible authority"),
            record("agencies", "yos", name="Youth Offending Service", short_name="YOS", kind="co-operating body"),
        ],
        people=[
            record("people", "coordinator", agency="rdc", name="Community safety coordinator", job_title="Coordinator",
                   email="coordinator@example.org", phone="01702 000001", receives_returns=True),
        ],
        groups=[
            record("groups", "steering", partnership="rcsp", name="CSP Steering Group", short_name="Steering", kind="steering",
                   purpose="Leads the partnership and its money.", meets="bi-monthly"),
            record("groups", "jag", partnership="rcsp", name="ASB Joint Action Group", short_name="JAG", kind="sub-group", parent="steering",
                   purpose="Solves problems of place and behaviour.", chair="coordinator", meets="bi-monthly"),
        ],
        group_members=[record("group_members", "m1", group="jag", agency="police", role="Neighbourhood inspector")],
        linked_plans=[record("linked_plans", "l1", partnership="rcsp", title="Policing plan 2010/11", owner="Essex Police", period="2010/11")],
        plan_items=items,
        updates=updates,
        indicators=[
            record("indicators", "i1", plan="plan", item="p1", position=1, ref="L1", title="Anti-social behaviour incidents", source="STORM",
                   baseline_state="known", baseline_value=2080.0, baseline_period="2009/10", target_kind="percent change", target_value=-10.0,
                   target_period="March 2011", owner="police"),
            record("indicators", "i2", plan="plan", item="p1", position=2, ref="NI 17", title="People who see disorder as a problem", unit="percent",
                   kind="snapshot", source="Place Survey", baseline_state="TBC", target_kind="value"),
        ],
        measurements=[
            record("measurements", "me1", indicator="i1", quarter="2010-Q1", value=489.0),
            record("measurements", "me2", indicator="i1", quarter="2010-Q2", value=583.0, provisional=True, note="One funfair."),
            record("measurements", "me3", indicator="i2", quarter="2010-Q1", value_state="TBC"),
        ],
        risks=[
            record("risks", "r1", plan="plan", item="p1", position=1, ref="R1", title="The task group is set up late", cause="No chair agreed",
                   consequence="Speeding goes on near schools", owner="Coordinator", owner_agency="rdc", inherent_likelihood=4, inherent_impact=3,
                   current_likelihood=3, current_impact=3, target_likelihood=1, target_impact=3, review_on="2010-11-30"),
            record("risks", "r2", plan="plan", item="p2", position=2, ref="R2", title="Victim contact is not paid for", inherent_likelihood=4,
                   inherent_impact=4, current_likelihood=4, current_impact=4),
        ],
        risk_reviews=[
            record("risk_reviews", "rr1", risk="r1", quarter="2010-Q1", likelihood=4, impact=3, comment="No date yet."),
            record("risk_reviews", "rr2", risk="r1", quarter="2010-Q2", likelihood=3, impact=3, comment="Group has met."),
        ],
        mitigations=[
            record("mitigations", "mi1", risk="r1", position=1, title="Ask the county for a chair", owner="Coordinator", due_on="2010-08-31",
                   status="in progress", progress="Asked in July."),
        ],
        funding_streams=[
            record("funding_streams", "s1", partnership="rcsp", name="CSP allocation", funder="Essex County Council", year=2010, amount=7000000,
                   spend_by="2011-03-31", conditions="Monitored twice a year.", banker="rdc"),
        ],
        bids=[record("bids", "b1", stream="s1", item="p1", project="Diversionary activities", amount_sought=500000, submitted_on="2010-06-01",
                     decision="part awarded", decided_on="2010-07-01", amount_awarded=400000)],
        allocations=[record("allocations", "al1", stream="s1", item="p1", group="jag", project="Speed checks", provider="Essex Police", amount=2000000,
                            status="approved", approved_by="steering", approved_on="2010-04-21")],
        funding_entries=[
            record("funding_entries", "f1", allocation="al1", quarter="2010-Q1", kind="actual", amount=150050, on_date="2010-06-20"),
            record("funding_entries", "f2", allocation="al1", quarter="2010-Q2", kind="actual", amount=300000, on_date="2010-09-20"),
            record("funding_entries", "f3", allocation="al1", quarter="2010-Q2", kind="committed", amount=400000, note="Second order"),
        ],
        returns=[
            record("returns", "re1", plan="plan", quarter="2010-Q2", agency="police", return_code="K7QF-2MXD", due_on="2010-10-15", sent_on="2010-10-01",
                   state="sent"),
        ],
        achievements=[
            record("achievements", "ac1", plan="plan", title="Fewer domestic burglaries", last_year=170.0, this_year=152.0, rag="green"),
            record("achievements", "ac2", plan="plan", title="Better public engagement", narrative="Citizens' panel held in February.", rag="green"),
        ],
    )  # fmt: skip
