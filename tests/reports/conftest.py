"""Reading printed pages back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from csp_desktop.periods import Quarter
from csp_desktop.reports.options import ReportOptions


@pytest.fixture(scope="session")
def options() -> Callable[..., ReportOptions]:
    """Options for the second quarter of 2010/11, printed the month after it."""

    def made(**more: object) -> ReportOptions:
        return replace(ReportOptions(quarter=Quarter(2010, 2), printed_on=date(2010, 10, 22)), **more)  # type: ignore[arg-type]

    return made


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], str]:
    """The text of a PDF in the order it was set, all white space taken out."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(
            [_tool("pdftotext"), "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True
        )
        return squeezed(done.stdout.decode("utf-8"))

    return read


@pytest.fixture
def info_of(tmp_path: Path) -> Callable[[bytes], dict[str, str]]:
    """What pdfinfo says of a PDF, by label."""

    def read(pdf: bytes) -> dict[str, str]:
        path = tmp_path / "info.pdf"
        path.write_bytes(pdf)
        done = subprocess.run([_tool("pdfinfo"), str(path)], capture_output=True, check=True)
        lines = done.stdout.decode("utf-8").splitlines()
        return {label.strip(): said.strip() for label, _, said in (line.partition(":") for line in lines)}

    return read


@pytest.fixture
def words_on_pages(tmp_path: Path) -> Callable[[bytes], list[tuple[int, float, float, float, float, str]]]:
    """Every word of a PDF with its page and box in points: (page, left, top, right, bottom, word)."""
    import re

    def read(pdf: bytes) -> list[tuple[int, float, float, float, float, str]]:
        path = tmp_path / "boxes.pdf"
        path.write_bytes(pdf)
        done = subprocess.run([_tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, check=True)
        found, page = [], 0
        for line in done.stdout.decode("utf-8").splitlines():
            page += "<page " in line
            match = re.search(
                r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line
            )
            if match:
                found.append((page, *(float(match[at]) for at in range(1, 5)), match[5]))
        return found  # type: ignore[return-value]

    return read


def squeezed(text: str) -> str:
    """Text without white space or the marks of direction that readers add."""
    return "".join(
        sign
        for sign in text
        if not sign.isspace() and sign not in "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2069"
    )


@pytest.fixture
def missing_from() -> Callable[[str, Iterable[str | None]], list[str]]:
    """Which of the texts a page's squeezed text lacks."""

    def missing(page: str, texts: Iterable[str | None]) -> list[str]:
        return [text for text in texts if text and squeezed(text) not in page]

    return missing
