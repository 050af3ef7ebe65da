"""What stands above all tabs: the quarter, when its returns are due and how many are in."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.window.frame.context_bar import ContextBar, returns_note


@pytest.mark.parametrize(
    ("returns", "words", "rag"),
    [
        ([], "", "none"),
        ([("waived", "2010-10-01")], "", "none"),
        ([("sent", "2010-11-05"), ("prepared", "2010-10-22")], "Returns due 22 October · 0 of 2 in", "amber"),
        (
            [("received", "2010-10-01"), ("sent", "2010-10-22"), ("waived", "2010-10-01")],
            "Returns due 22 October · 1 of 2 in",
            "amber",
        ),
        (
            [("sent", "2010-10-15"), ("prepared", "2010-10-12"), ("sent", "2010-10-22"), ("applied", None)],
            "2 returns late since 12 October · 1 of 4 in",
            "red",
        ),
        ([("applied", "2010-10-15"), ("received", "2010-10-15")], "All 2 returns in", "green"),
        ([("sent", None)], "Returns: 0 of 1 in", "none"),
    ],
)
def test_how_the_quarters_returns_stand(
    context: Context, returns: list[tuple[str, str | None]], words: str, rag: str
) -> None:
    agencies = context.records.agencies
    context.apply(
        [
            Insert(
                "returns",
                {
                    "plan": context.plan_id, "quarter": "2010-Q2", "agency": agencies[place]["id"],
                    "return_code": f"T-{place}", "due_on": due, "state": state,
                },
            )
            for place, (state, due) in enumerate(returns)
        ]
    )  # fmt: skip
    assert returns_note(context) == (words, rag)


@pytest.mark.parametrize(
    ("width", "points"),
    [(1366, 0.0), (1366, 18.0), (960, 0.0), (1280, 19.5)],
    ids=["a small laptop", "at 18 pt", "1920 at 200%", "text at 200%"],
)
def test_the_quarter_is_read_whole_whatever_stands_beside_it(
    context: Context, qapp: QApplication, qtbot: QtBot, width: int, points: float
) -> None:
    theme.apply_theme(qapp, "light", points)
    bar = ContextBar()
    qtbot.addWidget(bar)
    bar.show_context(context)
    bar.deadline.setText("5 returns late since 15 October · 3 of 8 in")
    bar.deadline.show()
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    qapp.processEvents()
    assert bar.width() == width and bar.deadline.isVisible()
    for label in (bar.quarter._label, bar.quarter._months):
        drawn = QFontMetrics(label.font()).horizontalAdvance(label.text())
        assert label.text() and label.width() >= drawn
    # What gives way still says what it is: a word of the plan, of the note and of the search.
    for beside, least in ((bar.plan, 60), (bar.deadline, 60), (bar.search, 100)):
        assert beside.width() >= theme.px(least), type(beside).__name__
    theme.apply_theme(qapp, "light")
