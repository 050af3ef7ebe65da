"""The log file: where a defect leaves its details for whoever mends it, and nothing of what anybody recorded."""

from __future__ import annotations

import contextlib
import sys
import traceback
from pathlib import Path

import platformdirs

from csp_desktop import __version__
from csp_desktop.portable import portable_folder

_MOST_FRAMES = 40


def log_folder() -> Path:
    """Where the log is kept."""
    return portable_folder() or platformdirs.user_log_path("CSP Desktop", appauthor=False)


def report(error: BaseException) -> str:
    """What went wrong and where in the program, without a word of the data.

    What errors say themselves is left out: it often quotes what somebody typed. So are folders, in which a
    person's name may stand.
    """
    import platform

    lines = [
        f"CSP Desktop {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    ]
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        kind = type(following)
        lines.append(f"{'After' if len(seen) > 1 else 'Error'}: {kind.__module__}.{kind.__qualname__}")
        frames = traceback.extract_tb(following.__traceback__)
        lines.extend(
            f"  {_shown(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames[-_MOST_FRAMES:]
        )
        following = following.__cause__ or following.__context__
    return "\n".join(lines)


def _shown(file: str) -> str:
    """A source file from its package on: "csp_desktop/editing/workspace.py"."""
    path = Path(file)
    for folder in sorted((Path(entry) for entry in sys.path if entry), key=lambda entry: -len(str(entry))):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def log_defect(error: BaseException) -> Path | None:
    """Write the report of an unexpected error to the log; the log's path, None where it cannot be written."""
    import logging
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger("csp_desktop")
    target = log_folder() / "csp-desktop.log"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    with contextlib.suppress(OSError):
        target.chmod(0o600)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    try:
        logger.error("%s", report(error))
    finally:
        logger.removeHandler(handler)
        handler.close()
    return target
