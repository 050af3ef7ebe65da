"""Who is asked about what in a quarter, from what the plan records.

- An item that is not complete or stopped goes to each of its lead agencies; where it has none, to the
  first of its lead groups, else to the agencies of its lead officers; where another level of the plan has a
  lead, that level reports it.
- An indicator goes to its owner, a risk to its owner agency (open risks only), a mitigation that is not
  finished to its owner agency, else to the agency of the person or post its owner is, a mitigation else to
  whoever has its risk.
- Where no owner is named, and for allocations that are not withdrawn, it goes to the first lead of the
  item it belongs to, or of the nearest item above that has one. An allocation without such an item goes
  to its own group, else to the banker of its stream.
- An open entry of the log goes to each of its lead agencies, else to its group, else to the agency of the person
  or post its owner is; what a meeting decided after the quarter is asked about in the next.
- What is left, for which nobody is named at all, goes to the coordinator's own council, so that no row of a plan
  is asked of nobody; where it cannot be told which council that is, to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.rules.body_kinds import home_council
from csp_desktop.rules.due_dates import FINISHED
from csp_desktop.rules.log import entry_states
from csp_desktop.rules.partner_standing import agency_of


class Recipient(NamedTuple):
    """The agency or group a return goes to."""

    kind: Literal["agency", "group"]
    id: str


class Asked(NamedTuple):
    """A record asked about on a sheet of the form, given by its key; `recipients` are empty where nobody is named."""

    sheet: str
    record: str
    ref: str | None
    title: str
    recipients: tuple[Recipient, ...]


def asked(records: PlanRecords, quarter: Quarter) -> Iterator[Asked]:
    """All that is asked for a quarter, sheet by sheet in the order of the plan."""
    yield from _items(records)
    for indicator in records.indicators:
        owner = _agency(indicator["owner"]) or _lead_above(records, indicator["item"])
        yield Asked("indicators", indicator["id"], indicator["ref"], indicator["title"], owner)
    yield from _risks(records)
    yield from _funding(records, quarter)
    yield from _log(records, quarter)


def named_by_nobody(records: PlanRecords, quarter: Quarter) -> list[Asked]:
    """What names nobody, though the coordinator's council may be asked; mitigations go with their risks."""
    return [row for row in asked(records, quarter) if not row.recipients and row.sheet != "mitigations"]


def asked_of_nobody(records: PlanRecords, quarter: Quarter) -> list[str]:
    """A sentence where rows are asked of nobody, naming them; else nothing."""
    rows = [] if home_council(records) else named_by_nobody(records, quarter)
    if not rows:
        return []
    named = ", ".join(str(row.ref or f"“{row.title}”") for row in rows)
    return [
        f"{named} name no agency or group, so no one is asked about them; name who reports them, then send again."
    ]


def _items(records: PlanRecords) -> Iterator[Asked]:
    """Open items, of each lead agency or the first lead group."""
    for item in records.outline():
        if item["status"] in FINISHED:
            continue
        leads = _leads(records, item)
        if not leads and (
            records.children(item["id"]) or item["level"] == "priority" or _lead_above(records, item["id"])
        ):
            continue
        yield Asked("action updates", item["id"], item["ref"], item["title"], leads)


def _risks(records: PlanRecords) -> Iterator[Asked]:
    """Open risks and their unfinished mitigations."""
    for risk in records.risks:
        if risk["status"] != "open":
            continue
        owner = _agency(risk["owner_agency"] or agency_of(records, risk["owner"]))
        whose = owner or _lead_above(records, risk["item"])
        yield Asked("risks", risk["id"], risk["ref"], risk["title"], whose)
        for mitigation in records.mitigations_of.get(risk["id"], []):
            if mitigation["status"] not in FINISHED:
                owner = _agency(mitigation["owner_agency"] or agency_of(records, mitigation["owner"]))
                yield Asked("mitigations", mitigation["id"], risk["ref"], mitigation["title"], owner or whose)


def _funding(records: PlanRecords, quarter: Quarter) -> Iterator[Asked]:
    """Allocations of the quarter's year that still stand."""
    for allocation in records.allocations:
        stream = records.stream[allocation["stream"]]
        if allocation["status"] == "withdrawn" or stream["year"] != quarter.year:
            continue
        item = records.item.get(allocation["item"] or "")
        whose = _lead_above(records, allocation["item"])
        if not whose and allocation["group"]:
            whose = (Recipient("group", allocation["group"]),)
        ref = item["ref"] if item else None
        yield Asked(
            "funding", allocation["id"], ref, allocation["project"], whose or _agency(stream["banker"])
        )


def _log(records: PlanRecords, quarter: Quarter) -> Iterator[Asked]:
    """Open entries of the log."""
    for state in entry_states(records, quarter):
        if not state.is_open:
            continue
        entry = state.entry
        leads = tuple(Recipient("agency", agency) for agency in entry["lead_agencies"])
        if not leads and entry["group"]:
            leads = (Recipient("group", entry["group"]),)
        whose = leads or _agency(agency_of(records, entry["owner"]))
        yield Asked("log", entry["id"], entry["ref"], entry["title"], whose)


def _agency(agency: str | None) -> tuple[Recipient, ...]:
    return (Recipient("agency", agency),) if agency else ()


def _leads(records: PlanRecords, item: PlanItem) -> tuple[Recipient, ...]:
    """Who reports an item of its own."""
    if item["lead_agencies"]:
        return tuple(Recipient("agency", agency) for agency in item["lead_agencies"])
    if item["lead_groups"]:
        return (Recipient("group", item["lead_groups"][0]),)
    officers = (records.person[officer]["agency"] for officer in item["lead_officers"])
    return tuple(Recipient("agency", agency) for agency in dict.fromkeys(officers) if agency)


def _lead_above(records: PlanRecords, item: str | None) -> tuple[Recipient, ...]:
    """The first lead of an item, or of the nearest one above that has a lead."""
    above = records.item.get(item or "")
    while above is not None:
        if leads := _leads(records, above):
            return leads[:1]
        above = records.item.get(above["parent"] or "")
    return ()
