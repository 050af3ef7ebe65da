"""Money, people and times in tables of others: taken for what they are, kept in notes, or asked about."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]


def read(rows: Rows, name: str = "Sheet1", *, take_doubtful: bool = False) -> Reading:
    return read_grids([Grid.of_rows(name, rows)], FinancialYear(2025), Mappings(take_doubtful=take_doubtful))


def outcomes(reading: Reading) -> dict[str, tuple[str, str]]:
    return {cell.text: (cell.mark.outcome, cell.mark.field) for cell in reading.cells}


def drafts(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


def test_a_heading_of_what_money_is_for_is_no_funding_stream() -> None:
    reading = read(
        [
            ("Project", "Budget", "Spent to date", "Remaining"),
            ("Premises",),
            ("Hall hire", "£1,200", "£300", "£900"),
            ("Home Office grant",),
            ("Outreach worker", "£8,000", "£2,000", "£6,000"),
        ],
        "Budget 2025",
    )
    assert outcomes(reading)["Premises"] == ("noted", "notes")
    assert outcomes(reading)["Home Office grant"] == ("taken", "name")
    assert [stream["name"] for stream in drafts(reading, "funding_streams")] == [
        "Budget 2025",
        "Home Office grant",
    ]
    hall, worker = drafts(reading, "allocations")
    assert "Heading: Premises" in str(hall["notes"])
    assert "notes" not in worker


def test_money_by_department_is_named_after_it() -> None:
    reading = read(
        [("Department", "Budget", "Actual"), ("Housing", "£1,000", "£400"), ("Leisure", "£900", "£100")],
        "Budget",
        take_doubtful=True,  # That a department is what the money is for is asked first.
    )
    assert [draft["project"] for draft in drafts(reading, "allocations")] == ["Housing", "Leisure"]


def test_grants_to_bodies_under_a_heading_of_their_own_are_asked_about_once() -> None:
    rows: Rows = [
        ("Amount", "Clubs helped", "Round"),
        (2400, "Northfield Bowls Club", 1),
        (900, "Anytown Historical Society", 1),
        (5100, "Southgate Church", 2),
    ]
    mapping = read(rows, "Grants 2025").mapped[0].mapping
    assert mapping.register == "allocations"
    assert [(use.field, use.asked) for use in mapping.columns] == [
        ("amount", False),
        ("project", True),
        ("notes", False),
    ]
    assert [
        draft["project"] for draft in drafts(read(rows, "Grants 2025", take_doubtful=True), "allocations")
    ] == [
        "Northfield Bowls Club",
        "Anytown Historical Society",
        "Southgate Church",
    ]


@pytest.mark.parametrize("first", ["Investment line", "Funded element"])
def test_what_stands_first_names_the_money_where_all_else_is_told(first: str) -> None:
    rows: Rows = [
        (first, "Funding source", "Provider", "Allocation 2025/26", "Remaining"),
        ("Evening marshals", "Safer Places Fund", "Guardsafe Events", 64000, 35950),
        ("School mentors", "Safer Places Fund", "Violence Reduction Unit", 118500, 98750),
        ("Underpass lighting", "Transport capital", "Anytown Council", 42000, 38700),
    ]
    naming = read(rows, "Schedule").mapped[0].mapping.columns[0]
    assert (naming.field, naming.asked) == ("project", False)
    others = ("Wording of it", "Marshals on the streets", "Mentors for pupils", "Lamps in the underpass")
    beside = [(*row[:1], other, *row[1:]) for row, other in zip(rows, others, strict=True)]
    unsure = read(beside, "Schedule").mapped[0].mapping.columns[0]
    assert (unsure.field, unsure.asked) != ("project", False)


def test_money_named_by_a_number_alone_is_asked_about() -> None:
    rows: Rows = [("Budget_ID", "Project_ID", "Budget_Allocated", "Budget_Spent")]
    rows += [(at, 90 - at * 7, 1000 * at + 15, 700 * at + 3) for at in range(1, 9)]
    assert not drafts(read(rows, "budget"), "allocations")
    assert outcomes(read(rows, "budget"))["83"][0] == "asked"
    assert len(drafts(read(rows, "budget", take_doubtful=True), "allocations")) == 8


_STAKEHOLDERS: Rows = [
    ("Name", "Role", "Internal/External", "Influence", "Interest", "Engagement strategy"),
    ("Grace Sample", "Housing Manager", "Internal", "High", "High", "Monthly meeting"),
    ("Adam Example", "Youth Worker", "External", "Low", "High", "Newsletter"),
]


def test_a_stakeholder_analysis_that_names_people_is_offered_as_contacts() -> None:
    (table,) = read(_STAKEHOLDERS, "Stakeholders").mapped
    assert (table.mapping.register, table.taken) == ("people", False)
    taken = drafts(read(_STAKEHOLDERS, "Stakeholders", take_doubtful=True), "people")
    assert [(person["name"], person["job_title"]) for person in taken] == [
        ("Grace Sample", "Housing Manager"),
        ("Adam Example", "Youth Worker"),
    ]


def test_a_stakeholder_analysis_of_groups_is_none_of_ours() -> None:
    rows: Rows = [
        ("Stakeholder group", "Influence", "Interest", "Expectations"),
        ("Residents", "High", "High", "Clean streets"),
        ("Shops", "Low", "High", "Less theft"),
    ]
    (table,) = read(rows, "Stakeholders").mapped
    assert table.mapping.certain_none


@pytest.mark.parametrize(
    "length",
    ["3-12 months", "> 1 year", "within 6 weeks", "Year 2", "10 working days", "6 months from start"],
)
def test_a_length_of_time_is_kept_in_the_notes(length: str) -> None:
    reading = read(
        [
            ("Risk", "Likelihood", "Impact", "Mitigation", "Timescale"),
            ("The van breaks down in winter", 3, 4, "Agree a spare van with the college", length),
            ("Nobody comes to the drop-in", 2, 2, "Move it to the evening and tell schools", "1 May 2025"),
        ],
        "Risks",
    )
    assert outcomes(reading)[length] == ("noted", "notes")


def test_a_response_with_how_it_is_done_gives_both() -> None:
    rows: Rows = [
        ("Risk", "Likelihood", "Impact", "Risk response"),
        ("The van breaks down in winter", 3, 4, "Mitigate, agree with the college that we may use its spare van until the spring"),
        ("Nobody comes to the drop-in", 2, 2, "Accept - the hall is booked and paid for, so little more can be done this year"),
    ]  # fmt: skip
    reading = read(rows, "Risks")
    assert [risk["response"] for risk in drafts(reading, "risks")] == ["treat", "tolerate"]
    assert [action["title"] for action in drafts(reading, "mitigations")] == [rows[1][3], rows[2][3]]


def _leads(*cells: str) -> list[dict[str, object]]:
    rows: Rows = [("Task", "Start date", "End date", "Who")]
    rows += [(f"Fit lights in lane {at}", "1 May 2025", "1 June 2025", cell) for at, cell in enumerate(cells)]
    return [plan for plan in drafts(read(rows, "Workplan"), "plan_items") if plan["level"] == "action"]


def test_first_names_among_others_are_lead_officers() -> None:
    for plan in _leads("Adam", "Adam, Zorbax", "Grace"):
        assert "lead_officers" in plan
        assert not plan.get("lead_agencies")


def test_a_body_among_the_names_leaves_unknown_ones_to_be_agencies() -> None:
    plans = _leads("Adam", "Zorbax", "Grace", "Town Council")
    assert "lead_agencies" in plans[1]
    assert "lead_officers" in plans[0]


def test_a_level_told_in_words_is_the_target_and_says_which_way_is_better() -> None:
    reading = read(
        [
            ("Ref", "Indicator", "Baseline", "Target", "Q1", "Q2"),
            ("K1", "Repeat cases at conference", "28%", "Below 30%", "31%", "29%"),
            ("K2", "Residents who feel safe", "61%", "At least 65%", "62%", "63%"),
            ("K3", "Offences", "412", "5% reduction", "98", "101"),
        ],
        "Indicators",
    )
    said = [
        (made["target_kind"], made["target_value"], made["better"], made["stated_target"])
        for made in drafts(reading, "indicators")[:2]
    ]
    assert said == [("value", 30, "lower", "Below 30%"), ("value", 65, "higher", "At least 65%")]


def test_progress_told_as_a_count_is_counted_and_its_words_are_kept() -> None:
    reading = read(
        [
            ("Ref", "Action", "Lead", "Q1 progress", "Q1 RAG", "Q2 progress", "Q2 RAG"),
            ("1.1", "Carry out the recommendations", "Council", "14 of 22 complete", "A", "17 of 22", "A"),
            ("1.2", "Visit every school", "Police", "2 of the 6 schools done.", "G", "Two of 6 done", "G"),
            ("1.3", "Fit locks", "Police", "9 of 4 done", "G", "3 of 12 fitted, 2 of 5 lost", "G"),
        ],
        "Plan",
    )
    assert [(said["narrative"], said.get("done"), said.get("of")) for said in drafts(reading, "updates")] == [
        ("14 of 22 complete", 14, 22),
        ("17 of 22", 17, 22),
        ("2 of the 6 schools done.", 2, 6),
        ("Two of 6 done", None, None),
        ("9 of 4 done", None, None),
        ("3 of 12 fitted, 2 of 5 lost", None, None),
    ]


@pytest.mark.parametrize(
    ("said", "pence"),
    [
        *(
            (said, 1_200_000)
            for said in ("£12,000 p.a.", "£12K pa", "£12,000 per annum", "£12,000 per year", "£12,000/yr", "£12k (annually)")
        ),
        *((said, None) for said in ("£12,000 each", "£900 per month", "£12,000 p.a. for 3 years", "£250 x 4")),
    ],
)  # fmt: skip
def test_an_amount_for_a_year_keeps_its_words_and_any_other_is_asked_about(
    said: str, pence: int | None
) -> None:
    reading = read([("Project", "Funding stream", "Amount"), ("Outreach", "Levy fund", said)], "Allocations")
    (allocation,) = drafts(reading, "allocations")
    assert allocation.get("amount") == pence
    assert allocation["notes"] == f"Amount: {said}"
    assert outcomes(reading)[said] == ("taken" if pence else "asked", "amount")


def test_an_amount_for_a_year_is_no_spending_of_a_quarter_and_no_figure_in_thousands() -> None:
    spending: Rows = [
        ("Project", "Budget", "Q1 spend"),
        ("Outreach", "£8,000", "£3,000 p.a."),
        ("Vans", "£900", "£300"),
    ]
    thousands: Rows = [
        ("Project", "Funding stream", "Amount £000"),
        ("Outreach", "Levy", "12 p.a."),
        ("Vans", "Levy", 13.5),
        ("Lights", "Levy", 112.5),
    ]
    for rows, asked in ((spending, "£3,000 p.a."), (thousands, "12 p.a.")):
        reading = read(rows, "Allocations")
        assert outcomes(reading)[asked][0] == "asked"
        assert asked in str(drafts(reading, "allocations")[0]["notes"])


def test_money_by_month_is_a_quarters_together() -> None:
    reading = read(
        [
            ("Project", "Budget", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Spent to date"),
            ("Night bus", 12000, 0, 1000, 1000.5, 1000, None, None, 3000.5),
            ("Bleed control kits", 3600, 3600, 0, 0, 0, 0, 0, 3600),
        ],
        "Spend",
    )
    entries = [
        (entry["quarter"], entry["kind"], entry["amount"], entry["note"])
        for entry in drafts(reading, "funding_entries")
    ]
    assert entries[:2] == [
        ("2025-Q1", "actual", 200_050, "Apr £0, May £1,000, Jun £1,000.50"),
        ("2025-Q2", "actual", 100_000, "Jul £1,000"),
    ]
    assert len(entries) == 4
    assert not [cell for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Spend Apr-Sep", "Spend Oct-Mar"),
        ("Spend April to September", "Spend October to March"),
        ("H1 spend", "H2 spend"),
        ("First half spend", "Second half spend"),
        ("First six months spend", "Second six months spend"),
    ],
)
def test_money_by_half_year_is_of_the_last_quarter_of_each(first: str, second: str) -> None:
    rows: Rows = [
        ("Project", "Provider", "Allocation", first, second),
        ("Street pastors", "Churches", 6000, 2900, 3000),
        ("Knife bins", "Police", 4000, 1000, 2000),
        ("Outreach", "Youth Trust", 12000, 6000, 1000),
    ]
    entries = drafts(read(rows, "Grants", take_doubtful=True), "funding_entries")
    assert {entry["quarter"] for entry in entries} == {"2025-Q2", "2025-Q4"}
    second_halves = [entry["amount"] for entry in entries if entry["quarter"] == "2025-Q4"]
    assert second_halves == [300_000, 200_000, 100_000]


def test_a_quarter_that_has_its_own_column_beside_its_months_is_taken_once() -> None:
    reading = read(
        [
            ("Project", "Budget", "Apr", "May", "Jun", "Q1 total"),
            ("Night bus", 12000, 0, 1000, 1000, 2000),
            ("Street marshals", 9000, 750, 750, 750, 2250),
        ],
        "Spend",
    )
    entries = [(entry["amount"], entry["note"]) for entry in drafts(reading, "funding_entries")]
    assert entries == [
        (200_000, "Apr £0, May £1,000, Jun £1,000"),
        (225_000, "Apr £750, May £750, Jun £750"),
    ]


def test_rows_filled_down_below_a_table_are_no_questions() -> None:
    grants = ("Fund", "Project", "Provider", "Amount")
    reading = read(
        [
            grants,
            ("Safer Streets", "Night bus", "Council", 9_000),
            ("Safer Streets", "Mentors", "YMCA", 5_000),
            ("Safer Streets",),
            ("Safer Streets",),
            ("Violence Duty",),
            ("Violence Duty",),
        ],
        "Grants",
    )
    assert [found["project"] for found in drafts(reading, "allocations")] == ["Night bus", "Mentors"]
    fates = {cell.place.address: cell.mark for cell in reading.cells if cell.place.row > 3}
    assert {cell: mark.outcome for cell, mark in fates.items()} == {
        "A4": "ignored",
        "A5": "ignored",
        "A6": "asked",
        "A7": "ignored",
    }
    assert fates["A5"].message == "Filled down from the row above, with nothing else in its row."


def test_rows_prepared_with_a_number_and_not_started_are_no_questions() -> None:
    plan = ("Ref", "Action", "Lead agency", "Due date", "Status")
    reading = read(
        [
            plan,
            ("1", "Mark the bicycles", "Police", "30/06/2025", "In progress"),
            ("2", "Close the alley", "Council", "30/09/2025", "Not started"),
            ("3", None, None, None, "Not started"),
            ("4", None, None, None, "Not started"),
            ("5", None, None, None, "Stopped"),
        ],
        "Plan",
    )
    fates = {cell.place.address: cell.mark.outcome for cell in reading.cells if cell.place.row > 3}
    assert {cell for cell, outcome in fates.items() if outcome == "asked"} == {"A6", "E6"}


@pytest.mark.parametrize("heading", ["BRAG", "BRAG status", "RAG"])
def test_letters_of_ratings_in_the_first_column_are_no_numbers(heading: str) -> None:
    reading = read(
        [
            (heading, "Action", "Lead agency", "Due date"),
            ("B", "Mark the bicycles", "Police", "30/06/2025"),
            ("G", "Close the alley", "Council", "30/09/2025"),
            ("A", "Light the path", "Council", "31/12/2025"),
        ],
        "Plan",
    )
    assert [update["rag"] for update in drafts(reading, "updates")] == ["blue", "green", "amber"]
    assert not any("ref" in item for item in drafts(reading, "plan_items"))


def test_money_under_its_year_is_how_much_it_is_where_it_is_spent_by_a_day() -> None:
    rows: Rows = [
        ("Source", "Given by", "Kind", "2025-26", "Spend by", "Carry over?"),
        (
            "Serious Violence grant",
            "Police and Crime Commissioner",
            "Grant",
            61600,
            "31/03/2026",
            "Not allowed",
        ),
        ("Public health match", "County Council", "Match", 12000, "31/03/2026", "Allowed"),
        ("Safer Streets", "Home Office", "Grant", 9000, "31/03/2026", "Not allowed"),
    ]
    streams = drafts(read(rows, "Funding"), "funding_streams")
    assert [stream["amount"] for stream in streams] == [6_160_000, 1_200_000, 900_000]


def test_spent_to_date_beside_planned_and_actual_quarters_is_their_sum() -> None:
    rows: Rows = [
        (
            "Cost heading",
            "Full year budget",
            "Q1 planned",
            "Q1 actual",
            "Q2 planned",
            "Q2 actual",
            "Spent to date",
        ),
        ("Adviser salaries", 64800, 16200, 11200, 16200, 16150, 27350),
        ("Premises", 9600, 2400, 2400, 2400, 2410, 4810),
        ("Materials", 3900, 0, 0, 1300, 1288, 1288),
    ]
    reading = read(rows, "Budget 2025", take_doubtful=True)
    spent = [entry["amount"] for entry in drafts(reading, "funding_entries") if entry["kind"] == "actual"]
    assert spent == [1_120_000, 1_615_000, 240_000, 241_000, 0, 128_800]


@pytest.mark.parametrize(
    "named", ["Subtotal Northgate", "Sub-total: the north", "Sub total of the two above"]
)
def test_a_subtotal_of_somebody_is_no_project(named: str) -> None:
    rows: Rows = [
        ("Project", "Delivered by", "Allocation", "Claimed Q1"),
        ("School mentors", "Northgate District", 62000, 9400),
        ("Detached youth team", "Northgate District", 41000, 10250),
        (named, None, None, None),
        ("Surrender bins", "Hallam District", 7800, 0),
    ]
    projects = [draft["project"] for draft in drafts(read(rows, "Claims"), "allocations")]
    assert projects == ["School mentors", "Detached youth team", "Surrender bins"]


def test_what_was_left_on_a_day_is_no_project() -> None:
    rows: Rows = [("Project", "Paid to", "Given", "Spend Q1", "Spend Q2"), ("Ranger overtime", "Anytown Council", 14200, 2310, 8954), ("Call blockers", "Trading Standards", 5760, 0, 2880)]  # fmt: skip
    rows += [("Total", None, 19960, 2310, 11834), ("Unspent at 30 September", None, 5816, None, None)]
    projects = [draft["project"] for draft in drafts(read(rows, "Grants"), "allocations")]
    assert projects == ["Ranger overtime", "Call blockers"]
