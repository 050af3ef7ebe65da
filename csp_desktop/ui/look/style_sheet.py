"""The application's style sheet, written from the colour roles and the text size in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from csp_desktop.palette import Colours

Role = Literal[
    "", "primary", "link", "quiet", "tall", "in-form", "title-in-form", "in-form-fault", "in-cell", "sheet", "boxes", "ruled",
    "card", "bar", "rule", "banner", "side", "side-chosen", "said", "soft", "caption", "title", "heading", "figure",
    "late", "fault", "good", "warning", "alarm", "note", "danger", "tight",
]  # fmt: skip
"""The looks below that a widget can be given; "" for none."""


def style_sheet(c: Colours, px: Callable[[float], int], tick: str, down: str) -> str:
    """Looks of the plain Qt controls. Selected text is coloured by the palette, light or dark.

    `tick` and `down` are the addresses of the pictures of a tick and of an arrow.
    """
    return f"""
QMainWindow, QDialog {{ background: {c.ground}; }}
QDialogButtonBox {{ button-layout: 3; }}
QToolTip {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.field_line}; padding: {px(6)}px; }}

QMenuBar {{ background: {c.surface}; color: {c.ink}; padding: {px(2)}px {px(8)}px; }}
QMenuBar::item {{ padding: {px(5)}px {px(9)}px; border-radius: {px(5)}px; background: transparent; }}
QMenuBar[role="tight"] {{ padding: 0px {px(8)}px; }}
QMenuBar[role="tight"]::item {{ padding: {px(3)}px {px(9)}px; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
QMenu {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.field_line}; padding: {px(5)}px; }}
QMenu::item {{ padding: {px(6)}px {px(26)}px {px(6)}px {px(26)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {c.accent_tint}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(5)}px {px(8)}px; }}

QPushButton {{
  background: {c.surface}; color: {c.ink}; border: 1px solid {c.field_line}; border-radius: {px(6)}px;
  padding: {px(4)}px {px(12)}px; min-height: {px(18)}px;
}}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.accent_tint}; }}
QPushButton:focus {{ border: 1px solid {c.accent}; outline: none; }}
QPushButton:disabled {{ color: {c.faint}; border-color: {c.line}; }}
QPushButton[role="primary"] {{
  background: {c.accent}; color: {c.accent_ink}; border: 1px solid {c.accent}; font-weight: 600;
}}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.ink}; padding: {px(4) - 1}px {px(12) - 1}px; }}
QPushButton[role="primary"]:disabled {{ background: {c.none.tint}; color: {c.faint}; border-color: {c.line}; }}
QPushButton[role="danger"] {{ color: {c.red.ink}; border: 1px solid {c.red.ink}; }}
QPushButton[role="danger"]:disabled {{ color: {c.faint}; border-color: {c.line}; }}
QPushButton[role="danger"]:hover {{ background: {c.red.tint}; }}
QPushButton[role="danger"]:focus {{ border: 2px solid {c.red.ink}; padding: {px(4) - 1}px {px(12) - 1}px; }}
QPushButton[role="link"] {{
  background: transparent; border: 1px solid transparent; color: {c.accent}; padding: {px(3)}px {px(4)}px; text-align: left;
}}
QPushButton[role="good"], QPushButton[role="soft"], QPushButton[role="late"] {{
    background: transparent; border: 1px solid transparent; padding: 0 {px(3)}px; font-weight: 600; min-height: {px(24)}px;
}}
QPushButton[role="good"], QPushButton[role="good"]:disabled {{ color: {c.green.ink}; border-color: transparent; }}
QPushButton[role="soft"], QPushButton[role="soft"]:disabled {{ color: {c.soft}; border-color: transparent; }}
QPushButton[role="late"] {{ color: {c.red.ink}; text-decoration: underline; }}
QPushButton[role="late"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[role="quiet"], QPushButton[role="tall"], QToolButton {{
  background: transparent; border: 1px solid transparent; border-radius: {px(6)}px; padding: {px(3)}px {px(6)}px;
  min-height: {px(18)}px; min-width: {px(18)}px; color: {c.ink};
}}
QPushButton[role="tall"] {{ min-height: {px(29)}px; padding: {px(2)}px {px(6)}px; }}
QPushButton[role="quiet"]:hover, QPushButton[role="tall"]:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton[role="quiet"]:focus, QPushButton[role="tall"]:focus, QToolButton:focus {{ border: 1px solid {c.accent}; }}
QToolButton:disabled {{ color: {c.faint}; }}
QToolButton::menu-indicator {{ image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {{
  background: {c.surface}; color: {c.ink}; border: 1px solid {c.field_line}; border-radius: {px(6)}px;
  padding: {px(4)}px {px(8)}px;
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{
  border: 1px solid {c.accent};
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{ color: {c.soft}; background: {c.section}; }}
QLineEdit {{ min-height: {px(18)}px; }}
QSpinBox, QDateEdit {{ max-height: {px(18)}px; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
QComboBox, QDateEdit {{ padding-right: {px(20)}px; min-height: {px(18)}px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {px(20)}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{down}"); width: {px(12)}px; height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.field_line}; padding: {px(4)}px; }}
QLineEdit[role="in-form"], QLineEdit[role="in-form-fault"], QLineEdit[role="in-cell"] {{ min-height: 0; }}
QLineEdit[role="in-form"], QPlainTextEdit[role="in-form"], QPushButton[role="in-form"] {{ background: transparent; border: 1px solid transparent; padding: {px(3)}px {px(7)}px; }}
QLineEdit[role="in-form"]:hover, QPlainTextEdit[role="in-form"]:hover, QPushButton[role="in-form"]:hover {{ border: 1px solid {c.field_line}; }}
QLineEdit[role="in-form"]:focus, QPlainTextEdit[role="in-form"]:focus, QPushButton[role="in-form"]:focus {{ background: {c.surface}; border: 1px solid {c.accent}; }}
QPlainTextEdit[role="title-in-form"] {{
  background: transparent; border: 1px solid transparent; padding: {px(1)}px 0px; font-size: {px(15)}px; font-weight: 600;
}}
QPlainTextEdit[role="title-in-form"]:hover {{ border: 1px solid {c.field_line}; }}
QPlainTextEdit[role="title-in-form"]:focus {{ background: {c.surface}; border: 1px solid {c.accent}; }}
QLineEdit[role="in-form-fault"], QPlainTextEdit[role="in-form-fault"] {{ background: {c.red.tint}; border: 1px solid {c.red.ink}; padding: {px(3)}px {px(7)}px; }}
QPlainTextEdit[role="in-form"], QPlainTextEdit[role="in-form-fault"] {{ padding-left: {px(7) + 1}px; }}
QPushButton[role="in-form"] {{ text-align: left; font-weight: 400; }}
QLineEdit[role="in-cell"], QPlainTextEdit[role="in-cell"] {{ border: 2px solid {c.accent}; border-radius: 0px; padding: {px(2)}px {px(6)}px; background: {c.surface}; }}

QTableView, QTreeView, QListView {{ background: {c.surface}; color: {c.ink}; border: none; outline: none; }}
QTableView[role="sheet"], QTableView[role="boxes"] {{ gridline-color: {c.line}; }}
QTableView[role="sheet"]::item {{ padding: 0 {px(7)}px; }}
QTableView[role="boxes"]::item {{ padding: {px(7)}px; }}
QTableView[role="sheet"]::item:selected, QTableView[role="boxes"]::item:selected {{ background: {c.accent_tint}; color: {c.ink}; }}
QTableView QTableCornerButton::section {{ background: {c.section}; border: none; }}
QHeaderView {{ background: {c.section}; border: none; }}
QHeaderView::section {{
  background: {c.section}; color: {c.soft}; border: none; border-bottom: 1px solid {c.line};
  padding: {px(6)}px {px(10)}px; font-size: {px(11.5)}px;
}}
QHeaderView[role="tight"]::section {{ padding: {px(2)}px {px(10)}px; }}
QHeaderView::section:hover {{ color: {c.ink}; }}
QTreeView::item, QListView::item {{ padding: {px(4)}px {px(6)}px; }}
QTreeView::item:disabled {{ color: {c.faint}; }}
QTreeView::item:selected, QListView::item:selected {{ background: {c.accent_tint}; color: {c.ink}; }}
QListView::item:hover, QTreeView::item:hover {{ background: {c.hover}; }}

QScrollBar:vertical {{ background: transparent; width: {px(11)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(11)}px; margin: 0; }}
QScrollBar::handle {{ background: {c.field_line}; border-radius: {px(4)}px; margin: {px(2)}px; }}
QScrollBar::handle:hover {{ background: {c.soft}; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ border: none; background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter[role="ruled"]::handle {{ background: {c.line}; }}
QSplitter::handle:hover {{ background: {c.line}; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(24)}px; }}
QCheckBox:focus, QRadioButton:focus {{ outline: 1px solid {c.accent}; }}
QCheckBox::indicator, QGroupBox::indicator, QListView::indicator, QTreeView::indicator {{
  width: {px(15)}px; height: {px(15)}px; border: 1px solid {c.faint}; border-radius: {px(3)}px; background: {c.surface};
}}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; image: url("{tick}");
}}
QTreeView::indicator:indeterminate {{ background: {c.accent_tint}; border: {px(4)}px solid {c.accent}; width: {px(9)}px; height: {px(9)}px; }}
QCheckBox::indicator:disabled, QTreeView::indicator:disabled {{ border-color: {c.line}; }}
QProgressBar {{ background: {c.none.tint}; border: none; border-radius: {px(4)}px; max-height: {px(8)}px; text-align: center; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(4)}px; }}
QStatusBar {{ background: {c.surface}; color: {c.soft}; border-top: 1px solid {c.line}; }}
QStatusBar::item {{ border: none; }}
QGroupBox {{ border: none; margin-top: {px(18)}px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}

QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(8)}px; }}
QFrame[role="bar"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[role="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="banner"] {{ background: {c.amber.tint}; border: none; }}
QFrame[role="side"] {{ background: {c.surface}; border: 1px solid {c.field_line}; border-radius: {px(6)}px; }}
QFrame[role="side-chosen"] {{ background: {c.surface}; border: 2px solid {c.accent}; border-radius: {px(6)}px; }}
QFrame[role="said"] {{ background: {c.ground}; border: none; border-radius: {px(6)}px; }}
QLabel[role="soft"] {{ color: {c.soft}; }}
QLabel[role="caption"] {{ color: {c.soft}; font-size: {px(11.5)}px; }}
QLabel[role="title"] {{ color: {c.ink}; font-size: {px(15)}px; font-weight: 600; }}
QLabel[role="heading"] {{ color: {c.ink}; font-weight: 600; }}
QLabel[role="figure"] {{ color: {c.ink}; font-size: {px(26)}px; font-weight: 600; }}
QLabel[role="late"] {{ color: {c.red.ink}; }}
QLabel[role="fault"] {{ color: {c.red.ink}; font-size: {px(11.5)}px; }}
QLabel[role="good"] {{ color: {c.green.ink}; }}
QLabel[role="warning"] {{
  color: {c.amber.ink}; background: {c.amber.tint}; border-radius: {px(6)}px; padding: {px(6)}px {px(10)}px;
}}
QLabel[role="alarm"] {{
  color: {c.red.ink}; background: {c.red.tint}; border-radius: {px(6)}px; padding: {px(6)}px {px(10)}px;
}}
QLabel[role="note"] {{
  color: {c.soft}; background: {c.none.tint}; border-radius: {px(6)}px; padding: {px(6)}px {px(10)}px;
}}
"""
