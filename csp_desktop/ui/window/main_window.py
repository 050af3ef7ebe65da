"""The whole window: a file's window under its menus, with the dialogs they open."""

from __future__ import annotations

from csp_desktop.ui.window.dialogs import Dialogs
from csp_desktop.ui.window.file_watch import FileWatching
from csp_desktop.ui.window.file_window import FileWindow
from csp_desktop.ui.window.menus import Menus


class MainWindow(FileWindow):
    """The window as the program opens it. `preload` makes unseen tabs while nothing else is on."""

    def __init__(self, *, preload: bool = True) -> None:
        super().__init__(preload=preload)
        self.dialogs = Dialogs(self)
        self.menus = Menus(self, self.dialogs)
        self.watching = FileWatching(self)
