"""A return in parts, one for each lead officer: who has which rows."""

from __future__ import annotations

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.rows import AskedRow
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Person
from csp_desktop.rules.partner_standing import person_called

Rows = dict[str, list[AskedRow]]


def parts_by_officer(records: PlanRecords, recipient: Recipient, rows: Rows) -> dict[str | None, Rows]:
    """The rows of a return by lead officer (person id), those of nobody last under None; empty where one has all.

    A row goes to the first lead officer of its item, or of the nearest item above that has one, an entry of the
    log to the person or post that owns it: of an agency's return an officer of that agency.
    """
    items = _items(records)
    parts: dict[str | None, Rows] = {}
    for sheet, asked in rows.items():
        for row in asked:
            entry = records.log_entry.get(row.record)
            owner = person_called(records, entry["owner"]) if entry else None
            if owner and _is_of(recipient, owner):
                officer: str | None = owner["id"]
            else:
                officer = _officer(records, recipient, items.get(row.record))
            parts.setdefault(officer, {}).setdefault(sheet, []).append(row)
    if len(parts) < 2:
        return {}
    order = {person["id"]: place for place, person in enumerate(records.people)}
    return dict(sorted(parts.items(), key=lambda part: order.get(part[0] or "", len(order))))


def _items(records: PlanRecords) -> dict[str, str | None]:
    """The plan item each record of a return belongs to."""
    items: dict[str, str | None] = {item["id"]: item["id"] for item in records.plan_items}
    items |= {indicator["id"]: indicator["item"] for indicator in records.indicators}
    items |= {risk["id"]: risk["item"] for risk in records.risks}
    items |= {mitigation["id"]: items.get(mitigation["risk"]) for mitigation in records.mitigations}
    return items | {allocation["id"]: allocation["item"] for allocation in records.allocations}


def _officer(records: PlanRecords, recipient: Recipient, item: str | None) -> str | None:
    above = records.item.get(item or "")
    while above is not None:
        for officer in above["lead_officers"]:
            person = records.person.get(officer)
            if person and _is_of(recipient, person):
                return str(officer)
        above = records.item.get(above["parent"] or "")
    return None


def _is_of(recipient: Recipient, person: Person) -> bool:
    return recipient.kind == "group" or bool(person["agency"] == recipient.id)
