"""Writes a sample file: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import PROGRAM, SAMPLE, Workspace
from csp_desktop.errors import BadRequest, FileProblem
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.register import new_id
from csp_desktop.sample.another_year import sample_of
from csp_desktop.sample.build import shipped_sample
from csp_desktop.sample.county import county_sample


def write_sample(
    path: Path,
    partnerships: int | None = None,
    years: int | None = None,
    *,
    year: FinancialYear | None = None,
) -> None:
    """Write the shipped sample, that of another year, or with numbers a generated one, to a new file.

    Raises FileProblem where the file exists or cannot be written, BadRequest for numbers out of range.
    """
    path = Path(path)
    steps: Iterable[list[Insert]]
    if partnerships is None and years is None:
        steps = [shipped_sample() if year is None else sample_of(year)]
    elif year is not None:
        raise BadRequest(
            "A generated sample ends with 2010/11, so it cannot be of another year; nothing was written. "
            "Give either a year or numbers."
        )
    else:
        steps = county_sample(1 if partnerships is None else partnerships, 1 if years is None else years)
    _refuse_existing(path)
    # Filled under a name of its own, so that nobody ever finds half a file under the one asked for.
    unfinished = path.with_name(f"{path.stem}-{new_id()}{path.suffix}")
    try:
        _fill(unfinished, steps)
        _refuse_existing(path)
        unfinished.rename(path)
    except FileProblem as problem:
        raise problem if path.exists() else _unwritable(path) from problem
    except OSError as problem:
        raise _unwritable(path) from problem
    finally:
        if unfinished.exists():
            unfinished.unlink()


def _fill(path: Path, steps: Iterable[list[Insert]]) -> None:
    with Workspace.create(path, user=PROGRAM) as workspace:
        for inserts in steps:
            workspace.apply(inserts, SAMPLE, kind="start")


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise FileProblem(f"“{path.name}” exists already and was left as it is; choose another name.")


def _unwritable(path: Path) -> FileProblem:
    return FileProblem(
        f"“{path.name}” could not be written in {path.parent}; nothing was left behind. "
        "Choose a folder you may write to, with room enough."
    )
