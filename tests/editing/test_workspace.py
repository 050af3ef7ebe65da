"""The one write path: checks, history, undo across sessions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import SmallFile
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from csp_desktop.editing.workspace import Delete, Insert, Step, Update, Workspace
from csp_desktop.errors import AppError, InvalidChange
from csp_desktop.storage.verify import verify


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
    change = workspace.changes_to(small.action)[0]
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


def test_items_cannot_stand_under_their_own_children(small: SmallFile, workspace: Workspace) -> None:
    with pytest.raises(InvalidChange, match="cannot stand under an action"):
        workspace.apply([Update("plan_items", small.other, {"parent": small.action})])
    group = {"partnership": small.partnership, "kind": "steering"}
    top = Insert("groups", {**group, "name": "Top", "short_name": "Top"})
    low = Insert("groups", {**group, "name": "Low", "short_name": "Low", "parent": top.id})
    workspace.apply([top, low])
    with pytest.raises(InvalidChange, match="report to itself"):
        workspace.apply([Update("groups", top.id, {"parent": low.id})])


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


class Edits(RuleBasedStateMachine):
    """Random edits, undone to the last one, must leave everything as it was; redone, as it became."""

    path: Path

    @initialize()
    def open(self) -> None:
        Edits.count += 1
        self.small = SmallFile(Edits.path / f"edits{Edits.count}.csp")
        self.workspace = Workspace.create(self.small.path)
        self.workspace.apply(self.small.changes, "start", kind="start")
        self.states = [_all(self.workspace)]
        self.at = 0

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

    def _some(self, data: Any, register: str) -> str:
        ids = [record["id"] for record in self.workspace.records(register)]
        return data.draw(st.sampled_from([*ids, "nobody"]))

    @rule(data=st.data(), title=st.text(max_size=8), quarter=st.sampled_from(["2010-Q1", "2010-Q2"]))
    def add(self, data: Any, title: str, quarter: str) -> None:
        item = self._some(data, "plan_items")
        self._try(
            Insert("updates", {"item": item, "quarter": quarter, "narrative": title}),
            Insert("risks", {"plan": self.small.plan, "item": item, "title": title or "x"}),
        )

    @rule(data=st.data(), title=st.text(max_size=8))
    def write(self, data: Any, title: str) -> None:
        agencies = tuple(
            dict.fromkeys(data.draw(st.lists(st.sampled_from([self.small.police, self.small.council]))))
        )
        item = self._some(data, "plan_items")
        self._try(Update("plan_items", item, {"title": title, "lead_agencies": agencies}))

    @rule(data=st.data(), register=st.sampled_from(["plan_items", "agencies", "risks", "updates"]))
    def remove(self, data: Any, register: str) -> None:
        self._try(Delete(register, self._some(data, register)))

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
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
