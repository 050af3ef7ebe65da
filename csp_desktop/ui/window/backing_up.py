"""Backups of the file that is open: when one is made, and where the window says so."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from csp_desktop.editing.workspace import Workspace
from csp_desktop.storage.backups import backups_of, make_backup
from csp_desktop.storage.keeping.retention import backup_at
from csp_desktop.storage.keeping.second_copies import unreachable
from csp_desktop.ui.look.background import run_in_background
from csp_desktop.ui.look.notice import Notice
from csp_desktop.ui.look.plain_words import give_hint
from csp_desktop.ui.window.frame.status_line import StatusLine

_AFTER_OPENING = 400  # milliseconds, in which the file is shown
_EVERY = 30 * 60_000


class BackingUp(QObject):
    """Backs up soon after a file opened, every half hour and when asked; shows the last backup below the tabs."""

    said = Signal(str)
    """Something is to be said for a while: a backup that was asked for is made, or had no second copy."""

    def __init__(self, status: StatusLine, notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status, self._notice = status, notice
        self._workspace: Workspace | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_OPENING)
        self._soon.timeout.connect(self._of_itself)
        often = QTimer(self)
        often.setInterval(_EVERY)
        often.timeout.connect(self._of_itself)
        often.start()

    def follow(self, workspace: Workspace | None, *, soon: bool = False) -> None:
        """Another file is open, or none; back it up `soon`, or only from time to time."""
        self._workspace = workspace
        if soon:
            self._soon.start()

    def now(self) -> None:
        """Make a backup because somebody asked for one."""
        if self._workspace is not None:
            self._back_up(self._workspace.path, quietly=False)

    def _of_itself(self) -> None:
        if self._workspace is not None and not self._workspace.read_only:
            self._back_up(self._workspace.path, quietly=True)

    def _back_up(self, path: Path, *, quietly: bool) -> None:
        kept = backups_of(path)
        if kept:
            self._show(kept[0])
        # A copy with a connection of its own: it neither waits for the window nor holds it up.
        run_in_background(
            # A share that does not answer is waited for there, too.
            lambda job: (make_backup(path, at_leisure=True), unreachable()),
            done=lambda done: self._made(done[0], done[1], quietly),
            failed=self._notice.tell,
            parent=self,
        )

    def _made(self, made: Path, unreached: str, quietly: bool) -> None:
        self._show(made)
        if not quietly:
            self.said.emit(" ".join(filter(None, (f"Backed up as {made.name}.", unreached))))
        elif unreached:
            self.said.emit(unreached)

    def _show(self, made: Path) -> None:
        backup = backup_at(made)
        if backup is None:
            return
        stamp = backup.made
        if backup.failed:
            self._notice.tell(
                "This file does not agree with its own history; what you see can be read, but restore a backup "
                "before you go on. The older backups were kept."
            )
        today = stamp.date() == datetime.now().date()
        self._status.backup.setText(
            f"Last backup {stamp:%H:%M}" if today else f"Last backup {stamp:%d/%m/%Y}"
        )
        give_hint(self._status.backup, str(made))
