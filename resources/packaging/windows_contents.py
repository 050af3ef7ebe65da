"""Which of the packages' files go into the Windows zip, and whether they find each other."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from windows_libraries import LIBRARIES, imported_by, is_signed, of_windows

# Plugins that Qt looks for by name while it runs, so that no table mentions them.
PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "styles/*.dll",
    "iconengines/qsvgicon.dll",
    "imageformats/qsvg.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
)
# Never used while running: stubs, headers, tools, tests, QML, other languages (the program speaks English only).
NOT_NEEDED = (
    *("*.pyi", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.lib", "*.exe", "*/__pycache__/*", "*/RECORD"),
    *(
        "PySide6/qml/*",
        "PySide6/translations/*",
        "PySide6/typesystems/*",
        "PySide6/glue/*",
        "PySide6/metatypes/*",
    ),
    *("PySide6/include/*", "PySide6/lib/*", "PySide6/doc/*", "PySide6/scripts/*", "PySide6/QtAsyncio/*"),
    *(
        "PySide6/*.json",
        "shiboken6/include/*",
        "shiboken6/lib/*",
        "colorama/tests/*",
        "rapidfuzz/__pyinstaller/*",
    ),
    *("lxml/includes/*", "lxml/isoschematron/*", "lxml/html/*", "*.dist-info/sboms/*"),
)


def trim(packages: Path, program: Path) -> None:
    """Take out what the program never reaches: other Qt modules, and what only developers use."""
    keep = _reached(packages, program)
    for file in [file for file in packages.rglob("*") if file.is_file()]:
        name = file.relative_to(packages).as_posix()
        if name.startswith(("PySide6/", "shiboken6/")) and file.suffix in LIBRARIES:
            needed = file in keep
        else:
            needed = not any(fnmatch.fnmatchcase(name, pattern) for pattern in NOT_NEEDED)
        if not needed:
            file.unlink()


def _reached(packages: Path, program: Path) -> set[Path]:
    """The Qt libraries that the program's imports and the plugins need, directly or through others."""
    qt, shiboken = packages / "PySide6", packages / "shiboken6"
    source = "\n".join(file.read_text(encoding="utf-8") for file in program.rglob("*.py"))
    modules = set(re.findall(r"\bPySide6\.(Qt\w+)", source))
    for names in re.findall(r"^\s*from PySide6 import (.+)$", source, re.MULTILINE):
        modules |= set(re.findall(r"\bQt\w+", names))
    waiting = [qt / f"{name}.pyd" for name in modules] + list(shiboken.glob("*.pyd"))
    waiting += [file for pattern in PLUGINS for file in (qt / "plugins").glob(pattern)]
    by_name: dict[str, list[Path]] = {}
    for place in (qt, shiboken):
        for file in place.iterdir():
            by_name.setdefault(file.name.lower(), []).append(file)
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        names = imported_by(file)
        if file.suffix == ".pyd" and file.stem != "QtCore":
            # One Qt module imports others by their names in Python.
            others = re.findall(rb"\bPySide6\.(Qt[A-Za-z]+)\b", file.read_bytes())
            names |= {f"{name.decode('ascii')}.pyd".lower() for name in others}
        waiting += [library for name in names for library in by_name.get(name, [])]
    return found


def lacking(python: Path) -> list[str]:
    """Libraries that others ask for, found neither where Windows would look nor in Windows 10 itself.

    Wine would not notice: it brings more than Windows does.
    """
    packages = python / "Lib" / "site-packages"
    missing = []
    for library in sorted(file for file in python.rglob("*") if file.suffix in LIBRARIES):
        near = {
            file.name.lower()
            for place in _looked_through(library, python, packages)
            for file in place.iterdir()
        }
        missing += [
            f"{name} (for {library.name})"
            for name in sorted(imported_by(library))
            if name not in near and not of_windows(name)
        ]
    return missing


def _looked_through(library: Path, python: Path, packages: Path) -> Iterator[Path]:
    """The folders searched for what a library loads: its own, the program's, and those its package adds."""
    yield library.parent
    yield python
    inside = library.relative_to(packages).parts[0] if packages in library.parents else ""
    if inside in ("PySide6", "shiboken6"):
        yield packages / "PySide6"
        yield packages / "shiboken6"
    elif (packages / f"{inside}.libs").is_dir():
        yield packages / f"{inside}.libs"


def unsigned(libraries: Iterable[Path]) -> list[Path]:
    """Those of the libraries and programs that nobody signed."""
    return [library for library in libraries if not is_signed(library)]
