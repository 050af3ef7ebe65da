"""The window without its menus: the file that is open in it, told about, saved and closed; what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMessageBox,
)

from csp_desktop.editing.changes import Step
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import LargeRemoval
from csp_desktop.settings import settings
from csp_desktop.storage.lease import Holder
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import end_jobs, run_in_background
from csp_desktop.ui.look.plain_words import MessageBox, counted
from csp_desktop.ui.look.screen_room import room_around
from csp_desktop.ui.window.backing_up import BackingUp
from csp_desktop.ui.window.frame.window_frame import WindowFrame
from csp_desktop.ui.window.opening.file_opening import FileOpening
from csp_desktop.ui.window.rubbish import Rubbish, leave_aside, take_back
from csp_desktop.ui.window.unsaved_walk import UnsavedWalk

# What may be a return, or what holds one; of what only looks like one, the preview says what to ask for.
WORKBOOKS = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"),
    *(".eml", ".zip", ".msg", ".dat", ".pdf", ".numbers"),
)
DOCUMENTS = (".docx",)
# What may hold a plan or register.
PLANS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", *DOCUMENTS)


class FileWindow(WindowFrame):
    """One window on one file. `open_file` shows a file; without one there is the start page."""

    undoable_changed = Signal()
    """There is something else to undo or redo."""
    begun_with = Signal(list)
    """Plans or registers were dropped where no file is open: a new file is to be made of them; carries their Paths."""
    begun_from = Signal(object)
    """A new file is to be made of a backup; carries its Path."""
    requested = Signal(str)
    """A page asks for a window to be opened: carries the Request."""
    begun = Signal(str)
    """The start page was asked for a new file ("new"), one that is there ("open") or the sample ("sample")."""
    workbooks_dropped = Signal(list)
    """Returned workbooks were dropped on the window: carries their Paths."""
    plans_offered = Signal(list)
    """Plans or registers are to be brought in, dropped on the window or asked for: carries their Paths."""
    print_asked = Signal(str, str)
    """A form is to be printed: its name, and the id of a priority or ""."""
    history_asked = Signal(list, str)
    """The history is to be shown: of some records by their ids and name, of all for none."""
    copies_offered = Signal(object)
    """Paths of copies of the file that are to be brought back."""

    def __init__(self, *, preload: bool = True) -> None:
        super().__init__(preload=preload)
        self._walk = UnsavedWalk(self.tabs, self.end_filters)
        self._opening = FileOpening(
            self, close=self.close_file, show=self._show, restore=self.begun_from.emit
        )
        self._saved_at = datetime.now()
        self._was_unsaved = 0
        self._refused_last = ""
        self.status.saved.clicked.connect(self._walk_unsaved)
        self.tabs.all_made.connect(leave_aside)
        self.begin_asked.connect(self.begun)
        self.file_chosen.connect(self.open_file)
        self.backing_up = BackingUp(self.status, self.notice, self)
        self.backing_up.said.connect(self.say)
        room = room_around(self)
        self.resize(min(1440, round(room.width() * 0.95)), min(900, round(room.height() * 0.92)))
        kept = settings().get("window", "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
        self.rubbish = Rubbish(self)

    # The file

    def open_file(
        self, path: Path, *, read_only: bool = False, anew: bool = False, take_over: Holder | None = None
    ) -> bool:
        """Open a file in place of the one shown; False where that one stays. All else as `FileOpening.open` says."""
        return self._opening.open(path, read_only=read_only, anew=anew, take_over=take_over)

    def show_workspace(
        self, workspace: Workspace, *, remember: bool = True, today: date | None = None
    ) -> None:
        """Show an open workspace; the window closes it in the end.

        Unless told not to `remember`, it is backed up and put among the recent files.
        """
        self._show(Context(workspace, today, parent=self), remember=remember)

    def _show(self, context: Context, remark: str = "", *, remember: bool = True) -> None:
        workspace = context.workspace
        self.show_file(context)
        context.stepped.connect(self._stepped)
        context.requested.connect(self.requested)
        context.print_asked.connect(self.print_asked)
        context.bring_in_asked.connect(lambda path: self.plans_offered.emit([path]))
        context.history_asked.connect(self.history_asked)
        context.left_alone.connect(self._left_alone)
        context.confirm_removal = self._may_remove
        context.refused.connect(self._refused)
        context.unsaved.changed.connect(self._show_saved)
        context.entries.changed.connect(self.undoable_changed)
        self._saved_at = datetime.fromtimestamp(workspace.path.stat().st_mtime)
        if remember:
            settings().add_recent(workspace.path)
        whose = "The sample, not your own file" if workspace.is_sample else f"Editing as {workspace.user}"
        self.status.editing.setText("Read only" if workspace.read_only else whose)
        self._show_saved()
        self.notice.hide()
        self.backing_up.follow(workspace, soon=remember and not workspace.read_only)
        if workspace.read_only:
            self.tell_read_only()
        elif remember:
            self._look_for_copies(workspace.path)
        if workspace.remark or remark:
            self.notice.tell(workspace.remark or remark)
        self.possible_changed.emit()
        self.tabs.open(context)

    def _may_remove(self, large: LargeRemoval) -> bool:
        from csp_desktop.ui.look.removal_dialog import may_remove

        return may_remove(large, self)

    def tell_read_only(self) -> None:
        """Say that nothing can be changed here, and offer the way out of it."""
        if self.context is not None:
            path = self.context.workspace.path
            self.notice.tell(
                f"“{path.name}” is open to read only: nothing can be changed here.",
                "Open for editing",
                lambda: self.open_file(path),
                stays=True,
            )

    def _look_for_copies(self, path: Path) -> None:
        from csp_desktop.storage.copies_beside import copies_beside

        run_in_background(
            lambda job: copies_beside(path), done=self._offer_copies, failed=self._refused, parent=self
        )

    def _offer_copies(self, paths: list[Path]) -> None:
        """Offer to bring back what stands beside the file as a copy with changes of its own."""
        if not paths or self.context is None or self.notice.isVisible():
            return  # What is said there already comes first; these are found again at the next opening.
        names = " and ".join(f"“{path.name}”" for path in paths[:3])
        sentence = (
            f"{names} beside this file {'is a copy' if len(paths) == 1 else 'are copies'} of it, with changes that are "
            "not here."
        )
        self.notice.tell(sentence, "Bring back…", lambda: self.copies_offered.emit(paths))

    def close_file(self) -> bool:
        """Close the file for the start page, saving what is being typed; False where it stays open after all."""
        if self.context is None:
            return True
        closed = self._closed()
        if closed:
            self.show_start()
        return closed

    def _closed(self) -> bool:
        if self.context is None:
            return True
        if self.context.workspace.is_written_beside:
            self.say_problem(
                "Still writing",
                f"What was brought in is still being written into “{self.context.workspace.path.name}”; close the file "
                "when that is in.",
            )
            return False
        self.save_typing()
        focused = self.focusWidget()
        if focused is not None:
            # A box that is no grid's or form's saves itself when it is left.
            focused.clearFocus()
        unsaved = self.unsaved()
        if unsaved and not self._may_lose(unsaved):
            return False
        end_jobs()
        context, self.context = self.context, None
        self.backing_up.follow(None)
        self.bar.search.clear_search()
        self.filter_line.hide()
        self.tabs.clear()
        context.close()
        context.deleteLater()
        take_back()
        self.possible_changed.emit()
        return True

    def save_typing(self) -> None:
        """Save what is being typed in a cell or a box."""
        for holder in self.tabs.typed_into():
            holder.save()

    def unsaved(self) -> int:
        """How many cells, boxes and rows hold something that is not in the file."""
        return self.context.unsaved.count if self.context is not None else 0

    def _show_saved(self) -> None:
        if self.context is None:
            return
        count, before = self.context.unsaved.count, self._was_unsaved
        self._was_unsaved = count
        self.status.show_saved(count, self.context.unsaved.typing)
        if count < before:
            self.undoable_changed.emit()
        if before and not count and self.notice.words == self._refused_last:
            # Why it was not saved no longer holds.
            self.notice.hide()

    def say_saved(self) -> None:
        """What Ctrl+S does: take what is being typed, and say that everything is in the file already, since when."""
        if self.context is None:
            return
        self.save_typing()
        left = self.context.unsaved.count
        if left:
            self.say(
                f"{counted(left, 'cell or row', 'cells or rows')} could not be saved; click “not saved” to go there."
            )
            return
        when = self._saved_at.strftime("%H:%M")
        self.say(f"Already saved at {when}: every change goes into the file when it is made.")

    def _walk_unsaved(self) -> None:
        if self.context is not None:
            self.say(self._walk.go_on(self.context))

    def _may_lose(self, unsaved: int) -> bool:
        sentence = (
            "1 entry is not saved. Go back and correct it, or close without it."
            if unsaved == 1
            else f"{unsaved} entries are not saved. Go back and correct them, or close without them."
        )
        box = MessageBox(QMessageBox.Icon.Warning, "Not everything is saved", sentence, self)
        back = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
        box.add_danger(f"Close without {'it' if unsaved == 1 else 'them'}")
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        return box.clickedButton() is not back

    # News

    def _stepped(self, step: Step) -> None:
        self._saved_at = datetime.now()
        self.undoable_changed.emit()

    def _left_alone(self, sentence: str) -> None:
        self.notice.tell(sentence, "History…", lambda: self.history_asked.emit([], ""))

    def _refused(self, sentence: str) -> None:
        self._refused_last = sentence
        self.notice.tell(sentence)

    # Around the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = self._dropped(event)
        event.acceptProposedAction()
        # The other program may have gone before what it let go of was fetched.
        if not paths:
            return
        # The dialog waits until the other program has its drop back.
        QTimer.singleShot(0, self, lambda: self.take_files(paths))

    def _dropped(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        known = {".csp", *WORKBOOKS, *DOCUMENTS}
        return [path for path in paths if path.suffix.casefold() in known]

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open what was dropped: a file of ours, returned workbooks, or plans and registers one after the other."""
        ours = [path for path in paths if path.suffix.casefold() == ".csp"]
        workbooks = [path for path in paths if path.suffix.casefold() in WORKBOOKS]
        plans = taken = [path for path in paths if path.suffix.casefold() in PLANS]
        if ours:
            taken = ours[:1]
            self.open_file(ours[0])
        elif self.context is None:
            if plans:
                self.begun_with.emit(plans)
            else:
                self.say_problem(
                    "Open a file first",
                    "Returns are brought into the file that is open, and none is; nothing was read. "
                    "Open your file, then drop them again.",
                )
        elif plans and (self._takes_plans or not workbooks):
            self.plans_offered.emit(plans)
        elif workbooks:
            taken = workbooks
            self.workbooks_dropped.emit(workbooks)
        left = [f"“{path.name}”" for path in paths if path not in taken]
        if left and self.context is not None:
            self.notice.tell(f"Left out of what was dropped: {', '.join(left)}. Drop those by themselves.")

    @property
    def _takes_plans(self) -> bool:
        """Whether a workbook can only be a plan or register: nothing was ever sent from the file."""
        return self.context is not None and not self.context.workspace.records("returns")

    def closeEvent(self, event: QCloseEvent) -> None:
        settings().put("window", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        if self._closed():
            event.accept()
        else:
            event.ignore()
