"""Tables found on sheets as people lay them out."""

from __future__ import annotations

import pytest

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.tables import find_tables
from csp_desktop.excel.recognising.headings import known_heading


def tables(rows: list[tuple[object, ...]], merged: tuple[tuple[int, int, int, int], ...] = ()):  # type: ignore[no-untyped-def]
    return find_tables(Grid.of_rows("Sheet1", rows, merged), known_heading)


def test_a_header_away_from_the_corner() -> None:
    (table,) = tables(
        [
            (None, "Our risks this year"),
            (),
            (None, None, "Ref", "Risk description ", "Owner"),
            (None, None, "R1", "The van breaks down", "MDC"),
            (),
            (None, None, "R2", "Nobody comes", "Police"),
        ]
    )
    assert table.header == (3,)
    assert [column.heading for column in table.columns] == ["Ref", "Risk description", "Owner"]
    assert table.rows == [4, 6]
    assert list(table.titles.values()) == ["Our risks this year"]


def test_two_header_rows_are_read_together() -> None:
    (table,) = tables(
        [
            ("Risk", "Inherent risk", None, "Residual risk", None),
            (None, "Likelihood", "Impact", "Likelihood", "Impact"),
            ("The van breaks down", 3, 4, 2, 4),
        ],
        ((1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)),
    )
    assert table.header == (1, 2)
    assert [column.heading for column in table.columns] == [
        "Risk",
        "Inherent risk Likelihood",
        "Inherent risk Impact",
        "Residual risk Likelihood",
        "Residual risk Impact",
    ]
    assert table.rows == [3]


def test_blank_and_repeated_headings_are_told_apart() -> None:
    (table,) = tables(
        [
            ("Ref", "Action", None, "Comments", "Comments"),
            ("1", "Paint the subway", "x", "March", "April"),
            ("2", "Light the path", "y", "May", "June"),
        ]
    )
    assert [column.key for column in table.columns] == ["ref", "action", "", "comments", "comments 2"]


def test_totals_sections_and_repeated_headers() -> None:
    (table,) = tables(
        [
            ("Project", "Amount", "Provider"),
            ("Home Office",),
            ("Marshals", 500, "Taxis"),
            ("Project", "Amount", "Provider"),
            ("Alarms", 200, "MDC"),
            ("Total", 700, None),
        ]
    )
    assert table.sections == {2: "Home Office"}
    assert table.rows == [3, 5]
    assert table.totals == [6]
    assert table.header == (1, 4)


def test_tables_one_under_the_other() -> None:
    found = tables(
        [
            ("Ref", "Risk", "Owner"),
            ("R1", "The van breaks down", "MDC"),
            (),
            ("Contacts",),
            ("Name", "Email", "Phone"),
            ("Clerk", "clerk@mdc.example", "01234 567890"),
        ]
    )
    assert [table.header for table in found] == [(1,), (5,)]
    assert found[1].name == "Contacts"


_PLAN_ROWS: list[tuple[object, ...]] = [
    ("Action", "Lead", "By when", "Success measure", "Progress"),
    ("Audits in four wards", "Council", "30 November 2026", "Four reports", "Two done"),
    ("Alley gates", "Homes", "31 March 2027", "Gates in use", "Ordered"),
]
_RISK_ROWS: list[tuple[object, ...]] = [
    ("Risk", "Likelihood", "Impact", "How we will manage it", "Owner"),
    ("Volunteers fall away", 3, 3, "Thank-you fund", "Manager"),
    ("Owners refuse", 2, 4, "Legal route ready", "Solicitor"),
]


@pytest.mark.parametrize("first", [_PLAN_ROWS, _RISK_ROWS])
@pytest.mark.parametrize(
    "headings",
    [
        ("Measure", "Baseline 25/26", "Target 26/27", "Q1", "Q2"),
        ("Measure", "Baseline 25/26", "Target 26/27", "Q1", "Q2", "Q3", "Q4"),
        ("Indicator", "2024/25", "2025/26", "Q1", "Q2"),
        ("Measure", "Baseline", "Target", "Q1", "Q2"),
    ],
)
@pytest.mark.parametrize(
    "over", [[()], [(), ("Measures",)], [(), ("Measures",), ()], [(), ("Measures",), ("We look at these figures every quarter.",), ()]]
)  # fmt: skip
def test_figures_below_a_table_are_one_of_their_own_whatever_years_its_headings_say(
    first: list[tuple[object, ...]], headings: tuple[str, ...], over: list[tuple[object, ...]]
) -> None:
    figures = [("First-time entrants", 48, 43, 10, 9), ("Fly-tipping reports", 1204, 1100, 288, 301)]
    above, below = tables([*first, *over, headings, *figures])
    assert len(above.rows) == len(below.rows) == 2
    assert not above.sections
    assert [column.heading for column in below.columns][:2] == list(headings[:2])


_MONTHS = [f"1 {month} 2026" for month in ("April", "May", "June", "July")]


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Measure",
            "2025/26 actual",
            "2026/27 target",
            "Qtr 1",
            "Qtr 2",
            "Qtr 3",
            "Qtr 4",
            "Good looks like",
        ),
        ("MEASURE", "25/26", "TARGET", "Q1", "Q2", "Q3", "Q4"),
        ("Indicator", "Apr", "May", "Jun", "Jul"),
        ("Indicator", "Apr-26", "May-26", "Jun-26", "Jul-26"),
        ("Indicator", *_MONTHS),
    ],
)
def test_figures_over_a_table_are_one_of_their_own(headings: tuple[str, ...]) -> None:
    figures = [("First-time entrants", 48, 43, 10, 9), ("Fly-tipping reports", 1204, 1100, 288, 301)]
    over: list[tuple[object, ...]] = [("Priority: Young people",), (), headings, *figures, ()]
    above, below = tables([*over, ("What are we doing about it?",), *_PLAN_ROWS])
    assert (len(above.rows), len(below.rows)) == (2, 2)
    assert [column.heading for column in above.columns] == list(headings)
    above, below = tables([*_PLAN_ROWS, (), ("Measures",), headings, *figures])
    assert (len(above.rows), len(below.rows)) == (2, 2)


def test_days_of_actions_head_no_table_of_months() -> None:
    days = ("1 April 2026", "1 May 2026", "1 June 2026")
    rows: list[tuple[object, ...]] = [
        ("Action", "Start", "Review", "Finish", "Lead"),
        ("Audits in four wards", *days, "Police"),
        ("Alley gates", *days, "Council"),
        (),
        ("Training", *days, "Council"),
        ("Communications", *days, "Council"),
    ]
    (table,) = tables(rows)
    assert len(table.rows) == 4


def test_headings_right_below_a_title_without_a_gap_head_a_table_of_their_own() -> None:
    figures = [("Measure", "Baseline 25/26", "Target 26/27", "Q1", "Q2"), ("Entrants", 48, 43, 10, 9)]
    above, below = tables([*_PLAN_ROWS, ("How we will measure",), *figures])
    assert (len(above.rows), len(below.rows)) == (2, 1)
    assert list(below.titles.values()) == ["How we will measure"]


def test_rows_that_name_bodies_and_quarters_go_on_with_their_table() -> None:
    rows: list[tuple[object, ...]] = [
        *_PLAN_ROWS,
        (),
        ("Priority 2",),
        ("Mark bikes", "Council", "Q3", "Q4", "Begun"),
    ]
    rows += [
        ("Bike sheds", "Council", "Q2", "Fewer thefts", "Begun"),
        (),
        ("Council", "Police", "Q3", "Q4", "Q1"),
    ]
    (table,) = tables(rows)
    assert len(table.rows) == 5


def test_a_sheet_without_a_table() -> None:
    assert tables([("Notes",), ("We met in May.",), ("We shall meet again.",)]) == []


def test_the_text_right_over_the_header_heads_the_first_rows_where_others_head_later_ones() -> None:
    rows = [
        ("Action plan 2025/26",),
        ("Strategic priority 1: nuisance",),
        ("Ref", "Action", "Lead"),
        ("1.1", "Fit lights", "Council"),
        ("Strategic priority 2: violence",),
        ("2.1", "Walk the route", "Police"),
    ]
    (table,) = find_tables(Grid.of_rows("Plan", rows), known_heading)
    assert table.sections == {2: "Strategic priority 1: nuisance", 5: "Strategic priority 2: violence"}
    assert table.name == "Action plan 2025/26"


def test_a_table_below_pages_of_text_is_found_and_named_by_what_stands_right_over_it() -> None:
    pages = [(f"What we said of matter {number}.",) for number in range(60)]
    (table,) = tables(
        [*pages, ("Milestones",), ("Milestone", "Description", "Due date"), ("Launch", "All is ready", "May")]
    )
    assert table.header == (62,)
    assert list(table.titles.values())[-1] == "Milestones"
    assert len(table.titles) == 3


def test_a_form_nobody_has_filled_in_yet_is_a_table_without_rows() -> None:
    (table,) = tables([("Our contacts",), ("Name", "Organisation", "Job title", "Telephone", "Email")])
    assert table.header == (2,)
    assert not table.rows


def test_a_row_of_the_same_word_heads_nothing() -> None:
    (table,) = tables(
        [
            ("Project", "Stage of the work", "Cause of delay"),
            ("Alley gates", "Design", "Weather"),
            (),
            ("END", "END", "END"),
        ]
    )
    assert table.header == (1,)


def test_periods_parted_from_their_years_and_actual_from_forecast_are_one_header() -> None:
    (table,) = tables(
        [
            ("Indicator", "Unit", "2024/25", None, "2025/26", None, "Which of these do you count more often than once in each year, and if so how often, by month?"),
            (),
            (None, None, "H1", "H2", "H1", "H2"),
            (None, None, "Actual", "Actual", "Forecast", "Forecast"),
            ("Burglaries", "Number", 1, 2, 3, 4, "No"),
            ("Thefts", "Number", 5, 6, 7, 8, "No"),
        ],
        ((1, 3, 1, 4), (1, 5, 1, 6)),
    )  # fmt: skip
    assert table.header == (1, 3, 4)
    assert [column.heading for column in table.columns][2:6] == [
        "2024/25 H1 Actual",
        "2024/25 H2 Actual",
        "2025/26 H1 Forecast",
        "2025/26 H2 Forecast",
    ]


def test_a_table_is_not_given_up_for_a_wider_one_below_it() -> None:
    found = tables(
        [
            ("Project title:", "Safer streets", "Manager:", "The clerk"),
            ("Project", "Owner", "Status"),
            ("Gates", "Council", "Open"),
            (),
            ("What may go wrong",),
            ("Ref", "Risk", "Cause", "Likelihood", "Impact", "Owner", "Due date", "Status"),
            ("R1", "Floods", "Rain", 3, 4, "Council", "May 2025", "Open"),
        ]
    )
    assert [table.header for table in found] == [(2,), (6,)]


def test_years_that_follow_one_another_head_columns() -> None:
    for years in (("2023", "2024", "2025"), (2023, 2024, 2025)):
        (table,) = tables(
            [
                ("Indicator", *years, "Change"),
                ("Feel safe in the daytime", 88, 87, 89, "+2"),
                ("Feel safe after dark", 61, 62, 60, "-2"),
            ]
        )
        assert (table.header, table.rows) == ((1,), [2, 3])
        assert [column.heading for column in table.columns][1:4] == ["2023", "2024", "2025"]


def test_quarters_under_one_heading_that_is_not_merged_head_its_columns() -> None:
    (table,) = tables(
        [
            ("Ref", "Measure of success", "Annual target", "Quarterly performance", None, None),
            (None, None, None, "Q1", "Q2", "Q3"),
            ("DA1", "Referrals to the programme", 48, 10, 14, None),
            ("DA2", "Schools taking part", 15, 11, 12, None),
        ]
    )
    assert table.header == (1, 2)
    assert [column.own for column in table.columns][3:] == ["Q1", "Q2", "Q3"]
    assert table.rows == [3, 4]


def test_tables_between_the_paragraphs_of_a_document_are_found_one_by_one() -> None:
    found = tables(
        [
            ("4. What we propose",),
            (),
            ("Intervention", "Point of failure", "Expected impact", "Relative effort"),
            ("Wardens at closing time", "Nobody on the street after two", "High", "Moderate effort"),
            (
                "A shared list of repeat places",
                "Each keeps a list of their own",
                "High to medium",
                "Little effort",
            ),
            ("A daily call", "News travels slowly", "Modest", "Little effort"),
            (),
            ("5. How we will know",),
            (),
            ("Metric", "Baseline (12-month average)", "Target", "How often it is counted"),
            ("Assaults at night", "36 a month", "21 a month", "Monthly"),
            ("Calls from repeat places", "127 a month", "64 a month", "Monthly"),
            (),
            ("6. What may go wrong",),
            (),
            ("Risk", "Likelihood", "Impact", "Mitigation"),
            ("The grant ends early", "Medium", "High", "Ask for a second year now"),
        ]
    )
    assert [table.header for table in found] == [(3,), (10,), (16,)]
    assert [len(table.rows) for table in found] == [3, 2, 1]


def test_a_table_of_a_document_is_found_whatever_its_headings_are_called() -> None:
    found = tables(
        [
            ("Autumn edition",),
            (),
            ("Nr", "Step on the way", "Driver", "Land date", "Yardstick"),
            ("A1", "Mark quad bikes at the marts", "Moor Watch", "30/06/2026", "300 marked"),
            ("A2", "Set up a farm radio net", "Farmers", "30/11/2026", "60 farms"),
            (),
            ("Milestone", "Date"),
            ("Start", "13/09/2026"),
            ("Half way", "27/09/2026"),
            (),
            ("What could knock us off course",),
            (),
            ("Risk", "Likelihood", "Impact", "Mitigation", "Owner"),
            ("The appeal fails", 4, 4, "Look at the old hall", "Clerk"),
            ("The mast is not kept up", 3, 2, "Ask the parishes", "Warden"),
        ]
    )
    assert [(table.header, table.rows) for table in found] == [
        ((3,), [4, 5]),
        ((7,), [8, 9]),
        ((13,), [14, 15]),
    ]


def test_the_particulars_over_a_register_do_not_keep_it_from_being_found() -> None:
    (*_, table) = tables(
        [
            ("Project", "Safer nights", "Owner", "Council"),
            ("Status", "Open", "Date", "May 2026"),
            ("Version", "2", "Author", "CSP officer"),
            (),
            ("Ref", "Action", "Lead", "By when"),
            ("1", "Fit lights in the alley", "Council", "June 2026"),
            ("2", "Brief all door staff", "Police", "July 2026"),
        ]
    )
    assert (table.header, table.rows) == ((5,), [6, 7])


@pytest.mark.parametrize("gap", [[()], [(), ("4. Measures",)], [(), ("4. Measures",), ()]])
@pytest.mark.parametrize(
    "head",
    [
        (
            "What we measure",
            "2025-26",
            "Aim for 2026-27",
            "Quarter 1",
            "Quarter 2",
            "Quarter 3",
            "Better when",
        ),
        ("Thing counted", "Q1", "Q2", "Q3", "Q4"),
        ("Whatever it is", "Apr", "May", "Jun", "Jul"),
    ],
)
def test_quarters_and_years_below_a_gap_head_another_table(
    gap: list[tuple[object, ...]], head: tuple[object, ...]
) -> None:
    plan: list[tuple[object, ...]] = [
        ("Priority", "What we will do", "Who leads", "By when", "News to date", "Where it is"),
        ("Roads", "Gateway signs", "County Highways", "28/02/2027", "Design agreed", "In progress"),
        ("Roads", "Quad bike marking", "Police", "30/09/2026", "83 marked", "Complete"),
    ]
    figures = [("People hurt on roads", *range(len(head) - 1)), ("Fraud victims", *range(len(head) - 1))]
    first, second = tables([*plan, *gap, head, *figures])
    assert (first.rows, len(second.rows)) == ([2, 3], 2)
    assert second.columns[0].heading == head[0]
