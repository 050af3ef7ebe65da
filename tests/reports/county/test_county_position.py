"""The county's figures are the sums of what stands on the districts' own pages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest
from record_building import Building, made

from csp_desktop.editing.county.gathering import county_records
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import parse_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Badge, Facts, Row, Table
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.county.position import county_positions, position_of, total
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords, holds_a_county
from csp_desktop.sample import write_sample
from csp_desktop.ui.window.frame.context_bar import returns_note

YEAR = FinancialYear(2009)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> CountyRecords:
    """Two generated districts with a year all of whose quarters were reported, and some returns in it."""
    path = tmp_path_factory.mktemp("county") / "county.csp"
    write_sample(path, partnerships=2, years=2)
    with Workspace.open(path, backup=False) as workspace:
        plans = [plan for plan in workspace.plans() if plan["first_year"] == YEAR.first]
        agencies = [agency["id"] for agency in workspace.records("agencies")]
        states = ("applied", "sent", "received", "waived", "applied", "prepared")
        workspace.apply(
            Insert(
                "returns",
                {"plan": plan["id"], "quarter": quarter.code, "agency": agencies[at], "state": state,
                 "due_on": "2010-01-15", "return_code": f"{number}{quarter.number}{at}"},
            )
            for number, plan in enumerate(plans)
            for quarter in YEAR.quarters[number:]
            for at, state in enumerate(states[number:])
        )  # fmt: skip
        return county_records(workspace, YEAR)


def _rows(table: object) -> list[Row]:
    assert isinstance(table, Table)
    return [row for row in table.rows if isinstance(row, Row)]


def _said(facts: object, label: str) -> str:
    assert isinstance(facts, Facts)
    cell = next(cell for named, cell in facts.facts if named.startswith(label))
    return " ".join(
        point for piece in cell for point in (piece.points if hasattr(piece, "points") else (piece.text,))
    )


def _pence(text: str) -> int:
    return int(parse_money(text) or 0)


def printed(records: PlanRecords, quarter: Quarter, options: ReportOptions) -> dict[str, object]:
    """A district's figures as they stand on its own pages."""
    page = gather(records, "committee-page", options).sheets[0].blocks
    ratings = Counter(
        piece.rag for row in _rows(page["priorities"]) for piece in row.cells[2] if isinstance(piece, Badge)
    )
    money = {
        column.label: _pence(cell[0].text)
        for column, cell in list(zip(page["money"].columns, _rows(page["money"])[-1].cells, strict=True))[1:]
    }
    lost = re.findall(
        r"(£[\d,.]+) (?:will be lost|is not entered as spent by its last day)",
        _said(page["deciding"], "What needs deciding"),
    )
    measured = Counter(
        piece.rag
        for row in _rows(gather(records, "indicators", options).sheets[0].blocks["table"])
        for cell in row.cells
        for piece in cell
        if isinstance(piece, Badge)
    )
    summary = gather(records, "risk-register", options).sheets[0].blocks["summary"]
    above = _said(summary, "Above appetite").split(":")[0]
    bar = returns_note(SimpleNamespace(records=records, quarter=quarter, today=options.printed_on))[0]
    some = re.search(r"(\d+) of (\d+) in|All (\d+) returns", bar)
    back, asked = (int(some[1] or some[3]), int(some[2] or some[3])) if some else (0, 0)
    return {
        "ratings": ratings,
        "changed": _said(page["changed"], "What has changed"),
        **money,
        "at risk": sum(_pence(said.rstrip(".")) for said in lost),
        "off": measured["red"] + measured["amber"],
        "on": measured["green"] + measured["blue"],
        "above": int(above),
        "in": back,
        "asked": asked,
    }


@pytest.mark.parametrize("quarter", YEAR.quarters, ids=lambda quarter: quarter.code)
def test_every_county_figure_is_the_sum_of_the_districts_own_pages(
    county: CountyRecords, quarter: Quarter
) -> None:
    options = ReportOptions(quarter=quarter, printed_on=date(2010, 6, 1))
    standing = county_positions(county, quarter, options)
    assert len(standing) == 2
    pages = []
    for each in standing:
        assert each.records is not None
        page = printed(each.records, quarter, options)
        pages.append(page)
        assert page["changed"] == (" ".join(each.changed) or "Nothing.")
        figures = each.figures
        assert figures.ratings == page["ratings"]
        assert (figures.returns_in, figures.returns_asked) == (page["in"], page["asked"])
    whole = total(standing)
    assert whole.ratings == sum((page["ratings"] for page in pages), Counter())

    def summed(name: str) -> int:
        return sum(page[name] for page in pages)

    money = whole.money
    assert [money.available, money.spent, money.committed, money.left] == [
        summed(name) for name in ("Available", "Spent", "Committed", "Left")
    ]
    assert whole.at_risk == summed("at risk")
    assert (whole.indicators["On target"], whole.indicators["Off target"]) == (summed("on"), summed("off"))
    assert whole.risks_above == summed("above")
    assert (whole.returns_in, whole.returns_asked) == (summed("in"), summed("asked"))
    # None of it is compared with nothing.
    assert money.spent and whole.risks_above and whole.returns_in and whole.rated
    assert quarter.number < 2 or whole.at_risk


def partnership(name: str, **values: object) -> dict[str, object]:
    return made("partnerships", name=name, short_name=name, **values)


def plan_of(district: dict[str, object]) -> PlanRecords:
    return PlanRecords(
        partnership=district,
        plan=made("plans", partnership=district["id"], title="Plan", first_year=2010, last_year=2010),
    )


def counted(districts: list[dict[str, object]], with_plans: list[str]) -> list[tuple[str, list[str]]]:
    """Who stands for themselves, and who is within each, by name."""
    county = CountyRecords(
        FinancialYear(2010),
        districts,
        plans={each["id"]: plan_of(each) for each in districts if each["name"] in with_plans},
    )
    within = county.within
    return [
        (each["name"], [other["name"] for other in within.get(each["id"], [])]) for each in county.standing
    ]


def test_a_joint_partnership_is_counted_once() -> None:
    joint = partnership("Averley and Brack", kind="informal merger")
    averley = partnership("Averley", merged_into=joint["id"])
    brack = partnership("Brack", merged_into=joint["id"])
    three = [averley, joint, brack]
    assert counted(three, ["Averley and Brack"]) == [("Averley and Brack", ["Averley", "Brack"])]
    # Until the joint one has a plan, each district's own is what there is.
    assert counted(three, ["Averley", "Brack"]) == [("Averley", []), ("Averley and Brack", []), ("Brack", [])]
    # Both at once would count twice what they share.
    assert counted(three, ["Averley", "Averley and Brack", "Brack"]) == [
        ("Averley and Brack", ["Averley", "Brack"])
    ]


def test_of_two_that_work_jointly_the_one_with_the_plan_stands_for_both() -> None:
    carrow = partnership("Carrow")
    denby = partnership("Denby", joint_with=(carrow["id"],))
    county_group = partnership("County", kind="county group")
    assert counted([carrow, county_group, denby], ["Carrow"]) == [("Carrow", ["Denby"])]
    assert counted([carrow, county_group, denby], ["Denby"]) == [("Denby", ["Carrow"])]
    assert counted([carrow, denby], ["Carrow", "Denby"]) == [("Carrow", []), ("Denby", [])]
    assert counted([carrow, denby], []) == [("Carrow", []), ("Denby", [])]


def test_nobody_is_lost_where_two_became_each_other() -> None:
    one, other = partnership("One"), partnership("Other")
    one["merged_into"], other["merged_into"] = other["id"], one["id"]
    assert counted([one, other], []) == [("One", []), ("Other", [])]


def test_a_district_without_a_plan_stands_there_with_nothing_counted() -> None:
    built = Building()
    county = CountyRecords(FinancialYear(2010), [built.partnership])
    only = county_positions(county, Quarter(2010, 2), ReportOptions(printed_on=date(2010, 10, 22)))
    assert [(each.partnership["name"], each.records) for each in only] == [("Rochford CSP", None)]
    assert (
        total(only)
        == only[0].figures
        == position_of(
            built.records(), Quarter(2010, 2), ReportOptions(printed_on=date(2010, 10, 22))
        ).figures
    )


def test_a_closed_risk_no_longer_gets_worse() -> None:
    built = Building()
    for status in ("open", "closed"):
        risk = built.risk(2, 2, status=status)
        built.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=4, impact=4)
    options = ReportOptions(printed_on=date(2010, 10, 22))
    assert position_of(built.records(), Quarter(2010, 2), options).moves == {(True, "risk"): 1}


def test_authorities_are_a_districts_own() -> None:
    averley, brack = partnership("Averley"), partnership("Brack")
    council = made("agencies", name="Averley Council", short_name="AC", kind="responsible authority")
    police = made("agencies", name="Police", short_name="Police", kind="responsible authority")
    watch = made("agencies", name="Watch", short_name="NHW", kind="voluntary")
    group = made("groups", partnership=averley["id"], name="Steering", short_name="S")
    county = CountyRecords(
        FinancialYear(2010),
        [averley, brack],
        agencies=[council, police, watch],
        groups=[group],
        group_members=[
            made("group_members", group=group["id"], agency=each["id"]) for each in (watch, council)
        ],
    )
    assert [each["name"] for each in county.authorities(averley)] == ["Averley Council"]
    assert county.authorities(brack) == []
    averley["authorities"] = (police["id"],)
    assert [each["name"] for each in county.authorities(averley)] == ["Police"]


def test_what_is_a_county() -> None:
    alone = partnership("Alone")
    assert not holds_a_county([alone])
    assert holds_a_county([partnership("County", kind="county group")])
    assert holds_a_county([alone, partnership("Another")])
