"""Pictures of every tab, drawn without a display."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.passing_copies import passing_folder, remove_passing_folders
from csp_desktop.periods import Quarter
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.window.main_window import MainWindow

_WIDTH, _HEIGHT = 1440, 900


def draw_tabs(
    path: Path,
    out: Path,
    *,
    dark: bool = False,
    text_points: float = 0.0,
    today: date | None = None,
    quarter: Quarter | None = None,
) -> Sequence[Path]:
    """Draw each tab of a file as PNG ("1 overview.png" …); the files written. The file is only copied."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, "dark" if dark else "light", text_points)
    folder = passing_folder()
    copy = folder / path.name
    with Workspace.open(path, read_only=True) as as_it_is:
        as_it_is.copy_to(copy)
    window = MainWindow(preload=False)
    drawn: list[Path] = []
    try:
        window.show_workspace(Workspace.open(copy, backup=False), remember=False, today=today)
        if quarter is not None and window.context is not None:
            window.context.choose_quarter(quarter)
        window.resize(_WIDTH, _HEIGHT)
        window.show()
        window.tabs.make_all()
        for place, title in enumerate(window.tabs.titles, 1):
            window.show_tab(title)
            for _ in range(3):
                app.processEvents()
            target = out / f"{place} {title.casefold()}.png"
            _save(window, target)
            drawn.append(target)
    finally:
        window.close()
        end_jobs()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        remove_passing_folders()
    return drawn


def _save(window: MainWindow, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        saved = window.grab().save(str(target))
    except OSError:
        saved = False
    if not saved:
        raise FileProblem(
            f"“{target.name}” cannot be written in {target.parent}; choose a folder you may write to."
        )
