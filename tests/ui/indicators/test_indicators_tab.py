"""Indicators: figures typed and pasted, targets and baselines as words, the chosen one beside the grid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shown_tab import shown_tab
from typed_cells import go_to, type_in

from csp_desktop.editing.changes import Update
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.indicators.indicators_tab import IndicatorsTab
from csp_desktop.ui.look.chips import ChipButton


@pytest.fixture
def tab(context: Context, qtbot: object) -> IndicatorsTab:
    return shown_tab(qtbot, IndicatorsTab(context))


def by_ref(context: Context, ref: str) -> Record:
    return next(one for one in context.records.indicators if one["ref"] == ref)


def text_of(grid: RegisterGrid, record: str, key: str) -> str:
    row = grid.model.rows[grid.model.place_of(record)]
    return next(one for one in grid.model.columns if one.key == key).text(row)


def test_chips_count_what_they_show(tab: IndicatorsTab, context: Context) -> None:
    for chip in ("Off target", "TBC", "No figure this quarter", "Contextual"):
        tab.choose_chip(chip)
        counted = tab.chips.findChildren(type(tab.chips.children()[1]))
        shown = len(tab.grid.model.rows)
        button = next(one for one in counted if one.text() == chip)
        assert button.count == shown > 0
    tab.choose_chip("All")
    assert len(tab.grid.model.rows) == len(context.records.indicators)


def test_a_figure_typed_in_the_grid_is_measured_and_rated(
    tab: IndicatorsTab, context: Context, qtbot: object
) -> None:
    indicator = by_ref(context, "L1")
    type_in(qtbot, tab.grid, indicator["id"], "now", "900 p")
    found = context.records.measurement(indicator["id"], context.quarter)
    assert (found["value"], found["provisional"]) == (900.0, True)
    assert text_of(tab.grid, indicator["id"], "now") == "900 p"
    tab.grid.select(indicator["id"])
    assert "provisional" in tab.chosen.rule.text()
    context.undo()
    assert context.records.measurement(indicator["id"], context.quarter)["value"] == 523.0


def test_how_it_stands_beside_similar_areas_is_shown_with_the_figure(
    tab: IndicatorsTab, context: Context
) -> None:
    indicator = by_ref(context, "L1")
    measured = context.records.measurement(indicator["id"], context.quarter)
    context.apply(
        [Update("measurements", measured["id"], {"group_average": 610.5, "rank": 2, "out_of": 15})],
        "compared",
    )
    tab.grid.select(indicator["id"])
    told = "2nd of 15 most similar, 523 against 610.5"
    assert tab.chosen.notes.text().startswith(f"Q2: {told}.")
    row = tab.grid.model.rows[tab.grid.model.place_of(indicator["id"])]
    assert told in next(one for one in tab.grid.model.columns if one.key == "now").hover(row)


@pytest.mark.parametrize(
    ("typed", "state", "value"), [("TBC", "TBC", None), ("1,100", "known", 1100.0), ("tbc", "TBC", None)]
)
def test_tbc_is_a_figure_of_its_own(
    tab: IndicatorsTab, context: Context, qtbot: object, typed: str, state: str, value: float | None
) -> None:
    indicator = by_ref(context, "L1")
    type_in(qtbot, tab.grid, indicator["id"], "now", typed)
    found = context.records.measurement(indicator["id"], context.quarter)
    assert (found["value_state"], found["value"]) == (state, value)


def test_what_is_no_figure_stays_in_its_cell_with_the_reason(
    tab: IndicatorsTab, context: Context, qtbot: object
) -> None:
    indicator = by_ref(context, "L1")
    type_in(qtbot, tab.grid, indicator["id"], "now", "about ten")
    assert context.records.measurement(indicator["id"], context.quarter)["value"] == 523.0
    fault = next(iter(tab.grid.model.faults.values()))
    assert fault.raw == "about ten" and "TBC" in fault.reason


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("-12%", "percent change", -12.0),
        ("+56", "increase from baseline by", 56.0),
        ("1,800", "value", 1800.0),
        ("TBC", "value", None),
        ("none", "none", None),
    ],
)
def test_targets_are_typed_as_people_say_them(
    tab: IndicatorsTab, context: Context, qtbot: object, typed: str, kind: str, value: float | None
) -> None:
    indicator = by_ref(context, "L1")
    type_in(qtbot, tab.grid, indicator["id"], "target", typed)
    after = by_ref(context, "L1")
    assert (after["target_kind"], after["target_value"]) == (kind, value)


def test_a_shown_target_put_back_changes_nothing(tab: IndicatorsTab, context: Context) -> None:
    indicator = by_ref(context, "L1")
    before = dict(indicator)
    row = tab.grid.model.rows[tab.grid.model.place_of(indicator["id"])]
    column = next(one for one in tab.grid.model.columns if one.key == "target")
    assert column.changes(row, column.parse(row, column.text(row))) == []
    assert by_ref(context, "L1") == before


def test_a_block_of_figures_is_pasted_as_one_step(
    tab: IndicatorsTab, context: Context, qtbot: object
) -> None:
    ids = [row.id for row in tab.grid.model.rows[:3]]
    QApplication.clipboard().setText("101\nTBC\n103 p")
    go_to(tab.grid, ids[0], "now")
    tab.grid.pasting.paste()
    found = [context.records.measurement(one, context.quarter) for one in ids]
    assert [one["value"] for one in found] == [101.0, None, 103.0]
    context.undo()
    assert context.records.measurement(ids[0], context.quarter)["value"] == 523.0


def test_the_table_beside_takes_the_other_quarters(
    tab: IndicatorsTab, context: Context, qtbot: object
) -> None:
    indicator = by_ref(context, "L1")
    tab.grid.select(indicator["id"])
    quarters = tab.chosen.quarters
    assert [row.record["quarter"] for row in quarters.model.rows] == [
        "2010-Q1", "2010-Q2", "2010-Q3", "2010-Q4",
    ]  # fmt: skip
    third = quarters.model.rows[2]
    assert third.draft
    type_in(qtbot, quarters, third.id, "actual", "455")
    made = [one for one in context.records.measurements if one["indicator"] == indicator["id"]]
    assert {one["quarter"]: one["value"] for one in made}["2010-Q3"] == 455.0
    assert not tab.chosen.quarters.model.rows[2].draft
    # A quarter after the one shown is not drawn, though its figure is there to be read beneath.
    assert "Q3: actual" not in tab.chosen.chart.in_words()
    context.choose_quarter(context.quarter.plus(1))
    assert "Q3: actual 1,467" in tab.chosen.chart.in_words()


def test_a_figure_cleared_is_a_figure_gone(tab: IndicatorsTab, context: Context) -> None:
    row = next(
        row
        for row in tab.grid.model.rows
        if (found := context.records.measurement(row.id, context.quarter)) and not found["note"]
    )
    go_to(tab.grid, row.id, "now")
    tab.grid.blocks.clear()
    assert context.records.measurement(row.id, context.quarter) is None


def test_an_indicator_is_added_with_the_keyboard_and_deleted_with_undo(
    tab: IndicatorsTab, context: Context, qtbot: object
) -> None:
    before = len(context.records.indicators)
    tab.grid.insert_row()
    from PySide6.QtWidgets import QPlainTextEdit

    editor = tab.grid.view.findChild(QPlainTextEdit)
    qtbot.keyClicks(editor, "Bicycles marked")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    made = next(one for one in context.records.indicators if one["title"] == "Bicycles marked")
    assert len(context.records.indicators) == before + 1
    assert tab.reveal("indicators", made["id"])
    tab.grid.delete_rows()
    assert len(context.records.indicators) == before
    context.undo()
    assert len(context.records.indicators) == before + 1


def test_a_measurement_is_revealed_whatever_chip_is_on(tab: IndicatorsTab, context: Context) -> None:
    tab.choose_chip("Contextual")
    measured = next(
        one
        for one in context.records.measurements
        if not context.records.indicator[one["indicator"]]["contextual"]
    )
    assert tab.reveal("measurements", measured["id"])
    assert tab.grid.current.id == measured["indicator"]
    assert tab.chips.current == "All"


def test_the_form_edits_the_same_record(tab: IndicatorsTab, context: Context, qtbot: object) -> None:
    indicator = by_ref(context, "L1")
    tab.grid.select(indicator["id"])
    box = tab.chosen.form.box("source")
    box.setText("STORM, county extract")
    box.save()
    assert by_ref(context, "L1")["source"] == "STORM, county extract"


def test_a_figure_that_is_still_to_come_is_not_a_missing_one(tab: IndicatorsTab, context: Context) -> None:
    def told() -> tuple[int, int]:
        counts = {chip.text(): chip.count for chip in tab.chips.findChildren(ChipButton)}
        return counts["No figure this quarter"], counts["TBC"]

    missing, coming = told()
    measured = context.records.measurement(by_ref(context, "L1")["id"], context.quarter)["id"]
    context.apply([Update("measurements", measured, {"value": None, "note": "Not sent yet."})])
    assert told() == (missing + 1, coming)
    context.apply([Update("measurements", measured, {"value_state": "TBC"})])
    assert told() == (missing, coming + 1)


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_which_way_is_better_is_said(tab: IndicatorsTab, context: Context, better: str) -> None:
    indicator = by_ref(context, "L1")
    context.apply([Update("indicators", indicator["id"], {"better": better})])
    tab.grid.select(indicator["id"])
    assert f"{better} is better" in tab.chosen.about.text()


def test_the_quarter_chosen_stands_out_among_the_others(tab: IndicatorsTab, context: Context) -> None:
    tab.grid.select(by_ref(context, "L1")["id"])
    quarters = tab.chosen.quarters.model
    assert [quarters.columns[0].tone(row) for row in quarters.rows] == ["soft", "ink", "soft", "soft"]
