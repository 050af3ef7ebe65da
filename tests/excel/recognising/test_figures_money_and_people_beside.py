"""What columns of figures, money and people say of one another: sums, revised budgets, reserves, forms of address."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]


def read(sheet: str, *rows: Row) -> Reading:
    mappings = Mappings(today=date(2026, 11, 28))
    return read_grids([Grid.of_rows(sheet, list(rows))], FinancialYear(2025), mappings)


def fields(reading: Reading) -> dict[str, str]:
    """The register of the one table, and the field of each heading, with a question mark where it is asked."""
    (table,) = reading.mapped
    said = {use.heading: use.field + "?" * use.asked for use in table.mapping.columns}
    return {"register": table.mapping.register + "?" * (not table.taken), **said}


@pytest.mark.parametrize("heading", ["Tool / power", "Disposal", "Type of notice", "Hate crime strand"])
@pytest.mark.parametrize(
    ("sheet", "register"), [("Performance 2025-26", "indicators"), ("2025-26", "indicators?")]
)
def test_what_is_counted_by_quarter_is_an_indicator_whatever_its_heading(
    heading: str, sheet: str, register: str
) -> None:
    reading = read(
        sheet,
        (heading, "Q1", "Q2", "Q3", "Total"),
        ("Community Protection Warnings", 21, 18, None, 39),
        ("Premises closure orders", 1, 0, None, 1),
        ("Civil injunctions", 2, 1, None, 3),
    )
    said = fields(reading)
    # Where nothing says that these are figures to keep, it is asked.
    assert (said["register"], said[heading], said["Total"]) == (register, "title", "ignored")


@pytest.mark.parametrize(("sheet", "register"), [("Hate crime data", "indicators"), ("2025-26", "?")])
def test_what_is_counted_by_month_is_an_indicator_where_the_sheet_is_called_so(
    sheet: str, register: str
) -> None:
    months = ("Strand", "Apr", "May", "Jun", "Total")
    rows = (("Race", 12, 9, 14, 35), ("Disability", 1, 0, 2, 3), ("Religion", 2, 1, 0, 3))
    assert fields(read(sheet, months, *rows))["register"] == register


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Officer", ("Grace Sample", "Peter Sample", "Mary Sample")),  # hours or days off, it may be
        ("Budget line", ("Cameras", "Signs", "Publicity")),
    ],
)
def test_what_people_did_and_what_money_was_for_is_no_indicator(
    heading: str, cells: tuple[str, str, str]
) -> None:
    rows = [(cell, 12, 20, 18) for cell in cells]
    assert not fields(read("2025-26", (heading, "Q1", "Q2", "Q3"), *rows))["register"].startswith(
        "indicators"
    )


def test_one_word_of_stakeholders_in_a_heading_makes_no_analysis_of_them() -> None:
    (table,) = read(
        "Sheet1", ("Legal power", "Used by"), ("Dispersal", "Police"), ("Closure", "Council")
    ).mapped
    assert "stakeholder" not in table.mapping.why


def test_indicators_under_a_heading_of_their_own_are_as_certain_as_ever() -> None:
    said = fields(
        read(
            "Sheet1",
            ("Ref", "Indicator", "Baseline", "Q1", "Q2"),
            ("NI 1", "Thefts from vans", 594, 141, 146),
            ("NI 2", "People who feel safe", "13.9%", 14, 15),
        )
    )
    assert (said["register"], said["Ref"], said["Indicator"]) == ("indicators", "ref", "title")


def test_the_year_to_date_adds_up_quarters_that_stand_beside_their_months() -> None:
    reading = read(
        "MARAC",
        (
            "Measure",
            "April",
            "May",
            "June",
            "Q1 total",
            "July",
            "August",
            "September",
            "Q2 total",
            "Year to date",
        ),
        ("Cases heard", 22, 25, 19, 66, 24, 30, 21, 75, 141),
        ("Repeat cases", 6, 7, 5, 18, 8, 9, 6, 23, 41),
    )
    assert fields(reading)["Year to date"] == "ignored"
    figures = [draft.values["value"] for draft in reading.drafts if draft.register == "measurements"]
    assert figures == [66, 75, 18, 23]


def test_how_a_figure_stands_is_no_figure_and_the_one_to_date_is_not_lost() -> None:
    said = fields(
        read(
            "YTD",
            ("KPI description", "Aim to", "Year to date", "Target", "Performance"),
            ("ASB warnings issued", "Maximise", 61, 60, "On target"),
            ("Aggressive begging reports", "Minimise", 44, 35, "Below target"),
            ("CCTV incidents captured", "Maximise", 1210, 1200, "On target"),
        )
    )
    assert said["Performance"] == "notes"
    assert said["Year to date"] != "ignored"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Rate per 1,000 pop.", "rate per 1,000"),
        ("per 100,000 residents", "rate per 100,000"),
        ("% of cases", "percent"),
    ],
)
def test_a_unit_is_read_from_more_words_than_its_own(words: str, unit: str) -> None:
    reading = read(
        "KPIs",
        ("KPI", "Unit of measure", "Target", "Q1"),
        ("Violence with injury", words, 7.5, 1.95),
        ("Hub cases opened", "Number", 220, 60),
    )
    indicators = [draft.values["unit"] for draft in reading.drafts if draft.register == "indicators"]
    assert indicators == [unit, "count"]


@pytest.mark.parametrize("now", ["Revised budget", "Current budget", "Latest budget"])
def test_of_a_budget_as_it_was_and_as_it_is_the_one_that_is_counts(now: str) -> None:
    reading = read(
        "Cost centre",
        ("Community safety, period 6",),
        ("Account description", "Original budget", now, "Actual to date", "Variance"),
        ("Salaries", 98000, 99500, 49100, -500),
        ("Grants to outside bodies", 45000, 47500, 21000, 0),
    )
    said = fields(reading)
    assert (said["Original budget"], said[now]) == ("notes", "amount")
    spent = [draft.values["quarter"] for draft in reading.drafts if draft.register == "funding_entries"]
    assert spent == ["2025-Q2", "2025-Q2"]


def test_a_list_of_reserves_is_one_of_where_money_comes_from() -> None:
    said = fields(
        read(
            "Reserves",
            ("Reserve", "Balance at 1 April 2025", "Contributions in", "Drawn down", "Purpose"),
            ("General reserve", 31250, 0, 8000, "Unplanned reviews"),
            ("Reviews reserve", 15000, 5000, 6200, "Domestic homicide reviews"),
            ("Camera reserve", 60000, 10000, 0, "New cameras when the old ones fail"),
        )
    )
    assert said["register"] == "funding_streams"
    assert (said["Reserve"], said["Purpose"]) == ("name", "conditions")
    assert said["Balance at 1 April 2025"].strip("?") == "amount"


def test_money_is_called_by_its_workstream_before_the_body_that_leads_it() -> None:
    said = fields(
        read(
            "Allocations",
            ("Workstream", "Allocation", "Spend Q1", "Lead body"),
            ("Night-time economy", 16000, 4000, "Police"),
            ("Youth diversion", 22000, 2000, "Youth Service"),
        )
    )
    assert (said["Workstream"], said["Lead body"]) == ("project", "provider")


def test_what_was_spent_of_grants_is_kept_where_nothing_else_gives_it() -> None:
    reading = read(
        "Grants",
        ("Funder", "Grant name", "Total award", "Grant end", "Spend to date", "Balance"),
        ("Home Office", "Safer Streets", "£182,000", "31/03/2026", "£61,500", "£120,500"),
        ("PCC", "Community Safety Fund", "£38,500", "31/03/2026", "£12,250", "£26,250"),
    )
    streams = [draft.values for draft in reading.drafts if draft.register == "funding_streams"]
    assert [stream["notes"] for stream in streams] == ["Spend to date: £61,500", "Spend to date: £12,250"]


def test_how_somebody_is_addressed_is_no_post() -> None:
    said = fields(
        read(
            "Contacts",
            ("Title", "Forename", "Surname", "Rank / role", "Email"),
            ("Mr", "Robin", "Oakes", "Head of Communities", "robin.oakes@downham.example"),
            ("Supt", "Pat", "Lorne", "District Commander", "pat.lorne@marle.example"),
            ("Cllr", "Dee", "Hale", "Portfolio Holder", "dee.hale@downham.example"),
        )
    )
    assert (said["Title"], said["Rank / role"]) == ("notes", "job_title")


@pytest.mark.parametrize(
    ("headings", "elsewhere"),
    [
        (("PY", "Actual", "Plan", "Variance"), "indicators?"),
        (("Baseline", "Result", "Target", "Change"), "indicators"),
    ],
)
def test_figures_beside_what_they_were_to_be_are_of_indicators_though_nothing_heads_their_names(
    headings: tuple[str, str, str, str], elsewhere: str
) -> None:
    rows = [
        ("Burglaries", 50, 40, 45, -5),
        ("Repeat victims", 20, 12, 10, 2),
        ("ASB reports", 300, 280, 270, 10),
    ]
    said = fields(read("Scorecard", (None, *headings), *rows))
    assert (said["register"], said[""], said[headings[1]], said[headings[2]]) == (
        "indicators",
        "title",
        "value",
        "target_value",
    )
    assert fields(read("Sheet1", (None, *headings), *rows))["register"] == elsewhere


def test_a_kind_in_words_of_no_kind_is_kept_in_the_notes() -> None:
    rows = [("Burglaries", "Lagging", 40, 45), ("Patrols", "Leading", 12, 10), ("Visits", "Leading", 30, 20)]
    said = fields(read("KPIs", ("KPI", "Kind", "Q1", "Target"), *rows))
    assert (said["Kind"], said["Q1"]) == ("notes", "value")
    rows = [
        ("Burglaries", "Snapshot", 40, 45),
        ("Patrols", "Cumulative", 12, 10),
        ("Visits", "Cumulative", 30, 20),
    ]
    assert fields(read("KPIs", ("KPI", "Kind", "Q1", "Target"), *rows))["Kind"] == "kind"


def test_a_contact_named_beside_one_body_of_many_makes_their_list_none_of_people() -> None:
    bodies = ("Harbour Trust", "Mill House", "Ferry Club", "Abbey Forum", "Quay Arts", "Castle Gym")
    rows = [
        (body, "Leeds", "Ann Elm" if body == "Quay Arts" else None, f"info@x{at}.example")
        for at, body in enumerate(bodies)
    ]
    found = fields(read("Sheet1", ("Organisation Name", "Town", "Contact Name", "Email"), *rows))
    assert (found["register"].rstrip("?"), found["Organisation Name"]) == ("agencies", "name")


def test_what_people_did_week_after_week_makes_no_contacts_of_them() -> None:
    names = ("Grace Sample", "Peter Pattern", "Mary Model")
    rows = [
        (f"{week:02d}/03/2026", name, f"{name[0]}@x.example", week + at)
        for week in (1, 8, 15)
        for at, name in enumerate(names)
    ]
    assert fields(read("Calls", ("Week ending", "Name", "Email", "Calls"), *rows))["register"] != "people"
    once = [(name, f"{name[0]}@x.example", at) for at, name in enumerate(names)]
    assert fields(read("Contacts", ("Name", "Email", "Calls"), *once))["register"] == "people"


def test_money_under_its_year_is_how_much_it_is() -> None:
    reading = read(
        "Income",
        ("Source of income", "2024/25 (£)", "2025/26 (£)", "Ends"),
        ("PCC Community Safety Fund", "37,000", "38,500", "31 March 2026"),
        ("Home Office Prevent", "22,500", "22,000", "31 March 2026"),
        ("District council", "15,000", "15,250", None),
    )
    streams = [draft.values for draft in reading.drafts if draft.register == "funding_streams"]
    assert [stream["amount"] for stream in streams] == [3_850_000, 2_200_000, 1_525_000]


def test_a_second_contact_stands_beside_the_first() -> None:
    reading = read(
        "Agencies",
        ("Agency", "First contact", "First contact email", "Second contact", "Second contact email"),
        ("Council", "Robin Oakes", "robin.oakes@downham.example", "Sam Tyde", "sam.tyde@downham.example"),
        ("Police", "Pat Lorne", "pat.lorne@marle.example", "Lee Marsh", "lee.marsh@marle.example"),
    )
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    assert [(one["name"], one["email"]) for one in people] == [
        ("Robin Oakes", "robin.oakes@downham.example"),
        ("Pat Lorne", "pat.lorne@marle.example"),
    ]
    assert str(people[0]["notes"]).startswith("Second contact: Sam Tyde")
    assert not [cell for cell in reading.cells if cell.mark.outcome == "asked"]


def test_money_is_not_called_by_who_gets_it_where_something_stands_before_that() -> None:
    said = fields(
        read(
            "Grant",
            ("Strand", "Provider", "Allocated", "Spent", "Reason"),
            ("Education", "College", 20000, 8000, "Late start"),
            ("Outreach", "YMCA", 44000, 22000, None),
            ("Evaluation", "University", 20000, 0, "Year end"),
        )
    )
    assert (said["Strand"], said["Provider"]) == ("project?", "provider")


def test_what_is_allocated_of_a_fund_is_its_amount() -> None:
    said = fields(
        read(
            "Funds",
            ("Fund", "Allocated", "Spent", "% spent"),
            ("Safer Streets", "£182,000", "£61,500", "34%"),
            ("Hotspot response", "£30,000", "£28,750", "96%"),
        )
    )
    assert (said["Fund"], said["Allocated"], said["Spent"]) == ("name", "amount", "notes")


@pytest.mark.parametrize("heading", ["2025/26 ABG allocation", "Trust funding", "Amount of grant"])
def test_what_is_given_is_money_though_nothing_names_what_it_is_for(heading: str) -> None:
    rows = [
        ("Lights on the green", 2_347),
        ("Wardens for the market", 149),
        ("Youth club on the estate", 2_285),
    ]
    assert fields(read("appendix B", ("Element", heading), *rows))["register"].rstrip("?") == "allocations"


@pytest.mark.parametrize("heading", ["Assignee", "Owner", "Assigned to", "Lead"])
def test_leads_who_are_all_persons_are_officers_whatever_heads_them(heading: str) -> None:
    rows = [
        ("Brief door staff", "P. Sample", "June 2025"),
        ("Map hot spots", "Grace Model", "July 2025"),
        ("Walk the routes", "Head of Housing", "May 2025"),
    ]
    assert fields(read("Action plan", ("Action", heading, "By when"), *rows))[heading] == "lead_officers"
    bodies = [
        (action, body, when)
        for (action, _, when), body in zip(
            rows, ("Police", "District Council", "Probation Service"), strict=True
        )
    ]
    assert fields(read("Action plan", ("Action", heading, "By when"), *bodies))[heading] == "lead_agencies"


def test_a_title_a_year_and_a_page_are_asked_about_as_plans() -> None:
    rows = [
        ("Reading the signs", 2024, "www.signs.example"),
        ("First on the scene", 2025, "www.scene.example"),
        ("Asking twice", 2025, "www.asking.example"),
    ]
    assert fields(read("Sheet1", ("Title", "Year", "Website"), *rows))["register"] != "linked_plans"
    assert fields(read("Strategies", ("Title", "Year", "Website"), *rows))["register"] == "linked_plans"


@pytest.mark.parametrize(
    "heading", ["Promised for the year", "What we promised", "Agreed with funder", "Grant requires"]
)
def test_what_was_promised_to_a_funder_is_the_target(heading: str) -> None:
    rows = [
        ("Hotspot patrol hours", "Hotspot fund", 2000, 412, 530),
        ("Pupils who saw the tour", "Violence reduction", 1800, 0, 640),
    ]
    assert fields(read("Outputs", ("Output", "Fund", heading, "Q1", "Q2"), *rows))[heading] == "target_value"


@pytest.mark.parametrize(
    ("said", "source"),
    [
        (("Duty sheets", "School registers"), True),
        (("Target met in May with 530 hours worked", "Tour put off until the autumn term"), False),
        (("On target", "At risk"), False),
    ],
)
def test_evidence_in_a_few_words_is_where_figures_come_from(said: tuple[str, str], source: bool) -> None:
    rows = [("Hotspot patrol hours", said[0], 2000, 412, 530), ("Pupils on the tour", said[1], 1800, 0, 640)]
    reading = read("KPIs", ("Measure", "Evidence", "Target", "Q1", "Q2"), *rows)
    assert (fields(reading)["Evidence"] == "source") == source


@pytest.mark.parametrize("heading", ["For", "Of", "Where"])
def test_bodies_under_a_small_word_are_whom_people_are_there_for(heading: str) -> None:
    headings = ("Name", heading, "Phone", "Email")
    people = [("Ann Elm", "01632 960360", "ann@example.org"), ("Bob Oak", "01632 960366", "bob@example.org")]

    def field(*said: str) -> str:
        rows = [(name, what, *reached) for (name, *reached), what in zip(people, said, strict=True)]
        return fields(read("Contacts", headings, *rows))[heading]

    assert field("Westmere Borough Council", "Westmere Homes") == "agency"
    assert field("Returns", "Money") != "agency"
    assert field("Violence", "ASB") != "agency"


_STRATEGIES = (
    "Serious Violence Strategy",
    "Housing Strategy 2025-2030",
    "Combating Drugs Partnership delivery plan",
    "Licensing Policy",
)
_THEIRS = ("Police and Crime Commissioner", "Borough Council", "County Council", "Borough Council")


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        ("Document", ("Plan or strategy", "Owner", "Years")),
        ("Sheet1", ("Related plan", "Responsible body", "Timeframe")),
        ("Sheet1", ("Strategy or plan", "Led by", "Runs from - to")),
        ("Links", ("Plan", "Owner", "Period covered")),
    ],
)
def test_what_is_called_a_plan_down_its_column_is_one(sheet: str, headings: tuple[str, ...]) -> None:
    rows = list(zip(_STRATEGIES, _THEIRS, ("2024-2029", "2025-2030", "2026-27", "2026"), strict=True))
    reading = read(sheet, headings, *rows)
    assert [draft.values["title"] for draft in reading.drafts if draft.register == "linked_plans"] == [
        *_STRATEGIES
    ]


def test_writing_a_plan_is_an_action() -> None:
    rows = [
        ("Write the delivery plan", "Police", "2026"),
        ("Agree a drugs strategy", "Council", "2026-27"),
        ("Review licensing policy", "Council", "2027"),
    ]
    for heading in ("Plan", "Action"):
        reading = read("Sheet1", (heading, "Lead", "Timescale"), *rows)
        assert not [draft for draft in reading.drafts if draft.register == "linked_plans"]


def test_roles_that_come_again_down_a_column_make_no_form_of_a_list() -> None:
    rows = [
        (role, f"Board {at}", f"20{at}")
        for at, role in enumerate(("Co-lead", "Lead", "Co-lead", "Lead", "Group member"), 18)
    ]
    reading = read("roles", ("what", "with", "when"), *rows)
    assert not [draft for draft in reading.drafts if draft.register == "plan_items"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (("Violence Reduction Unit", "Safer Streets", "Ministry of Justice"), "stream"),
        # Somebody who was written to, and days, are neither.
        (("Ann Elm", "Bob Oak", "Ivy Ash"), "notes"),
        (("31/03/2027", "31/03/2027", "31/03/2028"), "submitted_on?"),
    ],
)
def test_the_fund_a_bid_was_sent_to(said: tuple[str, ...], field: str) -> None:
    bids = ("Detached youth team", "Redeployable cameras", "Witness support worker")
    rows = zip(bids, said, (36000, 24800, 19500), ("Part awarded", "Refused", "Submitted"), strict=True)
    assert fields(read("Bids", ("Bid for", "To", "Asked for", "Outcome"), *rows))["To"] == field


def test_bids_for_a_fund_named_over_them_are_for_that_fund() -> None:
    reading = read(
        "Bids",
        ("Community fund 2026/27",),
        (),
        ("Ref", "Project", "Applicant", "Amount requested", "Decision"),
        ("C1", "Boxing on Fridays", "Youth club", 2400, "Approved"),
        ("C2", "Planters in the alley", "Residents", 1600, "Refused"),
        ("C3", "Speed indicator", "Parish council", 3100, "Approved"),
    )
    streams = {
        draft.key: draft.values["name"] for draft in reading.drafts if draft.register == "funding_streams"
    }
    bids = [draft.values for draft in reading.drafts if draft.register == "bids"]
    assert [streams[bid["stream"].key] for bid in bids] == ["Community fund 2026/27"] * 3
    assert [bid["amount_sought"] for bid in bids] == [240_000, 160_000, 310_000]


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (("Rank", "Out of"), ((4, 15), (12, 15), (9, 15))),
        (("MSG rank (1 = best)", "Number in group"), ((4, 15), (12, 15), (9, 15))),
        (("Family average", "Position in family"), ((2.5, "4 of 15"), (0.5, "12th of 15"), (1.9, "9/15"))),
        (("Peer average", "Rank"), ((2.5, "4th"), (0.5, "12th"), (1.9, "9th"))),
    ],
)
def test_a_place_among_similar_areas_is_kept_with_the_figure(
    headings: tuple[str, str], places: tuple[Row, ...]
) -> None:
    measures = ("Burglary per 1,000", "Robbery per 1,000", "Vehicle crime per 1,000")
    rows = [
        (measure, value, *place)
        for measure, value, place in zip(measures, (2.1, 1.1, 3.1), places, strict=True)
    ]
    reading = read("Comparison", ("Measure", "Q2 2025/26", *headings), *rows)
    kept = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [values["rank"] for values in kept] == [4, 12, 9]
    assert [values["value"] for values in kept] == [2.1, 1.1, 3.1]
    assert {values.get("out_of") for values in kept} == {None if headings[-1] == "Rank" else 15}


def test_what_was_answered_year_after_year_is_asked_about_as_an_indicator() -> None:
    reading = read(
        "Trends",
        ("Question", "2022/23", "2023/24", "2024/25", "Target 2025/26"),
        ("Feel safe outside by day (%)", 91, 90, 92, 94),
        ("Feel safe outside after dark (%)", 66, 62, 61, 68),
        ("Think the police and council deal with ASB (%)", 48, 44, 41, 50),
    )
    said = fields(reading)
    assert (said["register"], said["Question"], said["Target 2025/26"]) == (
        "indicators?",
        "title?",
        "target_value",
    )


def test_questions_beside_what_people_answered_stay_out() -> None:
    reading = read(
        "Survey",
        ("Question", "Answer", "Comment"),
        ("Do you feel safe outside by day?", "Yes", "Mostly"),
        ("Do you feel safe outside after dark?", "No", "The park is dark"),
        ("Do the police and council deal with ASB?", "No", "Nobody came"),
    )
    assert not any(table.taken for table in reading.mapped)


_MONTHS = ("Apr", "May", "Jun", "Jul", "Total")


@pytest.mark.parametrize(
    ("sheet", "heading", "register"),
    [
        ("ASB team monthly figures", "Activity", "indicators"),
        ("Caseload", "Project", "indicators"),
        ("Spend figures", "Activity", "allocations"),
        ("Monthly spend", "Project", "allocations"),
    ],
)
def test_what_a_team_did_by_month_is_no_money(sheet: str, heading: str, register: str) -> None:
    reading = read(
        sheet,
        (heading, *_MONTHS),
        ("New cases opened", 34, 41, 38, 52, 165),
        ("Warning letters sent", 18, 22, 19, 31, 90),
        ("Community protection notices", 1, 0, 2, 3, 6),
    )
    (table,) = reading.mapped
    assert table.mapping.register == register
    counted = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [values["value"] for values in counted if values["quarter"] == "2025-Q1"] == (
        [113, 59, 3] if register == "indicators" else []
    )


def test_what_was_counted_this_quarter_is_the_figure_where_no_other_column_is() -> None:
    rows = (("Burglary", 132, 148, 1.31), ("Bicycle theft", 97, 120, 0.96), ("Robbery", 41, 39, 0.4))
    headings = ("Offence group", "Offences this quarter", "Same quarter last year", "Rate per 1,000")
    reading = read("Quarter 2 2025/26 comparison of indicators", headings, *rows)
    kept = [draft.values for draft in reading.drafts if draft.register == "measurements"]
    assert [(values["quarter"], values["value"]) for values in kept] == [
        ("2025-Q2", 132),
        ("2025-Q2", 97),
        ("2025-Q2", 41),
    ]


@pytest.mark.parametrize("heading", ["Contact", "Reach them at", "How to contact"])
def test_addresses_to_write_to_are_told_by_what_they_are(heading: str) -> None:
    reading = read(
        "Contacts",
        ("Agency", "Representative", "Role", heading),
        ("Borough Council", "E. Sample", "Manager", "e.sample@council.example"),
        ("Probation", "G. Pattern", "Head of Unit", "g.pattern@probation.example"),
        ("Fire", "K. Model", "Station Manager", "k.model@fire.example"),
    )
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    assert [person["email"] for person in people] == [
        "e.sample@council.example",
        "g.pattern@probation.example",
        "k.model@fire.example",
    ]


def test_what_good_looks_like_in_one_word_is_the_way_that_is_better() -> None:
    rows: list[Row] = [
        ("Measure", "2025/26 actual", "2026/27 target", "Q1", "Q2", "Good looks like"),
        ("Shop theft offences", 948, 900, 241, 262, "Lower"),
        ("Premises visited", 71, 80, 19, 24, "Higher"),
    ]
    reading = read_grids([Grid.of_rows("Performance", rows)], FinancialYear(2026), Mappings())
    indicators = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [one["better"] for one in indicators] == ["lower", "higher"]


def test_what_is_still_to_claim_is_no_claim() -> None:
    rows: list[Row] = [
        ("Project", "Awarded", "Claimed", "To claim"),
        ("Alley gates", 26000, 9120, 16880),
        ("Canal lighting", 31750, 31750, 0),
    ]
    said = fields(read("Safer Streets grant", *rows))
    assert (said["Claimed"], said["To claim"]) == ("claimed", "ignored")


def test_a_number_beside_how_much_it_changed_is_the_figure() -> None:
    rows = [("Burglary", 100, 22, "5%"), ("Arson", 40, 9, "-3%")]
    reading = read("KPIs", ("Indicator", "Target", "Number Q1", "% change Q1"), *rows)
    assert [draft.values["value"] for draft in reading.drafts if draft.register == "measurements"] == [22, 9]


def test_a_rate_of_so_many_in_a_thousand_is_not_kept_for_the_number_beside_it() -> None:
    rows = [("Burglary", 100, 22, 1.2), ("Arson", 40, 9, 0.5)]
    reading = read("KPIs", ("Indicator", "Target", "Number Q1", "Rate Q1"), *rows)
    assert [draft.values["value"] for draft in reading.drafts if draft.register == "measurements"] == [22, 9]


@pytest.mark.parametrize(
    "ahead",
    ["Still expected", "Anticipated", "Planned", "Estimate", "To spend", "Yet to be paid", "Forecast"],
)
def test_money_of_a_quarter_that_is_yet_to_be_spent_is_forecast(ahead: str) -> None:
    head = (
        "Project",
        "Provider",
        "Allocated (£)",
        "Q1 paid out",
        "Q2 paid out",
        f"Q3 {ahead}",
        f"Q4 {ahead}",
    )
    rows = [
        ("Bins", "Council", 8000, 1000, 1200, 2500, 3300),
        ("Gates", "Council", 9000, 0, 4000, 2500, 2500),
    ]
    reading = read_grids([Grid.of_rows("PCC fund", [head, *rows])], FinancialYear(2026), Mappings())
    entries = [draft.values for draft in reading.drafts if draft.register == "funding_entries"]
    assert {(entry["quarter"][-2:], entry["kind"]) for entry in entries} == {
        ("Q1", "actual"),
        ("Q2", "actual"),
        ("Q3", "forecast"),
        ("Q4", "forecast"),
    }


def test_pots_and_asks_in_plain_words() -> None:
    pots: list[Row] = [
        ("Pot", "Who gives it", "This year (£)", "Sort", "Gone by", "Can it roll on?", "Strings"),
        ("Levy", "Council", 42000, "Reserve", "31/03/2027", "No", "Board must vote it"),
        ("PCC fund", "Commissioner", 26500, "Grant", "31/01/2027", "Yes", "Half-year report by October"),
    ]
    asks: list[Row] = [
        ("What for", "Who asked", "Asked (£)", "What panel said", "Got (£)"),
        ("Mural", "Kiln Arts", 1900, "Refused", None),
        ("Futsal", "Rovers", 2750, "Part", 1500),
        ("Bracelets", "Age Kind", 880, "Awarded", 880),
    ]
    sheets = [Grid.of_rows("Pots", pots), Grid.of_rows("Asks", asks)]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    fund = next(draft.values for draft in reading.drafts if draft.register == "funding_streams")
    told = ("funder", "amount", "kind", "spend_by", "carry_forward", "conditions")
    assert [fund.get(name) for name in told] == [
        "Council",
        4_200_000,
        "reserve",
        "2027-03-31",
        "not allowed",
        "Board must vote it",
    ]
    bids = [draft.values for draft in reading.drafts if draft.register == "bids"]
    assert [(bid["amount_sought"], bid["decision"], bid.get("amount_awarded")) for bid in bids] == [
        (190_000, "refused", None),
        (275_000, "part awarded", 150_000),
        (88_000, "awarded", 88_000),
    ]
