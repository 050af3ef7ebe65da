"""The row of chips: one is on, each says its count, and choosing one again goes back to the first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.chips import Chip, ChipBar, ChipButton


@pytest.fixture
def bar(qtbot: QtBot) -> ChipBar:
    made = ChipBar("Which risks")
    qtbot.addWidget(made)
    made.set_chips([Chip("all", "All", 5), Chip("red", "Red", 2), Chip("late", "Late", 0)])
    made.show()
    return made


def on(bar: ChipBar) -> list[str]:
    return [chip.text() for chip in bar.findChildren(ChipButton) if chip.isChecked()]


def test_a_chip_chosen_again_goes_back_to_the_first(bar: ChipBar, qtbot: QtBot) -> None:
    told: list[str] = []
    bar.chosen.connect(told.append)
    red = next(chip for chip in bar.findChildren(ChipButton) if chip.text() == "Red")
    assert on(bar) == ["All"]
    red.click()
    assert on(bar) == ["Red"]
    red.click()
    assert on(bar) == ["All"] and told == ["red", "all"]


def test_a_count_is_written_with_its_thousands_apart(bar: ChipBar) -> None:
    bar.set_chips([Chip("all", "All", 12_345)])
    assert "All, 12,345" in [chip.accessibleName() for chip in bar.findChildren(ChipButton)]


def test_a_chip_says_its_count_and_one_that_goes_is_off(bar: ChipBar) -> None:
    said = [chip.accessibleName() for chip in bar.findChildren(ChipButton)]
    assert said == ["All, 5", "Red, 2", "Late, 0"]
    bar.choose("late")
    bar.set_chips([Chip("all", "All", 4), Chip("red", "Red", 1)])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bar.current == "all" and on(bar) == ["All"]


def test_in_a_low_window_chips_keep_to_one_row_and_the_rest_is_in_a_menu(bar: ChipBar, qtbot: QtBot) -> None:
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    bar.add_menu("lead", "Lead", lambda: [("ecc", "ECC")])
    bar.resize(bar.sizeHint())
    QApplication.processEvents()

    def row() -> list[str]:
        return [chip.text() for chip in bar.findChildren(ChipButton) if chip.isVisible()]

    assert row() == ["All", "Red", "Late", "Lead ▾"]
    bar.resize(bar.sizeHint().width() - 20, 40)
    QApplication.processEvents()
    assert row()[-1] != "Lead ▾" and "More ▾" in row() and len(row()) < 4
    assert len({chip.y() for chip in bar.findChildren(ChipButton) if chip.isVisible()}) == 1
    more = next(chip for chip in bar.findChildren(ChipButton) if chip.text() == "More ▾")
    more.click()
    menu = bar.findChild(QMenu)
    late = next(action for action in menu.actions() if action.text() == "Late  0")
    late.trigger()
    menu.close()
    # What is on is in the row.
    assert chosen == ["late"] and "Late" in row()
    # A high window has room for all.
    bar.resize(bar.width(), 900)
    QApplication.processEvents()
    assert {"All", "Red", "Late", "Lead ▾"} == set(row())
