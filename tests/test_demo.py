"""The demonstration walks the sample through a quarter without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

from csp_desktop.editing.workspace import Workspace
from csp_desktop.storage.checking.verify import verify


@pytest.mark.slow
def test_demo_without_a_screen_walks_a_whole_quarter(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    environment |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_DOCUMENTS_DIR": str(tmp_path)}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "WIN_PD_OVERRIDE_PERSONAL": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "main.py", "--demo"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    folder = Path(run.stdout.splitlines()[0].split(" in ", 1)[1].rstrip(":"))
    assert tmp_path in folder.parents
    assert len(list((folder / "returns out").glob("*.xlsx"))) == len(
        list((folder / "returns in").glob("*.xlsx"))
    )
    assert len(list((folder / "pictures").glob("*.png"))) == 8
    for form in ("quarterly-sheet.pdf", "action-plan.pdf"):
        assert (folder / form).read_bytes().startswith(b"%PDF")
    file = next(folder.glob("*.csp"))
    assert verify(file) == []
    with Workspace.open(file, read_only=True) as workspace:
        received = workspace.records("return_files", {"direction": "received"})
        assert len(received) == len(workspace.records("returns"))
        (plan,) = workspace.records("plans")
        reported = workspace.records("updates", {"quarter": f"{plan['first_year']}-Q3"})
        assert len(reported) > 50
        assert {update["return_file"] for update in reported} <= {file["id"] for file in received} | {None}
        assert workspace.undoable.startswith("returns ")


def test_a_file_without_a_display_is_one_sentence(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if sys.platform != "linux":
        return
    run = subprocess.run(
        [sys.executable, "main.py", str(tmp_path / "any.csp")],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "display is needed" in run.stderr
