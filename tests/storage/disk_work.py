"""What is being done when the disk fails, for `faulty_disk.py` and `full_disk.py`."""

from __future__ import annotations

from killed_work import digest

from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace

__all__ = ["WORK", "digest"]


def type_words(workspace: Workspace) -> None:
    item = workspace.records("plan_items")[0]["id"]
    workspace.apply([Update("plan_items", item, {"title": "Typed", "lead_agencies": ()})])


def paste(workspace: Workspace) -> None:
    plan, words = workspace.plans()[0]["id"], "words of some length " * 30
    inserts = [
        Insert("plan_items", {"plan": plan, "level": "priority", "title": f"{number} {words}"})
        for number in range(60)
    ]
    workspace.apply([*inserts, Delete("plan_items", workspace.records("plan_items")[-1]["id"])])


def paste_more_than_memory_holds(workspace: Workspace) -> None:
    workspace._connection.execute("PRAGMA cache_size = 1")
    paste(workspace)


def undo(workspace: Workspace) -> None:
    workspace.undo()


def back_up(workspace: Workspace) -> None:
    workspace.backup()


WORK = {work.__name__: work for work in (type_words, paste, paste_more_than_memory_holds, undo, back_up)}
