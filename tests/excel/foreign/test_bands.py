"""Texts across a plan are priorities or objectives by their own word; a plan that names no priority says so."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.finding.bands import band_of, name_of_what
from csp_desktop.periods import FinancialYear

Rows = list[tuple[Any, ...]]
_HEADINGS = ("Ref", "Action", "Lead", "Due date", "Status")


def action(title: str) -> tuple[str, ...]:
    return (title[-1], title, "Council", "30/09/2025", "Open")


def read(rows: Rows, *, sheet: str = "Action plan", merged: bool = False) -> Reading:
    wide = tuple((at, 1, at, 5) for at, row in enumerate(rows, 1) if merged and len(row) == 1)
    return read_grids([Grid.of_rows(sheet, rows, wide)], FinancialYear(2025), Mappings())


def tree(reading: Reading) -> dict[str, str]:
    """What each action stands under, from the top: "priority > objective"."""
    items = {draft.key: draft for draft in reading.drafts if draft.register == "plan_items"}
    paths = {}
    for draft in items.values():
        path, above = [], draft
        while "parent" in above.values:
            above = items[above.values["parent"].key]
            path.insert(0, str(above.values["title"]))
        if draft.values["level"] == "action":
            paths[str(draft.values["title"])] = " > ".join(path)
    return paths


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("bands", "under"),
    [
        (("Objective 1: Less violence",), f"{UNNAMED} > Objective 1: Less violence"),
        (("Key objective – Less violence",), f"{UNNAMED} > Key objective – Less violence"),
        (("Priority 1: Nights", "Objective 1.1: Less violence"), "Priority 1: Nights > Objective 1.1: Less violence"),
        (("PRIORITY 1 - NIGHTS", "Aim: Less violence"), "PRIORITY 1 - NIGHTS > Aim: Less violence"),
        (("Theme: Nights", "Outcome 1: Fewer assaults"), "Theme: Nights > Outcome 1: Fewer assaults"),
        (("Priority 1: Nights", "Violence"), "Priority 1: Nights > Violence"),
        (("Strategic aim 1 – Less violence",), "Strategic aim 1 – Less violence"),
        (("Goal 1: Nights", "Objective 1.1: Less violence"), "Goal 1: Nights > Objective 1.1: Less violence"),
        (("Violence",), "Violence"),
        (("Nights", "Objective 1: Less violence"), "Nights > Objective 1: Less violence"),
    ],
)  # fmt: skip
def test_bands_by_their_own_word(bands: tuple[str, ...], under: str, *, merged: bool) -> None:
    rows: Rows = [_HEADINGS, *((band,) for band in bands), action("Train staff 1"), action("Open a space 2")]
    reading = read([*rows, ("Priority 9: Homes",), action("Mark bikes 3")], merged=merged)
    above = tree(reading)
    if bands[0].startswith(("Strategic", "Goal")):
        # Below a priority an aim is an objective; alone it is one itself.
        above = tree(read(rows, merged=merged))
    assert above["Train staff 1"] == above["Open a space 2"] == under
    if "Mark bikes 3" in above:
        assert above["Mark bikes 3"] == "Priority 9: Homes"
        marks = {cell.text: cell.mark.message for cell in reading.cells if cell.mark.field == "title"}
        assert {band: band in marks for band in bands} == dict.fromkeys(bands, True)


def test_a_sentence_under_a_priority_that_says_how_things_are_is_no_objective() -> None:
    headings = ("No", "Action", "Lead", "Due date", "Status")
    said = ("Reports rose by a quarter in two years.", "Ensure that victims are heard.")
    rows: Rows = [("Priority 1: Nights",), headings, action("Light path 1")]
    for at, text in enumerate(said, 2):
        rows += [(f"Priority {at}: Place {at}",), (text,), headings, action(f"Fit gate {at}")]
    reading = read(rows)
    assert tree(reading) == {
        "Light path 1": "Priority 1: Nights",
        "Fit gate 2": "Priority 2: Place 2",
        "Fit gate 3": "Priority 3: Place 3 > Ensure that victims are heard.",
    }
    assert [cell.text for cell in reading.cells if cell.mark.outcome == "asked"] == [said[0]]


def test_an_objective_of_the_same_words_is_that_of_its_priority() -> None:
    rows: Rows = [_HEADINGS]
    for at, priority in enumerate(("Priority 1: Nights", "Priority 2: Homes"), 1):
        rows += [(priority,), ("Objective: Training",), action(f"Train {at}")]
    assert set(tree(read(rows)).values()) == {
        "Priority 1: Nights > Objective: Training",
        "Priority 2: Homes > Objective: Training",
    }


def test_blocks_with_headings_of_their_own_stand_under_the_priority_above() -> None:
    rows: Rows = [("Priority 1: Nights",), ("Objective 1.1: Violence",), _HEADINGS, action("Train 1"), ()]
    rows += [("Objective 1.2: Drink",), _HEADINGS, action("Check 2"), ()]
    assert tree(read([*rows, ("Priority 2: Homes",), _HEADINGS, action("Mark 3")], merged=True)) == {
        "Train 1": "Priority 1: Nights > Objective 1.1: Violence",
        "Check 2": "Priority 1: Nights > Objective 1.2: Drink",
        "Mark 3": "Priority 2: Homes",
    }


@pytest.mark.parametrize(
    "band", [(None, "Objective 1: Less violence"), ("Objective 1", "Less violence in town")]
)
def test_an_objective_beside_the_first_column_is_no_action(band: tuple[Any, ...]) -> None:
    above = tree(read([_HEADINGS, band, action("Train 1"), action("Open 2")]))
    assert set(above) == {"Train 1", "Open 2"}
    assert all(" > Objective 1" in path for path in above.values())


def test_an_objective_under_a_column_of_priorities() -> None:
    rows: Rows = [("Priority", *_HEADINGS), ("Objective 1: Less violence",), ("Nights", *action("Train 1"))]
    assert tree(read(rows)) == {"Train 1": "Nights > Objective 1: Less violence"}


@pytest.mark.parametrize(
    ("sheet", "priority"),
    [
        *(
            (name, UNNAMED)
            for name in (
                "Sheet1",
                "Action plan",
                "Q2 2026",
                "Plan (2)",
                "Delivery Plan 2026-27",
                "Dashboard",
                "Export",
                "Everything",
                "Combined plan",
            )
        ),
        ("Domestic abuse", "Domestic abuse"),
        ("Copy of Domestic abuse Q2 (2)", "Domestic abuse"),
    ],
)
def test_what_a_sheet_names(sheet: str, priority: str) -> None:
    reading = read([_HEADINGS, action("Train 1"), action("Open 2")], sheet=sheet)
    assert set(tree(reading).values()) == {priority}
    assert any(UNNAMED in note for note in reading.notes) is (priority == UNNAMED)


def test_the_name_of_a_text_file_is_nobodys_priority() -> None:
    rows: Rows = [_HEADINGS, action("Train 1"), action("Open 2")]
    grids = [Grid.of_rows("violence_v3", rows)]
    assert set(tree(read_grids(grids, FinancialYear(2026), file="violence_v3.csv")).values()) == {UNNAMED}
    assert set(tree(read_grids(grids, FinancialYear(2026), file="plan.xlsx")).values()) == {"violence"}


@pytest.mark.parametrize(
    "text", ["Outcomes for children", "Objective a better life", "Priority areas", "Theme-based work", "Aims"]
)
def test_a_word_at_the_start_alone_is_no_band(text: str) -> None:
    assert band_of(text) is None


def test_a_name_with_a_word_of_its_own_is_kept() -> None:
    assert name_of_what("Westmere Action Plan Q2 2026") == "Westmere Action Plan"


def test_bodies_between_people_are_their_agencies() -> None:
    rows: Rows = [
        ("Name", "Position", "Email"),
        ("Downham Borough Council",),
        ("Robin Oakes", "Head of Communities", "robin.oakes@downham.example"),
        ("Sam Tyde", "Community Safety Manager", "sam.tyde@downham.example"),
        ("Marle Constabulary",),
        ("Pat Lorne", "Superintendent", "pat.lorne@marle.example"),
        ("Co-opted members",),
        ("Kit Ash", "Chief Officer", "kit.ash@refuge.example"),
    ]
    reading = read(rows, sheet="Membership")
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    named = [person["agency"].text if "agency" in person else "" for person in people]
    assert named == ["Downham Borough Council", "Downham Borough Council", "Marle Constabulary", ""]
    assert people[3]["notes"] == "Heading: Co-opted members"
    marks = {cell.text: (cell.mark.outcome, cell.mark.field) for cell in reading.cells}
    assert marks["Marle Constabulary"] == ("taken", "agency")
    assert marks["Co-opted members"] == ("noted", "notes")


def test_what_stands_between_indicators_is_kept_with_them() -> None:
    rows: Rows = [
        ("No.", "What we measure", "Target", "Q1"),
        ("Priority 1 – Anti-social behaviour",),
        ("1.1", "Reports of nuisance motorbikes", 120, 33),
        ("Priority 2 – Serious violence",),
        ("2.1", "Knife crime offences", 60, 17),
    ]
    reading = read(rows, sheet="Indicators")
    notes = [draft.values.get("notes") for draft in reading.drafts if draft.register == "indicators"]
    assert notes == ["Heading: Priority 1 – Anti-social behaviour", "Heading: Priority 2 – Serious violence"]


_PLAN = ("Ref", "Action", "Lead agency", "Deadline")
_CAMPAIGN = ("1.1", "Hold a campaign", "Council", "30/11/2025")
_TALKS = ("2.1", "Deliver school talks", "Essex Police", "31/12/2025")


def led(reading: Reading) -> dict[str, tuple[str, str, str]]:
    """Who leads each priority and objective: officers, agencies and groups as written."""

    def names(value: Any) -> str:
        return value.text if value else ""

    return {
        str(draft.values["title"]): (
            names(draft.values.get("lead_officers")),
            names(draft.values.get("lead_agencies")),
            names(draft.values.get("lead_groups")),
        )
        for draft in reading.drafts
        if draft.register == "plan_items" and draft.values["level"] != "action"
    }


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("CSP Lead: Kay Marsh – ASB Manager, Essex Police", ("Kay Marsh – ASB Manager, Essex Police", "Essex Police", "")),
        ("Priority lead - Kay Marsh", ("Kay Marsh", "", "")),
        ("Lead: Community Safety Manager", ("Community Safety Manager", "", "")),
        ("Lead officer: Kay Marsh, Essex Police", ("Kay Marsh, Essex Police", "Essex Police", "")),
        ("Lead agencies: Essex Police, Council", ("", "Essex Police, Council", "")),
        ("Theme leads: Essex Police", ("", "Essex Police", "")),
        ("Lead group: Domestic Abuse Forum", ("", "", "Domestic Abuse Forum")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", [True, False])
def test_a_line_under_a_priority_says_who_leads_it(
    line: str, who: tuple[str, str, str], *, between: bool
) -> None:
    over = [("Priority 1: Nights",), (line,)]
    rows: Rows = [_PLAN, *over, _CAMPAIGN, ("Priority 2: Homes",), _TALKS]
    if not between:
        rows = [*over, _PLAN, _CAMPAIGN, (), ("Priority 2: Homes",), _PLAN, _TALKS]
    reading = read(rows)
    assert tree(reading) == {
        "Hold a campaign": "Priority 1: Nights",
        "Deliver school talks": "Priority 2: Homes",
    }
    assert led(reading) == {"Priority 1: Nights": who, "Priority 2: Homes": ("", "", "")}
    assert {cell.mark.outcome for cell in reading.cells if cell.text == line} == {"taken"}


def test_whom_a_line_between_priority_and_objective_leads() -> None:
    rows: Rows = [
        _PLAN,
        ("Priority 1: Nights",),
        ("CSP Lead: Kay Marsh",),
        ("Objective 1.1: Violence",),
        ("Lead officer: Tom Reed",),
        _CAMPAIGN,
        ("Objective 1.2: Drink",),
        ("Priority lead: Joan Wells",),
        _TALKS,
    ]
    assert led(read(rows)) == {
        "Priority 1: Nights": ("Kay Marsh\nJoan Wells", "", ""),
        "Objective 1.1: Violence": ("Tom Reed", "", ""),
        "Objective 1.2: Drink": ("", "", ""),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [("Action plan 2025/26",), ("Lead: Kay Marsh",), _PLAN, _CAMPAIGN, _TALKS],
        [("Lead: Kay Marsh",), _PLAN, _CAMPAIGN, _TALKS],
        [("Lead: Kay Marsh",), _PLAN, ("Priority 1: Nights",), _CAMPAIGN, ("Priority 2: Homes",), _TALKS],
        [
            ("Lead: Kay Marsh",),
            ("Priority", *_PLAN),
            ("Nights", *_CAMPAIGN),
            ("Homes", *_TALKS),
        ],
    ],
)
def test_a_lead_of_nothing_named_is_asked_about(rows: Rows) -> None:
    reading = read(rows)
    assert all("Lead" not in path for path in tree(reading).values())
    assert set(led(reading).values()) == {("", "", "")}
    (asked,) = [cell.mark for cell in reading.cells if cell.text == "Lead: Kay Marsh"]
    assert asked.outcome == "asked" and "who leads" in asked.message


@pytest.mark.parametrize("text", ["Leading by example", "Lead and copper theft", "Leads from the public"])
def test_a_heading_that_only_begins_like_a_lead_stays_a_heading(text: str) -> None:
    rows: Rows = [_PLAN, (text,), _CAMPAIGN, ("Serious violence",), _TALKS]
    assert set(tree(read(rows)).values()) == {text, "Serious violence"}


_PROGRESS = ("No", "Action", "Lead", "Timescale", "Q2 progress")
_FIRST = ("1.1", "Hold a campaign", "Council", "November 2025", "Planned for the autumn")
_SECOND = ("1.2", "Train 50 champions", "Health", None, "Twenty trained so far")
_THIRD = ("2.1", "Deliver school talks", "Essex Police", "Ongoing", "Five schools visited")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Priority 1: Domestic abuse", "Priority 2: Serious violence and knife crime"),
        ("Priority 1: We will reduce violence", "Priority 2: We will protect young people from exploitation"),
        ("Reducing crime and anti-social behaviour", "Protecting vulnerable people from harm and exploitation"),
        ("Domestic abuse", "Serious violence and knife crime"),
    ],
)  # fmt: skip
def test_later_headings_are_what_the_first_one_is(first: str, second: str) -> None:
    under = {"Hold a campaign": first, "Train 50 champions": first, "Deliver school talks": second}
    rows: Rows = [("Action plan 2025/26",), _PROGRESS, (first,), _FIRST, _SECOND, (second,), _THIRD]
    reading = read(rows)
    assert tree(reading) == under
    assert reading.layout == "mapped"
    # The same over a header each, under a title.
    parted: Rows = [
        ("Action plan 2025/26",),
        (first,),
        _PROGRESS,
        _FIRST,
        _SECOND,
        (),
        (second,),
        _PROGRESS,
        _THIRD,
    ]
    assert tree(read(parted)) == under
    # And without numbers and leads, in the layout of headings and one dated update.
    plain = [
        ("Action", "Timescale", "Update Q1"),
        (first,),
        (*_FIRST[1:2], *_FIRST[3:]),
        (second,),
        (*_THIRD[1:2], *_THIRD[3:]),
    ]
    assert tree(read(plain)) == {"Hold a campaign": first, "Deliver school talks": second}


def test_headings_within_headings_stay_objectives() -> None:
    rows: Rows = [_PROGRESS, ("Calmer streets",), ("Evenings end quietly in the town",), _FIRST]
    rows += [("People feel that streets are looked after",), _SECOND, ("Partnership",), _THIRD]
    assert tree(read(rows)) == {
        "Hold a campaign": "Calmer streets > Evenings end quietly in the town",
        "Train 50 champions": "Calmer streets > People feel that streets are looked after",
        "Deliver school talks": "Partnership",
    }


def test_progress_without_a_quarter_under_headings_is_of_the_likely_one() -> None:
    headings = ("No", "Action", "Lead", "Timescale", "Progress")
    rows: Rows = [headings, ("Priority 1: Nights",), _FIRST, _SECOND, ("Priority 2: Homes",), _THIRD]
    reading = read(rows)
    told = [draft.values["narrative"] for draft in reading.drafts if draft.register == "updates"]
    assert told == [_FIRST[4], _SECOND[4], _THIRD[4]]
    assert any("names no quarter: read as" in note for note in reading.notes)
    assert len(reading.mapped) == 1


def test_progress_without_a_quarter_within_headings_keeps_its_words() -> None:
    headings = ("Action", "Timescale", "Progress")
    rows: Rows = [
        headings,
        ("Nights",),
        ("Evenings end quietly",),
        ("Hold a campaign", "June 2025", "Planned"),
    ]
    reading = read(rows)
    (action,) = [draft for draft in reading.drafts if draft.values.get("level") == "action"]
    assert action.values["notes"] == "Progress: Planned"
    (asked,) = [cell.mark for cell in reading.cells if cell.text == "Planned"]
    assert asked.outcome == "asked"


@pytest.mark.parametrize("page", ["Page 1 of 2", "page 1"])
def test_a_page_number_between_rows_heads_nothing(page: str) -> None:
    rows: Rows = [_PLAN, ("Domestic abuse",), _CAMPAIGN, (page,), _TALKS]
    assert set(tree(read(rows)).values()) == {"Domestic abuse"}


def test_a_paragraph_over_a_header_heads_nothing() -> None:
    told = "This plan sets out what the partners will do over the year to make the district a safer place for everybody."
    rows: Rows = [("Action plan 2025/26",), (told,), _PLAN, _CAMPAIGN, ("Serious violence",), _TALKS]
    assert set(tree(read(rows)).values()) == {UNNAMED, "Serious violence"}


def test_objectives_under_nothing_are_all_what_the_first_one_is() -> None:
    first, second = "Objective 1: Victims are safe", "Objective 2: Fewer knives are carried by young people"
    rows: Rows = [_PROGRESS, (first,), _FIRST, _SECOND, (second,), _THIRD]
    assert tree(read(rows)) == {
        "Hold a campaign": first,
        "Train 50 champions": first,
        "Deliver school talks": second,
    }


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Led by: Essex Police", ("", "Essex Police", "")),
        ("Led by Essex Police", ("", "Essex Police", "")),
        ("Ward lead: Kay Marsh", ("Kay Marsh", "", "")),
        ("Lead by - Kay Marsh", ("Kay Marsh", "", "")),
        ("Priority owner: Kay Marsh, Head of Housing, Council", ("Kay Marsh, Head of Housing, Council", "Council", "")),
        ("Strategic lead: Kay Marsh   Operational lead: Tom Reed", ("Kay Marsh\nTom Reed", "", "")),
        ("Lead: Kay Marsh; Delivery lead: Insp Tom Reed, Essex Police", ("Kay Marsh\nInsp Tom Reed, Essex Police", "Essex Police", "")),
        ("Lead agency: Essex Police   Lead officer: Kay Marsh", ("Kay Marsh", "Essex Police", "")),
    ],
)  # fmt: skip
def test_a_line_says_who_leads_in_other_words(line: str, who: tuple[str, str, str]) -> None:
    reading = read([_PLAN, ("Priority 1: Nights",), (line,), _CAMPAIGN, ("Priority 2: Homes",), _TALKS])
    assert led(reading) == {"Priority 1: Nights": who, "Priority 2: Homes": ("", "", "")}
    assert {cell.mark.outcome for cell in reading.cells if cell.text == line} == {"taken"}


@pytest.mark.parametrize(
    "line", ["Chair: Kay Marsh", "Chaired by Insp Kay Marsh", "Theme champion: Cllr Wells", "Sponsor: Essex Police", "Chair: TBC"]
)  # fmt: skip
@pytest.mark.parametrize("between", [True, False])
def test_who_chairs_what_a_line_stands_under_is_asked_about(line: str, *, between: bool) -> None:
    over = [("Priority 1: Nights",), (line,)]
    rows: Rows = [_PLAN, *over, _CAMPAIGN] if between else [*over, _PLAN, _CAMPAIGN]
    reading = read(rows)
    assert tree(reading) == {"Hold a campaign": "Priority 1: Nights"}
    assert led(reading) == {"Priority 1: Nights": ("", "", "")}
    (asked,) = [cell.mark for cell in reading.cells if cell.text == line]
    assert asked.outcome == "asked" and "choose the lead on the record" in asked.message


@pytest.mark.parametrize(
    "text",
    ["Led by residents of the estate", "Champions: recruit and train", "Owners of dogs", "Chairs and tables"],
)
def test_a_heading_that_only_begins_like_who_leads_or_chairs_stays_one(text: str) -> None:
    rows: Rows = [_PLAN, (text,), _CAMPAIGN, ("Serious violence",), _TALKS]
    assert set(tree(read(rows)).values()) == {text, "Serious violence"}


_TITLE = "Westmere CSP Action Plan 2026/27"


@pytest.mark.parametrize(
    "over",
    [
        (_TITLE,),
        ("Westmere Community Safety Partnership",),
        ("Castle Hill & Westmere CSP – Action Plan 2026/27",),
        ("Safer Westmere Partnership Action Plan",),
        ("Westmere Strategy 2026-29",),
        ("Key: G = on track, A = some delay, R = off track",),
        ("RAG status: Red – off track; Amber – at risk; Green – on track",),
        ("BRAG: B complete, G on track, A at risk, R off track",),
        ("RAG letters: G/A/R/C (complete)/NS (not started)",),
        ("Westmere Safer Partnership – highlight report",),
        ("Blue = complete  Green = on track  Amber = at risk  Red = delayed",),
        ("Please complete the white cells only and return by 5 July",),
        ("OFFICIAL – SENSITIVE",),
        ("Reporting period: Quarter 2",),
        ("All actions to be reviewed quarterly",),
        ("Vision: a safe district for all",),
        ("Put together by the Partnership Officer, 28 October 2026. Words are as they were sent.",),
        ("For discussion at the board on 3 July 2026",),
        ("Westmere Combating Drugs Partnership",),
        ("Westmere Homes: Q1 return to Westmere and Castle Hill partners",),
        (_TITLE, "This plan was agreed by the partnership on 3 June 2026."),
        (_TITLE, "RAG key: Green = on track, Amber = some delay, Red = off track"),
        (_TITLE, "WDC = Westmere District Council, PFR = Westmere Fire and Rescue"),
        (_TITLE, "OFFICIAL – SENSITIVE"),
    ],
)
def test_what_tells_of_the_document_is_no_priority(over: tuple[str, ...]) -> None:
    plan: Rows = [_HEADINGS, action("Train 1"), action("Open 2")]
    lines: Rows = [(line,) for line in over]
    reading = read([*lines, *plan], sheet="Plan")
    assert set(tree(reading).values()) == {UNNAMED}
    told = {cell.text: cell.mark for cell in reading.cells}
    assert {told[line].outcome for line in over} == {"ignored"}
    assert not {told[line].message for line in over} & {"A heading over the table."}
    assert set(tree(read([*lines, *plan], sheet="Burglary")).values()) == {"Burglary"}
    # With headings further down neither heads the rows above them.
    below = tree(read([*lines, *plan, ("Homes",), action("Mark 3")], sheet="Plan"))
    assert below == {"Train 1": UNNAMED, "Open 2": UNNAMED, "Mark 3": "Homes"}


@pytest.mark.parametrize(
    "whose", ["Safer Westmere", "Westmere Together", "Westmere & Castle Hill Safer Communities"]
)
@pytest.mark.parametrize("title", ["Delivery plan 2026/27", "Action Plan"])
def test_whose_a_document_is_stands_over_its_title_and_is_no_priority(whose: str, title: str) -> None:
    plan: Rows = [(whose,), (title,), _HEADINGS, action("Train 1"), action("Open 2")]
    assert set(tree(read(plan, sheet="Plan")).values()) == {UNNAMED}
    # What says what it is about, or is what its own sheet is called, is a name for its actions.
    assert set(tree(read([("Burglary and theft",), *plan[1:]], sheet="Plan")).values()) == {
        "Burglary and theft"
    }
    assert set(tree(read([("People",), *plan[1:]], sheet="1. People")).values()) == {"People"}


@pytest.mark.parametrize(
    "line",
    [
        "What are we doing about it?",
        "What we will do",
        "How will we know?",
        "Actions",
        "Milestones",
        "Next steps",
    ],
)
def test_the_priority_over_figures_is_that_of_the_actions_below_them(line: str) -> None:
    figures: Rows = [
        ("Measure", "2025/26", "Target", "Q1", "Q2"),
        ("Shop theft", 948, 900, 241, 262),
        ("Burglary", 236, 220, 58, 49),
    ]
    over: Rows = [("Priority 2: Town centres",), (), *figures, ()]
    plan: Rows = [_HEADINGS, action("Train 1"), action("Open 2")]
    assert set(tree(read([*over, (line,), *plan], sheet="P2")).values()) == {"Priority 2: Town centres"}
    # A name of its own stands nearer to them.
    assert set(tree(read([*over, ("Shop theft",), *plan], sheet="P2")).values()) == {"Shop theft"}
    assert set(tree(read([(line,), *plan], sheet="Plan")).values()) == {UNNAMED}


def test_each_priority_with_figures_of_its_own_has_the_actions_that_follow_them() -> None:
    measures = ("Measure", "2025/26", "Target", "Q1", "Q2")
    figures: Rows = [("Injuries", 143, 130, 35, 29), ("Fly-tips", 1205, 1100, 288, 301)]
    rows: Rows = [
        ("Priority: Less violence",), (), measures, *figures, (),
        ("Milestones",), _HEADINGS, action("Train 1"), (),
        ("Priority: Less fly-tipping",), (), measures, *figures, (),
        ("Milestones",), _HEADINGS, action("Open 2"),
    ]  # fmt: skip
    assert set(tree(read(rows)).items()) >= {
        ("Train 1", "Priority: Less violence"),
        ("Open 2", "Priority: Less fly-tipping"),
    }


def test_when_a_plan_was_agreed_is_no_part_of_the_name_of_its_priority() -> None:
    plan: Rows = [("Burglary action plan (agreed November 2025)",), _HEADINGS, action("Train 1")]
    assert tree(read(plan, sheet="P1")) == {"Train 1": "Burglary action plan"}


def test_lines_over_one_title_on_several_sheets_tell_their_actions_apart() -> None:
    sheets = [
        Grid.of_rows(sheet, [(line,), ("Action plan 2026/27",), _HEADINGS, action(title)])
        for sheet, line, title in (("A", "People", "Train 1"), ("B", "Places", "Open 2"))
    ]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    assert tree(reading) == {"Train 1": "People", "Open 2": "Places"}


@pytest.mark.parametrize(
    ("over", "sheet", "priority"),
    [
        ((_TITLE, "Tackling burglary"), "Plan", "Tackling burglary"),
        (("Action Plan 2026/27", "Tackling burglary"), "Plan", "Tackling burglary"),
        (("Tackling burglary", "RAG key: G = on track, A = delay, R = off track"), "Plan", "Tackling burglary"),
        (("Tackling burglary", "We will fit gates where most houses are broken into."), "Plan", "Tackling burglary"),
        (("Safer homes", "Tackling burglary"), "Violence", "Tackling burglary"),
        ((_TITLE,), "Westmere", "Westmere"),
        (("Domestic abuse action plan",), "Plan", "Domestic abuse action plan"),
        (("Domestic abuse action plan 2026/27",), "Westmere", "Domestic abuse action plan"),
        (("Domestic abuse and burglary action plan",), "Burglary", "Burglary"),
        (("Working in partnership",), "Plan", "Working in partnership"),
        (("Develop a communications strategy",), "Plan", "Develop a communications strategy"),
        (("We will keep people safe in their homes.",), "Plan", "We will keep people safe in their homes."),
    ],
)  # fmt: skip
def test_of_several_names_the_nearest_is_the_priority(
    over: tuple[str, ...], sheet: str, priority: str
) -> None:
    rows: Rows = [*((line,) for line in over), _HEADINGS, action("Train 1"), action("Open 2")]
    reading = read(rows, sheet=sheet)
    assert set(tree(reading).values()) == {priority}
    marks = {cell.text: cell.mark.outcome for cell in reading.cells}
    assert priority not in over or marks[priority] == "taken"


def test_sheets_under_one_title_are_a_priority_each() -> None:
    grids = [
        Grid.of_rows(sheet, [(_TITLE,), _HEADINGS, action(f"Train {at}"), action(f"Open {at}")])
        for at, sheet in enumerate(("Burglary", "Violence"), 1)
    ]
    above = tree(read_grids(grids, FinancialYear(2026), Mappings()))
    assert above == {"Train 1": "Burglary", "Open 1": "Burglary", "Train 2": "Violence", "Open 2": "Violence"}


def test_a_priority_and_its_lead_in_two_cells_over_a_plan() -> None:
    rows: Rows = [("Priority:", "Burglary"), ("Lead agency:", "Kent Police"), ("Sponsor:", "Tom Field"), ()]
    rows += [_HEADINGS, ("Prevention",), action("Train 1"), action("Open 2")]
    reading = read(rows, sheet="Plan")
    assert tree(reading) == dict.fromkeys(("Train 1", "Open 2"), "Burglary > Prevention")
    (burglary,) = [draft for draft in reading.drafts if draft.values.get("level") == "priority"]
    assert burglary.values["title"] == "Burglary" and burglary.values["lead_agencies"].text == "Kent Police"
    told = {cell.text: cell.mark.outcome for cell in reading.cells if cell.place.row < 5}
    assert told == {
        "Priority:": "ignored",
        "Burglary": "taken",
        "Lead agency:": "ignored",
        "Kent Police": "taken",
        "Sponsor:": "ignored",
        "Tom Field": "asked",
    }
    numbered = read([("Priority 1", "Burglary", "Lead", "Kent Police"), (), *rows[4:]])
    assert set(tree(numbered).values()) == {"Priority 1 Burglary > Prevention"}


def test_each_form_over_the_same_headings_names_what_its_own_actions_are_for() -> None:
    def form(at: int, aim: str) -> Rows:
        return [
            (f"Objective {at}",),
            ("Objective", aim),
            ("Objective owner", "Station Manager"),
            ("What good looks like", f"{aim} by a tenth"),
            (),
            _HEADINGS,
            action(f"Hold a forum {at}"),
            action(f"Train staff {at}"),
            (),
        ]

    rows: Rows = [("Hill Fire and Rescue Service",), ("Contribution to the Hill CSP 2025/26",)]
    reading = read([*rows, *form(1, "Fewer fires"), *form(2, "Fewer crashes"), *form(3, "Fewer falls")])
    assert {path.rpartition(" > ")[2] for path in tree(reading).values()} == {
        "Fewer fires",
        "Fewer crashes",
        "Fewer falls",
    }
    assert "Hill Fire and Rescue Service" not in tree(reading)["Train staff 1"]
    objectives = [draft.values for draft in reading.drafts if draft.values.get("level") == "objective"]
    assert [one["outcome"] for one in objectives] == [f"{one['title']} by a tenth" for one in objectives]
    assert len(tree(reading)) == 6


@pytest.mark.parametrize(
    "said", [("What success looks like:", "Fewer victims"), ("How we will know: Fewer victims",)]
)
def test_what_success_looks_like_over_a_plan_is_the_outcome_of_its_priority(said: tuple[str, ...]) -> None:
    over: Rows = [("Priority 1: Nights",), said, ()]
    priority = next(
        draft for draft in read([*over, _HEADINGS, action("Train staff 1"), action("Hold 2")]).drafts
    )
    assert (priority.values["title"], priority.values["outcome"]) == ("Priority 1: Nights", "Fewer victims")


@pytest.mark.parametrize(
    "pair", [("Period", "Q2"), ("Priority areas", "Burglary, violence"), ("Priority", "High"), ("Aim:", "6")]
)
def test_other_cells_in_pairs_over_a_plan_name_nothing(pair: tuple[str, str]) -> None:
    rows: Rows = [pair, (), _HEADINGS, action("Train 1"), action("Open 2")]
    reading = read(rows, sheet="Plan")
    assert set(tree(reading).values()) == {UNNAMED}
    assert {cell.mark.outcome for cell in reading.cells if cell.text in pair} == {"asked"}


def test_a_key_beside_a_text_across_the_rows_does_not_hide_it() -> None:
    rows: Rows = [
        (*_HEADINGS,),
        ("STRAND 1: Nights", *[None] * 5, "Key"),
        (*action("Action 1"), None, "Open", "still to do"),
        (*action("Action 2"), None, "Closed", "finished"),
        ("STRAND 2: Homes",),
        action("Action 3"),
    ]
    under = tree(read(rows, merged=False))
    assert list(under.values()) == ["STRAND 1: Nights", "STRAND 1: Nights", "STRAND 2: Homes"]


@pytest.mark.parametrize(
    ("heading", "sheet", "under"),
    [
        ("Local outcome", "Improvement plan", "Safer nights"),
        ("Strategic aim", "Change programme", "Safer nights"),
        ("Parent action", "Actions", "Safer nights"),
        ("Objective", "Improvement plan", f"{UNNAMED} > Safer nights"),
        ("Strategic aim", "Burglary plan", "Burglary plan > Safer nights"),
        ("Priority outcome", "Burglary plan", "Safer nights"),
    ],
)
def test_an_aim_over_several_actions_is_the_priority_where_nothing_else_is(
    heading: str, sheet: str, under: str
) -> None:
    aims = (
        ("Safer nights", None, None, "Safer homes", None)
        if heading == "Local outcome"
        else ("Safer nights",) * 3 + ("Safer homes",) * 2
    )
    titles = (
        "Light the lane by the school",
        "Walk the night route",
        "Open a safe space",
        "Fit new locks",
        "Mark bicycles",
    )
    leads, days = ("Police", "Council", "Probation", "Council", "Police"), ("30/09/2025",) * 5
    rows: Rows = [(heading, "Action title", "Lead", "Due date"), *zip(aims, titles, leads, days, strict=True)]
    merged = ((2, 1, 4, 1), (5, 1, 6, 1)) if heading == "Local outcome" else ()
    reading = read_grids(
        [Grid.of_rows(sheet, rows, merged)], FinancialYear(2025), Mappings(take_doubtful=True)
    )
    assert tree(reading)["Walk the night route"] == under


def test_what_names_the_next_table_heads_no_rows_of_the_one_before() -> None:
    measures = [("Measure of success", "Direction", "Baseline 2025/26", "Target 2026/27")]
    rows: Rows = []
    for at, name in enumerate(("Exploitation", "Disorder", "Water safety"), 1):
        rows += [(f"Priority {at}: {name}",), ("Why this matters",), ("We believe that more goes unseen.",)]
        rows += [("Our year 1 action plan",), (), _HEADINGS, action(f"Map what is known {at}"), ()]
        rows += [("What success looks like",), (), *measures, (f"Referrals {at}", "Increase", 23, 35), ()]
    assert list(tree(read(rows, sheet="Document")).values()) == [
        "Priority 1: Exploitation",
        "Priority 2: Disorder",
        "Priority 3: Water safety",
    ]


@pytest.mark.parametrize("headed", [True, False], ids=["from the headings on", "from above them"])
def test_a_key_of_colours_beside_the_headings_is_no_column(headed: bool) -> None:
    bands = ("Priority A: Nights", "Priority B: Homes")
    rows: Rows = [
        ("What we said we would do",),
        (),
        (),
        (*_HEADINGS,),
        (bands[0],),
        action("Walk 1"),
        action("Light 2"),
    ]
    rows += [("Actions under this: 2, of which 1 on track",), (bands[1],), action("Lock 3"), ()]
    rows += [("Approved by the board", "Chair: A Sample", "9 June 2025")]
    values = {
        (r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text is not None
    }
    key = ["going well", "delayed", "stuck", "all done"]
    start = 4 if headed else 3
    values |= {(start + at, 8): text for at, text in enumerate(key)}
    fills = {(start + at, 7): fill for at, fill in enumerate(("00B050", "FFC000", "FF0000", "0070C0"))}
    grid = Grid("Plan", values, ((5, 1, 5, 5), (9, 1, 9, 5)), fills=fills)
    reading = read_grids([grid], FinancialYear(2025), Mappings())
    assert tree(reading) == {"Walk 1": bands[0], "Light 2": bands[0], "Lock 3": bands[1]}
    assert [use.heading for use in reading.mapped[0].mapping.columns] == list(_HEADINGS)


def test_what_belongs_under_headings_said_in_brackets_below_them_is_no_action() -> None:
    rows: Rows = [("PRIORITY", "ACTION", "LEAD", "TARGET"), (None, "(what)", "(agency)", "DATE")]
    rows += [
        ("Safer nights", "Walk the night route", "Police", "30/09/2025"),
        ("Safer nights", "Light the lane", "Council", "31/10/2025"),
    ]
    assert tree(read(rows)) == {"Walk the night route": "Safer nights", "Light the lane": "Safer nights"}


@pytest.mark.parametrize(
    "text", ["Action: 24/7 patrols of the front", "Actions: 3 of which are new to us all"]
)
def test_a_text_that_only_begins_like_a_count_still_heads_rows(text: str) -> None:
    rows: Rows = [(*_HEADINGS,), (text,), action("Walk 1"), ("Homes",), action("Lock 2")]
    headed = tree(read(rows))["Walk 1"]
    assert (headed == text) == text.startswith("Action:")
