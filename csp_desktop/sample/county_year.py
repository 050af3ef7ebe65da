"""A generated plan year: items, updates, figures, risks and money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.sample import county_words as words
from csp_desktop.sample.county_partnership import Partnership

LATEST_YEAR = 2010
_ACTIONS = 120
_RISKS = 18
_ALLOCATIONS_OF_STREAM = 3
# How far the latest year has come: its first two quarters are in.
_QUARTERS_IN = 2


class PlanYear:
    """One year's plan of a partnership; the latest year stands at its second quarter."""

    def __init__(self, home: Partnership, year: FinancialYear) -> None:
        self._home = home
        self._random = home.random
        self._year = year
        self._latest = year.first == LATEST_YEAR
        self._quarters = year.quarters[:_QUARTERS_IN] if self._latest else year.quarters
        self._titles: dict[str, tuple[str, str]] = {}
        self._priorities: list[str] = []
        self._actions: list[tuple[str, words.Theme, str]] = []
        self._plan = home.add(
            "plans",
            str(year.first),
            {
                "partnership": home.home,
                "title": f"Annual plan {year.label}",
                "first_year": year.first,
                "last_year": year.first,
                "status": "agreed" if self._latest else "closed",
                "copied_from": home.last_plan,
            },
        )

    def fill(self) -> None:
        """Gather all records of the year."""
        self._items()
        self._indicators()
        self._risks()
        self._funding()
        self._home.last_titles = self._titles
        self._home.last_plan = self._plan

    def _add(self, register: str, key: str, values: Mapping[str, Any]) -> str:
        return self._home.add(register, f"{self._year.first}/{key}", values)

    def _items(self) -> None:
        objectives = [(theme, wording) for theme in words.THEMES for wording in theme.objectives]
        share, extra = divmod(_ACTIONS, len(objectives))
        joint = set(self._random.sample(range(_ACTIONS), 2))
        placed = 0
        for number, theme in enumerate(words.THEMES, 1):
            priority = self._item(str(number), "priority", None, number, theme, theme.title, (theme.lead,))
            self._priorities.append(priority)
            for place, wording in enumerate(theme.objectives, 1):
                ref = f"{number}.{place}"
                objective = self._item(ref, "objective", priority, place, theme, wording, (theme.lead,))
                which = objectives.index((theme, wording))
                for step in range(1, share + (which < extra) + 1):
                    leads = self._leads(theme, joint=placed in joint)
                    placed += 1
                    self._action(f"{ref}.{step}", objective, step, theme, leads)

    def _leads(self, theme: words.Theme, *, joint: bool) -> tuple[str, ...]:
        chosen = theme.lead if self._random.random() < 0.5 else self._random.choice(_LEADS)
        return (chosen, "Police" if chosen != "Police" else "Council") if joint else (chosen,)

    def _action(self, ref: str, parent: str, place: int, theme: words.Theme, leads: tuple[str, ...]) -> None:
        carried = self._home.last_titles.get(ref) if self._random.random() < 0.6 else None
        thing = self._random.choice(theme.things)
        title = carried[0] if carried else self._home.fill_in(self._random.choice(words.ACTIONS), thing)
        item = self._item(
            ref, "action", parent, place, theme, title, leads, thing, carried[1] if carried else None
        )
        self._titles[ref] = (title, item)
        self._actions.append((item, theme, thing))

    def _item(
        self,
        ref: str,
        level: str,
        parent: str | None,
        place: int,
        theme: words.Theme,
        title: str,
        leads: tuple[str, ...],
        thing: str | None = None,
        copied_from: str | None = None,
    ) -> str:
        random, fill_in = self._random, self._home.fill_in
        thing = thing or random.choice(theme.things)
        due = random.choice(self._year.quarters).end.isoformat()
        dated = level == "action" and random.random() < 0.75
        status = random.choice(_LATEST_STATUSES if self._latest else _PAST_STATUSES)
        item = self._add(
            "plan_items",
            ref,
            {
                "plan": self._plan,
                "level": level,
                "parent": parent,
                "position": place,
                "ref": ref,
                "title": title,
                "target": fill_in(random.choice(words.TARGETS), thing),
                "timescale": f"by {format_date(due)}" if dated else "Ongoing",
                "due_on": due if dated else None,
                "resources": fill_in(random.choice(words.RESOURCES), thing),
                "outcome": fill_in(random.choice(words.OUTCOMES), thing),
                "lead_agencies": tuple(self._home.agency[lead] for lead in leads),
                "lead_groups": (self._home.group[theme.group],),
                "status": status if dated else "ongoing",
                "completed_on": due if dated and status == "complete" else None,
                "copied_from": copied_from,
            },
        )
        author = _REPORTERS[leads[0]]
        for quarter in self._quarters:
            self._update(item, ref, quarter, thing, author)
        return item

    def _update(self, item: str, ref: str, quarter: Quarter, thing: str, author: str) -> None:
        random, fill_in = self._random, self._home.fill_in
        parts = [random.choice(words.OPENINGS)]
        parts += random.sample(words.MIDDLES, random.randint(1, 2))
        if random.random() < 0.7:
            parts.append(random.choice(words.CLOSINGS))
        self._add(
            "updates",
            f"{ref}/{quarter.code}",
            {
                "item": item,
                "quarter": quarter.code,
                "narrative": " ".join(fill_in(part, thing) for part in parts),
                "rag": random.choice(_RATINGS),
                "outcome_rag": random.choice(_RATINGS),
                "author": author,
                "reported_on": quarter.next.start.replace(day=random.randint(2, 19)).isoformat(),
            },
        )

    def _indicators(self) -> None:
        random = self._random
        place = 0
        for priority, theme in zip(self._priorities, words.THEMES, strict=True):
            for title, unit, better, kind in theme.measures:
                place += 1
                whole = unit == "count"
                baseline = float(random.randint(40, 900)) if whole else round(random.uniform(3, 60), 1)
                known = random.random() < 0.85
                ref = f"L{place}"
                indicator = self._add(
                    "indicators",
                    ref,
                    {
                        "plan": self._plan,
                        "item": priority,
                        "position": place,
                        "ref": ref,
                        "title": title,
                        "source": random.choice(
                            ("iQuanta", "STORM", "Citizens' survey", "Partner's own record")
                        ),
                        "unit": unit,
                        "better": better,
                        "kind": kind,
                        "baseline_state": "known" if known else "TBC",
                        "baseline_value": baseline if known else None,
                        "baseline_period": FinancialYear(self._year.first - 1).label,
                        "target_kind": "percent change" if known else "none",
                        "target_value": _SHARE[better] if known else None,
                        "target_period": f"March {self._year.end.year}",
                        "scope": "county" if place % 9 == 0 else "local",
                        "contextual": place % 12 == 0,
                        "owner": self._home.agency[theme.lead],
                    },
                )
                self._measurements(indicator, ref, kind, baseline, whole)

    def _measurements(self, indicator: str, ref: str, kind: str, baseline: float, whole: bool) -> None:
        for number, quarter in enumerate(self._quarters, 1):
            year_so_far = baseline * self._random.uniform(0.85, 1.12)
            value = {"per quarter": year_so_far / 4, "cumulative": baseline * number / 4}.get(
                kind, year_so_far
            )
            unknown = self._random.random() < 0.04
            self._add(
                "measurements",
                f"{ref}/{quarter.code}",
                {
                    "indicator": indicator,
                    "quarter": quarter.code,
                    "value_state": "TBC" if unknown else "known",
                    "value": None if unknown else float(round(value)) if whole else round(value, 1),
                    "provisional": self._latest and number == _QUARTERS_IN,
                },
            )

    def _risks(self) -> None:
        random, fill_in = self._random, self._home.fill_in
        named = [(index, title) for index, theme in enumerate(words.THEMES) for title in theme.risks]
        for place in range(1, _RISKS + 1):
            index, title = named[(place - 1) % len(named)]
            theme = words.THEMES[index]
            thing = random.choice(theme.things)
            likelihood, impact = random.randint(2, 5), random.randint(2, 5)
            now = (max(1, likelihood - random.randrange(3)), impact)
            ref = f"R{place}"
            agency = self._home.agency[theme.lead]
            risk = self._add(
                "risks",
                ref,
                {
                    "plan": self._plan,
                    "item": self._priorities[index],
                    "position": place,
                    "ref": ref,
                    "title": title,
                    "cause": random.choice(words.CAUSES),
                    "consequence": fill_in(random.choice(words.CONSEQUENCES), thing),
                    "category": random.choice(
                        ("Delivery", "Funding", "People", "Partnership", "Information")
                    ),
                    "owner_agency": agency,
                    "owner": _REPORTERS[theme.lead],
                    "inherent_likelihood": likelihood,
                    "inherent_impact": impact,
                    "current_likelihood": now[0],
                    "current_impact": now[1],
                    "target_likelihood": max(1, likelihood - 2),
                    "target_impact": max(1, impact - 1),
                    "target_on": self._year.end.isoformat(),
                    "status": "open" if self._latest or random.random() < 0.6 else "closed",
                    "review_on": self._year.quarters[2].end.isoformat(),
                },
            )
            for quarter in self._quarters[1::2]:
                review = {
                    "risk": risk,
                    "quarter": quarter.code,
                    "likelihood": now[0],
                    "impact": now[1],
                    "comment": fill_in(random.choice(words.REVIEWS), thing),
                }
                self._add("risk_reviews", f"{ref}/{quarter.code}", review)
            for step in (1, 2):
                mitigation = {
                    "risk": risk,
                    "position": step,
                    "title": fill_in(words.MITIGATIONS[(place + step * 2) % len(words.MITIGATIONS)], thing),
                    "kind": "planned action" if step == 1 else "existing control",
                    "owner_agency": agency,
                    "owner": _REPORTERS[theme.lead],
                    "due_on": random.choice(self._year.quarters).end.isoformat(),
                    "status": random.choice(("not started", "in progress", "complete", "complete")),
                }
                self._add("mitigations", f"{ref}/{step}", mitigation)

    def _funding(self) -> None:
        random = self._random
        for name, funder, kind, route, carry in words.STREAMS:
            amount = random.randint(8, 80) * 100_000
            stream = self._add(
                "funding_streams",
                name,
                {
                    "partnership": self._home.home,
                    "name": name,
                    "funder": funder,
                    "kind": kind,
                    "year": self._year.first,
                    "amount": amount,
                    "route": route,
                    "banker": self._home.agency["Council"],
                    "spend_by": self._year.end.isoformat(),
                    "carry_forward": carry,
                },
            )
            chosen = random.sample(self._actions, _ALLOCATIONS_OF_STREAM)
            bid = {
                "stream": stream,
                "item": chosen[0][0],
                "project": f"Delivery of the work on {chosen[0][2]}",
                "amount_sought": amount * 5 // 4,
                "submitted_on": f"{self._year.first}-02-12",
                "decision": "part awarded",
                "decided_on": f"{self._year.first}-03-24",
                "amount_awarded": amount,
            }
            self._add("bids", name, bid)
            for place, (item, theme, thing) in enumerate(chosen, 1):
                self._allocation(f"{name}/{place}", stream, item, theme, thing, amount * 3 // 10)

    def _allocation(
        self, key: str, stream: str, item: str, theme: words.Theme, thing: str, amount: int
    ) -> None:
        group = self._home.group
        allocation = self._add(
            "allocations",
            key,
            {
                "stream": stream,
                "item": item,
                "group": group[theme.group],
                "project": f"Work on {thing}",
                "provider": self._random.choice(("Council", "Police", "A local charity", "Contractor")),
                "amount": amount,
                "status": "approved",
                "approved_by": group["Steering"],
                "approved_on": f"{self._year.first}-04-21",
            },
        )
        for quarter in self._quarters:
            entry = {
                "allocation": allocation,
                "quarter": quarter.code,
                "on_date": quarter.end.isoformat(),
                "kind": "actual",
                "amount": round(amount * self._random.uniform(0.1, 0.24)),
                "reference": f"INV {self._random.randint(10_000, 99_999)}",
            }
            self._add("funding_entries", f"{key}/{quarter.code}", entry)


_LEADS = ("Council", *(name for name, *_ in words.SHARED_AGENCIES))
_REPORTERS = {"Council": "Community safety co-ordinator"} | {
    name: reporter for name, _, _, reporter in words.SHARED_AGENCIES
}
_RATINGS = ("green", "green", "green", "green", "amber", "amber", "red", "blue", "none")
_PAST_STATUSES = ("complete", "complete", "complete", "stopped", "ongoing")
_LATEST_STATUSES = ("not started", "in progress", "in progress", "in progress", "complete")
_SHARE = {"lower": -5.0, "higher": 10.0}
