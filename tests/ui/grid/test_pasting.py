"""What a paste does to rows that are there, to new ones, and to what is selected afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from shown_tab import shown_tab
from typed_cells import column_of

from csp_desktop.editing.changes import Delete, Insert
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.log.log_tab import LogTab
from csp_desktop.ui.plan.action_plan_tab import ActionPlanTab
from csp_desktop.ui.risks.risks_tab import RisksTab


@pytest.fixture
def plan(context: Context, qtbot: QtBot) -> RegisterGrid:
    """The outline of the sample."""
    return shown_tab(qtbot, ActionPlanTab(context), 1300, 700).grid


def block(grid: RegisterGrid) -> tuple[int, int, int, int]:
    return grid.view.cells.bounds()


def put(*lines: str) -> None:
    QApplication.clipboard().setText("\r\n".join(lines))


def asked() -> QMessageBox | None:
    boxes = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()
    ]
    return boxes[0] if boxes else None


def answer(words: str) -> None:
    box = asked()
    assert box is not None
    next(button for button in box.buttons() if words in button.text()).click()


def test_what_was_pasted_is_selected(plan: RegisterGrid, context: Context) -> None:
    plan.view.go_to(2, column_of(plan, "title"))
    put("First\tPolice", "Second\tFire")
    plan.pasting.paste()
    across = plan.view.cells.columns().index(column_of(plan, "title"))
    assert block(plan) == (2, across, 3, across + 1)
    assert plan.view.cells.spot == (2, across)


def test_new_rows_are_numbered_on_and_selected(plan: RegisterGrid, context: Context) -> None:
    last = len(plan.model.rows) - 1
    plan.view.go_to(last, column_of(plan, "title"))
    before = plan.model.rows[last].record["ref"]
    put("The last one", "New one", "New two", "New three")
    plan.pasting.paste()
    rows = plan.model.rows[last:]
    stem, _, number = before.rpartition(".")
    assert [row.record["ref"] for row in rows] == [f"{stem}.{int(number) + step}" for step in range(4)]
    assert not any(row.draft for row in rows) and block(plan)[::2] == (last, last + 3)


def test_new_risks_are_numbered_on(context: Context, qtbot: QtBot) -> None:
    tab = RisksTab(context)
    qtbot.addWidget(tab)
    tab.show()
    highest = max(int(risk["ref"].removeprefix("R")) for risk in context.records.risks)
    context.apply([Delete("mitigations", one["id"]) for one in context.records.mitigations])
    tab.grid.view.go_to(len(tab.grid.model.rows) - 1, column_of(tab.grid, "title"))
    put("The last risk", "A new risk", "Another new risk")
    tab.grid.pasting.paste()
    added = [risk["ref"] for risk in context.records.risks if "new risk" in risk["title"]]
    assert added == [f"R{highest + 1}", f"R{highest + 2}"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Essex Police", "Police"), ("essex  police", "Police"), ("RDC/Police", "RDC, Police"),
        ("RDC and Police", "RDC, Police"), ("RDC & Police + VS", "RDC, Police, VS"), ("VS/RDC and Police", "VS, RDC, Police"),
        ("Essex Police and Rochford District Council", "Police, RDC"), ("RDC; Police", "RDC, Police"), ("VS, RDC, and Police", "VS, RDC, Police"),
        # A name that holds what joins names is that one, whatever stands beside it.
        ("Sports and Arts", "S&A"), ("S&A", "S&A"), ("Sports and Arts, Police", "S&A, Police"), ("S&A/Police", "S&A, Police"),
        ("Hart, Ash and Beech", "HAB"), ("Police, Hart, Ash and Beech, VS", "Police, HAB, VS"), ("Sports", "Sports"),
    ],
)  # fmt: skip
def test_leads_are_read_by_any_of_their_names(
    plan: RegisterGrid, context: Context, words: str, shown: str
) -> None:
    bodies = (("S&A", "Sports and Arts"), ("Sports", "Sports Council"), ("Arts", "Arts Council"),
              ("HAB", "Hart, Ash and Beech"))  # fmt: skip
    context.workspace.apply(
        [Insert("agencies", {"short_name": short, "name": name}) for short, name in bodies], "bodies"
    )
    row = next(at for at, row in enumerate(plan.model.rows) if not row.heading)
    plan.view.go_to(row, column_of(plan, "lead_agencies"))
    put(f'"{words}"')
    plan.pasting.paste()
    assert plan.model.index(row, column_of(plan, "lead_agencies")).data() == shown and plan.unsaved == 0


@pytest.mark.parametrize(
    "words", ["Police/Housing", "Police and everybody", "The Borough", "Police (lead), RDC"]
)
def test_leads_some_of_whom_nobody_knows_are_refused(
    plan: RegisterGrid, context: Context, words: str
) -> None:
    bodies = (("North", "The Borough"), ("South", "The Borough"))
    context.workspace.apply(
        [Insert("agencies", {"short_name": short, "name": name}) for short, name in bodies], "two of a name"
    )
    row = next(at for at, row in enumerate(plan.model.rows) if not row.heading)
    before = plan.model.rows[row].record["lead_agencies"]
    plan.view.go_to(row, column_of(plan, "lead_agencies"))
    put(words)
    plan.pasting.paste()
    assert plan.unsaved == 1 and plan.model.rows[row].record["lead_agencies"] == before


def figures_by_quarter(tab: IndicatorsTab) -> RegisterGrid:
    return next(
        grid
        for grid in tab.findChildren(RegisterGrid)
        if grid.view.accessibleName().startswith("Figures by quarter")
    )


@pytest.mark.parametrize("tab", [ActionPlanTab, IndicatorsTab, RisksTab])
def test_what_was_copied_and_is_pasted_back_changes_nothing(
    tab: type[ActionPlanTab] | type[IndicatorsTab] | type[RisksTab], context: Context, qtbot: QtBot
) -> None:
    shown = shown_tab(qtbot, tab(context), 1300, 700)
    shown.grid.view.go_to(2)
    qtbot.wait(100)
    steps: list[object] = []
    context.stepped.connect(steps.append)
    for grid in [grid for grid in shown.findChildren(RegisterGrid) if grid.isVisible()]:
        for column in range(len(grid.model.columns)):
            grid.view.setColumnHidden(column, False)
        grid.view.setFocus()
        grid.view.go_to(0, 0)
        grid.view.cells.select_all()
        grid.blocks.copy()
        # As it comes back from Excel.
        QApplication.clipboard().setText(QApplication.clipboard().text())
        grid.pasting.paste()
        assert grid.unsaved == 0
    assert steps == []


def test_a_rating_carried_over_is_the_leads_own_where_it_is_pasted_as_another(
    plan: RegisterGrid, context: Context
) -> None:
    column = plan.model.columns[column_of(plan, "rag")]
    row = next(
        at
        for at, row in enumerate(plan.model.rows)
        if column.text(row) == "Complete" and not column.value(row) and not row.heading
    )
    item = plan.model.rows[row].id
    for words, rag in (("Complete", None), ("Amber", "amber"), ("Complete", "blue")):
        plan.view.go_to(row, column_of(plan, "rag"))
        put(words)
        plan.pasting.paste()
        update = context.records.update(item, context.quarter)
        assert (update["rag"] if update else None) == rag


def test_no_is_what_a_quarter_without_a_figure_says(context: Context, qtbot: QtBot) -> None:
    tab = shown_tab(qtbot, IndicatorsTab(context), 1300, 700)
    tab.grid.view.go_to(2)
    grid = figures_by_quarter(tab)
    qtbot.waitUntil(lambda: len(grid.model.rows) == 4)
    column = grid.model.columns[column_of(grid, "provisional")]
    before = len(context.workspace.records("measurements"))
    for words, more in (("FALSE", 0), ("Yes", 1)):
        grid.view.setColumnHidden(column_of(grid, "provisional"), False)
        grid.view.go_to(3, column_of(grid, "provisional"))
        assert column.text(grid.model.rows[3]) == "No"
        put(words)
        grid.pasting.paste()
        assert len(context.workspace.records("measurements")) == before + more


def begin_on_an_empty_row(plan: RegisterGrid) -> tuple[int, list[str]]:
    """An empty new row above two rows with words; where it is, and the words."""
    plan.view.go_to(3)
    plan.insert_row()
    plan.save()
    place = plan.view.currentIndex().row()
    plan.view.go_to(place, column_of(plan, "title"))
    put("Pasted A", "Pasted B", "Pasted C")
    words = [row.record["title"] for row in plan.model.rows[place + 1 : place + 3]]
    plan.pasting.paste()
    return place, words


def test_a_paste_on_an_empty_row_asks_before_it_overwrites(plan: RegisterGrid, context: Context) -> None:
    count = len(context.records.plan_items)
    place, words = begin_on_an_empty_row(plan)
    box = asked()
    assert box is not None and "adds 1 and overwrites 2" in box.text()
    assert box.defaultButton().text() == "Put in as new rows"
    answer("Cancel")
    assert [row.record["title"] for row in plan.model.rows[place + 1 : place + 3]] == words
    assert len(context.records.plan_items) == count


def test_it_can_go_in_as_new_rows(plan: RegisterGrid, context: Context) -> None:
    count = len(context.records.plan_items)
    place, words = begin_on_an_empty_row(plan)
    answer("new rows")
    titles = [item["title"] for item in context.records.plan_items]
    assert len(titles) == count + 3 and {"Pasted A", "Pasted B", "Pasted C", *words} <= set(titles)
    assert [row.record["title"] for row in plan.model.rows[place : place + 3]] == [
        "Pasted A",
        "Pasted B",
        "Pasted C",
    ]
    context.undo()
    assert len(context.records.plan_items) == count


def test_it_can_overwrite(plan: RegisterGrid, context: Context) -> None:
    count = len(context.records.plan_items)
    said: list[str] = []
    context.said.connect(said.append)
    place, _ = begin_on_an_empty_row(plan)
    answer("Overwrite 2")
    assert [row.record["title"] for row in plan.model.rows[place : place + 3]] == [
        "Pasted A",
        "Pasted B",
        "Pasted C",
    ]
    assert len(context.records.plan_items) == count + 1
    assert said[-1] == "Pasted 3 rows: 1 new, 2 overwritten."


def test_a_blank_pasted_into_a_new_row_keeps_what_it_began_with(plan: RegisterGrid, context: Context) -> None:
    last = len(plan.model.rows) - 1
    before = plan.model.rows[last].record["ref"]
    plan.view.go_to(last, column_of(plan, "ref"))
    put(f"{before}\tThe last", "\tA new one")
    plan.pasting.paste()
    assert plan.model.rows[-1].record["title"] == "A new one" and plan.model.rows[-1].record["ref"]


def test_a_new_row_stays_where_it_was_begun(plan: RegisterGrid, context: Context) -> None:
    """Also first under its parent, and below what stands under the row above it."""
    for place in (0, 3, 6, 11):
        plan.view.go_to(place)
        plan.insert_row()
        plan.save()
        row, at = plan.current, plan.view.currentIndex().row()
        plan._typed(row, plan.model.columns[column_of(plan, "title")], f"Begun at {place}")
        assert plan.model.rows[at].record["title"] == f"Begun at {place}" and not plan.model.rows[at].draft


@pytest.fixture
def risks(context: Context, qtbot: QtBot) -> RegisterGrid:
    """The risks of the sample, with nothing below them."""
    context.apply([Delete("mitigations", one["id"]) for one in context.records.mitigations])
    return shown_tab(qtbot, RisksTab(context), 1300, 700).grid


def paste_at_foot(grid: RegisterGrid, *lines: str) -> list[str]:
    """Paste lines at the first cell of the row at the foot; what the window was told."""
    told: list[str] = []
    grid.context.said.connect(told.append)
    grid.context.refused.connect(told.append)
    grid.view.go_to(len(grid.model.lines) - 1, grid.view.cells.columns()[0])
    put(*lines)
    grid.pasting.paste()
    return told


def test_headings_in_an_order_of_their_own_say_where_the_columns_go(
    risks: RegisterGrid, context: Context
) -> None:
    count = len(context.records.risks)
    paste_at_foot(risks, "Risk\tRef\tNow\tBefore", "Floods\tR90\t2x3\t3x4", "Strike\tR91\t1x2\t")
    assert len(context.records.risks) == count + 2
    added = {one["ref"]: one for one in context.records.risks[-2:]}
    assert added["R90"]["title"] == "Floods" and added["R91"]["title"] == "Strike"
    scores = [
        added["R90"][f"{when}_{what}"]
        for when in ("inherent", "current")
        for what in ("likelihood", "impact")
    ]
    assert scores == [3, 4, 2, 3]


def test_headings_in_the_order_of_the_grid_are_left_out(risks: RegisterGrid, context: Context) -> None:
    paste_at_foot(risks, "Ref\tRisk and mitigation\tBefore\tNow", "R90\tFloods\t3x4\t2x3")
    one = context.records.risks[-1]
    assert (one["ref"], one["title"], one["current_likelihood"]) == ("R90", "Floods", 2)


def test_with_headings_it_does_not_matter_which_cell_is_chosen(risks: RegisterGrid, context: Context) -> None:
    at = next(place for place, row in enumerate(risks.model.rows) if row.record["ref"])
    ref = risks.model.rows[at].record["ref"]
    risks.view.go_to(at, column_of(risks, "now"))
    put("before\tRISK AND MITIGATION", "5 x 5\tOther words")
    risks.pasting.paste()
    one = next(one for one in context.records.risks if one["ref"] == ref)
    assert (one["title"], one["inherent_likelihood"], one["inherent_impact"]) == ("Other words", 5, 5)


def test_a_column_under_a_heading_the_grid_does_not_have_is_not_lost(
    risks: RegisterGrid, context: Context
) -> None:
    count = len(context.records.risks)
    told = paste_at_foot(risks, "Risk\tRef\tNow\tWhat the board said", "Floods\tR90\t2x3\tKeep watching")
    assert len(context.records.risks) == count and risks.unsaved == 0
    assert told[-1].startswith(
        "Nothing was pasted: the first row is headings, and the column “What the board said” has no place"
    )
    told = paste_at_foot(risks, "Risk\tRef\tNow\t", "Floods\tR90\t2x3\tKeep watching")
    assert len(context.records.risks) == count and "a column without a heading" in told[-1]
    # An empty one loses nothing.
    paste_at_foot(risks, "Risk\tRef\tNow\tWhat the board said", "Floods\tR90\t2x3\t")
    assert context.records.risks[-1]["title"] == "Floods"


def test_two_columns_under_one_heading_are_not_put_together(risks: RegisterGrid, context: Context) -> None:
    count = len(context.records.risks)
    told = paste_at_foot(risks, "Ref\tRisk\tRisk\tNow", "R90\tFloods\tOf the river\t2x3")
    assert len(context.records.risks) == count and "“Risk”" in told[-1]


def test_words_that_happen_to_be_headings_are_rows(plan: RegisterGrid, context: Context) -> None:
    plan.view.go_to(2, column_of(plan, "title"))
    put("Target\tPolice", "Lead\tFire")
    plan.pasting.paste()
    assert [row.record["title"] for row in plan.model.rows[2:4]] == ["Target", "Lead"]
    last = len(plan.model.rows) - 1
    plan.view.go_to(last, column_of(plan, "ref"))
    put("9\tStatus\tPolice", "10\tResources\tFire")
    plan.pasting.paste()
    assert [row.record["title"] for row in plan.model.rows[last : last + 2]] == ["Status", "Resources"]


def test_a_column_that_is_hidden_is_filled_under_its_heading(plan: RegisterGrid, context: Context) -> None:
    paste_at_foot(plan, "Timescale\tWhat is to be done", "by June 2010\tLight the alley")
    one = next(one for one in context.records.plan_items if one["title"] == "Light the alley")
    assert one["timescale"] == "by June 2010"


def titled(context: Context, title: str) -> Record:
    """The item of the plan of that title."""
    return next(one for one in context.records.plan_items if one["title"] == title)


@pytest.mark.parametrize("heading", ["Due date", "When", "due"])
def test_a_day_under_another_word_for_due_goes_to_due(
    plan: RegisterGrid, context: Context, heading: str
) -> None:
    at = next(
        place
        for place, row in enumerate(plan.model.rows)
        if row.record["due_on"] and row.record["timescale"] and row.record["level"] == "action"
    )
    before = plan.model.rows[at].record
    plan.view.go_to(at, column_of(plan, "ref"))
    put(f"Ref\tAction\t{heading}", f"{before['ref']}\t{before['title']}\t31/03/2011")
    plan.pasting.paste()
    after = titled(context, before["title"])
    assert (after["due_on"], after["timescale"]) == ("2011-03-31", before["timescale"])


@pytest.mark.parametrize("shown", [False, True])
def test_what_is_no_day_under_due_date_is_kept_as_the_timescale(
    plan: RegisterGrid, context: Context, shown: bool
) -> None:
    plan.view.setColumnHidden(column_of(plan, "timescale"), not shown)
    paste_at_foot(
        plan, "Action\tDue date", "Walk the estate\tOngoing", "Light it\tby June 2010", "Cut it\t30/11/2010"
    )
    walk, light, cut = (titled(context, title) for title in ("Walk the estate", "Light it", "Cut it"))
    assert [one["timescale"] for one in (walk, light, cut)] == ["Ongoing", "by June 2010", None]
    assert [one["due_on"] for one in (walk, light, cut)] == [None, None, "2010-11-30"]
    # A row with a day is not left with one that its words contradict.
    at = next(place for place, row in enumerate(plan.model.rows) if row.record["title"] == "Cut it")
    plan.view.go_to(at, column_of(plan, "title"))
    put("Action\tDue date", "Cut it\tOngoing")
    plan.pasting.paste()
    assert plan.unsaved == 1 and titled(context, "Cut it")["timescale"] is None


@pytest.mark.parametrize("day", ["31/11/2010", "31 November 2010"])
def test_a_day_there_is_not_is_refused_under_any_word_for_due(
    plan: RegisterGrid, context: Context, day: str
) -> None:
    told = paste_at_foot(plan, "Action\tDue date", f"Walk the estate\t{day}")
    made = titled(context, "Walk the estate")
    assert (made["due_on"], made["timescale"]) == (None, None) and plan.unsaved == 1
    assert told[-1].endswith(f"“{day}” is not a date; write it as 31/03/2011 or 31 March 2011.")


def test_a_timescale_beside_a_due_date_keeps_its_own_words(plan: RegisterGrid, context: Context) -> None:
    paste_at_foot(plan, "Action\tTimescale\tDue date", "Walk the estate\teach spring\t31/03/2011")
    made = titled(context, "Walk the estate")
    assert (made["timescale"], made["due_on"]) == ("each spring", "2011-03-31")


def test_a_rating_is_of_the_quarter_shown_and_a_lead_officer_is_a_person(
    plan: RegisterGrid, context: Context
) -> None:
    person = next(iter(context.names.options("people")))
    paste_at_foot(plan, "Action\tRAG\tLead officer", f"Walk the estate\tAmber\t{person.full}")
    made = titled(context, "Walk the estate")
    assert made["lead_officers"] == (person.id,) and not made["lead_agencies"]
    assert context.records.update(made["id"], context.quarter)["rag"] == "amber"
    assert context.records.update(made["id"], context.quarter.previous) is None


@pytest.fixture
def log(context: Context, qtbot: QtBot) -> LogTab:
    """The log, with one meeting action in it."""
    partnership = context.records.partnership["id"]
    context.apply([Insert("log_entries", {"partnership": partnership, "title": "Book the hall"})])
    return shown_tab(qtbot, LogTab(context), 1366, 700)


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        ("Action\tOwner\tDue date\tStatus", "Write to heads\tKay Marsh\t31/10/2010\tIn progress"),
        ("No\tAction\tLead\tDue\tUpdate", "7\tWrite to heads\tPolice\t31/10/2010\tSent"),
        ("Ref\tAction\tLead\tDeadline\tProgress", "7\tWrite to heads\tPolice\t31/10/2010\tSent"),
        ("Action\tBy whom\tBy when", "Write to heads\tKay Marsh\t31/10/2010"),
        (
            "No\tMeeting date\tMinute\tAction\tOwner\tDue",
            "7\t14/07/2010\t4.2\tWrite to heads\tKay Marsh\t31/10/2010",
        ),
    ],
)
def test_ordinary_headings_of_an_action_log_are_known(
    log: LogTab, context: Context, headings: str, words: str
) -> None:
    log.choose_chip("Meeting actions")
    count = len(context.records.log_entries)
    paste_at_foot(log.grid, headings, words)
    assert len(context.records.log_entries) == count + 1 and log.grid.unsaved == 0
    made = next(one for one in context.records.log_entries if one["title"] == "Write to heads")
    assert made["due_on"] == "2010-10-31"
    assert made["owner"] == ("Kay Marsh" if "Kay" in words else None)
    assert bool(made["lead_agencies"]) == ("Police" in words)
    said = context.records.log_update(made["id"], context.quarter)
    assert (said and (said["status"], said["narrative"])) == (
        ("in progress", None) if "progress" in words else (None, "Sent") if "Sent" in words else None
    )


def test_a_recommendation_has_its_target_date_under_due_date(log: LogTab, context: Context) -> None:
    log.choose_chip("Review recommendations")
    paste_at_foot(log.grid, "Review\tRec no\tRecommendation\tDue date", "Case A\tR1\tShare plans\t31/12/2010")
    made = next(one for one in context.records.log_entries if one["title"] == "Share plans")
    assert (made["kind"], made["source"], made["ref"]) == ("review recommendation", "Case A", "R1")
    assert made["due_on"] == "2010-12-31"


def test_a_baseline_is_the_figure_and_known(context: Context, qtbot: QtBot) -> None:
    grid = shown_tab(qtbot, IndicatorsTab(context), 1366, 700).grid
    paste_at_foot(grid, "Ref\tIndicator\tBaseline\tTarget", "K1\tBurglaries counted\t100\t90")
    made = next(one for one in context.records.indicators if one["ref"] == "K1")
    assert (made["baseline_state"], made["baseline_value"], made["target_value"]) == ("known", 100, 90)


def test_money_is_found_by_project_and_by_funder(context: Context, qtbot: QtBot) -> None:
    tab = shown_tab(qtbot, FundingTab(context), 1366, 700)
    project = context.records.allocations[0]
    tab.choose_chip("Entries")
    called = context.names.full("allocations", project["id"])
    paste_at_foot(tab.grid, "Project\tAmount\tDate\tReference", f"{called}\t£10\t30/09/2010\tINV901")
    made = next(one for one in context.records.funding_entries if one["reference"] == "INV901")
    assert (made["allocation"], made["amount"], made["on_date"]) == (project["id"], 1000, "2010-09-30")
    tab.choose_chip("Allocations")
    stream = context.names.full("funding_streams", project["stream"])
    paste_at_foot(tab.grid, "Project\tFunder\tAmount", f"Gates for the alley\t{stream}\t£3,000")
    given = next(one for one in context.records.allocations if one["project"] == "Gates for the alley")
    assert (given["stream"], given["amount"]) == (project["stream"], 300000)


def test_headings_of_another_register_become_no_record(context: Context, qtbot: QtBot) -> None:
    tab = shown_tab(qtbot, FundingTab(context), 1366, 700)
    tab.choose_chip("Bids")
    count = len(context.records.bids)
    told = paste_at_foot(tab.grid, "What is to be done\tLead\tTimescale", "Walk the estate\tPolice\tOngoing")
    assert len(context.records.bids) == count and tab.grid.unsaved == 0
    assert "the column “What is to be done” and 2 more have no place in this grid" in told[-1]


def test_a_row_with_an_agency_or_a_day_in_it_is_no_headings(plan: RegisterGrid, context: Context) -> None:
    """Though two of its words are headings in other registers."""
    last = len(plan.model.rows) - 1
    plan.view.go_to(last, column_of(plan, "ref"))
    put("Bid\tRisk\tPolice", "Grant\tMeeting\tFire")
    plan.pasting.paste()
    assert [row.record["title"] for row in plan.model.rows[last : last + 2]] == ["Risk", "Meeting"]
    plan.view.go_to(last, column_of(plan, "ref"))
    put("Bid\tGrant\t\t31/12/2010", "Risk\tMeeting\t\t31/12/2010")
    plan.pasting.paste()
    assert [row.record["title"] for row in plan.model.rows[last : last + 2]] == ["Grant", "Meeting"]


def test_headings_with_a_day_among_them_become_no_record(plan: RegisterGrid, context: Context) -> None:
    count = len(context.records.plan_items)
    told = paste_at_foot(plan, "Ref\tAction\t30/09/2010", "9.1\tWalk the estate\tHalf done")
    assert len(context.records.plan_items) == count and "“30/09/2010” has no place" in told[-1]
