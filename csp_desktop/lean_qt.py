"""PySide without what it does at each start for those who write programs with it: a sixth of ours.

PySide 6.12 compiles, every time it is loaded, the sources of what explains wrong calls and writes stub files, and reads
the source of each module imported after it. The first is put off until it is asked for, the second left out. Another
release is left as it is until somebody has looked at it; `test_lean_qt` says when there is nothing left to put off.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader, MetaPathFinder
    from importlib.machinery import ModuleSpec

LOOKED_AT = (6, 12)
PUT_OFF = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)


def load_leanly() -> None:
    """Load PySide without what only its users' own mistakes need; where it is loaded already, nothing."""
    if "PySide6" in sys.modules:
        return
    before = sys.meta_path
    sys.meta_path = _Finders(before)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = before
    _spare_reading_sources()


def _looked_at() -> bool:
    version: tuple[object, ...] = getattr(sys.modules.get("PySide6"), "__version_info__", ())
    return version[:2] == LOOKED_AT


def _spare_reading_sources() -> None:
    """Keep PySide from looking in each module's source whether it asks for Python-like names, which none does here."""
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and _looked_at():
        feature._mod_uses_pyside = lambda module: True  # type: ignore[attr-defined]  # noqa: SLF001


class _Finders(list[Any]):
    """Where modules are looked for; PySide sets its own finder before all others, and this one before that."""

    def insert(self, at: SupportsIndex, finder: Any, /) -> None:
        super().insert(at, finder)
        super().insert(at, _PutOff(finder))

    def remove(self, finder: Any, /) -> None:
        del self[self.index(finder) - 1]
        super().remove(finder)


class _PutOff:
    def __init__(self, finder: MetaPathFinder) -> None:
        self._finder = finder

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in PUT_OFF or not _looked_at():
            return None
        spec = self._finder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LaterLoader(spec.loader)  # type: ignore[assignment]
        return spec


class _LaterLoader:
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Later(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader


class _Later(ModuleType):
    """A module that is loaded as soon as anything in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        object.__setattr__(self, "__class__", ModuleType)
        # Published under a second name meanwhile, by which its loader does not know it.
        spec: Any = self.__spec__
        loader: Any = self.__loader__
        second, spec.name = spec.name, self.__name__
        try:
            loader.exec_module(self)
        finally:
            spec.name = second
        return getattr(self, name)
