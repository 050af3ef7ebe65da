"""Settings and log beside a program that travels with its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from csp_desktop import portable
from csp_desktop.logs import log_folder
from csp_desktop.settings import settings_path


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder laid out as the zip is, its Python running."""
    folder = tmp_path / "CSP Desktop"
    for name in ("python/pythonw.exe", "app/main.py"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).touch()
    monkeypatch.setattr("sys.executable", str(folder / "python" / "pythonw.exe"))
    return folder


def test_a_folder_made_beside_the_program_takes_settings_and_log(unpacked: Path) -> None:
    (unpacked / "settings").mkdir()
    assert settings_path() == unpacked / "settings" / "settings.json"
    assert log_folder() == unpacked / "settings"


def test_on_a_stick_they_stay_on_the_stick(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "_on_removable_drive", lambda folder: folder == unpacked)
    assert settings_path() == unpacked / "settings" / "settings.json"


def test_elsewhere_they_belong_to_the_person(unpacked: Path) -> None:
    assert unpacked not in settings_path().parents
    (unpacked / "settings").mkdir()
    (unpacked / "app" / "main.py").unlink()  # not laid out as the zip is: somebody's Python
    assert unpacked not in settings_path().parents
