"""A large file is gone all through beside the window before it opens there, with a small window that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from csp_desktop.errors import AppError, FileProblem
from csp_desktop.ui.look.background import Job
from csp_desktop.ui.look.plain_words import Label
from csp_desktop.ui.look.screen_room import Dialog
from csp_desktop.ui.look.theme import px

_PATIENCE = 0.1
"""Seconds after which a person should see why nothing happens."""


_going_on: set[_Check] = set()
"""Kept until they have ended in the window's thread: where the last to let go is the other one, Qt takes it ill."""


class CheckingWindow(Dialog):
    """Says that a file is being checked. Closed beforehand, the file is not opened."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        # Imported here because it takes a while, and this window is seldom shown.
        from PySide6.QtWidgets import QDialogButtonBox

        super().__init__(parent)
        self.setWindowTitle("Checking the file")
        self._words = Label(
            f"“{path.name}” is being checked before it opens, because it was not closed properly, has changed since it "
            "was last open here, or is of an earlier version and brought up to date. Nothing can be typed into it until "
            "the check has passed."
        )
        self._words.setWordWrap(True)
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setAccessibleName("Checking the file")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(18), px(20), px(16))
        whole.setSpacing(px(14))
        whole.addWidget(self._words)
        whole.addWidget(busy)
        whole.addWidget(buttons)
        self.setMinimumWidth(px(460))


class _Check:
    """One check under way, and what came of it once it has ended: a remark on the file, or why it was not opened."""

    def __init__(self, opening: Callable[[], str], parent: QWidget, ended: Callable[[], object]) -> None:
        self.came: list[str | AppError] = []
        self.ended = ended
        # Not among the jobs of the file that is open: that one may be closed meanwhile without waiting for this.
        self.job = Job(lambda job: self._open(opening), parent)
        self.job.then(lambda _: self._end(), self._fail)
        _going_on.add(self)
        self.job.start()

    def _open(self, opening: Callable[[], str]) -> None:
        try:
            self.came.append(opening())
        except AppError as problem:
            self.came.append(problem)

    def _end(self) -> None:
        _going_on.discard(self)
        self.ended()

    def _fail(self, sentence: str) -> None:
        self.came.append(FileProblem(sentence))
        self._end()


class CheckedFirst:
    """The files being checked before they open; one that was not waited for is waited for when it is asked for again."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._under_way: dict[Path, _Check] = {}

    def remark_on(self, path: Path, opening: Callable[[], str]) -> str | None:
        """Open and close a file beside the window: a remark on how it was opened; None where nobody would wait.

        Raises what `opening` raises.
        """
        forget = partial(self._under_way.pop, path, None)
        check = self._under_way.get(path)
        if check is None:
            check = self._under_way[path] = _Check(opening, self._parent, forget)
        check.job.wait(_PATIENCE)
        if not check.came:
            window = CheckingWindow(path, self._parent)
            check.ended = window.accept
            window.exec()
            check.ended = forget
            window.deleteLater()
        if not check.came:
            return None
        forget()
        came = check.came[0]
        if isinstance(came, AppError):
            raise came
        return came
