"""Start to a usable window, against an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from measuring import Row, in_turns

_EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.processEvents()
window.grab()
"""

_OURS = """
import sys
from pathlib import Path
from csp_desktop import app
application = app.application()
window = app.make_window(Path(sys.argv[1]))
window.show()
application.processEvents()
window.grab()
window.close()
"""


def start(file: Path, on: str) -> Row:
    """A fresh process each time: imports, file, window shown and painted once."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Both sides keep their compiled modules between starts, as they do on anybody's own machine.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(file.parent / "compiled")

    def run(script: str, *arguments: str) -> None:
        subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=environment)

    figure, floor = in_turns(lambda: run(_OURS, str(file)), lambda: run(_EMPTY), 7)
    return Row("start to usable window", on, figure, floor, "an empty PySide6 window", 3)
