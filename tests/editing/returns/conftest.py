"""The plan that returns are sent from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from returning_partner import ReportingPlan, send

from csp_desktop.editing.workspace import Workspace


@pytest.fixture(scope="session")
def plan_to_copy(tmp_path_factory: pytest.TempPathFactory) -> ReportingPlan:
    """The plan of all tests here, not to be changed."""
    return ReportingPlan(tmp_path_factory.mktemp("plan") / "plan.csp")


@pytest.fixture
def plan(plan_to_copy: ReportingPlan, tmp_path: Path) -> ReportingPlan:
    """The plan of a test, closed."""
    return plan_to_copy.copied(tmp_path / "plan.csp")


@pytest.fixture
def ws(plan: ReportingPlan) -> Iterator[Workspace]:
    """The plan of a test, open for editing."""
    with Workspace.open(plan.path, backup=False) as opened:
        yield opened


@pytest.fixture
def form(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> Path:
    """The return of the police as it was sent to them."""
    return send(ws, plan, tmp_path / "out")
