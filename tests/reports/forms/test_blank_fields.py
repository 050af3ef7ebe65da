"""Whatever may be left empty in a register is left empty: every form is gathered, and every check made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from printed_plan import small_plan

from csp_desktop.errors import ReportProblem
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.register import Register
from csp_desktop.reports.catalog import REPORTS, gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.checks.readiness import findings

IN_A_PLAN = [register for register in REGISTERS if small_plan().of(register.name)]


@pytest.mark.parametrize("register", IN_A_PLAN, ids=lambda register: register.name)
def test_nothing_needs_what_may_be_empty(register: Register, options: Callable[..., ReportOptions]) -> None:
    asked = options()
    optional = [field.name for field in register.fields if field.check(None) is None and field.default != ()]
    records = small_plan().of(register.name) or ()
    for names in (optional, *([name] for name in optional)):
        blank = [{**record, **dict.fromkeys(names)} for record in records]
        plan = replace(small_plan(), **{register.name: blank})
        findings(plan, asked.quarter, asked.printed_on)
        for name in REPORTS:
            # There may be nothing to print.
            with contextlib.suppress(ReportProblem):
                gather(plan, name, asked)
