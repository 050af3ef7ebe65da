"""Rows pasted or typed that name what they belong to in words nobody knows, or leave it out, wait for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shown_tab import shown_tab
from typed_cells import column_of, go_to, type_in

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.catalog import register_named
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.log.log_tab import LogTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab

Shown = Callable[[str], RegisterGrid]


@pytest.fixture
def money(context: Context, qtbot: QtBot) -> Shown:
    """The grid of a part of the money."""
    tab = shown_tab(qtbot, FundingTab(context), 1400, 800)

    def shown(chip: str) -> RegisterGrid:
        tab.choose_chip(chip)
        return tab.grid

    return shown


@pytest.fixture
def log(context: Context, qtbot: QtBot) -> LogTab:
    """The actions of meetings."""
    tab = shown_tab(qtbot, LogTab(context), 1400, 800)
    tab.choose_chip("Meeting actions")
    return tab


def paste_at_foot(grid: RegisterGrid, *lines: str, key: str | None = None) -> None:
    first = grid.view.cells.columns()[0] if key is None else column_of(grid, key)
    grid.view.go_to(len(grid.model.lines) - 1, first)
    QApplication.clipboard().setText("\r\n".join(lines))
    grid.pasting.paste()


def paste_over(grid: RegisterGrid, record: str, key: str, *lines: str) -> None:
    go_to(grid, record, key)
    QApplication.clipboard().setText("\r\n".join(lines))
    grid.pasting.paste()


def waiting(grid: RegisterGrid) -> list[Row]:
    return [row for row in grid.model.rows if row.draft]


def projects(context: Context) -> dict[str, str]:
    return {one["id"]: one["project"] for one in context.records.allocations}


def test_money_for_a_project_nobody_knows_waits(money: Shown, context: Context, qtbot: QtBot) -> None:
    before = {one["id"] for one in context.records.funding_entries}
    said: list[str] = []
    context.said.connect(said.append)
    grid = money("Entries")
    paste_at_foot(
        grid, "2010-Q2\tCycle marking\tActual\t100", "2010-Q2\tYouth bus project (not ours)\tActual\t2,000"
    )
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert [(projects(context)[one["allocation"]], one["amount"]) for one in added] == [
        ("Cycle marking", 10_000)
    ]
    assert said[-1].startswith("Not saved: “Youth bus project (not ours)” is no allocation on the list")
    (row,) = waiting(grid)
    assert grid.unsaved == 1
    # It goes in once its project is known.
    type_in(qtbot, grid, row.id, "allocation", "Cycle marking")
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert sorted(one["amount"] for one in added) == [10_000, 200_000] and not waiting(grid)
    assert {projects(context)[one["allocation"]] for one in added} == {"Cycle marking"}
    assert grid.unsaved == 0


@pytest.mark.parametrize(
    ("chip", "register", "lines"),
    [
        (
            "Allocations",
            "allocations",
            ("Alley gates\tHome Office\t\t\t\t1,000", "New gates\tCrime fund\t\t\t\t2,000"),
        ),
        ("Bids", "bids", ("CCTV vans\tHome Office\t\t1,000", "Taxi marshals\tProceeds of crime\t\t2,000")),
    ],
)
def test_what_is_from_a_stream_nobody_knows_waits(
    money: Shown, context: Context, chip: str, register: str, lines: tuple[str, str]
) -> None:
    before = {one["id"] for one in context.workspace.records(register)}
    grid = money(chip)
    paste_at_foot(grid, *lines)
    added = [one for one in context.workspace.records(register) if one["id"] not in before]
    assert [one["project"] for one in added] == [lines[0].split("\t")[0]]
    (row,) = waiting(grid)
    grid.select(row.id)
    assert row.record["stream"] is None


def test_a_quarter_or_kind_nobody_can_read_is_not_taken_for_the_usual_one(
    money: Shown, context: Context, qtbot: QtBot
) -> None:
    before = {one["id"] for one in context.records.funding_entries}
    grid = money("Entries")
    paste_at_foot(grid, "Easter\tCycle marking\tActual\t100", "2010-Q2\tCycle marking\tPencilled in\t200")
    assert {one["id"] for one in context.records.funding_entries} == before
    of_quarter, of_kind = waiting(grid)
    type_in(qtbot, grid, of_kind.id, "reference", "INV 1")
    assert {one["id"] for one in context.records.funding_entries} == before
    type_in(qtbot, grid, of_quarter.id, "quarter", "2010-Q1")
    # What it began with may be just what was meant.
    type_in(qtbot, grid, of_kind.id, "kind", "Actual")
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert {(one["quarter"], one["kind"], one["amount"]) for one in added} == {
        ("2010-Q1", "actual", 10_000),
        ("2010-Q2", "actual", 20_000),
    }


def test_a_row_that_leaves_out_what_others_name_waits(money: Shown, context: Context) -> None:
    before = {one["id"] for one in context.records.funding_entries}
    grid = money("Entries")
    paste_at_foot(grid, "2010-Q2\tCycle marking\tActual\t100", "2010-Q2\t\tActual\t200")
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert [one["amount"] for one in added] == [10_000]
    assert [row.record["allocation"] for row in waiting(grid)] == [None]


def test_where_no_row_names_it_they_go_beside_the_one_chosen(money: Shown, context: Context) -> None:
    grid = money("Entries")
    chosen = context.records.funding_entries[-1]
    before = {one["id"] for one in context.records.funding_entries}
    assert grid.select(chosen["id"])
    paste_at_foot(grid, "2010-Q2\t\tActual\t100", "2010-Q2\t\tActual\t200")
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert [one["allocation"] for one in added] == [chosen["allocation"]] * 2


def test_what_was_begun_with_is_taken_once_the_other_words_are_given_up(
    money: Shown, context: Context
) -> None:
    before = {one["id"] for one in context.records.funding_entries}
    grid = money("Entries")
    paste_at_foot(
        grid, "2010-Q2\tCycle marking\tPencilled in\t200", "2010-Q2\tYouth bus (not ours)\tActual\t300"
    )
    of_kind, of_project = waiting(grid)
    go_to(grid, of_kind.id, "kind")
    grid.do("escape")
    added = [one for one in context.records.funding_entries if one["id"] not in before]
    assert [(one["kind"], one["amount"]) for one in added] == [("actual", 20_000)]
    # A project nobody named is none.
    go_to(grid, of_project.id, "allocation")
    grid.do("escape")
    assert [row.id for row in waiting(grid)] == [of_project.id]
    assert grid.unsaved_cells()[0].reason == "Allocation is needed."


def test_pasted_over_a_payment_the_amount_of_another_project_waits(
    money: Shown, context: Context, qtbot: QtBot
) -> None:
    grid = money("Entries")
    one = next(one for one in context.records.funding_entries if one["amount"])

    def stands() -> tuple[object, object]:
        now = next(entry for entry in context.records.funding_entries if entry["id"] == one["id"])
        return projects(context)[now["allocation"]], now["amount"]

    as_it_was = stands()
    paste_over(grid, one["id"], "allocation", "Youth bus project (not ours)\tActual\t2,000")
    assert stands() == as_it_was
    type_in(qtbot, grid, one["id"], "amount", "3,000")
    assert stands() == as_it_was and grid.unsaved >= 2
    type_in(qtbot, grid, one["id"], "allocation", "Cycle marking")
    assert stands() == ("Cycle marking", 300_000) and grid.unsaved == 0


def test_what_waited_goes_into_a_payment_that_is_to_stay_where_it_is(money: Shown, context: Context) -> None:
    grid = money("Entries")
    one = next(one for one in context.records.funding_entries if one["amount"])
    paste_over(grid, one["id"], "allocation", "Youth bus project (not ours)\tActual\t2,000")
    go_to(grid, one["id"], "allocation")
    grid.do("escape")
    now = next(entry for entry in context.records.funding_entries if entry["id"] == one["id"])
    assert (now["allocation"], now["amount"]) == (one["allocation"], 200_000) and grid.unsaved == 0


def test_giving_words_up_leaves_a_payment_with_its_own_project_of_two_of_a_name(
    money: Shown, context: Context
) -> None:
    first, second = context.records.allocations[:2]
    one = next(one for one in context.records.funding_entries if one["allocation"] == second["id"])
    context.apply([Update("allocations", both["id"], {"project": "Youth work"}) for both in (first, second)])
    grid = money("Entries")
    paste_over(grid, one["id"], "allocation", "Youth bus project (not ours)\tActual\t2,000")
    go_to(grid, one["id"], "allocation")
    grid.do("escape")
    now = next(entry for entry in context.records.funding_entries if entry["id"] == one["id"])
    assert (now["allocation"], now["amount"]) == (second["id"], 200_000)


def test_money_for_one_of_two_projects_of_a_name_is_asked_about(money: Shown, context: Context) -> None:
    first, second = context.records.allocations[0], context.records.allocations[-1]
    assert first["stream"] != second["stream"]
    context.apply([Update("allocations", both["id"], {"project": "Youth work"}) for both in (first, second)])
    before = {one["id"] for one in context.records.funding_entries}
    grid = money("Entries")
    paste_at_foot(grid, "2010-Q2\tYouth work\tActual\t100")
    (row,) = waiting(grid)
    reason = grid.model.fault(row, grid.model.columns[column_of(grid, "allocation")]).reason
    names = [name.full for name in context.names.options("allocations") if name.short == "Youth work"]
    assert len(set(names)) == 2 and all(name in reason for name in names)
    assert {one["id"] for one in context.records.funding_entries} == before
    # The list tells them apart, and what it calls one is that one.
    name = context.names.full("allocations", second["id"])
    grid._typed(row, grid.model.columns[column_of(grid, "allocation")], name)
    made = next(one for one in context.records.funding_entries if one["id"] not in before)
    assert (made["allocation"], made["amount"]) == (second["id"], 10_000)
    # Filled down it stays the one it is.
    other = next(one for one in context.records.funding_entries if one["allocation"] == first["id"])
    top, below = sorted(grid.model.place_of(one["id"]) for one in (made, other))
    given = grid.model.rows[top].record["allocation"]
    at = grid.view.cells.columns().index(column_of(grid, "allocation"))
    grid.view.cells.select_block((top, at), (below, at))
    grid.do("fill")
    filled = {row.id for row in grid.model.rows[top : below + 1]}
    assert {one["allocation"] for one in context.records.funding_entries if one["id"] in filled} == {given}


def test_filled_down_into_a_cell_of_another_kind_go_the_words(money: Shown) -> None:
    grid = money("Streams")
    rows = grid.model.rows
    below = next(at for at in range(1, len(rows)) if rows[at].register.name == "funding_streams")
    by = next(at for at, column in enumerate(grid.model.columns) if column.label == "By")
    words = grid.blocks.text(below - 1, by)
    assert words and rows[below - 1].register.name == "allocations"
    at = grid.view.cells.columns().index(by)
    grid.view.cells.select_block((below - 1, at), (below, at))
    grid.do("fill")
    assert grid.blocks.text(below, by) == words and grid.unsaved == 1


def test_an_action_names_its_meeting_by_any_words_for_the_day(context: Context, log: LogTab) -> None:
    own = {"partnership": context.records.partnership["id"]}
    first, second = (group["id"] for group in context.records.groups[:2])
    meetings = [
        Insert("meetings", {**own, "group": group, "held_on": day})
        for group, day in ((first, "2010-10-14"), (second, "2010-10-14"), (second, "2010-11-11"))
    ]
    context.apply(meetings)
    short = context.names.short("groups", second)
    lines = [
        "11/11/2010",
        "11 Nov 2010",
        f"{short} 14 Oct 2010",
        f"14/10/2010, {short}",
        "14/10/2010",
        "12/12/2010",
    ]
    paste_at_foot(log.grid, *(f"{line}\tAct on {line}" for line in lines), key="meeting")
    named = {entry["title"]: entry["meeting"] for entry in context.records.log_entries}
    ids = [meeting.id for meeting in meetings]
    assert [named[f"Act on {line}"] for line in lines] == [ids[2], ids[2], ids[1], ids[1], None, None]
    # Of two on one day, and of a day without one, it is asked.
    assert log.grid.unsaved == 2


def test_a_payment_copied_stays_with_its_own_of_two_projects_of_a_name(
    money: Shown, context: Context
) -> None:
    first, second = context.records.allocations[0], context.records.allocations[-1]
    context.apply([Update("allocations", both["id"], {"project": "Youth work"}) for both in (first, second)])
    before = {one["id"] for one in context.records.funding_entries}
    grid = money("Entries")
    for project in (first, second):
        one = next(one for one in context.records.funding_entries if one["allocation"] == project["id"])
        grid.view.cells.go((grid.model.place_of(one["id"]), grid.view.cells.columns()[0]))
        grid.view.cells.select_rows()
        grid.do("copy")
        # Other programs get what is seen.
        assert "\tYouth work\t" in QApplication.clipboard().text()
        grid.view.go_to(len(grid.model.lines) - 1, grid.view.cells.columns()[0])
        grid.do("paste")
    made = [one["allocation"] for one in context.records.funding_entries if one["id"] not in before]
    assert sorted(made) == sorted([first["id"], second["id"]]) and grid.unsaved == 0


def test_meetings_are_sorted_by_their_day(context: Context, log: LogTab) -> None:
    own = {"partnership": context.records.partnership["id"]}
    days = ("2010-10-14", "2010-11-03", "2009-12-09")
    meetings = [Insert("meetings", {**own, "held_on": day}) for day in days]
    acts = [
        Insert("log_entries", {**own, "kind": "meeting action", "title": f"Act of {day}", "meeting": one.id})
        for one, day in zip(meetings, days, strict=True)
    ]
    context.apply([*meetings, *acts])
    log.grid.model.sort_by(column_of(log.grid, "meeting"))
    titles = [row.record["title"] for row in log.grid.model.rows]
    assert [title for title in titles if title.startswith("Act of")] == [
        f"Act of {day}" for day in sorted(days)
    ]


def test_somebody_who_left_is_not_meant_by_the_name_of_one_who_is_here(context: Context) -> None:
    first, second, third = (agency["id"] for agency in context.records.agencies[:3])
    officers = register_named("plan_items")["lead_officers"]
    left = Insert("people", {"agency": first, "name": "Jane Smith", "left_on": "2009-06-30"})
    here = Insert("people", {"agency": second, "name": "Jane Smith"})
    context.apply([left, here])
    assert context.names.parse(officers, "Jane Smith") == (here.id,)
    # In full it is the one who left, and of two who are here it is asked.
    assert context.names.parse(officers, context.names.full("people", left.id)) == (left.id,)
    context.apply([Insert("people", {"agency": third, "name": "Jane Smith"})])
    with pytest.raises(InvalidValue) as asked:
        context.names.parse(officers, "Jane Smith")
    assert context.names.full("people", here.id) in asked.value.sentence
    assert context.names.full("people", left.id) not in asked.value.sentence


def test_actions_of_one_ref_are_told_apart_by_the_start_of_their_titles(context: Context) -> None:
    first, second = (item for item in context.records.plan_items if item["ref"] in ("1.1", "2.1"))
    context.apply([Update("plan_items", second["id"], {"ref": "1.1"})])
    with pytest.raises(InvalidValue) as asked:
        context.names.parse(register_named("risks")["item"], "1.1")
    for item in (first, second):
        assert f"1.1 {item['title'][:50]}" in asked.value.sentence
        assert item["title"] not in asked.value.sentence


def test_officers_filled_down_stay_who_they_are(context: Context, qtbot: QtBot) -> None:
    people = [
        Insert("people", {"agency": agency["id"], "name": "Jane Smith"})
        for agency in context.records.agencies[:2]
    ]
    context.apply(people)
    grid = shown_tab(qtbot, ActionPlanTab(context), 1400, 800).grid
    place = column_of(grid, "lead_officers")
    grid.columns.show_column(place, True)
    first, *_ = rows = [row.id for row in grid.model.rows[1:4]]
    context.apply([Update("plan_items", first, {"lead_officers": (people[1].id,)})])
    at = grid.view.cells.columns().index(place)
    grid.view.cells.select_block((1, at), (3, at))
    grid.do("fill")
    assert grid.unsaved == 0
    assert {context.records.item[row]["lead_officers"] for row in rows} == {(people[1].id,)}


def test_a_cell_no_row_depends_on_lets_the_others_in(money: Shown, context: Context) -> None:
    before = {one["id"] for one in context.records.bids}
    grid = money("Bids")
    paste_at_foot(grid, "CCTV vans\tHome Office\t9.9.9\t1,000\t31/11/2010")
    added = [one for one in context.records.bids if one["id"] not in before]
    assert [(one["project"], one["item"], one["submitted_on"]) for one in added] == [
        ("CCTV vans", None, None)
    ]
    assert grid.unsaved == 2


def test_an_action_under_something_nobody_knows_stands_under_nothing_else(
    context: Context, qtbot: QtBot
) -> None:
    grid = shown_tab(qtbot, ActionPlanTab(context), 1400, 800).grid
    grid.columns.show_column(column_of(grid, "parent"), True)
    shown = [grid.model.columns[at].key for at in grid.view.cells.columns()]
    words = {"title": "Light the alley", "parent": "Priority of somebody else"}
    paste_at_foot(grid, "\t".join(words.get(key, "") for key in shown))
    assert not any(one["title"] == "Light the alley" for one in context.records.plan_items)
    (row,) = waiting(grid)
    grid.select(row.id)


def test_a_figure_of_a_priority_nobody_knows_is_of_none(context: Context, qtbot: QtBot) -> None:
    grid = shown_tab(qtbot, IndicatorsTab(context), 1400, 800).grid
    grid.columns.show_column(column_of(grid, "item"), True)
    assert grid.select(next(one["id"] for one in context.records.indicators if one["item"]))
    paste_at_foot(grid, "X1\tSheep stolen\tPriority of somebody else", "X2\tTractors stolen\t")
    added = [one for one in context.records.indicators if one["ref"] in ("X1", "X2")]
    assert [one["item"] for one in added] == [None, None]


def test_an_action_of_a_meeting_nobody_knows_is_of_no_other(context: Context, qtbot: QtBot) -> None:
    own = context.records.partnership["id"]
    meeting = Insert("meetings", {"partnership": own, "held_on": "2010-07-12"})
    entry = {"partnership": own, "kind": "meeting action", "title": "Fix the gate", "meeting": meeting.id}
    context.apply([meeting, Insert("log_entries", entry)])
    tab = shown_tab(qtbot, LogTab(context), 1400, 800)
    tab.choose_chip("Meeting actions")
    paste_at_foot(tab.grid, "2\tA meeting long ago\tBring figures", "3\t\tBring a friend")
    made = [one["meeting"] for one in context.records.log_entries if one["title"].startswith("Bring")]
    assert made == [None, None]
