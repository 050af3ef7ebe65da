"""Headings as other offices word them are taken for the field they mean."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.recognising.headings import heading_evidence, without_explanation
from csp_desktop.periods import FinancialYear

_MEANT = {
    "risks": {
        "Risk headline": "title", "How might they be harmed?": "consequence", "Risk holder": "owner", "Contributory factors": "cause",
        "When will it be reviewed?": "review_on", "What further action is needed?": "title", "How is the risk managed?": "control",
        "Control owner": "owner", "Unique ID": "ref", "Approach to risk": "response", "When might it occur?": "proximity",
    },
    "plan_items": {
        "Tasks to be completed": "title", "How will this be achieved?": "title", "Area for improvement": "objective", "Who by?": "lead_agencies",
        "Target quarter": "timescale", "Actual start date": "starts_on", "Named person": "lead_officers", "Success factors": "outcome",
        "Support required": "resources", "On track?": "rag", "Progress against target": "narrative", "Date signed off": "completed_on",
        "Where is it monitored?": "lead_groups", "Link to evidence": "evidence",
    },
    "indicators": {
        "Crime type": "title", "Threshold": "target_value", "Performance this quarter": "value", "Direction of improvement": "better",
        "Method of verification": "source", "Explanation of variance": "note", "Previous year baseline": "baseline_value",
    },
    "allocations": {
        "Cost heading": "project", "What is the money for?": "project", "Service provider": "provider", "Budget used": "actual", "Funding body": "stream",
        "Amount agreed": "amount",
    },
    "funding_streams": {"Grant maker": "funder", "Name of funder": "funder", "Use of grant": "conditions", "Ends": "spend_by", "Scheme name": "name"},
    "people": {"Point of contact": "name", "Police force": "agency", "Position held": "job_title", "Direct dial": "phone", "Lastname": "last_name"},
    "log_entries": {
        "Actions from meeting": "title", "Where raised": "source", "Decision maker": "owner", "Date created": "raised_on", "Closure notes": "outcome",
    },
}  # fmt: skip


@pytest.mark.parametrize("register", _MEANT)
def test_what_a_heading_says_most(register: str) -> None:
    best = {}
    for heading in _MEANT[register]:
        own = without_explanation(heading)
        said = heading_evidence(register, own, own, heading)
        best[heading] = max(said, key=said.__getitem__)[1]
    assert best == _MEANT[register]


def test_a_number_is_not_what_it_numbers() -> None:
    said = heading_evidence("allocations", "Budget ID", "Budget ID", "Budget ID")
    assert ("allocations", "amount") not in said


@pytest.mark.parametrize(
    ("beside", "meant"),
    [("Comments", ("mitigations", "due_on")), ("Target likelihood", ("risks", "target_on"))],
)
def test_a_target_date_is_of_the_action_unless_a_score_has_a_target(
    beside: str, meant: tuple[str, str]
) -> None:
    rows: list[tuple[object, ...]] = [
        ("Risk description", "Likelihood", "Impact", "Mitigation", beside, "Target date"),
        ("The van breaks down in winter", 3, 4, "Agree a spare van with the college", 2, "1 May 2025"),
        ("Nobody comes to the drop-in", 2, 2, "Move it to the evening and tell schools", 1, "3 June 2025"),
    ]
    reading = read_grids([Grid.of_rows("Risks", rows)], FinancialYear(2025), Mappings(take_doubtful=True))
    use = reading.mapped[0].mapping.columns[5]
    assert (use.register, use.field) == meant
