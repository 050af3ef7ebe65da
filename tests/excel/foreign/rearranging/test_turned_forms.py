"""Forms laid out sideways are told by the headings down their side, however many of the rest are unknown."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.rearranging.turned_forms import is_turned
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import known_heading
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]


def test_unknown_headings_among_known_ones() -> None:
    rows: Rows = [
        ("Agreed actions", "Fit lights in the lane", "Patrol the park", "Survey the shops"),
        ("Planned start", "1 May 2025", "3 June 2025", "2 July 2025"),
        ("Latest position", "Quote asked for", "Two patrols held", "Waiting for the printer"),
        ("Where it stands", "Nearly there", "Half way", "Early days"),
        ("Due by", "1 March 2026", "2 March 2026", "3 March 2026"),
        ("Mood music", "fair", "dull", "fair"),
        ("Weather", "dull", "fair", "dull"),
    ]
    assert is_turned(Grid.of_rows("Sheet1", rows), known_heading)


def test_figures_by_quarter_down_the_side() -> None:
    rows: Rows = [
        ("KPI", "Thefts near the bus station", "Calls about the school gates"),
        ("Q2", 56, 185),
        ("Apr-Jun", 102, 139),
        ("KPI ref", "PI1", "PI2"),
    ]
    assert is_turned(Grid.of_rows("Sheet1", rows), known_heading)


def test_a_title_may_stand_left_of_the_headings() -> None:
    rows: Rows = [
        ("Figures for the youth group",),
        (),
        (None, "Measure", "Thefts near the bus station", None, "Calls about the school gates"),
        (None, "PI ref", "Y1", None, "Y2"),
        (None, "Last year", 56, None, 185),
        (None, "Q1", 12, None, 39),
        (None, "Q2", 15, None, 41),
        (None, "Lead", "Police", None, "Council"),
    ]
    reading = read_grids([Grid.of_rows("Youth", rows)], FinancialYear(2025), Mappings())
    found = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [one["title"] for one in found] == ["Thefts near the bus station", "Calls about the school gates"]
    assert sum(draft.register == "measurements" for draft in reading.drafts) == 4


def test_a_plan_with_a_row_for_each_quarter_stands_upright() -> None:
    rows: Rows = [
        ("Quarter", "Action", "Lead", "Budget"),
        ("Q1", "Fit lights in the lane", "Council", 500),
        ("Q2", "Patrol the park", "Police", 200),
        ("Q3", "Survey the shops", "Council", 100),
        ("Q4", "Tell residents", "Council", 50),
    ]
    assert not is_turned(Grid.of_rows("Sheet1", rows), known_heading)


def test_a_plan_that_opens_with_its_dates_stands_upright() -> None:
    rows: Rows = [
        ("Action plan",),
        ("Due by", "Status", "Lead body", "Activity to deliver", "Latest position"),
        ("June 2025", "Half way", "Police", "Patrol the park", "Two patrols held"),
        ("Quarter 2", "Early days", "Council", "Fit lights in the lane", "Quote asked for"),
        ("Quarter 3", "Early days", "Council", "Survey the shops", "Waiting for the printer"),
        ("Quarter 4", "Early days", "Council", "Tell residents", "A page drafted"),
    ]
    assert not is_turned(Grid.of_rows("Sheet1", rows), known_heading)


def test_two_records_under_a_title_whose_values_read_like_headings() -> None:
    rows: Rows = [
        ("Community safety actions",),
        ("Action", "Fit lights in the lane", "Walk the night route"),
        ("Lead", "Council", "Police"),
        ("By when", "30/09/2025", "31/12/2025"),
        ("Status", "In progress", "Complete"),
        ("Progress", "Ordered", "Done weekly"),
    ]
    assert is_turned(Grid.of_rows("Actions", rows), known_heading)


def test_an_explanation_of_headings_is_no_form() -> None:
    rows: Rows = [
        ("Column", "Options", "Meaning"),
        ("Risk ID", "-", "A number of its own"),
        ("Risk", "-", "What may go wrong, in a few words"),
        ("Root cause", "-", "Why it may go wrong"),
        ("Risk owner", "Any", "Who looks after it"),
    ]
    assert not is_turned(Grid.of_rows("Columns", rows), known_heading)


def test_a_budget_whose_phases_stand_beside_their_first_rows_alone_stands_upright() -> None:
    phases = ["Project\ndesign", "Project\ndelivery", "Project\nend", "Other cost\nof all"]
    rows: Rows = [(None, "Tasks", "Labour", "Materials")]
    for phase in phases:
        rows += [(phase, "Plan it", 20, 900), (None, "Do it", 25, 700), (None, "Test it", 15, 100)]
    assert not is_turned(Grid.of_rows("Estimate", rows), known_heading)


def test_roles_explained_row_by_row_are_no_form_of_people() -> None:
    (table,) = read_grids(
        [
            Grid.of_rows(
                "Roles",
                [
                    ("Exercise roles and responsibilities",),
                    ("Role", "Primary Responsibility", "Backup Contact", "Decision Authority"),
                    ("Incident Commander", "Coordinates response", "Deputy", "Overall direction"),
                    ("IT Operations Lead", "Supports recovery", "Systems Manager", "Technical actions"),
                    ("Legal / Privacy", "Assesses obligations", "Privacy Counsel", "Notification"),
                    ("Communications Lead", "Prepares messaging", "Corporate Affairs", "Approved release"),
                ],
            )
        ],
        FinancialYear(2025),
        Mappings(),
    ).mapped
    assert table.table.range == "A2:D6"


def test_quarters_down_the_side_are_figures_of_what_stands_over_them() -> None:
    rows: Rows = [
        ("Quarter", "ASB incidents", "Residential burglaries", "Vehicle crimes"),
        ("Q3 2024/25", 371, 70, 85),
        ("Q4 2024/25", 340, 66, 80),
        ("Q1 2025/26", 398, 55, 77),
        ("Q2 2025/26", 431, 52, 79),
    ]
    reading = read_grids([Grid.of_rows("By quarter", rows)], FinancialYear(2025), Mappings())
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "indicators"]
    assert titles == ["ASB incidents", "Residential burglaries", "Vehicle crimes"]
    figures = [
        (draft.values["quarter"], draft.values["value"])
        for draft in reading.drafts
        if draft.register == "measurements"
    ]
    assert figures[:4] == [("2024-Q3", 371), ("2024-Q4", 340), ("2025-Q1", 398), ("2025-Q2", 431)]


def test_a_form_of_one_record_may_say_how_it_stands_and_leave_fields_blank() -> None:
    rows: Rows = [
        ("Risk assessment form",),
        (),
        ("Risk title", "Volunteer mentors not vetted in time"),
        ("Cause", "Delay in enhanced checks"),
        ("Consequence", None),
        ("Likelihood (1-5)", 4),
        ("Impact (1-5)", 3),
        ("Owner", "Volunteer Coordinator"),
        ("Further action", "Use the fast track"),
        ("Review date", None),
        ("Status", "Open"),
    ]
    reading = read_grids([Grid.of_rows("Risk 1", rows)], FinancialYear(2026), Mappings())
    (risk,) = (draft.values for draft in reading.drafts if draft.register == "risks")
    assert (risk["title"], risk["cause"], risk["current_likelihood"], risk["status"]) == (
        "Volunteer mentors not vetted in time",
        "Delay in enhanced checks",
        4,
        "open",
    )


def test_quarters_down_the_side_with_their_target_turn_a_sheet_of_figures() -> None:
    rows: Rows = [
        ("Numbers for the board",),
        (),
        ("Quarter", "Oil and diesel thefts", "Street drinking complaints", "Youth ASB calls"),
        ("Q1 26/27", 21, 64, 133),
        ("Q2 26/27", 12, 88, 159),
        ("Target 26/27", 70, 270, 520),
    ]
    assert is_turned(Grid.of_rows("Numbers", rows), known_heading)
    money: Rows = [("Quarter", "Budget", "Spend"), ("Q1 26/27", 21, 64), ("Q2 26/27", 12, 88)]
    assert not is_turned(Grid.of_rows("Money", money), known_heading)


@pytest.mark.parametrize(
    "beside", [[], [("Unit", "count", "count", "count")], [("Target 2026/27", 240, 80, 440)]], ids=len
)
def test_a_series_by_quarter_under_its_title_and_over_a_footnote(beside: Rows) -> None:
    footnote = "The hospital's last two figures are provisional"
    rows: Rows = [
        ("Serious violence, by quarter",),
        (),
        ("Quarter", "Knife robberies", "Admissions", "Victims under 25"),
    ]
    rows += [
        *beside,
        *((f"Q{quarter} 2025/26", 60 + quarter, 20 + quarter, 110 + quarter) for quarter in (1, 2, 3, 4)),
    ]
    reading = read_grids(
        [Grid.of_rows("Series", [*rows, (), (footnote,)])], None, Mappings(plans_year=FinancialYear(2026))
    )
    figures = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [(one["quarter"], one["value"]) for one in figures][:4] == [
        (f"2025-Q{at}", 60 + at) for at in (1, 2, 3, 4)
    ]
    assert len(figures) == 12
    marks = {cell.text: (cell.mark.outcome, cell.place.address) for cell in reading.cells}
    assert marks["Serious violence, by quarter"] == ("ignored", "A1")
    assert marks[footnote][0] == "asked"
