"""Copies worked on apart at random and brought together: no word lost, none invented, and an end to it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import SmallFile

from csp_desktop.editing.copies.questions import open_questions, settle
from csp_desktop.editing.copies.taking_in import CopiesPreview, apply_copies, preview_copies
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import AppError
from csp_desktop.registers.fields import Values
from csp_desktop.storage.checking.verify import verify

QUARTERS = ("2010-Q1", "2010-Q2")
RAGS = ("green", "amber", "red", "blue", None)
EDITED = {
    "plan_items": ("title", "target", "timescale", "resources", "outcome"),
    "updates": ("narrative", "author"),
    "agencies": ("name", "notes"),
    "risks": ("title", "cause"),
    "mitigations": ("title", "progress"),
    "indicators": ("title", "source"),
    "measurements": ("note",),
}  # fmt: skip


class Author:
    """Somebody who works on a copy at random; every text is one nobody else types."""

    def __init__(self, chance: random.Random, who: str, path: Path, words: Iterator[int]) -> None:
        self.chance = chance
        self.who = who
        self.path = path
        self._words = words

    def word(self) -> str:
        return f"<{self.who} {next(self._words)}>"

    def work(self, workspace: Workspace, steps: int) -> None:
        for _ in range(steps):
            act = self.chance.choice(
                [self._edit, self._edit, self._edit, self._answer, self._answer, self._add, self._add, self._import,
                 self._delete, self._link, self._move, self._rename, self._choose, self._undo]
            )  # fmt: skip
            try:
                act(workspace)
            except AppError:
                continue  # Refused by a check: not every random act makes sense.

    def _one(self, workspace: Workspace, register: str) -> Values:
        records = workspace.records(register)
        if not records:
            raise AppError("There is none.")
        return self.chance.choice(records)

    def _edit(self, workspace: Workspace) -> None:
        register = self.chance.choice(list(EDITED))
        record = self._one(workspace, register)
        names = self.chance.sample(EDITED[register], min(2, len(EDITED[register])))
        workspace.apply([Update(register, record["id"], {name: self.word() for name in names})])

    def _answer(self, workspace: Workspace) -> None:
        register, owner, of, text = self.chance.choice(
            [("updates", "plan_items", "item", "narrative"), ("measurements", "indicators", "indicator", "note"),
             ("risk_reviews", "risks", "risk", "comment")]
        )  # fmt: skip
        whose, quarter = self._one(workspace, owner)["id"], self.chance.choice(QUARTERS)
        there = workspace.records(register, {of: whose, "quarter": quarter})
        values: dict[str, Any] = {text: self.word()}
        if register == "updates":
            values["rag"] = self.chance.choice(RAGS)
        if there:
            workspace.apply([Update(register, there[0]["id"], values)])
        else:
            workspace.apply([Insert(register, {of: whose, "quarter": quarter, **values})])

    def _add(self, workspace: Workspace) -> None:
        plan = workspace.records("plans")[0]["id"]
        kind = self.chance.randrange(5)
        if kind == 0:
            parent = self._one(workspace, "plan_items")
            level = (
                "action" if parent["level"] == "objective" else self.chance.choice(["objective", "action"])
            )
            workspace.apply([Insert("plan_items", {"plan": plan, "level": level, "parent": parent["id"], "title": self.word()})])  # fmt: skip
        elif kind == 1:
            workspace.apply([Insert("risks", {"plan": plan, "title": self.word(), "item": self._one(workspace, "plan_items")["id"]})])  # fmt: skip
        elif kind == 2:
            workspace.apply(
                [Insert("mitigations", {"risk": self._one(workspace, "risks")["id"], "title": self.word()})]
            )
        elif kind == 3:
            workspace.apply([Insert("indicators", {"plan": plan, "title": self.word()})])
        else:
            # Short names run out, so that both sides make the same.
            short = self.chance.choice(["Fire", "Health", "Probation"])
            workspace.apply([Insert("agencies", {"name": self.word(), "short_name": short})])

    def _import(self, workspace: Workspace) -> None:
        plan = workspace.records("plans")[0]["id"]
        priority = Insert("plan_items", {"plan": plan, "level": "priority", "title": self.word()})
        actions = [
            Insert(
                "plan_items", {"plan": plan, "parent": priority.id, "position": place, "title": self.word()}
            )
            for place in range(3)
        ]
        updates = [
            Insert("updates", {"item": made.id, "quarter": "2010-Q1", "narrative": self.word()})
            for made in actions
        ]
        workspace.apply([priority, *actions, *updates], "import")

    def _delete(self, workspace: Workspace) -> None:
        register = self.chance.choice(
            ["plan_items", "updates", "agencies", "risks", "mitigations", "indicators"]
        )
        workspace.apply([Delete(register, self._one(workspace, register)["id"])])

    def _link(self, workspace: Workspace) -> None:
        item = self._one(workspace, "plan_items")
        agencies = [agency["id"] for agency in workspace.records("agencies")]
        leads = tuple(self.chance.sample(agencies, self.chance.randrange(len(agencies) + 1)))
        workspace.apply([Update("plan_items", item["id"], {"lead_agencies": leads})])

    def _move(self, workspace: Workspace) -> None:
        item, parent = self._one(workspace, "plan_items"), self._one(workspace, "plan_items")
        place = self.chance.randrange(5)
        workspace.apply([Update("plan_items", item["id"], {"parent": parent["id"], "position": place})])

    def _rename(self, workspace: Workspace) -> None:
        agency = self._one(workspace, "agencies")
        short = self.chance.choice(["Fire", "Health", "Force"])
        workspace.apply([Update("agencies", agency["id"], {"short_name": short})])

    def _choose(self, workspace: Workspace) -> None:
        item = self._one(workspace, "plan_items")
        level = self.chance.choice(["objective", "action"])
        status = self.chance.choice(["not started", "complete", "stopped"])
        workspace.apply([Update("plan_items", item["id"], {"status": status, "level": level, "due_on": f"2011-0{self.chance.randrange(1, 9)}-01"})])  # fmt: skip

    def _undo(self, workspace: Workspace) -> None:
        if workspace.undoable and not workspace.undoable.startswith("copy"):
            workspace.undo() if self.chance.random() < 0.8 else workspace.redo()


def texts(workspace: Workspace) -> dict[tuple[str, str, str], str]:
    """Every text typed that stands in a file, by register, record and field."""
    return {
        (register, record["id"], name): value
        for register in [*EDITED, "risk_reviews"]
        for record in workspace.records(register)
        for name, value in record.items()
        if isinstance(value, str) and value.startswith("<")
    }


def state(workspace: Workspace) -> dict[str, list[Values]]:
    dumped = workspace.dump()
    del dumped["changes"]
    return {name: sorted(records, key=lambda record: str(record["id"])) for name, records in dumped.items()}


def unasked(workspace: Workspace, previews: list[CopiesPreview]) -> dict[str, str]:
    """What was typed since the copies parted and stands in a file, but for what was asked; the field of each."""
    asked = " ".join(
        f"{finding.returned} {finding.current} {finding.issued}"
        for preview in previews
        for finding in preview.findings
        if finding.outcome == "clash"
    )
    return {
        word: name
        for (_, _, name), word in texts(workspace).items()
        if word not in asked and not word.startswith("<start")
    }


def bring_together(folder: Path, seed: str, copies: int) -> None:
    """One random story: a file and some copies, worked on, brought together in both orders, worked on again."""
    chance = random.Random(seed)
    words = count()
    small = SmallFile(folder / "plan.csp")
    author = Author(chance, "start", small.path, words)
    with Workspace.create(small.path) as workspace:
        workspace.apply(small.changes, "start", kind="start")
        author.work(workspace, chance.randrange(6))
    authors = [Author(chance, f"c{number}", folder / f"plan-{number}.csp", words) for number in range(copies)]
    for other in authors:
        shutil.copyfile(small.path, other.path)
        with Workspace.open(other.path, backup=False, user=other.who) as workspace:
            other.work(workspace, chance.randrange(1, 9))
    with Workspace.open(small.path, backup=False, user="here") as here, ExitStack() as opened:
        Author(chance, "here", small.path, words).work(here, chance.randrange(9))
        theirs = [opened.enter_context(Workspace.open(other.path, read_only=True)) for other in authors]
        paths = [other.path for other in authors]
        turned = folder / "turned.csp"
        here.copy_to(turned)
        before, ours = state(here), texts(here)
        previewed = preview_copies(here, paths)
        assert state(here) == before
        applied = apply_copies(here, paths)
        assert previewed.as_json()["findings"] == applied.as_json()["findings"]
        assert not any(copy.message for copy in applied.copies), [copy.message for copy in applied.copies]
        _nothing_is_lost(here, applied, ours, theirs)
        after = state(here)
        again = apply_copies(here, paths)
        assert all(copy.step is None for copy in again.copies)
        assert state(here) == after
        with Workspace.open(turned, backup=False, user="here") as other_way:
            turned_round = apply_copies(other_way, paths[::-1])
            _nothing_is_lost(other_way, turned_round, ours, theirs)
            both = [applied, turned_round]
            assert unasked(here, both) == unasked(other_way, both)
        _settle_all(here, chance)
        while here.undoable and here.undoable.startswith(("copy", "question")):
            here.undo()
        assert state(here) == before
    assert verify(small.path) == []
    assert verify(turned) == []


def _nothing_is_lost(
    here: Workspace, applied: CopiesPreview, ours: dict[tuple[str, str, str], str], theirs: list[Workspace]
) -> None:
    stand = set(texts(here).values())
    asked = " ".join(
        f"{finding.returned} {finding.current}" for finding in applied.findings if finding.outcome == "clash"
    )
    asked += " ".join(question.finding.returned for question in open_questions(here))
    for other in theirs:
        for place, word in texts(other).items():
            # What stood before they parted may have been replaced or deleted on either side.
            assert word in stand or word in asked or word.startswith("<start"), (place, word)
    for place, word in ours.items():
        assert word in stand or not word.startswith("<here"), (place, word)


def _settle_all(here: Workspace, chance: random.Random) -> None:
    for _ in range(100):
        questions = open_questions(here)
        if not questions:
            return
        question = chance.choice(questions)
        try:
            settle(here, question, chance.choice(["ours", "theirs"]) if question.finding.takeable else "ours")
        except AppError:
            settle(here, question, "ours")
    assert not open_questions(here)


@pytest.mark.parametrize("story", [0, *(pytest.param(story, marks=pytest.mark.slow) for story in (1, 2))])
def test_stories_of_copies(tmp_path: Path, story: int) -> None:
    bring_together(tmp_path, f"copies {story}", 2 + story)


@pytest.mark.slow
def test_many_stories_of_copies(tmp_path: Path, search_seed: int) -> None:
    # CSP_STORIES=10000 makes the long run of it.
    for story in range(int(os.environ.get("CSP_STORIES", "72"))):
        folder = tmp_path / str(story)
        folder.mkdir()
        bring_together(folder, f"{search_seed} {story}", 1 + story % 4)
        shutil.rmtree(folder)
