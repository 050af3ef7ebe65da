"""The programs beside ours: a file manager that files are dragged out of, a sheet that a block was copied from.

Started as `other_program.py files FILE…` or `other_program.py copied TEXT`; it stays until it is ended, for what
was dragged or copied is fetched from it only when it is let go or pasted.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel


class Files(QLabel):
    """The files, in a corner over all other windows."""

    def __init__(self, paths: list[str]) -> None:
        over_all = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__("Files", None, over_all | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._paths = paths
        self._seen = False
        self.setGeometry(0, 0, 60, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Only what is on the screen can be taken hold of.
        if not self._seen:
            self._seen = True
            print("ready", flush=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(path) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(carried)
        drag.actionChanged.connect(lambda action: print(f"over {action.name}", flush=True))
        drag.exec(Qt.DropAction.CopyAction)
        self.hide()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    what, *words = sys.argv[1:]
    if what == "files":
        files = Files(words)
        files.show()
    else:
        app.clipboard().setText(words[0])
        print("ready", flush=True)
    sys.exit(app.exec())
