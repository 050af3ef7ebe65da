"""Groups over the headings of scores, with nothing merged: most headings stand in the row of the groups."""

from __future__ import annotations

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
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
