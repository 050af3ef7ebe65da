"""The one write path: checks, history, undo across sessions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, SmallFile
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from csp_desktop.editing.workspace import Delete, Insert, Step, Update, Workspace
from csp_desktop.errors import AppError, FileChanged, InvalidChange
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Choice, Content, Field, Links, Reference, WholeNumber
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.storage.checking.verify import verify


def _all(workspace: Workspace) -> dict[str, Any]:
    dumped = workspace.dump()
    del dumped["changes"]
    return {name: sorted(records, key=lambda record: record["id"]) for name, records in dumped.items()}


def test_an_edit_is_written_recorded_and_announced(small: SmallFile, workspace: Workspace) -> None:
    heard: list[Step] = []
    stop = workspace.subscribe(heard.append)
    step = workspace.apply([Update("plan_items", small.action, {"title": "Mark all bicycles"})], "1.1 title")
    assert heard == [step]
    assert step.changed == {("plan_items", small.action)}
    change = workspace.history.changes_to(small.action)[0]
    assert (change["before"], change["after"]) == ("Mark bicycles", "Mark all bicycles")
    assert (change["reason"], change["made_by"], change["field"]) == ("1.1 title", workspace.user, "title")
    stop()
    workspace.undo()
    assert heard == [step]


def test_an_edit_that_changes_nothing_leaves_no_step(small: SmallFile, workspace: Workspace) -> None:
    assert workspace.apply([Update("plan_items", small.action, {"title": "Mark bicycles"})]).number == 0
    assert workspace.undoable is None


@pytest.mark.parametrize(
    ("register", "values", "words"),
    [
        ("agencies", {"name": "Others", "short_name": "Police"}, "same short name"),
        ("agencies", {"name": "Others", "short_name": "police"}, "same short name, “Police”"),
        ("agencies", {"name": "Others"}, "Short name is needed"),
        ("plan_items", {"level": "action", "title": "Loose"}, "Plan is needed"),
        (
            "plans",
            {"partnership": "nobody", "title": "x", "first_year": 2010, "last_year": 2010},
            "no longer",
        ),
        ("risks", {"plan": "PLAN", "title": "x", "current_impact": 6}, "from 1 to 5"),
        ("plan_items", {"plan": "PLAN", "level": "priority", "title": "x", "due_on": "soon"}, "date"),
    ],
)
def test_what_a_check_refuses_is_not_written(
    small: SmallFile, workspace: Workspace, register: str, values: dict[str, Any], words: str
) -> None:
    before = _all(workspace)
    values = {name: small.plan if value == "PLAN" else value for name, value in values.items()}
    good = Insert("agencies", {"name": "Good", "short_name": "Good"})
    with pytest.raises(InvalidChange, match=words):
        workspace.apply([good, Insert(register, values)])
    assert _all(workspace) == before
    assert workspace.undoable is None


def test_a_short_name_is_its_own_whatever_its_case(small: SmallFile, workspace: Workspace) -> None:
    other = Insert("agencies", {"name": "Borough police", "short_name": "Borough  Police"})
    workspace.apply([other])
    for taken in ("BOROUGH POLICE", "Borough\u00a0police"):
        with pytest.raises(InvalidChange, match="same short name, “Borough  Police”") as caught:
            workspace.apply([Update("agencies", small.police, {"short_name": taken})])
        assert (caught.value.record, caught.value.field) == (small.police, "short_name")
    # Two of one step are the same as well; the one that stands already keeps its name.
    with pytest.raises(InvalidChange, match="same short name"):
        workspace.apply([Insert("agencies", {"name": name, "short_name": name}) for name in ("Fire", "FIRE")])
    # Its own name in another case is no other's.
    workspace.apply([Update("agencies", small.police, {"short_name": "POLICE"})])
    workspace.apply([Update("agencies", small.police, {"notes": "Moved"})])
    assert workspace.record("agencies", small.police)["short_name"] == "POLICE"


def test_two_of_one_name_from_earlier_can_still_be_edited(small: SmallFile, workspace: Workspace) -> None:
    second = Insert("agencies", {"name": "Police of the north", "short_name": "police"})
    workspace.apply([second], of_copy=True)
    workspace.apply([Update("agencies", second.id, {"notes": "Kept"})])
    workspace.apply([Update("agencies", second.id, {"short_name": "Police North"})])
    assert workspace.record("agencies", second.id)["short_name"] == "Police North"


def test_items_cannot_stand_under_their_own_children(small: SmallFile, workspace: Workspace) -> None:
    with pytest.raises(InvalidChange, match="An action cannot be under an action"):
        workspace.apply([Update("plan_items", small.other, {"parent": small.action})])
    with pytest.raises(InvalidChange, match="An action cannot be under an action"):
        workspace.apply([Update("plan_items", small.other, {"parent": small.other})])
    group = {"partnership": small.partnership, "kind": "steering"}
    top = Insert("groups", {**group, "name": "Top", "short_name": "Top"})
    low = Insert("groups", {**group, "name": "Low", "short_name": "Low", "parent": top.id})
    workspace.apply([top, low])
    with pytest.raises(InvalidChange, match="report to itself"):
        workspace.apply([Update("groups", top.id, {"parent": low.id})])


def test_an_item_keeps_a_place_its_children_can_stand_under(small: SmallFile, workspace: Workspace) -> None:
    top = Insert("plan_items", {"plan": small.plan, "level": "priority", "title": "Above all"})
    workspace.apply([top])
    with pytest.raises(InvalidChange, match="“1.1” is under this one, and an action cannot") as refusal:
        workspace.apply([Update("plan_items", small.priority, {"level": "action", "parent": top.id})])
    assert (refusal.value.record, refusal.value.field) == (small.priority, "level")
    workspace.apply([Update("plan_items", small.priority, {"level": "objective", "parent": top.id})])
    other = Insert(
        "plans",
        {"partnership": small.partnership, "title": "Another", "first_year": 2011, "last_year": 2011},
    )
    with pytest.raises(InvalidChange, match="another plan"):
        workspace.apply([other, Update("plan_items", top.id, {"plan": other.id})])
    everything = [item["id"] for item in workspace.records("plan_items")]
    workspace.apply([other, *(Update("plan_items", item, {"plan": other.id}) for item in everything)])


@pytest.mark.parametrize(
    ("register", "values", "field"),
    [
        ("updates", {"item": "nobody", "quarter": "2010-Q1"}, "item"),
        (
            "plan_items",
            {"plan": "PLAN", "level": "priority", "title": "x", "lead_agencies": ("nobody",)},
            "lead_agencies",
        ),
    ],
)
def test_what_refers_to_nothing_is_named(
    small: SmallFile, workspace: Workspace, register: str, values: dict[str, Any], field: str
) -> None:
    values = {name: small.plan if value == "PLAN" else value for name, value in values.items()}
    with pytest.raises(InvalidChange, match="no longer in the file") as refusal:
        workspace.apply([Insert(register, values, id="made")])
    assert (refusal.value.register, refusal.value.field) == (register, field)
    assert refusal.value.record in ("made", "")


def test_deleting_takes_what_cannot_stand_alone_and_undo_brings_all_back(
    small: SmallFile, workspace: Workspace
) -> None:
    update = Insert("updates", {"item": small.other, "quarter": "2010-Q1", "narrative": "Begun"})
    risk = Insert("risks", {"plan": small.plan, "item": small.other, "title": "No lamps"})
    workspace.apply([update, risk])
    before = _all(workspace)
    workspace.apply([Delete("plan_items", small.priority)], "deleted 1")
    assert workspace.records("plan_items") == []
    assert workspace.records("updates") == []
    assert workspace.record("risks", risk.id)["item"] is None
    workspace.apply([Delete("agencies", small.police)], "deleted Police")
    workspace.undo()
    workspace.undo()
    assert _all(workspace) == before


def test_undo_and_redo_reach_across_sessions(small: SmallFile) -> None:
    with Workspace.open(small.path) as workspace:
        for title in ("One", "Two"):
            workspace.apply([Update("plans", small.plan, {"title": title})], title)
    with Workspace.open(small.path) as workspace:
        assert workspace.undo().reason == "undo Two"
        assert workspace.undoable == "One"
    with Workspace.open(small.path) as workspace:
        workspace.undo()
        assert workspace.undo() is None
        assert workspace.record("plans", small.plan)["title"] == "Plan 2010/11"
        assert workspace.redoable == "One"
        workspace.redo()
        workspace.redo()
        assert workspace.redo() is None
        assert workspace.record("plans", small.plan)["title"] == "Two"
        workspace.undo()
        workspace.apply([Update("plans", small.plan, {"title": "Three"})])
        assert workspace.redoable is None
    assert verify(small.path) == []


def test_file_contents_come_back_after_undo_and_redo(small: SmallFile, workspace: Workspace) -> None:
    sent = Insert(
        "returns",
        {"plan": small.plan, "quarter": "2010-Q1", "agency": small.police, "return_code": "RET-1"},
    )
    file = Insert(
        "return_files",
        {
            "return": sent.id,
            "direction": "sent",
            "file_name": "a.xlsx",
            "sha256": "0",
            "content": b"\x00\xff",
        },
    )
    workspace.apply([sent, file])
    workspace.undo()
    assert workspace.content("return_files", file.id, "content") is None
    workspace.redo()
    assert workspace.content("return_files", file.id, "content") == b"\x00\xff"


def test_records_are_found_through_references(small: SmallFile, workspace: Workspace) -> None:
    workspace.apply([Insert("updates", {"item": small.action, "quarter": q}) for q in ("2010-Q1", "2010-Q2")])
    assert len(workspace.records("updates", {"item.plan": small.plan})) == 2
    assert len(workspace.records("updates", {"item.plan": "another"})) == 0
    assert len(workspace.records("updates", {"quarter": ("2010-Q2", "2010-Q3")})) == 1
    assert [item["ref"] for item in workspace.records("plan_items", {"parent": None})] == ["1"]


_VALUES: dict[str, tuple[Any, ...]] = {
    "text": ("a", "b", "c", "d", "e"),
    "narrative": ("words", "line\nbreak", "“–”"),
    "number": (0, 1.5, 100),
    "money": (0, 100, -250),
    "date": ("2010-04-01", "2011-03-31"),
    "quarter": ("2010-Q1", "2010-Q2", "2010-Q3"),
    "year": (2010, 2011),
    "yes/no": (True, False),
    "content": (b"", b"\x00\xff"),
}


_REGISTERS = st.sampled_from(sorted(BY_NAME))


class Edits(RuleBasedStateMachine):
    """Random edits, undone to the last one, must leave everything as it was; redone, as it became."""

    path: Path

    @initialize()
    def open(self) -> None:
        Edits.count += 1
        self.small = SmallFile(Edits.path / f"edits{Edits.count}.csp")
        self.workspace = Workspace.create(self.small.path)
        self.workspace.apply(self.small.changes, "start", kind="start")
        for register in BY_NAME.values():
            if not self._ids(register.name):
                self.workspace.apply([self._first(register)], "start", kind="start")
        self.states = [_all(self.workspace)]
        self.at = 0
        self.known: PlanRecords | None = None
        self.changed: set[str] = set()
        self.workspace.subscribe(lambda step: self.changed.update(step.registers))

    count = 0

    def _try(self, *changes: Insert | Update | Delete) -> None:
        try:
            step = self.workspace.apply(changes)
        except AppError:
            assert _all(self.workspace) == self.states[self.at]
            return
        if step.number:
            del self.states[self.at + 1 :]
            self.states.append(_all(self.workspace))
            self.at += 1

    def _ids(self, register: str) -> list[str]:
        return [record["id"] for record in self.workspace.records(register)]

    def _first(self, register: Register) -> Insert:
        """A record with as much in it as it needs."""
        values = {field.name: self._fitting(field)[-1] for field in register.fields if field.required}
        if register.name == "returns":
            values["agency"] = self.small.police
        return Insert(register.name, values)

    def _fitting(self, field: Field) -> Sequence[Any]:
        """Some values that fit a field, nothing where it may be empty among them."""
        fitting: tuple[Any, ...]
        match field:
            case Choice():
                return field.options
            case Links():
                ids = tuple(self._ids(field.to))
                return [(), ids, ids[::-1], ids[:1]]
            case Reference():
                fitting = tuple(self._ids(field.to)) or ("nobody",)
            case WholeNumber():
                fitting = tuple(range(field.minimum or 0, 6))
            case _:
                fitting = _VALUES[field.kind]
        return fitting if field.required or field.kind == "yes/no" else (None, *fitting)

    def _value(self, data: Any, field: Field) -> Any:
        return data.draw(st.sampled_from(self._fitting(field)))

    def _made(self, data: Any, register: Register) -> Insert:
        chosen = {
            field.name: self._value(data, field)
            for field in register.fields
            if field.required or data.draw(st.booleans())
        }
        return Insert(register.name, chosen)

    @rule(data=st.data(), registers=st.lists(_REGISTERS, min_size=1, max_size=3))
    def make(self, data: Any, registers: list[str]) -> None:
        self._try(*(self._made(data, BY_NAME[register]) for register in registers))

    @rule(data=st.data(), name=_REGISTERS)
    def write(self, data: Any, name: str) -> None:
        register = BY_NAME[name]
        fields = {field.name for field in register.fields if not isinstance(field, Content)}
        ids = self._ids(register.name) or ["nobody"]
        changes = []
        for record in data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3)):
            chosen = data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True))
            values = {field: self._value(data, register[field]) for field in chosen}
            changes.append(Update(register.name, record, values))
        self._try(*changes)

    @rule(data=st.data(), title=st.text(max_size=8))
    def type_title(self, data: Any, title: str) -> None:
        self._try(
            Update(
                "plan_items",
                data.draw(st.sampled_from(self._ids("plan_items") or ["nobody"])),
                {"title": title},
            )
        )

    @rule(data=st.data(), register=_REGISTERS)
    def remove(self, data: Any, register: str) -> None:
        ids = self._ids(register)
        self._try(
            *(
                Delete(register, one)
                for one in data.draw(st.lists(st.sampled_from(ids or ["nobody"]), min_size=1, max_size=2))
            )
        )

    @rule(data=st.data())
    def all_in_one(self, data: Any) -> None:
        """Make, write and remove the same record and its like in one step."""
        made = self._made(data, BY_NAME["agencies"])
        again = Insert("agencies", {**made.values, "name": "Again"}, id=made.id)
        person = Insert("people", {"name": "Chair", "agency": made.id})
        changes = [
            made,
            person,
            Update("agencies", made.id, {"notes": "new"}),
            Delete("agencies", made.id),
            again,
        ]
        self._try(*changes[: data.draw(st.integers(1, len(changes)))])

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.small.path, backup=False)
        self.workspace.subscribe(lambda step: self.changed.update(step.registers))

    @rule()
    def undo(self) -> None:
        if self.workspace.undo():
            self.at -= 1

    @rule()
    def redo(self) -> None:
        if self.workspace.redo():
            self.at += 1

    @invariant()
    def stands_where_it_should(self) -> None:
        if hasattr(self, "workspace"):
            assert _all(self.workspace) == self.states[self.at]

    @invariant()
    def what_has_changed_of_a_plan_is_enough_to_know_it_whole(self) -> None:
        if not hasattr(self, "workspace") or self.workspace.record("plans", self.small.plan) is None:
            return
        whole = self.workspace.plan_records(self.small.plan)
        assert self.workspace.plan_records(self.small.plan, self.known, self.changed) == whole
        self.known = whole
        self.changed.clear()

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            while self.workspace.undo():
                pass
            assert _all(self.workspace) == self.states[0]
            self.workspace.close()
            assert verify(self.small.path) == []


def test_random_edits_undo_to_the_start(tmp_path: Path) -> None:
    Edits.path = tmp_path
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=6, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_plans_are_listed_newest_first_in_each_partnership(small: SmallFile, workspace: Workspace) -> None:
    other = Insert("partnerships", {"name": "Abbey CSP", "short_name": "Abbey"})
    made = [
        Insert(
            "plans", {"partnership": partnership, "title": str(year), "first_year": year, "last_year": year}
        )
        for partnership, year in ((small.partnership, 2011), (small.partnership, 2009), (other.id, 2008))
    ]
    workspace.apply([other, *made])
    listed = [(plan["partnership_short"], plan["last_year"]) for plan in workspace.plans()]
    assert listed == [("Abbey", 2008), ("Anytown", 2011), ("Anytown", 2010), ("Anytown", 2009)]


def _another_program(path: Path, who: str, title: str) -> None:
    """Another process that held the file, slept and woke: its lock is of no use to anybody any more."""
    child = (
        "import sys; from pathlib import Path; from csp_desktop.storage import lease\n"
        "lease.Lease._take = lambda self, take_over: None\n"
        "lease.Lease.taken_by = lambda self: ''\n"
        "from csp_desktop.editing.workspace import Update, Workspace\n"
        "with Workspace.open(Path(sys.argv[1]), backup=False, user=sys.argv[2]) as workspace:\n"
        "    plan = workspace.plans()[0]['id']\n"
        "    workspace.apply([Update('plans', plan, {'title': sys.argv[3]})])\n"
    )
    subprocess.run([sys.executable, "-c", child, str(path), who, title], cwd=PROJECT, check=True)


def test_nobody_writes_over_what_another_wrote_meanwhile(workspace: Workspace, small: SmallFile) -> None:
    workspace.apply([Update("plans", small.plan, {"title": "Mine"})])
    heard: list[Step] = []
    workspace.subscribe(heard.append)
    _another_program(small.path, "Deputy", "Theirs")
    with pytest.raises(FileChanged, match="was changed meanwhile by Deputy at"):
        workspace.apply([Update("plans", small.plan, {"title": "Mine again"})])
    assert workspace.plans()[0]["title"] == "Theirs"
    (step,) = heard
    assert "plans" in step.registers
    workspace.apply([Update("plans", small.plan, {"title": "Mine again"})])
    _another_program(small.path, "Deputy", "Theirs again")
    with pytest.raises(FileChanged):
        workspace.undo()
    assert workspace.plans()[0]["title"] == "Theirs again"
    assert [change["made_by"] for change in workspace.history.changes_to(small.plan)][:2] == [
        "Deputy",
        workspace.user,
    ]
