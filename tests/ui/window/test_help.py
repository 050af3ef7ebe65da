"""The help: a page a task, opened at the tab one is on, and found from the search box."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import unquote

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from csp_desktop.paths import resources_folder
from csp_desktop.ui.grid.keys import GRID_KEYS
from csp_desktop.ui.look.plain_words import OwnPages
from csp_desktop.ui.window.frame.tab_pages import COUNTY, TABS
from csp_desktop.ui.window.help.help_contents import help_pages, page_for, pages_with
from csp_desktop.ui.window.help.help_window import HelpWindow
from csp_desktop.ui.window.main_window import MainWindow

BY_NAME = {page.name: page for page in help_pages()}


def words_of_menus(window: MainWindow) -> set[str]:
    """Every entry of the menus, as people read it: "Plan ▸ Add a plan"."""
    window.menus._fill_print()
    return {
        f"{menu.title()} ▸ {action.text()}".replace("&", "").rstrip("…")
        for shown in window.menuBar().actions()
        if (menu := shown.menu()) is not None
        for action in menu.actions()
        if action.text()
    }


def test_every_file_of_the_help_is_a_page_and_every_link_leads_to_one() -> None:
    files = {path.stem for path in (resources_folder() / "help").glob("*.md")}
    assert files == BY_NAME.keys() - {"keys"}
    for page in BY_NAME.values():
        assert page.text.startswith(f"# {page.title}"), page.name
        for link in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", page.text):
            assert link.removesuffix(".md") in BY_NAME, (page.name, link)


def test_the_menus_the_help_names_are_there(window: MainWindow) -> None:
    there = words_of_menus(window)
    for page in BY_NAME.values():
        for named in re.findall(r"\*((?:File|Edit|View|Plan|Returns|Print|Help) ▸ [^*]+)\*", page.text):
            assert named.rstrip("…") in there, (page.name, named)


def test_the_keys_stand_in_the_help_with_why_they_differ() -> None:
    text = BY_NAME["keys"].text
    for key in GRID_KEYS:
        assert key.written in text and key.does in text and key.differs in text


@pytest.mark.parametrize(
    "title", [TABS[0][0], *(pytest.param(title, marks=pytest.mark.slow) for title, _ in TABS[1:]), COUNTY]
)
def test_f1_opens_the_page_of_the_tab(window: MainWindow, title: str) -> None:
    window.show_tab(title)
    window.dialogs.show_help()
    (shown,) = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert isinstance(shown, HelpWindow) and not shown.isModal()
    wanted = BY_NAME[page_for(title)]
    assert shown.pages.currentItem().text() == wanted.title
    assert wanted.title in shown.text.toPlainText()
    shown.close()


def test_pages_are_searched_and_links_followed(qtbot: QtBot) -> None:
    made = HelpWindow()
    qtbot.addWidget(made)
    made.search.setText("clash")
    assert made.pages.item(0).text() == "Settle a clash" and made.pages.count() < len(BY_NAME)
    made.search.setText("zzqx")
    assert made.text.toPlainText() == "No page holds “zzqx”."
    made.text.anchorClicked.emit(QUrl("print.md"))
    assert made.pages.currentItem().text() == "Print" and made.pages.count() == len(BY_NAME)


def test_the_search_box_finds_pages(window: MainWindow, qtbot: QtBot) -> None:
    assert pages_with(["roll", "over"])[0].name == "roll-over"
    box = window.bar.search
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus()
    box.setText("restore backup")
    box._wait.stop()
    box._search()
    lines = box._list._lines
    told = [lines.item(row).text() for row in range(lines.count())]
    assert "Help: Backups" in told
    lines.setCurrentRow(told.index("Help: Backups"))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    shown = window.findChild(HelpWindow)
    assert shown.isVisible() and shown.pages.currentItem().text() == "Backups"
    shown.close()


def test_pictures_are_those_of_the_tabs_and_fit_the_page(qtbot: QtBot) -> None:
    folder = resources_folder() / "help" / "pictures"
    named = {
        name: re.findall(r"!\[([^]]+)]\(([^)#]+)#([\d,]+)\)", page.text)
        for page in help_pages()
        for name in [page.name]
    }
    assert {unquote(picture) for found in named.values() for _, picture, _ in found} == {
        path.name for path in folder.iterdir()
    }
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    for name, found in named.items():
        help_window.open_page(name)
        help_window.resize(700, 500)
        QApplication.processEvents()
        text = help_window.text
        beside = text.horizontalScrollBar()
        qtbot.waitUntil(partial(lambda bar: bar.maximum() == 0, beside))
        for words, picture, part in found:
            assert len(words) > 10
            loaded = text.loadResource(2, QUrl(f"{picture}#{part}"))
            assert 200 < loaded.width() <= text.viewport().width()


def test_pictures_are_drawn_anew_once_a_change_of_size_has_settled(qtbot: QtBot) -> None:
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    help_window.open_page("send-returns")
    drawn: list[int] = []
    help_window.text.textChanged.connect(lambda: drawn.append(help_window.width()))
    help_window._resting.setInterval(60_000)
    for wide in range(960, 700, -60):
        help_window.resize(wide, 500)
        QApplication.processEvents()
    assert drawn == []
    help_window._resting.setInterval(0)
    qtbot.waitUntil(lambda: bool(drawn))
    assert set(drawn) == {help_window.width()}


@pytest.mark.parametrize("name", ["file:///etc/passwd", "../action-plan.md", "//host/share/x.png", "no.png"])
def test_nothing_but_those_pictures_is_loaded(qtbot: QtBot, name: str) -> None:
    pages = OwnPages(resources_folder() / "help" / "pictures", 400)
    qtbot.addWidget(pages)
    assert pages.loadResource(2, QUrl(name)) is None
