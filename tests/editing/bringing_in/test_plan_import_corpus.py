"""Difficult spreadsheets brought in: what can be read is, everything else costs one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from csp_desktop.editing.bringing_in.plan_import import preview_import
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError
from csp_desktop.periods import FinancialYear

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FILES = sorted(found for found in CORPUS.glob("*") if found.suffix != ".md") if CORPUS.is_dir() else []


@pytest.mark.skipif(not FILES, reason="the difficult spreadsheets are not here")
def test_difficult_spreadsheets(workspace: Workspace) -> None:
    before = workspace.dump()
    for path in FILES:
        try:
            preview = preview_import(workspace, path, year=FinancialYear(2010))
        except AppError as problem:
            assert path.name in problem.sentence
            assert problem.sentence.endswith(".")
        else:
            assert all(cell["message"] or cell["outcome"] == "taken" for cell in preview.as_json()["cells"])
    assert workspace.dump() == before
