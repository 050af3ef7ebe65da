"""Work beside the window: it ends where it is given up."""

from __future__ import annotations

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
