"""The row of chips: one is on, each says its count, and choosing one again goes back to the first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
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


def test_a_chip_says_its_count_and_one_that_goes_is_off(bar: ChipBar) -> None:
    said = [chip.accessibleName() for chip in bar.findChildren(ChipButton)]
    assert said == ["All, 5", "Red, 2", "Late, 0"]
    bar.choose("late")
    bar.set_chips([Chip("all", "All", 4), Chip("red", "Red", 1)])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bar.current == "all" and on(bar) == ["All"]
