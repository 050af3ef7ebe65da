"""What does not add up in the risk register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Risk
from csp_desktop.rules.checks.finding import Check, CheckFinding, called
from csp_desktop.rules.risk_scores import RiskPosition, positions

_NO_MITIGATION = Check(
    "no-mitigation",
    "query",
    "Members will ask what is being done about it.",
    "Add a mitigation with an owner and a date, or record that the risk is tolerated.",
)
_WORSE = Check(
    "worse-than-inherent",
    "query",
    "It scores higher now than before mitigation, so a score is wrong or the mitigation is not working.",
    "Review both scores; if the risk has grown, raise the score before mitigation too.",
    quarterly=True,
)
_UNSCORED = Check(
    "risk-unscored",
    "query",
    "Without a score it cannot be placed on the matrix or compared.",
    "Give it a likelihood and an impact.",
)
_NO_TARGET = Check(
    "risk-no-target",
    "note",
    "Without a target, no one can tell when enough has been done.",
    "Set the likelihood and impact to aim for.",
)
_REVIEW = Check(
    "review-overdue",
    "query",
    "An overdue review suggests that the register is not kept up to date.",
    "Review the risk for the quarter, or set a new review date.",
    quarterly=True,
)
_MITIGATION = Check(
    "mitigation-overdue",
    "query",
    "The score assumes that it is done.",
    "Mark it complete, or agree a new date with its owner.",
    quarterly=True,
)


def check_risks(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about open risks and their mitigations."""
    for position in positions(records, quarter, today):
        if position.risk["status"] == "open":
            yield from _risk(records, position, quarter)


def _lacking(risk: Risk) -> str:
    """What keeps a risk from having a score; half of one is a slip of the hand more often than not."""
    if risk["current_likelihood"]:
        return f"has a current likelihood of {risk['current_likelihood']} but no impact, so it has no score"
    if risk["current_impact"]:
        return f"has a current impact of {risk['current_impact']} but no likelihood, so it has no score"
    return "has no score"


def _risk(records: PlanRecords, position: RiskPosition, quarter: Quarter) -> Iterator[CheckFinding]:
    risk = position.risk
    name = called("risks", risk)
    # A tolerated risk within appetite needs nothing done.
    tolerated = risk["response"] == "tolerate" and not position.above_appetite
    if position.no_mitigation and not tolerated:
        yield _NO_MITIGATION.finds("risks", risk, f"{name} has no mitigation.", quarter)
    if position.score is None:
        yield _UNSCORED.finds("risks", risk, f"{name} {_lacking(risk)}.", quarter)
    elif position.worse_than_inherent and position.inherent:
        message = f"{name} stands at {position.score}, above the {position.inherent.score} before mitigation."
        yield _WORSE.finds("risks", risk, message, quarter)
    if position.target is None and not tolerated:
        yield _NO_TARGET.finds("risks", risk, f"{name} has no target score.", quarter)
    if position.review_overdue:
        message = f"The review of {name} was due on {format_date(position.review_overdue.isoformat())}."
        yield _REVIEW.finds("risks", risk, message, quarter)
    for mitigation in position.overdue_mitigations:
        message = (
            f"Mitigation {called('mitigations', mitigation)} of {name} was due on "
            f"{format_date(mitigation['due_on'])}."
        )
        yield _MITIGATION.finds("mitigations", mitigation, message, quarter)
