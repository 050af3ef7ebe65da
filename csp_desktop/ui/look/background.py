"""Slow work beside the window: rows go in, results come back, and it can be cancelled.

Work never touches the window's database or a widget: it gets what it needs as plain records and paths.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from csp_desktop.errors import AppError, NotWhole

_running: set[Job] = set()
_T = TypeVar("_T")


class Cancelled(Exception):
    """The work was given up; nobody waits for its result."""


class Job(QObject):
    """One piece of work. `progress` may be called from within it."""

    progressed = Signal(int, int, str)
    """Done, of how many, and what is being done."""
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[Job], Any], parent: QObject | None) -> None:
        super().__init__()
        self._work = work
        self._done: Callable[[Any], object] = lambda result: None
        self._failed: Callable[[str], object] = lambda sentence: None
        self._cancelled = threading.Event()
        self._ended.connect(self._deliver)
        self._thread = threading.Thread(target=self._run, name="csp-background", daemon=True)
        if parent is not None:
            parent.destroyed.connect(self.cancel)

    @property
    def cancelled(self) -> bool:
        """Whether it was given up; long work asks now and then."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give the work up: neither its result nor its failure is delivered."""
        self._cancelled.set()

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Say how far the work is; raises Cancelled where it was given up."""
        if self.cancelled:
            raise Cancelled
        self.progressed.emit(done, total, what)

    def going_through(self, many: Iterable[_T]) -> Iterator[_T]:
        """Each of many in turn; raises Cancelled once the work was given up."""
        for one in many:
            if self.cancelled:
                raise Cancelled
            yield one

    def _run(self) -> None:
        result, problem = None, None
        try:
            result = self._work(self)
        except Cancelled:
            self.cancel()
        except BaseException as error:
            problem = error
        self._ended.emit(result, problem)

    def then(self, done: Callable[[Any], object], failed: Callable[[str], object]) -> None:
        """What is called with the result, or with the sentence of a failure."""
        self._done, self._failed = done, failed

    def start(self) -> None:
        """Begin the work."""
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait a while for the work to end."""
        self._thread.join(seconds)

    def _deliver(self, result: object, problem: BaseException | None) -> None:
        _running.discard(self)
        self._thread.join()
        if self.cancelled:
            return
        if problem is None:
            self._done(result)
        elif isinstance(problem, AppError):
            self._failed(problem.sentence)
        else:
            self._failed(
                NotWhole.for_want_of(problem).sentence
                if isinstance(problem, ImportError)
                else "Something went wrong in the program itself; nothing was changed."
            )
            raise problem


def run_in_background(
    work: Callable[[Job], Any],
    *,
    done: Callable[[Any], object],
    failed: Callable[[str], object],
    parent: QObject | None = None,
) -> Job:
    """Start `work(job)` beside the window.

    `done(result)` or `failed(sentence)` is called afterwards in the window's thread, unless the job was
    cancelled or `parent` is gone. A defect reaches the program's one hook for them.
    """
    job = Job(work, parent)
    job.then(done, failed)
    _running.add(job)
    job.start()
    return job


def jobs_run() -> bool:
    """Whether anything still runs beside the window."""
    return bool(_running)


def end_jobs(seconds: float = 5.0) -> None:
    """Cancel everything that still runs and wait for it a while."""
    for job in list(_running):
        job.cancel()
        job.wait(seconds)
        _running.discard(job)
