"""Where risks stand and how they moved."""

from __future__ import annotations

import sqlite3
from datetime import date

from conftest import SmallFile
from record_building import Building

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.rules.risk_scores import band, placing, position, standing

Q1, Q2, Q3 = Quarter(2010, 1), Quarter(2010, 2), Quarter(2010, 3)
TODAY = date(2010, 10, 19)


def test_a_quarter_shows_its_latest_review() -> None:
    plan = Building()
    risk = plan.risk(3, 4)
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=4, impact=4)
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q3", likelihood=None, impact=None, comment="x")
    records = plan.records()
    assert standing(records, risk, Q1) == placing(3, 4)
    assert standing(records, risk, Q3) == placing(4, 4)
    found = position(records, risk, Q2, TODAY)
    assert (found.score, found.movement, found.arrow, found.rising) == (16, 4, "↑4", True)
    assert found.worse_than_inherent and found.band == "red" and found.above_appetite
    assert position(records, risk, Q3, TODAY).arrow == "→"


def test_without_scores_nothing_is_claimed() -> None:
    plan = Building()
    risk = plan.add("risks", title="Unscored")
    found = position(plan.records(), risk, Q2, TODAY)
    assert (found.score, found.movement, found.arrow, found.band) == (None, None, "", "none")
    assert not found.above_appetite and not found.worse_than_inherent


def test_half_a_current_score_is_none_until_a_review_says_the_rest() -> None:
    plan = Building()
    before = {"inherent_likelihood": 4, "inherent_impact": 4}
    half = plan.add("risks", title="Half typed", current_likelihood=1, **before)
    untouched = plan.add("risks", title="Nothing typed", **before)
    plan.add("risk_reviews", risk=half["id"], quarter="2010-Q2", impact=3)
    plan.add("risk_reviews", risk=untouched["id"], quarter="2010-Q2", likelihood=2)
    records = plan.records()
    assert [standing(records, half, quarter) for quarter in (Q1, Q2)] == [None, placing(1, 3)]
    assert [standing(records, untouched, quarter) for quarter in (Q1, Q2)] == [placing(4, 4), placing(2, 4)]


def test_bands_are_the_partnerships() -> None:
    strict = Building(risk_amber_from=4, risk_red_from=9).partnership
    usual = Building().partnership
    assert [band(score, strict) for score in (3, 4, 9)] == ["green", "amber", "red"]
    assert [band(score, usual) for score in (5, 6, 12)] == ["green", "amber", "red"]


def test_reviews_and_mitigations_overdue_at_the_quarters_end() -> None:
    plan = Building()
    risk = plan.risk(review_on="2010-09-30")
    later = plan.risk(review_on="2010-10-15")
    late = plan.add("mitigations", risk=risk["id"], title="Map it", due_on="2010-08-31")
    plan.add("mitigations", risk=risk["id"], title="Done", due_on="2010-08-31", status="complete")
    plan.add("mitigations", risk=risk["id"], title="Later", due_on="2010-10-12")
    records = plan.records()
    found = position(records, risk, Q2, TODAY)
    assert found.review_overdue == date(2010, 9, 30)
    assert found.overdue_mitigations == [late]
    assert not found.no_mitigation
    assert position(records, later, Q2, TODAY).review_overdue is None
    assert position(records, later, Q2, TODAY).no_mitigation
    assert position(records, risk, Q2, date(2010, 9, 30)).review_overdue is None
    plan.add("risk_reviews", risk=risk["id"], quarter="2010-Q2", likelihood=3, impact=3)
    assert position(plan.records(), risk, Q2, TODAY).review_overdue is None


def test_a_closed_risk_asks_for_nothing() -> None:
    plan = Building()
    risk = plan.risk(5, 5, status="closed", review_on="2010-06-30")
    found = position(plan.records(), risk, Q2, TODAY)
    assert not found.above_appetite and not found.no_mitigation and found.review_overdue is None


def test_a_score_typed_anywhere_is_the_one_score_everywhere(small: SmallFile) -> None:
    """The register's own, the review typed in the grid and the view for analysts never say two things."""
    risk = Insert(
        "risks",
        {"plan": small.plan, "title": "No lamps", "inherent_likelihood": 5, "inherent_impact": 5,
         "current_likelihood": 1, "current_impact": 1},
    )  # fmt: skip
    with Workspace.open(small.path, backup=False) as ws:
        ws.apply([risk])

        def scores(quarter: str) -> tuple[int | None, int | None]:
            records = ws.plan_records(small.plan)
            found = standing(records, records.risk[risk.id], Quarter.parse(quarter))
            connection = sqlite3.connect(small.path)
            (seen,) = connection.execute("SELECT current_score FROM risk_register").fetchone()
            connection.close()
            return (found.score if found else None), seen

        assert scores("2010-Q2") == (1, 1)
        ws.apply(
            [Insert("risk_reviews", {"risk": risk.id, "quarter": "2010-Q2", "likelihood": 5, "impact": 5})]
        )
        assert scores("2010-Q2") == (25, 25)
        ws.apply(
            [Insert("risk_reviews", {"risk": risk.id, "quarter": "2010-Q1", "likelihood": 2, "impact": 2})]
        )
        assert scores("2010-Q2") == (25, 25) and scores("2010-Q1") == (4, 25)
        # A half left open stays as it stood.
        ws.apply([Insert("risk_reviews", {"risk": risk.id, "quarter": "2010-Q3", "likelihood": 1})])
        assert scores("2010-Q3") == (5, 5) and scores("2010-Q2") == (25, 5)


def test_appetite_is_passed_only_by_a_higher_score() -> None:
    plan = Building(risk_appetite=9)
    at, over = plan.risk(3, 3), plan.risk(3, 4)
    records = plan.records()
    assert not position(records, at, Q2, TODAY).above_appetite
    assert position(records, over, Q2, TODAY).above_appetite


def test_a_stopped_mitigation_is_none_and_a_finished_one_is_one() -> None:
    plan = Building()
    stopped, finished = plan.risk(), plan.risk()
    plan.add("mitigations", risk=stopped["id"], title="Given up", status="stopped")
    plan.add("mitigations", risk=finished["id"], title="Done", status="complete")
    records = plan.records()
    assert position(records, stopped, Q2, TODAY).no_mitigation
    assert not position(records, finished, Q2, TODAY).no_mitigation
