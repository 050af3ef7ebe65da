"""What goes into next year's plan, worked out from this year's: nothing is written here.

Every record made says what it was copied from, so that what is already there is found again and a
second carry-over adds only what was missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.plan_records import PlanRecords, Records
from csp_desktop.registers.register import new_id
from csp_desktop.registers.typed_records import Indicator, Plan, PlanItem
from csp_desktop.rules.due_dates import reported_date
from csp_desktop.rules.figures import figure, to_date
from csp_desktop.rules.log import entry_states
from csp_desktop.rules.money.funding_position import stream_position, streams_of
from csp_desktop.rules.new_dates import DateChoice, new_dates
from csp_desktop.rules.partner_standing import person_is_there
from csp_desktop.rules.rag import blue_says_complete, priority_rating, rate, shown_rag
from csp_desktop.rules.risk_scores import standing
from csp_desktop.rules.targets import known_baseline
from csp_desktop.rules.year_titles import retitled

Fate = Literal["carry", "close", "drop"]


@dataclass
class CarryOver:
    """New records in the order they depend on one another, changes to earlier ones, and what became of what."""

    plan: Plan
    is_new: bool
    made: list[tuple[str, Record]] = field(default_factory=list)
    completed: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """(register, id, values): facts a former carry-over could not know yet, and what is no longer of the old plan."""
    carried: list[Record] = field(default_factory=list)
    closed: list[Record] = field(default_factory=list)
    dropped: list[Record] = field(default_factory=list)
    already_there: list[Record] = field(default_factory=list)
    """Items of the old plan; of risks, indicators and money only what is new is made."""
    baselines: int = 0
    money_carried: int = 0
    to_come: tuple[Quarter, ...] = ()
    """Quarters of the old year after the last one with an update or a figure: another run completes them."""

    def made_in(self, register: str) -> Records:
        """The new records of one register."""
        return [record for name, record in self.made if name == register]


def proposed_fate(records: PlanRecords, item: PlanItem) -> Fate:
    """What becomes of an item unless somebody decides otherwise: finished ones close, stopped ones drop."""
    rated = [said for said in records.updates_of.get(item["id"], []) if shown_rag(said) != "none"]
    last = max(rated, key=lambda said: str(said["quarter"]), default=None)
    # Its lead reported it complete, and nobody changed the status.
    if item["status"] != "stopped" and shown_rag(last) == "blue" and blue_says_complete(records.partnership):
        return "close"
    return {"complete": "close", "stopped": "drop"}.get(item["status"], "carry")  # type: ignore[return-value]


def carry_over(
    records: PlanRecords,
    to_year: FinancialYear,
    existing: PlanRecords | None = None,
    decisions: Mapping[str, Fate] | None = None,
    dates: DateChoice = "move",
) -> CarryOver:
    """Plan next year's plan. `existing` is the one carried over before.

    `decisions` says by item id where somebody chose otherwise than `proposed_fate`, `dates` what becomes of
    dates before the new year. Raises BadRequest where the year is not a later one.
    """
    if to_year <= records.year:
        raise BadRequest(
            f"The plan already runs to {records.year.label}; choose a later year to roll over to. "
            "Nothing was changed."
        )
    over = _CarryingOver(records, to_year, existing, decisions or {}, dates)
    over.items()
    over.indicators()
    over.risks()
    over.money()
    over.achievements()
    over.log()
    over.sections()
    return over.result


class _CarryingOver:
    """One carry-over under way: old ids to new ones, and the result so far."""

    def __init__(
        self,
        records: PlanRecords,
        to_year: FinancialYear,
        existing: PlanRecords | None,
        decisions: Mapping[str, Fate],
        dates: DateChoice,
    ) -> None:
        self.records = records
        self.year = records.year
        self.to_year = to_year
        self.existing = existing
        self.decisions = decisions
        self.dates = dates
        self.there: dict[tuple[str, str], Record] = {}
        self.new: dict[str, str] = {}
        self.rows = existing.achievements if existing else []
        if existing is not None:
            for register in ("plan_items", "indicators", "risks", "mitigations"):
                for record in getattr(existing, register):
                    if record["copied_from"]:
                        self.there[register, record["copied_from"]] = record
                        self.new[record["copied_from"]] = record["id"]
        plan = existing.plan if existing else self._new_plan()
        self.result = CarryOver(cast(Plan, plan), existing is None)
        told = {said["quarter"] for said in (*records.updates, *records.measurements)}
        self.result.to_come = tuple(
            quarter for quarter in self.year.quarters if quarter.code > max(told, default="")
        )
        if existing is None:
            self.result.made.append(("plans", plan))

    def _new_plan(self) -> Values:
        old = self.records.plan
        title = retitled(old["title"], {self.year.first: self.to_year.first})
        if title == old["title"]:
            title = f"{title} {self.to_year.label}"
        return _copy(
            "plans",
            old,
            title=title,
            first_year=self.to_year.first,
            last_year=self.to_year.first,
            status="draft",
            # The new year's is still to be written.
            introduction=None,
        )

    def make(self, register: str, old: Record, **values: Any) -> Values:
        """A copy of an old record for the new plan."""
        copied = _copy(register, old, **values)
        copied.update(new_dates(register, copied, self.year, self.to_year, self.dates))
        self.new[old["id"]] = copied["id"]
        self.result.made.append((register, copied))
        return copied

    def item_now(self, item: str | None) -> str | None:
        """The new item for an old one, or for the nearest above it that was carried."""
        while item is not None:
            if item in self.new:
                return self.new[item]
            above = self.records.item.get(item)
            item = above["parent"] if above else None
        return None

    def fate(self, item: PlanItem) -> Fate:
        return self.decisions.get(item["id"]) or proposed_fate(self.records, item)

    def items(self) -> None:
        """Carry items; one that is finished still goes along while something under it does."""
        for item in self.records.outline():
            if ("plan_items", item["id"]) in self.there:
                self.result.already_there.append(item)
            elif self._dropped_above(item) or self.fate(item) == "drop":
                self.result.dropped.append(item)
            elif self.fate(item) == "carry" or self._needed(item):
                self._carry_item(item)
            else:
                self.result.closed.append(item)

    def _dropped_above(self, item: PlanItem) -> bool:
        above = self.records.item.get(item["parent"]) if item["parent"] else None
        while above is not None:
            if self.fate(above) == "drop":
                return True
            above = self.records.item.get(above["parent"]) if above["parent"] else None
        return False

    def _needed(self, item: PlanItem) -> bool:
        return any(
            self.fate(child) == "carry" or (self.fate(child) == "close" and self._needed(child))
            for child in self.records.children(item["id"])
        )

    def _carry_item(self, item: PlanItem) -> None:
        reopened = item["status"] in ("complete", "stopped")
        self.make(
            "plan_items",
            item,
            plan=self.result.plan["id"],
            parent=self.new[item["parent"]] if item["parent"] else None,
            starts_on=self._start(item),
            due_on=reported_date(self.records, item) or item["due_on"],
            # In the new plan no date has been replaced yet.
            original_due_on=None,
            lead_officers=self._officers(item),
            status="in progress" if reopened else item["status"],
            completed_on=None,
        )
        self.result.carried.append(item)

    def _officers(self, item: PlanItem) -> tuple[str, ...]:
        """The lead officers who are still there when the new year begins."""
        begins = self.to_year.start
        left = {person["id"] for person in self.records.people if not person_is_there(person, begins)}
        return tuple(officer for officer in item["lead_officers"] if officer not in left)

    def _start(self, item: PlanItem) -> str | None:
        """When a carried item starts: a day to come, or when it did start; a day that was missed says nothing."""
        day = item["starts_on"]
        missed = item["status"] == "not started" and day and day < self.to_year.start.isoformat()
        return None if missed else day

    def indicators(self) -> None:
        """Carry indicators with the year's outturn as the new baseline; the old target is not the new one."""
        for old in self.records.indicators:
            if old["item"] and self.item_now(old["item"]) is None:
                continue
            outturn = self._outturn(old)
            there = self.there.get(("indicators", old["id"]))
            if there is not None:
                # The last quarter came in after the plan was made.
                if (
                    there["baseline_state"] == "TBC"
                    and there["baseline_value"] is None
                    and outturn is not None
                ):
                    known = {"baseline_state": "known", "baseline_value": outturn}
                    self.result.completed.append(("indicators", there["id"], known))
                    self.result.baselines += 1
                continue
            relative = old["target_kind"] in ("percent change", "increase from baseline by")
            state = "known" if outturn is not None else "none" if old["baseline_state"] == "none" else "TBC"
            self.result.baselines += outturn is not None
            self.make(
                "indicators",
                old,
                plan=self.result.plan["id"],
                item=self.item_now(old["item"]),
                baseline_state=state,
                baseline_value=outturn,
                baseline_period=None if state == "none" else self.year.label,
                target_value=old["target_value"] if relative else None,
                target_period=None,
                stated_target=None,
                **{f"trajectory_q{number}": None for number in (1, 2, 3, 4)},
            )

    def _outturn(self, indicator: Indicator) -> float | None:
        last = self.year.quarters[3]
        if indicator["kind"] == "snapshot":
            return to_date(self.records, indicator, last).value
        # A year that is not over has no outturn yet.
        return (
            None
            if figure(self.records, indicator, last) is None
            else to_date(self.records, indicator, last).value
        )

    def risks(self) -> None:
        """Carry open risks, where they stand now as the new starting point, and what is still done about them."""
        last = self.year.quarters[3]
        for old in self.records.risks:
            if ("risks", old["id"]) not in self.there:
                if old["status"] != "open":
                    continue
                place = standing(self.records, old, last)
                likelihood, impact = (place.likelihood, place.impact) if place else (None, None)
                self.make(
                    "risks",
                    old,
                    plan=self.result.plan["id"],
                    item=self.item_now(old["item"]),
                    inherent_likelihood=likelihood,
                    inherent_impact=impact,
                    current_likelihood=likelihood,
                    current_impact=impact,
                )
            for mitigation in self.records.mitigations_of.get(old["id"], []):
                control = mitigation["kind"] == "existing control" and mitigation["status"] != "stopped"
                going_on = control or mitigation["status"] not in ("complete", "stopped")
                if going_on and ("mitigations", mitigation["id"]) not in self.there:
                    self.make("mitigations", mitigation, risk=self.new[old["id"]])

    def money(self) -> None:
        """Carry what is unspent of streams that allow it; commitments are met out of it next year."""
        already = {stream["carried_from"] for stream in self.records.later_streams}
        last = self.year.quarters[3]
        for old in streams_of(self.records, self.year):
            position = stream_position(self.records, old, last)
            unspent = position.available - position.spent
            if old["carry_forward"] != "allowed" or unspent <= 0 or old["id"] in already:
                continue
            self.make(
                "funding_streams",
                old,
                year=self.to_year.first,
                amount=unspent,
                # A day that has passed by then would make the money lost before it is there.
                spend_by=old["spend_by"]
                if (old["spend_by"] or "") >= self.to_year.start.isoformat()
                else None,
                carried_from=old["id"],
            )
            self.result.money_carried += unspent

    def sections(self) -> None:
        """The written sections of the plan document, known again by their titles; each is to be gone over."""
        there = self.existing.plan_sections if self.existing else []
        titles = {section["title"].casefold() for section in there}
        for old in self.records.plan_sections:
            title = retitled(old["title"], {self.year.first: self.to_year.first})
            if title.casefold() not in titles:
                made = _copy("plan_sections", old, plan=self.result.plan["id"], title=title)
                self.result.made.append(("plan_sections", made))

    def achievements(self) -> None:
        """What came of the old year, kept with the plan that reports it: figures by indicator, words by priority."""
        last = self.year.quarters[3]
        for old in self.records.indicators:
            now = self._outturn(old)
            if old["unit"] == "yes/no" or now is None:
                continue
            before = to_date(self.records, old, last.plus(-4)).value
            self._achieved(
                item=self.item_now(old["item"]),
                indicator=self.new.get(old["id"]),
                title=old["title"],
                last_year=known_baseline(old) if before is None else before,
                this_year=now,
                rag=rate(self.records, old, last).rag,
            )
        reported = self._last_reported()
        for priority in self.records.priorities:
            said = self._said(priority)
            if said:
                self._achieved(
                    said,
                    item=self.new.get(priority["id"]),
                    title=priority["title"],
                    narrative=said[-1],
                    rag=priority_rating(self.records, priority, reported).rag,
                )

    def log(self) -> None:
        """An open entry of the log does not end with the year: it goes on as the partnership's, with its updates."""
        for state in entry_states(self.records, self.year.quarters[3]):
            if state.is_open and state.entry["plan"]:
                self.result.completed.append(("log_entries", state.entry["id"], {"plan": None}))

    def _last_reported(self) -> Quarter:
        codes = {update["quarter"] for update in self.records.updates}
        quarters = self.year.quarters
        return next((quarter for quarter in reversed(quarters) if quarter.code in codes), quarters[3])

    def _achieved(self, said: Sequence[str] = (), **values: Any) -> None:
        row = {
            **register_named("achievements").blank(),
            "id": new_id(),
            "plan": self.result.plan["id"],
        } | values
        known = next((known_row for known_row in self.rows if _same_achievement(known_row, row)), None)
        if known is None:
            self.result.made.append(("achievements", row))
        elif known["narrative"] in said[:-1]:
            # Nobody has touched the words of an earlier quarter; later ones have come in.
            newer = {"narrative": row["narrative"], "rag": row["rag"]}
            self.result.completed.append(("achievements", known["id"], newer))

    def _said(self, priority: PlanItem) -> list[str]:
        """The year's words on a priority in order, else what was completed under it."""
        quarters = {quarter.code for quarter in self.year.quarters}
        updates = [
            update
            for update in self.records.updates_of.get(priority["id"], [])
            if update["narrative"] and update["quarter"] in quarters
        ]
        if updates:
            return [
                update["narrative"] for update in sorted(updates, key=lambda dated: str(dated["quarter"]))
            ]
        done = [
            item["title"] for item in self.records.outline(priority["id"]) if item["status"] == "complete"
        ]
        return ["Completed: " + "; ".join(" ".join(title.split()) for title in done) + "."] if done else []


def _same_achievement(achievement: Record, other: Record) -> bool:
    if achievement["indicator"] or other["indicator"]:
        return bool(achievement["indicator"] == other["indicator"])
    of_priority = achievement["this_year"] is None and other["this_year"] is None
    return bool(
        achievement["title"] == other["title"]
        or (of_priority and achievement["item"] and achievement["item"] == other["item"])
    )


def _copy(register: str, old: Record, **values: Any) -> Values:
    fields = register_named(register).by_name
    copied = {name: old[name] for name in fields} | {"id": new_id()}
    if "copied_from" in fields:
        copied["copied_from"] = old["id"]
    return copied | values
