"""What reviews and meetings asked for is of the log, never of the plan; lists ticked off are none of ours."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_SAID = (
    "GPs did not ask about abuse at home",
    "Risk was lost when a family moved",
    "Housing staff missed signs",
)
_DONE = ("Train practice leads to ask", "Agree a protocol with police", "Brief all housing staff")
_WHO = ("ICB", "Police", "Council")
_WHEN = ("31/12/2026", "30/09/2026", "31/03/2027")
_HOW_FAR = ("In progress", "Complete", "Not started")
_NAMES = ("Sam Sample", "Jo Pattern", "Kim Case")


def read(sheet: str, headings: tuple[str, ...], *columns: tuple[Any, ...]) -> Reading:
    grid = Grid.of_rows(sheet, [headings, *zip(*columns, strict=True)])
    return read_grids([grid], FinancialYear(2026), Mappings(take_doubtful=True))


@pytest.mark.parametrize(
    ("sheet", "headings", "title", "kind"),
    [
        ("Reviews", ("What the review said", "Recommendation", "Lead agency", "Due date", "Status"), 1, "review recommendation"),
        ("Action plan", ("DHR recommendation", "Action", "Lead", "By when", "Progress"), 0, "review recommendation"),
        ("DARDR action plan", ("DARDR recommendation", "What we will do", "Lead officer", "Timescale", "Status"), 0, "review recommendation"),
        ("Delivery", ("Learning point", "Action to take", "Owner", "Target date", "Status"), 0, "review recommendation"),
        ("Actions from meetings", ("Notes", "Action", "Owner", "Deadline", "Status"), 1, "meeting action"),
        ("Action log", ("Background", "What", "Who", "By when", "RAG"), 1, "meeting action"),
        ("Actions from TTG", ("Background", "Action", "Owner", "Due", "Status"), 1, "meeting action"),
        ("Matters arising", ("Discussion", "Action agreed", "Who", "When", "Status"), 1, "meeting action"),
    ],
)  # fmt: skip
def test_what_reviews_and_meetings_asked_for(
    sheet: str, headings: tuple[str, ...], title: int, kind: str
) -> None:
    reading = read(sheet, headings, _SAID, _DONE, _WHO, _WHEN, _HOW_FAR)
    entries = [draft for draft in reading.drafts if draft.register == "log_entries"]
    assert not [draft for draft in reading.drafts if draft.register == "plan_items"]
    assert [draft.values["kind"] for draft in entries] == [kind] * 3
    columns = (_SAID, _DONE)
    for at, draft in enumerate(entries):
        assert draft.values["title"] == columns[title][at]
        kept = "\n".join(str(value) for value in draft.values.values())
        assert _SAID[at] in kept
        assert _DONE[at] in kept


@pytest.mark.parametrize(
    ("sheet", "headings", "columns"),
    [
        ("Readiness checklist", ("Task", "Lead", "Due", "Complete"), (_DONE, _WHO, _WHEN, ("Y", "N", "Y"))),
        ("Attendance", ("Name", "Organisation", "14 July", "13 October"), (_NAMES, _WHO, ("Y", "N", "Y"), ("Y", "Y", "N"))),
        ("Sheet1", ("Name", "Agency", "Present", "Apologies"), (_NAMES, _WHO, ("x", None, "x"), (None, "x", None))),
        ("RAID assumptions", ("Ref", "Assumption", "Owner", "Status"), (("A1", "A2", "A3"), _DONE, _WHO, ("Open", "Open", "Closed"))),
    ],
)  # fmt: skip
def test_lists_that_are_none_of_ours_even_where_what_is_doubtful_is_taken(
    sheet: str, headings: tuple[str, ...], columns: Any
) -> None:
    reading = read(sheet, headings, *columns)
    assert not reading.drafts
    assert reading.mapped[0].mapping.why.startswith("This looks like ")


def test_a_plan_that_says_who_recommended_its_actions_is_a_plan() -> None:
    headings = ("Action", "Lead", "Due date", "Recommended by")
    reading = read("Action plan", headings, _DONE, _WHO, _WHEN, ("Board", "Board", "Panel"))
    assert {draft.register for draft in reading.drafts} == {"plan_items"}


def test_findings_are_no_objectives_of_a_plan() -> None:
    headings = ("Finding", "Action", "Lead agency", "Due", "Status")
    reading = read("SAR action plan", headings, _SAID, _DONE, _WHO, _WHEN, _HOW_FAR)
    assert not [draft for draft in reading.drafts if draft.register == "plan_items"]


@pytest.mark.parametrize("sheet", ["Action plan", "Sheet1"])
def test_a_finding_and_what_is_done_about_it_are_offered_as_a_log_whatever_the_sheet_is_called(
    sheet: str,
) -> None:
    grid = Grid.of_rows(sheet, [("Finding", "Action"), *zip(_SAID, _DONE, strict=True)])
    (table,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert (table.mapping.register, table.taken) == ("log_entries", False)


def test_a_sheet_that_says_how_to_fill_another_in_is_no_form() -> None:
    rows = [
        ("How to complete the action plan",),
        ("Entry", "Instruction", "Example"),
        ("Priority", "Say which priority of the partnership it serves", "Priority 2"),
        ("Action", "Say in a sentence what will be done", "Fit six more lights"),
        ("Lead agency", "Name one body, not a person", "District council"),
        ("Timescale", "Give the month it will be done by", "June 2026"),
        ("Status", "Choose from the list", "In progress"),
        ("Outcome", "Say what will be better for people", "Fewer thefts from cars"),
    ]
    reading = read_grids(
        [Grid.of_rows("Instructions", rows)], FinancialYear(2026), Mappings(take_doubtful=True)
    )
    assert not reading.drafts


def test_requirements_of_a_system_are_none_of_ours() -> None:
    headings = ("Requirement ID", "Requirement description", "Acceptance criteria", "Owner", "Status")
    wanted = ("Works without a network", "Prints on A4", "Is read aloud")
    reading = read("Matrix", headings, ("F1", "F2", "F3"), wanted, _SAID, _WHO, _HOW_FAR)
    assert not reading.drafts


def test_a_directory_with_a_page_for_every_purpose_is_no_list_of_links() -> None:
    bodies = ("Harbour Food Bank", "Hill Youth Trust", "Moor Community Hub", "Dale Residents Association")
    pages = [
        tuple(f"https://{at}.example.org/{what}" for at in range(4)) for what in ("", "give", "help", "news")
    ]
    headings = (
        "Organisation",
        "Type",
        "Area",
        "Website",
        "Donate URL",
        "Volunteer URL",
        "News URL",
        "Opened",
        "Size",
    )
    more = (
        ("Charity",) * 4,
        ("North", "South", "East", "West"),
        *pages,
        (1999, 2004, 2011, 2019),
        (3, 9, 4, 12),
    )
    grid = Grid.of_rows("organisations", [headings, *zip(bodies, *more, strict=True)])
    (table,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert table.mapping.register == "agencies"
    given = [
        ("Year", "Donee", "Amount", "Donee URL"),
        *((2025, name, 900 + at, f"https://{at}.example.org") for at, name in enumerate(bodies)),
    ]
    (table,) = read_grids([Grid.of_rows("grants", given)], FinancialYear(2026), Mappings()).mapped
    assert table.mapping.register == "allocations"


def test_names_under_no_heading_beside_addresses_are_people() -> None:
    rows = [
        (None, "Phone", "Email"),
        *((name, f"01702 54636{at}", f"{at}@police.example") for at, name in enumerate(_NAMES)),
    ]
    reading = read_grids([Grid.of_rows("Sheet1", rows)], FinancialYear(2026), Mappings())
    assert [draft.values["name"] for draft in reading.drafts if draft.register == "people"] == list(_NAMES)


def test_what_was_recommended_names_a_log_beside_the_step_agreed() -> None:
    reading = read_grids(
        [
            Grid.of_rows(
                "Learning reviews",
                [
                    ("Review", "Rec", "What was recommended", "Agreed step", "Agency", "Date due", "BRAG"),
                    ("Review D", 1, "Ask every school about it at admission", "New form", "Education", "30/09/2026", "B"),
                    ("Review D", 2, "Tell housing officers the same day", "A protocol", "Council", "31/12/2026", "A"),
                    ("Review E", 3, "Hold police and probation to one plan", "A joint desk", "Police", "31/03/2027", "G"),
                ],
            )
        ],
        FinancialYear(2026),
        Mappings(),
    )  # fmt: skip
    (mapped,) = reading.mapped
    assert (mapped.mapping.register, mapped.taken) == ("log_entries", True)
    fields = {use.heading: use.field for use in mapped.mapping.columns}
    assert (fields["Rec"], fields["What was recommended"]) == ("ref", "title")


def _log(sheet: str, headings: tuple[str, ...], *columns: tuple[Any, ...]) -> list[dict[str, Any]]:
    drafts = read(sheet, headings, *columns).drafts
    return [draft.values for draft in drafts if draft.register == "log_entries"]


def test_where_issues_are_numbered_the_issue_is_the_entry_and_the_action_agreed_what_came_of_it() -> None:
    headings = ("Issue no", "Issue", "Action agreed", "Owner", "Due")
    entries = _log("Issues", headings, ("I-1", "I-2", "I-3"), _SAID, _DONE, _WHO, _WHEN)
    assert [entry["title"] for entry in entries] == list(_SAID)
    assert [entry["outcome"] for entry in entries] == list(_DONE)


_NUMBERS = ("S1", "S2", "T1")


@pytest.mark.parametrize(
    ("reviews", "sources"),
    [
        (("DHR “Alder” (published May 2025)",) * 2 + ("SAR Birch, not yet published",), None),
        (("DHR1 (March 2024)",) * 2 + ("SAR2 (May 2025)",), None),
        (("DHR Alder", None, "SAR Birch"), ("DHR Alder", "DHR Alder", "SAR Birch")),
    ],
)
def test_the_review_recommendations_come_from_is_named_with_or_once_over_them(
    reviews: tuple[str, ...], sources: tuple[str, ...] | None
) -> None:
    headings = ("Review", "Rec", "Recommendation", "Agency", "Due")
    entries = _log("Recommendations", headings, reviews, _NUMBERS, _SAID, _WHO, _WHEN)
    assert [entry["source"] for entry in entries] == list(sources or reviews)


@pytest.mark.parametrize(
    ("first", "now"),
    [("Original target", "Revised target"), ("First due", "Now due"), ("Due date", "Extended to"), ("Originally due", "Slipped to")],
)  # fmt: skip
def test_a_recommendation_put_off_is_due_anew(first: str, now: str) -> None:
    headings = ("Rec", "Recommendation", "Agency", first, now, "Progress")
    columns = (_NUMBERS, _SAID, _WHO, _WHEN, (None, "31/01/2027", None), _DONE)
    reading = read("Recommendations", headings, *columns)
    due = [draft.values["due_on"] for draft in reading.drafts if draft.register == "log_entries"]
    anew = [draft.values.get("new_due_on") for draft in reading.drafts if draft.register == "log_updates"]
    assert due == ["2026-12-31", "2026-09-30", "2027-03-31"]
    assert anew == [None, "2027-01-31", None]


def test_a_revised_date_alone_is_when_an_action_is_due() -> None:
    entries = _log("Action log", ("No", "Action", "Owner", "Revised date", "Status"), _NUMBERS, _DONE, _NAMES, _WHEN, _HOW_FAR)  # fmt: skip
    assert [entry["due_on"] for entry in entries] == ["2026-12-31", "2026-09-30", "2027-03-31"]


@pytest.mark.parametrize("heading", ["Register no.", "Order ref", "Our ref", "Case number"])
@pytest.mark.parametrize("codes", [("TH/P/11", "TH/C/40", "TH/I/27"), ("24/PSPO/03", "24/CO/11", "25/INJ/2"), ("ASB-CO-1", "ASB-CO-2", "ASB-P-1")])  # fmt: skip
def test_codes_of_several_parts_number_orders(heading: str, codes: tuple[str, ...]) -> None:
    orders = ("Dock Road street drinking PSPO", "Closure order, 9 Cordwain House", "Injunction, moped group")
    headings = (heading, "Order", "Area covered", "In force from", "Expires")
    grid = Grid.of_rows(
        "Orders in force", [headings, *zip(codes, orders, _WHO, ("1 May 2026",) * 3, _WHEN, strict=True)]
    )
    drafts = [draft.values for draft in read_grids([grid], FinancialYear(2026)).drafts]
    assert [draft.get("ref") for draft in drafts] == list(codes)


@pytest.mark.parametrize("heading", ["Difference made", "Difference it made", "What it changed"])
def test_what_a_recommendation_changed_is_its_outcome(heading: str) -> None:
    made = (
        "The letter now carries the number",
        "38 pharmacies signed up",
        "No failed discharges in six months",
    )
    entries = _log(
        "Signed off",
        ("Review", "Recommendation", "Date completed", heading),
        ("DHR Alder",) * 3,
        _SAID,
        _WHEN,
        made,
    )
    assert [entry["outcome"] for entry in entries] == list(made)


def test_impact_beside_a_recommendation_is_what_came_of_it_and_beside_an_issue_how_bad_it_is() -> None:
    impact = ("Flags up from 3 to 41", "Two families moved safely", "None seen yet")
    headings = ("Recommendation", "Agency", "Target date", "Status", "Impact")
    entries = _log("Reviews", headings, _DONE, _WHO, _WHEN, _HOW_FAR, impact)
    assert [entry["outcome"] for entry in entries] == list(impact)
    headings = ("Issue", "Owner", "Due", "Status", "Impact")
    entries = _log("Issues", headings, _SAID, _WHO, _WHEN, _HOW_FAR, impact)
    assert not any(entry.get("outcome") for entry in entries)
    assert all("Impact: " in entry["notes"] for entry in entries)


def test_orders_called_by_their_kind_alone_are_asked_about_as_a_log() -> None:
    headings = ("Order no", "Type", "Area covered", "In force from", "Expires", "Lead")
    kinds = ("Dog control order", "Closure order", "Gang injunction")
    ends = ("30/09/2029", "31/03/2027", "01/10/2027")
    columns = (("PSPO 3", "CO 22", "GI 7"), kinds, ("Parks", "Plover Walk", "North"), _WHEN, ends, _WHO)
    grid = Grid.of_rows("Orders", [headings, *zip(*columns, strict=True)])
    (table,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert not table.taken and table.mapping.register == "log_entries"
    entries = _log("Orders", headings, *columns)
    assert [(entry["ref"], entry["title"], entry["expires_on"]) for entry in entries] == [
        ("PSPO 3", "Dog control order", "2029-09-30"),
        ("CO 22", "Closure order", "2027-03-31"),
        ("GI 7", "Gang injunction", "2027-10-01"),
    ]


def test_actions_with_their_meeting_and_minute_are_a_log_on_whatever_sheet() -> None:
    headings = ("Ref", "Meeting date", "Minute", "Action", "Owner", "Due date", "Status", "Update")
    minutes = ("4.2", "6.1", "3.3")
    columns = (("1", "2", "3"), _WHEN, minutes, _DONE, _WHO, _WHEN, _HOW_FAR, _SAID)
    grid = Grid.of_rows("Sheet3", [headings, *zip(*columns, strict=True)])
    (table,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert (table.mapping.register, table.taken) == ("log_entries", True)


def test_what_an_order_prohibits_is_kept_in_its_notes() -> None:
    headings = ("Name of order", "Location", "In force from", "In force until", "Prohibitions")
    what = ("Alcohol in the street", "Fires on the beach", "Dogs off the lead")
    entries = _log("PSPO register", headings, _NAMES, ("Mill", "Sea", "Park"), _WHEN, _WHEN, what)
    assert [entry["notes"] for entry in entries] == [f"Prohibitions: {said}" for said in what]


@pytest.mark.parametrize("kinds", [("PSPO",) * 3, ("PSPO", "Closure order", "Information sharing agreement")])
@pytest.mark.parametrize("heading", ["Kind", "Type"])
def test_what_kind_of_order_each_is_is_read_and_its_words_are_kept(
    heading: str, kinds: tuple[str, ...]
) -> None:
    headings = ("Order", heading, "From", "Until", "Enforced by")
    named, ends = ("No street drinking", "Plover Walk", "Sharing for MARAC"), ("30/09/2029",) * 3
    entries = _log("Orders in force", headings, named, kinds, _WHEN, ends, _WHO)
    assert [(entry["title"], entry["kind"], entry["notes"]) for entry in entries] == [
        (name, "order or agreement", f"{heading}: {kind}") for name, kind in zip(named, kinds, strict=True)
    ]
    (mapped,) = read("Orders in force", headings, named, kinds, _WHEN, ends, _WHO).mapped
    assert mapped.mapping.certain and not any(use.asked for use in mapped.mapping.columns)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Panel", "Action", "Owner", "By", "Status"), ("raised_on", "title", "owner", "due_on")),
        (("Committee", "Action", "By", "Due", "Status"), ("raised_on", "title", "owner", "due_on")),
        (("Date", "Action", "By", "When", "Status"), ("raised_on", "title", "owner", "due_on")),
    ],
)
def test_by_and_the_name_of_a_meeting_are_what_stands_below_them(
    headings: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    met = ("16/07/2026", "16/07/2026", "15/10/2026")
    (mapped,) = read("Panel actions", headings, met, _DONE, _NAMES, _WHEN, _HOW_FAR).mapped
    assert [use.field for use in mapped.mapping.columns][:4] == [*fields]
    assert not any(use.asked for use in mapped.mapping.columns)


def test_days_under_completion_of_a_recommendation_are_when_it_is_due() -> None:
    headings = ("Rec", "Recommendation", "Accepted?", "Responsible officer", "Completion")
    entries = _log("Peer review", headings, (1, 2, 3), _DONE, ("Yes", "No", "Yes"), _NAMES, _WHEN)
    assert [entry["due_on"] for entry in entries] == ["2026-12-31", "2026-09-30", "2027-03-31"]


def test_a_meeting_called_by_its_board_and_day_is_where_an_action_comes_from() -> None:
    headings = ("Ref", "Meeting", "Action", "Who", "When")
    met = ("Board 16 July 2026", "Board 16 July 2026", "Board 15 October 2026")
    reading = read("Board actions", headings, ("1", "2", "3"), met, _DONE, _WHO, _WHEN)
    (mapped,) = reading.mapped
    meeting = mapped.mapping.columns[1]
    assert (meeting.field, meeting.asked) == ("source", False)
    assert [d.values["source"] for d in reading.drafts if d.register == "log_entries"] == list(met)


@pytest.mark.parametrize("heading", ["Meeting", "Mtg", "Mtg date"])
def test_a_meeting_called_by_its_day_alone_is_when_an_action_was_raised(heading: str) -> None:
    headings = ("Ref", heading, "Action", "Who", "Due")
    met = ("16/07/2026", "16/07/2026", "15/10/2026")
    reading = read("Board actions", headings, ("1", "2", "3"), met, _DONE, _WHO, _WHEN)
    assert [d.values.get("raised_on") for d in reading.drafts if d.register == "log_entries"] == [
        "2026-07-16",
        "2026-07-16",
        "2026-10-15",
    ]


def test_a_tracker_whose_actions_stand_under_priorities_is_a_plan() -> None:
    headings = ("Priority", "Ref", "Action", "Lead agency and officer", "Deadline", "Progress (newest at the bottom)", "Internal notes", "RAG")  # fmt: skip
    actions = ("Speedwatch in eight villages", "First aid evenings", "Stalking clinic", "Safe routes map")
    rows = [(priority, ref, action, "Police – Insp Jo Coldwell", "30/11/2026", "14/05/2026: Four groups running.", "Parish is lukewarm", "G") for priority, ref, action in zip(("Roads", None, "Women and girls", None), ("R1", "R2", "W1", "W2"), actions, strict=True)]  # fmt: skip
    grid = Grid.of_rows("Tracker", [("CSP – action tracker 2026-2027",), headings, *rows], ((3, 1, 4, 1), (5, 1, 6, 1)))  # fmt: skip
    reading = read_grids([grid], FinancialYear(2026), Mappings(take_doubtful=True))
    assert not [draft for draft in reading.drafts if draft.register == "log_entries"]
    titles = [(d.values["level"], d.values["title"]) for d in reading.drafts if d.register == "plan_items"]
    assert ("priority", "Roads") in titles and ("action", "First aid evenings") in titles


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (("Ref", "Meeting date", "Theme", "Action", "Owner", "Due", "Status"), 2),
        (("Ref", "Theme", "Date raised", "Action", "Owner", "Due", "Status"), 1),
        (("Ref", "Date raised", "Action", "Priority", "Owner", "Due", "Status"), 3),
    ],
)
def test_a_log_that_says_which_theme_an_action_is_of_is_a_log(headings: tuple[str, ...], column: int) -> None:
    said: dict[str, tuple[object, ...]] = {"Ref": ("1", "2", "3"), "Action": _DONE, "Owner": _WHO, "Due": _WHEN, "Status": ("Open", "Closed", "Open")}  # fmt: skip
    themes, days = ("ASB", "ASB", "Violence"), ("12/05/2026", "12/05/2026", "12/08/2026")
    cells = [said.get(name) or (themes if at == column else days) for at, name in enumerate(headings)]
    reading = read("Action log", headings, *cells)
    (mapped,) = reading.mapped
    assert mapped.mapping.register == "log_entries"
    assert len([draft for draft in reading.drafts if draft.register == "log_entries"]) == 3


@pytest.mark.parametrize("group", ["TTCG", "Board", "Tasking meeting"])
def test_actions_under_groups_with_the_day_they_met_are_a_log(group: str) -> None:
    rows = [("Action", "Tasked to", "Deadline", "Result"), (f"{group} 16 Sep 26",), ("Dip sample ten burglaries", "PS Rudd", "30 Sep 26", "Two re-opened"), ("Patrol the car park", "NPT", "09 Oct 26", None), (f"{group} 14 Oct 26",), ("Speak to the rail operator", "Mark Ogilvie", "30 Oct 26", None)]  # fmt: skip
    reading = read_grids([Grid.of_rows("Tasking", rows)], FinancialYear(2026), Mappings(take_doubtful=True))
    entries = [draft.values["title"] for draft in reading.drafts if draft.register == "log_entries"]
    assert entries == ["Dip sample ten burglaries", "Patrol the car park", "Speak to the rail operator"]


def test_actions_under_meetings_come_from_them() -> None:
    rows = [("Action", "Who", "By", "Done"), ("Meeting 9 September 2026",), ("Chase the second quote for the barriers", "Parks", "25.9.26", None), ("Send the burglary map round", "Sgt Sample", "16.9.26", "Yes"), ("Meeting 10 June 2026",), ("Book the Scouts for July", "Parks", "19.6.26", "Yes")]  # fmt: skip
    reading = read_grids([Grid.of_rows("JAG actions", rows)], FinancialYear(2026), Mappings())
    entries = [draft for draft in reading.drafts if draft.register == "log_entries"]
    assert [draft.values["raised_on"] for draft in entries] == ["2026-09-09", "2026-09-09", "2026-06-10"]
    apart = read_grids([Grid.of_rows("JAG actions", [*rows[1:2], rows[0], *rows[2:4], (), rows[4], rows[0], rows[5]])], FinancialYear(2026), Mappings())  # fmt: skip
    again = [draft.values["raised_on"] for draft in apart.drafts if draft.register == "log_entries"]
    assert again == ["2026-09-09", "2026-09-09", "2026-06-10"]
    assert all("meeting" in draft.values and "notes" not in draft.values for draft in entries)
    headings = [cell.mark for cell in reading.cells if cell.place.address in ("A2", "A5")]
    assert [(mark.outcome, mark.field) for mark in headings] == [("taken", "raised_on")] * 2


def test_issues_below_the_risks_are_asked_about_whatever_the_brackets_say() -> None:
    risks = [("No", "What could go wrong", "Likelihood", "Impact", "Who"), (1, "The lease ends", 3, 5, "Housing Manager"), (2, "Volunteers are abused", 4, 3, "Sergeant")]  # fmt: skip
    issues = [("ISSUES (already happening)",), ("No", "Issue", "Raised by", "Being sorted by"), (1, "No minutes taker since August", "Chair", "Democratic services")]  # fmt: skip
    reading = read_grids([Grid.of_rows("Risks & issues", [*risks, (), (), *issues])], FinancialYear(2026), Mappings())  # fmt: skip
    assert [draft.values["title"] for draft in reading.drafts if draft.register == "risks"] == ["The lease ends", "Volunteers are abused"]  # fmt: skip


def test_what_follows_from_a_meeting_is_a_log() -> None:
    rows = [("From the September meeting",), ("Action", "Who", "When", "Status"), ("Ask Licensing for a list of shops", "Jo Sample", "9/10/26", "done"), ("Get mart dates for 2027", "PC Sample", "4/12/26", "in progress")]  # fmt: skip
    (mapped,) = read_grids([Grid.of_rows("Follow-ups", rows)], FinancialYear(2026), Mappings()).mapped
    assert mapped.mapping.register == "log_entries"


def test_a_list_kept_for_information_only_is_asked_about() -> None:
    plan = [("Ref", "Action", "Lead", "Due date", "Status"), ("1", "Fit new locks", "Council", "31/12/2026", "Open"), ("2", "Walk the night route", "Police", "31/01/2027", "Open")]  # fmt: skip
    old = [("2025/26 list kept for info only, all closed",), plan[0], ("1", "Install bollards", "Council", "31/07/2025", "Closed"), ("2", "Hold an amnesty", "Police", "31/08/2025", "Closed")]  # fmt: skip
    reading = read_grids([Grid.of_rows("Plan", [*plan, (), *old])], FinancialYear(2026), Mappings())
    assert [mapped.taken for mapped in reading.mapped] == [True, False]
    assert "for info only" in reading.mapped[1].mapping.why


@pytest.mark.parametrize(
    ("sheet", "title", "register"),
    [
        ("Plan", "Marlby action plan", "plan_items"),
        ("Action plan", "", "plan_items"),
        ("Plan", "Actions arising from the board", "log_entries"),
        ("Action plan", "Action log for the tasking group", "log_entries"),
    ],
)
def test_whether_few_columns_are_planned_or_logged_is_said_by_the_name_over_them(
    sheet: str, title: str, register: str
) -> None:
    headings = ("Item no", "Action", "Lead agency", "Timescale")
    rows = [headings, *zip(("01", "02", "03"), _DONE, _WHO, _WHEN, strict=True)]
    reading = read_grids([Grid.of_rows(sheet, [(title,), *rows])], FinancialYear(2026), Mappings())
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == register]
    assert set(_DONE) <= set(titles)


@pytest.mark.parametrize(
    ("title", "named", "register", "taken"),
    [
        ("Prevent Duty: programme", "Task", "plan_items", True),
        ("Prevent Duty: who does what", "Task", "plan_items", True),
        ("Orders in force", "Order", "log_entries", False),
        ("Prevent Duty: action log", "Action", "log_entries", True),
    ],
)
def test_what_a_chart_draws_for_a_duty_is_planned_unless_it_is_logged_or_lasts(
    title: str, named: str, register: str, taken: bool
) -> None:
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep")
    days = ("Raised", "Due") if named == "Action" else ("Start", "Finish")
    rows = [
        (title,),
        ("ID", named, "Lead", *days, "State", *months),
        *(
            (f"A{at}", done, who, f"{at} May 2026", f"{at} June 2026", "In progress", "", *"xx")
            for at, (done, who) in enumerate(zip(_DONE, _WHO, strict=True), 4)
        ),
    ]
    (mapped,) = read_grids([Grid.of_rows("2026", rows)], FinancialYear(2026), Mappings()).mapped
    assert (mapped.mapping.register, mapped.taken) == (register, taken)
    assert " of its 6 columns " in mapped.mapping.why


@pytest.mark.parametrize(
    ("sheet", "title", "register", "taken"),
    [
        ("July", "Ward problem-solving plan", "plan_items", True),
        ("Plan", "Safer Marlby", "plan_items", True),
        ("July", "What we agreed at the huddle", "log_entries", False),
    ],
)
def test_what_was_agreed_to_be_done_about_problems_is_planned_where_it_is_called_a_plan(
    sheet: str, title: str, register: str, taken: bool
) -> None:
    headings = ("Ward", "Problem", "What we agreed to do", "Who", "By when", "How is it going?")
    rows = zip(("North", "Mill", "Quay"), _SAID, _DONE, _WHO, _WHEN, ("", *_HOW_FAR[:2]), strict=True)
    grid = Grid.of_rows(sheet, [(title,), headings, *rows])
    (mapped,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert (mapped.mapping.register, mapped.taken) == (register, taken)
    assert ("What we agreed to do", "title") in {(use.heading, use.field) for use in mapped.mapping.columns}


@pytest.mark.parametrize("beside", [{}, {"Reason": ("It saves money", "A national duty", "Poor turnout")}])
@pytest.mark.parametrize(
    ("made_by", "field"),
    [
        (("CSP Board", "Executive", "CSP Board"), "source"),
        (("Ann Elm", "Bob Oak", "Chief Inspector"), "owner"),
    ],
)
def test_who_made_a_decision_is_a_group_it_comes_from_or_a_person_who_has_it(
    beside: dict[str, tuple[str, ...]], made_by: tuple[str, ...], field: str
) -> None:
    days = ("10/06/2026", "16/09/2026", "09/12/2026")
    decided = ("Merge the analyst posts", "Adopt the drugs strategy", "Stop the mobile cinema")
    columns = {"Date": days, "Decision": decided, "Made by": made_by, **beside}
    mapping = read("Decisions", tuple(columns), *columns.values()).mapped[0].mapping
    assert [(use.field, use.asked) for use in mapping.columns][2] == (field, False)


def test_the_day_a_duty_was_last_done_completes_nothing() -> None:
    duties = ("Strategic assessment", "Prevent risk assessment", "Serious violence strategy")
    columns = {
        "Statutory duty": duties,
        "Who": ("Council", "Council", "Police"),
        "Last done": ("01/12/2025", "01/03/2026", "31/01/2026"),
        "Next due": ("01/12/2026", "01/03/2027", "31/01/2027"),
    }
    entries = _log("Duties", tuple(columns), *columns.values())
    assert [entry["due_on"] for entry in entries] == ["2026-12-01", "2027-03-01", "2027-01-31"]
    assert not any("completed_on" in entry for entry in entries)
    assert all("Last done: " in entry["notes"] for entry in entries)


@pytest.mark.parametrize(
    ("sheet", "register"),
    [("Action log", "log_entries"), ("Actions from the Board", "log_entries"), ("Action plan", "plan_items")],
)
def test_a_log_with_a_rating_is_a_log_where_it_is_called_one(sheet: str, register: str) -> None:
    columns = {
        "Ref": (1, 2, 3),
        "Date raised": ("10/06/2026", "10/06/2026", "16/09/2026"),
        "Action": ("Write terms for the analyst", "Bring the survey to cabinet", "Swap the mobile cameras"),
        "Lead": ("Ann Elm", "Bob Oak", "Ivy Ash"),
        "Due date": ("30/06/2026", "31/07/2026", "15/10/2026"),
        "Update": ("Drafted", "Done in July", None),
        "Date closed": (None, "29/07/2026", None),
        "RAG": ("Amber", "Closed", "Red"),
    }
    mapping = read(sheet, tuple(columns), *columns.values()).mapped[0].mapping
    assert mapping.register == register
    assert mapping.certain
