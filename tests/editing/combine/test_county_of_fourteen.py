"""A county of fourteen partnerships that become five: sums equal, nothing lost, undone step by step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from csp_desktop.editing.combine.combining import combine
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Text
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.money.funding_position import StreamPosition, stream_positions, together
from csp_desktop.rules.targets import decimal
from csp_desktop.sample import write_sample
from csp_desktop.storage.checking.verify import verify

pytestmark = pytest.mark.slow

YEAR = FinancialYear(2010)
SIZES = (3, 3, 3, 3, 2)
REGISTER_NAMES = [register.name for register in REGISTERS]
CARRIED = (
    "plan_items",
    "updates",
    "risks",
    "risk_reviews",
    "mitigations",
    "bids",
    "allocations",
    "funding_entries",
)


def _texts(plans: Iterable[PlanRecords]) -> Counter[tuple[str, str, str]]:
    """Every text of the plans, by register and field."""
    found: Counter[tuple[str, str, str]] = Counter()
    for records in plans:
        for name in CARRIED:
            for record in records.of(name) or ():
                for field in BY_NAME[name].fields:
                    if isinstance(field, Text) and field.name != "ref" and record[field.name]:
                        found[name, field.name, record[field.name]] += 1
    return found


def _money(plans: Iterable[PlanRecords]) -> tuple[int, ...]:
    whole: StreamPosition = together(
        position for records in plans for position in stream_positions(records, YEAR)
    )
    return whole.available, whole.allocated, whole.spent, whole.committed, whole.claimed, whole.left


def _counts(plans: Iterable[PlanRecords]) -> dict[tuple[str, str], object]:
    """The sum of each count by quarter; "TBC" where one of them is."""
    sums: dict[tuple[str, str], object] = {}
    for records in plans:
        for row in records.measurements:
            indicator = records.indicator[row["indicator"]]
            if indicator["unit"] != "count":
                continue
            key = indicator["title"], row["quarter"]
            before = sums.get(key, decimal(0))
            unknown = row["value_state"] != "known" or before == "TBC"
            sums[key] = "TBC" if unknown else before + decimal(row["value"])  # type: ignore[operator]
    return sums


def _levels(plans: Iterable[PlanRecords]) -> Counter[tuple[str, object]]:
    """Figures that cannot be added up, each by its quarter."""
    return Counter(
        (row["quarter"], row["value"])
        for records in plans
        for row in records.measurements
        if records.indicator[row["indicator"]]["unit"] != "count"
    )


@pytest.mark.parametrize("take_likely", [False, True])
def test_fourteen_become_five(tmp_path: Path, take_likely: bool) -> None:
    path = tmp_path / "county.csp"
    write_sample(path, partnerships=14, years=1)
    with Workspace.open(path, backup=False) as ws:
        homes = [home["id"] for home in ws.records("partnerships")]
        dumps = [json.dumps(ws.dump(REGISTER_NAMES), sort_keys=True)]
        for number, size in enumerate(SIZES):
            parts, homes = homes[:size], homes[size:]
            plans = {plan["id"]: plan for plan in ws.plans() if plan["partnership"] in parts}
            before = [ws.plan_records(plan) for plan in plans]
            money, counts, levels, texts = _money(before), _counts(before), _levels(before), _texts(before)
            items = {item["id"] for records in before for item in records.plan_items}

            done = combine(ws, parts, f"Area {number}", f"A{number}", take_likely=take_likely)

            after = ws.plan_records(done.plan["id"])
            assert _money([after]) == money
            assert done.money == money[0]
            assert _counts([after]) == counts
            assert _levels([after]) == levels
            assert _texts([after]) == texts
            assert {item["copied_from"] for item in after.plan_items} == items
            for register in ("plan_items", "indicators", "risks"):
                refs = [record["ref"] for record in after.of(register) or ()]
                assert len(refs) == len({ref.casefold() for ref in refs})
            # What they were made of stands as it did, but for where it went.
            for records in before:
                again = ws.plan_records(records.plan["id"])
                again.plan["status"] = records.plan["status"]
                again.partnership["merged_into"] = None
                assert again == records
            dumps.append(json.dumps(ws.dump(REGISTER_NAMES), sort_keys=True))
        assert homes == []
        assert len([home for home in ws.records("partnerships") if home["merged_into"] is None]) == len(SIZES)
        assert verify(path) == []
        for dump in reversed(dumps[:-1]):
            ws.undo()
            assert json.dumps(ws.dump(REGISTER_NAMES), sort_keys=True) == dump
