"""Risks: matrix and register together, scores typed as pairs, mitigations nested, reviews by quarter, closing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from heat_map_cells import cell_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from shown_tab import shown_tab
from typed_cells import type_in

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.fields import Record
from csp_desktop.rules.risk_scores import Placing, position, positions
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.chips import ChipButton
from csp_desktop.ui.risks.risks_tab import RisksTab
from csp_desktop.ui.risks.score_columns import parse_placing


@pytest.fixture
def tab(context: Context, qtbot: object) -> RisksTab:
    return shown_tab(qtbot, RisksTab(context))


def by_ref(context: Context, ref: str) -> Record:
    return next(one for one in context.records.risks if one["ref"] == ref)


def shown_risks(tab: RisksTab) -> list[str]:
    return [row.id for row in tab.grid.model.rows if row.register.name == "risks"]


@pytest.mark.parametrize("typed", ["4x5", "4×5", "4, 5", " 4 5 ", "4*5", "4×5 = 20"])
def test_a_score_is_read_as_a_pair(typed: str) -> None:
    assert parse_placing(typed, "Now") == Placing(4, 5)


@pytest.mark.parametrize("typed", ["20", "6x5", "high", "4"])
def test_a_bare_score_says_what_to_write(typed: str) -> None:
    with pytest.raises(InvalidValue, match="4×5"):
        parse_placing(typed, "Now")


def test_chips_show_risks_with_their_mitigations(tab: RisksTab, context: Context) -> None:
    found = positions(context.records, context.quarter, context.today)
    tab.choose_chip("Above appetite")
    assert set(shown_risks(tab)) == {one.risk["id"] for one in found if one.above_appetite}
    for row in tab.grid.model.rows:
        if row.register.name == "mitigations":
            assert row.record["risk"] in shown_risks(tab)
    tab.choose_chip("Rising")
    assert set(shown_risks(tab)) == {
        one.risk["id"] for one in found if one.rising and one.risk["status"] == "open"
    }


def test_a_score_typed_now_is_the_quarters_review_and_moves_the_risk_on_the_map(
    tab: RisksTab, context: Context, qtbot: object
) -> None:
    risk = by_ref(context, "R1")
    type_in(qtbot, tab.grid, risk["id"], "now", "5x5")
    review = context.records.review(risk["id"], context.quarter)
    assert (review["likelihood"], review["impact"]) == (5, 5)
    after = position(context.records, by_ref(context, "R1"), context.quarter, context.today)
    assert after.score == 25 and after.rising
    assert "R1" in cell_of(tab.map.heat_map, 5, 5).accessibleName()
    assert "rising" in cell_of(tab.map.heat_map, 5, 5).accessibleName()
    context.undo()
    assert position(context.records, by_ref(context, "R1"), context.quarter, context.today).score != 25


def test_a_cell_of_the_map_filters_the_register_and_back(
    tab: RisksTab, context: Context, qtbot: object
) -> None:
    heat_map = tab.map.heat_map
    found = positions(context.records, context.quarter, context.today)
    first = next(one for one in found if one.risk["status"] == "open" and one.current)
    cell = (first.current.likelihood, first.current.impact)
    heat_map.go_to(cell)
    qtbot.keyClick(cell_of(heat_map, *cell), Qt.Key.Key_Return)
    here = {one.risk["id"] for one in found if one.current == first.current}
    assert set(shown_risks(tab)) == here
    assert f"likelihood {cell[0]}, impact {cell[1]} only" in tab.summary()
    # What is typed out of the cell stays in sight until another one is asked for.
    type_in(qtbot, tab.grid, first.risk["id"], "now", "1x5")
    assert set(shown_risks(tab)) == here
    heat_map.toggle((1, 5))
    heat_map.toggle(cell)
    assert set(shown_risks(tab)) == here - {first.risk["id"]}
    qtbot.keyClick(cell_of(heat_map, *cell), Qt.Key.Key_Escape)
    assert len(shown_risks(tab)) == len(found)


def test_space_on_the_map_chooses_the_risk_in_the_register(
    tab: RisksTab, context: Context, qtbot: object
) -> None:
    risk = by_ref(context, "R9")
    now = position(context.records, risk, context.quarter, context.today).current
    cell = (now.likelihood, now.impact)
    tab.map.heat_map.go_to(cell)
    button = cell_of(tab.map.heat_map, *cell)
    for _ in range(6):
        qtbot.keyClick(button, Qt.Key.Key_Space)
        if tab.grid.current.id == risk["id"]:
            break
    assert tab.grid.current.id == risk["id"]
    assert tab.chosen.risk["id"] == risk["id"]
    assert "R9" in tab.chosen.accessibleName()


def test_a_mitigation_is_added_under_the_chosen_risk(tab: RisksTab, context: Context, qtbot: object) -> None:
    risk = by_ref(context, "R9")
    before = len(context.records.mitigations_of.get(risk["id"], []))
    tab.grid.select(risk["id"])
    tab.mitigation_button.click()
    editor = tab.grid.view.findChild(QPlainTextEdit)
    qtbot.keyClicks(editor, "Ask the county for a worker")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    made = context.records.mitigations_of[risk["id"]][-1]
    assert made["title"] == "Ask the county for a worker"
    assert len(context.records.mitigations_of[risk["id"]]) == before + 1
    places = {row.id: place for place, row in enumerate(tab.grid.model.rows)}
    assert places[made["id"]] == places[risk["id"]] + before + 1


def test_a_risk_and_its_mitigations_go_together_and_come_back(tab: RisksTab, context: Context) -> None:
    risk = by_ref(context, "R9")
    mitigations = [one["id"] for one in context.records.mitigations_of[risk["id"]]]
    first, last = tab.grid.model.place_of(risk["id"]), tab.grid.model.place_of(mitigations[-1])
    tab.grid.view.go_to(first)
    model = tab.grid.view.selectionModel()
    for place in range(first, last + 1):
        model.select(tab.grid.model.index(place, 0), model.SelectionFlag.Select)
    tab.grid.delete_rows()
    assert risk["id"] not in context.records.risk
    context.undo()
    assert [one["id"] for one in context.records.mitigations_of[risk["id"]]] == mitigations


def test_mitigations_are_reordered_under_their_own_risk(tab: RisksTab, context: Context) -> None:
    risk = next(
        one for one in context.records.risks if len(context.records.mitigations_of.get(one["id"], [])) > 1
    )
    before = [one["id"] for one in context.records.mitigations_of[risk["id"]]]
    tab.grid.select(before[0])
    tab.grid.move_rows(1)
    assert [one["id"] for one in context.records.mitigations_of[risk["id"]]][:2] == [before[1], before[0]]


def test_sorting_keeps_mitigations_below_their_risk(tab: RisksTab, context: Context) -> None:
    now = next(place for place, one in enumerate(tab.grid.model.columns) if one.key == "now")
    tab.grid.model.sort_by(now)
    tab.grid.model.sort_by(now)
    above = None
    scores = []
    for row in tab.grid.model.rows:
        if row.register.name == "risks":
            above = row.id
            scores.append(position(context.records, row.record, context.quarter, context.today).score)
        else:
            assert row.record["risk"] == above
    known = [score for score in scores if score is not None]
    assert known == sorted(known, reverse=True)


def test_the_grid_is_sorted_by_any_column_that_can_be_shown(tab: RisksTab) -> None:
    for place in range(len(tab.grid.model.columns)):
        tab.grid.model.sort_by(place)
        assert tab.grid.model.rows[0].register.name == "risks"


def test_an_overdue_mitigation_says_so_and_takes_a_status(tab: RisksTab, context: Context) -> None:
    overdue = [
        mitigation["id"]
        for one in positions(context.records, context.quarter, context.today)
        for mitigation in one.overdue_mitigations
    ]
    assert overdue
    row = tab.grid.model.rows[tab.grid.model.place_of(overdue[0])]
    column = next(one for one in tab.grid.model.columns if one.key == "before")
    assert column.text(row) == "Overdue" and column.rating(row) == "red"
    assert next(one for one in tab.grid.model.columns if one.key == "when").tone(row) == "red"
    QApplication.clipboard().setText("complete")
    place = next(place for place, one in enumerate(tab.grid.model.columns) if one.key == "before")
    tab.grid.view.go_to(tab.grid.model.place_of(overdue[0]), place)
    tab.grid.pasting.paste()
    after = next(one for one in context.records.mitigations if one["id"] == overdue[0])
    assert after["status"] == "complete"


def test_closing_keeps_the_history_and_leaves_the_map(tab: RisksTab, context: Context) -> None:
    risk = by_ref(context, "R9")
    reviews = len(context.records.reviews_of[risk["id"]])
    tab.grid.select(risk["id"])
    tab.close_button.click()
    assert by_ref(context, "R9")["status"] == "closed"
    assert len(context.records.reviews_of[risk["id"]]) == reviews
    cells = [
        cell_of(tab.map.heat_map, likelihood, impact) for likelihood in range(1, 6) for impact in range(1, 6)
    ]
    assert not any("R9 " in cell.accessibleName() for cell in cells)
    assert tab.close_button.text() == "Reopen risk"
    tab.choose_chip("Closed")
    assert risk["id"] in shown_risks(tab)


def test_reviews_are_typed_by_quarter(tab: RisksTab, context: Context, qtbot: object) -> None:
    risk = by_ref(context, "R9")
    tab.grid.select(risk["id"])
    quarters = tab.chosen.reviews.model
    assert [quarters.columns[0].tone(row) for row in quarters.rows] == ["soft", "ink", "soft", "soft"]
    third = tab.chosen.reviews.model.rows[2]
    assert third.draft
    type_in(qtbot, tab.chosen.reviews, third.id, "likelihood", "3")
    made = next(one for one in context.records.reviews_of[risk["id"]] if one["quarter"] == "2010-Q3")
    assert made["likelihood"] == 3
    type_in(qtbot, tab.chosen.reviews, made["id"], "impact", "2")
    assert "Q3: score" not in tab.chosen.chart.in_words()
    context.choose_quarter(context.quarter.plus(1))
    assert "Q3: score 6" in tab.chosen.chart.in_words()


def test_other_views_of_the_map_show_other_scores(tab: RisksTab, context: Context) -> None:
    risk = by_ref(context, "R9")
    tab.map.view.setCurrentText("Target")
    cell = (risk["target_likelihood"], risk["target_impact"])
    assert "R9 " in cell_of(tab.map.heat_map, *cell).accessibleName()


def test_a_mitigation_is_revealed_through_filters(tab: RisksTab, context: Context) -> None:
    tab.choose_chip("Closed")
    mitigation = context.records.mitigations_of[by_ref(context, "R9")["id"]][0]
    assert tab.reveal("mitigations", mitigation["id"])
    assert tab.grid.current.id == mitigation["id"]
    assert tab.chosen.risk["ref"] == "R9"
    assert not tab.reveal("risks", "nowhere")


def test_the_chart_is_read_aloud_quarter_by_quarter(tab: RisksTab, context: Context, qtbot: object) -> None:
    tab.grid.select(by_ref(context, "R9")["id"])
    tab.chosen.chart.setFocus()
    with qtbot.waitSignal(context.said) as said:
        qtbot.keyClick(tab.chosen.chart, Qt.Key.Key_Left)
    assert said.args[0].startswith("Q1: score ")


def test_the_year_starts_where_the_risk_was_first_reviewed(tab: RisksTab, context: Context) -> None:
    tab.grid.select(by_ref(context, "R9")["id"])
    assert tab.chosen.chart.in_words().startswith("Q4: target 8, before controls")
    assert "Q1: score " in tab.chosen.chart.in_words()


def test_the_chips_count_open_risks_alone(tab: RisksTab, context: Context) -> None:
    def told(chip: str) -> int:
        (button,) = [one for one in tab.chips.findChildren(ChipButton) if one.text() == chip]
        assert button.count is not None
        return button.count

    found = positions(context.records, context.quarter, context.today)
    rising = [one.risk for one in found if one.rising and one.risk["status"] == "open"]
    assert rising and told("Rising") == len(rising)
    tab.choose_chip("Rising")
    assert len(shown_risks(tab)) == told("Rising")
    closed = told("Closed")
    standing_open = len(found) - closed
    assert closed and tab.count() == (str(standing_open), "none")
    context.apply([Update("risks", rising[0]["id"], {"status": "closed"})])
    assert (told("Rising"), told("Closed")) == (len(rising) - 1, closed + 1)
    assert rising[0]["id"] not in shown_risks(tab)
    assert tab.count() == (str(standing_open - 1), "none")


def test_a_file_opened_to_read_closes_no_risk(sample_file: Path, qtbot: object) -> None:
    context = Context(Workspace.open(sample_file, read_only=True), today=date(2010, 10, 19))
    tab = RisksTab(context)
    qtbot.addWidget(tab)
    tab.show()
    tab.grid.select(by_ref(context, "R9")["id"])
    assert tab.chosen.risk["ref"] == "R9"
    assert not tab.close_button.isEnabled() and not tab.mitigation_button.isEnabled()
    context.close()
