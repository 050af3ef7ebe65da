"""While there is a window, what nothing reaches any more is thrown away in its thread and in no other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from weakref import ref

import pytest
from pytestqt.qtbot import QtBot

from csp_desktop.ui.look.background import Job, run_in_background
from csp_desktop.ui.window.main_window import MainWindow


class _Ring:
    """Something that only a look for rubbish throws away."""

    def __init__(self) -> None:
        self.myself = self


@pytest.fixture
def looked_in() -> Iterator[list[threading.Thread]]:
    """The threads in which Python looked for rubbish; at first it looks in whichever makes much."""
    threads: list[threading.Thread] = []

    def noted(phase: str, info: dict[str, int]) -> None:
        threads.append(threading.current_thread())

    gc.enable()
    gc.callbacks.append(noted)
    yield threads
    gc.callbacks.remove(noted)
    gc.disable()


def _make_rings(job: Job) -> int:
    return len([_Ring() for _ in range(50_000)])


def test_work_beside_a_window_throws_nothing_away_in_its_own_thread(
    looked_in: list[threading.Thread], qtbot: QtBot
) -> None:
    made: list[int] = []

    def others_that_looked() -> set[threading.Thread]:
        made.clear()
        looked_in.clear()
        run_in_background(_make_rings, done=made.append, failed=pytest.fail)
        qtbot.waitUntil(lambda: bool(made))
        return {*looked_in} - {threading.main_thread()}

    assert others_that_looked()
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    assert not others_that_looked()


def test_the_window_looks_for_rubbish_itself_but_not_while_work_runs(
    looked_in: list[threading.Thread], qtbot: QtBot
) -> None:
    window = MainWindow(preload=False)
    qtbot.addWidget(window)
    qtbot.waitUntil(window.rubbish.timer.isActive)
    go_on = threading.Event()
    run_in_background(lambda job: go_on.wait(), done=lambda done: None, failed=pytest.fail)
    rubbish = [_Ring() for _ in range(50_000)]
    gone = ref(rubbish[0])
    rubbish.clear()
    looked_in.clear()
    window.rubbish.timer.setInterval(5)
    qtbot.wait(50)
    assert gone() is not None and looked_in == []
    go_on.set()
    qtbot.waitUntil(lambda: gone() is None)
    assert set(looked_in) == {threading.main_thread()}
