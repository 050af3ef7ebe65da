"""Real plans, brought in from their documents, printed in every form: all their text, nothing cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_documents import (
    document,
    forms_of,
    forms_workbook,
    headings_of,
    headings_workbook,
    sections_of,
    sections_workbook,
)

from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import REPORTS, print_report

START = {"sections": "003", "headings": "000", "forms": "001"}


def workbook(kind: str, text: str, path: Path) -> Path:
    if kind == "sections":
        title, introduction, sections = sections_of(text)
        return sections_workbook(path, sections, title=title, introduction=introduction, year="2008-2009")
    if kind == "headings":
        opening, rows = headings_of(text)
        return headings_workbook(path, rows, opening=opening)
    return forms_workbook(path, forms_of(text), opening=("Annual Partnership Plan 2010/2011",))


@pytest.fixture(
    scope="module",
    params=["forms", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("sections", "headings"))],
)
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PlanRecords:
    text = document(START[request.param])
    if text is None:
        pytest.skip("the reference documents are not here")
    folder = tmp_path_factory.mktemp("real")
    with Workspace.create(folder / "plan.csp") as workspace:
        workspace.apply([Insert("partnerships", {"name": "Rochford CSP", "short_name": "RCSP"})])
        apply_import(
            workspace, preview_import(workspace, workbook(request.param, text, folder / "plan.xlsx"))
        )
        return workspace.plan_records(workspace.plans()[0]["id"])


def quarter_reported(plan: PlanRecords):
    last = FinancialYear(plan.plan["first_year"]).quarters[3]
    return plan.quarter_to_show(last.end) if plan.updates else last


@pytest.mark.slow
@pytest.mark.parametrize("large", [pytest.param(False, id="normal"), pytest.param(True, id="large print")])
def test_plan_and_sheet_hold_all_its_text(plan, large, options, text_of, missing_from, words_on_pages):
    quarter = quarter_reported(plan)
    texts = [
        line
        for item in plan.plan_items
        for name in ("ref", "title", "target", "outcome", "timescale", "resources")
        for line in (item[name] or "").split("\n")
    ]
    now = [update["narrative"] for update in plan.updates if update["quarter"] == quarter.code]
    measures = [value for one in plan.indicators for value in (one["title"], one["source"])]
    risks = [*(risk["title"] for risk in plan.risks), *(one["title"] for one in plan.mitigations)]
    owed = {
        "action-plan": [*texts, *(update["narrative"] for update in plan.updates)],
        "progress-update": [*texts, *now],
        "quarterly-sheet": [*texts, *now, *measures, *risks],
        "indicators": measures,
        "risk-register": risks,
    }
    for name, wanted in owed.items():
        pdf = print_report(plan, name, options(quarter=quarter, large_print=large))
        page, edges = text_of(pdf), max((found[0] for found in words_on_pages(pdf)), default=1)
        missing = missing_from(page, wanted)
        assert len(missing) < edges, (name, missing)
        for text in missing:
            assert all(word in page for word in text.split()), (name, text)


@pytest.mark.slow
def test_every_form_prints(plan, options):
    for name in REPORTS:
        if name == "return-form" or (name == "highlight" and not plan.groups):
            continue
        for large in (False, True):
            pdf = print_report(plan, name, options(quarter=quarter_reported(plan), large_print=large))
            assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
