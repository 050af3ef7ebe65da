"""Progress that is counted: asked in returns where it is counted, back in the file, on the printed page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from returning_partner import Q1, Q2, ReportingPlan, answer, of, send, take_in

from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.reports.blocks import Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.due_dates import counted_progress

SHEET = "Action updates"
COUNTED = ["Counted up to Q1", "Number done", "Out of"]


def asked(form: Path) -> dict[str, object]:
    """The headings about counting on a form, with what each says of the first action."""
    sheet = load_workbook(form)[SHEET]
    return {cell.value: sheet.cell(4, cell.column).value for cell in sheet[3] if cell.value in COUNTED}


def test_what_is_counted_is_asked_comes_back_and_is_printed(tmp_path: Path) -> None:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        assert asked(send(ws, plan, tmp_path / "uncounted")) == {}
        first = next(
            one for one in ws.records("updates", {"item": plan.items[0]}) if one["quarter"] == Q1.code
        )
        ws.apply(
            [
                Update("updates", first["id"], {"done": 9, "of": 22}),
                Insert("updates", {"item": plan.items[2], "quarter": Q2.code, "of": 6}),
                Update("agencies", plan.police, {"return_form": "short"}),
            ]
        )
        assert asked(send(ws, plan, tmp_path / "short")) == dict(
            zip(COUNTED, ("9 of 22", None, None), strict=True)
        )
        ws.apply([Update("agencies", plan.police, {"return_form": "full"})])
        form = send(ws, plan, tmp_path / "out")
        assert load_workbook(form)[SHEET].cell(6, 9).value == "Nothing yet"
        typed = {"1.1": 14, "1.2": "about 3", "1.3": "two", "1.4": "-1", "1.5": 2.5, "1.6": "14 of 22"}
        preview = take_in(
            ws, answer(form, {(SHEET, ref, "Number done"): said for ref, said in typed.items()})
        )
        assert [(found.ref, found.value) for found in of(preview, "changed")] == [("1.1", 14)]
        told = {found.ref: found.message for found in preview.files[0].questions}
        assert told.keys() == {"1.2", "1.3", "1.4", "1.5", "1.6"}
        assert told["1.2"] == "“about 3” is not just a number. Did they mean 3?"
        assert told["1.3"] == "“two” is not a number; write how many, digits only."
        records = ws.plan_records(plan.plan)
        assert [counted_progress(records, plan.items[0], quarter) for quarter in (Q1, Q2, Quarter(2010, 3))] == [
            "9 of 22", "14 of 22", "",
        ]  # fmt: skip
        for name, block in (("quarterly-sheet", "milestones"), ("action-plan", "priority 0")):
            options = ReportOptions(quarter=Q2, printed_on=date(2010, 10, 19))
            table = gather(records, name, options).sheets[0].blocks[block]
            assert isinstance(table, Table)
            said = [
                piece.text
                for row in table.rows
                for parts in getattr(row, "cells", ())
                for piece in parts
                if isinstance(piece, Words)
            ]
            assert "Counted: 14 of 22." in said, name
