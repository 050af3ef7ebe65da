"""Files found sound before and untouched since: they need not be looked through at every opening."""

from __future__ import annotations

import time
from pathlib import Path

from csp_desktop.settings import settings
from csp_desktop.storage.lease import lock_path
from csp_desktop.storage.leftovers.unfinished import journal_of
from csp_desktop.storage.leftovers.write_ahead import log_beside
from csp_desktop.storage.schema import SCHEMA_VERSION

_LARGE = 2**25  # 32 MB: a smaller file is looked through in a moment
_KEPT = 10
# Clocks of disks are coarse, those of sticks tell every other second: what is younger may change and look the same.
# That is no reason to look through a large file again.
_SETTLED = 2 * 10**9
_NAME = "looked_through"


def known_sound(path: Path) -> bool:
    """Whether this very state of a file was left here by this program, or looked through."""
    state = _state(path)
    kept = settings().get(_NAME, {})
    return state is not None and isinstance(kept, dict) and kept.get(str(path.absolute())) == state


def remember_sound(path: Path) -> None:
    """Remember the state a file is in now as sound; of a small one not where it was written only now."""
    state = _state(path)
    if state is None or (not _is_large(path) and time.time_ns() - state[1] < _SETTLED):
        return
    kept = settings().get(_NAME, {})
    others = {name: value for name, value in kept.items() if name != str(path.absolute())}
    newest = dict([*others.items()][-(_KEPT - 1) :])
    settings().put(_NAME, {**newest, str(path.absolute()): state})


def takes_long(path: Path) -> bool:
    """Whether opening a file means going all through a large one: after a crash, changed elsewhere, or an old one."""
    if not _is_large(path):
        return False
    left = lock_path(path).exists() or journal_of(path).exists() or log_beside(path)
    return left or not known_sound(path) or _version_stated(path) < SCHEMA_VERSION


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _LARGE
    except OSError:
        return False


def _version_stated(path: Path) -> int:
    # `PRAGMA user_version`, as https://www.sqlite.org/fileformat2.html (section 1.3) has it.
    try:
        with path.open("rb") as stream:
            return int.from_bytes(stream.read(64)[60:], "big")
    except OSError:
        return SCHEMA_VERSION


def _state(path: Path) -> list[int] | None:
    """Size, time and SQLite's count of changes; None where it cannot be asked."""
    try:
        status = path.stat()
        with path.open("rb") as stream:
            header = stream.read(28)
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, int.from_bytes(header[24:28], "big")]
