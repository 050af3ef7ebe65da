"""The sample file behind the window's tests: written once, copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.sample import write_sample
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.theme import apply_theme


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sample, not to be changed."""
    path = tmp_path_factory.mktemp("sample") / "sample.csp"
    write_sample(path)
    return path


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> None:
    """Windows of earlier tests are gone for good: Qt deletes them only when asked between event loops."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def context(sample_file: Path, tmp_path: Path, qapp: object) -> Iterator[Context]:
    """The sample open at its second quarter, a day in October 2010."""
    apply_theme(qapp, "light")
    path = tmp_path / "sample.csp"
    shutil.copy(sample_file, path)
    made = Context(Workspace.open(path, backup=False), today=date(2010, 10, 19))
    made.choose_quarter(Quarter.parse("2010-Q2"))
    yield made
    made.close()


@pytest.fixture(scope="session", autouse=True)
def nothing_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """The clipboard lets go of what tests put there before Python ends; the offscreen one crashes otherwise."""
    yield
    qapp.clipboard().clear()
