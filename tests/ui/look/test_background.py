"""Work beside the window: it ends where it is given up."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from csp_desktop.ui.look.background import Cancelled, Job


def test_no_more_is_gone_through_once_the_work_was_given_up(qapp: QApplication) -> None:
    job = Job(lambda _: None, None)
    gone_through = job.going_through(range(9))
    assert [next(gone_through), next(gone_through)] == [0, 1]
    job.cancel()
    with pytest.raises(Cancelled):
        next(gone_through)


def test_work_beside_the_window_gives_way_to_it_soon() -> None:
    asked = "import sys; from csp_desktop import app; app.application(); print(sys.getswitchinterval())"
    run = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) <= 0.001
