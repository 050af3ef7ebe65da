"""What is installed is all there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import PROJECT


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in (PROJECT / "csp_desktop").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


# What only whoever builds or reads about the program needs.
_NOT_READ = {"licences", "packaging", "pictures"}


@pytest.mark.parametrize("maker", ["windows.py", "csp-desktop.spec"])
def test_every_folder_the_program_reads_goes_into_what_is_made_of_it(maker: str) -> None:
    folders = {path.name for path in (PROJECT / "resources").iterdir() if path.is_dir()}
    text = (PROJECT / "resources" / "packaging" / maker).read_text(encoding="utf-8")
    named = re.search(r'for name in \(("icons"[^)]*)\)', text)
    assert named is not None
    assert set(re.findall(r'"(\w+)"', named[1])) == folders - _NOT_READ


def test_licences_are_those_of_the_versions_that_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT / "resources" / "packaging")
    import notices

    pins = (PROJECT / "resources" / "packaging" / "windows-packages.txt").read_text(encoding="ascii")
    assert notices.not_looked_at(pins.splitlines()) == []
    assert notices.not_looked_at(pins.replace("typst==", "typst==9").splitlines()) != []
    kept = notices.notices(PROJECT / "resources" / "licences")
    for notice in kept:
        assert notice.about["Name"] and notice.about["Licence"] and notice.inside, notice.file
        assert len(notice.about.get_payload().split()) >= 12, notice.file
    assert [notice.file.name for notice in kept if notice.about["Credit"]] == [
        "FreeType.txt",
        "libjpeg-turbo.txt",
    ]


@pytest.mark.slow
def test_an_installed_wheel_holds_what_the_tree_holds(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(PROJECT)],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as held:
        names = set(held.namelist())
    code = [path for path in (PROJECT / "csp_desktop").rglob("*") if path.suffix in (".py", ".sql")]
    data = [path for path in (PROJECT / "resources").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    wanted = {path.relative_to(PROJECT).as_posix() for path in code}
    wanted |= {"csp_desktop/" + path.relative_to(PROJECT).as_posix() for path in data}
    assert wanted <= names
