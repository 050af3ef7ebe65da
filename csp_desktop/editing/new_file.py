"""What a new file begins with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from csp_desktop.editing.changes import Insert
from csp_desktop.paths import own_text, resources_folder
from csp_desktop.periods import FinancialYear

OfferKind = Literal["agency", "group", "priority"]


@dataclass(frozen=True)
class Offer:
    """An agency, group or priority a new file may begin with; `ticked` where nearly every partnership has it.

    A responsible authority says `since` when it has been one, and the `source` that says so.
    """

    what: OfferKind
    name: str
    short_name: str = ""
    kind: str = ""
    since: date | None = None
    source: str = ""
    ticked: bool = False


@cache
def offers() -> tuple[Offer, ...]:
    """What is offered: agencies, groups and priorities, each in their order."""
    said = tomllib.loads(own_text(resources_folder() / "law" / "new_file.toml"))
    kinds: tuple[OfferKind, ...] = ("agency", "group", "priority")
    return tuple(Offer(what, **offer) for what in kinds for offer in said[what])


def first_records(
    name: str, short_name: str, year: FinancialYear, ticked: Iterable[Offer] = ()
) -> list[Insert]:
    """One partnership, its plan for a year, still to be written, and what was ticked of the offers."""
    partnership = Insert("partnerships", {"name": name.strip(), "short_name": short_name.strip()})
    plan = Insert(
        "plans",
        {
            "partnership": partnership.id,
            "title": f"Annual plan {year.label}",
            "first_year": year.first,
            "last_year": year.first,
        },
    )
    records = [partnership, plan]
    priorities = 0
    for offer in ticked:
        called = {"name": offer.name, "short_name": offer.short_name}
        if offer.what == "agency":
            since = offer.since.isoformat() if offer.since else None
            notes = f"Responsible authority: {offer.source}." if offer.source else None
            records.append(
                Insert("agencies", {**called, "kind": offer.kind, "responsible_from": since, "notes": notes})
            )
        elif offer.what == "group":
            records.append(Insert("groups", {**called, "kind": offer.kind, "partnership": partnership.id}))
        else:
            priorities += 1
            records.append(
                Insert(
                    "plan_items",
                    {
                        "plan": plan.id,
                        "level": "priority",
                        "position": priorities - 1,
                        "ref": str(priorities),
                        "title": offer.name,
                    },
                )
            )
    return records
