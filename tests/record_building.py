"""Records for tests, made from each register's own defaults."""

from __future__ import annotations

from itertools import count
from typing import Any

from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords

_numbers = count(1)


def made(register: str, **values: Any) -> Record:
    """A record of a register with these values, and an id of its own."""
    declared = register_named(register)
    unknown = values.keys() - declared.by_name.keys() - {"id"}
    assert not unknown, unknown
    record = declared.blank()
    record["id"] = f"{register}-{next(_numbers)}"
    return record | values


class Building:
    """A plan of 2010/11 under construction; `records()` gives what stands in it so far."""

    def __init__(self, year: int = 2010, **partnership: Any) -> None:
        self.partnership = made("partnerships", name="Rochford CSP", short_name="RCSP", **partnership)
        self.plan = made(
            "plans", partnership=self.partnership["id"], title="Annual plan", first_year=year, last_year=year
        )
        self.kept: dict[str, list[Record]] = {}

    def _add(self, register: str, **values: Any) -> Record:
        record = made(register, **values)
        self.kept.setdefault(register, []).append(record)
        return record

    def add(self, register: str, **values: Any) -> Record:
        """A record that belongs to the plan, the partnership, or to what `values` name."""
        fields = register_named(register).by_name
        if "plan" in fields:
            values.setdefault("plan", self.plan["id"])
        elif "partnership" in fields:
            values.setdefault("partnership", self.partnership["id"])
        if "position" in fields:
            values.setdefault("position", len(self.kept.get(register, [])))
        return self._add(register, **values)

    def priority(self, title: str = "Cut crime", **values: Any) -> Record:
        return self.add("plan_items", level="priority", title=title, **values)

    def action(self, parent: Record, title: str = "Do it", **values: Any) -> Record:
        return self.add("plan_items", level="action", parent=parent["id"], title=title, **values)

    def agency(self, short_name: str = "Police", **values: Any) -> Record:
        return self.add("agencies", name=short_name, short_name=short_name, **values)

    def update(self, item: Record, quarter: str = "2010-Q2", **values: Any) -> Record:
        return self.add("updates", item=item["id"], quarter=quarter, **values)

    def indicator(self, **values: Any) -> Record:
        """A count where lower is better; a baseline given is a known one."""
        values.setdefault("title", "Offences")
        if "baseline_value" in values:
            values.setdefault("baseline_state", "known")
        return self.add("indicators", **values)

    def measured(self, indicator: Record, *values: float | None, year: int = 2010, first: int = 1) -> None:
        """Figures for successive quarters; None leaves one out."""
        for number, value in enumerate(values, first):
            if value is not None:
                self.add("measurements", indicator=indicator["id"], quarter=f"{year}-Q{number}", value=value)

    def stream(self, amount: int | None = 100_000, **values: Any) -> Record:
        values.setdefault("name", "Home Office")
        values.setdefault("year", self.plan["first_year"])
        return self.add("funding_streams", amount=amount, **values)

    def allocation(self, stream: Record, amount: int | None, **values: Any) -> Record:
        values.setdefault("project", "Diversion")
        values.setdefault("status", "approved")
        return self.add("allocations", stream=stream["id"], amount=amount, **values)

    def entry(self, allocation: Record, kind: str, amount: int, quarter: str = "2010-Q1") -> Record:
        return self.add(
            "funding_entries", allocation=allocation["id"], kind=kind, amount=amount, quarter=quarter
        )

    def risk(self, likelihood: int = 3, impact: int = 3, **values: Any) -> Record:
        values.setdefault("title", "Nobody comes")
        values.setdefault("inherent_likelihood", likelihood)
        values.setdefault("inherent_impact", impact)
        values.setdefault("current_likelihood", likelihood)
        values.setdefault("current_impact", impact)
        return self.add("risks", **values)

    def records(self) -> PlanRecords:
        return PlanRecords(self.partnership, self.plan, **self.kept)
