"""Run in a copy of the program in which every register has a field more: where is it? Prints what is missing."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from csp_desktop.app import application
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.left_out import NO_FORM, NO_GRID, VIEWED
from csp_desktop.sample import write_sample
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid.columns import Column, MixedColumn
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.partners.partner_grids import SECTIONS
from csp_desktop.ui.partners.partners_tab import PartnersTab
from csp_desktop.ui.plan.sections_dialog import SectionsDialog
from csp_desktop.ui.window.details_dialog import DetailsDialog
from csp_desktop.ui.window.main_window import MainWindow


def fields_of(columns: list[Column]) -> list[object]:
    found: list[object] = []
    for column in columns:
        if isinstance(column, MixedColumn):
            found += fields_of(list(column.by_register.values()))
        else:
            found.append(getattr(column, "declared", None))
    return found


def main(folder: Path) -> None:
    path = folder / "sample.csp"
    write_sample(path)
    missing: list[str] = []
    connection = sqlite3.connect(path)
    viewed = {
        view: [column[1] for column in connection.execute(f"PRAGMA table_info({view})")]
        for (view,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
    }
    connection.close()
    application()
    window = MainWindow(preload=False)
    window.open_file(path)
    assert window.context is not None
    window.tabs.make_all()
    partners = next(tab for tab in window.tabs.made if isinstance(tab, PartnersTab))
    for section in SECTIONS:
        # Its grids are made when they are chosen.
        partners.choose_chip(section.chip)
        partners.refresh()
    funding = next(tab for tab in window.tabs.made if isinstance(tab, FundingTab))
    for chip in ("Streams", "Allocations", "Bids", "Entries"):
        funding.choose_chip(chip)
        funding.refresh()
    details = DetailsDialog(window.context, window)
    sections = SectionsDialog(window.context, window)
    QApplication.processEvents()
    tops = [window, details, sections]
    forms = [f for top in tops for form in top.findChildren(RecordForm) for f in fields_of(form._columns)]
    grids = [
        f for top in tops for grid in top.findChildren(RegisterGrid) for f in fields_of(grid.model.columns)
    ]
    with Workspace.open(path, read_only=True) as workspace:
        dump = workspace.dump()
        book = folder / "registers.xlsx"
        export_registers(workspace, book, [register.name for register in REGISTERS])
    sheets = load_workbook(book)
    headings = {
        sheet.title: {str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row}
        for sheet in sheets
    }
    for register in REGISTERS:
        field = register["made_up"]
        if register.name not in NO_FORM and not any(one is field for one in forms):
            missing.append(f"form: {register.name}")
        if register.name not in NO_GRID and not any(one is field for one in grids):
            missing.append(f"column chooser: {register.name}")
        if any("made_up" not in record for record in dump[register.name]):
            missing.append(f"dump: {register.name}")
        if not any("Made up" in heading for heading in headings.get(register.plural, ())):
            missing.append(f"register workbook: {register.name}")
    in_views = sum(name.endswith("made_up") for names in viewed.values() for name in names)
    if in_views != len(VIEWED):
        missing.append(f"views: {viewed}")
    print(json.dumps(missing))


main(Path(sys.argv[1]))
