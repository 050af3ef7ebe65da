"""What stands between records and names none of them: when or why actions were added, or what became of one of them."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("No.", "Action", "Lead", "Due date", "Status")
_TITLES = (
    "Run the tasking meeting",
    "Print the leaflet",
    "Fit new locks",
    "Train the wardens",
    "Light the lane",
)


def read(*rows: str) -> Reading:
    """A plan under Priority 1: each text of a number is an action, any other stands alone between them."""
    titles = iter(_TITLES)
    cells = [
        (row,) if " " in row or not any(map(str.isdigit, row))
        else (row, next(titles), "Council", "30/09/2026", "Open")
        for row in rows
    ]  # fmt: skip
    grid = Grid.of_rows("Plan", [_HEADINGS, ("Priority 1: Nuisance",), *cells])
    return read_grids([grid], FinancialYear(2026), Mappings())


def above(reading: Reading) -> list[str]:
    """The title of what each action stands right under, in their order."""
    items = {draft.key: draft for draft in reading.drafts if draft.register == "plan_items"}
    actions = [draft for draft in items.values() if draft.values["level"] == "action"]
    return [str(items[draft.values["parent"].key].values["title"]) for draft in actions]


@pytest.mark.parametrize(
    ("remark", "numbers"),
    [
        ("Added at Board 14 May following refresh of the assessment:", ("1b", "1c")),
        ("New actions agreed by the board in July:", ("1.3", "1.4")),
        ("Moved here from Priority 3 on 2 June 2026", ("1(b)", "1(c)")),
        ("Deferred from last year's plan", ("1.9", "1.10")),
        ("The following actions were brought in after the peer review:", ("P1.2", "P1.3")),
        ("Carried forward from 2025/26:", ("1.1.1", "1.1.2")),
    ],
)
def test_a_remark_across_which_numbers_go_on_heads_none_of_them(
    remark: str, numbers: tuple[str, str]
) -> None:
    reading = read(numbers[0], remark, numbers[1], "Priority 2: Homes", "2.1")
    assert above(reading) == ["Priority 1: Nuisance"] * 2 + ["Priority 2: Homes"]
    (mark,) = [cell.mark for cell in reading.cells if cell.text == remark]
    assert mark.outcome == "asked" and "a remark between the rows" in mark.message


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Prevention", ("1.3", "1.4")),
        ("Prevention:", ("1.3", "1.4")),
        ("Objective B: New ways to report", ("1.3", "1.4")),
        ("New communities", ("1.3", "1.4")),
        ("Added value for residents", ("1.3", "1.4")),
        # Numbers that begin again, or stand below nothing, do not go on across it.
        ("New work from the summit", ("1.3", "2.1")),
        ("New work from the summit", ("1.3", "1.5")),
        ("New work from the summit", ("A3", "A4")),
        ("New work from the summit", ("3", "4")),
    ],
)
def test_what_names_the_actions_below_it_still_heads_them(heading: str, numbers: tuple[str, str]) -> None:
    assert above(read(numbers[0], heading, numbers[1])) == ["Priority 1: Nuisance", heading]


def log(*rows: str) -> Reading:
    """Recommendations: each text of a number is one, any other stands alone between them."""
    titles = iter(_TITLES)
    cells = [(row, next(titles), "Police", "30/09/2026", "Begun") if len(row) < 4 else (row,) for row in rows]
    headings = ("Rec", "Recommendation", "Agency", "Due date", "Progress")
    return read_grids([Grid.of_rows("Recommendations", [headings, *cells])], FinancialYear(2026), Mappings())


def entries(reading: Reading) -> list[tuple[str, str]]:
    """The source and notes of each recommendation."""
    drafts = [draft.values for draft in reading.drafts if draft.register == "log_entries"]
    return [(str(own.get("source")), str(own.get("notes", ""))) for own in drafts]


_ALDER, _BIRCH = "DHR “Alder” (published 12 March 2026)", "SAR Mr Birch – not yet published"


@pytest.mark.parametrize(
    ("remark", "of"),
    [
        ("S1: Chair has written to the committee, reply due before Christmas", "S1"),
        ("Note on S2 – closed by the panel", "S2"),
        ("Rec S2: evidence awaited", "S2"),
    ],
)
def test_a_remark_on_one_recommendation_is_kept_with_it_and_heads_none(remark: str, of: str) -> None:
    reading = log(_ALDER, "S1", "S2", remark, "S3", _BIRCH, "T1")
    noted = [remark if number == of else "" for number in ("S1", "S2", "S3", "T1")]
    assert entries(reading) == list(zip([_ALDER] * 3 + [_BIRCH], noted, strict=True))
    told = {cell.text: cell.mark for cell in reading.cells}
    assert told[remark].outcome == "noted"
    assert (told[_ALDER].outcome, told[_ALDER].field) == ("taken", "source")


def test_a_sentence_between_recommendations_is_asked_about_and_heads_none() -> None:
    remark = "The Chair has written to the local committee about this"
    reading = log("National", "S1", remark, "S2", "Local", "T1")
    assert [notes for _, notes in entries(reading)] == ["Heading: National"] * 2 + ["Heading: Local"]
    assert [cell.mark.outcome for cell in reading.cells if cell.text == remark] == ["asked"]


def test_sentences_after_the_rows_they_tell_of_head_none_of_those_below() -> None:
    said = [
        "The ward councillors see this page before each surgery.",
        "The parish clerk reads this part to her council.",
    ]
    rows = [
        ("C1", _TITLES[0]),
        ("C2", _TITLES[1]),
        (said[0],),
        ("N1", _TITLES[2]),
        (said[1],),
        ("T1", _TITLES[3]),
    ]
    cells = [row if len(row) == 1 else (*row, "Council", "30/09/2026", "Open") for row in rows]
    reading = read_grids([Grid.of_rows("Ward plans", [_HEADINGS, *cells])], FinancialYear(2026), Mappings())
    assert len(set(above(reading))) == 1
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "asked"] == said
