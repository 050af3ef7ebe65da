"""PySide without what it does at each start for those who write programs with it: a sixth of ours.

PySide 6.12 compiles, every time it is loaded, the sources of what explains wrong calls and writes stub files, and reads
the source of each module imported after it. The first is put off until it is asked for, the second left out. Another
release is left as it is until somebody has looked at it; `test_lean_qt` says when there is nothing left to put off.
"""

from __future__ import annotations

import linecache
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader, MetaPathFinder
    from importlib.machinery import ModuleSpec

LOOKED_AT = (6, 12)
PUT_OFF = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)

_LOADING = threading.RLock()


def load_leanly() -> None:
    """Load PySide without what only its users' own mistakes need; where it is loaded already, that stays."""
    if "PySide6" not in sys.modules:
        before = sys.meta_path
        sys.meta_path = _Finders(before)
        try:
            import PySide6.QtCore  # noqa: F401
        finally:
            sys.meta_path = before
    _spare_reading_sources()
    # What it has read of sources by now stays in memory otherwise, that of `enum` among it.
    linecache.clearcache()


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
        super().remove(finder)
        put_off = [other for other in self if isinstance(other, _PutOff) and other.finder is finder]
        self[:] = [other for other in self if other not in put_off]


class _PutOff:
    def __init__(self, finder: MetaPathFinder) -> None:
        self.finder = finder

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in PUT_OFF or not _looked_at():
            return None
        spec = self.finder.find_spec(name, path, target)
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
        with _LOADING:
            # It may have been loaded in another thread meanwhile.
            if type(self) is _Later:
                self._load(name)
        return getattr(self, name)

    def _load(self, name: str) -> None:
        if "_begun" in self.__dict__:
            raise AttributeError(name)  # asked for by the module itself, which has no such thing yet
        self.__dict__["_begun"] = True
        # Made beside it, so that no other thread meets it half made.
        whole: Any = ModuleType(self.__name__)
        whole.__spec__ = spec = cast(Any, self.__spec__)
        # Published under a second name meanwhile, by which its loader does not know it.
        second, spec.name = spec.name, self.__name__
        try:
            cast(Any, self.__loader__).exec_module(whole)
        finally:
            spec.name = second
            sys.modules[self.__name__] = self
            del self.__dict__["_begun"]
        self.__dict__.update(whole.__dict__)
        object.__setattr__(self, "__class__", ModuleType)
