"""The window without its menus: one open file, the tabs over it, and what happens around them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from csp_desktop.editing.changes import Step
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, FileHoldsOthers, FileInUse, FileNotSound, LargeRemoval
from csp_desktop.paths import same_file
from csp_desktop.settings import settings
from csp_desktop.storage.checking.looked_through import takes_long
from csp_desktop.storage.lease import Holder
from csp_desktop.ui.context import Context
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import end_jobs, run_in_background
from csp_desktop.ui.look.notice import Notice, announce
from csp_desktop.ui.look.plain_words import MessageBox, counted
from csp_desktop.ui.look.screen_room import is_low, room_around
from csp_desktop.ui.tab import CellGrid, GridAction, Tab
from csp_desktop.ui.window.backing_up import BackingUp
from csp_desktop.ui.window.context_bar import ContextBar
from csp_desktop.ui.window.filter_line import FilterLine
from csp_desktop.ui.window.opening.checked_first import CheckedFirst
from csp_desktop.ui.window.start_page import StartPage
from csp_desktop.ui.window.status_line import StatusLine
from csp_desktop.ui.window.tab_pages import TabPages
from csp_desktop.ui.window.unsaved_walk import UnsavedWalk

# What may be a return, or what holds one; of what only looks like one, the preview says what to ask for.
WORKBOOKS = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"),
    *(".eml", ".zip", ".msg", ".dat", ".pdf", ".numbers"),
)
DOCUMENTS = (".docx",)
# What may hold a plan or register.
PLANS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", *DOCUMENTS)


class FileWindow(QMainWindow):
    """One window on one file. `open_file` shows a file; without one there is the start page."""

    possible_changed = Signal()
    """Another file, or none, or another tab: what can be done is another matter now."""
    undoable_changed = Signal()
    """There is something else to undo or redo."""
    begun_with = Signal(object)
    """A plan or register was dropped where no file is open: a new file is to be made of it; carries its Path."""
    requested = Signal(str)
    """A page asks for a window to be opened: carries the Request."""
    begun = Signal(str)
    """The start page was asked for a new file ("new"), one that is there ("open") or the sample ("sample")."""
    workbooks_dropped = Signal(list)
    """Returned workbooks were dropped on the window: carries their Paths."""
    document_dropped = Signal(object)
    """A plan or register is to be brought in, dropped on the window or asked for: carries its Path."""
    print_asked = Signal(str, str)
    """A form is to be printed: its name, and the id of a priority or ""."""
    history_asked = Signal(list, str)
    """The history is to be shown: of some records by their ids and name, of all for none."""
    copies_offered = Signal(object)
    """Paths of copies of the file that are to be brought back."""

    def __init__(self, *, preload: bool = True) -> None:
        super().__init__()
        self.context: Context | None = None
        self.tabs = TabPages(self, preload=preload)
        self.setWindowTitle("CSP Desktop")
        self.setAcceptDrops(True)
        self.bar = ContextBar()
        self.notice = Notice()
        self.start = StartPage()
        top = QFrame()
        theme.set_role(top, "bar")
        over = QVBoxLayout(top)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.bar)
        strip_row = QWidget()
        beside = QVBoxLayout(strip_row)
        beside.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        beside.addWidget(self.tabs.strip)
        over.addWidget(strip_row)
        file_page = QWidget()
        whole = QVBoxLayout(file_page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self.notice)
        self.filter_line = FilterLine()
        self.filter_line.cleared.connect(self._show_all_rows)
        whole.addWidget(self.filter_line)
        whole.addWidget(self.tabs.stack, 1)
        self._file_page = file_page
        self._middle = QStackedWidget()
        self._middle.addWidget(self.start)
        self._middle.addWidget(file_page)
        self.setCentralWidget(self._middle)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self._walk = UnsavedWalk(self.tabs, self._end_filters)
        self._checked_first = CheckedFirst(self)
        self._saved_at = datetime.now()
        self._was_unsaved = 0
        self._refused_last = ""
        self.status.saved.clicked.connect(self._walk_unsaved)
        self.bar.search.left.connect(self.tabs.give_keys)
        self.bar.asked_returns.connect(lambda: self.show_tab("Returns"))
        self.tabs.summarised.connect(self._summarised)
        self.tabs.tab_shown.connect(self._shown)
        self.tabs.county_changed.connect(self.possible_changed)
        self.tabs.all_made.connect(_leave_aside)
        self.start.asked.connect(self.begun)
        self.start.chosen.connect(self.open_file)
        self.backing_up = BackingUp(self.status, self.notice, self)
        self.backing_up.said.connect(self._said)
        room = room_around(self)
        self.resize(min(1440, round(room.width() * 0.95)), min(900, round(room.height() * 0.92)))
        kept = settings().get("window", "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
        self._show_start()
        QTimer.singleShot(1000, self, _collect_again)

    # The file

    def open_file(
        self, path: Path, *, read_only: bool = False, anew: bool = False, take_over: Holder | None = None
    ) -> bool:
        """Open a file in place of the one shown; where that fails it stays, and a dialog says why.

        The file that is open already is left so, unless it is to be opened `anew`: another one stands there now.
        With `take_over`, editing is taken over from a holder who is not heard of any more.
        """
        path = Path(path)
        standing = self.context.workspace if self.context is not None else None
        if (
            standing is not None
            and not anew
            and not standing.read_only
            and not read_only
            and same_file(standing.path, path)
        ):
            return True
        if anew and standing is not None and standing.path == path:
            # Its lock has the same name as that of the file there now.
            if not self.close_file():
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
            context = Context(workspace, parent=self)
        except AppError as problem:
            # Damage to what is shown first is met only where it is read.
            workspace.close()
            self._not_opened(path, problem.sentence)
            return False
        if standing is not None and not self.close_file():
            workspace.close()
            return False
        self._show(context, remember=True, remark=remark)
        return True

    def _open_to_read(
        self, path: Path, sentence: str, act: str = "", follow: Callable[[], object] | None = None
    ) -> bool:
        """Open to read only what cannot be edited, and say why, with what can be done about it."""
        opened = self.open_file(path, read_only=True)
        if opened:
            self.notice.tell(sentence, act, follow, stays=True)
        return opened

    def _remove_others(self) -> None:
        """Remove what other programs made in the file that is shown, then open it for editing."""
        from csp_desktop.storage.checking.others import remove_others

        assert self.context is not None
        path = self.context.workspace.path
        try:
            removed = remove_others(path)
        except AppError as problem:
            self.say_problem("Nothing was removed", problem.sentence)
            return
        if self.open_file(path):
            self._said(f"Removed {', '.join(removed)}; a backup was made first.")

    def _not_opened(self, path: Path, sentence: str) -> None:
        """Say why a file was not opened; a recent one can be taken off the list."""
        stays = f" “{self.context.workspace.path.name}” is still open." if self.context is not None else ""
        box = self.say_problem("This file was not opened", sentence + stays)
        if path in settings().recent:
            remove = box.addButton("Remove from recent files", QMessageBox.ButtonRole.ActionRole)
            remove.clicked.connect(lambda: self._forget(path))

    def _forget(self, path: Path) -> None:
        settings().forget_recent(path)
        self.start.show_recent(settings().recent)

    def show_workspace(
        self, workspace: Workspace, *, remember: bool = True, today: date | None = None
    ) -> None:
        """Show an open workspace; the window closes it in the end.

        Unless told not to `remember`, it is backed up and put among the recent files.
        """
        self._show(Context(workspace, today, parent=self), remember)

    def _show(self, context: Context, remember: bool, remark: str = "") -> None:
        workspace = context.workspace
        self.context = context
        context.stepped.connect(self._stepped)
        context.opened.connect(self.reveal)
        context.filtered.connect(self._filtered)
        context.search_changed.connect(lambda _: self._name_filter())
        context.typing_asked.connect(self._type_at)
        context.requested.connect(self.requested)
        context.print_asked.connect(self.print_asked)
        context.bring_in_asked.connect(self.document_dropped)
        context.history_asked.connect(self.history_asked)
        context.left_alone.connect(self._left_alone)
        context.confirm_removal = self._may_remove
        context.refused.connect(self._refused)
        context.unsaved.changed.connect(self._show_saved)
        context.said.connect(self._said)
        self._saved_at = datetime.fromtimestamp(workspace.path.stat().st_mtime)
        self.bar.show_context(context)
        self.setWindowTitle(f"{workspace.path.name} — CSP Desktop")
        self._middle.setCurrentWidget(self._file_page)
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
        """Close the file, saving what is being typed; False where somebody thought better of it."""
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
        gc.unfreeze()
        self._show_start()
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
            self._said(
                f"{counted(left, 'cell or row', 'cells or rows')} could not be saved; click “not saved” to go there."
            )
            return
        when = self._saved_at.strftime("%H:%M")
        self._said(f"Already saved at {when}: every change goes into the file when it is made.")

    def _walk_unsaved(self) -> None:
        if self.context is not None:
            self._said(self._walk.go_on(self.context))

    def _may_lose(self, unsaved: int) -> bool:
        sentence = (
            "1 entry is not saved. Go back and correct it, or close without it."
            if unsaved == 1
            else f"{unsaved} entries are not saved. Go back and correct them, or close without them."
        )
        box = MessageBox(QMessageBox.Icon.Warning, "Not everything is saved", sentence, self)
        back = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
        closing = box.addButton(
            f"Close without {'it' if unsaved == 1 else 'them'}", QMessageBox.ButtonRole.DestructiveRole
        )
        theme.set_role(closing, "danger")
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.exec()
        return box.clickedButton() is not back

    def _offer_reading(self, path: Path, sentence: str) -> bool:
        box = MessageBox(QMessageBox.Icon.Information, "Somebody is editing this file", sentence, self)
        read = box.addButton("Open to read only", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(read)
        box.exec()
        return box.clickedButton() is read and self.open_file(path, read_only=True)

    def _show_start(self) -> None:
        self.setWindowTitle("CSP Desktop")
        self._middle.setCurrentWidget(self.start)
        self.start.show_recent(settings().recent)
        self.status.clear_file()
        self.possible_changed.emit()

    # Tabs

    @property
    def tab(self) -> Tab | None:
        """The tab shown."""
        return self.tabs.current

    def show_tab(self, title: str) -> Tab | None:
        """Go to a tab by its title; None where there is no such tab."""
        return self.tabs.show(title)

    def _summarised(self, tab: Tab, words: str) -> None:
        if tab is self.tab:
            self.status.summary.setText(words)
            self._name_filter()

    def _shown(self, tab: Tab) -> None:
        self._summarised(tab, tab.summary())
        self.possible_changed.emit()

    def _name_filter(self) -> None:
        """Say above the tab what is shown only: a search, or certain values."""
        if self.context is not None:
            grid = self.tab.seen_grid() if self.tab is not None else None
            self.filter_line.show_filter(self.context.search, grid.values_words if grid is not None else "")

    def _show_all_rows(self) -> None:
        grid = self.tab.seen_grid() if self.tab is not None else None
        if grid is not None:
            grid.show_all_values()
        self.bar.search.clear_search()
        self._name_filter()
        self.tabs.give_keys()

    def _end_filters(self) -> None:
        """Show all rows on every tab again."""
        for holder in self.tabs.typed_into():
            if isinstance(holder, CellGrid):
                holder.show_all_values()
        self.bar.search.clear_search()
        self._name_filter()

    def reveal(self, register: str, record: str) -> None:
        """Show a record on the tab it belongs to, even if a search or a filter hides it."""
        if self.tabs.reveal(register, record):
            return
        self._end_filters()
        if not self.tabs.reveal(register, record):
            self._said("That record is no longer shown anywhere; it may have been deleted.")

    def _filtered(self, title: str, chip: str) -> None:
        tab = self.show_tab(title)
        if tab is not None:
            tab.choose_chip(chip)

    def _type_at(self, title: str, chip: str) -> None:
        tab = self.show_tab(title)
        if tab is not None:
            tab.choose_chip(chip)
            tab.begin_typing()

    # News

    def _stepped(self, step: Step) -> None:
        self._saved_at = datetime.now()
        self.undoable_changed.emit()

    def _left_alone(self, sentence: str) -> None:
        self.notice.tell(sentence, "History…", lambda: self.history_asked.emit([], ""))

    def _refused(self, sentence: str) -> None:
        self._refused_last = sentence
        self.notice.tell(sentence)

    def _said(self, words: str) -> None:
        self.status.say(words)
        announce(self, words)

    def say_problem(self, title: str, sentence: str) -> QMessageBox:
        """A dialog with one sentence, open until it is closed."""
        box = MessageBox(QMessageBox.Icon.Warning, title, sentence, self)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return box

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
        """Open what was dropped: a file of ours, returned workbooks, or a plan or register."""
        ours = [path for path in paths if path.suffix.casefold() == ".csp"]
        workbooks = [path for path in paths if path.suffix.casefold() in WORKBOOKS]
        documents = [path for path in paths if path.suffix.casefold() in DOCUMENTS]
        if ours:
            self.open_file(ours[0])
        elif self.context is None:
            plans = [path for path in paths if path.suffix.casefold() in PLANS]
            if plans:
                self.begun_with.emit(plans[0])
            else:
                self.say_problem(
                    "Open a file first",
                    "Returns are brought into the file that is open, and none is; nothing was read. "
                    "Open your file, then drop them again.",
                )
        elif workbooks and workbooks[0].suffix.casefold() in PLANS and self._takes_plans:
            self.document_dropped.emit(workbooks[0])
        elif workbooks:
            self.workbooks_dropped.emit(workbooks)
        elif documents:
            self.document_dropped.emit(documents[0])

    @property
    def _takes_plans(self) -> bool:
        """Whether a workbook can only be a plan or register: nothing was ever sent from the file."""
        return self.context is not None and not self.context.workspace.records("returns")

    def closeEvent(self, event: QCloseEvent) -> None:
        settings().put("window", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        if self.close_file():
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        if event.type() == QEvent.Type.FontChange and hasattr(self, "status"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have what stands above and below the tabs give way to them where the window is low for its text."""
        low = is_low(self)
        theme.set_role(self.menuBar(), "tight" if low else "")
        for part in (self.bar, self.notice, self.tabs.strip, self.status):
            part.fit_window(low=low)

    def act_on_focus(self, action: GridAction) -> None:
        """Copy, cut, paste and the like, in whatever has the keys."""
        focused = self.focusWidget()
        grid = focused.parent() if focused is not None else None
        if isinstance(grid, CellGrid):
            grid.do(action)
        elif isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            acts = {"copy": focused.copy, "cut": focused.cut, "paste": focused.paste}
            if action in acts:
                acts[action]()
        elif action == "paste" and (tab := self.tabs.current) is not None:
            tab.paste()


def _opened_once(open_it: Callable[..., Workspace], take_over: Holder | None) -> str:
    """Open a file and close it, so that it is known to be sound: a remark on how it was opened, "" for none."""
    with open_it(take_over=take_over) as workspace:
        return workspace.remark


def _leave_aside() -> None:
    """Let Python no longer look through what stays while the file is open: that takes as long as a key may take."""
    gc.collect()
    gc.freeze()


def _collect_again() -> None:
    """Let Python look for rubbish again, leaving aside what was made at the start."""
    gc.freeze()
    gc.enable()
