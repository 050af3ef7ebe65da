"""More tables as public papers hold them: money year by year, scores by letters, meetings to come."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear


def read(sheet: str, *rows: tuple[object, ...], likely: bool = True) -> Reading:
    """A sheet read for 2023/24, with the likely taken or left."""
    return read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2023), Mappings(take_doubtful=likely))


def meant(reading: Reading) -> tuple[str, list[str]]:
    """What the first table is taken for, and the field of each of its columns."""
    mapping = reading.mapped[0].mapping
    return mapping.register, [f"{use.register}.{use.field}" for use in mapping.columns]


def values(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


_HAZARDS = (
    ("Wet grass", "Someone slips and is hurt", 3, 2, 6, "Paths are laid with mats"),
    ("Hot drinks", "A child is scalded", 4, 2, 8, "Served behind a rope"),
    ("Parked cars", "A visitor is run over", 5, 3, 15, "Marshals at both gates"),
    ("Cables", "A steward trips in the dark", 2, 4, 8, "Taped down and lit"),
)


@pytest.mark.parametrize("rating", ["Risk rating", "Risk level", "Risk score", "Risk factor"])
def test_what_rates_a_risk_is_never_its_number(rating: str) -> None:
    rows = [(hazard, bad, likely, both, done) for hazard, _, bad, likely, both, done in _HAZARDS]
    register, fields = meant(
        read("Fun day", ("What could cause harm?", "Severity", "Likelihood", rating, "How can you reduce the risk?"), *rows)
    )  # fmt: skip
    assert register == "risks"
    assert fields[:4] == ["risks.title", "risks.current_impact", "risks.current_likelihood", "risks.ignored"]


@pytest.mark.parametrize(
    ("first", "second", "impact_first"),
    [("S", "F", True), ("C", "P", True), ("F", "S", False), ("L", "I", False)],
)
def test_letters_over_two_figures_that_give_a_third_tell_which_is_how_likely(
    first: str, second: str, impact_first: bool
) -> None:
    rows = [
        (hazard, *(figures if impact_first else (figures[1], figures[0], figures[2])), done, 1, 2, 2)
        for hazard, _, *figures, done in _HAZARDS
    ]
    headings = ("Hazard", first, second, "RF", "Control measures", first, second, "RF")
    _, fields = meant(read("Risk assessment", headings, *rows))
    names = ("impact", "likelihood") if impact_first else ("likelihood", "impact")
    assert fields[1:3] == [f"risks.inherent_{name}" for name in names]
    # The second three prove nothing by their figures; they are headed as the first.
    assert fields[5:7] == [f"risks.current_{name}" for name in names]


def test_letters_over_figures_that_give_no_third_are_left_in_the_notes() -> None:
    rows = [(hazard, bad, likely, 1, done) for hazard, _, bad, likely, _, done in _HAZARDS]
    _, fields = meant(read("Risk assessment", ("Hazard", "S", "F", "RF", "Control measures"), *rows))
    assert not any(field.endswith("likelihood") for field in fields)


@pytest.mark.parametrize(
    ("first", "second", "phases"),
    [
        ("Current risk score", "Target risk score", ("current", "target")),
        ("Inherent score", "Residual score", ("inherent", "current")),
    ],
)
def test_a_pair_of_scores_is_of_when_the_score_behind_it_is(
    first: str, second: str, phases: tuple[str, str]
) -> None:
    rows = [
        (hazard, told, likely, bad, both, done, 2, bad, 2 * bad)
        for hazard, told, bad, likely, both, done in _HAZARDS
    ]
    headings = (
        "Risk title", "Causes", "Likelihood", "Impact", first, "Mitigating actions", "Adjusted likelihood", "Adjusted impact", second,
    )  # fmt: skip
    _, fields = meant(read("Register", headings, *rows))
    assert fields[2:4] == [f"risks.{phases[0]}_likelihood", f"risks.{phases[0]}_impact"]
    assert fields[6:8] == [f"risks.{phases[1]}_likelihood", f"risks.{phases[1]}_impact"]


@pytest.mark.parametrize("title", ["Funding each team had from its council", "Money to boards (£)"])
def test_money_year_by_year_is_that_of_the_latest_year(title: str) -> None:
    reading = read(
        "Sheet1",
        (title,),
        (),
        ("NHS Board", "2021-22", "2022-23", "2023-24"),
        ("Northmoor and Dale", "178,549", "178,549", "191,074"),
        ("Eastwater", "173,139", "183,527", "190,200"),
        ("Isles of Sand", "115,077", "121,982", "125,594"),
    )
    register, fields = meant(reading)
    assert (register, fields) == (
        "allocations",
        ["allocations.provider", "allocations.notes", "allocations.notes", "allocations.amount"],
    )
    money = values(reading, "allocations")
    assert [(each["project"], each["provider"], each["amount"]) for each in money] == [
        ("Northmoor and Dale", "Northmoor and Dale", 19_107_400),
        ("Eastwater", "Eastwater", 19_020_000),
        ("Isles of Sand", "Isles of Sand", 12_559_400),
    ]
    assert "178,549" in str(money[0]["notes"])


def test_money_year_by_year_of_what_it_comes_from_is_of_streams_and_of_figures_of_none() -> None:
    funds = (
        ("", "2022-23", "2023-24"),
        ("Fire precept", "£41.763m", "£42.753m"),
        ("Revenue support grant", "£3.795m", "£3.857m"),
        ("Reserves", "£10.287m", "£10.454m"),
    )
    register, fields = meant(read("How it is paid for", *funds))
    assert (register, fields) == (
        "funding_streams",
        ["funding_streams.name", "funding_streams.notes", "funding_streams.amount"],
    )
    counts = [(name, index * 7 + 3, index * 5 + 4) for index, (name, *_) in enumerate(funds[1:])]
    assert meant(read("Calls", ("Subject", "2022-23", "2023-24"), *counts))[0] not in (
        "funding_streams",
        "allocations",
    )


def test_money_for_nothing_named_is_called_by_the_body_it_goes_to() -> None:
    reading = read(
        "Grants",
        ("Recipient", "Award amount"),
        ("Northmoor Women's Aid", 12_500),
        ("Dale Youth Trust", 8_000),
        ("Sandside Mediation", 4_250),
    )
    assert meant(reading)[1] == ["allocations.provider", "allocations.amount"]
    for money in values(reading, "allocations"):
        assert money["project"] == money["provider"]
    purpose = read(
        "Grants",
        ("Recipient", "Project", "Award amount"),
        ("Northmoor Women's Aid", "Refuge workers", 12_500),
        ("Dale Youth Trust", "Summer clubs", 8_000),
        ("Sandside Mediation", "Street talks", 4_250),
    )
    assert [money["project"] for money in values(purpose, "allocations")] == [
        "Refuge workers",
        "Summer clubs",
        "Street talks",
    ]


@pytest.mark.parametrize("heading", ["Meeting date", "Date of meeting"])
def test_items_for_meetings_to_come_are_due_on_the_day_of_the_meeting(heading: str) -> None:
    reading = read(
        "Work programme",
        ("Scrutiny committee work programme",),
        (),
        (heading, "Agenda items", "Desired outcome"),
        ("11 June 2023", "Review of night buses", "Agree what is asked of the operator"),
        ("16 July 2023", "Youth provision", "Hear from the two providers"),
        ("13 August 2023", "Hate crime reporting", "Decide on more reporting places"),
    )
    entries = values(reading, "log_entries")
    assert [entry["due_on"] for entry in entries] == ["2023-06-11", "2023-07-16", "2023-08-13"]
    assert not any("raised_on" in entry for entry in entries)


def test_sentences_under_status_tell_how_it_goes() -> None:
    reading = read(
        "Action log",
        ("Ref", "Action", "Lead", "Due date", "Status"),
        ("A1", "Send the draft to partners", "Policy officer", "01/05/2023", "We are still waiting for two of the five answers."),
        ("A2", "Book the hall", "Clerk", "12/05/2023", "The hall was booked for both days, and the deposit is paid."),
        ("A3", "Map the lights", "Engineer", "30/06/2023", "Half of the ward has been walked; the rest is next week."),
    )  # fmt: skip
    told = values(reading, "log_updates")
    assert [str(update["narrative"])[:12] for update in told] == [
        "We are still",
        "The hall was",
        "Half of the ",
    ]


def test_a_bare_date_behind_who_is_to_act_is_asked_about() -> None:
    reading = read(
        "Recommendations",
        ("No.", "Recommendation", "Responsibility", "Date", "Progress"),
        (1, "Publish the escalation policy", "Business manager", "April 2023", "Done"),
        (2, "Check the training records", "Training officer", "March 2023", "Half are checked"),
        (3, "Set out who chairs in absence", "Board chair", "June 2023", "To do"),
        likely=False,
    )
    use = next(use for use in reading.mapped[0].mapping.columns if use.heading == "Date")
    assert use.asked


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date founded", "starts_on"),
        ("Date of appointment", "starts_on"),
        ("Focus of the work of the group:", "purpose"),
    ],
)
def test_what_heads_groups(heading: str, field: str) -> None:
    held = ("May 2019", "June 2020", "July 2021") if field == "starts_on" else (
        "To see that rules agree", "To answer letters of the regulator", "To set out who does what",
    )  # fmt: skip
    reading = read(
        "Groups",
        ("Name of working group:", heading),
        ("Marine rules working group", held[0]),
        ("Risk steering group", held[1]),
        ("Police reform group", held[2]),
        likely=False,
    )
    assert reading.mapped[0].taken
    assert meant(reading) == ("groups", ["groups.name", f"groups.{field}"])


def test_a_political_party_is_no_body_somebody_works_for() -> None:
    reading = read(
        "Members",
        ("Members", "Role", "Political affiliation"),
        ("Grace Sample", "Chair", "Blue party"),
        ("Peter Pattern", "Member", "Green party"),
        ("Mary Model", "Member", "Blue party"),
    )
    assert meant(reading)[1][2] == "people.notes"


@pytest.mark.parametrize(
    ("over", "first"),
    [
        ("Funded projects: visits", "Project"),
        ("Days spent on each project", "Project"),
        ("Referrals to funded services", "Service"),
        ("Bids received", "Grant"),
        ("Staff funded", "Project"),
        ("Visits to projects (budget £1.2m)", "Project"),
    ],
)
def test_counts_year_by_year_are_never_taken_for_pounds(over: str, first: str) -> None:
    rows = (("Street pastors", 112, 130, 170), ("Knife arches", 70, 94, 110), ("Night hubs", 33, 26, 41))
    reading = read("Sheet1", (over,), (), (first, "2021/22", "2022/23", "2023/24"), *rows, likely=False)
    assert not values(reading, "allocations") and not values(reading, "funding_streams")


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Project", "2024/25", "2025/26"), (12_500, 13_000)),
        (("Project", "2022/23 actual", "2023/24 actual"), (12_500, 13_000)),
        (("Project", "Budget", "Outturn 2022/23", "Outturn 2023/24"), (14_000, 12_500, 13_000)),
    ],
)
def test_money_ahead_and_money_gone_is_not_what_was_given_this_year(
    headings: tuple[str, ...], cells: tuple[int, ...]
) -> None:
    rows = [
        (name, *(f"£{cell + 100 * at:,}" for cell in cells))
        for at, name in enumerate(("Lights", "Arches", "Hubs"))
    ]
    reading = read("Project budget", headings, *rows, likely=False)
    amounts = [money.get("amount") for money in values(reading, "allocations")]
    assert all(amount in (None, 1_400_000 + 10_000 * at) for at, amount in enumerate(amounts))


def test_indicators_by_year_in_pounds_are_indicators() -> None:
    rows = (
        ("Cost per visit", "£94", "£110"),
        ("Cost per case", "£130", "£170"),
        ("Cost per call", "£26", "£41"),
    )
    reading = read("Budget book", ("Indicator", "2022/23", "2023/24"), *rows)
    assert meant(reading)[0] == "indicators"


def test_a_row_without_a_project_stays_out_where_a_column_names_projects() -> None:
    reading = read(
        "Allocations",
        ("Project", "Provider", "Amount"),
        ("Lights", "Council", 1_000),
        ("Arches", "Police", 500),
        (None, "All providers", 1_500),
        ("Hubs", "Charity", 700),
    )
    assert [money["project"] for money in values(reading, "allocations")] == ["Lights", "Arches", "Hubs"]


@pytest.mark.parametrize("beside", ["Action", "Decision", "Recommendation"])
def test_what_came_of_an_agenda_item_was_raised_on_the_day_of_the_meeting(beside: str) -> None:
    reading = read(
        "Action log",
        ("Meeting date", "Agenda item", beside, "Owner", "Status"),
        ("11 January 2023", "Night buses", "Write to the operator", "Clerk", "Closed"),
        ("16 February 2023", "Youth provision", "Ask both providers", "Chair", "Open"),
        ("13 March 2023", "Hate crime", "Add reporting places", "Clerk", "Open"),
    )
    entries = values(reading, "log_entries")
    assert [entry["raised_on"] for entry in entries] == ["2023-01-11", "2023-02-16", "2023-03-13"]
    assert not any("due_on" in entry for entry in entries)


@pytest.mark.parametrize("behind", ["Target risk date", "Actions to reach target risk", "Target score"])
def test_what_is_no_product_behind_scores_says_nothing_of_when_they_are(behind: str) -> None:
    texts = ("1 June 2023", "1 July 2023", "1 May 2023", "1 April 2023") if "date" in behind else (4, 4, 6, 6)
    if "Actions" in behind:
        texts = ("Lay more mats", "Move the rope", "Two more marshals", "Bury the cables")
    rows = [
        (hazard, likely, bad, text)
        for (hazard, _, bad, likely, *_), text in zip(_HAZARDS, texts, strict=True)
    ]
    reading = read("Risks", ("Risk", "Likelihood", "Impact", behind), *rows, likely=False)
    assert meant(reading)[1][1:3] == ["risks.current_likelihood", "risks.current_impact"]
    risks = values(reading, "risks")
    assert risks and all("current_impact" in risk for risk in risks)


@pytest.mark.parametrize(
    "heading", ["Starting status", "Planning status", "Legal status", "Last year's status"]
)
def test_sentences_under_another_status_are_no_progress(heading: str) -> None:
    reading = read(
        "Action plan",
        ("Action", "Lead", "Due date", heading),
        ("Send the draft", "Council", "01/05/2023", "There was no draft when the work began last spring."),
        ("Book the hall", "Police", "12/05/2023", "The hall was shut for repairs when the plan was made."),
        ("Map the lights", "Council", "30/06/2023", "Nobody knew how many of the lights were out of use."),
        likely=False,
    )  # fmt: skip
    assert not values(reading, "updates")


@pytest.mark.parametrize("first", ["Decision", "Issue"])
def test_the_date_of_a_decision_is_when_it_was_made(first: str) -> None:
    reading = read(
        "Log",
        ("Ref", first, "Owner", "Date"),
        ("D1", "Close the north gate at ten", "Clerk", "11 January 2023"),
        ("D2", "Move the meeting to the hall", "Chair", "16 February 2023"),
        ("D3", "Pay for two more lights", "Clerk", "13 March 2023"),
        likely=False,
    )
    assert [entry["raised_on"] for entry in values(reading, "log_entries")] == [
        "2023-01-11",
        "2023-02-16",
        "2023-03-13",
    ]


_TARGETS = ("2022/23 target", "2023/24 target")


@pytest.mark.parametrize(
    ("sheet", "headings", "cells"),
    [
        ("Delivery plan", ("What we will do", "Who"), ("Mark bikes at the station", "Police")),
        (
            "Action plan",
            ("What we will do", "Lead", "How"),
            ("Mark bikes at the station", "Police", "At three events"),
        ),
        (
            "Delivery plan",
            ("Initiative", "Lead", "Outcome"),
            ("Bike marking", "Police", "Fewer bikes are stolen"),
        ),
    ],
)
def test_a_plan_with_targets_of_two_years_stays_a_plan(
    sheet: str, headings: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    rows = [(f"{cells[0]} {number}", *cells[1:], 400 - number, 380 + number) for number in range(4)]
    reading = read(sheet, (*headings, *_TARGETS), *rows, likely=False)
    assert meant(reading)[0] == "plan_items" and reading.mapped[0].taken


def test_a_plan_of_projects_with_targets_is_no_list_of_spending() -> None:
    rows = [(f"Bike marking {number}", "Police", "Launch in June", 400, 380) for number in range(4)]
    reading = read("Action plan", ("Project", "Lead", "Milestone", *_TARGETS), *rows, likely=False)
    assert not values(reading, "allocations")


@pytest.mark.parametrize(
    "over", ["Budget savings by scheme £000", "Budget pressures (£000)", "Grant to be repaid £000", "Forecast overspend on the budget"]
)  # fmt: skip
@pytest.mark.parametrize("first", ["Scheme", "Grant"])
def test_what_is_saved_missing_or_paid_back_is_not_given(over: str, first: str) -> None:
    rows = (("Depot merger", 12, 25, 30), ("Night crews", 8, 9, 9), ("Paper", 1, 2, 4))
    reading = read("Finance", (over,), (), (first, "2022/23", "2023/24", "2024/25"), *rows, likely=False)
    assert not any(
        "amount" in money for name in ("allocations", "funding_streams") for money in values(reading, name)
    )


@pytest.mark.parametrize(
    ("over", "times"),
    [
        ("Income from penalties £000", 1_000),
        ("Grants to districts (£ million)", 1_000_000),
        ("Grants over £1m", 1),
    ],
)
def test_a_title_that_ends_in_its_unit_speaks_of_all_figures(over: str, times: int) -> None:
    rows = (("Safer streets fund", 12), ("Hot spots fund", 8), ("Victims fund", 5))
    reading = read("Income", (over,), (), ("Grant", "Amount"), *rows)
    assert [stream["amount"] for stream in values(reading, "funding_streams")] == [
        figure * times * 100 for _, figure in rows
    ]


def test_a_grant_of_years_to_come_is_none_of_this_year() -> None:
    rows = (
        ("Safer streets fund", 12_000, 13_000),
        ("Hot spots fund", 8_000, 9_000),
        ("Victims fund", 5_000, 5_500),
    )
    reading = read("Grants", ("Grant", "2024/25 (£)", "2025/26 (£)"), *rows, likely=False)
    assert not any("amount" in stream for stream in values(reading, "funding_streams"))


@pytest.mark.parametrize("controls", [(), ("Controls",)])
def test_both_scores_of_a_pair_are_of_when_their_product_is(controls: tuple[str, ...]) -> None:
    done = ("Mats are laid",) * len(controls)
    rows = [(told, likely, bad, both, *done, 2, bad, 2 * bad) for _, told, bad, likely, both, _ in _HAZARDS]
    headings = (
        "Risk", "Likelihood", "Impact", "Inherent risk score", *controls, "Likelihood", "Impact", "Target risk score",
    )  # fmt: skip
    reading = read("Risks", headings, *rows, likely=False)
    fields = [field for field in meant(reading)[1] if field.endswith(("likelihood", "impact"))]
    assert fields == [
        "risks.inherent_likelihood", "risks.inherent_impact", "risks.target_likelihood", "risks.target_impact",
    ]  # fmt: skip
    assert not any(use.asked for use in reading.mapped[0].mapping.columns)


@pytest.mark.parametrize(
    ("first", "phases", "asked"),
    [("Residual", ("current", "inherent"), 0), ("Current", ("current", "target"), 2)],
)
def test_scores_beside_those_left_are_those_before_whichever_come_first(
    first: str, phases: tuple[str, str], asked: int
) -> None:
    rows = [(told, 1, bad, likely, bad) for _, told, bad, likely, _, _ in _HAZARDS]
    headings = ("Risk", f"{first} likelihood", f"{first} impact", "Likelihood", "Impact")
    reading = read("Risks", headings, *rows, likely=False)
    fields = [field for field in meant(reading)[1] if field.endswith(("likelihood", "impact"))]
    assert fields == [f"risks.{phase}_{kind}" for phase in phases for kind in ("likelihood", "impact")]
    assert sum(use.asked for use in reading.mapped[0].mapping.columns) == asked


@pytest.mark.parametrize(("sheet", "sign", "taken"), [("Allocations", "£", True), ("Allocations", "", False)])
def test_figures_year_by_year_are_money_unasked_only_where_pounds_say_so(
    sheet: str, sign: str, taken: bool
) -> None:
    rows = [
        (name, *(f"{sign}{cell:,}" for cell in (12_000 + at, 12_500 + at, 13_000 + at)))
        for at, name in enumerate(("Street lights", "Knife arches", "Night hubs"))
    ]
    reading = read(sheet, ("Project", "2021/22", "2022/23", "2023/24"), *rows, likely=False)
    amount = reading.mapped[0].mapping.columns[3]
    assert (reading.mapped[0].taken, amount.field, amount.asked) == (taken, "amount", not taken)
