"""Everything recorded about one plan, gathered: what rules, reports and returns are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from csp_desktop.periods import FinancialYear
from csp_desktop.periods import Quarter as QuarterPeriod
from csp_desktop.registers.fields import Record
from csp_desktop.registers.typed_records import (
    AcceptedFinding,
    Achievement,
    Agency,
    Allocation,
    Bid,
    FundingEntry,
    FundingStream,
    Group,
    GroupMember,
    Indicator,
    LinkedPlan,
    LogEntry,
    LogUpdate,
    Measurement,
    Meeting,
    Mitigation,
    Partnership,
    Person,
    Plan,
    PlanItem,
    PlanSection,
    PlanUpdate,
    Return,
    Risk,
    RiskReview,
)

Records = Sequence[Record]
AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass
class PlanRecords:
    """The records of one plan and of the partnership it belongs to; every list in its own order.

    `agencies`, `people` and `groups` are those of the whole file and partnership; `streams` and what
    hangs on them are those of the partnership in the plan's years. `log_entries` are those of the plan and
    those of the partnership that name no plan. Records are read, never changed here.
    """

    partnership: Partnership
    plan: Plan
    agencies: list[Agency] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    group_members: list[GroupMember] = field(default_factory=list)
    linked_plans: list[LinkedPlan] = field(default_factory=list)
    plan_sections: list[PlanSection] = field(default_factory=list)
    plan_items: list[PlanItem] = field(default_factory=list)
    updates: list[PlanUpdate] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    risk_reviews: list[RiskReview] = field(default_factory=list)
    mitigations: list[Mitigation] = field(default_factory=list)
    funding_streams: list[FundingStream] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    funding_entries: list[FundingEntry] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    log_entries: list[LogEntry] = field(default_factory=list)
    log_updates: list[LogUpdate] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    achievements: list[Achievement] = field(default_factory=list)
    accepted_findings: list[AcceptedFinding] = field(default_factory=list)
    earlier_measurements: list[Measurement] = field(default_factory=list)
    """Measurements of the indicators these were copied from: last year's figures."""
    later_streams: list[FundingStream] = field(default_factory=list)
    """Streams of later years that carry money out of these."""
    overtaken: frozenset[str] = frozenset()
    """The updates, also of the log, after whose new date another due date was typed: the later word counts."""

    def of(self, register: str) -> Records | None:
        """The records of a register by its name; None for a register that is not gathered here."""
        gathered: Records | None = vars(self).get(register)
        return gathered

    @property
    def year(self) -> FinancialYear:
        """The plan's latest year."""
        return FinancialYear(self.plan["last_year"])

    def quarter_to_show(self, today: date) -> QuarterPeriod:
        """The quarter of today within the plan's years; for a past plan the last one anybody reported on."""
        now = QuarterPeriod.of(today)
        if self.plan["first_year"] <= now.year <= self.plan["last_year"]:
            return now
        reported = [update["quarter"] for update in self.updates]
        if reported:
            return QuarterPeriod.parse(max(reported))
        return FinancialYear(self.plan["first_year"]).quarters[0]

    @cached_property
    def agency(self) -> dict[str, Agency]:
        """Agencies by id."""
        return by_id(self.agencies)

    @cached_property
    def group(self) -> dict[str, Group]:
        """Groups by id."""
        return by_id(self.groups)

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return by_id(self.people)

    @cached_property
    def item(self) -> dict[str, PlanItem]:
        """Plan items by id."""
        return by_id(self.plan_items)

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return by_id(self.indicators)

    @cached_property
    def risk(self) -> dict[str, Risk]:
        """Risks by id."""
        return by_id(self.risks)

    @cached_property
    def allocation(self) -> dict[str, Allocation]:
        """Allocations by id."""
        return by_id(self.allocations)

    @cached_property
    def stream(self) -> dict[str, FundingStream]:
        """Funding streams by id."""
        return by_id(self.funding_streams)

    @cached_property
    def _children(self) -> dict[Any, list[PlanItem]]:
        return grouped(sorted(self.plan_items, key=lambda item: item["position"] or 0), "parent")

    @property
    def priorities(self) -> list[PlanItem]:
        """Priorities in their order."""
        return self.children(None)

    def children(self, item: str | None) -> list[PlanItem]:
        """What stands directly under an item (or at the top, for None), in order."""
        return self._children.get(item, [])

    def outline(self, item: str | None = None) -> list[PlanItem]:
        """All items below one (or the whole plan), each before what stands under it."""
        items: list[PlanItem] = []
        for child in self.children(item):
            items.append(child)
            items.extend(self.outline(child["id"]))
        return items

    def priority_of(self, item: str | None) -> PlanItem | None:
        """The priority an item stands under, or is."""
        record = self.item.get(item) if item else None
        while record is not None and record["parent"]:
            record = self.item.get(record["parent"])
        return record

    @cached_property
    def _updates(self) -> dict[tuple[str, str], PlanUpdate]:
        return {(update["item"], update["quarter"]): update for update in self.updates}

    def update(self, item: str, quarter: QuarterPeriod) -> PlanUpdate | None:
        """An item's update for a quarter."""
        return self._updates.get((item, quarter.code))

    @cached_property
    def updates_of(self) -> dict[str, list[PlanUpdate]]:
        """Updates by item id."""
        return grouped(self.updates, "item")

    @cached_property
    def _measurements(self) -> dict[tuple[str, str], Measurement]:
        copied_to = {
            indicator["copied_from"]: indicator["id"]
            for indicator in self.indicators
            if indicator["copied_from"]
        }
        earlier = {
            (copied_to[measurement["indicator"]], measurement["quarter"]): measurement
            for measurement in self.earlier_measurements
            if measurement["indicator"] in copied_to
        }
        return earlier | {
            (measurement["indicator"], measurement["quarter"]): measurement
            for measurement in self.measurements
        }

    def measurement(self, indicator: str, quarter: QuarterPeriod) -> Measurement | None:
        """An indicator's measurement for a quarter; for earlier years also of the one it was copied from."""
        return self._measurements.get((indicator, quarter.code))

    @cached_property
    def _reviews(self) -> dict[tuple[str, str], RiskReview]:
        return {(review["risk"], review["quarter"]): review for review in self.risk_reviews}

    def review(self, risk: str, quarter: QuarterPeriod) -> RiskReview | None:
        """A risk's review for a quarter."""
        return self._reviews.get((risk, quarter.code))

    @cached_property
    def reviews_of(self) -> dict[str, list[RiskReview]]:
        """Risk reviews by risk id."""
        return grouped(self.risk_reviews, "risk")

    @cached_property
    def mitigations_of(self) -> dict[str, list[Mitigation]]:
        """Mitigations by risk id, in order."""
        return grouped(sorted(self.mitigations, key=lambda mitigation: mitigation["position"] or 0), "risk")

    @cached_property
    def entries_of(self) -> dict[str, list[FundingEntry]]:
        """Funding entries by allocation id."""
        return grouped(self.funding_entries, "allocation")

    @cached_property
    def log_entry(self) -> dict[str, LogEntry]:
        """Log entries by id."""
        return by_id(self.log_entries)

    def log_update(self, entry: str, quarter: QuarterPeriod) -> LogUpdate | None:
        """A log entry's update for a quarter."""
        return next(
            (update for update in self.log_updates_of.get(entry, []) if update["quarter"] == quarter.code),
            None,
        )

    @cached_property
    def meeting(self) -> dict[str, Meeting]:
        """Meetings by id."""
        return by_id(self.meetings)

    @cached_property
    def log_updates_of(self) -> dict[str, list[LogUpdate]]:
        """Log updates by entry id."""
        return grouped(self.log_updates, "entry")

    @cached_property
    def bids_of(self) -> dict[str, list[Bid]]:
        """Bids by stream id."""
        return grouped(self.bids, "stream")

    @cached_property
    def allocations_of(self) -> dict[str, list[Allocation]]:
        """Allocations by stream id."""
        return grouped(self.allocations, "stream")

    def lead_names(self, item: PlanItem) -> str:
        """ "EHC, Police": short names of an item's lead agencies."""
        return ", ".join(self.agency[agency]["short_name"] for agency in item["lead_agencies"])

    def group_names(self, item: PlanItem) -> str:
        """ "JAG, Comms": short names of an item's lead groups."""
        return ", ".join(self.group[group]["short_name"] for group in item["lead_groups"])


def plan_to_show(plans: Sequence[AnyRecord], today: date) -> AnyRecord:
    """Of some plans, newest first, the one whose years hold today; else the newest."""
    year = FinancialYear.of(today).first
    return next((plan for plan in plans if plan["first_year"] <= year <= plan["last_year"]), plans[0])


def by_id(records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
    """Records by their id."""
    return {record["id"]: record for record in records}


def grouped(records: Iterable[AnyRecord], name: str) -> dict[str, list[AnyRecord]]:
    """Records by what they say in one field, order kept."""
    groups: defaultdict[str, list[AnyRecord]] = defaultdict(list)
    for record in records:
        groups[record[name]].append(record)
    return dict(groups)
