"""Tables found on sheets as people lay them out."""

from __future__ import annotations

from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.excel.recognising.tables_found import find_tables


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
