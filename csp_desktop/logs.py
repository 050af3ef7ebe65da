"""The log file: where a defect leaves its details for whoever mends it."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from csp_desktop.portable import portable_folder

_logger = logging.getLogger("csp_desktop")


def log_folder() -> Path:
    """Where the log is kept."""
    return portable_folder() or platformdirs.user_log_path("CSP Desktop", appauthor=False)


def log_defect(error: BaseException) -> Path | None:
    """Write an unexpected error with its traceback to the log; the log's path, None where it cannot be written."""
    target = log_folder() / "csp-desktop.log"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    try:
        _logger.error("Unexpected error", exc_info=error)
    finally:
        _logger.removeHandler(handler)
        handler.close()
    return target
