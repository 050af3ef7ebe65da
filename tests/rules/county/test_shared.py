"""What partnerships have in common: which priorities serve the county's, and money with everybody's share."""

from __future__ import annotations

from typing import Any

import pytest
from record_building import Building, made

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.county.shared import (
    became_one,
    joint_partnerships,
    served_priorities,
    serves,
    shared_groups,
    shared_streams,
)


@pytest.mark.parametrize(
    ("district", "county", "does"),
    [
        ("Reduce domestic abuse and improve support", "Domestic abuse", True),
        ("Tackling ASB", "Anti-social behaviour", True),
        ("Anti-social behaviour", "Reduce anti social behaviour in town centres", True),
        ("Domestic burglary", "Domestic abuse", False),
        ("Crime", "Serious acquisitive crime", False),
        ("Road safety", "Domestic abuse", False),
    ],
)
def test_a_title_serves_the_county_by_the_words_it_has(district: str, county: str, does: bool) -> None:
    assert bool(serves(district, county)) is does


def built(name: str, *priorities: str, **partnership: Any) -> Building:
    made_here = Building()
    made_here.partnership |= {"name": name, "short_name": name, **partnership}
    for title in priorities:
        made_here.priority(title)
    return made_here


def county_of(
    *districts: Building, more: tuple[Record, ...] = (), groups: tuple[Record, ...] = ()
) -> CountyRecords:
    return CountyRecords(
        FinancialYear(2010),
        [*(each.partnership for each in districts), *more],
        groups=groups,
        plans={each.partnership["id"]: each.records() for each in districts},
    )


def titles(serving: Any) -> list[tuple[str, str]]:
    return [(records.partnership["name"], item["title"]) for records, item in serving]


def test_each_priority_is_under_the_one_it_has_most_words_of() -> None:
    group = built("County", "Abuse", "Domestic abuse", "Serious violence", kind="county group")
    one = built("One", "Less domestic abuse", "Road safety")
    two = built("Two", "Child abuse")
    two.kept["plan_items"][0]["copied_from"] = group.kept["plan_items"][2]["id"]
    county = county_of(group, one, two)
    served, rest = served_priorities(county, county.standing)
    assert [(each.title, titles(each.serving)) for each in served] == [
        ("Abuse", []),
        ("Domestic abuse", [("One", "Less domestic abuse")]),
        ("Serious violence", [("Two", "Child abuse")]),
    ]
    assert titles(rest) == [("One", "Road safety")]


def test_without_the_countys_plan_those_of_one_name_stand_together() -> None:
    county = county_of(built("One", "Domestic abuse", "Roads"), built("Two", "Reduce domestic abuse"))
    served, rest = served_priorities(county, county.standing)
    assert [(each.title, each.county, len(each.serving)) for each in served] == [("Domestic abuse", None, 2)]
    assert titles(rest) == [("One", "Roads")]


def money(county: CountyRecords) -> list[tuple[str, int, list[tuple[str, int]], int, list[str]]]:
    return [
        (
            stream.name,
            stream.whole,
            [(of["name"], share) for of, share in stream.shares],
            stream.others,
            [each["name"] for each in stream.joint],
        )
        for stream in shared_streams(county, county.standing)
    ]


def test_a_stream_through_the_county_stands_once_with_each_share() -> None:
    one, two, three = built("One"), built("Two"), built("Three")
    for each, amount in ((one, 300), (two, 100)):
        each.stream(amount, name="Home Office grant", funder="Home Office", route="through the county")
    two.stream(70, name="For us alone", route="through the county")
    # Another council's reserve of the same name is no share of ours.
    for each in (one, three):
        each.stream(50, name="Reserve")
    assert money(county_of(one, two, three)) == [
        ("Home Office grant", 400, [("One", 300), ("Two", 100)], 0, [])
    ]


def test_what_the_county_has_not_shared_out_is_told() -> None:
    group, one = built("County", kind="county group"), built("One")
    group.stream(1000, name="Grant")
    one.stream(400, name="grant")
    assert money(county_of(group, one)) == [("Grant", 1000, [("One", 400)], 600, [])]


def test_a_joint_bid_leaves_the_others_their_part() -> None:
    one, two = built("One"), built("Two")
    stream = one.stream(None, name="Safer Streets")
    one.add(
        "bids", stream=stream["id"], project="Lights", decision="awarded", amount_awarded=1001, our_share=60,
        joint_with=(two.partnership["id"],),
    )  # fmt: skip
    assert money(county_of(one, two)) == [("Safer Streets", 1001, [("One", 601)], 400, ["Two"])]
    # Where the other records its part, that is what stands there.
    two.stream(400, name="Safer streets")
    assert money(county_of(one, two)) == [("Safer Streets", 1001, [("One", 601), ("Two", 400)], 0, [])]


def test_groups_and_joint_partnerships_stand_once() -> None:
    one, two, three = built("One"), built("Two"), built("Three")
    ids = {each.partnership["name"]: each.partnership["id"] for each in (one, two, three)}
    one.partnership["joint_with"] = (ids["Two"],)
    two.partnership["joint_with"] = (ids["One"],)
    groups = tuple(
        made("groups", partnership=ids[host], name=name, short_name=name, shared_with=tuple(ids[other] for other in others))
        for host, name, others in (
            ("One", "Abuse panel", ["Two"]),
            ("Two", "Abuse Panel", ["One"]),
            ("Three", "Steering", []),
        )
    )  # fmt: skip
    county = county_of(one, two, three, groups=groups)
    assert [
        [each["name"] for each in together] for together in joint_partnerships(county, county.standing)
    ] == [["One", "Two"]]
    assert [
        (shared.group["name"], [each["name"] for each in shared.partnerships])
        for shared in shared_groups(county, county.standing)
    ] == [("Abuse panel", ["One", "Two"])]
    assert shared_groups(county, [three.partnership]) == []


def test_partnerships_that_became_one_do_not_work_jointly() -> None:
    parts = one, two, three, four = [built(name) for name in ("One", "Two", "Three", "Four")]
    for old, new in ((one, two), (two, three), (four, four)):
        old.partnership["merged_into"] = new.partnership["id"]
        old.partnership["joint_with"] = (new.partnership["id"],)
    county = county_of(*parts)
    shown = [three.partnership, four.partnership]
    assert [
        (into["name"], sorted(part["name"] for part in of)) for into, of in became_one(county, shown)
    ] == [("Three", ["One", "Two"])]
    assert became_one(county, [four.partnership]) == []
    assert joint_partnerships(county, shown) == []


def test_a_plan_says_nothing_of_others() -> None:
    alone = PlanRecords(
        partnership=made("partnerships", name="A", short_name="A"), plan=made("plans", title="P")
    )
    county = CountyRecords(FinancialYear(2010), [alone.partnership], plans={alone.partnership["id"]: alone})
    assert shared_streams(county, county.standing) == [] and served_priorities(county, county.standing) == (
        [],
        [],
    )
