"""How much room the tabs take."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from csp_desktop.ui.window.frame.tab_strip import TabStrip


def test_tabs_stand_closer_together_where_they_would_not_all_be_in_sight(qtbot: QtBot) -> None:
    strip = TabStrip()
    qtbot.addWidget(strip)
    for title in ("Overview", "Action plan", "Indicators", "Risks", "Funding", "Returns", "Partners", "Log"):
        strip.addTab(title)
    strip.resize(1_200, 40)
    strip.show()
    last = strip.count() - 1
    wide = strip.tabRect(last).right()
    strip.resize(wide - 10, 40)
    assert strip.tabRect(last).right() < strip.width()
    strip.resize(1_200, 40)
    assert strip.tabRect(last).right() == wide
