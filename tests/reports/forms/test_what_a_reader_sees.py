"""What a member of the committee sees on a page: the order, what stands out, and the counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Badge, Bullets, Chart, Facts, Form, Row, Table, Words, cell
from csp_desktop.reports.forms import (
    achievements,
    action_plan,
    funder,
    funding_statement,
    highlight,
    indicator_trends,
    partner_directory,
    progress_update,
    public_page,
    quarterly_sheet,
    risk_register,
    since_last,
)
from csp_desktop.reports.options import ReportOptions


@pytest.fixture
def records() -> PlanRecords:
    """Four risks in an order of their own: low, high, none of it done, and one closed that went up."""
    plan = Building()
    for ref, likelihood, impact, status in (
        ("R1", 1, 2, "open"),
        ("R2", 5, 5, "open"),
        ("R3", 3, 3, "open"),
        ("R4", 4, 4, "closed"),
    ):
        risk = plan.risk(likelihood, impact, ref=ref, title=f"Risk {ref}", status=status)
        if ref != "R3":
            plan.add("mitigations", risk=risk["id"], title=f"Do something about {ref}", status="in progress")
        if ref in ("R2", "R4"):
            plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q1", likelihood=1, impact=1)
            plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=likelihood, impact=impact)
    return plan.records()


def table(form: Form, name: str) -> Table:
    block = form.sheets[0].blocks[name]
    assert isinstance(block, Table)
    return block


def _said(pieces) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def words(row: Row, column: int) -> list[Words]:
    return [piece for piece in row.cells[column] if isinstance(piece, Words)]


def refs(found: Table) -> list[str]:
    return [words(row, 0)[0].text for row in found.rows if isinstance(row, Row)]


def test_the_risk_register_begins_with_the_highest(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    assert refs(table(form, "open")) == ["R2", "R3", "R1"]
    assert refs(table(form, "closed")) == ["R4"]


def test_risks_nobody_scored_stand_before_those_with_a_score(options: Callable[..., ReportOptions]) -> None:
    plan = Building()
    plan.risk(1, 1, ref="R1")
    plan.risk(None, None, ref="R2")
    form = risk_register.gather(plan.records(), options())
    assert [name for name in form.sheets[0].blocks if name in ("open", "unscored")] == ["unscored", "open"]
    assert (refs(table(form, "unscored")), refs(table(form, "open"))) == (["R2"], ["R1"])


def test_lead_officers_are_on_the_page(options: Callable[..., ReportOptions]) -> None:
    plan = Building()
    leading, doing = (plan.add("people", name=name) for name in ("Tobin Day", "Amara Quill"))
    priority = plan.priority(lead_officers=(leading["id"],))
    plan.action(priority, "Mark bicycles", lead_officers=(doing["id"],))
    for gather in (quarterly_sheet.gather, action_plan.gather, progress_update.gather):
        said = repr(gather(plan.records(), options()).sheets)
        assert "Tobin Day" in said and "Amara Quill" in said


def test_money_that_is_nought_is_told_from_money_not_recorded(options: Callable[..., ReportOptions]) -> None:
    plan = Building()
    stream = plan.stream(0, name="Grant")
    plan.add("bids", stream=stream["id"], project="Cameras", amount_sought=100_00, amount_awarded=None)
    plan.add("bids", stream=stream["id"], project="Lights", amount_sought=100_00, amount_awarded=0)
    form = funding_statement.gather(plan.records(), options())
    assert [words(row, 3)[0].text for row in table(form, "bids").rows if isinstance(row, Row)] == [
        "–",
        "£0.00",
    ]
    assert words(table(form, "streams").rows[0], 1)[0].text == "£0.00"


def test_nothing_is_left_of_what_is_only_asked_for_or_not_known(
    options: Callable[..., ReportOptions],
) -> None:
    plan = Building()
    stream, group = plan.stream(100_000_00), plan.add("groups", name="Cycling", short_name="CG")
    plan.priority(lead_groups=(group["id"],))
    for status, pence in (("approved", 900_00), ("proposed", 500_00), ("approved", None), (None, 100_00)):
        plan.allocation(stream, pence, status=status, group=group["id"])
    for form, block, first in ((funding_statement, "allocations", 2), (highlight, "money", 1)):
        told = [
            [words(row, column)[0].text for column in (first, first + 3)]
            for row in table(form.gather(plan.records(), options()), block).rows
            if isinstance(row, Row)
        ]
        assert told[:3] == [["£900.00", "£900.00"], ["£500.00", "–"], ["–", "–"]]
    assert tones(table(highlight.gather(plan.records(), options()), "money"), "Proposed.") == {"strong"}
    asked = table(funder.gather(plan.records(), options()), "money").rows[2]
    assert isinstance(asked, Row) and [words(asked, column)[0].text for column in (1, -2)] == ["–", "–"]


def test_what_a_stream_brought_in_is_a_dash_where_nobody_recorded_it(
    options: Callable[..., ReportOptions],
) -> None:
    plan = Building()
    allocation = plan.allocation(plan.stream(None, name="Grant"), 12_000_00, project="Youth work")
    plan.entry(allocation, "actual", 6_000_00, "2010-Q2")
    (row, *_) = table(funding_statement.gather(plan.records(), options()), "streams").rows
    assert [words(row, column)[0].text for column in (1, 2, 4, 5)] == ["–", "£12,000.00", "£6,000.00", "–"]
    assert "over-allocated" not in repr(row)


def test_a_page_of_an_earlier_quarter_does_not_say_that_it_is_done(
    options: Callable[..., ReportOptions],
) -> None:
    plan = Building()
    plan.action(plan.priority(public=True), "Mark bicycles", status="complete", completed_on="2010-08-01")
    for quarter, said in ((Quarter(2010, 1), False), (Quarter(2010, 2), True)):
        for gather in (quarterly_sheet.gather, progress_update.gather, public_page.gather):
            printed = repr(gather(plan.records(), options(quarter=quarter)).sheets)
            assert ("1 August 2010" in printed) == said, (gather, quarter)


def test_evidence_stands_with_the_action_it_shows(options: Callable[..., ReportOptions]) -> None:
    plan = Building()
    priority = plan.priority()
    objective = plan.add(
        "plan_items", level="objective", parent=priority["id"], title="Publish", evidence="Minutes May.pdf"
    )
    plan.action(objective, "Write it", evidence="https://anytown.example/plan")
    for gather in (quarterly_sheet.gather, action_plan.gather):
        said = repr(gather(plan.records(), options()).sheets)
        assert "Evidence: Minutes May.pdf" in said and "Evidence: https://anytown.example/plan" in said


def test_a_risk_nothing_is_done_about_stands_out(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    column = [one.name for one in table(form, "open").columns].index("mitigations")
    looks = {
        words(row, 0)[0].text: {
            piece.tone for piece in words(row, column) if piece.text == "Nothing is recorded."
        }
        for row in table(form, "open").rows
        if isinstance(row, Row)
    }
    assert looks == {"R2": set(), "R3": {"alert"}, "R1": set()}


def test_the_summary_says_whose_actions_are_overdue(options: Callable[..., ReportOptions]) -> None:
    plan = Building()
    for ref, number in (("R1", 2), ("R2", 0), ("R3", 1)):
        risk = plan.risk(ref=ref)
        for _ in range(number):
            plan.add("mitigations", risk=risk["id"], title="Ask", due_on="2010-08-31")
    form = risk_register.gather(plan.records(), options())
    facts = dict(form.sheets[0].blocks["summary"].facts)
    assert _said(facts["Actions overdue"]) == "3: R1, R3"


def test_only_open_risks_are_counted_as_rising(
    records: PlanRecords, options: Callable[..., ReportOptions]
) -> None:
    form = risk_register.gather(records, options())
    facts = dict(form.sheets[0].blocks["summary"].facts)
    counted = {name: _said(pieces) for name, pieces in facts.items()}
    assert counted["Open"] == "3"
    assert counted["Rising since last quarter"].startswith("1")
    assert counted["Without any action"].startswith("1")


Options = Callable[..., ReportOptions]


def points(form: Form, heading: str) -> list[str]:
    """The bullets under a heading of the digest, shortened to what comes before a colon."""
    block = form.sheets[0].blocks[heading]
    assert isinstance(block, Facts)
    ((_, pieces),) = block.facts
    return [point.split(":")[0] for piece in pieces if isinstance(piece, Bullets) for point in piece.points]


def tones(found: Table, text: str) -> set[str]:
    """How the pieces that begin like this look, wherever they stand in a table."""
    return {
        piece.tone
        for row in found.rows
        if isinstance(row, Row)
        for pieces in row.cells
        for piece in pieces
        if isinstance(piece, Words) and piece.text.startswith(text)
    }


def column(found: Table, name: str) -> list[str]:
    """The words of one column, row by row."""
    at = [one.name for one in found.columns].index(name)
    return [
        _said(piece for piece in row.cells[at] if isinstance(piece, Words))
        for row in found.rows
        if isinstance(row, Row)
    ]


def test_the_digest_begins_with_what_got_worst(options: Options) -> None:
    plan = Building()
    priority = plan.priority(ref="1")
    for ref, was, now in (("1.1", "red", "green"), ("1.2", "green", "amber"), ("1.3", "green", "red")):
        item = plan.action(priority, "Do it", ref=ref)
        plan.update(item, "2010-Q1", rag=was)
        plan.update(item, "2010-Q2", rag=now)
    for ref, before, after in (("R1", 4, 3), ("R2", 1, 2), ("R3", 1, 5)):
        risk = plan.risk(before, 4, ref=ref)
        plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=after, impact=4)
    for name, due in (("Fire", "2010-10-15"), ("Police", "2010-10-01"), ("Probation", "2010-10-21")):
        plan.add(
            "returns",
            agency=plan.agency(name)["id"],
            quarter="2010-Q2",
            return_code=name,
            state="sent",
            due_on=due,
        )
    form = since_last.gather(plan.records(), options())
    assert column(table(form, "ratings"), "what") == ["1.3 Do it", "1.2 Do it", "1.1 Do it"]
    assert [point[:2] for point in points(form, "risks")] == ["R3", "R2", "R1"]
    assert points(form, "late returns") == ["Police", "Fire", "Probation"]


def test_a_date_reported_again_has_not_slipped(options: Options) -> None:
    plan = Building()
    priority = plan.priority()
    for ref, new in (("1.1", "2010-12-31"), ("1.2", "2011-01-31"), ("1.3", "2010-11-30")):
        plan.update(plan.action(priority, "Do it", ref=ref, due_on="2010-12-31"), "2010-Q2", new_due_on=new)
    assert points(since_last.gather(plan.records(), options()), "dates that slipped") == ["1.2 Do it"]


def group_plan() -> Building:
    """A group that leads a late action and two due soon, with money of its own and two risks, one closed."""
    plan = Building()
    group = plan.add("groups", name="JAG", short_name="JAG", kind="working group")
    priority = plan.priority(lead_groups=(group["id"],))
    for ref, due in (("1.1", "2010-12-20"), ("1.2", "2010-11-30"), ("1.3", "2010-08-31")):
        plan.action(priority, "Do it", ref=ref, due_on=due, lead_groups=(group["id"],))
    stream = plan.stream()
    for project, status in (("Patrols", "approved"), ("Van", "withdrawn")):
        plan.allocation(stream, 5_000, project=project, status=status, group=group["id"])
    for ref, status in (("R1", "open"), ("R2", "closed")):
        plan.risk(ref=ref, title="It fails", status=status, item=priority["id"])
    return plan


def test_the_highlight_report_shows_what_is_open_and_next(options: Options) -> None:
    form = highlight.gather(group_plan().records(), options())
    assert tones(table(form, "help"), "Was due") == {"alert"}
    assert column(table(form, "coming"), "item") == ["1.2 Do it", "1.1 Do it"]
    assert column(table(form, "money"), "project") == ["PatrolsHome Office"]
    assert column(table(form, "risks"), "risk") == ["R1 It fails"]


def test_the_highlight_report_is_of_a_month_and_looks_ahead_from_it(options: Options) -> None:
    plan = group_plan()
    for ref, due in (("1.4", "2010-12-01"), ("1.5", "2011-02-28"), ("1.6", "2011-03-01")):
        group, priority = plan.kept["groups"][0], plan.kept["plan_items"][0]
        plan.action(priority, "Do it", ref=ref, due_on=due, lead_groups=(group["id"],))
    december = options(quarter=None, month=date(2010, 12, 1), printed_on=date(2011, 2, 20))
    form = highlight.gather(plan.records(), december)
    facts = form.sheets[0].blocks["facts"]
    assert isinstance(facts, Facts)
    assert _said(dict(facts.facts)["Month"]) == "December 2010, in Q3 2010/11"
    # What was missed when the month ended is late, and so not due next; on the month's first day nothing is.
    assert column(table(form, "coming"), "item") == ["1.5 Do it"]
    first_day = options(quarter=None, month=date(2010, 12, 1), printed_on=date(2010, 12, 1))
    begun = highlight.gather(plan.records(), first_day)
    assert column(table(begun, "coming"), "item") == ["1.4 Do it", "1.1 Do it", "1.5 Do it"]
    assert column(table(form, "help"), "item") == ["1.1 Do it", "1.2 Do it", "1.3 Do it", "1.4 Do it"]
    # As it stands in October, what is due in the third quarter is not late yet.
    october = highlight.gather(plan.records(), options(month=date(2010, 10, 1), printed_on=date(2011, 2, 20)))
    assert column(table(october, "help"), "item") == ["1.3 Do it"]
    about = october.sheets[0].blocks["facts"]
    assert isinstance(about, Facts)
    assert _said(dict(about.facts)["Month"]) == "October 2010, with the ratings of Q2 2010/11"


def test_what_is_late_is_not_also_due_next(options: Options) -> None:
    plan = Building()
    group, priority = plan.add("groups", name="JAG", short_name="JAG", kind="working group"), plan.priority()
    for ref, due in (("1.1", "2010-09-10"), ("1.2", "2010-10-10")):
        plan.action(priority, "Do it", ref=ref, due_on=due, lead_groups=(group["id"],))
    september = options(month=date(2010, 9, 1), printed_on=date(2010, 10, 22))
    form = highlight.gather(plan.records(), september)
    assert column(table(form, "help"), "item") == ["1.1 Do it"]
    assert column(table(form, "coming"), "item") == ["1.2 Do it"]


@pytest.mark.parametrize(
    ("printed_on", "month"),
    [
        (date(2010, 9, 3), "September 2010, in Q2 2010/11"),
        (date(2010, 10, 22), "October 2010, with the ratings of Q2 2010/11"),
        (date(2026, 11, 26), "September 2010, in Q2 2010/11"),
    ],
)
def test_a_quarter_long_past_is_reported_on_as_of_its_own_last_month(
    options: Options, printed_on: date, month: str
) -> None:
    form = highlight.gather(group_plan().records(), options(printed_on=printed_on))
    facts = form.sheets[0].blocks["facts"]
    assert isinstance(facts, Facts)
    assert _said(dict(facts.facts)["Month"]) == month


def test_late_and_moved_dates_stand_out_on_the_quarterly_sheet(options: Options) -> None:
    plan = Building()
    priority = plan.priority()
    late = plan.action(priority, due_on="2010-08-31", lead_agencies=(plan.agency()["id"],))
    plan.update(late, narrative="Held up.")
    moved = plan.action(priority, due_on="2010-08-31")
    plan.update(moved, narrative="Held up.", new_due_on="2010-12-31")
    paid = plan.allocation(plan.stream(), 40_000, item=late["id"])
    for amount, quarter in ((5_000, "2010-Q1"), (7_000, "2010-Q2"), (9_000, "2010-Q3")):
        plan.entry(paid, "actual", amount, quarter)
    plan.entry(paid, "returned", 2_000, "2010-Q2")
    plan.allocation(plan.stream(year=2009), 90_000, item=late["id"])
    plan.allocation(plan.stream(), 30_000, item=late["id"], status="proposed")
    plan.entry(plan.allocation(plan.stream(), 5_000, item=late["id"], status="withdrawn"), "actual", 1_000)
    form = quarterly_sheet.gather(plan.records(), options())
    assert tones(table(form, "milestones"), "Late: due 31 August 2010.") == {"alert"}
    assert tones(table(form, "milestones"), "New date: 31 December 2010.") == {"strong"}
    lead = form.sheets[0].blocks["lead"]
    assert isinstance(lead, Facts)
    assert "£400 allocated, £300 more proposed, £100 spent to the end of Q2." in _said(
        dict(lead.facts)["Resources"]
    )


def test_what_is_overspent_is_red_and_later_notes_wait(options: Options) -> None:
    plan = Building()
    allocation = plan.allocation(plan.stream(10_000), 10_000)
    plan.entry(allocation, "actual", 12_000)["note"] = "Overtime"  # type: ignore[index]
    plan.entry(allocation, "actual", 1_000, "2010-Q3")["note"] = "Next quarter"  # type: ignore[index]
    plan.entry(allocation, "forecast", 0, "2010-Q2")["note"] = "Nothing to come"  # type: ignore[index]
    form = funding_statement.gather(plan.records(), options())
    assert tones(table(form, "streams"), "−£20.00") == {"alert"}
    assert tones(table(form, "streams"), "£100.00") == {"plain"}
    (notes,) = column(table(form, "allocations"), "notes")
    assert "Overtime" in notes and "Next quarter" not in notes
    assert "Q2 forecast £0: Nothing to come" in notes


def test_people_who_have_left_are_not_in_the_directory(options: Options) -> None:
    plan = Building()
    police = plan.agency(kind="responsible authority")
    for name, left in (("Inspector", None), ("Sergeant", "2010-10-22"), ("Constable", "2010-10-23")):
        plan.add("people", name=name, agency=police["id"], left_on=left)
    form = partner_directory.gather(plan.records(), options())
    assert column(table(form, "agencies"), "contacts") == ["InspectorConstable"]


def test_authorities_of_other_partnerships_are_not_in_the_directory(options: Options) -> None:
    plan = Building()
    ours, theirs, leading = (
        plan.agency(name, kind="responsible authority") for name in ("Our council", "Their council", "Police")
    )
    plan.agency("Their watch", kind="voluntary")
    plan.action(plan.priority(), lead_agencies=(leading["id"],))
    named = ["Our council", "Their council", "Police", "Their watch"]
    form = partner_directory.gather(plan.records(), options())
    assert column(table(form, "agencies"), "short name") == named
    # Once ours are named, another's alone is left out: not one that leads here.
    plan.partnership |= {"authorities": (ours["id"],), "coordinator": "Community safety manager"}
    form = partner_directory.gather(plan.records(), options())
    assert column(table(form, "agencies"), "short name") == [name for name in named if name != theirs["name"]]
    assert ("Co-ordinator", cell("Community safety manager")) in form.sheets[0].blocks["partnership"].facts  # type: ignore[union-attr]


def test_actions_of_an_objective_stand_under_it(options: Options) -> None:
    plan = Building()
    priority = plan.priority(ref="1")
    objective = plan.add("plan_items", level="objective", parent=priority["id"], title="Fewer", ref="1.1")
    plan.action(objective, "Numbered", ref="1.1.1")
    plan.action(objective, "A point")
    rows = table(action_plan.gather(plan.records(), options()), "priority 0").rows
    assert [(row.cells[0][0].text, row.under) for row in rows] == [("1.1", False), ("1.1.1", True)]  # type: ignore[union-attr]


def test_a_moderated_rating_says_what_the_lead_had_said(options: Options) -> None:
    plan = Building()
    item = plan.action(plan.priority())
    plan.update(item, rag="green", moderated_rag="amber", moderation_reason="No evidence.")
    milestones = table(quarterly_sheet.gather(plan.records(), options()), "milestones")
    assert tones(milestones, "The lead says Green. No evidence.") == {"soft"}


def test_an_achievement_with_one_figure_is_among_the_figures(options: Options) -> None:
    plan = Building()
    plan.add("achievements", title="Burglary", last_year=170)
    plan.add("achievements", title="Safer walks", narrative="Six held.")
    form = achievements.gather(plan.records(), options())
    assert column(table(form, "figures"), "priority") == ["Burglary"]
    # Where its words are not for the public, no column stands empty.
    plan.kept["achievements"][1]["narrative"] = None
    form = achievements.gather(plan.records(), options())
    assert [one.name for one in table(form, "narrative").columns] == ["priority", "rating"]


def test_an_overdue_mitigation_stands_out(options: Options) -> None:
    plan = Building()
    risk = plan.risk(ref="R1")
    plan.add("mitigations", risk=risk["id"], title="Map it", due_on="2010-08-31", status="in progress")
    plan.add("mitigations", risk=risk["id"], title="Then", due_on="2010-12-31", status="not started")
    rows = table(risk_register.gather(plan.records(), options()), "open")
    assert tones(rows, "Overdue: due 31 Aug 2010.") == {"alert"}
    assert tones(rows, "Overdue: due 31 Dec") == set()


def test_provisional_figures_are_marked_and_empty_lines_left_out_of_the_chart(options: Options) -> None:
    plan = Building()
    asb = plan.indicator(ref="L1", target_kind="value", target_value=1_000)
    plan.measured(asb, 240)
    plan.add("measurements", indicator=asb["id"], quarter="2010-Q2", value=250, provisional=True)
    form = indicator_trends.gather(plan.records(), options())
    assert column(table(form, "table"), "Q1") == ["240"]
    assert column(table(form, "table"), "Q2") == ["250\u00a0p"]
    (chart,) = [block for block in form.sheets[0].blocks.values() if isinstance(block, Chart)]
    assert [line.label for line in chart.lines] == ["Actual", "Expected"]
    assert "Year before" not in chart.alt


def test_figures_beside_a_chart_have_as_many_places_as_one_another(options: Options) -> None:
    plan = Building()
    reoffending = plan.indicator(ref="NI 18", kind="snapshot", unit="percent")
    plan.measured(reoffending, 5.5, 6.1)
    form = indicator_trends.gather(plan.records(), options())
    (chart,) = [block for block in form.sheets[0].blocks.values() if isinstance(block, Chart)]
    said = [label for _, label in chart.marks]
    assert "6.0%" in said and {len(label) for label in said} == {4}


def test_the_public_hear_of_provisional_figures_only_where_there_are_some(options: Options) -> None:
    plan = Building()
    for title in ("Fewer thefts", "Fewer fires"):
        indicator = plan.indicator(item=plan.priority(title)["id"], title=title)
        quarter = "2010-Q3" if title == "Fewer fires" else "2010-Q2"
        plan.add("measurements", indicator=indicator["id"], quarter=quarter, value=250, provisional=True)
    _, thefts, fires = public_page.gather(plan.records(), options()).sheets
    assert [bool(sheet.blocks["indicators"].note) for sheet in (thefts, fires)] == [True, False]  # type: ignore[union-attr]


def test_the_rating_of_a_priority_says_what_it_was(options: Options) -> None:
    plan = Building()
    priority = plan.priority()
    plan.update(priority, "2010-Q1", rag="green")
    plan.update(priority, "2010-Q2", rag="red")
    (sheet,) = quarterly_sheet.gather(plan.records(), options()).sheets
    assert (sheet.rating, sheet.before) == (Badge("red", "Red"), Badge("green", "Green"))
    (before,) = quarterly_sheet.gather(plan.records(), options(quarter=Quarter(2010, 1))).sheets
    assert before.before is None
