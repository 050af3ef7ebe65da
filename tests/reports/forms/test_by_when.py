"""When something is due, on every form: the date that counts, with the plan's own words and the first date."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from record_building import Building

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Facts, Form, Row, Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.forms import public_page
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.publishing import publication
from csp_desktop.reports.shown import by_when
from csp_desktop.rules.public_records import public_records

FORMS = ("action-plan", "quarterly-sheet", "progress-update", "highlight", "plan-document")


def planned(slip: str | None = None, **values: object) -> tuple[PlanRecords, str]:
    """A plan with one action of a group, and a new date a lead reported for it in the first quarter."""
    plan = Building()
    group = plan.add("groups", name="Joint Action Group", short_name="JAG")
    priority = plan.priority(public=True)
    item = plan.action(priority, "Mark bicycles", public=True, lead_groups=(group["id"],), **values)
    if slip:
        plan.update(item, "2010-Q1", narrative="Put off.", new_due_on=slip)
    return plan.records(), item["id"]


def words_of(form: Form) -> str:
    said = []
    for sheet in form.sheets:
        for block in sheet.blocks.values():
            cells = (
                [one for row in block.rows if isinstance(row, Row) for one in row.cells]
                if isinstance(block, Table)
                else []
            )
            cells += [told for _, told in block.facts] if isinstance(block, Facts) else []
            said += [piece.text for told in cells for piece in told if isinstance(piece, Words)]
    return "\n".join(said)


@pytest.mark.parametrize(
    ("values", "slip", "said"),
    [
        ({"timescale": "by June 2010", "due_on": "2010-06-30"}, None, "by June 2010"),
        ({"timescale": "by June 2010"}, None, "by June 2010"),
        ({"timescale": "Quarterly"}, None, "Quarterly"),
        ({}, None, ""),
        ({"due_on": "2011-01-15"}, None, "15 January 2011"),
        ({"timescale": "Ongoing.", "due_on": "2011-03-31"}, None, "Ongoing, due 31 March 2011"),
        # Words that name several days name this one too.
        ({"timescale": "Report July, decision October 2010", "due_on": "2010-10-31"}, None, "Report July, decision October 2010"),
        (
            {"timescale": "by June 2010", "due_on": "2011-03-31", "original_due_on": "2010-06-30"},
            None,
            "by June 2010, now 31 March 2011",
        ),
        ({"timescale": "by June 2010"}, "2010-12-31", "by June 2010, now 31 December 2010"),
        ({"due_on": "2010-06-30"}, "2010-12-31", "31 December 2010 (was 30 June 2010)"),
        (
            {"timescale": "by June 2010", "due_on": "2010-09-30", "original_due_on": "2010-05-01"},
            "2010-12-31",
            "by June 2010, now 31 December 2010 (was 1 May 2010)",
        ),
        # Put back where it was first.
        ({"due_on": "2010-06-30", "original_due_on": "2010-06-30"}, None, "30 June 2010"),
    ],
)  # fmt: skip
def test_words_are_kept_and_another_date_stands_beside_them(
    values: dict[str, object], slip: str | None, said: str, options: Callable[..., ReportOptions]
) -> None:
    records, item = planned(slip, **values)
    assert by_when(records, records.item[item], options().quarter) == said


@pytest.mark.parametrize("name", FORMS)
def test_a_date_typed_without_words_is_on_every_form(
    name: str, options: Callable[..., ReportOptions]
) -> None:
    records, _ = planned(due_on="2011-01-15")
    said = words_of(gather(records, name, options()))
    assert "15 January 2011" in said or "15 Jan 2011" in said


@pytest.mark.parametrize("name", FORMS)
def test_a_date_that_moved_is_on_every_form(name: str, options: Callable[..., ReportOptions]) -> None:
    records, _ = planned(timescale="by June 2010", due_on="2011-03-31", original_due_on="2010-06-30")
    said = words_of(gather(records, name, options()))
    assert "by June 2010, now 31 Mar" in said


def test_an_action_that_is_a_point_of_its_objective_says_by_when(
    options: Callable[..., ReportOptions],
) -> None:
    plan = Building()
    objective = plan.add("plan_items", level="objective", parent=plan.priority()["id"], title="Fewer thefts")
    plan.action(objective, "Mark bicycles", due_on="2011-01-15")
    table = gather(plan.records(), "action-plan", options()).sheets[0].blocks["priority 0"]
    assert isinstance(table, Table)
    assert "Mark bicycles (by 15 Jan 2011)" in str(table.rows)


def test_the_public_is_told_the_date_a_lead_reported(options: Callable[..., ReportOptions]) -> None:
    records, _ = planned("2010-12-31", due_on="2010-06-30")
    public = public_records(records, options().quarter).records
    assert "31 Dec 2010 (was 30 Jun 2010)" in words_of(public_page.gather(public, options()))
    made = publication(records, options()).files["plan-items.csv"].decode("utf-8-sig")
    heading, _, action = csv.reader(io.StringIO(made))
    assert action[heading.index("Due")] == "2010-12-31"
    # What is reported later is not told of an earlier quarter.
    records.updates[0]["quarter"] = "2010-Q3"
    made = publication(records, options()).files["plan-items.csv"].decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(made)))[2][heading.index("Due")] == "2010-06-30"
