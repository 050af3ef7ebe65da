"""Copies of one file worked on apart and brought back together: what comes in, what is asked, what is left."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop import cli
from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.copies.deciding import decide
from csp_desktop.editing.copies.questions import open_questions, settle
from csp_desktop.editing.copies.taking_in import CopiesPreview, apply_copies, preview_copies
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.registers.fields import Values
from csp_desktop.storage.checking.verify import verify

Q1 = "2010-Q1"


@dataclass
class Pair:
    """A file, open, and a copy of it at home, open too, parted when the file had its first step only."""

    small: SmallFile
    here: Workspace
    home: Workspace

    def preview(self) -> CopiesPreview:
        return preview_copies(self.here, [self.home.path])

    def take(self, on_clash: str = "leave") -> CopiesPreview:
        return apply_copies(self.here, [self.home.path], on_clash)

    def title(self, record: str) -> str:
        return str((self.here.record("plan_items", record) or {})["title"])


@pytest.fixture
def part(small: SmallFile, tmp_path: Path) -> Iterator[Callable[[], Pair]]:
    """Copies the file for somebody to work on at home."""
    opened: list[Workspace] = []

    def parted() -> Pair:
        here = Workspace.open(small.path, backup=False, user="office")
        copy = tmp_path / "small-LAPTOP.csp"
        shutil.copyfile(small.path, copy)
        home = Workspace.open(copy, backup=False, user="home")
        opened.extend((here, home))
        return Pair(small, here, home)

    yield parted
    for workspace in opened:
        workspace.close()


@pytest.fixture
def pair(part: Callable[[], Pair]) -> Pair:
    return part()


def _told(preview: CopiesPreview) -> list[tuple[str, str, str, str]]:
    return [(finding.told, finding.register, finding.field, finding.returned) for finding in preview.findings]


def test_what_cannot_be_taken_stays_open(pair: Pair) -> None:
    place = {"register": "plan_items", "record": pair.small.action, "field": "title", "value": "Theirs"}
    theirs = CopyFinding("clash", **place, decision="theirs", takeable=False)
    ours = CopyFinding("clash", **place, decision="ours", takeable=False)
    assert decide(pair.here, [theirs, ours], lambda register, record: {}) == []
    assert (theirs.done, ours.done) == ("open", "settled")


def _state(workspace: Workspace) -> dict[str, list[Values]]:
    dumped = workspace.dump()
    del dumped["changes"]
    return {name: sorted(records, key=lambda record: str(record["id"])) for name, records in dumped.items()}


def test_what_only_they_changed_comes_in_and_what_both_changed_is_asked(pair: Pair) -> None:
    small = pair.small
    pair.home.apply([Update("plan_items", small.action, {"title": "Mark 200 bicycles", "ref": "1.9"})])
    pair.home.apply([Update("plan_items", small.other, {"title": "Light them all", "target": "Twelve"})])
    pair.here.apply([Update("plan_items", small.other, {"title": "Light the worst", "target": "Twelve"})])
    before = _state(pair.here)
    assert _told(pair.preview()) == [
        ("taken", "plan_items", "ref", "1.9"),
        ("taken", "plan_items", "title", "Mark 200 bicycles"),
        ("clash", "plan_items", "title", "Light them all"),
        ("same", "plan_items", "target", "Twelve"),
    ]
    assert _state(pair.here) == before
    taken = pair.take()
    assert taken.as_json()["counts"] == {"taken": 2, "clash": 1, "same": 1} and taken.needs_person
    assert pair.title(small.action) == "Mark 200 bicycles"
    assert pair.title(small.other) == "Light the worst"
    (asked,) = taken.copies[0].questions
    assert (asked.issued, asked.current, asked.returned) == (
        "Light the alleys",
        "Light the worst",
        "Light them all",
    )
    assert (asked.who, asked.ours_from[:4]) == ("home", "you,")
    assert pair.take().as_json()["counts"] == {"taken": 0, "clash": 0, "same": 0}
    assert pair.here.undoable == "copy small-LAPTOP of home"
    pair.here.undo()
    assert _state(pair.here) == before
    assert verify(pair.small.path) == []


def test_theirs_is_taken_where_asked_to(pair: Pair) -> None:
    pair.home.apply([Update("plan_items", pair.small.other, {"title": "Theirs"})])
    pair.here.apply([Update("plan_items", pair.small.other, {"title": "Ours"})])
    assert not pair.take("take").needs_person
    assert pair.title(pair.small.other) == "Theirs"


def test_what_they_typed_and_took_back_is_nothing(pair: Pair) -> None:
    pair.home.apply([Update("plan_items", pair.small.action, {"title": "For a moment"})])
    pair.home.undo()
    pair.home.apply([Insert("agencies", {"name": "Fire", "short_name": "Fire"})])
    pair.home.undo()
    pair.home.apply([Delete("plan_items", pair.small.other)])
    pair.home.undo()
    assert _told(pair.preview()) == []
    assert pair.take().copies[0].step is None


def test_links_merge_as_sets_and_places_never_clash(pair: Pair) -> None:
    small = pair.small
    fire = Insert("agencies", {"name": "Fire", "short_name": "Fire"})
    pair.home.apply(
        [fire, Update("plan_items", small.other, {"lead_agencies": (small.council, fire.id), "position": 5})]
    )
    health = Insert("agencies", {"name": "Health", "short_name": "Health"})
    pair.here.apply([health, Update("plan_items", small.other, {"lead_agencies": (small.council, small.police, health.id), "position": 7})])  # fmt: skip
    assert not pair.take().needs_person
    item = pair.here.record("plan_items", small.other)
    assert item is not None
    assert item["lead_agencies"] == (small.council, health.id, fire.id)
    assert item["position"] == 7


def test_the_same_quarter_answered_on_both_sides_is_one_update(pair: Pair) -> None:
    ours = Insert(
        "updates", {"item": pair.small.action, "quarter": Q1, "narrative": "Fifty marked", "rag": "green"}
    )
    theirs = Insert("updates", {"item": pair.small.action, "quarter": Q1, "narrative": "Sixty marked", "rag": "green", "author": "Sergeant"})  # fmt: skip
    pair.here.apply([ours])
    pair.home.apply([theirs])
    assert sorted(_told(pair.take())) == [
        ("clash", "updates", "narrative", "Sixty marked"),
        ("same", "updates", "rag", "Green"),
        ("taken", "updates", "author", "Sergeant"),
    ]
    (update,) = pair.here.records("updates")
    assert (update["id"], update["narrative"], update["author"]) == (ours.id, "Fifty marked", "Sergeant")
    # Changed again at home it is still the same one.
    pair.home.apply([Update("updates", theirs.id, {"author": "Inspector"})])
    assert _told(pair.take()) == [("taken", "updates", "author", "Inspector")]
    assert len(pair.here.records("updates")) == 1


Said = dict[str, Any]


@pytest.fixture
def burglaries(small: SmallFile) -> str:
    """An indicator that the file and its copies have when they part."""
    indicator = Insert("indicators", {"plan": small.plan, "title": "Burglaries"})
    with Workspace.open(small.path, backup=False, user="office") as workspace:
        workspace.apply([indicator])
    return indicator.id


_TBC: Said = {"value_state": "TBC", "value": None}


def _known(figure: float) -> Said:
    return {"value_state": "known", "value": figure}


@pytest.mark.parametrize(("ours", "theirs"), [(_known(10), _TBC), (_TBC, _known(10))])
@pytest.mark.parametrize("decision", ["ours", "theirs"])
@pytest.mark.parametrize("before", [None, _known(400)])
def test_a_figure_and_not_known_yet_are_one_question(
    burglaries: str, pair: Pair, ours: Said, theirs: Said, decision: Any, before: Said | None
) -> None:
    place = {"indicator": burglaries, "quarter": Q1}
    if before:
        measured = Insert("measurements", {**place, **before})
        pair.here.apply([measured])
        shutil.copyfile(pair.here.path, pair.home.path.with_name("later.csp"))
        with Workspace.open(pair.home.path.with_name("later.csp"), backup=False, user="home") as later:
            later.apply([Update("measurements", measured.id, theirs)])
        pair.here.apply([Update("measurements", measured.id, ours)])
        taken = apply_copies(pair.here, [pair.home.path.with_name("later.csp")])
    else:
        pair.here.apply([Insert("measurements", {**place, **ours})])
        pair.home.apply([Insert("measurements", {**place, **theirs})])
        taken = pair.take()
    (asked,) = taken.copies[0].questions
    assert asked.field == "value" and {asked.current, asked.returned} == {"10", "TBC"}
    (figure,) = pair.here.records("measurements")
    assert {name: figure[name] for name in ours} == ours
    settle(pair.here, open_questions(pair.here)[0], decision)
    (figure,) = pair.here.records("measurements")
    assert {name: figure[name] for name in ours} == (ours if decision == "ours" else theirs)


@pytest.mark.parametrize(("ours", "said"), [(_TBC, "TBC"), (_known(12), "12")])
def test_a_figure_left_open_on_one_side_is_asked_on_the_other(
    burglaries: str, pair: Pair, ours: Said, said: str
) -> None:
    place = {"indicator": burglaries, "quarter": Q1}
    pair.here.apply([Insert("measurements", {**place, **ours})])
    pair.home.apply([Insert("measurements", {**place, **_known(10)})])
    apply_copies(pair.home, [pair.here.path])
    (asked,) = pair.take().copies[0].questions
    assert (asked.current, asked.returned) == (said, "10")


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({"note": "Police late"}, _TBC, [("taken", "measurements", "value_state", "TBC")]),
        (_TBC, _TBC, [("same", "measurements", "value_state", "TBC")]),
        (_known(10), {**_known(10), "provisional": True},
         [("same", "measurements", "value", "10"), ("taken", "measurements", "provisional", "Yes")]),
        (_known(10), _known(12), [("clash", "measurements", "value", "12")]),
    ],
)  # fmt: skip
def test_figures_that_agree_or_differ_in_themselves_are_merged_as_ever(
    burglaries: str, pair: Pair, ours: Said, theirs: Said, told: list[tuple[str, str, str, str]]
) -> None:
    pair.here.apply([Insert("measurements", {"indicator": burglaries, "quarter": Q1, **ours})])
    pair.home.apply([Insert("measurements", {"indicator": burglaries, "quarter": Q1, **theirs})])
    assert _told(pair.take()) == told


@pytest.mark.parametrize(
    ("register", "ours", "theirs", "asked"),
    [
        ("indicators", {"baseline_value": 555}, {"baseline_state": "TBC", "baseline_value": None},
         [("baseline_value", "2,080", "555", "TBC")]),
        ("indicators", {"target_value": -12}, {"target_kind": "value", "target_value": 400},
         [("target_value", "-10, percent change", "-12, percent change", "400")]),
        ("bids", {"decision": "refused"}, {"decision": "part awarded", "amount_awarded": 50000},
         [("amount_awarded", "Submitted", "Refused", "£500, part awarded")]),
        ("bids", {"decision": "refused"}, {"decision": "withdrawn"},
         [("decision", "Submitted", "Refused", "Withdrawn")]),
        ("bids", {"decision": "awarded"}, {"amount_awarded": 50000}, []),
        ("bids", {"decision": "awarded"}, {"decision": "awarded", "amount_awarded": 50000}, []),
    ],
)  # fmt: skip
def test_a_figure_is_asked_about_with_what_says_what_it_is(
    small: SmallFile, part: Callable[[], Pair], register: str, ours: Said, theirs: Said, asked: list[tuple[str, ...]]
) -> None:  # fmt: skip
    stream = Insert(
        "funding_streams", {"partnership": small.partnership, "name": "Home Office", "year": 2010}
    )
    target = {"baseline_state": "known", "baseline_value": 2080, "target_kind": "percent change", "target_value": -10}  # fmt: skip
    record = {
        "indicators": Insert("indicators", {"plan": small.plan, "title": "Burglaries", **target}),
        "bids": Insert("bids", {"stream": stream.id, "project": "Alley gates", "decision": "submitted"}),
    }[register]
    with Workspace.open(small.path, backup=False, user="office") as workspace:
        workspace.apply([stream, record])
    pair = part()
    pair.here.apply([Update(register, record.id, ours)])
    pair.home.apply([Update(register, record.id, theirs)])
    questions = pair.take().copies[0].questions
    assert [(each.field, each.issued, each.current, each.returned) for each in questions] == asked
    standing = pair.here.record(register, record.id) or {}
    written = ours if asked else {**ours, **theirs}
    assert {name: standing[name] for name in written} == written


def test_an_agency_made_on_both_sides_is_one_and_what_names_theirs_names_it(pair: Pair) -> None:
    ours, theirs = (Insert("agencies", {"name": "Fire and Rescue", "short_name": "Fire"}) for _ in range(2))
    pair.here.apply([ours])
    pair.home.apply([theirs, Update("plan_items", pair.small.action, {"lead_agencies": (theirs.id,)})])
    assert not pair.take().needs_person
    assert pair.here.record("plan_items", pair.small.action)["lead_agencies"] == (ours.id,)  # type: ignore[index]
    pair.home.apply([Update("plan_items", pair.small.other, {"lead_agencies": (theirs.id,)})])
    pair.take()
    assert pair.here.record("plan_items", pair.small.other)["lead_agencies"] == (ours.id,)  # type: ignore[index]


def test_a_short_name_given_to_two_agencies_is_asked(pair: Pair) -> None:
    pair.home.apply([Update("agencies", pair.small.police, {"short_name": "Force", "notes": "Renamed"})])
    pair.here.apply([Update("agencies", pair.small.council, {"short_name": "Force"})])
    taken = pair.take("take")
    assert ("taken", "agencies", "notes", "Renamed") in _told(taken)
    (asked,) = taken.copies[0].questions
    assert asked.field == "short_name" and "same short name" in asked.message and not asked.takeable


def test_new_records_bring_what_they_name(pair: Pair) -> None:
    risk = Insert("risks", {"plan": pair.small.plan, "ref": "R1", "title": "Funding ends"})
    control = Insert("mitigations", {"risk": risk.id, "title": "Ask the county"})
    pair.home.apply([risk, control])
    pair.take()
    assert [record["id"] for record in pair.here.records("mitigations")] == [control.id]
    assert verify(pair.small.path) == []


def test_a_deletion_goes_through_where_ours_is_untouched(pair: Pair) -> None:
    pair.home.apply([Delete("plan_items", pair.small.priority)])
    taken = pair.take()
    assert _told(taken) == [("taken", "plan_items", "", "")]
    assert pair.here.records("plan_items") == []
    pair.here.undo()
    assert len(pair.here.records("plan_items")) == 3


@pytest.mark.parametrize("touched", ["below", "named", "itself"])
def test_a_deletion_of_what_was_touched_here_is_asked_about_once(pair: Pair, touched: str) -> None:
    small = pair.small
    pair.home.apply([Delete("plan_items", small.priority)])
    pair.here.apply({
        "below": [Insert("plan_items", {"plan": small.plan, "parent": small.priority, "title": "New here"})],
        "named": [Insert("indicators", {"plan": small.plan, "item": small.priority, "title": "Burglaries"})],
        "itself": [Update("plan_items", small.priority, {"title": "Far less burglary"})],
    }[touched])  # fmt: skip
    taken = pair.take()
    (asked,) = taken.copies[0].questions
    assert (asked.register, asked.record, asked.field) == ("plan_items", small.priority, "")
    assert "deleted it on" in asked.message
    assert pair.here.record("plan_items", small.other) is not None
    (question,) = open_questions(pair.here)
    settle(pair.here, question, "theirs")
    assert pair.here.records("plan_items") == [] and open_questions(pair.here) == []
    assert verify(small.path) == []


@pytest.fixture
def led(small: SmallFile) -> dict[str, str]:
    """What names the police and the priority when the copies part, by its register."""
    group = Insert(
        "groups", {"partnership": small.partnership, "name": "Joint Action Group", "short_name": "JAG"}
    )
    member = Insert("group_members", {"group": group.id, "agency": small.police})
    indicator = Insert("indicators", {"plan": small.plan, "item": small.priority, "title": "Burglaries", "owner": small.police})  # fmt: skip
    risk = Insert("risks", {"plan": small.plan, "item": small.other, "title": "Funding ends", "owner_agency": small.police})  # fmt: skip
    made = [group, member, indicator, risk]
    with Workspace.open(small.path, backup=False, user="office") as workspace:
        workspace.apply([*made, Update("plan_items", small.action, {"lead_groups": (group.id,)})])
    return {insert.register: insert.id for insert in made}


def _touch(pair: Pair, led: dict[str, str]) -> dict[str, tuple[str, str, Update]]:
    """By kind, a record that much names, and a change of it."""
    small = pair.small
    return {
        "agency": ("agencies", small.police, Update("agencies", small.police, {"name": "Police Service"})),
        "group": ("groups", led["groups"], Update("groups", led["groups"], {"purpose": "New terms"})),
        "priority": ("plan_items", small.priority, Update("plan_items", small.priority, {"title": "Fewer"})),
    }


_KINDS = ("agency", "group", "priority")


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_kept_keeps_all_that_named_it(led: dict[str, str], pair: Pair, kind: str) -> None:
    register, record, touched = _touch(pair, led)[kind]
    pair.here.apply([touched])
    before = _state(pair.here)
    pair.home.apply([Delete(register, record)])
    pair.home.apply([Update("plan_items", pair.small.other, {"target": "Twelve"})] if kind != "priority" else [
        Update("risks", led["risks"], {"category": "Money"})])  # fmt: skip
    taken = pair.take()
    (asked,) = taken.copies[0].questions
    assert (asked.register, asked.record, asked.removes) == (register, record, True)
    assert [told for told in _told(taken) if told[0] == "taken"] == [
        ("taken", "risks", "category", "Money") if kind == "priority" else ("taken", "plan_items", "target", "Twelve")
    ]  # fmt: skip
    settle(pair.here, open_questions(pair.here)[0], "ours")
    pair.here.apply([Update("plan_items", pair.small.other, {"target": None}),
                     Update("risks", led["risks"], {"category": None})])  # fmt: skip
    after = _state(pair.here)
    assert {name for name in before if before[name] != after[name]} == {"copies_taken_in"}


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_deleted_after_all_is_named_no_more(led: dict[str, str], pair: Pair, kind: str) -> None:
    register, record, touched = _touch(pair, led)[kind]
    pair.here.apply([touched])
    pair.home.apply([Delete(register, record)])
    pair.take()
    settle(pair.here, open_questions(pair.here)[0], "theirs")
    assert pair.here.record(register, record) is None
    there, here = _state(pair.home), _state(pair.here)
    assert {name for name in there if there[name] != here[name]} == {"copies_taken_in"}
    assert verify(pair.small.path) == []


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_comes_back_comes_with_all_that_named_it(
    led: dict[str, str], pair: Pair, kind: str, at_once: bool
) -> None:
    register, record, touched = _touch(pair, led)[kind]
    pair.here.apply([Delete(register, record)])
    pair.home.apply([touched])
    taken = pair.take("take" if at_once else "leave")
    if not at_once:
        (asked,) = taken.copies[0].questions
        assert "with what belongs to it there" in asked.message
        settle(pair.here, open_questions(pair.here)[0], "theirs")
    there, here = _state(pair.home), _state(pair.here)
    for records in (*there["plan_items"], *here["plan_items"]):
        records["lead_agencies"] = sorted(records["lead_agencies"])
    assert {name for name in there if there[name] != here[name]} == {"copies_taken_in"}
    assert verify(pair.small.path) == []


def test_what_names_another_since_is_left_alone_when_something_comes_back(
    led: dict[str, str], pair: Pair
) -> None:
    small = pair.small
    pair.here.apply([Delete("agencies", small.police)])
    pair.here.apply([Update("indicators", led["indicators"], {"owner": small.council})])
    pair.home.apply([Update("agencies", small.police, {"name": "Police Service"})])
    pair.take("take")
    assert (pair.here.record("indicators", led["indicators"]) or {})["owner"] == small.council
    assert (pair.here.record("plan_items", small.action) or {})["lead_agencies"] == (small.police,)


def test_what_was_written_under_something_deleted_here_is_asked(pair: Pair) -> None:
    small = pair.small
    pair.here.apply([Delete("plan_items", small.priority)])
    pair.home.apply([Insert("updates", {"item": small.action, "quarter": Q1, "narrative": "Sixty marked"})])
    pair.home.apply([Update("plan_items", small.other, {"target": "Twelve alleys"})])
    asked = pair.take().copies[0].questions
    assert [
        ("Sixty marked" in question.returned, "Twelve alleys" in question.returned) for question in asked
    ] == [
        (False, True),
        (True, False),
    ]
    for _ in range(2):
        settle(pair.here, open_questions(pair.here)[0], "theirs")
    assert {item["id"] for item in pair.here.records("plan_items")} == {
        small.priority,
        small.action,
        small.other,
    }
    assert [update["narrative"] for update in pair.here.records("updates")] == ["Sixty marked"]
    assert verify(small.path) == []


def test_what_fits_on_each_side_but_not_together_is_asked(pair: Pair) -> None:
    small = pair.small
    below = Insert(
        "plan_items", {"plan": small.plan, "level": "action", "parent": small.action, "title": "Below"}
    )
    pair.here.apply([Update("plan_items", small.action, {"level": "objective"}), below])
    pair.home.apply([Update("plan_items", small.other, {"level": "objective"})])
    pair.home.apply([Update("plan_items", small.action, {"parent": small.other})])
    taken = pair.take()
    assert ("taken", "plan_items", "level", "Objective") in [
        (told, register, field, value.capitalize()) for told, register, field, value in _told(taken)
    ]
    (asked,) = taken.copies[0].questions
    assert (asked.record, asked.field) == (small.action, "parent") and "cannot stand" in asked.message
    assert verify(small.path) == []


@pytest.mark.parametrize("states", [("applied", "received"), ("received", "applied")])
def test_the_state_of_a_return_is_the_furthest_and_kept_files_come_along(
    pair: Pair, states: tuple[str, str]
) -> None:
    theirs, ours = states
    returned = Insert("returns", {"plan": pair.small.plan, "quarter": Q1, "agency": pair.small.police, "return_code": "R1", "state": "sent"})  # fmt: skip
    pair.here.apply([returned])
    shutil.copyfile(pair.small.path, pair.home.path.with_name("later.csp"))
    with Workspace.open(pair.home.path.with_name("later.csp"), backup=False, user="home") as home:
        kept = Insert("return_files", {"return": returned.id, "file_name": "Police.xlsx", "sha256": hashlib.sha256(b"\0the file").hexdigest(), "content": b"\0the file"})  # fmt: skip
        home.apply([kept, Update("returns", returned.id, {"state": theirs})])
    pair.here.apply([Update("returns", returned.id, {"state": ours})])
    assert not apply_copies(pair.here, [home.path]).needs_person
    assert pair.here.record("returns", returned.id)["state"] == "applied"  # type: ignore[index]
    assert pair.here.content("return_files", kept.id, "content") == b"\0the file"


def test_what_was_settled_on_either_side_is_settled(pair: Pair) -> None:
    small = pair.small
    for record in (small.priority, small.action, small.other):
        pair.home.apply([Update("plan_items", record, {"target": "Theirs"})])
        pair.here.apply([Update("plan_items", record, {"target": "Ours"})])
    pair.take()
    later = pair.home.path.with_name("later.csp")
    shutil.copyfile(small.path, later)
    with Workspace.open(later, backup=False, user="home") as home:
        settle(home, open_questions(home)[0], "ours")
    settle(pair.here, open_questions(pair.here)[1], "ours")
    apply_copies(pair.here, [later])
    assert [question.finding.record for question in open_questions(pair.here)] == [small.other]


def test_an_open_question_is_settled_in_any_of_the_ways(pair: Pair) -> None:
    small = pair.small
    for number, record in enumerate((small.priority, small.action, small.other)):
        pair.home.apply([Update("plan_items", record, {"target": f"Theirs {number}", "outcome": "Out"})])
        pair.here.apply([Update("plan_items", record, {"target": f"Ours {number}"})])
    pair.take()
    first, second, third = open_questions(pair.here)
    settle(pair.here, first, "ours")
    settle(pair.here, second, "join")
    settle(pair.here, third, "typed", "Mine and theirs")
    targets = [
        pair.here.record("plan_items", record)["target"]
        for record in (small.priority, small.action, small.other)
    ]  # type: ignore[index]
    assert targets == ["Ours 0", "Ours 1\nTheirs 1", "Mine and theirs"]
    assert open_questions(pair.here) == []
    pair.here.undo()
    assert len(open_questions(pair.here)) == 1


def test_a_copy_of_a_copy_and_one_taken_in_both_ways(pair: Pair, tmp_path: Path) -> None:
    small = pair.small
    pair.home.apply([Update("plan_items", small.action, {"title": "From home"})])
    third = tmp_path / "third.csp"
    shutil.copyfile(pair.home.path, third)
    pair.take()
    with Workspace.open(third, backup=False, user="third") as other:
        other.apply([Update("plan_items", small.other, {"title": "From the third"})])
    # The step it shares with the copy taken in before is known.
    pair.here.apply([Update("plan_items", small.action, {"title": "Changed again here"})])
    assert _told(preview_copies(pair.here, [third])) == [("taken", "plan_items", "title", "From the third")]
    assert _told(apply_copies(pair.home, [small.path])) == [
        ("taken", "plan_items", "title", "Changed again here")
    ]
    assert _told(pair.take()) == []


def test_two_copies_that_take_each_other_in_come_to_rest(pair: Pair) -> None:
    """What each has taken from the other is known to both: only what was written since is looked at."""
    small = pair.small
    made = Insert("risks", {"plan": small.plan, "title": "Made at home"})
    pair.home.apply([made, Update("plan_items", small.action, {"title": "Home 1"})])
    pair.here.apply([Update("plan_items", small.other, {"title": "Here 1"})])
    pair.take()
    pair.home.apply([Update("plan_items", small.action, {"title": "Home 2"}), Delete("risks", made.id)])
    pair.here.apply([Update("plan_items", small.other, {"title": "Here 2"})])
    assert not apply_copies(pair.home, [small.path]).needs_person
    assert not pair.take().needs_person
    assert not apply_copies(pair.home, [small.path]).needs_person
    for workspace in (pair.here, pair.home):
        titles = [workspace.record("plan_items", record)["title"] for record in (small.action, small.other)]  # type: ignore[index]
        assert titles == ["Home 2", "Here 2"] and workspace.records("risks") == []
    assert apply_copies(pair.home, [small.path]).copies[0].step is None
    assert pair.take().copies[0].step is None


def test_a_decision_made_in_the_copy_is_taken_and_one_left_open_is_not(pair: Pair) -> None:
    small = pair.small
    pair.home.apply([Update("plan_items", small.action, {"title": "Home", "target": "Home"})])
    pair.here.apply([Update("plan_items", small.action, {"title": "Here", "target": "Here"})])
    apply_copies(pair.home, [small.path])
    settle(pair.home, open_questions(pair.home)[0], "typed", "Both")
    taken = pair.take()
    item = pair.here.record("plan_items", small.action)
    assert item is not None and (item["title"], item["target"]) == ("Both", "Here")
    assert [(asked.field, asked.returned) for asked in taken.copies[0].questions] == [("target", "Home")]


def test_several_copies_are_seen_one_after_the_other(pair: Pair, tmp_path: Path) -> None:
    other = tmp_path / "other.csp"
    shutil.copyfile(pair.home.path, other)
    for path, words in ((pair.home.path, "One"), (other, "Two")):
        pair.home.close()
        with Workspace.open(path, backup=False, user=words) as copy:
            copy.apply([Update("plan_items", pair.small.action, {"title": words})])
    before = _state(pair.here)
    preview = preview_copies(pair.here, [pair.home.path, other])
    assert [(told, value) for told, _, _, value in _told(preview)] == [("taken", "One"), ("clash", "Two")]
    assert _state(pair.here) == before
    assert _told(apply_copies(pair.here, [pair.home.path, other])) == _told(preview)


@pytest.mark.parametrize(
    ("version", "both"), [pytest.param(1, True, marks=pytest.mark.slow), (2, True), (3, False)]
)
def test_a_copy_of_an_earlier_version_is_brought_up_to_date_in_memory(
    small: SmallFile, tmp_path: Path, version: int, *, both: bool
) -> None:
    copy = tmp_path / "copy.csp"
    shutil.copyfile(small.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        home.apply([Update("plan_items", small.other, {"title": "Home"})])
        home.apply([Delete("plan_items", small.action)])
        home.undo()
    for path in (small.path, copy) if both else (copy,):
        make_earlier(path, version)
    before = copy.read_bytes()
    with Workspace.open(small.path, backup=False) as here:
        here.apply([Update("plan_items", small.action, {"title": "Here"})])
        assert _told(apply_copies(here, [copy])) == [("taken", "plan_items", "title", "Home")]
    assert copy.read_bytes() == before


def test_a_copy_of_a_later_version_is_refused(pair: Pair) -> None:
    pair.home.close()
    connection = sqlite3.connect(pair.home.path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert "made by a newer version" in pair.preview().copies[0].message


def test_files_that_are_no_copies_are_refused_in_a_sentence(pair: Pair, tmp_path: Path) -> None:
    other = SmallFile(tmp_path / "other.csp")
    with Workspace.create(other.path) as workspace:
        workspace.apply(other.changes, "start", kind="start")
    broken = tmp_path / "broken.csp"
    broken.write_bytes(b"no file at all")
    packed = tmp_path / "small 1.csp.gz"
    packed.write_bytes(gzip.compress(pair.small.path.read_bytes()))
    for path, words in ((other.path, "is not a copy of"), (broken, "not a CSP Desktop file"), (packed, "Restore it to a new file first"), (pair.small.path, "this very file")):  # fmt: skip
        assert words in preview_copies(pair.here, [path]).copies[0].message


def test_the_command(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    pair.home.apply([Update("plan_items", pair.small.action, {"title": "At home"})])
    pair.home.apply([Update("plan_items", pair.small.other, {"title": "Theirs"})])
    pair.here.apply([Update("plan_items", pair.small.other, {"title": "Ours"})])
    pair.here.close()
    path, copy = str(pair.small.path), str(pair.home.path)

    def run(*arguments: str) -> tuple[int, dict[str, Any], str]:
        with pytest.raises(SystemExit) as ending:
            cli.main(["merge", *arguments])
        said = capsys.readouterr()
        return int(ending.value.code or 0), json.loads(said.out or "null"), said.err

    code, document, said = run(path, copy, "--json")
    assert (code, document["applied"], document["counts"]) == (1, False, {"taken": 1, "clash": 1, "same": 0})
    clash = document["findings"][1]
    assert {name: clash[name] for name in ("outcome", "register", "ref", "field", "ours", "theirs", "base", "who")} == {
        "outcome": "clash", "register": "plan_items", "ref": "1.2", "field": "title",
        "ours": "Ours", "theirs": "Theirs", "base": "Light the alleys", "who": "home",
    }  # fmt: skip
    assert "small-LAPTOP.csp, plan item 1.2 · Ours, what is to be done: home changed it to “Theirs”" in said
    code, document, _ = run(path, copy, "--apply", "--json")
    assert (code, document["applied"]) == (1, True)
    code, document, _ = run(path, copy, "--json")
    assert (code, document["counts"]) == (0, {"taken": 0, "clash": 0, "same": 0})
    assert run(path, str(pair.small.path.with_name("nowhere.csp")))[0] == 2


def test_the_command_says_which_of_many_records(
    burglaries: str, pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    for workspace, phone, figure in ((pair.here, "1", 10), (pair.home, "2", 12)):
        workspace.apply([Insert("measurements", {"indicator": burglaries, "quarter": Q1, **_known(figure)}),
                         *(Insert("people", {"agency": pair.small.police, "name": name, "phone": phone})
                           for name in ("Ann Elm", "Bob Ash"))])  # fmt: skip
    pair.here.close()
    with pytest.raises(SystemExit):
        cli.main(["merge", str(pair.small.path), str(pair.home.path)])
    said = capsys.readouterr().err
    assert "person Police · Ann Elm, phone: home" in said and "person Police · Bob Ash, phone: home" in said
    assert "measurement Burglaries, Q1 2010/11, actual: home" in said


def test_a_record_of_the_same_name_is_said_to_be_another(small: SmallFile, part: Callable[[], Pair]) -> None:
    risk = Insert("risks", {"plan": small.plan, "title": "Funding ends"})
    priorities = [
        Insert("plan_items", {"plan": small.plan, "level": "priority", "title": "Fear of crime"})
        for _ in range(2)
    ]
    with Workspace.open(small.path, backup=False, user="office") as workspace:
        workspace.apply([risk, *priorities])
    pair = part()
    for workspace, priority in zip((pair.here, pair.home), priorities, strict=True):
        workspace.apply([Update("risks", risk.id, {"item": priority.id})])
    (asked,) = pair.preview().copies[0].questions
    assert "here it is another one of that name" in asked.message


def test_what_comes_in_for_a_partnership_combined_since_is_told(pair: Pair) -> None:
    small = pair.small
    pair.home.apply([Update("agencies", small.police, {"notes": "Moved"})])
    whole = Insert("partnerships", {"name": "Both Together", "short_name": "Both"})
    pair.here.apply([whole, Update("partnerships", small.partnership, {"merged_into": whole.id})])
    assert pair.preview().copies[0].district == ""
    pair.home.apply([Insert("updates", {"item": small.action, "quarter": Q1, "narrative": "Sixty marked"})])
    told = pair.take().copies[0].district
    assert told.startswith("Anytown has become part of Both here since “small-LAPTOP.csp” was made")
    assert pair.preview().copies[0].district == ""


@pytest.mark.parametrize("made", [False, True])
def test_what_both_did_alike_is_settled_even_where_the_next_copy_removes_it(
    small: SmallFile, tmp_path: Path, made: bool
) -> None:
    copies = [tmp_path / f"plan ({number}).csp" for number in (1, 2)]
    for copy in copies:
        shutil.copyfile(small.path, copy)

    def alike() -> Insert | Update:
        values = {"item": small.other, "quarter": Q1, "narrative": "Told alike"}
        return (
            Insert("updates", values) if made else Update("plan_items", small.other, {"title": "Put alike"})
        )

    with Workspace.open(copies[0], backup=False, user="home") as first:
        first.apply([alike()])
    with Workspace.open(copies[1], backup=False, user="away") as second:
        second.apply([Delete("plan_items", small.other)])
    with Workspace.open(small.path, backup=False, user="here") as here:
        here.apply([alike()])
        taken = apply_copies(here, copies, "take")
        assert here.record("plan_items", small.other) is None
        assert [copy.step is not None for copy in taken.copies] == [True, True]
        again = apply_copies(here, copies)
        assert [(copy.step, copy.questions) for copy in again.copies] == [(None, []), (None, [])]


def test_what_the_file_itself_refuses_stays_open_and_what_was_decided_is_done(
    part: Callable[[], Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = part()
    small = pair.small
    gone = Insert("risks", {"plan": small.plan, "title": "Lease ends"})
    pair.here.apply([gone, Update("plans", small.plan, {"last_year": 2012})])
    apply_copies(pair.home, [small.path])
    pair.here.apply([Update("risks", gone.id, {"title": "The lease ends"})])
    pair.home.apply([Delete("risks", gone.id)])
    pair.here.apply([Update("plans", small.plan, {"first_year": 2012})])
    pair.home.apply([Update("plans", small.plan, {"last_year": 2011})])
    # As where it is met only when it is written.
    monkeypatch.setattr(
        "csp_desktop.editing.copies.taking_in.make_fit", lambda _, comparison: comparison.remove_gone()
    )
    deletion = {("risks", gone.id, ""): ("theirs", None)}
    [taken] = apply_copies(pair.here, [pair.home.path], choices={pair.home.path: deletion}).copies
    assert taken.message == "" and pair.here.record("risks", gone.id) is None
    [question] = open_questions(pair.here)
    assert (question.finding.record, question.finding.field) == (small.plan, "last_year")
