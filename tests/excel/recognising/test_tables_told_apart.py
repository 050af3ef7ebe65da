"""Tables that look alike are told apart, or asked about: issues and risks, milestones and people, plans nobody named."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import MappedTable
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]


def read_all(sheet: str, *rows: Row) -> list[MappedTable]:
    """What each table of a sheet is taken for."""
    return read_grids([Grid.of_rows(sheet, list(rows))], FinancialYear(2025), Mappings()).mapped


def read(sheet: str, *rows: Row) -> MappedTable:
    """What the one table of a sheet is taken for."""
    (table,) = read_all(sheet, *rows)
    return table


def fields(table: MappedTable) -> dict[str, str]:
    """The field of each heading, with a question mark where it is asked."""
    return {use.heading: use.field + "?" * use.asked for use in table.mapping.columns}


@pytest.mark.parametrize(
    ("sheet", "headings", "rows", "register"),
    [
        ("Signatories", ("Name", "Type"), (("North Housing Trust", "Voluntary"), ("Hill College", "Education")), "agencies"),
        ("Commissioned services", ("Name", "Value"), (("Youth club on the estate", "£4,000"), ("Street pastors", "£900")), "allocations"),
        ("BAF", ("Description", "Impact", "Owner"), (("The grant ends before the work does", "High", "Clerk"), ("Nobody can chair it", "Low", "Chair")), "risks"),
    ],
)  # fmt: skip
def test_the_name_of_a_sheet_tells_tables_headed_alike_apart(
    sheet: str, headings: Row, rows: tuple[Row, ...], register: str
) -> None:
    assert read(sheet, headings, *rows).mapping.register == register
    assert (
        read("Sheet1", headings, *rows).mapping.register != register
        or not read("Sheet1", headings, *rows).taken
    )


def test_projects_with_a_lead_a_date_and_how_far_they_are_and_no_sum_are_a_plan() -> None:
    headings = ("ID", "Project name", "Project description", "Lead", "End date", "Status")
    rows: list[Row] = [
        (1, "Bike marking", "Every Saturday at the market", "Council", date(2025, 9, 30), "In progress"),
        (2, "Alley gates", "Four alleys in North ward gated", "Council", date(2025, 10, 31), "In progress"),
        (3, "Leaflet", "In three languages for new tenants", "Council", date(2025, 11, 30), "Not started"),
    ]
    planned = read("Plan", headings, *rows)
    assert (planned.mapping.register, planned.taken) == ("plan_items", True)
    costs = [(*row, f"£{row[0]},500") for row in rows]
    assert read("Sheet1", (*headings, "Cost"), *costs).mapping.register == "allocations"


def test_what_calls_its_rows_key_performance_indicators_is_a_list_of_them() -> None:
    table = read(
        "Measures",
        ("Key performance indicator", "Category", "Data source", "Rationale"),
        ("Violence with injury", "Violence", "Police", "Core aim"),
        ("Hate crime reports", "Hate", "Police", "Trust in reporting"),
        ("Deliberate fires", "ASB", "Fire Service", "Costs the service"),
    )
    assert (table.mapping.register, table.taken) == ("indicators", True)


@pytest.mark.parametrize("over", ["ASSUMPTIONS", "Section 2: Dependencies and constraints", "Issues"])
def test_what_stands_under_assumptions_alone_is_none_of_ours(over: str) -> None:
    headings = ("ID", "Description", "Impact", "Mitigation", "Owner", "Status")
    risks, others = read_all(
        "RAID",
        ("RISKS",),
        headings,
        ("R1", "The grant may stop in March", "The project ends", "Bid to the county", "Clerk", "Open"),
        ("R2", "The volunteers may leave", "Fewer patrols", "Recruit in June", "Chair", "Open"),
        (),
        (over,),
        headings,
        ("X1", "The hall stays free of charge", "The budget holds", "Ask each year", "Clerk", "Open"),
    )
    assert (risks.mapping.register, risks.taken) == ("risks", True)
    # What is to be done about an issue may stand in the log.
    assert (others.mapping.certain_none, others.taken) == (over != "Issues", False)


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [("Issues", "Issue"), ("Sheet1", "Description of issue"), ("Risks and issues", "Issue")],
)
def test_issues_with_a_severity_and_no_likelihood_are_no_risks(sheet: str, heading: str) -> None:
    table = read(
        sheet,
        ("No.", heading, "Raised by", "Severity", "Owner", "Resolution", "Status"),
        (1, "The booking line drops calls at noon", "Clerk", "High", "IT Lead", "New router", "Closed"),
        (2, "Two outreach posts have been empty since May", "Chair", "Low", "HR Lead", "Agency cover", "Open"),
        (3, "The lease of the van runs out too soon", "Clerk", "High", "Fleet Lead", "Extend it", "Open"),
    )  # fmt: skip
    assert table.mapping.register == "log_entries"


def test_a_list_of_faults_found_in_tests_is_none_of_ours() -> None:
    table = read(
        "Sheet1",
        ("Test case ID", "Scenario", "Expected result", "Actual result", "Status"),
        ("T1", "Log in with a wrong password", "A message says so", "As expected", "Pass"),
        ("T2", "Print a page on both sides", "Two sides come out", "One side", "Fail"),
    )
    assert (table.mapping.register, table.mapping.certain_none) == ("", True)
    assert "tests or faults" in table.mapping.why


def test_a_chart_of_letters_for_who_does_what_is_none_of_ours() -> None:
    table = read(
        "Sheet1",
        ("Task", "Manager", "Analyst", "Clerk", "Chair"),
        ("Write the newsletter for the spring", "A", "R", "C", "I"),
        ("Book halls for all of the meetings", "I", "A", "R", "I"),
        ("Count the answers to the survey twice", "A", "R", "C", "C"),
    )
    assert table.mapping.register == ""
    assert "who is responsible" in table.mapping.why


@pytest.mark.parametrize("heading", ["Name", "Milestone name"])
def test_the_name_of_a_milestone_is_no_person(heading: str) -> None:
    table = read(
        "Milestones",
        (heading, "Start", "Finish", "Owner", "RAG"),
        ("Tender goes out to the market", "1 April 2025", "30 May 2025", "Buying Lead", "Green"),
        ("Contract signed by both sides", "2 June 2025", "31 July 2025", "Head of Law", "Amber"),
        ("Doors open to the first guests", "1 August 2025", "5 January 2026", "Hub Manager", "Red"),
    )
    assert table.mapping.register == "plan_items" and table.mapping.certain
    assert fields(table)[heading] == "title"


def test_kinds_of_risk_under_risk_are_its_category_beside_what_describes_each() -> None:
    table = read(
        "Risks",
        ("Risk", "Description", "Likelihood", "Impact"),
        ("Financial", "The reserve falls below three months of costs", 3, 2),
        ("Operational", "The hall floods and sessions are called off", 1, 4),
        ("Legal", "Somebody sues us over a breach of their rights", 1, 5),
        ("Financial", "The main grant is not given again in March", 4, 4),
    )
    assert fields(table) | {"Risk": "category", "Description": "title"} == fields(table)


def test_what_to_do_if_a_risk_happens_is_no_consequence() -> None:
    table = read(
        "Risk assessment",
        ("What could go wrong?", "How likely?", "How bad?", "What to do if it happens"),
        ("Rain on the day of the summer fair", 3, 2, "Move every stall into the hall"),
        ("The band does not turn up in time", 2, 2, "Play the music from a phone"),
        ("Somebody falls on the wet steps", 2, 4, "Call first aid and write it down"),
    )
    assert not fields(table)["What to do if it happens"].startswith("consequence")


def test_money_called_only_by_whom_it_is_from_or_spent_on_is_asked_about() -> None:
    given = read(
        "Income",
        ("Funder", "Amount", "Spend by"),
        ("Home Office", "£12,000", "31/03/2026"),
        ("Police and Crime Commissioner", "£30,000", "31/03/2026"),
        ("County Council", "£8,500", "30/09/2025"),
    )
    assert (given.mapping.register, given.mapping.certain) == ("funding_streams", False)
    assert given.mapping.why == "3 of 3 rows have a funder and an amount, as in a list of grants."
    assert fields(given)["Funder"].startswith("name")
    rows = (("Wardens", 100, 200, 300, 400), ("CCTV", 1000, 900, 800, 700), ("Outreach", 50, 60, 70, 80))
    spent = read("Spending 2025-26", ("", "Q1", "Q2", "Q3", "Q4"), *rows)
    assert (spent.mapping.register, spent.mapping.certain) == ("allocations", False)
    assert fields(spent)["Q1"] == "actual"
    # Figures by quarter of nothing that is called money are of anything.
    assert not read("Figures 2025-26", ("", "Q1", "Q2", "Q3", "Q4"), *rows).mapping.certain


def test_a_plan_under_no_known_heading_is_asked_about_with_its_evidence() -> None:
    table = read(
        "Sheet1",
        ("Chore", "Due date", "Assigned to"),
        ("Renew the insurance for the minibus", "30 April 2025", "Treasurer"),
        ("Return the annual report to the regulator", "31 July 2025", "Secretary"),
        ("Deep clean the kitchen and the stores", "3 June 2025", "Caretaker"),
        ("Look at the alarms of both halls", "1 May 2025", None),
    )
    assert (table.mapping.register, table.mapping.certain) == ("plan_items", False)
    assert table.mapping.why == "3 of 4 rows have a date and a lead, as in an action plan."
    assert fields(table) == {"Chore": "title?", "Due date": "timescale", "Assigned to": "lead_agencies"}


def test_a_log_of_which_only_dates_are_known_is_asked_about_as_no_plan() -> None:
    rows = (
        ("Chore", "Due date"),
        ("Renew the insurance for the minibus", "30 April 2025"),
        ("Return the annual report to the regulator", "31 July 2025"),
        ("Deep clean the kitchen and the stores", "3 June 2025"),
    )
    assert read("Sheet1", *rows).mapping.register == "plan_items"
    logged = read("Issues log", *rows).mapping
    assert logged.register != "plan_items" and not logged.certain


def test_bodies_in_a_stakeholder_analysis_are_offered_as_agencies() -> None:
    table = read(
        "Stakeholder map",
        ("Stakeholder", "Interest", "Influence"),
        ("Northtown Police", "High", "High"),
        ("Parish councils", "Medium", "Low"),
        ("Street pastors", "High", "Low"),
    )
    assert (table.mapping.register, table.mapping.certain) == ("agencies", False)
    assert "bodies" in table.mapping.why


def test_requests_for_a_change_are_offered_as_a_log_and_versions_are_not() -> None:
    table = read(
        "Change log",
        ("Change ref", "Change description", "Date raised", "Owner", "Status"),
        ("C1", "Move the drop-in to the library", "02/05/2025", "Clerk", "Open"),
        ("C2", "Print the leaflet in two more languages", "09/06/2025", "Chair", "Closed"),
        ("C3", "Leave out the second evening patrol", "11/07/2025", "Clerk", "Open"),
    )
    assert (table.mapping.register, table.mapping.certain) == ("log_entries", False)
    versions = read(
        "Change log",
        ("Version", "Date", "Author", "Summary of changes"),
        ("0.1", "02/05/2025", "Clerk", "First draft for the partners to read"),
        ("0.2", "09/06/2025", "Chair", "Targets put in after the meeting"),
        ("1.0", "11/07/2025", "Clerk", "Agreed by the board"),
    )
    assert versions.mapping.register == ""


def test_a_strategy_of_response_and_actions_taken_are_what_is_done_about_a_risk() -> None:
    table = read(
        "Risk assessment",
        ("Risk", "Probability", "Impact", "Response strategy", "Actions taken"),
        ("Lamps fail", 2, 3, "Check them weekly", "Torches bought"),
        ("Nobody signs up", 3, 3, "Ask the schools", ""),
        ("Signs are stolen", 1, 4, "Fix them higher", "Bolts ordered"),
    )
    assert fields(table)["Response strategy"] == "title" and fields(table)["Actions taken"] == "control"
    assert not any(use.asked for use in table.mapping.columns)


RISKS: list[Row] = [
    ("Ref", "Risk", "Likelihood", "Impact", "Owner"),
    ("R1", "The grant is cut before the spring", 3, 4, "Treasurer"),
    ("R2", "Volunteers leave over the winter", 2, 2, "Chair"),
    ("R3", "A flood shuts the hall once more", 1, 5, "Clerk"),
]
ISSUES: list[Row] = [
    ("No", "Issue", "Raised by", "Status"),
    (1, "The lift is out of order since May", "Chair", "Open"),
    (2, "The shared drive is full up again", "Clerk", "Closed"),
    (3, "Two posts of wardens are still empty", "Clerk", "Open"),
]
ACTIONS: list[Row] = [
    ("Action", "Lead", "Due date"),
    ("Fit lights along the river path", "Council", "1 May 2025"),
    ("Train the new wardens in the hub", "Police", "3 June 2025"),
    ("Paint over the tags every week", "Council", "9 July 2025"),
]


def beside(left: list[Row], right: list[Row], *, lower: int = 0, names: Row = ()) -> list[Row]:
    """Two tables with an empty column between them, the right one some rows lower, each with a name over it or not."""
    width, height = len(left[0]), max(len(left), len(right) + lower)
    first = [*left, *[(None,) * width] * (height - len(left))]
    second = [*[(None,)] * lower, *right, *[(None,)] * (height - len(right) - lower)]
    rows: list[Row] = [(*one, None, *other) for one, other in zip(first, second, strict=True)]
    return [(names[0], *(None,) * width, names[1]), *rows] if names else rows


@pytest.mark.parametrize(
    ("right", "lower", "names", "registers"),
    [
        (ISSUES, 0, (), ["risks", "log_entries"]),
        (ACTIONS, 2, (), ["risks", "plan_items"]),
        (ACTIONS, 0, ("Risk register", "Action plan"), ["risks", "plan_items"]),
        # In line with the risks and under no name of their own they are what is done about each.
        (ACTIONS, 0, (), ["risks"]),
    ],
)
def test_tables_beside_each_other_are_two(
    right: list[Row], lower: int, names: Row, registers: list[str]
) -> None:
    tables = read_all("Sheet1", *beside(RISKS, right, lower=lower, names=names))
    assert [table.mapping.register for table in tables] == registers
    assert all(len(table.table.rows) == 3 for table in tables)


@pytest.mark.parametrize(
    ("sources", "meant"),
    [
        (("Internal", "External", "Internal"), "category?"),
        (("Old servers", "No backup", "Loose wiring"), "category?"),
        (("Nobody tests the alarm in winter", "The pump is older than the hall", "Doors are left open all night"), "cause"),
    ],
)  # fmt: skip
def test_a_source_is_a_cause_only_where_what_stands_there_shows_it(sources: Row, meant: str) -> None:
    rows = [(*risk, source) for risk, source in zip(RISKS, ("Risk source", *sources), strict=True)]
    assert fields(read("Risk register", *rows))["Risk source"] == meant


def test_a_heading_that_only_touches_a_field_is_a_question() -> None:
    table = read(
        "Risks",
        ("Risk", "Likelihood", "Impact", "What are we doing so it stays away?", "Number of occurrences"),
        ("Rain on the day of the summer fair", 3, 2, "The hall is booked as well", 4),
        ("The band does not turn up in time", 2, 2, "We ring the day before", 1),
        ("Somebody falls on the wet steps", 2, 4, "All edges are taped", 2),
    )
    said = fields(table)
    assert said["What are we doing so it stays away?"] == "control?"
    assert said["Number of occurrences"] == "notes"


def test_a_date_of_meeting_makes_a_list_of_actions_a_log() -> None:
    table = read(
        "Actions",
        ("Date of meeting", "Minute ref", "Action", "Owner", "Due", "Open/Closed"),
        ("4 April 2025", "4.2", "Share the map with housing", "Analyst", "30 April 2025", "Closed"),
        ("4 April 2025", "5.1", "Ask the bus firm about nights", "Transport Lead", "31 May 2025", "Open"),
        ("9 May 2025", "3.3", "Draft the words for the summer", "Press Officer", "30 May 2025", "Open"),
    )
    assert table.mapping.register == "log_entries"


def test_figures_of_years_long_past_are_none_of_this_year() -> None:
    table = read(
        "Indicators",
        ("Performance indicator", "2023/24 outturn", "2024/25 outturn", "Target 2025/26", "Q1 25/26"),
        ("Fly tips told to us", 1200, 1150, 1100, 250),
        ("Noise complaints answered in two days", 88, 90, 92, 93),
    )
    assert list(fields(table).values()) == ["title", "notes", "baseline_value", "target_value", "value"]


def test_a_book_of_incidents_is_none_of_ours() -> None:
    table = read(
        "Sheet1",
        ("Incident no", "Date of incident", "Location", "Description", "Reported by", "Severity"),
        (1, "1 May 2025", "Bus station", "A window broken by a stone", "Warden", "Low"),
        (2, "3 May 2025", "High Street", "A fight outside of the club", "Door staff", "High"),
        (3, "9 May 2025", "Library", "Paint on the wall at the side", "Librarian", "Low"),
    )
    assert table.mapping.register == ""
    assert "incidents" in table.mapping.why


@pytest.mark.parametrize(
    ("sheet", "rows", "register", "why"),
    [
        ("Open issues", [
            ("Trouble we met", "Date raised", "Owner", "Status"),
            ("No lights work at the bus station", "1 May 2025", "Clerk", "Open"),
            ("Wardens cannot reach the north estate", "3 May 2025", "Chair", "Closed"),
            ("The lease of the hall ran out in May", "9 May 2025", "Clerk", "Open"),
        ], "log_entries", "have the day it was raised, an owner and a status"),
        ("Sheet1", [
            ("Our fear", "Likelihood", "Impact"),
            ("The bridge is shut all through summer", 2, 5),
            ("Nobody comes to the meetings in June", 3, 2),
            ("Tools are stolen from the shed again", 4, 1),
        ], "risks", "have a likelihood and an impact"),
        ("Sheet1", [
            ("Under our eye", "Baseline", "Target"),
            ("Thefts from shops in the old town", 120, 100),
            ("Calls about noise after ten at night", 60, 40),
            ("People seen within five working days", 70, 90),
        ], "indicators", "have a figure and a target"),
    ],
)  # fmt: skip
def test_what_no_heading_names_is_asked_about_for_what_its_rows_say(
    sheet: str, rows: list[Row], register: str, why: str
) -> None:
    table = read(sheet, *rows)
    assert (table.mapping.register, table.mapping.certain) == (register, False)
    assert why in table.mapping.why
    assert fields(table)[str(rows[0][0])].endswith("?")


def test_a_severity_beside_likelihood_and_impact_is_no_second_impact() -> None:
    rows = [
        (*risk, severity) for risk, severity in zip(RISKS, ("Severity", "High", "Low", "High"), strict=True)
    ]
    said = fields(read("Risk register", *rows))
    assert said["Impact"] == "current_impact"
    assert said["Severity"] == "notes"
    headings, *others = RISKS
    named = ["Severity of impact" if heading == "Impact" else heading for heading in headings]
    assert fields(read("Risk register", tuple(named), *others))["Severity of impact"] == "current_impact"


@pytest.mark.parametrize(("months", "field"), [(2, "notes"), (3, "value")])
def test_three_months_are_those_of_a_year_and_two_may_be_anything(months: int, field: str) -> None:
    headings = ("April", "May", "June")[:months]
    rows = [(title, *range(30, 30 + months), 300) for title in ("Burglaries", "Robberies", "Thefts")]
    said = fields(read("KPIs", ("Indicator", *headings, "Target"), *rows))
    assert [said[heading] for heading in headings] == [field] * months


def test_a_log_of_kinds_none_of_which_is_a_risk_is_no_register_of_risks() -> None:
    table = read(
        "RAID log",
        ("No", "Type", "Description", "Owner", "Status"),
        (1, "Issue", "The lamps come late", "Clerk", "Open"),
        (2, "Issue", "The hall floods when it rains hard", "Caretaker", "Open"),
        (3, "Action", "Order the sandbags before the autumn", "Clerk", "Closed"),
    )
    assert table.mapping.register == "log_entries"


@pytest.mark.parametrize(
    "over", ["Actions from the tasking meeting", "Actions from meetings", "Meeting date: 13 May 2025"]
)
def test_what_was_agreed_at_a_meeting_is_a_log(over: str) -> None:
    table = read(
        "Document",
        (over,),
        ("No", "Action", "By whom", "By when", "Completed?"),
        (1, "Write to the shops", "Licensing Officer", "30/06/2025", "Yes"),
        (2, "Visit the arcade together", "Police", "31/07/2025", "No"),
    )
    assert table.mapping.register == "log_entries"


def test_a_heading_for_who_or_when_and_for_fund_or_sum_is_told_by_what_stands_under_it() -> None:
    plan = (("Action", "Lead", "To be done by"),
            ("Train the staff", "Police", "31/12/2025"), ("Light the path", "Council", "01/05/2025"))  # fmt: skip
    assert fields(read("Action plan", *plan))["To be done by"] == "timescale"
    grants = (
        ("Fund", "Project", "Organisation", "Grant"),
        ("Safety Fund", "Night bus", "Night Safe", "£3,250"),
        ("Safety Fund", "Boxing", "Westmere ABC", "£750"),
    )
    assert fields(read("Community grants", *grants)) == {
        "Fund": "stream", "Project": "project", "Organisation": "provider", "Grant": "amount",
    }  # fmt: skip


def test_who_is_told_what_and_how_often_is_no_register() -> None:
    table = read(
        "Communication plan",
        ("Plan", "Goal", "Recurrence", "Owner", "Distribution"),
        ("Stand-up", "Everybody knows the work of the day", "Daily", "Clerk", "Notice board"),
        ("Board report", "Leaders see what was spent", "Monthly", "Chair", "Meeting and e-mail"),
        ("Newsletter", "Residents hear what was done", "Yearly", "Clerk", "Post"),
    )
    assert table.mapping.register == ""


def test_crosses_under_months_are_a_chart_however_few() -> None:
    table = read(
        "Sheet1",
        ("Task", "Lead", "Apr", "May", "Jun", "Jul", "Aug"),
        ("Write the strategy with partners", "Council", "X", "X", None, None, None),
        ("Consult the public and the staff", "Council", None, "X", "X", None, None),
        ("Adopt it at the board in autumn", "Board", None, None, None, "X", None),
    )
    assert set(list(fields(table).values())[2:]) == {"ignored"}


def test_a_date_of_no_known_kind_is_a_question() -> None:
    table = read(
        "Recommendations",
        ("Audit", "Recommendation", "Owner", "Target date", "Date told", "Status"),
        ("Payroll", "Check who left in each month", "Payroll Manager", "30 June 2025", "1 May 2025", "Open"),
        ("Grants", "Keep all agreements on file", "Grants Officer", "31 July 2025", "2 May 2025", "Open"),
        ("IT", "Test the spare copy twice a year", "IT Manager", "31 May 2025", "3 May 2025", "Closed"),
    )
    assert fields(table)["Target date"] == "due_on"
    assert fields(table)["Date told"] in ("notes", "raised_on?")


def test_headings_of_a_database_run_together_are_read() -> None:
    table = read(
        "Sheet1",
        ("riskid", "riskdescription", "riskprobability", "riskimpact", "riskowner", "duedate"),
        (1, "The bridge is shut all through summer", 2, 5, "Clerk", "1 May 2025"),
        (2, "Nobody comes to the meetings in June", 3, 2, "Chair", "3 June 2025"),
        (3, "Tools are stolen from the shed again", 4, 1, "Clerk", "9 July 2025"),
    )
    assert list(fields(table).values())[:5] == [
        "ref",
        "title",
        "current_likelihood",
        "current_impact",
        "owner",
    ]


def test_a_status_in_words_of_no_status_is_a_question() -> None:
    table = read(
        "Plan",
        ("Task", "Lead", "Due date", "Status"),
        ("Paint the underpass with the school", "Council", "1 May 2025", "Critical"),
        ("Hold a drop-in on market day", "Police", "3 June 2025", "Slack"),
        ("Write to every licensed venue", "Council", "9 July 2025", "Critical"),
    )
    assert fields(table)["Status"] in ("status?", "notes")


def test_a_directory_with_web_pages_and_a_register_without_rows_are_told() -> None:
    members = read(
        "Members",
        ("Name", "Organisation", "Telephone", "Web page"),
        ("Sam Sample", "Parish council", "01702 111111", "www.example.org/parish"),
        ("Jo Specimen", "Youth club", "01702 222222", "www.example.org/youth"),
        ("Kit Pattern", "Food bank", "01702 333333", "www.example.org/food"),
    )
    assert members.mapping.register == "people"
    numbered = read(
        "Risk register", ("ID", "Risk", "Cause", "Likelihood", "Impact", "Risk owner"), (1,), (2,)
    )
    assert numbered.mapping.register == "risks"


def test_a_day_and_a_figure_make_no_plan() -> None:
    table = read(
        "Sheet1",
        ("Name", "Item", "Expense", "Day bought"),
        ("Sam", "Paint for the workshop in May", 70, "3 May 2025"),
        ("Jo", "Screws and hinges for the gate", 220, "5 May 2025"),
        ("Kit", "Paper and copies of the flyer", 31, "9 May 2025"),
    )
    assert table.mapping.register != "plan_items"


def test_what_is_all_but_a_register_is_asked_about_and_a_list_of_names_is_not() -> None:
    rows = [(f"A{at}", f"Share of calls answered in step {at}", "Each day", "All") for at in (1, 2, 3)]
    missed = read("Indicators", ("Indicator code", "Indicator name", "Definition", "Definition"), *rows)
    assert (missed.mapping.register, missed.taken) == ("indicators", False)
    assert missed.mapping.why == (
        "This looks like a legend or scale, but 2 of its 4 columns fit a list of indicators."
    )
    listed = read(
        "Codes",
        ("Name", "Last updated", "UID"),
        *((name, "1 May 2025", name[0]) for name in ("North", "South", "East")),
    )
    assert listed.mapping.register == ""


def test_names_with_addresses_and_no_person_are_bodies_and_alone_they_are_nothing() -> None:
    trusts = [
        (f"{place} Housing Trust", f"{at} Long Lane", f"www.{place}.example".lower())
        for at, place in enumerate(("Hill", "Moor", "Dale"))
    ]
    bodies = read("Sheet1", ("Legal name", "Address", "Website"), *trusts)
    assert (bodies.mapping.register, fields(bodies)["Legal name"]) == ("agencies", "name")
    written = read(
        "Sheet1",
        ("Name", "Email", "Address", "Postcode"),
        *((name, f"a@{web[4:]}", where, "AB1 2CD") for name, where, web in trusts),
    )
    assert written.mapping.register == "agencies" or not written.taken
    named_oddly = read(
        "Sheet1",
        ("Name", "Address", "Phone"),
        ("Safer Streets Trust", "1 High Street", "01702 111222"),
        ("Open Door", "2 Low Road", "01245 333444"),
        ("Hill District Council", "South Street", "01702 546366"),
        ("Moor Mind", "4 The Walk", "01268 777888"),
    )
    assert named_oddly.mapping.register == "agencies" and not named_oddly.taken
    codes = read(
        "Sheet1", ("Name", "Type", "Description"), ("North", "Flag", "Up"), ("South", "Flag", "Down")
    )
    assert codes.mapping.register == ""


def test_what_scores_likelihood_and_impact_is_of_risks_whatever_else_it_says() -> None:
    reviewed = read(
        "Sheet1",
        ("Control", "Likelihood", "Impact", "Recommendation"),
        ("Check who may open the stores at night", 3, 4, "Keep a list of all keys and check it"),
        ("Look through the accounts each month", 2, 5, "Have a second person sign each page"),
        ("Test the alarm of the hall in spring", 4, 2, "Write the day of each test on the wall"),
    )
    assert (reviewed.mapping.register, reviewed.taken) == ("risks", False)
    assert fields(reviewed)["Control"] == "title?"


def test_a_number_of_a_risk_in_several_rows_makes_no_risks_of_what_is_done_about_them() -> None:
    table = read(
        "Sheet1",
        ("Risk ID", "Gap", "Remediation action", "Target date", "Assigned to", "Status"),
        ("R1", "Nobody checks the keys", "Keep a list of all keys", "1 May 2025", "Clerk", "Open"),
        ("R1", "No lock on the gate", "Fit a lock to the north gate", "3 June 2025", "Chair", "Open"),
        ("R2", "No second signature", "Have two people sign", "9 July 2025", "Treasurer", "Closed"),
    )
    assert table.mapping.register != "risks"
    twice = [
        ("R1", "The hall floods in winter", "Buy a pump", "Clerk"),
        ("R1", "The hall floods in winter", "Mend the roof", "Chair"),
    ]
    named = read(
        "Sheet1",
        ("Risk ID", "Risk description", "Mitigation", "Owner"),
        *twice,
        ("R2", "Nobody can chair", "Ask", "Chair"),
    )
    assert named.mapping.register == "risks"


def test_outputs_in_a_unit_are_indicators_and_no_spending() -> None:
    table = read(
        "Sheet1",
        ("Theme", "Output", "Unit of measurement", "Actual", "Total"),
        ("Green space", "Parks made better for all who use them", "n of", 3, 3),
        ("Green space", "Ground planted with trees and hedges", "sqm", 370, 370),
        ("Skills", "Courses held for young adults", "n of", 12, 12),
    )
    assert (table.mapping.register, fields(table)["Output"]) == ("indicators", "title")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([("Metric", "Value"), ("Total risks", 10), ("High risks", 7), ("Average residual score", 3)], "a summary of another sheet"),
        ([("Section", "Action plan"), ("Name of body:", "Hill Trust"), ("Year end:", "March")], "the particulars of a form"),
        ([("Project", "NPV", "VfM category", "Budget"), ("Mars", 283, "High", 70), ("Venus", 146, "Low", 9)], "an appraisal of value for money"),
    ],
)  # fmt: skip
def test_what_sums_up_a_book_or_heads_a_form_is_none_of_ours(rows: list[Row], what: str) -> None:
    table = read("Sheet1", *rows)
    assert (table.mapping.register, what in table.mapping.why) == ("", True)


def test_tasks_of_so_many_minutes_are_a_plan_and_no_minutes() -> None:
    table = read(
        "Sheet1",
        ("No", "Task", "Team responsible", "Duration in minutes", "Date", "Status"),
        (1, "Take a copy of all of the files", "IT team", 5, "10 November 2025", None),
        (2, "Wait for the last job to end", "Clerks", 30, "10 November 2025", None),
        (3, "Switch the lights of the hall off", "Caretakers", 15, "11 November 2025", None),
    )
    assert table.mapping.register == "plan_items"


def test_projects_a_body_gives_a_sum_for_are_no_certain_plan_and_proposals_are_bids() -> None:
    rows = [
        (title, f"Ministry of {of}", "1 July 2025", "30 June 2027", amount, "3 June 2025")
        for title, of, amount in (
            ("Streets for all", "Transport", 15250),
            ("Parks at night", "Health", 49992),
            ("Doors open", "Arts", 24999),
        )
    ]
    headings = ("Project title", "Sponsor", "Start date", "End date", "Total")
    granted = read("Sheet1", headings, *(row[:5] for row in rows))
    assert not (granted.mapping.register == "plan_items" and granted.taken)
    proposed = read("Sheet1", ("Proposal title", *headings[1:4], "Amount", "Date sent"), *rows)
    assert (proposed.mapping.register, fields(proposed)["Amount"].strip("?")) == ("bids", "amount_sought")


def test_the_name_of_a_field_in_a_sentence_keeps_its_capitals() -> None:
    table = read(
        "Action plan",
        ("Action", "Lead", "RAG"),
        ("Train the staff", "Police", "Amber"),
        ("Light it", "Council", "Red"),
    )
    said = {use.field: use.why.partition(".")[0] for use in table.mapping.columns}
    assert said["rag"] == "“RAG” is a heading for the RAG"
    assert said["lead_agencies"] == "“Lead” is a heading for the lead agencies"


def test_stakeholders_one_can_write_to_are_contacts_and_a_post_makes_a_name_one() -> None:
    people = (
        ("Salma", "Team leader", "High"),
        ("Mariam", "Head of design", "Low"),
        ("Lorien", "Director", "High"),
    )
    written = read(
        "Sheet1",
        ("Stakeholder", "Title", "Influence", "Email"),
        *((*row, f"{row[0]}@a.example") for row in people),
    )
    assert (written.mapping.register, written.taken) == ("people", True)
    posted = read("Stakeholder register", ("SH name", "Title", "Power"), *people)
    assert (posted.mapping.register, posted.taken, fields(posted)["SH name"]) == ("people", False, "name")


def test_a_form_nobody_has_filled_in_is_asked_about_by_its_headings() -> None:
    rows = [(at, f"Absence of a list of the stores of hall {at}") for at in (1, 2, 3)]
    table = read(
        "Sheet1", ("S. No.", "Parameters", "Current status", "Action owner", "Completion date"), *rows
    )
    assert (
        table.mapping.why == "Its columns are headed for a date, a lead and a status, as in an action plan."
    )
    key = read(
        "Log",
        ("Status key", "Meaning"),
        ("Open", "Not begun"),
        ("Closed", "All done"),
        ("Late", "Past its day"),
    )
    assert key.mapping.register == ""


def test_what_explains_a_table_does_not_name_it() -> None:
    rows = [("Project name", "Lead", "Delivery RAG")]
    rows += [(f"Build the hub in {place}", "Council", "Amber") for place in ("Hill", "Moor", "Dale")]
    told = ("Say in a few words where each of these is by now, as the guidance has it",)
    assert read("Progress", told, *rows).mapping.sureness == read("Progress", *rows).mapping.sureness
    assert not read("Progress guidance", *rows).mapping.certain


def test_months_of_which_some_are_filled_with_a_colour_are_a_chart() -> None:
    months = [date(2025, month, 1) for month in range(4, 10)]
    rows = [(f"Build the hub in {place}", "Council") for place in ("Hill", "Moor", "Dale", "Lea", "Wick")]
    values = Grid.of_rows("Sheet1", [("Task", "Lead", *months), *rows]).values
    fills = {(row, 3 + at): "FF0000" for row in range(2, 7) for at in range(6) if row == 2 + at % 5 or not at}
    (table,) = read_grids([Grid("Sheet1", values, fills=fills)], FinancialYear(2025), Mappings()).mapped
    assert {use.field for use in table.mapping.columns[2:]} == {"ignored"}


def test_a_grant_in_row_after_row_is_no_list_of_grants_and_codes_are_no_indicators() -> None:
    bought = [("1 May 2025", f"Grant {at % 2}", "Equipment", 1500 + at) for at in range(8)]
    assert not read("Sheet1", ("Date", "Grant", "Type", "Amount"), *bought).taken
    charts = [(f"Share of those seen in ward {at}", "1 May 2025", f"X{at}q") for at in (1, 2, 3)]
    assert read("charts", ("Name", "Last updated", "UID"), *charts).mapping.register == ""


def test_what_is_secret_whole_and_to_hand_is_no_impact() -> None:
    assets = [(f"Names of those seen at site {at}", "High", "Low", "High") for at in (1, 2, 3)]
    said = fields(read("Risks", ("Risk", "C", "I", "A"), *assets))
    assert [said[letter] for letter in "CIA"] == ["notes"] * 3


def test_an_action_that_begins_as_a_prompt_does_is_an_action() -> None:
    rows = [
        (f"{act} in {place}", "Council", "31/12/2025")
        for act in ("Pick up litter", "Choose new lamps", "Select wardens")
        for place in ("Hill", "Moor")
    ]
    table = read("Action plan", ("Action", "Lead", "Due date"), *rows)
    (title,) = [use for use in table.mapping.columns if use.field == "title"]
    assert "6 of 6 values" in title.why


def test_figures_of_places_by_month_are_no_indicators() -> None:
    months = ("Apr-25", "May-25", "Jun-25", "Jul-25", "Aug-25", "Sep-25")
    rows: list[Row] = [
        (ward, 60, 68, 43, 92, 80, 91, 434) for ward in ("Abbey", "Dyers Hill", "Market", "Priory")
    ]
    assert not read("Recorded crime", ("Ward", *months, "Total"), *rows).mapping.register
    measures: list[Row] = [
        ("Burglary", *rows[0][1:]),
        ("Robbery", *rows[0][1:]),
        ("Vehicle crime", *rows[0][1:]),
    ]
    assert read("Indicators", ("Indicator", *months, "Total"), *measures).mapping.register == "indicators"
    aimed: list[Row] = [(ward, 52, 60, 50, 55) for ward in ("Abbey", "Dyers Hill", "Market")]
    assert (
        read("Indicators", ("Area", "Baseline", "Target", "Q1", "Q2"), *aimed).mapping.register
        == "indicators"
    )


@pytest.mark.parametrize("heading", ["For", "Purpose", "What for"])
def test_a_plan_of_what_comes_to_a_meeting_is_no_log(heading: str) -> None:
    rows: list[Row] = [
        (date(2025, 7, 9), "Serious violence needs assessment", "Head of prevention", "For discussion"),
        (date(2025, 7, 9), "First quarter performance", "Analyst", "To note"),
        (date(2025, 10, 8), "Budget and grants position", "Finance officer", "Decision"),
        (date(2026, 1, 14), "Draft strategic assessment", "Analyst", "Discussion"),
    ]
    assert not read(
        "Forward plan", ("Date of Board", "Item", "Report author", heading), *rows
    ).mapping.register


@pytest.mark.parametrize("heading", ["Obj.", "Objective no", "Priority / no."])
def test_a_number_of_its_own_in_each_row_is_no_objective(heading: str) -> None:
    rows: list[Row] = [
        ("1a", "Accredit eight premises", "Council", date(2025, 10, 31), "Complete"),
        ("1b", "Look into a late-night levy", "Council", date(2025, 12, 31), "Stopped"),
        ("2a", "Mark cycles at both stations", "Police", date(2025, 9, 30), "Complete"),
        ("2b", "Visit burgled homes within a day", "Police", date(2026, 3, 31), "On target"),
    ]
    said = fields(read("Plan", (heading, "Action", "Lead", "Target date", "Status"), *rows))
    assert said[heading] in ("ref", "ref?")
