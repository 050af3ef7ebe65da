"""Tables as councils and parishes have put them into their papers for twenty years."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.mapped_values import is_duration, read_value
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named


def read(sheet: str, *rows: tuple[object, ...], likely: bool = True) -> Reading:
    """A sheet read with the likely taken."""
    grid = Grid.of_rows(sheet, rows)
    return read_grids([grid], FinancialYear(2023), Mappings(take_doubtful=likely))


def fields(reading: Reading) -> tuple[str, dict[str, str]]:
    """What the first table is taken for, and the field of each of its headings."""
    mapping = reading.mapped[0].mapping
    return mapping.register, {use.heading: f"{use.register}.{use.field}" for use in mapping.columns}


@pytest.mark.parametrize(
    ("heading", "alone"),
    [
        ("Frequency H/M/L", "Frequency"),
        ("Impact (1-5)", "Impact"),
        ("Likelihood 1 to 5", "Likelihood"),
        ("RISK LEVEL L/M/H", "Risk level"),
    ],
)
def test_the_steps_of_a_scale_say_nothing_of_what_it_is_of(heading: str, alone: str) -> None:
    assert alike_words(heading) == alike_words(alone)
    assert alike_words("Objective 1-5") != alike_words("Objective")


def test_a_parish_says_high_medium_or_low_of_a_whole_risk() -> None:
    register, meant = fields(
        read(
            "Risk assessment",
            ("Topic", "Risk identified", "H/M/L", "Management of risk", "Review by"),
            (
                "Burial ground",
                "A headstone falls on a visitor",
                "M",
                "Stones are tested each spring",
                "May 2024",
            ),
            ("Precept", "The request is sent in too late", "L", "Agreed at the January meeting", "Jan 2024"),
            ("Hall keys", "A key is lost and not reported", "H", "Keys are signed for", "Sept 2024"),
            ("Play area", "A swing breaks under a child", "H", "Looked over every week", "Mar 2024"),
        )
    )
    assert register == "risks"
    assert meant["Topic"] == "risks.category" and meant["Risk identified"] == "risks.title"
    assert meant["H/M/L"] == "risks.notes"
    assert meant["Management of risk"] in ("mitigations.control", "mitigations.title")


def test_an_impact_with_its_step_its_word_and_what_it_would_cost_is_an_impact() -> None:
    register, meant = fields(
        read(
            "Budget risks",
            ("Key risk", "Further details", "Impact", "Likelihood", "Score", "Management of risk"),
            ("Fewer fees come in", "Two car parks close", "2 - Significant (£50k to £90k)", "3 - Possible", 6, "Watched monthly"),
            ("Pay award above plan", "Talks go on", "4 - Major (over £400k)", "2 - Unlikely", 8, "A reserve is held"),
            ("Bridge repairs", "Survey due", "3 - Serious (£90k to £400k)", "4 - Likely", 12, "Spread over two years"),
        )
    )  # fmt: skip
    assert register == "risks"
    assert (meant["Impact"], meant["Likelihood"]) == ("risks.current_impact", "risks.current_likelihood")


def test_a_forward_plan_is_a_log_of_decisions_to_come() -> None:
    register, meant = fields(
        read(
            "Forward plan",
            ("Nature of the decision to be taken", "Decision maker", "Anticipated date of decision", "Lead officer"),
            ("Whether to extend the alcohol order in the High Street", "Cabinet", "12/06/2023", "Licensing Manager"),
            ("Award of the domestic abuse outreach contract", "Leader", "10/07/2023", "Head of Communities"),
            ("Adoption of the litter enforcement policy", "Cabinet", "11/09/2023", "Head of Environment"),
        )
    )  # fmt: skip
    assert register == "log_entries"
    assert meant["Nature of the decision to be taken"] == "log_entries.title"


def test_a_bid_without_a_purpose_is_known_by_who_asks() -> None:
    reading = read(
        "Applications",
        ("Applicant", "Amount requested", "Recommendation"),
        ("Millbrook Youth Club", "£1,200", "Award"),
        ("Friends of Oak Park", "£850", "Decline"),
        ("Westgate Tenants", "£2,400", "Award"),
    )
    register, meant = fields(reading)
    assert register == "bids"
    assert meant["Applicant"] == "bids.project" and meant["Amount requested"] == "bids.amount_sought"
    assert [draft.values["project"] for draft in reading.drafts if draft.register == "bids"] == [
        "Millbrook Youth Club", "Friends of Oak Park", "Westgate Tenants",
    ]  # fmt: skip


def test_meetings_are_told_by_their_papers_and_minutes() -> None:
    register, meant = fields(
        read(
            "Previous meetings",
            ("Date", "Papers", "Minutes"),
            ("14 March 2023", "Pack", "Minutes"),
            ("16 May 2023", "Pack", "Minutes"),
            ("18 July 2023", "To follow", ""),
        )
    )
    assert register == "meetings" and meant["Date"] == "meetings.held_on"


def test_what_came_of_a_finished_action_is_kept_with_its_status() -> None:
    reading = read(
        "Action plan",
        ("Action", "Lead agency", "Due", "Status"),
        ("Train door staff to spot spiking", "Police", "30/09/2023", "Completed\nForty were trained at two evenings in May."),
        ("Open a safe space at weekends", "Council", "31/12/2023", "In progress\nThe church hall has said yes to Saturdays."),
        ("Write to every licensee", "Council", "31/05/2023", "Completed\nAll 62 were written to."),
    )  # fmt: skip
    assert fields(reading)[1]["Status"] == "plan_items.status"
    first = next(
        draft for draft in reading.drafts if draft.values.get("title") == "Train door staff to spot spiking"
    )
    assert first.values["status"] == "complete"
    assert "Forty were trained at two evenings in May." in first.values["notes"]


def test_a_time_counted_in_words_is_when_an_action_is_due() -> None:
    assert is_duration("within one year of the start") and not is_duration("one more briefing")
    reading = read(
        "Action plan",
        ("Action", "Lead partner", "Outcome", "Completion date"),
        ("Agree one form for reports of hate", "Council", "More reports", "a month"),
        ("Train twenty champions", "Police", "More trust", "one year"),
        ("Hold a youth summit", "Youth service", "Young people heard", "nine months"),
        likely=False,
    )
    due = next(use for use in reading.mapped[0].mapping.columns if use.heading == "Completion date")
    assert due.field == "timescale" and not due.asked


@pytest.mark.parametrize("heading", ["Calculation", "Definition", "Further detail"])
def test_what_names_the_rows_of_a_table_that_is_surely_indicators_is_asked(heading: str) -> None:
    rows = [
        ("Indicator no.", heading, "Polarity", "2021-22 Actual", "2022-23 Target", "2022-23 Actual"),
        ("2b", "Domestic burglaries for each 1,000 homes", "Low", "9.1", "8.5", "8.8"),
        ("3", "Share of residents who feel safe after dark", "High", "61%", "65%", "63%"),
        ("8", "Repeat victims of domestic abuse seen by the panel", "Low", "31%", "28%", "27%"),
        ("14", "Days until graffiti is cleaned off", "Low", "3.2", "2.0", "2.4"),
    ]
    reading = read("Best value indicators", *rows, likely=False)
    (table,) = reading.mapped
    (named,) = [use for use in table.mapping.columns if use.field == "title"]
    assert (table.mapping.register, named.heading) == ("indicators", heading)
    assert named.asked and "what each is called by" in named.why
    assert not table.taken and not reading.drafts
    taken = [
        draft.values["title"]
        for draft in read("Best value indicators", *rows).drafts
        if draft.register == "indicators"
    ]
    assert taken == [row[1] for row in rows[1:]]


def test_what_somebody_is_in_a_group_is_no_post() -> None:
    register, meant = fields(
        read(
            "Attendance",
            ("Name", "Role", "Email"),
            ("Grace Sample", "Chair", "grace.sample@example.org"),
            ("Harry Model", "Member", "harry.model@example.org"),
            ("Ivy Pattern", "Vice chair", "ivy.pattern@example.org"),
            ("Jack Instance", "Member", "jack.instance@example.org"),
        )
    )
    assert register == "people" and meant["Role"] != "people.job_title"


def test_which_way_areas_are_ranked_is_no_rank() -> None:
    _, meant = fields(
        read(
            "Measures",
            ("Indicator", "Target", "Value", "Rank order"),
            ("Burglaries for each 1,000 homes", 8, 9, "desc"),
            ("Residents who feel safe", 65, 61, "asc"),
            ("Repeat victims", 28, 31, "desc"),
        )
    )
    assert meant["Rank order"] != "measurements.rank"


def test_an_objective_that_stands_over_one_row_each_is_not_taken_unasked_for_what_they_stand_under() -> None:
    reading = read(
        "Delivery plan",
        ("Project", "Objective", "Lead", "End date"),
        ("Estate review", "Deliver the estate strategy of the force and the council", "Police", "31/03/2024"),
        ("Data sharing", "Carry on embedding good practice in every agency", "Council", "30/06/2024"),
        ("Body cameras", "Bring in the parts of the scheme still to come", "Police", "30/09/2024"),
        likely=False,
    )
    objective = next(use for use in reading.mapped[0].mapping.columns if use.heading == "Objective")
    assert objective.asked or objective.field not in ("objective", "priority")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Complete - Q2\nsee note", "complete"),
        ("Completed June 2023\nAll were trained", "complete"),
        ("Completed, see report\nForty trained at two evenings in the town hall in May", "complete"),
        ("Ongoing (Q3)\nmore to do", "ongoing"),
        ("In progress: hall booked\nkeys to come", "in progress"),
        ("In\nprogress", "in progress"),
        ("Not\nstarted", "not started"),
    ],
)
def test_a_status_is_read_from_all_of_a_cell_or_from_its_first_line(said: str, meant: str) -> None:
    assert read_value(register_named("plan_items")["status"], said, None).value == meant


def test_a_status_wrapped_in_its_cell_adds_nothing_to_the_notes() -> None:
    reading = read(
        "Action plan",
        ("Action", "Lead", "Due", "Status"),
        ("Fit lights by the mill", "Council", "30/06/2023", "In\nprogress"),
        ("Survey the high street", "Police", "31/07/2023", "Not\nstarted"),
        ("Train the ward team", "Police", "31/08/2023", "Complete\nComplete"),
        likely=False,
    )
    actions = [
        draft.values for draft in reading.drafts if "due_on" in draft.values or "timescale" in draft.values
    ]
    assert [action["status"] for action in actions] == ["in progress", "not started", "complete"]
    assert not any(action.get("notes") for action in actions)


def test_an_update_that_begins_with_the_word_of_a_status_stays_an_update() -> None:
    said = [
        "Complete\nForty staff were trained at two evenings in the hall.",
        "In progress\nThe first survey has been let and starts in May.",
        "Complete\nAll sixty-two licensees were written to in June.",
    ]
    actions = ("Train door staff to spot spiking", "Survey the high street", "Write to every licensee")
    rows = [(action, "Police", "30/09/2023", text) for action, text in zip(actions, said, strict=True)]
    for heading in ("Progress to date", "Progress / status", "Comments"):
        _, meant = fields(read("Action plan", ("Action", "Lead", "Due", heading), *rows))
        assert meant[heading] != "plan_items.status"


@pytest.mark.parametrize("heading", ["Summary", "Activity", "Reason", "What the money is for"])
def test_a_bid_with_a_purpose_is_known_by_it(heading: str) -> None:
    purposes = (
        "Trip to the coast for young people",
        "New goals for the under twelves",
        "Lunches for older neighbours",
    )
    asked = (
        ("Millbrook Youth Club", purposes[0], "£1,200", "Approved"),
        ("Oak Park Rovers", purposes[1], "£850", "Declined"),
        ("Westgate Tenants", purposes[2], "£2,400", "Approved"),
    )
    reading = read("Bids", ("Organisation", heading, "Amount requested", "Decision"), *asked, likely=False)
    uses = {use.heading: use for use in reading.mapped[0].mapping.columns}
    assert uses["Organisation"].field != "project" or uses["Organisation"].asked


@pytest.mark.parametrize("heading", ["Topic", "Subject", "Area", "Subject area"])
def test_a_risk_without_a_heading_of_its_name_is_not_taken_unasked_for_its_cause(heading: str) -> None:
    reading = read(
        "Risk register",
        ("Ref", heading, "Cause", "Consequence", "Likelihood", "Impact"),
        (1, "Grant not renewed", "Budget cuts", "The outreach post ends", 3, 4),
        (2, "Analyst leaves", "Better pay elsewhere", "No assessment this year", 2, 3),
        (3, "Data come late", "A new police system", "Figures a quarter behind", 4, 2),
        likely=False,
    )
    assert not any(draft.values.get("title") == "Budget cuts" for draft in reading.drafts)


def test_the_area_before_what_is_headed_as_the_risk_is_its_kind() -> None:
    _, meant = fields(
        read(
            "Risk assessment",
            ("Function", "Risk", "Method of control", "Owner"),
            ("Burials", "A headstone falls on a visitor", "Stones are tested each spring", "Clerk"),
            ("Allotments", "A plot holder is hurt by glass", "Plots are looked over", "Warden"),
            ("Precept", "The request is sent in too late", "Agreed in January", "Clerk"),
        )
    )
    assert (meant["Function"], meant["Risk"]) == ("risks.category", "risks.title")
