"""What both sides made since the copies parted is there once: rolled over, brought in or typed twice."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SmallFile

from csp_desktop.editing.copies.questions import open_questions, settle
from csp_desktop.editing.copies.taking_in import CopiesPreview, apply_copies
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.storage.checking.verify import verify


class Pair:
    """The file of the office and its copy at home, with a stream and an indicator from before they parted."""

    def __init__(self, small: SmallFile, here: Workspace, home: Workspace, stream: str) -> None:
        self.small, self.here, self.home, self.stream = small, here, home, stream

    def take(self) -> CopiesPreview:
        return apply_copies(self.here, [self.home.path])

    def both(self, register: str, **values: Any) -> tuple[Insert, Insert]:
        """The same record made on both sides, each under an id of its own."""
        ours, theirs = (Insert(register, values) for _ in range(2))
        self.here.apply([ours])
        self.home.apply([theirs])
        return ours, theirs


@pytest.fixture
def pair(small: SmallFile, tmp_path: Path) -> Iterator[Pair]:
    stream = Insert("funding_streams", {"partnership": small.partnership, "name": "Reserve", "year": 2010, "amount": 500_000, "carry_forward": "allowed"})  # fmt: skip
    indicator = Insert("indicators", {"plan": small.plan, "title": "Burglaries"})
    risk = Insert("risks", {"plan": small.plan, "title": "Funding ends"})
    with Workspace.open(small.path, backup=False, user="office") as before:
        before.apply(
            [stream, indicator, risk, Insert("mitigations", {"risk": risk.id, "title": "Ask the county"})]
        )
    copy = tmp_path / "small-LAPTOP.csp"
    shutil.copyfile(small.path, copy)
    with (
        Workspace.open(small.path, backup=False, user="office") as here,
        Workspace.open(copy, backup=False, user="home") as home,
    ):
        yield Pair(small, here, home, stream.id)


def _counted(workspace: Workspace) -> Counter[str]:
    dumped = workspace.dump()
    return Counter({name: len(records) for name, records in dumped.items() if name not in ("changes", "copies_taken_in")})  # fmt: skip


def test_a_roll_over_done_on_both_sides_is_one(pair: Pair) -> None:
    for workspace in (pair.here, pair.home):
        roll_over(workspace, pair.small.plan, FinancialYear(2011))
    before = _counted(pair.here)
    assert before["plans"] == 2
    [carried] = pair.home.records("plan_items", {"copied_from": pair.small.action})
    pair.home.apply(
        [Update("plan_items", carried["id"], {"title": "Mark 500 bicycles", "lead_agencies": ()})]
    )
    taken = pair.take()
    assert {(asked.field, asked.returned) for asked in taken.copies[0].questions} == {
        ("title", "Mark 500 bicycles")
    }
    assert _counted(pair.here) == before
    assert not pair.take().findings
    # What is changed at home afterwards comes into the one that stands here.
    pair.home.apply([Update("plan_items", carried["id"], {"ref": "7.7", "title": "Mark them all"})])
    pair.take()
    [ours] = pair.here.records("plan_items", {"copied_from": pair.small.action})
    assert ours["ref"] == "7.7" and _counted(pair.here) == before
    assert verify(pair.small.path) == []


def test_what_is_called_the_same_in_the_same_place_is_one(pair: Pair) -> None:
    small = pair.small
    made = [
        pair.both("plan_items", plan=small.plan, parent=small.priority, ref="1.9", title="Patrol the park"),
        pair.both("risks", plan=small.plan, title="Lease ends"),
        pair.both("indicators", plan=small.plan, ref="X1", title="Thefts"),
        pair.both("people", agency=small.police, name="Jo Bloggs"),
        pair.both("agencies", name="Fire and Rescue", short_name="Fire"),
        pair.both("meetings", partnership=small.partnership, held_on="2010-09-01"),
        pair.both("plan_sections", plan=small.plan, title="Who we are"),
    ]
    before = _counted(pair.here)
    pair.home.apply([Update("people", made[3][1].id, {"phone": "01234 567890"})])
    update = Insert("updates", {"item": made[0][1].id, "quarter": "2010-Q1", "narrative": "Patrolled"})
    pair.home.apply([update])
    assert not pair.take().needs_person
    before["updates"] += 1
    assert _counted(pair.here) == before
    assert (pair.here.record("people", made[3][0].id) or {})["phone"] == "01234 567890"
    assert (pair.here.record("updates", update.id) or {})["item"] == made[0][0].id
    # The other way round nothing is doubled either, whatever it is called by now.
    pair.here.apply([Update("risks", made[1][0].id, {"title": "The lease has ended"})])
    apply_copies(pair.home, [small.path])
    assert _counted(pair.home) == before
    assert (pair.home.record("risks", made[1][1].id) or {})["title"] == "The lease has ended"


@pytest.mark.parametrize("fuller", ["here", "home"])
def test_what_only_one_side_has_filled_in_makes_no_other_record(pair: Pair, fuller: str) -> None:
    small, full = pair.small, getattr(pair, fuller)
    scant = pair.home if full is pair.here else pair.here
    made = [
        ("people", {"agency": small.police, "name": "Jo Bloggs"}, {"job_title": "Analyst"}),
        ("plan_items", {"plan": small.plan, "parent": small.priority, "title": "Patrol the park"}, {"ref": "1.9"}),
        ("risks", {"plan": small.plan, "title": "Lease ends"}, {"ref": "R8"}),
        ("indicators", {"plan": small.plan, "title": "Thefts"}, {"ref": "X1"}),
        ("log_entries", {"partnership": small.partnership, "kind": "meeting action", "title": "Ring the bank"}, {"ref": "A1", "raised_on": "2010-09-01"}),
    ]  # fmt: skip
    for register, values, more in made:
        full.apply([Insert(register, {**values, **more})])
        scant.apply([Insert(register, values)])
    before = _counted(pair.here)
    assert not pair.take().needs_person and _counted(pair.here) == before
    for register, values, more in made:
        [kept] = pair.here.records(register, values)
        assert kept.items() >= more.items()


def test_the_one_that_says_the_same_is_chosen_before_one_that_says_less(pair: Pair) -> None:
    person = {"agency": pair.small.police, "name": "Jo Bloggs"}
    pair.here.apply([Insert("people", person), Insert("people", {**person, "job_title": "Analyst"})])
    pair.home.apply([Insert("people", {**person, "job_title": "Analyst", "phone": "01234 567890"})])
    pair.take()
    found = pair.here.records("people", person)
    assert {each["job_title"]: each["phone"] for each in found} == {None: None, "Analyst": "01234 567890"}


def test_one_that_says_less_leaves_ours_to_the_one_that_says_the_same(pair: Pair) -> None:
    entry = {"partnership": pair.small.partnership, "kind": "meeting action", "title": "Ring the bank"}
    dated = {**entry, "raised_on": "2010-09-01"}
    pair.here.apply([Insert("log_entries", dated)])
    pair.home.apply([Insert("log_entries", entry)])
    pair.home.apply([Insert("log_entries", dated)])
    pair.take()
    assert {each["raised_on"] for each in pair.here.records("log_entries", entry)} == {None, "2010-09-01"}
    assert len(pair.here.records("log_entries", entry)) == 2


def test_a_payment_with_its_day_on_one_side_only_is_asked_about(pair: Pair) -> None:
    small = pair.small
    allocation = Insert("allocations", {"stream": pair.stream, "project": "Locks", "amount": 100_000})
    pair.here.apply([allocation])
    apply_copies(pair.home, [small.path])
    spent = {"allocation": allocation.id, "quarter": "2010-Q2", "kind": "actual", "amount": 5_000}
    pair.here.apply([Insert("funding_entries", spent)])
    pair.home.apply([Insert("funding_entries", {**spent, "on_date": "2010-08-02", "reference": "INV 7"})])
    [asked] = pair.take().copies[0].questions
    assert asked.register == "funding_entries" and asked.message.startswith("Both of you made this")
    assert len(pair.here.records("funding_entries")) == 1


def test_a_name_that_differs_in_short_is_asked(pair: Pair) -> None:
    pair.here.apply([Insert("agencies", {"name": "Transport Police", "short_name": "BTP"})])
    pair.home.apply([Insert("agencies", {"name": "Transport police", "short_name": "BT Police"})])
    assert {asked.field for asked in pair.take().copies[0].questions} == {"name", "short_name"}


def test_records_that_differ_in_title_or_place_stay_two(pair: Pair) -> None:
    small = pair.small
    pair.here.apply([
        Insert("plan_items", {"plan": small.plan, "parent": small.priority, "ref": "1.9", "title": "Patrol the park"}),
        Insert("plan_items", {"plan": small.plan, "parent": small.priority, "title": "Meet monthly"}),
        Insert("people", {"agency": small.police, "name": "Vacant", "job_title": "Analyst"}),
    ])  # fmt: skip
    pair.home.apply([
        Insert("plan_items", {"plan": small.plan, "parent": small.priority, "ref": "1.9", "title": "Light the subway"}),
        Insert("plan_items", {"plan": small.plan, "parent": small.priority, "level": "objective", "title": "Meet monthly"}),
        Insert("people", {"agency": small.police, "name": "Vacant", "job_title": "Officer"}),
    ])  # fmt: skip
    before = _counted(pair.here)
    pair.take()
    after = _counted(pair.here)
    assert (after["plan_items"], after["people"]) == (before["plan_items"] + 2, before["people"] + 1)


def test_what_was_deleted_and_made_anew_is_no_twin_of_what_stood_before(pair: Pair) -> None:
    [risk] = pair.here.records("risks")
    pair.home.apply([Delete("risks", risk["id"])])
    pair.home.apply([Insert("risks", {"plan": pair.small.plan, "title": risk["title"], "category": "Money"})])
    pair.take()
    assert [each["category"] for each in pair.here.records("risks")] == ["Money"]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("decision", ["ours", "theirs"])
def test_money_typed_on_both_sides_is_asked_about(pair: Pair, decision: Any, first: int) -> None:
    ours, theirs = pair.both("allocations", stream=pair.stream, project="Bus shelter", amount=100_000)
    paid = {
        "quarter": "2010-Q2",
        "kind": "actual",
        "amount": 12_345,
        "on_date": "2010-08-03",
        "reference": "INV 4711",
    }
    pair.here.apply([Insert("funding_entries", {"allocation": ours.id, **paid, "note": "Bus hire"})])
    pair.home.apply([
        Insert("funding_entries", {"allocation": theirs.id, **paid, "note": "Coach"}),
        Insert("funding_entries", {"allocation": theirs.id, **paid, "amount": 999}),
    ])  # fmt: skip
    asked = pair.take().copies[0].questions
    assert [question.register for question in asked] == ["allocations", "funding_entries"]
    assert "INV 4711" in asked[1].current and "Coach" in asked[1].returned
    entries = pair.here.records("funding_entries")
    assert sorted(entry["amount"] for entry in entries) == [999, 12_345]
    assert {entry["allocation"] for entry in entries} == {ours.id}
    for _ in range(2):
        settle(pair.here, open_questions(pair.here)[first], decision)
        first = 0
    more = int(decision == "theirs")
    assert len(pair.here.records("allocations")) == 1 + more
    # What was spent of theirs stands under theirs.
    spent = Counter((entry["allocation"], entry["amount"]) for entry in pair.here.records("funding_entries"))
    assert spent == Counter(
        {(ours.id, 12_345): 1, (theirs.id, 12_345): 1, (theirs.id, 999): 1}
        if more
        else {(ours.id, 12_345): 1, (ours.id, 999): 1}
    )
    assert verify(pair.small.path) == []


def test_money_taken_at_once_for_another_one_brings_what_was_spent_of_it(pair: Pair) -> None:
    ours, theirs = pair.both("allocations", stream=pair.stream, project="Bus shelter", amount=100_000)
    spent = {"kind": "actual", "quarter": "2010-Q2"}
    pair.here.apply([Insert("funding_entries", {**spent, "allocation": ours.id, "amount": 200})])
    pair.home.apply([
        Insert("funding_entries", {**spent, "allocation": theirs.id, "amount": amount}) for amount in (200, 300)
    ])  # fmt: skip
    apply_copies(pair.here, [pair.home.path], "take")
    entries = [(entry["allocation"], entry["amount"]) for entry in pair.here.records("funding_entries")]
    assert sorted(entries) == sorted([(ours.id, 200), (theirs.id, 200), (theirs.id, 300)])


def test_what_is_done_again_is_another_one(pair: Pair) -> None:
    pair.both("achievements", plan=pair.small.plan, title="Case study")
    pair.take()
    pair.home.apply([Insert("achievements", {"plan": pair.small.plan, "title": "Case study"})])
    pair.take()
    assert len(pair.here.records("achievements")) == 2


@pytest.mark.parametrize(("ref", "there"), [(None, 2), ("MA7", 1)])
def test_the_same_words_on_another_day_are_another_entry(pair: Pair, ref: str | None, there: int) -> None:
    entry = {
        "partnership": pair.small.partnership,
        "kind": "meeting action",
        "title": "Send the figures",
        "ref": ref,
    }
    pair.here.apply([Insert("log_entries", {**entry, "raised_on": "2010-09-01"})])
    pair.home.apply([Insert("log_entries", {**entry, "raised_on": "2010-10-01"})])
    pair.take()
    assert len(pair.here.records("log_entries")) == there


@pytest.mark.parametrize("reason", ["import money.xlsx", "combine into Both"])
def test_what_was_made_of_the_same_source_on_both_sides_is_one_money_and_all(pair: Pair, reason: str) -> None:
    row = {"stream": pair.stream, "project": "Bus shelter", "amount": 100_000}
    for workspace in (pair.here, pair.home):
        workspace.apply([Insert("allocations", row), Insert("allocations", row)], reason)
    assert not pair.take().needs_person
    assert len(pair.here.records("allocations")) == 2
    pair.here.undo()
    pair.home.apply([Insert("allocations", row)], "import later.xlsx")
    assert len(pair.take().copies[0].questions) == 0
    assert len(pair.here.records("allocations")) == 3


@pytest.mark.parametrize("changed", [False, True])
def test_what_was_made_on_both_sides_and_is_deleted_there_is_deleted_or_asked_about(
    pair: Pair, changed: bool
) -> None:
    for workspace in (pair.here, pair.home):
        roll_over(workspace, pair.small.plan, FinancialYear(2011))
    pair.take()
    [ours] = pair.here.records("plan_items", {"copied_from": pair.small.action})
    [theirs] = pair.home.records("plan_items", {"copied_from": pair.small.action})
    pair.home.apply([Delete("plan_items", theirs["parent"])])
    if changed:
        pair.here.apply([Update("plan_items", ours["id"], {"title": "Mark 500 bicycles"})])
    asked = pair.take().copies[0].questions
    assert [question.removes for question in asked] == [True] * changed
    assert (pair.here.record("plan_items", ours["id"]) is not None) == changed
    assert pair.here.record("plan_items", pair.small.action) is not None
    if changed:
        settle(pair.here, open_questions(pair.here)[0], "theirs")
        assert pair.here.record("plan_items", ours["id"]) is None
    assert not pair.take().findings
    assert verify(pair.small.path) == []


def test_money_deleted_there_is_not_deleted_here_as_it_may_be_another_payment(pair: Pair) -> None:
    ours, theirs = pair.both("allocations", stream=pair.stream, project="Bus shelter", amount=100_000)
    pair.take()
    pair.home.apply([Delete("allocations", theirs.id)])
    [asked] = pair.take().copies[0].questions
    assert "it was made here too, and may be another one" in asked.message
    assert pair.here.record("allocations", ours.id) is not None


def test_what_was_taken_for_another_one_is_another_one_in_the_copy_too(pair: Pair) -> None:
    ours, _ = pair.both("allocations", stream=pair.stream, project="Bus shelter", amount=100_000)
    entry = Insert(
        "funding_entries", {"allocation": ours.id, "kind": "actual", "quarter": "2010-Q2", "amount": 200}
    )
    pair.here.apply([entry])
    pair.take()
    settle(pair.here, open_questions(pair.here)[0], "theirs")
    apply_copies(pair.home, [pair.small.path])
    assert len(pair.home.records("allocations")) == 2
    assert (pair.home.record("funding_entries", entry.id) or {})["allocation"] == ours.id


def test_what_three_made_alike_is_one(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "small-THIRD.csp"
    shutil.copyfile(pair.home.path, path)
    with Workspace.open(path, backup=False, user="third") as third:
        for workspace in (pair.here, pair.home, third):
            workspace.apply([Insert("achievements", {"plan": pair.small.plan, "title": "Fewer fires"})])
        apply_copies(pair.here, [pair.home.path, path])
        apply_copies(third, [pair.small.path])
        apply_copies(pair.home, [path])
        for workspace in (pair.here, pair.home, third):
            assert len(workspace.records("achievements")) == 1


def test_a_return_taken_in_on_both_sides_is_one_and_so_is_its_money(pair: Pair) -> None:
    allocation = Insert("allocations", {"stream": pair.stream, "project": "Bus shelter", "amount": 100_000})
    sent = Insert("returns", {"plan": pair.small.plan, "quarter": "2010-Q2", "agency": pair.small.police, "return_code": "RET-1"})  # fmt: skip
    pair.here.apply([allocation, sent])
    apply_copies(pair.home, [pair.small.path])
    for day, workspace in (("2010-10-11", pair.here), ("2010-10-12", pair.home)):
        file = Insert("return_files", {"return": sent.id, "direction": "received", "file_name": f"Back {day}.xlsx", "sha256": hashlib.sha256(b"x").hexdigest(), "saved_on": day, "content": b"x"})  # fmt: skip
        spent = {"allocation": allocation.id, "quarter": "2010-Q2", "kind": "actual", "amount": 1_000, "return_file": file.id}  # fmt: skip
        workspace.apply([file, Insert("funding_entries", spent)])
    assert not pair.take().needs_person
    assert len(pair.here.records("return_files")) == len(pair.here.records("funding_entries")) == 1
    assert verify(pair.small.path) == []
