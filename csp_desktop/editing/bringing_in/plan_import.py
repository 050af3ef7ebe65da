"""Bringing in what people already have: read, compared with the file, shown, and applied as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from csp_desktop.editing.bringing_in.comparison import ImportComparison
from csp_desktop.editing.bringing_in.plans.target import is_of_another_year, plans_year, year_to_read_again
from csp_desktop.editing.bringing_in.preview import PLAN, Choice, ImportPreview, Proposal, ProposalOutcome
from csp_desktop.editing.bringing_in.remembered_layouts import remembered_mappings
from csp_desktop.editing.changes import Step
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.pasted_tables import pasted_grids
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_again, read_grids, read_source
from csp_desktop.excel.recognising.column_mapping import MappedTable, TableMapping
from csp_desktop.keeping_all import keeping_all
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
    "is_of_another_year",
    "make_import_ready",
    "map_table",
    "mappings_for",
    "preview_import",
    "preview_pasted",
    "remembered_mappings",
    "write_import",
    "year_to_read_again",
]


def mappings_for(
    ws: Workspace,
    partnership: str | None,
    plan: str | None,
    *,
    hidden: bool = False,
    take_doubtful: bool = False,
) -> Mappings:
    """How the tables of a file are to be read that goes into a plan (by id; the latest where none is given)."""
    year = plans_year(ws, partnership, plan)
    return replace(remembered_mappings(ws), hidden=hidden, plans_year=year, take_doubtful=take_doubtful)


@keeping_all()
def preview_import(
    ws: Workspace,
    path: Path,
    sheet: str | None = None,
    year: FinancialYear | None = None,
    *,
    partnership: str | None = None,
    plan: str | None = None,
    hidden: bool = False,
    take_doubtful: bool = False,
) -> ImportPreview:
    """Read a workbook and say what it would do; raises WorkbookProblem where it cannot be read.

    `partnership` and `plan` are ids, for files that hold several; without them the workbook is asked.
    `hidden` brings in hidden sheets, rows and columns too, `take_doubtful` what is only likely.
    """
    mappings = mappings_for(ws, partnership, plan, hidden=hidden, take_doubtful=take_doubtful)
    reading = read_source(Path(path), sheet, year, mappings)
    if year is None and (other := year_to_read_again(ws, reading, plan)):
        reading = read_again(reading, mappings, other)
    return compare(ws, reading, Path(path).name, partnership=partnership, plan=plan, mappings=mappings)


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
    mappings = mappings_for(ws, partnership, plan)
    reading = read_grids(pasted_grids(html, text), year, mappings)
    return compare(ws, reading, "the clipboard", partnership=partnership, plan=plan, mappings=mappings)


@keeping_all()
def compare(
    ws: Workspace,
    reading: Reading,
    file: str,
    *,
    partnership: str | None = None,
    plan: str | None = None,
    choices: Mapping[str, Choice] | None = None,
    mappings: Mappings | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportPreview:
    """Compare a reading with the file: every draft is new, changes a record, is there already, or is asked about.

    `mappings` are those it was read by. Raises Stopped where cancelled.
    """
    preview = ImportPreview(file, reading, "", plan, dict(choices or {}), notes=list(reading.notes))
    preview.mappings = mappings or preview.mappings
    ImportComparison(ws, preview, partnership, cancelled).run()
    return preview


def choose(
    ws: Workspace,
    preview: ImportPreview,
    choices: Mapping[str, Choice],
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportPreview:
    """The preview again, with a person's choices: by proposal key "update", "add", "leave out" or "retire"."""
    return compare(
        ws,
        preview.reading,
        preview.file,
        partnership=preview.partnership,
        plan=preview.plan,
        choices={**preview.choices, **choices},
        mappings=preview.mappings,
        cancelled=cancelled,
    )


def map_table(
    ws: Workspace,
    preview: ImportPreview,
    table: MappedTable,
    mapping: TableMapping,
    year: FinancialYear | None = None,
) -> ImportPreview:
    """The preview again, with a table's columns taken as a person says; applying it remembers that."""
    chosen = {mapped.place: mapped.mapping for mapped in preview.reading.mapped if mapped.chosen}
    mappings = replace(
        preview.mappings,
        remembered=remembered_mappings(ws).remembered,
        chosen={**chosen, table.place: mapping},
        plans_year=plans_year(ws, preview.partnership, preview.plan),
    )
    reading = read_again(preview.reading, mappings, year)
    return compare(
        ws, reading, preview.file, partnership=preview.partnership, plan=preview.plan, mappings=mappings
    )


def apply_import(ws: Workspace, preview: ImportPreview) -> Step | None:
    """Write what a preview proposes, as one step after a backup; None where there is nothing to do."""
    make_import_ready(ws, preview)
    return write_import(ws, preview)


def make_import_ready(
    ws: Workspace, preview: ImportPreview, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Compare a preview with the file as it is by now, and back that up; raises Stopped where cancelled."""
    # The file may have changed since the preview was shown: what is written is compared afresh.
    current = choose(ws, preview, {}, cancelled)
    preview.proposals, preview.changes = current.proposals, current.changes
    preview.layouts = current.layouts
    if preview.changes or preview.layouts:
        ws.backup()


def write_import(ws: Workspace, preview: ImportPreview) -> Step | None:
    """Write what was made ready, as one step; None where there is nothing to do."""
    preview.applied = True
    if preview.layouts:
        # How somebody said a table is to be read holds whether or not its records are taken back.
        ws.apply(preview.layouts, reason=f"layout of {preview.file}", kind="start")
    if not preview.changes:
        return None
    # What a document states is taken in as it stands; the checks say where it does not add up.
    return ws.apply(preview.changes, reason=f"import {preview.file}", over_allocating=True, day_known=False)
