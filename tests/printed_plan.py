"""A small plan of plain records for printing, with everything a form can show in it."""

from __future__ import annotations

from record_building import made

from csp_desktop.registers.plan_records import PlanRecords


def small_plan() -> PlanRecords:
    """One partnership's 2010/11: two priorities, six items, two quarters of updates, all registers used."""
    items = [
        made("plan_items", id="p1", plan="plan", level="priority", position=1, ref="1", title="Cut anti-social behaviour by 10% by March 2011",
               target="1,872 incidents or fewer", resources="£20,000 CSP allocation", lead_agencies=("rdc",), lead_groups=("jag",)),
        made("plan_items", id="o1", plan="plan", level="objective", parent="p1", position=1, ref="1.1", title="Safer driving and parking near schools",
               outcome="Fewer complaints to area committees", timescale="by June 2010", due_on="2010-06-30",
               lead_agencies=("rdc", "police"), lead_groups=("jag",), status="in progress"),
        made("plan_items", id="a1", plan="plan", level="action", parent="o1", position=1, title="Set up a task and finish group", timescale="June 2010",
               lead_agencies=("rdc",)),
        made("plan_items", id="a2", plan="plan", level="action", parent="o1", position=2, title="Hold two speed checks a term", lead_agencies=("police",)),
        made("plan_items", id="o2", plan="plan", level="objective", parent="p1", position=2, ref="1.2", title="Young people at risk are known and helped",
               lead_agencies=("yos",), resources="Officer time", timescale="Ongoing"),
        made("plan_items", id="p2", plan="plan", level="priority", position=2, ref="2", title="Fewer thefts from vehicles", lead_agencies=("police",)),
        made("plan_items", id="a3", plan="plan", level="action", parent="p2", position=1, ref="2.1", title="Write to every victim within a week",
               lead_agencies=("police",), status="complete", completed_on="2010-08-01"),
    ]  # fmt: skip
    updates = [
        made("updates", id="u0", item="p1", quarter="2010-Q2", narrative="Incidents rose in two wards in August.", rag="green",
               moderated_rag="amber", moderation_reason="One good month does not make a trend."),
        made("updates", id="u1", item="o1", quarter="2010-Q1", narrative="Group not set up yet.", rag="red"),
        made("updates", id="u2", item="o1", quarter="2010-Q2", narrative="Group met on 14 July;\ntwo schools signed the pledge.", rag="amber",
               outcome_rag="green", new_due_on="2010-11-30", author="Community safety officer", reported_on="2010-10-08"),
        made("updates", id="u3", item="a2", quarter="2010-Q2", narrative="Three checks held.", rag="green"),
        made("updates", id="u4", item="o2", quarter="2010-Q1", narrative="Service invited.", rag="amber"),
    ]  # fmt: skip
    return PlanRecords(
        partnership=made("partnerships", id="rcsp", name="Rochford Community Safety Partnership", short_name="RCSP", region="South",
                           area="Rochford District", chair="Portfolio holder for community safety", phone="01702 000000",
                           email="safety@example.org", vision="A place with the best possible quality of life."),
        plan=made("plans", id="plan", partnership="rcsp", title="Partnership plan 2010/11", first_year=2010, last_year=2010,
                    introduction="What we will do together this year."),
        agencies=[
            made("agencies", id="rdc", name="Rochford District Council", short_name="RDC", kind="responsible authority"),
            made("agencies", id="police", name="Essex Police", short_name="Police", kind="responsible authority"),
            made("agencies", id="yos", name="Youth Offending Service", short_name="YOS", kind="co-operating body"),
        ],
        people=[
            made("people", id="coordinator", agency="rdc", name="Community safety coordinator", job_title="Coordinator",
                   email="coordinator@example.org", phone="01702 000001", receives_returns=True),
        ],
        groups=[
            made("groups", id="steering", partnership="rcsp", name="CSP Steering Group", short_name="Steering", kind="steering",
                   purpose="Leads the partnership and its money.", meets="bi-monthly"),
            made("groups", id="jag", partnership="rcsp", name="ASB Joint Action Group", short_name="JAG", kind="sub-group", parent="steering",
                   purpose="Solves problems of place and behaviour.", chair="coordinator", meets="bi-monthly"),
        ],
        group_members=[made("group_members", id="m1", group="jag", agency="police", role="Neighbourhood inspector")],
        linked_plans=[made("linked_plans", id="l1", partnership="rcsp", title="Policing plan 2010/11", owner="Essex Police", period="2010/11")],
        plan_items=items,
        updates=updates,
        indicators=[
            made("indicators", id="i1", plan="plan", item="p1", position=1, ref="L1", title="Anti-social behaviour incidents", source="STORM",
                   baseline_state="known", baseline_value=2080.0, baseline_period="2009/10", target_kind="percent change", target_value=-10.0,
                   target_period="March 2011", owner="police"),
            made("indicators", id="i2", plan="plan", item="p1", position=2, ref="NI 17", title="People who see disorder as a problem", unit="percent",
                   kind="snapshot", source="Place Survey", baseline_state="TBC", target_kind="value"),
        ],
        measurements=[
            made("measurements", id="me1", indicator="i1", quarter="2010-Q1", value=489.0),
            made("measurements", id="me2", indicator="i1", quarter="2010-Q2", value=583.0, provisional=True, note="One funfair."),
            made("measurements", id="me3", indicator="i2", quarter="2010-Q1", value_state="TBC"),
        ],
        risks=[
            made("risks", id="r1", plan="plan", item="p1", position=1, ref="R1", title="The task group is set up late", cause="No chair agreed",
                   consequence="Speeding goes on near schools", owner="Coordinator", owner_agency="rdc", inherent_likelihood=4, inherent_impact=3,
                   current_likelihood=3, current_impact=3, target_likelihood=1, target_impact=3, review_on="2010-11-30"),
            made("risks", id="r2", plan="plan", item="p2", position=2, ref="R2", title="Victim contact is not paid for", inherent_likelihood=4,
                   inherent_impact=4, current_likelihood=4, current_impact=4),
        ],
        risk_reviews=[
            made("risk_reviews", id="rr1", risk="r1", quarter="2010-Q1", likelihood=4, impact=3, comment="No date yet."),
            made("risk_reviews", id="rr2", risk="r1", quarter="2010-Q2", likelihood=3, impact=3, comment="Group has met."),
        ],
        mitigations=[
            made("mitigations", id="mi1", risk="r1", position=1, title="Ask the county for a chair", owner="Coordinator", due_on="2010-08-31",
                   status="in progress", progress="Asked in July."),
        ],
        funding_streams=[
            made("funding_streams", id="s1", partnership="rcsp", name="CSP allocation", funder="Essex County Council", year=2010, amount=7000000,
                   spend_by="2011-03-31", conditions="Monitored twice a year.", banker="rdc"),
        ],
        bids=[made("bids", id="b1", stream="s1", item="p1", project="Diversionary activities", amount_sought=500000, submitted_on="2010-06-01",
                     decision="part awarded", decided_on="2010-07-01", amount_awarded=400000)],
        allocations=[made("allocations", id="al1", stream="s1", item="p1", group="jag", project="Speed checks", provider="Essex Police", amount=2000000,
                            status="approved", approved_by="steering", approved_on="2010-04-21")],
        funding_entries=[
            made("funding_entries", id="f1", allocation="al1", quarter="2010-Q1", kind="actual", amount=150050, on_date="2010-06-20"),
            made("funding_entries", id="f2", allocation="al1", quarter="2010-Q2", kind="actual", amount=300000, on_date="2010-09-20"),
            made("funding_entries", id="f3", allocation="al1", quarter="2010-Q2", kind="committed", amount=400000, note="Second order"),
        ],
        returns=[
            made("returns", id="re1", plan="plan", quarter="2010-Q2", agency="police", return_code="K7QF-2MXD", due_on="2010-10-15", sent_on="2010-10-01",
                   state="sent"),
        ],
        achievements=[
            made("achievements", id="ac1", plan="plan", title="Fewer domestic burglaries", last_year=170.0, this_year=152.0, rag="green"),
            made("achievements", id="ac2", plan="plan", title="Better public engagement", narrative="Citizens' panel held in February.", rag="green"),
        ],
    )  # fmt: skip
