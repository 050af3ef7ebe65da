"""Scales a workbook tells itself: those that fall from 1, those of four steps in words, and letters."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]
TURNED = (
    "Likelihood and impact in Risks are on a scale of 1 to 4, on which 1 is the highest: "
    "each was turned round and put on 1 to 5."
)
STRETCHED = "Likelihood and impact in Risks are on a scale of 1 to 4: each was put on 1 to 5."


def _read(headings: tuple[str, str], scores: Rows, **others: Rows) -> Reading:
    titles = ("Hub closes", "Data breach", "Flooded station")
    rows: Rows = [
        ("Ref", "Risk", *headings),
        *((f"R{at}", title, *pair) for at, (title, pair) in enumerate(zip(titles, scores, strict=True), 1)),
    ]
    grids = [Grid.of_rows("Risks", rows), *(Grid.of_rows(name, sheet) for name, sheet in others.items())]
    return read_grids(grids, FinancialYear(2026), Mappings())


def _scores(reading: Reading) -> list[tuple[object, object]]:
    return [
        (draft.values.get("current_likelihood"), draft.values.get("current_impact"))
        for draft in reading.drafts
        if draft.register == "risks"
    ]


def _asked(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize(
    "said",
    ["(1 = high, 4 = low)", "(1 is highest, 4 lowest)", "1 (most) to 4 (least)", "(4 = low – 1 = high)"],
)
def test_a_heading_that_says_1_is_the_highest(said: str) -> None:
    reading = _read((f"Likelihood {said}", f"Impact {said}"), [(1, 2), (4, 1), (3, 3)])
    assert _scores(reading) == [(5, 4), (1, 5), (2, 2)]
    assert reading.notes.count(TURNED) == 1


def test_a_heading_that_says_no_more_than_1_is_the_highest() -> None:
    reading = _read(("Likelihood (1 = highest)", "Impact (1 = highest)"), [(1, 2), (4, 1), (3, 5)])
    assert _scores(reading) == [(5, 4), (2, 5), (3, 1)]


SCORES: Rows = [(3, 5), (4, 3), (1, 2)]


def _under(line: str, scores: Rows = SCORES) -> Reading:
    rows: Rows = [("Risk register",), (line,), (), ("Ref", "Risk", "Likelihood", "Impact", "Score")]
    titles = ("Hub closes", "Data breach", "Flooded station")
    for at, (title, pair) in enumerate(zip(titles, scores, strict=True), 1):
        likelihood, impact = (int(str(score)) for score in pair)
        rows.append((f"R{at}", title, likelihood, impact, likelihood * impact))
    return read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())


@pytest.mark.parametrize(
    "line",
    [
        "Risk score = likelihood × impact (1–4 green; 5–12 amber; 15–25 red)",
        "Score = likelihood x impact. 1–6 green, 8–12 amber, 15–25 red",
        "Scores of 12 or more go to the Board; green 1-6",
        "Score (L x I): 1-6 = Low, 7-14 = Medium, 15-25 = High",
        "Likelihood x Impact = Score: 1–4 Low, 5–9 Medium, 10–25 High",
        "Scoring: 1 to 8 green, 9 to 15 amber, 16 to 25 red",
        "Rating: High 15-25, Medium 8-12, Low 1-6",
        "Scores 1-4 low, 5-9 medium, over 9 high",
        "Scores: 1-8 low, 9+ high",
        "Likelihood and impact are each scored 1 to 5. Green 1–6, amber 8–12, red 15–25",
        "Score bands: low 1-6, medium 8-12, high 15-25 (likelihood and impact 1-5)",
    ],
)
def test_bands_of_scores_over_a_register_are_no_scale_of_likelihood(line: str) -> None:
    reading = _under(line)
    assert _scores(reading) == SCORES
    assert [note for note in reading.notes if "scale" in note] == []


@pytest.mark.parametrize(
    "line",
    [
        "Likelihood and impact are scored 1-4",
        "Scores are out of 4",
        "Likelihood and impact are scored from 1 (unlikely/minor) to 4 (very likely/severe)",
        "Likelihood 1-4, impact 1-4: score 1-4 green, 6-9 amber, 12-16 red",
        "Score = likelihood x impact: 1-4 low, 6-9 medium, 12-16 high",
    ],
)
def test_a_scale_of_four_over_a_register_stays_one(line: str) -> None:
    reading = _under(line, [(3, 4), (4, 3), (1, 2)])
    assert _scores(reading) == [(4, 5), (5, 4), (1, 2)]
    assert STRETCHED in reading.notes


def test_each_of_two_lists_of_like_words_is_of_the_scores_it_is_headed_for() -> None:
    risks = [("Risk", "Likelihood", "Impact"), ("Hub closes", "Low", "Medium"), ("Breach", "High", "Low")]
    likely, bad = ("Very low", "Low", "Medium", "High"), ("Low", "Medium", "High", "Very high")
    lists = Grid.of_rows("Lists", [("Likelihood", "Impact"), *zip(likely, bad, strict=True)])
    reading = read_grids([Grid.of_rows("Risks", risks), lists], FinancialYear(2026), Mappings())
    assert _scores(reading) == [(2, 2), (5, 1)]


def test_steps_numbered_in_a_line_over_a_register_are_its_scale() -> None:
    line = "Likelihood: 1 Unlikely, 2 Possible, 3 Likely. Impact: 1 Low, 2 Medium, 3 High."
    assert _scores(_under(line, [(3, 3), (1, 2), (2, 1)])) == [(5, 5), (1, 3), (3, 1)]


@pytest.mark.parametrize(
    ("last", "scores"), [("10-16", [(5, 5), (1, 2), (4, 4)]), ("10-25", [(4, 4), (1, 2), (3, 3)])]
)
def test_bands_in_a_key_say_how_far_the_scale_goes(last: str, scores: Rows) -> None:
    risks = [("Risk", "L", "I", "Score"), ("Hub closes", 4, 4, 16), ("Breach", 1, 2, 2), ("Flood", 3, 3, 9)]
    key = [("Score", "Rating"), ("1-4", "Low"), ("5-9", "Medium"), (last, "High")]
    grids = [Grid.of_rows("Risks", risks), Grid.of_rows("Key", key)]
    assert _scores(read_grids(grids, FinancialYear(2026), Mappings())) == scores


@pytest.mark.parametrize("said", ["(1 = low, 4 = high)", "(1-4)", "1 (rare) to 4 (almost certain)"])
def test_a_heading_that_says_1_is_the_lowest(said: str) -> None:
    reading = _read((f"Likelihood {said}", f"Impact {said}"), [(1, 2), (4, 1), (3, 3)])
    assert _scores(reading) == [(1, 2), (5, 1), (4, 4)]
    assert STRETCHED in reading.notes


FALLING: Rows = [
    ("Score", "Likelihood", "Impact"),
    (1, "Almost certain", "Catastrophic"),
    (2, "Likely", "Critical"),
    (3, "Unlikely", "Marginal"),
    (4, "Very unlikely", "Negligible"),
]


def test_a_key_on_which_1_is_the_highest() -> None:
    reading = _read(("Likelihood", "Impact"), [(1, 2), (4, 1), (3, 4)], Key=FALLING)
    assert _scores(reading) == [(5, 4), (1, 5), (2, 1)]
    assert TURNED in reading.notes


def test_words_of_a_key_on_which_1_is_the_highest() -> None:
    scores: Rows = [
        ("Almost certain", "Critical"),
        ("Very unlikely", "Catastrophic"),
        ("Unlikely", "Negligible"),
    ]
    reading = _read(("Likelihood", "Impact"), scores, Key=FALLING)
    assert _scores(reading) == [(5, 4), (1, 5), (2, 1)]


def test_a_key_on_which_1_is_the_lowest_stays() -> None:
    rising = [FALLING[0], *((5 - int(str(row[0])), *row[1:]) for row in FALLING[1:])]
    reading = _read(("Likelihood", "Impact"), [(1, 2), (4, 1), (3, 4)], Key=rising)
    assert _scores(reading) == [(1, 2), (5, 1), (4, 5)]
    assert STRETCHED in reading.notes


@pytest.mark.parametrize("heads", [("No.", "Impact"), ("Code", "Priority")])
def test_numbered_lines_and_priorities_turn_no_scores_round(heads: tuple[str, str]) -> None:
    key: Rows = [heads, (1, "Critical"), (2, "Major"), (3, "Moderate"), (4, "Minor"), (5, "Negligible")]
    reading = _read(("Likelihood", "Impact"), [(1, 2), (4, 1), (3, 5)], Key=key)
    assert _scores(reading) == [(1, 2), (4, 1), (3, 5)]


def test_cells_that_say_themselves_that_1_is_the_highest() -> None:
    scores: Rows = [
        ("1 - Almost certain", "2 - Major"),
        ("4 - Unlikely", "1 - Catastrophic"),
        ("5 - Rare", "4 - Minor"),
    ]
    reading = _read(("Likelihood", "Impact"), scores)
    assert _scores(reading) == [(5, 4), (2, 5), (1, 2)]


def test_letters_of_a_key_and_figures_that_fall() -> None:
    key: Rows = [
        ("Likelihood", "Impact"),
        ("A Very high", "1 Catastrophic"),
        ("B High", "2 Critical"),
        ("C Significant", "3 Marginal"),
        ("D Low", "4 Negligible"),
        ("E Very low", None),
        ("F Almost impossible", None),
    ]
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Rating"),
        ("R1", "Hub closes", "B", "2", "B2"),
        ("R2", "Data breach", "D", "1", "D1"),
        ("R3", "Flooded station", "E", "3", "E3"),
    ]
    grids = [Grid.of_rows("Risks", rows), Grid.of_rows("Key", key)]
    reading = read_grids(grids, FinancialYear(2026), Mappings())
    assert _scores(reading) == [(4, 4), (3, 5), (2, 2)]


def test_words_of_two_lists_of_four_steps_one_under_the_other() -> None:
    key: Rows = [
        ("Likelihood",),
        (1, "Very unlikely"),
        (2, "Unlikely"),
        (3, "Likely"),
        (4, "Very likely"),
        (),
        ("Impact",),
        (1, "Minor"),
        (2, "Moderate"),
        (3, "Significant"),
        (4, "Critical"),
    ]
    scores: Rows = [("Very likely", "Critical"), ("Unlikely", "Significant"), ("Very unlikely", "Minor")]
    reading = _read(("Likelihood", "Impact"), scores, Key=key)
    assert _scores(reading) == [(5, 5), (2, 4), (1, 1)]
    assert STRETCHED in reading.notes
    assert _asked(reading) == []
    said = [cell.mark.message for cell in reading.cells if cell.text == "Very likely"]
    assert "“Very likely” is 4 of 4 on the workbook's own scale, read as 5 of 5." in said


ALONE = "No scale in the workbook explains the scores in Risks: high, medium and low were read as 5, 3 and 1 of 5."


@pytest.mark.parametrize("words", [("High", "Medium", "Low"), ("H", "M", "L")])
def test_three_words_that_nothing_explains_are_said_once(words: tuple[str, str, str]) -> None:
    high, medium, low = words
    reading = _read(("Likelihood", "Impact"), [(high, medium), (low, high), (medium, low)])
    assert _scores(reading) == [(5, 3), (1, 5), (3, 1)]
    assert reading.notes.count(ALONE) == 1


def test_words_of_the_usual_five_need_no_word() -> None:
    reading = _read(
        ("Likelihood", "Impact"), [("Rare", "Major"), ("Likely", "Minor"), ("Possible", "Severe")]
    )
    assert _scores(reading) == [(1, 4), (4, 2), (3, 5)]
    assert [note for note in reading.notes if "scale" in note] == []


def test_scores_that_are_not_the_product_are_said() -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Score"),
        ("R1", "Hub lease ends", 3, 4, 15),
        ("R2", "No volunteers", 3, 2, 6),
        ("R3", "Fraud in grants", 2, 5, 10),
    ]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())
    assert reading.notes == [
        "Risks E2: The sheet says 15, but 3 × 4 is 12. The program works scores out itself."
    ]


def test_many_scores_that_are_not_the_product_are_said_together() -> None:
    rows: Rows = [("Ref", "Risk", "Likelihood", "Impact", "Score")]
    rows += [(f"R{at}", f"Risk of fault {at}", 3, 4, 15 if at <= 7 else 12) for at in range(1, 21)]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())
    assert len(reading.notes) == 6
    assert reading.notes[-1] == (
        "2 more scores are not likelihood times impact in Risks. The program works scores out itself."
    )


OF_THREE = "Likelihood and impact in Risks are on a scale of 1 to 3: each was put on 1 to 5."


@pytest.mark.parametrize(
    "steps", [("3 - High", "2 - Medium", "1 - Low"), ("3 High", "2 Med", "1 Low"), ("3=H", "2=M", "1=L")]
)
@pytest.mark.parametrize("key", [{}, {"Key": [("Score", "Meaning"), (1, "Low"), (2, "Medium"), (3, "High")]}])
def test_figures_before_three_words_are_of_three(steps: tuple[str, str, str], key: dict[str, Rows]) -> None:
    high, medium, low = steps
    reading = _read(("Likelihood", "Impact"), [(high, medium), (low, high), (medium, high)], **key)
    assert _scores(reading) == [(5, 3), (1, 5), (3, 5)]
    assert [note for note in reading.notes if "scale" in note] == [OF_THREE]
    assert _asked(reading) == []


def test_figures_before_the_words_of_a_key_of_four_are_stretched_as_figures_alone() -> None:
    key: Rows = [
        ("Score", "Likelihood", "Impact"),
        (1, "Unlikely", "Minor"),
        (2, "Possible", "Moderate"),
        (3, "Likely", "Serious"),
        (4, "Very likely", "Critical"),
    ]
    worded: Rows = [
        ("4 - Very likely", "3 - Serious"),
        ("1 - Unlikely", "4 - Critical"),
        ("2 - Possible", "1 - Minor"),
    ]
    figures: Rows = [(4, 3), (1, 4), (2, 1)]
    readings = [_read(("Likelihood", "Impact"), scores, Key=key) for scores in (worded, figures)]
    assert [_scores(reading) for reading in readings] == [[(5, 4), (1, 5), (2, 1)]] * 2
    assert all(STRETCHED in reading.notes for reading in readings)


@pytest.mark.parametrize(
    ("scores", "put"),
    [
        ([("5 - High", "3 - Medium"), ("1 - Low", "5 - High"), ("3 - Medium", "1 - Low")], [(5, 3), (1, 5), (3, 1)]),
        ([("4 - High", "3 - Medium"), ("2 - Low", "4 - High"), ("3 - Medium", "2 - Low")], [(4, 3), (2, 4), (3, 2)]),
        ([("3 - Medium", "2 - Low"), ("5 - Very high", "4 - High"), ("1 - Very low", "3 - Medium")], [(3, 2), (5, 4), (1, 3)]),
        # The other of the two tells that this is no scale of three.
        ([("3 - High", "4 - Very high"), ("2 - Medium", "1 - Low"), ("3 - High", "2 - Medium")], [(3, 4), (2, 1), (3, 2)]),
    ],
)  # fmt: skip
def test_figures_before_the_words_of_a_longer_scale_stay(scores: Rows, put: list[tuple[int, int]]) -> None:
    reading = _read(("Likelihood", "Impact"), scores)
    assert _scores(reading) == put
    assert [note for note in reading.notes if "scale" in note] == []


def test_figures_before_three_words_on_which_1_is_the_highest() -> None:
    scores: Rows = [("1 - High", "2 - Medium"), ("3 - Low", "1 - High"), ("2 - Medium", "3 - Low")]
    assert _scores(_read(("Likelihood", "Impact"), scores)) == [(5, 3), (1, 5), (3, 1)]


def test_a_chance_in_per_cent_is_a_score_and_its_words_are_kept() -> None:
    rows = [("Risk", "Probability %", "Impact", "Owner"), ("The grant may end", "60%", 4, "Manager"), ("The analyst may leave", "20%", 3, "Head of Service"), ("No data may come", "10%", 5, "Analyst")]  # fmt: skip
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())
    told = [
        (d.values["current_likelihood"], d.values["notes"]) for d in reading.drafts if d.register == "risks"
    ]
    assert told == [(4, "Probability %: 60%"), (2, "Probability %: 20%"), (1, "Probability %: 10%")]


@pytest.mark.parametrize("line", ["VL = 1, L = 2, M = 3, H = 4, VH = 5", "1 = VL, 2 = L, 3 = M, 4 = H, 5 = VH", "VL: 1; L: 2; M: 3; H: 4; VH: 5"])  # fmt: skip
@pytest.mark.parametrize("below", [True, False])
def test_a_scale_told_in_one_line_is_that_of_its_letters(line: str, below: bool) -> None:
    rows: list[tuple[object, ...]] = [("Risk", "Inherent L", "Inherent I", "Residual L", "Residual I", "Owner"), ("Members may stop coming", "M", "M", "L", "M", "Manager"), ("Reviews may not be done", "H", "H", "M", "H", "Analyst"), ("No data may come", "L", "M", "L", "L", "Analyst")]  # fmt: skip
    rows = [*rows, (line,)] if below else [(line,), (), *rows]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())
    told = [
        tuple(
            d.values[f"{when}_{what}"]
            for when in ("inherent", "current")
            for what in ("likelihood", "impact")
        )
        for d in reading.drafts
        if d.register == "risks"
    ]
    assert told == [(3, 3, 2, 3), (4, 4, 3, 4), (2, 3, 2, 2)]


def test_what_heads_a_scale_is_no_step_of_it() -> None:
    rows: list[tuple[object, ...]] = [("Risk", "How likely", "How bad", "Owner"), ("The pitch may be lost", "Unlikely", "Moderate", "Manager"), ("The grant may end", "Likely", "Minor", "Analyst"), ("No data may come", "Possible", "Major", "Analyst"), (), ("Likelihood words", "Score", None, "Impact words", "Score")]  # fmt: skip
    likely, bad = (
        ("Rare", "Unlikely", "Possible", "Likely", "Certain"),
        ("Tiny", "Minor", "Moderate", "Major", "Severe"),
    )
    rows += [(one, at, None, other, at) for at, (one, other) in enumerate(zip(likely, bad, strict=True), 1)]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2026), Mappings())
    told = [(d.values["current_likelihood"], d.values["current_impact"]) for d in reading.drafts if d.register == "risks"]  # fmt: skip
    assert told == [(2, 3), (4, 2), (3, 4)]
