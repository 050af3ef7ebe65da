"""Light, dark and stronger contrast come while the program is open: nothing shown keeps the colours it was made in."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_dialog import DIALOGS
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.periods import Quarter
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_columns import money_segments
from csp_desktop.ui.look import theme
from csp_desktop.ui.painted.stacked_bar import StackedBar, rating_segments
from csp_desktop.ui.returns.keying_dialog import KeyingDialog
from csp_desktop.ui.returns.keying_table import KeyingTable
from csp_desktop.ui.returns.questions.wording_side import WordingSide
from csp_desktop.ui.window.help.help_window import HelpWindow

LOOKS = pytest.mark.parametrize(
    ("mode", "strong"),
    [
        *(pytest.param(*look, marks=pytest.mark.slow) for look in (("dark", False), ("light", True))),
        ("dark", True),
    ],
)


@LOOKS
def test_bars_and_marked_words_take_the_colours_of_now(
    qapp: QApplication, qtbot: QtBot, mode: theme.Mode, *, strong: bool
) -> None:
    def bar(whole: float, counted: bool) -> StackedBar:
        made = StackedBar()
        words = {"green": "Green", "red": "Red"}
        parts = rating_segments({"green": 3, "red": 2}, words) if counted else money_segments(20, 30, 90)
        made.show_segments("Parts", parts, whole)
        return made

    holders: list[QWidget] = []

    def all_made() -> list[QWidget]:
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        side = WordingSide("Ours", "Ten patrols", "Nine patrols", None, removed=True, parent=holder)
        made: list[QWidget] = [bar(100, False), bar(5, True), side]
        for widget in made:
            widget.setParent(holder)
            widget.resize(240, 60)
        holder.show()
        return made

    def pictures(widgets: list[QWidget]) -> list[QImage]:
        QApplication.processEvents()
        return [widget.grab().toImage() for widget in widgets]

    theme.apply_theme(qapp, "light")
    earlier = all_made()
    before = pictures(earlier)
    theme.apply_theme(qapp, mode, strong=strong)
    switched, fresh = pictures(earlier), pictures(all_made())
    theme.apply_theme(qapp, "light")
    assert switched == fresh
    # The bars of ratings are the same in both lights of one kind; money and marked words are not.
    assert before[0] != switched[0] and before[2] != switched[2]


def test_the_keyed_form_and_the_help_take_the_colours_of_now(
    context: Context, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    assert context.plan_id is not None
    sent = export_returns(context.workspace, context.plan_id, Quarter(2010, 2), tmp_path / "out")
    keying = DIALOGS[KeyingDialog](context, sent[0].path)
    help_window = HelpWindow()
    for made in (keying, help_window):
        qtbot.addWidget(made)
        made.show()
    asked = keying.findChildren(KeyingTable)[0].item(0, 0)
    light = help_window.text.document().toHtml()
    link = qapp.palette().color(QPalette.ColorRole.Link).name()
    assert link in light
    theme.apply_theme(qapp, "dark")
    ink = asked.data(Qt.ItemDataRole.ForegroundRole)
    dark, wanted = help_window.text.document().toHtml(), qapp.palette().color(QPalette.ColorRole.Link).name()
    soft = theme.colour("soft")
    theme.apply_theme(qapp, "light")
    assert ink == soft
    assert wanted in dark and link not in dark
