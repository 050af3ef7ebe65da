"""What a file's opening does at once, and what it leaves until the window has been painted."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile
from pytestqt.qtbot import QtBot

from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.ui.window.main_window import MainWindow

_OPENED = """
import json, sys
from pathlib import Path
from csp_desktop import app
application = app.application()
window = app.make_window(Path(sys.argv[1]))
window.show()
application.processEvents()
window.grab()
from PySide6 import QtGui, QtWidgets
first = [*sys.modules, *vars(QtGui), *vars(QtWidgets)]
rows = window.tab.priorities.facts.model().rowCount()
for title in window.tabs.titles:
    window.show_tab(title)
    application.processEvents()
    window.grab()
print(json.dumps([rows, sorted(first), sorted([*sys.modules, *vars(QtWidgets)])]))
window.close()
"""
_WHEN_USED = (
    "openpyxl",
    "docx",
    "typst",
    "rapidfuzz",
    "python_calamine",
    "defusedxml",
    "sqlite_utils",
    "click",
    # Python learns of this one only together with every kind of object that Qt has.
    "QGraphicsObject",
)
_LATER = (
    *_WHEN_USED,
    *(
        "csp_desktop.excel",
        "csp_desktop.reports",
        "csp_desktop.editing.returns.going_out",
        "csp_desktop.editing.returns.comparing.recognition",
        "csp_desktop.editing.copies",
    ),
    *(
        "csp_desktop.editing.merge",
        "csp_desktop.editing.returns.rows",
        "csp_desktop.registers.return_form",
        "socket",
    ),
    *("csp_desktop.editing.bringing_in", "csp_desktop.rules.checks.readiness", "csp_desktop.ui.grid"),
    *("csp_desktop.ui.plan", "csp_desktop.ui.window.help", "csp_desktop.ui.look.removal_dialog"),
    *("statistics", "fractions", "html"),
    # Naming one of these has Python learn of all there is to say of it.
    *("QStyle", "QAccessible", "QDialogButtonBox"),
)


@pytest.mark.slow
def test_only_what_the_first_tab_shows_is_loaded_to_paint_it(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "sample.csp"
    shutil.copy(sample_file, path)
    run = subprocess.run(
        [sys.executable, "-c", _OPENED, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    rows, first, all_tabs = json.loads(run.stdout)
    assert rows and "csp_desktop.ui.overview.overview_tab" in first
    assert _among(first, _LATER) == []
    assert "csp_desktop.ui.returns.returns_tab" in all_tabs
    assert _among(all_tabs, _WHEN_USED) == []


def _among(loaded: list[str], late: tuple[str, ...]) -> list[str]:
    return [name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in late)]


@pytest.fixture
def opened(small: SmallFile, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window on the small file with one finding accepted, shown but not yet painted.

    The test itself does: what is put off may be due already when Qt is next asked, which is after each fixture.
    """
    with Workspace.open(small.path, backup=False) as workspace:
        records = workspace.plan_records(small.plan)
        first = findings(records, records.quarter_to_show(date.today()), date.today())[0]
        accepted = {"plan": small.plan, "finding": first.key, "message": first.message, "reason": "Known"}
        workspace.apply([Insert("accepted_findings", accepted)])
    window = MainWindow(preload=True)
    qtbot.addWidget(window)

    def open_it() -> MainWindow:
        assert window.open_file(small.path)
        window.show()
        return window

    yield open_it
    assert window.close()


def test_things_to_check_are_listed_once_the_page_is_painted(
    opened: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    checks = opened().tab.checks
    assert checks.nothing.isVisible() and checks.nothing.text() == "Looking through the plan…"
    assert not checks.accept.isEnabled() and not checks.more.isVisible()
    qtbot.waitUntil(lambda: checks.facts.model().rowCount() > 0)
    assert not checks.nothing.isVisible()


def test_a_finding_asked_for_before_that_is_shown(opened: Callable[[], MainWindow]) -> None:
    window = opened()
    checks = window.tab.checks
    assert checks.facts.model().rowCount() == 0
    window.reveal("accepted_findings", window.context.records.accepted_findings[0]["id"])
    assert checks.facts.model().rowCount() == 1 and checks.facts.fact_at(0, 1).under == "Accepted: Known"


def test_python_does_not_look_through_what_stays_while_a_file_is_open(
    opened: Callable[[], MainWindow],
) -> None:
    window = opened()
    gc.unfreeze()
    window.tabs._make_next()
    assert gc.get_freeze_count() == 0
    for place in range(2, window.tabs.strip.count()):
        window.tabs.strip.setTabVisible(place, False)
    window.tabs._make_next()
    assert gc.get_freeze_count() > 0
    assert window.close_file() and gc.get_freeze_count() == 0
