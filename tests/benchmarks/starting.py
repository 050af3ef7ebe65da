"""Start to a usable window, and the memory it holds at rest, against an empty PySide6 window."""

from __future__ import annotations

import os
import statistics
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


_AT_REST = """
import time

def settle(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)

settle(1)
"""

# Once round all tabs, as after a morning's work, then left alone.
_ROUND = """
for _ in window.tabs.titles:
    window.tabs.step(1)
    settle(0.5)
settle(2)
"""

_HELD = """
with open("/proc/self/status", encoding="ascii") as told:
    print(next(line.split()[1] for line in told if line.startswith("VmRSS:")))
"""


def start(file: Path, on: str) -> Row:
    """A fresh process each time: imports, file, window shown and painted once."""

    def run(script: str, *arguments: str) -> None:
        _run(file, script, *arguments)

    figure, floor = in_turns(lambda: run(_OURS, str(file)), lambda: run(_EMPTY), 7)
    return Row("start to usable window", on, figure, floor, "an empty PySide6 window", 3)


def at_rest(file: Path, on: str) -> Row | str:
    """What a process holds of memory once every tab was shown and nothing happens any more."""
    if not Path("/proc/self/status").exists():
        return "memory at rest: not measured, this system does not tell it so"
    opened = _OURS.removesuffix("window.close()\n")
    ours = [
        int(_run(file, opened + _AT_REST + _ROUND + _HELD + "window.close()\n", str(file))) for _ in range(3)
    ]
    empty = [int(_run(file, _EMPTY + _AT_REST + _HELD)) for _ in range(3)]
    figure, floor = (statistics.median(held) / 1024 for held in (ours, empty))
    return Row("memory at rest, all tabs shown", on, figure, floor, "an empty PySide6 window", 2, "MB")


def _run(file: Path, script: str, *arguments: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Both sides keep their compiled modules between starts, as they do on anybody's own machine.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(file.parent / "compiled")
    told = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return told.stdout
