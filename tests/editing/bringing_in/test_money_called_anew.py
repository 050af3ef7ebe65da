"""Money under a new name is asked about, and never a second stream or project with its spending counted again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, choose, compare
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_BY_QUARTER = ("Project", "Funding source", "Amount", "Q1", "Q2")
_SO_FAR = ("Grant", "Project", "Provider", "Amount", "Spent to date")


def compared(ws: Workspace, headings: tuple[str, ...], *rows: tuple[Any, ...]) -> ImportPreview:
    reading = read_grids(
        [Grid.of_rows("Spending 2026-27", [headings, *rows])],
        FinancialYear(2026),
        Mappings(take_doubtful=True),
    )
    return compare(ws, reading, "spending.xlsx", mappings=Mappings())


def asked(preview: ImportPreview) -> dict[str, str]:
    """What is asked about, by its name, with the record it may be."""
    return {
        proposal.title: proposal.nearest.title
        for proposal in preview.proposals
        if proposal.outcome == "asked" and proposal.nearest
    }


def spent(ws: Workspace) -> int:
    return sum(entry["amount"] for entry in ws.records("funding_entries")) // 100


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("PCC Community Safety Fund", "PCC CSF"),
        pytest.param("PCC Community Safety Fund", "CSF", marks=pytest.mark.slow),
        pytest.param("Serious Violence Duty", "SVD", marks=pytest.mark.slow),
        pytest.param("Home Office Serious Violence Duty", "HO SVD", marks=pytest.mark.slow),
        pytest.param("Safer Streets 5", "SS5", marks=pytest.mark.slow),
        ("SVD", "Serious Violence Duty"),
    ],
)
def test_a_stream_abbreviated_is_asked_about(ws: Workspace, full: str, short: str) -> None:
    others = ("Night bus", "Proceeds of crime", 4_000, 500)
    apply_import(ws, compared(ws, _BY_QUARTER, ("Night bus", full, 9_000, 1_000, None), (*others, None)))
    preview = compared(ws, _BY_QUARTER, ("Night bus", short, 9_000, 1_000, 1_200), (*others, 0))
    assert asked(preview) == {short: full}
    apply_import(ws, preview)
    assert (len(ws.records("funding_streams")), spent(ws)) == (2, 1_500)
    (key,) = [proposal.key for proposal in preview.proposals if proposal.title == short]
    apply_import(ws, choose(ws, preview, {key: "update"}))
    assert (len(ws.records("funding_streams")), spent(ws)) == (2, 2_700)


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("Safer Streets 4", "SS5"),
        ("Serious Violence Duty", "ASB Hotspot Fund"),
        ("PCC Community Safety Fund", "PCC Victims Fund"),
    ],
)
def test_another_stream_is_taken_unasked(ws: Workspace, known: str, other: str) -> None:
    apply_import(ws, compared(ws, _BY_QUARTER, ("Night bus", known, 9_000, 1_000, None)))
    preview = compared(ws, _BY_QUARTER, ("Gates", other, 7_000, 300, None))
    assert not asked(preview)
    apply_import(ws, preview)
    assert len(ws.records("funding_streams")) == 2


def test_a_project_renamed_with_the_same_provider_and_amount_is_asked_about(ws: Workspace) -> None:
    boxing = ("PCC", "Youth boxing", "ABC", 4_000, 500)
    apply_import(ws, compared(ws, _SO_FAR, ("PCC", "Night bus", "Night Safe", 9_000, 1_000), boxing))
    preview = compared(ws, _SO_FAR, ("PCC", "Safer journeys home", "Night Safe", 9_000, 2_000), boxing)
    assert asked(preview) == {"Safer journeys home": "Night bus"}
    assert not preview.gone
    apply_import(ws, preview)
    assert spent(ws) == 1_500
    (key,) = [proposal.key for proposal in preview.proposals if proposal.title == "Safer journeys home"]
    apply_import(ws, choose(ws, preview, {key: "update"}))
    assert (len(ws.records("allocations")), spent(ws)) == (2, 2_500)


@pytest.mark.parametrize(
    "other", [("Safer journeys", "Night Safe", 8_000), ("Safer journeys", "Taxi Firm", 9_000)]
)
def test_another_project_of_another_sum_or_provider_is_taken_unasked(
    ws: Workspace, other: tuple[object, ...]
) -> None:
    bus = ("PCC", "Night bus", "Night Safe", 9_000, 1_000)
    apply_import(ws, compared(ws, _SO_FAR, bus))
    preview = compared(ws, _SO_FAR, bus, ("PCC", *other, 200))
    assert not asked(preview)
    apply_import(ws, preview)
    assert len(ws.records("allocations")) == 2


def test_projects_of_a_stream_that_is_not_named_any_more_are_asked_about(ws: Workspace) -> None:
    rows = [
        ("Night bus", "Mayor's pot", 9_000, 1_000, None),
        ("Night bus", "Safer Streets", 4_000, 500, None),
    ]
    apply_import(ws, compared(ws, _BY_QUARTER, *rows))
    preview = compared(ws, _BY_QUARTER, ("Night bus", "Combined authority", 9_000, 1_000, 1_200), rows[1])
    assert asked(preview) == {"Night bus": "Night bus"}
    apply_import(ws, preview)
    assert spent(ws) == 1_500


_BIDS = ("Fund", "Project", "Amount sought", "Date submitted", "Decision")


def test_a_bid_made_again_in_another_year_is_asked_about(ws: Workspace) -> None:
    won = ("Home Office", "CCTV in the park", 50_000, date(2026, 5, 1), "Awarded")
    apply_import(
        ws, compared(ws, _BIDS, won, ("Lottery", "Youth boxing", 4_000, date(2026, 5, 9), "Refused"))
    )
    preview = compared(
        ws,
        _BIDS,
        ("Home Office", "CCTV in the park", 60_000, date(2027, 5, 1), "Submitted"),
        ("Lottery", "Youth boxing", 4_000, date(2026, 9, 9), "Submitted"),
    )
    assert [found.question for found in preview.proposals if found.outcome == "asked"] == [
        "Is this “CCTV in the park”, which is there already? That was submitted in 2026/27, this in 2027/28.",
        "Is this “Youth boxing”, which is there already? That is refused, and this is submitted.",
    ]
    apply_import(ws, preview)
    assert {bid["decision"] for bid in ws.records("bids")} == {"awarded", "refused"}


def test_a_bid_decided_or_put_right_is_the_same(ws: Workspace) -> None:
    bid = ("Home Office", "CCTV in the park", 50_000, date(2026, 5, 1), "Submitted")
    apply_import(ws, compared(ws, _BIDS, bid))
    preview = compared(ws, _BIDS, (*bid[:3], date(2026, 5, 2), "Awarded"))
    assert not asked(preview)
    apply_import(ws, preview)
    (kept,) = ws.records("bids")
    assert (kept["submitted_on"], kept["decision"]) == ("2026-05-02", "awarded")
