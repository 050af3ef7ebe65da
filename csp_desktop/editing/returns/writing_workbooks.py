"""Putting workbooks on disk: all or none, and never over one somebody has filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.paths import legal_name
from csp_desktop.registers.issued_form import IssuedForm


def return_file_name(form: IssuedForm, what: str = "Return") -> str:
    """ "Return 2010-Q2 EHC.xlsx", legal on every system."""
    return f"{what} {form.quarter} {legal_name(form.recipient, 'recipient')}.xlsx"


def write_files(
    ws: Workspace,
    folder: Path,
    files: Sequence[tuple[str, bytes]],
    record: Callable[[list[Path]], None],
) -> list[Path]:
    """Write files by name, then have them recorded; the paths they got.

    A workbook of that name that is not one of ours unchanged is left alone and the new one numbered.
    Raises FileProblem where the folder cannot be written; then nothing is recorded and nothing is left.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            written.append(_write(ws, folder, name, content))
    except OSError as problem:
        _remove(written)
        cause = "that is a file, not a folder" if folder.is_file() else problem.strerror or problem
        raise FileProblem(
            f"The workbooks could not be written to {folder} ({cause}); nothing was "
            "recorded and no half-written file is left there. Choose another folder, or close what is open."
        ) from problem
    try:
        record(written)
    except BaseException:
        _remove(written)
        raise
    return written


def _write(ws: Workspace, folder: Path, name: str, content: bytes) -> Path:
    working = folder / f".{hashlib.sha256(content).hexdigest()[:16]}.part"
    stem = Path(name).stem
    number = 1
    try:
        working.write_bytes(content)
        while True:
            path = folder / (name if number == 1 else f"{stem} ({number}).xlsx")
            number += 1
            if path.exists() and not _ours_unchanged(ws, path):
                continue
            try:
                working.replace(path)
            except PermissionError:
                if not path.exists() or number > 50:
                    raise
                continue  # held open in Excel: take the next name
            return path
    finally:
        working.unlink(missing_ok=True)


def _ours_unchanged(ws: Workspace, path: Path) -> bool:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return False
    return bool(ws.records("return_files", {"sha256": sha256, "direction": ("sent", "corrections")}))


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
