"""Registers made by others, kind by kind: what is taken, what is kept in notes, what is asked and what is none of ours."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from csp_desktop.editing.bringing_in.plan_import import apply_import, compare, map_table
from csp_desktop.editing.bringing_in.preview import ImportPreview
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.leads import named_leads
from csp_desktop.periods import FinancialYear
from csp_desktop.rules.money.funding_position import stream_position

YEAR = FinancialYear(2025)
Rows = list[tuple[Any, ...]]


def bring_in(ws: Workspace, rows: Rows, name: str = "Sheet1", *more: Grid, **mappings: Any) -> ImportPreview:
    grids = [Grid.of_rows(name, rows), *more]
    preview = compare(ws, read_grids(grids, YEAR, Mappings(**mappings)), "theirs.xlsx")
    apply_import(ws, preview)
    return preview


def outcomes(preview: ImportPreview) -> dict[str, str]:
    return {cell["cell"]: cell["outcome"] for cell in preview.as_json()["cells"]}


def tables(preview: ImportPreview) -> list[tuple[str, bool]]:
    return [(table["register"], table["ticked"]) for table in preview.as_json()["tables"]]


PLAN = ("Ref", "Action", "Lead", "Due date")


def test_one_month_first_date_puts_its_column_in_question_until_one_choice(ws: Workspace) -> None:
    rows: Rows = [
        PLAN,
        ("1", "Mark the bicycles", "Police", "03/28/2026"),
        ("2", "Close the alley", "Council", date(2025, 12, 6)),
        ("3", "Light the path", "Council", date(2026, 3, 12)),
    ]
    for doubtful in (False, True):
        preview = bring_in(ws, rows, "Action plan", take_doubtful=doubtful)
        assert (outcomes(preview)["D2"], outcomes(preview)["D3"]) == ("asked", "asked")
    assert {found["due_on"] for found in ws.records("plan_items")} == {None}
    (table,) = preview.reading.mapped
    # Looked at twice, how it is read is remembered once.
    for settled in [
        map_table(ws, preview, table, table.mapping.with_dates(4, "month first"), YEAR) for _ in range(2)
    ]:
        apply_import(ws, settled)
    assert len(ws.records("import_layouts")) == 1
    assert {found["due_on"] for found in ws.records("plan_items", {"level": "action"})} == {
        "2026-03-28",
        "2025-06-12",
        "2026-12-03",
    }


def test_what_has_no_field_is_kept_in_the_notes_under_its_heading(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Action", "Owner", "Owner", "Date", "Date", "Comments", "Mood"),
        (
            "1",
            "Train the door staff",
            "Police",
            "Council",
            date(2025, 6, 1),
            date(2025, 9, 30),
            "Said twice",
            "calm",
        ),
    ]
    preview = bring_in(ws, rows, "Action plan")
    (action,) = ws.records("plan_items", {"level": "action"})
    assert action["due_on"] == "2025-06-01" and len(action["lead_agencies"]) == 2
    assert action["notes"] == "Date: 30 September 2025\nComments: Said twice\nMood: calm"
    assert [outcomes(preview)[cell] for cell in ("F2", "G2", "H2")] == ["noted"] * 3


def test_a_row_is_not_refused_for_one_cell_and_empty_words_are_no_names(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Owner", "Status", "Mitigation"),
        ("R1", "The grant ends", 4, "TBC", "-", "Live", "None"),
        ("R2", "The lead leaves", "3-4", 3, "Council", "Closed - Q2", "Train a deputy"),
    ]
    preview = bring_in(ws, rows, "Risks")
    first, second = ws.records("risks", {}, ("ref",))
    assert (first["current_likelihood"], first["current_impact"], first["owner"], first["status"]) == (
        4,
        None,
        None,
        "open",
    )
    assert (second["current_likelihood"], second["status"]) == (None, "closed")
    assert "Likelihood: 3-4" in second["notes"] and outcomes(preview)["C3"] == "asked"
    assert [found["title"] for found in ws.records("mitigations")] == ["Train a deputy"]


def test_pairs_before_and_after_are_told_apart_and_scores_recomputed(ws: Workspace) -> None:
    head = (
        "Ref",
        "Risk",
        "Initial Likelihood",
        "Initial Impact",
        "Initial Score",
        "Controls",
        "Residual Likelihood",
        "Residual Impact",
        "Residual Score",
    )
    rows: Rows = [
        head,
        *((f"R{n}", f"Worry number {n}", n, 3, n * 3, "Watch it", 1, 2, 2) for n in range(1, 6)),
    ]
    rows[2] = (*rows[2][:4], 99, *rows[2][5:])
    preview = bring_in(ws, rows, "Risks")
    first = ws.records("risks", {}, ("ref",))[0]
    assert (first["inherent_likelihood"], first["inherent_impact"]) == (1, 3)
    assert (first["current_likelihood"], first["current_impact"]) == (1, 2)
    messages = {cell["cell"]: cell["message"] for cell in preview.as_json()["cells"]}
    assert messages["E3"] == "The sheet says 99, but 2 × 3 is 6."


def test_words_on_one_step_are_asked_unless_the_workbook_says_its_own_scale(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact"),
        ("R1", "The grant ends", "Likely", "Major"),
        ("R2", "The lead leaves", "Probable", "Minor"),
    ]
    asked = bring_in(ws, rows, "Risks")
    assert (outcomes(asked)["C2"], outcomes(asked)["C3"]) == ("asked", "asked")
    steps = Grid.of_rows(
        "Drop Downs", [("Scale",), ("Rare",), ("Unlikely",), ("Likely",), ("Probable",), ("Certain",)]
    )
    bring_in(ws, rows, "Risks", steps)
    assert [found["current_likelihood"] for found in ws.records("risks", {}, ("ref",))] == [3, 4]


@pytest.mark.parametrize(
    "scale",
    [
        Grid("Risk sheet", {(1, 1): "How likely"}, choices=(("Unlikely", "Likely", "Probable", "Certain"),)),
        Grid.of_rows("Lists", [("4 Certain",), ("3 Probable",), ("2 Likely",), ("1 Unlikely",)]),
        Grid.of_rows("Matrix", [(None, "Unlikely", "Likely", "Probable", "Certain"), ("Impact", 1, 2, 3, 4)]),
    ],
    ids=["typed into a drop-down", "figure and word in one cell", "across"],
)
def test_the_scale_of_a_workbook_is_found_however_it_is_laid_out(ws: Workspace, scale: Grid) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact"),
        ("R1", "The grant ends", "Likely", 4),
        ("R2", "The lead leaves", "Probable", 2),
    ]
    bring_in(ws, rows, "Risks", scale)
    assert [found["current_likelihood"] for found in ws.records("risks", {}, ("ref",))] == [2, 4]


def test_the_words_of_a_form_laid_sideways_are_no_scale_of_its_workbook(ws: Workspace) -> None:
    rows: Rows = [
        ("Risk", "The grant ends", "The lead leaves", "The data fails"),
        ("Likelihood", "Likely", "Unlikely", "Possible"),
        ("Impact", "Major", "Moderate", "Minor"),
        ("Owner", "Police", "Council", "Council"),
    ]
    bring_in(ws, rows, "Form")
    scored = {
        (found["title"], found["current_likelihood"], found["current_impact"])
        for found in ws.records("risks")
    }
    assert scored == {("The grant ends", 4, 4), ("The lead leaves", 2, 3), ("The data fails", 3, 2)}


@pytest.mark.parametrize("take_doubtful", [False, True])
def test_whoever_stands_beside_each_action_of_one_risk_does_it(ws: Workspace, take_doubtful: bool) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Mitigation", "Owner", "Due"),
        ("R1", "The grant ends", 3, 5, "Bid to the county", "Council", date(2025, 9, 30)),
        (None, None, None, None, "Keep three months in reserve", "Police", date(2025, 12, 31)),
        ("R2", "The analyst leaves", 2, 3, "Train a deputy", "Council", date(2025, 9, 30)),
        (None, None, None, None, "Write a handbook", "Police", date(2025, 12, 31)),
    ]
    bring_in(ws, rows, "Risks", take_doubtful=take_doubtful)
    called = {found["id"]: found["ref"] for found in ws.records("risks")}
    done = [(called[one["risk"]], one["title"], one["owner"]) for one in ws.records("mitigations")]
    assert done == [
        ("R1", "Bid to the county", "Council"),
        ("R1", "Keep three months in reserve", "Police"),
        ("R2", "Train a deputy", "Council"),
        ("R2", "Write a handbook", "Police"),
    ]
    assert {found["owner"] for found in ws.records("risks")} == {None}


def test_the_scores_of_another_register_are_no_scale_of_the_workbook(ws: Workspace) -> None:
    rows: Rows = [
        ("No", "Risk", "Likelihood", "Impact"),
        (1, "The grant ends", "Likely", "Major"),
        (2, "The lead leaves", "Possible", "Moderate"),
        (3, "The data fails", "Unlikely", "Minor"),
    ]
    others = Grid.of_rows("Operational risks", [rows[0], *((n, f"Also {t}", *s) for n, t, *s in rows[1:])])
    bring_in(ws, rows, "Strategic risks", others)
    scored = [
        (found["current_likelihood"], found["current_impact"])
        for found in ws.records("risks", {}, ("title",))
    ]
    assert scored == [(2, 2), (4, 4), (3, 3)] * 2


def test_figures_are_on_the_scale_that_stands_over_the_table_or_in_a_legend(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact"),
        ("R1", "The grant ends", 4, 1),
        ("R2", "The lead leaves", 1, 4),
    ]
    legend = Grid.of_rows(
        "Key", [("Likelihood",), (1, "Unlikely"), (2, "Possible"), (3, "Likely"), (4, "Almost certain")]
    )
    wards = Grid.of_rows("Wards", [(1, "North"), (2, "South"), (3, "East"), (4, "West")])
    for name, sheets, scored in (
        ("In words of our own", [[("Scored from 1 (low) to 4 (high)",), *rows], []], [(5, 1), (1, 5)]),
        ("By the legend", [rows, [legend]], [(5, 1), (1, 5)]),
        ("Without one", [rows, [wards]], [(4, 1), (1, 4)]),
        ("Said of one", [[(*rows[0][:2], "Likelihood (1-4)", "Impact"), *rows[1:]], []], [(5, 1), (1, 5)]),
        (
            "Beside",
            [
                [
                    (*row, None, *more)
                    for row, more in zip(
                        [*rows, (None,) * 4],
                        ((1, "Unlikely"), (2, "Possible"), (3, "Likely"), (4, "Certain")),
                        strict=True,
                    )
                ],
                [],
            ],
            [(5, 1), (1, 5)],
        ),
    ):
        bring_in(ws, sheets[0], name, *sheets[1])
        found = [
            (risk["current_likelihood"], risk["current_impact"]) for risk in ws.records("risks", {}, ("ref",))
        ]
        assert found == scored, name
        ws.undo()


def test_a_priority_no_is_no_ref_a_level_is_kept_and_the_name_beats_the_description(ws: Workspace) -> None:
    rows: Rows = [
        (
            "Risk Number",
            "Risk Name",
            "Description",
            "Likelihood (1-5)",
            "Impact (1-5)",
            "Detectability",
            "Risk Priority Number",
            "Priority",
        ),
        (1, "The grant ends", "It stops in March", 3, 4, 2, 24, "High"),
        (2, "The lead leaves", "One person knows it", 3, 2, 4, 24, "Low"),
    ]
    bring_in(ws, rows, "Risk register")
    first = ws.records("risks", {}, ("ref",))[0]
    assert (first["ref"], first["title"], first["item"]) == ("1", "The grant ends", None)
    assert set(first["notes"].split("\n")) == {
        "Description: It stops in March", "Detectability: 2", "Risk Priority Number: 24", "Priority: High",
    }  # fmt: skip


def test_objectives_stand_over_their_activities_and_bars_are_left_out(ws: Workspace) -> None:
    weeks = tuple(f"Week {n}" for n in range(1, 9))
    rows: Rows = [
        ("Objective", "Initiative/Activity", "Start date", "End date", "Responsible Team", *weeks),
        (
            "Cut violence near the station",
            "Train the door staff",
            date(2025, 4, 1),
            date(2025, 9, 30),
            "Police",
            "x",
            "x",
        ),
        (None, "Late bus home", date(2025, 5, 1), date(2026, 3, 31), "Council", None, "x"),
        ("Cut burglary in two wards", "Grants for locks", date(2025, 6, 1), date(2025, 12, 31), "Council"),
    ]
    bring_in(ws, rows, "Action plan")
    items = {found["title"]: found for found in ws.records("plan_items")}
    assert items["Late bus home"]["parent"] == items["Cut violence near the station"]["id"]
    assert (items["Late bus home"]["starts_on"], items["Late bus home"]["due_on"]) == (
        "2025-05-01",
        "2026-03-31",
    )
    assert items["Late bus home"]["notes"] is None


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Resources", [("Title", "Link", "Date Added", "Notes"), ("A guide", "https://example.org/a", date(2025, 6, 1), "x y"), ("A paper", "https://example.org/b", date(2025, 6, 2), "z y")]),
        ("Checklist", [("Team", "Requirement", "Action"), ("Police", "Trained staff", "Train two people"), ("Council", "Hall open", "Sign the lease")]),
        ("Survey", [("Question", "Answer"), ("How safe is the park?", "Quite"), ("How safe is the square?", "Less so"), ("Who was told?", "Nobody")]),
        ("Assumptions", [("ID", "Assumption Description", "Owner", "Status"), (1, "The hall stays free", "Council", "Open"), (2, "Data comes monthly", "Police", "Open")]),
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_shown_unticked_with_its_reason(ws: Workspace, name: str, rows: Rows) -> None:
    preview = bring_in(ws, rows, name)
    (table,) = preview.as_json()["tables"]
    assert not table["ticked"] and "looks like" in table["why"]
    assert preview.changes == []


def test_assumptions_under_a_heading_of_their_own_are_offered_and_not_taken(ws: Workspace) -> None:
    rows: Rows = [
        ("No", "Description", "Lead", "Likelihood", "Impact", "Response"),
        ("Part 1: Risks",),
        ("1.1", "The grant may stop", "Police", 3, 4, "Bid again"),
        ("Part 2: Issues and dependencies",),
        ("2.1", "Needs the county analyst", "County", None, None, "Ask county"),
        ("Part 3: Key assumptions",),
        ("3.1", "The hall stays free", "Council", None, None, "Ask yearly"),
    ]
    preview = bring_in(ws, rows, "Log")
    assert [(found["title"], found["category"]) for found in ws.records("risks")] == [
        ("The grant may stop", None)
    ]
    assert [outcomes(preview)[cell] for cell in ("B5", "B7", "A4", "A6")] == ["asked"] * 4
    said = {cell["cell"]: cell["message"] for cell in preview.as_json()["cells"]}
    assert "an issue or a dependency, not a risk" in next(said[at] for at in said if at.endswith("B5"))
    kinds: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Owner"),
        ("Money",),
        ("M1", "Costs rise at the hub", 2, 3, "Council"),
        ("Issues",),
        ("I1", "Two posts are empty", 2, 3, "Council"),
    ]
    bring_in(ws, kinds, "Risk register")
    assert [(found["title"], found["category"]) for found in ws.records("risks")][1:] == [
        ("Costs rise at the hub", "Money")
    ]


@pytest.mark.parametrize("name", ["Assumptions", "B. Dependencies and constraints", "Lessons learned"])
def test_a_table_called_otherwise_holds_no_risks_though_it_is_headed_as_theirs(
    ws: Workspace, name: str
) -> None:
    heads = ("Ref", "Description", "Owner", "Likelihood", "Impact", "Response")
    rows: Rows = [
        ("Risks",),
        heads,
        ("1.1", "The grant may stop", "Police", 3, 4, "Bid again"),
        ("1.2", "Volunteers may leave", "Council", 2, 4, "Thank them"),
        (),
        (name,),
        heads,
        ("2.1", "The hall stays free", "Council", None, None, "Ask yearly"),
        ("2.2", "Data comes monthly", "Police", None, None, "Ask county"),
    ]
    preview = bring_in(ws, rows, "RAID")
    assert [one["title"] for one in ws.records("risks")] == ["The grant may stop", "Volunteers may leave"]
    assert outcomes(preview)["B8"] in ("asked", "ignored")
    assert ws.records("plan_items") == []


def test_entries_told_by_letter_are_risks_where_they_say_so(ws: Workspace) -> None:
    rows: Rows = [
        ("Kind", "Ref", "Entry", "Consequence", "Action", "Lead", "Rating (P/S)"),
        ("R", "E1", "The hall roof may fail", "No sessions", "Ask for a survey", "Estates", "3/5"),
        ("I", "E2", "Nobody answers the helpline", "Calls lost", "Move the rota", "Police", None),
        ("O", "E3", "The college offers a room", None, "Say yes", "Council", None),
        ("D", "E4", "Needs the county analyst", None, "Ask county", "County", None),
        ("R", "E5", "Volunteers may leave", "Fewer patrols", "Thank them", "Police", "2/4"),
    ]
    preview = bring_in(ws, rows, "Log")
    found = [
        (one["title"], one["current_likelihood"], one["current_impact"], one["consequence"])
        for one in ws.records("risks")
    ]
    assert found == [
        ("The hall roof may fail", 3, 5, "No sessions"),
        ("Volunteers may leave", 2, 4, "Fewer patrols"),
    ]
    assert [outcomes(preview)[cell] for cell in ("C3", "C4", "C5")] == ["asked"] * 3
    assert {one["title"] for one in ws.records("mitigations")} == {"Ask for a survey", "Thank them"}
    assert ws.records("plan_items") == []


def test_a_plan_with_a_heading_over_its_actions_stays_a_plan(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Description", "Lead", "By when", "Progress"),
        ("Key actions",),
        ("1", "Fit lights in the lane", "Council", date(2025, 6, 1), "Quote asked for"),
        ("2", "Patrol the park", "Police", date(2025, 7, 1), "Two patrols held"),
        ("Other actions",),
        ("3", "Survey the shops", "Council", date(2025, 8, 1), "Early days"),
    ]
    bring_in(ws, rows, "Plan")
    assert ws.records("risks") == []
    assert len([one for one in ws.records("plan_items") if one["level"] == "action"]) == 3


def test_assumptions_in_a_log_of_risks_are_offered_and_not_taken(ws: Workspace) -> None:
    rows: Rows = [
        ("ID", "RAID Category", "Description", "Mitigation", "Owner", "Status"),
        (1, "Risk", "The grant may stop", "Bid again", "Police", "Open"),
        (2, "Assumption", "The hall stays free", "Ask yearly", "Council", "Open"),
        (3, "Dependency", "Needs the analyst", "Ask county", "County", "Open"),
    ]
    preview = bring_in(ws, rows, "RAID")
    assert [found["title"] for found in ws.records("risks")] == ["The grant may stop"]
    assert outcomes(preview)["C3"] == "asked" == outcomes(preview)["C4"]
    lettered: Rows = [
        ("No", "R/A/I/D", "Title", "Raised by", "Owner", "Position"),
        ("L1", "R", "Volunteers may leave", "Chair", "Police", "Open"),
        ("L2", "I", "No data came in May", "Analyst", "Council", "Open"),
        ("L3", "D", "Needs the county analyst", "Chair", "County", "Closed"),
    ]
    preview = bring_in(ws, lettered, "Log")
    assert [found["title"] for found in ws.records("risks")] == ["The grant may stop", "Volunteers may leave"]
    assert outcomes(preview)["C3"] == "asked" == outcomes(preview)["C4"]
    typed: Rows = [
        ("Ref", "Type", "Description", "Impact", "Mitigation", "Owner", "Status"),
        (11, "R", "The hub may flood", "Sessions lost", "Pumps", "Estates", "Open"),
        (12, "A", "The room stays free", "Costs hold", "Ask yearly", "Council", "Open"),
        (13, "I", "The post is vacant", "No profile", "Agency cover", "Police", "Open"),
    ]
    assert [outcomes(bring_in(ws, typed, "Log"))[f"C{row}"] for row in (2, 3, 4)] == [
        "taken",
        "asked",
        "asked",
    ]


def test_tables_side_by_side_forms_laid_sideways_and_legends_below(ws: Workspace) -> None:
    beside: Rows = [
        ("Ref", "Action", "Lead", "Due date", None, None, "Ref", "Risk", "Likelihood", "Impact"),
        ("1", "Train the door staff", "Police", date(2025, 9, 30), None, None, "R1", "The grant ends", 4, 5),
        ("2", "Open a safe space", "Council", date(2025, 12, 31), None, None, "R2", "The lead leaves", 2, 3),
    ]
    assert tables(bring_in(ws, beside, "Overview")) == [("plan_items", True), ("risks", True)]
    sideways: Rows = [
        ("Risk reference", "S1", "S2"), ("Risk", "The roof leaks", "The radios fail"), ("Likelihood", 4, 2), ("Impact", 5, 3),
        ("Owner", "Police", "Council"), ("Review date", date(2025, 9, 30), date(2025, 12, 31)),
    ]  # fmt: skip
    preview = bring_in(ws, sideways, "Form")
    assert set(outcomes(preview).values()) == {"taken", "ignored"} and outcomes(preview)["B3"] == "taken"
    turned = {found["ref"]: found for found in ws.records("risks")}["S2"]
    assert (turned["title"], turned["current_impact"], turned["review_on"]) == (
        "The radios fail",
        3,
        "2025-12-31",
    )
    legend: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Risk Rating", "Priority"), ("L1", "The ice melts", 4, 5, 20, "High"),
        ("L2", "The river rises", 2, 3, 6, "Low"), (), (), ("Risk Rating", "Priority"), ("1 to 10", "Low"), ("11 to 25", "High"),
    ]  # fmt: skip
    assert tables(bring_in(ws, legend, "Register")) == [("risks", True), ("", False)]


def test_plans_as_written_today_with_posts_as_lead_officers_and_ratings_beside_their_update(
    ws: Workspace,
) -> None:
    rows: Rows = [
        (
            "What we will do",
            "How we will know",
            "Lead partner",
            "Lead officer",
            "By when",
            "Update (October 2025)",
            "RAG",
            "Statutory duty",
        ),
        (
            "Refresh the strategy",
            "Published",
            "Police",
            "VRP Manager",
            "31/01/2026",
            "Data asked for",
            "R",
            "Serious Violence Duty",
        ),
        (
            "Deliver six sessions",
            "Six reached",
            "Council",
            "Youth Justice Manager",
            "March 2026",
            "Four done",
            "A",
            None,
        ),
    ]
    bring_in(ws, rows, "Delivery plan")
    first = next(found for found in ws.records("plan_items") if found["title"] == "Refresh the strategy")
    posts = {found["id"]: found["job_title"] for found in ws.records("people")}
    assert [posts[officer] for officer in first["lead_officers"]] == ["VRP Manager"]
    assert first["notes"] == "Statutory duty: Serious Violence Duty" and first["outcome"] == "Published"
    assert {(found["quarter"], found["rag"]) for found in ws.records("updates")} == {
        ("2025-Q3", "red"),
        ("2025-Q3", "amber"),
    }
    assert not any("Manager" in agency["name"] for agency in ws.records("agencies"))


def test_logs_orders_and_recommendations_land_in_the_log(ws: Workspace) -> None:
    log: Rows = [
        ("No", "Meeting date", "Action", "Owner", "Due", "Status", "Update"),
        ("1", "14/07/2025", "Send round the agreement", "Police", "31/07/2025", "Closed", "Sent"),
        ("2", "14/07/2025", "Name a deputy", "Council", "01/09/2025", "Open", "Chased twice"),
    ]
    orders: Rows = [
        ("Order", "Area", "Made on", "Expires on", "Review due"),
        ("Town centre order", "High street", "20/10/2023", "19/10/2026", "19/07/2026"),
    ]
    bring_in(ws, log, "Action log", Grid.of_rows("PSPO register", orders))
    kinds = {
        found["title"]: (found["kind"], found["due_on"], found["expires_on"])
        for found in ws.records("log_entries")
    }
    assert kinds["Name a deputy"] == ("meeting action", "2025-09-01", None)
    assert kinds["Town centre order"] == ("order or agreement", None, "2026-10-19")
    assert ws.records("plan_items") == []


def test_months_sum_to_quarters_and_are_kept(ws: Workspace) -> None:
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    rows: Rows = [
        ("KPI", "Target", *months),
        ("Thefts from vans", 200, *range(10, 22)),
        ("Fires set", 90, *range(1, 13)),
    ]
    bring_in(ws, rows, "Performance")
    first = next(found for found in ws.records("indicators") if found["title"] == "Thefts from vans")
    quarters = {found["quarter"]: found for found in ws.records("measurements", {"indicator": first["id"]})}
    assert [quarters[f"2025-Q{n}"]["value"] for n in (1, 2, 3, 4)] == [33, 42, 51, 60]
    assert quarters["2025-Q4"]["months"] == "Jan 19, Feb 20, Mar 21"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Average days to close a case", "snapshot"), ("Bikes marked (cumulative)", "cumulative")],
)
def test_months_of_what_is_never_added_up_make_the_quarter_of_the_last(
    ws: Workspace, name: str, kind: str
) -> None:
    rows: Rows = [
        ("KPI", "Target", "Apr", "May", "Jun", "Jul"),
        (name, 300, 33, 41, 59, 62),
        ("Fires set", 90, 4, 1, 7, 3),
    ]
    bring_in(ws, rows, "Performance")
    known = {found["title"]: found for found in ws.records("indicators")}
    assert known[name]["kind"] == kind
    told = {
        (found["indicator"], found["quarter"]): (found["value"], found["months"])
        for found in ws.records("measurements")
    }
    assert told[known[name]["id"], "2025-Q1"] == (59, "Apr 33, May 41, Jun 59")
    assert told[known[name]["id"], "2025-Q2"] == (62, "Jul 62")
    assert told[known["Fires set"]["id"], "2025-Q1"] == (12, "Apr 4, May 1, Jun 7")


@pytest.mark.parametrize("said", ["{}-25", "Spend {} 2025", "Actual {} 25"])
def test_spending_by_month_is_a_quarters_with_its_months_kept_and_comes_in_once(
    ws: Workspace, said: str
) -> None:
    months = tuple(said.format(month) for month in ("Apr", "May", "Jun", "Jul"))
    rows: Rows = [
        ("Project", "Grant", *months),
        ("Youth club", "Home Office", 400, 500, 300, 250),
        ("Street pastors", "Home Office", 100, "£200", None, 75.5),
    ]
    for _ in range(2):
        bring_in(ws, rows, "Spend")
        club = next(found for found in ws.records("allocations") if found["project"] == "Youth club")
        entries = {
            found["quarter"]: found for found in ws.records("funding_entries", {"allocation": club["id"]})
        }
        assert {quarter: entry["amount"] for quarter, entry in entries.items()} == {
            "2025-Q1": 120_000,
            "2025-Q2": 25_000,
        }
        assert entries["2025-Q1"]["note"] == "Apr £400, May £500, Jun £300"
        assert len(ws.records("funding_entries")) == 4


def test_per_cent_units_marks_and_ways_are_read_and_bare_shares_asked(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Indicator", "Baseline", "Target", "Q1", "Q2"),
        ("I1", "Calls answered in time", "85%", "90%", "87.2%", 0.88),
        ("I2", "Burglary per 1,000", "4.2", "<4.0", "4.1*", "TBC"),
        ("I3", "Reports of hate crime", 120, "Increase", 31, "35 (provisional)"),
        ("I4", "Victims satisfied", "85%", "90%", "0.87", "88%"),
        ("I5", "Streets cleaned again", "3%", "1%", 1, "2%"),
    ]
    preview = bring_in(ws, rows, "KPIs")
    assert (outcomes(preview)["E5"], outcomes(preview)["E6"]) == ("asked", "taken")
    found = {one["ref"]: one for one in ws.records("indicators")}
    assert (found["I1"]["unit"], found["I1"]["baseline_value"], outcomes(preview)["F2"]) == (
        "percent",
        85,
        "asked",
    )
    assert (found["I2"]["unit"], found["I2"]["stated_target"], found["I3"]["better"]) == (
        "rate per 1,000",
        "<4.0",
        "higher",
    )
    said = {(one["indicator"], one["quarter"]): one for one in ws.records("measurements")}
    assert (
        said[found["I2"]["id"], "2025-Q1"]["provisional"]
        and said[found["I2"]["id"], "2025-Q2"]["value_state"] == "TBC"
    )
    assert said[found["I3"]["id"], "2025-Q2"]["value"] == 35


def test_what_is_only_likely_is_taken_where_asked_for(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Mitigation", "Target date"),
        ("R1", "The grant ends", 4, 5, "Bid for another", date(2025, 9, 30)),
        ("R2", "The lead leaves", 2, 3, "Name a deputy", date(2025, 10, 31)),
    ]
    left = bring_in(ws, rows, "Risks")
    asked = {cell for cell, outcome in outcomes(left).items() if outcome == "asked"}
    assert asked and left.needs_a_person
    columns = {column["cell"]: column for column in left.as_json()["tables"][0]["columns"]}
    assert all(columns[f"{cell[0]}1"]["why"].startswith("Is “") for cell in asked)
    taken = bring_in(ws, rows, "Risks", take_doubtful=True)
    assert not {cell for cell, outcome in outcomes(taken).items() if outcome == "asked"}


def test_an_allocation_without_an_amount_comes_in_with_its_words_kept(ws: Workspace) -> None:
    rows: Rows = [
        ("Fund", "Project", "Allocated", "Status"),
        ("Safer Streets", "Lighting", 1200, "Approved"),
        ("Safer Streets", "Gates", "£2,000 - £2,500", "Proposed"),
        ("Safer Streets", "Benches", "TBC", "Proposed"),
        ("Safer Streets", "Paint", "Nil", "Approved"),
        ("Safer Streets", "Locks", "300 pounds", "Approved"),
    ]
    preview = bring_in(ws, rows, "Funding")
    held = {found["project"]: found for found in ws.records("allocations")}
    assert {name: found["amount"] for name, found in held.items()} == {
        "Lighting": 120_000, "Gates": None, "Benches": None, "Paint": 0, "Locks": 30_000,
    }  # fmt: skip
    assert (
        held["Gates"]["notes"] == "Allocated: £2,000 - £2,500"
        and held["Benches"]["notes"] == "Allocated: TBC"
    )
    assert (outcomes(preview)["C3"], outcomes(preview)["C4"]) == ("asked", "noted")
    # Nothing that adds up money stumbles over it.
    plan = Insert(
        "plans",
        {
            "partnership": ws.records("partnerships")[0]["id"],
            "title": "P",
            "first_year": 2025,
            "last_year": 2025,
        },
    )
    ws.apply([plan])
    records = ws.plan_records(plan.id)
    (stream,) = records.funding_streams
    assert stream_position(records, stream).allocated == 150_000


def test_what_was_supposed_of_a_column_is_said_once(ws: Workspace) -> None:
    shaded = Grid("Plan", {(1, 1): "Action", (1, 2): "Lead", (1, 3): "By when", (1, 4): "RAG", (1, 5): "Progress",
                           (2, 1): "Light the path", (2, 2): "Council", (2, 3): "June 2025", (2, 5): "Two lamps are up"},
                  fills={(2, 4): "00B050"})  # fmt: skip
    preview = bring_in(ws, [], "Empty", shaded, today=date(2025, 9, 1))
    (update,) = ws.records("updates")
    assert (update["quarter"], update["rag"], update["narrative"]) == ("2025-Q2", "green", "Two lamps are up")
    assert [note for note in preview.notes if "no quarter" in note or "colour" in note] == [
        "“RAG” and “Progress” in Plan name no quarter: read as Q2 2025/26. Choose another where that is not right.",
        "“RAG” in Plan: 1 rating was read from the colour of the cell alone.",
    ]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Inspector A Sample - Vale Police", [("A Sample", "Inspector", "Vale Police")]),
        (
            "B Sample – CSP Coordinator VBC\nC Sample, Vale Borough Council",
            [("B Sample", "CSP Coordinator", "VBC"), ("C Sample", "", "Vale Borough Council")],
        ),
        (
            "D Sample VBC Licensing Officer, E Sample VBC Youth Worker",
            [("D Sample", "Licensing Officer", "VBC"), ("E Sample", "Youth Worker", "VBC")],
        ),
        ("Licensing Manager, VBC", [("Licensing Manager", "Licensing Manager", "VBC")]),
        ("Vale Police, Vale Council", None),
        ("DA Commissioning Lead", [("DA Commissioning Lead", "DA Commissioning Lead", "")]),
        ("Modern Slavery Manager", [("Modern Slavery Manager", "Modern Slavery Manager", "")]),
        ("Grace Sample Licensing Officer", [("Grace Sample", "Licensing Officer", "")]),
    ],
)
def test_a_lead_is_a_name_a_post_and_a_body_apart(
    cell: str, people: list[tuple[str, str, str]] | None
) -> None:
    leads = named_leads(cell)
    assert (leads and [tuple(lead) for lead in leads]) == people


def test_ratings_under_the_heading_of_outcomes_stay_ratings(ws: Workspace) -> None:
    rows: Rows = [
        ("Strategic Priority: Fewer thefts of bicycles",),
        (
            "CSP Lead:",
            "A Sample – Crime Reduction Officer, Vale Council",
            None,
            "CSP Resources:",
            "2k CSP Grant",
        ),
        ("Key Milestones", "Outcomes & Outputs"),
        ("Mark 200 bicycles", "A", "More bicycles given back", "G"),
        ("Two evenings at the station", "R", "People know the stand", "A"),
    ]
    preview = bring_in(ws, rows, "Q2")
    items = {found["title"]: found for found in ws.records("plan_items")}
    assert items["Mark 200 bicycles"]["outcome"] == "More bicycles given back"
    rated = {(found["rag"], found["outcome_rag"]) for found in ws.records("updates")}
    assert rated == {("amber", "green"), ("red", "amber")}
    assert "asked" not in outcomes(preview).values()
    (officer,) = ws.records("people")
    assert (officer["name"], officer["job_title"]) == ("A Sample", "Crime Reduction Officer")
    assert items["Fewer thefts of bicycles"]["lead_officers"] == (officer["id"],)


@pytest.mark.parametrize(
    ("scale", "steps"),
    [
        # Figures two columns off, the heading no step; highest first.
        ([("Rating", "Meaning", "Score"), ("Major", "Whole service", 3), ("Medium", "A team", 2), ("Minor", "A day", 1)], {5, 3}),
        ([("Rating",), ("Major",), ("Moderate",), ("Minor",)], {5, 3}),
        ([("Rating",), ("Minor",), ("Moderate",), ("Medium",), ("Major",)], {5, 4}),
    ],
)  # fmt: skip
def test_the_scale_of_a_workbook_is_read_from_its_lower_end(
    ws: Workspace, scale: Rows, steps: set[int]
) -> None:
    middle = "Medium" if scale[-1][0] != "Minor" or len(scale[0]) > 1 else "Moderate"
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact"),
        ("1", "The grant ends", 3, "Major"),
        ("2", "A post is empty", 2, middle),
    ]
    bring_in(ws, rows, "Risks", Grid.of_rows("Scale", scale))
    assert {found["current_impact"] for found in ws.records("risks")} == steps


def test_a_matrix_of_likelihood_and_impact_is_no_register(ws: Workspace) -> None:
    rows: Rows = [
        ("Impact", "Rare", "Unlikely", "Possible", "Likely"),
        ("Major", "Medium", "High", "High", "High"),
        ("Minor", "Low", "Low", "Medium", "Medium"),
    ]
    preview = bring_in(ws, rows, "Risk level")
    assert tables(preview) == [("", False)] and set(outcomes(preview).values()) == {"ignored"}


def test_persons_in_a_list_of_leads_are_officers_and_bodies_agencies(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Action", "Lead", "By when"),
        ("1", "Light the path", "Grace Sample, Trading Standards", "June 2025"),
        ("2", "Cut the hedge", "J. Sample", "July 2025"),
        ("3", "Mend the gate", "Youth Offending Service", "July 2025"),
    ]
    bring_in(ws, rows, "Action plan")
    assert {found["name"] for found in ws.records("people")} == {"Grace Sample", "J. Sample"}
    assert {found["name"] for found in ws.records("agencies")} == {
        "Trading Standards",
        "Youth Offending Service",
    }


def test_what_is_to_be_done_is_told_from_what_was_done(ws: Workspace) -> None:
    rows: Rows = [
        ("Recommendation", "Action to be taken", "Date to be completed", "Date completed"),
        ("Train the wardens", "Two courses", date(2025, 9, 1), date(2025, 8, 1)),
        ("Share the data", "A protocol", date(2025, 10, 1), None),
    ]
    preview = bring_in(ws, rows, "DHR recommendations")
    (table,) = preview.as_json()["tables"]
    assert [column["field"] for column in table["columns"]] == ["title", "notes", "due_on", "completed_on"]


def test_money_without_a_year_is_of_this_one_and_says_so(ws: Workspace) -> None:
    rows: Rows = [
        ("Project", "Amount", "Spent", "Left to spend"),
        ("Lights", 100, 40, 60),
        ("Gates", 300, 60, 240),
    ]
    preview = compare(
        ws, read_grids([Grid.of_rows("Budget", rows)], None, Mappings(today=date(2025, 8, 1))), "t.xlsx"
    )
    apply_import(ws, preview)
    assert {found["year"] for found in ws.records("funding_streams")} == {2025}
    assert len(ws.records("allocations")) == 2
    assert any("which year the money in Budget is of: read as 2025/26" in note for note in preview.notes)


def test_ratings_by_month_are_their_quarters_and_the_months_are_kept(ws: Workspace) -> None:
    rows: Rows = [
        ("Action", "Lead", "Apr", "May", "Jun", "Jul"),
        ("Light the path", "Council", "A", "A", "G", "B"),
        ("Cut the hedge", "Police", "R", None, None, "A"),
    ]
    preview = bring_in(ws, rows, "RAG tracker")
    titles = {found["id"]: found["title"] for found in ws.records("plan_items")}
    held = {
        (titles[found["item"]], found["quarter"]): (found["rag"], found["notes"])
        for found in ws.records("updates")
    }
    assert held == {
        ("Light the path", "2025-Q1"): ("green", "RAG by month: Apr: Amber, May: Amber, Jun: Green"),
        ("Light the path", "2025-Q2"): ("blue", None),
        ("Cut the hedge", "2025-Q1"): ("red", None),
        ("Cut the hedge", "2025-Q2"): ("amber", None),
    }
    assert "asked" not in outcomes(preview).values()


def test_the_year_before_is_the_baseline_of_an_indicator(ws: Workspace) -> None:
    rows: Rows = [
        ("Measure", "2023/24", "2024/25", "Target 2025/26", "Q1"),
        ("Repeat victims", 130, 120, 100, 28),
        ("Calls answered", "80%", "82%", "85%", "83%"),
    ]
    bring_in(ws, rows, "KPIs")
    held = {found["title"]: found for found in ws.records("indicators")}
    assert {
        name: (found["baseline_value"], found["baseline_period"], found["better"])
        for name, found in held.items()
    } == {
        "Repeat victims": (120, "2024/25", "lower"),
        "Calls answered": (82, "2024/25", "higher"),
    }
    assert held["Repeat victims"]["notes"] == "2023/24: 130"


def test_a_table_read_anew_keeps_what_is_hidden_and_what_is_likely(ws: Workspace) -> None:
    rows: Rows = [
        PLAN,
        ("1", "Light the path", "Council", "June 2025"),
        ("2", "Cut the hedge", "Police", "July 2025"),
    ]
    grid = Grid.of_rows("Action plan", rows)
    grid.hidden_rows = frozenset({3})
    mappings = Mappings(hidden=True, take_doubtful=True, today=date(2025, 8, 1))
    preview = compare(ws, read_grids([grid], YEAR, mappings), "theirs.xlsx", mappings=mappings)
    (table,) = preview.reading.mapped
    again = map_table(ws, preview, table, table.mapping.with_column(4, "", ""), YEAR)
    apply_import(ws, again)
    assert {found["title"] for found in ws.records("plan_items", {"level": "action"})} == {
        "Light the path",
        "Cut the hedge",
    }
    assert (again.mappings.hidden, again.mappings.take_doubtful, again.mappings.today) == (
        True,
        True,
        date(2025, 8, 1),
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("Priority", "Action", "Lead", "Milestones", "Q1 status", "Resources"),
        ("Priority", "Action", "Lead", "RAG", "2024/25", "2025/26"),
        ("Strategic priority", "Key milestones", "Lead", "Outcomes", "Progress", "RAG"),
        ("Indicators", "Baseline", "Target", "Key milestones", "Lead", "Comments"),
    ],
)
def test_headings_side_by_side_are_those_of_a_table_and_no_form(
    ws: Workspace, headings: tuple[str, ...]
) -> None:
    rows: Rows = [headings, *(tuple(f"Words {row} {column}" for column in range(6)) for row in range(3))]
    preview = bring_in(ws, rows, "Plan")
    assert preview.layout == "mapped"
    assert (
        not {found["name"] for found in ws.records("agencies")}
        - {f"Words {row} 2" for row in range(3)}
        - {f"Words {row} 4" for row in range(3)}
    )


def test_what_stands_over_the_first_rows_is_their_priority_as_over_the_later_ones(ws: Workspace) -> None:
    headings = ("Action", "Lead agency", "Timescale", "Q1 update")
    rows: Rows = [
        ("Meadowshire action plan 2025/26",), (), ("Objective 1: Fewer thefts",), headings,
        ("Mark bicycles", "Police", "June 2025", "Begun"), ("Objective 2: Calmer streets",), headings,
        ("Light the path", "Council", "July 2025", "Ordered"),
    ]  # fmt: skip
    bring_in(ws, rows, "Sheet1")
    items = {found["id"]: found for found in ws.records("plan_items")}
    above = {found["title"]: items[found["parent"]]["title"] for found in items.values() if found["parent"]}
    assert above == {
        "Mark bicycles": "Objective 1: Fewer thefts",
        "Light the path": "Objective 2: Calmer streets",
    }


@pytest.mark.parametrize("again", [False, True])
def test_the_partnership_named_over_a_plan_is_no_priority_of_it(ws: Workspace, again: bool) -> None:
    (partnership,) = ws.records("partnerships")
    rows: Rows = [
        (partnership["name"],),
        ("Action", "Lead agency", "Due date", "Status"),
        ("Mark bicycles", "Police", "30/09/2025", "In progress"),
        ("Light the path", "Council", "31/10/2025", "Not started"),
    ]
    for _ in range(1 + again):
        preview = bring_in(ws, rows, "Sheet1")
    titles = {found["title"] for found in ws.records("plan_items", {"level": "priority"})}
    assert titles == {"All actions"}
    assert outcomes(preview)["A1"] == "ignored"


def test_a_column_that_adds_up_the_others_is_left_out_and_the_amount_taken(ws: Workspace) -> None:
    rows: Rows = [
        ("Project", "Funding stream", "Amount (£)", "Q1", "Q2", "Total"),
        ("Gates", "PCC", 4000, 1000, 1000, 2000),
        ("Lights", "PCC", 6000, 500, None, 500),
    ]
    preview = bring_in(ws, rows, "Spend")
    assert {found["project"]: found["amount"] for found in ws.records("allocations")} == {
        "Gates": 400_000,
        "Lights": 600_000,
    }
    assert outcomes(preview)["F2"] == "ignored"
    assert len(ws.records("funding_entries")) == 3


def test_columns_a_known_layout_does_not_know_go_into_the_notes(ws: Workspace) -> None:
    rows: Rows = [
        ("JAG ref", "Objective", "Actions", "Target", "Lead agency", "Comments"),
        ("1.1", "Calmer streets", "Light the path", "Ten lamps", "Council", "Waiting for the highways team"),
    ]
    preview = bring_in(ws, rows, "Section 1")
    assert preview.layout == "east-herts"
    assert "Comments: Waiting for the highways team" in {found["notes"] for found in ws.records("plan_items")}
    assert outcomes(preview)["F2"] == "noted"


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Risk no", "Risk", "L", "I", "R", "Mitigating action", "L", "I", "R", "Owner"),
            (1, "The grant ends", 4, 4, 16, "Bid for another", 3, 3, 9, "Chair"),
            (2, "Data are lost", 3, 4, 12, "Train the team", 2, 4, 8, "Data officer"),
        ],
        [
            ("Ref", "Risk description", "Gross score", None, None, "Net score", None, None, "Owner"),
            (None, None, "L", "I", "T", "L", "I", "T"),
            ("R1", "The grant ends", 4, 4, 16, 3, 3, 9, "Chair"),
            ("R2", "Data are lost", 3, 4, 12, 2, 4, 8, "Data officer"),
        ],
    ],
    ids=["headed alike before and after what is done", "under group headings not merged"],
)
def test_scores_stand_in_two_pairs(ws: Workspace, rows: Rows) -> None:
    preview = bring_in(ws, rows, "Risk register")
    phases = [f"{phase}_{half}" for phase in ("inherent", "current") for half in ("likelihood", "impact")]
    scored = {tuple(found[name] for name in phases) for found in ws.records("risks")}
    assert scored == {(4, 4, 3, 3), (3, 4, 2, 4)}
    # What is their product is worked out here, whatever its heading.
    products = {outcomes(preview)[f"{column}{len(rows)}"] for column in ("E", "I" if len(rows) == 3 else "H")}
    assert products == {"ignored"}


def test_a_recommendation_is_what_the_action_beside_it_meets(ws: Workspace) -> None:
    rows: Rows = [
        ("Recommendation", "Agency", "Action", "Lead officer", "Target date"),
        ("Train the staff", "ICB", "Run a course", "Head of Nursing", date(2025, 9, 1)),
        ("Share the data", "Police", "Write a protocol", "Chief Inspector", date(2025, 6, 1)),
    ]
    bring_in(ws, rows, "DHR action plan")
    entries = {found["title"]: (found["kind"], found["notes"]) for found in ws.records("log_entries")}
    assert entries == {
        "Train the staff": ("review recommendation", "Action: Run a course"),
        "Share the data": ("review recommendation", "Action: Write a protocol"),
    }


def test_a_quarter_is_of_the_year_beside_it_written_short(ws: Workspace) -> None:
    rows: Rows = [
        ("KPI", "Q3 24/25", "Q4 24/25", "Q1 25/26", "Target"),
        ("Burglary", 29, 33, 27, 100),
        ("Robbery", 6, 7, 5, 20),
    ]
    bring_in(ws, rows, "KPIs")
    assert {found["quarter"] for found in ws.records("measurements")} == {"2024-Q3", "2024-Q4", "2025-Q1"}


def test_a_time_that_is_no_date_is_kept_without_a_question(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Mitigation", "By when"),
        ("1", "The grant ends", 3, 4, "Bid for another", "Ongoing"),
        ("2", "A post is empty", 2, 3, "Name a deputy", date(2025, 9, 30)),
    ]
    preview = bring_in(ws, rows, "Risks")
    assert outcomes(preview)["F2"] == "noted"
    assert {found["due_on"] for found in ws.records("mitigations")} == {None, "2025-09-30"}
    assert any("By when: Ongoing" in (found["notes"] or "") for found in ws.records("risks"))


def test_a_plan_of_rows_with_quarters_is_no_plan_of_sections_and_a_finished_day_finishes(
    ws: Workspace,
) -> None:
    rows: Rows = [
        ("Ref", "Priority", "Objective", "Action", "Lead", "Q1 RAG", "Q2 RAG", "Completed"),
        ("1", "ASB", "Cleaner streets", "Fit lights in the lane", "Council", "G", "A", None),
        ("2", "ASB", "Cleaner streets", "Walk the night route", "Police", "R", "A", date(2025, 9, 3)),
    ]
    bring_in(ws, rows, "Plan")
    items = {found["title"]: found for found in ws.records("plan_items")}
    assert (items["Cleaner streets"]["level"], items["ASB"]["level"]) == ("objective", "priority")
    lit, walked = items["Fit lights in the lane"], items["Walk the night route"]
    assert (walked["completed_on"], walked["status"]) == ("2025-09-03", "complete")
    rated = {(one["item"], one["quarter"]): one["rag"] for one in ws.records("updates")}
    assert rated[lit["id"], "2025-Q2"] == "amber" and len(rated) == 4


def test_a_figure_to_date_is_kept_where_no_quarter_gives_it(ws: Workspace) -> None:
    rows: Rows = [
        ("Measure", "2025/26 target", "2025/26 to date"),
        ("Burglary", 110, 58),
        ("Robbery", 38, 17),
    ]
    preview = bring_in(ws, rows, "KPI")
    assert outcomes(preview)["C2"] == "noted"


def test_a_severity_of_the_kind_of_a_likelihood_is_its_impact_though_others_have_an_impact(
    ws: Workspace,
) -> None:
    rows: Rows = [
        ("Ref", "Risk", "Uncontrolled probability", "Uncontrolled severity", "Controls",
         "Target likelihood", "Target impact", "Target severity"),
        ("R1", "The match ends in a fight", 4, 5, "Plan with the club", 1, 5, 5),
        ("R2", "Flats are let to gangs", 3, 3, "Checks on landlords", 2, 3, 6),
    ]  # fmt: skip
    preview = bring_in(ws, rows, "Risk register")
    scored = [
        tuple(
            found[f"{phase}_{half}"] for phase in ("inherent", "target") for half in ("likelihood", "impact")
        )
        for found in ws.records("risks", {}, ("ref",))
    ]
    assert scored == [(4, 5, 1, 5), (3, 3, 2, 3)]
    assert outcomes(preview)["H2"] == "ignored"


def test_a_rate_in_a_cell_is_its_figure_and_says_the_unit(ws: Workspace) -> None:
    rows: Rows = [
        ("Indicator", "Baseline", "Target", "Q1"),
        ("Burglaries", "4.2 per 1,000", "4.0 per 1,000", "3.9 per 1,000"),
        ("Admissions", "12.5 per 100,000 population", 12, "12.1"),
        ("Nuisance", "30 incidents per thousand people", 29, "28.5 / 1,000"),
        ("Visits", "3 per week", 4, 5),
    ]
    bring_in(ws, rows, "KPIs")
    found = {one["title"]: one for one in ws.records("indicators")}
    assert [
        (found[name]["unit"], found[name]["baseline_value"])
        for name in ("Burglaries", "Admissions", "Nuisance")
    ] == [
        ("rate per 1,000", 4.2),
        ("rate per 100,000", 12.5),
        ("rate per 1,000", 30),
    ]
    assert (found["Burglaries"]["target_value"], found["Visits"]["baseline_value"]) == (4, None)
    values = {one["indicator"]: one["value"] for one in ws.records("measurements")}
    assert values[found["Nuisance"]["id"]] == 28.5


def test_who_chairs_a_group_comes_in_with_it_once(ws: Workspace) -> None:
    rows: Rows = [
        ("Name of group", "Chaired by", "Frequency", "Purpose"),
        ("Place group", "Head of Community Safety", "Monthly", "Looks at repeat places"),
        ("Abuse forum", "Grace Sample", "Quarterly", "Brings services together"),
        ("Licensing panel", "Head of Community Safety", "Bi-monthly", "Hears appeals"),
        ("Prevent board", "Vacant", "Quarterly", "Oversees the duty"),
    ]
    for _ in range(2):
        bring_in(ws, rows, "Groups")
        people = {one["id"]: one["name"] for one in ws.records("people")}
        chairs = {one["name"]: people.get(one["chair"] or "") for one in ws.records("groups")}
        assert {
            name: chairs[name] for name in ("Place group", "Abuse forum", "Licensing panel", "Prevent board")
        } == {
            "Place group": "Head of Community Safety",
            "Abuse forum": "Grace Sample",
            "Licensing panel": "Head of Community Safety",
            "Prevent board": None,
        }
        assert sorted(people.values()).count("Head of Community Safety") == 1


def test_dates_beside_a_column_that_is_month_first_are_in_question_too(ws: Workspace) -> None:
    headings = ("Ref", "Action", "Lead", "Start date", "Due date", "Last reviewed")
    rows: Rows = [
        headings,
        ("1", "Mark the bicycles", "Police", "04/28/2025", "06/05/2025", "13/05/2025"),
        ("2", "Close the alley", "Council", "05/06/2025", "12/07/2025", "14/05/2025"),
    ]
    fates = outcomes(bring_in(ws, rows, "Action plan"))
    assert [fates[cell] for cell in ("D2", "D3", "E2", "E3")] == ["asked"] * 4
    # What can only be day-first is not doubted.
    assert {fates[cell] for cell in ("F2", "F3")} <= {"taken", "noted"}


def test_a_sentence_merged_over_the_lead_and_what_follows_names_no_agency(ws: Workspace) -> None:
    rows: Rows = [
        ("Ref", "Action", "Lead", "Due date", "Status"),
        ("1", "Mark the bicycles", "Police", "30/06/2025", "In progress"),
        ("2", "Close the alley", "Merged with action 1", None, None),
        ("3", "Light the path", "Council", "30/09/2025", "In progress"),
    ]
    grid = Grid.of_rows("Action plan", rows, merged=((3, 3, 3, 5),))
    preview = compare(ws, read_grids([grid], YEAR), "theirs.xlsx")
    apply_import(ws, preview)
    assert {agency["name"] for agency in ws.records("agencies")} == {"Police", "Council"}
    (merged,) = [item for item in ws.records("plan_items") if item["ref"] == "2"]
    assert merged["lead_agencies"] == ()
    assert merged["notes"] == "Lead, Due date, Status: Merged with action 1"


def test_thousands_are_said_of_a_figure_of_the_sheet(ws: Workspace) -> None:
    rows: Rows = [
        ("Fund", "Project", "Provider", "Amount £000"),
        ("Safer Streets", "Night bus", "Council", 12.5),
        ("Safer Streets", "Mentors", "YMCA", 40),
    ]
    preview = bring_in(ws, rows, "Grants")
    said = "“Amount £000” in Grants is in thousands of pounds: 12.5 was read as £12,500."
    assert said in preview.notes
    assert {found["amount"] for found in ws.records("allocations")} == {1_250_000, 4_000_000}
