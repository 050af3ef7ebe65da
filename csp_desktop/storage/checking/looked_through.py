"""Large files found sound before and untouched since: they need not be looked through at every opening."""

from __future__ import annotations

from pathlib import Path

from csp_desktop.settings import settings

_LARGE = 2**25  # 32 MB: a smaller file is looked through in a moment
_KEPT = 10
_NAME = "looked_through"


def known_sound(path: Path) -> bool:
    """Whether this very state of a large file was left here by this program, or looked through."""
    state = _state(path)
    kept = settings().get(_NAME, {})
    return state is not None and isinstance(kept, dict) and kept.get(str(path.absolute())) == state


def remember_sound(path: Path) -> None:
    """Remember the state a large file is in now as sound."""
    state = _state(path)
    if state is None:
        return
    kept = settings().get(_NAME, {})
    others = {name: value for name, value in kept.items() if name != str(path.absolute())}
    newest = dict([*others.items()][-(_KEPT - 1) :])
    settings().put(_NAME, {**newest, str(path.absolute()): state})


def _state(path: Path) -> list[int] | None:
    """Size, time and SQLite's count of changes; None for a small file, or one that cannot be asked."""
    try:
        status = path.stat()
        if status.st_size <= _LARGE:
            return None
        with path.open("rb") as stream:
            header = stream.read(28)
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, int.from_bytes(header[24:28], "big")]
