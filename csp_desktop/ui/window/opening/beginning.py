"""The ways to an open file: a new one, one that is there, one made of a plan, the sample, a backup as a new file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import platformdirs

from csp_desktop.editing.forgetting import restore_nameless
from csp_desktop.errors import AppError
from csp_desktop.paths import free_path
from csp_desktop.settings import settings
from csp_desktop.storage.keeping.retention import PACKED, lies_with_backups
from csp_desktop.ui.look.folders import ask_for_file, folder_for
from csp_desktop.ui.look.saving_as import ask_where_to_save
from csp_desktop.ui.window.file_window import FileWindow


class Beginning:
    """Asks what a way needs to know, and opens the file in the window; `read_plans` brings plans or registers in."""

    def __init__(self, window: FileWindow, read_plans: Callable[[Sequence[Path]], object]) -> None:
        self._window = window
        self._read_plans = read_plans
        window.begun.connect(self.begin)
        window.begun_with.connect(self.begin_with)
        window.begun_from.connect(self.begin_from)

    def begin(self, how: str) -> None:
        """Begin with a new file, one that is there ("open"), or the sample."""
        {"new": self._new, "open": self._open, "sample": self._sample}[how]()

    def _new(self) -> None:
        from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog

        dialog = NewFileDialog(self._window)
        dialog.made.connect(self._window.open_file)
        dialog.open()

    def begin_with(self, plans: Sequence[Path]) -> None:
        """Make a new file of plans or registers; the first says whose it is."""
        from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog

        def open_and_read(path: Path) -> None:
            if self._window.open_file(path):
                self._read_plans(plans)

        dialog = NewFileDialog(self._window, filled_from=plans[0])
        dialog.made.connect(open_and_read)
        dialog.open()

    def _open(self) -> None:
        newest = settings().recent[0].parent if settings().recent else None
        name = ask_for_file(self._window, "Open", "CSP Desktop files (*.csp);;All files (*)", "file", newest)
        if name is not None:
            self._window.open_file(name)

    def _sample(self) -> None:
        from csp_desktop.sample import sample_year, write_sample

        folder = _sample_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = free_path(folder, "CSP Desktop sample.csp")
            write_sample(target, year=sample_year(date.today()))
        except (AppError, OSError) as problem:
            sentence = (
                problem.sentence
                if isinstance(problem, AppError)
                else (f"The sample cannot be written in {folder}; make room there or allow writing.")
            )
            self._window.say_problem("The sample was not opened", sentence)
            return
        self._window.open_file(target)

    def restore(self) -> None:
        """Make a new file of a backup, where none is open."""
        backup = ask_for_file(
            self._window, "Which backup?", "Backups (*.csp *.csp.gz);;All files (*)", "backups"
        )
        if backup is not None:
            self.begin_from(backup)

    def begin_from(self, backup: Path) -> None:
        """Make a new file of a backup: not among the backups, where it would be removed in time."""
        kept = lies_with_backups(backup)
        folder = backup.parent.parent if kept else folder_for("file")
        path = ask_where_to_save(
            self._window,
            "Restore it as which new file?",
            folder / f"{backup.name.removesuffix(PACKED).removesuffix('.csp')}.csp",
            "CSP Desktop files (*.csp)",
            None if kept else "file",
        )
        if path is None:
            return
        try:
            restore_nameless(backup, path)
        except AppError as problem:
            self._window.say_problem("Nothing was restored", problem.sentence)
            return
        self._window.open_file(path)


def _sample_folder() -> Path:
    kept = settings().get("sample_folder", "")
    return Path(kept) if kept else platformdirs.user_documents_path() / "CSP Desktop"
