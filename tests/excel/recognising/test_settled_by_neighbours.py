"""What columns are in view of those beside them: who helps a lead, dates first and revised, months told of, claims."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import PartnersInCell, Reading, SoFar
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]


def read(sheet: str, *rows: Row, likely: bool = False) -> Reading:
    """A sheet read for 2026/27, with the likely left or taken."""
    return read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings(take_doubtful=likely))


def fields(reading: Reading) -> list[str]:
    """The field of each column of the first table, with its quarter; “?” where it is asked about."""
    return [
        f"{use.field}{f' {use.quarter}' if use.quarter else ''}{'?' if use.asked else ''}"
        for use in reading.mapped[0].mapping.columns
    ]


def values(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


def actions(reading: Reading) -> list[dict[str, object]]:
    return [own for own in values(reading, "plan_items") if own["level"] == "action"]


def asked(reading: Reading) -> list[str]:
    return [place.address for place, mark in reading.cells.marks.items() if mark.outcome == "asked"]


_PLAN = ("Fit knife bins in both parks", "Hold a forum with shopkeepers", "Survey residents about ASB")


def plan(**columns: Iterable[object]) -> list[Row]:
    """A plan of three actions with a lead agency each and other columns, “_” in their names standing for a space."""
    headings = ("Ref", "Action", "Lead agency", *(name.replace("_", " ") for name in columns))
    leads = ("Essex Police", "Council", "Council")
    return [headings, *zip("123", _PLAN, leads, *columns.values(), strict=True)]


_HELPERS = ("Council, Probation", "Essex Police", "Fire Service")


@pytest.mark.parametrize(
    "heading",
    [
        "Partners", "Supporting agencies", "Other partners involved", "Key partners", "Partner agencies", "Supported by",
        "Contributing partners", "Support", "Assisting", "Helped by",
    ],
)  # fmt: skip
@pytest.mark.parametrize("likely", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_who_helps_a_lead_leads_nothing(heading: str, likely: bool) -> None:
    due = ("31/07/2026", "30/09/2026", "30/09/2026")
    reading = read("Action plan", *plan(**{heading: _HELPERS, "Due date": due}), likely=likely)
    assert fields(reading) == ["ref", "title", "lead_agencies", "notes", "timescale"]
    first = actions(reading)[0]
    assert (str(first["notes"]), asked(reading)) == (f"{heading}: Council, Probation", [])
    lead = first["lead_agencies"]
    assert isinstance(lead, PartnersInCell) and lead.text == "Essex Police"


@pytest.mark.parametrize(
    "heading", ["Help wanted from partners", "Asks of other agencies", "What do you need from others?", "Support needed from the board"]
)  # fmt: skip
def test_what_is_asked_of_others_names_no_lead(heading: str) -> None:
    wanted = ("Police: reporting number", "ICB: nurse", "Council: caretakers")
    reading = read(
        "Action plan",
        ("Ref", "Action", heading, "Progress"),
        *zip("123", _PLAN, wanted, _HELPERS, strict=True),
        likely=True,
    )
    assert fields(reading)[2] == "notes"
    assert [action["notes"] for action in actions(reading)] == [f"{heading}: {text}" for text in wanted]


def test_partners_lead_where_nobody_else_does() -> None:
    rows = zip("123", _PLAN, _HELPERS, strict=True)
    assert fields(read("Action plan", ("Ref", "Action", "Partners"), *rows))[2].startswith("lead_agencies")
    # A person who leads for one of the bodies beside them.
    rows = zip("123", _PLAN, ("Kay Marsh", "Tom Reed", "Jo Bright"), _HELPERS, strict=True)
    with_officers = fields(read("Action plan", ("Ref", "Action", "Lead officer", "Delivery partner"), *rows))
    assert with_officers[2:] == ["lead_officers", "lead_agencies"]


_REVISIONS = [
    ("Original due date", "Revised due date"),
    ("Original deadline", "Revised deadline"),
    ("Original target date", "New target date"),
    ("Original completion date", "Revised completion date"),
    ("Original date", "Revised date"),
]


@pytest.mark.parametrize(("first", "revised"), _REVISIONS)
@pytest.mark.parametrize("unsaid", [None, "N/A", "No change"])
def test_an_action_is_due_when_it_was_first_unless_revised(
    first: str, revised: str, unsaid: str | None
) -> None:
    reading = read(
        "Action plan",
        *plan(**{first: ("31/07/2026", "30/09/2026", "31/10/2026"), revised: ("30/09/2026", unsaid, unsaid)}),
    )
    assert asked(reading) == []
    assert [(own.get("timescale"), own.get("original_due_on")) for own in actions(reading)] == [
        ("30/09/2026", "2026-07-31"),
        ("30 September 2026", None),
        ("31 October 2026", None),
    ]


def test_a_revised_date_beside_a_due_date_is_reported_since() -> None:
    dates = ("31/07/2026", "30/09/2026", "31/10/2026")
    assert fields(read("Action plan", *plan(Due_date=dates, Revised_date=("30/09/2026", None, None))))[
        3:
    ] == ["timescale", "new_due_on"]
    # One that stands alone, first or revised, is when it is due.
    assert fields(read("Action plan", *plan(Original_due_date=dates)))[3] == "timescale"


_TOLD = [("Quote sought", "Hall booked", "Drafted"), ("Order placed", "Speakers found", "Sent"), ("Bins bought", "Held", "Back")]  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        ("April update", "May update", "June update"), ("Update – April 2026", "Update – May 2026", "Update – June 2026"),
        ("Progress Apr", "Progress May", "Progress Jun"), ("Apr-26 comments", "May-26 comments", "Jun-26 comments"),
        ("April", "May", "June"),
    ],
)  # fmt: skip
def test_updates_by_month_are_a_quarters_together(headings: tuple[str, ...]) -> None:
    reading = read("Action plan", *plan(**dict(zip(headings, _TOLD, strict=True))))
    assert fields(reading)[3:] == ["narrative 2026-04", "narrative 2026-05", "narrative 2026-06"]
    updates = values(reading, "updates")
    assert [own["quarter"] for own in updates] == ["2026-Q1"] * 3
    assert updates[0]["narrative"] == "Apr: Quote sought\nMay: Order placed\nJun: Bins bought"


def test_ratings_by_month_stand_as_in_the_last() -> None:
    columns = {"Apr RAG": "RGG", "May RAG": "AGA", "Jun RAG": "AAG", "Jul RAG": "GAA"}
    updates = values(read("Action plan", *plan(**columns)), "updates")
    assert {(own["quarter"], own["rag"]) for own in updates[:2]} == {
        ("2026-Q1", "amber"),
        ("2026-Q2", "green"),
    }
    notes = [own["notes"] for own in updates if own["quarter"] == "2026-Q1"]
    assert notes[0] == "RAG by month: Apr: Red, May: Amber, Jun: Amber"


def test_one_month_of_a_quarter_is_when_the_quarter_was_told_of() -> None:
    reading = read("Action plan", *plan(Update_June=_TOLD[0], Update_September=_TOLD[1]))
    assert fields(reading)[3:] == ["narrative 2026-Q1", "narrative 2026-Q2"]


def test_comments_behind_each_quarter_are_of_that_quarter() -> None:
    reading = read(
        "KPIs",
        ("Ref", "Indicator", "Target", "Q1", "Comments", "Q2", "Comments"),
        (
            "K1",
            "Burglaries",
            300,
            80,
            "A quiet quarter after the arrests",
            75,
            "Two arrests in the north ward",
        ),
        ("K2", "Robberies", 40, 9, "As expected for the season", 12, "A series near the station"),
        likely=True,
    )
    told = [(own["quarter"], own["note"]) for own in values(reading, "measurements")[:2]]
    assert told == [
        ("2026-Q1", "A quiet quarter after the arrests"),
        ("2026-Q2", "Two arrests in the north ward"),
    ]


def test_remarks_on_figures_by_month_are_kept_together() -> None:
    reading = read(
        "KPIs",
        ("Ref", "Indicator", "Target", "April", "April comment", "May", "May comment", "June"),
        ("1", "Burglary offences", 100, 10, "Few patrols", 12, "More patrols again", 9),
        ("2", "Robbery offences", 20, 1, "A one off", 2, "Two youths arrested", 3),
    )
    told = values(reading, "measurements")[0]
    assert (told["value"], told["note"]) == (31, "Apr: Few patrols\nMay: More patrols again")


@pytest.mark.parametrize(
    ("middle", "end"),
    [
        ("Mid-year review", "Year end review"), ("6 month update", "12 month update"), ("Half year progress", "End of year progress"),
        ("Mid year comments", "Year-end comments"),
    ],
)  # fmt: skip
def test_half_a_year_and_all_of_it_end_with_a_quarter(middle: str, end: str) -> None:
    reading = read("Action plan", *plan(**{middle: _TOLD[0], f"{middle} RAG": "GAR", end: _TOLD[2]}))
    assert fields(reading)[3:] == ["narrative 2026-Q2", "rag 2026-Q2", "narrative 2026-Q4"]


def test_what_is_told_up_to_the_ends_of_quarters_is_of_them_and_figures_up_to_then_are_not() -> None:
    reading = read(
        "Action plan",
        *plan(
            **{
                "Land by": ("31/07/2026", "30/09/2026", "30/09/2026"),
                "Sit-rep to 30 June 2026": _TOLD[0],
                "Sit-rep to 30 Sept 2026": _TOLD[2],
                "Calls to 30 June 2026": (120, 80, 40),
                "Calls to 30 Sept 2026": (300, 90, 70),
            }
        ),
    )
    assert fields(reading)[3:] == [
        *("timescale", "narrative 2026-Q1", "narrative 2026-Q2", "notes", "notes"),
    ]


def test_two_columns_that_say_alike_when_it_is_due_are_asked_about_and_joined_with_the_likely() -> None:
    days = {
        "Due date": ("30/06/2026", "30/09/2026", "31/12/2026"),
        "Deadline": ("31/07/2026", "30/09/2026", "31/01/2027"),
    }
    left, likely = (read("Action plan", *plan(**days), likely=likely) for likely in (False, True))
    assert {"D2", "D3", "D4"} <= set(asked(left))
    assert [action["timescale"] for action in actions(likely)] == [
        *(
            "Due date: 30/06/2026\nDeadline: 31/07/2026",
            "30/09/2026",
            "Due date: 31/12/2026\nDeadline: 31/01/2027",
        )
    ]


def test_a_review_at_the_end_beside_four_quarters_is_asked_about() -> None:
    columns = {f"Q{number} update": _TOLD[number % 3] for number in (1, 2, 3, 4)}
    summed_up = ("A good year for bins", "Four forums in all", "Two surveys in all")
    reading = read("Action plan", *plan(**columns, Year_end_review=summed_up))
    assert values(reading, "updates")[3]["narrative"] == "Order placed"
    assert asked(reading) == ["H2", "H3", "H4"]


def test_a_date_of_a_review_at_mid_year_is_no_update() -> None:
    reading = read("Action plan", *plan(**{"6 month review date": ["30/09/2026"] * 3, "Progress": _TOLD[0]}))
    assert fields(reading)[3:] == ["notes", "narrative"]


@pytest.mark.parametrize(
    ("first", "second"), [("Q1 claim", "Q2 claim"), ("Q1 claimed", "Q2 claimed"), ("Q1 drawdown", "Q2 drawdown")]
)  # fmt: skip
def test_what_was_claimed_in_a_quarter_is_not_what_was_spent(first: str, second: str) -> None:
    reading = read(
        "Grants",
        ("Project", "Funder", "Grant", first, second, "Q3 claim"),
        ("Mentors", "PCC", "£20,000", "£5,000", "£5,500", None),
        ("Hub", "Home Office", "£40,000", "£9,000", "£10,000", None),
    )
    entries = values(reading, "funding_entries")
    assert {own["kind"] for own in entries} == {"claimed"} and asked(reading) == []
    assert [(own["quarter"], own["amount"]) for own in entries[:2]] == [
        ("2026-Q1", 500000),
        ("2026-Q2", 550000),
    ]


def test_what_was_spent_stands_beside_what_was_claimed() -> None:
    reading = read(
        "Grants",
        ("Project", "Funder", "Grant", "Q1 spend", "Q1 claimed", "Q2 claim paid", "Committed Q3"),
        ("Mentors", "PCC", "£20,000", "£5,000", "£5,500", "£100", "£700"),
        ("Hub", "Home Office", "£40,000", "£9,000", "£10,000", "£200", "£900"),
    )
    assert fields(reading)[3:] == ["actual 2026-Q1", "claimed 2026-Q1", "actual 2026-Q2", "committed 2026-Q3"]


_FAILURES = [
    (1, "Hub closure", "The lease ends in March and the landlord has not replied", "High", 4, 3, 2, 24),
    (2, "Data breach", "Papers are e-mailed unencrypted", "Low", 5, 1, 3, 15),
]


@pytest.mark.parametrize(
    ("name", "description"),
    [("Risk Name", "Risk Description"), ("Risk title", "Risk description"), ("Name", "Risk Description")],
)
@pytest.mark.parametrize("likely", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_risk_is_called_by_its_name_and_not_by_its_description(
    name: str, description: str, likely: bool
) -> None:
    headings = ("Risk #", name, description, "Priority", "Severity", "Occurrence", "Detection", "RPN")
    reading = read("FMEA", headings, *_FAILURES, likely=likely)
    risks = values(reading, "risks")
    assert [(own["title"], own["current_impact"]) for own in risks] == [
        ("Hub closure", 4),
        ("Data breach", 5),
    ]
    told = str(risks[0].get("cause", "")) + str(risks[0]["notes"])
    assert "The lease ends in March" in told or (not likely and asked(reading) == ["C2", "C3"])


def test_an_issue_is_logged_with_what_is_done_about_it() -> None:
    headings = ("ID", "Issue", "Impact", "Action", "Owner", "Date raised", "Status")
    first = ("I1", "Data feed broken", "High", "IT ticket", "Council", "1/5/2026", "Open")
    second = ("I2", "Hub printer lost", "Low", "Replace", "Council", "2/5/2026", "Closed")
    entries = values(read("Issues", headings, first, second, likely=True), "log_entries")
    assert [(own["title"], own["outcome"]) for own in entries] == [
        ("Data feed broken", "IT ticket"),
        ("Hub printer lost", "Replace"),
    ]


@pytest.mark.parametrize(
    ("sheet", "heading", "called"),
    [
        ("Issue log", "Issue description", "issues"),
        ("Decision log", "Decision", "decisions"),
        ("Action log", "Action", ""),
        ("Action log", "Issue", ""),
    ],
)
def test_what_the_log_has_no_kind_for_is_said_to_be_kept_as_a_meeting_action(
    sheet: str, heading: str, called: str
) -> None:
    headings = ("Ref", heading, "Date raised", "Raised by", "Severity", "Date closed")
    first = ("1", "The data feed is broken again", "1/5/2026", "Analyst", "High", None)
    second = ("2", "The room was double booked", "9/5/2026", "CSP Manager", "Low", "10/5/2026")
    reading = read(sheet, headings, first, second, likely=True)
    assert {own["kind"] for own in values(reading, "log_entries")} == {"meeting action"}
    said = [note for note in reading.notes if "no kind" in note]
    assert len(said) == bool(called) and all(f"no kind for {called}:" in note for note in said)


def test_a_target_date_behind_the_scores_wanted_is_when_they_are_to_be_reached() -> None:
    scores = ("Inherent (L)", "Inherent (I)", "Current (L)", "Current (I)", "Target (L)", "Target (I)")
    first = ("R1", "Hub closes", 4, 5, 3, 5, 2, 4, "31/3/2027")
    second = ("R2", "Data breach", 3, 5, 2, 5, 1, 5, "31/12/2026")
    reading = read("Risks", ("Ref", "Risk", *scores, "Target date"), first, second)
    assert [own["target_on"] for own in values(reading, "risks")] == ["2027-03-31", "2026-12-31"]


@pytest.mark.parametrize("heading", ["Role on board", "Role"])
def test_a_part_in_a_group_nobody_names_is_kept_in_the_notes(heading: str) -> None:
    members = [
        ("Kay Marsh", "Chair", "Essex Police", "k@police.example"),
        ("Tom Reed", "Vice chair", "Council", "t@council.example"),
        ("Jo Bright", "Member", "Probation", "j@probation.example"),
    ]
    for likely in (False, True):
        reading = read("Members", ("Name", heading, "Agency", "Email"), *members, likely=likely)
        people = values(reading, "people")
        assert [own["notes"] for own in people] == [f"{heading}: {part}" for _, part, *_ in members]
        assert asked(reading) == []


def test_a_role_that_is_a_post_is_the_post() -> None:
    members = [
        ("Kay Marsh", "Superintendent", "Essex Police", "k@police.example"),
        ("Tom Reed", "Head of Housing", "Council", "t@council.example"),
    ]
    reading = read("Contacts", ("Name", "Role", "Agency", "Email"), *members)
    assert [own["job_title"] for own in values(reading, "people")] == ["Superintendent", "Head of Housing"]


def test_a_row_of_yes_and_no_is_counted_in_yes_and_no() -> None:
    reading = read(
        "KPIs",
        ("Ref", "Indicator", "Target", "Q1", "Q2", "Q3"),
        ("1", "Plan published", "Yes", "No", "Yes", None),
        ("2", "Median response (days)", "5", "6.5", "5.2", "TBC"),
        ("3", "Reviews held on time", "Yes", "4", "No", None),
    )
    published, response, reviews = values(reading, "indicators")
    assert (published["unit"], published["target_value"]) == ("yes/no", 1)
    assert response.get("unit") != "yes/no" and reviews.get("unit") != "yes/no"
    told = [(own["quarter"], own["value"]) for own in values(reading, "measurements") if "value" in own]
    assert told[:2] == [("2026-Q1", 0), ("2026-Q2", 1)]
    # Where a figure stands beside it, “No” is no figure.
    assert asked(reading) == ["E4"]


def risks(owner: str, owners: Iterable[str], beside: str, bodies: Iterable[str], *, likely: bool) -> Reading:
    headings = ("Ref", "Risk", "Likelihood", "Impact", owner, beside, "Controls")
    titles = ("Funding ends", "Analyst post vacant", "Data not shared")
    controls = ("Reserve held", "Post shared", "Protocol agreed")
    rows = zip(("R1", "R2", "R3"), titles, (3, 4, 2), (4, 3, 3), owners, bodies, controls, strict=True)
    return read("Risks", headings, *rows, likely=likely)


_OWNERS = ("Rochford District Council", "Essex Police", "Rochford District Council")
_PERSONS = ("Kay Marsh", "Tom Reed", "Kay Marsh")
_OTHERS = ("Essex Police", "Rochford District Council", "Essex Police")


@pytest.mark.parametrize(
    ("owner", "owners", "beside", "owned"),
    [
        ("Owner", _OWNERS, "Partners", "owner"),
        ("Risk owner", _OWNERS, "Partner agencies", "owner"),
        ("Risk owner", _OWNERS, "Supporting agencies", "owner"),
        ("Risk lead", _OWNERS, "Partners affected", "owner"),
        ("Lead agency", _OWNERS, "Partners", "owner_agency"),
        ("Risk owner", _PERSONS, "Partners", "owner"),
    ],
)
@pytest.mark.parametrize("likely", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_who_helps_with_a_risk_owns_nothing(
    owner: str, owners: tuple[str, ...], beside: str, owned: str, likely: bool
) -> None:
    reading = risks(owner, owners, beside, _OTHERS, likely=likely)
    assert fields(reading)[4:6] == [owned, "notes"]
    assert values(reading, "risks")[0]["notes"] == f"{beside}: Essex Police"
    assert asked(reading) == []


@pytest.mark.parametrize(("owner", "beside"), [("Risk owner", "Agency"), ("Risk owner", "Owner agency")])
def test_whose_the_owner_of_a_risk_is_stays_the_owner_agency(owner: str, beside: str) -> None:
    reading = risks(owner, _PERSONS, beside, _OTHERS, likely=False)
    assert fields(reading)[4:6] == ["owner", "owner_agency"]


@pytest.mark.parametrize("likely", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_who_helps_beside_who_leads_is_kept_in_the_notes(likely: bool) -> None:
    rows = zip("123", _PLAN, _OWNERS, _OTHERS, strict=True)
    reading = read("Action plan", ("Ref", "Action", "Who leads", "Who helps"), *rows, likely=likely)
    assert fields(reading) == ["ref", "title", "lead_agencies", "notes"]


@pytest.mark.parametrize(
    ("first", "revised"),
    [
        ("Target date", "Revised target date"), ("Due date", "Revised due date"), ("Deadline", "Revised deadline"),
        ("By when", "Revised by when"), ("Due date", "Extended to"), ("Target date", "Extension date"),
        ("Target date", "New target date"), ("Completion date", "Current completion date"),
        ("Planned", "Revised"), ("Planned date", "Revised date"), ("Baseline", "Forecast"), ("Planned end", "Latest forecast"),
        ("Target", "Revised"), ("By when", "Revised"), ("Scheduled", "Now expected"),
    ],
)  # fmt: skip
def test_a_revised_date_of_the_same_name_is_when_it_is_due_now(first: str, revised: str) -> None:
    dates = ("31/07/2026", "30/09/2026", "31/10/2026")
    reading = read("Action plan", *plan(**{first: dates, revised: ("30/09/2026", None, "No change")}))
    assert asked(reading) == []
    assert [(own.get("timescale"), own.get("original_due_on")) for own in actions(reading)] == [
        ("30/09/2026", "2026-07-31"),
        ("30 September 2026", None),
        ("31 October 2026", None),
    ]
    assert values(reading, "updates") == []


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Planned", "Actual"), ["timescale", "completed_on"]),
        (("Baseline date", "Actual date"), ["timescale", "completed_on"]),
        (("Start date", "Planned", "Actual"), ["starts_on", "timescale", "completed_on"]),
        (("Planned", "Forecast", "Actual"), ["original_due_on", "timescale", "completed_on"]),
        # Another column says already when it is due.
        (("Due date", "Planned"), ["timescale", "notes"]),
    ],
)
def test_what_was_planned_and_what_came_to_pass(headings: tuple[str, ...], expected: list[str]) -> None:
    dates = ("31/07/2026", "30/09/2026", "31/10/2026")
    reading = read("Milestones", *plan(**dict.fromkeys(headings, dates)))
    assert fields(reading)[3:] == expected
    assert asked(reading) == []


def test_figures_planned_are_no_days() -> None:
    reading = read("Action plan", *plan(Planned=("10", "20", "30"), Actual=("9", "21", "15")))
    assert not {"timescale", "completed_on", "original_due_on"} & set(fields(reading))


@pytest.mark.parametrize("revised", ["New due date", "Revised date"])
def test_what_returns_ask_beside_the_due_date_is_reported(revised: str) -> None:
    dates = ("31/07/2026", "30/09/2026", "31/10/2026")
    reading = read("Action plan", *plan(**{"Due date": dates, revised: ("30/09/2026", None, None)}))
    assert fields(reading)[3:] == ["timescale", "new_due_on"]


def test_a_day_of_updating_is_no_date_an_action_is_due() -> None:
    dates = ("31/07/2026", "30/09/2026", "31/10/2026")
    reading = read("Action plan", *plan(**{"Date": dates, "Date updated": ("30/09/2026", None, None)}))
    assert [own.get("original_due_on") for own in actions(reading)] == [None] * 3


def test_an_original_timescale_in_words_holds_unless_revised() -> None:
    original, revised = ("Q1", "Ongoing", "June 2026"), ("Q3", None, "No change")
    reading = read("Action plan", *plan(Original_timescale=original, Revised_timescale=revised))
    assert asked(reading) == []
    own = actions(reading)
    assert [values.get("timescale") for values in own] == ["Q3", "Ongoing", "June 2026"]
    assert [values.get("original_due_on") for values in own] == ["2026-06-30", None, None]
    assert [values.get("notes") for values in own] == [
        "Original timescale: Q1",
        None,
        "Revised timescale: No change",
    ]


@pytest.mark.parametrize("heading", ["Q{} actions", "Actions Q{}", "Q{} deliverables", "Key steps Q{}"])
def test_what_is_to_be_done_in_a_quarter_is_no_update(heading: str) -> None:
    rows = plan(
        **{heading.format(1): ("Seek a quote", "Book the hall", "Draft it"), heading.format(2): _TOLD[2]}
    )
    reading = read("Action plan", *rows)
    assert (values(reading, "updates"), asked(reading)) == ([], [])
    own = actions(reading)[0]
    assert (own["title"], own["notes"]) == (
        "Fit knife bins in both parks",
        f"{heading.format(1)}: Seek a quote\n{heading.format(2)}: Bins bought",
    )


@pytest.mark.parametrize(
    "heading",
    ["Actions taken Q{}", "Q{} actions completed", "Q{} action update", "Q{}", "Q{} actions to date"],
)
def test_what_was_done_in_a_quarter_is_its_update(heading: str) -> None:
    rows = plan(**{heading.format(1): _TOLD[0], heading.format(2): _TOLD[1]})
    assert fields(read("Action plan", *rows))[3:] == ["narrative 2026-Q1", "narrative 2026-Q2"]


@pytest.mark.parametrize(
    "end", ["Year end position", "Annual review", "Final position", "End of year position", "Annual update", "Final update"]
)  # fmt: skip
def test_where_a_year_ends_is_told_in_its_last_quarter(end: str) -> None:
    rows = plan(Q1_update=_TOLD[0], Q2_update=_TOLD[1], **{end: _TOLD[2]})
    reading = read("Action plan", *rows)
    assert fields(reading)[3:] == ["narrative 2026-Q1", "narrative 2026-Q2", "narrative 2026-Q4"]
    assert asked(reading) == []
    assert [own["narrative"] for own in values(reading, "updates") if own["quarter"] == "2026-Q4"] == list(
        _TOLD[2]
    )


def test_the_day_of_an_annual_review_and_money_at_the_year_end_are_no_update() -> None:
    days = plan(Progress=_TOLD[0], Annual_review_date=["31/03/2027"] * 3)
    assert fields(read("Action plan", *days))[3:] == ["narrative", "notes"]
    reading = read(
        "Grants",
        ("Project", "Funder", "Grant", "Q1 spend", "Year end position"),
        ("Mentors", "PCC", "£20,000", "£5,000", "£19,000"),
        ("Hub", "Home Office", "£40,000", "£9,000", "£41,000"),
    )
    assert {own["quarter"] for own in values(reading, "funding_entries")} == {"2026-Q1"}


def _named_and_told(name: str, told: str, *names: str) -> Reading:
    due = ("30/06/2026", "30/09/2026", "31/12/2026")
    rows = zip("123", names, _PLAN, ("Essex Police", "Council", "Council"), due, strict=True)
    return read("Action plan", ("Ref", name, told, "Lead agency", "Due date"), *rows, likely=True)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Action name", "Action description"), ("Action", "Action description"), ("Action title", "Action detail"),
        ("Task", "Details"), ("Project name", "Project description"), ("Activity", "Description"),
    ],
)  # fmt: skip
def test_the_short_one_names_an_action_and_the_longer_tells_of_it(name: str, told: str) -> None:
    reading = _named_and_told(name, told, "Bins", "Forum", "Survey")
    assert [(own["title"], own["notes"]) for own in actions(reading)] == [
        ("Bins", f"{told}: {_PLAN[0]}"),
        ("Forum", f"{told}: {_PLAN[1]}"),
        ("Survey", f"{told}: {_PLAN[2]}"),
    ]


def test_an_action_and_its_description_need_no_question() -> None:
    due = ("30/06/2026", "30/09/2026", "31/12/2026")
    leads = ("Essex Police", "Council", "Council")
    rows = zip("123", ("Bins", "Forum", "Survey"), _PLAN, leads, due, strict=True)
    headings = ("Ref", "Action", "Action description", "Lead agency", "Due date")
    reading = read("Action plan", headings, *rows)
    assert (asked(reading), fields(reading)[1:3]) == ([], ["title", "notes"])


def test_a_description_names_the_actions_under_names_that_come_again() -> None:
    reading = _named_and_told("Project name", "Action description", "Bins", "Bins", "Survey")
    assert all(str(own["title"]).endswith(text) for own, text in zip(actions(reading), _PLAN, strict=True))


@pytest.mark.parametrize("claimed", ["Claimed to date", "Total claimed to date", "Drawn down to date"])
@pytest.mark.parametrize("deadline", ["Claim deadline", "Deadline for claims"])
@pytest.mark.parametrize("likely", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_claims_so_far_are_claimed_and_a_claim_deadline_is_no_approval(
    claimed: str, deadline: str, likely: bool
) -> None:
    reading = read(
        "Grants",
        ("Project", "Funder", "Grant amount", deadline, claimed, "Balance"),
        ("Mentors", "PCC", 12000, "31/07/2026", 3000, 9000),
        ("Hub", "Home Office", 8000, "31/07/2026", 1200, 6800),
        likely=likely,
    )
    assert fields(reading)[3:5] == ["notes", "claimed"]
    entries = values(reading, "funding_entries")
    assert [own["kind"] for own in entries] == ["claimed", "claimed"]
    amounts = [own["amount"] for own in entries]
    assert [amount.pence for amount in amounts if isinstance(amount, SoFar)] == [300000, 120000]


def test_claims_so_far_beside_those_of_each_quarter_are_counted_once() -> None:
    reading = read(
        "Grants",
        ("Project", "Funder", "Grant amount", "Q1 claim", "Q2 claim", "Claimed to date"),
        ("Mentors", "PCC", 12000, 3000, 1000, 4000),
        ("Hub", "Home Office", 8000, 1200, 800, 2000),
    )
    amounts = [own["amount"] for own in values(reading, "funding_entries")]
    assert amounts == [300000, 100000, 120000, 80000]


@pytest.mark.parametrize("heading", ["Ref", "No"])
def test_the_number_of_an_objective_in_front_is_not_that_of_its_actions(heading: str) -> None:
    reading = read(
        "Plan",
        (heading, "Objective", heading, "Action", "Lead"),
        ("1", "Safer nights", "1.1", "Train the door staff", "Police"),
        ("1", "Safer nights", "1.2", "Run a night bus", "Police"),
        ("2", "Fewer break-ins", "2.1", "Fit better locks", "Council"),
    )
    assert [own["ref"] for own in actions(reading)] == ["1.1", "1.2", "2.1"]
    assert asked(reading) == []
