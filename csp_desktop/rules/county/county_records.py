"""Everything recorded about the partnerships of one file for one year, and which of them stand for themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.plan_records import PlanRecords, by_id, grouped
from csp_desktop.registers.typed_records import Agency, Group, GroupMember, Partnership
from csp_desktop.rules.natural_order import natural_order

COUNTY = "county group"
"""The kind of the partnership the others report to."""


@dataclass
class CountyRecords:
    """The partnerships of a file by name, and by partnership the records of its plan for the year, where it has one.

    `agencies`, `groups` and `group_members` are those of the whole file. Records are read, never changed here.
    """

    year: FinancialYear
    partnerships: Sequence[Partnership]
    agencies: Sequence[Agency] = ()
    groups: Sequence[Group] = ()
    group_members: Sequence[GroupMember] = ()
    plans: Mapping[str, PlanRecords] = field(default_factory=dict)

    @cached_property
    def partnership(self) -> dict[str, Partnership]:
        """Partnerships by id."""
        return by_id(self.partnerships)

    @cached_property
    def agency(self) -> dict[str, Agency]:
        """Agencies by id."""
        return by_id(self.agencies)

    def quarter_to_show(self, today: date) -> Quarter:
        """The quarter of today within the year; for a past year the last one anybody reported on."""
        now = Quarter.of(today)
        if now.year == self.year.first or not self.plans:
            return now if now.year == self.year.first else self.year.quarters[-1]
        return max(records.quarter_to_show(today) for records in self.plans.values())

    @property
    def county_groups(self) -> list[Partnership]:
        """The partnerships the others report to."""
        return [each for each in self.partnerships if each["kind"] == COUNTY]

    @property
    def districts(self) -> list[Partnership]:
        """All partnerships but those the others report to, by name."""
        return [each for each in self.partnerships if each["kind"] != COUNTY]

    @property
    def standing(self) -> list[Partnership]:
        """The districts that stand for themselves this year, each once: not those that another stands for."""
        return [each for each in self.districts if self._counted_as[each["id"]] == each["id"]]

    @cached_property
    def within(self) -> dict[str, list[Partnership]]:
        """By partnership that stands for itself, the others it stands for."""
        others = [each for each in self.districts if self._counted_as[each["id"]] != each["id"]]
        within: dict[str, list[Partnership]] = {}
        for each in others:
            within.setdefault(self._counted_as[each["id"]], []).append(each)
        return within

    @cached_property
    def _counted_as(self) -> dict[str, str]:
        """By district, the one it is counted as; itself where two became each other."""
        counted: dict[str, str] = {}
        for each in self.districts:
            path = [each]
            while (above := self._stood_for_by(path[-1])) is not None and above not in path:
                path.append(above)
            counted[each["id"]] = each["id"] if above is not None else path[-1]["id"]
        return counted

    def joint_with(self, partnership: Partnership) -> list[Partnership]:
        """Those a partnership works jointly with, whichever of them says so, and it has not become one with."""
        named = set(partnership["joint_with"]) | {
            other["id"] for other in self.districts if partnership["id"] in other["joint_with"]
        }
        return [
            other
            for other in self.districts
            if other["id"] in named
            and other["merged_into"] != partnership["id"]
            and partnership["merged_into"] != other["id"]
        ]

    def authorities(self, partnership: Partnership) -> list[Agency]:
        """A partnership's own responsible authorities: those named, else the ones that sit in its groups."""
        if partnership["authorities"]:
            return [self.agency[named] for named in partnership["authorities"] if named in self.agency]
        seated = {
            member["agency"]
            for group in self.groups
            if group["partnership"] == partnership["id"]
            for member in self._members.get(group["id"], ())
        }
        return [
            agency
            for agency in self.agencies
            if agency["id"] in seated and agency["kind"] == "responsible authority"
        ]

    @property
    def regions(self) -> list[str]:
        """The regions of the districts in their order; "" last where one has none."""
        named = {str(each["region"] or "").strip() for each in self.districts}
        return sorted(named, key=lambda region: (not region, natural_order(region)))

    @cached_property
    def _members(self) -> dict[str, list[GroupMember]]:
        return grouped(self.group_members, "group")

    def _stood_for_by(self, partnership: Partnership) -> Partnership | None:
        """Who stands for a partnership: the one it was merged into, or a joint one that has the only plan.

        One that has a plan for the year stands for itself until the one it became has one too.
        """
        became = self.partnership.get(partnership["merged_into"] or "")
        if became is not None and (became["id"] in self.plans or partnership["id"] not in self.plans):
            return became
        if partnership["id"] in self.plans:
            return None
        return next((other for other in self.joint_with(partnership) if other["id"] in self.plans), None)


def holds_a_county(partnerships: Sequence[Partnership]) -> bool:
    """Whether a file is of a county: it has a county group, or several partnerships."""
    return len(partnerships) > 1 or any(each["kind"] == COUNTY for each in partnerships)
