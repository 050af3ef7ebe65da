"""Headings and words of choices in two languages are read in English where the headings are in both; all others stay."""

from __future__ import annotations

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Blaenoriaeth / Priority", "Cam gweithredu / Action", "Arweinydd / Lead", "Dyddiad gorffen / End date", "Statws / Status", "CAG / RAG")  # fmt: skip
_ROWS = [
    (
        "Safer seas",
        "Walk the harbour",
        "Heddlu / Police",
        "2026-09-11",
        "Cwblhawyd / Complete",
        "Glas / Blue",
    ),
    (
        "Safer seas",
        "Teach tombstoning risks",
        "Council",
        "2026-10-16",
        "Ar waith / In progress",
        "Coch / Red",
    ),
    ("Safer seas", "Mend the lamps", "Council", "2026-12-16", "Heb ddechrau / Not started", "Oren / Amber"),
]


def _read(headings: tuple[str, ...]) -> tuple[list[object], list[object], list[str]]:
    reading = read_grids([Grid.of_rows("Plan", [headings, *_ROWS])], FinancialYear(2026), Mappings())
    actions = [draft.values for draft in reading.drafts if draft.values.get("level") == "action"]
    ratings = [draft.values.get("rag") for draft in reading.drafts if draft.register == "updates"]
    said = [cell.mark.message for cell in reading.cells if cell.place.address == "E2"]
    return [action.get("status") for action in actions], ratings, said


def test_words_are_read_in_english_where_the_headings_are_in_both_languages() -> None:
    assert _read(_HEADINGS) == (
        ["complete", "in progress", "not started"],
        ["blue", "red", "amber"],
        ["“Cwblhawyd / Complete” is read as Complete."],
    )


def test_under_headings_in_one_language_they_are_asked_about() -> None:
    _, _, (said,) = _read(tuple(heading.split(" / ")[1] for heading in _HEADINGS))
    assert "is read as" not in said


def test_headings_in_two_languages_are_read_in_english_and_another_areas_average_is_none_of_ours() -> None:
    months = ("Ebr / Apr", "Mai / May", "Meh / Jun", "Gor / Jul", "Awst / Aug", "Medi / Sep")
    rows = [
        ("Cyf / Ref", "Dangosydd / Indicator", "Ffynhonnell / Source", "Alldro / Outturn 2025-26", "Targed / Target 2026-27", *months),
        ("K1", "Tanau bwriadol / Deliberate fires", "IRS", 139, 125, 31, 18, 12, 9, 14, 6),
        (None, "Cyfartaledd y De / Southern average", None, None, None, 22, 17, 11, 10, 12, 8),
        ("K2", "Tipio / Fly-tipping", "WDF", 1040, 1000, 91, 88, 84, 79, 82, 90),
        ("K3", "Lladrad / Robbery", "Niche", 88, 80, 9, 4, 3, 7, 9, 2),
    ]  # fmt: skip
    reading = read_grids([Grid.of_rows("Perf", rows)], FinancialYear(2026), Mappings())
    indicators = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(one["ref"], one["baseline_value"]) for one in indicators] == [
        ("K1", 139),
        ("K2", 1040),
        ("K3", 88),
    ]
    (said,) = [cell.mark for cell in reading.cells if cell.place.address == "B3"]
    assert (said.outcome, said.message) == (
        "asked",
        "“Cyfartaledd y De / Southern average” names no indicator.",
    )
