"""Any register as it stood after any step, or on any day, and what brings it back."""

from __future__ import annotations

from datetime import date

from conftest import SmallFile

from csp_desktop.editing.as_it_stood import (
    Comparison,
    Difference,
    brought_back,
    in_backup,
    name_of,
    now,
    on_day,
)
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import RAG_WORDS, Values
from csp_desktop.storage.backups import make_backup


def standing(workspace: Workspace) -> dict[str, dict[str, Values]]:
    return {
        register.name: {record["id"]: record for record in workspace.records(register.name)}
        for register in REGISTERS
    }


def dated(workspace: Workspace, step: int, made_at: str) -> None:
    """As if the step had been made then."""
    workspace._connection.execute(
        "UPDATE steps SET made_at = ? WHERE step = ?", [f"{made_at}T10:00:00+00:00", step]
    )


def differences(workspace: Workspace, day: date, register: str, plan: str) -> list[Difference]:
    return Comparison(on_day(workspace, day), now(workspace), register, plan, RAG_WORDS).differences


def test_every_register_stands_as_it_did_after_every_step(workspace: Workspace, small: SmallFile) -> None:
    item = Insert("plan_items", {"plan": small.plan, "level": "priority", "ref": "9", "title": "New"})
    update = Insert("updates", {"item": item.id, "quarter": "2010-Q1", "narrative": "First"})
    known = {0: standing(workspace)}

    def seen(step: object) -> None:
        number = getattr(step, "number", 0)
        assert number
        known[number] = standing(workspace)

    start = workspace.history.steps()[0].step
    known[start] = known.pop(0)
    seen(workspace.apply([item, update]))
    seen(
        workspace.apply(
            [Update("plan_items", item.id, {"title": "Changed", "lead_agencies": (small.police,)})]
        )
    )
    seen(workspace.apply([Update("updates", update.id, {"narrative": "Second", "rag": "red"})]))
    seen(workspace.apply([Delete("plan_items", item.id)]))
    seen(workspace.undo())
    seen(workspace.apply([Update("plan_items", item.id, {"title": "Changed again", "lead_agencies": ()})]))
    seen(workspace.apply([Delete("agencies", small.police)]))
    seen(workspace.undo())
    seen(workspace.undo())
    for number, registers in known.items():
        for register, records in registers.items():
            stood = {record["id"]: record for record in workspace.history.after(number)(register)}
            assert stood == records, (number, register)


def test_a_day_is_told_by_the_order_of_steps_whatever_the_clock_said(
    workspace: Workspace, small: SmallFile
) -> None:
    for title, day in (("A", "2010-06-01"), ("B", "2031-01-01"), ("C", "2010-07-10"), ("D", "2010-08-01")):
        dated(workspace, workspace.apply([Update("plans", small.plan, {"title": title})]).number, day)
    dated(workspace, 1, "2010-05-01")

    def title_on(day: date) -> str:
        return on_day(workspace, day).records("plans")[small.plan]["title"]

    assert on_day(workspace, date(2010, 4, 30)).records("plans") == {}
    assert [title_on(date(2010, month, 15)) for month in (5, 6, 7, 8)] == ["Plan 2010/11", "A", "C", "D"]


def test_what_differs_is_told_in_words_and_brought_back(workspace: Workspace, small: SmallFile) -> None:
    item = Insert("plan_items", {"plan": small.plan, "level": "priority", "ref": "9", "title": "Goes"})
    update = Insert("updates", {"item": item.id, "quarter": "2010-Q1", "narrative": "Words", "rag": "red"})
    dated(workspace, 1, "2010-05-01")
    dated(workspace, workspace.apply([item, update]).number, "2010-05-02")
    day = date(2010, 5, 3)
    before = standing(workspace)
    workspace.apply([Delete("plan_items", item.id)])
    workspace.apply(
        [Update("plan_items", small.priority, {"title": "More", "lead_agencies": (small.police,)})]
    )
    told = differences(workspace, day, "plan_items", small.plan)
    words = [(one.name, one.field.label if one.field else "", one.left, one.right) for one in told]
    label = register_named("plan_items").by_name
    assert sorted(words) == [
        ("1 More", label["lead_agencies"].label, "", "Police"),
        ("1 More", label["title"].label, "Less burglary", "More"),
        ("9 Goes", "", "Goes", ""),
    ]
    back = brought_back(on_day(workspace, day), now(workspace), told)
    workspace.apply(back, "brought back")
    assert standing(workspace) == before
    assert differences(workspace, day, "plan_items", small.plan) == []
    assert differences(workspace, day, "updates", small.plan) == []


def test_two_states_are_compared_for_one_plan_and_what_belongs_to_none(
    workspace: Workspace, small: SmallFile
) -> None:
    dated(workspace, 1, "2010-05-01")
    partnership = workspace.records("plans")[0]["partnership"]
    other = Insert(
        "plans", {"partnership": partnership, "title": "Plan 2011/12", "first_year": 2011, "last_year": 2011}
    )
    item = Insert("plan_items", {"plan": other.id, "level": "priority", "ref": "1", "title": "Elsewhere"})
    update = Insert("updates", {"item": item.id, "quarter": "2011-Q1", "narrative": "Elsewhere"})
    entries = [
        Insert(
            "log_entries",
            {"partnership": partnership, "kind": "meeting action", "title": title, "plan": plan},
        )
        for title, plan in (("Of none", None), ("Of this", small.plan), ("Of the other", other.id))
    ]
    said = [
        Insert("log_updates", {"entry": entry.id, "quarter": "2010-Q1", "narrative": "Said"})
        for entry in entries
    ]
    moved = Update("plan_items", small.action, {"plan": other.id, "parent": None, "level": "priority"})
    dated(workspace, workspace.apply([other, item, update, *entries, *said]).number, "2010-05-02")
    before = on_day(workspace, date(2010, 5, 3))
    workspace.apply([moved])
    present = now(workspace)
    for state, here in ((before, True), (present, False)):
        assert (small.action in state.of_plan("plan_items", small.plan)) is here
        assert (small.action in state.of_plan("plan_items", other.id)) is not here
        assert list(state.of_plan("log_entries", small.plan)) == [entries[0].id, entries[1].id]
        assert list(state.of_plan("log_updates", small.plan)) == [said[0].id, said[1].id]
        assert update.id not in state.of_plan("updates", small.plan)
        assert list(state.of_plan("updates", other.id))[-1:] == [update.id]


def test_a_backup_is_compared_and_gives_one_record_back(workspace: Workspace, small: SmallFile) -> None:
    backup = make_backup(workspace.path)
    before = standing(workspace)
    workspace.apply([Delete("plan_items", small.priority)])
    with Workspace.open(backup, read_only=True) as opened:
        state = in_backup(opened, "Backup")
        told = Comparison(state, now(workspace), "plan_items", small.plan, RAG_WORDS).differences
        workspace.apply(brought_back(state, now(workspace), told), "brought back")
    assert {name: records for name, records in standing(workspace).items() if records} == {
        name: records for name, records in before.items() if records
    }


def test_what_is_kept_of_a_quarter_is_called_by_whose_or_what_it_is(
    workspace: Workspace, small: SmallFile
) -> None:
    of = {"plan": small.plan, "quarter": "2010-Q2"}
    sent = Insert("returns", {**of, "agency": small.police, "return_code": "RET-7KQ4-2M9X"})
    printed = Insert("printed_reports", {**of, "title": "Quarterly report", "issued_on": "2010-10-04"})
    workspace.apply([sent, printed])
    called = [name_of(now(workspace), register_named(one.register), one.id) for one in (sent, printed)]
    assert called == [
        f"{workspace.record('agencies', small.police)['short_name']} · Q2 2010/11",
        "Quarterly report",
    ]
