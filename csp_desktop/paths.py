"""Where the program's own files lie (checkout, package or frozen bundle), and what files may be called."""

from __future__ import annotations

import errno
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePath

from csp_desktop.errors import NotWhole

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
# Signs nobody sees (direction marks and the like) would make two names look the same.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_LONGEST = 80
_LONGEST_BYTES = 200  # Linux takes 255 bytes for a name, and what stands around this one needs some.
_LONGEST_ENDING = 5
_LONG_PATH = 240  # Windows refuses 260 unless told otherwise; SQLite adds "-journal" to the name.
# Devices of Windows, whatever ending follows.
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def untakable(path: PurePath) -> str:
    """The first name in a path that Windows keeps for a device or does not take as it is spelt; "" for none."""
    return next((part for part in path.parts if part != path.anchor and not _is_taken_as_spelt(part)), "")


def _is_taken_as_spelt(name: str) -> bool:
    if name == "..":
        return True
    return not (
        _NOT_IN_NAMES.search(name)
        or name.endswith((" ", "."))
        or name.partition(".")[0].rstrip().casefold() in _RESERVED
    )


def itself(path: Path) -> Path:
    """A file under the name its folder has it by: who comes by a link, or by its short name on Windows, finds the same.

    What is kept beside it (lock, journal, backups) is named after it.
    """
    if path.is_symlink():
        return path.resolve()
    # "A_LONG~1.CSP" and "a long plan.csp." are the same there as "a long plan.csp".
    return path.with_name(path.resolve().name) if sys.platform == "win32" else path


def is_long(path: Path) -> bool:
    """Whether Windows may refuse a path for its length."""
    return len(str(path.absolute())) > _LONG_PATH


def why(problem: OSError, path: Path) -> str:
    """Why a file could not be written, in words for brackets."""
    # Windows says of a folder it takes for too long that it is not there.
    if sys.platform == "win32" and problem.errno in (errno.ENOENT, errno.EINVAL) and is_long(path):
        return "its folder and name together are too long"
    return problem.strerror or str(problem)


def same_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file; False where either cannot be asked."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def resources_folder() -> Path:
    """The folder of icons, templates and packaging; raises NotWhole where the installation lacks it."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    places = [
        *([Path(bundle) / "resources"] if bundle else []),
        package.parent / "resources",
        package / "resources",
    ]
    for place in places:
        if (place / "reports").is_dir():
            return place
    raise NotWhole("resources")


def own_text(file: Path) -> str:
    """A text that comes with the program; raises NotWhole where it is not there."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as problem:
        raise NotWhole(file.name) from problem


def legal_name(text: str, otherwise: str) -> str:
    """A text as every system takes it for (part of) a file name: 80 characters, 200 bytes; `otherwise` for none.

    Alike texts may come out the same ("A/B" and "A:B"), so who writes files asks `free_path` as well.
    """
    # macOS writes accents apart and Windows together: one spelling, so that both mean the same file.
    spelt = unicodedata.normalize("NFC", _NOT_IN_NAMES.sub("-", text))
    seen = "".join(sign for sign in spelt if unicodedata.category(sign) not in _UNSEEN)
    cut = (
        " ".join(seen.split())
        .strip(" .")[:_LONGEST]
        .encode("utf-8")[:_LONGEST_BYTES]
        .decode("utf-8", "ignore")
        .rstrip(" .")
    )
    if cut.partition(".")[0].rstrip().casefold() in _RESERVED:
        return f"{otherwise} {cut}"
    return cut or otherwise


def legal_file_name(name: str, otherwise: str) -> str:
    """The name of a file from elsewhere made legal here, its ending kept; never a way into another folder."""
    stem, dot, ending = name.rpartition(".")
    if not stem or not ending.isalnum() or len(ending) > _LONGEST_ENDING:
        return legal_name(name, otherwise)
    return f"{legal_name(stem, otherwise)}{dot}{ending}"


def name_key(name: str) -> str:
    """What two names have in common that Windows or macOS takes for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def names_in_turn(name: str) -> Iterator[str]:
    """A file name and the ones to take where it is not free: "Plan.pdf", "Plan (2).pdf", "Plan (3).pdf" …"""
    yield name
    path = PurePath(name)
    for number in count(2):
        yield f"{path.stem} ({number}){path.suffix}"


def free_path(folder: Path, name: str) -> Path:
    """The first of the names in turn that nothing in a folder bears, in whatever case; raises OSError."""
    taken = {name_key(taken_path.name) for taken_path in folder.iterdir()} if folder.is_dir() else set()
    return next(folder / free_name for free_name in names_in_turn(name) if name_key(free_name) not in taken)
