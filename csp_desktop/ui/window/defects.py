"""The one hook for what nobody foresaw: it goes to the log, and the person gets one plain sentence."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QMessageBox, QWidget

from csp_desktop.errors import AppError
from csp_desktop.ui.look.plain_words import MessageBox

_shown = False


def catch_defects(window: QWidget) -> None:
    """From now on an unexpected error is logged and told in a dialog over the window."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        global _shown
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, AppError):
            sentence = error.sentence
        else:
            from csp_desktop.logs import log_defect

            written = log_defect(error)
            sentence = (
                "Something went wrong in the program itself. The last change may not have been made; everything "
                "before it is safe in the file. "
                + (f"The details are in {written}." if written else "The details could not be written down.")
            )
        if _shown:
            return
        _shown = True
        try:
            box = MessageBox(QMessageBox.Icon.Warning, "CSP Desktop", sentence, window)
            box.exec()
            box.deleteLater()
        finally:
            _shown = False

    sys.excepthook = tell
