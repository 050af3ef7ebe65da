"""What befalls the open file while it is shown: told within two seconds, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.paths import free_path
from csp_desktop.storage.lease import Holder
from csp_desktop.storage.watching import Sighting
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.saving_as import ask_where_to_save
from csp_desktop.ui.window.file_window import FileWindow

_EVERY = 1000  # Milliseconds; twice that is the longest anybody waits for the news.
Act = tuple[str, Callable[[], object]]


class FileWatching(QObject):
    """Looks at the open file every second and tells in the notice above the tabs what is new."""

    def __init__(self, window: FileWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._told = ""
        self._holder: Holder | None = None
        self._watched: Context | None = None
        window.possible_changed.connect(self._begin_or_end)

    def _begin_or_end(self) -> None:
        """Where another file is open, or none, what was known of the last one is of no use."""
        context = self._window.context
        if context is self._watched:
            return
        self._watched, self._told, self._holder = context, "", None
        if context is None:
            self._timer.stop()
        else:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look once, and tell what is new."""
        context = self._window.context
        if context is None:
            return
        try:
            seen = context.workspace.look()
        except AppError as problem:
            self._tell(problem.sentence)
            return
        if seen.stale:
            self._window.open_file(context.workspace.path, read_only=True)
            return
        if seen.changed:
            context.said.emit(f"Changed {seen.changed}; what is shown is as it is now.")
        if seen.trouble:
            self._tell(seen.trouble, self._way_out(seen))
        elif context.workspace.read_only:
            self._tell_of_holder(seen)
        elif self._told:
            self._told = ""
            self._window.notice.hide()
            self._window.say_saved()

    def _tell(self, sentence: str, act: Act | None = None) -> None:
        """Tell a sentence once; it stays until it is no longer so."""
        if sentence != self._told:
            self._told = sentence
            words, follow = act or ("", None)
            self._window.notice.tell(sentence, words, follow, stays=True)

    @property
    def _workspace(self) -> Workspace:
        assert self._window.context is not None  # nothing is told where no file is open
        return self._window.context.workspace

    def _way_out(self, seen: Sighting) -> Act:
        workspace = self._workspace
        if workspace.taken_by:
            return "Go on editing", self._go_on
        if seen.now_at is None:
            return "Save as a new file…", self._save_elsewhere
        path = seen.now_at
        words = "Open what is there now" if path == workspace.path else "Go on there"
        return words, lambda: self._window.open_file(path, anew=True)

    def _tell_of_holder(self, seen: Sighting) -> None:
        path = self._workspace.path
        before, self._holder = self._holder, seen.holder
        if seen.holder is None:
            if before is not None:
                self._tell(
                    f"“{path.name}” is free: nobody edits it any more.",
                    ("Open for editing", lambda: self._window.open_file(path)),
                )
        elif seen.silent:
            self._tell(
                f"“{path.name}” is being edited by {seen.holder}, but nothing has been heard of them for half a "
                "minute: their computer may sleep or have lost the network.",
                ("Take over…", self._take_over),
            )
        elif self._told:
            self._told = ""
            self._window.tell_read_only()

    def _take_over(self) -> None:
        path, holder = self._workspace.path, self._holder
        if holder is None:
            return
        box = MessageBox(
            QMessageBox.Icon.Question,
            "Take over editing?",
            f"{holder.user} on {holder.computer} has not been heard of for half a minute. If you take over, nothing of "
            "theirs that was saved is lost, and what they have not saved stays on their screen; it can no longer be "
            "saved from there while you edit. The history will say that you took over.",
            self._window,
        )
        take = box.addButton("Take over", QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton("Go on reading", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is take:
            self._window.open_file(path, take_over=holder)

    def _go_on(self) -> None:
        try:
            self._workspace.take_back()
        except AppError as problem:
            self._window.say_problem("The file is still being edited", problem.sentence)
        self.look()

    def _save_elsewhere(self) -> None:
        workspace = self._workspace
        title, kinds = "Save as which new file?", "CSP Desktop files (*.csp)"
        chosen = ask_where_to_save(self._window, title, Path(workspace.path.name), kinds)
        if chosen is None:
            return
        try:
            target = free_path(chosen.parent, chosen.name)
            workspace.copy_to(target)
        except (AppError, OSError) as problem:
            sentence = problem.sentence if isinstance(problem, AppError) else f"{problem.strerror}: {chosen}."
            self._window.say_problem("Nothing was saved", sentence)
            return
        self._window.open_file(target)
