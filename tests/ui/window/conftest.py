"""The whole window on a copy of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csp_desktop.periods import Quarter
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.window.main_window import MainWindow


@pytest.fixture
def window(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a copy of the sample, at its second quarter."""
    path = tmp_path / "sample.csp"
    path.write_bytes(sample_file.read_bytes())
    dress()
    made = MainWindow(preload=False)
    assert made.open_file(path)
    made.context.choose_quarter(Quarter(2010, 2))
    made.show()
    qtbot.waitExposed(made)
    yield made
    # What a test leaves unsaved is not asked about.
    made._may_lose = lambda unsaved: True
    made.close()
    end_jobs()
    made.deleteLater()
