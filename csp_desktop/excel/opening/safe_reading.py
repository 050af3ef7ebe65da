"""Opening foreign spreadsheets in a process of their own, under limits on time, memory and size.

Some files hang or kill whatever reads them. Here such a file costs one sentence; the next is read by a
fresh process.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening.package_parts import Limits
from csp_desktop.excel.opening.read_cells import ReadCell, SheetRead, WorkbookRead, unpack
from csp_desktop.passing_copies import let_go, passing_folder

__all__ = ["READING_ARGUMENT", "FileRead", "Limits", "ReadCell", "SheetRead", "WorkbookRead"]

# How a packaged program, which has no interpreter beside it, is asked to be the reading process.
READING_ARGUMENT = "--read-spreadsheets"
_LOOK_UP = 0.1  # seconds between looks at whether the reading was cancelled
_LETTING_GO = 5.0  # seconds until what does not end with its process is left to end by itself
_ROOT = Path(__file__).resolve().parents[3]
# The reading process is isolated (-I): no folder but the interpreter's own is searched for modules, least
# of all the one somebody stands in. This package is loaded from where it is known to lie, and only what
# is found nowhere else is looked for where this program found it.
_CHILD = """
import importlib.util, sys
root, *libraries = sys.argv[1:]
package = root + "/csp_desktop"
spec = importlib.util.spec_from_file_location(
    "csp_desktop", package + "/__init__.py", submodule_search_locations=[package]
)
sys.modules["csp_desktop"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
sys.path += libraries
from csp_desktop.excel.opening.reading_child import main
main()
"""
_Come = TypeVar("_Come")
_LIBRARIES = ("defusedxml", "docx", "lxml", "python_calamine", "typing_extensions")
_CRASHED = (
    "stopped the reading of it half way, so it may be damaged or made to do harm. Nothing was taken "
    "from it; ask the sender for a freshly saved copy."
)
_TOO_SLOW = "took too long to open. Nothing was taken from it; ask the sender for a freshly saved copy."
_NOT_STARTED = (
    "could not be read, as the system did not let the program start the part of it that reads. Nothing was "
    "taken from it; try again, and ask your IT team if it happens again."
)


class Stopped(Exception):
    """The reading was cancelled."""


@dataclass(frozen=True)
class FileRead:
    """One file: its bytes, either its cells or what was wrong with it, and the words of the email it came in."""

    path: Path
    content: bytes
    book: WorkbookRead | None
    problem: WorkbookProblem | None
    email_words: str = ""


def run_if_asked() -> bool:
    """Become the reading process where this program was started to be that; False otherwise."""
    if sys.argv[1:2] != [READING_ARGUMENT]:
        return False
    from csp_desktop.excel.opening.reading_child import main

    main()
    return True


def reading_command() -> list[str]:
    """What starts the reading process: this program itself where it is packaged, else its interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READING_ARGUMENT]
    return [sys.executable, "-I", "-c", _CHILD, str(_ROOT), *_library_folders()]


def _library_folders() -> list[str]:
    """Where this program found the libraries that read: a person's own folder is not searched when isolated."""
    specs = (importlib.util.find_spec(name) for name in _LIBRARIES)
    places = [Path(spec.origin).resolve() for spec in specs if spec is not None and spec.origin]
    folders = (str(place.parents[1] if place.name == "__init__.py" else place.parent) for place in places)
    return list(dict.fromkeys(folders))


def read_workbook(
    path: Path,
    *,
    fills: bool = False,
    documents: bool = False,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WorkbookRead:
    """The cells of one file; raises WorkbookProblem with a sentence about it, Stopped where cancelled.

    `documents` reads a Word document too, as one sheet of its paragraphs and tables.
    """
    for read in read_workbooks([path], fills=fills, documents=documents, limits=limits, cancelled=cancelled):
        if read.problem is not None:
            raise read.problem
        if read.book is not None:
            return read.book
    raise AssertionError("one file, one answer")


def read_workbooks(
    paths: Sequence[Path],
    *,
    fills: bool = False,
    documents: bool = False,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[FileRead]:
    """Each file in turn, whatever became of those before it; raises Stopped where cancelled."""
    limits = limits or Limits()
    waiting = [Path(path) for path in paths]
    while waiting:
        with _Reader(waiting, fills, documents, limits) as reader:
            while waiting and not reader.ended:
                path = waiting.pop(0)
                content, answer = reader.next(cancelled)
                if answer is None or "problem" in answer:
                    sentence = f"“{path.name}” {answer['problem'] if answer else reader.end}"
                    yield FileRead(path, content, None, WorkbookProblem(sentence))
                else:
                    yield FileRead(path, content, unpack(answer), None)


class _Reader(contextlib.AbstractContextManager["_Reader"]):
    """One reading process working through a list of files, and the two threads that feed and hear it."""

    def __init__(self, paths: list[Path], fills: bool, documents: bool, limits: Limits) -> None:
        self._limits = limits
        self._fills = fills
        self._documents = documents
        self.ended = False
        self.end = _CRASHED
        self._process: subprocess.Popen[bytes] | None = None
        # Programs look for files where they stand; here is nothing to be found.
        self._nowhere = passing_folder()
        # What was read of each file, in order: its bytes, or a sentence on why there are none.
        self._fed: queue.Queue[tuple[bytes, str]] = queue.Queue()
        self._heard: queue.Queue[bytes | None] = queue.Queue()
        # A file or two ahead is enough to keep the process busy and the memory free.
        self._ahead = threading.Semaphore(3)
        self._stopped = False
        self._threads = [threading.Thread(target=self._feed, args=(list(paths),), daemon=True)]
        self._threads[0].start()

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self._ahead.release()
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LETTING_GO)
        for thread in list(self._threads):
            # One may still wait for a folder on a network that does not answer.
            thread.join(_LETTING_GO)
        if self._process is not None and not any(thread.is_alive() for thread in self._threads):
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        let_go(self._nowhere)

    def next(self, cancelled: Callable[[], bool] | None = None) -> tuple[bytes, dict[str, Any] | None]:
        """The next file's bytes and answer; None for the answer where the process is lost."""
        content, problem = _taken(self._fed, cancelled)
        self._ahead.release()
        if problem:
            return content, {"problem": problem}
        try:
            reply = _taken(self._heard, cancelled, self._limits.seconds)
        except queue.Empty:
            self.ended, self.end = True, _TOO_SLOW
            if self._process is not None:
                self._process.kill()
            return content, None
        if reply is None:
            self.ended = True
            return content, None
        answer: dict[str, Any] = json.loads(reply)
        self.ended = answer.get("spent", False)
        return content, answer

    def _feed(self, paths: list[Path]) -> None:
        for path in paths:
            self._ahead.acquire()
            if self._stopped:
                return
            content, problem = _content(path, self._limits)
            # First it is said what is sent: a process that takes nothing in must not be waited for without end.
            self._fed.put((content, problem))
            if not problem and not self._send(path.name, content):
                # The process is gone; its end is heard where its answer would be.
                return

    def _send(self, name: str, content: bytes) -> bool:
        try:
            process = self._process or self._start()
        except OSError:
            self.end = _NOT_STARTED
            self._heard.put(None)
            return False
        request = {
            "name": name,
            "size": len(content),
            "fills": self._fills,
            "documents": self._documents,
            "limits": asdict(self._limits),
        }
        line = json.dumps(request).encode("ascii")
        assert process.stdin is not None
        try:
            process.stdin.write(len(line).to_bytes(8, "big") + line + content)
            process.stdin.flush()
        except OSError:
            return False
        return True

    def _start(self) -> subprocess.Popen[bytes]:
        hidden = 0x08000000 if sys.platform == "win32" else 0  # no console window flashes up
        self._process = subprocess.Popen(
            reading_command(),
            cwd=self._nowhere,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=hidden,
        )
        thread = threading.Thread(target=self._hear, daemon=True)
        self._threads.append(thread)
        thread.start()
        return self._process

    def _hear(self) -> None:
        assert self._process is not None and self._process.stdout is not None
        stream = self._process.stdout
        with contextlib.suppress(OSError, ValueError):
            while len(head := stream.read(8)) == 8:
                size = int.from_bytes(head, "big")
                reply = stream.read(size)
                if len(reply) < size:
                    break
                self._heard.put(reply)
        self._heard.put(None)


def _taken(
    come: queue.Queue[_Come], cancelled: Callable[[], bool] | None, seconds: float | None = None
) -> _Come:
    """What comes next; raises queue.Empty where it takes longer than `seconds`, Stopped where cancelled."""
    if cancelled is None:
        return come.get(timeout=seconds)
    latest = None if seconds is None else time.monotonic() + seconds
    while True:
        if cancelled():
            raise Stopped
        try:
            return come.get(timeout=_LOOK_UP)
        except queue.Empty:
            if latest is not None and time.monotonic() > latest:
                raise


def _content(path: Path, limits: Limits) -> tuple[bytes, str]:
    """A file's bytes, or none and the rest of a sentence."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            return b"", (
                f"is {size / 1_000_000:.0f} MB, more than the {limits.file_bytes // 1_000_000} MB a "
                "workbook may have here. Nothing was taken from it; ask the sender to remove pictures."
            )
        return path.read_bytes(), ""
    except FileNotFoundError:
        return b"", "is not there. Nothing was read; check the name and the folder."
    except IsADirectoryError:
        return b"", "is a folder, not a workbook. Nothing was read; choose the workbooks in it."
    except PermissionError:
        return b"", (
            "cannot be opened: it may be open in Excel, or it is a folder. Nothing was read; close it there and try again."
        )
    except OSError as problem:
        return (
            b"",
            f"cannot be read ({problem.strerror}). Nothing was taken from it; copy it here and try again.",
        )
