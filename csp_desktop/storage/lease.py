"""One editor at a time: a lock file beside the file, held by the operating system.

The lock is released by the system itself when the program ends, however it ends, so a lock file
left behind after a crash stops nobody; it only tells that there was one.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from csp_desktop.errors import FileInUse, FileNotWritable

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


_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_TRIES = 20


def user_name() -> str:
    """The name this person is logged in under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coordinator"


class Lease:
    """The right to edit one file, until released.

    `after_crash` tells that the last holder never released it.
    """

    def __init__(self, path: Path) -> None:
        """Take the right to edit `path`; raises FileInUse where another has it, FileNotWritable."""
        # Those who come by way of a link must find the same lock.
        self._path = path.resolve() if path.is_symlink() else path
        self._lock_path = self._path.with_name(self._path.name + ".lock")
        self.after_crash = self._lock_path.exists()
        self._stream: IO[str] | None = self._take()

    def _take(self) -> IO[str]:
        for _ in range(_TRIES):
            stream = self._opened()
            try:
                if self._locked(stream) and self._stands(stream):
                    return stream
            except BaseException:
                stream.close()
                raise
            # Its last holder removed the lock file between our opening and locking it.
            stream.close()
        raise self._in_use()

    def _opened(self) -> IO[str]:
        try:
            return self._lock_path.open("a+", encoding="utf-8")
        except OSError as problem:
            raise FileNotWritable(
                f"“{self._path.name}” lies in a folder that cannot be written to; it can be read there, "
                "or copied to a folder of your own and edited."
            ) from problem

    def _locked(self, stream: IO[str]) -> bool:
        """Take the lock; False where it must be tried again. Raises FileInUse."""
        me = {
            "user": user_name(),
            "computer": socket.gethostname(),
            "since": datetime.now().strftime("%H:%M on %d/%m/%Y"),
            "process": os.getpid(),
        }
        try:
            _lock(stream)
        except OSError as problem:
            if problem.errno in _HELD:
                raise self._in_use() from problem
            return self._first_in_line(stream, me)
        # Who holds it is told for courtesy; a full disk takes the right from nobody.
        with contextlib.suppress(OSError):
            stream.seek(0)
            stream.truncate()
            _write(stream, me)
        return True

    def _first_in_line(self, stream: IO[str], me: dict[str, Any]) -> bool:
        """Where the share knows no locks: the right is theirs who stand first in the lock file."""
        try:
            _write(stream, me)
            stream.seek(0)
            first = json.loads(stream.readline())
        except (OSError, ValueError):
            first = None
        if first == me:
            return True
        if first and first["computer"] == me["computer"] and not _runs(first["process"]):
            self._lock_path.unlink(missing_ok=True)
            return False
        raise FileInUse(
            f"“{self._path.name}” is being edited by {_holder(first)}; nothing was changed. Close it there, or "
            f"open it to read only. If nobody is editing it any more, delete “{self._lock_path.name}” beside it."
        )

    def _stands(self, stream: IO[str]) -> bool:
        if sys.platform == "win32":
            return True  # Windows lets nobody remove a file that is open.
        try:
            return os.path.samestat(os.fstat(stream.fileno()), self._lock_path.stat())
        except FileNotFoundError:
            return False

    def _in_use(self) -> FileInUse:
        try:
            holder = _holder(json.loads(self._lock_path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            holder = "another program"
        return FileInUse(
            f"“{self._path.name}” is being edited by {holder}; nothing was changed. "
            "Close it there, or open it to read only."
        )

    def release(self) -> None:
        """Let others edit the file. Where the disk or share has gone, the system has done so already."""
        if self._stream is None:
            return
        with contextlib.suppress(OSError):
            if sys.platform != "win32":
                # Removed while still held, so that nobody's fresh lock is taken away.
                self._lock_path.unlink(missing_ok=True)
        self._close()
        if sys.platform == "win32":
            # Refused where another editor has just taken it.
            with contextlib.suppress(OSError):
                self._lock_path.unlink(missing_ok=True)

    def hand_on(self) -> None:
        """Let others edit the file, and tell the next one of the crash there was before."""
        if self.after_crash:
            self._close()
        else:
            self.release()

    def _close(self) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None


def _write(stream: IO[str], who: dict[str, Any]) -> None:
    stream.write(json.dumps(who) + "\n")
    stream.flush()


def _holder(who: Any) -> str:
    try:
        return f"{who['user']} on {who['computer']} since {who['since']}"
    except (KeyError, TypeError):
        return "another program"


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return True  # There the same call would end it.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
