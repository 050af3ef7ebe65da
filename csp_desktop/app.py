"""Builds the application and its window, and runs it: the only place that does."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csp_desktop.errors import AppError
from csp_desktop.lean_qt import load_leanly
from csp_desktop.passing_copies import remove_passing_folders

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from csp_desktop.ui.window.main_window import MainWindow


_GIVES_WAY_AFTER = 0.001  # Seconds.


def display_there() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def anybody_watching() -> bool:
    """Whether a window shown here can be seen: not where Qt is told to draw offscreen."""
    return display_there() and os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal")


def application() -> QApplication:
    """The one Qt application, dressed as this person chose; raises AppError where there is no display."""
    if not display_there():
        raise AppError(
            "A display is needed to show the window and there is none here; nothing was changed. "
            "The “screenshots” command and all the others work without one."
        )
    # Tens of thousands of objects are made now that stay to the end: looking through them for rubbish
    # again and again would only hold the start up. The window looks itself once it has settled.
    gc.disable()
    # Nor are they looked through once more at the very end, when all of them go with the process.
    atexit.register(gc.freeze)
    # What works beside the window gives way to it after one millisecond, not five: every call into Qt lets go of
    # Python, and waits for it again before the key that was pressed can go on.
    sys.setswitchinterval(_GIVES_WAY_AFTER)
    load_leanly()
    from PySide6.QtWidgets import QApplication

    from csp_desktop.ui.look.theme import dress, with_own_style

    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    _mute_offscreen_chatter()
    _find_windows_fonts()
    made = QApplication(with_own_style(sys.argv[:1]))
    made.setApplicationName("CSP Desktop")
    made.setApplicationDisplayName("CSP Desktop")
    made.setDesktopFileName("csp-desktop")
    dress()
    return made


def _mute_offscreen_chatter() -> None:
    """Drop the one warning Qt gives for every window it draws offscreen; it means nothing to anybody."""
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def say(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if "propagateSizeHints" not in text:
            print(text, file=sys.stderr)

    qInstallMessageHandler(say)


def _find_windows_fonts() -> None:
    """Tell Qt where Windows keeps its fonts: drawing offscreen it looks for none and draws boxes."""
    if sys.platform == "win32" and not anybody_watching():
        fonts = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"
        os.environ.setdefault("QT_QPA_FONTDIR", str(fonts))


def make_window(path: Path | None = None, *, preload: bool = True) -> MainWindow:
    """The window, on a file where given, not yet shown. `preload` makes unseen tabs while nothing else is on."""
    from csp_desktop.ui.window.main_window import MainWindow

    window = MainWindow(preload=preload)
    if path is not None:
        window.open_file(path)
    return window


def run_window(path: Path | None) -> int:
    """Show the window until it is closed; the exit code."""
    app = application()
    if path is not None and not path.exists():
        raise AppError(f"There is no file “{path}”; check its name and folder.")
    from csp_desktop.ui.look.theme import app_icon
    from csp_desktop.ui.window.defects import catch_defects

    window = make_window(path)
    catch_defects(window)
    app.setWindowIcon(app_icon())
    window.show()
    code = app.exec()
    remove_passing_folders()
    return code


def screenshots(path: Path, out: Path, scale: float = 1.0, dark: bool = False) -> Sequence[Path]:
    """Draw every tab offscreen as PNG into a folder; the files written. Raises AppError where that fails."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    application()
    from csp_desktop.ui.window.screenshots import draw_tabs

    return draw_tabs(path, out, dark=dark)
