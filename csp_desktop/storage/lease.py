"""One editor at a time: a lock file beside the file, held by the operating system.

The lock is released by the system itself when the program ends, however it ends, so a lock file
left behind after a crash stops nobody.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from csp_desktop.errors import FileInUse, FileProblem

if sys.platform == "win32":
    import msvcrt

    # Far past the text, because Windows keeps others from reading the bytes that are locked.
    _FAR = 1 << 30

    def _lock(stream: IO[str]) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[str]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def user_name() -> str:
    """The name this person is logged in under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coordinator"


class Lease:
    """The right to edit one file, until released."""

    def __init__(self, path: Path) -> None:
        """Take the right to edit `path`; raises FileInUse where another has it."""
        self._path = path
        self._lock_path = path.with_name(path.name + ".lock")
        self._stream: IO[str] | None = self._take()
        while not self._stands():
            # Its last holder removed the lock file between our opening and locking it.
            self._stream.close()
            self._stream = self._take()
        self._stream.seek(0)
        self._stream.truncate()
        who = {
            "user": user_name(),
            "computer": platform.node(),
            "since": datetime.now().strftime("%H:%M on %d/%m/%Y"),
            "process": os.getpid(),
        }
        json.dump(who, self._stream)
        self._stream.flush()

    def _take(self) -> IO[str]:
        name = self._path.name
        try:
            stream = self._lock_path.open("a+", encoding="utf-8")
        except OSError as problem:
            raise FileProblem(
                f"“{name}” lies in a folder that cannot be written to; it can be read there, "
                "or copied to a folder of your own and edited."
            ) from problem
        try:
            _lock(stream)
        except OSError as problem:
            stream.close()
            raise FileInUse(
                f"“{name}” is being edited by {self._holder()}; nothing was changed. "
                "Close it there, or open it to read only."
            ) from problem
        return stream

    def _stands(self) -> bool:
        assert self._stream is not None
        try:
            return os.path.samestat(os.fstat(self._stream.fileno()), self._lock_path.stat())
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        try:
            who = json.loads(self._lock_path.read_text(encoding="utf-8"))
            return f"{who['user']} on {who['computer']} since {who['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"

    def release(self) -> None:
        """Let others edit the file."""
        if self._stream is None:
            return
        if sys.platform != "win32":
            # Removed while still held, so that nobody's fresh lock is taken away.
            self._lock_path.unlink(missing_ok=True)
        self._stream.close()
        self._stream = None
        if sys.platform == "win32":
            # Refused where another editor has just taken it.
            with contextlib.suppress(OSError):
                self._lock_path.unlink(missing_ok=True)
