"""Colours: enough contrast in light and dark, and one palette for all."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import csp_desktop
from csp_desktop.errors import LargeRemoval
from csp_desktop.palette import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, ColourRole, Colours
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.chips import ChipButton
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.rating import RatingChoice
from csp_desktop.ui.look.removal_dialog import RemovalDialog
from csp_desktop.ui.look.style_sheet import Role, style_sheet


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("c", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(c: Colours) -> None:
    grounds = (c.ground, c.surface, c.section, c.hover, c.accent_tint)
    pairs = [(text, ground) for text in (c.ink, c.soft, c.accent) for ground in grounds]
    pairs += [(c.accent_ink, c.accent)]
    for rag in ("green", "amber", "red", "blue", "none"):
        tone = c.rating(rag)
        pairs += [(tone.ink, tone.tint), (tone.ink, c.surface), (tone.ink, c.accent_tint)]
    weak = [
        (one, other, round(contrast(one, other), 2)) for one, other in pairs if contrast(one, other) < 4.5
    ]
    assert not weak


def test_high_contrast_of_the_system_is_followed_while_open(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = qapp.styleHints()
    hints = style.accessibility()
    asked = Qt.ContrastPreference.NoPreference

    def choose(preference: Qt.ContrastPreference) -> Colours:
        nonlocal asked
        asked = preference
        hints.contrastPreferenceChanged.emit(preference)
        return theme.colours()

    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _: asked)
    high, usual = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference
    try:
        theme.apply_theme(qapp, "dark")
        assert choose(high) is STRONG_DARK
        assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == STRONG_DARK.ink.lower()
        assert choose(usual) is DARK
        theme.apply_theme(qapp, "light")
        assert choose(high) is STRONG_LIGHT
        # What she chose herself stays when the system goes back.
        theme.apply_theme(qapp, "light", strong=True)
        assert choose(usual) is STRONG_LIGHT
        # Of a contrast theme Qt does not say whether it is dark.
        theme.apply_theme(qapp, "system")
        monkeypatch.setattr(theme, "_dark_contrast_theme", lambda: True)
        assert choose(high) is STRONG_DARK
        assert choose(usual) is LIGHT
    finally:
        monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _: usual)
        theme.apply_theme(qapp, "light")


def test_the_palette_follows_the_theme(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert theme.colours() is DARK
    theme.apply_theme(qapp, "light")
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == LIGHT.surface


def test_lengths_follow_the_text_size(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    usual = theme.px(100)
    theme.apply_theme(qapp, "light", 18)
    assert theme.px(100) > usual * 1.5
    theme.apply_theme(qapp, "light")
    assert theme.px(100) == usual


def test_the_named_roles_are_those_there_are() -> None:
    assert set(get_args(ColourRole)) == {field.name for field in fields(Colours)} - {"dark"}
    looks = re.findall(r'role="([^"]*)"', style_sheet(LIGHT, round, "", ""))
    assert set(get_args(Role)) == {"", *looks}


@pytest.mark.parametrize("strong", [STRONG_LIGHT, STRONG_DARK], ids=["light", "dark"])
def test_stronger_contrast_is_seven_to_one(strong: Colours) -> None:
    pairs = [
        (ink, ground)
        for ink in (strong.ink, strong.soft)
        for ground in (strong.surface, strong.ground, strong.section)
    ]
    pairs += [(tone.ink, tone.tint) for tone in strong.ratings.values()]
    pairs += [(strong.accent, strong.surface), (strong.accent_ink, strong.accent)]
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 7] == []


ALL_PALETTES = pytest.mark.parametrize(
    "c", [LIGHT, DARK, STRONG_LIGHT, STRONG_DARK], ids=["light", "dark", "strong light", "strong dark"]
)


@ALL_PALETTES
def test_the_edge_of_a_field_and_a_bar_stand_out_from_their_ground(c: Colours) -> None:
    pairs = [(c.field_line, c.surface), (c.field_line, c.ground), (c.accent_soft, c.surface)]
    pairs += [(tone.bar, c.surface) for tone in c.ratings.values()]
    pairs += [(tone.ink, ground) for tone in c.ratings.values() for ground in (c.surface, tone.tint)]
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 3] == []


@ALL_PALETTES
def test_the_edge_of_every_field_is_painted_so(c: Colours, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp, "dark" if c.dark else "light", strong=c in (STRONG_LIGHT, STRONG_DARK))
    try:
        assert theme.colours() is c
        page = QWidget()
        qtbot.addWidget(page)
        layout = QVBoxLayout(page)
        fields = [
            *(QLineEdit(), QPlainTextEdit(), QComboBox(), QPushButton("Add"), QCheckBox("Whole plan")),
            *(QSpinBox(), QDateEdit(), RatingChoice("Rating"), ChipButton("All")),
        ]
        for field in fields:
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(field)
        page.resize(400, 420)
        page.show()
        picture = page.grab().toImage()
        weak = {}
        for field in fields:
            box = field.geometry()
            # From the left, or where an end is round from above.
            paths = [[(box.x() + step, box.center().y()) for step in range(5)]]
            paths += [[(box.center().x(), box.y() + step) for step in range(5)]]
            seen = [[picture.pixelColor(*place).name() for place in path] for path in paths]
            most = max(contrast(colour, path[-1]) for path in seen for colour in path)
            if most < 3:
                weak[type(field).__name__] = round(most, 2)
        assert not weak
    finally:
        theme.apply_theme(qapp, "light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_box_of_a_row_to_tick_can_be_seen(qapp: QApplication, qtbot: QtBot, mode: theme.Mode) -> None:
    theme.apply_theme(qapp, mode)
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderHidden(True)
    row = QTreeWidgetItem(tree, [""])
    row.setCheckState(0, Qt.CheckState.Unchecked)
    tree.show()
    place, seen = tree.visualItemRect(row), tree.viewport().grab().toImage()
    across = [seen.pixelColor(x, place.center().y()).name() for x in range(place.left(), place.left() + 40)]
    theme.apply_theme(qapp, "light")
    assert max(contrast(colour, across[-1]) for colour in across) >= 3


def test_what_acts_stands_last_as_in_every_window_of_ours(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp, "light")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    act = buttons.addButton("Rename", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.show()
    assert act.x() > buttons.button(QDialogButtonBox.StandardButton.Cancel).x()


@pytest.mark.parametrize("points", [0.0, 18.0])
def test_fields_that_stand_beside_each_other_are_of_one_height(
    qapp: QApplication, qtbot: QtBot, points: float
) -> None:
    theme.apply_theme(qapp, "light", points)
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    fields = [QLineEdit(), QComboBox(), QDateEdit(), QSpinBox(), QPushButton("Choose…")]
    for field in fields:
        row.addWidget(field)
    page.show()
    heights = {type(field).__name__: field.height() for field in fields}
    theme.apply_theme(qapp, "light")
    assert len(set(heights.values())) == 1, heights


def test_what_loses_something_is_red_wherever_it_is_asked(qapp: QApplication, qtbot: QtBot) -> None:
    dialog, box = (
        RemovalDialog(LargeRemoval("plan items", 69, 81, {})),
        MessageBox(MessageBox.Icon.NoIcon, "", "", None),
    )
    qtbot.addWidget(dialog)
    qtbot.addWidget(box)
    assert {button.property("role") for button in (dialog.delete, box.add_danger("Replace it"))} == {"danger"}
    elsewhere = [
        path.name
        for path in (Path(csp_desktop.__file__).parent / "ui").rglob("*.py")
        if "DestructiveRole" in path.read_text("utf-8")
    ]
    assert elsewhere == [], "Qt puts these at the left of what leaves things, and no other button that acts"


def test_what_loses_something_stands_at_the_right_and_enter_leaves_things(
    qapp: QApplication, qtbot: QtBot
) -> None:
    dialog, box = (
        RemovalDialog(LargeRemoval("plan items", 69, 81, {})),
        MessageBox(MessageBox.Icon.NoIcon, "", "", None),
    )
    leave, lose = box.addButton("Leave it", MessageBox.ButtonRole.RejectRole), box.add_danger("Replace it")
    box.setDefaultButton(leave)
    for window in (dialog, box):
        qtbot.addWidget(window)
        window.show()
    (keep,) = (button for button in dialog.findChildren(QPushButton) if button.text() == "Keep them")
    assert keep.x() < dialog.delete.x() and leave.x() < lose.x()
    assert leave.isDefault() and not lose.isDefault()


@pytest.mark.parametrize("c", [LIGHT, DARK], ids=["light", "dark"])
def test_what_cannot_be_pressed_is_not_red(qapp: QApplication, qtbot: QtBot, c: Colours) -> None:
    theme.apply_theme(qapp, "dark" if c is DARK else "light")
    button = QPushButton("Delete 69")
    qtbot.addWidget(button)
    theme.set_role(button, "danger")
    button.setEnabled(False)
    button.show()
    seen = button.grab().toImage()
    colours = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}
    theme.apply_theme(qapp, "light")
    assert c.red.ink.lower() not in colours
