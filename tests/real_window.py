"""A screen of its own with a window manager, the program on it, and a person's hands: real keys, a real mouse."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from ctypes.util import find_library
from pathlib import Path
from typing import IO, Any

MISSING = [
    *(tool for tool in ("Xvfb", "openbox", "xdotool", "import") if shutil.which(tool) is None),
    # Qt's window on such a screen needs it.
    *(["libxcb-cursor"] if find_library("xcb-cursor") is None else []),
]
"""What is not here of what it takes."""
_FOLDER = Path(__file__).resolve().parent
_PATIENCE = 60.0
"""Seconds to wait for what must come; a slow machine is no fault."""


class RealWindow:
    """The program on a screen of `size` pixels, all of it at `scale`; pictures go to `pictures`."""

    def __init__(self, home: Path, pictures: Path, size: tuple[int, int], scale: float) -> None:
        self.home, self.pictures = home, pictures
        self._taken = 0
        self._processes: list[subprocess.Popen[bytes]] = []
        read, write = os.pipe()
        self._start(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
            dict(os.environ),
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        self._env = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(scale),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        self._start(["openbox"], self._env)

    def _start(self, command: Sequence[str], env: dict[str, str], **also: Any) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env=env, **{**quiet, **also})
        self._processes.append(process)
        return process

    def start(self, *arguments: str) -> None:
        """Start the program as a person does."""
        self.errors = self.home / "errors.txt"
        with self.errors.open("ab") as errors:
            self._program = self._start(
                [sys.executable, "-X", "dev", str(_FOLDER / "window_told.py"), *arguments],
                self._env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self.wait_for(lambda: self.ask("state")["focus"] is not None)

    def ended(self) -> int:
        """Wait for the program to end; its exit code."""
        return self._program.wait(_PATIENCE)

    def ask(self, what: str, **more: object) -> Any:
        """Where something is, or what can be read."""
        assert self._program.stdin is not None and self._program.stdout is not None
        self._program.stdin.write(json.dumps({"ask": what, **more}).encode() + b"\n")
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        assert line, self.errors.read_text()
        return json.loads(line)

    def wait_for(self, happened: Any, why: str = "") -> Any:
        """Wait until something is so; what it gave."""
        end = time.monotonic() + _PATIENCE
        while True:
            found = happened()
            if found:
                return found
            assert time.monotonic() < end, f"{why or happened}: {self.ask('state')} {self.ask('words')}"
            time.sleep(0.1)

    def wait_for_window(self, title: str) -> None:
        """Wait until a window is in front whose title begins so."""
        self.wait_for(lambda: self.ask("state")["title"].startswith(title), title)

    # Hands

    def _hands(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._env, check=True, timeout=30)

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._hands("key", "--delay", "30", *keys)

    def type(self, words: str) -> None:
        """Type words."""
        self._hands("type", "--delay", "15", words)

    def click(self, name: str, **how: Any) -> None:
        """Click what bears a name, as soon as it is there."""
        self.click_at(self.wait_for(lambda: self.ask("place", name=name), name), **how)

    def click_cell(self, row: str, column: str, **how: Any) -> None:
        """Click a cell of the grid."""
        self.click_at(
            self.wait_for(lambda: self.ask("cell", row=row, column=column), f"{row} {column}"), **how
        )

    def click_at(self, place: list[int], times: int = 1) -> None:
        self._hands("mousemove", *map(str, place))
        self._hands("click", "--repeat", str(times), "--delay", "60", "1")

    def drop(self, *files: Path) -> None:
        """Drag files out of the file manager onto the window, and let them go once the window would take them."""
        told = self._beside("files", *map(str, files))
        self._hands("mousemove", "30", "15")
        self._hands("mousedown", "1")
        for step in range(1, 9):
            self._hands("mousemove", str(30 + 70 * step), str(15 + 40 * step))
            time.sleep(0.05)
        end, aside = time.monotonic() + _PATIENCE, 0
        while not (select.select([told], [], [], 0.3)[0] and told.readline() == b"over CopyAction\n"):
            assert time.monotonic() < end, "the window would not take the files"
            aside = 1 - aside
            self._hands("mousemove", str(590 + aside), "335")
        self._hands("mouseup", "1")

    def copied(self, text: str) -> None:
        """Have another program copy a text to the clipboard."""
        self._beside("copied", text)

    def _beside(self, *arguments: str) -> IO[bytes]:
        program = self._start(
            [sys.executable, str(_FOLDER / "other_program.py"), *arguments],
            {**self._env, "QT_SCALE_FACTOR": "1"},
            stdout=subprocess.PIPE,
            # What is read of it line by line is waited for as well.
            bufsize=0,
        )
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        return program.stdout

    def save_as(self, title: str, path: Path) -> None:
        """Name the file in the dialog that asks for it."""
        self.wait_for_window(title)
        self.key("ctrl+a")
        self.type(str(path))
        self.key("Return")

    def picture(self, name: str) -> Path:
        """A picture of the screen, numbered in the order of the steps."""
        # What a step changed is painted a moment later.
        time.sleep(0.3)
        self._taken += 1
        path = self.pictures / f"{self._taken:02d} {name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self._env, check=True, timeout=30)
        return path

    def close(self) -> None:
        """End everything."""
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            process.wait(10)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
