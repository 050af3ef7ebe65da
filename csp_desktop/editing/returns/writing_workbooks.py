"""Putting workbooks and email drafts on disk: all or none, each under a name of its own.

What stands there already is replaced only by a newer issue of the same return, only where nobody has
changed it since it was written, and never without saying so.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.lean_sha256 import sha256
from csp_desktop.paths import legal_name, name_key, names_in_turn, why

_NAMED = 5
_PART_OF_NAME = 36  # A recipient and its partnership fit into one legal name.
_SENT = ("sent", "corrections")


@dataclass(frozen=True)
class FileToWrite:
    """A file under the name it should have, and what it must not be taken for.

    `own` tells of the content of a file standing there whether it is an earlier issue of this one that
    nobody has touched; `others` are the keys (`name_key`) of names that belong to something else.
    """

    name: str
    content: bytes
    own: Callable[[bytes], bool]
    others: Collection[str] = ()


@dataclass(frozen=True)
class WrittenFile:
    """Where a file came to stand; whether it `replaced` its earlier issue, and the names it `left` alone."""

    path: Path
    replaced: bool
    left: tuple[str, ...]


def names_said(written: Iterable[WrittenFile]) -> list[str]:
    """The sentences about files that were replaced, or left as they were so that the new one got a number."""
    files = list(written)
    replaced = [file.path.name for file in files if file.replaced]
    aside = [(file.left[0], file.path.name) for file in files if file.left]
    said = []
    if replaced:
        said.append(
            f"{_named(replaced)} replaced what had been written before for the same return{_s(replaced)}; "
            "nobody had changed it since."
        )
    if aside:
        there, new = ([pair[place] for pair in aside] for place in (0, 1))
        said.append(
            f"{_named(there)} {'was' if len(aside) == 1 else 'were'} there already (filled in, open or of another "
            f"return) and left alone; the new one{_s(aside)} {'is' if len(aside) == 1 else 'are'} {_named(new)}."
        )
    return said


def _named(names: Sequence[str]) -> str:
    named = [f"“{name}”" for name in names[:_NAMED]]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    *first, last = [*named, *more]
    return f"{', '.join(first)} and {last}" if first else last


def _s(several: Sequence[object]) -> str:
    return "" if len(several) == 1 else "s"


class ReturnNames:
    """What the files of a quarter's returns are called: no two returns ever share a name.

    Names that other returns went out under are never given again, wherever those files are now.
    """

    def __init__(self, ws: Workspace, partnership: str, quarter: str) -> None:
        self._ws = ws
        self._quarter = quarter
        known = {partnership["id"]: partnership["short_name"] for partnership in ws.records("partnerships")}
        # Agencies are shared: where the file holds several partnerships, each has its "Police".
        self._partnership = f", {known[partnership][:_PART_OF_NAME]}" if len(known) > 1 else ""
        self._given: dict[str, set[str]] = {}
        for file in ws.records("return_files", {"return.quarter": quarter, "direction": _SENT}):
            self._given.setdefault(file["return"], set()).add(name_key(file["file_name"]))

    def recipient(self, short_name: str) -> str:
        """A recipient as file names say it: "EHC", or "EHC, Rochford" where the file holds several partnerships."""
        text = f"{short_name[:_PART_OF_NAME]}{self._partnership}" if self._partnership else short_name
        return legal_name(text, "recipient")

    def workbook(
        self, return_id: str | None, short_name: str, content: bytes, what: str = "Return", part: str = ""
    ) -> FileToWrite:
        """A return's workbook ("Return 2010-Q2 EHC.xlsx") ready to be written; None for a return not yet recorded.

        `part` is whose part of the return it is.
        """
        others = {key for other, keys in self._given.items() if other != return_id for key in keys}
        whose = f", {legal_name(part[:_PART_OF_NAME], 'part')}" if part else ""
        name = f"{what} {self._quarter} {self.recipient(short_name)}{whose}.xlsx"
        return FileToWrite(name, content, lambda standing: self._sent_as_it_is(return_id, standing), others)

    def _sent_as_it_is(self, return_id: str | None, standing: bytes) -> bool:
        if return_id is None:
            return False
        same = {"return": return_id, "sha256": sha256(standing).hexdigest(), "direction": _SENT}
        return bool(self._ws.records("return_files", same))


def write_files(
    folder: Path, files: Sequence[FileToWrite], record: Callable[[list[Path]], None]
) -> list[WrittenFile]:
    """Write workbooks, then have them recorded.

    Raises FileProblem where the folder cannot be written; then nothing is recorded and the folder is as it was.
    """
    try:
        return place_files(folder, files, record)
    except OSError as problem:
        longest = max((folder / file.name for file in files), key=lambda path: len(path.name), default=folder)
        cause = "that is a file, not a folder" if folder.is_file() else why(problem, longest)
        raise FileProblem(
            f"The workbooks could not be written to {folder} ({cause}); nothing was "
            "recorded and no half-written file is left there. Choose another folder, or close what is open."
        ) from problem


def place_files(
    folder: Path, files: Sequence[FileToWrite], record: Callable[[list[Path]], None] = lambda paths: None
) -> list[WrittenFile]:
    """Write files under free names and have the paths recorded; the folder is as it was where either fails."""
    folder.mkdir(parents=True, exist_ok=True)
    placing = _Placing(folder)
    try:
        # All are written before the first is given its name: a full disk shows itself here.
        drafts = [placing.draft(file.content) for file in files]
        written = [placing.place(file, draft) for file, draft in zip(files, drafts, strict=True)]
        record([file.path for file in written])
    except BaseException:
        placing.put_back()
        raise
    finally:
        placing.tidy()
    return written


class _Placing:
    """Files on their way into one folder, and how the folder was before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # By key: another system may take a name in other letters for the same.
        self._standing = {name_key(path.name): path for path in folder.iterdir()}
        self._given: set[str] = set()
        self._drafts: list[Path] = []
        self._before: list[tuple[Path, bytes | None]] = []

    def draft(self, content: bytes) -> Path:
        path = self._folder / f".{os.urandom(8).hex()}.part"
        self._drafts.append(path)
        path.write_bytes(content)
        return path

    def place(self, file: FileToWrite, draft: Path) -> WrittenFile:
        left: list[str] = []
        for name in names_in_turn(file.name):
            key = name_key(name)
            if key in file.others or key in self._given:
                continue
            path = self._standing.get(key)
            if path is None:
                path = self._folder / name
                if self._take(path, draft):
                    self._given.add(key)
                    return WrittenFile(path, False, tuple(left))
            elif self._replace(path, file, draft):
                self._given.add(key)
                return WrittenFile(path, True, ())
            left.append(path.name)
        raise AssertionError("names do not end")

    def _take(self, path: Path, draft: Path) -> bool:
        """Put a file where none is; False where somebody was quicker."""
        try:
            path.open("xb").close()
        except FileExistsError:
            return False
        self._before.append((path, None))
        draft.replace(path)
        return True

    def _replace(self, path: Path, file: FileToWrite, draft: Path) -> bool:
        """Put a file over its own earlier issue; False where that is not what stands there, or is held open."""
        try:
            before = path.read_bytes()
            if not file.own(before):
                return False
            draft.replace(path)
        except OSError:
            return False
        self._before.append((path, before))
        return True

    def put_back(self) -> None:
        """The folder as it was, as far as the disk allows."""
        for path, before in reversed(self._before):
            with contextlib.suppress(OSError):
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(before)

    def tidy(self) -> None:
        for draft in self._drafts:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
