"""Whom a return is for, who receives it there, and what is noted of it."""

from __future__ import annotations

from datetime import date

from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Person
from csp_desktop.rules.partner_standing import person_is_there


def receivers(records: PlanRecords, agency: str | None, group: str | None, on: date) -> list[Person]:
    """The people a return goes to: those of the agency, or of the group's members, who receive returns.

    A group's chair comes first, and alone where no member receives returns. People who have left by `on`
    are passed over.
    """
    if agency:
        people = [person for person in records.people if person["agency"] == agency]
    else:
        chair = records.group[group]["chair"] if group else None
        members = [member["person"] for member in records.group_members if member["group"] == group]
        people = [
            records.person[person] for person in dict.fromkeys([chair, *members]) if person in records.person
        ]
    still_there = [person for person in people if person_is_there(person, on)]
    receiving = [person for person in still_there if person["receives_returns"]]
    if group and not receiving:
        return [person for person in still_there if person["id"] == chair]
    return receiving


def recipient_name(records: PlanRecords, return_record: Record, *, short: bool = False) -> str:
    """The agency or group a return is for."""
    name = "short_name" if short else "name"
    if return_record["agency"]:
        agency: Record = records.agency[return_record["agency"]]
        return str(agency[name])
    group: Record = records.group[return_record["group"]]
    return str(group[name])


def with_line(return_record: Record, line: str) -> str:
    """The note of a return with a line more."""
    return f"{return_record['note'].rstrip()}\n{line}" if return_record["note"] else line
