"""The import window on a small file, and workbooks for it to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context


@pytest.fixture
def context(workspace) -> Context:
    return Context(workspace, date(2010, 10, 19))


@pytest.fixture
def opened(qtbot, context) -> Callable[[Path], PlanImportDialog]:
    """Opens the window on a workbook, and waits until that is read."""

    def open_on(path: Path) -> PlanImportDialog:
        dialog = PlanImportDialog(context, path)
        # Closed with answers in it, it would ask.
        qtbot.addWidget(dialog, before_close_func=PlanImportDialog.hide)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
        return dialog

    return open_on


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    """Writes a workbook of sheets by name, each of rows."""

    def write(name: str, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write
