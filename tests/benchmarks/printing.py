"""A 60-page print, against typst setting the same words as one bare table."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import typst
from measuring import Row, in_turns

from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import ReportOptions, print_report

_BARE = b"""
#set page(paper: "a4", flipped: true)
#set text(size: 9pt)
#table(columns: 5, ..json(bytes(sys.inputs.rows)).flatten())
"""


def sixty_pages(file: Path, on: str) -> Row:
    """The action plan of a plan enlarged to about 60 pages, its words changed before each print.

    Typst remembers what it has set before, so the same words twice would cost next to nothing.
    """
    with Workspace.open(file, read_only=True) as workspace:
        records = workspace.plan_records(workspace.plans()[0]["id"])
    options = ReportOptions(quarter=records.quarter_to_show(date(2010, 12, 1)))
    pages = pages_of(print_report(records, "action-plan", options))
    copies = max(1, round(60 / pages))
    turns = count()

    def ours() -> bytes:
        return print_report(_enlarged(records, copies, next(turns)), "action-plan", options)

    def bare() -> bytes:
        inputs = {"rows": json.dumps(_rows(_enlarged(records, copies, next(turns))))}
        return typst.compile(_BARE, format="pdf", sys_inputs=inputs)

    pages = pages_of(ours())
    figure, floor = in_turns(ours, bare, 5)
    return Row(f"print of {pages} pages", on, figure, floor, "typst setting the same words barely", None)


def _rows(records: PlanRecords) -> list[list[str]]:
    return [
        [
            item["ref"] or "",
            item["title"],
            item["timescale"] or "",
            item["outcome"] or "",
            " ".join(update["narrative"] or "" for update in records.updates_of.get(item["id"], [])),
        ]
        for item in records.outline()
    ]


def _enlarged(records: PlanRecords, copies: int, turn: int) -> PlanRecords:
    """The same plan several times over, worded anew for each turn."""
    items, updates = [], []
    for copy in range(copies):
        for item in records.plan_items:
            parent = item["parent"] and f"{item['parent']} {copy}"
            title = f"{turn} {item['title']}"
            items.append({**item, "id": f"{item['id']} {copy}", "parent": parent, "title": title})
        for update in records.updates:
            narrative = f"{turn} {update['narrative'] or ''}"
            updates.append({**update, "item": f"{update['item']} {copy}", "narrative": narrative})
    return replace(records, plan_items=items, updates=updates)


def pages_of(pdf: bytes) -> int:
    """The pages of a PDF as typst or LibreOffice writes it."""
    return pdf.count(b"/Type/Page/") or pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page/")
