"""A file of two districts whose partnerships are to become one: everything that can meet, small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.editing.workspace import Insert

FIGURES: Mapping[str, Mapping[str, tuple[float | None, ...]]] = {
    "Upton": {"Burglaries": (31, 29.5), "Residents who feel safe": (61.2, 62.0)},
    "Ferry Hill": {"Burglaries": (40, None), "Residents who feel safe": (48.9, 50.1)},
}
"""By district and indicator the figures of the first two quarters; None where one is not known yet."""
AMOUNTS = {"Upton": 1_250_001, "Ferry Hill": 799_999}


class District:
    """One partnership with a plan of 2010/11; `ids` by a word for each record."""

    def __init__(self, name: str, police: str, council: str, officer: str) -> None:
        self.name = name
        self.ids: dict[str, str] = {}
        self.inserts: list[Insert] = []
        home = {
            "partnership": self.add(
                "home", "partnerships", name=f"{name} Safer Partnership", short_name=f"{name} SP", area=name
            )
        }
        officer = self.add(
            "officer",
            "people",
            agency=council,
            name=officer,
            email="safer@example.org" if name == "Upton" else "Safer@Example.org",
        )
        steering = self.add(
            "steering",
            "groups",
            **home,
            name="Steering Group",
            short_name="SG",
            kind="steering",
            purpose=f"Steers {name}",
            chair=officer,
        )
        tasking = self.add(
            "tasking",
            "groups",
            **home,
            name="Tasking Group" if name == "Upton" else "Tasking and Co-ordination",
            short_name="TG",
            parent=steering,
        )
        self.add(
            "member",
            "group_members",
            group=steering,
            agency=police,
            role="Chair" if name == "Upton" else "Member",
        )
        self.add("linked", "linked_plans", **home, title="Policing plan", owner="Police")
        plan = {
            "plan": self.add(
                "plan",
                "plans",
                **home,
                title="Annual plan 2010/11",
                first_year=2010,
                last_year=2010,
                status="agreed",
            )
        }
        self.add("section", "plan_sections", **plan, title="Who we are", text=f"We are {name}.")
        priority = self.add(
            "priority",
            "plan_items",
            **plan,
            level="priority",
            ref="1",
            title="Less burglary",
            lead_groups=(steering,),
        )
        action = self.add(
            "action",
            "plan_items",
            **plan,
            parent=priority,
            ref="1.1",
            title=f"Mark bicycles in {name}",
            lead_agencies=(police, council),
            lead_officers=(officer,),
            lead_groups=(tasking,),
        )
        self.add(
            "update", "updates", item=action, quarter="2010-Q1", narrative=f"Marked in {name}", rag="blue"
        )
        for ref, title, unit, kind in (
            ("L1", "Burglaries", "count", "per quarter"),
            ("L2", "Residents who feel safe", "percent", "snapshot"),
        ):
            indicator = self.add(
                title,
                "indicators",
                **plan,
                item=priority,
                ref=ref,
                title=title,
                unit=unit,
                kind=kind,
                baseline_state="known",
                baseline_value=120.5 if unit == "count" else 60,
                baseline_period="2009/10",
                target_kind="percent change",
                target_value=5 if name == "Upton" else 10,
                amber_within=15 if name == "Upton" else 5,
                owner=council,
            )
            for number, value in enumerate(FIGURES[name][title], 1):
                self.add(
                    f"{title} {number}",
                    "measurements",
                    indicator=indicator,
                    quarter=f"2010-Q{number}",
                    value=value,
                    value_state="TBC" if value is None else "known",
                    note=f"Told by {name}" if number == 1 else None,
                    provisional=name == "Upton",
                )
        risk = self.add("risk", "risks", **plan, ref="R1", title=f"No money in {name}", item=priority)
        self.add(
            "review",
            "risk_reviews",
            risk=risk,
            quarter="2010-Q1",
            likelihood=2,
            impact=3,
            comment=f"Reviewed in {name}",
        )
        self.add("mitigation", "mitigations", risk=risk, title=f"Ask for some in {name}")
        stream = {
            "stream": self.add(
                "stream",
                "funding_streams",
                **home,
                name="Home Office",
                funder="Home Office",
                year=2010,
                amount=AMOUNTS[name],
                banker=council,
                spend_by="2011-03-31" if name == "Upton" else "2011-02-28",
            )
        }
        self.add(
            "bid",
            "bids",
            **stream,
            project=f"Bid of {name}",
            decision="awarded",
            amount_awarded=AMOUNTS[name],
            item=priority,
        )
        allocation = self.add(
            "allocation",
            "allocations",
            **stream,
            project=f"Locks in {name}",
            amount=AMOUNTS[name],
            status="approved",
            group=tasking,
            item=action,
        )
        self.add(
            "entry",
            "funding_entries",
            allocation=allocation,
            quarter="2010-Q1",
            amount=33_333,
            note=f"Bought in {name}",
        )
        meeting = self.add(
            "meeting", "meetings", **home, group=steering, held_on="2010-06-01", place=f"{name} town hall"
        )
        order = self.add(
            "order",
            "log_entries",
            **home,
            **plan,
            kind="order or agreement",
            ref="O1",
            title=f"No drinking in {name}",
            meeting=meeting,
            expires_on="2013-01-01",
        )
        self.add(
            "said",
            "log_updates",
            entry=order,
            quarter="2010-Q1",
            narrative=f"Signs put up in {name}",
            status="in progress",
        )
        self.add(
            "done",
            "log_entries",
            **home,
            kind="meeting action",
            title=f"Book the hall in {name}",
            completed_on="2010-06-02",
        )
        self.add("achieved", "achievements", **plan, title="Less burglary", narrative=f"Fewer in {name}")
        self.add("pack", "packs", **home, name="Steering papers", contents="{}")

    def add(self, word: str, register: str, **values: Any) -> str:
        insert = Insert(register, values)
        self.inserts.append(insert)
        self.ids[word] = insert.id
        return insert.id


class Pair:
    """Two districts, their police under two names, and the county that shares a group with one of them."""

    def __init__(self) -> None:
        police = Insert("agencies", {"name": "County Police", "short_name": "Police"})
        again = Insert("agencies", {"name": "county  police", "short_name": "Constabulary"})
        councils = [Insert("agencies", {"name": f"{name} Council", "short_name": name}) for name in FIGURES]
        self.police, self.again = police.id, again.id
        self.upton = District("Upton", police.id, councils[0].id, "A. Officer")
        self.ferry = District("Ferry Hill", again.id, councils[1].id, "An Officer")
        self.county = Insert(
            "partnerships", {"name": "County group", "short_name": "County", "kind": "county group"}
        )
        self.shared = Insert(
            "groups",
            {
                "partnership": self.county.id,
                "name": "Joint panel",
                "short_name": "JP",
                "shared_with": (self.upton.ids["home"],),
            },
        )
        self.inserts = [
            police,
            again,
            *councils,
            *self.upton.inserts,
            *self.ferry.inserts,
            self.county,
            self.shared,
        ]
        self.homes = [self.upton.ids["home"], self.ferry.ids["home"]]
