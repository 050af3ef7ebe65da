"""Plans as other offices lay them out: quarters in two columns, levels in a column, months, first dates, forms beside tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.leads import parted_leads
from csp_desktop.periods import FinancialYear

_ACTIONS = (
    "Fit gates to four alleys off Mill Lane",
    "Train bar staff to spot drink spiking",
    "Call on every repeat victim within a week",
    "Run three street surgeries",
)


def _read(*rows: tuple[Any, ...], sheet: str = "Sheet1", merged: Any = ()) -> Reading:
    return read_grids([Grid.of_rows(sheet, rows, merged)], FinancialYear(2026), Mappings())


def _uses(reading: Reading, table: int = 0) -> dict[str, tuple[str, str, bool]]:
    return {use.heading: (use.field, use.quarter, use.asked) for use in reading.mapped[table].mapping.columns}


def _items(reading: Reading) -> list[Draft]:
    return [draft for draft in reading.drafts if draft.register == "plan_items"]


def test_progress_and_rating_under_each_quarter_belong_to_their_action() -> None:
    """A sheet of numbered sections names its quarters too, and has one column for each."""
    reading = _read(
        ("Ref", "Objective", "Action", "Lead", "Target date", "Q1 2026/27", None, "Q2 2026/27", None),
        (None, None, None, None, None, "Progress", "RAG", "Progress", "RAG"),
        *((f"{at}", "Safer streets", text, "Police", date(2027, 3, 31), f"Gate {at} is in place now.", "G", None, None) for at, text in enumerate(_ACTIONS, 1)),
        merged=((1, 6, 1, 7), (1, 8, 1, 9)),
    )  # fmt: skip
    (mapped,) = reading.mapped
    assert mapped.taken
    assert not any(use.asked for use in mapped.mapping.columns)
    updates = [draft.values for draft in reading.drafts if draft.register == "updates"]
    assert [(said["quarter"], said["rag"], said["narrative"]) for said in updates] == [
        ("2026-Q1", "green", f"Gate {at} is in place now.") for at in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("last", ["Status", "RAG", "Resources"])
@pytest.mark.parametrize("actions", ["Action", "Actions"])
@pytest.mark.parametrize("every_row", [True, False])
def test_actions_beside_their_objective_are_rows_of_their_own(
    actions: str, last: str, every_row: bool
) -> None:
    """Not one objective told in several rows: each action has its own lead, day and words."""
    headings = ("Ref", "Objective", actions, "Lead", "Due date", "Q1 progress", "Q2 progress", last)
    again = "Fewer assaults" if every_row else None
    reading = _read(
        ("Action plan 2026/27",),
        headings,
        ("1.1", "Fewer assaults", _ACTIONS[0], "Council", date(2026, 9, 30), "Ordered", "Fitted", "Complete"),
        ("1.2", again, _ACTIONS[1], "Police", date(2027, 1, 31), "Four bars", "Seven bars", "On track"),
    )
    assert reading.layout == "mapped"
    objectives = [item for item in _items(reading) if item.values["level"] == "objective"]
    actions_read = [item for item in _items(reading) if item.values["level"] == "action"]
    assert [item.values["title"] for item in objectives] == ["Fewer assaults"]
    assert [(item.values["ref"], item.values["title"]) for item in actions_read] == [
        ("1.1", _ACTIONS[0]),
        ("1.2", _ACTIONS[1]),
    ]
    assert {item.values["parent"] for item in actions_read} == {To(objectives[0].key)}
    told = {
        (draft.values["item"], draft.values["quarter"]): draft.values["narrative"]
        for draft in reading.drafts
        if draft.register == "updates"
    }
    one, other = (To(item.key) for item in actions_read)
    assert told == {
        (one, "2026-Q1"): "Ordered",
        (one, "2026-Q2"): "Fitted",
        (other, "2026-Q1"): "Four bars",
        (other, "2026-Q2"): "Seven bars",
    }


def test_lists_of_actions_beside_an_objective_are_its_actions() -> None:
    reading = _read(
        ("Meadowshire action plan 2026/27",),
        (),
        ("1. Safer streets",),
        ("No", "Objective", "Actions", "Lead", "Q1 2026/27", "Q2 2026/27"),
        ("1.1", "Fewer assaults", f"• {_ACTIONS[0]}\n• {_ACTIONS[1]}", "Police", "Ordered", None),
        ("1.2", "Help for victims", _ACTIONS[2], "Council", "Begun", None),
    )
    assert reading.layout == "east-herts"
    assert [item.values["level"] for item in _items(reading)] == [
        *("priority", "objective", "action", "action", "objective", "action")
    ]


def test_figures_below_a_plan_and_a_paragraph_are_no_rows_of_the_plan() -> None:
    reading = _read(
        ("Partnership Plan 2026/27",),
        (),
        ("Action", "Lead", "By when", "Success measure", "Progress"),
        (_ACTIONS[0], "Council", "30 November 2026", "Four alleys", "Two done"),
        (_ACTIONS[1], "Police", "31 March 2027", "All bars", "Begun"),
        (),
        ("How we will measure",),
        ("We watch these figures each quarter. They come from the police.",),
        (),
        ("Measure", "Baseline 25/26", "Target 26/27", "Q1", "Q2"),
        ("First-time entrants", 48, 43, 10, 9),
        ("Fly-tipping reports", 1204, 1100, 288, 301),
    )
    assert reading.layout == "mapped"
    assert [item.values["title"] for item in _items(reading)][1:] == list(_ACTIONS[:2])
    indicators = [draft.values for draft in reading.drafts if draft.register == "indicators"]
    assert [(one["baseline_value"], one["target_value"]) for one in indicators] == [(48, 43), (1204, 1100)]


def test_a_column_that_tells_the_level_of_each_row() -> None:
    reading = _read(
        ("Tier", "No.", "Title", "Lead", "By when"),
        ("Theme", "1", "Violence", None, None),
        ("Aim", "1.1", "Fewer assaults in the town centre", "Police", "March 2027"),
        ("Task", "1.1.1", "Marshal the taxi rank", "Council", "May 2026"),
        ("Task", "1.1.2", "Light the underpass", "Highways", "June 2026"),
        ("Aim", "1.2", "Fewer knives carried", "Youth Justice", "March 2027"),
        ("Theme", "2", "Vulnerability", None, None),
        ("Task", "2.1", "Block nuisance calls for 30 homes", "Trading Standards", "July 2026"),
    )
    assert reading.mapped[0].taken
    by_key = {draft.key: draft.values["title"] for draft in _items(reading)}
    assert [
        (
            draft.values["level"],
            draft.values["ref"],
            by_key[parent.key] if isinstance(parent := draft.values.get("parent"), To) else "",
        )
        for draft in _items(reading)
    ] == [
        ("priority", "1", ""),
        ("objective", "1.1", "Violence"),
        ("action", "1.1.1", "Fewer assaults in the town centre"),
        ("action", "1.1.2", "Fewer assaults in the town centre"),
        ("objective", "1.2", "Violence"),
        ("priority", "2", ""),
        ("action", "2.1", "Vulnerability"),
    ]


def test_one_word_all_down_a_column_is_no_level() -> None:
    reading = _read(
        ("Type", "Action", "Lead", "By when"),
        *(("Task", text, "Police", "June 2026") for text in _ACTIONS),
    )
    assert _uses(reading)["Type"][0] == "notes"


@pytest.mark.parametrize(
    ("heading", "quarter"),
    [("RAG June", "2026-Q1"), ("Sept RAG", "2026-Q2"), ("RAG (Dec)", "2026-Q3"), ("RAG - March", "2026-Q4")],
)
def test_a_month_without_its_year_is_of_the_plans_year(heading: str, quarter: str) -> None:
    reading = _read(
        ("Action", "Lead", "By when", heading),
        *((text, "Police", "June 2026", rag) for text, rag in zip(_ACTIONS, "GARG", strict=True)),
    )
    assert _uses(reading)[heading] == ("rag", quarter, False)


def test_an_original_date_beside_a_revised_one_is_when_it_was_due() -> None:
    dates = [date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)]
    rows = [
        (text, "Police", day, revised)
        for text, day, revised in zip(_ACTIONS, dates, [None, date(2026, 11, 30), None, None], strict=True)
    ]
    uses = _uses(_read(("Action", "Lead", "Original deadline", "Revised date"), *rows))
    assert uses["Original deadline"] == ("original_due_on", "", False)
    assert uses["Revised date"] == ("timescale", "", False)
    beside = _uses(
        _read(
            ("Action", "Lead", "Due date", "Original date"),
            *((text, lead, day, day) for text, lead, day, _ in rows),
        )
    )
    assert (beside["Due date"][0], beside["Original date"][0]) == ("timescale", "original_due_on")


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("What have you done this quarter?", ("Two of four gates are up.", "Nine staff trained.", "All called on.", "None held yet."), "narrative"),
        ("Last update", ("Two of four gates are up.", "Nine staff trained so far.", "All called on in June.", "None held yet at all."), "narrative"),
        ("Latest", ("Two of four gates are up.", "Nine staff trained so far.", "All called on in June.", "None held yet at all."), "narrative"),
        ("Last update", tuple(date(2026, 6, day) for day in (1, 8, 15, 22)), "notes"),
        ("Costs", ("£600", "nil", "£1,200", "£75"), "resources"),
        ("Outcome sought", ("Fewer burglaries off Mill Lane", "Staff confident to step in", "Victims feel safer at home", "More reports of trouble"), "outcome"),
        ("Note for Board", ("Now routine", "Permission is slow", "Order not placed", "Hired in May"), "notes"),
        ("Reason for RAG", ("Gates are late", "All trained", "Staff off sick", "On time"), "notes"),
    ],
)  # fmt: skip
def test_what_offices_head_their_columns_with(heading: str, cells: tuple[object, ...], field: str) -> None:
    uses = _uses(
        _read(
            ("Action", "Lead", "By when", heading),
            *((text, "Police", "June 2026", cell) for text, cell in zip(_ACTIONS, cells, strict=True)),
        )
    )
    assert uses[heading] == (field, uses[heading][1], False)


def test_a_rating_gone_by_asks_nothing_of_the_one_there_is() -> None:
    uses = _uses(
        _read(
            ("Action", "Lead", "By when", "RAG", "Previous RAG"),
            *((text, "Police", "June 2026", *rag) for text, rag in zip(_ACTIONS, ("GA", "AA", "RG", "GG"), strict=True)),
        )
    )  # fmt: skip
    assert (uses["RAG"][0], uses["RAG"][2]) == ("rag", False)
    assert uses["Previous RAG"][0] == "notes"


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("Serious Violence Duty – local delivery plan", ("Action", "Authority", "Named lead", "Start", "End", "Narrative Q1")),
        ("Market square action plan", ("Issue", "Agreed response", "Responsible", "Due date", "RAG June", "Remarks")),
    ],
)  # fmt: skip
def test_what_calls_itself_a_plan_is_one_whatever_its_rows_speak_of(
    title: str, headings: tuple[str, ...]
) -> None:
    days = (date(2026, 4, 1), date(2027, 3, 31))
    rows = {
        "Action": ("Youths by the bandstand",),
        "Issue": ("Youths by the bandstand", "Dogs off the lead", "Bins set alight", "Bikes on the steps"),
    }[headings[0]]
    reading = _read(
        (title,),
        (),
        headings,
        *(
            (text, action, "ASB Manager", *days, "Under way.")
            if headings[0] == "Action"
            else (text, action, "ASB Manager", days[1], "GREEN", "None")
            for text, action in zip(rows * 4, _ACTIONS, strict=False)
        ),
    )
    assert (reading.mapped[0].mapping.register, reading.mapped[0].taken) == ("plan_items", True)


def test_a_form_and_a_table_on_one_sheet_are_each_read() -> None:
    reading = _read(
        ("Joint plan for the estate",),
        ("Objective", "Fewer fires in bins"),
        ("Lead", "Head of Prevention"),
        ("Start", "1 May 2026"),
        ("Completion", "31 March 2027"),
        ("Resources", "One seconded officer; £12,000"),
        (),
        ("Action", "Lead", "By when", "Status"),
        *((text, "ASB Manager", "June 2026", "Not started") for text in _ACTIONS),
    )
    assert [(mapped.mapping.register, mapped.taken) for mapped in reading.mapped] == [
        ("plan_items", True)
    ] * 2
    form = next(draft.values for draft in _items(reading) if draft.values["title"] == "Fewer fires in bins")
    assert (form["resources"], form["starts_on"]) == ("One seconded officer; £12,000", "2026-05-01")
    assert [draft.values["title"] for draft in _items(reading)][-4:] == list(_ACTIONS)
    assert all(reading.cells.marks[place].outcome != "asked" for place in reading.cells.marks)


@pytest.mark.parametrize(
    ("cell", "posts", "bodies"),
    [
        ("Sgt, Town team", ["Sgt, Town team"], []),
        ("DI, Intelligence; ASB Officer", ["DI, Intelligence", "ASB Officer"], []),
        ("Inspector, Police, Probation", ["Inspector"], ["Police", "Probation"]),
        ("Housing Manager, Anytown Council", ["Housing Manager"], ["Anytown Council"]),
        ("DC, PC", [], ["DC", "PC"]),
        ("Head of Service, Community Safety", ["Head of Service, Community Safety"], []),
        ("Community Safety Manager, Housing", ["Community Safety Manager"], ["Housing"]),
    ],
)
def test_a_rank_stands_with_what_it_is_of(cell: str, posts: list[str], bodies: list[str]) -> None:
    assert parted_leads(cell, officers=False) == (posts, bodies, [])


@pytest.mark.parametrize("heading", ["Status", "Progress", "Current position", "RAG"])
def test_a_column_of_colours_without_a_word_rates(heading: str) -> None:
    rows = [(text, "Police", "June 2026") for text in _ACTIONS]
    fills = {(2, 4): "FF9900", (3, 4): "00FF00", (4, 4): "FF0000", (5, 4): "C0C0C0"}
    grid = replace(Grid.of_rows("Plan", [("Action", "Lead", "By when", heading), *rows]), fills=fills)
    reading = read_grids([grid], FinancialYear(2026), Mappings())
    updates = [draft.values["rag"] for draft in reading.drafts if draft.register == "updates"]
    assert updates == ["amber", "green", "red"]


def test_what_stands_in_words_is_in_no_doubt_beside_dates_month_first() -> None:
    cells = ("by 12/18/2026", "05/06/2026", "Ongoing", "1 March 2027")
    reading = _read(
        ("Action", "Lead", "Timescale"),
        *((text, "Police", cell) for text, cell in zip(_ACTIONS, cells, strict=True)),
    )
    said = [draft.values.get("timescale") for draft in _items(reading) if draft.values["level"] == "action"]
    assert said == [None, None, "Ongoing", "1 March 2027"]
    asked = [cell.place.address for cell in reading.cells if cell.mark.outcome == "asked"]
    assert asked == ["C2", "C3"]


def test_a_day_in_figures_says_the_quarter_of_an_update() -> None:
    heading = "Position at 30/09/2026"
    reading = _read(
        ("Action", "Lead", "By when", "January 2027 update", heading),
        *((text, "Police", "June 2026", f"{text}: all done", f"{text}: begun") for text in _ACTIONS),
    )
    assert _uses(reading)[heading] == ("narrative", "2026-Q2", False)


@pytest.mark.parametrize(
    ("begins", "ends", "as_read"),
    [
        ("Initiation", "Conclusion", ("Initiation", "Conclusion")),
        ("Start\u202fdate", "Time\u00adscale", ("Start date", "Timescale")),
        ("From", "To", ("From", "To")),
    ],
)
def test_what_begins_and_ends_an_action(begins: str, ends: str, as_read: tuple[str, str]) -> None:
    reading = _read(
        ("Action", "Lead", begins, ends),
        *((text, "Police", f"0{at}/05/2026", f"0{at}/09/2026") for at, text in enumerate(_ACTIONS, 1)),
    )
    uses = _uses(reading)
    assert [uses[heading] for heading in as_read] == [("starts_on", "", False), ("timescale", "", False)]


@pytest.mark.parametrize("marks", [("█", "█"), ("█", 1), ("x", "x"), ("1", "1")])
@pytest.mark.parametrize("weeks", [[date(2026, 6, day) for day in (1, 8, 15, 22, 29)], [1, 2, 3, 4, 5]])
def test_weeks_under_one_heading_are_a_chart_beside_when_it_begins_and_ends(
    weeks: list[object], marks: tuple[object, object]
) -> None:
    first, other = marks
    bars = [
        (first, first, None, None, None),
        (None, None, other, other, None),
        (None, None, None, None, first),
    ]
    rows = [
        (text, "Police", date(2026, 6, at), date(2026, 6, at + 14), *bar)
        for at, (text, bar) in enumerate(zip(_ACTIONS, bars, strict=False), 1)
    ]
    head = ("Activity", "Lead", "From", "To", "Week commencing")
    merged = ((1, 5, 1, 9), *((1, column, 2, column) for column in range(1, 5)))
    reading = _read(head, (None,) * 4 + tuple(weeks), *rows, merged=merged)
    actions = [draft.values for draft in _items(reading) if draft.values["level"] == "action"]
    assert [action["starts_on"] for action in actions] == ["2026-06-01", "2026-06-02", "2026-06-03"]
    assert not any("notes" in action for action in actions)
    assert all(cell.mark.outcome != "asked" for cell in reading.cells)


def _form(over: str) -> Reading:
    grid = Grid(
        "Rural crime",
        {
            (1, 1): over,
            (2, 1): "Indicators", (2, 2): "Farm thefts",
            (3, 1): "Baseline", (3, 2): "Farm thefts 2025/26 (46)",
            (4, 1): "Priority lead", (4, 2): "Police",
            (5, 1): "Milestones", (5, 3): "What will be different",
            (6, 1): "Visit forty farms", (6, 2): "G", (6, 3): "Machines marked", (6, 5): "R",
            (7, 1): "What we do about the risks:",
        },
    )  # fmt: skip
    return read_grids([grid], FinancialYear(2026), Mappings())


@pytest.mark.parametrize(
    ("over", "title", "ref"),
    [
        ("Priority 3: Cut rural crime by March 2027", "Cut rural crime by March 2027", "3"),
        ("Strategic Priority: Cut rural crime", "Cut rural crime", None),
        ("Cutting rural crime", "Cutting rural crime", None),
        ("Action plan 2026/27", "Rural crime", None),
    ],
)
def test_a_form_says_its_priority_in_one_cell_or_over_itself(over: str, title: str, ref: str | None) -> None:
    reading = _form(over)
    assert reading.layout == "priority-form"
    priority, milestone = _items(reading)
    assert (priority.values["title"], priority.values.get("ref")) == (title, ref)
    assert (milestone.values["title"], milestone.values["outcome"]) == (
        "Visit forty farms",
        "Machines marked",
    )
    (update,) = [draft for draft in reading.drafts if draft.register == "updates"]
    assert (update.values["rag"], update.values["outcome_rag"]) == ("green", "red")


def test_numbered_priorities_between_the_rows_of_a_table_make_no_form_of_it() -> None:
    reading = _read(
        ("Milestones", "Lead", "Due date", "RAG"),
        ("Priority 1: Safer streets", None, None, None),
        (_ACTIONS[0], "Council", "30/06/2026", "G"),
        ("Priority 2: Safer nights", None, None, None),
        (_ACTIONS[1], "Police", "30/09/2026", "A"),
    )
    assert reading.layout == "mapped"
    titles = [item.values["title"] for item in _items(reading) if item.values["level"] == "action"]
    assert titles == list(_ACTIONS[:2])


def _delivered(
    *headings: str, third: object = "Draft by June; sign off by September"
) -> dict[str, tuple[str, str, bool]]:
    rows = (
        ("Prevent", "Refresh the Prevent risk assessment", third, "Head of Safer Communities", "30/09/2026", "G", "Draft shared"),
        ("Prevent", "Train front line staff", third, "Prevent Coordinator", "31/12/2026", "A", "41 trained"),
        ("ASB", "A new way to review cases", third, "ASB Manager", "31/10/2026", "B", "Live"),
    )  # fmt: skip
    return _uses(_read(headings, *rows))


def test_deliverables_with_milestones_on_the_way_are_the_actions() -> None:
    said = _delivered("Workstream", "Deliverable", "Milestones", "SRO", "Delivery date", "BRAG", "Commentary")
    assert (said["Deliverable"], said["Milestones"]) == (("title", "", False), ("target", "", False))
    assert not any(asked for _, _, asked in said.values())


def test_deliverables_beside_actions_are_what_comes_of_them() -> None:
    said = _delivered("Workstream", "Action", "Deliverable", "SRO", "Delivery date", "BRAG", "Commentary")
    assert (said["Action"][0], said["Deliverable"][0]) == ("title", "outcome")


@pytest.mark.parametrize("every_row", [True, False])
def test_a_project_over_its_milestones_is_what_they_serve(every_row: bool) -> None:
    again = "Cameras in the square" if every_row else None
    reading = _read(
        ("Project", "Milestone", "Owner", "Completion date"),
        ("Cameras in the square", _ACTIONS[0], "Council", date(2026, 6, 30)),
        (again, _ACTIONS[1], "Police", date(2026, 9, 30)),
        (again, _ACTIONS[2], "Police", date(2027, 1, 31)),
        ("A safe haven", _ACTIONS[3], "Council", date(2026, 7, 31)),
    )
    objectives = {
        To(item.key): item.values["title"] for item in _items(reading) if item.values["level"] == "objective"
    }
    actions = [item for item in _items(reading) if item.values["level"] == "action"]
    assert [(item.values["title"], objectives[item.values["parent"]]) for item in actions] == [
        *((text, "Cameras in the square") for text in _ACTIONS[:3]),
        (_ACTIONS[3], "A safe haven"),
    ]
    assert not any(use.asked for use in reading.mapped[0].mapping.columns)


def test_a_milestone_that_is_a_day_is_no_target_for_certain() -> None:
    headings = ("Workstream", "Deliverable", "Milestone", "SRO", "Delivery date", "BRAG", "Commentary")
    field, _, asked = _delivered(*headings, third=date(2026, 9, 30))["Milestone"]
    assert asked or field != "target"


def test_a_plan_asked_about_for_its_names_alone_says_so() -> None:
    reading = _read(
        ("Workstream", "Output", "Milestones", "SRO", "Delivery date", "BRAG"),
        ("Prevent", "Refresh the risk assessment", "Draft by June", "Head of Service", "30/09/2026", "G"),
        ("Prevent", "Train front line staff", "Half by June", "Coordinator", "31/12/2026", "A"),
        ("ASB", "A new way to review cases", "Process map", "ASB Manager", "31/10/2026", "B"),
    )
    (mapped,) = reading.mapped
    assert not mapped.taken
    assert "Say first whether “Output” is what each row is called." in mapped.mapping.why


def test_an_aim_beside_the_priorities_stands_below_them() -> None:
    reading = _read(
        ("Priority", "Strategic aim", "Activity", "Output", "Accountable lead", "Completion"),
        ("Violence against women and girls", "Women feel safe in the town centre at night and know where to get help", "Train taxi drivers", "120 drivers trained", "Licensing Manager", "Mar-27"),
        (None, None, "Relaunch Ask for Angela", "30 venues", "Licensing Manager", "Sep-26"),
        (None, "Victims are supported", "Commission a service", "Service in place", "Commissioner", "Jun-26"),
        ("Serious violence", "Fewer young people carry knives", "Install two knife bins", "Bins in place", "Essex Police", "Jul-26"),
    )  # fmt: skip
    assert _uses(reading)["Strategic aim"] == ("objective", "", False)
    assert [draft.values["title"] for draft in _items(reading) if draft.values["level"] == "objective"] == [
        "Women feel safe in the town centre at night and know where to get help",
        "Victims are supported",
        "Fewer young people carry knives",
    ]
    # Where nothing stands over it, an aim is the priority, as it was.
    alone = _read(
        ("Strategic aim", "Objective", "Action", "Lead", "By when"),
        *(("Safer streets", "Fewer assaults", text, "Police", "March 2027") for text in _ACTIONS),
    )
    assert _uses(alone)["Strategic aim"][0] == "priority"


@pytest.mark.parametrize(
    "told",
    [
        "Where we are – end of {}",
        "Where we are at the end of {}",
        "Update – end of {}",
        "Progress to end {}",
        "Position at end of {}",
        "Progress (end of {})",
    ],
)
def test_what_is_told_up_to_the_end_of_a_month_is_of_its_quarter(told: str) -> None:
    words = (
        "Quotes in from three builders.",
        "Six bars are trained.",
        "All were called on.",
        "Two held in May.",
    )
    reading = _read(
        ("Ref", "Action", "Lead", "Due", told.format("June 2026"), told.format("Sept 2026")),
        *(
            (str(at), text, "Police", date(2027, 3, 31), word, f"{word} More since.")
            for at, (text, word) in enumerate(zip(_ACTIONS, words, strict=True), 1)
        ),
    )
    updates = [draft.values for draft in reading.drafts if draft.register == "updates"]
    assert {said["quarter"] for said in updates} == {"2026-Q1", "2026-Q2"}
    assert len(updates) == 8
    assert {cell.mark.outcome for cell in reading.cells} <= {"taken", "ignored"}


@pytest.mark.parametrize("heading", ["Done by", "Finish by", "Complete by"])
def test_days_under_done_by_are_when_and_names_are_who(heading: str) -> None:
    def said(cells: tuple[Any, ...]) -> tuple[str, str, bool]:
        rows = [(str(at), text, cell) for at, (text, cell) in enumerate(zip(_ACTIONS, cells, strict=True), 1)]
        return _uses(_read(("Ref", "Action", heading), *rows, sheet="Action plan"))[heading]

    days = tuple(date(2026, month, 28) for month in (6, 9, 12, 11))
    assert said(days) == ("timescale", "", False)
    assert said(("Police", "Council", "Fire and Rescue", "Police"))[0] == "lead_agencies"


@pytest.mark.parametrize("day", ["31/06/26", "31/11/2026", "31 June 2026", "00/09/2026"])
def test_a_day_there_is_not_is_asked_about(day: str) -> None:
    reading = _read(
        ("Ref", "Action", "Lead", "Target date"),
        *((str(at), text, "Police", day if at == 2 else "30/09/2026") for at, text in enumerate(_ACTIONS, 1)),
    )
    cell = next(cell for cell in reading.cells if cell.text == day)
    assert (cell.mark.outcome, cell.mark.message) == (
        "asked",
        f"There is no such day as “{day}”. Its words are kept in the notes.",
    )
    item = next(item for item in _items(reading) if item.values.get("ref") == "2")
    assert "timescale" not in item.values and day in item.values["notes"]


@pytest.mark.parametrize("title", ["Return from Essex Police", "Quarterly return from the Council", "Update from Fire and Rescue", "Response by Health"])  # fmt: skip
def test_whose_return_a_sheet_is_names_no_priority(title: str) -> None:
    rows = [(str(at), text, "Police", "30/09/2026") for at, text in enumerate(_ACTIONS, 1)]
    reading = _read((title,), (), ("Ref", "Action", "Lead", "Due"), *rows)
    priorities = [item.values["title"] for item in _items(reading) if item.values["level"] == "priority"]
    assert title not in priorities
