"""Words of choices in two languages are read in English where the headings are in both; all others stay."""

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
