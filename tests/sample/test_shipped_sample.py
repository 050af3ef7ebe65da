"""The shipped sample is whole, sound and the size a year's work has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from csp_desktop.editing.workspace import Insert
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Record, Reference
from csp_desktop.rules.targets import target_number
from csp_desktop.sample.build import shipped_sample


@pytest.fixture(scope="module")
def sample() -> list[Insert]:
    return shipped_sample()


@pytest.fixture(scope="module")
def records(sample: list[Insert]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for insert in sample:
        blank = register_named(insert.register).blank()
        found.setdefault(insert.register, []).append({**blank, **insert.values, "id": insert.id})
    return found


def known(records: list[Record]) -> dict[str, Record]:
    return {record["ref"]: record for record in records}


def links(sample: list[Insert]) -> Iterator[tuple[int, str, str, str]]:
    """(place in the sample, field, register referred to, id) of every reference."""
    for place, insert in enumerate(sample):
        for field in register_named(insert.register).fields:
            value = insert.values.get(field.name)
            if value and isinstance(field, Reference):
                yield place, field.name, field.to, value
            elif value and isinstance(field, Links):
                for one in value:
                    yield place, field.name, field.to, one


def test_every_record_passes_its_registers_checks(sample: list[Insert]) -> None:
    for insert in sample:
        register = register_named(insert.register)
        assert insert.values.keys() <= register.by_name.keys()
        record = {**register.blank(), **insert.values, "id": insert.id}
        assert register.problems(record) == [], (insert.register, insert.values)


def test_ids_are_unique_and_the_same_each_time(sample: list[Insert]) -> None:
    ids = [insert.id for insert in sample]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[0-9a-hj-km-np-tv-z]{16}", found) for found in ids)
    again = shipped_sample()
    assert [(found.register, found.id, found.values) for found in again] == [
        (found.register, found.id, found.values) for found in sample
    ]


def test_every_reference_is_to_a_record_that_came_before(sample: list[Insert]) -> None:
    places = {(insert.register, insert.id): place for place, insert in enumerate(sample)}
    for place, field, register, record in links(sample):
        assert places.get((register, record), len(sample)) < place, (sample[place].register, field)


def test_it_holds_a_year_of_work(records: dict[str, list[Record]]) -> None:
    levels = Counter(item["level"] for item in records["plan_items"])
    assert levels["priority"] >= 6 and levels["action"] >= 40 and levels["objective"] >= 3
    for name, least in {
        "indicators": 20,
        "risks": 12,
        "mitigations": 12,
        "agencies": 8,
        "groups": 8,
        "achievements": 7,
        "linked_plans": 5,
        "bids": 6,
    }.items():
        assert len(records[name]) >= least, name
    assert sum(stream["year"] == 2010 for stream in records["funding_streams"]) >= 6
    allocated = {allocation["stream"] for allocation in records["allocations"]}
    assert len(allocated) >= 6
    assert "returns" not in records and "return_files" not in records


def test_refs_are_unique_and_name_the_parent(records: dict[str, list[Record]]) -> None:
    for name in ("plan_items", "indicators", "risks"):
        refs = [record["ref"] for record in records[name]]
        assert len(set(refs)) == len(refs) and all(refs), name
    items = {record["id"]: record for record in records["plan_items"]}
    for item in items.values():
        assert re.fullmatch(r"\d+(\.\d+){0,2}", item["ref"])
        parent = items.get(item["parent"])
        assert item["ref"].rpartition(".")[0] == (parent["ref"] if parent else "")
        assert parent is None or parent["level"] != "action"


def test_every_item_is_led_and_few_by_two(records: dict[str, list[Record]]) -> None:
    leads = Counter(len(item["lead_agencies"]) for item in records["plan_items"])
    assert set(leads) == {1, 2} and leads[2] <= 3
    receiving = {person["agency"] for person in records["people"] if person["receives_returns"]}
    assert {one for item in records["plan_items"] for one in item["lead_agencies"]} <= receiving


def test_the_first_quarter_is_complete_and_the_second_nearly(records: dict[str, list[Record]]) -> None:
    quarters = {"2010-Q1": set(), "2010-Q2": set()}
    for update in records["updates"]:
        quarters[update["quarter"]].add(update["item"])
    items = {item["id"] for item in records["plan_items"]}
    assert quarters["2010-Q1"] == items
    finished = {item["id"] for item in records["plan_items"] if item["status"] == "complete"}
    missing = items - quarters["2010-Q2"] - finished
    assert 5 <= len(missing) <= 15
    moderated = [update for update in records["updates"] if update["moderated_rag"]]
    assert 2 <= len(moderated) <= 5
    assert all(
        update["moderation_reason"] and update["moderated_rag"] != update["rag"] for update in moderated
    )


def test_updates_say_different_things_but_for_one_pasted_again(records: dict[str, list[Record]]) -> None:
    said = Counter(update["narrative"] for update in records["updates"] if len(update["narrative"]) > 30)
    assert sorted(said.values())[-2:] == [1, 2]


def test_indicators_are_of_every_kind(records: dict[str, list[Record]]) -> None:
    indicators = records["indicators"]
    for field in ("kind", "better", "baseline_state", "target_kind", "scope", "contextual"):
        declared = register_named("indicators")[field]
        wanted = set(getattr(declared, "options", (True, False)))
        assert {indicator[field] for indicator in indicators} == wanted, field
    assert sum(indicator["baseline_state"] == "TBC" for indicator in indicators) >= 4


@pytest.mark.parametrize(
    ("ref", "target"),
    [
        ("L1", 1872), ("L2", 682), ("L4", 293), ("L5", 22), ("NI 16", 588), ("NI 32", 147), ("L7", 658),
        ("L8", 10), ("L9", 195), ("L10", 20), ("NI 20", 176), ("L15", 50), ("L16", 12), ("LI 7.2", 56.4),
    ],
)  # fmt: skip
def test_targets_come_to_the_figures_of_the_plan(
    records: dict[str, list[Record]], ref: str, target: float
) -> None:
    assert target_number(known(records["indicators"])[ref]).value == target


def test_last_years_quarters_add_up_to_the_baseline(records: dict[str, list[Record]]) -> None:
    by_indicator: dict[str, list[float]] = {}
    for measurement in records["measurements"]:
        assert (measurement["value"] is None) == (measurement["value_state"] == "TBC")
        if measurement["quarter"].startswith("2009"):
            by_indicator.setdefault(measurement["indicator"], []).append(measurement["value"])
    checked = 0
    for indicator in records["indicators"]:
        figures = by_indicator.get(indicator["id"], [])
        if indicator["kind"] == "per quarter" and indicator["baseline_period"] == "2009/10" and figures:
            assert sum(figures) == indicator["baseline_value"], indicator["ref"]
            checked += 1
        if indicator["kind"] == "cumulative" and figures:
            assert figures == sorted(figures) and figures[-1] == indicator["baseline_value"]
    assert checked >= 10


def test_risks_give_the_checks_something_to_find(records: dict[str, list[Record]]) -> None:
    risks = known(records["risks"])
    mitigated = {mitigation["risk"] for mitigation in records["mitigations"]}
    assert [ref for ref, risk in risks.items() if risk["id"] not in mitigated] == ["R13"]

    def score(risk: Record, which: str) -> int:
        return risk[f"{which}_likelihood"] * risk[f"{which}_impact"]

    assert [ref for ref, risk in risks.items() if score(risk, "current") > score(risk, "inherent")] == ["R8"]
    overdue = [
        ref for ref, risk in risks.items() if risk["status"] == "open" and risk["review_on"] < "2010-10-01"
    ]
    assert overdue == ["R10"]
    latest = {review["risk"]: review for review in records["risk_reviews"] if review["quarter"] == "2010-Q2"}
    for risk in risks.values():
        review = latest.get(risk["id"])
        if review:
            assert (review["likelihood"], review["impact"]) == (
                risk["current_likelihood"],
                risk["current_impact"],
            )


def test_money_adds_up(records: dict[str, list[Record]]) -> None:
    streams = {stream["id"]: stream for stream in records["funding_streams"]}
    allocations = {allocation["id"]: allocation for allocation in records["allocations"]}
    given: Counter[str] = Counter()
    for allocation in allocations.values():
        given[allocation["stream"]] += allocation["amount"]
    assert all(given[stream] <= streams[stream]["amount"] for stream in given)
    groups = {group["id"]: group["short_name"] for group in records["groups"]}
    items = {item["id"]: item["ref"] for item in records["plan_items"]}
    by_priority: Counter[str] = Counter()
    for allocation in allocations.values():
        if streams[allocation["stream"]]["name"] == "CSP allocation":
            by_priority[items[allocation["item"]].split(".")[0]] += allocation["amount"] // 100
    assert by_priority["1"] + by_priority["5"] == 20_000
    assert [by_priority[number] for number in "2346"] == [15_000, 10_000, 10_000, 20_000]
    assert sum(groups.get(found["approved_by"]) == "RAG" for found in allocations.values()) == 2
    once = Counter(
        (entry["allocation"], entry["quarter"], entry["kind"]) for entry in records["funding_entries"]
    )
    assert set(once.values()) == {1}
    spent: Counter[str] = Counter()
    for entry in records["funding_entries"]:
        if entry["kind"] == "actual":
            spent[entry["allocation"]] += entry["amount"]
    assert all(spent[allocation] <= allocations[allocation]["amount"] for allocation in spent)
    assert {stream["carry_forward"] for stream in streams.values()} == {"allowed", "not allowed"}
    assert {bid["decision"] for bid in records["bids"]} >= {"awarded", "part awarded", "refused", "submitted"}


def test_dates_lie_where_they_can(records: dict[str, list[Record]]) -> None:
    year = FinancialYear(2010)
    for item in records["plan_items"]:
        for field in ("due_on", "completed_on"):
            assert item[field] is None or year.start.isoformat() <= item[field] <= year.end.isoformat()
        assert (item["completed_on"] is not None) == (item["status"] == "complete"), item["ref"]
    for update in records["updates"]:
        assert update["author"] and update["reported_on"]
        assert update["reported_on"] > ("2010-06-30" if update["quarter"] == "2010-Q1" else "2010-09-30")


def test_nobody_is_named(sample: list[Insert]) -> None:
    for insert in sample:
        if insert.register == "people":
            assert insert.values["name"] == insert.values["job_title"]
        for value in texts(insert.values):
            for address in re.findall(r"\S+@\S+", value):
                assert re.search(r"\.example\.(gov\.uk|org)$", address), address


def texts(values: Any) -> list[str]:
    return [value for value in values.values() if isinstance(value, str)]
