"""How high risks stand, how they moved, and what about them needs a look."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords, Records
from csp_desktop.registers.typed_records import Mitigation, Partnership, Risk
from csp_desktop.rules.due_dates import is_past

ARROWS = {-1: "↓", 0: "→", 1: "↑"}
_DONE = ("complete", "stopped")


class Placing(NamedTuple):
    """A place on the matrix."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class RiskPosition(NamedTuple):
    """A risk at the end of a quarter."""

    risk: Risk
    inherent: Placing | None
    current: Placing | None
    target: Placing | None
    previous: Placing | None
    band: str
    above_appetite: bool
    review_overdue: date | None
    overdue_mitigations: Records
    no_mitigation: bool

    @property
    def score(self) -> int | None:
        return self.current.score if self.current else None

    @property
    def movement(self) -> int | None:
        """Points up or down since last quarter; None where either score is unknown."""
        if self.current is None or self.previous is None:
            return None
        return self.current.score - self.previous.score

    @property
    def arrow(self) -> str:
        """ "↑4", "↓3", "→"; nothing where the movement is unknown."""
        moved = self.movement
        if moved is None:
            return ""
        return ARROWS[(moved > 0) - (moved < 0)] + (str(abs(moved)) if moved else "")

    @property
    def rising(self) -> bool:
        return bool(self.movement and self.movement > 0)

    @property
    def worse_than_inherent(self) -> bool:
        """Higher now than before anything was done about it."""
        return (
            self.current is not None
            and self.inherent is not None
            and self.current.score > self.inherent.score
        )


def placing(likelihood: int | None, impact: int | None) -> Placing | None:
    """A place on the matrix, where both halves are known."""
    return Placing(likelihood, impact) if likelihood and impact else None


def inherent(risk: Risk) -> Placing | None:
    """Before anything was done about it."""
    return placing(risk["inherent_likelihood"], risk["inherent_impact"])


def target(risk: Risk) -> Placing | None:
    """Where it is meant to come down to."""
    return placing(risk["target_likelihood"], risk["target_impact"])


def standing(records: PlanRecords, risk: Risk, quarter: Quarter) -> Placing | None:
    """Where a risk stood at a quarter: by its newest review up to then, else by the register, else as inherent.

    A half that a review leaves open stays as it stood before. Half a score in the register is none, but no longer
    that of before either.
    """
    likelihood, impact = risk["current_likelihood"], risk["current_impact"]
    if not likelihood and not impact and (before := inherent(risk)):
        likelihood, impact = before
    for review in sorted(records.reviews_of.get(risk["id"], []), key=lambda review: str(review["quarter"])):
        if review["quarter"] <= quarter.code:
            likelihood, impact = review["likelihood"] or likelihood, review["impact"] or impact
    return placing(likelihood, impact)


def band(score: int | None, partnership: Partnership) -> str:
    """The rating of a score by the partnership's own thresholds; "none" where there is no score."""
    if score is None:
        return "none"
    if score >= partnership["risk_red_from"]:
        return "red"
    return "amber" if score >= partnership["risk_amber_from"] else "green"


def position(records: PlanRecords, risk: Risk, quarter: Quarter, today: date) -> RiskPosition:
    """Everything about a risk at the end of a quarter."""
    now = standing(records, risk, quarter)
    score = now.score if now else None
    is_open = risk["status"] == "open"
    mitigations = records.mitigations_of.get(risk["id"], [])
    appetite = records.partnership["risk_appetite"]
    return RiskPosition(
        risk=risk,
        inherent=inherent(risk),
        current=now,
        target=target(risk),
        previous=standing(records, risk, quarter.previous),
        band=band(score, records.partnership),
        above_appetite=is_open and score is not None and appetite is not None and score > appetite,
        review_overdue=_review_overdue(records, risk, quarter, today) if is_open else None,
        overdue_mitigations=[
            mitigation
            for mitigation in mitigations
            if is_open and mitigation_overdue(mitigation, quarter, today)
        ],
        no_mitigation=is_open and not any(mitigation["status"] != "stopped" for mitigation in mitigations),
    )


def positions(records: PlanRecords, quarter: Quarter, today: date) -> list[RiskPosition]:
    """All risks of the plan, in their order."""
    return [position(records, risk, quarter, today) for risk in records.risks]


def mitigation_overdue(mitigation: Mitigation, quarter: Quarter, today: date) -> bool:
    """Not finished though due by the end of the quarter."""
    due = date.fromisoformat(mitigation["due_on"]) if mitigation["due_on"] else None
    return mitigation["status"] not in _DONE and is_past(due, quarter, today)


def review_to_come(records: PlanRecords, risk: Risk, quarter: Quarter) -> date | None:
    """The day a risk is to be reviewed; None where none is set, or the review was made in that day's quarter or since."""
    due = date.fromisoformat(risk["review_on"]) if risk["review_on"] else None
    reviewed = due is not None and any(
        Quarter.of(due).code <= review["quarter"] <= quarter.code
        for review in records.reviews_of.get(risk["id"], [])
    )
    return None if reviewed else due


def _review_overdue(records: PlanRecords, risk: Risk, quarter: Quarter, today: date) -> date | None:
    due = review_to_come(records, risk, quarter)
    return due if is_past(due, quarter, today) else None
