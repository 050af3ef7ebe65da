"""Mitigations on a sheet of their own are against the risk whose number they name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
_RISKS: tuple[Row, ...] = (
    ("Ref", "Risk", "Likelihood", "Impact", "Owner"),
    ("R/01", "Officers are taken for county operations", 4, 3, "Superintendent"),
    ("R/02", "Partners stop coming to tasking", 2, 3, "Inspector"),
    ("R/03", "Retail crime reports overwhelm the centre", 4, 4, "Manager"),
)
_ACTIONS: tuple[Row, ...] = (
    ("R/01", "Ring-fence two officers", "Inspector", "31/10/2026", "In progress", "Posts filled"),
    ("R/01", "Report abstraction monthly", "Analyst", "30/09/2026", "Complete", None),
    ("R/03", "Offer an online form to shops", "Manager", "31/12/2026", "Not started", "Quotes in"),
    ("R/09", "Share footage by a secure link", "Analyst", "15/02/2027", "In progress", None),
)


def _read(*sheets: tuple[str, tuple[Row, ...]]) -> Reading:
    grids = [Grid.of_rows(name, list(rows)) for name, rows in sheets]
    return read_grids(grids, FinancialYear(2026), Mappings())


def _against(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    titles = {draft.key: draft.values["title"] for draft in reading.drafts if draft.register == "risks"}
    for draft in reading.drafts:
        if draft.register == "mitigations":
            values = draft.values
            assert isinstance(values["risk"], To)
            yield titles[values["risk"].key], values["title"], values["due_on"], values["status"]


@pytest.mark.parametrize(
    "headings",
    [
        ("Risk ref", "Mitigating action", "Owner", "Due", "Status", "Remarks by the lead"),
        ("Risk ID", "Mitigation", "Lead", "Deadline", "State", "Folder colour"),
        ("Risk no.", "Action to reduce risk", "Action owner", "Target date", "Action status", "Weather"),
    ],
)
def test_each_is_of_the_risk_whose_number_it_names(headings: Row) -> None:
    reading = _read(("Register", _RISKS), ("Mitigations", (headings, *_ACTIONS)))
    assert sum(draft.register == "risks" for draft in reading.drafts) == 3
    assert list(_against(reading)) == [
        (_RISKS[1][1], "Ring-fence two officers", "2026-10-31", "in progress"),
        (_RISKS[1][1], "Report abstraction monthly", "2026-09-30", "complete"),
        (_RISKS[3][1], "Offer an online form to shops", "2026-12-31", "not started"),
    ]
    # What no field is for stays with the mitigation, and one of no risk here is asked about.
    notes = [draft.values.get("notes") for draft in reading.drafts if draft.register == "mitigations"]
    assert [bool(said) for said in notes] == [True, False, True]
    asked = {cell.text for cell in reading.cells if cell.mark.outcome == "asked" and cell.place.row == 5}
    assert {"R/09", "Share footage by a secure link", "Analyst"} <= asked


def test_without_the_register_none_of_them_becomes_a_risk() -> None:
    headings = ("Risk ref", "Mitigating action", "Owner", "Due", "Status", "Latest")
    reading = _read(("Mitigations", (headings, *_ACTIONS)))
    assert not [draft for draft in reading.drafts if draft.register in ("risks", "mitigations")]


def test_in_a_register_that_names_its_risks_what_is_left_over_stays_with_the_risk() -> None:
    headings = ("Risk ref", "Risk", "Likelihood", "Impact", "Mitigation", "Weather")
    rows = ((*risk[:4], action[1], "dull") for risk, action in zip(_RISKS[1:], _ACTIONS, strict=False))
    reading = _read(("Register", (headings, *rows)))
    notes = {draft.register: draft.values.get("notes") for draft in reading.drafts}
    assert notes["risks"] == "Weather: dull" and notes["mitigations"] is None
