"""A lead, a day and a status behind the action against a risk are of the action, where nothing says they are of the risk."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.periods import FinancialYear

_RISKS = (
    "Funding for wardens ends in March",
    "The analyst's post stays vacant",
    "The CCTV contract is not renewed",
)
_ACTIONS = (
    "Bid for a second year of wardens",
    "Share an analyst with the county",
    "Tender for cameras by June",
)
_BODIES = ("Borough Council", "Police", "Fire Service")
_DAYS = ("30 September 2025", "31 December 2025", "30 June 2025")
_HOW_FAR = ("In progress", "Complete", "Not started")
_STANDING = ("Open", "Open", "Closed")


def _uses(*columns: tuple[str, tuple[object, ...]]) -> dict[str, ColumnUse]:
    before = (("Ref", ("R1", "R2", "R3")), ("Risk", _RISKS), ("Likelihood", (4, 3, 2)), ("Impact", (3, 3, 4)))
    every = (*before, *columns)
    rows = [tuple(heading for heading, _ in every), *zip(*(values for _, values in every), strict=True)]
    reading = read_grids([Grid.of_rows("Risk register", rows)], FinancialYear(2025), Mappings())
    assert reading.mapped[0].mapping.register == "risks"
    return {use.heading: use for use in reading.mapped[0].mapping.columns}


def _is_of(use: ColumnUse) -> tuple[str, str, bool]:
    return use.register, use.field, use.asked


@pytest.mark.parametrize("action", ["Mitigating action", "Action required", "Actions"])
@pytest.mark.parametrize("lead", ["Lead", "Owner", "Responsible"])
def test_where_the_risk_has_its_own_owner_the_next_is_of_the_action(action: str, lead: str) -> None:
    uses = _uses(
        ("Risk owner", _BODIES),
        (action, _ACTIONS),
        (lead, _BODIES[::-1]),
        ("By when", _DAYS),
        ("Status", _HOW_FAR),
    )
    assert _is_of(uses["Risk owner"]) == ("risks", "owner", False)
    assert _is_of(uses[lead]) == ("mitigations", "owner", False)
    assert _is_of(uses["By when"]) == ("mitigations", "due_on", False)
    assert _is_of(uses["Status"]) == ("mitigations", "status", False)


@pytest.mark.parametrize("who", ["Owner", "Lead", "Responsible"])
@pytest.mark.parametrize("action", ["Mitigation", "Further action"])
def test_the_same_heading_once_more_behind_the_action_is_of_the_action(who: str, action: str) -> None:
    before = ((who, _BODIES), ("Date", _DAYS), ("Comments", _HOW_FAR))
    uses = _uses(*before, (action, _ACTIONS), (who, _BODIES[::-1]), ("Date", _DAYS[::-1]))
    assert _is_of(uses[who]) == ("mitigations", "owner", False)


def test_whose_the_only_lead_is_is_asked_and_no_finished_action_closes_its_risk() -> None:
    uses = _uses(("Mitigating action", _ACTIONS), ("Lead", _BODIES), ("By when", _DAYS), ("Status", _HOW_FAR))
    assert uses["Lead"].asked
    assert "the owner of the mitigation or the owner of the risk" in uses["Lead"].why
    assert _is_of(uses["Status"]) == ("mitigations", "status", False)


def test_an_action_status_in_words_of_progress_needs_no_question() -> None:
    uses = _uses(
        ("Action", _ACTIONS), ("Action owner", _BODIES), ("Action due", _DAYS), ("Action status", _HOW_FAR)
    )
    assert _is_of(uses["Action status"]) == ("mitigations", "status", False)


def test_a_status_of_open_and_closed_is_of_the_risk() -> None:
    uses = _uses(
        ("Mitigating action", _ACTIONS),
        ("Action owner", _BODIES),
        ("Target date", _DAYS),
        ("Status", _STANDING),
    )
    assert _is_of(uses["Action owner"]) == ("mitigations", "owner", False)
    assert _is_of(uses["Target date"]) == ("mitigations", "due_on", False)
    assert _is_of(uses["Status"]) == ("risks", "status", False)


def test_behind_controls_that_are_there_owner_and_status_are_of_the_risk() -> None:
    uses = _uses(
        ("Controls in place", _ACTIONS), ("Owner", _BODIES), ("Status", _STANDING), ("Review date", _DAYS)
    )
    assert _is_of(uses["Owner"]) == ("risks", "owner", False)
    assert _is_of(uses["Status"]) == ("risks", "status", False)
    assert _is_of(uses["Review date"]) == ("risks", "review_on", False)


@pytest.mark.parametrize(
    "heading", ["Action by", "To be actioned by", "Mitigation by", "Responsible by", "Officer / done by"]
)
def test_days_under_by_whom_are_by_when(heading: str) -> None:
    uses = _uses(("Further action", _ACTIONS), (heading, _DAYS), ("Risk owner", _BODIES))
    assert _is_of(uses[heading]) == ("mitigations", "due_on", False)
    names = _uses(("Further action", _ACTIONS), (heading, _BODIES), ("Risk owner", _BODIES))
    assert names[heading].field != "due_on"


def test_days_under_an_owner_are_asked_about_and_those_of_whoever_signed_are_no_deadline() -> None:
    uses = _uses(("Further action", _ACTIONS), ("Action owner", _DAYS), ("Reviewed by", _DAYS))
    assert _is_of(uses["Action owner"]) == ("mitigations", "due_on", True)
    assert uses["Reviewed by"].field != "due_on"


def test_where_another_column_says_by_when_days_elsewhere_are_no_deadline() -> None:
    uses = _uses(("Further action", _ACTIONS), ("Action by", _DAYS), ("Due date", _DAYS))
    assert _is_of(uses["Due date"]) == ("mitigations", "due_on", False)
    assert uses["Action by"].field != "due_on"


def test_a_second_owner_where_nothing_is_to_be_done_is_kept_in_the_notes() -> None:
    heads = ("Ref", "Risk", "Owner", "Owner")
    rows = [heads, *zip(("R1", "R2", "R3"), _RISKS, _BODIES, _BODIES[::-1], strict=True)]
    reading = read_grids([Grid.of_rows("Risk register", rows)], FinancialYear(2025), Mappings())
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    assert risks[0]["notes"] == "Owner: Fire Service"
    assert not any(mark.outcome == "asked" for mark in reading.cells.marks.values())


@pytest.mark.parametrize(
    "kinds",
    [
        ("Control", "Action", "Action"),
        ("Existing control", "Planned action", "Planned action"),
        ("Current", "Proposed", "Proposed"),
    ],
)
@pytest.mark.parametrize("heading", ["Type", "Control or action?", "Nature"])
def test_what_says_control_or_action_of_each_row_is_its_kind_and_hides_nothing_behind_it(
    heading: str, kinds: tuple[str, ...]
) -> None:
    uses = _uses(
        ("Risk owner", _BODIES),
        ("Control or action", _ACTIONS),
        (heading, kinds),
        ("Responsible", _BODIES[::-1]),
        ("By when", _DAYS),
        ("Status", _HOW_FAR),
    )
    assert _is_of(uses[heading]) == ("mitigations", "kind", False)
    assert _is_of(uses["By when"]) == ("mitigations", "due_on", False)
    assert _is_of(uses["Status"]) == ("mitigations", "status", False)


def test_of_each_mitigation_of_a_risk_is_said_whether_it_is_in_place() -> None:
    rows = [
        ("Ref", "Risk", "Likelihood", "Impact", "Control or action", "Type", "By when", "Status"),
        ("R1", _RISKS[0], 4, 3, _ACTIONS[0], "Control", None, None),
        (None, None, None, None, _ACTIONS[1], "Action", _DAYS[0], "In progress"),
        ("R2", _RISKS[1], 3, 3, _ACTIONS[2], "Action", _DAYS[1], "Complete"),
    ]
    drafts = read_grids([Grid.of_rows("Risk register", rows)], FinancialYear(2025), Mappings()).drafts
    told = [draft.values for draft in drafts if draft.register == "mitigations"]
    assert [(one["title"], one["kind"], one.get("status")) for one in told] == [
        (_ACTIONS[0], "existing control", None),
        (_ACTIONS[1], "planned action", "in progress"),
        (_ACTIONS[2], "planned action", "complete"),
    ]
    assert all("status" not in draft.values for draft in drafts if draft.register == "risks")
