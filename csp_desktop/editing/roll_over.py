"""Making next year's plan from this year's, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.changes import Change, Insert, Step, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.rules.carry_over import CarryOver, Fate, carry_over
from csp_desktop.rules.new_dates import DateChoice


@dataclass(frozen=True)
class RollOver:
    """What a roll-over did, or would do; `step` is None where nothing was written."""

    carrying: CarryOver
    step: Step | None

    @property
    def plan_id(self) -> str:
        """The next year's plan; in a dry run it may not be in the file yet."""
        return str(self.carrying.plan["id"])

    def as_json(self) -> dict[str, Any]:
        """As `roll-over --json` prints it; items are counted, money is in pence."""
        carrying = self.carrying
        return {
            "plan": carrying.plan["title"],
            "carried": len(carrying.carried),
            "closed": len(carrying.closed),
            "dropped": len(carrying.dropped),
            "already_there": len(carrying.already_there),
            "baselines": carrying.baselines,
            "money_carried": carrying.money_carried,
            "risks": len(carrying.made_in("risks")),
            "mitigations": len(carrying.made_in("mitigations")),
            "achievements": len(carrying.made_in("achievements")),
            "quarters_to_come": [quarter.code for quarter in carrying.to_come],
        }


def roll_over(
    ws: Workspace,
    plan_id: str,
    to_year: FinancialYear,
    dry_run: bool = False,
    decisions: Mapping[str, Fate] | None = None,
    dates: DateChoice = "move",
) -> RollOver:
    """Carry a plan into another year; what an earlier roll-over made is found again, not doubled.

    `decisions` overrule by item id what would become of an item; `dates` says what becomes of dates that
    lie before the new year.
    """
    records = ws.plan_records(plan_id)
    made_before = ws.records("plans", {"copied_from": plan_id, "first_year": to_year.first})
    carrying = carry_over(
        records,
        to_year,
        existing=ws.plan_records(made_before[0]["id"]) if made_before else None,
        decisions=decisions,
        dates=dates,
    )
    changes: list[Change] = [Insert(register, record) for register, record in carrying.made]
    changes += [Update(register, record, values) for register, record, values in carrying.completed]
    step = None
    if changes and not dry_run:
        ws.backup()
        step = ws.apply(changes, f"roll over to {to_year.label}")
    return RollOver(carrying, step)
