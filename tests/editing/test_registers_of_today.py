"""The registers kept beside a plan today: each sheet has its home, goes out in returns, comes back and prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from returning_partner import Sheet, fill_in, take_in

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Change, Insert, Update, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.reports.blocks import Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions

YEAR, Q3 = FinancialYear(2026), Quarter(2026, 3)
SHEETS: dict[str, list[tuple[Any, ...]]] = {
    "Delivery Plan 2026-27": [
        ("Priority", "Ref", "What we will do", "Lead partner", "Lead officer", "Timescale", "Q1 progress", "Q1 RAG"),
        ("Violence", "V1", "Write the needs assessment", "Police", "Analyst", "31/01/2027", "Data asked for", "A"),
        ("Violence", "V2", "Train staff of licensed premises", "Council", "Licensing Lead", "Mar-27", "Two done", "G"),
    ],
    "Performance": [
        ("KPI", "Measure", "Source", "Baseline 2025/26", "Target 2026/27", "Q1", "Q2", "Direction of good"),
        ("K1", "Violence with injury", "Police.uk", 380, 350, 90, 91, "Down"),
        ("K2", "Case review applications received", "Council", 8, "No target", 2, 1, "n/a"),
        ("K3", "Case reviews that met the threshold", "Council", 4, "No target", 1, 1, "n/a"),
    ],
    "Action log": [
        ("No", "Meeting date", "Minute", "Action", "Owner", "Due", "Status", "Update"),
        ("1", "14/07/2026", "4.2", "Circulate the agreement", "Police", "31/10/2026", "Open", "Drafted"),
    ],
    "DARDR recommendations": [
        ("Review", "Rec no", "Recommendation", "Scope", "Lead agency", "Target date", "Date completed and outcome"),
        ("Review A", "1", "Ask about abuse at every visit", "Local", "Council", "31/12/2026", None),
    ],
    "PSPO register": [
        ("Order", "Area", "Made on", "Expires on", "Restrictions", "Review due"),
        ("Market square PSPO", "Westmere", "20/12/2023", "19/12/2026", "Alcohol", "19/09/2026"),
    ],
    "Risk register": [
        ("Ref", "Risk", "Cause", "Likelihood", "Impact", "Score", "Controls", "Owner"),
        ("1", "The safety fund is not confirmed", "Elections", 4, 4, 16, "Keep a reserve", "Community Safety Manager"),
    ],
    "PCC grant": [
        ("Fund", "Project", "Provider", "Allocated", "Q1 spend", "Q2 spend", "Forecast"),
        ("Commissioner's safety fund", "Night-time marshals", "Council", "£9,000", "£2,000", "£2,500", "£9,000"),
    ],
}  # fmt: skip
HOMES = {
    "plan_items": {"Write the needs assessment", "Train staff of licensed premises"},
    # Case reviews are figures of a quarter, and training is an action.
    "indicators": {
        "Violence with injury", "Case review applications received", "Case reviews that met the threshold",
    },
    "log_entries": {"Circulate the agreement", "Ask about abuse at every visit", "Market square PSPO"},
    "risks": {"The safety fund is not confirmed"},
    "allocations": {"Night-time marshals"},
}  # fmt: skip
PRINTED = (
    "action-plan", "indicators", "action-log", "recommendations", "orders", "forward-plan", "risk-register",
    "funding-statement",
)  # fmt: skip
ANSWERED = {
    "Action updates": ("Update", "It is with the board."),
    "Indicators": ("Actual", 3),
    "Log": ("Update", "It was spoken of."),
    "Risks": ("Comment", "It is known by March."),
    "Funding": ("Spent this quarter", 100),
}


def _book(path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _titles(ws: Workspace, register: str) -> dict[str, str]:
    name = "project" if register == "allocations" else "title"
    return {found[name]: found["id"] for found in ws.records(register)}


@pytest.mark.slow
def test_every_sheet_has_its_home_goes_out_comes_back_and_prints(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "mine.csp") as ws:
        ws.apply([Insert("partnerships", {"name": "Westmere", "short_name": "W"})], kind="start")
        preview = preview_import(ws, _book(tmp_path / "theirs.xlsx"), year=YEAR)
        apply_import(ws, preview)
        assert not [cell for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]
        plan = ws.plans()[0]["id"]
        homes = {register: _titles(ws, register) for register in HOMES}
        priorities = {item["title"] for item in ws.records("plan_items") if item["level"] == "priority"}
        assert {
            register: found.keys() - (priorities if register == "plan_items" else set())
            for register, found in homes.items()
        } == HOMES

        # Their sheets name no agency for a figure, a risk or a grant: whose they are is said once.
        council = next(one["id"] for one in ws.records("agencies") if one["short_name"] == "Council")
        owned: list[Change] = [
            *(Update("indicators", found, {"owner": council}) for found in homes["indicators"].values()),
            *(Update("risks", found, {"owner_agency": council}) for found in homes["risks"].values()),
            *(
                Update(
                    "allocations", found, {"item": homes["plan_items"]["Train staff of licensed premises"]}
                )
                for found in homes["allocations"].values()
            ),
        ]
        ws.apply(owned)
        exported = export_returns(ws, plan, Q3, tmp_path / "out")
        sent = {
            row.title: sheet.form.title
            for form in paper_returns(ws, plan, Q3)
            for sheet, row in form.rows()
            if sheet.key != "mitigations"
        }
        assert set().union(*HOMES.values()) <= sent.keys()

        def reply(book: Workbook) -> None:
            for title, (heading, said) in ANSWERED.items():
                if title not in book.sheetnames:
                    continue
                sheet = Sheet(book[title])
                for row, of_sheet in sent.items():
                    if of_sheet == title and any(row in values for values in book[title].values):
                        sheet[row, heading] = said

        for one in exported:
            (file,) = take_in(ws, fill_in(one.path, reply)).files
            assert file.questions == []
        back = {
            "updates": ("item", "plan_items", 2), "measurements": ("indicator", "indicators", 3),
            "log_updates": ("entry", "log_entries", 3), "risk_reviews": ("risk", "risks", 1),
            "funding_entries": ("allocation", "allocations", 1),
        }  # fmt: skip
        for register, (owner, of, number) in back.items():
            told = {one[owner] for one in ws.records(register, {"quarter": Q3.code}) if one["return_file"]}
            assert told <= set(homes[of].values()) and len(told) == number, register

        said = " ".join(_printed(ws, plan))
        assert [title for titles in HOMES.values() for title in titles if title not in said] == []
        for answer in ("It is with the board.", "It was spoken of.", "It is known by March."):
            assert answer in said


def _printed(ws: Workspace, plan: str) -> list[str]:
    """Every word of every form the registers are printed on."""
    records = ws.plan_records(plan)
    return [
        piece.text
        for form in PRINTED
        for sheet in gather(records, form, ReportOptions(quarter=Q3, printed_on=date(2027, 1, 8))).sheets
        for block in sheet.blocks.values()
        if isinstance(block, Table)
        for row in block.rows
        for parts in getattr(row, "cells", ())
        for piece in parts
        if isinstance(piece, Words)
    ]
