"""Every control of these windows has a name a screen reader says, is large enough to hit, and is reached by Tab."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.sample import write_sample
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.view import GridView
from csp_desktop.ui.look import theme
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog
from csp_desktop.ui.printing.pack_dialog import PackDialog
from csp_desktop.ui.printing.print_window import PrintWindow
from csp_desktop.ui.printing.publish_dialog import PublishDialog
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog
from csp_desktop.ui.returns.returns_tab import ReturnsTab

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("reachable") / "sample.csp"
    write_sample(path)
    return path


@pytest.fixture
def context(sample, qapp):
    theme.apply_theme(qapp, "light")
    with Workspace.open(sample, backup=False) as workspace:
        context = Context(workspace, date(2010, 10, 19))
        context.choose_quarter(Quarter(2010, 2))
        yield context


def made(name, context, tmp_path):
    if name == "import":
        exported = export_returns(context.workspace, context.plan_id, Quarter(2010, 2), tmp_path)
        return ReturnsImportDialog(context, [exported[0].path])
    kinds = {
        "returns": ReturnsTab,
        "partners": PartnersTab,
        "export": ReturnsExportDialog,
        "roll over": RollOverDialog,
        "plan import": PlanImportDialog,
        "print": PrintWindow,
        "pack": PackDialog,
        "publish": PublishDialog,
    }
    return kinds[name](context)


NAMES = ["returns", "partners", "export", "import", "roll over", "plan import", "print", "pack", "publish"]


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_named_large_enough_and_reached_by_tab(qtbot, context, tmp_path, name):
    window = made(name, context, tmp_path)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    if name == "import":
        qtbot.waitUntil(lambda: window.preview is not None, timeout=20_000)
    if name == "print":
        qtbot.waitUntil(lambda: window.content is not None, timeout=20_000)
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]
    assert controls
    for widget in controls:
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert said.strip(), f"{widget} in {name} has no name"

    def small() -> list[str]:
        return [
            f"{widget} {widget.size()}" for widget in controls if min(widget.width(), widget.height()) < 24
        ]

    def settled() -> None:
        assert not small()

    qtbot.waitUntil(settled)
    reached, focused = set(), None
    for _ in range(400):
        if isinstance(window.focusWidget(), GridView):
            # In a grid Tab walks the cells.
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        before, focused = focused, window.focusWidget()
        # A date has its own stops: day, month and year.
        if focused in reached and focused is not before:
            break
        reached.add(focused)
    owners = {widget for widget in reached if widget is not None}
    missing = [
        widget
        for widget in controls
        if widget not in owners and not any(widget.isAncestorOf(one) for one in owners)
    ]
    assert not missing, [
        QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in missing
    ]
