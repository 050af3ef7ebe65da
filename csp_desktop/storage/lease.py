"""One editor at a time: a lock file beside the file, held by the operating system, in which a counter beats.

The lock is released by the system itself when the program ends, however it ends, so a lock file
left behind after a crash stops nobody; it only tells that there was one. Where the system still holds the lock
of a computer that sleeps or has lost the network, the counter stands still: then a person may take over, and
who wakes finds another name in the lock file and writes no more.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import sys
import threading
import time
import weakref
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from csp_desktop.errors import FileInUse, FileNotWritable
from csp_desktop.paths import itself
from csp_desktop.registers.register import new_id

if sys.platform == "win32":
    import msvcrt

    # Far past the text, because Windows keeps others from reading the bytes that are locked.
    _FAR = 1 << 30

    def _lock(stream: BinaryIO) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


BEAT_SECONDS = 2.0
STALE_SECONDS = 30.0
"""How long a counter stands still before a person may take over: many beats, and longer than a share's hiccups."""
_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_TRIES = 20
_MOST_BYTES = 4096


def user_name() -> str:
    """The name this person is logged in under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coordinator"


def computer_name() -> str:
    """What this computer is called on its network."""
    if sys.platform != "win32":
        return os.uname().nodename
    import socket

    return socket.gethostname()


class Holder(NamedTuple):
    """Who edits a file, by their lock file: `since` in words, `token` theirs alone, `beat` counting while they live."""

    user: str
    computer: str
    since: str
    process: int
    token: str
    beat: int

    def __str__(self) -> str:
        return f"{self.user} on {self.computer} since {self.since}"


NOBODY = Holder("Somebody", "an unknown computer", "an unknown time", 0, "", 0)
"""Who holds a lock file that says nothing."""


def lock_path(path: Path) -> Path:
    """Where the lock file of a file stands."""
    real = itself(path)
    return real.with_name(real.name + ".lock")


def holder_of(path: Path) -> Holder | None:
    """Who a file's lock file names first; None where there is none, or it says nothing. Raises OSError."""
    with lock_path(path).open("rb") as stream:
        return _named_in(stream)


class Waiting:
    """Somebody else's right to edit a file, watched from outside by whoever reads it meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: Holder | None = None
        self._since = time.monotonic()

    def look(self) -> tuple[Holder | None, bool]:
        """Who holds the file, None where nobody does; and whether their counter has stood still for long."""
        try:
            holder = holder_of(self._path)
        except FileNotFoundError:
            return None, False
        except OSError:
            return self._seen, False
        now = time.monotonic()
        if holder != self._seen:
            self._seen, self._since = holder, now
        return holder or NOBODY, now - self._since >= STALE_SECONDS


class Lease:
    """The right to edit one file, until released or taken over.

    `after_crash` tells that the last holder never released it.
    """

    def __init__(self, path: Path, take_over: Holder | None = None) -> None:
        """Take the right to edit `path`; raises FileInUse where another has it, FileNotWritable.

        With `take_over`, a holder whose counter stands still, it is taken from that one.
        """
        self._path = itself(path)
        self._lock_path = lock_path(path)
        self._named, self._beat = _named_as(new_id()), 0
        self.after_crash = self._lock_path.exists()
        self._ended = threading.Event()
        self._alone = threading.Lock()
        self._stream: BinaryIO | None = self._take(take_over)
        # A lease that nobody holds any more must be able to go.
        beating = threading.Thread(
            target=_beat_on, args=(weakref.ref(self), self._ended), name="csp-lease", daemon=True
        )
        beating.start()

    def _take(self, take_over: Holder | None) -> BinaryIO:
        for _ in range(_TRIES):
            stream = self._opened()
            try:
                if self._locked(stream, take_over) and self._stands(stream):
                    return stream
            except BaseException:
                stream.close()
                raise
            # Its last holder removed the lock file between our opening and locking it.
            stream.close()
        raise self._in_use()

    def _opened(self) -> BinaryIO:
        try:
            # Unbuffered, so that what is read is what stands there now; others must be able to read who it is.
            return os.fdopen(
                os.open(self._lock_path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)), "r+b", 0
            )
        except OSError as problem:
            raise FileNotWritable(
                f"“{self._path.name}” lies in a folder that cannot be written to; it can be read there, "
                "or copied to a folder of your own and edited."
            ) from problem

    def _locked(self, stream: BinaryIO, take_over: Holder | None) -> bool:
        """Take the lock; False where it must be tried again. Raises FileInUse."""
        try:
            _lock(stream)
        except OSError as problem:
            if take_over is not None and (_named_in(stream) or NOBODY) == take_over:
                self._write_me(stream)
                return True
            if problem.errno in _HELD:
                raise self._in_use() from problem
            return self._first_in_line(stream)
        # Who holds it is told for courtesy; a full disk takes the right from nobody.
        with contextlib.suppress(OSError):
            self._write_me(stream)
        return True

    def _write_me(self, stream: BinaryIO) -> None:
        stream.seek(0)
        stream.truncate()
        stream.write(self._me())

    def _me(self) -> bytes:
        """Who I am, a line of JSON as long at every beat."""
        return self._named + f', "beat": {self._beat:12}}}\n'.encode()

    def _mine(self, stream: BinaryIO) -> bool:
        """Whether the lock file still names this program."""
        stream.seek(0)
        return self._stands_first(stream.read(_MOST_BYTES))

    def _stands_first(self, content: bytes) -> bool:
        return content.startswith(self._named)

    def _first_in_line(self, stream: BinaryIO) -> bool:
        """Where the share knows no locks: the right is theirs who stand first in the lock file."""
        try:
            with self._lock_path.open("ab") as line:
                line.write(self._me())
            if self._mine(stream):
                return True
            first = _named_in(stream)
        except OSError:
            first = None
        if first and first.computer == computer_name() and not _runs(first.process):
            self._lock_path.unlink(missing_ok=True)
            return False
        raise FileInUse(
            f"“{self._path.name}” is being edited by {first or 'another program'}; nothing was changed. Close it "
            f"there, or open it to read only. If nobody is editing it any more, delete “{self._lock_path.name}” "
            "beside it."
        )

    def _stands(self, stream: BinaryIO) -> bool:
        if sys.platform == "win32":
            return True  # Windows lets nobody remove a file that is open.
        try:
            return os.path.samestat(os.fstat(stream.fileno()), self._lock_path.stat())
        except FileNotFoundError:
            return False

    def _in_use(self) -> FileInUse:
        try:
            holder = holder_of(self._path)
        except OSError:
            holder = None
        return FileInUse(
            f"“{self._path.name}” is being edited by {holder or 'another program'}; nothing was changed. "
            "Close it there, or open it to read only."
        )

    def taken_by(self) -> str:
        """Who has taken the right meanwhile, in words; "" while it is this program's."""
        with self._alone:
            if self._stream is None:
                return "another program"
            try:
                with self._lock_path.open("rb", 0) as stream:
                    # Asked before every change, so the words are only read where they are not these.
                    if self._stands_first(stream.read(_MOST_BYTES)):
                        return ""
                    holder = _named_in(stream)
                if holder is None:
                    # Whoever had taken it has left it, empty where it could not be removed: it is mine again.
                    self._write_me(self._stream)
            except FileNotFoundError:
                return self._taken_again()
            except OSError:
                return ""  # The disk or share does not answer: writing says so itself.
        return str(holder) if holder else ""

    def _taken_again(self) -> str:
        """Take the right anew where somebody removed the lock file; who was quicker, "" for none."""
        if not self._path.parent.is_dir():
            return ""
        try:
            fresh = self._take(None)
        except FileNotWritable:
            return ""
        except FileInUse:
            try:
                return str(holder_of(self._path) or "another program")
            except OSError:
                return "another program"
        if self._stream is not None:
            self._stream.close()
        self._stream = fresh
        return ""

    def beat(self) -> None:
        """Count on in the lock file, for others to see that this program lives."""
        with self._alone, contextlib.suppress(OSError):
            # Nothing of mine is put over the name of who took over while this computer slept.
            if self._stream is not None and self._mine(self._stream):
                self._beat += 1
                self._stream.seek(0)
                self._stream.write(self._me())

    def release(self) -> None:
        """Let others edit the file. Where the disk or share has gone, the system has done so already."""
        with self._alone:
            if self._stream is None:
                return
            with contextlib.suppress(OSError):
                mine = self._mine(self._stream)
                if sys.platform == "win32":
                    if mine:
                        # A sleeper it was taken from may keep it from being removed; it must not go on naming me.
                        self._stream.truncate(0)
                elif mine or not self._names_anybody():
                    # Removed while still held, so that nobody's fresh lock is taken away.
                    self._lock_path.unlink(missing_ok=True)
            self._close()
        if sys.platform == "win32":
            # Refused where another editor has just taken it.
            with contextlib.suppress(OSError):
                self._lock_path.unlink(missing_ok=True)

    def _names_anybody(self) -> bool:
        return holder_of(self._path) is not None

    def hand_on(self) -> None:
        """Let others edit the file, and tell the next one of the crash there was before."""
        if self.after_crash:
            with self._alone:
                self._close()
        else:
            self.release()

    def _close(self) -> None:
        self._ended.set()
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None


def _beat_on(lease: weakref.ref[Lease], ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        held = lease()
        if held is None:
            return
        held.beat()
        del held


def _named_as(token: str) -> bytes:
    """How a holder of this program is named in a lock file, but for their counter."""
    me = {
        "user": user_name(),
        "computer": computer_name(),
        "since": datetime.now().strftime("%H:%M on %d/%m/%Y"),
        "process": os.getpid(),
        "token": token,
    }
    return json.dumps(me)[:-1].encode()


def _named_in(stream: BinaryIO) -> Holder | None:
    """Who stands first in a lock file; None where it says nothing. Raises OSError."""
    stream.seek(0)
    try:
        who = json.loads(stream.read(_MOST_BYTES).partition(b"\n")[0])
        return Holder(
            str(who["user"]),
            str(who["computer"]),
            str(who["since"]),
            int(who["process"]),
            str(who["token"]),
            int(who["beat"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


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
