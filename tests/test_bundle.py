"""The folder that runs without Python, made and run on this system."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import PROJECT

from csp_desktop.storage.checking.verify import verify

pytestmark = pytest.mark.slow


def licences_of_all_are_in(inside: Path) -> None:
    sys.path.append(str(PROJECT / "resources" / "packaging"))
    import notices

    listed = (inside / "licences" / "Packages.txt").read_text(encoding="utf-8")
    known = {name for one in notices.notices(PROJECT / "resources" / "licences") for name in one.inside}
    known |= notices.NOTHING_BY_OTHERS | {f"python{sys.version_info[0]}"}
    libraries = [
        *inside.glob("*.so*"),
        *inside.glob("PySide6/Qt/plugins/*/*.so"),
        *inside.glob("shiboken6/*.so"),
    ]
    unknown = {path.name for path in libraries if notices.library(path.name) not in known}
    assert (
        libraries
        and {name for name in unknown if f"{name} (" not in listed and f"{name}, " not in listed} == set()
    )
    for line in listed.splitlines():
        if ".txt)" in line and "; " in line:
            assert (inside / "licences" / line.rsplit("; ", 1)[1].removesuffix(")")).is_file(), line
    assert (inside / "licences" / "lxml" / "LICENSE.txt").is_file()
    assert "pyinstaller " in listed and (inside / "licences" / "Python.txt").stat().st_size > 10_000


@pytest.mark.skipif(find_spec("PyInstaller") is None, reason="PyInstaller is not here")
def test_the_bundle_works_in_an_empty_environment(tmp_path: Path) -> None:
    spec = PROJECT / "resources" / "packaging" / "csp-desktop.spec"
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--distpath", tmp_path / "made", "--workpath", tmp_path / "work", spec],
        check=True, capture_output=True, timeout=300, cwd=tmp_path,
    )  # fmt: skip
    folder = tmp_path / "made" / "csp-desktop"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert sys.platform != "linux" or size < 260e6

    licences_of_all_are_in(folder / "_internal")

    def csp(*arguments: str) -> None:
        done = subprocess.run(
            [folder / "csp-desktop", *arguments],
            cwd=tmp_path,
            env={"HOME": str(tmp_path)},
            capture_output=True,
            timeout=120,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)

    csp("sample", "plan.csp")
    csp("export-returns", "plan.csp", "--quarter", "2010-Q3", "--out", "out")
    book = next((tmp_path / "out").glob("*.xlsx"))
    csp("import-returns", "plan.csp", str(book))  # read by a process of its own
    csp("print", "plan.csp", "action-plan", "--out", "plan.pdf")
    csp("print", "plan.csp", "action-plan", "--out", "plan.docx")
    csp("screenshots", "plan.csp", "--out", "pictures")
    assert len(list((tmp_path / "pictures").glob("*.png"))) == 8
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert verify(tmp_path / "plan.csp") == []
