"""Grants, bids, contacts and minutes as others word them: what a panel said, who gave it, what numbers an action."""

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
    mappings = Mappings(today=date(2026, 11, 28), take_doubtful=True)
    return read_grids([Grid.of_rows(sheet, list(rows))], FinancialYear(2026), mappings)


def fields(reading: Reading) -> dict[str, str]:
    (table,) = reading.mapped
    said = {use.heading: use.field + "?" * use.asked for use in table.mapping.columns}
    return {"register": table.mapping.register, **said}


def drafts(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Part award", "part awarded"),
        ("Funded in part", "part awarded"),
        ("Yes, in part", "part awarded"),
        ("Offered less", "part awarded"),
        ("Award", "awarded"),
        ("Support", "awarded"),
        ("Yes - in full", "awarded"),
        ("Refuse", "refused"),
        ("Not supported", "refused"),
        ("Refused (for profit)", "refused"),
        ("Submitted, awaiting reply", "submitted"),
        ("Waiting to hear", "submitted"),
        # Nothing is decided, or it cannot be told: its words are kept and it is asked about.
        ("No decision yet", None),
        ("Award pending", None),
        ("Grant refused", None),
        ("Approved if match is found", None),
    ],
)
def test_what_a_panel_said_is_the_decision_only_where_it_says_so(said: str, meant: str | None) -> None:
    reading = read(
        "Small grants",
        ("Applicant", "Project", "Amount requested", "Decision"),
        ("Mill Lane Tenants", "Planters", 900, said),
        ("Thorley Band", "New drums", 400, "Refused"),
    )
    bid = drafts(reading, "bids")[0]
    assert bid.get("decision") == meant
    if meant is None:
        assert said in str(bid["notes"])
        assert [cell.mark.outcome for cell in reading.cells if cell.text == said] == ["asked"]


@pytest.mark.parametrize("heading", ["From", "Given by", "Comes from"])
@pytest.mark.parametrize("terms", ["T&Cs", "Ts & Cs", "Strings attached"])
def test_what_a_grant_comes_from_and_what_is_tied_to_it(heading: str, terms: str) -> None:
    reading = read(
        "Grants",
        ("Fund", heading, "Value", "Use by", terms),
        ("Safer Streets", "Home Office", "£62,000", date(2027, 3, 31), "Lighting only"),
        ("Core pot", "HDC", "£14,500", date(2027, 3, 31), "None"),
        ("Rural pot", "PFCC", "£8,000", date(2026, 12, 31), "Report at month 6"),
    )
    said = fields(reading)
    assert (said["register"], said[heading], said[terms]) == ("funding_streams", "funder", "conditions")


def test_from_over_days_is_no_funder() -> None:
    reading = read(
        "Grants",
        ("Fund", "From", "To", "Amount"),
        ("Safer Streets", date(2026, 4, 1), date(2027, 3, 31), "£62,000"),
        ("Rural pot", date(2026, 7, 1), date(2026, 12, 31), "£8,000"),
    )
    assert fields(reading)["From"] == "notes"


@pytest.mark.parametrize(("first", "second"), [("Direct line", "Mobile"), ("Desk number", "Mob")])
def test_of_two_telephones_the_one_most_people_have_is_theirs(first: str, second: str) -> None:
    people = (
        ("Ada Sample", "Police", "01632 960201", None),
        ("Bo Pattern", "Fire", "01632 960202", "07700 900321"),
    )
    said = fields(read("Contacts", ("Name", "Agency", first, second), *people))
    assert (said[first], said[second]) == ("phone", "notes")
    turned = ((name, agency, mobile, desk) for name, agency, desk, mobile in people)
    said = fields(read("Contacts", ("Name", "Agency", first, second), *turned))
    assert (said[first], said[second]) == ("notes", "phone")


@pytest.mark.parametrize("heading", ["Left?", "Has left", "Last working day", "Left"])
def test_the_day_somebody_left(heading: str) -> None:
    reading = read(
        "SPOCs",
        ("Name", "Agency", "Email", heading),
        ("Ada Sample", "Police", "ada@police.example.org", None),
        ("Bo Pattern", "Fire", "bo@fire.example.org", date(2026, 5, 31)),
    )
    assert [person.get("left_on") for person in drafts(reading, "people")] == [None, "2026-05-31"]


@pytest.mark.parametrize("heading", ["Role on board", "Position in group", "Capacity on committee"])
def test_what_somebody_is_on_a_board_is_no_post(heading: str) -> None:
    members = (
        ("Ada Sample", "College", "Member"),
        ("Bo Pattern", "Council", "Vice-chair"),
        ("Cy Case", "Police", "Chair"),
    )
    reading = read("Members", ("Member", "Organisation", heading), *members)
    assert "job_title" not in drafts(reading, "people")[1]
    assert drafts(reading, "people")[1]["notes"] == f"{heading}: Vice-chair"
    posts = (
        ("Ada Sample", "College", "Head of Student Support"),
        ("Bo Pattern", "Council", "Community Safety Manager"),
    )
    assert fields(read("Members", ("Member", "Organisation", heading), *posts))[heading] == "job_title"


@pytest.mark.parametrize("heading", ["Latest", "Latest news"])
def test_the_latest_of_an_issue_is_its_update(heading: str) -> None:
    reading = read(
        "Issues",
        ("Issue no", "Date raised", "Issue", "Owner", heading),
        (7, date(2026, 6, 3), "Bikes through the underpass", "PCSO Supervisor", "Barrier quote asked for"),
        (8, date(2026, 6, 3), "Fires by the shelter", "Station Manager", "Shelter removed"),
        (9, date(2026, 6, 10), "Parking on zig-zags", "Parking Manager", "Patrol booked"),
    )
    assert drafts(reading, "log_updates")[0]["narrative"] == "Barrier quote asked for"


_ACTIONS = ("Update the guidance on hire", "Send the data to county", "Ask the college for dates")
_LEADS = ("Communities Officer", "Prevent Lead", "Training Officer")
_DAYS = (date(2026, 9, 4), date(2026, 9, 11), date(2026, 9, 25))
_STATES = ("Closed", "Open", "Open")


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        ("Prevent", ("Min ref", "Action agreed", "Lead", "Due date", "Status")),
        ("2026", ("Minute no.", "Action", "Owner", "By when", "Status")),
        ("2026", ("Min. item", "What was agreed", "Who", "Deadline", "Status")),
        ("Panel actions", ("No", "Action", "Owner", "By when", "Status")),
    ],
)
def test_actions_numbered_by_minutes_or_of_a_board_are_of_the_log(sheet: str, headings: Row) -> None:
    reading = read(sheet, headings, *zip((4.2, 5.1, 5.3), _ACTIONS, _LEADS, _DAYS, _STATES, strict=True))
    entries = drafts(reading, "log_entries")
    assert [(entry["ref"], entry["title"], entry["owner"]) for entry in entries] == [
        ("4.2", _ACTIONS[0], _LEADS[0]),
        ("5.1", _ACTIONS[1], _LEADS[1]),
        ("5.3", _ACTIONS[2], _LEADS[2]),
    ]
    assert not drafts(reading, "plan_items")


def test_the_number_of_a_minute_does_not_tell_entries_of_two_meetings_apart() -> None:
    headings = ("Min ref", "Action agreed", "Lead", "Due date", "Status")
    reading = read(
        "Board actions", headings, *zip((4.2, 5.1, 5.3), _ACTIONS, _LEADS, _DAYS, _STATES, strict=True)
    )
    assert [draft.known_by for draft in reading.drafts if draft.register == "log_entries"] == [
        (("kind", "title"),)
    ] * 3


def test_minutes_of_several_actions_are_where_they_come_from() -> None:
    reading = read(
        "Minutes",
        ("Min ref", "Action agreed", "Lead", "Due date"),
        *zip(("4.2", "4.2", "5.3"), _ACTIONS, _LEADS, _DAYS, strict=True),
    )
    assert [entry["source"] for entry in drafts(reading, "log_entries")] == ["4.2", "4.2", "5.3"]


def test_the_least_of_a_measure_is_no_minute() -> None:
    reading = read(
        "Plan",
        ("Action", "Lead", "Due date", "Min score", "Status"),
        *zip(_ACTIONS, _LEADS, _DAYS, (3, 4, 2), _STATES, strict=True),
    )
    assert fields(reading)["register"] == "plan_items"


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("Grant funding (£)", "Match funding (£)", "Total (£)"),
        ("CSP contribution", "Partner contribution", "Total cost"),
        ("Grant", "Matched", "Overall"),
        ("Amount of grant", "Other funding", "Full cost"),
    ],
)
def test_beside_what_others_put_in_the_grant_is_the_allocation(ours: str, theirs: str, both: str) -> None:
    reading = read(
        "VRU interventions",
        ("Intervention", "Delivery partner", ours, theirs, both, "Fund"),
        ("Nurture groups", "Learning Trust", 45000, 12000, 57000, "VRU core"),
        ("Boxing", "Youth Club", 18000, None, 18000, "VRU core"),
        ("Navigators", "Hospital Trust", 96000, 40000, 136000, "VRU core"),
    )
    said = fields(reading)
    assert (said[ours].rstrip("?"), said[theirs], said[both]) == ("amount", "notes", "notes")
    assert drafts(reading, "allocations")[0]["amount"] == 4_500_000


@pytest.mark.parametrize("heading", ["Projected outturn", "Forecast outturn", "Year end forecast"])
def test_a_forecast_of_the_whole_year_beside_those_of_quarters_is_no_entry_besides(heading: str) -> None:
    reading = read(
        "Monitoring",
        ("Budget line", "Budget", "Q1 spend", "Q2 spend", "Q3 forecast", "Q4 forecast", heading),
        ("Marshals", 18000, 4100, 4380, 4400, 4400, 17280),
        ("Kits", 9000, 512, 3310, 2500, 2500, 8900),
    )
    entries = [
        (entry["quarter"], entry["kind"], entry["amount"]) for entry in drafts(reading, "funding_entries")
    ]
    assert entries[:4] == [
        ("2026-Q1", "actual", 410_000),
        ("2026-Q2", "actual", 438_000),
        ("2026-Q3", "forecast", 440_000),
        ("2026-Q4", "forecast", 440_000),
    ]
    assert len(entries) == 8
    assert (
        f"{heading}: 17280" in str(drafts(reading, "allocations")[0]["notes"])
        or fields(reading)[heading] == "ignored"
    )


def test_the_total_of_the_only_quarter_so_far_leaves_the_allocation_the_amount() -> None:
    rows = [
        ("Safer Streets", "Night bus", 9_000, 100, 100),
        ("Violence Duty", "Gates", 4_000, 50, 50),
        ("Violence Duty", "Cameras", 3_000, 5.5, 5.5),
    ]
    grid = Grid.of_rows("Grants", [("Grant", "Project", "Allocation", "Q1 spend", "Total"), *rows])
    reading = read_grids([grid], FinancialYear(2026), Mappings())
    made = [draft.values for draft in reading.drafts if draft.register == "allocations"]
    assert [values["amount"] for values in made] == [900_000, 400_000, 300_000]
    assert not [cell for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize("heading", ["Made by", "Decided by", "Agreed by", "Taken by"])
def test_the_board_that_decided_is_where_a_decision_comes_from(heading: str) -> None:
    reading = read(
        "Decisions",
        ("Ref", "Date of decision", "Decision", heading, "Lead to carry out"),
        ("D1", date(2026, 4, 14), "Renew the order for Market Square", "Strategy Group", "Safety Officer"),
        ("D2", date(2026, 4, 14), "Fund no private patrols", "Strategy Group", "CSP Manager"),
        (
            "D3",
            date(2026, 7, 7),
            "Merge the road safety group into another",
            "Community Safety Board",
            "Inspector",
        ),
    )
    assert [(entry["source"], entry["owner"]) for entry in drafts(reading, "log_entries")] == [
        ("Strategy Group", "Safety Officer"),
        ("Strategy Group", "CSP Manager"),
        ("Community Safety Board", "Inspector"),
    ]
    assert not drafts(reading, "agencies")


@pytest.mark.parametrize(
    "headings",
    [
        ("Group", "Member", "Organisation", "Capacity", "From"),
        ("Board", "Name", "Agency", "Role", "Since"),
        ("Name of committee", "Representative", "Partner", "Position", "Appointed"),
    ],
)
def test_who_sits_on_which_group_is_of_persons_and_what_they_are_there_no_post(headings: Row) -> None:
    seats: tuple[Row, ...] = (
        ("Safety Board", "F. Sample", "County Council", "Chair", date(2026, 4, 1)),
        ("Safety Board", "G. Pattern", "Police", "Vice-chair", date(2025, 9, 1)),
        ("Safety Board", "H. Case", "Police", "Member", date(2026, 4, 1)),
        ("Tactical Group", "J. Model", "Riverside Homes", "Member", date(2026, 5, 5)),
        ("Tactical Group", "J. Model", "Riverside Homes", "Observer", date(2026, 5, 5)),
    )
    reading = read("Membership", headings, *seats)
    assert fields(reading)["register"] == "people"
    people = drafts(reading, "people")
    assert [person["name"] for person in people] == ["F. Sample", "G. Pattern", "H. Case", "J. Model"]
    assert not any("job_title" in person for person in people)
    assert all(f"{headings[4]}: " in str(person["notes"]) for person in people)
    members = drafts(reading, "group_members")
    assert [(one["group"].text, one["agency"].text, one["role"]) for one in members] == [  # type: ignore[attr-defined]
        (seat[0], seat[2], seat[3]) for seat in seats
    ]


def test_posts_beside_a_group_are_posts() -> None:
    reading = read(
        "Contacts",
        ("Group", "Name", "Organisation", "Role", "Email"),
        ("Board", "F. Sample", "County Council", "Manager", "f@county.example.org"),
        ("Board", "G. Pattern", "Police", "Inspector", "g@police.example.org"),
        ("Panel", "H. Case", "Fire", "Officer", "h@fire.example.org"),
    )
    assert [person["job_title"] for person in drafts(reading, "people")] == [
        "Manager",
        "Inspector",
        "Officer",
    ]


@pytest.mark.parametrize(
    ("asked", "given", "decision"),
    [
        ("Amount requested", "Amount awarded", "Decision"),
        ("Requested £", "Grant £", "Outcome"),
        ("Bid £", "Allocated", "Panel decision"),
        ("Applied for £", "Award", "Decision"),
        ("Ask (£)", "Approved £", "Outcome"),
        ("Sum sought", "Sum agreed", "Decision"),
        ("Asked for (£)", "Got (£)", "Outcome"),
    ],
)
def test_what_was_asked_of_a_panel_and_what_it_decided_is_a_list_of_bids(
    asked: str, given: str, decision: str
) -> None:
    reading = read(
        "Grants 26-27",
        ("Ref", "Organisation", "Project", asked, given, decision, "Panel date", "Paid"),
        ("G1", "Boxing club", "Thursday sessions", 5000, 5000, "Awarded", date(2026, 5, 14), 2500),
        ("G2", "Refuge", "Play worker", 9800, 7500, "Part awarded", date(2026, 5, 14), 7500),
        ("G3", "Rugby club", "Floodlights", 12000, 0, "Declined", date(2026, 5, 14), None),
    )
    said = fields(reading)
    assert (said["register"], said[asked], said[given]) == ("bids", "amount_sought", "amount_awarded")
    assert [
        (bid["amount_sought"], bid["amount_awarded"], bid["decision"]) for bid in drafts(reading, "bids")
    ] == [(500_000, 500_000, "awarded"), (980_000, 750_000, "part awarded"), (1_200_000, 0, "refused")]
    assert "Organisation: Refuge" in str(drafts(reading, "bids")[1]["notes"])
    assert not drafts(reading, "allocations")


def test_what_was_asked_beside_money_spent_by_quarter_is_kept_with_the_allocation() -> None:
    reading = read(
        "Grants 26-27",
        ("Organisation", "Project", "Amount requested", "Amount awarded", "Decision", "Q1 spend", "Q2 spend"),
        ("Boxing club", "Thursday sessions", 5000, 5000, "Approved", 1000, 1500),
        ("Refuge", "Play worker", 9800, 7500, "Approved", 2000, 1800),
    )
    assert [grant["amount"] for grant in drafts(reading, "allocations")] == [500_000, 750_000]
    assert len(drafts(reading, "funding_entries")) == 4


_SERVICES = ("IDVA service", "Counselling", "Mediation")
_PROVIDERS = ("Haven Together", "Listening Ear", "Talk It Through")


@pytest.mark.parametrize(
    ("what", "years", "rest"),
    [
        (("Service", "Provider"), ("2025/26", "2026/27", "2027/28"), "Ends"),
        (("Contract", "Supplier"), ("FY 2025/26", "FY 2026/27", "FY 2027/28"), "Notes"),
        (("Project", "Lead"), ("25-26 (£)", "26-27 (£)", "27-28 (£)"), "Ends"),
        (("Scheme", "Delivered by"), ("2025-26 £", "2026-27 £", "2027-28 £"), "Total"),
        (("Service", "Provider"), ("2025/26", "2026/27", "2027/28"), "Total"),
    ],
)
def test_money_of_several_years_is_that_of_the_plan_and_the_others_are_kept(
    what: tuple[str, str], years: tuple[str, str, str], rest: str
) -> None:
    sums = ((84000, 86500, 89000), (41000, 42200, 21700), (9500, 9700, 0))
    rows = [
        (service, provider, *own, sum(own) if rest == "Total" else "March 2028")
        for service, provider, own in zip(_SERVICES, _PROVIDERS, sums, strict=True)
    ]
    reading = read("Contracts", (*what, *years, rest), *rows)
    allocations = drafts(reading, "allocations")
    assert [own["amount"] for own in allocations] == [8_650_000, 4_220_000, 970_000]
    assert f"{years[0]}: 84000" in str(allocations[0]["notes"])
    assert f"{years[2]}: 89000" in str(allocations[0]["notes"])


@pytest.mark.parametrize("heading", ["2027/28", "2028/29 (£)"])
def test_money_of_a_later_year_alone_is_not_that_of_the_plan(heading: str) -> None:
    rows = list(zip(_SERVICES, _PROVIDERS, (84000, 41000, 9500), strict=True))
    reading = read("Contracts", ("Service", "Provider", heading), *rows)
    assert not any("amount" in draft.values for draft in reading.drafts)


@pytest.mark.parametrize("whole", ["Total award", "Grant", "Fund total (£)", "Total allocation"])
def test_a_sum_that_stands_once_for_each_fund_is_that_of_the_fund(whole: str) -> None:
    reading = read(
        "PCC fund",
        ("Funding stream", whole, "Project", "Delivered by", "Allocated", "Spent Q1"),
        ("Commissioner's fund", 30000, "Detached youth work", "YMCA", 12000, 3000),
        (None, None, "Street pastors", "Churches Together", 10000, 2500),
        (None, None, "Hate crime centres", "Council", 8000, 0),
        ("Serious violence grant", 9000, "School programme", "Council", 9000, 1250),
        ("Total", 39000, None, None, 39000, 6750),
    )
    assert [(stream["name"], stream["amount"]) for stream in drafts(reading, "funding_streams")] == [
        ("Commissioner's fund", 3_000_000),
        ("Serious violence grant", 900_000),
    ]
    allocations = drafts(reading, "allocations")
    assert [own["amount"] for own in allocations] == [1_200_000, 1_000_000, 800_000, 900_000]
    assert not any("notes" in own for own in allocations)
    assert {cell.mark.outcome for cell in reading.cells if cell.text in ("30000", "9000")} == {"taken"}


def test_another_sum_for_the_same_fund_is_asked_about() -> None:
    reading = read(
        "PCC fund",
        ("Fund", "Total award", "Project", "Allocated"),
        ("Commissioner's fund", 30000, "Detached youth work", 12000),
        (None, None, "Street pastors", 10000),
        ("Serious violence grant", 9000, "School programme", 9000),
        ("Commissioner's fund", 31000, "Hate crime centres", 8000),
    )
    assert drafts(reading, "funding_streams")[0]["amount"] == 3_000_000
    assert [cell.mark.outcome for cell in reading.cells if cell.text == "31000"] == ["asked"]
