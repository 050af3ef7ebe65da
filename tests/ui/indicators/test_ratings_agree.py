"""Twenty ratings worked out by hand: the same in the window, the checks, the quarterly sheet and the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.reports.blocks import Badge, Form, Row, Table, Words
from csp_desktop.reports.forms import highlight, quarterly_sheet
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.rows.row import rows_of
from csp_desktop.ui.indicators.indicator_columns import indicator_columns
from csp_desktop.ui.look.theme import apply_theme

Q2 = Quarter(2010, 2)


class Example(NamedTuple):
    """An indicator, its figures of Q1 and Q2, the rating and how far off in words."""

    about: dict[str, Any]
    figures: tuple[float | None, float | None]
    rag: str
    says: str


def _target(value: float, **more: Any) -> dict[str, Any]:
    return {"target_kind": "value", "target_value": value, **more}


def _level(value: float, **more: Any) -> dict[str, Any]:
    return _target(value, unit="percent", **more)


def _less(baseline: float, percent: float, **more: Any) -> dict[str, Any]:
    known = {"baseline_state": "known", "baseline_value": baseline}
    return {**known, "target_kind": "percent change", "target_value": percent, **more}


POINTS = {"amber_in": "points"}
EXAMPLES = (
    # (12 + 18) / 2 = 15; 6.5 off 8.5 is 76.5% of the target.
    Example(_level(8.5), (12, 18), "red", "15% on average to date against 8.5%: 76.5% over"),
    Example(_level(8.5, amber_within=15), (12, 18), "red", "76.5% over, red beyond 15%"),
    Example(_level(8.5, **POINTS), (12, 18), "amber", "6.5 points over, amber within 10 points"),
    Example(_level(8.5, amber_within=5, **POINTS), (12, 18), "red", "6.5 points over, red beyond 5 points"),
    Example(_level(80, better="higher"), (66, 66), "red", "17.5% under, red beyond 10%"),
    Example(_level(80, better="higher"), (74, 74), "amber", "7.5% under, amber within 10%"),
    Example(_level(80, better="higher"), (80, 82), "green", "81% on average to date against 80%"),
    # 22 less 5% is 20.9, half of it 10.45: 1.55 off is 14.8%.
    Example(_less(22, 5), (5, 7), "red", "12 to date against 10.45: 14.8% over, red beyond 10%"),
    # 23 less 5% is 21.85, half of it 10.925: 1.075 off is 9.8%.
    Example(_less(23, 5), (5, 7), "amber", "9.8% over, amber within 10%"),
    # 412 less 5% is 391.4, half of it 195.7: 42.3 off is 21.6%.
    Example(_less(412, 5), (98, 140), "red", "238 to date against 195.7: 21.6% over"),
    # 325 less 10% is 292.5, half of it 146.25: 147 is 0.5% over, though 293 halved would let it pass.
    Example(_less(325, 10), (73, 74), "amber", "147 to date against 146.25: 0.5% over"),
    Example(_less(325, 10), (73, 73), "green", "146 to date against 146.25: 0.2% under"),
    Example(_target(200), (55, 55), "amber", "110 to date against 100: 10.0% over, amber within 10%"),
    Example(_target(200), (55, 56), "red", "111 to date against 100: 11.0% over, red beyond 10%"),
    Example(_target(0), (0, 3), "red", "3 to date against 0: 3 over, red when off target"),
    Example(_target(0), (0, 0), "green", "on target"),
    # A cumulative figure is the year's so far.
    Example(_target(40, kind="cumulative", better="higher"), (10, 19), "amber", "19 to date against 20: 5.0% under"),
    # Halfway from 50 to 56 is 53.
    Example(
        _level(56, kind="snapshot", better="higher", baseline_state="known", baseline_value=50),
        (51.5, 52), "amber", "52% against 53%: 1.9% under",
    ),
    Example(_level(56.4, kind="snapshot", better="higher"), (50, None), "none", "No figure for Q2 2010/11"),
    Example(_target(5, contextual=True), (9, 9), "none", "never rated"),
)  # fmt: skip


def _filled(path: Path) -> None:
    """A priority for each example, an action of one group under it, and the word that all is green."""
    partnership = Insert("partnerships", {"name": "Anytown CSP", "short_name": "Anytown"})
    plan = Insert(
        "plans",
        {"partnership": partnership.id, "title": "Plan 2010/11", "first_year": 2010, "last_year": 2010},
    )
    group = Insert("groups", {"partnership": partnership.id, "name": "Action Group", "short_name": "AG"})
    changes = [partnership, plan, group]
    for number, example in enumerate(EXAMPLES, 1):
        ref = f"P{number}"
        priority = Insert(
            "plan_items",
            {"plan": plan.id, "level": "priority", "ref": ref, "title": ref, "lead_groups": (group.id,)},
        )
        green = Insert("updates", {"item": priority.id, "quarter": "2010-Q2", "rag": "green"})
        indicator = Insert(
            "indicators",
            {"plan": plan.id, "item": priority.id, "ref": f"I{number}", "title": "Measure", **example.about},
        )
        changes += [priority, green, indicator]
        changes += [
            Insert("measurements", {"indicator": indicator.id, "quarter": f"2010-Q{quarter}", "value": value})
            for quarter, value in enumerate(example.figures, 1)
            if value is not None
        ]
    with Workspace.create(path) as workspace:
        workspace.apply(changes, "start", kind="start")


@pytest.fixture
def context(tmp_path: Path, qapp: object) -> Iterator[Context]:
    """The twenty examples open in a file at their second quarter."""
    apply_theme(qapp, "light")
    path = tmp_path / "examples.csp"
    _filled(path)
    made = Context(Workspace.open(path, backup=False), today=date(2010, 10, 19))
    made.choose_quarter(Q2)
    yield made
    made.close()


def _badges(row: Row) -> list[str]:
    return [piece.rag for parts in row.cells for piece in parts if isinstance(piece, Badge)]


def _printed(form: Form) -> dict[str, tuple[str, str]]:
    """The rating and all words of each indicator printed, by ref."""
    printed = {}
    for sheet in form.sheets:
        table = sheet.blocks["indicators"]
        assert isinstance(table, Table)
        for row in table.rows:
            said = [
                piece if isinstance(piece, str) else piece.text
                for parts in row.cells
                for piece in parts
                if isinstance(piece, str | Words)
            ]
            printed[said[0].split()[0]] = (_badges(row)[0], " ".join([*said, table.note]))
    return printed


def test_twenty_ratings_are_the_same_in_window_check_sheet_and_report(context: Context) -> None:
    records = context.records
    assert records is not None
    columns = {column.key: column for column in indicator_columns(context, Q2)}
    window = {
        row.record["ref"]: (columns["rating"].value(row), columns["rating"].hover(row))
        for row in rows_of("indicators", records.indicators)
    }
    options = ReportOptions(quarter=Q2, printed_on=date(2010, 10, 22))
    report, sheet = (
        _printed(highlight.gather(records, options)),
        _printed(quarterly_sheet.gather(records, options)),
    )
    missed = {
        finding.ref: finding.message
        for finding in findings(records, Q2, date(2010, 10, 22))
        if finding.code == "green-missed-indicator"
    }
    assert len(EXAMPLES) == 20
    for number, example in enumerate(EXAMPLES, 1):
        ref = f"I{number}"
        assert window[ref][0] == report[ref][0] == sheet[ref][0] == example.rag, (ref, window[ref])
        assert example.says in window[ref][1] and example.says in report[ref][1], (ref, window[ref])
        if example.rag in ("amber", "red"):
            assert example.says in sheet[ref][1], ref
        assert (f"P{number}" in missed) == (example.rag == "red"), ref
        if example.rag == "red":
            assert example.says in missed[f"P{number}"], ref
