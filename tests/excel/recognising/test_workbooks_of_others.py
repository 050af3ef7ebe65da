"""Workbooks as offices and projects keep them: merged cells, boxes nobody ticked, quarters of calendar years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import quarter_said
from csp_desktop.periods import FinancialYear, Quarter


def read(grid: Grid, *, likely: bool = True) -> Reading:
    """A sheet read for 2025/26, with the likely taken or left."""
    return read_grids([grid], FinancialYear(2025), Mappings(take_doubtful=likely))


def meant(reading: Reading) -> tuple[str, dict[str, str]]:
    """What the first table is taken for, and the field of each of its columns by their headings."""
    mapping = reading.mapped[0].mapping
    return mapping.register, {use.heading: f"{use.register}.{use.field}" for use in mapping.columns}


def values(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


def test_scores_beside_what_is_done_about_a_numbered_risk_are_the_scores_of_that_risk() -> None:
    rows = [
        ("R1", 4, 5, "Test staff with false emails", "IT Manager", "1/6/2025"),
        ("R2", 3, 4, "Track every laptop", "IT Manager", "1/9/2025"),
        ("R3", 3, 2, "Patch within a week", "Head of Service", "1/10/2025"),
    ]
    headings = ("Risk ID", "Likelihood", "Impact", "Mitigating action", "Action owner", "Due date")
    register, fields = meant(read(Grid.of_rows("Risk actions", [headings, *rows])))
    assert register == "risks"
    assert list(fields.values()) == [
        "risks.ref",
        "risks.current_likelihood",
        "risks.current_impact",
        "mitigations.title",
        "mitigations.owner",
        "mitigations.due_on",
    ]


def _spread(rows: list[tuple[str, ...]], *, merged: bool) -> Grid:
    """A sheet each of whose cells but the first takes four columns, merged or empty."""
    grid = Grid.of_rows("Contacts", [])
    held = {
        (row, 1 if at == 0 else 4 * at - 2): value
        for row, cells in enumerate(rows, start=1)
        for at, value in enumerate(cells)
    }
    over = [(row, column, row, column + 3) for row, column in held if column > 1]
    return replace(grid, values=held, merged=over if merged else [])


def test_columns_merged_over_several_are_columns_of_one_table() -> None:
    rows = [("Name", "Role", "Organisation", "Email", "Telephone", "Notes")] + [
        (name, "Inspector", "Police", f"{name.split()[1].lower()}@police.example", f"01632 96000{at}", "" if at % 2 else "Prefers email")
        for at, name in enumerate(("Ann Marsh", "Ben Hollow", "Cass Ridge", "Dev Lane", "Eve Moor", "Flo Dene"))
    ]  # fmt: skip
    reading = read(_spread(rows, merged=True))
    assert len(reading.mapped) == 1
    register, fields = meant(reading)
    assert register == "people"
    assert [fields[name] for name in ("Name", "Role", "Email", "Telephone")] == [
        "people.name",
        "people.job_title",
        "people.email",
        "people.phone",
    ]


@pytest.mark.parametrize("number", [False, True])
def test_a_row_with_nothing_but_a_box_nobody_ticked_is_no_record(number: bool) -> None:
    filled = [(at, f"Visit estate {at} after dark", "Wardens", at % 2 == 0) for at in range(1, 6)]
    blank = [(at if number else None, None, None, False) for at in range(6, 40)]
    reading = read(Grid.of_rows("Action plan", [("No", "Action", "Lead", "Done?"), *filled, *blank]))
    assert [said["title"] for said in values(reading, "plan_items") if said.get("level") == "action"] == [
        row[1] for row in filled
    ]
    assert not [cell for cell in reading.cells if cell.place.row > 6 and cell.mark.outcome == "asked"]


@pytest.mark.parametrize(
    ("heading", "quarter"),
    [
        ("Q1 (Jan-Mar)", Quarter(2024, 4)),
        ("Q 2 (Apr–Jun) status", Quarter(2025, 1)),
        ("Quarter 4 (October to December)", Quarter(2025, 3)),
        ("Q1 (Apr-Jun)", Quarter(2025, 1)),
        ("Q4 Jan to March 2025/26", Quarter(2025, 4)),
        ("Q1 2025/26 (Jan-Mar)", Quarter(2025, 4)),
        ("Quarter 2", Quarter(2025, 2)),
        ("Q3 (May-Jul)", Quarter(2025, 3)),
    ],
)
def test_months_beside_the_number_say_which_quarter_it_is(heading: str, quarter: Quarter) -> None:
    assert quarter_said(heading, FinancialYear(2025)) == quarter


def test_action_measures_are_what_is_to_be_done_whatever_indicator_stands_beside_them() -> None:
    rows = [
        ("1.1", "Give notice of changed collections", "2024–2026", "Notices sent", "Residents know their day", "Waste Services"),
        ("1.2", "Offer forms in large print", "By March 2026", "Forms offered", "Everybody can apply", "Customer Services"),
        ("1.3", "Train reception staff in signing", "Yearly", "Staff trained", "Deaf visitors are served", "Human Resources"),
    ]  # fmt: skip
    headings = ("", "Action measure", "Timeframe", "Performance indicator", "Expected outcome", "Responsibility")  # fmt: skip
    register, fields = meant(read(Grid.of_rows("Equality plan", [headings, *rows])))
    assert register == "plan_items"
    assert fields["Action measure"] == "plan_items.title"
    assert fields["Performance indicator"] == "plan_items.target"


def test_a_form_filled_in_over_a_register_heads_no_columns() -> None:
    form = [
        ("Project:", None, None, "Safer Streets"),
        ("About:", None, None, "Fewer break-ins round the station"),
    ]
    headings = (
        "ID",
        "Status",
        "Risk impact",
        "Probability of occurrence",
        "Risk description",
        "Risk response",
    )
    rows = [
        (1, "Open", "High", "Low", "The supplier stops trading before the work is done", "Avoid"),
        (2, "Open", "Medium", "Low", "Key staff fall ill in the same month", "Accept"),
        (3, "Closed", "Low", "High", "The data are late", "Mitigate"),
    ]
    over = [(row, column, row, column + 2) for row in (1, 2) for column in (1, 4)]
    register, fields = meant(read(replace(Grid.of_rows("Log", [*form, headings, *rows]), merged=over)))
    assert register == "risks"
    assert fields["Risk description"] == "risks.title"
    assert fields["Probability of occurrence"] == "risks.current_likelihood"


def test_what_a_template_says_to_screen_readers_is_no_column_of_its_table() -> None:
    aloud = "Headings for the table Milestones are in cells B1 to D1. Enter each in the cells below."
    rows = [
        (None, "Appoint the coordinator", "1/5/2025", "Council"),
        (None, "Open the drop-in", "1/9/2025", "Health"),
        (None, "Report to the board", "1/3/2026", "Council"),
    ]
    reading = read(Grid.of_rows("Plan", [(aloud, "Milestone", "Due date", "Lead"), *rows]))
    register, fields = meant(reading)
    assert register == "plan_items"
    assert fields[aloud] == "plan_items.ignored"
    assert fields["Milestone"] == "plan_items.title"


def test_a_figure_that_is_not_applicable_is_none_and_not_one_to_come() -> None:
    headings = ("Ref", "Indicator", "Unit", "Baseline", "Target", "Q1 actual", "Q2 actual")
    rows = [
        ("K1", "Burglaries recorded in homes", "number", 120, 100, 20, "n/a"),
        ("K2", "Case reviews begun", "number", "n/a", 4, 1, "TBC"),
        ("K3", "Visits to hostels made", "number", "TBC", 8, 2, 3),
    ]
    reading = read(Grid.of_rows("Indicators", [headings, *rows]))
    states = {said["title"]: said.get("baseline_state") for said in values(reading, "indicators")}
    assert list(states.values()) == ["known", "none", "TBC"]
    measured = [
        (said["quarter"], said.get("value"), said.get("value_state"))
        for said in values(reading, "measurements")
    ]
    assert measured == [
        ("2025-Q1", 20, None),
        ("2025-Q1", 1, None),
        ("2025-Q2", None, "TBC"),
        ("2025-Q1", 2, None),
        ("2025-Q2", 3, None),
    ]
    (nothing,) = [cell for cell in reading.cells if cell.place.address == "G2"]
    assert (nothing.mark.outcome, nothing.mark.message) == ("ignored", "“n/a” says nothing.")


def test_blocks_of_scores_behind_empty_columns_are_of_the_risks_before_them() -> None:
    groups = (
        "Risk",
        None,
        None,
        None,
        "Inherent rating",
        None,
        None,
        "Current rating",
        None,
        None,
        None,
        "Target rating",
    )
    headings = ("ID", "Title", "Causes", None, "Likelihood", "Consequence", None, "Existing controls", "Likelihood", "Consequence", None, "Additional controls", "Likelihood", "Consequence")  # fmt: skip
    rows = [
        (f"R{at}", title, f"{title} has been seen before", None, 4, 5, None, f"Checks of kind {at}", 3, 4, None, f"Training of team {at}", 2, 3)
        for at, title in enumerate(("Data are lost", "Staff leave", "Funding ends", "Suppliers fail"), start=1)
    ]  # fmt: skip
    over = [(1, 1, 1, 3), (1, 5, 1, 6), (1, 8, 1, 10), (1, 12, 1, 14)]
    reading = read(replace(Grid.of_rows("Risks", [groups, headings, *rows]), merged=over), likely=False)
    assert len(reading.mapped) == 1
    (first, *_) = values(reading, "risks")
    assert {name: first[name] for name in first if name.endswith(("likelihood", "impact"))} == {
        "inherent_likelihood": 4,
        "inherent_impact": 5,
        "current_likelihood": 3,
        "current_impact": 4,
        "target_likelihood": 2,
        "target_impact": 3,
    }


def test_a_register_beside_another_of_the_same_kind_stays_one_of_its_own() -> None:
    headings = ("Ref", "Risk", "Likelihood", "Impact", "Owner")
    rows = [
        (f"A{at}", f"The hall floods in month {at}", 2, 3, "Clerk", None, f"B{at}", f"The van breaks down on trip {at}", 3, 3, "Driver")
        for at in range(1, 6)
    ]  # fmt: skip
    reading = read(Grid.of_rows("Risks", [(*headings, None, *headings), *rows]))
    assert len(values(reading, "risks")) == 10


@pytest.mark.parametrize(
    "opening", ["Minutes", "Minutes of the Joint Action Group, 4 June", "Meeting minutes"]
)
def test_actions_in_minutes_are_entries_of_a_log(opening: str) -> None:
    rows = [
        (opening,), ("Present: the police, the council and the health board",), (),
        ("The group agreed the terms of reference.",), (),
        ("Action", "Who", "By when"),
        ("Write to the hostels about the new rules", "Council", "30 June 2025"),
        ("Ask the hospital for its figures", "Health", "4 July 2025"),
        ("Book the hall for the autumn meeting", "Council", "1 September 2025"),
    ]  # fmt: skip
    reading = read(Grid.of_rows("Document", rows))
    assert [table.mapping.register for table in reading.mapped if table.taken] == ["log_entries"]


def test_ratings_by_two_letters_are_how_bad_and_how_likely() -> None:
    groups = ("Hazard", "Controls", "Initial rating", None, None, "Final rating", None, None)
    headings = (None, None, "SR", "LR", "RR", "SR", "LR", "RR")
    rows = [
        ("Wet grass", "Mats on the paths", 3, 2, 6, 3, 1, 3), ("Hot drinks", "Served behind a rope", 4, 2, 8, 4, 1, 4),
        ("Parked cars", "Marshals at the gates", 5, 3, 15, 5, 2, 10), ("Cables", "Taped down", 2, 4, 8, 2, 2, 4),
    ]  # fmt: skip
    over = [(1, 3, 1, 5), (1, 6, 1, 8)]
    _, fields = meant(read(replace(Grid.of_rows("Risk assessment", [groups, headings, *rows]), merged=over)))
    assert fields["Initial rating SR"] == "risks.inherent_impact"
    assert fields["Initial rating LR"] == "risks.inherent_likelihood"
    assert fields["Final rating SR"] == "risks.current_impact"
    assert fields["Final rating LR"] == "risks.current_likelihood"


def test_a_middle_name_is_not_what_somebody_is_called() -> None:
    headings = ("First name", "Middle name", "Last name", "Email")
    people = [("Ann", "May", "Marsh", "ann@a.example"), ("Ben", "Lee", "Hollow", "ben@a.example")]
    reading = read(Grid.of_rows("Members", [headings, *people]))
    assert [(said["name"], said["notes"]) for said in values(reading, "people")] == [
        ("Ann Marsh", "Middle name: May"),
        ("Ben Hollow", "Middle name: Lee"),
    ]


def test_evidence_is_worded_for_one_value_and_for_several() -> None:
    one = read(Grid.of_rows("Plan", [("Action", "By when"), ("Close the alley gates", "March 2026")]))
    assert "Its only value is a sentence." in one.mapped[0].mapping.columns[0].why
    several = read(
        Grid.of_rows(
            "Plan",
            [("Action", "By when"), *((f"Close gate {at} for good", "March 2026") for at in range(3))],
        )
    )
    said = [use.why for use in several.mapped[0].mapping.columns]
    assert said == [
        "“Action” is a heading for the action itself. 3 of 3 values are sentences.",
        "“By when” is a heading for the timescale. 3 of 3 values say when.",
    ]
