"""From a path to the file in the window; where that fails, a dialog says why and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, FileHoldsOthers, FileInUse, FileNotSound
from csp_desktop.paths import same_file
from csp_desktop.settings import settings
from csp_desktop.storage.checking.looked_through import takes_long
from csp_desktop.storage.keeping.retention import lies_with_backups
from csp_desktop.storage.lease import Holder
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.window.frame.window_frame import WindowFrame
from csp_desktop.ui.window.opening.checked_first import CheckedFirst


class FileOpening:
    """Opens files in a window.

    `close` closes the one that is shown, False where somebody thought better of it; `show` shows one just opened,
    with a remark on how that went; `restore` makes a new file of a backup.
    """

    def __init__(
        self,
        window: WindowFrame,
        *,
        close: Callable[[], bool],
        show: Callable[[Context, str], object],
        restore: Callable[[Path], object],
    ) -> None:
        self._window, self._close, self._show, self._restore = window, close, show, restore
        self._checked_first = CheckedFirst(window)

    def open(
        self, path: Path, *, read_only: bool = False, anew: bool = False, take_over: Holder | None = None
    ) -> bool:
        """Open a file in place of the one shown; where that fails it stays, and a dialog says why.

        The file that is open already is left so, unless it is to be opened `anew`: another one stands there now.
        With `take_over`, editing is taken over from a holder who is not heard of any more.
        """
        path = Path(path)
        standing = self._window.context.workspace if self._window.context is not None else None
        if (
            standing is not None
            and not anew
            and not standing.read_only
            and not read_only
            and same_file(standing.path, path)
        ):
            return True
        if not read_only and lies_with_backups(path):
            return self._open_to_read(
                path,
                f"“{path.name}” is a backup, which is removed in time to make room for newer ones. It is open to read "
                "only; to go on from it, make a new file of it.",
                "Make a new file…",
                partial(self._restore, path),
            )
        if anew and standing is not None and standing.path == path:
            # Its lock has the same name as that of the file there now.
            if not self._close():
                return False
            standing = None
        open_it = partial(
            Workspace.open, path, read_only=read_only, user=settings().get("name", "") or None, backup=False
        )
        remark = ""
        try:
            if takes_long(path):
                holder, take_over = take_over, None
                said = self._checked_first.remark_on(path, lambda: _opened_once(open_it, holder))
                if said is None:
                    return False
                remark = said
            workspace = open_it(take_over=take_over)
        except FileInUse as problem:
            return self._offer_reading(path, problem.sentence)
        except FileNotSound as problem:
            return self._open_to_read(path, problem.sentence)
        except FileHoldsOthers as problem:
            return self._open_to_read(
                path,
                problem.sentence.partition(" Open it in the window")[0],
                "Remove these",
                self._remove_others,
            )
        except AppError as problem:
            self._not_opened(path, problem.sentence)
            return False
        try:
            context = Context(workspace, parent=self._window)
        except AppError as problem:
            # Damage to what is shown first is met only where it is read.
            workspace.close()
            self._not_opened(path, problem.sentence)
            return False
        if standing is not None and not self._close():
            workspace.close()
            return False
        self._show(context, remark)
        return True

    def _open_to_read(
        self, path: Path, sentence: str, act: str = "", follow: Callable[[], object] | None = None
    ) -> bool:
        """Open to read only what cannot be edited, and say why, with what can be done about it."""
        opened = self.open(path, read_only=True)
        if opened:
            self._window.notice.tell(sentence, act, follow, stays=True)
        return opened

    def _offer_reading(self, path: Path, sentence: str) -> bool:
        box = MessageBox(
            QMessageBox.Icon.Information, "Somebody is editing this file", sentence, self._window
        )
        read = box.addButton("Open to read only", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(read)
        box.exec()
        return box.clickedButton() is read and self.open(path, read_only=True)

    def _remove_others(self) -> None:
        """Remove what other programs made in the file that is shown, then open it for editing."""
        from csp_desktop.storage.checking.others import remove_others

        assert self._window.context is not None
        path = self._window.context.workspace.path
        try:
            removed = remove_others(path)
        except AppError as problem:
            self._window.say_problem("Nothing was removed", problem.sentence)
            return
        if self.open(path):
            self._window.say(f"Removed {', '.join(removed)}; a backup was made first.")

    def _not_opened(self, path: Path, sentence: str) -> None:
        """Say why a file was not opened; a recent one can be taken off the list."""
        stays = (
            f" “{self._window.context.workspace.path.name}” is still open."
            if self._window.context is not None
            else ""
        )
        box = self._window.say_problem("This file was not opened", sentence + stays)
        if path in settings().recent:
            remove = box.addButton("Remove from recent files", QMessageBox.ButtonRole.ActionRole)
            remove.clicked.connect(lambda: self._forget(path))

    def _forget(self, path: Path) -> None:
        settings().forget_recent(path)
        self._window.start.show_recent(settings().recent)


def _opened_once(open_it: Callable[..., Workspace], take_over: Holder | None) -> str:
    """Open a file and close it, so that it is known to be sound: a remark on how it was opened, "" for none."""
    with open_it(take_over=take_over) as workspace:
        return workspace.remark
