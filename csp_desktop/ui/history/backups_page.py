"""The backups of the file: what each holds beside what is there now, and the whole of one as a new file."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csp_desktop.editing.forgetting import restore_nameless
from csp_desktop.errors import AppError
from csp_desktop.storage.backups import backup_folder
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.keeping.retention import Backup, backups_in
from csp_desktop.storage.keeping.second_copies import second_folders, unreachable
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.background import run_in_background
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.look.plain_words import allow
from csp_desktop.ui.look.preview_dialog import plain_button
from csp_desktop.ui.look.saving_as import ask_where_to_save


@dataclass(frozen=True)
class _Kept:
    backup: Backup
    where: str
    size: int


class BackupsPage(QWidget):
    """Lists the backups, newest first. A backup is never changed, and nothing is written over what is there."""

    compared = Signal(object)
    """A backup is to be shown beside what is there now: carries its Path."""
    restored = Signal(object)
    """A backup was made a new file: carries its Path."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.list = Listing(
            "Backups, newest first",
            [
                ListingColumn("Made", lambda kept: f"{kept.backup.made:%d/%m/%Y %H:%M}", 140),
                ListingColumn("Where", lambda kept: kept.where, 190, lambda kept: "soft"),
                ListingColumn(
                    "Size", lambda kept: f"{max(kept.size // 1024, 1):,} KB", 90, lambda kept: "soft"
                ),
                ListingColumn(
                    "Check",
                    lambda kept: "fails its check" if kept.backup.failed else "",
                    120,
                    lambda kept: "red",
                ),
                ListingColumn("File", lambda kept: kept.backup.path.name, 0, lambda kept: "soft"),
            ],
            self,
        )
        self.list.chose.connect(lambda _: self._allow())
        self.list.opened.connect(lambda _: self._compare())
        self._near: list[_Kept] = []
        self._apart: list[_Kept] = []
        self._unreached = ""
        self._asking = False
        self.said = caption()
        self.compare = plain_button("Look into it…", self._compare, "Its registers beside those of now", self)
        self.check = plain_button("Check it", self._check, "Whether all of it is whole", self)
        self.whole = plain_button("Make it a new file…", self._restore, "The backup and this file stay", self)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.said, 1)
        for button in (self.check, self.compare, self.whole):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(8))
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)

    def fill(self) -> None:
        """List the backups again; those in a folder chosen for second copies once it has answered."""
        path = self.context.workspace.path
        usual, *chosen = second_folders(self.context.workspace.file_id, path.stem)
        self._near = _kept_in((backup_folder(path), "Beside the file"), usual)
        if not chosen:
            self._apart, self._unreached = [], ""
        elif not self._asking:
            # A drive that does not answer is waited for beside the window, and asked once at a time.
            self._asking = True
            run_in_background(
                lambda job: (_kept_in(*chosen), unreachable()),
                done=self._answered,
                failed=self.said.setText,
                parent=self,
            )
        self._show()

    def _answered(self, found: tuple[list[_Kept], str]) -> None:
        self._asking = False
        self._apart, self._unreached = found
        self._show()

    def _show(self) -> None:
        kept = [*self._near, *self._apart]
        kept.sort(key=lambda each: (each.backup.number, each.backup.made), reverse=True)
        self.list.set_rows(kept)
        if kept and self.list.current is None:
            self.list.choose(kept[0])
        self.said.setText(
            self._unreached or "A backup is never changed by looking into it."
            if kept
            else "There is no backup yet. One is made when the file is opened, and every half hour of change."
        )
        self._allow()

    def _allow(self) -> None:
        for button in (self.compare, self.check, self.whole):
            allow(button, "" if self.list.current is not None else "Choose a backup first.")

    def _compare(self) -> None:
        if self.list.current is not None:
            self.compared.emit(self.list.current.backup.path)

    def _check(self) -> None:
        backup = self.list.current.backup
        self.said.setText("Checking…")
        run_in_background(
            lambda job: verify(backup.path),
            done=lambda problems: self.said.setText(
                f"The backup of {backup.made:%d/%m/%Y %H:%M} is not whole: {problems[0]}"
                if problems
                else f"The backup of {backup.made:%d/%m/%Y %H:%M} is whole."
            ),
            failed=self.said.setText,
            parent=self,
        )

    def _restore(self) -> None:
        backup = self.list.current.backup
        path = self.context.workspace.path
        start = path.with_name(f"{path.stem} of {backup.made:%Y-%m-%d %H%M}.csp")
        target = ask_where_to_save(self, "As which new file?", start, "CSP Desktop files (*.csp)")
        if target is None:
            return
        try:
            restore_nameless(backup.path, target, self.context.workspace.forgotten)
        except AppError as problem:
            self.said.setText(problem.sentence)
            return
        self.restored.emit(target)


def _kept_in(*places: tuple[Path, str]) -> list[_Kept]:
    """The backups in folders, each folder with its place in words; none in one that is gone now."""
    kept: list[_Kept] = []
    for folder, where in places:
        with contextlib.suppress(OSError):
            kept += [_Kept(backup, where, backup.path.stat().st_size) for backup in backups_in(folder)]
    return kept
