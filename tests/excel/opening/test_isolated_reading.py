"""The process that opens foreign spreadsheets runs no code that lies about, however the program is started."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile
from docx import Document
from openpyxl import Workbook

from csp_desktop.excel.opening import safe_reading
from csp_desktop.excel.opening.safe_reading import read_workbook

# All that any Python program may look for, and what this one reads spreadsheets with.
NAMES = (
    sys.stdlib_module_names
    | {"sitecustomize", "usercustomize", "main", "openpyxl", "docx", "lxml", "defusedxml"}
    | {"python_calamine", "typing_extensions", "PySide6", "click", "platformdirs", "typst", "rapidfuzz"}
)
WORDS = ("Action", "Lead", "Due"), ("Mark every bicycle", "Police", "31/03/2011")


def plant(folder: Path) -> Path:
    """Modules in a folder that leave a mark when they run; where the marks would be."""
    marks = folder / "ran.txt"
    code = f"open({str(marks)!r}, 'a').write(__name__ + chr(10))\n"
    for name in NAMES:
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    for package in ("csp_desktop", "csp_desktop/excel"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text(code, encoding="utf-8")
    (folder / "csp_desktop" / "excel" / "reading_child.py").write_text(code, encoding="utf-8")
    return marks


def workbook(path: Path) -> Path:
    book = Workbook()
    for row in WORDS:
        book.active.append(row)
    book.save(path)
    return path


def document(path: Path) -> Path:
    written = Document()
    written.add_paragraph(WORDS[1][0])
    written.save(str(path))
    return path


def a_launcher(folder: Path) -> Path:
    """A program that starts main.py as a packaged one starts itself: with nothing but its arguments."""
    path = folder / "packaged"
    path.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(PROJECT / "main.py"))} "$@"\n'
    )
    path.chmod(0o755)
    return path


@pytest.mark.skipif(bool(sys.flags.isolated), reason="the Python of the Windows zip is always isolated")
def test_planted_modules_do_run_where_python_is_not_isolated(tmp_path: Path) -> None:
    marks = plant(tmp_path)
    # Without what else is installed: some of it loads the real one at the start.
    subprocess.run(
        [sys.executable, "-S", "-c", "import zipfile"], cwd=tmp_path, check=False, capture_output=True
    )
    assert marks.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("beside", [True, False], ids=["where one stands and beside the file", "elsewhere"])
def test_no_planted_module_runs_from_the_command_line(small: SmallFile, tmp_path: Path, beside: bool) -> None:
    there = tmp_path / "downloads"
    there.mkdir()
    marks = plant(there)
    sheet = workbook(there / "plan.xlsx")
    run = subprocess.run(
        [sys.executable, PROJECT / "main.py", "import", small.path, sheet, "--year", "2010", "--json", "--dry-run"],
        cwd=there if beside else tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )  # fmt: skip
    assert WORDS[1][0] in run.stdout, run.stderr
    assert not marks.exists()


@pytest.mark.slow
def test_no_planted_module_runs_for_the_installed_program(small: SmallFile, tmp_path: Path) -> None:
    installed = Path(sys.executable).with_name("csp-desktop.exe" if os.name == "nt" else "csp-desktop")
    if not installed.exists():
        pytest.skip("the program is not installed here")
    there = tmp_path / "downloads"
    there.mkdir()
    marks = plant(there)
    sheet = workbook(there / "plan.xlsx")
    run = subprocess.run(
        [installed, "import", small.path, sheet, "--year", "2010", "--json", "--dry-run"],
        cwd=there,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert WORDS[1][0] in run.stdout, run.stderr
    assert not marks.exists()


@pytest.mark.parametrize("make", [workbook, document])
def test_no_planted_module_runs_inside_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object
) -> None:
    marks = plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    # The folder one stands in may be on the program's own path; the reading process does not get it.
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    read = read_workbook(make(tmp_path / "file.office"), documents=True)  # type: ignore[operator]
    assert WORDS[1][0] in str(read.sheets[0].rows)
    assert not marks.exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the packaged program")
def test_a_packaged_program_reads_through_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "downloads"
    there.mkdir()
    marks = plant(there)
    monkeypatch.chdir(there)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(a_launcher(tmp_path)))
    assert safe_reading.reading_command() == [sys.executable, safe_reading.READING_ARGUMENT]
    assert WORDS[1][0] in str(read_workbook(workbook(there / "plan.xlsx")).sheets[0].rows)
    assert not marks.exists()


def test_libraries_of_a_persons_own_folder_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Isolated, an interpreter forgets them; one without any libraries must still read."""
    bare = str(getattr(sys, "_base_executable", sys.executable))
    monkeypatch.setattr(sys, "executable", bare)
    assert WORDS[1][0] in str(read_workbook(document(tmp_path / "a.docx"), documents=True).sheets[0].rows)


def test_the_reading_process_stands_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []
    start = subprocess.Popen

    def note(*arguments: object, cwd: str, **named: object) -> object:
        started.append(Path(cwd))
        assert list(Path(cwd).iterdir()) == []
        return start(*arguments, cwd=cwd, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", note)
    monkeypatch.chdir(tmp_path)
    read_workbook(workbook(tmp_path / "plan.xlsx"))
    assert len(started) == 1 and not started[0].exists()
