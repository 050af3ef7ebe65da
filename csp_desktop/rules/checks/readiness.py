"""What does not add up in a plan: every check, gravest first, with what was accepted and why."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.checks.finding import CheckFinding
from csp_desktop.rules.checks.funding import check_funding
from csp_desktop.rules.checks.log import check_log
from csp_desktop.rules.checks.performance import check_performance
from csp_desktop.rules.checks.plan import check_plan
from csp_desktop.rules.checks.risk import check_risks
from csp_desktop.rules.checks.slips import check_slips

__all__ = ["CheckFinding", "findings", "open_findings"]

_GRAVITY = {"error": 0, "query": 1, "note": 2}
_CHECKS = (check_plan, check_performance, check_risks, check_funding, check_log, check_slips)


def findings(records: PlanRecords, quarter: Quarter, today: date) -> list[CheckFinding]:
    """Everything found for a quarter: errors, then queries, then notes; accepted ones carry their reason."""
    accepted = {acceptance["finding"]: acceptance["reason"] for acceptance in records.accepted_findings}
    found_now = [finding for check in _CHECKS for finding in check(records, quarter, today)]
    marked = [finding._replace(accepted=accepted.get(finding.key)) for finding in found_now]
    return sorted(marked, key=lambda finding: _GRAVITY[finding.kind])


def open_findings(records: PlanRecords, quarter: Quarter, today: date) -> list[CheckFinding]:
    """Those nobody has accepted."""
    return [finding for finding in findings(records, quarter, today) if finding.accepted is None]
