"""Records laid out as small forms, one below or beside another, are a record each; every cell is told of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, Reading
from csp_desktop.excel.layouts.recognised import read_grids, read_source
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]
_YEAR = FinancialYear(2025)
_ACTIONS = (
    ("Fit lights in the lane", "Council", "30/09/2025", "Quote asked for"),
    ("Walk the night route", "Police", "31/12/2025", "Done weekly"),
    ("Open a safe space", "Probation", "31/03/2026", "Hall found"),
)
_LABELS = ("Action", "Lead", "By when", "Progress")
_RISKS: Rows = [
    ("Risk ref", "R1", "Owner", "Police"),
    ("Likelihood", 3, "Impact", 4),
    ("Description", "The grant ends in spring and posts go"),
    ("Risk ref", "R2", "Owner", "Council"),
    ("Likelihood", 2, "Impact", 5),
    ("Description", "The analyst leaves before the audit"),
]


def card(said: tuple[str, ...], labels: tuple[str, ...] = _LABELS) -> Rows:
    return list(zip(labels, said, strict=True))


def read(rows: Rows, sheet: str = "Action plan") -> Reading:
    return read_grids([Grid.of_rows(sheet, rows)], _YEAR, Mappings())


def of(reading: Reading, register: str) -> list[Draft]:
    return [
        draft
        for draft in reading.drafts
        if draft.register == register and draft.values.get("level", "action") == "action"
    ]


def named(reading: Reading, register: str) -> list[Any]:
    return [draft.values.get("title") or draft.values.get("name") for draft in of(reading, register)]


def asked(reading: Reading) -> list[str]:
    return [cell.place.address for cell in reading.cells if cell.mark.outcome == "asked"]


@pytest.mark.parametrize(
    ("before", "after"),
    [([], [()]), ([], []), ([("Action {}",)], []), ([("Action {}",)], [(), ()])],
    ids=["a gap between", "none", "numbered", "numbered with gaps"],
)
def test_cards_below_one_another(before: Rows, after: Rows) -> None:
    rows = [
        row
        for number, said in enumerate(_ACTIONS, 1)
        for row in (*((str(text).format(number),) for (text,) in before), *card(said), *after)
    ]
    reading = read(rows)
    assert named(reading, "plan_items") == [said[0] for said in _ACTIONS]
    assert [draft.values["timescale"] for draft in of(reading, "plan_items")] == [
        "30/09/2025",
        "31/12/2025",
        "31/03/2026",
    ]
    assert [draft.values["narrative"] for draft in of(reading, "updates")] == [said[3] for said in _ACTIONS]
    assert not asked(reading)


@pytest.mark.parametrize("gap", [1, 2])
def test_cards_beside_one_another_read_across(gap: int) -> None:
    first, second, third = map(card, _ACTIONS)
    rows = [(*left, *(None,) * gap, *right) for left, right in zip(first, second, strict=True)]
    reading = read([*rows, (), *third])
    assert named(reading, "plan_items") == [said[0] for said in _ACTIONS]
    assert not asked(reading)


def test_two_labels_to_a_row_are_two_risks_and_their_cells_are_told_where_they_stand() -> None:
    reading = read(_RISKS, "Risks")
    assert [
        (draft.values["ref"], draft.values["title"], draft.values["current_impact"])
        for draft in of(reading, "risks")
    ] == [
        ("R1", "The grant ends in spring and posts go", 4),
        ("R2", "The analyst leaves before the audit", 5),
    ]
    marks = {cell.place.address: (cell.mark.outcome, cell.mark.field) for cell in reading.cells}
    assert marks["D5"] == ("taken", "current_impact")
    assert marks["B6"] == ("taken", "title")
    assert {marks[cell] for cell in ("A1", "C1", "A4", "C5")} == {("ignored", "")}
    assert reading.mapped[0].table.range == "A1:D6"


@pytest.mark.parametrize(
    ("sheet", "labels", "said", "register"),
    [
        ("KPIs", ("KPI", "Baseline", "Target", "Q1"), (("Thefts", 412, 390, 98), ("Calls", 185, 170, 40)), "indicators"),
        (
            "Contacts",
            ("Name", "Role", "Organisation", "Email"),
            (("Sam Sample", "Team Leader", "Council", "s@example.org"), ("Jo Pattern", "Sergeant", "Police", "j@example.org")),
            "people",
        ),
        (
            "DHR recommendations",
            ("Recommendation", "Lead agency", "Due date", "Status"),
            (("Train practice leads", "ICB", "31/12/2026", "Open"), ("Agree a protocol", "Police", "30/09/2026", "Open")),
            "log_entries",
        ),
    ],
)  # fmt: skip
def test_cards_of_other_registers(sheet: str, labels: tuple[str, ...], said: Any, register: str) -> None:
    reading = read([row for values in said for row in (*card(values, labels), ())], sheet)
    assert named(reading, register) == [values[0] for values in said]
    assert not asked(reading)


def test_what_no_label_says_is_kept() -> None:
    """A label nobody knows, a value that goes on below, one that is missing, and the ref over the card."""
    rows: Rows = []
    for number, title in enumerate(("The grant ends", "The analyst leaves"), 1):
        rows += [(f"Risk R{number}",), ("Risk", title), ("Likelihood", 3), ("Impact", 4), ("Weather", "dull")]
        rows += [("Owner",), ("Comments", "First seen in May"), (None, "and in June"), ()]
    reading = read(rows, "Risks")
    assert [draft.values["ref"] for draft in of(reading, "risks")] == ["R1", "R2"]
    for draft in of(reading, "risks"):
        assert draft.values["notes"].splitlines() == [
            "Weather: dull",
            "Comments: First seen in May",
            "Comments: and in June",
        ]


def test_priorities_between_cards_head_those_below_them() -> None:
    rows: Rows = [("Priority 1: Safer nights",), *card(_ACTIONS[0]), *card(_ACTIONS[1])]
    reading = read([*rows, ("Priority 2: Safer homes",), *card(_ACTIONS[2])])
    titles = {draft.key: draft.values["title"] for draft in reading.drafts if draft.register == "plan_items"}
    assert [titles[draft.values["parent"].key] for draft in of(reading, "plan_items")] == [
        "Priority 1: Safer nights",
        "Priority 1: Safer nights",
        "Priority 2: Safer homes",
    ]


def test_cards_of_a_document(tmp_path: Path) -> None:
    document = docx.Document()
    for at in range(0, len(_RISKS), 3):
        table = document.add_table(rows=0, cols=4)
        for row in _RISKS[at : at + 3]:
            cells = table.add_row().cells
            for cell, value in zip(cells, row, strict=False):
                cell.text = str(value)
            if len(row) == 2:
                cells[1].merge(cells[3])
    document.save(str(tmp_path / "risks.docx"))
    reading = read_source(tmp_path / "risks.docx", None, _YEAR, Mappings())
    assert [draft.values["ref"] for draft in of(reading, "risks")] == ["R1", "R2"]
    assert not asked(reading)


@pytest.mark.parametrize(
    "rows",
    [
        [("Type", "Description"), *[("Risk", "The grant ends soon"), ("Issue", "Staff are missing now"), ("Action", "Write to the board")] * 2],
        [("Action", None, "Lead", None, "Due date"), *((said[0], None, said[1], None, said[2]) for said in _ACTIONS)],
        [("Column", "What to enter"), ("Action", "What is done"), ("Lead", "Who leads"), ("By when", "A date")],
    ],
    ids=["kinds of entries", "columns between", "headings explained"],
)  # fmt: skip
def test_what_are_no_cards(rows: Rows) -> None:
    tables = [mapped.table for mapped in read(rows).mapped]
    assert tables and all(len(table.header) == 1 and table.range[-1] == str(len(rows)) for table in tables)


def test_the_head_of_a_form_over_a_table_is_no_action() -> None:
    rows: Rows = [
        ("Project", "Safer lanes", "Lead", "Council"),
        ("Start", "1 May 2025", "End", "31 March 2026"),
    ]
    reading = read([*rows, (), ("Ref", "Action", "Lead", "Due date"), ("A1", *_ACTIONS[0][:3])])
    assert named(reading, "plan_items") == ["Fit lights in the lane"]


def test_likelihood_and_impact_beside_one_label_are_the_two_scores() -> None:
    rows: Rows = []
    for name, before, now in (("The lease ends", (4, 5), (3, 5)), ("The mart closes", (2, 3), (1, 3))):
        rows += [("Risk", name), ("Original score (likelihood, impact)", *before)]
        rows += [("Score now (likelihood, impact)", *now), ("Owner", "Police"), ("Status", "Open")]
        rows += [
            ("Cause", "A savings round"),
            ("What we're doing", "A report is drafted"),
            ("Look at again", "13/01/2026"),
            (),
        ]
    risks = [draft.values for draft in of(read(rows, sheet="Risk cards"), "risks")]
    assert [(risk["inherent_likelihood"], risk["inherent_impact"]) for risk in risks] == [(4, 5), (2, 3)]
    assert [(risk["current_likelihood"], risk["current_impact"]) for risk in risks] == [(3, 5), (1, 3)]


@pytest.mark.parametrize("numbered", [True, False], ids=["named beside their number", "named by a label"])
def test_cards_among_tables_are_read_apart(numbered: bool) -> None:
    plan = [
        ("Action", "Lead", "Due date", "RAG"),
        *((said[0], said[1], said[2], "Green") for said in _ACTIONS),
    ]
    rows: Rows = [("3. Delivery plan",), (), *plan, (), ("4. Risk register",), ()]
    for at, risk in enumerate(("The grant ends in spring", "The analyst leaves", "The lane floods"), 1):
        name = f"Risk {at}" if numbered else "Risk"
        rows += [
            (name, risk),
            ("Likelihood (1-5)", 4),
            ("Impact (1-5)", 3),
            ("Risk owner", "Head of Housing"),
            (),
        ]
    rows += [
        ("5. Money",),
        (),
        ("Project", "Budget", "Spent"),
        ("Lamps", "£500", "£120"),
        ("Gates", "£90", "£0"),
        (),
    ]
    rows += [("6. Performance",), (), ("Measure", "Q1 2025/26", "Q2 2025/26")]
    rows += [("Burglaries", 33, 21), ("Knife crimes", 7, 4), ("Reports of litter", 90, 72)]
    reading = read(rows, sheet="Document")
    assert named(reading, "plan_items") == [said[0] for said in _ACTIONS]
    assert named(reading, "risks") == ["The grant ends in spring", "The analyst leaves", "The lane floods"]
    assert {draft.values["current_likelihood"] for draft in of(reading, "risks")} == {4}
    assert [draft.values["project"] for draft in of(reading, "allocations")] == ["Lamps", "Gates"]
    assert named(reading, "indicators") == ["Burglaries", "Knife crimes", "Reports of litter"]
    assert not asked(reading)
