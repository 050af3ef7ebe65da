"""What verification finds that SQLite alone does not."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import FileNotSound, FileProblem
from csp_desktop.storage import csp_file
from csp_desktop.storage.checking import looked_through
from csp_desktop.storage.checking.verify import verify


def _behind_its_back(small: SmallFile, *statements: str) -> None:
    connection = sqlite3.connect(small.path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE plan_items SET title = 'x' WHERE ref = '1.2'",
            "Plan item “1.2” is not as its history left it.",
        ),
        ("UPDATE plan_items SET due_on = '2011-01-01' WHERE ref = '1'", "Plan item “1” is not as"),
        ("DELETE FROM plan_items_lead_agencies WHERE position = 1", "Plan item “1.2” is not as its history"),
        (
            "UPDATE plan_items_lead_agencies SET position = 1 - position",
            "Plan item “1.2” is not as its history",
        ),
        (
            "INSERT INTO agencies (id, name, short_name) VALUES ('new', 'New', 'New')",
            "Agency “New” is not as its history left it.",
        ),
        ("DELETE FROM accepted_findings", ""),
        (
            "DELETE FROM risks",
            "Risks in the history that are no longer in their register: 1.",
        ),
        (
            "DELETE FROM changes WHERE register = 'plans'",
            "Plan “Plan 2010/11” is not as its history left it.",
        ),
        ("UPDATE changes SET after = x'01' WHERE register = 'plans'", "Plan “Plan 2010/11” is not as"),
        ("UPDATE changes SET after = x'007b' WHERE register = 'plans'", "Plan “Plan 2010/11” is not as"),
        ("DELETE FROM plans", "Plan item “1”: Plan: what it names is not in the file."),
        (
            "UPDATE plan_items SET parent = id WHERE ref = '1.1'",
            "Plan item “1.1”: Under: it leads in a circle",
        ),
        (
            "UPDATE groups SET parent = id",
            "Group “Steering”: Reports to: it leads in a circle back to itself.",
        ),
        (
            "UPDATE return_files SET content = x'00'",
            "The kept return “police.xlsx” is not the file that was kept.",
        ),
        ("DROP INDEX plans_partnership", "The index plans_partnership is missing."),
        ("DROP VIEW risk_register", "The view risk_register is missing."),
    ],
)
def test_what_was_changed_behind_its_back(small: SmallFile, statement: str, found: str) -> None:
    sent = Insert(
        "returns", {"plan": small.plan, "quarter": "2010-Q1", "agency": small.police, "return_code": "R-1"}
    )
    kept = {
        "return": sent.id,
        "direction": "received",
        "file_name": "police.xlsx",
        "sha256": hashlib.sha256(b"their file").hexdigest(),
        "content": b"their file",
    }
    group = {"partnership": small.partnership, "name": "Steering", "short_name": "SG"}
    with Workspace.open(small.path) as workspace:
        workspace.apply(
            [
                sent,
                Insert("return_files", kept),
                Insert("groups", group),
                Insert("risks", {"plan": small.plan, "title": "No lamps"}),
            ]
        )
    assert verify(small.path) == []
    _behind_its_back(small, statement)
    problems = verify(small.path)
    assert problems[0].startswith(found) if found else not problems


@pytest.mark.parametrize(
    "changes",
    [
        lambda small: [Update("plan_items", small.action, {"title": "One"})],
        lambda small: [Update("plan_items", small.action, {"lead_agencies": (small.council, small.police)})],
        lambda small: [Update("plan_items", small.action, {"lead_agencies": ()})],
        lambda small: [Delete("plan_items", small.other)],
        lambda small: [Delete("agencies", small.police)],
        lambda small: [Insert("indicators", {"plan": small.plan, "title": "x", "baseline_value": 5})],
        lambda small: [Insert("indicators", {"plan": small.plan, "title": "x", "baseline_value": 13.9})],
    ],
)
def test_what_was_changed_by_the_program_is_whole(
    small: SmallFile, changes: Callable[[SmallFile], list[Insert | Update | Delete]]
) -> None:
    with Workspace.open(small.path) as workspace:
        workspace.apply(changes(small))
        assert verify(small.path) == []
        workspace.undo()
        assert verify(small.path) == []
        workspace.redo()
        workspace.apply([Update("plans", small.plan, {"title": "After"})])
    assert verify(small.path) == []


def test_a_name_of_a_megabyte_is_quoted_in_short(small: SmallFile) -> None:
    _behind_its_back(small, "UPDATE plan_items SET title = printf('%.*c', 1000000, 'x')")
    problems = verify(small.path)
    assert problems and all(len(problem) < 200 for problem in problems)
    with pytest.raises(FileProblem) as refused:
        Workspace.open(small.path)
    assert len(refused.value.sentence) < 500


def test_many_problems_are_not_all_listed(small: SmallFile) -> None:
    with Workspace.open(small.path) as workspace:
        workspace.apply(
            [
                Insert("agencies", {"name": f"Agency {number}", "short_name": f"A{number}"})
                for number in range(80)
            ]
        )
    _behind_its_back(small, "UPDATE agencies SET notes = 'x'")
    problems = verify(small.path)
    assert len(problems) == 51
    assert problems[-1] == "32 more of the kind are not listed."


def test_verifying_leaves_the_file_as_it_is(small: SmallFile) -> None:
    before = small.path.read_bytes(), small.path.stat().st_mtime_ns
    verify(small.path)
    assert (small.path.read_bytes(), small.path.stat().st_mtime_ns) == before
    assert [one.name for one in small.path.parent.iterdir()] == ["small.csp"]


def test_a_file_found_sound_is_looked_through_again_only_when_it_has_changed(
    small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    look = csp_file.refuse_unsound
    monkeypatch.setattr(csp_file, "refuse_unsound", lambda *of: looks.append(of) or look(*of))

    def opened_after(seconds: int, *, read_only: bool = False) -> int:
        then = small.path.stat().st_mtime_ns - seconds * 10**9
        os.utime(small.path, ns=(then, then))
        looks.clear()
        with Workspace.open(small.path, backup=False, read_only=read_only):
            return len(looks)

    # What was written only now may be changed again and look the same.
    assert opened_after(0) == 1
    assert opened_after(0) == 1
    assert [opened_after(3), opened_after(0), opened_after(0, read_only=True)] == [1, 0, 0]
    with contextlib.closing(sqlite3.connect(small.path)) as connection, connection:
        connection.execute("UPDATE plan_items SET title = 'Changed by another program'")
    assert opened_after(0, read_only=True) == 1
    with pytest.raises(FileNotSound, match="history"):
        opened_after(60)


def test_a_large_file_is_looked_through_again_only_when_it_has_changed(
    small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_through, "_LARGE", 0)
    looks = []
    look = csp_file.refuse_unsound
    monkeypatch.setattr(csp_file, "refuse_unsound", lambda *of: looks.append(of) or look(*of))
    for _ in range(2):
        with Workspace.open(small.path, backup=False) as workspace:
            workspace.apply([Update("plans", small.plan, {"title": f"Edited {len(looks)}"})])
    assert len(looks) == 1
    connection = sqlite3.connect(small.path)
    connection.execute("UPDATE plan_items SET due_on = '2011-02-31'")
    connection.commit()
    connection.close()
    with pytest.raises(FileProblem, match="2011-02-31"):
        Workspace.open(small.path, backup=False)
    with pytest.raises(FileProblem, match="2011-02-31"):
        Workspace.open(small.path, read_only=True)
