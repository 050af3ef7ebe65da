"""Headings as other offices word them are taken for the field they mean."""

from __future__ import annotations

from datetime import datetime

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import heading_evidence, known_heading
from csp_desktop.excel.wording.explained import without_explanation
from csp_desktop.periods import FinancialYear

_MEANT = {
    "risks": {
        "Risk headline": "title", "How might they be harmed?": "consequence", "Risk holder": "owner", "Who owns it?": "owner", "Likelhood": "current_likelihood", "Risk Reponse": "response", "Who is at risk?": "notes", "Person/Group assigned": "owner", "How to prevent": "title", "Contributory factors": "cause",
        "When will it be reviewed?": "review_on", "What further action is needed?": "title", "How is the risk managed?": "control",
        "Control owner": "owner", "Unique ID": "ref", "Approach to risk": "response", "When might it occur?": "proximity",
        "Risk actionee": "owner", "Risk response category": "response", "Third line of defence": "notes", "Date registered": "notes",
        "Why could this happen?": "cause", "Why": "cause", "What are the consequences?": "consequence", "L'hood": "current_likelihood", "Likelihood H/M/L": "current_likelihood",
        "Gross Risk Score: Likelihood": "inherent_likelihood", "Projected impact": "target_impact", "Handling officer": "owner", "Actions already taken": "control",
        "Action to achieve target score": "title", "Safeguards in place": "control", "Actions taken by": "owner", "Risk Cat.": "category",
        "Date closed": "notes", "Adequacy of controls": "notes", "Change since last quarter": "ignored", "Re-assessment date": "review_on",
        "How soon?": "proximity", "Treat / tolerate": "response", "What can we do?": "title", "To be actioned by": "owner",
        "4T approach": "response", "Risk commentary": "progress", "Pre-mitigated impact": "inherent_impact", "Post-mitigated impact": "current_impact", "Reviewer name": "notes",
    },
    "plan_items": {
        "Tasks to be completed": "title", "How will this be achieved?": "title", "Area for improvement": "objective", "Who by?": "lead_agencies",
        "Target quarter": "timescale", "Actual start date": "starts_on", "Named person": "lead_officers", "Success factors": "outcome",
        "Support required": "resources", "On track?": "rag", "Progress against target": "narrative", "Date signed off": "completed_on",
        "Where is it monitored?": "lead_groups", "Link to evidence": "evidence",
        "Acceptance criteria": "outcome", "Forecast date": "timescale", "Path to green": "notes", "Recovery action": "notes",
        "How will we know we've been successful?": "outcome", "High level actions": "title", "What we're doing": "title", "Resp. unit": "lead_agencies",
        "Rebaselined date": "new_due_on", "Updated due date": "new_due_on", "AFI": "objective", "Monitoring arrangements": "notes", "Due dt.": "timescale",
        "Progress - Oct 2024": "narrative", "Who's responsible?": "lead_agencies", "Completed by date": "timescale", "Date completed": "completed_on",
        "Outcomes achieved to date": "narrative", "RYG": "rag", "Baseline position": "notes",
        "Component": "priority", "Focus": "priority", "Health": "rag", "Scheme": "title", "Purpose": "objective", "WBS Number": "ref",
        "PIC": "lead_officers", "Date to complete": "timescale", "Date actioned": "completed_on", "Mid-year review": "narrative",
        "What are we going to do about it?": "title", "So that…": "outcome", "Difference it will make": "outcome", "Challenge": "objective", "Steps to achieve": "title", "Due to complete": "timescale",
    },
    "indicators": {
        "Crime type": "title", "Threshold": "target_value", "Performance this quarter": "value", "Direction of improvement": "better",
        "Method of verification": "source", "Explanation of variance": "note", "Previous year baseline": "baseline_value",
        "Key result": "title", "Lead metric": "title", "England average": "notes", "Good performance looks like": "better",
        "PI name": "title", "NHS standard": "target_value", "Target %": "target_value", "% of target": "ignored", "Distance from target": "ignored",
        "Amber threshold": "notes", "Same period last year": "notes", "In-month actual": "value", "Positive/negative": "better", "Planned": "target_value", "Reasons for under-performance": "note", "MSF average": "group_average",
    },
    "allocations": {
        "Cost heading": "project", "Who runs it": "provider", "Agreed": "amount", "What is the money for?": "project", "Service provider": "provider", "Budget used": "actual", "Funding body": "stream",
        "Amount agreed": "amount", "Purpose of grant": "project", "Creditor": "provider", "Payments to date": "actual", "Expected outturn": "forecast",
        "Encumbered": "committed", "Claim value": "claimed", "Variance to budget": "ignored", "Uncommitted": "ignored", "Budget manager": "notes", "Amount offered": "amount", "Charity": "provider", "Outgoings": "actual",
    },
    "funding_streams": {"Grant maker": "funder", "Name of funder": "funder", "Use of grant": "conditions", "Ends": "spend_by", "Scheme name": "name",
        "Valid to": "spend_by", "Allowed categories": "conditions", "Reporting requirements": "notes", "Award value": "amount", "Scheme": "name", "Offer": "amount"},
    "bids": {"Grant requested": "amount_sought", "Date notified": "decided_on", "Outcome of application": "decision", "Bid writer": "notes", "Offered": "amount_awarded", "Panel date": "decided_on", "Application received": "submitted_on"},
    "people": {"Point of contact": "name", "Police force": "agency", "Position held": "job_title", "Direct dial": "phone", "Lastname": "last_name", "Nominated deputy": "notes", "Voting member": "notes"},
    "agencies": {"From": "responsible_from", "To": "responsible_until"},
    "log_entries": {
        "Actions from meeting": "title", "Where raised": "source", "Decision maker": "owner", "Date created": "raised_on", "Closure notes": "outcome", "Date to be reviewed": "review_on", "Responsible authority": "lead_agencies",
        "Scope of recommendation": "area", "Key milestones achieved in enacting recommendation": "narrative",
        "Event": "title", "Description of incident": "title", "Lesson learnt": "title", "Topic": "title", "Change request": "title", "Incident number": "ref",
        "Handled by": "owner", "Actioned by": "owner", "Date actioned": "completed_on", "Solution": "outcome",
    },
}  # fmt: skip


@pytest.mark.parametrize("register", _MEANT)
def test_what_a_heading_says_most(register: str) -> None:
    best = {}
    for heading in _MEANT[register]:
        own = without_explanation(heading)
        said = heading_evidence(register, own, own, heading)
        best[heading] = max(said, key=said.__getitem__)[1]
    assert best == _MEANT[register]


def test_words_that_are_all_known_have_not_slipped() -> None:
    said = heading_evidence("plan_items", *["Activity to deliver"] * 3)
    assert max(said, key=said.__getitem__) == ("plan_items", "title")
    assert heading_evidence("risks", *["Risk strtegy"] * 3)[("risks", "response")] > 4


@pytest.mark.parametrize(
    ("heading", "register", "field"),
    [
        ("Number of steps", "plan_items", "ref"),
        ("Payments to date", "allocations", "approved_on"),
        ("Budget ID", "allocations", "amount"),
        ("impactIndex", "risks", "current_impact"),
        ("To be done by", "plan_items", "completed_on"),
    ],
)
def test_a_number_is_not_what_it_numbers(heading: str, register: str, field: str) -> None:
    assert (register, field) not in heading_evidence(register, heading, heading, heading)


@pytest.mark.parametrize(
    ("beside", "meant"),
    [("Comments", ("mitigations", "due_on")), ("Target likelihood", ("risks", "target_on"))],
)
def test_a_target_date_is_of_the_action_unless_a_score_has_a_target(
    beside: str, meant: tuple[str, str]
) -> None:
    rows: list[tuple[object, ...]] = [
        ("Risk description", "Likelihood", "Impact", "Mitigation", beside, "Target date"),
        ("The van breaks down in winter", 3, 4, "Agree a spare van with the college", 2, "1 May 2025"),
        ("Nobody comes to the drop-in", 2, 2, "Move it to the evening and tell schools", 1, "3 June 2025"),
    ]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2025), Mappings(take_doubtful=True))
    use = reading.mapped[0].mapping.columns[5]
    assert (use.register, use.field) == meant


def _taken(sheet: str, rows: list[tuple[object, ...]]) -> tuple[str, dict[str, str]]:
    """The register a sheet is certainly taken for, "" where none, and the field of each heading."""
    reading = read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2025), Mappings())
    mapping = reading.mapped[0].mapping
    fields = {use.heading: use.field for use in mapping.columns if not use.asked}
    return mapping.register if mapping.certain else "", fields


def test_progress_in_words_of_a_status_is_the_status() -> None:
    register, fields = _taken(
        "Plan",
        [
            ("Task", "Lead", "Due date", "Progress"),
            ("Paint the underpass with the school", "Council", "1 May 2025", "Not started"),
            ("Hold a drop-in on market day", "Police", "3 June 2025", "In progress"),
            ("Write to every licensed venue", "Council", "9 July 2025", "Complete"),
        ],
    )
    assert (register, fields["Progress"]) == ("plan_items", "status")


def test_a_decision_beside_an_issue_is_its_outcome() -> None:
    register, fields = _taken(
        "Issue register",
        [
            ("ID", "Issue", "Date raised", "Decision date", "Decision", "Owner"),
            (1, "Not enough volunteers for patrol", "1 May 2025", "9 May 2025", "Ask both colleges to help", "Chair"),
            (2, "The hall is shut until autumn", "3 May 2025", "9 May 2025", "Meet in the library instead", "Clerk"),
            (3, "Two cameras were stolen again", "4 June 2025", "9 June 2025", "Move them up the lamp posts", "Chair"),
        ],
    )  # fmt: skip
    assert register == "log_entries"
    assert [fields[heading] for heading in ("Issue", "Date raised", "Decision")] == [
        "title",
        "raised_on",
        "outcome",
    ]
    assert fields["Decision date"] != "raised_on"


def test_days_headed_by_their_letter_are_a_chart_and_no_scale() -> None:
    days = ("M", "T", "W", "R", "F") * 4
    rows: list[tuple[object, ...]] = [
        ("Task", "Task owner", "Duration", *days),
        ("Paint the underpass with the school", "Council", 3, *("",) * len(days)),
        ("Hold a drop-in on market day", "Police", 2, *("",) * len(days)),
        ("Write to every licensed venue", "Council", 5, *("",) * len(days)),
    ]
    assert _taken("Tasks and dates", rows)[0] == "plan_items"


def test_a_wide_table_with_keys_is_no_legend() -> None:
    headings = ("Key", "Summary", "Owner", "Status", "Impact", "Likelihood", "Mitigation", "Raised", "Resolved", "Ward", "Note")  # fmt: skip
    rows: list[tuple[object, ...]] = [
        headings,
        ("RISK-1", "The van breaks down in winter", "Fleet manager", "Open", 3, 2, "Agree a spare van", "", "", "North", ""),
        ("RISK-2", "Nobody comes to the drop-in", "Youth lead", "Open", 2, 2, "Move it to the evening", "", "", "South", ""),
    ]  # fmt: skip
    register, fields = _taken("RiskLog", rows)
    assert (register, fields["Key"], fields["Summary"]) == ("risks", "ref", "title")


def test_names_beside_addresses_to_write_to_are_of_people() -> None:
    rows: list[tuple[object, ...]] = [
        ("Panel code", "Panel title", "Expert name", "Organisation", "Email", "Phone"),
        ("P 1", "Night-time safety", "A. B. Fictitious", "Anytown Council", "a@example.org", "01632 960001"),
        ("P 2", "Victims and witnesses", "C Invented", "Anytown Council", "c@example.org", "01632 960002"),
        ("P 1", "Night-time safety", "D. Madeup", "Otherplace Police", "d@example.org", "01632 960003"),
    ]
    register, fields = _taken("Sheet1", rows)
    assert (register, fields["Expert name"]) == ("people", "name")


def test_a_name_a_value_and_a_year_are_no_grant() -> None:
    rows: list[tuple[object, ...]] = [
        ("Name", "Value", "Age", "Current year", "Minutes played"),
        ("NORTHFIELD", 12, 25, 2025, 990),
        ("SOUTHGATE", 10, 31, 2025, 584),
        ("EASTMAN", 4, 22, 2025, 90),
    ]
    assert _taken("Sheet1", rows)[0] == ""


def test_a_number_in_front_is_the_ref_whatever_it_numbers() -> None:
    register, fields = _taken(
        "Milestones",
        [
            ("Gateway_ID", "Milestone name", "Planned start", "Planned end", "Status", "Owner"),
            ("MS-1001", "Survey of the estate complete", "1 May 2025", "1 June 2025", "On track", "Council"),
            ("MS-1002", "Lighting designed and costed", "2 May 2025", "9 July 2025", "On track", "Council"),
        ],
    )
    assert (register, fields["Gateway_ID"]) == ("plan_items", "ref")


def test_a_plain_title_names_the_risk_beside_its_event() -> None:
    register, fields = _taken(
        "Risks",
        [
            ("ID", "Title", "Status", "Cause", "Event", "Effect", "Probability", "Description"),
            (1, "Data security", "Active", "Sign-in details are shared by staff", "Records are stolen by an outsider", "People lose their trust in us", 3, "Change how we sign in"),
            (2, "Late grant", "Active", "The funder decides late in the year", "No money comes until the summer", "Staff leave for other work", 2, "Ask for a letter of comfort"),
        ],
    )  # fmt: skip
    assert (register, fields["Title"]) == ("risks", "title")


@pytest.mark.parametrize(
    ("cells", "meant", "asked"),
    [
        (("By June 2006", "2005/06", "Ongoing", "By March 2006"), "timescale", True),
        (("June Marsh", "May Field", "April Lane", "Ward officer"), "lead_officers", False),
    ],
)
def test_a_column_of_officers_that_says_when_is_asked_about(
    cells: tuple[str, ...], meant: str, asked: bool
) -> None:
    actions = ("Fit alley gates", "Run a leaflet drop", "Hold a ward walkabout", "Set up a pub watch")
    rows: list[tuple[object, ...]] = [("Action", "Lead officers"), *zip(actions, cells, strict=True)]
    reading = read_grids([Grid.of_rows("Plan", rows)], FinancialYear(2006), Mappings())
    use = reading.mapped[0].mapping.columns[1]
    assert (use.field, use.asked) == (meant, asked)
    if asked:
        assert use.why.startswith("Is “Lead officers” the timescale or the lead officers?")


@pytest.mark.parametrize(
    ("heading", "register", "field"),
    [
        ("riskOwner", "risks", "owner"),
        ("dueDate", "plan_items", "timescale"),
        ("kpiID", "indicators", "ref"),
        ("Probability of occur", "risks", "current_likelihood"),
    ],
)
def test_words_run_together_or_clipped_are_read_apart(heading: str, register: str, field: str) -> None:
    said = heading_evidence(register, heading, heading, heading)
    assert max(said, key=said.__getitem__) == (register, field)


def test_a_threat_beside_its_description_names_the_risk() -> None:
    rows: list[tuple[object, ...]] = [
        ("Threat", "Description", "Impact", "Likelihood", "Owner"),
        ("Flooded store", "The river reaches the back door after a wet week", 4, 2, "Premises manager"),
        ("Lost keys", "Sets are signed out and nobody asks for them back", 2, 4, "Office manager"),
        ("Late grant", "The funder decides only after the year has begun", 3, 3, "Finance manager"),
    ]
    register, fields = _taken("Risks", rows)
    assert (register, fields["Threat"], fields["Description"]) == ("risks", "title", "notes")


def test_what_is_at_risk_is_no_risk() -> None:
    rows: list[tuple[object, ...]] = [
        ("Asset at risk", "Threat", "Impact", "Likelihood", "Owner"),
        ("Shop radios", "Batteries are not charged overnight", 4, 2, "Premises manager"),
        ("Van", "It fails its test in a busy month", 2, 4, "Office manager"),
        ("Camera car", "Nobody is trained to drive it", 3, 3, "Finance manager"),
    ]
    register, fields = _taken("Risks", rows)
    assert (register, fields["Asset at risk"], fields["Threat"]) == ("risks", "notes", "title")


@pytest.mark.parametrize(
    ("units", "better", "meant"),
    [
        (("percent", "number", "days"), ("grow", "reduce", "reduce"), ("unit", "better")),
        (("Housing", "Leisure", "Planning"), ("grow", "reduce", "reduce"), ("notes", "better")),
    ],
)
def test_what_figures_are_counted_in_is_told_by_its_words(
    units: tuple[str, ...], better: tuple[str, ...], meant: tuple[str, str]
) -> None:
    names = (
        "Tenants who feel safe after dark",
        "Hate crimes reported by victims",
        "Time taken to answer a letter",
    )
    figures = zip(names, units, (61, 34, 12), (70, 30, 10), better, strict=True)
    rows: list[tuple[object, ...]] = [("Indicator", "Unit", "Baseline", "Target", "Direction"), *figures]
    register, fields = _taken("Indicators", rows)
    assert (register, fields["Unit"], fields["Direction"]) == ("indicators", *meant)


def test_a_grant_list_published_to_the_360giving_standard() -> None:
    headings = (
        "Identifier", "Title", "Amount Applied For", "Amount Awarded", "Award Date", "Planned Dates:Start Date",
        "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number", "Funding Org:Name", "Grant Programme:Title",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = [
        headings,
        ("A-001", "Boxing at the hall", 6000, 5000, "2025-05-12", "2025-06-01", "X-1", "Riverside Boys Club", "100001", "Anytown Council", "Small Grants"),
        ("A-002", "Street lights survey", 1200, 1200, "2025-05-12", "2025-07-01", "X-2", "Hill Residents", "100002", "Anytown Council", "Small Grants"),
        ("A-003", "Bike marking days", 900, 750, "2025-06-20", "2025-07-01", "X-3", "Cycle Hub", "100003", "Anytown Council", "Community Fund"),
    ]  # fmt: skip
    reading = read_grids([Grid.of_rows("grants", rows)], FinancialYear(2025), Mappings(take_doubtful=True))
    mapping = reading.mapped[0].mapping
    assert mapping.register == "allocations"
    assert [use.field for use in mapping.columns] == [
        "notes", "project", "notes", "amount", "approved_on", "notes",
        "notes", "provider", "notes", "notes", "stream",
    ]  # fmt: skip


def test_a_plan_in_other_words_with_weeks_beside_it() -> None:
    register, fields = _taken(
        "Workplan",
        [
            ("Activity", "Commences", "Completes", "Position", "w/c 07/04/2025", "w/c 14/04/2025", "w/c 21/04/2025", "w/c 28/04/2025"),
            ("Fit lights in the lane", "07/04/2025", "30/04/2025", "Under way", 1, 1, 1, None),
            ("Patrol the park", "14/04/2025", "30/05/2025", "Not yet started", None, 1, 1, 1),
        ],
    )  # fmt: skip
    assert register == "plan_items"
    assert list(fields.values())[:4] == ["title", "starts_on", "timescale", "status"]
    assert set(list(fields.values())[4:]) == {"ignored"}


def test_months_under_a_target_say_when() -> None:
    _, fields = _taken(
        "Plan",
        [
            ("Action", "Lead", "Target"),
            ("Fit lights in the lane", "Council", "Sept 2025"),
            ("Patrol the park", "Police", "Oct 2025"),
        ],
    )
    assert fields["Target"] == "timescale"


def test_months_headed_by_their_first_day_are_months() -> None:
    months = tuple(datetime(2025, month, 1) for month in (4, 5, 6))
    register, fields = _taken(
        "KPIs", [("Indicator", "Target", *months), ("Burglary", 120, 10, 12, 8), ("Robbery", 40, 3, 2, 4)]
    )
    assert (register, list(fields.values())[2:]) == ("indicators", ["value"] * 3)


def test_a_name_or_an_issue_beside_what_describes_it_names_the_record() -> None:
    _, fields = _taken(
        "Risks",
        [
            ("Ref", "Risk title", "Risk details", "Likelihood", "Impact"),
            ("1", "Grant ends", "The grant stops in March with no reserve", 4, 5),
            ("2", "Staff go", "One person knows it all and may leave", 2, 2),
        ],
    )
    assert (fields["Risk title"], fields["Risk details"]) == ("title", "notes")
    for title, told in (("Risk title", "Risk description"), ("Short name", "Full description")):
        _, fields = _taken(
            "Risks",
            [
                ("Ref", title, told, "Likelihood", "Impact"),
                ("1", "Grant ends", "The fund ends in March and no reserve exists", 4, 5),
                ("2", "Staff go", "One person knows the database and may leave", 2, 2),
                ("3", "No data", "Returns come late or do not come at all", 3, 4),
            ],
        )
        assert (fields[title], fields[told]) == ("title", "notes")
    _, fields = _taken(
        "Risks",
        [
            ("Ref", "Description", "Likelihood", "Impact", "Risk", "Owner"),
            ("1", "The fund ends in March and no reserve exists", 4, 5, "Grant ends", "Police"),
            ("2", "One person knows the database and may leave", 2, 2, "Staff go", "Council"),
        ],
    )
    assert (fields["Risk"], fields["Description"]) == ("title", "notes")
    register, fields = _taken(
        "Issues",
        [
            ("Issue ID", "Issue", "Description", "Date logged", "Owner", "State"),
            ("I1", "Lights out", "None of the lamps in the lane work", "01/05/2025", "Council", "Open"),
            ("I2", "No data", "The monthly file did not come", "03/05/2025", "Police", "Closed"),
        ],
    )
    assert (register, fields["Issue"], fields["Description"]) == ("log_entries", "title", "notes")


def test_what_is_said_of_a_risk_does_not_name_it() -> None:
    _, fields = _taken(
        "Risk assessment",
        [
            ("Risk", "Risk statement", "Likelihood", "Impact", "How to reduce the risk"),
            (
                "Hacking of accounts",
                "Somebody may guess the password of an officer",
                "Low",
                "High",
                "Longer passwords",
            ),
            (
                "Strain at the desk",
                "Staff sit for hours without a break at desks",
                "High",
                "Low",
                "Take more breaks",
            ),
            (
                "Leaks of papers",
                "Papers of the panel may be left on the train",
                "Medium",
                "Low",
                "Send no paper",
            ),
        ],
    )
    assert (fields["Risk"], fields["Risk statement"]) == ("title", "notes")
    said = heading_evidence("risks", *["How to reduce the risk"] * 3)
    assert max(said, key=said.__getitem__) == ("mitigations", "title")
    assert ("risks", "title") not in said


def test_a_remark_on_no_figure_is_a_note_of_the_indicator() -> None:
    rows = [("KPI", "Why"), ("Repeat victims", "Shows whether support works"), ("Calls", "First contact")]
    assert _taken("KPIs", rows)[1]["Why"] == "notes"


def test_recommendations_are_of_the_log_however_their_heading_goes_on() -> None:
    register, fields = _taken(
        "DARDR",
        [
            ("Rec No", "Recommendation from review", "Agency", "Action planned", "Target date", "Progress"),
            ("1", "Train every practice lead", "ICB", "Training day", "30/09/2026", "Booked"),
            ("2", "Share data when people move", "Police", "Protocol", "31/12/2026", "Signed"),
        ],
    )
    assert (register, fields["Recommendation from review"]) == ("log_entries", "title")


def test_sub_headings_that_explain_themselves_and_count_their_rows() -> None:
    rows: list[tuple[object, ...]] = [
        (None, "Risk discription", "Risk owner", "Current assessment", None, None),
        (None, None, None, "Controls used", "Likelhood", "Treatment decision\n(accept - reduce - transfer - avoid)"),
        (1, "The grant stops in March", "Housing", "A reserve is kept", 3, "Risk Acceptance"),
        (2, "Staff leave for other work", "Police", "A deputy is named", 2, "Risk Transference"),
    ]  # fmt: skip
    grid = Grid.of_rows("Risks", rows)
    grid = Grid("Risks", grid.values, ((1, 4, 1, 6),))
    mapping = read_grids([grid], FinancialYear(2025), Mappings()).mapped[0].mapping
    assert [use.field for use in mapping.columns] == [
        "ref",
        "title",
        "owner",
        "control",
        "current_likelihood",
        "response",
    ]


def test_both_scores_in_one_column_are_no_consequence() -> None:
    _, fields = _taken(
        "Risks",
        [
            ("Risk", "Risk owner", "Probability / Impact"),
            ("Rain may delay the work outdoors", "Police", "High / Low"),
            ("No data may come from outside", "Council", "Low / Medium"),
        ],
    )
    assert fields["Probability / Impact"] == "notes"


def test_what_is_done_by_whom_is_of_the_action_of_a_risk() -> None:
    _, fields = _taken(
        "Risk assessment",
        [
            ("Potential risk?", "Risk rating?", "Actions needed?", "By whom?", "When?", "Done?"),
            ("The data is stolen", "High", "Encrypt every laptop", "IT team", "Immediately", "Yes"),
            ("The hall floods", "Low", "Move the boxes upstairs", "Caretaker", "June 2025", "No"),
        ],
    )
    assert list(fields.values())[2:] == ["title", "owner", "due_on", "status"]


def test_what_happened_names_a_log_and_a_review_gone_by_is_no_next_one() -> None:
    register, fields = _taken(
        "Incident log",
        [
            ("Event", "Date logged", "Owner", "Action taken", "Next step", "Review date", "Reviewed by"),
            ("Gates to the park were left open", "1 May 2025", "Clerk", "Locked them at ten", "Ask the wardens to check", "9 May 2025", "Chair"),
            ("The van would not start at all", "3 May 2025", "Fleet", "Called the garage", "Agree a spare with them", "9 May 2025", "Chair"),
            ("Keys to the hall were not returned", "4 June 2025", "Clerk", "Changed the locks", "Write to the last hirer", "9 June 2025", "Chair"),
        ],
    )  # fmt: skip
    assert register == "log_entries"
    assert [fields[heading] for heading in ("Event", "Next step", "Review date")] == [
        "title",
        "notes",
        "notes",
    ]


def test_a_word_of_a_status_does_not_tell_a_header() -> None:
    assert known_heading("Approved") < 0.75 < known_heading("Date approved")


@pytest.mark.parametrize("sheet", ["Risks", "Measures"])
def test_the_plainest_heading_over_short_and_different_texts_is_the_name(sheet: str) -> None:
    names = ("Slips and trips", "Manual handling", "Theft of stock")
    told = (
        "Somebody may fall over the cables of the stage and break an arm",
        "The backs of those who carry the tables may be strained by them",
        "The takings of the evening may be carried off through the side door",
    )
    said, also, beside, figures = {
        "Risks": ("Risk", "Potential risks", ("Likelihood", "Impact"), (2, 3)),
        "Measures": ("Metric name", "What it measures", ("Target", "Current value"), (95, 80)),
    }[sheet]
    rows = [(name, more, *figures) for name, more in zip(names, told, strict=True)]
    _, fields = _taken(sheet, [(said, also, *beside), *rows])
    assert (fields[said], fields[also]) == ("title", "notes")


@pytest.mark.parametrize(("last", "asked"), [("Museum", False), ("Press", True)])
def test_a_name_that_stands_in_every_row_and_no_other_claims_is_not_asked_about(
    last: str, asked: bool
) -> None:
    rows: list[tuple[object, ...]] = [
        ("Organisation", "Package", "Amount"),
        ("Institute", "Gold", 5200),
        ("Press", "Silver", 1000),
        (last, "Silver", 900),
    ]
    reading = read_grids([Grid.of_rows("Grants", rows)], FinancialYear(2025), Mappings())
    use = reading.mapped[0].mapping.columns[0]
    assert (use.register, use.field, use.asked) == ("funding_streams", "name", asked)


_GRANTS = ("Staff of the drop-in", "Hire of the hall", "Paint for the underpass")


@pytest.mark.parametrize(
    ("sheet", "headings", "rows", "meant"),
    [
        (
            "Risk assessment",
            ("Hazard", "Risk", "Control measures", "Likelihood", "Impact"),
            [
                ("Theft", "Somebody may carry off the takings of the evening", "Lock the till", 2, 3),
                ("Wet floor", "Those who come in from the rain may slip and fall", "Lay mats", 3, 3),
                ("Cables", "The band and the public may trip over them in the dark", "Tape them", 2, 2),
            ],
            ("title", "notes", "control", "current_likelihood", "current_impact"),
        ),
        (
            "Risks",
            ("Risk", "Likelihood", "Impact", "Date of last review", "Treatment action", "Objective"),
            [
                ("The grant stops in March", "3 - High", "5 - Major impact", "1 May 2025", "Mitigate", "Keep the night bus going"),
                ("Staff leave for other work", "1 - Low", "3 - Medium impact", "1 May 2025", "Select action", "Have no gap in the rota"),
                ("The hall floods in a wet week", "2 - Medium", "6 - Critical impact", "1 May 2025", "Select action", "Open on every market day"),
                ("Nobody comes to the drop-in", "2 - Medium", "1 - Marginal impact", "1 May 2025", "Select action", "Reach twelve schools a term"),
            ],
            ("title", "current_likelihood", "current_impact", "notes", "response", "notes"),
        ),
        ("Risk register", ("ID", "Description", "Risk cause", "Likelihood", "Impact"), [(1,), (2,), (3,)],
         ("ref", "title", "cause", "current_likelihood", "current_impact")),
        (
            "Decisions",
            ("Decision no", "Date made", "Description", "Evidence e.g. email date and title"),
            [(1, "1 May 2025", "Meet in the library until the hall is dry", "Noted at the board in May")],
            ("ref", "raised_on", "title", "evidence"),
        ),
        ("Spending", ("Item", "Expenditure project", "Cost", "Reason for expenditure"),
         [(name, at, 100 * at, "For the project") for at, name in enumerate(_GRANTS, 1)],
         ("project", "notes", "amount", "notes")),
        (
            "Action plan",
            ("Action", "Lead", "Priority", "Date", "Due date"),
            [
                ("Shut the park at dusk", "Council", "Urgent", "1 May 2025", "9 June 2025"),
                ("Sign keys in and out", "Police", "Normal", "1 May 2025", "9 July 2025"),
            ],
            ("title", "lead_agencies", "notes", "notes", "timescale"),
        ),
        ("Bids", ("Project", "Applied to", "Bid", "Outcome"),
         [(name, "Anytown Trust", 500 * at, "Successful") for at, name in enumerate(_GRANTS, 1)],
         ("project", "stream", "amount_sought", "decision")),
        ("Contacts", ("Name", "Position", "Project role", "Email"),
         [("A. B. Fictitious", "Director", "Sponsor", "a@example.org"), ("C Invented", "Clerk", "Member", "c@example.org")],
         ("name", "job_title", "notes", "email")),
        (
            "Risks",
            ("Risk", "Likelihood VL", "Likelihood M", "Likelihood VH", "Impact", "Risk response", "Integrity", "I"),
            [
                ("The grant stops in March", "", "X", "", 4, "Contingency", "", "X"),
                ("Staff leave for other work", "X", "", "", 2, "Transfer", "X", "X"),
                ("The hall floods in a wet week", "", "", "X", 3, "Contingency", "", "X"),
            ],
            ("title", "notes", "notes", "notes", "current_impact", "response", "notes", "notes"),
        ),
        ("Risk register", ("Index", "Name", "Description", "Cause", "Impact", "Probability", "Response plan"), [(1,), (2,), (3,)],
         ("ref", "title", "notes", "cause", "current_impact", "current_likelihood", "title")),
        (
            "Measures",
            ("Outcome", "UnitofMeasurement", "Target", "Actual"),
            [("People who feel safe after dark", "percent", 70, 61), ("Hate crimes reported by victims", "number", 30, 34)],
            ("title", "unit", "target_value", "value"),
        ),
        ("Grants", ("Type", "Grant", "Funder", "Amount"),
         [("Completed", "Night bus fund", "Anytown Trust", 500), ("Completed", "Street lights fund", "Anytown Council", 900)],
         ("notes", "name", "funder", "amount")),
        (
            "Action plan",
            ("Ref", "Related tasks", "Action", "Lead", "Due date", "Review date"),
            [
                ("1", "Check the locks of the gates", "Shut the park at dusk", "Council", "1 May 2025", "9 May 2025"),
                ("2", "Count the keys of the hall", "Sign keys in and out", "Police", "3 June 2025", "9 June 2025"),
            ],
            ("ref", "notes", "title", "lead_agencies", "timescale", "notes"),
        ),
    ],
)  # fmt: skip
def test_what_stands_beside_a_column_tells_what_it_is_not(
    sheet: str, headings: tuple[str, ...], rows: list[tuple[object, ...]], meant: tuple[str, ...]
) -> None:
    reading = read_grids([Grid.of_rows(sheet, [headings, *rows])], FinancialYear(2025), Mappings())
    assert tuple(use.field for use in reading.mapped[0].mapping.columns) == meant
