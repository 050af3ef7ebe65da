"""What the program remembers about this person's window: recent files, widths, theme. Never about a file's content."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import platformdirs

from csp_desktop.portable import portable_folder

_KEPT_RECENT = 10


def settings_path() -> Path:
    """Where the settings are kept."""
    folder = portable_folder() or platformdirs.user_config_path("CSP Desktop", appauthor=False)
    return folder / "settings.json"


class Settings:
    """Settings by name, written as soon as they change. A file that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        self._values: dict[str, Any] = kept if isinstance(kept, dict) else {}

    def get(self, name: str, default: Any = None) -> Any:
        """What is remembered under a name."""
        value = self._values.get(name, default)
        # A settings file edited by hand must not stop the window.
        return value if default is None or isinstance(value, type(default)) else default

    def put(self, name: str, value: Any) -> None:
        """Remember something; silently not where the folder cannot be written."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        partial = self.path.with_suffix(f".{os.getpid()}.partial")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self._values, indent=1, ensure_ascii=False), encoding="utf-8")
            partial.chmod(0o600)
            partial.replace(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink()

    @property
    def recent(self) -> list[Path]:
        """Files opened lately, newest first."""
        return [Path(name) for name in self.get("recent", []) if isinstance(name, str)]

    def add_recent(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        first = path.resolve()
        rest = [earlier for earlier in self.recent if earlier != first]
        self.put("recent", [str(kept) for kept in [first, *rest][:_KEPT_RECENT]])

    def forget_recent(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self.put("recent", [str(kept) for kept in self.recent if kept != path])


_current: Settings | None = None


def settings() -> Settings:
    """The settings of this person."""
    global _current
    path = settings_path()
    if _current is None or _current.path != path:
        _current = Settings(path)
    return _current
