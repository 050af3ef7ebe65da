"""Guidance, remarks and what follows a table are told from its records; each table keeps its own name."""

from __future__ import annotations

import pytest

from csp_desktop.excel.opening.grid import Grid, Unreadable
from csp_desktop.excel.recognising.finding.remarks import (
    END_ROW,
    EXAMPLE_ROW,
    GUIDANCE_ROW,
    REMARK_ROW,
    UNFILLED_ROW,
    is_template,
)
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.tables_found import FoundTable

Rows = list[tuple[object, ...]]
_RISKS: Rows = [
    ("Ref", "Risk description", "Likelihood", "Impact", "Owner"),
    ("R1", "The van breaks down in winter", 3, 4, "Transport lead"),
    ("R2", "Nobody comes to the drop-in", 2, 2, "Youth worker"),
]


def tables(rows: Rows, merged: tuple[tuple[int, int, int, int], ...] = ()) -> list[FoundTable]:
    return find_tables(Grid.of_rows("Sheet1", rows, merged), known_heading)


@pytest.mark.parametrize(
    "guidance",
    [
        (None, "Use the form: there is a risk that", "Score from 1 to 5", "Select from the list", "Name of the person who monitors it"),
        ("Unique reference", "Describe what could go wrong", "How likely is it? 1-5", "How bad would it be? 1-5", "[Insert job title]"),
        ("Required", "Summary of what could happen and to whom", "Required: 1-5", "Required: 1-5", "Optional: a post or a body"),
        (None, "Briefly explain the risk (e.g. staff leave)", "Choose from the drop down", "Choose from the drop down", "Who manages it?"),
    ],
)  # fmt: skip
def test_a_row_of_guidance_is_no_record(guidance: tuple[object, ...]) -> None:
    (table,) = tables([_RISKS[0], guidance, *_RISKS[1:]])
    assert table.rows == [3, 4]
    assert table.remarks == {2: GUIDANCE_ROW}


def test_actions_that_say_what_to_do_are_no_guidance() -> None:
    (table,) = tables(
        [
            ("Action", "Lead", "By when", "Measure"),
            ("Provide lights for the path", "Council", "May 2025", "Fewer calls about the dark path"),
            ("Describe the scheme to shops", "Police", "June 2025", "Twenty shops have signed up"),
        ]
    )
    assert table.rows == [2, 3]
    assert not table.remarks


@pytest.mark.parametrize(
    "remark",
    [
        ("* Scores as agreed by the board in spring",),
        ("Note: scores are before any action",),
        ("Notes", "Working with more shops may bring more risks"),
        ("Source: the county's own register",),
    ],
)
def test_a_remark_under_the_rows_is_no_record(remark: tuple[object, ...]) -> None:
    (table,) = tables([*_RISKS, remark])
    assert table.rows == [2, 3]
    assert table.remarks == {4: REMARK_ROW}


def test_paragraphs_and_a_matrix_under_a_register_are_not_of_it() -> None:
    found = tables(
        [
            *_RISKS,
            (),
            ("Likelihood: how often it may happen, from 1 to 5",),
            ("Impact: how much harm it would do, from 1 to 5",),
            ("Sample risk matrix",),
            (),
            (None, "Low 1", "Medium 3", "High 5"),
            ("Certain 5", 5, 15, 25),
            ("Rare 1", 1, 3, 5),
        ]
    )
    assert found[0].rows == [2, 3]


def test_headings_between_rows_after_a_gap_stay_in_the_plan() -> None:
    (table,) = tables(
        [
            ("Action", "Lead agency", "Due date", "Status"),
            ("Paint the subway", "Council", "1 May 2025", "Open"),
            ("Light the path", "Council", "1 June 2025", "Open"),
            (),
            ("Priority 2: people feel safe at night",),
            ("We want fewer to stay away from the centre",),
            ("What the survey said: one in five does",),
            ("Walk the streets together", "Police", "1 July 2025", "Open"),
        ]
    )
    assert table.rows == [2, 3, 8]
    assert list(table.sections) == [5, 6, 7]


def test_tables_side_by_side_each_have_the_name_above_them() -> None:
    left, right = tables(
        [
            ("Budget for the year", None, None, "Grants we received"),
            ("Description", "Total", None, "Organisation", "Award", "Amount"),
            ("Hall hire", 552, None, "Town lottery", "Small grant", 5200),
            ("Catering", 374, None, "Shoe makers' trust", "Large grant", 1000),
            ("Posters", 90),
            ("Prizes", 60),
        ]
    )
    assert list(left.titles.values()) == ["Budget for the year"]
    assert list(right.titles.values()) == ["Grants we received"]
    assert right.title_place(1).address == "D1"


def test_rows_waiting_to_be_filled_in_and_examples_are_no_records() -> None:
    (table,) = tables(
        [
            ("No.", "Project", "Stage", "RAG", "Costs"),
            (0, "Example of how to complete >", "Design", "Amber", 50),
            (1, "Alley gates", "< Select >", "Amber", 0),
            (2, None, "< Select >", "Please select an option", 0),
            (3,),
            (2024, "Carried on", None, None, 0),
        ]
    )
    assert table.rows == [3, 6]
    assert table.remarks == {2: EXAMPLE_ROW, 4: UNFILLED_ROW, 5: UNFILLED_ROW}


def test_names_alone_under_a_list_are_records_and_a_heading_with_its_number_is_none() -> None:
    (table,) = tables(
        [("Name", "Email", "Role"), ("The clerk", "clerk@mdc.example", "Minutes"), ("Ash",), ("Bo",), ("Cy",)]
    )
    assert (table.rows, table.sections) == ([2, 3, 4, 5], {})
    (risks,) = tables(
        [("No.", "Risk", "Likelihood", "Impact"), (1, "Legal"), (None, "No licence", 3, 4), (2, "Weather"), (None, "Floods", 2, 5)],
        ((2, 2, 2, 4), (4, 2, 4, 4)),
    )  # fmt: skip
    assert (risks.rows, risks.sections) == ([3, 5], {2: "Legal", 4: "Weather"})


def test_a_scale_under_a_register_is_not_of_it() -> None:
    found = tables(
        [
            ("Ref", "Risk description", "Cause", "Owner", "Likelihood", "Impact"),
            ("R1", "The van breaks down", "It is old", "Transport lead", 3, 4),
            ("R2", "Nobody comes", "It is cold", "Youth worker", 2, 2),
            (),
            ("Scoring", None, None, None, "Summary"),
            ("Measure", 1, 2, 3, "Risks", 2),
            ("Likelihood", "Rare", "Possible", "Likely", "High", 1),
        ]
    )
    assert found[0].rows == [2, 3]
    blank = ((), (), (), ("Risk matrix",), (None, None, "Low", "Medium", "High"), (None, "High", 3, 6, 9))
    assert not tables([_RISKS[0], *blank])[0].rows


def test_rows_that_mostly_hold_one_further_column_stay_in_the_table_after_gaps() -> None:
    (table,) = tables(
        [
            ("Ref", "Action", "Related tasks", "Lead"),
            ("A1", "Repair the gates", "Order the locks", "Council"),
            (None, None, "Fit the locks"),
            (None, None, "Test the locks"),
            (),
            ("A2", "Light the path", "Find the lamps", "Council"),
            (None, None, "Hang the lamps"),
            (None, None, "Test the lamps"),
        ]
    )
    assert table.rows == [2, 3, 4, 6, 7, 8]


def test_blocks_under_captions_and_errors_alone_between_them() -> None:
    head = ("No.", "Risk", "Likelihood", "Impact")
    error = Unreadable("#REF!")
    (table,) = tables(
        [head, (1, "Floods", 2, 3), (), (None, "Project 2:", "Angel Street"), (), head, (1, "Fire", 3, 4), (error,)]
    )  # fmt: skip
    assert table.rows == [2, 7]
    assert table.sections == {4: "Project 2: Angel Street"}


def test_headings_beside_another_table_and_a_matrix_right_of_the_rows_are_no_records() -> None:
    left, _ = tables(
        [
            ("Ref", "Risk", "Likelihood", "Impact", None, "Category", "Definition"),
            ("Legal risks", None, None, None, None, "Legal", "What the law asks"),
            ("R1", "No licence", 3, 4, None, "People", "Whom we have"),
            ("Risks of people", None, None, None, None, "Money", "What we have"),
            ("R2", "Nobody comes", 2, 2),
            ("R3", "All are ill", 2, 5),
            ("R4", "All leave", 1, 5),
        ],
        ((2, 1, 2, 4), (4, 1, 4, 4)),
    )
    assert (left.rows, left.sections) == ([3, 5, 6, 7], {2: "Legal risks", 4: "Risks of people"})
    assert left.section_place(4).address == "A4"
    nowhere = (None,) * 6
    (table,) = tables(
        [*_RISKS, (*nowhere, "Impact"), (*nowhere, "Low", "High"), (*nowhere, 2, 4), (*nowhere, 4, 8)]
    )
    assert (table.rows, table.range) == ([2, 3], "A1:E3")


def test_sentences_below_an_empty_form_are_not_of_it() -> None:
    prose = [(f"{number}. What is kept here is kept as long as the law asks for and then let go of.",) for number in range(3)]  # fmt: skip
    (table,) = tables([("Name", "Job title", "Organisation", "Email"), (), *prose])
    assert not table.sections


def test_columns_after_a_gap_filled_here_and_there_are_further_columns_of_the_records() -> None:
    rows: Rows = [(f"R{row}", f"Risk number {row}", None, *(("Council", "Open") if row % 3 == 0 else ())) for row in range(9)]  # fmt: skip
    (table,) = tables([("Ref", "Risk", None, "Owner", "Status"), *rows])
    assert table.range == "A1:E10"


@pytest.mark.parametrize("title", ["Example of a well filled row:", "Worked example", "Example rows:", "Here is an example", "Example showing how to complete the form"])  # fmt: skip
def test_rows_under_the_title_of_an_example_are_no_records(title: str) -> None:
    (table,) = tables([("How to fill this in",), (title,), *_RISKS])
    assert (table.rows, table.remarks) == ([], {4: EXAMPLE_ROW, 5: EXAMPLE_ROW})


@pytest.mark.parametrize(
    "title",
    [
        "Example Street",
        "Examples of good work in our schools",
        "Examples of how we work with young people",
        "Risks",
    ],
)
def test_a_title_that_speaks_of_something_else_makes_no_example(title: str) -> None:
    (table,) = tables([(title,), *_RISKS])
    assert table.rows == [3, 4]


@pytest.mark.parametrize("said", ["END", "End of table", "--- END OF RISK REGISTER ---"])
@pytest.mark.parametrize("gap", [(), ((),)])
def test_a_row_that_says_in_every_cell_where_the_table_ends_is_no_record(said: str, gap: Rows) -> None:
    (table,) = tables([*_RISKS, *gap, (said,) * 5])
    assert table.rows == [2, 3]
    assert table.remarks == {4 + len(gap): END_ROW}


def test_a_record_that_only_speaks_of_an_end_stays_one() -> None:
    (table,) = tables([*_RISKS, ("End", "End of the grant", 3, 3, "Youth worker")])
    assert table.rows == [2, 3, 4]


_CATEGORIES = ["Assets", "Data", "Funding", "Governance", "People", "Premises", "Reputation", "Supply"]
_CHOSEN: Rows = [
    ("Ref", "Risk", "Category", "Likelihood", "Impact"),
    ("R1", "The van breaks down", "Assets", "2 - Possible", "3 - Serious"),
    ("R2", "Nobody comes to the drop-in", "People", "1 - Rare", "2 - Slight"),
    ("R3", "The grant ends early", "Funding", "2 - Possible", "3 - Serious"),
    (),
]


@pytest.mark.parametrize("between", [[], [("Area 2:", "North"), (), _CHOSEN[0], (1,), (2,), ()]])
def test_lists_to_choose_from_below_a_register_are_not_of_it_however_long(between: Rows) -> None:
    scale = ["1 - Rare", "2 - Possible", "3 - Likely", "4 - Certain"]
    harm = ["1 - None", "2 - Slight", "3 - Serious", "4 - Grave"]
    heads = (None, "Risk categories", "Impact inputs", "Likelihood inputs", "Proximity inputs")
    lists: Rows = [
        (None, word, *(words[at] if at < len(words) else None for words in (harm, scale, harm)))
        for at, word in enumerate(_CATEGORIES)
    ]
    found = tables([*_CHOSEN, *between, heads, *lists])
    of_risks = [table for table in found if table.columns[1].heading == "Risk"]
    assert [row for table in of_risks for row in table.rows] == [2, 3, 4]


def test_risks_of_a_later_part_named_after_a_category_stay_in_the_register() -> None:
    later: Rows = [
        ("R4", "Premises", "Premises", "1 - Rare", "2 - Slight"),
        ("R5", "Data", "Data", "1 - Rare", "3 - Serious"),
        ("R6", "A key worker leaves", "People", "2 - Possible", "3 - Serious"),
        ("R7", "People", "People", "2 - Possible", "2 - Slight"),
        ("R8", "Storms close the hall", "Premises", "1 - Rare", "3 - Serious"),
    ]
    (table,) = tables([*_CHOSEN, *later])
    assert table.rows == [2, 3, 4, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (("Risk", "Owner", "Impact", "The van"), True),
        (("The van", "Owner", "Impact", "Risk"), True),
        (("Risk", "Owner", "It breaks", "The van"), False),
        (("Risk", "Owner", "The van"), False),
        (("[Risk]", 0, "£0.00"), True),
        ((0, "£0.00"), False),
    ],
)
def test_headings_in_three_of_four_cells_are_a_template(cells: tuple[object, ...], is_one: bool) -> None:
    grid = Grid.of_rows("Sheet1", [cells])
    columns = grid.columns_by_row[1]
    assert is_template(grid, 1, columns, lambda text: float(text in ("Risk", "Owner", "Impact"))) is is_one


def test_of_a_long_register_few_words_are_compared_with_known_headings() -> None:
    heads = ("Ref", "Risk description", "Cause", "Mitigation", "Owner", "Likelihood", "Impact", "Status")
    rows: Rows = [
        (f"R{at}", f"Service {at} stops", f"Team {at} leaves", f"Train team {at}", "Transport lead", at % 5 + 1, at % 4 + 1, "Open")
        for at in range(200)
    ]  # fmt: skip
    asked: set[str] = set()

    def known(text: str) -> float:
        asked.add(text)
        return known_heading(text)

    (table,) = find_tables(Grid.of_rows("Sheet1", [heads, *rows]), known)
    assert len(table.rows) == len(rows)
    # Each comparison of words not met before takes longer than all else that is asked of a cell.
    assert len(asked) < len(rows)
