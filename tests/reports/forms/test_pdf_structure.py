"""What a screen reader finds in every printed form: headings in order, tables with heads, links that say where to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import REPORTS, print_report
from csp_desktop.sample import write_sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlanRecords, tuple[IssuedForm, ...]]:
    """The sample's plan, and its returns on paper for the second quarter."""
    path = Path(tmp_path_factory.mktemp("sample")) / "sample.csp"
    write_sample(path)
    with Workspace.open(path, read_only=True) as workspace:
        plan = workspace.plans()[0]["id"]
        return workspace.plan_records(plan), paper_returns(workspace, plan, Quarter(2010, 2))


def _elements(node: Any) -> Iterator[Any]:
    """The structure elements under a node, in reading order."""
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _elements(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def _scope(cell: Any) -> str:
    import pikepdf

    kept = cell.get("/A", [])
    each = list(kept) if isinstance(kept, pikepdf.Array | list) else [kept]
    return next((str(part["/Scope"]) for part in each if "/Scope" in part), "")


def _unnamed_rows(table: Any) -> list[list[str]]:
    """The kinds of cell of each row without a heading of its own, or with a cell that does not refer to it."""
    unnamed = []
    for row in (part for part in _elements(table["/K"]) if part["/S"] == "/TR"):
        cells = list(row["/K"])
        data = [cell for cell in cells if cell["/S"] == "/TD"]
        names = {str(cell["/ID"]) for cell in cells if _scope(cell) == "/Row"}
        if data and not (names and all(names <= _referred(cell) for cell in data)):
            unnamed.append([f"{cell['/S']}{_scope(cell)}" for cell in cells])
    return unnamed


def _referred(cell: Any) -> set[str]:
    return {str(name) for part in cell["/A"] for name in part.get("/Headers", [])}


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large print"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_screen_reader_finds_its_way(
    name: str, large: bool, sample: tuple[PlanRecords, tuple[IssuedForm, ...]], options: Any, tmp_path: Path
) -> None:
    pikepdf, pdfua = pytest.importorskip("pikepdf"), pytest.importorskip("pdfua")
    records, issued = sample
    recipient = {"highlight": "JAG", "return-form": "Police"}.get(name)
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(
        print_report(records, name, options(large_print=large, recipient=recipient, issued=issued))
    )
    assert [finding.message for finding in pdfua.validate(path).findings] == []
    with pikepdf.open(path) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot["/K"]))
        kinds = [str(element["/S"]) for element in elements]
        levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdecimal()]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        heads = [element for element in elements if element["/S"] == "/TH"]
        assert {_scope(head) for head in heads} <= {"/Column", "/Row"}
        tables = [element for element in elements if element["/S"] == "/Table"]
        for table in tables:
            # Once, however many pages it runs over: what is repeated at the top of a page is not read again.
            assert [str(part["/S"]) for part in _elements(table["/K"])].count("/THead") >= 1
            assert _unnamed_rows(table) == []
        titled = [element for element in elements if element["/S"] == "/Figure"]
        assert all(str(figure["/Alt"]) for figure in titled)
        links = [
            mark for page in pdf.pages for mark in page.get("/Annots", []) if mark["/Subtype"] == "/Link"
        ]
        assert all(str(mark["/Contents"]) for mark in links)
        assert kinds.count("/Link") <= len(links)
    if name == "partner-directory":
        assert links
