"""Groups over the headings of scores, merged or not: how far each goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids, read_source
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

GROUPS = ("Gross risk (before controls)", "Net risk (after controls)", "Target risk")
SCORES = ("Likelihood", "Impact", "Score")


def _read(rows: Rows) -> Reading:
    return read_grids([Grid.of_rows("Register", rows)], FinancialYear(2026), Mappings())


def _asked(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]


def test_three_groups_of_scores_that_are_not_merged() -> None:
    gross, net, target = GROUPS
    rows: Rows = [
        ("Ref", "Risk description", gross, None, None, "Controls in place", net, None, None, target, None, None, "Owner"),
        (None, None, *SCORES, None, *SCORES, *SCORES, None),
        ("CS1", "County lines activity grows", 5, 4, 20, "Joint taskforce", 4, 4, 16, 2, 4, 8, "Police"),
        ("CS2", "Review actions are not finished", 3, 5, 15, "Tracker kept", 2, 5, 10, 1, 5, 5, "Council"),
        ("CS3", "Grant underspent", 4, 2, 8, "Monthly meeting", 3, 2, 6, 2, 1, 2, "Council"),
    ]  # fmt: skip
    reading = _read(rows)
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert [
        [risk[f"{phase}_{kind}"] for phase in ("inherent", "current", "target") for kind in ("likelihood", "impact")]
        for risk in risks
    ] == [[5, 4, 4, 4, 2, 4], [3, 5, 2, 5, 1, 5], [4, 2, 3, 2, 2, 1]]  # fmt: skip
    assert [(risk["ref"], risk["owner"]) for risk in risks] == [
        ("CS1", "Police"),
        ("CS2", "Council"),
        ("CS3", "Council"),
    ]
    assert _asked(reading) == []


def test_particulars_over_a_table_are_no_groups() -> None:
    rows: Rows = [
        ("Prepared by", "Clerk", "Version 3"),
        (None, "Likelihood", "Impact", "Likelihood", "Impact"),
        ("Hub closes", 4, 4, 3, 4),
        ("Data breach", 3, 5, 1, 5),
    ]
    table = _read(rows).mapped[0].table
    assert "Clerk" not in " ".join(column.heading for column in table.columns)


@pytest.mark.parametrize("merged", [True, False])
def test_a_merged_group_goes_no_further_than_it_is_merged(tmp_path: Path, merged: bool) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([None, None, "Gross", None, None, None, None, "Net"])
    sheet.append(
        ["No", "Risk", "L", "I", "Score", "RAG", "Controls", "L", "I", "Score", "RAG", "Owner", "Comments"]
    )
    sheet.append(
        [1, "Liaison officers lost", 4, 4, 16, "Red", "Joint letter", 3, 4, 12, "Amber", "Chair", "New"]
    )
    sheet.append([2, "Reporting tool fails", 3, 3, 9, "Amber", "Contract", 2, 3, 6, "Green", "Analyst", None])
    if merged:
        sheet.merge_cells("C1:F1")
        sheet.merge_cells("H1:K1")
    book.save(tmp_path / "Risks.xlsx")
    reading = read_source(tmp_path / "Risks.xlsx", year=FinancialYear(2026))
    headings = [column.heading for column in reading.mapped[0].table.columns]
    assert headings[2:6] == ["Gross L", "Gross I", "Gross Score", "Gross RAG"]
    assert headings[7:11] == ["Net L", "Net I", "Net Score", "Net RAG"]
    assert (headings[6] == "Controls", headings[11:] == ["Owner", "Comments"]) == (merged, merged)
    scores = [
        tuple(draft.values[f"{phase}_{kind}"] for phase in ("inherent", "current") for kind in ("likelihood", "impact"))
        for draft in reading.drafts
        if draft.register == "risks"
    ]  # fmt: skip
    assert scores == [(4, 4, 3, 4), (3, 3, 2, 3)]


def test_a_row_of_groups_over_groups_is_no_question(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Half-year monitoring 2026/27"])
    sheet.append([None, "THE PLAN", None, None, "HALF YEAR 1", None, "HALF YEAR 2", None])
    sheet.append(
        [None, None, None, None, "April to September 2026", None, "October 2026 to March 2027", None]
    )
    sheet.append(["Ref", "Action", "Lead", "Due", "Progress", "RAG", "Progress", "RAG"])
    sheet.append(["1.1", "Fit gates in Ash Lane", "Police", "31/12/2026", "Nine are fitted", "G", None, None])
    sheet.append(
        ["1.2", "Walk the bus routes", "Council", "28/02/2027", "Routes 4 and 11 walked", "A", None, None]
    )
    for merged in ("B2:D2", "E2:F2", "G2:H2", "E3:F3", "G3:H3"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "Plan.xlsx")
    reading = read_source(tmp_path / "Plan.xlsx", year=FinancialYear(2026))
    assert _asked(reading) == []
    updates = [draft.values for draft in reading.drafts if draft.register == "updates"]
    assert [(own["quarter"], own["narrative"], own["rag"]) for own in updates] == [
        ("2026-Q2", "Nine are fitted", "green"),
        ("2026-Q2", "Routes 4 and 11 walked", "amber"),
    ]


def test_what_a_form_says_over_a_table_is_still_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Project", None, "Safer Streets", None])
    sheet.append(["Action", "Lead", "Due", "Progress"])
    sheet.append(["Fit gates in Ash Lane", "Police", "31/12/2026", "Nine are fitted"])
    sheet.append(["Walk the bus routes", "Council", "28/02/2027", "Two were walked"])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    book.save(tmp_path / "Plan.xlsx")
    reading = read_source(tmp_path / "Plan.xlsx", year=FinancialYear(2026))
    headings = {column.heading for column in reading.mapped[0].table.columns}
    assert "Safer Streets" in _asked(reading) or any("Safer Streets" in heading for heading in headings)


def test_a_target_under_each_quarter_is_the_step_of_that_quarter_and_never_of_the_year() -> None:
    rows: Rows = [
        ("Ref", "Indicator", "Q1", None, "Q2", None),
        (None, None, "Target", "Actual", "Target", "Actual"),
        ("K1", "Burglaries", 80, 78, 75, 74),
        ("K2", "Robberies", 10, 9, 10, 12),
    ]
    reading = _read(rows)
    found = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(each["trajectory_q1"], each["trajectory_q2"], each.get("target_value")) for each in found] == [
        (80, 75, None),
        (10, 10, None),
    ]
    assert _asked(reading) == []
