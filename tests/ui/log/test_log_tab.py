"""The Log tab: there once it has a row, four kinds with their own headings, updates by quarter, meetings, duties."""

from __future__ import annotations

import pytest
from log_content import SmallLog
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shown_tab import shown_tab
from typed_cells import column_of, text_of, type_in

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.duties import duties
from csp_desktop.rules.log_kinds import KINDS
from csp_desktop.ui.context import Context
from csp_desktop.ui.log.duties_dialog import DutiesDialog
from csp_desktop.ui.log.log_tab import LogTab
from csp_desktop.ui.look import theme
from csp_desktop.ui.overview.needs import needs
from csp_desktop.ui.printing.print_options import PrintOptions
from csp_desktop.ui.window.frame.tab_pages import TabPages


@pytest.fixture
def log(context: Context) -> SmallLog:
    made = SmallLog(context.records)
    context.apply(made.changes)
    return made


@pytest.fixture
def tab(context: Context, log: SmallLog, qtbot: object) -> LogTab:
    return shown_tab(qtbot, LogTab(context), 1366, 700)


def test_the_tab_is_there_once_the_log_has_a_row_or_is_asked_for(context: Context, qtbot: object) -> None:
    pages = TabPages(context, preload=False)
    qtbot.addWidget(pages.strip)
    qtbot.addWidget(pages.stack)
    pages.open(context)
    assert "Log" not in pages.titles
    pages.step(-1)
    assert pages.current.title == pages.titles[-1] == "County"
    context.apply(SmallLog(context.records).changes)
    assert "Log" in pages.titles
    context.undo()
    assert "Log" in pages.titles
    pages.clear()
    pages.open(context)
    assert "Log" not in pages.titles
    shown = pages.show("Log")
    assert isinstance(shown, LogTab) and shown.seen_grid() is shown.grid
    assert "Log" in pages.titles
    pages.clear()


def test_each_kind_has_its_own_headings(tab: LogTab) -> None:
    for kind in KINDS:
        tab.choose_chip(kind.plural)
        labels = {column.label for column in tab.grid.model.columns}
        assert {heading for _, heading in kind.columns} <= labels
        assert {row.record["kind"] for row in tab.grid.model.rows} == {kind.name}
    tab.choose_chip("Duties")
    assert "Expires on" not in {column.label for column in tab.grid.model.columns}


def test_late_and_expiring_are_said_before_any_status(tab: LogTab, log: SmallLog) -> None:
    tab.choose_chip("Meeting actions")
    assert text_of(tab.grid, log.late, "status") == "Late"
    assert text_of(tab.grid, log.done, "status") == "Complete"
    tab.choose_chip("Orders and agreements")
    assert text_of(tab.grid, log.order, "status") == "Expiring"
    assert tab.count() == ("1 late", "red")


def test_an_update_typed_is_of_the_quarter_shown_beside_last_quarters_words(
    tab: LogTab, log: SmallLog, context: Context, qtbot: object
) -> None:
    tab.choose_chip("Meeting actions")
    tab.grid.select(log.late)
    type_in(qtbot, tab.grid, log.late, "status", "complete")
    (update,) = (
        update
        for update in context.records.log_updates
        if (update["entry"], update["quarter"]) == (log.late, "2010-Q2")
    )
    assert update["status"] == "complete"
    assert tab.count() == ("1 expiring", "amber")
    assert tab.grid.select(log.late)
    updates = tab.section.panel.updates.model.rows
    assert [row.record["quarter"] for row in updates] == [f"2010-Q{number}" for number in (1, 2, 3, 4)]
    assert updates[0].record["narrative"] == "Half of the wards walked"
    context.undo()
    assert text_of(tab.grid, log.late, "status") == "Late"


def test_only_what_is_late_or_open_is_shown_when_asked(tab: LogTab, log: SmallLog) -> None:
    tab.choose_chip("Meeting actions")
    for wanted, shown in (("late", [log.late]), ("closed", [log.done]), ("open", [log.late])):
        tab.chips.narrow("shown", wanted)
        tab._freshen()
        assert [row.id for row in tab.grid.model.rows] == shown
    assert tab.reveal("log_entries", log.done)
    assert tab.grid.current.id == log.done


def test_a_meeting_proposes_the_last_ones_actions_and_what_is_late(
    tab: LogTab, log: SmallLog, context: Context
) -> None:
    assert tab.reveal("meetings", log.second)
    panel = tab.section.panel
    rows = panel.agenda.model().rowCount()
    texts = [panel.agenda.fact_at(row, 0).text for row in range(rows)]
    assert texts[0] == "Actions of the last meeting"
    assert {"1 Map the alleys without light", "2 Write to the bus company"} == set(texts[1:3])
    assert "Late or running out" in texts and "Off target" in texts
    assert "6 July 2010" in panel.basis.text()
    asked: list[tuple[str, str]] = []
    context.opened.connect(lambda register, record: asked.append((register, record)))
    panel.agenda.follow(1, 0)
    assert asked == [("log_entries", log.late)]


def test_a_new_action_belongs_to_the_meeting_of_the_one_above(
    tab: LogTab, log: SmallLog, context: Context, qtbot: object
) -> None:
    tab.choose_chip("Meeting actions")
    tab.grid.select(log.done)
    tab.add.click()
    editor = next(box for box in tab.grid.view.findChildren(QPlainTextEdit) if box.isVisible())
    qtbot.keyClicks(editor, "Ask the school")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    made = next(entry for entry in context.records.log_entries if entry["title"] == "Ask the school")
    assert (made["kind"], made["ref"], made["meeting"]) == ("meeting action", "3", log.first)


def test_meetings_are_chosen_newest_first_by_day_and_group(
    context: Context, log: SmallLog, qtbot: object
) -> None:
    own = {"partnership": context.records.partnership["id"], "held_on": "2010-10-20"}
    group = Insert("groups", {"partnership": own["partnership"], "name": "Public", "short_name": "Public"})
    context.apply([group, Insert("meetings", {**own, "group": group.id})])
    offered = [name.full for name in context.names.options("meetings")]
    assert offered[-1].startswith("6 July 2010") and "20 October 2010 · Public" in offered[:2]


def test_ticked_duties_go_into_the_log_and_are_not_offered_again(
    tab: LogTab, context: Context, qtbot: object
) -> None:
    dialog = DutiesDialog(context, tab)
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.list.tick(lambda duty: duty.title.startswith("Strategic assessment"))
    dialog.apply()
    made = next(
        entry for entry in context.records.log_entries if entry["title"].startswith("Strategic assessment")
    )
    assert made["due_on"] == "2011-03-31"
    again = DutiesDialog(context, tab)
    qtbot.addWidget(again)
    assert len(again.list.rows) == len(duties()) - 1


def test_duties_are_read_to_their_last_word(tab: LogTab, context: Context, qtbot: object) -> None:
    dialog = DutiesDialog(context, tab)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    shown, metrics, cut = dialog.list, QFontMetrics(theme.font()), []
    qtbot.waitUntil(lambda: not shown._refit.isActive())
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    for place, duty in enumerate(shown.rows):
        for number, column in enumerate(shown.columns):
            wide = shown.columnWidth(number) - theme.px(18 if number else 44)
            needs = metrics.boundingRect(0, 0, wide, 10_000, flags, column.text(duty)).height()
            cut += [column.text(duty)] if needs > shown.rowHeight(place) else []
    assert not cut


def test_the_action_log_is_printed_for_a_group_that_meets_and_leads_nothing(
    context: Context, qtbot: object
) -> None:
    own = {"partnership": context.records.partnership["id"]}
    group = Insert("groups", {**own, "name": "Public meeting", "short_name": "Public"})
    context.apply([group, Insert("meetings", {**own, "group": group.id, "held_on": "2010-11-02"})])
    options = PrintOptions(context)
    qtbot.addWidget(options)
    options.choose("action-log", recipient="Public")
    assert options.options().recipient == "Public"


def test_what_needs_you_names_what_is_late_or_expiring_and_opens_it(
    tab: LogTab, context: Context, log: SmallLog
) -> None:
    said = {need.words: need for need in needs(context.records, context.quarter, context.today)}
    late, expiring = said["1 meeting action late"], said["1 order or agreement expiring"]
    assert (late.rag, expiring.rag) == ("red", "amber")
    assert expiring.under == "PSPO 1 High Street alcohol order: expires on 14 November 2010."
    tab.choose_chip(late.opens.chip[1])
    assert [row.id for row in tab.grid.model.rows] == [log.late]
    context.undo()
    left = {need.words for need in needs(context.records, context.quarter, context.today)}
    assert not left & {late.words, expiring.words}


def test_an_order_late_in_two_ways_is_one_and_the_newest_meeting_stands_first(
    tab: LogTab, context: Context, log: SmallLog
) -> None:
    context.apply([Update("log_entries", log.order, {"expires_on": "2010-09-01", "review_on": "2010-08-01"})])
    told = [need.words for need in needs(context.records, context.quarter, context.today)]
    assert "1 order or agreement late" in told
    tab.choose_chip("Meetings")
    assert [row.id for row in tab.grid.model.rows if row.id in (log.first, log.second)] == [
        log.second,
        log.first,
    ]


def test_a_row_of_several_cells_typed_at_the_foot_is_followed_by_another(
    tab: LogTab, context: Context, qtbot: QtBot
) -> None:
    tab.choose_chip("Meeting actions")
    grid, before = tab.grid, [row.record for row in tab.grid.model.rows]
    grid.view.setFocus()
    grid.view.go_to(len(grid.model.rows), column_of(grid, "title"))
    for action, owner in (("Ask the school", "The head"), ("Light the alley", "The ward")):
        assert grid.at_foot
        for key, words in (("title", action), ("owner", owner)):
            grid.view.go_to(grid.view.currentIndex().row(), column_of(grid, key))
            qtbot.keyClick(grid.view, words[0])
            qtbot.keyClicks(grid.view.itemDelegate().editor, words[1:])
            qtbot.keyClick(
                grid.view.itemDelegate().editor, Qt.Key.Key_Tab if key == "title" else Qt.Key.Key_Return
            )
        # What follows from the last cell is shown only now, with the keys at the foot.
        qtbot.waitUntil(lambda: not context.untold)
    rows = [row.record for row in grid.model.rows]
    assert rows[: len(before)] == before
    assert [(row["title"], row["owner"]) for row in rows[len(before) :]] == [
        ("Ask the school", "The head"),
        ("Light the alley", "The ward"),
    ]
