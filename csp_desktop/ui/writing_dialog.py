"""A preview whose writing is felt where it is much: made ready and written beside the window, still one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from csp_desktop.editing.workspace import Step, Workspace, WritingBeside
from csp_desktop.errors import AppError
from csp_desktop.ui.context import Context
from csp_desktop.ui.file_beside import is_felt, look_beside
from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.look.plain_words import MessageBox
from csp_desktop.ui.look.preview_dialog import PreviewDialog


class WritingDialog(PreviewDialog):
    """Until something is written it can be given up by closing the dialog; then it stays until that is in.

    Meanwhile nothing else can be written into the file.
    """

    def __init__(
        self, context: Context, title: str, promise: str, act: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, title, promise, act, parent)
        self.step: Step | None = None
        """What was written; None until then, or where there was nothing to write."""
        self._writing: WritingBeside | None = None
        self._writing_job: Job | None = None
        context.closed.connect(self._file_closed)

    def write(
        self,
        number: int,
        at_once: Callable[[Workspace], Step | None],
        make_ready: Callable[[Workspace, Callable[[], bool]], None],
        write: Callable[[Workspace], Step | None],
        done: Callable[[Step | None], object],
        failed: Callable[[str], object],
    ) -> None:
        """Write `at_once`, or where `number` records or a large file make that felt, first make ready, then write.

        `done` or `failed` (with a sentence) is called in the window's thread; nothing was written where it failed.
        """
        workspace = self.context.workspace
        try:
            if not is_felt(workspace.path, number):
                step = at_once(workspace)
            else:
                self._writing = workspace.stand_aside()
        except AppError as problem:
            failed(problem.sentence)
            return
        if self._writing is None:
            done(step)
            return
        writing, path = self._writing, workspace.path

        def refused(sentence: str) -> None:
            self._end_writing()
            failed(sentence)

        def written(step: Step | None) -> None:
            self._end_writing()
            done(step)

        def ready(_: None) -> None:
            self.tell("Writing it into the file…")
            writing.begun = True
            self.cancel.setEnabled(False)
            self._writing_job = run_in_background(
                lambda job: writing.write(write), done=written, failed=refused
            )

        self._let_choose(False)
        self.tell("Comparing it with what is in the file now, and making a backup…")
        self._writing_job = run_in_background(
            lambda job: look_beside(path, lambda beside: make_ready(beside, lambda: job.cancelled)),
            done=ready,
            failed=refused,
            parent=self,
        )

    def _end_writing(self) -> None:
        writing, self._writing, self._writing_job = self._writing, None, None
        self.cancel.setEnabled(True)
        self._let_choose(True)
        if writing is not None:
            writing.end()

    def _let_choose(self, on: bool) -> None:
        """Whether what stands beside the heading can be used: no other file while one is brought in."""
        for place in range(self.head.count()):
            item = self.head.itemAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.setEnabled(on)

    def reject(self) -> None:
        """Close the dialog, unless something is being written."""
        if self._writing is None or not self._writing.begun:
            self.done(QDialog.DialogCode.Rejected)

    def done(self, result: int) -> None:
        if self._writing_job is not None:
            self._writing_job.cancel()
            self._end_writing()
        super().done(result)

    def _file_closed(self) -> None:
        """Another file was opened, or this one closed: what was for it goes too."""
        was_open = self.isVisible()
        WritingDialog.reject(self)
        if was_open and self.step is None:
            box = MessageBox(
                QMessageBox.Icon.Information,
                "Nothing was brought in",
                f"“{self.context.workspace.path.name}” was closed before anything was brought in, so it is as it was. "
                "Open it again to bring it in.",
                self.parentWidget(),
            )
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()
