"""The whole fast suite under Wine, with the Python and the libraries that the Windows zip holds.

Run with `python3 tests/windows/whole_suite.py`; what follows goes to pytest (`-k lease`, `-n 1`). Ends with pytest's
exit code. What Wine does unlike Windows is skipped there, each with its reason; nothing that is ours fails.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

import wine_prefix  # noqa: E402

BUILD = PROJECT / "resources" / "packaging" / "windows.py"
FOR_WINDOWS = ["--platform=win_amd64", "--python-version=3.13", "--implementation=cp", "--only-binary=:all:"]
LOOKING_AT_SOURCES = {"ruff", "mypy", "import-linter"}
"""They read the code, which is the same on every system."""
OF_QT_FOR_TESTS = ("PySide6/QtTest.pyd", "PySide6/Qt6Test.dll")
"""Taken out of the zip, which never needs them; pytest-qt does."""
HOURS = 3


def main() -> int:
    """Build, unpack, add what tests need, run; pytest's exit code."""
    if lacking := wine_prefix.missing():
        sys.exit(f"No Wine to stand for Windows here: {', '.join(lacking)}.")
    with tempfile.TemporaryDirectory(prefix="csp-wine-", ignore_cleanup_errors=True) as work:
        wine = wine_prefix.Wine(Path(work))
        try:
            program = laid_out(Path(work), wine.prefix / "drive_c" / "csp")
            return run(wine, program, sys.argv[1:])
        finally:
            wine.stop()


def laid_out(work: Path, target: Path) -> Path:
    """The program as the zip has it, with the tests and what they need beside it."""
    downloads, tools = work / "downloads", work / "tools"
    subprocess.run(
        [sys.executable, BUILD, "--out", work, "--downloads", downloads],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (built,) = work.glob("*.zip")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(target)
    (program,) = target.iterdir()
    packages = program / "python" / "Lib" / "site-packages"
    (whole,) = downloads.glob("pyside6_essentials-*.whl")
    with zipfile.ZipFile(whole) as archive:
        for name in OF_QT_FOR_TESTS:
            archive.extract(name, packages)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "-d", tools]
    subprocess.run([*pip, *FOR_WINDOWS, *test_tools()], check=True)
    for wheel in tools.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
    shutil.copy(PROJECT / "tests" / "windows" / "wine_gaps.py", packages / "sitecustomize.py")
    add_what_is_tested(program / "app")
    return program


def test_tools() -> list[str]:
    """What pyproject.toml says the tests need; colorama, which pytest asks for on Windows alone, by name."""
    with (PROJECT / "pyproject.toml").open("rb") as read:
        named = tomllib.load(read)["project"]["optional-dependencies"]["test"]
    return ["colorama", *(each for each in named if re.split(r"\W*[<>=]", each)[0] not in LOOKING_AT_SOURCES)]


def add_what_is_tested(app: Path) -> None:
    """The tests, and of the project what the zip leaves out; what is in the zip stays as it came."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if not (app / name).exists():
            (app / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, app / name)


def run(wine: wine_prefix.Wine, program: Path, more: list[str]) -> int:
    """Run the fast tests, passing on what pytest says; its exit code."""
    # Wine keeps QT_* from the programs it starts: wine_gaps takes the W_ off again.
    wine.environment |= {"W_QT_QPA_PLATFORM": "offscreen", "W_QT_QPA_FONTDIR": "C:/windows/Fonts"}
    pytest = ["-m", "pytest", "-p", "no:cacheprovider", "-rfEs", "--tb=short", "-n", "2", *more]
    # Git is asked about the sources there, and they are the same on every system.
    pytest.append("--ignore=tests/test_architecture.py")
    began = time.monotonic()
    running = wine.start(program / "python" / "python.exe", *pytest, cwd=program / "app")
    assert running.stdout is not None
    for line in running.stdout:
        print(line.decode("cp1252", "replace").rstrip(), flush=True)
    code = running.wait(HOURS * 3600)
    print(f"{date.today()}, under Wine: {(time.monotonic() - began) / 60:.0f} minutes, exit {code}")
    return code


if __name__ == "__main__":
    sys.exit(main())
