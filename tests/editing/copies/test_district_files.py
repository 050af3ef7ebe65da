"""A district's own file taken into the county's: whole the first time, then what changed, nothing doubled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from csp_desktop.editing.copies.questions import open_questions, settle
from csp_desktop.editing.copies.taking_in import CopiesPreview, apply_copies, preview_copies
from csp_desktop.editing.county.gathering import plans_of
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Values
from csp_desktop.storage.checking.verify import verify


@dataclass
class District:
    """A district with a file of its own; ids by a word."""

    ws: Workspace
    name: str
    ids: dict[str, str] = field(default_factory=dict)

    def begin(self) -> District:
        home = self._insert("home", "partnerships", name=f"{self.name} Community Safety Partnership", short_name=f"{self.name} CSP", area=self.name, chair="Leader of the council")  # fmt: skip
        police = self._insert("police", "agencies", name="County Police", short_name="Police")
        council = self._insert("council", "agencies", name=f"{self.name} Borough", short_name="Council")
        officer = self._insert("officer", "people", name="Safety officer", agency=self.ids["council"], email="Safe@Example.org")  # fmt: skip
        group = self._insert("group", "groups", partnership=self.ids["home"], name="Steering", short_name="SG", chair=self.ids["officer"])  # fmt: skip
        plan = self._insert("plan", "plans", partnership=self.ids["home"], title="Plan", first_year=2010, last_year=2010)  # fmt: skip
        priority = self._insert("priority", "plan_items", plan=self.ids["plan"], level="priority", ref="1", title="Less burglary")  # fmt: skip
        action = self._insert("action", "plan_items", plan=self.ids["plan"], parent=self.ids["priority"], ref="1.1", title="Mark bicycles", lead_agencies=(self.ids["council"], self.ids["police"]))  # fmt: skip
        stream = self._insert("stream", "funding_streams", partnership=self.ids["home"], name="Grant", year=2010, amount=1234567)  # fmt: skip
        changes = [home, police, council, officer, group, plan, priority, action, stream]
        self.ws.apply(changes, "start", kind="start")
        return self

    def _insert(self, word: str, register: str, **values: Any) -> Insert:
        insert = Insert(register, values)
        self.ids[word] = insert.id
        return insert


@dataclass
class County:
    """The county's file, which knows one district by name."""

    ws: Workspace
    folder: Path
    home: str = ""
    police: str = ""

    def take(self, *districts: District, on_clash: str = "leave") -> CopiesPreview:
        return apply_copies(self.ws, [district.ws.path for district in districts], on_clash)

    def own_plan(self) -> list[Insert]:
        [group] = self.ws.records("partnerships", {"kind": "county group"})
        plan = Insert(
            "plans",
            {"partnership": group["id"], "title": "County plan", "first_year": 2010, "last_year": 2010},
        )
        return [plan, Insert("plan_items", {"plan": plan.id, "level": "priority", "title": "Less fear"})]

    def record(self, register: str, record: str) -> Values:
        found = self.ws.record(register, record)
        assert found is not None
        return found


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    group = Insert("partnerships", {"name": "Safer County", "short_name": "SC", "kind": "county group"})
    known = Insert(
        "partnerships",
        {"name": "Upton Community  Safety partnership", "short_name": "Upton CSP", "region": "North", "chair": "Chief executive"},
    )  # fmt: skip
    police = Insert("agencies", {"name": "County Police Force", "short_name": "Police"})
    other = Insert("agencies", {"name": "County Council", "short_name": "Council"})
    with Workspace.create(tmp_path / "county.csp", user="county") as ws:
        ws.apply([group, known, police, other], "start", kind="start")
        yield County(ws, tmp_path, known.id, police.id)


@pytest.fixture
def upton(tmp_path: Path) -> Iterator[District]:
    with Workspace.create(tmp_path / "upton.csp", user="upton") as ws:
        yield District(ws, "Upton").begin()


def test_it_comes_in_whole_into_the_partnership_of_its_name(county: County, upton: District) -> None:
    trial = preview_copies(county.ws, [upton.ws.path])
    assert (
        "“upton.csp” is a district’s own file, Upton CSP. It comes in whole, into" in trial.copies[0].district
    )
    taken = county.take(upton)
    assert taken.as_json()["counts"]["taken"] == trial.as_json()["counts"]["taken"] > 0
    assert len(county.ws.records("partnerships")) == 2
    plan = county.record("plans", upton.ids["plan"])
    assert plan["partnership"] == county.home
    assert county.record("funding_streams", upton.ids["stream"])["amount"] == 1234567
    home = county.record("partnerships", county.home)
    assert (home["area"], home["region"]) == ("Upton", "North")
    assert verify(county.ws.path) == []
    assert county.ws.undoable == "district file upton"


def test_the_countys_own_words_clash_as_usual(county: County, upton: District) -> None:
    taken = county.take(upton)
    clashes = {
        (finding.register, finding.field, finding.current, finding.returned)
        for finding in taken.copies[0].questions
    }
    assert ("partnerships", "chair", "Chief executive", "Leader of the council") in clashes
    assert county.record("partnerships", county.home)["chair"] == "Chief executive"
    assert {question.finding.field for question in open_questions(county.ws)} == {"chair", "name"}
    county.ws.undo()
    county.take(upton, on_clash="take")
    assert county.record("partnerships", county.home)["chair"] == "Leader of the council"


def test_what_comes_after_it_was_combined_is_said_to_stand_in_the_old_plan(
    county: County, upton: District
) -> None:
    county.take(upton)
    new = Insert("partnerships", {"name": "Both Together", "short_name": "Both"})
    neighbour = Insert("partnerships", {"name": "Elsewhere", "short_name": "Else", "merged_into": new.id})
    county.ws.apply([new, neighbour])
    assert "part of Both" not in preview_copies(county.ws, [upton.ws.path]).copies[0].district
    county.ws.apply([Update("partnerships", county.home, {"merged_into": new.id})])
    told = preview_copies(county.ws, [upton.ws.path]).copies[0].district
    assert told.endswith("part of Both: what comes in stands in its own old plan, not in the new one.")


def test_bodies_of_one_short_name_stay_two(county: County, upton: District) -> None:
    # A neighbour the district only names is no part of what it is called.
    upton.ws.apply([Insert("partnerships", {"name": "Downton Joint Working", "short_name": "DJW"})])
    county.take(upton)
    action = county.record("plan_items", upton.ids["action"])
    assert action["lead_agencies"] == (upton.ids["council"], county.police)
    assert county.record("agencies", upton.ids["council"])["short_name"] == "Council (Upton CSP)"
    assert {agency["short_name"] for agency in county.ws.records("agencies")} == {
        "Police",
        "Council",
        "Council (Upton CSP)",
    }


def test_the_same_file_again_changes_nothing(county: County, upton: District) -> None:
    county.take(upton)
    before = county.ws.dump()
    again = county.take(upton)
    assert again.copies[0].step is None
    assert county.ws.dump() == before
    assert "taken in before" in again.copies[0].district


def test_next_quarter_is_an_update(county: County, upton: District) -> None:
    # The chair is known to the county under another id.
    county.ws.apply([Insert("people", {"name": "Officer of Upton", "email": "safe@example.org"})])
    county.take(upton)
    upton.ws.apply(
        [
            Insert(
                "updates", {"item": upton.ids["action"], "quarter": "2010-Q2", "narrative": "Ninety marked"}
            ),
            Update("plan_items", upton.ids["action"], {"title": "Mark bicycles and scooters"}),
            Update("agencies", upton.ids["council"], {"kind": "responsible authority"}),
            Update("partnerships", upton.ids["home"], {"phone": "01234"}),
            Update("groups", upton.ids["group"], {"chair": None, "meets": "monthly"}),
            Delete("funding_streams", upton.ids["stream"]),
        ]
    )
    taken = county.take(upton)
    assert taken.copies[0].questions == []
    assert county.record("plan_items", upton.ids["action"])["title"] == "Mark bicycles and scooters"
    assert [update["narrative"] for update in county.ws.records("updates")] == ["Ninety marked"]
    assert county.record("agencies", upton.ids["council"])["kind"] == "responsible authority"
    assert county.record("partnerships", county.home)["phone"] == "01234"
    assert county.ws.records("funding_streams") == []
    group = county.record("groups", upton.ids["group"])
    assert (group["chair"], group["meets"]) == (None, "monthly")
    assert len(county.ws.records("partnerships")) == 2


def test_what_both_changed_is_asked(county: County, upton: District) -> None:
    county.take(upton)
    county.ws.apply([Update("plan_items", upton.ids["action"], {"title": "Ours"})])
    upton.ws.apply([Update("plan_items", upton.ids["action"], {"title": "Theirs", "target": "90"})])
    taken = county.take(upton)
    [clash] = taken.copies[0].questions
    assert (clash.field, clash.issued, clash.current, clash.returned) == (
        "title",
        "Mark bicycles",
        "Ours",
        "Theirs",
    )
    assert county.record("plan_items", upton.ids["action"])["target"] == "90"


def test_what_was_the_same_stays_so_when_its_name_changes(county: County, upton: District) -> None:
    county.take(upton)
    county.ws.apply(
        [
            Update("partnerships", county.home, {"name": "Safer Upton", "short_name": "SU"}),
            Update("agencies", county.police, {"name": "Constabulary", "short_name": "Con"}),
        ]
    )
    fire = Insert("agencies", {"name": "Fire and Rescue", "short_name": "Fire"})
    leads = (upton.ids["police"], fire.id)
    upton.ws.apply([fire, Update("plan_items", upton.ids["action"], {"lead_agencies": leads})])
    upton.ws.apply(
        [Insert("groups", {"partnership": upton.ids["home"], "name": "Tasking", "short_name": "TG"})]
    )
    assert county.take(upton).copies[0].questions == []
    assert set(county.record("plan_items", upton.ids["action"])["lead_agencies"]) == {county.police, fire.id}
    assert {group["partnership"] for group in county.ws.records("groups")} == {county.home}
    assert len(county.ws.records("agencies")) == 4


def test_people_are_known_by_their_address(county: County, upton: District) -> None:
    known = Insert(
        "people", {"name": "Officer of Upton", "email": "safe@example.org", "job_title": "Officer"}
    )
    county.ws.apply([known])
    county.take(upton)
    assert [person["id"] for person in county.ws.records("people")] == [known.id]
    assert county.record("groups", upton.ids["group"])["chair"] == known.id


@pytest.mark.parametrize(
    ("named", "address", "one"),
    [
        ("Robert Brown", "safe@example.org", False),
        ("Sgt Al Ray", "SAFE@example.org", False),
        ("Sgt J. Bell", "safe@example.org", True),
        ("Bell, Jo", "safe@example.org", True),
        ("Jo Bell", "JO.BELL@example.org", True),
    ],
)
def test_one_address_under_two_names_is_two_people(
    county: County, upton: District, named: str, address: str, one: bool
) -> None:
    officer = upton.ids["officer"]
    upton.ws.apply([Update("people", officer, {"name": "Jo Bell", "phone": "01234 567890"})])
    if address.startswith("JO"):
        upton.ws.apply([Update("people", officer, {"email": "jo.bell@example.org"})])
    known = Insert("people", {"name": named, "email": address})
    county.ws.apply([known])
    asked = county.take(upton).copies[0].questions
    people = {person["id"]: person for person in county.ws.records("people")}
    assert set(people) == ({known.id} if one else {known.id, officer})
    assert (people[known.id]["name"], people[known.id]["email"]) == (named, address)
    assert county.record("groups", upton.ids["group"])["chair"] == (known.id if one else officer)
    fields = [finding.field for finding in asked if finding.register == "people"]
    assert fields == (["name"] if one and named != "Jo Bell" else [])


def test_a_person_made_anonymous_stays_so(county: County, upton: District) -> None:
    known = Insert("people", {"name": "Officer of Upton", "email": "safe@example.org"})
    county.ws.apply([known])
    county.take(upton)
    county.ws.forget(known.id)
    upton.ws.apply([Update("people", upton.ids["officer"], {"phone": "01234 567890"})])
    county.take(upton)
    person = county.record("people", known.id)
    assert "Officer" not in person["name"]
    assert (person["phone"], person["email"]) == (None, None)


def test_a_mailbox_that_several_share_names_none_of_them(county: County, upton: District) -> None:
    second = Insert(
        "people", {"name": "Analyst", "agency": upton.ids["council"], "email": "safe@example.org"}
    )
    upton.ws.apply([second])
    county.ws.apply([Insert("people", {"name": "Somebody", "email": "safe@example.org"})])
    county.take(upton)
    assert {person["name"] for person in county.ws.records("people")} == {
        "Somebody",
        "Analyst",
        "Safety officer",
    }


def test_records_of_the_same_id_are_the_same(county: County, upton: District) -> None:
    ours = Insert("plan_items", {"plan": upton.ids["plan"], "level": "priority", "ref": "1", "title": "Less burglary", "notes": "Ours"}, upton.ids["priority"])  # fmt: skip
    plan = {"partnership": county.home, "title": "Plan", "first_year": 2010, "last_year": 2010}
    county.ws.apply([Insert("plans", plan, upton.ids["plan"]), ours, *county.own_plan()])
    county.take(upton)
    assert len(county.ws.records("plans")) == 2
    assert len(county.ws.records("plan_items")) == 3
    assert county.record("plan_items", upton.ids["priority"])["notes"] == "Ours"


def test_a_plan_that_waits_empty_is_filled_and_one_with_items_left_alone(
    county: County, upton: District
) -> None:
    plan = Insert(
        "plans", {"partnership": county.home, "title": "Upton’s plan", "first_year": 2010, "last_year": 2010}
    )
    county.ws.apply([plan, *county.own_plan()])
    county.take(upton)
    assert county.record("plan_items", upton.ids["action"])["plan"] == plan.id
    county.ws.undo()
    county.ws.apply(
        [Insert("plan_items", {"plan": plan.id, "level": "priority", "title": "Typed by the county"})]
    )
    county.take(upton)
    assert county.record("plan_items", upton.ids["action"])["plan"] == upton.ids["plan"]


@pytest.fixture
def begun_anew(county: County, upton: District, tmp_path: Path) -> Iterator[District]:
    """A fresh file of a district whose first file the county has taken in."""
    entry = {"kind": "meeting action", "title": "Ring the bank", "ref": "A1"}
    upton.ws.apply([Insert("log_entries", {"partnership": upton.ids["home"], **entry})])
    county.take(upton)
    with Workspace.create(tmp_path / "upton 2.csp", user="upton") as ws:
        fresh = District(ws, "Upton").begin()
        ws.apply(
            [Insert("log_entries", {"partnership": fresh.ids["home"], **entry, "outcome": "They answered"})]
        )
        yield fresh


def test_a_plan_that_is_sent_from_a_fresh_file_is_asked_about(
    county: County, upton: District, begun_anew: District
) -> None:
    asked = {(each.register, each.record): each for each in county.take(begun_anew).copies[0].questions}
    plan = asked["plans", upton.ids["plan"]]
    assert plan.message.startswith("“Plan” is here from before") and plan.returned == "Closed"
    titles = {each["id"]: each["title"] for each in county.ws.plans()}
    assert (titles[upton.ids["plan"]], titles[begun_anew.ids["plan"]]) == ("Plan", "Plan (upton 2)")
    [question] = [each for each in open_questions(county.ws) if each.finding.register == "plans"]
    settle(county.ws, question, "theirs")
    assert plans_of(county.ws, FinancialYear(2010))[county.home]["id"] == begun_anew.ids["plan"]
    # Nothing of it is asked, or comes in, a second time.
    assert county.take(begun_anew).copies[0].step is None


def test_money_that_is_sent_from_a_fresh_file_is_counted_once_where_that_is_said(
    county: County, upton: District, begun_anew: District
) -> None:
    asked = [each for each in county.take(begun_anew).copies[0].questions if each.removes]
    assert [(each.register, each.record) for each in asked] == [("funding_streams", upton.ids["stream"])]
    assert len(county.ws.records("funding_streams")) == 2
    county.ws.undo()
    county.take(begun_anew, on_clash="take")
    assert [each["id"] for each in county.ws.records("funding_streams")] == [begun_anew.ids["stream"]]
    assert verify(county.ws.path) == []


def test_groups_and_the_log_are_the_same_in_a_fresh_file(county: County, begun_anew: District) -> None:
    before = {name: len(county.ws.records(name)) for name in ("groups", "log_entries", "people", "agencies")}
    county.take(begun_anew)
    assert {name: len(county.ws.records(name)) for name in before} == before
    assert [each["outcome"] for each in county.ws.records("log_entries")] == ["They answered"]


def test_undone_it_comes_in_whole_again(county: County, upton: District) -> None:
    before = county.ws.dump(["plan_items", "agencies", "partnerships", "copies_taken_in"])
    county.take(upton)
    county.ws.undo()
    assert county.ws.dump(["plan_items", "agencies", "partnerships", "copies_taken_in"]) == before
    county.take(upton)
    assert len(county.ws.records("plan_items")) == 2


def test_a_district_that_went_back_to_a_backup(county: County, upton: District, tmp_path: Path) -> None:
    backup = tmp_path / "earlier.csp"
    upton.ws.copy_to(backup)
    upton.ws.apply([Update("plan_items", upton.ids["action"], {"target": "90"})])
    county.take(upton)
    with Workspace.open(backup, backup=False, user="upton") as restored:
        restored.apply([Update("plan_items", upton.ids["action"], {"title": "Mark prams"})])
        taken = county.take(District(restored, "Upton"))
    assert taken.copies[0].questions == []
    action = county.record("plan_items", upton.ids["action"])
    assert (action["title"], action["target"]) == ("Mark prams", "90")


def test_several_districts_share_what_is_the_same(county: County, upton: District, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ferry.csp", user="ferry") as ws:
        ferry = District(ws, "Ferry Hill").begin()
        taken = county.take(upton, ferry)
        assert "as a partnership new to this file" in taken.copies[1].district
        assert len(county.ws.records("partnerships")) == 3
        for district in (upton, ferry):
            leads = county.record("plan_items", district.ids["action"])["lead_agencies"]
            assert leads == (district.ids["council"], county.police)
        assert [copy.step is None for copy in county.take(upton, ferry).copies] == [True, True]


def test_a_file_of_one_partnership_takes_in_copies_only(upton: District, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "other.csp") as ws:
        District(ws, "Other").begin()
        preview = preview_copies(ws, [upton.ws.path])
        assert "is not a copy of" in preview.copies[0].message
        assert preview.copies[0].district == ""


def test_a_file_that_only_names_its_neighbours_takes_in_theirs(upton: District, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ferry.csp") as ws, Workspace.create(tmp_path / "same.csp") as again:
        District(ws, "Ferry Hill").begin()
        ws.apply([Insert("partnerships", {"name": "County", "short_name": "C", "kind": "county group"})])
        District(again, "Ferry Hill").begin()
        for stranger in (upton.ws.path, again.path):
            message = preview_copies(ws, [stranger]).copies[0].message
            assert "is not a copy of" in message
            assert message.endswith("or that of a partnership listed here without a plan.")
        ws.apply([Insert("partnerships", {"name": "Upton", "short_name": "Upton CSP"})])
        assert apply_copies(ws, [upton.ws.path]).copies[0].message == ""
        assert len(ws.records("plans")) == 2


def test_a_copy_of_the_county_knows_what_was_taken_in(
    county: County, upton: District, tmp_path: Path
) -> None:
    county.take(upton)
    copy = tmp_path / "county-LAPTOP.csp"
    shutil.copyfile(county.ws.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        upton.ws.apply([Update("plan_items", upton.ids["action"], {"target": "90"})])
        apply_copies(home, [upton.ws.path])
    apply_copies(county.ws, [copy])
    assert county.record("plan_items", upton.ids["action"])["target"] == "90"
    assert county.take(upton).copies[0].step is None
