"""What is found in the shipped sample, agreed by hand: each slip was put there to be found, and no other is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.sample import write_sample

AGREED = {
    # (code, ref, or the words a record without a ref is told by)
    ("allocation-unapproved", "Evening drop-in, pilot"),
    *(("no-update", ref) for ref in ("2.5", "3.4", "3.8", "4.4", "5.6", "7.1", "7.2", "7.5")),
    *(("green-underspent", ref) for ref in ("1.3.3", "6.3", "6.8")),
    ("narrative-unchanged", "5.5"),
    ("green-red-risk", "6"),
    ("green-overdue", "6.9"),
    ("value-out-of-range", "NI 32"),
    ("no-figure", "L8"),
    ("target-arithmetic", "L9"),
    ("achievement-rating", "Reduce alcohol-related disorder by 5%"),
    ("worse-than-inherent", "R8"),
    ("mitigation-overdue", "Map of drug offences and treatment by postcode"),
    ("review-overdue", "R10"),
    ("no-mitigation", "R13"),
    ("allocation-overspent", "Website"),
    *(("underspend", name) for name in (
        "CSP allocation", "EDAAT (DARG)", "Home Office", "Essex Police match", "Brought forward from 2009/10",
        "CSP (RDC) reserve", "PRG",
    )),
    *(("action-overdue", ref) for ref in ("2.5", "3.5.2", "3.5.3", "7.1")),
    *(("baseline-tbc", ref) for ref in ("L3", "NI 39", "L12", "LI 7.2", "L18")),
}  # fmt: skip


# What a finding names otherwise in the sample of 2026/27.
NAMED_IN_2026 = {
    "NI 32": "K3",
    "NI 39": "K5",
    "EDAAT (DARG)": "EDAP (DARG)",
    "PRG": "Council safety fund",
    "Brought forward from 2009/10": "Brought forward from 2025/26",
}


@pytest.mark.parametrize(("year", "named"), [(2010, {}), (2026, NAMED_IN_2026)])
def test_the_sample_holds_the_findings_agreed_and_no_other(
    tmp_path: Path, year: int, named: dict[str, str]
) -> None:
    path = tmp_path / "sample.csp"
    write_sample(path, year=FinancialYear(year))
    with Workspace.open(path, read_only=True) as workspace:
        records = workspace.plan_records(workspace.plans()[0]["id"])
    told = {
        (finding.code, finding.ref or finding.message.split("“")[1].split("”")[0])
        for finding in findings(records, Quarter(year, 2), date(year, 10, 19))
    }
    assert told == {(code, named.get(what, what)) for code, what in AGREED}
