"""The one hook for what nobody foresaw: it goes to the log, and the person gets one plain sentence."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from csp_desktop.errors import AppError, NotWhole
from csp_desktop.ui.look.plain_words import MessageBox

_shown = False


def catch_defects(window: QWidget) -> None:
    """From now on an unexpected error is logged and told in a dialog over the window."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        global _shown
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = ""
        if isinstance(error, AppError):
            sentence = error.sentence
        elif isinstance(error, ImportError):
            from csp_desktop.logs import log_defect

            log_defect(error)
            sentence = NotWhole.for_want_of(error).sentence
        else:
            from csp_desktop.logs import log_defect, report

            written, told = log_defect(error), report(error)
            sentence = (
                "Something went wrong in the program itself. The last change may not have been made; everything "
                "before it is safe in the file, and you can go on. The report says where in the program it happened, "
                "and nothing of what is in your file: copy it, and send it to whoever looks after the program. "
                + (f"It is also in {written}." if written else "It could not be written to the log.")
            )
        if _shown:
            return
        _shown = True
        try:
            box = MessageBox(QMessageBox.Icon.Warning, "CSP Desktop", sentence, window)
            box.setStandardButtons(QMessageBox.StandardButton.Close)
            if told:
                copy = box.addButton("Copy the report", QMessageBox.ButtonRole.ActionRole)
                # The box stays: its own ending of a click would take the sentence away.
                copy.clicked.disconnect()
                copy.clicked.connect(lambda: QApplication.clipboard().setText(told))
            box.exec()
            box.deleteLater()
        finally:
            _shown = False

    sys.excepthook = tell
