"""The program on a screen of its own with a bus for screen readers, and one that listens from another process."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

from real_window import MISSING, RealWindow

_READER = Path(__file__).with_name("screen_reader.py")
_PYTHON = "/usr/bin/python3"
"""The system's Python: what speaks to the bus is installed with the system."""
_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))


def missing_to_hear() -> list[str]:
    """What is not here of what it takes."""
    lacking = [*MISSING, *(["dbus"] if shutil.which("dbus-daemon") is None else [])]
    if not any(path.exists() for path in _LAUNCHERS):
        lacking.append("at-spi2-core")
    asked = [_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"]
    if not Path(_PYTHON).exists() or subprocess.run(asked, capture_output=True).returncode:
        lacking.append("gir1.2-atspi-2.0 with python3-gi")
    return lacking


class HeardWindow(RealWindow):
    """A real window, and what is told of it over the bus."""

    def __init__(self, home: Path, pictures: Path, size: tuple[int, int]) -> None:
        super().__init__(home, pictures, size, 1.0)
        told: dict[str, Any] = {"stdout": subprocess.PIPE}
        bus = self._start(["dbus-daemon", "--session", "--nofork", "--print-address=1"], self._env, **told)
        assert bus.stdout is not None
        self._env |= {
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().decode().strip(),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self._told: queue.Queue[list[str]] = queue.Queue()

    def stand_on_a_desktop(self) -> None:
        """Have a desktop around the program that tells whether high contrast is chosen, before it is started."""
        self._env["XDG_CURRENT_DESKTOP"] = "GNOME"
        settings = [_PYTHON, "-W", "ignore", str(_READER.with_name("contrast_chosen.py"))]
        self._desktop = self._start(settings, self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._desktop.stdout is not None
        assert self._desktop.stdout.readline() == b"ready\n"

    def choose_contrast(self, high: bool) -> None:
        """Choose high contrast for the whole desktop, or the usual one again."""
        assert self._desktop.stdin is not None
        self._desktop.stdin.write(b"%d\n" % high)
        self._desktop.stdin.flush()

    def look(self) -> list[list[Any]]:
        """What the window in front shows: ["control", role, name, name around it], ["item", list, name] and
        ["cell", table, row, column, its three names]."""
        done = subprocess.run(
            [_PYTHON, "-W", "ignore", str(_READER), "look"],
            env=self._env,
            capture_output=True,
            timeout=60,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def listen(self) -> None:
        """Begin to hear what takes the keys and what is announced."""
        reader = self._start(
            [_PYTHON, "-W", "ignore", str(_READER), "listen"], self._env, stdout=subprocess.PIPE
        )

        def pass_on() -> None:
            assert reader.stdout is not None
            for line in reader.stdout:
                self._told.put(json.loads(line))

        threading.Thread(target=pass_on, daemon=True).start()
        assert self.heard() == ["ready"]

    def heard(self, patience: float = 30.0) -> list[str] | None:
        """The next thing that was told: ["focus", role, name] or ["said", words]; None where nothing is."""
        try:
            return self._told.get(timeout=patience)
        except queue.Empty:
            return None
