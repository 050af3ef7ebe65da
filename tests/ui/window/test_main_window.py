"""The window: opening and closing files, tabs, undo, search, read only, dropped files, defects."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import SmallFile
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop import app
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import AppError
from csp_desktop.periods import Quarter
from csp_desktop.settings import settings
from csp_desktop.storage.backups import backups_of, make_backup
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.folders import remember_folder
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.plan.combine_dialog import CombineDialog
from csp_desktop.ui.window.defects import catch_defects
from csp_desktop.ui.window.file_window import FileWindow
from csp_desktop.ui.window.frame.tab_pages import COUNTY, TABS
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog
from csp_desktop.ui.window.search_elsewhere import PlanTexts
from csp_desktop.ui.window.settings.settings_window import SettingsWindow


def boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


def test_without_a_file_there_is_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    dress()
    settings().put("recent", [str(tmp_path / "gone.csp")])
    made = MainWindow(preload=False)
    made.show()
    assert made.start.isVisible() and made.context is None
    assert not [action.text() for action in made.menus._of_file if action.isEnabled()]
    made.close()
    made.deleteLater()


def test_every_tab_of_the_table_is_there_and_shows(window: MainWindow, qtbot: QtBot) -> None:
    # The log is there once it has a row or is asked for; the sample names its neighbours and the county.
    assert window.tabs.titles == [*(title for title, _ in TABS if title != "Log"), COUNTY]
    for title in (*(title for title, _ in TABS), COUNTY):
        tab = window.show_tab(title)
        assert tab is not None and tab.isVisible() and window.tab is tab
        assert tab.title == title


def test_tabs_are_made_when_first_shown(window: MainWindow) -> None:
    assert len(window.tabs._made) == 1
    window.show_tab("Action plan")
    assert len(window.tabs._made) == 2


def test_a_file_is_backed_up_and_remembered_when_opened(window: MainWindow, qtbot: QtBot) -> None:
    path = window.context.workspace.path
    qtbot.waitUntil(lambda: bool(backups_of(path)) and window.status.backup.text().startswith("Last backup"))
    assert settings().recent[0] == path.resolve()


def test_undo_and_redo_reach_across_the_window_and_name_the_step(window: MainWindow) -> None:
    context = window.context
    tab = window.show_tab("Action plan")
    item = context.records.plan_items[1]
    tab.grid.select(item["id"])
    box = tab.panel.facts.box("timescale")
    box.setText("by August")
    box.save()
    window.show_tab("Partners")
    assert f"{item['ref']} Timescale" in window.menus._undo.text()
    window.menus._undo.trigger()
    assert context.records.item[item["id"]]["timescale"] == item["timescale"]
    assert window.status.said.text() == f"Undid: changed {item['ref']} Timescale"
    window.menus._redo.trigger()
    assert context.records.item[item["id"]]["timescale"] == "by August"
    assert window.status.said.text() == f"Redid: changed {item['ref']} Timescale"
    assert not window.menus._redo.isEnabled()


def test_undo_reaches_before_the_file_was_closed(window: MainWindow) -> None:
    tab = window.show_tab("Action plan")
    item = window.context.records.plan_items[1]
    tab.grid.select(item["id"])
    box = tab.panel.facts.box("timescale")
    box.setText("by August")
    path = window.context.workspace.path
    # What is being typed is saved on closing.
    assert window.close_file()
    assert window.open_file(path)
    assert window.context.records.item[item["id"]]["timescale"] == "by August"
    window.menus._undo.trigger()
    assert window.context.records.item[item["id"]]["timescale"] == item["timescale"]


def test_the_quarter_steps_within_the_plan(window: MainWindow) -> None:
    stepper = window.bar.quarter
    assert stepper._label.text() == "Q2 2010/11"
    stepper.step(1)
    assert window.context.quarter == Quarter(2010, 3)
    for _ in range(9):
        stepper.step(1)
    last = window.context.quarter
    plan = window.context.records.plan
    assert last == Quarter(plan["last_year"], 4)
    assert not stepper._on.isEnabled()


def test_the_plan_shown_is_the_one_ticked_in_the_list(window: MainWindow) -> None:
    context = window.context
    values = {"partnership": context.records.plan["partnership"], "title": "Plan after", "first_year": 2013, "last_year": 2013}  # fmt: skip
    context.apply([Insert("plans", values)])
    window.bar.plan.open_list()
    menu = QApplication.activePopupWidget()
    ticked = [action.text() for action in menu.actions() if action.isChecked()]
    assert len(menu.actions()) == len(context.plans) > 1
    assert len(ticked) == 1 and ticked[0].endswith(context.records.plan["title"])
    menu.close()


def test_search_filters_the_tab_and_opens_records_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    tab = window.show_tab("Action plan")
    search = window.bar.search
    search.setFocus()
    qtbot.keyClicks(search, "victim support")
    search._wait.stop()
    search._search()
    assert window.context.search == "victim support"
    assert len(tab.grid.model.rows) < len(window.context.records.plan_items)
    kinds = {search._list._lines.item(row).text().split(":")[0] for row in range(search._list._lines.count())}
    assert {"Risk", "Agency"} <= kinds
    risk = next(
        row
        for row in range(search._list._lines.count())
        if search._list._lines.item(row).text().startswith("Risk")
    )
    search._list._lines.setCurrentRow(risk)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.tab.title == "Risks"
    assert window.context.search == ""


def test_search_lists_a_few_of_each_register(window: MainWindow) -> None:
    listed = Counter(hit.register for hit in PlanTexts(window.context.records).holding(["the"]))
    assert len(listed) > 2 and max(listed.values()) == 4


def test_search_runs_menu_commands(window: MainWindow, qtbot: QtBot) -> None:
    search = window.bar.search
    search.setFocus()
    qtbot.keyClicks(search, "next quarter")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.context.quarter == Quarter(2010, 3)


def test_copy_from_the_menu_reaches_the_grid(window: MainWindow) -> None:
    window.activateWindow()
    tab = window.show_tab("Action plan")
    tab.grid.view.setFocus()
    QApplication.clipboard().clear()
    window.act_on_focus("copy")
    assert QApplication.clipboard().text()


def test_paste_on_the_returns_tab_is_the_tabs_own(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.activateWindow()
    tab = window.show_tab("Returns")
    pasted: list[str] = []
    monkeypatch.setattr(tab, "paste", lambda: pasted.append("rows"))
    tab.board.setFocus()
    window.act_on_focus("paste")
    window.act_on_focus("copy")
    assert pasted == ["rows"]


def test_in_a_text_box_the_menu_copies_and_pastes_and_does_nothing_meant_for_rows(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    search = window.bar.search
    search.setFocus()
    qtbot.keyClicks(search, "patrol")
    search.selectAll()
    window.act_on_focus("copy")
    assert QApplication.clipboard().text() == "patrol"
    search.end(False)
    window.act_on_focus("insert")
    window.act_on_focus("paste")
    assert search.text() == "patrolpatrol"


def test_a_file_that_is_not_ours_is_refused_with_a_sentence(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "letter.csp"
    other.write_text("Dear all", encoding="utf-8")
    assert not window.open_file(other)
    qtbot.waitUntil(lambda: bool(boxes()))
    found = boxes()[0]
    assert "not a CSP Desktop file" in found.text()
    found.close()
    assert window.context is not None and not window.start.isVisible()
    assert other.read_text(encoding="utf-8") == "Dear all"


def test_a_backup_is_opened_to_read_and_a_new_file_made_of_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copyfile(tmp_path / "sample.csp", tmp_path / "St. Helens.csp")
    backup = make_backup(tmp_path / "St. Helens.csp")
    remember_folder("file", backup)
    assert window.open_file(backup)
    assert window.context is not None and window.context.workspace.read_only
    assert window.notice.words.startswith(f"“{backup.name}” is a backup, which is removed in time")
    proposed: list[Path] = []

    def saved_as(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(start))
        return str(tmp_path / "anew.csp"), ""

    monkeypatch.setattr("csp_desktop.ui.look.saving_as.QFileDialog.getSaveFileName", saved_as)
    window.notice._act.click()
    assert proposed == [tmp_path / backup.name]
    assert window.context.workspace.path == tmp_path / "anew.csp" and not window.context.workspace.read_only


def test_a_file_that_is_only_called_like_a_backup_is_edited(window: MainWindow, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere" / make_backup(tmp_path / "sample.csp").name
    kept.parent.mkdir()
    shutil.copyfile(tmp_path / "sample.csp", kept)
    assert window.open_file(kept)
    assert window.context is not None and not window.context.workspace.read_only


def test_a_file_damaged_where_it_is_shown_first_leaves_the_one_that_is_open(
    window: MainWindow, sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.csp"
    other.write_bytes(sample_file.read_bytes())
    with contextlib.closing(sqlite3.connect(other)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'risks_plan'"
        (page,) = connection.execute(query).fetchone()
    with other.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)
    assert window.context is not None
    before = window.context.workspace.path
    assert not window.open_file(other, read_only=True)
    qtbot.waitUntil(lambda: bool(boxes()))
    assert "damaged" in boxes()[0].text() and f"“{before.name}” is still open." in boxes()[0].text()
    boxes()[0].close()
    assert window.context.workspace.path == before and window.context.records.plan_items


def test_read_only_says_so_and_refuses_edits(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    made = MainWindow(preload=False)
    made.open_file(path, read_only=True)
    made.show()
    tab = made.show_tab("Action plan")
    assert made.notice.isVisible() and "read only" in made.notice.findChild(QLabel).text()
    assert made.status.editing.text() == "Read only"
    assert not made.menus._undo.isEnabled()
    before = made.context.records.plan_items
    tab.grid.view.selectAll()
    tab.grid.blocks.clear()
    tab.grid.delete_rows()
    tab.grid.insert_row()
    assert made.context.records.plan_items == before
    assert not backups_of(path)
    made.close()
    made.deleteLater()


def test_closing_with_a_cell_not_taken_asks_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = window.show_tab("Action plan")
    row = tab.grid.model.rows[1]
    column = next(one for one in tab.grid.model.columns if one.key == "due_on")
    tab.grid._typed(row, column, "whenever")
    assert "not saved" in window.status.saved.text()
    monkeypatch.setattr(window, "_may_lose", lambda unsaved: False)
    assert not window.close_file()
    monkeypatch.setattr(window, "_may_lose", lambda unsaved: True)
    assert window.close_file()


def test_spreadsheets_are_taken_wherever_they_are_dropped(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/return.XLSX"), QUrl.fromLocalFile("/somewhere/notes.txt")])
    event = QDragEnterEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(event)
    assert event.isAccepted()
    assert [path.name for path in window._dropped(event)] == ["return.XLSX"]


def test_workbooks_dropped_with_no_file_open_are_answered(window: MainWindow, qtbot: QtBot) -> None:
    window.close_file()
    window.take_files([Path("return.eml")])
    qtbot.waitUntil(lambda: bool(boxes()))
    assert "none is" in boxes()[0].text()
    boxes()[0].close()


@pytest.mark.parametrize(
    ("names", "brought", "left"),
    [
        (["a.xlsx", "plan.docx"], ["a.xlsx"], "“plan.docx”"),
        (["a.xlsx", "b.eml"], ["a.xlsx", "b.eml"], ""),
        (["mine.csp", "other.csp", "a.xlsx"], [], "“other.csp”, “a.xlsx”"),
    ],
)
def test_what_is_dropped_beside_another_kind_of_file_is_spoken_of(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, names: list[str], brought: list[str], left: str
) -> None:
    window.workbooks_dropped.disconnect()
    offered: list[Path] = []
    window.workbooks_dropped.connect(offered.extend)
    monkeypatch.setattr(window, "open_file", lambda path: True)
    monkeypatch.setattr(FileWindow, "_takes_plans", False)
    window.take_files([Path(name) for name in names])
    assert [path.name for path in offered] == brought
    assert window.notice.isVisible() == bool(left) and left in window.notice.words


def test_a_new_file_is_written_and_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = NewFileDialog(window)
    dialog.made.connect(window.open_file)
    dialog.name.setText("Anytown Community Safety Partnership")
    dialog.short_name.setText("Anytown")
    assert dialog.make.isEnabled()
    dialog.write(tmp_path / "Anytown")
    assert window.context.workspace.path.name == "Anytown.csp"
    records = window.context.records
    assert records.plan["title"].startswith("Annual plan")
    assert window.context.workspace.undoable is None
    # The responsible authorities of today, with the day their duty began, are ticked until somebody unticks them.
    since = {agency["short_name"]: agency["responsible_from"] for agency in records.agencies}
    assert since["Fire"] == "2003-04-01" and since["ICB"] == "2022-07-01" and "County" not in since
    assert [group["short_name"] for group in records.groups] == ["Strategy"]
    assert not records.plan_items


def test_a_new_file_begins_with_what_was_ticked(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = NewFileDialog(window)
    dialog.made.connect(window.open_file)
    dialog.name.setText("Anytown Community Safety Partnership")
    dialog.short_name.setText("Anytown")
    for offer, box in dialog.offered:
        box.setChecked(offer.short_name == "Council" or offer.what == "priority")
    dialog.write(tmp_path / "Anytown")
    records = window.context.records
    (council,) = records.agencies
    assert council["kind"] == "responsible authority" and "section 5(1)(a)" in council["notes"]
    assert [item["ref"] for item in records.priorities] == [str(ref) for ref in range(1, 8)]


def test_a_new_file_never_replaces_another(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    taken = tmp_path / "taken.csp"
    taken.write_text("mine", encoding="utf-8")
    dialog = NewFileDialog(window)
    dialog.name.setText("A")
    dialog.short_name.setText("A")
    dialog.open()
    dialog.write(taken)
    assert "exists already" in dialog._problem.text() and dialog.isVisible()
    assert taken.read_text(encoding="utf-8") == "mine"
    dialog.close()


@pytest.mark.parametrize(
    "name", ["show_details", "add_plan", "import_plan", "roll_over", "send_returns", "print_form"]
)
def test_dialogs_open(window: MainWindow, name: str) -> None:
    getattr(window.dialogs, name)()
    found = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert len(found) == 1
    found[0].close()


def shared_keys(texts: Iterable[str]) -> dict[str, list[str]]:
    """Access keys that several of some texts name, each with these."""
    named: dict[str, list[str]] = {}
    for text in texts:
        key = QKeySequence.mnemonic(text).toString()
        if key:
            named.setdefault(key, []).append(text)
    return {key: those for key, those in named.items() if len(those) > 1}


def test_each_access_key_is_of_one_thing(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.menuBar()
    assert shared_keys(action.text() for action in bar.actions()) == {}
    for menu in (action.menu() for action in bar.actions()):
        assert shared_keys(action.text() for action in menu.actions()) == {}
    settings_window = SettingsWindow()
    qtbot.addWidget(settings_window)
    assert shared_keys(label.text() for label in settings_window.findChildren(QLabel)) == {}


def test_help_pages_open(window: MainWindow) -> None:
    from csp_desktop.ui.window.help import help_pages

    for show in (
        lambda: help_pages.show_places(window, window.context.workspace.path),
        lambda: help_pages.show_about(window),
    ):
        show()
        found = [one for one in window.findChildren(QDialog) if one.isVisible()]
        assert len(found) == 1
        found[0].close()


def test_a_defect_keeps_the_window_and_gives_a_report_without_data(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def look(box: QMessageBox) -> None:
        told.append(box.text())
        copy = next(button for button in box.buttons() if button.text() == "Copy the report")
        box.show()
        copy.click()
        assert box.isVisible()
        box.close()

    monkeypatch.setattr(MessageBox, "exec", look)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_defects(window)
    try:
        try:
            raise ValueError("Mrs Secret of 1 High Street")
        except ValueError:
            window.context.workspace.apply([Insert("plans", {"Mrs Secret": 1})])
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert (
        len(told) == 1
        and "Traceback" not in told[0]
        and "everything before it is safe in the file" in told[0]
    )
    log = Path(told[0].rsplit(" in ", 1)[1].rstrip(".")).read_text(encoding="utf-8")
    report = QApplication.clipboard().text()
    assert report in log and "Secret" not in log and str(window.context.workspace.path.parent) not in log
    assert "csp_desktop/editing/workspace.py:" in report and "After: builtins.ValueError" in report
    assert window.isVisible() and window.context is not None


def test_a_tab_that_cannot_be_filled_is_told_and_the_window_goes_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    tab = window.show_tab("Risks")
    window.show_tab("Funding")
    monkeypatch.setattr(tab, "refresh", lambda: None < 1)  # type: ignore[operator]
    tab.go_stale()
    assert window.show_tab("Risks") is tab and window.tab is tab and told == [TypeError]


def test_controls_have_names_for_screen_readers(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)
    nameless: list[str] = []
    for title in window.tabs.titles:
        tab = window.show_tab(title)
        QApplication.processEvents()
        for widget in tab.findChildren(QWidget):
            if (
                isinstance(widget, kinds)
                and widget.isVisible()
                and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            ):
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                if not (widget.accessibleName() or text):
                    nameless.append(f"{title}: {type(widget).__name__} {widget.objectName()}")
    assert not nameless


def test_no_display_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform in ("win32", "darwin"):
        assert app.display_there()
        return
    assert not app.display_there()
    with pytest.raises(AppError) as refused:
        app.run_window(None)
    assert "display" in refused.value.sentence and "screenshots" in refused.value.sentence


@pytest.mark.slow
def test_pictures_of_every_tab(sample_file: Path, tmp_path: Path, qapp: QApplication) -> None:
    from csp_desktop.ui.window.screenshots import draw_tabs

    before = sample_file.read_bytes()
    drawn = draw_tabs(sample_file, tmp_path / "out")
    pictured = [path.stem.split(" ", 1)[1] for path in drawn]
    assert pictured == [
        title.casefold() for title in (*(title for title, _ in TABS if title != "Log"), COUNTY)
    ]
    assert all(path.stat().st_size > 10_000 for path in drawn)
    assert sample_file.read_bytes() == before
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    with Workspace.open(sample_file, backup=False):
        pass


@pytest.mark.parametrize("fault", ["gone", "damaged", "not ours", "no folder"])
def test_a_recent_file_that_cannot_be_opened_leaves_the_open_one_open(
    window: MainWindow, tmp_path: Path, fault: str
) -> None:
    path = (tmp_path / "away" if fault == "no folder" else tmp_path) / "last year.csp"
    if fault == "damaged":
        path.write_bytes(window.context.workspace.path.read_bytes()[:5000])
    elif fault == "not ours":
        path.write_text("words")
    settings().add_recent(path)
    shown = window.context
    assert not window.open_file(path)
    assert window.context is shown and shown.workspace.records("plans")
    (box,) = boxes()
    assert "last year.csp" in box.text() and "“sample.csp” is still open." in box.text()
    (remove,) = [button for button in box.buttons() if "recent" in button.text()]
    remove.click()
    assert path.resolve() not in settings().recent and settings().recent


def test_opening_the_file_that_is_open_changes_nothing(window: MainWindow) -> None:
    shown = window.context
    assert window.open_file(shown.workspace.path) and window.context is shown


def test_a_file_somebody_else_edits_leaves_the_open_one_open(
    window: MainWindow, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.csp"
    other.write_bytes(sample_file.read_bytes())
    shown = window.context
    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    with Workspace.open(other, backup=False):
        assert not window.open_file(other)
    assert window.context is shown and shown.editable


def test_what_another_program_made_in_the_file_can_be_removed_from_the_window(
    window: MainWindow, tmp_path: Path, sample_file: Path
) -> None:
    other = tmp_path / "other.csp"
    other.write_bytes(sample_file.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()
    assert window.open_file(other) and not window.context.editable
    assert "table notes" in window.notice._words.text() and window.notice._act.text() == "Remove these"
    window.notice._act.click()
    assert window.context.editable and window.notice.isHidden()
    assert window.context.workspace.path == other


def test_a_copy_beside_the_file_is_offered(qtbot: QtBot, small: SmallFile) -> None:
    copy = small.path.with_name("small-LAPTOP.csp")
    shutil.copyfile(small.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        home.apply([Update("plan_items", small.action, {"title": "At home"})])
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(small.path)
    qtbot.waitUntil(window.notice.isVisible)
    assert "“small-LAPTOP.csp” beside this file is a copy of it" in window.notice._words.text()
    with qtbot.waitSignal(window.copies_offered) as offered:
        window.notice._act.click()
    assert offered.args[0] == [copy]
    window.close()
    end_jobs()


def test_combining_is_offered_where_there_are_several_partnerships(
    window: MainWindow, small: SmallFile
) -> None:
    dict(window.menus.commands())["Combine partnerships"]()
    (shown,) = [dialog for dialog in window.findChildren(CombineDialog) if dialog.isVisible()]
    shown.reject()
    window.open_file(small.path)
    assert "Combine partnerships" not in dict(window.menus.commands())
    assert window.context is not None
    window.context.apply([Insert("partnerships", {"name": "Next door", "short_name": "ND"})])
    assert "Combine partnerships" in dict(window.menus.commands())
