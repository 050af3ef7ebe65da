"""Python's rubbish, looked for in the window's thread alone.

Left to itself Python looks in whichever thread happens to make the next object. Where that is one that prints or
reads a workbook, it takes parts of a closed window to pieces beside Qt, which ends the program now and then.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from csp_desktop.ui.look.background import jobs_run

_EVERY_MS = 5_000


class Rubbish(QObject):
    """Looks for rubbish now and then, once what the start made is set aside."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.timer = QTimer(self, interval=_EVERY_MS)
        self.timer.timeout.connect(self._look)
        QTimer.singleShot(1000, self, self._begin)

    def _begin(self) -> None:
        gc.freeze()
        self.timer.start()

    def _look(self) -> None:
        # What work beside the window makes meanwhile stays; looking through it would hold up whoever types.
        if not jobs_run():
            throw_away()


def throw_away() -> None:
    """Throw away what nothing reaches any more, as far back as Python would by its own counts."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (made, limit) in enumerate(counts) if made > limit > 0]
    if due:
        gc.collect(due[-1])


def leave_aside() -> None:
    """Look no longer through what stays while the file is open: that takes as long as a key may take."""
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """Look again through what was left aside."""
    gc.unfreeze()
