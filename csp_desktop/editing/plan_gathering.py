"""What belongs to a plan: everything its page, its forms and its judgements are made of, gathered from the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Protocol, cast

from csp_desktop.errors import FileProblem
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.plan_records import PlanRecords, Records
from csp_desktop.registers.typed_records import Partnership, Plan
from csp_desktop.storage import tables


class Reading(Protocol):
    """Reads the records of a register that match, as `Workspace.records` does."""

    def __call__(
        self, register: str, where: Mapping[str, Any], order: Sequence[str] = ..., /
    ) -> list[Values]: ...


def gathered(read: Reading, plan_id: str, known: PlanRecords | None, changed: Set[str]) -> PlanRecords:
    """Everything about one plan; where it was `known` before some registers `changed`, only these are read."""
    if known is not None and (
        known.plan["id"] != plan_id or not changed.isdisjoint(("plans", "partnerships"))
    ):
        known = None
    plan = known.plan if known is not None else _one(read, "plans", plan_id)
    if plan is None:
        raise FileProblem("That plan is no longer in the file; choose another one.")
    partnership = known.partnership if known is not None else _one(read, "partnerships", plan["partnership"])
    assert partnership is not None  # the foreign key says so

    def gather(name: str, where: Mapping[str, Any]) -> Records | None:
        register = register_named(name)
        if known is not None and changed.isdisjoint(tables.registers_read(register, where)):
            return known.of(name)
        return read(name, where, ("position",) if "position" in register.by_name else ())

    years = tuple(range(plan["first_year"], plan["last_year"] + 1))
    own = {"partnership": partnership["id"]}
    streams = {**own, "year": years}
    stream = {f"stream.{name}": value for name, value in streams.items()}
    of_plan: dict[str, Mapping[str, Any]] = {
        "agencies": {},
        "people": {},
        "groups": own,
        "group_members": {"group.partnership": partnership["id"]},
        "linked_plans": own,
        "meetings": own,
        "log_entries": own,
        "log_updates": {"entry.partnership": partnership["id"]},
        "updates": {"item.plan": plan_id},
        "measurements": {"indicator.plan": plan_id},
        "risk_reviews": {"risk.plan": plan_id},
        "mitigations": {"risk.plan": plan_id},
        "funding_streams": streams,
        "bids": stream,
        "allocations": stream,
        "funding_entries": {f"allocation.{name}": value for name, value in stream.items()},
    }
    for name in (
        "plan_sections",
        "plan_items",
        "indicators",
        "risks",
        "returns",
        "achievements",
        "accepted_findings",
    ):
        of_plan[name] = {"plan": plan_id}
    # What the file holds is of the kind its register says.
    gathered: dict[str, Any] = {name: gather(name, where) for name, where in of_plan.items()}
    gathered["log_entries"] = [entry for entry in gathered["log_entries"] if entry["plan"] in (None, plan_id)]
    entries = {entry["id"] for entry in gathered["log_entries"]}
    gathered["log_updates"] = [entry for entry in gathered["log_updates"] if entry["entry"] in entries]
    copied = [indicator["copied_from"] for indicator in gathered["indicators"] if indicator["copied_from"]]
    if copied:
        gathered["earlier_measurements"] = read("measurements", {"indicator": copied})
    if gathered["funding_streams"]:
        carried = [carried_stream["id"] for carried_stream in gathered["funding_streams"]]
        later = read("funding_streams", {"carried_from": carried})
        gathered["later_streams"] = [
            later_stream for later_stream in later if later_stream["year"] not in years
        ]
    return PlanRecords(partnership=cast(Partnership, partnership), plan=cast(Plan, plan), **gathered)


def _one(read: Reading, register: str, record: str) -> Values | None:
    records = read(register, {"id": record})
    return records[0] if records else None
