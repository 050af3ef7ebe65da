"""Patterns made ready when first asked, for modules that are loaded before anything is looked for."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        # Kept, so that it is asked only once.
        found = self.__dict__[name] = getattr(re.compile(*self._asked), name)
        return found


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but made ready by its first use: half of what the start would make ready is never used in it.

    It is not for `isinstance` nor for the functions of `re`, which want a real one: ask its own methods.
    """
    return cast("re.Pattern[str]", _Later(text, flags))
