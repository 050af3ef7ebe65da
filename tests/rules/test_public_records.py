"""What the public gets: only fields on the list, only priorities ticked, words only of what is ticked."""

from __future__ import annotations

from dataclasses import fields

from marked_plan import mark, marked_plan, marks_in
from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.public_records import PUBLIC_FIELDS, public_records
from csp_desktop.rules.rag import priority_rating

Q2 = Quarter(2010, 2)


def test_the_list_names_fields_that_are_and_nothing_of_risk_people_or_money() -> None:
    declared = {register.name: register for register in REGISTERS}
    for name, listed in PUBLIC_FIELDS.items():
        assert set(listed) <= set(declared[name].by_name)
        assert not {"notes", "resources", "evidence", "owner", "lead_officers", "author"} & set(listed)
    gathered = {each.name for each in fields(PlanRecords)}
    for hidden in gathered - {*PUBLIC_FIELDS, "partnership", "plan", "earlier_measurements"}:
        assert hidden not in PUBLIC_FIELDS
    assert not {"risks", "mitigations", "people", "allocations", "bids", "funding_entries"} & set(
        PUBLIC_FIELDS
    )


def test_priorities_not_ticked_stay_at_home() -> None:
    plan = Building()
    shown = plan.priority("Less burglary", public=True)
    hidden = plan.priority("Secret operation")
    for priority in (shown, hidden):
        plan.action(priority)
        measure = plan.indicator(item=priority["id"], title=f"Count of {priority['title']}")
        plan.measured(measure, 1.0, 2.0, 3.0)
    plan.indicator(title="Of no priority")
    given = public_records(plan.records(), Q2).records
    assert [priority["title"] for priority in given.priorities] == ["Less burglary"]
    assert [measure["title"] for measure in given.indicators] == ["Count of Less burglary"]
    # A figure of a later quarter than the one published is nobody's yet.
    assert [figure["quarter"] for figure in given.measurements] == ["2010-Q1", "2010-Q2"]
    everything = public_records(plan.records(), Q2, everything=True).records
    assert len(everything.priorities) == 2 and len(everything.indicators) == 3


def test_words_are_published_where_their_item_is_ticked_and_ratings_are_those_on_the_sheet() -> None:
    plan = Building()
    priority = plan.priority(public=True)
    told, untold = plan.action(priority, "Told", public=True), plan.action(priority, "Untold")
    plan.update(
        told, narrative="Done in May.", rag="green", moderated_rag="red", moderation_reason="Not seen."
    )
    plan.update(untold, narrative="Between ourselves.", rag="amber", author="Somebody", notes="private")
    records = plan.records()
    given = public_records(records, Q2).records
    assert [update["narrative"] for update in given.updates] == ["Done in May.", None]
    assert [
        (update["rag"], update["moderated_rag"], update["moderation_reason"]) for update in given.updates
    ] == [
        ("red", None, None),
        ("amber", None, None),
    ]
    assert priority_rating(given, given.priorities[0], Q2).rag == priority_rating(records, priority, Q2).rag
    assert all(update["author"] is None and update["notes"] is None for update in given.updates)


def test_names_the_file_knows_elsewhere_are_withheld_and_places_are_not() -> None:
    plan = Building(chair="Cllr Jane Oduya", coordinator="Petra Lindqvist")
    plan.agency("South East Essex Trust")
    item = plan.priority(public=True, target="Ask Jane Oduya, P. Lindqvist, Anna Nkemelu or Tom Hill")
    plan.update(
        item, author="Anna Nkemelu, analyst", narrative="Across South East Essex with the licensing officer."
    )
    plan.update(item, "2010-Q1", author="Licensing Officer")
    plan.risk(owner="Tom Hill")
    plan.risk(owner="South East Essex")
    given = public_records(plan.records(), Q2)
    assert (
        given.records.priorities[0]["target"]
        == "Ask " + ", ".join(["[name withheld]"] * 3) + " or [name withheld]"
    )
    assert [each.words for each in given.withheld if each.field != "target"] == []


def test_where_the_partnership_is_may_own_a_risk_and_be_named() -> None:
    plan = Building(area="Harlow Green and Copt Hill")
    plan.priority(public=True, title="Safer evenings in Copt Hill")
    plan.risk(owner="Copt Hill")
    given = public_records(plan.records(), Q2)
    assert (given.records.priorities[0]["title"], given.withheld) == ("Safer evenings in Copt Hill", ())


def test_withheld_words_are_listed_with_their_place() -> None:
    plan = Building()
    plan.add("people", name="Tobin Day", job_title="Inspector")
    plan.add("people", name="Community safety officer", job_title="Community safety officer")
    priority = plan.priority("Cut crime", ref="1", public=True, target="Ask Tobin Day or t.day@example.org")
    plan.update(priority, narrative="The community safety officer rang 01632 960104.")
    given = public_records(plan.records(), Q2)
    assert given.records.priorities[0]["target"] == "Ask [name withheld] or [email address withheld]"
    assert (
        given.records.updates[0]["narrative"]
        == "The community safety officer rang [telephone number withheld]."
    )
    assert [(each.register, each.field, each.words) for each in given.withheld] == [
        ("plan_items", "target", "t.day@example.org"),
        ("plan_items", "target", "Tobin Day"),
        ("updates", "narrative", "01632 960104"),
    ]
    assert given.withheld[2].sentence.startswith(
        "1 Cut crime, Q2 2010/11, update: the telephone number “01632 960104”"
    )


def test_of_the_log_only_what_is_ticked_is_public_and_never_who_or_where_it_is_kept() -> None:
    plan = Building()
    plan.priority(public=True)
    council = plan.agency("Council")
    order = plan.add(
        "log_entries", kind="order or agreement", title="Town centre order", public=True, owner="The officer",
        evidence="Sealed copy.pdf", lead_agencies=(council["id"],), starts_on="2010-05-01", expires_on="2013-04-30",
    )  # fmt: skip
    plan.add("log_entries", kind="meeting action", title="Between ourselves", owner="The chair")
    plan.add(
        "log_updates", entry=order["id"], quarter="2010-Q2", narrative="Two warned.", status="in progress"
    )
    plan.add("log_updates", entry=order["id"], quarter="2010-Q3", status="lapsed")
    given = public_records(plan.records(), Q2, everything=True).records
    (entry,) = given.log_entries
    assert (entry["title"], entry["expires_on"], given.agencies) == ("Town centre order", "2013-04-30", [
        {**given.agencies[0], "name": "Council"}
    ])  # fmt: skip
    assert entry["owner"] is entry["evidence"] is None
    assert [(update["status"], update["narrative"]) for update in given.log_updates] == [
        ("in progress", None)
    ]


def test_no_text_of_any_other_field_is_in_what_is_made() -> None:
    text = repr(public_records(marked_plan(), Q2, everything=True).records)
    said = marks_in(text)
    assert said <= {mark(name, field) for name, listed in PUBLIC_FIELDS.items() for field in listed}
    assert mark("log_entries", "title") in said
    assert {mark("plan_items", "title"), mark("updates", "narrative"), mark("partnerships", "vision")} <= said
