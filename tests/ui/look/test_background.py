"""Work beside the window: it ends where it is given up."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from csp_desktop.ui.look.background import Cancelled, Job


def test_no_more_is_gone_through_once_the_work_was_given_up(qapp: QApplication) -> None:
    job, seen = Job(lambda _: None, None), []
    with pytest.raises(Cancelled):
        for one in job.going_through(range(9)):
            seen.append(one)
            if one == 3:
                job.cancel()
    assert seen == [0, 1, 2, 3]
