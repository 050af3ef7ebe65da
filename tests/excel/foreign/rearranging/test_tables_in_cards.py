"""Small tables in cards: controls under each risk, scores before and after, figures by quarter; every cell is told of."""

from __future__ import annotations

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]
_RISKS = ("Posts go when the grant ends", "The mart closes", "Volunteers stay away")


def read(rows: Rows, sheet: str) -> Reading:
    return read_grids([Grid.of_rows(sheet, rows)], FinancialYear(2026), Mappings())


def of(reading: Reading, register: str) -> list[Draft]:
    return [draft for draft in reading.drafts if draft.register == register]


def asked(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]


def test_controls_listed_in_each_card_are_mitigations_of_its_risk() -> None:
    controls = (
        [("Ask the trust for a bridging sum", "In progress", "31/12/2026"), ("Share a post", "Complete", "30/09/2026")],
        [("Move the stall", "Not started", "31/05/2027")],
        [("Thank-you evening", "Complete", None), ("Travel paid", "In progress", "28/02/2027"), ("Rota by text", "In progress", None)],
    )  # fmt: skip
    rows: Rows = [("Risk cards",)]
    for at, (name, listed) in enumerate(zip(_RISKS, controls, strict=True), 1):
        rows += [(), (f"RISK CARD R{at}",), ("Risk ref", f"R{at}", None, "Risk owner", "Police")]
        rows += [("Risk", name), ("Current likelihood", 3, "Current impact", 4)]
        rows += [("Control or action", None, None, "Status", "By")]
        rows += [(what, None, None, how, by) for what, how, by in listed]
    reading = read(rows, "Risk cards")
    risks = of(reading, "risks")
    assert [(risk.values["ref"], risk.values["title"], risk.values["current_impact"]) for risk in risks] == [
        (f"R{at}", name, 4) for at, name in enumerate(_RISKS, 1)
    ]
    of_risk = {To(risk.key): controls[at] for at, risk in enumerate(risks)}
    told = [
        (draft.values["risk"], draft.values["title"], draft.values["status"], draft.values.get("due_on"))
        for draft in of(reading, "mitigations")
    ]
    assert told == [
        (risk, what, how.lower(), by and "-".join(reversed(by.split("/"))))
        for risk, listed in of_risk.items()
        for what, how, by in listed
    ]
    assert not asked(reading)


def test_scores_in_a_small_table_are_those_before_and_after() -> None:
    rows: Rows = []
    for at, name in enumerate(_RISKS, 1):
        rows += [(f"Risk R{at}",), ("Risk", name), ("Risk owner", "Police"), ("Category", "Money")]
        rows += [
            (None, "Likelihood", "Impact", "Score"),
            ("Inherent", 4, 5, 20),
            ("Residual", at, 3, 3 * at),
            ("Controls", "A report each month is read by the board"),
            (),
        ]
    reading = read([*rows, ("Read by the board in May.",)], "Risks")
    risks = [draft.values for draft in of(reading, "risks")]
    assert [(risk["ref"], risk["title"]) for risk in risks] == [
        (f"R{at}", name) for at, name in enumerate(_RISKS, 1)
    ]
    assert [(risk["inherent_likelihood"], risk["inherent_impact"]) for risk in risks] == [(4, 5)] * 3
    assert [(risk["current_likelihood"], risk["current_impact"]) for risk in risks] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]
    assert [draft.values["kind"] for draft in of(reading, "mitigations")] == ["existing control"] * 3
    assert asked(reading) == ["Read by the board in May."]


def test_figures_by_quarter_in_each_card() -> None:
    rows: Rows = []
    for at, project in enumerate(("Detached youth work", "Helpline hours", "Shed alarms"), 1):
        rows += [
            ("Project", project, "Provider", f"Trust {at}"),
            ("Funding stream", "Fund A", "Award", 400 * at),
        ]
        rows += [("", "Q1", "Q2", "Q3", "Q4"), ("Planned", *[100 * at] * 4), ("Spent", 90 * at, 80 * at), ()]
    reading = read(rows, "Projects")
    assert [draft.values["project"] for draft in of(reading, "allocations")] == [
        "Detached youth work",
        "Helpline hours",
        "Shed alarms",
    ]
    entries = [draft.values for draft in of(reading, "funding_entries")]
    spent = [(entry["quarter"], entry["amount"]) for entry in entries if entry["kind"] == "actual"]
    assert spent == [
        (f"2026-Q{number}", part * at) for at in (1, 2, 3) for number, part in ((1, 9000), (2, 8000))
    ]
    assert sum(entry["kind"] == "forecast" for entry in entries) == 12
    assert not asked(reading)


def test_a_value_below_its_label_is_of_that_label() -> None:
    rows: Rows = []
    for at, name in enumerate(_RISKS, 1):
        rows += [(f"RISK {at}", name), ("Owner", "Police", "Status", "Open"), ("Likelihood", at, "Impact", 3)]
        rows += [
            ("Existing controls",),
            (f"Board reads report {at}",),
            ("Further action",),
            (f"Find cover {at}",),
            (),
        ]
    reading = read(rows, "Risks")
    assert [draft.values["title"] for draft in of(reading, "risks")] == list(_RISKS)
    assert [
        (draft.values.get("kind", "planned action"), draft.values["title"])
        for draft in of(reading, "mitigations")
    ] == [
        said
        for at in (1, 2, 3)
        for said in (("existing control", f"Board reads report {at}"), ("planned action", f"Find cover {at}"))
    ]
    assert not asked(reading)


def test_what_is_listed_in_cards_of_a_plan_is_asked_about() -> None:
    rows: Rows = []
    for name, step in (
        ("Lights", "Fit lamps"),
        ("Youth club", "Find a hall"),
        ("Night safety", "Train doormen"),
    ):
        rows += [("Action", f"{name} in the town"), ("Lead", "Police"), ("Start date", "01/04/2026")]
        rows += [
            ("Milestone", "Owner", "Due", "Status"),
            (step, "Council", "01/09/2026", "Complete"),
            (f"{step} again", "Council", "01/12/2026", "In progress"),
        ]
    reading = read(rows, "Plan")
    assert not reading.drafts
    values = [
        text
        for row in rows
        if row[0] != "Milestone"
        for text in row[row[0] in ("Action", "Lead", "Start date") :]
    ]
    assert len(asked(reading)) == len(values)
