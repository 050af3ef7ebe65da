"""Bringing in what people already have: read, compared with the file, shown, and applied as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from csp_desktop.editing.bringing_in.comparison import ImportComparison
from csp_desktop.editing.bringing_in.preview import PLAN, Choice, ImportPreview, Proposal, ProposalOutcome
from csp_desktop.editing.bringing_in.remembered_layouts import remembered_mappings
from csp_desktop.editing.changes import Step
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.column_mapping import MappedTable, TableMapping
from csp_desktop.excel.foreign.pasted_tables import pasted_grids
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_again, read_grids, read_source
from csp_desktop.periods import FinancialYear

__all__ = [
    "PLAN",
    "Choice",
    "ImportPreview",
    "Proposal",
    "ProposalOutcome",
    "apply_import",
    "choose",
    "compare",
    "map_table",
    "preview_import",
    "preview_pasted",
    "remembered_mappings",
]


def preview_import(
    ws: Workspace,
    path: Path,
    sheet: str | None = None,
    year: FinancialYear | None = None,
    *,
    partnership: str | None = None,
    plan: str | None = None,
    hidden: bool = False,
) -> ImportPreview:
    """Read a workbook and say what it would do; raises WorkbookProblem where it cannot be read.

    `partnership` and `plan` are ids, for files that hold several; without them the workbook is asked.
    `hidden` brings in hidden sheets, rows and columns too.
    """
    reading = read_source(Path(path), sheet, year, replace(remembered_mappings(ws), hidden=hidden))
    return compare(ws, reading, Path(path).name, partnership=partnership, plan=plan)


def preview_pasted(
    ws: Workspace,
    html: str,
    text: str,
    year: FinancialYear | None = None,
    *,
    partnership: str | None = None,
    plan: str | None = None,
) -> ImportPreview:
    """The same for a table on the clipboard, as HTML or as text with tabs; raises WorkbookProblem."""
    reading = read_grids(pasted_grids(html, text), year, remembered_mappings(ws))
    return compare(ws, reading, "the clipboard", partnership=partnership, plan=plan)


def compare(
    ws: Workspace,
    reading: Reading,
    file: str,
    *,
    partnership: str | None = None,
    plan: str | None = None,
    choices: Mapping[str, Choice] | None = None,
) -> ImportPreview:
    """Compare a reading with the file: every draft is new, changes a record, or is there already."""
    preview = ImportPreview(file, reading, "", plan, dict(choices or {}), notes=list(reading.notes))
    ImportComparison(ws, preview, partnership).run()
    return preview


def choose(ws: Workspace, preview: ImportPreview, choices: Mapping[str, Choice]) -> ImportPreview:
    """The preview again, with a person's choices: by proposal key "update", "add" or "leave out"."""
    return compare(
        ws,
        preview.reading,
        preview.file,
        partnership=preview.partnership,
        plan=preview.plan,
        choices={**preview.choices, **choices},
    )


def map_table(
    ws: Workspace,
    preview: ImportPreview,
    table: MappedTable,
    mapping: TableMapping,
    year: FinancialYear | None = None,
) -> ImportPreview:
    """The preview again, with a table's columns taken as a person says; applying it remembers that."""
    chosen = {found.place: found.mapping for found in preview.reading.mapped if found.chosen}
    mappings = replace(remembered_mappings(ws), chosen={**chosen, table.place: mapping})
    reading = read_again(preview.reading, mappings, year)
    return compare(ws, reading, preview.file, partnership=preview.partnership, plan=preview.plan)


def apply_import(ws: Workspace, preview: ImportPreview) -> Step | None:
    """Write what a preview proposes, as one step after a backup; None where there is nothing to do."""
    # The file may have changed since the preview was shown: what is written is compared afresh.
    current = choose(ws, preview, {})
    preview.proposals, preview.changes = current.proposals, current.changes
    preview.applied = True
    if not current.changes:
        return None
    ws.backup()
    return ws.apply(current.changes, reason=f"import {preview.file}")
